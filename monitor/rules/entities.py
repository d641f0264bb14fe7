"""Entities: what things are called, once, for all rules.

[entity.ID] and [group.ID] tables → Gazetteer → for each @id its entities; for each entity its phrases
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from monitor.rules.terms import Phrase, TermFault, check_term, phrases
from monitor.rules.tree import Mark

OPERATOR = re.compile(r"(?<!\S)(AND|OR|NOT|(NEAR|BEFORE)/\w+)(?!\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of an entity, as written; `lang` is the language key under which it stands."""

    text: str
    lang: str | None = None

    def split_mark(self) -> tuple[Mark, str]:
        """`~` or `=` before a name holds for all of its words."""
        for mark in ("~", "="):
            if self.text.startswith(mark):
                return ("~" if mark == "~" else "="), self.text.removeprefix(mark)
        return "", self.text

    def check(self) -> None:
        """Raises TermFault where it can't be looked for."""
        mark, text = self.split_mark()
        if text.startswith('"') or text.endswith('"'):  # inside a word it belongs there: האו"ם
            raise TermFault("a name needs no quotes of its own: several words are a phrase", "delete them")
        if text.startswith("@"):
            raise TermFault(f"{text}: an entity can't hold another one", f'a group can: members = ["{text}"]')
        if OPERATOR.search(text) and not text.isupper():
            raise TermFault("a name is words, and no condition", "write each name apart; a condition stands in a rule")
        check_term(text, mark, quoted=False, lang=self.lang)

    def phrases(self) -> tuple[Phrase, ...]:
        mark, text = self.split_mark()
        return phrases(text, mark, self.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something, by all its names. A name that stands inside one of `unless` does not count."""

    id: str
    name: str
    names: tuple[Name, ...]
    unless: tuple[Name, ...] = ()
    wikidata: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several entities or groups under one name; `members` are ids."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All entities and groups of a rule set, by id. Ids are unique across both."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def ids(self) -> tuple[str, ...]:
        return (*self.entities, *self.groups)

    def members(self, id: str) -> tuple[str, ...]:  # noqa: A002 - the word that files and nodes use
        """The ids of the entities that `@id` stands for, each once; none where there is no such id."""
        seen: dict[str, None] = {}
        waiting = [id]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                waiting += reversed(self._members_of(name))
        return tuple(name for name in seen if name in self.entities)

    def cycle(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The shortest way from group `id` through its members back to itself; empty where there is none."""
        before: dict[str, str] = {}
        waiting = deque((id,))
        while waiting:
            name = waiting.popleft()
            for member in self._members_of(name):
                if member not in before:
                    before[member] = name
                    waiting.append(member)
        return tuple(reversed(tuple(_way_back(id, before)))) if id in before else ()

    def _members_of(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Of a group, as it lists them; an entity, of which there may be one of the same name, has none."""
        return self.groups[id].members if id in self.groups and id not in self.entities else ()


def _way_back(start: str, before: Mapping[str, str]) -> Iterator[str]:
    """From `start` to what held it, and so on until `start` again."""
    yield start
    name = before[start]
    while name != start:
        yield name
        name = before[name]
    yield start
