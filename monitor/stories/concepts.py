"""Concepts: what an item speaks of, in any of the languages that places.py and deeds.py know.

text → ids of places, of actors and of deeds
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from monitor.rules.lexicon import FieldText, Key, Lexicon
from monitor.rules.terms import Phrase, phrases
from monitor.stories.deeds import ACTORS, DEEDS
from monitor.stories.places import PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The ids of what a text speaks of, by kind."""

    places: frozenset[str]
    actors: frozenset[str]
    deeds: frozenset[str]


def concepts_in(text: str) -> Concepts:
    """What `text` speaks of. A word that stands in a longer name counts too (South Korea is no Korea of its own)."""
    found = _lexicon().find(FieldText(0, "title", text))
    return Concepts(places=_of(found, "place"), actors=_of(found, "actor"), deeds=_of(found, "deed"))


def _of(found: Iterable[Key], kind: str) -> frozenset[str]:
    return frozenset(key[1] for key in found if isinstance(key, tuple) and key[0] == kind)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(_phrases())


def _phrases() -> Iterator[tuple[Key, Phrase]]:
    for kind, table in (("place", PLACES), ("actor", ACTORS), ("deed", DEEDS)):
        for id_, line in table.items():
            for name in line.split():
                for phrase in _patterns(name.strip("_").replace("_", " ")):
                    yield (kind, id_), phrase


def _patterns(name: str) -> tuple[Phrase, ...]:
    return phrases(name.removeprefix("="), "=") if name.startswith("=") else phrases(name)
