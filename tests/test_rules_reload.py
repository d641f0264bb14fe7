"""Reloading: what did not change is kept, and it makes no difference to what is said but to how soon."""

import asyncio
import gc
import itertools
import os
import subprocess
import sys
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import RuleFilesError
from monitor.model import Item
from monitor.rules.files import Kept, load_rules
from monitor.rules.ruleset import Example, RuleSet
from monitor.rules.watch import RulesWatch

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WORDS = [f"word{number}x" for number in range(40)]


def rule(name: str, when: str, more: str = "") -> str:
    return f'[[rule]]\nid = "{name}"\ntitle = "{name}"\nwhen = "{when}"\n{more}'


def item(title: str) -> Item:
    return Example(title=title, should_match=True).item()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = iter(f"r{number}" for number in range(40))
    for number in range(4):
        rules = "".join(
            rule(name, f"{WORDS[int(name[1:])]} AND (troops OR @dprk)") for name in itertools.islice(names, 10)
        )
        (tmp_path / f"{number}.toml").write_text(rules)
    (tmp_path / "entities.toml").write_text('[entity.dprk]\nname = "N"\nterms = ["korea"]\n')
    return tmp_path


def said(folder: Path, kept: Kept | None) -> object:
    """What a loading says of an item with every word, or its faults."""
    try:
        loaded = load_rules(folder, now=NOW, kept=kept)
    except RuleFilesError as exc:
        return str(exc)
    text = " ".join(WORDS)
    return loaded.digest, [loaded.match(item(f"{text} {word}"), NOW) for word in ("troops", "korea", "corea", "new")]


EDITS = [
    ("1.toml", rule("r10", "new") + rule("r11", "troops")),
    ("0.toml", "# no rule any more"),
    ("9.toml", rule("z", "new AND troops") + rule("r0", "word0x", "[[rule.match]]\ntitle = 'word0x'\n")),
    ("9.toml", rule("z", "new AND troops") + rule("r0", "word0x", "[[rule.match]]\ntitle = 'other'\n")),
    ("9.toml", rule("z", "new AND ")),
    ("9.toml", rule("r39", "new")),
    ("9.toml", rule("z", "@missing")),
    ("9.toml", rule("z", "new")),
    ("entities.toml", '[entity.dprk]\nname = "N"\nterms = ["corea"]\n'),
    ("2.toml", rule("r20", "corea")),
]


def test_a_folder_read_again_says_what_one_read_for_the_first_time_says(folder: Path) -> None:
    kept = Kept()
    assert said(folder, kept) == said(folder, None)
    for name, text in EDITS:
        (folder / name).write_text(text)
        assert said(folder, kept) == said(folder, None), text


def test_an_edit_compiles_what_it_changed_and_keeps_the_rest(folder: Path) -> None:
    kept = Kept()
    before = load_rules(folder, kept=kept).prepared()
    (folder / "9.toml").write_text(rule("z", "new"))
    after = load_rules(folder, kept=kept).prepared()
    assert [len(part.rules) for part in after.parts] == [40, 1]
    assert after.parts[0].engine is before.parts[0].engine
    assert [match.rule_id for match in after.match(item("word39x troops new word0x"), NOW)] == ["r0", "r39", "z"]


def test_a_set_that_is_replaced_goes_without_waiting_for_the_collector(folder: Path) -> None:
    kept = Kept()
    load_rules(folder, kept=kept).prepared().match(item("word0x troops"), NOW)
    assert kept.ruleset is not None
    engine = weakref.ref(kept.ruleset.parts[0].engine)
    gc.disable()
    try:
        (folder / "entities.toml").write_text('[entity.dprk]\nname = "N"\nterms = ["corea"]\n')
        load_rules(folder, kept=kept).prepared()
        assert engine() is None
    finally:
        gc.enable()


EDITOR = """
import itertools, sys, time
for version in itertools.count(1):
    with open(sys.argv[1], "w", buffering=1) as file:
        for n in range(30):
            for piece in ("[[rule]]\\n", f'id = "r{n}"\\n', f'title = "{version}"\\n', 'when = "a', ' OR b"\\n'):
                file.write(piece)
                file.flush()
                time.sleep(0.0005)
    time.sleep(0.05)
"""


@pytest.mark.slow
async def test_an_editor_killed_in_the_middle_of_saves_never_lets_a_broken_set_run(tmp_path: Path) -> None:
    """The editor writes over the file line by line, and is killed at any moment, while items are matched.

    What is left may by chance be valid TOML with fewer rules: it runs only if at most a third is missing.
    """
    path = tmp_path / "rules.toml"
    path.write_text(whole("0"))
    watch, count = RulesWatch(tmp_path), 30
    for pause in (0.03, 0.07, 0.11, 0.16, 0.21, 0.33):
        editor = subprocess.Popen([sys.executable, "-c", EDITOR, str(path)])
        until = time.monotonic() + pause + 0.1  # python needs a moment to begin
        while time.monotonic() < until:
            await watch.look()
            count = assert_is_whole(watch.ruleset, count)
        editor.kill()
        await asyncio.to_thread(editor.wait)
        for _ in range(3):
            await watch.look()
            count = assert_is_whole(watch.ruleset, count)
    (tmp_path / ".new").write_text(whole("last"))
    os.replace(tmp_path / ".new", path)  # noqa: PTH105 - as editors save
    for _ in range(3):
        await watch.look()
    assert [one.title for one in watch.ruleset.rules] == ["last"] * 30


def whole(version: str) -> str:
    rules = (rule(f"r{number}", "a OR b") for number in range(30))
    return "".join(one.replace(f'title = "r{number}"', f'title = "{version}"') for number, one in enumerate(rules))


def assert_is_whole(running: RuleSet, before: int) -> int:
    """The rules of one version of the file, from the first on, and at least two thirds of the `before` that ran."""
    matched = running.match(item("a"), NOW)
    assert [match.rule_id for match in matched] == [f"r{number}" for number in range(len(running.rules))]
    assert len({match.title for match in matched}) == 1
    assert 3 * len(matched) >= 2 * before
    return len(matched)
