"""An item, reduced to what tells stories apart.

    title, first lines → words, names, quantities, places, actors, deeds → facts, each with its kind

Flags of the desk ([속보], UPDATE 2-), names of outlets and the boilerplate of agencies do not count.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from monitor.model import Item
from monitor.rules.mentions import NOTHING as NOTHING_MENTIONED
from monitor.rules.mentions import Mentioned
from monitor.stories.concepts import concepts_in
from monitor.stories.embedding import Embedding
from monitor.stories.names import names
from monitor.stories.places import PLACES
from monitor.stories.quantities import Quantity, quantities, read_quantity
from monitor.text import words

FEWEST_TERMS = 4  # "Morning briefing" says too little to be the same story twice
LONGEST_TITLE = 300  # characters that are read of a title, and of what stands below it
LEAD = 240
LEAST = 4  # MinHash values of a lead: two that share four fifths of their stems share one of them with p = 0.998
SHORTEST_LEAD = 10  # stems; below that a copy can't be told from a like sentence


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What an item says. A fact is its kind and what it is: `word:launch`, `place:kursk`, `number:1500 people`.

    Kinds: word (a stem, of one language) and part (one of a place's or an actor's name); name, place, actor, deed,
    topic (a list of words in the rule files) and number, which languages share; lead, a MinHash of the first lines, so
    that a copy is found under any title. `lead` are the stems of those lines; `agency` is whose report it is, by its
    dateline. `embedding` is the title's, where a model is configured.
    """

    facts: frozenset[str]
    lead: frozenset[str] = frozenset()
    agency: str = ""
    lang: str = ""  # as the feed says, so that it may be wrong
    embedding: Embedding | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        return self._of("word") | self._of("part")

    @cached_property
    def places(self) -> frozenset[str]:
        return self._of("place")

    @cached_property
    def actors(self) -> frozenset[str]:
        return self._of("actor")

    @cached_property
    def shared_kinds(self) -> frozenset[str]:
        """The facts that other languages can share."""
        return frozenset(fact for fact in self.facts if not fact.startswith(("word:", "part:", "lead:")))

    @cached_property
    def certain_kinds(self) -> frozenset[str]:
        """Those without names: what is capitalised, or Hangul, is no name for that, and may be left unshared."""
        return frozenset(fact for fact in self.shared_kinds if not fact.startswith("name:"))

    @cached_property
    def own_kinds(self) -> frozenset[str]:
        """The facts by which reports in one language are compared: there the words themselves say it better."""
        return frozenset(fact for fact in self.facts if not fact.startswith(("name:", "topic:", "lead:")))

    @cached_property
    def said(self) -> frozenset[str]:
        """All that the title says."""
        return frozenset(fact for fact in self.facts if not fact.startswith("lead:"))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(read_quantity(written) for written in sorted(self._of("number")))

    def _of(self, kind: str) -> frozenset[str]:
        start = len(kind) + 1
        return frozenset(fact[start:] for fact in self.facts if fact.startswith(f"{kind}:"))


def sketch_of(item: Item, mentioned: Mentioned = NOTHING_MENTIONED, embedding: Embedding | None = None) -> Sketch:
    """The sketch of an item; `mentioned` is what of the rule files' entities its title speaks of, `embedding` its."""
    title, below = bare_title(item.title), item.summary or item.body
    found, known = concepts_in(title), mentioned.things
    lead = frozenset(stems(bare_lead(below)))
    by_kind = {
        "word": frozenset(stems(title, without=found.named)) - COMMON,
        "part": frozenset(stems(title, only=found.named)),
        "name": names(title),
        "place": found.places | (known & PLACES.keys()),
        "actor": found.actors | (known - PLACES.keys()),
        "deed": found.deeds,
        "topic": mentioned.topics,
        "number": frozenset(map(str, quantities(title))),
        "lead": least_of(lead),
    }
    facts = frozenset(sys.intern(f"{kind}:{it}") for kind, those in by_kind.items() for it in those)
    return Sketch(facts=facts, lead=lead, agency=agency_of(below), lang=item.lang or "", embedding=embedding)


# --- Titles and leads ----------------------------------------------------------------------------------------------

