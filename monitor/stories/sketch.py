"""An item, reduced to what tells stories apart.

    title, first lines → words, names, quantities, places, actors, deeds → facts, each with its kind

Flags of the desk ([속보], UPDATE 2-), names of outlets and the boilerplate of agencies do not count.
"""

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse, islice, pairwise
from typing import NamedTuple
from zlib import crc32

from monitor.model import Item
from monitor.rules.field import read_alone
from monitor.rules.mentions import NOTHING as NOTHING_MENTIONED
from monitor.rules.mentions import Mentioned
from monitor.rules.remembered import Remembered
from monitor.skimming import Skimmed, skim
from monitor.stories.concepts import Concepts, concepts_in, homes_of, with_bodies
from monitor.stories.embedding import Embedding
from monitor.stories.names import names
from monitor.stories.places import PLACES
from monitor.stories.quantities import DATED, quantities
from monitor.text import fold, words

TOLD = "told:"  # before a fact of title or first lines, of a report of the watch
OF_TIME = tuple(f" {unit}" for unit in DATED)
FEWEST_TERMS = 4  # "Morning briefing" says too little to be the same story twice
LONGEST_TITLE = 300  # characters that are read of a title, and of what stands below it
LEAD = 240
SHORTEST_LEAD = 10  # stems; below that a copy can't be told from a like sentence

Facts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What an item says. A fact is its kind and what it is: `word:launch`, `place:kursk`, `number:1500 people`.

    Facts stand apart by how they are compared, each group sorted. `words`: word (a stem, of one language) and part (one
    of a place's or an actor's name). What languages share: `things` (place, actor, deed and number), `topics` (lists of
    words in the rule files) and `names`. `lead` are the stems of its first lines, by their CRC-32, four bytes each in
    the machine's order, sorted; `marks` are a few of these (see `marks_in`). `agency` is whose report it is, by its
    dateline. `embedding` is the title's, where a model is configured.

    Of a report of the watch, `told` repeats what languages share of its title, each fact behind TOLD, and `below` what
    only its first lines say of that. The first of `told`, TOLD alone, is in all such reports; of others both are empty.

    Tuples and bytes, since a window holds tens of thousands of them: a set takes five times as much.
    """

    words: Facts = ()
    things: Facts = ()
    topics: Facts = ()
    names: Facts = ()
    told: Facts = ()
    below: Facts = ()
    marks: Facts = ()
    lead: bytes = b""
    agency: str = ""
    lang: str = ""  # as the feed says, so that it may be wrong
    flash: bool = False  # whether the desk sent it ahead of its report: [속보], BREAKING:
    embedding: Embedding | None = None

    @property
    def facts(self) -> Facts:
        return self.words + self.things + self.topics + self.names + self.marks

    @property
    def indexed(self) -> Facts:
        """All by which a window finds it."""
        return self.facts + self.told + self.below

    @property
    def said(self) -> Facts:
        """All that the title says."""
        return self.words + self.things + self.topics + self.names

    def stems(self) -> frozenset[str]:
        """The title's words, be they part of a name or not."""
        return frozenset([fact[len("word:") :] for fact in self.words])  # "part:" is as long

    def ids(self, kind: str) -> frozenset[str]:
        """What it says of one kind of things: the ids of its places, say."""
        start = f"{kind}:"
        return frozenset([fact[len(start) :] for fact in self.things if fact.startswith(start)])


def are_of_two_languages(one: Sketch, other: Sketch) -> bool:
    """Whether their feeds say so: then words that both have are names, mostly."""
    return bool(one.lang and other.lang) and one.lang != other.lang


PLACE_IDS = frozenset(PLACES)
SAID: Mapping[str, tuple[str, ...]] = {  # in the order of `Sketch.said`
    "words": ("word:", "part:"),
    "things": ("place:", "actor:", "deed:", "number:"),
    "topics": ("topic:",),
    "names": ("name:",),
}
GROUPS = {kind: group for group, kinds in SAID.items() for kind in kinds}


