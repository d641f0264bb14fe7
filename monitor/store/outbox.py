"""The outbox in the store: what waits to be told, one ordered queue per channel.

    pending ─ claim ─ begin (committed before a socket opens) ─ settle → sent | pending | unknown | held | dead

A row that was begun when its claim has ended was in flight when a process died: it becomes `unknown`, to be looked up.
What was claimed and not begun is certainly not out.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    update,
)

from monitor.model import Act, Alert, Delivery, DeliveryState, Reason, Report
from monitor.outbox import Settled
from monitor.store.deliveries import post_key
from monitor.store.dialect import insert_or
from monitor.store.ledger import item_of, match_of
from monitor.store.mergers import heir_of
from monitor.store.revisions import corrections_in
from monitor.store.tables import channels, decisions, deliveries, items, matches, stories
from monitor.store.told import told_as, told_rules

OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
# Written out, not bound: only so is it seen that an index holds just these rows.
IS_OPEN = deliveries.c.state.in_(bindparam("open", OPEN, expanding=True, literal_execute=True))


def any_open(connection: Connection) -> bool:
    """Whether anything waits, is in flight or unknown."""
    return connection.execute(select(deliveries.c.id).where(IS_OPEN).limit(1)).first() is not None


def count_open(connection: Connection) -> int:
    """How many deliveries wait, are in flight or unknown."""
    return connection.execute(select(func.count()).where(IS_OPEN)).scalar_one()


def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the first open delivery may go out, as far as is known; None where nothing is open."""
    first = select(func.min(deliveries.c.id)).where(IS_OPEN).group_by(deliveries.c.channel)
    rows = connection.execute(
        select(deliveries.c.not_before, deliveries.c.leased_until, channels.c.not_before.label("shut_until"))
        .select_from(deliveries.outerjoin(channels, channels.c.channel == deliveries.c.channel))
        .where(deliveries.c.id.in_(first))
    )
    return min((max(time or now for time in row) for row in rows), default=None)