FLAG = re.compile(  # what desks put before a headline: [속보] (종합2보) BREAKING: UPDATE 2- СРОЧНО!
    r"^\s*(?:[\[【(（<〈][^\])）】>〉]{1,12}[\])）】>〉]"
    r"|(?:breaking(?: news)?|update ?\d*|exclusive|live(?: updates)?|watch|video|urgent|just in|eilmeldung|urgente?"
    r"|en direct|срочно|молния|терміново|pilne|direkt|larmet|larm|alerte info|última hora|na żywo|wideo|عاجل)"
    r"\s*[:!|–—-])\s*",
    re.IGNORECASE,
)
LAST_FLAG = re.compile(
    r"\s*[\[(（【](?:종합\d?보?|상보|\d보|업데이트|update \d*|photos?|video|wideo|аудио|видео|фото)[\])）】]\s*$",
    re.IGNORECASE,
)
OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")  # " - The Guardian"
DATELINE = re.compile(  # (서울=연합뉴스) 이은정 기자 = · WASHINGTON (AP) — · МОСКВА, 12 авг — РИА Новости.
    r"^\s*(?:\([^()=]{1,20}=(?P<korean>[^()]{2,12})\)(?:[^=]{0,40}기자\s*=)?"
    r"|[^()\n]{0,40}\((?P<latin>Reuters|AP|AFP|UPI|Xinhua|Kyodo|Yonhap|dpa|EFE|ANSA|PAP|TASS|Bloomberg)\)\s*[-–—:]?)\s*"
)


def bare_title(title: str) -> str:
    """A title without flags and the outlet's name."""
    title = title[:LONGEST_TITLE]
    for _ in range(3):
        title = LAST_FLAG.sub("", FLAG.sub("", title, count=1), count=1)
    shorter = OUTLET.sub("", title)
    return shorter if len(shorter.split()) >= FEWEST_TERMS else title


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
NONE: frozenset[int] = frozenset()
STEM = 6  # letters: what most inflected languages leave alone
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:'s|s)$")


def stems(text: str, *, without: frozenset[int] = NONE, only: frozenset[int] | None = None) -> Iterator[str]:
    """Words without their endings; of scripts without spaces, and of Korean, pairs of neighbouring characters.

    Words whose number is in `without` are left out, and where there is an `only`, all others.
    """
    folded = [word.folded for word in words(text)]
    for index, word in enumerate(folded):
        if index in without or (only is not None and index not in only):
            continue
        if _NO_SPACES.fullmatch(word):
            if index + 1 < len(folded) and _NO_SPACES.fullmatch(folded[index + 1]):
                yield word + folded[index + 1]
        elif _HANGUL.fullmatch(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif not word.isdigit():
            yield _PLURAL.sub("", word)[:STEM] if word.isascii() else word[:STEM]


# Words that any report may have; an empty window would take them for rare ones.
COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "as",
        "is",
        "are",
        "was",
        "be",
        "it",
        "its",
        "his",
        "her",
        "their",
        "and",
        "or",
        "but",
        "not",
        "no",
        "after",
        "before",
        "over",
        "amid",
        "into",
        "about",
        "say",
        "said",
        "says",
        "will",
        "would",
        "has",
        "have",
        "had",
        "new",
        "how",
        "what",
        "why",
        "who",
        "when",
        "more",
        "than",
        "up",
        "out",
        "us",
        "report",
        "officia",
        "first",
        "last",
        "year",
        "day",
        "week",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "und",
        "im",
        "mit",
        "von",
        "zu",
        "auf",
        "fur",
        "nach",
        "bei",
        "ist",
        "sagt",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "et",
        "en",
        "au",
        "aux",
        "pour",
        "sur",
        "par",
        "dans",
        "que",
        "qui",
        "est",
        "el",
        "los",
        "las",
        "del",
        "y",
        "se",
        "su",
        "con",
        "por",
        "una",
        "lo",
        "al",
        "w",
        "i",
        "z",
        "na",
        "do",
        "o",
        "sie",
        "nie",
        "to",
        "jest",
        "po",
        "za",
        "od",
        "dla",
        "ze",
        "co",
        "jak",
        "в",
        "и",
        "на",
        "с",
        "по",
        "из",
        "не",
        "что",
        "о",
        "за",
        "от",
        "к",
        "для",
        "его",
        "у",
        "и",
        "та",
        "за",
        "з",
        "що",
        "до",
        "при",
        "как",
        "это",
        "il",
        "di",
        "e",
        "che",
        "per",
        "dei",
        "della",
        "van",
        "het",
        "een",
        "och",
        "att",
        "som",
        "en",
        "av",
    ]
)


def least_of(lead: frozenset[str]) -> frozenset[str]:
    """A MinHash of a lead; nothing of one that is too short to tell a copy by."""
    if len(lead) < SHORTEST_LEAD:
        return frozenset()
    written = [stem.encode() for stem in lead]
    return frozenset(
        f"{seed}{min(crc32(stem, seed * SEED & 0xFFFFFFFF) for stem in written):x}" for seed in range(LEAST)
    )


SEED = 0x9E3779B1
