"""How monitor itself does, in the store: heartbeats, what was found and told, and how often rules match.

A heartbeat is a write: a daemon that can't write leaves none, which is what it is there to show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from monitor.health import SILENT, Canary, Day, Finding, Heartbeat, Kept, Kind, RuleRhythm, Standing
from monitor.health.review import UNSEEN, Remembered, Review, after_telling, review
from monitor.model import Act, DeliveryState
from monitor.store.dialect import Turn, await_turn
from monitor.store.engine import reading, writing
from monitor.store.tables import deliveries, findings, heartbeats, items, matches, rounds
from monitor.store.views import kept, standing
from monitor.store.window import StoredWindow


class VitalsDesk:
    """The self-watch's side of the store. Each method is one transaction; any may raise StoreError."""

    def __init__(self, engine: Engine, window: StoredWindow) -> None:
        self.engine = engine
        self._window = window

    @property
    def window_size(self) -> int:
        """How many items the window of stories holds in this process."""
        return len(self._window.window)

    def standing(self) -> Standing:
        """Counts and times of the whole."""
        with reading(self.engine) as connection:
            return standing(connection)

    def kept(self) -> Kept:
        """How much is kept and was told."""
        with reading(self.engine) as connection:
            return kept(connection)

    def day(self, since: datetime) -> Day:
        """What came since then."""
        with reading(self.engine) as connection:
            return day_of(connection, since)

    def beat(self, heartbeat: Heartbeat) -> None:
        """Leaves a sign of life, and how the process does."""
        with writing(self.engine) as connection:
            keep_heartbeat(connection, heartbeat)

    def heartbeats(self) -> tuple[Heartbeat, ...]:
        """The last sign of life of every replica on this data, the youngest first."""
        with reading(self.engine) as connection:
            return heartbeats_of(connection)

    def end(self, replica: str) -> None:
        """Takes a replica's sign of life away: it ends in order."""
        with writing(self.engine) as connection:
            drop_heartbeat(connection, replica)

    def review(self, findings: Sequence[Finding], unsaved: Mapping[str, Remembered], now: datetime) -> Review:
        """Decides what to tell of the findings, and remembers it. `unsaved`: what we know that the store does not."""
        with writing(self.engine) as connection:
            await_turn(connection, Turn.NOTICES)
            before = remembered(connection)
            unseen = UNSEEN if connection.dialect.name == "postgresql" else ALONE
            reviewed = review(findings, {**before, **unsaved}, now, unseen)
            remember(connection, reviewed, before)
            return reviewed

    def settle_told(self, told: Iterable[Remembered], now: datetime) -> None:
        """Remembers that a person was told of these."""
        with writing(self.engine) as connection:
            settle(connection, told, now)

    def rule_rhythms(self, since: datetime) -> tuple[RuleRhythm, ...]:
        """How often each rule has matched a story since then."""
        with reading(self.engine) as connection:
            return rhythms_of(connection, since)

    def done_at(self, name: str) -> datetime | None:
        """When something that comes round was last done."""
        with reading(self.engine) as connection:
            return last_round(connection, name)

    def is_turn(self, name: str, last: datetime | None, now: datetime) -> bool:
        """Takes the turn to do what comes round, where nobody has since `last`."""
        with writing(self.engine) as connection:
            await_turn(connection, Turn.NOTICES)
            return take_round(connection, name, last, now)


ALONE = timedelta(0)  # what one process sees, nobody else saw otherwise
GONE_AFTER = timedelta(days=1)  # a heartbeat this old tells nobody anything


def keep_heartbeat(connection: Connection, heartbeat: Heartbeat) -> None:
    """Writes a replica's heartbeat over its last one. Those that ended long ago go, and those that it replaces."""
    facts = asdict(heartbeat)
    columns = {name: facts.pop(name) for name in COLUMNS}
    if facts["canary"] is not None:
        facts["canary"]["at"] = facts["canary"]["at"].isoformat()
    is_silent = heartbeats.c.beat_at <= heartbeat.beat_at - SILENT  # else it may be another replica on this host
    is_replaced = (heartbeats.c.host == heartbeat.host) & (heartbeats.c.beat_at < heartbeat.started_at) & is_silent
    is_gone = heartbeats.c.beat_at < heartbeat.beat_at - GONE_AFTER
    connection.execute(delete(heartbeats).where((heartbeats.c.id == heartbeat.id) | is_replaced | is_gone))
    connection.execute(insert(heartbeats).values(**columns, facts=facts))


COLUMNS = ("id", "host", "process", "version", "started_at", "beat_at")


