"""Feeds in the store: which are due, who polls them, and what came of it.

The schedule is a column, `next_poll_at`: the daemon only ticks. A claim is a lease with a token, so that a process
which comes back late can't record over another's work.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, literal, or_, select, update

from monitor.addresses import without_user
from monitor.habits import Habits, Hints
from monitor.model import Feed, FeedState
from monitor.store.dialect import insert_or
from monitor.store.tables import feeds
from monitor.store.tables import hosts as hosts_table

NO_HOSTS: Mapping[str, str] = MappingProxyType({})


def enrol(connection: Connection, declared: Iterable[Feed], now: datetime) -> None:
    """Makes a row for each feed that has none, due at once. A feed whose address changed starts anew.

    User and password stay in the config: another password is no other address.
    """
    known = {row.id: row.url for row in connection.execute(select(feeds.c.id, feeds.c.url))}
    for feed in declared:
        url = without_user(feed.url)
        if feed.id not in known:
            new = insert_or(connection, feeds).values(id=feed.id, url=url, next_poll_at=now)
            connection.execute(new.on_conflict_do_nothing())  # another replica starts too
        elif known[feed.id] == feed.url != url:  # written before passwords were kept out
            connection.execute(update(feeds).where(feeds.c.id == feed.id).values(url=url))
        elif known[feed.id] != url:
            gone = dict.fromkeys(("etag", "last_modified", "given_by", "body_digest"))
            changed = {"url": url, "next_poll_at": now, **gone}
            changed["polled_at"] = None  # what stands at another address is backlog
            fresh = {"failures": 0, "failing_since": None, "fault": None, **_habit_columns(Habits())}
            connection.execute(update(feeds).where(feeds.c.id == feed.id).values(**changed, **fresh))


PAGE = 500  # rows that are read, and parameters that a statement has, at one time
LONGEST_WAIT = timedelta(days=8)  # nothing is put off for longer; what is due later was written by a wrong clock


def due(connection: Connection, now: datetime) -> Iterator[str]:
    """The feeds that are due and nobody's, longest due first: as many as the caller takes."""
    wanted = select(feeds.c.id).where(_is_due(now), _may_be_asked(now)).order_by(feeds.c.next_poll_at, feeds.c.id)
    with connection.execution_options(yield_per=PAGE).execute(wanted) as rows:
        yield from rows.scalars()


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(feeds.c.next_poll_at <= now, feeds.c.next_poll_at > now + LONGEST_WAIT)


def _may_be_asked(now: datetime) -> ColumnElement[bool]:
    """Nobody's, not gone for good, and not held back by its server."""
    waits = (feeds.c.leased_until, feeds.c.held_until)
    past = [or_(until.is_(None), until <= now, until > now + LONGEST_WAIT) for until in waits]
    return and_(*past, feeds.c.stopped_at.is_(None))


def put_off(connection: Connection, starts: Mapping[str, datetime], now: datetime) -> None:
    """Moves polls that are due, and that nobody has begun, to these times."""
    if starts:
        mine = and_(feeds.c.id == bindparam("feed"), _is_due(now), feeds.c.lease.is_(None))
        later = update(feeds).where(mine).values(next_poll_at=bindparam("at"))
        connection.execute(later, [{"feed": feed_id, "at": at} for feed_id, at in starts.items()])


def claim(
    connection: Connection,
    ids: Sequence[str],
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    due_only: bool = True,
    hosts: Mapping[str, str] = NO_HOSTS,
) -> list[FeedState]:
    """Up to `limit` of these feeds that are due (or all, with due_only=False) and may be asked, longest due first.

    `hosts` by feed: a host that is asked by another replica, or was just now, is left alone. Feeds and hosts that
    another replica is claiming at this moment are left to it.
    """
    free = _free_hosts(connection, {hosts[one] for one in ids if one in hosts}, now)
    ids = [one for one in ids if one not in hosts or hosts[one] in free]
    found: list[FeedState] = []
    for start in range(0, len(ids), PAGE):
        found += _claimed(connection, ids[start : start + PAGE], now, lease, limit - len(found), due_only=due_only)
    if asked := [{"host": hosts[one.feed_id], "claim": one.lease} for one in found if one.feed_id in hosts]:
        taken = update(hosts_table).where(hosts_table.c.name == bindparam("host"))
        connection.execute(taken.values(free_at=now + lease, lease=bindparam("claim")), asked)
    return sorted(found, key=lambda state: (state.next_poll_at, state.feed_id))


