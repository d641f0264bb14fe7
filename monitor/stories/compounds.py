"""Compounds: what a long word of German, Swedish or Finnish means is said by its last part.

    words, language → ids that last parts bear: Kurzstreckenraketen → missile, militärkooperation → cooperation

Deeds, and actors that are no names. A last part is a word of the tables, five letters or more, whole but for an ending.
What a table's word covers from the beginning on is not read again: Ministerpräsident is no president.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from monitor.rules.function_words import language_of
from monitor.rules.remembered import Remembered
from monitor.stories.actors import ACTORS, ROLES
from monitor.stories.deeds import DEEDS
from monitor.stories.places import PLACES
from monitor.stories.tongues import forms, germanic, uralic
from monitor.text import fold

Concept = tuple[str, str]  # its kind and its id
Tables = tuple[Mapping[str, str], ...]
Parts = dict[str, tuple[Concept, ...]]

SHORTEST, SHORTEST_PART, SHORTEST_FIRST = 10, 5, 3  # letters of a compound, of its last part, of what stands before
LONGEST = 40  # letters of a compound
LONGEST_REST = 4  # letters after an open stem
MOST_REMEMBERED = 40_000
NO_LAST_ROLES = frozenset(("prime-minister", "foreign-minister", "king", "women", "doctor"))  # they end other words
_ENDINGS = "e n s r t en er es ern et ar or na an in de a i te ene erne ens ets nas ernas ille ista ta ssa lle sta"
ENDINGS = frozenset(_ENDINGS.split())
# Before a verb's stem they make another verb of it, and no compound: behandelt, Verhandlung.
_PREFIXES = "ver ent zer miss ange ausge auf aus ein vor nach uber unter zuruck for over under til till gegen mit"
PREFIXES = frozenset(_PREFIXES.split())
# Words of the tables that are, at a word's end, the end of another: bekanntesten, diskutieren, fredspriset, forsvinner.
_NO_LAST_PARTS = (
    "train teste siege tiere deten steig forder kampf stark wurdig schiess schliess falls child plane senator milliard"
    " promis pirat letter signe backs usine schauspiel aktor ports hausse enlist parad hunde stabs broker downs souti"
    " court explo messer factor spies trade libera fallt armes itarbeiter stock strom otage prise vinner trial enterin"
    " estall moter saret names hallan anland island kampar kampe dotter tochter armen sismo fangar ratif sparken avgang"
    " energia rally proces bomber oljan katastrof saart strike spiel testen testet tieren kampfe kampfen kampft"
)
NO_LAST_PARTS = frozenset(_NO_LAST_PARTS.split())
# Longer last parts that say nothing of what they end in: Modeschöpfer, Schiedsrichter, Asylsuchende, utredning.
_OTHER_WORDS = (
    "schopfer klopfer kopfer kirchen schiedsrichter generalprobe bewahrungsprobe sturmer ludwigshafen friedrichshafen"
    " fronleichnam gleichen schleichen versuch asylsuch durchsuch heimsuch eingehandel misshandel behandel"
    " schnappschuss gewaltschuss diskredit begrenz kreuzfeuer freudenfeuer kontaktie werbefrei zufrieden"
    " alkoholpreis herausgefunden apolis opolis utredning beredning provning utovning braket supermarket varumarket"
    " saarbrucken osnabruck zweibrucken innsbruck delbruck herausforder herausgeforder fruhforder"
)
OTHER_WORDS: Parts = dict.fromkeys(_OTHER_WORDS.split(), ())
_NO_ENDINGS = "tag tage tags amt film show"
NO_ENDINGS = frozenset(_NO_ENDINGS.split())

# Families: the Nordic tongues and Dutch share words with the first tables, which are not said again in theirs.
FAMILIES = {
    language: family
    for family, languages in enumerate(("de", "nl sv da no nb nn", "fi et hu"))
    for language in languages.split()
}
_SHARED = (PLACES, ACTORS, DEEDS, forms.WORDS)
TABLES: tuple[Tables, ...] = (_SHARED, (*_SHARED, germanic.WORDS), (uralic.WORDS,))


def last_parts(words: Sequence[str], lang: str) -> set[Concept]:
    """What last parts of a text's folded words say, where it is of such a language; `lang` is as its feed says."""
    long = [word for word in words if len(word) >= SHORTEST]
    if not long:
        return set()
    family = FAMILIES.get(language_of(words, lang) or "")
    return set() if family is None else set().union(*map(_parts_of(family).__getitem__, long))


class _Words(NamedTuple):
    """Words of one piece, folded: last parts that are whole, those that leave the ending open; and all words."""

    whole: Parts
    open: Parts
    known: set[str]  # that are whole
    begins: set[str]  # that leave the ending open


@cache
def _parts_of(family: int) -> Remembered[tuple[Concept, ...]]:
    words = _words_of(TABLES[family])
    return Remembered(lambda word: _last_part(word, words), MOST_REMEMBERED)


def _words_of(tables: Tables) -> _Words:
    words = _Words({}, dict(OTHER_WORDS), set(), set())
    for id_, name in ((id_, name) for table in tables for id_, line in table.items() for name in line.split()):
        word = fold(name.removesuffix("*"))
        if len(word) < SHORTEST_PART or not _is_plain(word):
            continue
        (words.begins if name.endswith("*") else words.known).add(word)
        kind = "deed" if id_ in DEEDS else "actor" if id_ in ROLES - NO_LAST_ROLES else ""
        if kind and word not in NO_LAST_PARTS:
            into = words.open if name.endswith("*") else words.whole
            into[word] = (*into.get(word, ()), (kind, id_))
    return words


def _last_part(word: str, words: _Words) -> tuple[Concept, ...]:
    """What the longest last part of a word says, after what its beginning already says."""
    if len(word) > LONGEST or word in words.known or not _is_plain(word):
        return ()
    lengths = range(SHORTEST_PART, len(word) + 1)
    if any(word[start : start + length] in OTHER_WORDS for start in range(SHORTEST_FIRST) for length in lengths):
        return ()
    begun = max((length for length in lengths if word[:length] in words.begins), default=0)
    for start in range(max(SHORTEST_FIRST, begun), len(word) - SHORTEST_PART + 1):
        if word[:start] in PREFIXES:
            continue
        for end in range(len(word), start + SHORTEST_PART - 1, -1):
            part, rest = word[start:end], word[end:]
            if part in words.open and len(rest) <= LONGEST_REST and rest not in NO_ENDINGS:
                return words.open[part]
            if part in words.whole and (not rest or rest in ENDINGS):
                return words.whole[part]
    return ()


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
