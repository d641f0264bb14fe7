"""A save that is broken off, at whichever byte, never runs: no rule is lost, each is as it was, or as it was meant."""

import os
import subprocess
import sys
import threading
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from effort import examples, step
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from monitor.rules.ruleset import RuleSet
from monitor.rules.saves import broken_off
from monitor.rules.watch import PATIENCE, RulesWatch
from monitor.rules.writers import file_system, is_being_written

KURSK = """\
# Войска — 북한
[[rule]]
id = "kursk"
title = "Курск"
when = "курск* AND (troops OR войска)"
severity = "warning"
unless = "футбол"
"""
SHELLS = """\
[[rule]]
id = "shells"
title = "Shells"
when = "shells"
min_sources = 12
channel = "#shells"
unless = "beach"
"""
SUMMIT = """\
[[rule]]
id = "summit"
title = "Summit"
when = '''
  kim NEAR/5 putin     # a comment is no comment here
'''
unless = "chess"
[[rule.match]]
title = "Kim met Putin"
[[rule.no_match]]
title = "Kim met Putin at chess"
"""
SUMMIT = SUMMIT.replace("     # a comment is no comment here", "")
PLAIN = '[[rule]]\nid = "plain"\ntitle = "Plain"\nwhen = "troops"\n'
DPRK = '[entity.dprk]\nname = "North Korea"\nterms = ["dprk"]\nru = ["~кндр"]\nko = [\n  "북한",\n  "조선",\n]\n'
RUSSIA = '[entity.russia]\nname = "Russia"\nterms = ["russia*"]\nunless = ["white russia"]\n'
WATCHED = '[group.watched]\nname = "Watched"\nmembers = ["dprk", "russia"]\n'

