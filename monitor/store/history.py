"""The polls that the store remembers, for walking them again.

items + when each was first decided on → RecordedPoll(feed, instant, its items), oldest first

All items of a poll were decided on at one instant, so a feed and an instant name a poll. A text that was rewritten
since then is read as it stands now: only the last revision is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Subquery, func, select

from monitor.model import Item
from monitor.store.ledger import item_of
from monitor.store.tables import decisions, items


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPoll:
    """What one poll of a feed brought that was new. `is_first`: nothing older is kept of that feed."""

    feed_id: str
    at: datetime
    is_first: bool
    items: tuple[Item, ...]


def recorded_polls(connection: Connection, since: datetime) -> Iterator[RecordedPoll]:
    """The polls since then, oldest first."""
    decided = _decided()
    first = {
        row.feed_id: row.at
        for row in connection.execute(
            select(items.c.feed_id, func.min(decided.c.at).label("at"))
            .join(decided, decided.c.item_key == items.c.key)
            .group_by(items.c.feed_id)
        )
    }
    rows = connection.execute(
        select(items, decided.c.at)
        .join(decided, decided.c.item_key == items.c.key)
        .where(decided.c.at >= since)
        .order_by(decided.c.at, items.c.feed_id, decided.c.number.desc())  # a poll takes equal dates last first
    )
    for (at, feed_id), group in groupby(rows, key=lambda row: (row.at, row.feed_id)):
        found = tuple(item_of(row) for row in group)
        yield RecordedPoll(feed_id=feed_id, at=at, is_first=at == first[feed_id], items=found)


def kept_items(connection: Connection, since: datetime) -> Iterator[tuple[Item, str]]:
    """The items that were fetched since then, each with the id of its story, newest first."""
    newest = select(items).where(items.c.fetched_at >= since).order_by(items.c.fetched_at.desc(), items.c.key)
    for row in connection.execute(newest.execution_options(yield_per=1000)):
        yield item_of(row), row.story_id


def _decided() -> Subquery:
    """When each item was first decided on, and its place among all decisions."""
    number, at = func.min(decisions.c.id).label("number"), func.min(decisions.c.decided_at).label("at")
    return select(decisions.c.item_key, number, at).group_by(decisions.c.item_key).subquery()
