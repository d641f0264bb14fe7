"""Whether a condition holds, and no more: what the index has made sure of is not asked, and no mark is made.

tree + Vocabulary → Truth (compiled once);  Reading → true or false
"""

from collections.abc import Callable, Iterable, Sequence

from monitor.rules.field import FieldText, Hit
from monitor.rules.index import is_assured
from monitor.rules.lexicon import Key
from monitor.rules.nearness import placed, within_reach
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Reading, Vocabulary, finder
from monitor.rules.tree import And, AtLeast, Near, Node, Not, Or, Scoped, Term, children

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
            return lambda reading: sum([part(reading) for part in parts]) >= count
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
    if names is not DEFAULT_FIELDS:
        return lambda reading: bool(reading.hits(key, names))
    if vocabulary.lexicon.is_certain(key):
        return lambda reading: key in reading.keys
    return lambda reading: key in reading.keys and bool(reading.heard[key])


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
        return any(within_reach(node, left(reading), right, reading))

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
    terms = tuple(part for part in parts if isinstance(part, Term))
    return terms if len(terms) == len(parts) else ()