EDITS = {
    "the words of the last rule": (KURSK + SHELLS, KURSK + SHELLS.replace('"shells"\nmin', '"shell* OR ядро"\nmin')),
    "the unless of the last rule": (KURSK + SHELLS, KURSK + SHELLS.replace("beach", "beach OR пляж")),
    "all of the last rule": (KURSK + SHELLS, KURSK + SHELLS.replace("Shells", "Shots").replace("beach", "x")),
    "the last rule, which has examples": (KURSK + SUMMIT, KURSK + SUMMIT.replace("NEAR/5", "NEAR/9")),
    "its number": (KURSK + SHELLS, KURSK + SHELLS.replace("12", "10")),
    "without a line break at the end": (KURSK + SHELLS[:-1], KURSK + SHELLS[:-1].replace("beach", "пляж")),
    "a line break at the end is new": (KURSK + SHELLS[:-1], KURSK + SHELLS.replace("beach", "пляж")),
    "a number at the end": (KURSK + PLAIN + "min_sources = 2\n", KURSK + PLAIN + "min_sources = 15"),
    "a rule in the middle": (KURSK + SUMMIT + SHELLS, KURSK.replace("футбол", "хоккей") + SUMMIT + SHELLS),
    "every rule": (KURSK + SUMMIT + SHELLS, (KURSK + SUMMIT + SHELLS).replace('title = "', 'title = "Neu: ')),
    "a rule is added behind": (KURSK + SHELLS, KURSK + SHELLS + PLAIN),
    "a rule is added before": (KURSK + SHELLS, PLAIN + KURSK + SHELLS),
    "a rule is added between": (KURSK + SHELLS, KURSK + SUMMIT + SHELLS),
    "a rule is taken out": (PLAIN + KURSK + SUMMIT + SHELLS, PLAIN + KURSK + SHELLS),
    "the last rules are taken out": (PLAIN + KURSK + SUMMIT + SHELLS, PLAIN + KURSK),
    "the last rules are taken out, with a mark": (PLAIN + KURSK + SUMMIT + SHELLS, PLAIN + KURSK + "# end\n"),
    "the last rule is made a comment": (PLAIN + SHELLS, PLAIN + "# " + SHELLS[:-1].replace("\n", "\n# ") + "\n"),
    "a rule takes the place of the last one": (KURSK + SUMMIT + SHELLS, KURSK + SUMMIT + PLAIN),
    "the name of the last one": (KURSK + SHELLS, KURSK + SHELLS.replace('id = "shells"', 'id = "shots"')),
    "the first one, before examples": (KURSK + SUMMIT + SHELLS, KURSK.replace("футбол", "хоккей") + SUMMIT + SHELLS),
    "the order": (PLAIN + KURSK + SHELLS, KURSK + PLAIN + SHELLS),
    "words above the first rule": (KURSK + SHELLS, "# von 2027 bis 2028: “neu”\n" + KURSK + SHELLS),
    "a comment at the end": (KURSK + SHELLS, KURSK + SHELLS.replace("beach", "dune") + "# id = 1, and more\n"),
    "the file is written anew": (KURSK + SHELLS, SUMMIT + PLAIN.replace("plain", "new") + SHELLS.replace("beach", "x")),
    "lines end as on Windows": (KURSK + SHELLS, (KURSK + SHELLS.replace("beach", "пляж")).replace("\n", "\r\n")),
    "names of an entity": (PLAIN + RUSSIA + DPRK, PLAIN + RUSSIA + DPRK.replace("북한", "북조선")),
    "an entity in the middle": (PLAIN + RUSSIA + DPRK, PLAIN + RUSSIA.replace("russia*", "russ*") + DPRK),
    "an entity is added": (PLAIN + RUSSIA, PLAIN + RUSSIA + '[entity.kim]\nname = "Kim"\nterms = ["kim"]\n'),
    "a group": (PLAIN + DPRK + RUSSIA + WATCHED, PLAIN + DPRK + RUSSIA + WATCHED.replace("Watched", "Всё")),
    "a group's members": (PLAIN + DPRK + RUSSIA + WATCHED, PLAIN + DPRK + RUSSIA + WATCHED.replace('"dprk", ', "")),
    "the mark at the end": (KURSK + "# end\n", KURSK + PLAIN + 'channel = "#x"\nunless = "y"\n# end\n'),
}  # fmt: skip


def what_runs(ruleset: RuleSet) -> dict[str, object]:
    """Of each rule, entity and group what matters for what it matches and how it is told."""
    rules = {rule.id: replace(rule, examples=(), path="") for rule in ruleset.rules}
    gazetteer = ruleset.gazetteer
    named = {f"@{name}": one for kind in (gazetteer.entities, gazetteer.groups) for name, one in kind.items()}
    return {**rules, **named}


async def run(watch: RulesWatch) -> dict[str, object]:
    with capture_logs():
        for _ in range(2):
            await watch.look()
    return what_runs(watch.ruleset)


def files_of(folder: Path, text: str) -> Path:
    folder.mkdir()
    others = "".join(PLAIN.replace("plain", f"other-{number}") for number in range(9))
    (folder / "others.toml").write_text(others)
    path = folder / "rules.toml"
    path.write_bytes(text.encode())
    return path


async def wrong_cuts(folder: Path, before: str, after: str, step: int = 1) -> list[str]:
    """Beginnings of `after` that run, written over `before`, and lack what both have, or are in neither form."""
    path = files_of(folder, before)
    old = what_runs(RulesWatch(folder).ruleset)
    path.write_bytes(after.encode())
    new = what_runs(RulesWatch(folder).ruleset)
    path.write_bytes(before.encode())
    wrong, watch = [], RulesWatch(folder)
    for end in range(0, len(after.encode()), step):
        path.write_bytes(after.encode()[:end])
        live = await run(watch)
        is_lost = (old.keys() & new.keys()) - live.keys()
        if is_lost or any(one not in (old.get(name), new.get(name)) for name, one in live.items()):
            wrong.append(after.encode()[:end].decode(errors="replace"))
        if live != old:
            path.write_bytes(before.encode())
            watch = RulesWatch(folder)
    path.write_bytes(after.encode())
    live = await run(watch)
    assert (live != new) == bool(watch.dropped), "the whole edit runs, or is held"
    return [*wrong, *(f"held: {one}" for one in watch.dropped)]


