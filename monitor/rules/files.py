"""Rule files: a folder becomes a rule set, or every fault in it.

    folder → documents → tables (checked) → gazetteer + rules (parsed) → rule set → examples (run) → RuleSet

All files load as one set, or none of it does. Every stage gathers all of its faults; a stage that would only echo the
faults of an earlier one is left out.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal

from monitor.collector import collector_at_rest
from monitor.document import read_source
from monitor.errors import Place, Problem, ProblemsError, RuleFilesError
from monitor.rules.calendar import Ending, endings
from monitor.rules.entities import Gazetteer
from monitor.rules.ruleset import ExampleResult, Rule, RuleSet, built_upon, run_examples
from monitor.rules.tables import Draft, drafted
from monitor.rules.tree import EntityRef, leaves
from monitor.schema import nearest
from monitor.toml_places import Keys


def load_rules(folder: Path, zone: tzinfo = UTC, now: datetime | None = None, kept: "Kept | None" = None) -> RuleSet:
    """The rules of all *.toml files in `folder`, as one set, whose days and hours are those of `zone`.

    Raises RuleFilesError with every fault of every file. `now` only decides which rules are noticed as ended or ending.
    `kept` is what an earlier loading of the folder left, and is brought up to date: what did not change since is
    neither parsed nor compiled anew.
    """
    with collector_at_rest():
        return _loaded(folder, zone, now or datetime.now(UTC), kept or Kept())


@dataclass(slots=True)
class Kept:
    """What a loading leaves to the next one: files without a fault of their own, and the set that they became."""

    drafts: "dict[str, Draft]" = field(default_factory=dict)
    ruleset: RuleSet | None = None

    def texts(self) -> dict[str, str]:
        """The files of the set, as they were read."""
        return {path: draft.text for path, draft in self.drafts.items()}


def _loaded(folder: Path, zone: tzinfo, now: datetime, kept: Kept) -> RuleSet:
    drafts, problems, unread = _read(folder, kept)
    problems += [problem for draft in drafts for problem in draft.problems]
    problems += _repeated_ids(drafts)
    gazetteer = Gazetteer(
        entities={entity.id: entity for draft in drafts for entity in draft.entities},
        groups={group.id: group for draft in drafts for group in draft.groups},
    )
    problems += _unknown_references(drafts, _declared_ids(drafts, unread), gazetteer)
    rules = tuple(drafted.rule for draft in drafts for drafted in draft.rules if drafted.rule is not None)
    if not problems and not rules:
        problems.append(Problem(Place(str(folder)), "holds no [[rule]]", "write one: docs/rules.md begins with it"))
    if problems:
        untried = _untried(_whole(rules, drafts, gazetteer), gazetteer, kept)
        apart = RuleSet(rules=tuple(rule for rule in untried if rule.examples), gazetteer=gazetteer)
        raise RuleFilesError([*problems, *_failing(apart, apart.rules, drafts)])
    ends = endings(rules, now, zone)
    before = kept.ruleset
    ruleset = RuleSet(
        rules=rules,
        gazetteer=gazetteer,
        digest=_digest(drafts),
        notices=tuple(_notice(drafts, one) for one in ends if one.has_ended),
        ahead=tuple(_notice(drafts, one) for one in ends if not one.has_ended),
        zone=zone,
        built=() if before is None else built_upon(before.parts[0], rules, gazetteer),
    )
    failing = list(_failing(ruleset, _untried(rules, gazetteer, kept), drafts))
    if failing:
        raise RuleFilesError(failing)
    kept.drafts, kept.ruleset = {draft.path: draft for draft in drafts}, ruleset
    return ruleset


# --- Folder to drafts --------------------------------------------------------------------------------------------


def rule_files(folder: Path) -> list[Path]:
    """The rule files; editors keep their own, hidden, beside them."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def _read(folder: Path, kept: Kept) -> tuple[list["Draft"], list[Problem], list[Path]]:
    """The drafts of all files, what is wrong with those that give none, and which these are."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "there is no such folder"
        raise RuleFilesError([Problem(Place(str(folder)), what, "name the folder with your rule files (*.toml)")])
    drafts: list[Draft] = []
    problems: list[Problem] = []
    unread: list[Path] = []
    for path in rule_files(folder):
        try:
            drafts.append(_draft_of(path, kept.drafts.get(str(path))))
        except ProblemsError as exc:
            problems += exc.problems
            unread.append(path)
    if not drafts and not problems:
        raise RuleFilesError([Problem(Place(str(folder)), "holds no rule files", "write one whose name ends in .toml")])
    return drafts, problems, unread


def _draft_of(path: Path, earlier: "Draft | None") -> "Draft":
    if path.exists() and not path.is_file() and not path.is_dir():
        hint = "only plain files are read: take it out of the folder, or give it another name"
        raise ProblemsError([Problem(Place(str(path)), "is a pipe or a device, and no file", hint)])
    if _is_too_large(path):
        raise ProblemsError([Problem(Place(str(path)), "is larger than 4 MiB", "divide it into several files")])
    text = read_source(path)
    return earlier if earlier is not None and earlier.text == text else drafted(str(path), text)


def _is_too_large(path: Path) -> bool:
    """Whether to read it would take long, and much memory; a file that can't be asked is read, and its fault told."""
    try:
        return path.stat().st_size > LARGEST
    except OSError:
        return False