def grouped(facts: Iterable[str]) -> dict[str, Facts]:
    """Facts that were stored, as the fields of a sketch: those of fifty thousand are read at a start."""
    stored = tuple(map(sys.intern, facts))
    groups: dict[str, Facts] = {}
    begin = end = 0
    for group, kinds in SAID.items():
        while end < len(stored) and stored[end].startswith(kinds):
            end += 1
        groups[group] = stored[begin:end]
        begin = end
    return groups if end == len(stored) else _grouped_anew(stored)


def _grouped_anew(facts: Iterable[str]) -> dict[str, Facts]:
    """Of rows in which they stood in no order. Marks, which once were stored too, are left out."""
    groups: dict[str, list[str]] = defaultdict(list)
    for fact in sorted(facts):
        if (group := GROUPS.get(fact[: fact.index(":") + 1])) is not None:
            groups[group].append(fact)
    return {group: tuple(those) for group, those in groups.items()}


def _facts(**by_kind: Iterable[str]) -> Facts:
    """The facts of one group. Each is kept once in memory, however many sketches have it."""
    return tuple(map(sys.intern, sorted([f"{kind}:{it}" for kind, those in by_kind.items() for it in those])))


class Watch(NamedTuple):
    """What makes a report one of the watch: the entities in its first lines; all things that the rule files name."""

    below: Mentioned
    things: frozenset[str]


NO_WATCH = Watch(NOTHING_MENTIONED, frozenset())


def sketch_of(
    item: Item,
    mentioned: Mentioned = NOTHING_MENTIONED,
    embedding: Embedding | None = None,
    watch: Watch = NO_WATCH,
) -> Sketch:
    """The sketch of an item; `mentioned` is what of the rule files' entities its title speaks of, `embedding` its."""
    title, below = bare_title(item.title), item.summary or item.body
    lines = bare_lead(below)
    read = read_alone(title)
    said, found = stems(read.folded, read.skimmed), concepts_in(title, item.lang or "")
    lead = lead_of(_numbers_in(skim(lines))) if lines else b""
    spoken = _spoken(title, found, mentioned, item.lang or "")
    told: Facts = ()
    further: Facts = ()
    if _is_watched(found, mentioned, watch):
        told = told_of(spoken)
        further = _further(lines, item.lang or "", watch.below, told) if lines else ()
    return Sketch(
        words=_facts(
            word={stem for number, those in enumerate(said) if number not in found.named for stem in those} - COMMON,
            part={stem for number in found.named for stem in said[number]},
        ),
        things=spoken.things,
        topics=spoken.topics,
        names=spoken.names,
        told=told,
        below=further,
        marks=marks_in(lead),
        lead=lead,
        agency=agency_of(below),
        lang=item.lang or "",
        flash=FLASH.match(item.title) is not None,
        embedding=embedding,
    )


class Spoken(NamedTuple):
    """What a text says that languages share, grouped as in a sketch."""

    things: Facts
    topics: Facts
    names: Facts


def _spoken(text: str, found: Concepts, mentioned: Mentioned, lang: str) -> Spoken:
    places = mentioned.things & PLACE_IDS
    return Spoken(
        things=_facts(
            place=found.places | places,
            actor=with_bodies(found.actors | (mentioned.things - places)),
            deed=found.deeds,
            number=set(map(str, quantities(text, lang))),
        ),
        topics=_facts(topic=mentioned.topics),
        names=_facts(name=names(text)),
    )


def told_of(spoken: Iterable[Facts]) -> Facts:
    """What a title says that languages share, as a report of the watch keeps it."""
    return (TOLD, *(sys.intern(TOLD + fact) for fact in chain(*spoken) if not fact.endswith(OF_TIME)))


def _is_watched(found: Concepts, mentioned: Mentioned, watch: Watch) -> bool:
    """Whether title or first lines name a thing of the rule files, or the title what lies in one or belongs to it."""
    return bool(mentioned.things or watch.below.things) or not watch.things.isdisjoint(homes_of(found))


def _further(lines: str, lang: str, mentioned: Mentioned, told: Facts) -> Facts:
    """What first lines say beyond the title."""
    spoken = chain(*_spoken(lines, concepts_in(lines, lang), mentioned, lang))
    return tuple(sorted({sys.intern(TOLD + fact) for fact in spoken if not fact.endswith(OF_TIME)}.difference(told)))


