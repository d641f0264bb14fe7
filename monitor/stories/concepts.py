"""Concepts: what an item speaks of, in any of the languages that places.py and deeds.py know.

text → ids of places, of actors and of deeds
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from monitor.rules.lexicon import Register
from monitor.rules.terms import Phrase, phrases
from monitor.stories.deeds import ACTORS, BODIES, DEEDS
from monitor.stories.places import PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The ids of what a text speaks of, by kind."""

    places: AbstractSet[str]
    actors: AbstractSet[str]
    deeds: AbstractSet[str]
    named: AbstractSet[int]  # the words, by their number, that name a place or an actor


def concepts_in(text: str) -> Concepts:
    """What `text` speaks of. A word that stands in a longer name counts too."""
    ids: dict[str, set[str]] = {"place": set(), "actor": set(), "deed": set()}
    named: set[int] = set()
    for (kind, id_), first, last in _register().find(text):
        ids[kind].add(id_)
        if kind != "deed":
            named.update(range(first, last + 1))
    return Concepts(places=ids["place"], actors=ids["actor"], deeds=ids["deed"], named=named)


def with_bodies(actors: Iterable[str]) -> frozenset[str]:
    """Actors and the bodies that they speak for."""
    named = frozenset(actors)
    return named.union(BODIES[actor] for actor in named if actor in BODIES)


Concept = tuple[str, str]  # its kind and its id


@cache
def _register() -> Register[Concept]:
    return Register(_phrases())


def _phrases() -> Iterator[tuple[Concept, Phrase]]:
    for kind, table in (("place", PLACES), ("actor", ACTORS), ("deed", DEEDS)):
        for id_, line in table.items():
            for name in line.split():
                for phrase in _patterns(name.strip("_").replace("_", " ")):
                    yield (kind, id_), phrase


def _patterns(name: str) -> tuple[Phrase, ...]:
    return phrases(name.removeprefix("="), "=") if name.startswith("=") else phrases(name)
