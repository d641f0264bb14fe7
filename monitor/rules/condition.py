"""Conditions: whether a tree holds for an item, and which words say so, or which part fails.

    tree + Vocabulary → Check (compiled once);  Reading → Finding (marks) | Miss

Where words stand matters to NEAR only (`nearness`); all else is true or false of what is there. A condition that is
only asked whether it holds is compiled by `truth`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter

from monitor.model import Evidence
from monitor.rules.nearness import MOST_EVIDENCE, nearest_pairs, placed
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Mark, Marks, Reading, Vocabulary, finder
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Not, Or, Regex, Scoped, Term, write


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
        return list(nearest_pairs(node, left(reading), right, reading)) or miss

    return check


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
    for _, other in kept:  # noqa: SIM110 - a generator costs more than what it asks
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