def heartbeats_of(connection: Connection) -> tuple[Heartbeat, ...]:
    """Every replica's last heartbeat, the youngest first."""
    return tuple(
        _heartbeat(row) for row in connection.execute(select(heartbeats).order_by(heartbeats.c.beat_at.desc()))
    )


def _heartbeat(row: Any) -> Heartbeat:
    facts = dict(row.facts)
    canary = facts.pop("canary")
    if canary is not None:
        canary = Canary(**canary | {"at": datetime.fromisoformat(canary["at"])})
    facts["dropped"] = tuple(facts["dropped"])
    return Heartbeat(**{name: getattr(row, name) for name in COLUMNS}, canary=canary, **facts)


def forget_heartbeats(connection: Connection) -> None:
    """Nobody else works on this data: whoever left a sign of life was killed."""
    connection.execute(delete(heartbeats))


def drop_heartbeat(connection: Connection, replica: str) -> None:
    """A replica that ends in order leaves nothing to wonder about."""
    connection.execute(delete(heartbeats).where(heartbeats.c.id == replica))


# --- Findings ------------------------------------------------------------------------------------------------------


def remembered(connection: Connection) -> dict[str, Remembered]:
    """What is remembered of earlier findings, by key."""
    return {row.key: _remembered(row) for row in connection.execute(select(findings))}


def _remembered(row: Any) -> Remembered:
    return Remembered(
        key=row.key,
        kind=Kind(row.kind),
        subject=row.subject,
        sentence=row.sentence,
        since=row.since,
        seen_at=row.seen_at,
        told_at=row.told_at,
        over_at=row.over_at,
        retry_at=row.retry_at,
        cause=row.cause,
    )


def remember(connection: Connection, review: Review, before: Mapping[str, Remembered]) -> None:
    """Writes what changed of the memory."""
    memory = {one.key: one for one in review.memory}
    _forget(connection, before.keys() - memory.keys())
    if new := [asdict(one) for key, one in memory.items() if key not in before]:
        connection.execute(insert(findings), new)
    if changed := [asdict(one) | {"this": key} for key, one in memory.items() if one != before.get(key, one)]:
        connection.execute(update(findings).where(findings.c.key == bindparam("this")), changed)


def settle(connection: Connection, told: Iterable[Remembered], now: datetime) -> None:
    """These were told: what is over as well is forgotten."""
    for one in told:
        kept = after_telling(one, now)
        if kept is None:
            _forget(connection, {one.key})
        else:  # what other replicas saw meanwhile stays
            told_now = {"told_at": kept.told_at, "retry_at": kept.retry_at, "cause": kept.cause}
            connection.execute(update(findings).where(findings.c.key == one.key).values(**told_now))


def _forget(connection: Connection, keys: Iterable[str]) -> None:
    connection.execute(delete(findings).where(findings.c.key.in_(sorted(keys))))


# --- Rhythms and rounds --------------------------------------------------------------------------------------------


def rhythms_of(connection: Connection, since: datetime) -> tuple[RuleRhythm, ...]:
    """How often each rule has matched a story since then."""
    by_story = (
        select(matches.c.rule_id, items.c.story_id, func.min(matches.c.matched_at).label("first_at"))
        .join(items, items.c.key == matches.c.item_key)
        .where(matches.c.matched_at >= since)
        .group_by(matches.c.rule_id, items.c.story_id)
        .subquery()
    )
    counted = select(
        by_story.c.rule_id, func.count().label("stories"), func.min(by_story.c.first_at), func.max(by_story.c.first_at)
    ).group_by(by_story.c.rule_id)
    return tuple(
        RuleRhythm(rule_id=rule_id, stories=stories, first_at=first, last_at=last)
        for rule_id, stories, first, last in connection.execute(counted)
    )


def last_round(connection: Connection, name: str) -> datetime | None:
    """When something that comes round was last done."""
    return connection.execute(select(rounds.c.done_at).where(rounds.c.name == name)).scalar()


def take_round(connection: Connection, name: str, last: datetime | None, now: datetime) -> bool:
    """Takes the turn, where nobody has since `last`: of several processes, one does what comes round."""
    if last_round(connection, name) != last:
        return False
    connection.execute(delete(rounds).where(rounds.c.name == name))
    connection.execute(insert(rounds).values(name=name, done_at=now))
    return True


def day_of(connection: Connection, since: datetime) -> Day:
    """What came since then, for the daily line."""
    is_sent = (deliveries.c.state == DeliveryState.SENT) & (deliveries.c.act == Act.POST)
    return Day(
        since=since,
        items=_count(connection, select(func.count()).where(items.c.fetched_at >= since)),
        told=_count(connection, select(func.count()).where(is_sent, deliveries.c.sent_at >= since)),
    )


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())
