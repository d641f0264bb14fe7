"""What people ask of the store: read-only, and never more than they can read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, or_, select

from monitor.addresses import canonical_url
from monitor.health import ChannelFault, Kept, Standing
from monitor.model import Act, Decision, Delivery, DeliveryState, Item, Match, Reason, Severity, Story
from monitor.store.canaries import is_canary, stories_of_canaries
from monitor.store.ledger import item_of, match_of, placement_of
from monitor.store.mergers import Merged, heir_of, merged_into
from monitor.store.outbox import IS_OPEN, delivery_of
from monitor.store.tables import channels, decisions, deliveries, feeds, items, matches, stories
from monitor.store.told import told_as
from monitor.stories.life import Life, Sources, Telling, life_of, sources_of
from monitor.stories.placing import Placement
from monitor.stories.sketch import agency_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """A story's message in one channel, for a list."""

    delivery: Delivery
    headline: str
    url: str
    publishers: int
    rules: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """All that is kept of one story."""

    story: Story
    items: tuple[Item, ...]
    matches: tuple[Match, ...]
    decisions: tuple[tuple[datetime, Decision], ...]
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story, for a list."""

    story: Story
    reports: int
    life: Life
    sources: Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedReport:
    """A report of a story, and why it stands there."""

    item: Item
    placement: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAccount:
    """A story with every report's placement."""

    line: StoryLine
    reports: tuple[PlacedReport, ...]
    merged: tuple[Merged, ...] = ()


def alert_lines(connection: Connection, limit: int, state: str | None = None) -> list[AlertLine]:
    """The newest messages, newest first."""
    is_post = (deliveries.c.act == Act.POST) & deliveries.c.story_id.not_in(stories_of_canaries(connection))
    wanted = select(deliveries).where(is_post).order_by(deliveries.c.id.desc()).limit(limit)
    if state is not None:
        wanted = wanted.where(deliveries.c.state == state)
    found = [delivery_of(row) for row in connection.execute(wanted)]
    return [_line(connection, delivery) for delivery in found]


def _line(connection: Connection, delivery: Delivery) -> AlertLine:
    story = connection.execute(select(stories).where(stories.c.id == delivery.story_id)).one()
    goes_on = heir_of(connection, delivery.story_id)
    of_story = select(items.c.key).where(items.c.story_id == goes_on)
    hits = connection.execute(
        select(matches.c.rule_id, matches.c.severity)
        .distinct()
        .where(matches.c.item_key.in_(of_story), matches.c.channel == delivery.channel)
        .order_by(matches.c.rule_id)
    ).all()
    publishers = connection.execute(
        select(func.count(items.c.publisher.distinct())).where(items.c.story_id == goes_on)
    ).scalar_one()
    was_told_as = told_as(connection, replace(delivery, story_id=goes_on))
    highest = max((Severity(hit.severity) for hit in hits), key=lambda s: s.rank, default=was_told_as)
    return AlertLine(
        delivery=delivery,
        headline=story.headline,
        url=story.url,
        publishers=publishers,
        rules=tuple(dict.fromkeys(hit.rule_id for hit in hits)),
        severity=highest,
    )


def story_file(connection: Connection, wanted: str) -> StoryFile | None:
    """All of one story, by its id, the id of one of its deliveries, or the key or address of one of its items."""
    story_id = _story_id(connection, wanted)
    row = connection.execute(select(stories).where(stories.c.id == story_id)).first() if story_id else None
    if row is None:
        return None
    kept = [item_of(one) for one in connection.execute(select(items).where(items.c.story_id == row.id))]
    kept.sort(key=lambda item: (item.dated(), item.key))
    keys = [item.key for item in kept]
    made = connection.execute(select(decisions).where(decisions.c.story_id == row.id).order_by(decisions.c.id))
    of_all = deliveries.c.story_id.in_([row.id, *(one.merger.story_id for one in merged_into(connection, row.id))])
    sent = connection.execute(select(deliveries).where(of_all).order_by(deliveries.c.id))
    return StoryFile(
        story=_story(row, kept),
        items=tuple(kept),
        matches=_matches(connection, keys),
        decisions=tuple((one.decided_at, decision_of(one)) for one in made),
        deliveries=tuple(delivery_of(one) for one in sent),
    )


def story_lines(connection: Connection, now: datetime, limit: int, least: int = 1) -> list[StoryLine]:
    """The stories of at least so many reports, the last reported first."""
    reports = select(func.count()).where(items.c.story_id == stories.c.id, ~is_canary()).scalar_subquery()
    wanted = select(stories).where(reports >= max(least, 1)).order_by(stories.c.last_item_at.desc(), stories.c.id)
    return [_story_account(connection, row, now).line for row in connection.execute(wanted.limit(limit)).all()]


def story_account(connection: Connection, wanted: str, now: datetime) -> StoryAccount | None:
    """One story and why each report is in it, by any name that `story_file` takes."""
    story_id = _story_id(connection, wanted)
    row = connection.execute(select(stories).where(stories.c.id == story_id)).first() if story_id else None
    return _story_account(connection, row, now) if row is not None else None


