"""An item, read once for all rules: its fields as words, and where in them terms, entities and expressions stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from monitor.model import Evidence, Item, TextField
from monitor.rules.field import FieldText, Hit
from monitor.rules.lexicon import Heard, Key, Lexicon
from monitor.rules.tree import EntityRef, Leaf, Regex, Scope, Term, write

MOST_EXPRESSION_HITS = 40  # of one expression in one field

Fields = frozenset[TextField]
DEFAULT_FIELDS: Fields = frozenset(("title", "summary", "body"))
FIELDS_OF_SCOPE: dict[Scope, Fields] = {
    "title": frozenset(("title",)),
    "text": frozenset(("summary", "body")),
    "body": frozenset(("body",)),
    "author": frozenset(("author",)),
    "source": frozenset(("source",)),
    "feed": frozenset(("feed",)),
    "tag": frozenset(("tag",)),
    "lang": frozenset(("lang",)),
    "url": frozenset(("url",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What all conditions of a rule set look for, compiled.

    `keys` numbers terms (where one rule is asked for, its own), `beside` gives of a phrase's key that of another of its
    words, which is there wherever the phrase is; `members` gives the entities (their keys) of each @id,
    `exceptions` the key of the `unless` of an entity that has one, `expressions` the compiled regular expressions.
    """

    lexicon: Lexicon
    keys: Mapping[Term, Key]
    beside: Mapping[Key, Key]
    members: Mapping[str, frozenset[Key]]
    exceptions: Mapping[Key, Key]
    expressions: Mapping[str, Any]


Order = tuple[int, int, int, str]  # of evidence: field, start, -end, term
Pair = tuple[int, int]  # of a nearness: the place of its operator in the condition, and its number
# Words that count, as they are shown: with the first and the last of them, and the nearness that they are in.
Shown = tuple[Order, Evidence, int, int, Pair | None]


class Mark:
    """Words that count, and the term that they match, as written: what a nearness is made of.

    It is made once for an item and serves all rules, so what is shown of it is kept.
    """

    __slots__ = ("field", "first", "hit", "last", "shown", "term")

    def __init__(self, hit: Hit, term: str) -> None:
        self.hit = hit
        self.field, self.first, self.last, _, _ = hit
        self.term = term
        self.shown: Shown | None = None

    @property
    def marks(self) -> "tuple[Mark, ...]":
        return (self,)


Marks = Sequence[Mark]


class Reading:
    """Fields outside title, summary and body are read when a rule first asks for them."""

    def __init__(self, item: Item, vocabulary: Vocabulary, earlier: "Reading | None" = None) -> None:
        """`earlier` is the same item, read for other rules: its words are not read twice."""
        self.item = item
        self.lexicon = vocabulary.lexicon
        self.exceptions = vocabulary.exceptions
        self.fields: list[FieldText] = []
        self.texts: list[FieldText] = self._default_fields() if earlier is None else earlier.texts
        self.fields += self.texts
        self.heard = Heard(vocabulary.lexicon, self.texts, vocabulary.exceptions)
        # All that is found in title, summary and body, and some that a closer look will not find.
        self.keys = self.heard.all_keys()
        self._marks: dict[tuple[str, Fields], Marks] = {}
        self._marks_of: dict[Key, Marks] = {}
        self._shown: dict[Key, list[Shown]] = {}

    def marks(self, term: str, names: Fields, find: "Callable[[Reading, Fields], Iterable[Hit]]") -> Marks:
        """The marks of what a condition writes as `term`, looked for once, in the order of the text."""
        known = self._marks.get((term, names))
        if known is None:
            known = self._marks[term, names] = [Mark(hit, term) for hit in find(self, names)]
        return known

    def marks_of(self, key: Key, term: str) -> Marks:
        """The same of a term of `keys`, in title, summary and body: what nearly all that rules ask for is."""
        known = self._marks_of.get(key)
        if known is None:
            known = self._marks_of[key] = [Mark(hit, term) for hit in self.heard[key]]
        return known

    def shown(self, key: Key, term: str) -> list[Shown]:
        """A term of `keys`, as written, wherever it stands in title, summary and body: made once for all rules."""
        known = self._shown.get(key)
        if known is None:
            known = self._shown[key] = [self._as_shown(hit, term) for hit in self.heard[key]]
        return known

    def show(self, marks: Marks) -> list[Shown]:
        """What is shown of `marks`, whatever they are near."""
        return [mark.shown or self._show(mark) for mark in marks]

    def _show(self, mark: Mark) -> Shown:
        mark.shown = shown = self._as_shown(mark.hit, mark.term)
        return shown

    def _as_shown(self, hit: Hit, term: str) -> Shown:
        """Offsets are looked up only here."""
        number, first, last, _, _ = hit
        field = self.fields[number]
        start, end = field.bounds(hit)
        said = Evidence(field.name, start, end, field.text[start:end], term)
        return (number, start, -end, term), said, first, last, None

    def hits(self, key: Key, names: Fields) -> Sequence[Hit]:
        """Where a term or an entity stands, in the order of the text."""
        if names is DEFAULT_FIELDS:
            return self.heard[key] if key in self.keys else ()
        if not names <= DEFAULT_FIELDS:
            return self._within(self._heard_in_others[key], names)
        return self._within(self.heard[key], names) if key in self.keys else ()

    def hits_of(self, keys: Iterable[Key], names: Fields) -> list[Hit]:
        """Where any of these stands, in no order."""
        if names is DEFAULT_FIELDS:
            there, heard = self.keys, self.heard
            return [hit for key in keys if key in there for hit in heard[key]]
        return [hit for key in keys for hit in self.hits(key, names)]

    def _within(self, hits: Sequence[Hit], names: Fields) -> list[Hit]:
        return [hit for hit in hits if self.fields[hit[0]].name in names]

    @cached_property
    def _heard_in_others(self) -> Heard:
        return Heard(self.lexicon, self._others, self.exceptions)

    def named(self, names: Fields) -> Iterator[FieldText]:
        fields = self.texts if names <= DEFAULT_FIELDS else self._others
        return (field for field in fields if field.name in names)

    @cached_property
    def _others(self) -> list[FieldText]:
        others = self._read(_other_fields(self.item))
        self.fields += others
        return others

    def _default_fields(self) -> list[FieldText]:
        return self._read((("title", self.item.title), ("summary", self.item.summary), ("body", self.item.body)))

    def _read(self, texts: Iterable[tuple[TextField, str]]) -> list[FieldText]:
        present = [(name, text) for name, text in texts if text]
        fields = [FieldText(number, name, text) for number, (name, text) in enumerate(present, len(self.fields))]
        for field in fields:
            field.beside, field.declared = fields, self.item.lang
        return fields


