"""Concepts: what an item speaks of, in any of the languages of places.py, actors.py, deeds.py and tongues.

text → ids of places, of actors and of deeds
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain

from monitor.rules.field import read_alone
from monitor.rules.lexicon import Register
from monitor.rules.terms import Phrase, Whole, phrases, whole_word
from monitor.stories.actors import ACTORS, BODIES, HOMES
from monitor.stories.compounds import last_parts
from monitor.stories.deeds import DEEDS
from monitor.stories.places import HANJA, PLACES, with_all_around
from monitor.stories.tongues import words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The ids of what a text speaks of, by kind."""

    places: AbstractSet[str]
    actors: AbstractSet[str]
    deeds: AbstractSet[str]
    named: AbstractSet[int]  # the words, by their number, that name a place or an actor


def concepts_in(text: str, lang: str = "") -> Concepts:
    """What `text` speaks of. A word that stands in a longer name counts too, and the last part of a compound.

    `lang` is as its feed says; empty where that is to be told by its words.
    """
    ids: dict[str, set[str]] = {"place": set(), "actor": set(), "deed": set()}
    named: set[int] = set()
    heard = _register().find(text)
    if _HANJA.search(text) and _HANGUL.search(text):
        heard += _hanja().find(text)
    for (kind, id_), first, last in heard:
        ids[kind].add(id_)
        if kind != "deed":
            named.update(range(first, last + 1))
    for kind, id_ in last_parts(read_alone(text).folded, lang):
        ids[kind].add(id_)
    found = Concepts(places=ids["place"], actors=ids["actor"], deeds=ids["deed"], named=named)
    if any(kim in text for kim in ("Kim", "Ким", "Кім")) and _is_meant(text, lang, found):
        ids["actor"].add("kim-jong-un")
    return found


def with_bodies(actors: Iterable[str]) -> frozenset[str]:
    """Actors and the bodies that they speak for, and what these are part of."""
    named = set(actors)
    for actor in tuple(named):
        while (actor := BODIES.get(actor, "")) and actor not in named:
            named.add(actor)
    return frozenset(named)


def homes_of(found: Concepts) -> frozenset[str]:
    """The places that a text names and those around them, its actors' bodies, and where all that it names belongs."""
    actors = with_bodies(found.actors)
    homes = [HOMES[one] for one in (*actors, *found.deeds) if one in HOMES]
    return actors | with_all_around(chain(found.places, homes))


# Kim in the cases of the languages that have some, alone: with no given name behind it.
_KIM = re.compile(
    r"(?:\b(?P<before>[^\W\d_]+)[ \u00a0])?(?<![\w-])"
    r"(?:Kim(?:s|a|em|owi|ie|ovi|in|ille|et|nek)?|(?:Ким|Кім)(?:а|у|ом|е|ові)?)"
    r"(?:(?P<own>['’]s)|(?![\w-])(?![ \u00a0](?:[^\W\d_a-zа-яёіїєґ]|jest\b|są\b|był)))"
)
TITLES = frozenset(("general", "commander", "defence-minister", "ambassador"))  # deeds.py lists whom one calls so
_OTHER_KIMS = re.compile("[ğışơưạ-ỹ]")  # in Turkish it is who, in Vietnamese a needle


def _is_meant(text: str, lang: str, found: Concepts) -> bool:
    """Whether a bare Kim is Kim Jong-un: where a text speaks of North Korea or a thing of it, and not of the South.

    What is Kim's is his wherever it is told: headlines write the names of others out.
    """
    homes = homes_of(found)
    others = any(actor.startswith("kim-") for actor in found.actors) or "south-korea" in homes
    if others or lang[:2] in ("tr", "vi", "az") or _OTHER_KIMS.search(text):
        return False
    return any(("dprk" in homes or kim["own"]) and _stands_alone(kim["before"]) for kim in _KIM.finditer(text))


def _stands_alone(before: str | None) -> bool:
    """Whether no given name or title stands before it: what is written small, a place or a thing by itself."""
    if before is None or before[0].islower():
        return True
    named = {concept for concept, _, _ in _register().find(before)}
    return bool(named) and all(kind != "actor" and id_ not in TITLES for kind, id_ in named)


Concept = tuple[str, str]  # its kind and its id
_HANJA = re.compile(f"[{''.join(HANJA)}]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@cache
def _register() -> Register[Concept]:
    return Register(_phrases())


@cache
def _hanja() -> Register[Concept]:
    return Register((("place", id_), phrase) for character, id_ in HANJA.items() for phrase in phrases(character))


def _phrases() -> Iterator[tuple[Concept, Phrase | Whole]]:
    for kind, table in (("place", PLACES), ("actor", ACTORS), ("deed", DEEDS)):
        for id_, line in table.items():
            for name in chain(line.split(), words_for(id_)):
                for phrase in _patterns(name.strip("_").replace("_", " ")):
                    yield (kind, id_), phrase


def _patterns(name: str) -> tuple[Phrase | Whole, ...]:
    if name.startswith("="):
        return phrases(name.removeprefix("="), "=")
    word = whole_word(name)  # most are one, and need no patterns
    return phrases(name) if word is None else (word,)
