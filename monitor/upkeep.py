"""Upkeep: what grows is trimmed, and its space given back, in steps between which everything else goes on.

sketches, articles → dropped · items, stories by [retention] → trimmed · free pages → the disk
"""

from datetime import datetime

import structlog

from monitor.operating import Retention
from monitor.store import StoreThread
from monitor.store.retention import Trimmed

log = structlog.get_logger("store")


async def tend(store: StoreThread, keep: Retention, now: datetime) -> Trimmed:
    """All that there is to do now. Raises StoreError."""
    sketches = await store.do(lambda opened: opened.forget_sketches(now))
    articles = await store.do(lambda opened: opened.forget_articles(now))
    trimmed = Trimmed()
    while step := await store.do(lambda opened: opened.trim(keep, now)):
        trimmed += step
    freed = 0
    while given := await store.do(lambda opened: opened.give_back()):
        freed += given
    tell = log.info if trimmed or freed else log.debug
    tell(
        "upkeep",
        items=trimmed.items,
        stories=trimmed.stories,
        sketches=sketches,
        articles=articles,
        megabytes_freed=round(freed / 1e6, 1),
    )
    return trimmed
