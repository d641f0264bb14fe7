"""One field of an item, read as words only as far as somebody asks.

text → pieces at once;  folded words, their places, lengths and sentences when a rule is checked in full
"""

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from monitor.model import TextField
from monitor.text import PLAIN_GAPS, SPACELESS, Spans, ends_sentence, folded_word, is_plain_run, skim, spans


class Hit(NamedTuple):
    """A phrase found: words `first` to `last` of a field, or [start, end) of its text where that is not all of them."""

    field: int
    first: int
    last: int
    start: int = -1
    end: int = -1

    def overlaps(self, other: "Hit") -> bool:
        """Whether a word, of one field, is in both."""
        return self.first <= other.last and other.first <= self.last

    def lies_in(self, other: "Hit") -> bool:
        return self.field == other.field and other.first <= self.first and self.last <= other.last


QUARTERS = 4  # of a word: see text.Word.breadth
MOST_EFFORT = 200  # spent on the starts of single words; where more are asked for, all are looked up at once
EFFORT_OF_SPLIT = 20  # as much as to find so many words


class FieldText:
    """`number` is its place among the item's fields. Most items match no rule, and nobody asks where words stand."""

    def __init__(self, number: int, name: TextField, text: str) -> None:
        self.number = number
        self.name = name
        self.text = text
        self.skimmed = skim(text)
        self._effort = 0  # spent on starts, one by one

    @cached_property
    def folded(self) -> list[str]:
        return self.skimmed.folded()

    def folded_at(self, place: int) -> str:
        """`folded[place]`, for whoever asks for a few words."""
        if not self.skimmed.runs:
            return folded_word(self.skimmed.pieces[place])
        piece, first, _ = self._piece_with(place)
        return piece[place - first] if is_plain_run(piece) else folded_word(piece)

    def _piece_with(self, place: int) -> tuple[str, int, int]:
        """Where there are runs: the piece that the word at `place` is in, its first word, and where it starts."""
        number = bisect_right(self._run_begins, place) - 1
        return self.skimmed.pieces[number], self._run_begins[number], self._run_starts[number]

    @cached_property
    def count(self) -> int:
        """Of words."""
        return self._run_begins[-1] if self.skimmed.runs else len(self.skimmed.pieces)

    @cached_property
    def spans(self) -> Spans:
        return spans(self.text, self.skimmed.line)

    def word_at(self, offset: int) -> int:
        """The number of the word that has the character at `offset` of `skimmed.spaceless`."""
        if len(self.skimmed.spaceless) == self.count:
            return offset
        return bisect_right(self._starts_in_spaceless, offset) - 1

    @cached_property
    def _starts_in_spaceless(self) -> list[int]:
        return list(accumulate((len(word) if SPACELESS.match(word) else 1 for word in self.folded), initial=0))

    def is_unbroken(self, first: int, last: int) -> bool:
        """Whether it is known that nothing stands between these words."""
        if not self.skimmed.runs:
            return first == last
        begins = self._run_begins
        return last < begins[bisect_right(begins, first)]

    @cached_property
    def _run_begins(self) -> list[int]:
        return self.skimmed.begins()

    @cached_property
    def _run_starts(self) -> list[int]:
        """Where each piece starts in the text."""
        starts, end = [], 0
        for piece in self.skimmed.pieces:  # no letter stands between two, so that the next is where it is found first
            start = self.text.index(piece, end)
            starts.append(start)
            end = start + len(piece)
        return starts

    def is_within(self, distance: int, earlier: int, later: int) -> bool:
        """Whether at most so many words stand between two. Mostly that is clear before their breadths are added up."""
        between = later - earlier - 1
        if between <= distance or not self.skimmed.spaceless:
            return between <= distance
        return between <= QUARTERS * distance and self.along[later] - self.along[earlier + 1] <= QUARTERS * distance

    @cached_property
    def along(self) -> "range | list[int]":
        """Quarters of words before each word, and in all."""
        if not self.skimmed.spaceless:
            return range(0, 4 * self.count + 1, 4)
        return list(accumulate(self.skimmed.breadths(), initial=0))

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence of each word."""
        return list(accumulate(map(self._begins_sentence, range(1, self.count)), initial=0))

    def is_one_sentence(self, first: int, last: int) -> bool:
        return not any(self._begins_sentence(place) for place in range(first + 1, last + 1))

    def _begins_sentence(self, place: int) -> bool:
        gap = self.text[self.extent(place - 1)[1] : self.extent(place)[0]]
        return gap not in PLAIN_GAPS and ends_sentence(self.folded_at(place - 1), gap)

    def raw(self, place: int) -> str:
        """The word at `place` as it was written."""
        start, end = self.extent(place)
        return self.text[start:end]

    def extent(self, place: int) -> tuple[int, int]:
        """[start, end) of the word at `place` in the text."""
        if self.skimmed.runs:
            piece, first, start = self._piece_with(place)
            if is_plain_run(piece):
                start += place - first
                return start, start + 1
            return start, start + len(piece)
        piece = self.skimmed.pieces[place]
        start = self._start(piece, place)
        return start, start + len(piece)

    def _start(self, piece: str, place: int) -> int:
        """Where it is found, if it is only once: most words that rules name are. Else all that stands before counts."""
        if self._effort >= MOST_EFFORT:
            return self.spans.starts[place]
        line = self.skimmed.line
        where = line or self.text
        start = where.find(piece)
        self._effort += 1
        if where.find(piece, start + 1) < 0:
            return start
        if not line:
            return self.spans.starts[place]
        self._effort += EFFORT_OF_SPLIT
        return len(line) - len(line.split(None, place)[place])

    def bounds(self, hit: Hit) -> tuple[int, int]:
        """[start, end) of a hit in the text."""
        _, first, last, start, end = hit
        if start >= 0:
            return start, end
        start, end = self.extent(first)
        return start, end if last == first else self.extent(last)[1]


@lru_cache(maxsize=16)
def read_alone(text: str) -> FieldText:
    """A text that is no field of an item's reading, such as a title. Several readers ask for it one after the other."""
    return FieldText(0, "title", text)
