"""What telling calmly needs to remember: mutes, what was told of late; and what was put off until now.

put_off ─ due ─ alone → pending · several of a digest or a flood → gathered in one summary, pending
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, literal_column, select, update

from monitor.calm import FLOOD_WINDOW, Policy, Recent, is_muted, keeps_back
from monitor.model import Act, Delivery, DeliveryState, Reason, Summary
from monitor.outbox import MUTED_MEANWHILE, released
from monitor.rules.ruleset import RuleSet
from monitor.store.dialect import Turn, await_turn
from monitor.store.outbox import alert_for, delivery_of
from monitor.store.tables import decisions, deliveries, matches, mutes

# Written out, not bound: only so is it seen that an index holds just these rows.
STARTS_COOLDOWN = decisions.c.reason.in_([literal_column(f"'{one}'") for one in Reason if one.starts_cooldown])
LISTED = 30  # stories that a summary names; the others are counted


# --- What was told of late, and what is muted ------------------------------------------------------------------------


def recent(connection: Connection, ruleset: RuleSet, policy: Policy, now: datetime) -> Recent:
    """What holding needs of the last while; nothing is asked that neither rule nor config cares for."""
    return Recent(
        muted=frozenset(mute.subject for mute in mutes_at(connection, now)),
        told_at=_told_at(connection, ruleset, now),
        posts=_posts(connection, now) if policy.flood else {},
    )


def _told_at(connection: Connection, ruleset: RuleSet, now: datetime) -> dict[tuple[str, str], datetime]:
    cooldowns = {rule.id: rule.cooldown for rule in ruleset.rules if keeps_back(rule) and rule.cooldown is not None}
    if not cooldowns:
        return {}
    is_late = decisions.c.decided_at > now - max(cooldowns.values())
    told = select(decisions).where(is_late, STARTS_COOLDOWN).order_by(decisions.c.decided_at)
    return {
        (rule, row.channel): row.decided_at
        for row in connection.execute(told)
        for rule in row.rules
        if rule in cooldowns
    }


def _posts(connection: Connection, now: datetime) -> dict[str, int]:
    is_told = (decisions.c.decided_at > now - FLOOD_WINDOW) & STARTS_COOLDOWN  # by that index, and of those:
    is_told &= decisions.c.reason == Reason.FIRST_REPORT
    counted = select(decisions.c.channel, func.count().label("stories")).where(is_told).group_by(decisions.c.channel)
    return {row.channel: row.stories for row in connection.execute(counted)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A rule or story that nobody wants to hear of until `ends_at`."""

    subject: str
    began_at: datetime
    ends_at: datetime


def mutes_at(connection: Connection, now: datetime) -> list[Mute]:
    """The mutes that hold at `now`, the first to end first."""
    rows = connection.execute(select(mutes).where(mutes.c.ends_at > now).order_by(mutes.c.ends_at))
    return [Mute(subject=row.subject, began_at=row.began_at, ends_at=row.ends_at) for row in rows]


def mute(connection: Connection, subject: str, now: datetime, length: timedelta) -> Mute:
    """Mutes a subject from now on; an older mute of it ends."""
    unmute(connection, subject, now)
    connection.execute(insert(mutes).values(subject=subject, began_at=now, ends_at=now + length))
    return Mute(subject=subject, began_at=now, ends_at=now + length)


def unmute(connection: Connection, subject: str, now: datetime) -> bool:
    """Ends a subject's mute. False where there is none."""
    holds = (mutes.c.subject == subject) & (mutes.c.ends_at > now)
    return connection.execute(update(mutes).where(holds).values(ends_at=now)).rowcount > 0


