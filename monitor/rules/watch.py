"""The watch over the rule folder: an edit runs once it is whole, and never before.

    two looks that see the same, and nobody writes any more → load → Fresh | faults → swap, hold or keep

What can't be loaded is told once, and the set that runs stays. An edit that drops more than a third of the rules is
more often an accident (a file moved, a merge half done) than a wish; and a file that may be what is left of a save
that was broken off (saves.py) is waited for. Such an edit is held until it is confirmed, or until the rules are back.
"""

import asyncio
import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import structlog

from monitor.collector import collector_at_rest
from monitor.errors import RuleFilesError
from monitor.rules.calendar import Ending, endings
from monitor.rules.files import Kept, load_rules, rule_files
from monitor.rules.ruleset import RuleSet
from monitor.rules.saves import broken_off
from monitor.rules.writers import is_being_written

log = structlog.get_logger("monitor")

Look = tuple[str, int, int, int]  # of one file
Signature = tuple[Look, ...]
PATIENCE = 30  # looks for which a file may stay open for writing before that is said


class RulesWatch:
    """The rules that run, and the folder they came from."""

    def __init__(self, folder: Path, zone: tzinfo = UTC) -> None:
        """Loads the folder. Raises RuleFilesError. A save that falls into the loading is seen at the next looks."""
        self.folder = folder
        self.zone = zone
        self._loaded: Signature | None = signature_of(folder)
        self._seen = self._loaded
        self._held: RuleSet | None = None
        self._cut: tuple[str, ...] = ()  # the tables in which files end, of the edit that is held
        self._written: dict[Look, int] = {}  # files that are open for writing, and for how many looks they were
        self._left_open: set[Look] = set()  # those that were, as they still are
        self._is_confirmed = False  # nobody is waited for
        self._reminded: tuple[str, date] | None = None
        self._endings: set[Ending] = set()  # that were said
        self._kept = Kept()
        self.fault: str | None = None  # of the last edit, where it can't be used
        self.ruleset = load_rules(folder, zone, kept=self._kept)
        self._texts = self._kept.texts()  # of the files that run

    @property
    def dropped(self) -> tuple[str, ...]:
        """The rules that an edit would drop, or cut off, which is held; and files that nobody stops writing."""
        if self._held is None:
            return tuple(f"{one[0]} (still being written)" for one, looks in self._written.items() if looks >= PATIENCE)
        return (*sorted(dropped(self.ruleset, self._held)), *(f"{name} (cut off)" for name in self._cut))

    async def look(self) -> None:
        """One tick: loads the folder if it changed, and has not changed since the last tick."""
        signature = signature_of(self.folder)
        settled, self._seen = signature == self._seen, signature
        if not settled or signature == self._loaded or self._is_written(signature):
            return
        self._loaded, self._held, self._is_confirmed = signature, None, False
        try:
            fresh = await asyncio.get_running_loop().run_in_executor(None, _ready, self.folder, self.zone, self._kept)
        except RuleFilesError as exc:
            if exc.line != self.fault:  # another edit that mends nothing is not told again
                log.error("the rules were changed and can't be used; the last good ones stay", fault=str(exc))
            self.fault = exc.line
            return
        if signature_of(self.folder) != signature:  # written while it was read: the next looks read it anew
            self._loaded = None
            return
        self.fault = None
        self._take(fresh)

    def confirm(self) -> None:
        """A person says that the folder is as it should be (SIGHUP): what is held runs, else it is read anew."""
        if self._held is not None:
            self._swap(self._held)
        else:
            self._loaded, self._is_confirmed = None, True

    def remind(self, now: datetime) -> None:
        """Says which rules have ended, or will within a week: each once. Looks once a day, and after each edit."""
        looked = (self.ruleset.digest, now.astimezone(self.zone).date())
        if looked == self._reminded:
            return
        self._reminded = looked
        for ending in endings(self.ruleset.rules, now, self.zone):
            if ending not in self._endings:
                self._endings.add(ending)
                log.warning(ending.sentence, rule=ending.rule_id, last_day=str(ending.last_day))

    def _is_written(self, signature: Signature) -> bool:
        """Whether somebody still has a file that changed open for writing."""
        changed = set(signature).difference(self._loaded or ())
        if self._is_confirmed:
            changed.clear()
        written = [one for one in changed if is_being_written(self.folder / one[0])]
        self._written = {one: self._written.get(one, 0) + 1 for one in written}
        self._left_open = (self._left_open & changed).union(written)
        for (name, *_), looks in self._written.items():
            if looks == PATIENCE:
                log.warning("a rule file stays open for writing; the last good rules stay", file=name, hint=CONFIRM)
        return bool(written)

    def _take(self, fresh: RuleSet) -> None:
        lost = sorted(dropped(self.ruleset, fresh))
        self._cut = tuple(self._broken_off(fresh))
        if 3 * len(lost) <= len(self.ruleset.rules) and not self._cut:
            self._swap(fresh)
            return
        self._held = fresh
        if self._cut:
            said = "a file ends where a save may have been broken off: the edit is held; the last good rules stay"
            log.warning(said, cut_off=list(self._cut), dropped=lost, hint=CONFIRM)
        else:
            log.warning("an edit that drops many rules is held; the last good ones stay", dropped=lost, hint=CONFIRM)

    def _broken_off(self, fresh: RuleSet) -> Iterator[str]:
        known = {rule.id for rule in fresh.rules}
        known |= {f"@{name}" for name in (*fresh.gazetteer.entities, *fresh.gazetteer.groups)}
        left_open = {name for name, *_ in self._left_open}
        for path, text in self._kept.texts().items():
            before = self._texts.get(path)
            if text != before:
                name = broken_off(before, text, known, left_open=Path(path).name in left_open)
                if name is not None:
                    yield name

    def _swap(self, fresh: RuleSet) -> None:
        """One assignment: a match under way ends with the set that it began with."""
        changes = changes_between(self.ruleset, fresh)
        self._held, self.ruleset, self._texts = None, fresh, self._kept.texts()
        is_same = not (changes["added"] or changes["removed"] or changes["changed"])
        log.info("rules loaded, none of them changed" if is_same else "rules loaded", **changes)


