"""Conditions: whether a tree holds for an item, and which words say so, or which part fails.

    Item → Reading (its fields as words, and what the lexicon finds in them) → Finding (marks) | Miss

Where words stand matters to NEAR only. What has a place is found as Stretches, runs of words with the marks in them;
all else is true or false of them. NEAR never crosses from one field to another, and no word stands on both its sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from monitor.model import Evidence, Item, TextField
from monitor.rules.lexicon import FieldText, Hit, Key, Lexicon
from monitor.rules.tree import (
    And,
    AtLeast,
    EntityRef,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Scope,
    Scoped,
    Term,
    write,
)

MOST_EVIDENCE = 40  # per rule and item: more marks explain nothing more
MOST_PAIRS = 1_000  # of a NEAR inside a NEAR, in one item: bounds the time on texts made of two words
QUARTERS = 4  # of a word: see text.Word.breadth

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


class Mark(NamedTuple):
    """Words that count, and the term that they match."""

    hit: Hit
    term: Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A condition that does not hold: its first failing part, and, where that is a NOT, what was there.

    It is written down only when someone asks: most rules miss most items.
    """

    part: Node
    found: tuple[Mark, ...] = ()

    @property
    def clause(self) -> str:
        """The failing part, as a rule writes it."""
        return write(self.part)


Finding = tuple[Mark, ...]  # empty where a NOT holds: nothing is there to be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What all conditions of a rule set look for, compiled.

    `members` gives the entities of each @id; `exceptions` the entities that have an `unless`.
    """

    lexicon: Lexicon
    members: Mapping[str, tuple[str, ...]]
    exceptions: frozenset[str]
    expressions: Mapping[str, Any]


def entity_key(id: str) -> Key:  # noqa: A002 - the word that files and nodes use
    return ("entity", id)


def exception_key(id: str) -> Key:  # noqa: A002
    return ("unless", id)


# --- An item, read once for all rules ----------------------------------------------------------------------------


class Reading:
    """An item as words. Fields outside title, summary and body are read when a rule first asks for them."""

    def __init__(self, item: Item, vocabulary: Vocabulary) -> None:
        self.item = item
        self.vocabulary = vocabulary
        self.fields: list[FieldText] = []
        self._found: dict[Fields, dict[Key, list[Hit]]] = {}
        self._stretches: dict[tuple[Leaf, Fields], list[Stretch]] = {}
        self._texts = self._read((("title", item.title), ("summary", item.summary), ("body", item.body)))
        self._others: list[FieldText] | None = None

    @property
    def keys(self) -> set[Key]:
        """All that is found in title, summary and body."""
        return set(self.found(DEFAULT_FIELDS))

    def found(self, names: Fields) -> dict[Key, list[Hit]]:
        if names not in self._found:
            found: dict[Key, list[Hit]] = {}
            for field in self.named(names):
                for key, hits in self.vocabulary.lexicon.find(field).items():
                    found.setdefault(key, []).extend(hits)
            self._found[names] = found
            self._drop_exceptions(found)
        return self._found[names]

    def stretches_of(self, leaf: Leaf, names: Fields) -> list["Stretch"]:
        """Where a term, an entity or an expression stands, in the order of the text."""
        key = (leaf, names)
        if key not in self._stretches:
            self._stretches[key] = _of_hits(self._hits(leaf, names), leaf)
        return self._stretches[key]

    def _hits(self, leaf: Leaf, names: Fields) -> Iterable[Hit]:
        match leaf:
            case Term():
                return self.found(names).get(leaf, ())
            case EntityRef():
                keys = (entity_key(member) for member in self.vocabulary.members[leaf.id])
                return sorted({hit for key in keys for hit in self.found(names).get(key, ())})
            case Regex():
                expression = self.vocabulary.expressions[leaf.pattern]
                return (hit for field in self.named(names) for hit in _expression_hits(expression, field))

    def named(self, names: Fields) -> Iterator[FieldText]:
        if names <= DEFAULT_FIELDS:
            fields = self._texts
        else:
            self._others = self._read(_other_fields(self.item)) if self._others is None else self._others
            fields = self._others
        return (field for field in fields if field.name in names)

    def _read(self, texts: Iterable[tuple[TextField, str]]) -> list[FieldText]:
        present = [(name, text) for name, text in texts if text]
        read = [FieldText(number, name, text) for number, (name, text) in enumerate(present, len(self.fields))]
        self.fields += read
        return read

    def _drop_exceptions(self, found: dict[Key, list[Hit]]) -> None:
        """A name inside an `unless` phrase of its entity is not the entity's: 朝鲜 in 朝鲜日报."""
        for id in self.vocabulary.exceptions:  # noqa: A001
            longer = found.get(exception_key(id))
            if longer and entity_key(id) in found:
                kept = [hit for hit in found[entity_key(id)] if not any(hit.lies_in(other) for other in longer)]
                found[entity_key(id)] = kept
                if not kept:
                    del found[entity_key(id)]


