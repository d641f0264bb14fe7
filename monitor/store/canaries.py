"""The canary's rows: they are in the way of nobody for the seconds of its walk, and then gone."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, or_, select

from monitor.model import CANARY, Act, Delivery
from monitor.store.engine import reading, writing
from monitor.store.outbox import delivery_of, forget_idle
from monitor.store.tables import deliveries, feeds, items, stories

LOST = timedelta(hours=1)  # rows of a process that died on the way


class CanaryDesk:
    """The canary's side of the store. Each method is one transaction; any may raise StoreError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def delivery(self, feed_id: str) -> Delivery | None:
        """The message of this canary's item; None where there is none."""
        with reading(self.engine) as connection:
            told = select(items.c.story_id).where(items.c.feed_id == feed_id)
            wanted = select(deliveries).where(deliveries.c.story_id.in_(told), deliveries.c.act == Act.POST)
            row = connection.execute(wanted).first()
            return delivery_of(row) if row is not None else None

    def forget(self, feed_id: str, channel: str, now: datetime) -> None:
        """Takes all of this canary out, and what others left behind long ago."""
        with writing(self.engine) as connection:
            lost = and_(is_canary(), items.c.fetched_at < now - LOST)
            which = or_(items.c.feed_id == feed_id, lost)
            told = connection.execute(select(items.c.story_id).where(which)).scalars().all()
            connection.execute(delete(deliveries).where(deliveries.c.story_id.in_(told)))
            connection.execute(delete(items).where(which))
            connection.execute(delete(stories).where(stories.c.id.in_(told)))
            connection.execute(delete(feeds).where(feeds.c.id == feed_id))
            forget_idle(connection, channel)


def is_canary() -> ColumnElement[bool]:
    """Which items are a canary's: a range, for the index."""
    return and_(items.c.feed_id >= CANARY, items.c.feed_id < CANARY[:-1] + chr(ord(CANARY[-1]) + 1))


def stories_of_canaries(connection: Connection) -> list[str]:
    """The stories that lists leave out: one, at most, while a canary walks."""
    return list(connection.execute(select(items.c.story_id).where(is_canary())).scalars())
