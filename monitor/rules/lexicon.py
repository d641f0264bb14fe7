"""The lexicon: every phrase that a rule set looks for, found by the words of a text.

    phrases by key → Lexicon;  words → keys that may be among them;  field + key → Hits

Each phrase hangs on its most telling word: whole forms in a dictionary, beginnings in another by their length. What
hangs on a word is remembered the first time that a text has it, so that asking a text of a thousand characters which
keys may be in it is one union of small tables. Where a key stands is looked up for the few rules that could hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from operator import add
from typing import Generic, NamedTuple, TypeVar

from monitor.model import TextField
from monitor.rules.terms import Phrase, WordPattern
from monitor.text import PLAIN_GAPS, SPACELESS, breadth, ends_sentence, skim, spans

Key = int  # of a term, an entity or an exception: its number in the rule set
MOST_REMEMBERED = 200_000  # words of texts; a full table, some 30 MB, begins anew
HEAD = 3  # letters, of most beginnings; looked up before the beginnings themselves
LONGEST_REMEMBERED = 40  # characters; longer ones do not come again


class Hit(NamedTuple):
    """A phrase found: words `first` to `last` of a field, or [start, end) of its text where that is not all of them."""

    field: int
    first: int
    last: int
    start: int = -1
    end: int = -1

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
        self.folded, self.is_western = skim(text)
        self.known: list[tuple[str, Hanging]] | None = None  # its words in the lexicon, once someone asks

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """[start, end) of each word in the text."""
        return spans(self.text)

    def places(self, word: str) -> list[int]:
        """Where a folded word stands."""
        found, begin = [], 0
        for _ in range(self.folded.count(word)):
            begin = self.folded.index(word, begin) + 1
            found.append(begin - 1)
        return found

    @cached_property
    def pairs(self) -> set[str]:
        """Neighbours in scripts without spaces: one character says too little of what a text has."""
        return set() if self.is_western else set(map(add, self.folded, self.folded[1:]))

    @cached_property
    def run(self) -> str:
        """Its words without anything between them."""
        return "".join(self.folded)

    @cached_property
    def along(self) -> "range | list[int]":
        """Quarters of words before each word, and in all."""
        if self.is_western or SPACELESS.search(self.text) is None:
            return range(0, 4 * len(self.folded) + 1, 4)
        return list(accumulate((breadth(word[0]) for word in self.folded), initial=0))

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

    def bounds(self, hit: Hit) -> tuple[int, int]:
        """[start, end) of a hit in the text."""
        return (hit.start, hit.end) if hit.start >= 0 else (self.spans[hit.first][0], self.spans[hit.last][1])


# --- All phrases of a rule set -----------------------------------------------------------------------------------


class _Entry(NamedTuple):
    """A phrase that hangs on its word `anchor`; an empty one where that word is all of it."""

    key: Key
    phrase: Phrase
    anchor: int


class _Pair(NamedTuple):
    """A phrase with a run of characters written without spaces, which hangs on the first two of them."""

    key: Key
    run: str


T = TypeVar("T")
Hanging = Mapping[Key, tuple[_Entry, ...]]  # what hangs on a word


class Lexicon:
    """Compiled once for a rule set. What it remembers of texts changes nothing of what it says.

    `commonness` of a key is a guess, from the letters of its words, at how many items have it; only its order counts.
    """

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        self._words: dict[str, tuple[Key, ...]] = {}  # forms that are all of a phrase: most, so they are kept small
        self._forms: dict[str, list[_Entry]] = {}
        self._characters: dict[str, list[_Entry]] = {}  # as forms, of phrases that are told by a pair instead
        self._stems: dict[str, list[_Entry]] = {}
        self._pairs: dict[str, list[_Pair]] = {}
        self.commonness: dict[Key, float] = {}
        for key, phrase in phrases:
            self._hang(key, phrase)
        self._stem_lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._heads = frozenset(stem[:HEAD] for stem in self._stems if len(stem) >= HEAD)
        self._firsts = frozenset(stem[:1] for stem in self._stems if len(stem) < HEAD)
        self._has_western_firsts = any(first < "\u0530" for first in self._firsts)
        self._hanging = _Remembered(self._resolve)
        self._begun = _Remembered(self._begun_by)

    def keys(self, fields: Sequence[FieldText]) -> set[Key]:
        """Keys of which a telling word, or pair, is in `fields`: all that are there, and some that are not."""
        words = set(chain.from_iterable(field.folded for field in fields))
        found: set[Key] = set()
        found.update(*map(self._words.__getitem__, self._words.keys() & words))
        for word in self._forms.keys() & words:
            found.update([entry.key for entry in self._forms[word]])
        found.update(*map(self._begun.__getitem__, self._begun_words(words)))
        for field in fields:
            found.update(self._keys_of_short(field))
        return found

    def _keys_of_short(self, field: FieldText) -> set[Key]:
        """What is told by one or two letters: beginnings in Korean, neighbours in Chinese and its kin."""
        found = set().union(*map(self._begun.__getitem__, self._shortly_begun_words(field)))
        if not field.is_western:
            for pair in self._pairs.keys() & field.pairs:
                found.update(one.key for one in self._pairs[pair] if one.run in field.run)
        return found

    def _begun_words(self, words: Iterable[str]) -> list[str]:
        heads = self._heads
        return [word for word in words if word[:HEAD] in heads] if heads else []

    def _shortly_begun_words(self, field: FieldText) -> list[str]:
        firsts = self._firsts
        if not firsts or (field.is_western and not self._has_western_firsts):
            return []
        return field.folded if "" in firsts else [word for word in field.folded if word[0] in firsts]

    def find(self, key: Key, field: FieldText) -> list[tuple[int, int]]:
        """First and last word of `key` wherever it stands in `field`, in the order of the text."""
        if field.known is None:
            field.known = [(word, self._hanging[word]) for word in self._known_words(field)]
        entries = ((word, entry) for word, hanging in field.known if key in hanging for entry in hanging[key])
        return sorted({span for word, entry in entries for span in _spans(entry, word, field)})

    def _known_words(self, field: FieldText) -> set[str]:
        """The words of `field` on which something hangs."""
        known = (forms.keys() & field.folded for forms in (self._words, self._forms, self._characters))
        return set().union(*known, self._begun_words(field.folded), self._shortly_begun_words(field))

    def _hang(self, key: Key, phrase: Phrase) -> None:
        anchor = _most_telling(phrase)
        pattern, run = phrase[anchor], _spaceless_run(phrase)
        entry, forms = _Entry(key, phrase, anchor), self._forms
        if len(run) > 1:
            forms = self._characters
            self._pairs.setdefault(run[:2], []).append(_Pair(key, run))
        for form in pattern.forms:
            if _is_word(phrase):
                self._words[form] = (*self._words.get(form, ()), key)
            else:
                forms.setdefault(form, []).append(entry)
        for stem in pattern.stems:
            self._stems.setdefault(stem, []).append(entry)
        self.commonness[key] = self.commonness.get(key, 0.0) + _commonness(pattern, run)

    def _resolve(self, word: str) -> Hanging:
        """What hangs on a folded word, as far as that word alone can tell."""
        found: dict[Key, tuple[_Entry, ...]] = {key: (_Entry(key, (), 0),) for key in self._words.get(word, ())}
        for entry in self._hanging_on(word):
            if entry.phrase[entry.anchor].accepts(word):
                told = _Entry(entry.key, (), 0) if _is_word(entry.phrase) else entry
                found[entry.key] = (*found.get(entry.key, ()), told)
        return found or NOTHING

    def _begun_by(self, word: str) -> tuple[Key, ...]:
        """The keys of which a beginning is that of `word`."""
        entries = (entry for stem in self._beginnings(word) for entry in self._stems[stem])
        return tuple({entry.key for entry in entries if entry.phrase[entry.anchor].accepts(word)})

    def _hanging_on(self, word: str) -> Iterator[_Entry]:
        yield from self._forms.get(word, ())
        yield from self._characters.get(word, ())
        for stem in self._beginnings(word):
            yield from self._stems[stem]

    def _beginnings(self, word: str) -> list[str]:
        lengths = (length for length in self._stem_lengths if length <= len(word))
        return [stem for length in lengths if (stem := word[:length]) in self._stems]


NOTHING: Hanging = {}
Name = TypeVar("Name")


class Register(Generic[Name]):
    """Phrases by what they stand for, all of them found in a text at once."""

    def __init__(self, phrases: Iterable[tuple[Name, Phrase]]) -> None:
        listed = tuple(phrases)
        self._names = tuple(dict.fromkeys(name for name, _ in listed))
        keys = {name: key for key, name in enumerate(self._names)}
        self._lexicon = Lexicon((keys[name], phrase) for name, phrase in listed)

    def find(self, text: str) -> dict[Name, list[Hit]]:
        """What stands in `text`; each name's hits in the order of the text."""
        field = FieldText(0, "title", text)
        found = {key: self._lexicon.find(key, field) for key in sorted(self._lexicon.keys([field]))}
        return {self._names[key]: [Hit(0, *span) for span in spans] for key, spans in found.items() if spans}