def _claimed(
    connection: Connection, ids: Sequence[str], now: datetime, lease: timedelta, limit: int, *, due_only: bool
) -> list[FeedState]:
    wanted = select(feeds.c.id).where(feeds.c.id.in_(ids), _may_be_asked(now))
    wanted = wanted.order_by(feeds.c.next_poll_at, feeds.c.id).limit(limit)
    if due_only:
        wanted = wanted.where(_is_due(now))
    free = connection.execute(wanted.with_for_update(skip_locked=True)).scalars().all()
    token = literal(secrets.token_hex(8))
    taken = {"lease": token.concat(".").concat(feeds.c.id), "leased_until": now + lease}
    rows = connection.execute(update(feeds).where(feeds.c.id.in_(free)).values(**taken).returning(*feeds.c))
    return [_state(row) for row in rows]


def _free_hosts(connection: Connection, names: AbstractSet[str], now: datetime) -> set[str]:
    """Those of the hosts that nobody asks now, each held until the transaction ends."""
    if not names:
        return set()
    known = connection.execute(select(hosts_table.c.name).where(hosts_table.c.name.in_(names))).scalars()
    if missing := sorted(names - set(known)):
        new = insert_or(connection, hosts_table).on_conflict_do_nothing()
        connection.execute(new, [{"name": name} for name in missing])
    free_at = hosts_table.c.free_at
    is_free = or_(free_at.is_(None), free_at <= now, free_at > now + LONGEST_WAIT)
    wanted = select(hosts_table.c.name).where(hosts_table.c.name.in_(names), is_free).order_by(hosts_table.c.name)
    return set(connection.execute(wanted.with_for_update(skip_locked=True)).scalars())


def take_host(connection: Connection, name: str, now: datetime, lease: timedelta) -> str | None:
    """A host for something else than a poll, by the lease that frees it; None where another replica asks it, or did."""
    if name not in _free_hosts(connection, {name}, now):
        return None
    token = f"{secrets.token_hex(8)}.{name}"
    taken = update(hosts_table).where(hosts_table.c.name == name).values(free_at=now + lease, lease=token)
    connection.execute(taken)
    return token


def free_host(connection: Connection, lease: str, free_at: datetime) -> None:
    """Ends the claim of a host, which may be asked again at `free_at`."""
    connection.execute(update(hosts_table).where(hosts_table.c.lease == lease).values(free_at=free_at, lease=None))


def renew(connection: Connection, leases: Sequence[str], until: datetime) -> None:
    """Claims that are still worked on end later. One that was taken over stays taken."""
    for start in range(0, len(leases), PAGE):
        these = leases[start : start + PAGE]
        connection.execute(update(feeds).where(feeds.c.lease.in_(these)).values(leased_until=until))
        connection.execute(update(hosts_table).where(hosts_table.c.lease.in_(these)).values(free_at=until))


def give_back(connection: Connection, leases: Sequence[str], again_at: datetime) -> None:
    """Ends claims that came to nothing: their feeds are asked again at `again_at`, by whoever comes first."""
    ended = update(feeds).where(feeds.c.lease.in_(leases)).values(lease=None, leased_until=None, next_poll_at=again_at)
    connection.execute(ended)
    connection.execute(update(hosts_table).where(hosts_table.c.lease.in_(leases)).values(lease=None, free_at=None))


# Made once: SQLAlchemy takes longer to make and to recognise a statement than SQLite to run it.
FREE_HOST = (
    update(hosts_table).where(hosts_table.c.lease == bindparam("claim")).values(free_at=bindparam("until"), lease=None)
)
WRITE_STATE = update(feeds).where((feeds.c.id == bindparam("feed")) & (feeds.c.lease == bindparam("claim")))


