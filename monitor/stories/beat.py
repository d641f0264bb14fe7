"""The beat of a report of the watch: what else was lately told of what it speaks of.

    sketch → those of the window that share its rarest facts → Beat: these reports, and how rare a fact is among them

That two reports name North Korea and soldiers tells much among all news, and nothing among reports of North Korea's
soldiers. So what a shared fact tells is counted here, among a bounded number of reports.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain, islice
from math import log

from monitor.stories.sketch import TOLD, Facts, Sketch
from monitor.stories.weights import KINDS
from monitor.stories.window import WINDOW, Neighbour, Overlay, Window

MOST = 160  # reports of a beat: those that share the rarest subject first, of each the latest
SUBJECTS = (f"{TOLD}place:", f"{TOLD}actor:")
SMOOTHING = 20  # reports that a beat is taken to have besides, so that in a small one not everything is rare
BORNE_BESIDES = 0.4  # how many of these are taken to bear a fact


class Beat:
    """Reports of one beat. A fact is written as in `Sketch.told`. `remembered`: any item of the window, by its key."""

    def __init__(
        self, reports: Iterable[Neighbour], remembered: Callable[[str], Neighbour | None] = lambda _: None
    ) -> None:
        self.reports = tuple(reports)
        self._remembered = remembered
        bearing = Counter(chain.from_iterable(near.sketch.told + near.sketch.below for near in self.reports))
        self.weights: Mapping[str, float] = _Weights(bearing, len(self.reports))

    def began(self, story_id: str) -> datetime | None:
        """When the report that founded a story is dated; None where that is remembered no more."""
        founder = self._remembered(story_id)
        return None if founder is None else founder.dated


class _Weights(dict[str, float]):
    """What a shared fact tells: by its kind, and by how few of a beat bear it (natural logarithm)."""

    def __init__(self, bearing: Mapping[str, int], count: int) -> None:
        super().__init__()
        self._bearing = bearing
        self._count = count + SMOOTHING

    def __missing__(self, fact: str) -> float:
        kind = fact[len(TOLD) : fact.index(":", len(TOLD))]
        self[fact] = weight = KINDS[kind] * log(self._count / (BORNE_BESIDES + self._bearing[fact]))
        return weight


NO_BEAT = Beat(())


def beat_of(window: Window | Overlay, sketch: Sketch, dated: datetime) -> Beat:
    """The beat of a report; empty where it is none of the watch."""
    return Beat(islice(_near(window, sketch, dated), MOST), window.get) if sketch.told else NO_BEAT


def _near(window: Window | Overlay, sketch: Sketch, dated: datetime) -> Iterator[Neighbour]:
    for key in _latest(window, sketch.told + sketch.below):
        near = window.get(key)
        if near is not None and abs(near.dated - dated) <= WINDOW:
            yield near


def _latest(window: Window | Overlay, told: Facts) -> Iterator[str]:
    """The keys of those who share a subject, the rarest subject first, of each the latest first; then all others."""
    subjects = sorted(window.borne([fact for fact in told if fact.startswith(SUBJECTS)]))
    seen: set[str] = set()
    for _, _, keys in (*subjects, *window.borne([TOLD])):
        for key in reversed(keys[-MOST:]):
            if key not in seen:
                seen.add(key)
                yield key
