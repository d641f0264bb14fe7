"""Entities: what things are called, once, for all rules.

[entity.ID] and [group.ID] tables → Gazetteer → for each @id its entities; for each entity its phrases
"""

import re
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
        return tuple(dict.fromkeys(self._members(id, frozenset())))

    def cycle(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The way from group `id` through its members back to itself; empty where there is none."""
        return self._way((id,))

    def _members(self, id: str, above: frozenset[str]) -> Iterator[str]:  # noqa: A002
        if id in self.entities:
            yield id
        elif id in self.groups and id not in above:
            for member in self.groups[id].members:
                yield from self._members(member, above | {id})

    def _way(self, way: tuple[str, ...]) -> tuple[str, ...]:
        for member in self.groups[way[-1]].members if way[-1] in self.groups else ():
            if member == way[0]:
                return (*way, member)
            if member not in way and (found := self._way((*way, member))):
                return found
        return ()
