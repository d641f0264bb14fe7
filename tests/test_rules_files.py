"""Rule files: a folder loads as one set, or every fault of every file is said at its place."""

import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.errors import RuleFilesError
from monitor.model import Severity
from monitor.rules.files import LARGEST, load_rules
from monitor.rules.ruleset import Example, run_examples

DATA = Path(__file__).parent / "data" / "rules"
BAD = sorted((DATA / "bad").glob("*.toml"))
NOW = datetime(2026, 1, 2, tzinfo=UTC)
RULE = '[[rule]]\nid = "a"\ntitle = "A"\nwhen = "troops"\n'


def faults(folder: Path) -> str:
    with pytest.raises(RuleFilesError) as caught:
        load_rules(folder, now=NOW)
    return str(caught.value).replace(f"{folder}/", "").replace(str(folder), "FOLDER")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_file_is_answered_with_place_and_hint(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "rules.toml")
    assert faults(tmp_path) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_good_folder_becomes_one_set() -> None:
    loaded = load_rules(DATA / "good", now=NOW)
    rule = loaded.rule("dprk-troops")
    assert rule is not None
    assert [one.id for one in loaded.rules] == ["dprk-troops", "old"]
    assert rule.severity is Severity.CRITICAL
    assert (rule.channel, rule.mention, rule.owner, rule.seed) == ("#dprk-watch", "@here", "desk", ("C1",))
    assert (rule.expires, rule.max_age) == (date(2099, 12, 31), timedelta(hours=36))
    assert loaded.gazetteer.members("countries") == ("russia", "dprk")
    assert all(result.passed for result in run_examples(loaded))
    assert [result.number for result in run_examples(loaded)] == [0, 1, 0, 1]


def test_an_expired_rule_is_noticed_and_loaded_but_matches_nothing() -> None:
    loaded = load_rules(DATA / "good", now=NOW)
    rule = loaded.rule("old")
    assert rule is not None
    assert [problem.message for problem in loaded.notices] == [
        "old has expired: 2020-01-01 was the last day on which it matched"
    ]
    festival = run_examples(loaded)[0].example.item()
    assert rule.dormant(datetime(2020, 1, 2, tzinfo=UTC), UTC) == "expired: its last day was 2020-01-01"
    assert rule.dormant(datetime(2020, 1, 1, 23, tzinfo=UTC), UTC) is None
    assert rule.dormant(datetime(2020, 1, 1, 23, tzinfo=UTC), ZoneInfo("Europe/Brussels")) is not None
    assert "old" not in [match.rule_id for match in loaded.match(festival, datetime(2026, 1, 1, tzinfo=UTC))]


def test_the_digest_changes_with_the_files_and_only_with_them(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE)
    first = load_rules(tmp_path).digest
    assert load_rules(tmp_path).digest == first
    (tmp_path / "a.toml").write_text(RULE + "# a word\n")
    assert load_rules(tmp_path).digest != first


def test_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE.replace("troops", "troops AND"))
    (tmp_path / "b.toml").write_text(RULE + "colour = 1\n")
    (tmp_path / "c.toml").write_text("= 1\n")
    said = faults(tmp_path)
    assert "a.toml:4:19: the condition ends where a term should be after AND" in said
    assert "b.toml:5:1: unknown key 'colour'" in said
    assert "c.toml:1:1: this begins no line of TOML" in said


def test_ids_are_unique_across_files_and_the_other_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE)
    (tmp_path / "b.toml").write_text(RULE)
    said = faults(tmp_path)
    assert "b.toml:2:6: the id a is taken: it stands at a.toml:2:6 already" in said


def test_a_file_that_can_not_be_read_hides_no_unknown_entity_of_another(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes('[entity.dprk]\nname = "Corée"\nterms = ["coree"]\n'.encode("latin-1"))
    (tmp_path / "b.toml").write_text('[entity.russia]\nname = """\nterms = ["russia"]\n')
    (tmp_path / "c.toml").write_text("id: x\n")
    (tmp_path / "d.toml").write_text(RULE.replace("troops", "@dprk AND @rusia"))
    said = faults(tmp_path).splitlines()
    assert [line for line in said if not line.startswith(" ")] == [
        "a.toml:2:12: is not UTF-8: the byte 0xe9",
        'b.toml:2:8: this """ is never closed',
        "c.toml:1:3: a colon stands where TOML has =",
        "d.toml:4:19: there is no entity @rusia",
    ]
    assert "did you mean @russia?" in said[-1]


def test_groups_in_groups_take_linear_time_however_they_are_joined(tmp_path: Path) -> None:
    def group(name: str, *members: str) -> str:
        return f"[group.{name}]\nmembers = [{', '.join(repr(member) for member in members)}]\n"

    chain = "".join(group(f"c{number}", f"c{number + 1}") for number in range(1_200)) + group("c1200", "dprk")
    layers = "".join(group(f"l{n}{side}", f"l{n + 1}a", f"l{n + 1}b") for n in range(60) for side in "ab")
    circle = "".join(group(f"o{number}", *(f"o{other}" for other in range(25))) for number in range(25))
    entity = '[entity.dprk]\nname = "N"\nterms = ["korea"]\n'
    good = entity + chain + layers + group("l60a", "dprk") + group("l60b", "dprk")
    (tmp_path / "rules.toml").write_text(good + RULE.replace("troops", "@c0 AND @l0a"))
    loaded = load_rules(tmp_path, now=NOW)
    assert (loaded.gazetteer.members("c0"), loaded.gazetteer.members("l0a")) == (("dprk",), ("dprk",))

    (tmp_path / "rules.toml").write_text(good + group("into", "o0") + circle + RULE)
    assert faults(tmp_path).count("this group holds itself") == 25


def test_a_broken_entity_file_yields_no_follow_up_faults(tmp_path: Path) -> None:
    (tmp_path / "entities.toml").write_text('[entity.dprk\nname = "North Korea"\n')
    (tmp_path / "rules.toml").write_text(RULE.replace("troops", "@dprk AND troops"))
    with pytest.raises(RuleFilesError) as caught:
        load_rules(tmp_path)
    assert [Path(problem.place.path).name for problem in caught.value.problems] == ["entities.toml"]


def test_a_file_that_is_too_large_is_a_fault_and_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE)
    (tmp_path / "large.toml").write_text("= no TOML\n" + "#" * LARGEST)
    assert "large.toml: is larger than 4 MiB" in faults(tmp_path)
    assert "TOML" not in faults(tmp_path)
    (tmp_path / "large.toml").write_text(RULE.replace('"a"', '"b"').ljust(LARGEST - 1, "#") + "\n")
    assert len(load_rules(tmp_path, now=NOW).rules) == 2


