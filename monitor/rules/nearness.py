"""Where the parts of a condition stand, and which are near each other.

node → Placed;  Reading → stretches, marks or runs of words between them → those within reach of each other

NEAR never crosses from one field to another, and no word stands on both its sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from monitor.rules.field import QUARTERS, FieldText
from monitor.rules.reading import Fields, Mark, Marks, Pair, Reading, Vocabulary, finder
from monitor.rules.tree import EntityRef, Near, Node, Or, Regex, Term, write

MOST_EVIDENCE = 40  # per rule and item: more marks explain nothing more
MOST_PAIRS = 1_000  # of a NEAR inside a NEAR, in one item: bounds the time on texts made of two words


class Joined(NamedTuple):
    """Words `first` to `last` of a field, from the first to the last of the marks among them."""

    field: int
    first: int
    last: int
    marks: tuple[Mark, ...]


Stretch = Mark | Joined
Placed = Callable[[Reading], Sequence[Stretch]]


def placed(node: Node, vocabulary: Vocabulary, names: Fields) -> Placed:
    """How a reading is asked where `node` stands, in the order of the text.

    The parser lets only nodes that have a place come here.
    """
    match node:
        case Term() | Regex() | EntityRef():
            return finder(node, vocabulary, names)
        case Or():
            options = [placed(part, vocabulary, names) for part in node.parts]
            return lambda reading: _in_order(chain.from_iterable([option(reading) for option in options]))
        case Near():
            left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)
            return lambda reading: _in_order(_all_pairs(node, left(reading), right, reading))
        case _:
            raise AssertionError(f"{write(node)} has no place in a text")


def _in_order(found: Iterable[Stretch]) -> list[Stretch]:
    return sorted(found, key=_BY_PLACE)


_BY_PLACE = attrgetter("field", "first", "last")


def _all_pairs(node: Near, lefts: Sequence[Stretch], right: Placed, reading: Reading) -> Iterator[Stretch]:
    """Left and right within reach, as the left side of a further NEAR, at most so many."""
    count = 0
    for left, near in within_reach(node, lefts, right, reading):
        pairs = [left] if node.negated else [_joined(left, other) for other in near]
        yield from pairs
        count += len(pairs)
        if count >= MOST_PAIRS:
            return


def nearest_pairs(
    node: Near, lefts: Sequence[Stretch], right: Placed, reading: Reading
) -> Iterator[tuple[Marks, Pair | None]]:
    """As evidence: each left with its nearest right, at most so many. Lefts that share a right are one pair."""
    numbers: dict[tuple[int, int, int], Pair] = {}
    for count, (left, near) in enumerate(within_reach(node, lefts, right, reading)):
        if count == MOST_EVIDENCE:
            return
        if node.negated:
            yield left.marks, None
            continue
        nearest = near[0] if len(near) == 1 else min(near, key=lambda other: _gap(left, other))
        pair = numbers.setdefault(_BY_PLACE(nearest), (node.at, len(numbers)))
        yield (*left.marks, *nearest.marks), pair


def within_reach(
    node: Near, lefts: Sequence[Stretch], right: Placed, reading: Reading
) -> Iterator[tuple[Stretch, list[Stretch]]]:
    """Each left that makes `node` true, with the rights in its reach; of a negated NEAR those that have none."""
    if not lefts:
        return
    rights = right(reading)
    within = _few(rights, node, reading) if len(rights) <= FEW else _Rights(rights, node, reading).within
    for left in lefts:
        near = [other for other in within(left) if _may_pair(left, other, node)]
        if bool(near) != node.negated:
            yield left, near


FEW = 4  # rights, that are tried one by one
Within = Callable[[Stretch], Iterable[Stretch]]


def _few(rights: Sequence[Stretch], node: Near, reading: Reading) -> Within:
    fields = reading.fields

    def within(left: Stretch) -> list[Stretch]:
        return [one for one in rights if one.field == left.field and _touches(left, one, node, fields[left.field])]

    return within


def _touches(left: Stretch, right: Stretch, node: Near, field: FieldText) -> bool:
    if left.first <= right.last and right.first <= left.last:
        return True
    if node.distance is None:
        sentences = field.sentences
        return sentences[right.last] >= sentences[left.first] and sentences[right.first] <= sentences[left.last]
    earlier, later = (left.last, right.first) if left.last < right.first else (right.last, left.first)
    return field.is_within(node.distance, earlier, later)


class _Rights:
    """The right sides of a NEAR, ordered so that those within reach of a left side are found by bisection."""

    def __init__(self, found: Sequence[Stretch], node: Near, reading: Reading) -> None:
        self.stretches = found
        self.starts = [(stretch.field, stretch.first) for stretch in found]
        self.longest = max(stretch.last - stretch.first for stretch in found)
        self.node = node
        self.fields = reading.fields

    def within(self, left: Stretch) -> list[Stretch]:
        low, high = _reach(left, self.node, self.fields[left.field])
        begin = bisect_left(self.starts, (left.field, low - self.longest))
        end = bisect_right(self.starts, (left.field, high))
        return [right for right in self.stretches[begin:end] if right.last >= low]


def _reach(left: Stretch, node: Near, field: FieldText) -> tuple[int, int]:
    """The first and the last word that the other side may touch."""
    if not field.count:  # an expression matched punctuation
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
    if node.negated:  # a longer name around the left side speaks against it, and so does a word between its parts
        return not _is_made_of(left, right)
    if right.first > left.last or right.last < left.first:
        return True
    return not any(one.first <= other.last and other.first <= one.last for one in left.marks for other in right.marks)


def _is_made_of(left: Stretch, right: Stretch) -> bool:
    """Whether all of these words are the left side's own."""
    if not (left.first <= right.first and right.last <= left.last):
        return False
    marks = left.marks
    places = range(right.first, right.last + 1)
    return len(marks) == 1 or all(any(one.first <= place <= one.last for one in marks) for place in places)


def _gap(left: Stretch, right: Stretch) -> int:
    return max(right.first - left.last, left.first - right.last)


def _joined(left: Stretch, right: Stretch) -> Joined:
    first, last = min(left.first, right.first), max(left.last, right.last)
    return Joined(left.field, first, last, (*left.marks, *right.marks))
