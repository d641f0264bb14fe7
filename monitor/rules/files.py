"""Rule files: a folder becomes a rule set, or every fault in it.

    folder → documents → tables (checked) → gazetteer + rules (parsed) → rule set → examples (run) → RuleSet

All files load as one set, or none of it does. Every stage gathers all of its faults; a stage that would only echo the
faults of an earlier one is left out.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from monitor.collector import collector_at_rest
from monitor.document import Document, read_source, salvaged
from monitor.errors import Place, Problem, ProblemsError, RuleFilesError
from monitor.model import Severity
from monitor.rules.calendar import Ending, endings
from monitor.rules.entities import Entity, Gazetteer, Group, Name
from monitor.rules.ruleset import Example, ExampleResult, Rule, RuleSet, built_upon, run_examples
from monitor.rules.shape import EntityTable, GroupTable, RuleTable, is_language
from monitor.rules.syntax import parse
from monitor.rules.terms import TermFault
from monitor.rules.tokens import SyntaxFault, entity_names
from monitor.rules.tree import EntityRef, Node, leaves
from monitor.schema import nearest, validated
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

    drafts: "dict[str, _Draft]" = field(default_factory=dict)
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
        raise RuleFilesError(problems)
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
    tried = set(map(id, before.rules)) if before is not None and before.gazetteer == gazetteer else set()
    failing = [one for one in run_examples(ruleset, [r for r in rules if id(r) not in tried]) if not one.passed]
    if failing:
        raise RuleFilesError(_example_problem(result, drafts) for result in failing)
    kept.drafts, kept.ruleset = {draft.path: draft for draft in drafts}, ruleset
    return ruleset


# --- Folder to drafts --------------------------------------------------------------------------------------------


def _paths(folder: Path) -> list[Path]:
    """The rule files; editors keep their own, hidden, beside them."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def _read(folder: Path, kept: Kept) -> tuple[list["_Draft"], list[Problem], list[Path]]:
    """The drafts of all files, what is wrong with those that give none, and which these are."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "there is no such folder"
        raise RuleFilesError([Problem(Place(str(folder)), what, "name the folder with your rule files (*.toml)")])
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    unread: list[Path] = []
    for path in _paths(folder):
        try:
            drafts.append(_draft_of(path, kept.drafts.get(str(path))))
        except ProblemsError as exc:
            problems += exc.problems
            unread.append(path)
    if not drafts and not problems:
        raise RuleFilesError([Problem(Place(str(folder)), "holds no rule files", "write one whose name ends in .toml")])
    return drafts, problems, unread


def _draft_of(path: Path, earlier: "_Draft | None") -> "_Draft":
    if path.exists() and not path.is_file() and not path.is_dir():
        hint = "only plain files are read: take it out of the folder, or give it another name"
        raise ProblemsError([Problem(Place(str(path)), "is a pipe or a device, and no file", hint)])
    text = read_source(path)
    return earlier if earlier is not None and earlier.text == text else _drafted(str(path), text)


def _digest(drafts: Iterable["_Draft"]) -> str:
    said = hashlib.sha256()
    for draft in drafts:
        said.update(f"{Path(draft.path).name}\0{len(draft.text)}\0{draft.text}\0".encode())
    return said.hexdigest()[:16]


# --- Documents to drafts -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftedRule:
    """A rule with its place; None where its table or a condition has a fault."""

    id: str
    keys: Keys
    rule: Rule | None


@lru_cache(maxsize=2)
def _document(path: str, text: str) -> tuple[Document, tuple[Problem, ...]]:
    """What can be read of a file, and what is wrong with its TOML. Raises ProblemsError where it is nothing."""
    document, problems = salvaged(text, path)
    if document is None:
        raise ProblemsError(problems)
    return document, tuple(problems)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What one document gives; `problems` gathers while it is read.

    Drafts are kept between loadings, their documents are not: where all is well, nobody asks for places.
    """

    path: str
    text: str
    rules: list[_DraftedRule] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    declared: tuple[
        tuple[str, str, Keys], ...
    ] = ()  # (kind, id, keys) of all rules, entities and groups, faulty or not
    references: list[tuple[Keys, int, str]] = field(default_factory=list)  # (keys of a string, offset in it, id)

    @property
    def document(self) -> Document:
        return _document(self.path, self.text)[0]

    def fault(self, place: Place, message: str, hint: str | None = None) -> None:
        self.problems.append(self.document.problem(place, message, hint))


