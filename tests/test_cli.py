"""The commands, as people and programs call them."""

import gzip
import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import RULES, Call
from make import NOON, a_feed, a_heartbeat, an_item
from test_store import LEASE, poll

from monitor.cli import GROUPS
from monitor.outbox import after_attempt
from monitor.outcomes import Sent
from monitor.rules.ruleset import RuleSet
from monitor.store import open_store
from monitor.store.lock import sole_owner

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [[], *([name] for name in GROUPS)])
def test_help_teaches(call: Call, command: list[str]) -> None:
    code, out, _ = call(*command, "--help")

    assert code == 0
    assert "Usage:" in out


def test_init_writes_what_check_accepts_and_overwrites_nothing(call: Call, tmp_path: Path) -> None:
    code, out, _ = call("init", "new")
    assert (code, "written" in out) == (0, True)
    for path in (tmp_path / "new" / "config.toml", *(tmp_path / "new" / "rules").glob("*.toml")):
        named = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("#:schema ")
        assert "properties" in json.loads((path.parent / named).read_text(encoding="utf-8"))
    assert call("check", "--config", "new/config.toml")[0] == 0

    (tmp_path / "new" / "config.toml").write_text("mine")
    assert "kept" in call("init", "new")[1]
    assert (tmp_path / "new" / "config.toml").read_text() == "mine"


def test_check_says_that_all_is_in_order(call: Call, watch: Path) -> None:
    code, out, _ = call("check")

    assert code == 0
    assert "3 rules in order, with all of their 2 examples" in out
    assert "set SLACK_BOT_TOKEN" in out
    assert "monitor/0.1 (news alerts): name a [polling] contact" in out


def test_check_names_file_line_and_column_of_a_rules_fault(call: Call, watch: Path) -> None:
    (watch / "rules" / "bad.toml").write_text("[[rule]]\nid = 'x'\ntitle = 'X'\nwhen = 'troops AND (kursk'\n")

    code, _, errors = call("check")

    assert code == 2
    assert "bad.toml:4:" in errors
    assert "^" in errors


def test_check_names_file_line_and_column_of_a_configs_fault(call: Call, watch: Path) -> None:
    (watch / "config.toml").write_text("[slack]\nchanel = '#x'\n")

    code, _, errors = call("check")

    assert code == 2
    assert "config.toml:2:1: unknown key 'chanel'" in errors
    assert "did you mean 'channel'?" in errors


@pytest.mark.parametrize("command", [["check"], ["rules", "check"]])
def test_faults_are_rows_for_programs(call: Call, watch: Path, command: list[str]) -> None:
    assert json.loads(call(*command, "--format", "jsonl")[1])
    (watch / "rules" / "bad.toml").write_text("[[rule]]\nid = 'x'\ntitle = 'X'\nwhen = 'troops AND (kursk'\n")

    code, out, _ = call(*command, "--format", "jsonl")

    (row,) = map(json.loads, out.splitlines())
    assert (code, Path(row["path"]).name, row["line"]) == (2, "bad.toml", 4)


def test_check_warns_of_a_feed_file_that_is_not_there(call: Call, watch: Path) -> None:
    (watch / "wire.xml").unlink()

    code, _, errors = call("check")

    assert code == 1
    assert "there is no file" in errors


@pytest.mark.parametrize("command", [["check"], ["run", "--once"], ["status"], ["feeds", "list"], ["alerts", "list"]])
def test_without_a_config_the_way_out_is_said(call: Call, command: list[str]) -> None:
    code, _, errors = call(*command)

    assert code == 2
    assert "monitor init" in errors


@pytest.mark.parametrize("command", [["status"], ["alerts", "list"]])
def test_looking_makes_no_database(call: Call, watch: Path, command: list[str]) -> None:
    code, _, errors = call(*command)

    assert (code, "`monitor run` makes it" in errors) == (2, True)
    assert not (watch / "data").exists()


