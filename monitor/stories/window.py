"""The window: the items that a new one may tell the same story as, found by their facts.

An inverted index in memory. Candidates come from an item's rarest facts, so that the cost of placing it is bounded by
a budget and does not grow with the window. It is filled from the store, and only with what is committed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from monitor.stories.heirs import NO_HEIRS, Heirs
from monitor.stories.sketch import Sketch, stems_in
from monitor.stories.weights import Weights, rarity_of, step_of

WINDOW = timedelta(hours=48)  # reports of one event come within two days; what is alike later is another event
BUDGET = 250  # postings that are read for one item
MOST_CANDIDATES = 16  # that are compared in full
MARK = "lead:"  # a fact that is a mark of the first lines


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
        # Fact → keys of the items that bear it, in order. Most are borne by one alone: a list would take 70 bytes more.
        self._bearers: dict[str, str | list[str]] = {}
        self._leads = Counter[int]()  # stem, by its number → in how many first lines it stands
        self._weights: dict[int, Weights] = {}  # by the step of the window's size

    def __len__(self) -> int:
        return len(self.items)

    def add(self, neighbour: Neighbour) -> None:
        """Takes an item in; a new text of a known one replaces it, and one whose story merged stands where it stood."""
        key, sketch = neighbour.item_key, neighbour.sketch
        before = self.items.get(key)
        if before is not None and before.placed_at == neighbour.placed_at and before.sketch == sketch:
            self.items[key] = neighbour
            return
        self.remove(key)
        self.items[key] = neighbour
        facts = sketch.indexed
        for weights in self._weights.values():
            weights.forget(facts, sketch.lead)
        for fact in facts:
            keys = self._bearers.setdefault(fact, key)
            if isinstance(keys, list):
                keys.append(key)
            elif keys is not key:
                self._bearers[fact] = [keys, key]
        self._leads.update(stems_in(sketch.lead))

    def remove(self, item_key: str) -> None:
        """Lets go of one item, if it is there. What is forgotten stands first in each list, and is found at once."""
        gone = self.items.pop(item_key, None)
        if gone is None:
            return
        facts = gone.sketch.indexed
        for weights in self._weights.values():
            weights.forget(facts, gone.sketch.lead)
        for fact in facts:
            keys = self._bearers[fact]
            if not isinstance(keys, list):
                del self._bearers[fact]
                continue
            keys.remove(item_key)
            if len(keys) == 1:
                self._bearers[fact] = keys[0]
        leads = self._leads
        for stem in stems_in(gone.sketch.lead):
            if (left := leads[stem] - 1) > 0:
                leads[stem] = left
            else:
                del leads[stem]

    def merge(self, story_id: str, into: str) -> None:
        """The items of one story are of another from now on."""
        for key, near in self.items.items():
            if near.story_id == story_id:
                self.items[key] = replace(near, story_id=into)

    def forget(self, before: datetime) -> int:
        """Lets go of the items placed before then; how many. They stand in that order."""
        old = list(takewhile(lambda key: self.items[key].placed_at < before, self.items))
        for key in old:
            self.remove(key)
        return len(old)

    def get(self, item_key: str) -> Neighbour | None:
        return self.items.get(item_key)

    def bearers(self, fact: str) -> list[str]:
        """The keys of the items that bear a fact, in order; to be read only."""
        keys = self._bearers.get(fact)
        return keys if isinstance(keys, list) else [] if keys is None else [keys]

    def bearing(self, fact: str) -> int:
        """How many these are."""
        keys = self._bearers.get(fact)
        return len(keys) if isinstance(keys, list) else 0 if keys is None else 1

    def leading(self, stem: int) -> int:
        """In how many first lines a stem stands, by its number."""
        return self._leads[stem]

    def borne(self, facts: Sequence[str]) -> list[tuple[int, str, Sequence[str]]]:
        """Of each of these facts that is borne: by how many, the fact, and the latest who bear it, in order."""
        found = zip(facts, map(self._bearers.get, facts), strict=True)
        return [
            (len(keys), fact, keys) if isinstance(keys, list) else (1, fact, (keys,)) for fact, keys in found if keys
        ]

    def weights(self) -> Weights:
        """What facts count among the items of now; as good until the next one is taken in or let go of."""
        return self.weights_at(step_of(len(self.items)))

    def weights_at(self, step: int) -> Weights:
        """The same, as if there were so many items. Those of two steps are kept: a window's size goes up and down."""
        if (found := self._weights.get(step)) is None:
            for old in list(self._weights)[:-1]:
                del self._weights[old]
            found = self._weights[step] = Weights(step, self.bearing, self.leading)
        return found