def claim(connection: Connection, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
    """The first open delivery of each channel that may be written to now.

    A pending one is `sending` from here on, with this attempt counted; an unknown one stays unknown, to be looked up.
    Channels that somebody else is busy with at this moment are left to them.
    """
    free = _free_channels(connection, now)
    _doubt(connection, deliveries.c.channel.in_(free) & (deliveries.c.leased_until < now))
    first = select(func.min(deliveries.c.id)).where(IS_OPEN, deliveries.c.channel.in_(free)).group_by("channel")
    is_due = or_(deliveries.c.not_before.is_(None), deliveries.c.not_before <= now)
    busy = select(deliveries.c.channel).where(IS_OPEN, deliveries.c.leased_until >= now)
    wanted = (
        select(deliveries.c.id)
        .where(deliveries.c.id.in_(first), IS_OPEN, is_due, deliveries.c.channel.not_in(busy))
        .order_by(deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # a walk is adding to what is told with it: at the next tick, then
    )
    ids = connection.execute(wanted).scalars().all()
    is_pending = deliveries.c.state == DeliveryState.PENDING
    begun = {
        "state": case((is_pending, DeliveryState.SENDING.value), else_=deliveries.c.state),
        "attempts": deliveries.c.attempts + case((is_pending, 1), else_=0),
        "started_at": func.coalesce(deliveries.c.started_at, now),
        "attempted_at": case((is_pending, null()), else_=deliveries.c.attempted_at),
        "lease": literal(secrets.token_hex(8)).concat(".").concat(cast(deliveries.c.id, Text)),
        "leased_until": now + lease,
    }
    rows = connection.execute(
        update(deliveries).where(deliveries.c.id.in_(ids)).values(**begun).returning(*deliveries.c)
    )
    return sorted((delivery_of(row) for row in rows), key=lambda delivery: delivery.id)


def begin(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """From here on it may be out. False where the claim was lost: it is somebody else's to send."""
    is_ours = (deliveries.c.id == delivery.id) & (deliveries.c.lease == delivery.lease)
    return connection.execute(update(deliveries).where(is_ours).values(attempted_at=now)).rowcount == 1


def renew(connection: Connection, leases: Sequence[str], until: datetime) -> None:
    """Claims that are still worked on end later. One that was taken over stays taken."""
    ours = select(deliveries.c.id, deliveries.c.lease).where(IS_OPEN, deliveries.c.lease.is_not(None))
    held = set(leases)
    ids = [row.id for row in connection.execute(ours) if row.lease in held]
    connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(leased_until=until))


def _free_channels(connection: Connection, now: datetime) -> Sequence[str]:
    """The channels with something open that may be written to, each held until the transaction ends.

    Whoever claims or settles holds the channel's row first: what is read of its queue from then on stays so.
    """
    known = select(channels.c.channel)
    wanting = select(deliveries.c.channel).distinct().where(IS_OPEN)
    new = wanting.where(deliveries.c.channel.not_in(known))
    connection.execute(insert_or(connection, channels).from_select(["channel"], new).on_conflict_do_nothing())
    may_be = or_(channels.c.not_before.is_(None), channels.c.not_before <= now)
    free = known.where(channels.c.channel.in_(wanting), may_be).order_by(channels.c.channel)
    return connection.execute(free.with_for_update(skip_locked=True)).scalars().all()


def _hold_channel(connection: Connection, channel: str) -> Any:
    """The channel's row, made where there is none, and held until the transaction ends."""
    wanted = select(channels).where(channels.c.channel == channel).with_for_update()
    if (row := connection.execute(wanted).first()) is not None:
        return row
    connection.execute(insert_or(connection, channels).values(channel=channel).on_conflict_do_nothing())
    return connection.execute(wanted).one()


def recover_all(connection: Connection) -> None:
    """The same for every delivery in flight: at start-up, when nobody else can be at work on this data."""
    _doubt(connection, true())
    connection.execute(update(deliveries).values(lease=None, leased_until=None))


def _doubt(connection: Connection, which: ColumnElement[bool]) -> None:
    """A sender whose claim ran out died, or hangs: its message may be out, if it had begun. An edit is made again."""
    is_begun = deliveries.c.attempted_at.is_not(None)
    may_be_out = is_begun & (deliveries.c.act != Act.EDIT)
    lost = {
        "state": case((may_be_out, DeliveryState.UNKNOWN.value), else_=DeliveryState.PENDING.value),
        "fault": "the sender stopped in the middle",
        "absences": 0,
        "attempts": deliveries.c.attempts - case((is_begun, 0), else_=1),
        "crashes": deliveries.c.crashes + case((is_begun, 1), else_=0),
        "lease": None,
    }
    connection.execute(update(deliveries).where(deliveries.c.state == DeliveryState.SENDING, which).values(**lost))


def try_refused(connection: Connection) -> None:
    """What Slack refused is tried at once: who restarts has often mended it. What Slack asked us to wait for stays."""
    refused = select(channels.c.channel).where(channels.c.refused)
    waits = deliveries.c.channel.in_(refused) & (deliveries.c.state == DeliveryState.PENDING)
    connection.execute(update(deliveries).where(waits).values(not_before=None))
    connection.execute(update(channels).where(channels.c.refused).values(not_before=None))


def settle(connection: Connection, delivery: Delivery) -> bool:
    """Writes what came of an attempt and ends its claim. False where the claim was lost: nothing is written then."""
    values = {
        "state": delivery.state,
        "attempts": delivery.attempts,
        "not_before": delivery.not_before,
        "sent_at": delivery.sent_at,
        "ts": delivery.ts,
        "channel_id": delivery.channel_id,
        "fault": delivery.fault,
        "plain": delivery.plain,
        "keyless": delivery.keyless,
        "top_level": delivery.top_level,
        "absences": delivery.absences,
        "lease": None,
        "leased_until": None,
    }
    _hold_channel(connection, delivery.channel)
    is_ours = (deliveries.c.id == delivery.id) & (deliveries.c.lease == delivery.lease)
    return connection.execute(update(deliveries).where(is_ours).values(**values)).rowcount == 1


def shut_channel(connection: Connection, settled: Settled, now: datetime) -> bool:
    """Nothing goes to the delivery's channel, whose row `settle` made and holds, before `shut_until`.

    True where the fault is new, so that it is told once: a token's fault, which befalls every channel, too.
    """
    channel, fault = settled.delivery.channel, settled.fault
    same = select(channels.c.channel).where(channels.c.fault == fault)
    is_news = fault is not None and connection.execute(same).first() is None
    said: dict[str, Any] = {
        "fault": fault,
        "faulty_since": func.coalesce(channels.c.faulty_since, now) if fault else None,
        "refused": settled.needs_person,
    }
    values = {"not_before": settled.shut_until} | ({} if settled.silent else said)
    connection.execute(update(channels).where(channels.c.channel == channel).values(**values))
    return is_news


def take_turn(connection: Connection, channel: str, now: datetime, pace: timedelta) -> bool:
    """The channel's next turn, for a message that is no delivery. False where it is not free now."""
    row = _hold_channel(connection, channel)
    in_flight = (deliveries.c.channel == channel) & (deliveries.c.state == DeliveryState.SENDING)
    is_busy = connection.execute(select(deliveries.c.id).where(in_flight)).first() is not None
    if is_busy or (row.not_before is not None and row.not_before > now):
        return False
    connection.execute(update(channels).where(channels.c.channel == channel).values(not_before=now + pace))
    return True


def post_of(connection: Connection, delivery: Delivery) -> Delivery | None:
    """The delivery that posted the story's message in this channel."""
    return _post(connection, _stands_in(connection, delivery)[0], delivery.channel)


def _post(connection: Connection, story_id: str, channel: str) -> Delivery | None:
    is_it = (deliveries.c.story_id == story_id) & (deliveries.c.channel == channel) & (deliveries.c.act == Act.POST)
    row = connection.execute(select(deliveries).where(is_it)).first()
    return delivery_of(row) if row else None


def _stands_in(connection: Connection, delivery: Delivery) -> tuple[str, str]:
    """A delivery's story, and that in which it goes on: it may have merged since the delivery was read."""
    both = select(stories.c.id, func.coalesce(stories.c.merged_into, stories.c.id))
    joined = both.select_from(deliveries.join(stories, stories.c.id == deliveries.c.story_id))
    row = connection.execute(joined.where(deliveries.c.id == delivery.id)).first()
    return (row[0], row[1]) if row else (delivery.story_id, delivery.story_id)


def channel_id_of(connection: Connection, channel: str) -> str | None:
    """Slack's id of a channel, as its last message told it: looking up by name needs more scopes, and more calls."""
    told = (deliveries.c.channel == channel) & deliveries.c.channel_id.is_not(None)
    last = select(deliveries.c.channel_id).where(told).order_by(deliveries.c.id.desc()).limit(1)
    return connection.execute(last).scalar()


def alert_for(connection: Connection, delivery: Delivery) -> Alert | None:
    """All that can be said now of a delivery's story in its channel; None where its item is gone.

    A reply shows the item that caused it; the message keeps showing the one that it was posted for. Of a story that
    merged with another that was told here, all that the other one has is said, and that it goes on there.
    """
    stands_in, goes_on = _stands_in(connection, delivery)
    post = _post(connection, stands_in, delivery.channel)
    shown = delivery.item_key if delivery.act is Act.REPLY or post is None else post.item_key
    delivery = replace(delivery, story_id=goes_on)
    has_ended = goes_on != stands_in and delivery.act is not Act.REPLY
    told = {row.key: row for row in connection.execute(select(items).where(items.c.story_id == delivery.story_id))}
    if shown not in told:
        return None
    of_story = matches.c.item_key.in_(select(items.c.key).where(items.c.story_id == delivery.story_id))
    found = connection.execute(
        select(matches).where(of_story, matches.c.channel == delivery.channel).order_by(matches.c.matched_at)
    )
    every = sorted((match_of(row) for row in found), key=lambda match: match.item_key != shown)
    best = {match.rule_id: match for match in reversed(every)}  # of one rule, the shown item's match
    highest = {match.rule_id: match.severity for match in sorted(every, key=lambda match: match.severity.rank)}
    rated = (match._replace(severity=highest[match.rule_id]) for match in best.values())
    ranked = sorted(rated, key=lambda match: (-match.severity.rank, match.rule_id))
    reports = sorted((_report(row) for row in told.values()), key=lambda report: (report.dated, report.item_key))
    return Alert(
        story_id=delivery.story_id,
        reason=Reason.MERGED if has_ended else delivery.reason,
        item=item_of(told[shown]),
        matches=tuple(ranked),
        reports=tuple(reports),
        corrections=corrections_in(connection, delivery.story_id, delivery.channel),
        told_as=told_as(connection, delivery),
        told_rules=told_rules(connection, delivery),
    )


def _report(row: Any) -> Report:
    item = item_of(row)
    return Report(
        item_key=item.key,
        publisher=item.publisher,
        title=item.title,
        url=item.url,
        dated=item.dated(),
        state_media=item.state_media,
    )


def delivery_of(row: Any) -> Delivery:
    """A row of `deliveries` as the delivery it is."""
    return Delivery(
        id=row.id,
        key=row.key,
        story_id=row.story_id,
        channel=row.channel,
        act=Act(row.act),
        state=DeliveryState(row.state),
        reason=Reason(row.reason),
        item_key=row.item_key,
        created_at=row.created_at,
        attempts=row.attempts,
        not_before=row.not_before,
        started_at=row.started_at,
        sent_at=row.sent_at,
        ts=row.ts,
        channel_id=row.channel_id,
        fault=row.fault,
        plain=row.plain,
        keyless=row.keyless,
        top_level=row.top_level,
        attempted_at=row.attempted_at,
        absences=row.absences,
        crashes=row.crashes,
        gathered_in=row.gathered_in,
        lease=row.lease or "",
    )


RETRIED = (DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.PENDING)


def retry(connection: Connection, delivery_id: int, channel: str | None) -> bool:
    """Sends a delivery that is dead, held or waits at the next turn, to another channel where one is named.

    False where there is none of that id and state, or its story was told in that channel already.
    """
    row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).first()
    if row is None or row.state not in RETRIED:
        return False
    its = deliveries.c.story_id.in_({row.story_id, heir_of(connection, row.story_id)})
    there = its & (deliveries.c.channel == channel)
    moves = channel is not None and channel != row.channel
    if moves and connection.execute(select(deliveries.c.id).where(there)).first() is not None:
        return False
    again: dict[str, Any] = {"state": DeliveryState.PENDING, "not_before": None, "plain": False, "keyless": False}
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(**again))
    if channel is not None and moves:
        _move(connection, row, channel)
    return True


