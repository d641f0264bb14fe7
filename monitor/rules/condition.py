"""Conditions: whether a tree holds for an item, and which words say so, or which part fails.

    tree + Vocabulary → Check (compiled once);  Reading → Finding (what is shown) | Miss

Where words stand matters to NEAR only (`nearness`); all else is true or false of what is there. A condition that is
only asked whether it holds is compiled by `truth`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import itemgetter

from monitor.model import Evidence
from monitor.rules.lexicon import Key
from monitor.rules.nearness import MOST_EVIDENCE, nearest_pairs, placed
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Pair, Reading, Shown, Vocabulary, finder
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Not, Or, Regex, Scoped, Term, children, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A condition that does not hold: its first failing part, and, where that is a NOT, what was there.

    It is written down only when someone asks: most rules miss most items.
    """

    part: Node
    found: "Finding" = ()

    @property
    def clause(self) -> str:
        """The failing part, as a rule writes it."""
        return write(self.part)


Finding = Sequence[Shown]  # empty where a NOT holds: nothing is there to be shown
Check = Callable[[Reading], Finding | Miss]


# --- True or false -----------------------------------------------------------------------------------------------


def compiled(node: Node, vocabulary: Vocabulary, names: Fields = DEFAULT_FIELDS) -> Check:
    """How a reading is asked whether `node` holds: for the words that make it true, or the first part that fails."""
    match node:
        case And():
            return _all_of(node.parts, vocabulary, names)
        case _ if names is DEFAULT_FIELDS and _is_choice(node):
            return _choices((node,), vocabulary)
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


def _all_of(parts: Sequence[Node], vocabulary: Vocabulary, names: Fields) -> Check:
    checks: list[Check] = []
    for are_choices, run in groupby(parts, lambda part: names is DEFAULT_FIELDS and _is_choice(part)):
        if are_choices:
            checks.append(_choices(run, vocabulary))
        else:
            checks += [compiled(part, vocabulary, names) for part in run]
    return checks[0] if len(checks) == 1 else _one_by_one(checks)


def _one_by_one(checks: list[Check]) -> Check:
    def check(reading: Reading) -> Finding | Miss:
        shown: list[Shown] = []
        for part in checks:
            found = part(reading)
            if isinstance(found, Miss):
                return found
            shown += found
        return shown

    return check


def _is_choice(node: Node) -> bool:
    """Whether it is terms of which so many must be there: one term, or OR or OF of terms."""
    return isinstance(node, Term) or (
        isinstance(node, Or | AtLeast) and all(isinstance(one, Term) for one in node.parts)
    )


def _choices(nodes: Iterable[Node], vocabulary: Vocabulary) -> Check:
    """As `_one_by_one` of `_at_least`, of what most conditions are made of, and without a call for each term."""
    choices = tuple(_choice(node, vocabulary) for node in nodes)

    def check(reading: Reading) -> Finding | Miss:
        keys = reading.keys
        shown: list[Shown] = []
        for terms, least, miss in choices:
            holding = 0
            for key, term in terms:
                if key in keys and (found := reading.shown(key, term)):
                    shown += found
                    holding += 1
            if holding < least:
                return miss
        return shown

    return check


def _choice(node: Node, vocabulary: Vocabulary) -> tuple[tuple[tuple[Key, str], ...], int, Miss]:
    """Terms, as written, how many of them must be there, and what is said where fewer are."""
    terms = [part for part in (node, *children(node)) if isinstance(part, Term)]
    least = node.count if isinstance(node, AtLeast) else 1
    return tuple((vocabulary.keys[term], write(term)) for term in terms), least, Miss(part=node)


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
    miss, find = Miss(part=node), finder(node, vocabulary, names)
    return lambda reading: reading.show(find(reading)) or miss


def _near(node: Near, vocabulary: Vocabulary, names: Fields) -> Check:
    miss = Miss(part=node)
    left, right = placed(node.left, vocabulary, names), placed(node.right, vocabulary, names)

    def check(reading: Reading) -> Finding | Miss:
        shown: list[Shown] = []
        for marks, pair in nearest_pairs(node, left(reading), right, reading):
            shown += [(*one[:-1], pair) for one in reading.show(marks)]
        return shown or miss

    return check


# --- Evidence ----------------------------------------------------------------------------------------------------


def evidence(found: Finding) -> tuple[Evidence, ...]:
    """What was found, in the order of the text, each once, without what lies inside another of the same term.

    Pairs are numbered from 0 in that order.
    """
    kept: list[Shown] = []
    terms: set[str] = set()  # of those that are kept
    for one in sorted(found, key=_BY_ORDER):
        term = one[0][3]
        if term not in terms:
            terms.add(term)
        elif _is_inside(one, kept[-8:]):
            continue
        kept.append(one)
        if len(kept) == MOST_EVIDENCE:
            break
    numbers: dict[Pair, int] = {}
    return tuple([said if pair is None else _numbered(said, pair, numbers) for _, said, _, _, pair in kept])


_BY_ORDER = itemgetter(0)


def _is_inside(one: Shown, kept: list[Shown]) -> bool:
    """Whether it lies in one of these, of the same term."""
    (field, _, _, term), _, first, last, _ = one
    for (other_field, _, _, other_term), _, other_first, other_last, _ in kept:
        if term == other_term and field == other_field and other_first <= first and last <= other_last:
            return True
    return False


def _numbered(said: Evidence, pair: Pair, numbers: dict[Pair, int]) -> Evidence:
    """With the number of its pair."""
    field, start, end, text, term, _ = said
    return Evidence(field, start, end, text, term, numbers.setdefault(pair, len(numbers)))
