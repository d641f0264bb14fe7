"""Conditions: whether a tree holds for an item, and which words say so, or which part fails.

    tree + Vocabulary → Check (compiled once);  Reading → Finding (marks) | Miss

Where words stand matters to NEAR only. What has a place is found as stretches, marks or runs of words between them;
all else is true or false of them. NEAR never crosses from one field to another, and no word stands on both its sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter, itemgetter
from typing import NamedTuple

from monitor.model import Evidence
from monitor.rules.field import QUARTERS, FieldText, Hit
from monitor.rules.index import is_assured
from monitor.rules.lexicon import Key
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Mark, Marks, Reading, Vocabulary, finder
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Not, Or, Regex, Scoped, Term, children, write

MOST_EVIDENCE = 40  # per rule and item: more marks explain nothing more
MOST_PAIRS = 1_000  # of a NEAR inside a NEAR, in one item: bounds the time on texts made of two words


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
        case Or() if names is DEFAULT_FIELDS and all(isinstance(part, Term) for part in node.parts):
            return _any_term(node, vocabulary)
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


def _any_term(node: Or, vocabulary: Vocabulary) -> Check:
    """As `_at_least`, of the commonest alternatives: most are not there, and need no call of a function each."""
    miss = Miss(part=node)
    terms = [(vocabulary.keys[part], write(part)) for part in node.parts if isinstance(part, Term)]

    def check(reading: Reading) -> Finding | Miss:
        keys = reading.keys
        return [mark for key, term in terms if key in keys for mark in reading.marks_of(key, term)] or miss

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
    miss, find = Miss(part=node), finder(node, vocabulary, names)
    return lambda reading: find(reading) or miss


def _near(node: Near, vocabulary: Vocabulary, names: Fields) -> Check:
    miss = Miss(part=node)
    left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)

    def check(reading: Reading) -> Finding | Miss:
        return list(_nearest_pairs(node, left(reading), right, reading)) or miss

    return check


# --- True or false, and no more ----------------------------------------------------------------------------------

Truth = Callable[[Reading], bool]


def doubt(node: Node, vocabulary: Vocabulary) -> Truth | None:
    """What remains to be asked of a candidate: `truth`, without what the index has made sure of. None: nothing."""
    parts = [part for part in (node.parts if isinstance(node, And) else (node,)) if not is_assured(part, vocabulary)]
    if not parts:
        return None
    return truth(parts[0] if len(parts) == 1 else And(parts=tuple(parts)), vocabulary)


def without(holds: Truth | None, against: Sequence[Truth]) -> Truth | None:
    """`holds`, and none of `against` does."""
    if not against:
        return holds
    nothing = [_negation(one) for one in against]
    return _all_hold(nothing if holds is None else [holds, *nothing])


def _negation(inner: Truth) -> Truth:
    return lambda reading: not inner(reading)


def truth(node: Node, vocabulary: Vocabulary, names: Fields = DEFAULT_FIELDS) -> Truth:
    """Whether `node` holds, as `compiled` says it, without the marks: most rules that are asked hold for nothing."""
    match node:
        case And():
            return _all_hold([truth(part, vocabulary, names) for part in _quick_first(node.parts, vocabulary)])
        case Or():
            return _any_holds(node, vocabulary, names)
        case AtLeast():
            parts, count = [truth(part, vocabulary, names) for part in node.parts], node.count
            return lambda reading: sum(part(reading) for part in parts) >= count
        case Not():
            return _negation(truth(node.part, vocabulary, names))
        case Scoped():
            return truth(node.part, vocabulary, FIELDS_OF_SCOPE[node.scope])
        case Near():
            return _stand_near(node, vocabulary, names)
        case Term():
            return _term_stands(vocabulary.keys[node], vocabulary, names)
        case _:
            find = finder(node, vocabulary, names)
            return lambda reading: bool(find(reading))


def _term_stands(key: Key, vocabulary: Vocabulary, names: Fields) -> Truth:
    if names is DEFAULT_FIELDS and vocabulary.lexicon.is_certain(key):
        return lambda reading: key in reading.keys
    return lambda reading: bool(reading.hits(key, names))


def _quick_first(parts: Iterable[Node], vocabulary: Vocabulary) -> list[Node]:
    """What needs more than to know which words are there comes last."""
    return sorted(parts, key=lambda part: not _is_quick(part, vocabulary))


def _is_certain(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether it is a term that is there where its key is."""
    return isinstance(node, Term) and vocabulary.lexicon.is_certain(vocabulary.keys[node])


def _is_quick(node: Node, vocabulary: Vocabulary) -> bool:
    if isinstance(node, Term):
        return _is_certain(node, vocabulary)
    return isinstance(node, Not | Or | And | AtLeast) and all(_is_quick(part, vocabulary) for part in children(node))


def _all_hold(parts: list[Truth]) -> Truth:
    def test(reading: Reading) -> bool:
        for part in parts:  # noqa: SIM110 - a generator costs more than what it asks, and this runs for every candidate
            if not part(reading):
                return False
        return True

    return test


def _any_holds(node: Or, vocabulary: Vocabulary, names: Fields) -> Truth:
    if names is DEFAULT_FIELDS and all(_is_certain(part, vocabulary) for part in node.parts):
        keys = frozenset(vocabulary.keys[part] for part in node.parts if isinstance(part, Term))
        return lambda reading: not keys.isdisjoint(reading.keys)
    parts = [truth(part, vocabulary, names) for part in _quick_first(node.parts, vocabulary)]

    def test(reading: Reading) -> bool:
        for part in parts:  # noqa: SIM110
            if part(reading):
                return True
        return False

    return test


