"""Item + its neighbours → its story.

    title → sketch (terms, numbers, bands) → neighbours (items that share a band or the canonical URL) → placement

Two reports tell one story when they stand at one address, or when their titles are nearly equal, close in time, and
name the same numbers. Bands are a MinHash index: titles that are alike share one with near certainty, so candidates
come from an index and the cost of placing an item does not grow with the archive.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from monitor.model import Item
from monitor.text import words

WINDOW = timedelta(hours=36)  # reports of one event come within a day or so; a like title later is another event
ALIKE = 0.7  # Jaccard index of the titles' terms
FEWEST_TERMS = 4  # "Morning briefing" says too little to be the same story twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A title, reduced to what tells stories apart."""

    terms: frozenset[str]
    numbers: frozenset[str]
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An item already placed that may tell the same story."""

    item_key: str
    story_id: str
    canonical_url: str
    dated: datetime
    sketch: Sketch


class Why(StrEnum):
    """Why an item is in its story."""

    FOUNDED = "founded"  # nothing like it is remembered
    SAME_URL = "same_url"
    LIKE_TITLE = "like_title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The story of an item; `near` is the neighbour that it was joined to, `likeness` their titles' Jaccard index."""

    story_id: str
    why: Why
    near: str | None = None
    likeness: float | None = None


def place(item: Item, sketch: Sketch, neighbours: Iterable[Neighbour]) -> Placement:
    """The story that `item` belongs to: one of the neighbours' (the most alike, then the earliest), or its own."""
    best = Placement(story_id=item.key, why=Why.FOUNDED)
    for neighbour in sorted(neighbours, key=lambda n: (n.dated, n.item_key)):
        if has_own_page(item.canonical_url) and neighbour.canonical_url == item.canonical_url:
            return Placement(story_id=neighbour.story_id, why=Why.SAME_URL, near=neighbour.item_key)
        likeness = _likeness(sketch, neighbour.sketch)
        is_near = abs(item.dated() - neighbour.dated) <= WINDOW
        if is_near and likeness >= ALIKE and likeness > (best.likeness or 0):
            best = Placement(
                story_id=neighbour.story_id, why=Why.LIKE_TITLE, near=neighbour.item_key, likeness=likeness
            )
    return best


def has_own_page(url: str) -> bool:
    """Whether an address can stand for one article: some feeds link every entry to the site's front page."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _likeness(one: Sketch, other: Sketch) -> float:
    """How alike two titles are, 0 to 1. Numbers that differ make two events of one wording."""
    if min(len(one.terms), len(other.terms)) < FEWEST_TERMS:
        return 0.0
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0
    return len(one.terms & other.terms) / len(one.terms | other.terms)


# --- Sketches ------------------------------------------------------------------------------------------------------

FLAG = re.compile(  # what desks put before a headline: [속보] (종합2보) BREAKING: UPDATE 2- СРОЧНО!
    r"^\s*(?:[\[【(（][^\])）】]{1,12}[\])）】]"
    r"|(?:breaking(?: news)?|update ?\d*|exclusive|live|watch|video|urgent|just in|eilmeldung|urgente?|en direct"
    r"|срочно|молния|терміново|pilne)\s*[:!|–—-])\s*",
    re.IGNORECASE,
)
OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")  # " - The Guardian"
NUMBER = re.compile(r"\d+")
THOUSANDS = re.compile(r"(?<=\d)[,. \u00a0\u202f](?=\d{3}(?!\d))")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=20_000)
def sketch_of(title: str) -> Sketch:
    """The sketch of a title: flags, outlet names and thousands separators do not count."""
    bare = THOUSANDS.sub("", _without_outlet(_without_flags(title)))
    folded = [word.folded for word in words(bare)]
    terms = frozenset(_terms(folded))
    numbers = frozenset(number for word in folded for number in NUMBER.findall(word))
    return Sketch(terms=terms, numbers=numbers, bands=_bands(terms) if len(terms) >= FEWEST_TERMS else ())


def _without_flags(title: str) -> str:
    for _ in range(3):
        title = FLAG.sub("", title, count=1)
    return title


def _without_outlet(title: str) -> str:
    shorter = OUTLET.sub("", title)
    return shorter if len(shorter.split()) >= FEWEST_TERMS else title


def _terms(folded: list[str]) -> Iterable[str]:
    """Words; of scripts without spaces, where a word is one character, pairs of neighbours."""
    for index, word in enumerate(folded):
        if not CJK.fullmatch(word):
            yield word
        elif index + 1 < len(folded) and CJK.fullmatch(folded[index + 1]):
            yield word + folded[index + 1]


# 8 bands of 2 rows find a pair of Jaccard index 0.7 with probability 1 - (1 - 0.7²)^8 = 0.995.
BANDS, ROWS = 8, 2
PRIME = (1 << 61) - 1
FACTORS = tuple(
    (
        int.from_bytes(blake2b(b"a%d" % i, digest_size=7).digest()),
        int.from_bytes(blake2b(b"b%d" % i, digest_size=7).digest()),
    )
    for i in range(BANDS * ROWS)
)


def _bands(terms: frozenset[str]) -> tuple[str, ...]:
    hashes = [int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=7).digest()) for term in terms]
    least = [min((a * value + b) % PRIME for value in hashes) for a, b in FACTORS]
    return tuple(f"{i}:{_short(least[i * ROWS : (i + 1) * ROWS])}" for i in range(BANDS))


def _short(row: list[int]) -> str:
    return blake2b(repr(row).encode(), digest_size=6).hexdigest()
