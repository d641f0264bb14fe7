"""An item, read once for all rules: its fields as words, and where in them terms, entities and expressions stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
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
Shown = tuple[Order, Evidence]


class Mark:
    """Words that count, and the term that they match, as written. `pair` tells the marks of one nearness.

    A mark without a pair is made once for an item and serves all rules, so what is shown of it is kept; one with a pair
    shows what that one does.
    """

    __slots__ = ("field", "first", "hit", "last", "pair", "shown", "term", "unpaired")

    def __init__(
        self, hit: Hit, term: str, pair: tuple[int, int] | None = None, unpaired: "Mark | None" = None
    ) -> None:
        self.hit = hit
        self.field, self.first, self.last, _, _ = hit
        self.term = term
        self.pair = pair
        self.unpaired = unpaired
        self.shown: Shown | None = None

    @property
    def marks(self) -> "tuple[Mark, ...]":
        return (self,)

    def paired(self, pair: tuple[int, int]) -> "Mark":
        return Mark(self.hit, self.term, pair, self.unpaired or self)


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
        self._hits: dict[Key, Sequence[Hit]] = {}  # in title, summary and body
        self._marks: dict[tuple[str, Fields], Marks] = {}
        self._marks_of: dict[Key, Marks] = {}

    @cached_property
    def keys(self) -> set[Key]:
        """All that is found in title, summary and body, and some that a closer look will not find."""
        return self._heard.keys()

    def marks(self, term: str, names: Fields, find: "Callable[[Reading, Fields], Iterable[Hit]]") -> Marks:
        """The marks of what a condition writes as `term`, looked for once, in the order of the text."""
        known = self._marks.get((term, names))
        if known is None:
            known = self._marks[term, names] = [Mark(hit, term) for hit in find(self, names)]
        return known

    def marks_of(self, key: Key, term: str) -> Marks:
        """The same of a term, in title, summary and body: what nearly all that rules ask for is."""
        known = self._marks_of.get(key)
        if known is None:
            known = self._marks_of[key] = [Mark(hit, term) for hit in self.hits(key, DEFAULT_FIELDS)]
        return known

    def shown(self, mark: Mark) -> Shown:
        """What is shown of `mark`. Its offsets are looked up only now."""
        one = mark.unpaired or mark
        if one.shown is None:
            field = self.fields[one.field]
            start, end = field.bounds(one.hit)
            said = Evidence(field=field.name, start=start, end=end, text=field.text[start:end], term=one.term)
            one.shown = (one.field, start, -end, one.term), said
        return one.shown

    def hits(self, key: Key, names: Fields) -> Sequence[Hit]:
        """Where a term or an entity stands, in the order of the text."""
        if not names <= DEFAULT_FIELDS:
            return self._within(self._in_others(key), names)
        if key not in self.keys:
            return ()
        known = self._hits.get(key)
        if known is None:
            known = self._hits[key] = self._outside_exceptions(key, self._heard)
        return known if names is DEFAULT_FIELDS else self._within(known, names)

    def hits_of(self, keys: Iterable[Key], names: Fields) -> list[Hit]:
        """Where any of these stands, in no order."""
        if names is DEFAULT_FIELDS:
            there = self.keys
            keys = [key for key in keys if key in there]
        return [hit for key in keys for hit in self.hits(key, names)]

    def _in_others(self, key: Key) -> Sequence[Hit]:
        return self._outside_exceptions(key, self._heard_in_others)

    def _outside_exceptions(self, key: Key, heard: Heard) -> Sequence[Hit]:
        hits = heard.hits(key)
        return _outside(hits, heard.hits(self.exceptions[key])) if hits and key in self.exceptions else hits

    def _within(self, hits: Sequence[Hit], names: Fields) -> list[Hit]:
        return [hit for hit in hits if self.fields[hit.field].name in names]

    @cached_property
    def _heard(self) -> Heard:
        return Heard(self.lexicon, self.texts)

    @cached_property
    def _heard_in_others(self) -> Heard:
        return Heard(self.lexicon, self._others)

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
        return [FieldText(number, name, text) for number, (name, text) in enumerate(present, len(self.fields))]


def _other_fields(item: Item) -> Iterator[tuple[TextField, str]]:
    yield "author", item.author
    yield "source", item.publisher
    yield "feed", item.feed_id
    for tag in item.tags:
        yield "tag", tag
    yield "lang", item.lang or ""
    yield "url", item.url


def _outside(hits: Sequence[Hit], longer: Sequence[Hit]) -> list[Hit]:
    """A name inside an `unless` phrase of its entity is not the entity's: 朝鲜 in 朝鲜日报.

    Both in the order of the text.
    """
    starts = [(hit.field, hit.first) for hit in longer]
    farthest = list(accumulate(((hit.field, hit.last) for hit in longer), max))  # of all that start before
    kept = []
    for hit in hits:
        before = bisect_right(starts, (hit.field, hit.first)) - 1
        if before < 0 or farthest[before] < (hit.field, hit.last):
            kept.append(hit)
    return kept


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
    first = bisect_right(field.spans.ends, start)
    last = bisect_left(field.spans.starts, end) - 1
    return Hit(field.number, min(first, max(last, 0)), max(last, 0), start, end)