CONFIRM = "save it anew; or send SIGHUP to the daemon to confirm that it is as it should be"


def _ready(folder: Path, zone: tzinfo, kept: Kept) -> RuleSet:
    """The rules of `folder`, compiled, so that the first item does not wait. Raises RuleFilesError."""
    with collector_at_rest():
        ruleset = load_rules(folder, zone, kept=kept).prepared()
        gc.freeze()  # a compiled set is a million objects that stay: the collector need not walk them at every turn
    return ruleset


def signature_of(folder: Path) -> Signature:
    """What changes when a rule file does: names, numbers on the disk, times of change (of rights, too) and sizes."""
    return tuple(_look_at(path) for path in rule_files(folder))


def _look_at(path: Path) -> Look:
    try:
        stat = path.stat()
    except OSError:  # a link that leads nowhere is a fault, and its end a change
        return path.name, 0, 0, 0
    return path.name, stat.st_ino, stat.st_ctime_ns, stat.st_size


def dropped(old: RuleSet, new: RuleSet) -> set[str]:
    """The ids of the rules that are in `old` and not in `new`."""
    return {rule.id for rule in old.rules} - {rule.id for rule in new.rules}


def changes_between(old: RuleSet, new: RuleSet) -> dict[str, object]:
    """Which rules an edit added, removed and changed, for the log."""
    before, after = ({rule.id: rule for rule in ruleset.rules} for ruleset in (old, new))
    return {
        "rules": len(after),
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(key for key in after.keys() & before.keys() if after[key] != before[key]),
    }