# --- Titles and leads ----------------------------------------------------------------------------------------------

FLAG = re.compile(  # what desks put before a headline: [속보] (종합2보) BREAKING: UPDATE 2- СРОЧНО!
    r"^\s*(?:[\[【(（<〈](?!사설|칼럼|기고|시론|社説)[^\])）】>〉]{1,12}[\])）】>〉]"  # an opinion is no report
    r"|(?:breaking(?: news)?|update ?\d*|exclusive|live(?: updates)?|watch|video|urgent|just in|eilmeldung|urgente?"
    r"|en direct|срочно|молния|терміново|pilne|direkt|larmet|larm|alerte info|última hora|na żywo|wideo|عاجل)"
    r"\s*[:!|–—-])\s*",
    re.IGNORECASE,
)
FLASH = re.compile(  # of these, what is put before a sentence that is out before its report
    r"^\s*(?:[\[【(（<〈]\s*(?:속보|긴급|速報|快讯|快訊|breaking|flash|urgent)[^\])）】>〉]{0,6}[\])）】>〉]"
    r"|(?:breaking(?: news)?|flash|just in|eilmeldung|urgente?|срочно|молния|терміново|pilne|alerte info|última hora"
    r"|عاجل)\s*[:!|–—-])",
    re.IGNORECASE,
)
LAST_FLAG = re.compile(
    r"\s*[\[(（【](?:종합\d?보?|상보|\d보|업데이트|update \d*|photos?|video|wideo|аудио|видео|фото)[\])）】]\s*$",
    re.IGNORECASE,
)
BRACKETS = ("]", ")", "）", "】")  # that close it
OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")  # " - The Guardian"
DATELINE = re.compile(  # (서울=연합뉴스) 이은정 기자 = · WASHINGTON (AP) — · МОСКВА, 12 авг — РИА Новости.
    r"^\s*(?:\([^()=]{1,20}=(?P<korean>[^()]{2,12})\)(?:[^=]{0,40}기자\s*=)?"
    r"|[^()\n]{0,40}\((?P<latin>Reuters|AP|AFP|UPI|Xinhua|Kyodo|Yonhap|dpa|EFE|ANSA|PAP|TASS|Bloomberg)\)\s*[-–—:]?)\s*"
)


@lru_cache(maxsize=16)  # the readers of one title ask for it one after the other
def bare_title(title: str) -> str:
    """A title without flags and the outlet's name."""
    title = title[:LONGEST_TITLE]
    for _ in range(3):
        flagged, title = title, FLAG.sub("", title, count=1)
        if title.rstrip().endswith(BRACKETS):
            title = LAST_FLAG.sub("", title, count=1)
        if title == flagged:
            break
    outlet = OUTLET.search(title)
    return title[: outlet.start()] if outlet and len(title[: outlet.start()].split()) >= FEWEST_TERMS else title


def is_same_headline(one: str, other: str) -> bool:
    """Whether two titles say the same in the same words; flags, the outlet's name, case and punctuation aside."""
    return [word.folded for word in words(bare_title(one))] == [word.folded for word in words(bare_title(other))]


def bare_lead(text: str) -> str:
    """The first lines of a text, without the agency's boilerplate."""
    return DATELINE.sub("", text[: LEAD + 80], count=1)[:LEAD]


def agency_of(text: str) -> str:
    """The agency whose report this is, by its dateline; empty where none shows."""
    found = DATELINE.match(text[:160])
    return (found["korean"] or found["latin"] or "").lower() if found else ""


# --- Words ---------------------------------------------------------------------------------------------------------

_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
STEM = 6  # letters: what most inflected languages leave alone
LETTERS = frozenset("stdl")  # of Kim's, won't, d'Ankara, l'envoyé: words to a reader of letters, not to people
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:'s|s)$")
MOST_REMEMBERED = 40_000  # words, of which a text has most from those before it; some 8 MB


