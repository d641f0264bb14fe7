"""The lexicon: every phrase that a rule set looks for, found by the words of a text.

    phrases by key → Lexicon;  words → keys that may be among them;  field → Standing: at which words each key stands

In scripts with spaces each phrase hangs on its most telling word: whole forms in a dictionary, beginnings in another.
What a written word says is remembered the first time that a text has it, so that most of a text is one look-up a word.
In scripts without spaces a phrase hangs on a run of its characters, and one automaton finds all runs of a text. Where a
key stands is looked up for the few rules that could hold.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from monitor.rules.field import FieldText, read_alone
from monitor.rules.terms import Phrase, WordPattern
from monitor.text import SPACELESS, fold

Key = int  # of a term, an entity or an exception: its number in the rule set
MOST_REMEMBERED = 200_000  # words of texts; a full table, some 30 MB, begins anew
LONGEST_REMEMBERED = 40  # characters; longer ones do not come again


class _Entry(NamedTuple):
    """A phrase that hangs on its word `anchor`; an empty one where that word is all of it."""

    key: Key
    phrase: Phrase
    anchor: int


class Standing:
    """Where phrases stand in one field: for each key the places of words that something hangs on, and what."""

    def __init__(self, field: FieldText, anchored: Mapping[Key, list[tuple[int, _Entry]]]) -> None:
        self._field = field
        self._anchored = anchored

    def of(self, key: Key) -> list[tuple[int, int]]:
        """First and last word of `key` wherever it stands, in the order of the text."""
        anchored = self._anchored.get(key, ())
        return sorted({span for place, entry in anchored if (span := _span(entry, place, self._field)) is not None})


class Lexicon:
    """Compiled once for a rule set. What it remembers of texts changes nothing of what it says.

    `commonness`, by key, is a guess, from the letters of its words, at how many items have it; only its order counts.
    """

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        self.commonness = array("d")
        runs: dict[str, list[_Entry]] = {}
        hooks = _Hooks()
        for key, phrase in phrases:
            begin, run = _spaceless_run(phrase)
            pattern = phrase[_most_telling(phrase)]
            self.commonness.extend([0.0] * (key + 1 - len(self.commonness)))
            self.commonness[key] += _commonness(pattern, run)
            if len(run) > 1 or run in pattern.forms:
                runs.setdefault(run, []).append(_Entry(key, phrase, begin))
            else:
                hooks.hang(key, phrase)
        self._automaton = AhoCorasick(runs) if runs else None
        self._on_runs = tuple(tuple(entries) for entries in runs.values())
        self._keys_on_runs = tuple(tuple({entry.key for entry in entries}) for entries in self._on_runs)
        self._said = Remembered(hooks.keys_on)
        self._hanging = Remembered(hooks.entries_on)

    def keys(self, fields: Sequence[FieldText]) -> set[Key]:
        """Keys of which a telling word, or run, is in `fields`: all that are there, and some that are not."""
        found: set[Key] = set()
        for field in fields:
            found.update(*filter(None, map(self._said.__getitem__, field.skimmed.spaced)))
            runs = {number for number, _, _ in self._runs_in(field)}
            found.update(*[self._keys_on_runs[number] for number in runs])
        return found

    def standing(self, field: FieldText) -> "Standing":
        """Where phrases stand in `field`."""
        anchored: dict[Key, list[tuple[int, _Entry]]] = {}
        for place, entry in self._anchored_in(field):
            anchored.setdefault(entry.key, []).append((place, entry))
        return Standing(field, anchored)

    def all_in(self, field: FieldText) -> list[tuple[Key, int, int]]:
        """(key, first word, last word) of every phrase in `field`, for a lexicon of which all is wanted."""
        anchored = [(entry.key, _span(entry, place, field)) for place, entry in self._anchored_in(field)]
        return [(key, span[0], span[1]) for key, span in anchored if span is not None]

    def _anchored_in(self, field: FieldText) -> list[tuple[int, _Entry]]:
        """What hangs on the words and runs of `field`, and on which of its words."""
        hanging, words = self._hanging, field.skimmed.spaced_words() if field.skimmed.runs else enumerate(field.folded)
        anchored = [(place, entry) for place, word in words for entry in hanging[word]]
        for number, start, _ in self._runs_in(field):
            anchored += [(field.word_at(start), entry) for entry in self._on_runs[number]]
        return anchored

    def _runs_in(self, field: FieldText) -> list[tuple[int, int, int]]:
        """(number, start, end) of each run in the spaceless characters of `field`."""
        if self._automaton is None or not field.skimmed.spaceless:
            return []
        return self._automaton.find_matches_as_indexes(field.skimmed.spaceless, overlapping=True)


class _Hooks:
    """Words on which phrases hang. Apart from the lexicon, so that what it remembers closes no cycle of references."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[Key, ...]] = {}  # forms that are all of a phrase: most, so they are kept small
        self._forms: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        self._stem_lengths: list[int] = []

    def hang(self, key: Key, phrase: Phrase) -> None:
        anchor = _most_telling(phrase)
        entry = _Entry(key, phrase, anchor)
        for form in phrase[anchor].forms:
            if _is_word(phrase):
                self._words[form] = (*self._words.get(form, ()), key)
            else:
                self._forms.setdefault(form, []).append(entry)
        for stem in phrase[anchor].stems:
            self._stems.setdefault(stem, []).append(entry)
            if len(stem) not in self._stem_lengths:
                self._stem_lengths = sorted([*self._stem_lengths, len(stem)])

    def keys_on(self, piece: str) -> tuple[Key, ...]:
        """The keys of what hangs on a word as it is written."""
        word = fold(piece)
        whole = self._words.get(word, ())
        further = {entry.key for entry in self._partly_on(word)} - set(whole)
        return (*whole, *further) if further else whole

    def entries_on(self, word: str) -> tuple[_Entry, ...]:
        """What hangs on a folded word, as far as that word alone can tell."""
        whole = (_Entry(key, (), 0) for key in self._words.get(word, ()))
        return (*whole, *(_Entry(one.key, (), 0) if _is_word(one.phrase) else one for one in self._partly_on(word)))

    def _partly_on(self, word: str) -> Iterator[_Entry]:
        yield from self._forms.get(word, ())
        for length in self._stem_lengths:
            if length > len(word):
                return
            for entry in self._stems.get(word[:length], ()):
                if entry.phrase[entry.anchor].accepts(word):
                    yield entry


