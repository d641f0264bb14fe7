"""The polls that the store remembers, for walking them again.

items + their revisions + when each was decided on → RecordedPoll(feed, instant, its items), oldest first

All items of a poll were decided on at one instant, so a feed and an instant name a poll. An item is decided on when it
comes, and again whenever it was rewritten: its n-th reading is of its n-th revision.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, func, select

from monitor.model import Item
from monitor.store.ledger import item_of
from monitor.store.revisions import SAID
from monitor.store.tables import decisions, items, revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPoll:
    """What one poll of a feed brought that was new, or rewritten. `is_first`: nothing older is kept of that feed."""

    feed_id: str
    at: datetime
    is_first: bool
    items: tuple[Item, ...]


def recorded_polls(connection: Connection, since: datetime) -> Iterator[RecordedPoll]:
    """The polls since then, oldest first; before them, the earlier texts of what was rewritten since."""
    first = _first_polls(connection)
    rows = connection.execute(_readings(since))
    for (at, feed_id), group in groupby(rows, key=lambda row: (row.decided_at, row.feed_id)):
        found = tuple(_as_read(row) for row in group)
        yield RecordedPoll(feed_id=feed_id, at=at, is_first=at == first[feed_id], items=found)


def _first_polls(connection: Connection) -> dict[str, datetime]:
    """By feed, the oldest instant of which a decision on one of its items is kept."""
    at = func.min(decisions.c.decided_at).label("at")
    chosen = select(items.c.feed_id, at).join(decisions, decisions.c.item_key == items.c.key).group_by(items.c.feed_id)
    return {row.feed_id: row.at for row in connection.execute(chosen)}


def _readings(since: datetime) -> Select[Any]:
    """A row a reading: the item as it stands, and as `was_…` what it said then, where it was rewritten since."""
    read = _numbered()
    lately = select(decisions.c.item_key).where(decisions.c.decided_at >= since)
    is_its = and_(revisions.c.item_key == read.c.item_key, revisions.c.revision == read.c.reading)
    said = (revisions.c[name].label(f"was_{name}") for name in SAID)
    return (
        select(items, read.c.decided_at, read.c.reading, *said)
        .join(read, read.c.item_key == items.c.key)
        .outerjoin(revisions, is_its)
        .where(items.c.key.in_(lately))
        .order_by(read.c.decided_at, items.c.feed_id, read.c.number.desc())  # a poll takes equal dates last first
    )


def _numbered() -> Subquery:
    """When each item was decided on, its place among all decisions, and how many readings of it came before."""
    number = func.min(decisions.c.id).label("number")
    made = select(decisions.c.item_key, decisions.c.decided_at, number)
    once = made.group_by(decisions.c.item_key, decisions.c.decided_at).subquery()
    before = func.row_number().over(partition_by=once.c.item_key, order_by=once.c.decided_at) - 1
    return select(once, before.label("reading")).subquery()


def _as_read(row: Any) -> Item:
    """The item as it was read then."""
    item = item_of(row)
    if row.reading:
        item = replace(item, fetched_at=row.decided_at)
    if row.was_title is None:
        return item
    said = {name: getattr(row, f"was_{name}") for name in SAID}
    return replace(item, **said | {"tags": tuple(row.was_tags)})


def kept_items(connection: Connection, since: datetime) -> Iterator[tuple[Item, str]]:
    """The items that were fetched since then, each with the id of its story, newest first."""
    newest = select(items).where(items.c.fetched_at >= since).order_by(items.c.fetched_at.desc(), items.c.key)
    for row in connection.execute(newest.execution_options(yield_per=1000)):
        yield item_of(row), row.story_id
