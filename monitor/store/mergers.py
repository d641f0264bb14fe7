"""Stories that turned out to be one: the later goes on in the earlier, with its reports and what was told of them.

    move    before a poll is written: reports, decisions, and messages in channels where only one was told
    note    after it: what merged into what, and by which of its reports

Where both were told in a channel, the message of the one that ended stays, and says so: nothing is told again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from monitor.alerts import NewDelivery
from monitor.model import Act, DeliveryState, Reason
from monitor.store.bulk import insert_rows
from monitor.store.deliveries import edit
from monitor.store.tables import decisions, deliveries, items, marks, sketches, stories
from monitor.stories.heirs import Merger

OUT = {DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN}  # a message that is there, or may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A story that ended in another one, and when."""

    headline: str
    at: datetime
    merger: Merger


def move(connection: Connection, mergers: Sequence[Merger], now: datetime) -> None:
    """What is kept of stories that merge. Of one that this poll founded there is nothing yet."""
    for merger in mergers:
        _renew_sketches(connection, merger.story_id)
        _move_messages(connection, merger, now)
        for table in (items, decisions, marks):
            theirs = table.c.story_id == merger.story_id
            connection.execute(update(table).where(theirs).values(story_id=merger.into))


def note(connection: Connection, mergers: Sequence[Merger], now: datetime) -> None:
    """Says of each which it goes on in, and of that one when it was founded, and last reported."""
    for merger in mergers:
        ended = connection.execute(select(stories).where(stories.c.id == merger.story_id)).one()
        goes_on = connection.execute(select(stories).where(stories.c.id == merger.into)).one()
        times = {
            "founded_at": min(ended.founded_at, goes_on.founded_at),
            "last_item_at": max(ended.last_item_at, goes_on.last_item_at),
        }
        connection.execute(update(stories).where(stories.c.id == merger.into).values(**times))
        how = {"merged_by": merger.item_key, "merged_near": merger.near, "merged_likeness": merger.likeness}
        of_it = update(stories).where(stories.c.id == merger.story_id)
        connection.execute(of_it.values(merged_into=merger.into, merged_at=now, **how))
        merged = stories.c.merged_into == merger.story_id  # each names the one that goes on today
        connection.execute(update(stories).where(merged).values(merged_into=merger.into))


def heir_of(connection: Connection, story_id: str) -> str:
    """The story that it goes on in: itself, where it did not merge."""
    found = connection.execute(select(stories.c.merged_into).where(stories.c.id == story_id)).scalar()
    return found or story_id


def merged_into(connection: Connection, story_id: str) -> tuple[Merged, ...]:
    """The stories that ended in this one, the first first."""
    ended = select(stories).where(stories.c.merged_into == story_id).order_by(stories.c.merged_at, stories.c.id)
    return tuple(
        Merged(
            headline=row.headline,
            at=row.merged_at,
            merger=Merger(row.id, story_id, row.merged_by, row.merged_near, row.merged_likeness),
        )
        for row in connection.execute(ended)
    )


def _renew_sketches(connection: Connection, story_id: str) -> None:
    """With new numbers, so that every window reads in which story they are now."""
    theirs = sketches.c.item_key.in_(select(items.c.key).where(items.c.story_id == story_id))
    kept = connection.execute(select(sketches).where(theirs).order_by(sketches.c.number)).all()
    connection.execute(delete(sketches).where(theirs))
    rows = [{"item_key": row.item_key, "placed_at": row.placed_at, "sketch": row.sketch} for row in kept]
    insert_rows(connection, sketches, rows)


def _move_messages(connection: Connection, merger: Merger, now: datetime) -> None:
    """One message a story and channel: where both have one, that of the story that ended says that it did."""
    told = select(deliveries.c.channel).where(deliveries.c.story_id == merger.into, deliveries.c.act == Act.POST)
    both = connection.execute(told).scalars().all()
    theirs = deliveries.c.story_id == merger.story_id
    alone = update(deliveries).where(theirs, deliveries.c.channel.not_in(both))
    connection.execute(alone.values(story_id=merger.into))
    out = theirs & (deliveries.c.act == Act.POST) & deliveries.c.state.in_(OUT) & deliveries.c.gathered_in.is_(None)
    for post in connection.execute(select(deliveries).where(out).order_by(deliveries.c.id)).all():
        edit(
            connection,
            NewDelivery(
                story_id=merger.story_id,
                channel=post.channel,
                act=Act.EDIT,
                reason=Reason.MERGED,
                item_key=post.item_key,
            ),
            now,
        )
