"""Mentions: which entities of the rule files a text speaks of, whether a rule asks or not.

    gazetteer → a reader of its names, compiled once;  text → ids of entities

An entity that bears a Wikidata id names one thing; the others, lists of words such as @deployment, are topics.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitor.rules.entities import Gazetteer
from monitor.rules.lexicon import Register
from monitor.rules.ruleset import RuleSet
from monitor.rules.terms import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """The ids of what a text speaks of: single things, and topics."""

    things: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


NOTHING = Mentioned()


class Mentions:
    """Finds the entities of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.things = frozenset(one.id for one in gazetteer.entities.values() if one.wikidata is not None)
        self._register = Register(_phrases(gazetteer))

    def of(self, text: str) -> Mentioned:
        """What `text` speaks of. A name inside one of its entity's `unless` does not count."""
        found = self._register.find(text)
        if not found:
            return NOTHING
        excepted = [(id_, first, last) for (kind, id_), first, last in found if kind == "unless"]
        named = [one for one in found if one[0][0] == "entity"]
        ids = frozenset([id_ for (_, id_), first, last in named if not _lies_in(excepted, id_, first, last)])
        return Mentioned(things=ids & self.things, topics=ids - self.things)


def _lies_in(excepted: Iterable[tuple[str, int, int]], id_: str, first: int, last: int) -> bool:
    return any(other == id_ and begin <= first and last <= end for other, begin, end in excepted)


def _phrases(gazetteer: Gazetteer) -> Iterator[tuple[tuple[str, str], Phrase]]:
    for entity in gazetteer.entities.values():
        for kind, names in (("entity", entity.names), ("unless", entity.unless)):
            for name in names:
                yield from (((kind, entity.id), phrase) for phrase in name.phrases())


def mentions_of(ruleset: RuleSet) -> Mentions:
    """The reader of a rule set's entities; compiled when the set is first asked for."""
    return _mentions(_Held(ruleset))


class _Held:
    """A rule set by its identity: sets are frozen, and hashing all their rules would cost more than a poll."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset

    def __hash__(self) -> int:
        return id(self.ruleset)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.ruleset is self.ruleset


@lru_cache(maxsize=2)  # the set that runs, and the one before it while a reload is under way
def _mentions(held: _Held) -> Mentions:
    return Mentions(held.ruleset.gazetteer)