def test_a_pipe_among_the_rule_files_is_a_fault_and_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('[[rule]]\nid = "a"\ntitle = "A"\nwhen = "troops"\n')
    os.mkfifo(tmp_path / "pipe.toml")

    with pytest.raises(RuleFilesError, match=r"pipe\.toml: is a pipe or a device, and no file"):
        load_rules(tmp_path)


def test_a_missing_or_empty_folder_is_said_with_what_to_do(tmp_path: Path) -> None:
    assert "there is no such folder" in faults(tmp_path / "none")
    assert "holds no rule files" in faults(tmp_path)
    (tmp_path / "a.toml").write_text("")
    assert "holds no [[rule]]" in faults(tmp_path)
    assert "is no folder" in faults(tmp_path / "a.toml")


def test_a_file_that_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE)
    (tmp_path / "b.toml").mkdir()
    assert "b.toml: can't be read: Is a directory" in faults(tmp_path)


def test_links_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE)
    (tmp_path / "b.toml").symlink_to("gone.toml")
    (tmp_path / "c.toml").symlink_to("c.toml")
    (tmp_path / "d.toml").mkdir()
    assert faults(tmp_path).splitlines() == [
        "b.toml: can't be read: No such file or directory",
        "  hint: its link leads nowhere: mend or delete it",
        "c.toml: can't be read: Too many levels of symbolic links",
        "  hint: its link leads to itself: delete it",
        "d.toml: can't be read: Is a directory",
        "  hint: give the folder another name, or take it out",
    ]


ENDING = RULE + "expires = 2026-01-05\n" + RULE.replace('"a"', '"b"') + 'active = ["2025-01-01..2025-02-01"]\n'


def test_an_ending_is_said_a_week_before_and_after_it_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(ENDING)
    loaded = load_rules(tmp_path, now=NOW)
    (ahead,) = loaded.ahead
    (ended,) = loaded.notices
    assert (ahead.place.line, ahead.message) == (5, "a expires soon: 2026-01-05 is the last day on which it matches")
    assert (ended.place.line, ended.message) == (10, "b has expired: 2025-02-01 was the last day on which it matched")
    assert load_rules(tmp_path, now=NOW - timedelta(days=5)).ahead == ()


def test_a_rule_matches_only_while_it_is_active_in_the_zone_of_its_set(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RULE + 'active = "* 6-21 * * mon-fri"\n')
    loaded = load_rules(tmp_path, ZoneInfo("Asia/Seoul"))
    item = Example(title="troops", should_match=True).item()
    seen = {hour: bool(loaded.match(item, datetime(2026, 1, 2, hour, tzinfo=UTC))) for hour in (12, 13, 20, 21)}
    assert seen == {12: True, 13: False, 20: False, 21: False}  # 21:59 and 22:00 on Friday; Saturday from 15:00 on
    assert loaded.explain(loaded.rules[0], item).missed is None


def test_examples_of_whole_rules_are_tried_though_other_rules_have_faults(tmp_path: Path) -> None:
    example = '[[rule.match]]\ntitle = "nothing of it"\n'

    def rule(name: str, when: str) -> str:
        return RULE.replace('"a"', f'"{name}"').replace("troops", when) + example

    names = '[entity.{0}]\nname = "{0}"\nterms = [{1}]\n'
    groups = (
        '[group.sound]\nmembers = ["dprk"]\n[group.torn]\nmembers = ["sound", "deep"]\n[group.deep]\nmembers = ["ru"]\n'
    )
    (tmp_path / "a.toml").write_text(rule("plain", "troops") + rule("torn", "troops AND") + rule("twice", "troops"))
    (tmp_path / "b.toml").write_text(rule("named", "@dprk") + rule("echo", "@ru") + rule("twice", "troops"))
    (tmp_path / "c.toml").write_text(rule("grouped", "@sound") + rule("echo-2", "@torn") + rule("echo-3", "@missing"))
    (tmp_path / "d.toml").write_text(names.format("dprk", '"dprk"') + names.format("ru", '"a*"') + groups)
    said = [line.split(": ", 1)[1] for line in faults(tmp_path).splitlines() if "should match" in line]
    assert [line.split()[0] for line in said] == ["plain", "named", "grouped"]


def test_the_lines_of_an_example_are_read_as_those_of_a_feeds_plain_text(tmp_path: Path) -> None:
    broken = '[[rule.match]]\ntitle = "troops"\nsummary = """\nKim said\nthat Putin\n\nwould come"""\n'
    (tmp_path / "a.toml").write_text(RULE.replace("troops", "kim NEAR/s (putin NEAR/s come)") + broken)
    assert load_rules(tmp_path, now=NOW).rules[0].examples[0].summary == "Kim said that Putin would come"