def _story_account(connection: Connection, row: Any, now: datetime) -> StoryAccount:
    found = connection.execute(select(items).where(items.c.story_id == row.id)).all()
    reports = [PlacedReport(item=item_of(one), placement=placement_of(one)) for one in found]
    reports.sort(key=lambda one: (one.item.dated(), one.item.key))
    line = StoryLine(
        story=_story(row, [one.item for one in reports]),
        reports=len(reports),
        life=life_of(len(reports), row.last_item_at, now),
        sources=sources_of([_telling(one) for one in reports]),
    )
    return StoryAccount(line=line, reports=tuple(reports), merged=merged_into(connection, row.id))


def _telling(report: PlacedReport) -> Telling:
    item = report.item
    return Telling(
        publisher=item.publisher,
        why=report.placement.why,
        agency=agency_of(item.summary or item.body),
        state_media=item.state_media,
    )


def _story_id(connection: Connection, wanted: str) -> str | None:
    found = _named(connection, wanted)
    return heir_of(connection, found) if found is not None else None


def _named(connection: Connection, wanted: str) -> str | None:
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        by_delivery = select(deliveries.c.story_id).where(deliveries.c.id == int(wanted))
        found = connection.execute(by_delivery).scalar()
        if found is not None:
            return str(found)
    ended = select(stories.c.id).where(stories.c.id == wanted, stories.c.merged_into.is_not(None))
    if connection.execute(ended).scalar() is not None:
        return wanted
    is_it = or_(items.c.key == wanted, items.c.story_id == wanted, items.c.canonical_url == canonical_url(wanted))
    return connection.execute(select(items.c.story_id).where(is_it).limit(1)).scalar()


def _matches(connection: Connection, keys: Sequence[str]) -> tuple[Match, ...]:
    found = connection.execute(select(matches).where(matches.c.item_key.in_(keys)).order_by(matches.c.rule_id))
    return tuple(match_of(row) for row in found)


def _story(row: Any, kept: Sequence[Item]) -> Story:
    return Story(
        id=row.id,
        headline=row.headline,
        url=row.url,
        founded_at=row.founded_at,
        last_item_at=row.last_item_at,
        publishers=tuple(dict.fromkeys(item.publisher for item in kept)),
    )


def decision_of(row: Any) -> Decision:
    """A row of `decisions` as the decision it was."""
    return Decision(
        item_key=row.item_key,
        story_id=row.story_id,
        channel=row.channel,
        reason=Reason(row.reason),
        rules=tuple(row.rules),
        severity=Severity(row.severity),
    )


def kept(connection: Connection) -> Kept:
    """Reads every row, or an index of them."""
    is_told = (deliveries.c.state == DeliveryState.SENT) & (deliveries.c.act == Act.POST)
    return Kept(
        items=_count(connection, select(func.count()).select_from(items)),
        stories=_count(connection, select(func.count()).where(stories.c.merged_into.is_(None))),
        told=_count(connection, select(func.count()).where(is_told)),
    )


def standing(connection: Connection) -> Standing:
    """What every look at the watch asks: by small indexes, whatever is kept."""
    faulty = connection.execute(select(channels).where(channels.c.fault.is_not(None)).order_by(channels.c.channel))
    waits = _is_in(DeliveryState.PUT_OFF, DeliveryState.GATHERED) & (deliveries.c.act == Act.POST)
    put_off = select(deliveries.c.reason, func.count()).where(waits).group_by(deliveries.c.reason)
    return Standing(
        last_sent_at=connection.execute(select(func.max(deliveries.c.sent_at))).scalar(),
        last_polled_at=connection.execute(select(func.max(feeds.c.polled_at))).scalar(),
        open=_count(connection, select(func.count()).where(IS_OPEN)),
        oldest_open_at=connection.execute(select(func.min(deliveries.c.created_at)).where(IS_OPEN)).scalar(),
        stuck_since=_stuck_since(connection),
        dead=_count(connection, select(func.count()).where(_is_in(DeliveryState.DEAD))),
        held=_count(connection, select(func.count()).where(_is_in(DeliveryState.HELD))),
        put_off=tuple((reason, count) for reason, count in connection.execute(put_off)),
        channel_faults=tuple(
            ChannelFault(channel=row.channel, fault=row.fault, since=row.faulty_since, refused=row.refused)
            for row in faulty
        ),
    )


def _is_in(*states: DeliveryState) -> ColumnElement[bool]:
    """Written out, not bound: only so is it seen that an index holds just these rows."""
    return deliveries.c.state.in_(bindparam("states", states, expanding=True, literal_execute=True))


def _stuck_since(connection: Connection) -> datetime | None:
    """Since when a channel has had something that may go out, and told nothing: the longest of all channels.

    A queue that drains is not stuck, however long its messages waited before: through an outage, or quiet hours.
    """
    was_tried = deliveries.c.attempts > 0
    may_go = case(
        (was_tried, deliveries.c.created_at), else_=func.coalesce(deliveries.c.not_before, deliveries.c.created_at)
    )
    waits = (
        select(deliveries.c.channel, func.min(may_go).label("since"))
        .where(IS_OPEN)
        .group_by(deliveries.c.channel)
        .subquery()
    )
    accepted = select(func.max(deliveries.c.sent_at)).where(deliveries.c.channel == waits.c.channel).scalar_subquery()
    rows = connection.execute(select(waits.c.since, accepted.label("accepted_at"))).all()
    return min((max(filter(None, (row.since, row.accepted_at))) for row in rows), default=None)


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())