HELD = {  # of edits that are whole
    "a number at the end": ["held: plain (cut off)"],  # 15 may have been 150
    "the last rules are taken out": ["held: shells", "held: summit", "held: kursk (cut off)"],
    "a rule takes the place of the last one": ["held: shells", "held: plain (cut off)"],
}


@pytest.mark.parametrize("edit", EDITS)
async def test_no_beginning_of_an_edit_runs_but_rule_by_rule_in_the_old_form_or_the_new(
    edit: str, tmp_path: Path
) -> None:
    before, after = EDITS[edit]
    assert await wrong_cuts(tmp_path / "rules", before, after, step()) == HELD.get(edit, [])


async def test_what_a_cut_takes_out_before_the_table_with_which_the_file_ended_can_not_be_told_from_a_wish(
    tmp_path: Path,
) -> None:
    """As when rules change places. `# end` says that more was to come."""
    before, after = PLAIN + KURSK + SHELLS, SHELLS + PLAIN + KURSK
    wrong = await wrong_cuts(tmp_path / "plain", before, after)
    assert {one.rstrip("\n[") for one in wrong} == {SHELLS.rstrip("\n")}
    assert await wrong_cuts(tmp_path / "marked", before + "# end\n", after + "# end\n") == []


async def test_keys_that_a_last_rule_never_had_are_missed_only_behind_an_end_mark(tmp_path: Path) -> None:
    """What can't be known: whether more was to come. `# end` as the last line says it."""
    wider, narrower = PLAIN.replace("troops", "troop*"), PLAIN.replace("troops", "troop*") + 'unless = "scouts"\n'
    for name, before in (("new", KURSK), ("changed", KURSK + PLAIN)):
        assert await wrong_cuts(tmp_path / name, before, KURSK + narrower) == [KURSK + wider]
        marked = f"{KURSK}{narrower}# end\n"
        assert await wrong_cuts(tmp_path / f"{name}, marked", f"{before}# end\n", marked) == []


BLOCKS = st.sampled_from((KURSK, SHELLS, SUMMIT, PLAIN, RUSSIA, DPRK, SHELLS.replace("shells", "shots")))
CHANGES = (("hells", "hots"), ("troops", "troop*"), ('"~кндр"', '"кндр"'), ("russia*", "russ*"), ("beach", "dune"))


@examples(40)
@given(
    before=st.lists(BLOCKS, min_size=1, max_size=4, unique=True),
    after=st.lists(BLOCKS, min_size=1, max_size=4, unique=True),
    change=st.sampled_from(CHANGES),
)
def test_of_any_edit_only_a_last_rule_that_never_had_its_last_keys_can_run_cut(
    before: list[str], after: list[str], change: tuple[str, str]
) -> None:
    written = [block.replace(*change) for block in after]
    whole, had = "".join(written), "".join(before)
    known = {name for block in after for name in names_in(block)}
    kept = names_in(had) & {name for block in written for name in names_in(block)}
    for at in range(len(whole)):
        cut = whole[:at]
        if not is_valid(cut) or broken_off(had, cut, known & names_in(cut)) is not None:
            continue
        is_lost = not kept <= names_in(cut)
        last = next(block for block in reversed(written) if names_in(block) <= names_in(cut))
        old = {name: own for block in before for name, own in owns(block).items()}
        for name, own in owns(cut).items():
            new_keys = set(owns(last).get(name, {})) - set(old.get(name, {}))
            is_beyond_knowing = own.keys() >= owns(last).get(name, own).keys() - new_keys
            assert own in (old.get(name), owns(whole).get(name)) or is_beyond_knowing, cut
        assert not is_lost or names_in(last) == names_in(before[-1]), cut


