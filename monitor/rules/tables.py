"""Tables of a rule file: one document → a Draft: its rules, entities and groups, and what is wrong with them. Pure.

A table with a fault becomes nothing, and hides none of the others. What only shows across files is for files.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from monitor.document import Document, salvaged
from monitor.errors import Place, Problem, ProblemsError
from monitor.model import Severity
from monitor.rules.entities import Entity, Group, Name
from monitor.rules.languages import code_meant, is_code
from monitor.rules.ruleset import Example, Rule, on_one_line
from monitor.rules.shape import EntityTable, ExampleTable, GroupTable, RuleTable, is_language
from monitor.rules.syntax import parse
from monitor.rules.terms import TermFault
from monitor.rules.tokens import SyntaxFault, entity_names
from monitor.rules.tree import EntityRef, Node, leaves
from monitor.schema import nearest, validated
from monitor.toml_places import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedRule:
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
class Draft:
    """What one document gives; `problems` gathers while it is read.

    Drafts are kept between loadings, their documents are not: where all is well, nobody asks for places.
    """

    path: str
    text: str
    rules: list[DraftedRule] = field(default_factory=list)
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


def drafted(path: str, text: str) -> Draft:
    document, problems = _document(path, text)
    draft = Draft(path=path, text=text, problems=[*problems])
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
                hint = (
                    f"did you mean '{meant}'?"
                    if meant
                    else _belonging(key) or "a rule file has [[rule]], [entity.ID] and [group.ID]"
                )
                place = document.key_place(key, 0) if isinstance(value, list) else document.key_place(key)
                draft.fault(place, f"unknown key '{key}'", hint)
    draft.declared = tuple(_declarations(draft))
    return draft


def _declarations(draft: Draft) -> Iterator[tuple[str, str, Keys]]:
    for drafted in draft.rules:
        if drafted.id:
            yield "rule", drafted.id, drafted.keys
    for kind in ("entity", "group"):
        tables = draft.document.data.get(kind)
        for name in tables if isinstance(tables, dict) else ():
            yield kind, name, (kind, name)


def _belonging(key: str) -> str | None:
    """Where a key of a rule belongs that stands before any [[rule]]."""
    if key in ("match", "no_match"):
        return f"an example of the rule above it begins with [[rule.{key}]]"
    return "it belongs to a rule: write [[rule]] above it" if key in RuleTable.model_fields else None


ID_HINT = "small letters, digits and hyphens, such as dprk-troops"


def _id_hint(text: str) -> str:
    odd = next((char for char in text if char.isalpha() and not char.isascii()), None)
    return ID_HINT if odd is None else f"{odd} (U+{ord(odd):04X}) is no Latin letter: {ID_HINT}"


def _has_id_form(text: str) -> bool:
    return bool(text) and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and text[0] != "-"


def _draft_rule(draft: Draft, keys: Keys, table: Any) -> None:
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
    draft.rules.append(DraftedRule(id=name if isinstance(name, str) else "", keys=keys, rule=rule))
    return None


def _rule(draft: Draft, keys: Keys, table: RuleTable) -> Rule | None:
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


def _check_rule(draft: Draft, keys: Keys, table: RuleTable) -> None:
    place = draft.document.place
    if not _has_id_form(table.id):
        draft.fault(place(*keys, "id"), f"'{table.id}' can't be a rule's id", _id_hint(table.id))
    if not table.title.strip():
        draft.fault(place(*keys, "title"), "the title is empty", "say what the rule watches; alerts show it")
    if table.severity is Severity.CRITICAL and not (table.match and table.no_match):
        kinds = {"[[rule.match]]": table.match, "[[rule.no_match]]": table.no_match}
        lacking = " and ".join(kind for kind, examples in kinds.items() if not examples)
        message = "a critical rule needs an example that matches and one that does not"
        draft.fault(place(*keys, "severity"), message, f"add {lacking} with a title")


def _examples(table: RuleTable) -> tuple[Example, ...]:
    return tuple(
        Example(**_of_plain_text(example), should_match=should_match)
        for examples, should_match in ((table.match, True), (table.no_match, False))
        for example in examples
    )


def _of_plain_text(example: ExampleTable) -> dict[str, Any]:
    return example.model_dump() | {key: on_one_line(getattr(example, key)) for key in ("title", "summary", "body")}


def _condition(draft: Draft, keys: Keys, source: str) -> Node | None:
    try:
        tree = parse(source)
    except SyntaxFault as first:
        for fault in (first, *first.others):
            draft.fault(draft.document.place_inside(keys, fault.offset), fault.message, fault.hint)
        draft.references += ((keys, offset, name) for offset, name in entity_names(source))
        return None
    draft.references += ((keys, leaf.at, leaf.id) for leaf in leaves(tree) if isinstance(leaf, EntityRef))
    return tree


def _draft_entity(draft: Draft, name: str, table: Any) -> None:
    keys: Keys = ("entity", name)
    if not isinstance(table, dict):
        return draft.fault(draft.document.key_place(*keys), "an entity is a table", f"write [entity.{name}]")
    _check_reference_id(draft, keys, name)
    before = len(draft.problems)
    for key in table:
        _check_language(draft, (*keys, key), key)
    by_language = {key: value for key, value in table.items() if is_language(key)}
    rest = {key: value for key, value in table.items() if key not in by_language and not code_meant(key)}
    checked = validated(EntityTable, rest, draft.document, keys)
    if isinstance(checked, list):
        draft.problems += checked
        lists = {key: table[key] for key in ("terms", "unless") if _is_list_of_texts(table.get(key))}
        for key, texts in (lists | by_language).items():
            list(_names(draft, (*keys, key), texts, None))
        return None
    names = [*_names(draft, (*keys, "terms"), checked.terms, None)]
    for lang, terms in by_language.items():
        names += _names(draft, (*keys, lang), terms, lang)
    if not checked.terms and not by_language:
        draft.fault(draft.document.key_place(*keys), f"@{name} has no names", 'add terms = ["…"]')
    unless = tuple(_names(draft, (*keys, "unless"), checked.unless, None))
    shown = checked.model_dump(include={"name", "wikidata", "kind"})
    if len(draft.problems) == before:
        draft.entities.append(Entity(**shown, id=name, names=tuple(names), unless=unless))
    return None


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _check_language(draft: Draft, keys: Keys, key: str) -> None:
    primary, *subtags = key.split("-")
    meant = code_meant(primary)
    if meant and not (is_language(key) and is_code(primary)) and key not in EntityTable.model_fields:
        hint = f"did you mean {'-'.join((meant, *subtags))}?"
        draft.fault(draft.document.key_place(*keys), f"'{primary}' is no code of a language", hint)
    elif is_language(key) and not is_code(primary):
        hint = "write its two letters, such as ko; names in any language stand in terms"
        draft.fault(draft.document.key_place(*keys), f"'{primary}' is no code of a language", hint)


def _names(draft: Draft, keys: Keys, terms: object, lang: str | None) -> Iterator[Name]:
    if not isinstance(terms, list | tuple):
        return draft.fault(draft.document.place(*keys), f"'{keys[-1]}' must be a list in [ ]", '["…", "…"]')
    for index, text in enumerate(terms):
        if not isinstance(text, str):
            draft.fault(draft.document.place(*keys, index), "a name must be text in quotes", f'write "{text}"')
            continue
        name = Name(text=text, lang=lang)
        try:
            name.check()
        except TermFault as fault:
            draft.fault(draft.document.place(*keys, index), fault.message, fault.hint)
            continue
        yield name
    return None


def _draft_group(draft: Draft, name: str, table: Any) -> None:
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


def _check_reference_id(draft: Draft, keys: Keys, name: str) -> None:
    if not _has_id_form(name):
        draft.fault(draft.document.key_place(*keys), f"'{name}' can't be an id", _id_hint(name))