def test_the_config_may_be_named_by_option_or_environment(
    call: Call, watch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (watch / "config.toml").rename(watch / "other.toml")

    assert call("check", "--config", "other.toml")[0] == 0
    monkeypatch.setenv("MONITOR_CONFIG", str(watch / "other.toml"))
    assert call("check")[0] == 0


# --- rules ---------------------------------------------------------------------------------------------------------


def test_rules_need_no_config(call: Call, watch: Path) -> None:
    (watch / "config.toml").unlink()

    code, out, _ = call("rules", "list", "--format", "jsonl")

    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["dprk-troops", "kursk", "npt"]
    assert call("rules", "check")[0] == 0


def test_rules_test_shows_the_words_of_every_example(call: Call, watch: Path) -> None:
    code, out, _ = call("rules", "test")

    assert code == 0
    assert "'Fighting'" in out
    assert "fails at" in out
    assert "2 examples hold" in out


def test_an_unknown_rule_is_named(call: Call, watch: Path) -> None:
    code, _, errors = call("rules", "test", "kusrk")

    assert code == 2
    assert "kusrk" in errors


ROWS = [
    {"id": "1", "title": "Fighting in Kursk, soldiers say", "url": "https://x.example/1", "source": "X"},
    {"id": "2", "title": "Weather", "summary": "Rain", "published": "2024-10-25"},
    {"id": "3", "title": "«Курск»", "summary": "North Korean  troops", "body": "b", "lang": "ru"},
]


@pytest.mark.parametrize("zipped", [False, True])
def test_match_writes_one_row_an_item_with_offsets_into_the_given_text(call: Call, watch: Path, zipped: bool) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
    (watch / "items.jsonl").write_bytes(gzip.compress(lines) if zipped else lines)

    code, out, _ = call("rules", "match", "items.jsonl", "--format", "jsonl")

    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["id"], row["rules"]) for row in rows] == [("1", ["kursk"]), ("2", []), ("3", ["dprk-troops"])]
    by_id = {str(row["id"]): row for row in ROWS}
    for row in rows:
        for piece in row["evidence"]:
            assert by_id[row["id"]][piece["field"]][piece["start"] : piece["end"]] == piece["text"]


def test_match_reads_feed_files_too(call: Call, watch: Path) -> None:
    code, out, _ = call("rules", "match", "wire.xml")

    assert code == 0
    assert len(out.splitlines()) >= 20


JSON_FEED: dict[str, object] = {
    "items": [{"id": "1", "title": "Fighting in Kursk, soldiers say", "url": "https://x.example/1"}],
    "title": 'A "version" of {things}',
    "version": "https://jsonfeed.org/version/1.1",
}


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("backwards", [False, True])
def test_match_reads_json_feeds_however_they_are_written(
    call: Call, watch: Path, indent: int | None, start: str, backwards: bool
) -> None:
    ordered = dict(reversed(JSON_FEED.items())) if backwards else JSON_FEED
    text = json.dumps(ordered, indent=indent)
    if indent == 2:
        text = text.replace("{\n", "{", 1)
    (watch / "feed.json").write_text(start + text)

    code, out, _ = call("rules", "match", "feed.json", "--format", "jsonl")

    assert (code, [json.loads(line)["rules"] for line in out.splitlines()]) == (0, [["kursk"]])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{\n"id": "1"\n}', "items.jsonl"),
        (b'{"id": "1", "title": "a"}\n{broken\n', "items.jsonl:2:"),
        (b"[1]\n", "items.jsonl:1:"),
        (b'{"id": "1", "title": 5}\n', "items.jsonl:1:"),
        (b'{"id": "1", "title": "\xff"}\n', "items.jsonl:1:"),
        (b"<html><body>hello</body></html>", "items.jsonl:"),
    ],
)
def test_a_bad_line_is_named(call: Call, watch: Path, content: bytes, said: str) -> None:
    (watch / "items.jsonl").write_bytes(content)

    code, _, errors = call("rules", "match", "items.jsonl")

    assert code == 2
    assert said in errors


def test_what_ends_is_said_by_check_and_status(call: Call, told: Path) -> None:
    ends = {"a": timedelta(days=-1), "b": timedelta(days=3)}
    today = datetime.now(UTC).date()
    lines = (
        f'[[rule]]\nid = "{name}"\ntitle = "A"\nwhen = "troops"\nexpires = {today + at}\n' for name, at in ends.items()
    )
    (told / "rules" / "ending.toml").write_text("".join(lines))

    code, out, errors = call("rules", "check")
    assert (code, "5 rules hold" in out, "a has expired" in errors, "b expires soon" in errors) == (1, True, True, True)
    row = json.loads(call("status", "--format", "jsonl")[1])
    assert any("a has expired" in complaint for complaint in row["complaints"])
    assert not any("b expires soon" in complaint for complaint in row["complaints"])
    assert "rules    b expires soon" in call("status")[1]
    assert "b expires soon" in call("check")[2]


