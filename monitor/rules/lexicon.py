"""The lexicon: every phrase that a rule set looks for, found in one walk over a text's distinct words.

    phrases by key → Lexicon;  FieldText + Lexicon → for each key its Hits

Each phrase hangs on its most telling word: whole forms in a dictionary, beginnings in another by their length. A text's
word is looked up once, however often it stands there, and only phrases that hang on it are compared.
"""

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from monitor.model import TextField
from monitor.rules.terms import Phrase, WordPattern
from monitor.text import Word, words

Key = Hashable


class Hit(NamedTuple):
    """A phrase found: words `first` to `last` of a field, which are [start, end) of its text."""

    field: int
    first: int
    last: int
    start: int
    end: int

    def lies_in(self, other: "Hit") -> bool:
        return self.field == other.field and other.first <= self.first and self.last <= other.last


class FieldText:
    """One field of an item as words; `number` is its place among the item's fields."""

    __slots__ = ("along", "name", "number", "places", "sentences", "text", "words")

    def __init__(self, number: int, name: TextField, text: str) -> None:
        self.number = number
        self.name = name
        self.text = text
        self.words: tuple[Word, ...] = words(text)
        self.places: dict[str, list[int]] = {}  # folded word → where it stands
        self.along: list[int] = [0]  # quarters of words before each word, and in all
        self.sentences: list[int] = []
        for place, word in enumerate(self.words):
            self.places.setdefault(word.folded, []).append(place)
            self.along.append(self.along[-1] + word.breadth)
            self.sentences.append(word.sentence)

    def hit(self, first: int, last: int) -> Hit:
        return Hit(self.number, first, last, self.words[first].start, self.words[last].end)


class _Entry(NamedTuple):
    key: Key
    phrase: Phrase
    anchor: int  # the word that it hangs on
    is_word: bool  # one word, of which nothing is left to check where the look-up found it


class Lexicon:
    """Compiled once for a rule set; not changed afterwards."""

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        self._forms: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        for key, phrase in phrases:
            anchor = _most_telling(phrase)
            pattern = phrase[anchor]
            is_word = len(phrase) == 1 and pattern.cased is None and not pattern.accents
            for form in pattern.forms:
                self._forms.setdefault(form, []).append(_Entry(key, phrase, anchor, is_word))
            for stem in pattern.stems:
                entry = _Entry(key, phrase, anchor, is_word and pattern.ending is None)
                self._stems.setdefault(stem, []).append(entry)
        self._stem_lengths = tuple(sorted({len(stem) for stem in self._stems}))

    def find(self, field: FieldText) -> dict[Key, list[Hit]]:
        """What stands in `field`, by key; each key's hits in the order of the text."""
        found: dict[Key, set[tuple[int, int]]] = {}
        for folded, places in field.places.items():
            for entry in self._hanging_on(folded):
                spans = _spans(entry, places, field)
                if spans:
                    found.setdefault(entry.key, set()).update(spans)
        return {key: [field.hit(first, last) for first, last in sorted(spans)] for key, spans in found.items()}

    def _hanging_on(self, folded: str) -> Iterator[_Entry]:
        yield from self._forms.get(folded, ())
        for length in self._stem_lengths:
            if length > len(folded):
                break
            yield from self._stems.get(folded[:length], ())


def _spans(entry: _Entry, places: list[int], field: FieldText) -> list[tuple[int, int]]:
    if entry.is_word:
        return [(place, place) for place in places]
    firsts = [place - entry.anchor for place in places]
    length = len(entry.phrase)
    return [(first, first + length - 1) for first in firsts if _stands_at(entry.phrase, first, field)]


def _most_telling(phrase: Phrase) -> int:
    """The longest word, since longer words are rarer; whole words before beginnings."""
    return max(range(len(phrase)), key=lambda index: (_letters(phrase[index]), -index))


def _letters(pattern: WordPattern) -> int:
    return min(len(text) for text in (*pattern.forms, *pattern.stems))


def _stands_at(phrase: Phrase, first: int, field: FieldText) -> bool:
    """Whether the words of `phrase` follow each other from `first` on, in one sentence."""
    last = first + len(phrase) - 1
    if first < 0 or last >= len(field.words) or field.sentences[first] != field.sentences[last]:
        return False
    there = field.words[first : last + 1]
    return all(pattern.accepts(word, field.text) for pattern, word in zip(phrase, there, strict=True))
