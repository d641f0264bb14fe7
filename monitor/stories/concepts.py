"""Concepts: what an item speaks of, in any of the languages of places.py, actors.py, deeds.py and tongues.

text → ids of places, of actors and of deeds
"""

import re
from collections.abc import Container, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain

from monitor.rules.field import read_alone
from monitor.rules.lexicon import Register
from monitor.rules.terms import Phrase, Whole, phrases, whole_word
from monitor.stories.actors import ACTORS, BODIES, HOMES, OFFICES
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


# Kim in the cases of the languages that have some, alone: with no given name behind it, nor asking who, in Polish.
_KIM = re.compile(
    r"(?<!\w)(?:Kim(?:s|a|em|owi|ie|ovi|in|ille|et|nek)?|(?:Ким|Кім)(?:а|у|ом|е|ові)?)"
    r"(?:['’]s|[-‑–](?P<partner>[^\W\d_]+)|(?![\w-]))"
    r"(?![ \u00a0](?:[^\W\d_a-zа-яёіїєґ]|jest\b|są\b|był|będ|naprawdę\b|bu\b))"
)
TITLES = frozenset(("general", "commander", "defence-minister", "ambassador"))  # deeds.py lists whom one calls so
# Whom one calls so right before the name is another Kim.
_OTHERS = (
    "mr ms mrs dr sen rep gen prof herr frau pm lady minister ministerin secretary senator ambassador analyst expert"
    " professor defector refugee soldier soldiers prisoner coach trainer actor actress singer player defender striker"
    " star golfer chief wife sister daughter general commander officer überläufer überläuferin soldat botschafter"
    " schauspieler schauspielerin sänger sängerin spieler schwester ministre transfuge entraîneur acteur actrice"
    " chanteuse ministro soldado desertor entrenador actor actriz żołnierz uciekinier aktor aktorka trener"
    " министр сенатор посол тренер актёр актер актриса солдат перебежчик певица генерал губернатор"
    " міністр актор акторка"
)
OTHERS = frozenset(_OTHERS.split())
_OTHER_KIMS = re.compile("[ğışơưạ-ỹ]")  # in Turkish it is who, in Vietnamese a needle
_CLAUSE_ENDS = tuple(':;,!?–—»”")')


def _is_meant(text: str, lang: str, found: Concepts) -> bool:
    """Whether a bare Kim is Kim Jong-un: where a text speaks of North Korea or a thing of it, and not of the South.

    Who is paired with a leader is he wherever it is told: the Putin-Kim summit, Xi, Putin and Kim.
    """
    if lang[:2] in ("tr", "vi", "az") or _OTHER_KIMS.search(text):
        return False
    kims = list(_KIM.finditer(text))
    if any(_is_paired(text, kim) for kim in kims):
        return True
    homes = homes_of(found)
    others = any(actor.startswith("kim-") for actor in found.actors) or "south-korea" in homes
    if "dprk" not in homes or others or "mykolaiv" in found.places:  # whose governor is a Kim
        return False
    return any(not kim["partner"] and _stands_alone(text[max(0, kim.start() - 30) : kim.start()]) for kim in kims)


def _is_paired(text: str, kim: re.Match[str]) -> bool:
    before = _JOINED.search(text[max(0, kim.start() - 30) : kim.start()])
    return any(_names(word, OFFICES) for word in (kim["partner"], before and before[1]) if word)


_JOINED = re.compile(r"([^\W\d_]+)(?:[-‑–]| (?:and|und|et|y|e|i|och|og|en|и|і|та|&) )$")


def _stands_alone(before: str) -> bool:
    """Whether no given name or title stands right before it: what is written small, a place or a thing by itself."""
    if before[-1:] in ("-", "‑"):
        return False
    word = before.split()[-1:] if before[-1:].isspace() else []
    if not word or word[0].endswith(_CLAUSE_ENDS):
        return True
    bare = re.sub(r"['’]s$", "", word[0].lstrip("'‘’\"“„«("))
    last = bare.rstrip(".").rpartition("-")[2]
    if last.lower() in OTHERS or not last[-1:].isalpha() or (len(last) == 1 and bare.endswith(".")):  # Lil' Kim, J. Kim
        return False
    if bare[:1].islower() or bare.endswith("."):
        return True
    named = {concept for concept, _, _ in _register().find(bare)}
    return bool(named) and all(kind != "actor" and id_ not in TITLES for kind, id_ in named)


def _names(word: str, actors: Container[str]) -> bool:
    return any(kind == "actor" and id_ in actors for (kind, id_), _, _ in _register().find(word))


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