def record_states(connection: Connection, polled: Sequence[tuple[FeedState, datetime]]) -> frozenset[str]:
    """Writes states of several feeds and ends their claims; the leases of those whose claim still held.

    With each, when its host may be asked again.
    """
    if not polled:
        return frozenset()
    connection.execute(FREE_HOST, [{"claim": state.lease, "until": host_free_at} for state, host_free_at in polled])
    claims = {(state.feed_id, state.lease) for state, _ in polled}
    of_these = select(feeds.c.id, feeds.c.lease).where(feeds.c.id.in_([feed_id for feed_id, _ in claims]))
    of_these = of_these.order_by(feeds.c.id).with_for_update()
    held = frozenset(row.lease for row in connection.execute(of_these) if (row.id, row.lease) in claims)
    ours = [{"feed": state.feed_id, "claim": state.lease, **_written(state)} for state, _ in polled]
    if held:
        connection.execute(WRITE_STATE, [row for row in ours if row["claim"] in held])
    return held


def _written(state: FeedState) -> dict[str, Any]:
    return {
        "next_poll_at": state.next_poll_at,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_digest": state.body_digest,
        "given_by": state.given_by,
        "polled_at": state.polled_at,
        "failures": state.failures,
        "failing_since": state.failing_since,
        "fault": state.fault,
        "doubted_since": state.doubted_since if state.fault else None,  # a good poll settles it
        "lease": None,
        "leased_until": None,
        **_habit_columns(state.habits),
    }


def hold(connection: Connection, ids: Iterable[str], until: datetime) -> None:
    """Keeps these feeds from being asked before then; a hold that is longer already stays."""
    shorter = or_(feeds.c.held_until.is_(None), feeds.c.held_until < until)
    connection.execute(update(feeds).where(feeds.c.id.in_(list(ids)), shorter).values(held_until=until))


def absolve(connection: Connection, ids: Iterable[str], since: datetime, fault: str, again_at: datetime) -> None:
    """Takes back the failures since then, which were counted before it was clear that the fault was our own."""
    blamed = and_(feeds.c.id.in_(list(ids)), feeds.c.failing_since >= since)
    innocent = {"failures": 0, "failing_since": None, "fault": fault, "next_poll_at": again_at}
    connection.execute(update(feeds).where(blamed).values(**innocent))


def release_all(connection: Connection) -> None:
    """Ends every claim: at start-up, when nobody else can be at work on this data."""
    connection.execute(update(feeds).values(lease=None, leased_until=None))
    connection.execute(update(hosts_table).values(lease=None, free_at=None))


def states(connection: Connection, after: str = "", most: int | None = None) -> list[FeedState]:
    """What is remembered of every feed, or of `most` of those whose ids come behind `after`."""
    wanted = select(feeds).where(feeds.c.id > after).order_by(feeds.c.id).limit(most)
    return [_state(row) for row in connection.execute(wanted)]


def _state(row: Row[tuple[object, ...]]) -> FeedState:
    return FeedState(
        feed_id=row.id,
        url=row.url,
        next_poll_at=row.next_poll_at,
        etag=row.etag,
        last_modified=row.last_modified,
        body_digest=row.body_digest,
        given_by=row.given_by,
        polled_at=row.polled_at,
        failures=row.failures,
        failing_since=row.failing_since,
        fault=row.fault,
        lease=row.lease or "",
        doubted_since=row.doubted_since,
        habits=_habits(row),
    )


# --- Habits: one column a field ------------------------------------------------------------------------------------

SAME = frozenset(Habits.__dataclass_fields__) - {"hints", "rhythm", "entries"}  # fields that columns hold as they are


def _habit_columns(habits: Habits) -> dict[str, Any]:
    found = {name: getattr(habits, name) for name in SAME}
    found["hints"] = asdict(habits.hints) | {"every": _seconds(habits.hints.every)}
    found["rhythm"] = _seconds(habits.rhythm)
    found["entries"] = list(habits.entries)
    return found


def _habits(row: Row[Any]) -> Habits:
    columns = row._mapping  # noqa: SLF001  # the documented way to a row by its columns' names
    hints: dict[str, Any] = columns["hints"]
    return Habits(
        **{name: columns[name] for name in SAME},
        hints=Hints(
            every=_length(hints.get("every")),
            skip_hours=tuple(hints.get("skip_hours", ())),
            skip_days=tuple(hints.get("skip_days", ())),
        ),
        rhythm=_length(columns["rhythm"]),
        entries=tuple(columns["entries"]),
    )


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