Name = TypeVar("Name")


class Register(Generic[Name]):
    """Phrases by what they stand for, all of them found in a text at once."""

    def __init__(self, phrases: Iterable[tuple[Name, Phrase]]) -> None:
        listed = tuple(phrases)
        self._names = tuple(dict.fromkeys(name for name, _ in listed))
        keys = {name: key for key, name in enumerate(self._names)}
        self._lexicon = Lexicon((keys[name], phrase) for name, phrase in listed)

    def find(self, text: str) -> list[tuple[Name, int, int]]:
        """What stands in `text`, each with its first and its last word."""
        names = self._names
        return [(names[key], first, last) for key, first, last in self._lexicon.all_in(read_alone(text))]


T = TypeVar("T")


class Remembered(dict[str, T]):
    """Words of texts → what they say. Bounded: texts bring new words for ever."""

    def __init__(self, resolve: Callable[[str], T], most: int = MOST_REMEMBERED) -> None:
        super().__init__()
        self._resolve = resolve
        self._most = most

    def __missing__(self, word: str) -> T:
        said = self._resolve(word)
        if len(word) <= LONGEST_REMEMBERED:
            if len(self) >= self._most:
                self.clear()
            self[word] = said
        return said


def _is_word(phrase: Phrase) -> bool:
    """Whether a folded word is enough to know that all of `phrase` is there."""
    return len(phrase) == 1 and not phrase[0].is_particular


def _spaceless_run(phrase: Phrase) -> tuple[int, str]:
    """The longest run of words of `phrase` in a script without spaces: the number of its first word, and the run."""
    longest, begin, run = (0, ""), 0, ""
    for number, pattern in enumerate(phrase):
        form = pattern.forms[0] if len(pattern.forms) == 1 and not pattern.stems else ""
        if not SPACELESS.match(form):
            begin, run = number + 1, ""
            continue
        run += form
        longest = max(longest, (begin, run), key=lambda one: len(one[1]))
    return longest


def _span(entry: _Entry, place: int, field: FieldText) -> tuple[int, int] | None:
    """First and last word of what hangs on the word at `place`, where all of it stands there."""
    if not entry.phrase:
        return place, place
    first = place - entry.anchor
    return (first, first + len(entry.phrase) - 1) if _stands_at(entry.phrase, first, field) else None


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