LARGEST = 4 * 1024 * 1024  # bytes of a rule file: some 20,000 rules


def _digest(drafts: Iterable["Draft"]) -> str:
    said = hashlib.sha256()
    for draft in drafts:
        said.update(f"{Path(draft.path).name}\0{len(draft.text)}\0{draft.text}\0".encode())
    return said.hexdigest()[:16]


# --- What only shows across files --------------------------------------------------------------------------------


def _repeated_ids(drafts: Sequence[Draft]) -> Iterator[Problem]:
    first: dict[tuple[bool, str], tuple[Draft, str, Keys]] = {}
    for draft in drafts:
        for kind, name, keys in draft.declared:
            one = (kind == "rule", name)
            if one in first:
                shown = name if kind == "rule" else f"@{name}"
                message = f"the id {shown} is taken: it stands at {_place_of(*first[one])} already"
                yield draft.document.problem(_place_of(draft, kind, keys), message, "give one of them another id")
            first.setdefault(one, (draft, kind, keys))


def _place_of(draft: Draft, kind: str, keys: Keys) -> Place:
    return draft.document.place(*keys, "id") if kind == "rule" else draft.document.key_place(*keys)


def _declared_ids(drafts: Sequence[Draft], unread: Iterable[Path]) -> dict[str, None] | None:
    """Ids of entities and groups, of faulty ones too: that they can't be read is said once, at their place.

    None where a file hides which it declares.
    """
    hidden = [_glimpse(path) for path in unread]
    if None in hidden:
        return None
    readable = [name for draft in drafts for kind, name, _ in draft.declared if kind != "rule"]
    torn = [draft.text for draft in drafts if draft.problems] + [text for text in hidden if text is not None]
    left_out = [name for text in torn for name in HEADER.findall(text)]
    return dict.fromkeys(readable + left_out)


def _glimpse(path: Path) -> str | None:
    """What shows of a file that can't be read as a whole; None where nothing does."""
    try:
        is_read = path.is_file() and not _is_too_large(path)  # a pipe would be waited for
        raw = path.read_bytes() if is_read else b"\0"
    except OSError:
        return None
    return None if b"\0" in raw else raw.decode("utf-8-sig", "replace")


HEADER = re.compile(r"^[ \t]*\[(?:entity|group)\.[\"']?([\w-]+)", re.MULTILINE)  # also of a table that can't be read


