"""The watch over the rule folder: what runs changes to a whole, valid set, or not at all."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from monitor.rules.watch import RulesWatch


def rule(name: str, when: str = "troops") -> str:
    return f'[[rule]]\nid = "{name}"\ntitle = "{name}"\nwhen = "{when}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.toml").write_text("".join(rule(name) for name in "abcd"))
    return tmp_path


def save(folder: Path, text: str, name: str = "rules.toml") -> None:
    (folder / ".new").write_text(text)
    os.replace(folder / ".new", folder / name)  # noqa: PTH105 - as editors save


async def looked(watch: RulesWatch, times: int = 3) -> list[str]:
    with capture_logs() as logs:
        for _ in range(times):
            await watch.look()
    return [f"{entry['log_level']}: {entry['event']}" for entry in logs]


def ids(watch: RulesWatch) -> str:
    return "".join(rule.id for rule in watch.ruleset.rules)


HELD = "warning: an edit that drops many rules is held; the last good ones stay"
BROKEN = "error: the rules were changed and can't be used; the last good ones stay"


async def test_a_change_is_read_once_it_has_settled(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, "".join(rule(name) for name in "abcde"))
    assert await looked(watch, 1) == []
    assert ids(watch) == "abcd"
    assert await looked(watch) == ["info: rules loaded"]
    assert ids(watch) == "abcde"


async def test_a_fault_is_told_once_and_what_runs_stays(folder: Path) -> None:
    watch = RulesWatch(folder)
    before = watch.ruleset
    save(folder, rule("a") + '[[rule]]\nid = "b')
    assert await looked(watch, 5) == [BROKEN]
    assert watch.ruleset is before


async def test_a_fault_that_stands_through_another_edit_is_not_told_again(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, "= broken", "other.toml")
    assert await looked(watch) == [BROKEN]
    save(folder, "".join(rule(name) for name in "abce"))
    assert await looked(watch) == []
    save(folder, rule("f"), "other.toml")
    assert await looked(watch) == ["info: rules loaded"]
    save(folder, "= broken", "other.toml")
    assert await looked(watch) == [BROKEN]


async def test_an_edit_runs_once_a_link_that_led_nowhere_is_gone(folder: Path) -> None:
    watch = RulesWatch(folder)
    (folder / "gone.toml").symlink_to("nowhere")
    save(folder, "".join(rule(name) for name in "abcde"))
    assert await looked(watch) == [BROKEN]
    (folder / "gone.toml").unlink()
    assert await looked(watch) == ["info: rules loaded"]
    assert ids(watch) == "abcde"


async def test_files_that_editors_hide_beside_the_rules_change_nothing(folder: Path) -> None:
    watch = RulesWatch(folder)
    (folder / ".#rules.toml").symlink_to("somebody@here.1")  # Emacs' lock
    assert await looked(watch) == []


async def test_a_folder_of_links_that_are_swapped_at_once_is_read_anew(folder: Path) -> None:
    """As Kubernetes mounts a ConfigMap: each file is a link into ..data, which is a link that is replaced."""
    mounted = folder / "mounted"
    for version, names in (("..v1", "abcd"), ("..v2", "abce")):
        (mounted / version).mkdir(parents=True)
        (mounted / version / "rules.toml").write_text("".join(rule(name) for name in names))
    (mounted / "..data").symlink_to("..v1")
    (mounted / "rules.toml").symlink_to("..data/rules.toml")
    watch = RulesWatch(mounted)
    assert ids(watch) == "abcd"
    (mounted / "..new").symlink_to("..v2")
    os.replace(mounted / "..new", mounted / "..data")  # noqa: PTH105 - at once
    assert await looked(watch) == ["info: rules loaded"]
    assert ids(watch) == "abce"


@pytest.mark.parametrize("cut", range(0, 160, 13))
async def test_an_editor_killed_half_way_changes_nothing_but_to_a_whole_set(folder: Path, cut: int) -> None:
    watch = RulesWatch(folder)
    whole = "".join(rule(name) for name in "abcdef")
    (folder / "rules.toml").write_text(whole[:cut])
    await looked(watch)
    assert ids(watch) == "abcd"
    (folder / "rules.toml").write_text(whole)
    await looked(watch)
    assert ids(watch) == "abcdef"


async def test_an_edit_that_drops_more_than_a_third_is_held_until_the_file_is_whole_again(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, rule("c") + rule("d"))
    assert await looked(watch, 5) == [HELD]
    assert ids(watch) == "abcd"
    save(folder, "".join(rule(name) for name in "abce"))
    assert await looked(watch) == ["info: rules loaded"]
    assert ids(watch) == "abce"


async def test_an_edit_that_is_held_runs_when_it_is_confirmed(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, rule("a"))
    await looked(watch)
    watch.confirm()
    assert ids(watch) == "a"
    assert await looked(watch) == []


LONG = """\
[[rule]]
id = "long"
title = "Long"
when = "troops"
unless = "football"
channel = "#long"
[[rule.match]]
title = "Troops"
[[rule.no_match]]
title = "Troops play football"
"""
CUT = "warning: a file ends where a save may have been broken off: the edit is held; the last good rules stay"


@pytest.mark.parametrize("lines", range(4, 10))
async def test_a_save_that_was_broken_off_within_a_rule_is_held_though_what_is_left_is_valid(
    folder: Path, lines: int
) -> None:
    (folder / "long.toml").write_text(LONG)
    watch = RulesWatch(folder)
    before = watch.ruleset.rule("long")
    (folder / "long.toml").write_text("# more words above\n" + "".join(LONG.splitlines(True)[:lines]))
    said = await looked(watch, 4)
    after = watch.ruleset.rule("long")
    assert before is not None
    assert after is not None
    assert (after.unless, after.channel) == (before.unless, before.channel)
    assert said in ([CUT], [BROKEN], ["info: rules loaded"])
    (folder / "long.toml").write_text(LONG.replace("Long", "Longer"))
    assert await looked(watch) == ["info: rules loaded"]
    assert watch.dropped == ()


async def test_what_was_cut_off_is_named_and_runs_when_it_is_confirmed(folder: Path) -> None:
    (folder / "long.toml").write_text(LONG)
    watch = RulesWatch(folder)
    save(folder, "".join(LONG.splitlines(True)[:4]), "long.toml")
    await looked(watch)
    assert watch.dropped == ("long (cut off)",)
    watch.confirm()
    changed = watch.ruleset.rule("long")
    assert changed is not None
    assert changed.unless is None
    assert not watch.dropped


@pytest.mark.parametrize(
    "after",
    [
        LONG.replace('channel = "#long"\n', ""),
        LONG.replace('unless = "football"\nchannel = "#long"\n', "").replace(LONG[LONG.index("[[rule.no") :], ""),
        LONG[: LONG.index("[[rule.no_match")],
        LONG[: LONG.index("[[rule.match")],
        LONG[: LONG.index("channel")] + LONG[LONG.index("[[rule.m") :],
    ],
)
async def test_an_edit_that_takes_out_a_key_or_an_example_runs_at_once(folder: Path, after: str) -> None:
    (folder / "long.toml").write_text(LONG)
    watch = RulesWatch(folder)
    save(folder, after, "long.toml")
    assert await looked(watch) == ["info: rules loaded"]


async def test_a_file_of_which_only_the_words_above_its_first_rule_are_left_is_held(folder: Path) -> None:
    above = "# What this file is for.\n\n"
    (folder / "long.toml").write_text(above + LONG)
    watch = RulesWatch(folder)
    for left in (above, ""):
        (folder / "long.toml").write_text(left)
        assert await looked(watch) == [CUT]
        assert watch.dropped == ("long", "long (cut off)")
    (folder / "long.toml").write_text("".join(f"# {line}" for line in (above + LONG).splitlines(True)))
    assert await looked(watch) == ["info: rules loaded"]
    assert ids(watch) == "abcd"


async def test_an_entity_that_loses_its_last_languages_is_held(folder: Path) -> None:
    entity = '[entity.dprk]\nname = "North Korea"\nterms = ["dprk"]\nru = ["КНДР"]\nko = ["북한"]\n'
    (folder / "entities.toml").write_text(entity)
    watch = RulesWatch(folder)
    save(folder, entity[: entity.index("ru")], "entities.toml")
    assert await looked(watch) == [CUT]
    assert watch.dropped == ("@dprk (cut off)",)


async def test_a_file_whose_rights_are_taken_away_is_looked_at(folder: Path) -> None:
    watch = RulesWatch(folder)
    (folder / "rules.toml").chmod(0o400)
    assert await looked(watch) == ["info: rules loaded, none of them changed"]


async def test_what_was_held_is_forgotten_by_the_next_edit(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, rule("a"))
    await looked(watch)
    save(folder, "= broken")
    assert await looked(watch) == [BROKEN]
    watch.confirm()
    assert ids(watch) == "abcd"


async def test_the_log_names_what_an_edit_added_removed_and_changed(folder: Path) -> None:
    watch = RulesWatch(folder)
    save(folder, rule("a") + rule("b", "soldiers") + rule("c") + rule("e"))
    with capture_logs() as logs:
        await watch.look()
        await watch.look()
    assert [(one["added"], one["removed"], one["changed"]) for one in logs] == [(["e"], ["d"], ["b"])]


async def test_an_ending_is_said_once_and_again_when_it_has_come(folder: Path) -> None:
    save(folder, rule("a") + "expires = 2026-11-25\n", "other.toml")
    save(folder, "".join(rule(name) for name in "bcd"))
    watch, said = RulesWatch(folder), []
    for hours in (-24 * 6, 0, 1, 24, 48, 49, 72):
        with capture_logs() as logs:
            watch.remind(datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hours))
        said.append([str(entry["event"]) for entry in logs])
    soon = "a expires soon: 2026-11-25 is the last day on which it matches"
    assert said == [[soon], [], [], [], ["a has expired: 2026-11-25 was the last day on which it matched"], [], []]
