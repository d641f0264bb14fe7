"""Weights: how much it means that two reports share a fact, or a word of their first lines.

    a fact's kind, how many items bear it, how many there are → its weight, squared

A rare fact tells much, a common one little (inverse document frequency), and words carry a title that deeds and places
only colour. The number of items counts in small steps of its logarithm: so a weight, once worked out, holds until an
item that bears the fact comes or goes, and most are not worked out again for the next item.
"""

from collections.abc import Callable, Iterable
from math import log
from typing import TypeVar
from weakref import proxy

from monitor.stories.sketch import SAYS_NOTHING, stems_in

# What a shared fact counts, by its kind.
KINDS = {"word": 1.0, "part": 0.6, "name": 0.5, "place": 0.7, "actor": 0.9, "deed": 0.6, "topic": 0.6, "number": 1.0}
BACKGROUND = 400  # items that an empty window is taken to have seen, so that the first words are not all rare
STEPS = 64  # in which the logarithm of the number of items is counted
MOST_REMEMBERED = 50_000  # facts, or stems of first lines; some 5 MB


def step_of(items: int) -> int:
    """The step in which so many items count."""
    return round(STEPS * log(items + BACKGROUND))


Said = TypeVar("Said", str, int)  # a fact, or a stem of first lines by its number


class Squares(dict[Said, float]):
    """Squared weights, which add up to a squared length."""

    def of(self, said: Iterable[Said]) -> float:
        """The squared length of all these together."""
        return sum(map(self.__getitem__, said))


class Weights(Squares[str]):
    """The squared weight of each fact, remembered. Who takes an item in, or lets go of one, has to `forget` it.

    `bearing` tells how many items bear a fact, `leading` how many have a stem in their first lines.
    """

    def __init__(self, step: int, bearing: Callable[[str], int], leading: Callable[[int], int]) -> None:
        super().__init__()
        self.step = step
        self._size = step / STEPS
        self.named = Named(self)
        self.leads = Leads(step, leading)
        self._bearing = bearing

    def __missing__(self, fact: str) -> float:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
            self.named.clear()
        rarity = self._size - log(0.5 + self._bearing(fact))  # as `rarity_of`, which is a call more
        length = KINDS[fact[: fact.index(":")]] * rarity
        self[fact] = square = length * length
        return square

    def rarity(self, fact: str) -> float:
        """The inverse document frequency of a fact, natural logarithm."""
        return rarity_of(self._bearing(fact), self.step)

    def forget(self, facts: Iterable[str], lead: bytes) -> None:
        """What these facts, and the stems of a lead, count is to be found anew: one that bears them comes or goes."""
        for fact in self.keys() & facts:
            del self[fact]
            self.named.pop(fact, None)
        if self.leads:
            for stem in self.leads.keys() & stems_in(lead):
                del self.leads[stem]


class Named(Squares[str]):
    """The same without deeds: in one language their words have been counted."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = proxy(weights)  # which holds this: no circle that waits for the collector

    def __missing__(self, fact: str) -> float:
        self[fact] = square = 0.0 if fact.startswith("deed:") else self._weights[fact]
        return square


class Leads(Squares[int]):
    """What the stems of titles and first lines count, squared, by number; words that any report has count nothing."""

    def __init__(self, step: int, leading: Callable[[int], int]) -> None:
        super().__init__()
        self._step = step
        self._leading = leading

    def __missing__(self, stem: int) -> float:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        length = 0.0 if stem in SAYS_NOTHING else rarity_of(self._leading(stem), self._step)
        self[stem] = square = length * length
        return square


def rarity_of(bearing: int, step: int) -> float:
    """The inverse document frequency of what so many items bear, natural logarithm."""
    return step / STEPS - log(0.5 + bearing)