def _drafted(path: str, text: str) -> _Draft:
    document, problems = _document(path, text)
    draft = _Draft(path=path, text=text, problems=[*problems])
    for key, value in document.data.items():
        match key, value:
            case "rule", list():
                for index, table in enumerate(value):
                    _draft_rule(draft, ("rule", index), table)
            case "entity" | "group", dict() if any(isinstance(table, dict) for table in value.values()) or not value:
                for name, table in value.items():
                    (_draft_entity if key == "entity" else _draft_group)(draft, name, table)
            case "rule" | "entity" | "group", _:
                written = "[[rule]]" if key == "rule" else f"[{key}.some-id]"
                message = f"'{key}' stands here in a form that means nothing"
                draft.fault(document.key_place(key), message, f"write {written}")
            case _:
                meant = nearest(key, ("rule", "entity", "group"))
                hint = f"did you mean '{meant}'?" if meant else "a rule file has [[rule]], [entity.ID] and [group.ID]"
                place = document.key_place(key, 0) if isinstance(value, list) else document.key_place(key)
                draft.fault(place, f"unknown key '{key}'", hint)
    draft.declared = tuple(_declarations(draft))
    return draft


ID_HINT = "small letters, digits and hyphens, such as dprk-troops"


def _has_id_form(text: str) -> bool:
    return bool(text) and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and text[0] != "-"


def _draft_rule(draft: _Draft, keys: Keys, table: Any) -> None:
    if not isinstance(table, dict):
        return draft.fault(draft.document.place(*keys), "a rule is a table", "write [[rule]]")
    checked = validated(RuleTable, table, draft.document, keys)
    rule = None
    if isinstance(checked, list):
        draft.problems += checked
        for key in ("when", "unless"):
            if isinstance(table.get(key), str):
                _condition(draft, (*keys, key), table[key])
    else:
        rule = _rule(draft, keys, checked)
    name = table.get("id")
    draft.rules.append(_DraftedRule(id=name if isinstance(name, str) else "", keys=keys, rule=rule))
    return None


def _rule(draft: _Draft, keys: Keys, table: RuleTable) -> Rule | None:
    before = len(draft.problems)
    _check_rule(draft, keys, table)
    when = _condition(draft, (*keys, "when"), table.when)
    unless = _condition(draft, (*keys, "unless"), table.unless) if table.unless is not None else None
    if when is None or len(draft.problems) > before:
        return None
    plain = table.model_dump(exclude={"when", "unless", "match", "no_match", "digest", "active"})
    return Rule(
        **plain,
        digest=table.digest,
        active=table.active,
        when=when,
        unless=unless,
        examples=_examples(table),
        path=draft.path,
    )


def _check_rule(draft: _Draft, keys: Keys, table: RuleTable) -> None:
    place = draft.document.place
    if not _has_id_form(table.id):
        draft.fault(place(*keys, "id"), f"'{table.id}' can't be a rule's id", ID_HINT)
    if not table.title.strip():
        draft.fault(place(*keys, "title"), "the title is empty", "say what the rule watches; alerts show it")
    if table.severity is Severity.CRITICAL and not (table.match and table.no_match):
        kinds = {"[[rule.match]]": table.match, "[[rule.no_match]]": table.no_match}
        lacking = " and ".join(kind for kind, examples in kinds.items() if not examples)
        message = "a critical rule needs an example that matches and one that does not"
        draft.fault(place(*keys, "severity"), message, f"add {lacking} with a title")


def _examples(table: RuleTable) -> tuple[Example, ...]:
    return tuple(
        Example(**example.model_dump(), should_match=should_match)
        for examples, should_match in ((table.match, True), (table.no_match, False))
        for example in examples
    )


def _condition(draft: _Draft, keys: Keys, source: str) -> Node | None:
    try:
        tree = parse(source)
    except SyntaxFault as first:
        for fault in (first, *first.others):
            draft.fault(draft.document.place_inside(keys, fault.offset), fault.message, fault.hint)
        draft.references += ((keys, offset, name) for offset, name in entity_names(source))
        return None
    draft.references += ((keys, leaf.at, leaf.id) for leaf in leaves(tree) if isinstance(leaf, EntityRef))
    return tree


def _draft_entity(draft: _Draft, name: str, table: Any) -> None:
    keys: Keys = ("entity", name)
    if not isinstance(table, dict):
        return draft.fault(draft.document.key_place(*keys), "an entity is a table", f"write [entity.{name}]")
    _check_reference_id(draft, keys, name)
    by_language = {key: value for key, value in table.items() if is_language(key)}
    rest = {key: value for key, value in table.items() if key not in by_language}
    checked = validated(EntityTable, rest, draft.document, keys)
    if isinstance(checked, list):
        draft.problems += checked
        return None
    names = [*_names(draft, (*keys, "terms"), checked.terms, None)]
    for lang, terms in by_language.items():
        names += _names(draft, (*keys, lang), terms, lang)
    if not checked.terms and not by_language:
        draft.fault(draft.document.key_place(*keys), f"@{name} has no names", 'add terms = ["…"]')
    unless = tuple(_names(draft, (*keys, "unless"), checked.unless, None))
    shown = checked.model_dump(include={"name", "wikidata", "kind"})
    draft.entities.append(Entity(**shown, id=name, names=tuple(names), unless=unless))
    return None