def is_now_muted(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Whether nobody wants to hear of a delivery's story any more, though it was to be told when it was decided."""
    muted = frozenset(mute.subject for mute in mutes_at(connection, now))
    alert = alert_for(connection, delivery) if muted else None
    return alert is not None and is_muted(muted, alert.story_id, [match.rule_id for match in alert.matches])


# --- What was put off ------------------------------------------------------------------------------------------------

IS_PUT_OFF = deliveries.c.state == literal_column(f"'{DeliveryState.PUT_OFF}'")


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether something that was put off is due."""
    is_due = IS_PUT_OFF & (deliveries.c.not_before <= now)
    return connection.execute(select(deliveries.c.id).where(is_due).limit(1)).first() is not None


def release(connection: Connection, now: datetime) -> None:
    """Puts what is due into the queues of its channels: alone, or gathered in a summary.

    Nobody else gathers meanwhile, and nobody decides to tell one of these stories for another reason.
    """
    await_turn(connection, Turn.TELLING)
    rows = connection.execute(
        select(deliveries).where(IS_PUT_OFF, deliveries.c.not_before <= now).order_by(deliveries.c.id)
    )
    due = [delivery_of(row) for row in rows]
    muted = [delivery.id for delivery in due if is_now_muted(connection, delivery, now)]
    silent = {"state": DeliveryState.SKIPPED, "fault": MUTED_MEANWHILE}
    connection.execute(update(deliveries).where(deliveries.c.id.in_(muted)).values(**silent))
    alone, groups = released(delivery for delivery in due if delivery.id not in muted)
    for group in groups:
        _gather(connection, group, now)
    for delivery in alone:
        is_it = deliveries.c.id == delivery.id
        state = DeliveryState.PENDING if delivery.started_at is None else DeliveryState.UNKNOWN  # after a restore
        connection.execute(update(deliveries).where(is_it).values(state=state, not_before=now))


def _gather(connection: Connection, group: Sequence[Delivery], now: datetime) -> None:
    first = group[0]
    summary = connection.execute(
        insert(deliveries)
        .values(
            key=uuid.uuid4().hex,
            story_id=first.story_id,
            channel=first.channel,
            act=Act.SUMMARY,
            state=DeliveryState.PENDING,
            reason=first.reason,
            item_key=first.item_key,
            created_at=now,
        )
        .returning(deliveries.c.id)
    ).scalar_one()
    gathered = {"state": DeliveryState.GATHERED, "gathered_in": summary, "not_before": None}
    same = IS_PUT_OFF & (deliveries.c.channel == first.channel) & (deliveries.c.reason == first.reason)
    connection.execute(update(deliveries).where(same, deliveries.c.not_before <= now).values(**gathered))


def settle_gathered(connection: Connection, summary: Delivery) -> None:
    """What a summary came to, its stories came to."""
    if summary.act is not Act.SUMMARY or summary.state not in {DeliveryState.SENT, DeliveryState.DEAD}:
        return
    came_to = {
        "state": summary.state,
        "sent_at": summary.sent_at,
        "ts": summary.ts,
        "channel_id": summary.channel_id,
        "fault": summary.fault,
    }
    connection.execute(update(deliveries).where(deliveries.c.gathered_in == summary.id).values(**came_to))


def summary_for(connection: Connection, summary: Delivery) -> Summary:
    """What a summary says: how many stories, of which rules, and the first of them."""
    is_in = deliveries.c.gathered_in == summary.id
    listed = connection.execute(select(deliveries).where(is_in).order_by(deliveries.c.id).limit(LISTED))
    alerts = [alert_for(connection, delivery_of(row)) for row in listed]
    of_rule = (
        select(matches.c.title, func.count().label("stories"))
        .select_from(deliveries.join(matches, matches.c.item_key == deliveries.c.item_key))
        .where(is_in, matches.c.channel == summary.channel)
        .group_by(matches.c.title)
        .order_by(func.count().desc(), matches.c.title)
    )
    return Summary(
        reason=summary.reason,
        stories=connection.execute(select(func.count()).select_from(deliveries).where(is_in)).scalar_one(),
        by_rule=tuple((row.title, row.stories) for row in connection.execute(of_rule)),
        alerts=tuple(alert for alert in alerts if alert is not None),
    )
