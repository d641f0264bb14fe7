"""The lexicon: every phrase that a rule set looks for, found by the words of a text.

    phrases by key → Lexicon;  words → keys that may be among them;  field + key → Hits

Each phrase hangs on its most telling word: whole forms in a dictionary, beginnings in another by their length. What
hangs on a word is remembered the first time that a text has it, so that asking a text of a thousand characters which
keys may be in it is one union of small tables. Where a key stands is looked up for the few rules that could hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from monitor.model import TextField
from monitor.rules.terms import Phrase, WordPattern
from monitor.text import PLAIN_GAPS, SPACELESS, breadth, ends_sentence, folded_words, spans

Key = int  # of a term, an entity or an exception: its number in the rule set
MOST_REMEMBERED = 50_000  # words of texts; a full table begins anew
LONGEST_REMEMBERED = 40  # characters; longer ones do not come again


class Hit(NamedTuple):
    """A phrase found: words `first` to `last` of a field, which are [start, end) of its text."""

    field: int
    first: int
    last: int
    start: int
    end: int

    def lies_in(self, other: "Hit") -> bool:
        return self.field == other.field and other.first <= self.first and self.last <= other.last


# --- A field of an item ------------------------------------------------------------------------------------------


class FieldText:
    """One field of an item as words; `number` is its place among the item's fields.

    Only the folded words are read at once: most items match no rule, and nobody asks where their words stand.
    """

    def __init__(self, number: int, name: TextField, text: str) -> None:
        self.number = number
        self.name = name
        self.text = text
        self.folded: list[str] = folded_words(text)
        self.words_by_key: Mapping[Key, list[str]] | None = None  # what the lexicon says of it, once someone asks

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """[start, end) of each word in the text."""
        return spans(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Folded word → where it stands."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.folded):
            places.setdefault(word, []).append(place)
        return places

    @cached_property
    def along(self) -> "range | list[int]":
        """Quarters of words before each word, and in all."""
        if SPACELESS.search(self.text) is None:
            return range(0, 4 * len(self.folded) + 1, 4)
        return list(accumulate((breadth(self.text[start]) for start, _ in self.spans), initial=0))

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence of each word."""
        return list(accumulate(map(self._begins_sentence, range(1, len(self.folded))), initial=0))

    def is_one_sentence(self, first: int, last: int) -> bool:
        return not any(self._begins_sentence(place) for place in range(first + 1, last + 1))

    def _begins_sentence(self, place: int) -> bool:
        gap = self.text[self.spans[place - 1][1] : self.spans[place][0]]
        return gap not in PLAIN_GAPS and ends_sentence(self.folded[place - 1], gap)

    def raw(self, place: int) -> str:
        """The word at `place` as it was written."""
        start, end = self.spans[place]
        return self.text[start:end]

    def hit(self, first: int, last: int) -> Hit:
        return Hit(self.number, first, last, self.spans[first][0], self.spans[last][1])


# --- All phrases of a rule set -----------------------------------------------------------------------------------


class _Entry(NamedTuple):
    """A phrase that hangs on its word `anchor`; an empty one where that word is all of it."""

    key: Key
    phrase: Phrase
    anchor: int


Hanging = Mapping[Key, tuple[_Entry, ...]]  # what hangs on a word