def _names(draft: _Draft, keys: Keys, terms: object, lang: str | None) -> Iterator[Name]:
    if not isinstance(terms, list | tuple):
        return draft.fault(draft.document.place(*keys), f"'{keys[-1]}' must be a list in [ ]", '["…", "…"]')
    for index, text in enumerate(terms):
        if not isinstance(text, str):
            draft.fault(draft.document.place(*keys, index), "a name must be text in quotes")
            continue
        name = Name(text=text, lang=lang)
        try:
            name.check()
        except TermFault as fault:
            draft.fault(draft.document.place(*keys, index), fault.message, fault.hint)
            continue
        yield name
    return None


def _draft_group(draft: _Draft, name: str, table: Any) -> None:
    keys: Keys = ("group", name)
    if not isinstance(table, dict):
        return draft.fault(draft.document.key_place(*keys), "a group is a table", f"write [group.{name}]")
    _check_reference_id(draft, keys, name)
    checked = validated(GroupTable, table, draft.document, keys)
    if isinstance(checked, list):
        draft.problems += checked
        return None
    if not checked.members:
        draft.fault(draft.document.place(*keys, "members"), f"@{name} has no members", 'add ids: ["@dprk", "@russia"]')
    members = tuple(member.removeprefix("@") for member in checked.members)
    draft.references += (((*keys, "members", index), 0, member) for index, member in enumerate(members))
    draft.groups.append(Group(id=name, name=checked.name or name, members=members))
    return None


def _check_reference_id(draft: _Draft, keys: Keys, name: str) -> None:
    if not _has_id_form(name):
        draft.fault(draft.document.key_place(*keys), f"'{name}' can't be an id", ID_HINT)


# --- What only shows across files --------------------------------------------------------------------------------


def _repeated_ids(drafts: Sequence[_Draft]) -> Iterator[Problem]:
    first: dict[tuple[bool, str], tuple[_Draft, str, Keys]] = {}
    for draft in drafts:
        for kind, name, keys in draft.declared:
            one = (kind == "rule", name)
            if one in first:
                shown = name if kind == "rule" else f"@{name}"
                message = f"the id {shown} is taken: it stands at {_place_of(*first[one])} already"
                yield draft.document.problem(_place_of(draft, kind, keys), message, "give one of them another id")
            first.setdefault(one, (draft, kind, keys))


def _place_of(draft: _Draft, kind: str, keys: Keys) -> Place:
    return draft.document.place(*keys, "id") if kind == "rule" else draft.document.key_place(*keys)


def _declarations(draft: _Draft) -> Iterator[tuple[str, str, Keys]]:
    for drafted in draft.rules:
        if drafted.id:
            yield "rule", drafted.id, drafted.keys
    for kind in ("entity", "group"):
        tables = draft.document.data.get(kind)
        for name in tables if isinstance(tables, dict) else ():
            yield kind, name, (kind, name)


def _declared_ids(drafts: Sequence[_Draft], unread: Iterable[Path]) -> dict[str, None] | None:
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
        raw = path.read_bytes() if path.is_file() else b"\0"  # a pipe would be waited for
    except OSError:
        return None
    return None if b"\0" in raw else raw.decode("utf-8-sig", "replace")


HEADER = re.compile(r"^[ \t]*\[(?:entity|group)\.[\"']?([\w-]+)", re.MULTILINE)  # also of a table that can't be read


def _unknown_references(
    drafts: Sequence[_Draft], known: dict[str, None] | None, gazetteer: Gazetteer
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


def _notice(drafts: Sequence[_Draft], ending: Ending) -> Problem:
    """A rule that has ended, or will soon, at the line that ends it."""
    draft, keys = _standing(drafts, ending.rule_id)
    place = draft.document.place(*keys, ending.key)
    return draft.document.problem(place, ending.sentence, ending.suggestion)


def _standing(drafts: Sequence[_Draft], rule_id: str) -> tuple[_Draft, Keys]:
    """Where a rule stands."""
    return next((draft, drafted.keys) for draft in drafts for drafted in draft.rules if drafted.id == rule_id)


# --- Examples ----------------------------------------------------------------------------------------------------


def _example_problem(result: ExampleResult, drafts: Sequence[_Draft]) -> Problem:
    draft, keys = _standing(drafts, result.rule_id)
    kind: Literal["match", "no_match"] = "match" if result.example.should_match else "no_match"
    place = draft.document.place(*keys, kind, result.number, "title")
    if result.missed is not None:
        message = f"{result.rule_id} should match this example, but does not: {result.why_not}"
        return draft.document.problem(place, message, "mend the rule, or move the example to [[rule.no_match]]")
    words = ", ".join(dict.fromkeys(f"“{found.text}” ({found.term})" for found in result.evidence))
    message = f"{result.rule_id} should not match this example, but does: {words}"
    return draft.document.problem(place, message, "mend the rule, or move the example to [[rule.match]]")