def _other_fields(item: Item) -> Iterator[tuple[TextField, str]]:
    yield "author", item.author
    yield "source", item.publisher
    yield "feed", item.feed_id
    for tag in item.tags:
        yield "tag", tag
    yield "lang", item.lang or ""
    yield "url", item.url


# --- What a leaf of a condition looks for ------------------------------------------------------------------------


def finder(leaf: Leaf, vocabulary: Vocabulary, names: Fields) -> Callable[[Reading], Marks]:
    """How a reading is asked for `leaf`."""
    written = write(leaf)
    match leaf:
        case Term():
            return _term_finder(vocabulary.keys[leaf], written, names)
        case EntityRef():
            members = tuple(vocabulary.members[leaf.id])
            return lambda reading: reading.marks(written, names, lambda r, n: _of_all(r, members, n))
        case Regex():
            expression = vocabulary.expressions[leaf.pattern]
            return lambda reading: reading.marks(written, names, lambda r, n: _matched(r, expression, n))


def _term_finder(key: Key, written: str, names: Fields) -> "Callable[[Reading], Marks]":
    if names is DEFAULT_FIELDS:  # most of what an OR asks for is not there
        return lambda reading: reading.marks_of(key, written) if key in reading.keys else ()
    return lambda reading: reading.marks(written, names, lambda r, n: r.hits(key, n))


def _of_all(reading: Reading, keys: tuple[Key, ...], names: Fields) -> Sequence[Hit]:
    if len(keys) == 1:
        return reading.hits(keys[0], names)
    return sorted({hit for key in keys for hit in reading.hits(key, names)})


def _matched(reading: Reading, expression: Any, names: Fields) -> Iterator[Hit]:
    for field in reading.named(names):
        yield from _expression_hits(expression, field)


def _expression_hits(expression: Any, field: FieldText) -> list[Hit]:
    text = field.text
    if not text.isascii():  # half of a surrogate pair is no character to re2; one for one, so offsets stay
        text = text.encode("utf-8", "replace").decode()
    hits: list[Hit] = []
    for match in expression.finditer(text):
        start, end = match.span()
        if start < end:
            hits.append(_hit_around(field, start, end))
        if len(hits) == MOST_EXPRESSION_HITS:
            break
    return hits


def _hit_around(field: FieldText, start: int, end: int) -> Hit:
    """The words that [start, end) touches; the one before it where it touches none."""
    starts, ends = field.spans
    first = bisect_right(ends, start)
    last = bisect_left(starts, end) - 1
    return field.number, min(first, max(last, 0)), max(last, 0), start, end
