"""The window: the items that a new one may tell the same story as, found by their facts.

An inverted index in memory. Candidates come from an item's rarest facts, so that the cost of placing it is bounded by
a budget and does not grow with the window. It is filled from the store, and only with what is committed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop
from itertools import takewhile
from math import log

from monitor.stories.sketch import Sketch

WINDOW = timedelta(hours=48)  # reports of one event come within two days; what is alike later is another event
BUDGET = 250  # postings that are read for one item
MOST_CANDIDATES = 16  # that are compared in full
BACKGROUND = 400  # items that an empty window is taken to have seen, so that the first words are not all rare

Rarity = Callable[[str], float]  # of a fact: its inverse document frequency, natural logarithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An item already placed that may tell the same story."""

    item_key: str
    story_id: str
    publisher: str
    dated: datetime
    placed_at: datetime  # when it was taken in: a window forgets by our clock, since dates lie
    sketch: Sketch


class Window:
    """Items by their facts, in the order in which they were taken in."""

    def __init__(self) -> None:
        self.items: dict[str, Neighbour] = {}
        self.bearers: dict[str, list[str]] = {}  # fact → keys of the items that bear it, in order

    def __len__(self) -> int:
        return len(self.items)

    def add(self, neighbour: Neighbour) -> None:
        """Takes an item in; a new text of a known one replaces it."""
        self.remove(neighbour.item_key)
        self.items[neighbour.item_key] = neighbour
        for fact in neighbour.sketch.facts:
            if keys := self.bearers.get(fact):
                keys.append(neighbour.item_key)
            else:
                self.bearers[fact] = [neighbour.item_key]

    def remove(self, item_key: str) -> None:
        """Lets go of one item, if it is there. What is forgotten stands first in each list, and is found at once."""
        gone = self.items.pop(item_key, None)
        for fact in gone.sketch.facts if gone else ():
            keys = self.bearers[fact]
            keys.remove(item_key)
            if not keys:
                del self.bearers[fact]

    def forget(self, before: datetime) -> int:
        """Lets go of the items placed before then; how many. They stand in that order."""
        old = list(takewhile(lambda key: self.items[key].placed_at < before, self.items))
        for key in old:
            self.remove(key)
        return len(old)

    def frequency(self, fact: str) -> int:
        """How many items bear a fact."""
        return len(self.bearers.get(fact, ()))


def candidates(windows: Sequence[Window], sketch: Sketch, dated: datetime, rarity: Rarity) -> list[Neighbour]:
    """The items within the window of time that share the most with a sketch, by rarity, most first.

    Several windows count as one, the latest last; of two texts of an item, that of the later window. Facts are taken
    rarest first, until the budget is spent; of a common fact only its latest items count.
    """
    scores: dict[str, float] = {}  # below 0, so that they are ranked as they are
    budget = BUDGET
    for _, fact, bearers in _borne(windows, sketch):
        if budget <= 0:
            break
        latest = dict.fromkeys(_latest(bearers, budget), -rarity(fact))  # all at once: most bear one such fact only
        for key in latest.keys() & scores.keys():
            latest[key] += scores[key]
        scores |= latest
        budget -= len(latest)
    return _best(windows, list(zip(scores.values(), scores, strict=True)), dated)


def _borne(windows: Sequence[Window], sketch: Sketch) -> list[tuple[int, str, list[list[str]]]]:
    """Of each fact that is borne, rarest first: by how many, the fact, and who bears it, window by window."""
    borne = [(fact, [keys for window in windows if (keys := window.bearers.get(fact))]) for fact in sketch.facts]
    return sorted([(sum(map(len, bearers)), fact, bearers) for fact, bearers in borne if bearers])


def _latest(bearers: Sequence[list[str]], most: int) -> list[str]:
    latest: list[str] = []
    for keys in reversed(bearers):
        if (room := most - len(latest)) > 0:
            latest += keys[: -room - 1 : -1]
    return latest


def _best(windows: Sequence[Window], ranked: list[tuple[float, str]], dated: datetime) -> list[Neighbour]:
    """The first in rank that are close in time. A heap: sorting all of them would cost three times as much."""
    heapify(ranked)
    found: list[Neighbour] = []
    while ranked and len(found) < MOST_CANDIDATES:
        key = heappop(ranked)[1]
        near = next(window.items[key] for window in reversed(windows) if key in window.items)
        if abs(near.dated - dated) <= WINDOW:
            found.append(near)
    return found


def rarity_in(windows: Iterable[Window]) -> Rarity:
    """How rare a fact is in these windows together."""
    kept = tuple(windows)
    total = sum(map(len, kept)) + BACKGROUND
    first, *others = [window.bearers for window in kept]  # not `frequency`: this is asked a hundred times an item

    def rarity_in_one(fact: str) -> float:
        return log(total / (0.5 + len(first.get(fact, ()))))

    def rarity(fact: str) -> float:
        bearing = 0.5 + len(first.get(fact, ()))
        for bearers in others:
            bearing += len(bearers.get(fact, ()))
        return log(total / bearing)

    return rarity if others else rarity_in_one
