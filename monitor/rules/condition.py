"""Conditions: whether a tree holds for an item, and which words say so, or which part fails.

    tree + Vocabulary → Check (compiled once);  Reading → Finding (marks) | Miss

Where words stand matters to NEAR only. What has a place is found as Stretches, runs of words with the marks in them;
all else is true or false of them. NEAR never crosses from one field to another, and no word stands on both its sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from monitor.model import Evidence
from monitor.rules.field import FieldText
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Mark, Marks, Reading, Vocabulary, finder
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Not, Or, Regex, Scoped, Term, write

MOST_EVIDENCE = 40  # per rule and item: more marks explain nothing more
MOST_PAIRS = 1_000  # of a NEAR inside a NEAR, in one item: bounds the time on texts made of two words
QUARTERS = 4  # of a word: see text.Word.breadth


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A condition that does not hold: its first failing part, and, where that is a NOT, what was there.

    It is written down only when someone asks: most rules miss most items.
    """

    part: Node
    found: Marks = ()

    @property
    def clause(self) -> str:
        """The failing part, as a rule writes it."""
        return write(self.part)


Finding = Marks  # empty where a NOT holds: nothing is there to be shown
Check = Callable[[Reading], Finding | Miss]


# --- True or false -----------------------------------------------------------------------------------------------


def compiled(node: Node, vocabulary: Vocabulary, names: Fields = DEFAULT_FIELDS) -> Check:
    """How a reading is asked whether `node` holds: for the marks that make it true, or the first part that fails."""
    match node:
        case And():
            return _all_of([compiled(part, vocabulary, names) for part in node.parts])
        case Or():
            return _at_least(1, node, [compiled(part, vocabulary, names) for part in node.parts])
        case AtLeast():
            return _at_least(node.count, node, [compiled(part, vocabulary, names) for part in node.parts])
        case Not():
            return _none_of(node, compiled(node.part, vocabulary, names))
        case Scoped():
            return _scoped(node, compiled(node.part, vocabulary, FIELDS_OF_SCOPE[node.scope]))
        case Near():
            return _near(node, vocabulary, names)
        case _:
            return _leaf(node, vocabulary, names)


def _all_of(checks: list[Check]) -> Check:
    def check(reading: Reading) -> Finding | Miss:
        marks: list[Mark] = []
        for part in checks:
            found = part(reading)
            if isinstance(found, Miss):
                return found
            marks += found
        return marks

    return check


def _at_least(count: int, node: Or | AtLeast, checks: list[Check]) -> Check:
    miss = Miss(part=node)

    def check(reading: Reading) -> Finding | Miss:
        holding = [found for part in checks if not isinstance(found := part(reading), Miss)]
        return list(chain.from_iterable(holding)) if len(holding) >= count else miss

    return check


def _none_of(node: Not, inner: Check) -> Check:
    def check(reading: Reading) -> Finding | Miss:
        found = inner(reading)
        return () if isinstance(found, Miss) else Miss(part=node, found=found)

    return check


def _scoped(node: Scoped, inner: Check) -> Check:
    def check(reading: Reading) -> Finding | Miss:
        found = inner(reading)
        return replace(found, part=replace(node, part=found.part)) if isinstance(found, Miss) else found

    return check


def _leaf(node: Term | Regex | EntityRef, vocabulary: Vocabulary, names: Fields) -> Check:
    miss, find = Miss(part=node), finder(node, vocabulary)
    return lambda reading: find(reading, names) or miss


def _near(node: Near, vocabulary: Vocabulary, names: Fields) -> Check:
    miss = Miss(part=node)
    left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)

    def check(reading: Reading) -> Finding | Miss:
        found = list(_nearest_pairs(node, left(reading), right, reading))
        return [mark for stretch in found for mark in stretch.marks] if found else miss

    return check


# --- Places ------------------------------------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Words `first` to `last` of a field, the marks among them, and which of these words the marks take."""

    field: int
    first: int
    last: int
    marks: tuple[Mark, ...]
    taken: frozenset[int]


Placed = Callable[[Reading], list[Stretch]]


