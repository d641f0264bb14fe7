"""Upkeep: what grows is trimmed, and its space given back, in steps between which everything else goes on.

sketches, articles → dropped · items, stories by [retention] → trimmed · free pages → the disk
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from monitor.operating import Retention
from monitor.store import StoreThread
from monitor.store.retention import Trimmed

log = structlog.get_logger("store")


async def tend(store: StoreThread, keep: Retention, now: datetime) -> None:
    """All that there is to do now, in one line of the log. Raises StoreError."""
    sketches = await store.do(lambda opened: opened.forget_sketches(now))
    articles = await store.do(lambda opened: opened.forget_articles(now))
    done = await tidy(store, keep, now)
    tell = log.info if done.trimmed or done.freed else log.debug
    dropped = {"items": done.trimmed.items, "stories": done.trimmed.stories, "sketches": sketches, "articles": articles}
    tell("upkeep", **dropped, megabytes_freed=round(done.freed / 1e6, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What was deleted, and how many bytes went back to the disk."""

    trimmed: Trimmed
    freed: int


async def tidy(store: StoreThread, keep: Retention, now: datetime) -> Tidied:
    """Deletes what is no longer kept, and gives its space back, to the end. Raises StoreError."""
    trimmed, freed = Trimmed(), 0
    while step := await store.do(lambda opened: opened.trim(keep, now)):
        trimmed += step
    while given := await store.do(lambda opened: opened.give_back()):
        freed += given
    return Tidied(trimmed=trimmed, freed=freed)
