"""The backtest walks as the daemon does: the same items, the same decisions, and a clock that ticks between them."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Call
from effort import examples
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from sqlalchemy import func, select
from test_store import LEASE

from monitor.backtest.difference import difference_of
from monitor.backtest.replay import Poll, Step, polls_again, polls_of, reading_of, walk
from monitor.backtest.tally import Backtest, Tally, ToldAlert
from monitor.calm import Policy
from monitor.model import Act, Delivery, DeliveryState, Item, Reason, Severity
from monitor.outbox import after_attempt
from monitor.outcomes import Sent
from monitor.pipeline import Memory, PollRecord, Reading, place_polls, sketches_of
from monitor.report.figures import how_changed
from monitor.report.markdown import inert
from monitor.rules.ruleset import RuleSet
from monitor.schedule import QuietHours
from monitor.slack.mrkdwn import legible
from monitor.store import Store, open_store
from monitor.store.engine import reading
from monitor.store.tables import deliveries
from monitor.store.walk import Polled
from monitor.stories.heirs import Heirs
from monitor.stories.window import Window

RULES = """\
[entity.kursk]
name = "Kursk"
wikidata = "Q5889"
terms = ["kursk"]

[[rule]]
id = "troops"
title = "Troops"
severity = "warning"
when = 'troops'

[[rule]]
id = "kursk"
title = "Kursk"
severity = "critical"
when = '@kursk'
channel = "#kursk"
min_sources = 2
[[rule.match]]
title = "Kursk"
[[rule.no_match]]
title = "Omsk"

[[rule]]
id = "fire"
title = "Fire"
when = 'fire'
cooldown = "3h"