def test_status_says_that_the_rules_are_broken(call: Call, told: Path) -> None:
    (told / "rules" / "bad.toml").write_text("[[rule]]\n")

    assert "the rules can't be used (3 faults): see `monitor rules check`" in call("status")[1]


# --- feeds, alerts, status -----------------------------------------------------------------------------------------


def test_feeds_poll_shows_what_a_feed_says_and_records_nothing(call: Call, watch: Path) -> None:
    code, out, _ = call("feeds", "poll", "wire", "--limit", "3", "--format", "jsonl")

    assert code == 0
    assert len(out.splitlines()) == 3
    assert not (watch / "data").exists()
    assert "entries" in call("feeds", "poll", "wire")[1]


def test_feeds_poll_says_why_a_feed_says_nothing(call: Call, watch: Path) -> None:
    (watch / "wire.xml").write_text("<html><body>Log in</body></html>")

    code, _, errors = call("feeds", "poll", "wire")

    assert (code, "web page" in errors) == (2, True)
    assert "did you mean 'wire'?" in call("feeds", "poll", "wir")[2]


def test_feeds_list_shows_the_declared_feeds(call: Call, watch: Path) -> None:
    code, out, _ = call("feeds", "list")

    assert (code, "wire" in out) == (0, True)


@pytest.fixture
def told(watch: Path, ruleset: RuleSet) -> Path:
    """The folder after one story was told."""
    (watch / "rules" / "rules.toml").write_text(RULES)
    store = open_store(f"sqlite:///{watch}/data/monitor.db")
    poll(store, ruleset, [an_item("Fighting in Kursk, soldiers say")], a_feed())
    (delivery,) = store.claim_deliveries(NOON, LEASE, 1)
    store.settle(after_attempt(delivery, Sent(ts="1.2", channel_id="C1"), NOON, 0.0), NOON)
    store.close()
    return watch


def test_alerts_list_and_show_say_what_was_told_and_why(call: Call, told: Path) -> None:
    code, out, _ = call("alerts", "list")
    assert code == 0
    assert "Fighting in Kursk" in out

    code, out, _ = call("alerts", "show", "1")
    assert code == 0
    assert "first_report in #watch: first report of this story (kursk)" in out
    assert "post to #watch: sent" in out

    code, out, _ = call("alerts", "show", "https://wire.example/fighting-in-kursk-soldiers-say", "--format", "jsonl")
    assert json.loads(out)["rules"] == ["kursk"]


@pytest.mark.parametrize("room", ["alerts", "stories"])
def test_a_title_neither_steers_the_terminal_nor_fills_it(call: Call, watch: Path, ruleset: RuleSet, room: str) -> None:
    store = open_store(f"sqlite:///{watch}/data/monitor.db")
    poll(store, ruleset, [an_item("\x1b[2J\u202eFighting\nin Kursk, soldiers say " + "and on " * 1300)], a_feed())
    store.close()
    (watch / "rules" / "rules.toml").write_text(RULES)
    given = ("--reports", "1") if room == "stories" else ()
    story = json.loads(call(room, "list", *given, "--format", "jsonl")[1])["story" if room == "alerts" else "id"]

    shown = [call(room, "list", *given)[1], call(room, "show", story)[1]]

    assert all("Fighting in Kursk, soldiers say and on" in out for out in shown)
    assert not any(hostile in out for out in shown for hostile in "\x1b\u202e")
    assert max(map(len, "".join(shown).splitlines())) < 600


def test_stories_list_and_show_say_which_reports_tell_one_event_and_why(call: Call, told: Path) -> None:
    code, out, _ = call("stories", "list", "--reports", "1", "--format", "jsonl")
    assert (code, json.loads(out)["headline"]) == (0, "Fighting in Kursk, soldiers say")

    code, out, _ = call("stories", "show", json.loads(out)["id"])
    assert code == 0
    assert "founded the story" in out
    assert call("stories", "show", "nothing")[0] == 2


def test_alerts_show_of_nothing_known_is_a_sentence(call: Call, told: Path) -> None:
    code, _, errors = call("alerts", "show", "999")

    assert (code, "no story is known" in errors) == (2, True)


def test_what_was_told_can_not_be_retried(call: Call, told: Path) -> None:
    code, _, errors = call("alerts", "retry", "1")

    assert (code, "can't be sent again" in errors) == (2, True)


