"""An item, read once for all rules: its fields as words, and where in them terms, entities and expressions stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from monitor.model import Item, TextField
from monitor.rules.field import FieldText, Hit
from monitor.rules.lexicon import Key, Lexicon, Standing
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

    `keys` numbers terms, `members` gives the entities (their keys) of each @id, `exceptions` the key of the `unless` of
    an entity that has one, `expressions` the compiled regular expressions.
    """

    lexicon: Lexicon
    keys: Mapping[Term, Key]
    members: Mapping[str, frozenset[Key]]
    exceptions: Mapping[Key, Key]
    expressions: Mapping[str, Any]


class Mark(NamedTuple):
    """Words that count, and the term that they match, as written. `pair` tells the marks of one nearness."""

    hit: Hit
    term: str
    pair: tuple[int, int] | None = None


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
        self._keys: set[Key] | None = None
        self._standing: dict[int, Standing] = {}
        self._hits: dict[tuple[Key, Fields], Sequence[Hit]] = {}
        self._marks: dict[tuple[str, Fields], Marks] = {}

    def keys(self) -> set[Key]:
        """All that is found in title, summary and body, and some that a closer look will not find."""
        if self._keys is None:
            self._keys = self.lexicon.keys(self.texts)
        return self._keys

    def marks(self, term: str, names: Fields, find: "Callable[[Reading, Fields], Iterable[Hit]]") -> Marks:
        """The marks of a term, looked for once, in the order of the text."""
        known = self._marks.get((term, names))
        if known is None:
            known = self._marks[term, names] = [Mark(hit, term) for hit in find(self, names)]
        return known

    def placed(self, mark: Mark) -> Mark:
        """`mark` with its offsets, which are looked up only for what is shown."""
        start, end = self.fields[mark.hit.field].bounds(mark.hit)
        return mark._replace(hit=mark.hit._replace(start=start, end=end))

    def hits(self, key: Key, names: Fields) -> Sequence[Hit]:
        """Where a term or an entity stands, in the order of the text."""
        known = self._hits.get((key, names))
        if known is None and names <= DEFAULT_FIELDS and key not in self.keys():
            return ()
        if known is None:
            places = ((field, place) for field in self.named(names) for place in self._standing_in(field).of(key))
            known = [Hit(field.number, first, last) for field, (first, last) in places]
            if key in self.exceptions and known:
                known = _outside(known, self.hits(self.exceptions[key], names))
            self._hits[key, names] = known
        return known

    def _standing_in(self, field: FieldText) -> Standing:
        known = self._standing.get(field.number)
        if known is None:
            known = self._standing[field.number] = self.lexicon.standing(field)
        return known

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


def finder(leaf: Leaf, vocabulary: Vocabulary) -> Callable[[Reading, Fields], Marks]:
    """How a reading is asked for `leaf`."""
    written = write(leaf)
    match leaf:
        case Term():
            key = vocabulary.keys[leaf]
            return lambda reading, names: reading.marks(written, names, lambda r, n: r.hits(key, n))
        case EntityRef():
            members = tuple(vocabulary.members[leaf.id])
            return lambda reading, names: reading.marks(written, names, lambda r, n: _of_all(r, members, n))
        case Regex():
            expression = vocabulary.expressions[leaf.pattern]
            return lambda reading, names: reading.marks(written, names, lambda r, n: _matched(r, expression, n))


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