def placed(node: Node, vocabulary: Vocabulary, names: Fields) -> Placed:
    """How a reading is asked where `node` stands, in the order of the text.

    The parser lets only nodes that have a place come here.
    """
    match node:
        case Term() | Regex() | EntityRef():
            find = finder(node, vocabulary)
            return lambda reading: [_of_mark(mark) for mark in find(reading, names)]
        case Or():
            options = [placed(part, vocabulary, names) for part in node.parts]
            return lambda reading: _in_order(stretch for option in options for stretch in option(reading))
        case Near():
            left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)
            return lambda reading: _in_order(_all_pairs(node, left(reading), right, reading))
        case _:
            raise AssertionError(f"{write(node)} has no place in a text")


def _in_order(found: Iterable[Stretch]) -> list[Stretch]:
    return sorted(found, key=lambda stretch: stretch[:3])


def _of_mark(mark: Mark) -> Stretch:
    hit = mark.hit
    return Stretch(hit.field, hit.first, hit.last, (mark,), frozenset(range(hit.first, hit.last + 1)))


def _all_pairs(node: Near, lefts: list[Stretch], right: Placed, reading: Reading) -> Iterator[Stretch]:
    """Left and right within reach, as the left side of a further NEAR, at most so many."""
    count = 0
    for left, near in _within_reach(node, lefts, right, reading):
        pairs = [left] if node.negated else [_joined(left, other) for other in near]
        yield from pairs
        count += len(pairs)
        if count >= MOST_PAIRS:
            return


def _nearest_pairs(node: Near, lefts: list[Stretch], right: Placed, reading: Reading) -> Iterator[Stretch]:
    """As evidence: each left with its nearest right, at most so many. Lefts that share a right are one pair."""
    numbers: dict[tuple[int, int, int], tuple[int, int]] = {}
    for count, (left, near) in enumerate(_within_reach(node, lefts, right, reading)):
        if count == MOST_EVIDENCE:
            return
        if node.negated:
            yield left
            continue
        nearest = min(near, key=lambda other: _gap(left, other))
        pair = numbers.setdefault(nearest[:3], (node.at, len(numbers)))
        yield _in_pair(_joined(left, nearest), pair)


def _within_reach(
    node: Near, lefts: list[Stretch], right: Placed, reading: Reading
) -> Iterator[tuple[Stretch, list[Stretch]]]:
    """Each left that makes `node` true, with the rights in its reach; of a negated NEAR those that have none."""
    rights = _Rights(right(reading) if lefts else [])
    for left in lefts:
        near = [other for other in rights.within(left, node, reading) if _may_pair(left, other, node)]
        if bool(near) != node.negated:
            yield left, near


def _in_pair(stretch: Stretch, pair: tuple[int, int]) -> Stretch:
    return stretch._replace(marks=tuple(Mark(hit, term, pair) for hit, term, _ in stretch.marks))


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
    if not field.folded:  # an expression matched punctuation
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


def evidence(marks: Marks, reading: Reading) -> tuple[Evidence, ...]:
    """The marks in the order of the text, each once, without those inside another of the same term.

    Pairs are numbered from 0 in that order.
    """
    kept: list[Mark] = []
    for mark in sorted(
        map(reading.placed, marks), key=lambda one: (one.hit.field, one.hit.start, -one.hit.end, one.term)
    ):
        if not any(mark.term == other.term and mark.hit.lies_in(other.hit) for other in kept[-8:]):
            kept.append(mark)
        if len(kept) == MOST_EVIDENCE:
            break
    numbers = {pair: number for number, pair in enumerate(dict.fromkeys(mark.pair for mark in kept if mark.pair))}
    return tuple(_evidence(mark, numbers, reading) for mark in kept)


def _evidence(mark: Mark, numbers: dict[tuple[int, int], int], reading: Reading) -> Evidence:
    field, (_, _, _, start, end) = reading.fields[mark.hit.field], mark.hit
    pair = numbers[mark.pair] if mark.pair else None
    return Evidence(field=field.name, start=start, end=end, text=field.text[start:end], term=mark.term, pair=pair)