def test_status_counts_and_complains(call: Call, told: Path) -> None:
    _, out, _ = call("status")

    assert "kept     1 items in 1 stories" in out
    assert "told     1 stories" in out
    assert json.loads(call("status", "--format", "jsonl")[1])["told"] == 1


def test_the_exit_code_of_status_says_whether_the_watch_is_well_unwell_or_down(call: Call, told: Path) -> None:
    store, now = open_store(f"sqlite:///{told}/data/monitor.db"), datetime.now(UTC)
    code, out, _ = call("status")
    assert (code, "no daemon runs on this database" in out) == (2, True)

    beat = a_heartbeat(started_at=now, beat_at=now, rules=3, ruleset="abc")
    store.hold_feeds(["wire"], now + timedelta(days=1))
    with sole_owner(f"sqlite:///{told}/data/monitor.db"):
        store.vitals.beat(beat)
        code, out, _ = call("status")
        assert (code, "seen 0 s ago" in out, "3 run, set abc" in out) == (0, True, True), out

        store.vitals.beat(replace(beat, rules_fault="rules.toml:1: no"))
        code, out, _ = call("status")
        assert (code, "! the rules were changed and can't be used" in out) == (1, True)

        store.vitals.beat(replace(beat, beat_at=now - timedelta(hours=1)))
        assert call("status")[0] == 2
    store.close()


def test_status_of_a_config_that_can_not_be_used_still_says_how_the_daemon_does(call: Call, told: Path) -> None:
    config, now = told / "config.toml", datetime.now(UTC)
    config.write_text(f"{config.read_text()}\n[slack")
    assert call("status")[0] == 2

    with closing(open_store(f"sqlite:///{told}/data/monitor.db")) as store:
        store.vitals.beat(a_heartbeat(started_at=now, beat_at=now))
    code, out, errors = call("status")

    assert (code, "config.toml:" in errors, "goes on with the last config" in out) == (1, True, True)


def test_a_database_that_is_gone_is_no_first_start(call: Call, told: Path) -> None:
    with sole_owner(f"sqlite:///{told}/data/monitor.db"):
        pass
    (told / "data" / "monitor.db").unlink()

    code, _, errors = call("status")

    assert (code, "is not there, and monitor ran on it before" in errors) == (2, True)


def test_feeds_import_adds_a_list_to_the_config_and_keeps_what_is_there(call: Call, watch: Path) -> None:
    before = (watch / "config.toml").read_text()

    code, out, _ = call("feeds", "import", str(ROOT / "seeds" / "feeds.opml"))

    assert (code, "tass" in out) == (0, True)
    assert (watch / "config.toml").read_text().startswith(before)
    assert call("check")[0] == 0
    assert "0 feeds added" in call("feeds", "import", str(ROOT / "seeds" / "feeds.opml"))[1]


def test_feeds_import_of_something_else_changes_nothing(call: Call, watch: Path) -> None:
    before = (watch / "config.toml").read_text()

    code, _, errors = call("feeds", "import", str(watch / "wire.xml"))

    assert (code, "lists no feed" in errors) == (2, True)
    assert call("feeds", "import", "absent.opml")[0] == 2
    assert (watch / "config.toml").read_text() == before


def test_a_rule_or_a_story_is_muted_for_a_while_listed_and_heard_again(call: Call, told: Path) -> None:
    code, out, _ = call("mute", "kursk", "--for", "24h")
    assert (code, "kursk is muted until" in out) == (0, True)
    assert "kursk" in call("mute")[1]
    story = json.loads(call("alerts", "list", "--format", "jsonl")[1].splitlines()[0])
    code, out, _ = call("mute", str(story["id"]), "--for", "30m")
    assert (code, story["story"] in out) == (0, True)
    assert [json.loads(line)["subject"] for line in call("mute", "--format", "jsonl")[1].splitlines()] == [
        story["story"],
        "kursk",
    ]

    assert call("mute", "kursk", "--end")[0] == 0
    assert call("mute", story["story"], "--end")[0] == 0

    assert "Nothing is muted" in call("mute")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing-such", "--for", "1h"], "neither a rule nor a story"),
        (["kursk"], "for how long?"),
        (["kursk", "--for", "a while"], "is not a length of time"),
        (["kursk", "--end"], "is not muted"),
    ],
)
def test_a_mute_that_can_not_be_is_a_sentence(call: Call, told: Path, arguments: list[str], said: str) -> None:
    code, _, errors = call("mute", *arguments)

    assert (code, said in errors) == (2, True)