class Lexicon:
    """Compiled once for a rule set. What it remembers of texts changes nothing of what it says.

    `commonness` of a key is a guess, from the letters of its words, at how many items have it; only its order counts.
    """

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        self._words: dict[str, tuple[Key, ...]] = {}  # forms that are all of a phrase: most, so they are kept small
        self._forms: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        self.commonness: dict[Key, float] = {}
        for key, phrase in phrases:
            self._hang(key, phrase)
        self._stem_lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._hanging = _Remembered(self._resolve)

    def keys(self, words: Iterable[str]) -> set[Key]:
        """Keys of which a telling word is among the folded `words`: all that are there, and some that are not."""
        return set().union(*map(self._hanging.__getitem__, words))

    def words_by_key(self, field: FieldText) -> dict[Key, list[str]]:
        """For each key that may stand in `field`, the words on which its phrases hang."""
        by_key: dict[Key, list[str]] = {}
        for word in field.places:
            for key in self._hanging[word]:
                by_key.setdefault(key, []).append(word)
        return by_key

    def find(self, key: Key, words: Iterable[str], field: FieldText) -> list[tuple[int, int]]:
        """First and last word of `key` wherever it stands in `field`, hanging on `words`; in the order of the text."""
        found = {span for word in words for entry in self._hanging[word][key] for span in _spans(entry, word, field)}
        return sorted(found)

    def _hang(self, key: Key, phrase: Phrase) -> None:
        anchor = _most_telling(phrase)
        pattern = phrase[anchor]
        is_word = len(phrase) == 1 and not pattern.is_particular
        for form in pattern.forms:
            if is_word:
                self._words[form] = (*self._words.get(form, ()), key)
            else:
                self._forms.setdefault(form, []).append(_Entry(key, phrase, anchor))
        for stem in pattern.stems:
            self._stems.setdefault(stem, []).append(_Entry(key, phrase, anchor))
        self.commonness[key] = self.commonness.get(key, 0.0) + _commonness(pattern)

    def _resolve(self, word: str) -> Hanging:
        """What hangs on a folded word, as far as that word alone can tell."""
        found: dict[Key, tuple[_Entry, ...]] = {key: (_Entry(key, (), 0),) for key in self._words.get(word, ())}
        for entry in self._hanging_on(word):
            pattern = entry.phrase[entry.anchor]
            if pattern.accepts(word):
                is_word = len(entry.phrase) == 1 and not pattern.is_particular
                told = _Entry(entry.key, (), 0) if is_word else entry
                found[entry.key] = (*found.get(entry.key, ()), told)
        return found or NOTHING

    def _hanging_on(self, word: str) -> Iterator[_Entry]:
        yield from self._forms.get(word, ())
        for length in self._stem_lengths:
            if length > len(word):
                break
            yield from self._stems.get(word[:length], ())


NOTHING: Hanging = {}


class _Remembered(dict[str, Hanging]):
    """Words of texts → what hangs on them. Bounded: texts bring new words for ever."""

    def __init__(self, resolve: Callable[[str], Hanging]) -> None:
        super().__init__()
        self._resolve = resolve

    def __missing__(self, word: str) -> Hanging:
        hanging = self._resolve(word)
        if len(word) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[word] = hanging
        return hanging


def _spans(entry: _Entry, word: str, field: FieldText) -> list[tuple[int, int]]:
    places = field.places[word]
    if not entry.phrase:
        return [(place, place) for place in places]
    firsts = [place - entry.anchor for place in places]
    length = len(entry.phrase)
    return [(first, first + length - 1) for first in firsts if _stands_at(entry.phrase, first, field)]


def _stands_at(phrase: Phrase, first: int, field: FieldText) -> bool:
    """Whether the words of `phrase` follow each other from `first` on, in one sentence."""
    last = first + len(phrase) - 1
    if first < 0 or last >= len(field.folded):
        return False
    there = field.folded[first : last + 1]
    if not all(pattern.accepts(word) for pattern, word in zip(phrase, there, strict=True)):
        return False
    particular = ((place, pattern) for place, pattern in enumerate(phrase, first) if pattern.is_particular)
    return field.is_one_sentence(first, last) and all(pattern.allows(field.raw(place)) for place, pattern in particular)


def _most_telling(phrase: Phrase) -> int:
    """The longest word, since longer words are rarer; the first of equals."""
    return max(range(len(phrase)), key=lambda index: (_letters(phrase[index]), -index))


def _letters(pattern: WordPattern) -> int:
    return min(len(text) for text in (*pattern.forms, *pattern.stems))


def _commonness(pattern: WordPattern) -> float:
    """Shorter words are commoner, beginnings more so, and a character of Chinese says as much as three letters."""
    return sum(_share(form) for form in pattern.forms) + 4 * sum(_share(stem) for stem in pattern.stems)


def _share(text: str) -> float:
    letters = 3 * len(text) if SPACELESS.match(text) else len(text)
    return float(0.5 ** min(letters, 16))