def names_in(text: str) -> set[str]:
    return set(owns(text)) if is_valid(text) else set()


def is_valid(text: str) -> bool:
    try:
        return all("when" in one or "terms" in one for one in owns(text).values())
    except (tomllib.TOMLDecodeError, KeyError):
        return False


def owns(text: str) -> dict[str, dict[str, object]]:
    """The keys of each rule and entity, without examples."""
    data = tomllib.loads(text)
    rules = {rule["id"]: {k: v for k, v in rule.items() if "match" not in k} for rule in data.get("rule", ())}
    return {**rules, **{f"@{name}": keys for name, keys in data.get("entity", {}).items()}}


# --- Who writes slowly, and who is killed ---

EDITED = KURSK + SHELLS.replace("beach", "dune") + PLAIN.replace("troops", "troop*") + 'unless = "scouts"\n'
WRITER = """
import sys
with open(sys.argv[1], "w") as file:
    for part in sys.argv[2:]:
        file.write(part)
        file.flush()
        print("written", flush=True)
        sys.stdin.readline()
"""


class Writer:
    """Another process, which writes a file part by part, each when it is told to go on."""

    def __init__(self, path: Path, *parts: str) -> None:
        command = [sys.executable, "-c", WRITER, str(path), *parts]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.wait()

    def wait(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


async def test_a_slow_writer_is_waited_for_however_long_it_pauses(tmp_path: Path) -> None:
    path = files_of(tmp_path / "rules", KURSK + SHELLS)
    watch = RulesWatch(path.parent)
    old = what_runs(watch.ruleset)
    third = EDITED.index('unless = "scouts"')
    writer = Writer(path, EDITED[: len(KURSK)], EDITED[len(KURSK) : third], EDITED[third:])
    for _ in range(3):
        for _ in range(5):
            assert await run(watch) == old
        writer.go_on()
    writer.kill()
    assert {"kursk", "shells", "plain"} <= (await run(watch)).keys()


async def test_what_a_killed_editor_left_is_held_where_it_was_seen_to_write(tmp_path: Path) -> None:
    path = files_of(tmp_path / "rules", KURSK + SHELLS)
    watch = RulesWatch(path.parent)
    old = what_runs(watch.ruleset)
    writer = Writer(path, EDITED[: EDITED.index('unless = "scouts"')])
    assert await run(watch) == old
    writer.kill()
    assert await run(watch) == old
    assert watch.dropped == ("plain (cut off)",)
    path.write_text(EDITED)
    assert "plain" in await run(watch)
    assert not watch.dropped


async def test_what_a_killed_editor_left_between_two_rules_is_held_where_it_was_seen_to_write(tmp_path: Path) -> None:
    path = files_of(tmp_path / "rules", KURSK + SUMMIT + SHELLS)
    for number, left in enumerate((KURSK.replace("футбол", "хоккей"), KURSK + SUMMIT)):
        path.write_text(KURSK + SUMMIT + SHELLS)
        watch = RulesWatch(path.parent)
        old = what_runs(watch.ruleset)
        writer = Writer(path, left)
        assert await run(watch) == old
        writer.kill()
        assert await run(watch) == old
        assert "shells" in watch.dropped, number


async def test_a_file_that_stays_open_is_told_and_read_when_a_person_says_so(tmp_path: Path) -> None:
    path = files_of(tmp_path / "rules", KURSK + SHELLS)
    watch = RulesWatch(path.parent)
    writer = Writer(path, EDITED)
    with capture_logs() as logs:
        for _ in range(PATIENCE + 5):
            await watch.look()
    assert [one["event"] for one in logs] == ["a rule file stays open for writing; the last good rules stay"]
    assert watch.dropped == ("rules.toml (still being written)",)
    watch.confirm()
    assert "plain" in await run(watch)
    writer.kill()
    assert not watch.dropped


def test_who_only_reads_a_file_does_not_write_it_and_asking_hinders_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(PLAIN)
    with path.open() as reader:
        assert not is_being_written(path)
        assert reader.read() == PLAIN
    with path.open("a") as writer:
        begun = time.monotonic()
        assert is_being_written(path)
        writer.write("# more\n")
    assert not is_being_written(path)
    assert time.monotonic() - begun < 1
    assert not is_being_written(tmp_path / "none.toml")


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Whoever opens one to read it lets its writer begin, and is gone when it writes."""
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("troops",))
    writer.start()
    for _ in range(20):
        assert not is_being_written(path)
        writer.join(0.01)
    assert writer.is_alive(), "it waits for its reader"
    assert path.read_text() == "troops"
    writer.join()


def test_a_network_share_is_known_by_the_mounts_of_the_process() -> None:
    mounts = (
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
        "40 22 0:53 / /srv/rules rw,noatime - nfs4 host:/rules rw,vers=4.2\n"
    )
    assert file_system(mounts, os.makedev(254, 0)) == "ext4"
    assert file_system(mounts, os.makedev(0, 53)) == "nfs4"
    assert file_system(mounts, os.makedev(0, 54)) == ""


def test_a_last_rule_that_is_new_is_doubtful_where_a_buffer_may_have_ended() -> None:
    for size, doubtful in ((4095, None), (4096, "plain"), (8192, "plain")):
        before = KURSK + "#" * (size - len((KURSK + PLAIN).encode()) - 1) + "\n"
        assert len((before + PLAIN).encode()) == size
        assert broken_off(before, before + PLAIN, {"kursk", "plain"}) == doubtful
        assert broken_off(before, before + PLAIN + SUMMIT, {"kursk", "plain", "summit"}) is None


def test_an_entity_between_a_rule_and_its_examples_is_compared_all_the_same() -> None:
    example = SUMMIT[SUMMIT.index("[[rule.match") :]
    assert broken_off(PLAIN + DPRK + example, PLAIN + DPRK.replace("dprk", "norks") + example, {"plain"}) is None
    assert broken_off(PLAIN + RUSSIA + example, PLAIN + RUSSIA[: RUSSIA.index("unless")], {"plain"}) == "@russia"


def test_a_new_file_ends_with_a_line_break_or_the_mark() -> None:
    assert broken_off(None, PLAIN, {"plain"}) is None
    assert broken_off(None, PLAIN[:-1], {"plain"}) == "plain"
    assert broken_off("", PLAIN[:-1], {"plain"}) == "plain"
    assert broken_off(None, f"{PLAIN}# end", {"plain"}) is None


def test_a_file_that_lost_all_tables_is_doubtful_however_long() -> None:
    assert broken_off(PLAIN, "# nothing\n" * 99, set()) == "plain"
    assert broken_off(PLAIN, "# nothing\n" * 99, {"plain"}) is None, "it moved into another file"
    assert broken_off(PLAIN, "# nothing\n# end\n", set()) is None
    assert broken_off(RUSSIA, "# " + RUSSIA.replace("\n", "\n# "), set()) is None


def test_a_new_last_rule_is_not_held_to_the_keys_of_another_one_with_its_condition() -> None:
    twin = PLAIN.replace("plain", "twin")
    assert broken_off(PLAIN + 'unless = "scouts"\n', f'{PLAIN}unless = "scouts"\n{twin}', {"plain", "twin"}) is None
    assert broken_off(PLAIN + 'unless = "scouts"\n', twin, {"twin"}) == "twin"


def test_a_key_that_is_made_a_comment_was_not_cut_off() -> None:
    assert broken_off(KURSK, KURSK.replace("unless", "# unless"), {"kursk"}) is None
    assert broken_off(KURSK, KURSK[: KURSK.index("unless")], {"kursk"}) == "kursk"