def _other_fields(item: Item) -> Iterator[tuple[TextField, str]]:
    yield "author", item.author
    yield "source", item.publisher
    yield "feed", item.feed_id
    for tag in item.tags:
        yield "tag", tag
    yield "lang", item.lang or ""
    yield "url", item.url


def _expression_hits(expression: Any, field: FieldText) -> list[Hit]:
    text = field.text
    if not text.isascii():  # half of a surrogate pair is no character to re2; one for one, so offsets stay
        text = text.encode("utf-8", "replace").decode()
    hits: list[Hit] = []
    for match in expression.finditer(text):
        start, end = match.span()
        if start < end:
            hits.append(_hit_around(field, start, end))
        if len(hits) == MOST_EVIDENCE:
            break
    return hits


def _hit_around(field: FieldText, start: int, end: int) -> Hit:
    """The words that [start, end) touches; the one before it where it touches none."""
    first = bisect_right(field.words, start, key=lambda word: word.end)
    last = bisect_left(field.words, end, key=lambda word: word.start) - 1
    return Hit(field.number, min(first, max(last, 0)), max(last, 0), start, end)


# --- True or false -----------------------------------------------------------------------------------------------


def evaluate(node: Node, reading: Reading, names: Fields = DEFAULT_FIELDS) -> Finding | Miss:
    """The marks that make `node` true, or the first part of it that fails."""
    match node:
        case And():
            return _evaluate_all(node, reading, names)
        case Or():
            holding = [found for part in node.parts if not isinstance(found := evaluate(part, reading, names), Miss)]
            return sum(holding, ()) if holding else Miss(part=node)
        case AtLeast():
            holding = [found for part in node.parts if not isinstance(found := evaluate(part, reading, names), Miss)]
            return sum(holding, ()) if len(holding) >= node.count else Miss(part=node)
        case Not():
            found = evaluate(node.part, reading, names)
            return () if isinstance(found, Miss) else Miss(part=node, found=found)
        case Scoped():
            found = evaluate(node.part, reading, FIELDS_OF_SCOPE[node.scope])
            return replace(found, part=replace(node, part=found.part)) if isinstance(found, Miss) else found
        case _:
            return _evaluate_placed(node, reading, names)


def _evaluate_all(node: And, reading: Reading, names: Fields) -> Finding | Miss:
    marks: list[Mark] = []
    for part in node.parts:
        found = evaluate(part, reading, names)
        if isinstance(found, Miss):
            return found
        marks += found
    return tuple(marks)


def _evaluate_placed(node: Term | Regex | EntityRef | Near, reading: Reading, names: Fields) -> Finding | Miss:
    if isinstance(node, Near):
        found = list(_pairs(node, reading, names, MOST_EVIDENCE))
    else:
        found = stretches(node, reading, names)
    return tuple(mark for stretch in found for mark in stretch.marks) if found else Miss(part=node)


# --- Places ------------------------------------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Words `first` to `last` of a field, the marks among them, and which of these words the marks take."""

    field: int
    first: int
    last: int
    marks: tuple[Mark, ...]
    taken: frozenset[int]


def stretches(node: Node, reading: Reading, names: Fields) -> list[Stretch]:
    """Where `node` stands, in the order of the text; the parser lets only nodes that have a place come here."""
    match node:
        case Term() | Regex() | EntityRef():
            return reading.stretches_of(node, names)
        case Or():
            return _in_order(stretch for part in node.parts for stretch in stretches(part, reading, names))
        case Near():
            return _in_order(_pairs(node, reading, names, MOST_PAIRS))
        case _:
            raise AssertionError(f"{write(node)} has no place in a text")


def _in_order(found: Iterable[Stretch]) -> list[Stretch]:
    return sorted(found, key=lambda stretch: stretch[:3])


def _of_hits(hits: Iterable[Hit], term: Leaf) -> list[Stretch]:
    return [
        Stretch(hit.field, hit.first, hit.last, (Mark(hit, term),), frozenset(range(hit.first, hit.last + 1)))
        for hit in hits
    ]


