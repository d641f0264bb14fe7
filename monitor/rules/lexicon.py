"""The lexicon: every phrase that a rule set looks for, found by the words of a text.

    phrases by key → Lexicon;  field → Heard: the keys that may be in it, and at which words each key stands

In scripts with spaces each phrase hangs on its most telling word: whole forms in a dictionary, beginnings in another.
What a written word says is remembered the first time that a text has it, so that most of a text is one look-up a word.
In scripts without spaces a phrase hangs on a run of its characters, and one automaton finds all runs of a text. Where a
key stands is looked up for the few rules that could hold.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from monitor.rules.field import FieldText, Hit, read_alone
from monitor.rules.grammar.semitic import clitic_bases, clitic_forms, takes_clitics
from monitor.rules.remembered import Keys, Remembered, Said
from monitor.rules.sieve import Sieve
from monitor.rules.terms import Folded, Phrase, Whole, WordPattern
from monitor.text import SPACELESS, fold

Key = int  # of a term, an entity or an exception: its number in the rule set
MOST_CAUGHT = 8_000  # words and stems; an automaton of more waits for memory as much as tables of words do
FIRST_LETTERS = 3  # of a beginning, by which its table is looked into at all


class _Entry(NamedTuple):
    """A phrase that hangs on its word `anchor`, or on the run that begins there; an empty one where that word is all.

    `found` is how many words are known to follow each other where it hangs, if they are the whole phrase.
    """

    key: Key
    phrase: Phrase
    anchor: int
    found: int = 0


class Heard(dict[Key, Sequence[Hit]]):
    """What some fields of one item say to a lexicon: where each key stands, in the order of the text, once asked for.

    The fields are numbered in their order. `exceptions`: see `Vocabulary`.
    """

    def __init__(self, lexicon: "Lexicon", fields: Sequence[FieldText], exceptions: Mapping[Key, Key]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._fields = fields
        self._exceptions = exceptions
        self._caught = {field: caught for field in fields if (caught := lexicon.caught_in(field)) is not None}
        self._telling = lexicon.said.by(
            set().union(*[field.skimmed.spaced for field in fields if field not in self._caught])
        )
        self._runs = [(field, runs) for field in fields if (runs := lexicon.runs_in(field))]

    def all_keys(self) -> set[Key]:
        """Keys of which a telling word, or run, is in a field: all that are there, and some that are not."""
        on_runs = self._lexicon.keys_on_runs
        numbers = {run[0] for _, runs in self._runs for run in runs}
        caught = [keys for said in self._caught.values() for keys in said.values()]
        return set().union(*caught, *self._telling.values(), *[on_runs[number] for number in numbers])

    def __missing__(self, key: Key) -> Sequence[Hit]:
        if self._lexicon.is_certain(key):
            hits: list[Hit] = [(field.number, place, place, -1, -1) for field, place in self._placed(key)]
        else:
            hits = self._looked_up(key)
        if hits and key in self._exceptions:
            hits = _outside(hits, self[self._exceptions[key]])
        self[key] = hits
        return hits

    def _looked_up(self, key: Key) -> list[Hit]:
        """Of what is more than a word: where all of it stands."""
        hits: list[Hit] = [
            (field.number, *span, -1, -1)
            for field, place in self._placed(key)
            for entry in self._lexicon.hanging[field.folded_at(place)]
            if entry.key == key and (span := _span(entry, place, field)) is not None
        ]
        if self._runs:
            hits += [
                (field.number, *span, -1, -1)
                for field, start, entry in self._on_runs.get(key, ())
                if (span := _span_of_run(entry, start, field)) is not None
            ]
        return sorted(set(hits)) if len(hits) > 1 else hits

    def _placed(self, key: Key) -> list[tuple[FieldText, int]]:
        """The words that say `key`, by field and number, in the order of the text."""
        placed = [(field, field.place_at(start)) for field, start in self._starts.get(key, ())]
        parted = self._places.get(key) if self._telling else None
        return sorted([*placed, *parted], key=_in_order) if parted else placed

    @cached_property
    def _starts(self) -> dict[Key, list[tuple[FieldText, int]]]:
        """Of each key the words that say it, by field and offset, where words were caught."""
        starts: defaultdict[Key, list[tuple[FieldText, int]]] = defaultdict(list)
        for field, caught in self._caught.items():
            for start, keys in caught.items():
                for key in keys:
                    starts[key].append((field, start))
        return starts

    @cached_property
    def _places(self) -> dict[Key, list[tuple[FieldText, int]]]:
        """Of each key the words that say it, in fields where words were looked up one by one."""
        telling = self._telling
        places: dict[Key, list[tuple[FieldText, int]]] = {}
        for field in self._fields:
            if field in self._caught:
                continue
            spaced = field.skimmed.spaced
            for place, word in compress(zip(field.places, spaced, strict=True), map(telling.__contains__, spaced)):
                at = (field, place)
                for key in telling[word]:
                    if key in places:
                        places[key].append(at)
                    else:
                        places[key] = [at]
        return places

    @cached_property
    def _on_runs(self) -> dict[Key, list[tuple[FieldText, int, _Entry]]]:
        """Of each key what hangs on runs: where, among the spaceless characters of a field, each of these starts."""
        found: defaultdict[Key, list[tuple[FieldText, int, _Entry]]] = defaultdict(list)
        entries_on = self._lexicon.entries_on_runs
        for field, runs in self._runs:
            for number, start, _ in runs:
                for entry in entries_on[number]:
                    found[entry.key].append((field, start, entry))
        return found


def _in_order(placed: tuple[FieldText, int]) -> tuple[int, int]:
    return placed[0].number, placed[1]


def _outside(hits: Sequence[Hit], longer: Sequence[Hit]) -> list[Hit]:
    """A name inside an `unless` phrase of its entity is not the entity's: 朝鲜 in 朝鲜日报.

    Both in the order of the text.
    """
    starts = [(field, first) for field, first, *_ in longer]
    farthest = list(accumulate(((field, last) for field, _, last, *_ in longer), max))  # of all that start before
    kept = []
    for hit in hits:
        field, first, last, *_ = hit
        before = bisect_right(starts, (field, first)) - 1
        if before < 0 or farthest[before] < (field, last):
            kept.append(hit)
    return kept


class Lexicon:
    """Compiled once for a rule set. What it remembers of texts changes nothing of what it says.

    `commonness`, by key, is a guess, from the letters of its words, at how many items have it; only its order counts.
    """

    def __init__(self, phrases: Iterable[tuple[Key, Phrase | Whole]]) -> None:
        self.commonness = array("d")
        self._uncertain: set[Key] = set()
        runs: dict[str, list[_Entry]] = {}
        hooks = _Hooks()
        for key, phrase in phrases:
            if key >= len(self.commonness):
                self.commonness.extend([0.0] * (key + 1 - len(self.commonness)))
            if isinstance(phrase, Whole):
                self.commonness[key] += _share(phrase.folded)
                hooks.hang_word(key, phrase)
                if phrase.accented:  # a text with accents may mean another word
                    self._uncertain.add(key)
                continue
            begin, run = _spaceless_run(phrase)
            pattern = phrase[_most_telling(phrase)] if len(run) < 2 else None
            self.commonness[key] += _share(run) if pattern is None else _commonness(pattern)
            if pattern is None or run in pattern.forms:
                runs.setdefault(run, []).append(_on_run(key, phrase, begin, run))
                self._uncertain.add(key)
            else:
                hooks.hang(key, phrase)
                if not _is_word(phrase):
                    self._uncertain.add(key)
        self._automaton = AhoCorasick(runs, store_patterns=False) if runs else None
        self.entries_on_runs = tuple(tuple(entries) for entries in runs.values())
        self.keys_on_runs = tuple(tuple({entry.key for entry in entries}) for entries in self.entries_on_runs)
        self._hooks = hooks
        self.said = Said(hooks.keys_on)
        self.hanging = Remembered(hooks.entries_on)

    @cached_property
    def sieve(self) -> Sieve | None:
        """What most words of a text fall through; None where that would take longer. Only `Heard` asks for it."""
        return self._hooks.sieve()

    def caught_in(self, field: FieldText) -> dict[int, Keys] | None:
        """What the words of `field` say, by their offsets; None where that is to be looked up word by word."""
        drawn = field.skimmed.drawn
        return self.sieve.caught(field.text, drawn, self.said.of) if drawn and self.sieve else None

    def is_certain(self, key: Key) -> bool:
        """Whether a word that says `key` is all of it."""
        return key not in self._uncertain

    def all_in(self, field: FieldText) -> list[tuple[Key, int, int]]:
        """(key, first word, last word) of every phrase in `field`, for a lexicon of which all is wanted."""
        words, places = field.folded, field.places
        hanging = list(map(self.hanging.__getitem__, map(words.__getitem__, places)))
        anchored = [
            (place, entry)
            for place, entries in compress(zip(places, hanging, strict=True), hanging)
            for entry in entries
        ]
        for number, start, _ in self.runs_in(field):
            anchored += [(field.word_at(start), entry) for entry in self.entries_on_runs[number]]
        found = [(entry.key, _span(entry, place, field)) for place, entry in anchored]
        return [(key, span[0], span[1]) for key, span in found if span is not None]

    def runs_in(self, field: FieldText) -> Sequence[tuple[int, int, int]]:
        """(number, start, end) of each run in the spaceless characters of `field`."""
        if self._automaton is None or not field.skimmed.spaceless:
            return ()
        return self._automaton.find_matches_as_indexes(field.skimmed.spaceless, overlapping=True)


class _Hooks:
    """Words on which phrases hang. Apart from the lexicon, so that what it remembers closes no cycle of references."""

    def __init__(self) -> None:
        # Forms that are all of a phrase: most, so they are kept small; one key stands for itself.
        self._words: dict[str, Key | Keys] = {}
        self._bases: dict[str, Key | Keys] = {}  # the same, of words that clitics may be written before
        self._accented: dict[str, tuple[tuple[Key, str], ...]] = {}  # by folded form, those whose accents count
        self._forms: dict[str, tuple[_Entry, ...]] = {}
        self._stems: dict[str, tuple[_Entry, ...]] = {}
        self._lengths: dict[tuple[int, ...], tuple[int, ...]] = {}  # one of each is enough
        self._stem_lengths: dict[str, tuple[int, ...]] = {}  # by their first letters: most words begin with none

    def hang_word(self, key: Key, word: Whole) -> None:
        if word.accented:
            self._accented[word.folded] = (*self._accented.get(word.folded, ()), (key, word.accented))
        else:
            _hang(self._bases if takes_clitics(word.folded) else self._words, word.folded, key)

    def hang(self, key: Key, phrase: Phrase) -> None:
        anchor = _most_telling(phrase)
        entry = _Entry(key, phrase, anchor)
        for form in phrase[anchor].forms:
            if _is_word(phrase):
                _hang(self._words, form, key)
            else:
                self._forms[form] = (*self._forms.get(form, ()), entry)
        for stem in phrase[anchor].stems:
            self._stems[stem] = (*self._stems.get(stem, ()), entry)
            lengths = self._stem_lengths.get(stem[:FIRST_LETTERS], ())
            if len(stem) not in lengths:
                lengths = tuple(sorted((*lengths, len(stem))))
                self._stem_lengths[stem[:FIRST_LETTERS]] = self._lengths.setdefault(lengths, lengths)

    def sieve(self) -> Sieve | None:
        count = len(self._words) + len(self._bases) + len(self._accented) + len(self._forms) + len(self._stems)
        if count > MOST_CAUGHT or "" in self._stems:  # a wildcard may begin with its star
            return None
        words = dict.fromkeys((*self._words, *self._forms))
        return Sieve(words, self._accented, map(clitic_forms, self._bases), self._stems)

    def keys_on(self, piece: str) -> Keys:
        """The keys of what hangs on a word as it is written."""
        word = fold(piece)
        whole = self._whole(word)
        further = [key for key, kept in self._accented.get(word, ()) if Whole(word, kept).allows(piece)]
        further += [entry.key for entry in self._partly_on(word)]
        return tuple(dict.fromkeys((*whole, *further))) if further else whole

    def entries_on(self, word: str) -> tuple[_Entry, ...]:
        """What hangs on a folded word, as far as that word alone can tell."""
        whole, accented, partly = self._whole(word), self._accented.get(word, ()), self._partly_on(word)
        if not (whole or accented or partly):  # as on most
            return ()
        found = [_Entry(key, (), 0) for key in whole]
        found += [_Entry(key, Whole(word, kept).phrase(), 0) for key, kept in accented]
        found += [_Entry(one.key, (), 0) if _is_word(one.phrase) else one for one in partly]
        return tuple(found)

    def _whole(self, word: str) -> Keys:
        """The keys of which a folded word is all."""
        whole = _listed(self._words.get(word, ()))
        if not self._bases or not takes_clitics(word):
            return whole
        based = [base for base in clitic_bases(word) if base in self._bases and word in clitic_forms(base)]
        return tuple(dict.fromkeys([*whole, *(key for base in based for key in _listed(self._bases[base]))]))

    def _partly_on(self, word: str) -> list[_Entry]:
        found = list(self._forms.get(word, ()))
        for first in range(min(FIRST_LETTERS, len(word)) + 1):  # a stem may be shorter, or empty
            for length in self._stem_lengths.get(word[:first], ()):
                if length <= len(word):
                    stems = self._stems.get(word[:length], ())
                    found += [one for one in stems if one.phrase[one.anchor].accepts(word)]
        return found


def _hang(words: dict[str, Key | Keys], word: str, key: Key) -> None:
    known = words.get(word)
    words[word] = key if known is None else (*_listed(known), key)


def _listed(keys: Key | Keys) -> Keys:
    return keys if isinstance(keys, tuple) else (keys,)


Name = TypeVar("Name")


class Register(Generic[Name]):
    """Phrases by what they stand for, all of them found in a text at once."""

    def __init__(self, phrases: Iterable[tuple[Name, Phrase | Whole]]) -> None:
        listed = tuple(phrases)
        self._names = tuple(dict.fromkeys(name for name, _ in listed))
        keys = {name: key for key, name in enumerate(self._names)}
        self._lexicon = Lexicon((keys[name], phrase) for name, phrase in listed)

    def find(self, text: str) -> list[tuple[Name, int, int]]:
        """What stands in `text`, each with its first and its last word."""
        names = self._names
        return [(names[key], first, last) for key, first, last in self._lexicon.all_in(read_alone(text))]


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


def _on_run(key: Key, phrase: Phrase, begin: int, run: str) -> _Entry:
    """Where the run is all of the phrase, to find it is enough: but for what may stand between its characters."""
    is_all = len(phrase) == len(run) and not any(pattern.is_particular for pattern in phrase)
    return _Entry(key, () if is_all and len(run) == 1 else phrase, begin, len(run) if is_all else 0)


def _span(entry: _Entry, place: int, field: FieldText) -> tuple[int, int] | None:
    """First and last word of what hangs on the word at `place`, where all of it stands there."""
    _, phrase, anchor, found = entry
    if not phrase:
        return place, place
    first = place - anchor
    last = first + len(phrase) - 1
    if found and field.is_unbroken(first, last):
        return first, last
    return (first, last) if _stands_at(phrase, first, field) else None


def _span_of_run(entry: _Entry, start: int, field: FieldText) -> tuple[int, int] | None:
    """The same of what hangs on a run that starts there among the spaceless characters of `field`."""
    if entry.found and field.is_unbroken_run(start, start + entry.found):
        return start, start + entry.found - 1
    return _span(entry, field.word_at(start), field)


def _stands_at(phrase: Phrase, first: int, field: FieldText) -> bool:
    """Whether the words of `phrase` follow each other from `first` on, in one sentence."""
    last = first + len(phrase) - 1
    if first < 0 or last >= field.count:
        return False
    for place, pattern in enumerate(phrase, first):  # the commonest case in a loop of its own: most fail here
        if (word := field.folded_at(place)) not in pattern.forms and not (pattern.stems and pattern.accepts(word)):
            return False
    particular = ((place, pattern) for place, pattern in enumerate(phrase, first) if pattern.is_particular)
    return field.is_one_sentence(first, last) and all(_is_meant(pattern, place, field) for place, pattern in particular)


def _is_meant(pattern: WordPattern, place: int, field: FieldText) -> bool:
    """Whether case, accents and language of the word there are those that count; of some the text decides."""
    raw = field.raw(place)
    if pattern.inflected is not None and not pattern.inflected.is_native(field.folded_at(place), field.language):
        return False
    return pattern.allows(raw) and not (pattern.wants_accents(raw) and field.writes_accents)


def _most_telling(phrase: Phrase) -> int:
    """The longest word, since longer words are rarer; the first of equals."""
    if len(phrase) == 1:
        return 0
    return max(range(len(phrase)), key=lambda index: (_letters(phrase[index]), -index))


def second_word(phrase: Phrase) -> Folded | None:
    """The most telling word but one, whatever its case and accents; None where there is none in scripts with spaces."""
    if len(phrase) < 2 or _spaceless_run(phrase)[1]:
        return None
    anchor = _most_telling(phrase)
    others = phrase[:anchor] + phrase[anchor + 1 :]
    word = others[_most_telling(others)]
    return Folded(word.forms, word.stems, word.ending)


def _letters(pattern: WordPattern) -> int:
    return min(len(text) for text in (*pattern.forms, *pattern.stems))


def _commonness(pattern: WordPattern) -> float:
    """Shorter words are commoner, beginnings more so."""
    return sum(_share(form) for form in pattern.forms) + 4 * sum(_share(stem) for stem in pattern.stems)


def _share(text: str) -> float:
    """A character of Chinese says as much as three letters."""
    letters = 3 * len(text) if SPACELESS.match(text) else len(text)
    return float(0.5 ** min(letters, 16))
