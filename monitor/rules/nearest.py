"""Of alternatives that all fail: which was nearest to holding, and what it lacks.

A rule of five clauses joined by OR fails at all of them, and that alone helps nobody who wonders why it did not match.
"""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.rules.condition import Miss, compiled
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Fields, Reading, Vocabulary
from monitor.rules.tree import And, AtLeast, Near, Node, Not, Or, Scoped, is_positive, near_operator, shortened, write


class _Lack(NamedTuple):
    """How much of a condition is there, from 0 to 1, the first thing that it lacks, and of which alternative."""

    share: float
    said: str
    of: Node | None = None


def nearest(part: Node, reading: Reading, vocabulary: Vocabulary) -> str | None:
    """A sentence on the alternative of `part` that lacks least; None where `part` has none, or all lack everything."""
    lack = _Look(reading, vocabulary).at(part, DEFAULT_FIELDS)
    return None if lack.of is None else f"nearest to holding is {shortened(write(lack.of))}: {lack.said}"


class _Look:
    """One reading, asked for the parts of one condition."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        self.reading = reading
        self.vocabulary = vocabulary

    def at(self, node: Node, names: Fields) -> _Lack:
        if not isinstance(compiled(node, self.vocabulary, names)(self.reading), Miss):
            return _Lack(1, "")
        match node:
            case Scoped():
                inner = self.at(node.part, FIELDS_OF_SCOPE[node.scope])
                return inner._replace(said=f"in {node.scope}:, {inner.said}")
            case Or() | AtLeast():
                return self._of_alternatives(node, names)
            case And():
                return self._of_all(node.parts, names)
            case Near() if not node.negated:
                return self._of_near(node, names)
            case Not():
                return _Lack(0.5, f"{shortened(write(node.part))} is there, and must not be")
            case _:
                return _Lack(0, f"{shortened(write(node))} is not there")

    def _of_alternatives(self, node: Or | AtLeast, names: Fields) -> _Lack:
        found = [(self.at(part, names), part) for part in node.parts]
        best, alternative = max((one for one in found if one[0].share < 1), key=lambda one: one[0].share)
        if best.share == 0:
            return _Lack(0, f"{shortened(write(node))} is not there")
        return best._replace(of=best.of or alternative)

    def _of_all(self, parts: Sequence[Node], names: Fields) -> _Lack:
        """A NOT that holds is no step towards holding: most texts lack most words."""
        found = [lack for part in parts if (lack := self.at(part, names)).share < 1 or is_positive(part)]
        lacking = next((lack for lack in found if lack.share < 1), _Lack(1, ""))
        return lacking._replace(share=sum(lack.share for lack in found) / len(found))

    def _of_near(self, node: Near, names: Fields) -> _Lack:
        sides = self._of_all((node.left, node.right), names)
        apart = f"{shortened(write(node.left))} and {shortened(write(node.right))} are there"
        return sides if sides.share < 1 else _Lack(0.9, f"{apart}, but not as {near_operator(node)} asks")