class _Remembered(dict[str, T]):
    """Words of texts → what they say. Bounded: texts bring new words for ever."""

    def __init__(self, resolve: Callable[[str], T]) -> None:
        super().__init__()
        self._resolve = resolve

    def __missing__(self, word: str) -> T:
        said = self._resolve(word)
        if len(word) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[word] = said
        return said


def _is_word(phrase: Phrase) -> bool:
    """Whether a folded word is enough to know that all of `phrase` is there."""
    return len(phrase) == 1 and not phrase[0].is_particular


def _spaceless_run(phrase: Phrase) -> str:
    """The longest run of words of `phrase` that are single characters of a script without spaces."""
    runs = [""]
    for pattern in phrase:
        form = next(iter(pattern.forms)) if len(pattern.forms) == 1 and not pattern.stems else ""
        runs.append(runs[-1] + form if len(form) == 1 and SPACELESS.match(form) else "")
    return max(runs, key=len)


def _spans(entry: _Entry, word: str, field: FieldText) -> list[tuple[int, int]]:
    places = field.places(word)
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


def _commonness(pattern: WordPattern, run: str) -> float:
    """Shorter words are commoner, beginnings more so, and a character of Chinese says as much as three letters."""
    if len(run) > 1:
        return _share(run)
    return sum(_share(form) for form in pattern.forms) + 4 * sum(_share(stem) for stem in pattern.stems)


def _share(text: str) -> float:
    letters = 3 * len(text) if SPACELESS.match(text) else len(text)
    return float(0.5 ** min(letters, 16))