[[rule]]
id = "flood"
title = "Flood"
when = 'flood OR floods'
digest = "0 8,20 * * *"
"""
POLICY = Policy(
    routes={Severity.WARNING: "#alarm"},
    quiet=QuietHours(time(22), time(6), UTC),
    flood=3,
    corroborate_within=timedelta(hours=2),
)


def told_by(polls: Iterable[Poll], ruleset: RuleSet, policy: Policy = POLICY) -> tuple[list[Step], Backtest]:
    polls, tally = tuple(polls), Tally(ruleset)
    steps = list(walk(polls, [ruleset], "#all", policy))
    for step in steps:
        tally.release(step.releases[0])
        if step.poll is not None:
            tally.take(step.records[0], step.poll.at)
    return steps, tally.result(polls[0].at, polls[-1].at)


def published(*items: Item) -> tuple[Poll, ...]:
    return polls_of(items, (), NOON)


def at(hours: float, title: str, **given: Any) -> Item:
    return an_item(title, published_at=NOON + timedelta(hours=hours), **given)


def alerts_of(backtest: Backtest) -> list[tuple[float, str, tuple[str, ...], Reason | None, int]]:
    """Hours after noon, channel, rules, what it waited for, how many stories its message told."""
    return [
        ((one.at - NOON) / timedelta(hours=1), one.channel, one.rules, one.held_by, one.gathered)
        for one in backtest.alerts
    ]


# --- The clock -------------------------------------------------------------------------------------------------------


@pytest.fixture
def rules(rules_of: Callable[[str], RuleSet]) -> RuleSet:
    return rules_of(RULES)


def test_what_too_few_report_is_told_at_its_deadline_or_when_another_publisher_comes(rules: RuleSet) -> None:
    alone = at(0, "Shells hit a depot near Kursk")
    both = at(4, "Kursk nuclear plant is closed for the winter"), at(5, "Kursk nuclear plant closed for winter")

    _, backtest = told_by(
        published(alone, both[0], an_item(both[1].title, publisher="B", published_at=both[1].published_at)), rules
    )

    assert alerts_of(backtest) == [
        (2, "#kursk", ("kursk",), Reason.UNCORROBORATED, 1),
        (5, "#kursk", ("kursk",), None, 1),
    ]
    assert backtest.alerts[1].alert.publishers == ("Wire", "B")


def test_a_digest_is_told_at_its_hour_though_no_item_comes_then(rules: RuleSet) -> None:
    _, backtest = told_by(
        published(at(0, "A flood in Omsk"), at(1, "Paris metro floods again"), at(40, "Quiet")), rules
    )

    assert alerts_of(backtest) == [(8, "#all", ("flood",), Reason.DIGEST, 2)] * 2


def test_quiet_hours_put_off_and_cooldown_silences(rules: RuleSet) -> None:
    _, backtest = told_by(
        published(
            at(0, "Fire in a Lyon depot"), at(1, "Fire at the Oslo opera"), at(11, "Troops leave Narva barracks")
        ),
        rules,
    )

    assert alerts_of(backtest) == [
        (0, "#all", ("fire",), None, 1),
        (18, "#alarm", ("troops",), Reason.QUIET_HOURS, 1),
    ]
    assert backtest.reasons[Reason.COOLDOWN] == 1
    assert not backtest.waiting


def test_a_walk_up_to_now_leaves_waiting_what_is_not_due_yet(rules: RuleSet) -> None:
    polls, tally = published(at(0, "A flood in Omsk")), Tally(rules)

    for step in walk(polls, [rules], "#all", POLICY, until=NOON + timedelta(hours=1)):
        tally.release(step.releases[0])
        if step.poll is not None:
            tally.take(step.records[0], step.poll.at)

    assert tally.result(NOON, NOON).waiting == {(polls[0].items[0].key, "#all")}


def test_items_come_in_order_of_publication_and_undated_ones_with_the_one_before() -> None:
    late, undated, early = at(2, "Late"), an_item("Undated", published_at=None), at(1, "Early")

    polls = published(late, undated, early)

    assert [(poll.items[0].title, poll.at) for poll in polls] == [
        ("Early", NOON + timedelta(hours=1)),
        ("Late", NOON + timedelta(hours=2)),
        ("Undated", NOON + timedelta(hours=2)),
    ]
    assert all(poll.items[0].fetched_at == poll.at for poll in polls)


# --- Parity: a walk through the store, and the same one in memory ----------------------------------------------------

TITLES = (
    "Troops reach Kursk, Seoul says",
    "Troops reach Kursk as Seoul says so",
    "Fire in Lyon destroys a chemical depot",
    "Fire destroys chemical depot in Lyon",
    "Fire at a chemical depot in Marseille",
    "Floods cut the road to Valencia",
    "Valencia road is cut by floods and fire",
    "Parliament votes on the budget of the year",
    "Troops and fire in the floods of Kursk",
)
LEAD = "The ministry said on Monday that soldiers had left their barracks near the border and were on their way north"

an_entry = st.builds(
    lambda number, publisher, age, guid, lead, url: at(
        -age,
        TITLES[number],
        publisher=publisher,
        key=f"{publisher}-{url}-{number if url else guid}",  # one key for what a feed would be recognised by
        feed_id=publisher.lower(),
        summary=LEAD if lead else "",
        url=f"https://x.example/{url}" if url else f"https://{publisher}.example/{guid}",
    ),
    st.integers(0, len(TITLES) - 1),
    st.sampled_from("ABC"),
    st.sampled_from([0.0, 0.5, 3.0, 30.0]),
    st.integers(0, 6),
    st.booleans(),
    st.sampled_from([0, 0, 0, 1, 2]),
)
rounds = st.lists(st.tuples(st.sampled_from([5, 30, 90, 300]), st.lists(an_entry, max_size=4)), min_size=4, max_size=14)


def in_rounds(drawn: list[tuple[int, list[Item]]], apart: timedelta = timedelta(seconds=1)) -> Iterator[Poll]:
    """Rounds of polls, one a publisher, so far apart; entries are as old as drawn when they come."""
    now, seen = NOON, set[str]()
    for minutes, items in drawn:
        now += timedelta(minutes=minutes)
        for publisher in sorted({item.publisher for item in items}):
            now += apart
            feed = a_feed(id=publisher.lower(), publisher=publisher, max_age=timedelta(hours=24))
            read = tuple(moved(item, now) for item in items if item.publisher == publisher)
            yield Poll(feed=feed, at=now, items=read, is_first=feed.id not in seen)
            seen.add(feed.id)


def moved(item: Item, now: datetime) -> Item:
    dated = item.published_at
    return replace(item, fetched_at=now, published_at=dated and now - (NOON - dated))


class Live:
    """The store, driven as the daemon drives it; `told`: stories with channel, instant, and those told with them."""

    def __init__(self, store: Store, ruleset: RuleSet) -> None:
        self.store = store
        self.ruleset = ruleset
        self.told: list[tuple[str, str, datetime, int]] = []

    def poll(self, *polls: Poll) -> list[PollRecord]:
        """Records polls of one instant together. Their records, in the order in which they were decided."""
        at = polls[0].at
        self.deliver_until(at)
        read = []
        for poll in polls:
            self.store.enrol([poll.feed], at)
            (state,) = self.store.claim_feeds([poll.feed.id], at, LEASE, 1, due_only=False)
            after = replace(state, polled_at=at)
            read.append(Polled(reading=Reading(feed=poll.feed, before=state, after=after, items=poll.items)))
        records = self.store.record_polls(read, self.ruleset, "#all", at, POLICY)
        assert None not in records
        self.deliver(at)
        return sorted((record for record in records if record is not None), key=lambda one: one.state.feed_id)

    def deliver_until(self, end: datetime) -> None:
        """Ticks at each instant at which something that was put off is due."""
        due = select(func.min(deliveries.c.not_before)).where(deliveries.c.state == DeliveryState.PUT_OFF)
        while True:
            with reading(self.store.engine) as connection:
                at = connection.execute(due).scalar()
            if at is None or at > end:
                return
            self.deliver(at)

    def deliver(self, now: datetime) -> None:
        while claimed := self.store.claim_deliveries(now, LEASE, 10):
            for delivery in claimed:
                if delivery.act is Act.POST:
                    self.told.append((delivery.story_id, delivery.channel, now, 1))
                if delivery.act is Act.SUMMARY:
                    self.told += self.gathered(delivery, now)
                sent = after_attempt(delivery, Sent(ts="1", channel_id="C"), now, 0.0)
                self.store.settle(replace(sent, shut_until=now), now)

    def gathered(self, summary: Delivery, now: datetime) -> list[tuple[str, str, datetime, int]]:
        with reading(self.store.engine) as connection:
            of_it = select(deliveries.c.story_id).where(deliveries.c.gathered_in == summary.id)
            stories = connection.execute(of_it).scalars().all()
        return [(story_id, summary.channel, now, len(stories)) for story_id in stories]


def decided(records: Iterable[PollRecord]) -> list[tuple[object, ...]]:
    return [
        (placed.item.key, placed.story_id, one.channel, one.reason, one.rules, one.until)
        for record in records
        for placed in record.placed
        for one in placed.decisions
    ]


def assert_parity(drawn: list[tuple[int, list[Item]]], ruleset: RuleSet, store: Store) -> None:
    polls = list(in_rounds(drawn))
    live = Live(store, ruleset)

    recorded = [record for poll in polls for record in live.poll(poll)]
    live.deliver_until(NOON + timedelta(days=30))
    steps, backtest = told_by(polls, ruleset) if polls else ([], None)

    assert decided(step.records[0] for step in steps if step.poll is not None) == decided(recorded)
    firsts = {one.topic: one for one in reversed(backtest.alerts)} if backtest else {}
    heirs = Heirs(merger for record in recorded for merger in record.mergers)
    told = {(heirs.of(one[0]), one[1]): one[2:] for one in reversed(live.told)}  # of two that merged, the first
    assert {topic: (one.at, one.gathered) for topic, one in firsts.items()} == told
    feeds = {poll.feed.id: poll.feed for poll in polls}.values()
    again = polls_again(store.recorded_polls(NOON), feeds, NOON)
    assert decided(step.records[0] for step in walk(again, [ruleset], "#all", POLICY) if step.poll) == decided(recorded)


def assert_parity_of_rounds(drawn: list[tuple[int, list[Item]]], ruleset: RuleSet, store: Store) -> None:
    """A round's polls are recorded together, the last feed's first, and walked again one by one."""
    live, recorded = Live(store, ruleset), list[PollRecord]()
    for _, one in groupby(in_rounds(drawn, apart=timedelta(0)), key=lambda poll: poll.at):
        recorded += live.poll(*reversed(tuple(one)))

    feeds = {poll.feed.id: poll.feed for poll in in_rounds(drawn)}.values()
    again = polls_again(store.recorded_polls(NOON), feeds, NOON)
    assert decided(step.records[0] for step in walk(again, [ruleset], "#all", POLICY) if step.poll) == decided(recorded)


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "monitor.db"
    open_store(f"sqlite:///{path}").close()
    return path


Check = Callable[[list[tuple[int, list[Item]]], RuleSet, Store], None]


def check_parity(drawn: list[tuple[int, list[Item]]], ruleset: RuleSet, empty_database: Path, check: Check) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(empty_database, folder)
        store = open_store(f"sqlite:///{copy}")
        try:
            check(drawn, ruleset, store)
        finally:
            store.close()


ONCE_IN_A_TEST = [HealthCheck.function_scoped_fixture]  # the rules are only read


@pytest.mark.parametrize("check", [assert_parity, assert_parity_of_rounds])
@examples(3, suppress_health_check=ONCE_IN_A_TEST)
@given(drawn=rounds)
def test_a_walk_in_memory_decides_and_tells_as_one_through_the_store(
    rules: RuleSet, empty_database: Path, drawn: list[tuple[int, list[Item]]], check: Check
) -> None:
    check_parity(drawn, rules, empty_database, check)


@pytest.mark.slow
@pytest.mark.parametrize("check", [assert_parity, assert_parity_of_rounds])
@examples(60, phases=[Phase.generate], suppress_health_check=ONCE_IN_A_TEST)
@given(drawn=rounds)
def test_sixty_walks_in_memory_decide_as_those_through_the_store(
    rules: RuleSet, empty_database: Path, drawn: list[tuple[int, list[Item]]], check: Check
) -> None:
    check_parity(drawn, rules, empty_database, check)


COMMON = "troops kursk storm flood minister budget vote court fire depot north border attack treaty envoy talks"


def test_polls_that_are_recorded_together_are_placed_as_one_after_the_other(rules: RuleSet) -> None:
    """How rare a word is counts what came before, in the same transaction too: else no backtest could repeat it."""
    chance = Random(0)
    items = [
        an_item(
            " ".join(chance.sample(COMMON.split(), 6)),
            key=f"{n:03}",
            publisher=f"P{n % 7}",
            url=f"https://x.example/{n}",
        )
        for n in range(150)
    ]
    polls = [Poll(feed=a_feed(), at=NOON, items=(item,)) for item in items]
    empty = Memory(known={}, stories={}, sketches=sketches_of(items, rules), addresses={}, window=Window())

    together = place_polls([reading_of(poll) for poll in polls], empty, NOON)

    heirs = Heirs(one.merger for one in together.values() if one.merger is not None)
    at_once = replace(rules, rules=rules.rules[:1])  # nothing is put off, which would keep stories apart
    _, backtest = told_by(polls, at_once, Policy())
    assert {key: heirs.of(one.story_id) for key, one in together.items()} == backtest.story_of


# --- Two rule sets ---------------------------------------------------------------------------------------------------


def compared(
    before: RuleSet, after: RuleSet, polls: tuple[Poll, ...], until: datetime | None = None
) -> tuple[Backtest, Backtest]:
    tallies = Tally(after), Tally(before)
    for step in walk(polls, [after, before], "#all", POLICY, until):
        for number, tally in enumerate(tallies):
            tally.release(step.releases[number])
            if step.poll is not None:
                tally.take(step.records[number], step.poll.at)
    after_, before_ = (tally.result(polls[0].at, polls[-1].at) for tally in tallies)
    return before_, after_


def test_an_edit_shows_what_it_gains_loses_and_tells_otherwise(
    rules: RuleSet, rules_of: Callable[[str], RuleSet]
) -> None:
    edited = rules_of(RULES.replace("'troops'", "'troops AND NOT narva'").replace("'fire'", "'depot OR troops'"))
    polls = published(
        at(0, "Troops leave Narva barracks"), at(4, "A depot burns in Riga"), at(8, "Troops march in the Oslo parade")
    )

    difference = difference_of(*compared(rules, edited, polls))

    def titles(alerts: Iterable[ToldAlert]) -> list[tuple[str, str]]:
        return [(one.alert.item.title.split()[-1], one.channel) for one in alerts]

    assert titles(difference.gained) == [("barracks", "#all"), ("Riga", "#all"), ("parade", "#all")]
    assert titles(difference.lost) == [("barracks", "#alarm")]
    assert {one.rule_id: (one.before, one.after) for one in difference.rules} == {
        "troops": (2, 1),
        "kursk": (0, 0),
        "fire": (0, 3),
        "flood": (0, 0),
    }
    assert not difference.changed
    assert difference.regrouped == 0


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("'fire'", "'fire'\nseverity = 'info'"), "notice → info"),
        (("'fire'", "'fire'\nmention = '@here'"), "calling nobody → @here"),
        (('id = "fire"', 'id = "blaze"'), "by fire → blaze"),
        (("'fire'", "'fire OR lyon'"), ""),
        (("'fire'", "'fire'\nmin_sources = 2"), "put off still"),
    ],
)
def test_an_edit_of_how_a_rule_is_told_is_seen_and_nothing_else(
    rules: RuleSet, rules_of: Callable[[str], RuleSet], edit: tuple[str, str], said: str
) -> None:
    edited, polls = rules_of(RULES.replace(*edit)), published(at(0, "Fire in Lyon"))

    difference = difference_of(*compared(rules, edited, polls, NOON + timedelta(hours=1)))

    changes = [how_changed(one.before, one.after) for one in difference.changed]
    assert changes + ["put off still" for _ in difference.put_off] == ([said] if said else [])
    assert (difference.gained, difference.lost) == ((), ())


@pytest.mark.parametrize(
    "edit",
    [
        ("'fire'", "'depot'"),
        ('["kursk"]', '["kursk", "lyon"]'),
        ("'troops'", "'troops'\nchannel = '#t'\nmention = '@here'"),
        ('severity = "warning"', 'severity = "info"\nexpires = 2020-01-01'),
        ("'flood OR floods'", "'flood OR floods'\n[[rule]]\nid = 'new'\ntitle = 'New'\nwhen = 'valencia'"),
        ("when = '@kursk'", "when = '@kursk'\nunless = 'fire'"),
    ],
)
def test_a_walk_beside_another_decides_as_one_alone(
    rules: RuleSet, rules_of: Callable[[str], RuleSet], edit: tuple[str, str]
) -> None:
    """Whether the two know the same names, so that they place together, or not."""
    edited = rules_of(RULES.replace(*edit))
    items = [at(hour, title, publisher=name) for hour, title in enumerate(TITLES) for name in "AB"]
    polls = published(*items)

    before, after = compared(rules, edited, polls)

    assert before == told_by(polls, rules)[1]
    assert after == told_by(polls, edited)[1]


# --- The command -----------------------------------------------------------------------------------------------------


def rows_of(*titles: str) -> str:
    rows = (
        {"id": str(n), "title": title, "source": f"S{n}", "published": f"2024-10-{n + 1:02}T12:00:00Z"}
        for n, title in enumerate(titles)
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rules.toml").write_text(RULES)
    (tmp_path / "items.jsonl").write_text(
        rows_of("Troops leave Narva", "Nothing at all", "Fire in Lyon", "Troops in Omsk")
    )
    return tmp_path


def test_a_file_is_walked_without_a_config_one_row_an_item(call: Call, folder: Path) -> None:
    code, out, err = call("backtest", "--items", "items.jsonl", "--format", "jsonl")

    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "id": "0",
            "story": "0",
            "rules": ["troops"],
            "decisions": [{"channel": "#monitor", "reason": "first_report"}],
        },
        {"id": "1", "story": "1", "rules": [], "decisions": [{"channel": "", "reason": "no_match"}]},
        {"id": "2", "story": "2", "rules": ["fire"], "decisions": [{"channel": "#monitor", "reason": "first_report"}]},
        {
            "id": "3",
            "story": "3",
            "rules": ["troops"],
            "decisions": [{"channel": "#monitor", "reason": "first_report"}],
        },
    ]


def test_people_see_alerts_a_day_and_samples_with_the_words_that_matched(call: Call, folder: Path) -> None:
    _, out, _ = call("backtest", "--items", "items.jsonl")

    assert "4 items from 2024-10-01 to 2024-10-04: 3 match, 3 alerts, 1.0 a day" in out
    assert re.search(r"troops +warning +2 +2 +0\.7 +#monitor", out)
    assert "*Troops* in Omsk  (S3)" in out


def test_too_many_alerts_a_day_are_something_wrong(call: Call, folder: Path) -> None:
    assert call("backtest", "--items", "items.jsonl", "--max-alerts-a-day", "1")[0] == 0
    code, _, err = call("backtest", "--items", "items.jsonl", "--max-alerts-a-day", "0.9")

    assert code == 1
    assert "more than 0.9 alerts a day" in err


def test_rules_are_held_against_a_folder(call: Call, folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "rules.toml").write_text(RULES.replace("'troops'", "'troops AND NOT omsk'"))

    _, out, _ = call("backtest", "--items", "items.jsonl", "--against", "old", "--format", "jsonl")

    gained, summary = map(json.loads, out.splitlines())
    assert (gained["change"], gained["id"], gained["rules"]) == ("gained", "3", ["troops"])
    assert summary["gained"] == 1
    assert summary["alerts_a_day"] == {"before": 0.667, "after": 1.0}


@pytest.mark.parametrize("inside", ["", "deep/"])
def test_rules_are_held_against_a_git_revision(call: Call, folder: Path, inside: str) -> None:
    top = folder / "repo"
    rules = top / inside / "rules"
    shutil.copytree(folder / "rules", rules)

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", "-C", str(top), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "rules")
    (rules / "rules.toml").write_text(RULES.replace("'fire'", "'fire AND NOT lyon'"))
    shown = ("backtest", "--rules", str(rules), "--items", "items.jsonl", "--format", "markdown", "--against")

    code, out, _ = call(*shown, "HEAD")
    assert code == 0
    assert "0 alerts gained, 1 lost" in out
    assert "| `fire` | 1 | 0 | -1 |" in out

    code, _, err = call(*shown, "no-such")
    assert code == 2
    assert "'no-such' is no folder, and no revision of" in err

    (rules / "rules.toml").write_text("[[rule]]\nid = 'x'\n")
    git("commit", "-am", "broken")
    (rules / "rules.toml").write_text(RULES)
    code, _, err = call(*shown, "HEAD")
    assert code == 2
    assert "the rules at HEAD can't be used" in err
    assert "HEAD:rules.toml:1" in err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--since", "1d", "--items", "x"), "give one of them"),
        (("--since", "soon"), "soon"),
        (("--items", "none.jsonl"), "none.jsonl can't be read"),
        (("--items", "empty.jsonl"), "there is no item in empty.jsonl"),
        ((), "no such file"),
        (("--items", "none.jsonl", "--html", "none/page.html"), "there is no folder none"),  # before anything is read
        (("--items", "items.jsonl", "--against", "--output=x"), "neither a folder nor a git revision"),
    ],
)
def test_what_can_not_run_says_so_with_code_2(call: Call, folder: Path, arguments: tuple[str, ...], fault: str) -> None:
    (folder / "empty.jsonl").write_text("")

    code, _, err = call("backtest", *arguments)

    assert code == 2
    assert fault.lower() in " ".join(err.lower().split())


@given(st.text(max_size=60))
@examples(30)
def test_hostile_titles_are_inert_in_markdown(title: str) -> None:
    shown = inert(title)

    assert not re.search(r"<|(?<!\\)[`*_\[\]|]|@\w|https?:/", shown)
    assert "\n" not in inert(legible(title))
