"""Feeds in the store: which are due, who polls them, and what came of it.

The schedule is a column, `next_poll_at`: the daemon only ticks. A claim is a lease with a token, so that a process
which comes back late can't record over another's work.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from monitor.model import Feed, FeedState
from monitor.store.tables import feeds


def enrol(connection: Connection, declared: Iterable[Feed], now: datetime) -> None:
    """Makes a row for each feed that has none, due at once. A feed whose address changed starts anew."""
    known = {row.id: row.url for row in connection.execute(select(feeds.c.id, feeds.c.url))}
    for feed in declared:
        if feed.id not in known:
            connection.execute(insert(feeds).values(id=feed.id, url=feed.url, next_poll_at=now))
        elif known[feed.id] != feed.url:
            changed = {"url": feed.url, "etag": None, "last_modified": None, "body_digest": None, "next_poll_at": now}
            changed["polled_at"] = None  # what stands at another address is backlog
            fresh = {"failures": 0, "failing_since": None, "fault": None}
            connection.execute(update(feeds).where(feeds.c.id == feed.id).values(**changed, **fresh))


LONGEST_WAIT = timedelta(days=8)  # nothing is put off for longer; what is due later was written by a wrong clock


def any_due(connection: Connection, ids: Sequence[str], now: datetime) -> bool:
    """Whether any of these feeds is due, whoever's it is."""
    return connection.execute(select(feeds.c.id).where(feeds.c.id.in_(ids), _is_due(now)).limit(1)).first() is not None


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(feeds.c.next_poll_at <= now, feeds.c.next_poll_at > now + LONGEST_WAIT)


def claim(
    connection: Connection, ids: Sequence[str], now: datetime, lease: timedelta, limit: int, *, due_only: bool = True
) -> list[FeedState]:
    """Up to `limit` of these feeds that are due (or all, with due_only=False) and nobody's, longest due first."""
    free = or_(feeds.c.leased_until.is_(None), feeds.c.leased_until < now, feeds.c.leased_until > now + LONGEST_WAIT)
    wanted = select(feeds.c.id).where(feeds.c.id.in_(ids), free).order_by(feeds.c.next_poll_at, feeds.c.id).limit(limit)
    if due_only:
        wanted = wanted.where(_is_due(now))
    taken = {"lease": secrets.token_hex(8), "leased_until": now + lease}
    rows = connection.execute(update(feeds).where(feeds.c.id.in_(wanted)).values(**taken).returning(*feeds.c))
    return sorted((_state(row) for row in rows), key=lambda state: (state.next_poll_at, state.feed_id))


def record_state(connection: Connection, state: FeedState) -> bool:
    """Writes a feed's state and ends its claim. False where the claim was lost: nothing is written then."""
    values = {
        "next_poll_at": state.next_poll_at,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_digest": state.body_digest,
        "polled_at": state.polled_at,
        "failures": state.failures,
        "failing_since": state.failing_since,
        "fault": state.fault,
        "lease": None,
        "leased_until": None,
    }
    written = connection.execute(
        update(feeds).where(feeds.c.id == state.feed_id, feeds.c.lease == state.lease).values(**values)
    )
    return written.rowcount == 1


def release_all(connection: Connection) -> None:
    """Ends every claim: at start-up, when nobody else can be at work on this data."""
    connection.execute(update(feeds).values(lease=None, leased_until=None))


def states(connection: Connection) -> list[FeedState]:
    """What is remembered of every feed."""
    return [_state(row) for row in connection.execute(select(feeds).order_by(feeds.c.id))]


def _state(row: Row[tuple[object, ...]]) -> FeedState:
    return FeedState(
        feed_id=row.id,
        url=row.url,
        next_poll_at=row.next_poll_at,
        etag=row.etag,
        last_modified=row.last_modified,
        body_digest=row.body_digest,
        polled_at=row.polled_at,
        failures=row.failures,
        failing_since=row.failing_since,
        fault=row.fault,
        lease=row.lease or "",
    )