MOST_TRIED = 64  # pairs of words that are held against each other one by one


def _stand_near(node: Near, vocabulary: Vocabulary, names: Fields) -> Truth:
    left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)

    def are_near(reading: Reading) -> bool:
        return any(_within_reach(node, left(reading), right, reading))

    sides = _terms_of(node.left), _terms_of(node.right)
    if node.negated or not all(sides):
        return are_near
    left_keys, right_keys = ([vocabulary.keys[term] for term in terms] for terms in sides)

    def test(reading: Reading) -> bool:
        """The same for terms alone, as most are: of their places, without a mark for each."""
        lefts, rights = reading.hits_of(left_keys, names), reading.hits_of(right_keys, names)
        if len(lefts) * len(rights) > MOST_TRIED:
            return are_near(reading)
        fields = reading.fields
        for one in lefts:
            for other in rights:
                if one[0] == other[0] and _are_near(node, one, other, fields[one[0]]):
                    return True
        return False

    return test


def _are_near(node: Near, left: Hit, right: Hit, field: FieldText) -> bool:
    _, left_first, left_last, _, _ = left
    _, right_first, right_last, _, _ = right
    if right_first > left_last:
        earlier, later = left_last, right_first
    elif node.ordered or right_last >= left_first:  # words of both sides can't be the same
        return False
    else:
        earlier, later = right_last, left_first
    if node.distance is None:
        return field.sentences[earlier] == field.sentences[later]
    return field.is_within(node.distance, earlier, later)


def _terms_of(side: Node) -> tuple[Term, ...]:
    """The alternatives of a side of NEAR, where all are terms."""
    parts = side.parts if isinstance(side, Or) else (side,)
    return (
        tuple(part for part in parts if isinstance(part, Term)) if all(isinstance(one, Term) for one in parts) else ()
    )


# --- Places ------------------------------------------------------------------------------------------------------


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
    for left, near in _within_reach(node, lefts, right, reading):
        pairs = [left] if node.negated else [_joined(left, other) for other in near]
        yield from pairs
        count += len(pairs)
        if count >= MOST_PAIRS:
            return


def _nearest_pairs(node: Near, lefts: Sequence[Stretch], right: Placed, reading: Reading) -> Iterator[Mark]:
    """As evidence: each left with its nearest right, at most so many. Lefts that share a right are one pair."""
    numbers: dict[tuple[int, int, int], tuple[int, int]] = {}
    for count, (left, near) in enumerate(_within_reach(node, lefts, right, reading)):
        if count == MOST_EVIDENCE:
            return
        if node.negated:
            yield from left.marks
            continue
        nearest = near[0] if len(near) == 1 else min(near, key=lambda other: _gap(left, other))
        pair = numbers.setdefault(_BY_PLACE(nearest), (node.at, len(numbers)))
        for mark in (*left.marks, *nearest.marks):
            yield mark.paired(pair)


def _within_reach(
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
    if node.negated:  # words inside the left side are its own; a longer name around it speaks against it
        return not (left.first <= right.first and right.last <= left.last)
    if right.first > left.last or right.last < left.first:
        return True
    return not any(one.hit.overlaps(other.hit) for one in left.marks for other in right.marks)


def _gap(left: Stretch, right: Stretch) -> int:
    return max(right.first - left.last, left.first - right.last)


def _joined(left: Stretch, right: Stretch) -> Joined:
    first, last = min(left.first, right.first), max(left.last, right.last)
    return Joined(left.field, first, last, (*left.marks, *right.marks))


# --- Evidence ----------------------------------------------------------------------------------------------------


def evidence(marks: Marks, reading: Reading) -> tuple[Evidence, ...]:
    """The marks in the order of the text, each once, without those inside another of the same term.

    Pairs are numbered from 0 in that order.
    """
    if len(marks) == 1:
        return (_numbered(reading.shown(marks[0])[1], marks[0], {}),)
    kept: list[tuple[Evidence, Mark]] = []
    shown = [(*reading.shown(mark), mark) for mark in marks]
    shown.sort(key=itemgetter(0))
    for _, one, mark in shown:
        if not kept or not _is_inside(mark, kept[-8:]):
            kept.append((one, mark))
        if len(kept) == MOST_EVIDENCE:
            break
    numbers: dict[tuple[int, int], int] = {}
    return tuple([one if mark.pair is None else _numbered(one, mark, numbers) for one, mark in kept])


def _is_inside(mark: Mark, kept: list[tuple[Evidence, Mark]]) -> bool:
    for _, other in kept:  # noqa: SIM110 - as above
        if mark.term == other.term and mark.hit.lies_in(other.hit):
            return True
    return False


def _numbered(shown: Evidence, mark: Mark, numbers: dict[tuple[int, int], int]) -> Evidence:
    """With the number of its pair, where it has one."""
    if mark.pair is None:
        return shown
    return Evidence(  # dataclasses.replace takes three times as long
        field=shown.field,
        start=shown.start,
        end=shown.end,
        text=shown.text,
        term=shown.term,
        pair=numbers.setdefault(mark.pair, len(numbers)),
    )