def _pairs(node: Near, reading: Reading, names: Fields, most: int) -> Iterator[Stretch]:
    """Left and right within reach, at most so many; of a negated NEAR each left without a right.

    Where few are wanted, as evidence, each left comes with its nearest right. Inside another NEAR all pairs count.
    """
    lefts = stretches(node.left, reading, names)
    rights = _Rights(stretches(node.right, reading, names) if lefts else [])
    count = 0
    for left in lefts:
        near = [right for right in rights.within(left, node, reading) if _may_pair(left, right, node)]
        if node.negated:
            pairs = [] if near else [left]
        elif most > MOST_EVIDENCE:
            pairs = [_joined(left, right) for right in near]
        else:
            pairs = [_joined(left, min(near, key=lambda right: _gap(left, right)))] if near else []
        yield from pairs
        count += len(pairs)
        if count >= most:
            return


class _Rights:
    """The right sides of a NEAR, ordered so that those within reach of a left side are found by bisection."""

    def __init__(self, found: list[Stretch]) -> None:
        self.stretches = found
        self.starts = [(stretch.field, stretch.first) for stretch in found]
        self.longest = max((stretch.last - stretch.first for stretch in found), default=0)

    def within(self, left: Stretch, node: Near, reading: Reading) -> list[Stretch]:
        low, high = _reach(left, node, reading.fields[left.field])
        begin = bisect_left(self.starts, (left.field, low - self.longest))
        end = bisect_right(self.starts, (left.field, high))
        return [right for right in self.stretches[begin:end] if right.last >= low]


def _reach(left: Stretch, node: Near, field: FieldText) -> tuple[int, int]:
    """The first and the last word that the other side may touch."""
    if not field.words:  # an expression matched punctuation
        return 0, 0
    if node.distance is None:
        sentences = field.sentences
        low = bisect_left(sentences, sentences[left.first])
        return low, bisect_right(sentences, sentences[left.last]) - 1
    quarters = node.distance * QUARTERS
    low = bisect_left(field.along, field.along[left.first] - quarters) - 1
    return low, bisect_right(field.along, field.along[left.last + 1] + quarters) - 1


def _may_pair(left: Stretch, right: Stretch, node: Near) -> bool:
    if node.ordered and right.first <= left.last:
        return False
    if node.negated:  # words inside the left side are its own; a longer name around it speaks against it
        return not (left.first <= right.first and right.last <= left.last)
    return left.taken.isdisjoint(right.taken)


def _gap(left: Stretch, right: Stretch) -> int:
    return max(right.first - left.last, left.first - right.last)


def _joined(left: Stretch, right: Stretch) -> Stretch:
    first, last = min(left.first, right.first), max(left.last, right.last)
    return Stretch(left.field, first, last, left.marks + right.marks, left.taken | right.taken)


# --- Evidence ----------------------------------------------------------------------------------------------------


def evidence(marks: Iterable[Mark], reading: Reading) -> tuple[Evidence, ...]:
    """The marks in the order of the text, each once, without those inside another of the same term."""
    kept: list[Mark] = []
    for mark in sorted(set(marks), key=lambda mark: (mark.hit.field, mark.hit.start, -mark.hit.end, write(mark.term))):
        if not any(mark.term == other.term and mark.hit.lies_in(other.hit) for other in kept[-8:]):
            kept.append(mark)
        if len(kept) == MOST_EVIDENCE:
            break
    return tuple(_evidence(mark, reading.fields[mark.hit.field]) for mark in kept)


def _evidence(mark: Mark, field: FieldText) -> Evidence:
    start, end = mark.hit.start, mark.hit.end
    return Evidence(field=field.name, start=start, end=end, text=field.text[start:end], term=write(mark.term))


# --- Which items a condition can be true of ----------------------------------------------------------------------


def necessary(node: Node, members: Mapping[str, tuple[str, ...]]) -> tuple[frozenset[Key], ...]:
    """Groups of keys: `node` can only hold where of each group one is found in title, summary or body."""
    match node:
        case Term():
            return (frozenset((node,)),)
        case EntityRef():
            return (frozenset(entity_key(member) for member in members[node.id]),)
        case And() | Near():
            parts = node.parts if isinstance(node, And) else (node.left,) if node.negated else (node.left, node.right)
            return tuple(group for part in parts for group in necessary(part, members))
        case Or() | AtLeast():
            cheapest = [min(necessary(part, members), key=len, default=None) for part in node.parts]
            known = [group for group in cheapest if group is not None]
            return (frozenset().union(*known),) if len(known) == len(cheapest) else ()
        case Scoped() if FIELDS_OF_SCOPE[node.scope] <= DEFAULT_FIELDS:
            return necessary(node.part, members)
        case _:
            return ()