def _move(connection: Connection, row: Any, channel: str) -> None:
    """All that waits of a delivery's story in its channel goes to another channel, with what it stands on."""
    of_story = (deliveries.c.story_id == row.story_id) & (deliveries.c.channel == row.channel)
    connection.execute(update(deliveries).where(of_story, deliveries.c.state.in_(RETRIED)).values(channel=channel))
    moved = (deliveries.c.story_id == row.story_id) & (deliveries.c.channel == channel)
    its_key, goes_on = post_key(row.story_id, channel), heir_of(connection, row.story_id)
    is_taken = connection.execute(select(deliveries.c.id).where(deliveries.c.key == its_key)).first() is not None
    its_key = uuid.uuid4().hex if is_taken else its_key  # by a message of this story's, before it merged
    connection.execute(update(deliveries).where(moved, deliveries.c.act == Act.POST).values(key=its_key))
    keys = select(items.c.key).where(items.c.story_id == goes_on)
    told = matches.c.item_key.in_(keys) & (matches.c.channel == row.channel)
    connection.execute(update(matches).where(told).values(channel=channel))
    decided = (decisions.c.story_id == goes_on) & (decisions.c.channel == row.channel)
    connection.execute(update(decisions).where(decided).values(channel=channel))
    forget_idle(connection, row.channel)


def forget_idle(connection: Connection, channel: str) -> None:
    """A channel that nothing waits for any more has no fault worth showing; its pace and what Slack asked for stay."""
    waits = (deliveries.c.channel == channel) & IS_OPEN
    if connection.execute(select(deliveries.c.id).where(waits)).first() is None:
        idle = {"fault": None, "faulty_since": None, "refused": False}
        asked_for = case((channels.c.refused, null()), else_=channels.c.not_before)
        connection.execute(update(channels).where(channels.c.channel == channel).values(not_before=asked_for, **idle))