def _unknown_references(
    drafts: Sequence[Draft], known: dict[str, None] | None, gazetteer: Gazetteer
) -> Iterator[Problem]:
    """Names after an @ that nothing declares (unless a file could not be read), and groups inside themselves."""
    for draft in drafts:
        for keys, offset, name in draft.references if known is not None else ():
            if known is not None and name not in known:
                place = draft.document.place_inside(keys, offset)
                yield draft.document.problem(place, f"there is no entity @{name}", _meant(name, tuple(known)))
        for group in draft.groups:
            cycle = gazetteer.cycle(group.id)
            if cycle and group.id == min(cycle) and group.id not in gazetteer.entities:
                way = " → ".join(f"@{name}" for name in cycle)
                place = draft.document.place("group", group.id, "members")
                yield draft.document.problem(place, f"this group holds itself: {way}", "delete one of these members")


def _meant(name: str, known: tuple[str, ...]) -> str:
    meant = nearest(name.lower(), known)
    return f"did you mean @{meant}?" if meant else f"declare it: [entity.{name.lower()}]"


def _notice(drafts: Sequence[Draft], ending: Ending) -> Problem:
    """A rule that has ended, or will soon, at the line that ends it."""
    draft, keys = _standing(drafts, ending.rule_id)
    place = draft.document.place(*keys, ending.key)
    return draft.document.problem(place, ending.sentence, ending.suggestion)


def _standing(drafts: Sequence[Draft], rule_id: str) -> tuple[Draft, Keys]:
    """Where a rule stands."""
    return next((draft, drafted.keys) for draft in drafts for drafted in draft.rules if drafted.id == rule_id)


# --- Examples ----------------------------------------------------------------------------------------------------


def _whole(rules: Iterable[Rule], drafts: Iterable[Draft], gazetteer: Gazetteer) -> tuple[Rule, ...]:
    """The rules that have no fault, and name nothing that has one: what their examples say is no echo of it."""
    declared = Counter((kind == "rule", name) for draft in drafts for kind, name, _ in draft.declared)
    sound = {name for name in gazetteer.ids() if declared[False, name] == 1} - _holders_of_others(gazetteer, declared)
    return tuple(
        rule
        for rule in rules
        if declared[True, rule.id] == 1
        and all(leaf.id in sound for tree in rule.conditions() for leaf in leaves(tree) if isinstance(leaf, EntityRef))
    )


def _holders_of_others(gazetteer: Gazetteer, declared: Mapping[tuple[bool, str], int]) -> set[str]:
    """The groups that hold a name, at whatever depth, which can't be read or is there twice."""
    holders: dict[str, list[str]] = {}
    for group in gazetteer.groups.values():
        for member in group.members:
            holders.setdefault(member, []).append(group.id)
    known = set(gazetteer.ids())
    waiting = [name for name in holders if name not in known or declared[False, name] != 1]
    found: set[str] = set()
    while waiting:
        further = set(holders.get(waiting.pop(), ())) - found
        found |= further
        waiting += further
    return found


def _untried(rules: Iterable[Rule], gazetteer: Gazetteer, kept: Kept) -> list[Rule]:
    """Those whose examples did not hold before, with the same names."""
    before = kept.ruleset
    tried = set(map(id, before.rules)) if before is not None and before.gazetteer == gazetteer else set()
    return [rule for rule in rules if id(rule) not in tried]


def _failing(ruleset: RuleSet, rules: Iterable[Rule], drafts: Sequence[Draft]) -> Iterator[Problem]:
    return (_example_problem(result, drafts) for result in run_examples(ruleset, rules) if not result.passed)


def _example_problem(result: ExampleResult, drafts: Sequence[Draft]) -> Problem:
    draft, keys = _standing(drafts, result.rule_id)
    kind: Literal["match", "no_match"] = "match" if result.example.should_match else "no_match"
    place = draft.document.place(*keys, kind, result.number, "title")
    if result.missed is not None:
        message = f"{result.rule_id} should match this example, but does not: {result.why_not}"
        return draft.document.problem(place, message, "mend the rule, or move the example to [[rule.no_match]]")
    words = ", ".join(dict.fromkeys(f"“{found.text}” ({found.term})" for found in result.evidence))
    message = f"{result.rule_id} should not match this example, but does: {words}"
    return draft.document.problem(place, message, "mend the rule, or move the example to [[rule.match]]")
