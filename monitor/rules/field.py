"""One field of an item, read as words only as far as somebody asks.

text → pieces at once;  folded words, their places, lengths and sentences when a rule is checked in full
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from monitor.model import TextField
from monitor.rules.function_words import spoken
from monitor.skimming import skim, spans, starts_of
from monitor.text import PLAIN_BREADTH, PLAIN_GAPS, SPACELESS, accented, ends_sentence, folded_word

# A phrase found: field, first word, last word, and [start, end) of the field's text where that is not all of these
# words, else -1 and -1. A bare tuple: a named one takes four times as long to make, and an item has dozens.
Hit = tuple[int, int, int, int, int]

QUARTERS = 4  # of a word: see text.Word.breadth
FEWEST_ACCENTED, ONE_ACCENTED_IN = 2, 20  # words of a text that writes accents
MOST_ALONE = 8  # words whose start or number is looked for one by one; where more are asked for, all are found at once


class FieldText:
    """`number` is its place among the item's fields. Most items match no rule, and nobody asks where words stand."""

    def __init__(self, number: int, name: TextField, text: str) -> None:
        self.number = number
        self.name = name
        self.text = text
        self.skimmed = skim(text)
        self.beside: Sequence[FieldText] = ()  # the fields that are read with it, itself included
        self.declared: str | None = None  # the language that its item is said to have
        self._sought = 0  # starts of words, one by one
        self._start_of: dict[int, int] = {}  # words of a line that were placed

    @cached_property
    def folded(self) -> list[str]:
        return self.skimmed.folded()

    @cached_property
    def places(self) -> Sequence[int]:
        """The number, among all words, of each word of a script with spaces."""
        return self.skimmed.places()

    def folded_at(self, place: int) -> str:
        """`folded[place]`, for whoever asks for a few words."""
        pieces, runs = self.skimmed.pieces, self.skimmed.runs
        if not runs:
            return folded_word(pieces[place])
        number = bisect_right(self._begins, place) - 1
        return pieces[number][place - self._begins[number]] if runs[number] else folded_word(pieces[number])

    @cached_property
    def count(self) -> int:
        """Of words."""
        return self._begins[-1] if self.skimmed.runs else len(self.skimmed.pieces)

    @cached_property
    def spans(self) -> tuple[list[int], list[int]]:
        """Where each word starts, and where it ends."""
        return spans(self.skimmed, self.text)

    def word_at(self, offset: int) -> int:
        """The number of the word that has the character at `offset` of `skimmed.spaceless`."""
        starts = self._starts_in_spaceless
        return offset if starts is None else bisect_right(starts, offset) - 1

    @cached_property
    def _starts_in_spaceless(self) -> list[int] | None:
        """None: each word has one character there, as nearly always."""
        if len(self.skimmed.spaceless) == self.count:
            return None
        return list(accumulate((len(word) if SPACELESS.match(word) else 1 for word in self.folded), initial=0))

    def is_unbroken(self, first: int, last: int) -> bool:
        """Whether it is known that nothing stands between these words."""
        if not self.skimmed.runs:
            return first == last
        begins = self._begins
        return last < begins[bisect_right(begins, first)]

    def is_unbroken_run(self, start: int, end: int) -> bool:
        """Whether [start, end) of `skimmed.spaceless` is known to be so many words, with nothing between them."""
        return bool(self.skimmed.runs) and end <= self._begins[bisect_right(self._begins, start)]

    @cached_property
    def _begins(self) -> list[int]:
        """Where there are runs: the first word of each piece, and the number of words."""
        return self.skimmed.begins()

    @cached_property
    def _starts(self) -> list[int]:
        """Where each piece starts in the text."""
        return starts_of(self.skimmed, self.text)

    def place_at(self, start: int) -> int:
        """The number of the word of a line that starts there: of a few, by counting those before it."""
        are_few = len(self._start_of) < MOST_ALONE
        place = len(self.skimmed.drawn[: start + 1].split()) if are_few else bisect_left(self._starts, start)
        self._start_of[place] = start
        return place

    def is_within(self, distance: int, earlier: int, later: int) -> bool:
        """Whether at most so many words stand between two. Mostly that is clear before their breadths are added up."""
        between = later - earlier - 1
        if between <= distance or not self.skimmed.spaceless:
            return between <= distance
        return between <= QUARTERS * distance and self._quarters_between(earlier, later) <= QUARTERS * distance

    def _quarters_between(self, earlier: int, later: int) -> int:
        if not self.skimmed.runs:
            return self.along[later] - self.along[earlier + 1]
        spaced = bisect_left(self.places, later) - bisect_right(self.places, earlier)
        return PLAIN_BREADTH * (later - earlier - 1 - spaced) + QUARTERS * spaced

    @cached_property
    def along(self) -> "range | list[int]":
        """Quarters of words before each word, and in all."""
        if not self.skimmed.spaceless:
            return range(0, 4 * self.count + 1, 4)
        return list(accumulate(self.skimmed.breadths(), initial=0))

    @cached_property
    def writes_accents(self) -> bool:
        """Whether its words have their accents: two, and one in twenty, so that a foreign name does not tell."""
        spaced = self.skimmed.spaced
        count = sum(1 for word in spaced if not word.isascii() and accented(word) != folded_word(word))
        return count >= FEWEST_ACCENTED and count * ONE_ACCENTED_IN >= len(spaced)

    @cached_property
    def language(self) -> str | None:
        """What the function words of its item say, else what its feed does; None where nothing tells."""
        pieces = chain.from_iterable(field.skimmed.spaced for field in self.beside or (self,))
        return spoken(map(folded_word, pieces)) or self.declared

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence of each word."""
        return list(accumulate(map(self._begins_sentence, range(1, self.count)), initial=0))

    def is_one_sentence(self, first: int, last: int) -> bool:
        return not any(self._begins_sentence(place) for place in range(first + 1, last + 1))

    def _begins_sentence(self, place: int) -> bool:
        gap = self.text[self.extent(place - 1)[1] : self.extent(place)[0]]
        return gap not in PLAIN_GAPS and ends_sentence(self.folded_at(place - 1), gap, self.folded_at(place))

    def raw(self, place: int) -> str:
        """The word at `place` as it was written."""
        start, end = self.extent(place)
        return self.text[start:end]

    def extent(self, place: int) -> tuple[int, int]:
        """[start, end) of the word at `place` in the text."""
        if self.skimmed.runs:
            number = bisect_right(self._begins, place) - 1
            start = self._starts[number]
            if not self.skimmed.runs[number]:
                return start, start + len(self.skimmed.pieces[number])
            start += place - self._begins[number]
            return start, start + 1
        if place in self._start_of:
            start = self._start_of[place]
            return start, self.skimmed.drawn.find(b" ", start + 1) - 1
        piece = self.skimmed.pieces[place]
        start = self._start(piece, place)
        return start, start + len(piece)

    def _start(self, piece: str, place: int) -> int:
        """Where it is found, if it is only once: most words that rules name are. Else all that stands before counts."""
        if self._sought >= MOST_ALONE:
            return self._starts[place]
        self._sought += 1
        where = self.skimmed.line or self.text
        start = where.find(piece)
        if where.find(piece, start + 1) < 0:
            return start
        self._sought = MOST_ALONE
        return self._starts[place]

    def bounds(self, hit: Hit) -> tuple[int, int]:
        """[start, end) of a hit in the text."""
        _, first, last, start, end = hit
        if start >= 0:
            return start, end
        start, end = self.extent(first)
        if last == first:
            return start, end
        return start, end + last - first if self.is_unbroken(first, last) else self.extent(last)[1]


@lru_cache(maxsize=16)
def read_alone(text: str) -> FieldText:
    """A text that is no field of an item's reading, such as a title. Several readers ask for it one after the other."""
    return FieldText(0, "title", text)
