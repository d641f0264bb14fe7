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

    def get(self, item_key: str) -> Neighbour | None:
        return self.items.get(item_key)

    def borne(self, facts: Iterable[str]) -> list[tuple[int, str, list[list[str]]]]:
        """Of each of these facts that is borne: by how many, the fact, and who bears it, in order, part by part."""
        found = ((fact, self.bearers.get(fact)) for fact in facts)
        return [(len(keys), fact, [keys]) for fact, keys in found if keys]

    def rarity(self) -> Rarity:
        """How rare a fact is among the items of now."""
        total, bearers = len(self.items) + BACKGROUND, self.bearers  # bound once: it is asked a hundred times an item

        def rarity(fact: str) -> float:
            return log(total / (0.5 + len(bearers.get(fact, ()))))

        return rarity


class Overlay:
    """A window as it would be with more items, which is only read: the items can be taken back by dropping this."""

    def __init__(self, below: Window) -> None:
        self._below = below
        self._own = Window()
        self._gone = Window()  # the texts below that have another one here

    def add(self, neighbour: Neighbour) -> None:
        """As `Window.add`."""
        if (before := self._below.items.get(neighbour.item_key)) is not None:
            self._gone.add(before)
        self._own.add(neighbour)

    def get(self, item_key: str) -> Neighbour | None:
        return self._own.get(item_key) or self._below.get(item_key)

    def borne(self, facts: Iterable[str]) -> list[tuple[int, str, list[list[str]]]]:
        """As `Window.borne`."""
        below, own, gone = self._below.bearers, self._own.bearers, self._gone.bearers
        found = []
        for fact in facts:
            older, newer = below.get(fact, []), own.get(fact, [])
            if fact in gone:
                older = [key for key in older if key not in self._gone.items]
            if count := len(older) + len(newer):
                found.append((count, fact, [older, newer]))
        return found

    def rarity(self) -> Rarity:
        """As `Window.rarity`: of the items of now, so to be asked for anew after each that is added."""
        if not self._own.items:
            return self._below.rarity()
        total = len(self._below) - len(self._gone) + len(self._own) + BACKGROUND
        below, own, gone = self._below.bearers, self._own.bearers, self._gone.bearers

        def rarity(fact: str) -> float:
            bearing = 0.5 + len(below.get(fact, ())) + len(own.get(fact, ())) - len(gone.get(fact, ()))
            return log(total / bearing)

        return rarity


def candidates(window: Window | Overlay, sketch: Sketch, dated: datetime, rarity: Rarity) -> list[Neighbour]:
    """The items within the window of time that share the most with a sketch, by rarity, most first.

    Facts are taken rarest first, until the budget is spent; of a common fact only its latest items count.
    """
    scores: dict[str, float] = {}  # below 0, so that they are ranked as they are
    budget = BUDGET
    for _, fact, bearers in sorted(window.borne(sketch.facts)):
        if budget <= 0:
            break
        latest = dict.fromkeys(_latest(bearers, budget), -rarity(fact))  # all at once: most bear one such fact only
        for key in latest.keys() & scores.keys():
            latest[key] += scores[key]
        scores |= latest
        budget -= len(latest)
    return _best(window, list(zip(scores.values(), scores, strict=True)), dated)


def _latest(bearers: Sequence[list[str]], most: int) -> list[str]:
    latest: list[str] = []
    for keys in reversed(bearers):
        if (room := most - len(latest)) > 0:
            latest += keys[: -room - 1 : -1]
    return latest


def _best(window: Window | Overlay, ranked: list[tuple[float, str]], dated: datetime) -> list[Neighbour]:
    """The first in rank that are close in time. A heap: sorting all of them would cost three times as much."""
    heapify(ranked)
    found: list[Neighbour] = []
    while ranked and len(found) < MOST_CANDIDATES:
        key = heappop(ranked)[1]
        near = window.get(key)
        if near is not None and abs(near.dated - dated) <= WINDOW:
            found.append(near)
    return found