def stems(folded: Sequence[str], skimmed: Skimmed) -> list[tuple[str, ...]]:
    """Of each word of a text the stem; of scripts without spaces, and of Korean, pairs of characters."""
    found = list(map(_STEMS.__getitem__, folded))
    for number, pair in _pairs_in(folded) if skimmed.spaceless else ():
        found[number] = (pair,)
    return found


def _pairs_in(folded: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Neighbouring characters of scripts without spaces, each pair after the number of its first."""
    for number, (one, after) in enumerate(pairwise(folded)):
        if _NO_SPACES.fullmatch(one) and _NO_SPACES.fullmatch(after):
            yield number, one + after


def _stems_of(word: str) -> tuple[str, ...]:
    """What one folded word gives by itself: a number nothing, nor a character of a script without spaces."""
    if word in LETTERS or word.isdigit():
        return ()
    if word.isascii():
        return (word[:STEM] if len(word) > STEM + len("'s") else _PLURAL.sub("", word)[:STEM],)
    if _NO_SPACES.fullmatch(word):
        return ()
    if _HANGUL.fullmatch(word):
        return tuple(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return (word[:STEM],)


_STEMS = Remembered(_stems_of, MOST_REMEMBERED)


# Words that any report may have; an empty window would take them for rare ones.
_COMMON = (
    "a an the of in on at to by for from with as is are was be it its his her their and or but not no after "
    "before over amid into about say said says will would has have had new how what why who when more than up out "
    "us report officia first last year day week der die das den dem des ein eine und im mit von zu auf fur nach "
    "bei ist sagt le la les un une du de et en au aux pour sur par dans que qui est el los las del y se su con "
    "por una lo al w i z na do o sie nie jest po za od dla ze co jak в и на с по из не что о за от к для его у та "
    "з що до при как это il di e che per dei della van het een och att som av"
)
COMMON = frozenset(_COMMON.split())


# --- The first lines -----------------------------------------------------------------------------------------------

LEAST = 4  # marks of a lead: two that share four fifths of their stems share one of them with p = 0.998


def lead_of(numbers: Iterable[int]) -> bytes:
    """The stems of first lines, by number, as a sketch keeps them."""
    return array("I", sorted(set(numbers))).tobytes()


def marks_in(lead: bytes) -> Facts:
    """The least numbers of a lead's telling stems (a bottom-k sketch), so that a copy is found under any title.

    None of one that is too short to tell a copy by.
    """
    stems = stems_in(lead)
    if len(stems) < SHORTEST_LEAD:
        return ()
    return _facts(lead=[f"{number:x}" for number in islice(filterfalse(SAYS_NOTHING.__contains__, stems), LEAST)])


STEM_SIZE = 4  # bytes of a stem's number in the `lead` of a sketch


def stems_in(lead: bytes) -> memoryview:
    """The stems of the `lead` of a sketch, by number."""
    return memoryview(lead).cast("I")


def _numbers_in(skimmed: Skimmed) -> Iterable[int]:
    """The stems of each word of a lead, by number."""
    if not skimmed.spaceless:
        return chain.from_iterable(map(_NUMBERS_OF_PIECE.__getitem__, skimmed.pieces))
    folded = skimmed.folded()
    spaced = chain.from_iterable(_NUMBERS_OF_PIECE[word] for word in folded if not _NO_SPACES.fullmatch(word))
    return chain(spaced, [number_of(pair) for _, pair in _pairs_in(folded)])


def number_of(stem: str) -> int:
    """What stands for a stem in the `lead` of a sketch: its CRC-32."""
    return crc32(stem.encode())


SAYS_NOTHING = frozenset(map(number_of, COMMON))  # of first lines, by the number of the stem


def numbers_of(sketch: Sketch) -> Iterable[int]:
    """The same of each of a sketch's words."""
    return map(_NUMBERS.__getitem__, sketch.words)


_NUMBERS = Remembered(lambda fact: number_of(fact[len("word:") :]), MOST_REMEMBERED)  # "part:" is as long
_NUMBERS_OF_PIECE = Remembered(lambda piece: tuple(map(number_of, _STEMS[fold(piece)])), MOST_REMEMBERED)