class Overlay:
    """A window as it would be with more items, which is only read: the items can be taken back by dropping this.

    `heirs`: of stories that merge meanwhile.
    """

    def __init__(self, below: Window, heirs: Heirs = NO_HEIRS) -> None:
        self._below = below
        self._heirs = heirs
        self._own = Window()
        self._gone = Window()  # the texts below that have another one here
        self._weights: Weights | None = None

    def add(self, neighbour: Neighbour) -> None:
        """As `Window.add`."""
        before = self._below.items.get(neighbour.item_key)
        for one in (before, self._own.get(neighbour.item_key), neighbour):  # what is borne no more, too
            if one is not None and self._weights is not None:
                self._weights.forget(one.sketch.indexed, one.sketch.lead)
        if before is not None:
            self._gone.add(before)
        self._own.add(neighbour)

    def get(self, item_key: str) -> Neighbour | None:
        near = self._own.items.get(item_key) or self._below.items.get(item_key)
        if near is None or not self._heirs or (goes_on := self._heirs.of(near.story_id)) == near.story_id:
            return near
        return replace(near, story_id=goes_on)

    def borne(self, facts: Sequence[str]) -> list[tuple[int, str, Sequence[str]]]:
        """As `Window.borne`."""
        found: list[tuple[int, str, Sequence[str]]] = []
        for fact in facts:
            older, newer, gone = self._below.bearers(fact), self._own.bearers(fact), self._gone.bearing(fact)
            if count := len(older) - gone + len(newer):
                found.append((count, fact, [*(self._latest(older) if gone else older[-BUDGET:]), *newer]))
        return found

    def _latest(self, older: Sequence[str]) -> list[str]:
        """Of keys below, the last that have no other text here; not all are looked at, since they may be thousands."""
        gone = self._gone.items
        return list(islice((key for key in reversed(older) if key not in gone), BUDGET))[::-1]

    def weights(self) -> Weights:
        """As `Window.weights`."""
        step = step_of(len(self._below) - len(self._gone) + len(self._own))
        if self._weights is None or self._weights.step != step:
            self._weights = _WeightsAbove(step, self._below, self._own, self._gone)
        return self._weights


class _WeightsAbove(Weights):
    """Those of an overlay: of what its own items do not bear, the weights of the window below."""

    def __init__(self, step: int, below: Window, own: Window, gone: Window) -> None:
        super().__init__(
            step,
            lambda fact: below.bearing(fact) - gone.bearing(fact) + own.bearing(fact),
            lambda stem: below.leading(stem) - gone.leading(stem) + own.leading(stem),
        )
        self._below = below.weights_at(step)
        self._own, self._gone = own, gone

    def __missing__(self, fact: str) -> float:
        if self._own.bearing(fact) or self._gone.bearing(fact):
            return super().__missing__(fact)
        self[fact] = square = self._below[fact]
        return square


def candidates(window: Window | Overlay, sketch: Sketch, dated: datetime, weights: Weights) -> list[Neighbour]:
    """The items within the window of time that share the most with a sketch, by rarity, most first.

    Facts are taken rarest first, until the budget is spent; of a common fact only its latest items count. Who shares
    but one of them is left out where others share more; a mark of the first lines is enough, since it means a copy.
    """
    scores: dict[str, float] = {}  # below 0, so that they are ranked as they are
    likely: set[str] = set()
    budget = BUDGET
    for count, fact, bearers in sorted(window.borne(sketch.facts)):
        if budget <= 0:
            break
        rarity = rarity_of(count, weights.step)
        if count == 1:  # as most are borne
            key = bearers[0]
            if key in scores or fact.startswith(MARK):
                likely.add(key)
            scores[key] = scores.get(key, 0.0) - rarity
            budget -= 1
            continue
        latest = dict.fromkeys(bearers[-budget:], -rarity)  # all at once: most of these bear one of the facts only
        again = latest.keys() & scores.keys()
        for key in again:
            latest[key] += scores[key]
        likely |= latest.keys() if fact.startswith(MARK) else again
        scores |= latest
        budget -= len(latest)
    ranked = sorted(likely or scores)  # by key, then by score: a third of the time that pairs of both take
    ranked.sort(key=scores.__getitem__)
    return _best(window, ranked, dated)


def _best(window: Window | Overlay, ranked: Iterable[str], dated: datetime) -> list[Neighbour]:
    """The first in rank that are close in time."""
    nears = filter(None, map(window.get, ranked))
    return list(islice((near for near in nears if abs(near.dated - dated) <= WINDOW), MOST_CANDIDATES))
