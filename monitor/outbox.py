"""What becomes of a delivery: the outcome of an attempt → the delivery's next state, and its channel's.

    sending ─ Sent ──────────────→ sent
            ─ Throttled, NotSent → pending, later
            ─ Ambiguous ─────────→ unknown ─ look-up ─ Found → sent · Absent, twice → pending · NotNow → unknown
            ─ Refused ───────────→ pending (plain, keyless, top-level, or when the channel is mended) | skipped | dead

Pure: the clock and the dice are arguments. At-least-once is the promise; where history can be read, a message that may
be out is looked for before it is sent again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model import Act, Delivery, DeliveryState, OnAmbiguous, Reason
from monitor.outcomes import (
    Absent,
    Ambiguous,
    Found,
    LookUp,
    NotNow,
    NotSent,
    RefusalKind,
    Refused,
    SendOutcome,
    Sent,
    Throttled,
    Unsearchable,
)

PACE = timedelta(seconds=1)  # Slack: about one message a second and channel
EDIT_PACE = timedelta(seconds=1.2)  # chat.update is a tier 3 method: 50 a minute
SETTLE = timedelta(seconds=10)  # history may lag a write: what is absent sooner may still appear
LOOK_AGAIN = timedelta(seconds=8)  # between look-ups that meet nothing; with FIRST_BACKOFF, SETTLE from a timeout on
LOOK_LATER = timedelta(seconds=20)  # when history can't be read for now, and nobody says for how long
TRIES_WITH_BLOCKS = (
    10  # without a readable answer, in some ten minutes: then it may be this message that Slack fails on
)
CRASHES = 1  # after more, what can't be looked up is not sent blindly again: it is out, or it is what kills us
FIRST_BACKOFF = timedelta(seconds=2)
LONGEST_BACKOFF = timedelta(minutes=5)
LONGEST_UNSENT = timedelta(minutes=1)  # where nothing can go out at all: that asks Slack for nothing
PROBE = timedelta(minutes=2)  # a channel or token that Slack refuses is tried again so often, unless the config says
MUTED_MEANWHILE = "it was muted while it waited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A delivery's next state, and until when its channel is shut.

    `fault` where the channel itself is at fault; `needs_person` where it will stay so until somebody mends it. What is
    `silent` says nothing of the channel: its fault, if it has one, stays.
    """

    delivery: Delivery
    shut_until: datetime
    fault: str | None = None
    needs_person: bool = False
    silent: bool = False


def after_attempt(
    delivery: Delivery, outcome: SendOutcome, now: datetime, jitter: float, probe: timedelta = PROBE
) -> Settled:
    """What an attempt to send came to. `jitter` in [0, 1) spreads retries; `probe`: how often a refusal is tried."""
    pace = EDIT_PACE if delivery.act is Act.EDIT else PACE
    match outcome:
        case Sent():
            return Settled(delivery=_sent(delivery, outcome.ts, outcome.channel_id, now), shut_until=now + pace)
        case Throttled():
            uncounted = _again(delivery, now + outcome.retry_after, outcome.fault, attempts=delivery.attempts - 1)
            return Settled(delivery=uncounted, shut_until=now + outcome.retry_after, fault=outcome.fault)
        case NotSent():
            until = now + _backoff(delivery.attempts, jitter, LONGEST_UNSENT)
            return Settled(delivery=_again(delivery, until, outcome.fault), shut_until=until, fault=outcome.fault)
        case Ambiguous():
            unknown = _unknown(delivery, outcome.fault, now, jitter)
            return Settled(delivery=unknown, shut_until=now + pace, fault=outcome.fault)
        case Refused():
            return _refused(delivery, outcome, now, now + pace, probe)


def _refused(delivery: Delivery, refusal: Refused, now: datetime, next_turn: datetime, probe: timedelta) -> Settled:
    match refusal.kind:
        case RefusalKind.PAYLOAD if not delivery.plain:
            plain = replace(_again(delivery, now, refusal.fault), plain=True)
            return Settled(delivery=plain, shut_until=next_turn)
        case RefusalKind.METADATA if not delivery.keyless:
            keyless = replace(_again(delivery, now, refusal.fault), keyless=True)
            return Settled(delivery=keyless, shut_until=next_turn)
        case RefusalKind.GONE if delivery.act is Act.REPLY and not delivery.top_level:
            alone = replace(_again(delivery, now, refusal.fault), top_level=True)
            return Settled(delivery=alone, shut_until=next_turn)
        case RefusalKind.GONE if delivery.act is Act.EDIT:
            skipped = replace(delivery, state=DeliveryState.SKIPPED, fault=refusal.fault)
            return Settled(delivery=skipped, shut_until=next_turn)
        case RefusalKind.CHANNEL | RefusalKind.CREDENTIAL:
            held = _again(delivery, now + probe, refusal.fault, attempts=delivery.attempts - 1)
            return Settled(delivery=held, shut_until=now + probe, fault=refusal.fault, needs_person=True)
        case _:
            dead = replace(delivery, state=DeliveryState.DEAD, fault=refusal.fault)
            return Settled(delivery=dead, shut_until=next_turn)


def _unknown(delivery: Delivery, fault: str, now: datetime, jitter: float) -> Delivery:
    """It may be out: look soon, since what is found is found. An edit is made again, which harms nobody.

    One that Slack goes on failing on is tried plain: in an outage that costs one message a channel its looks, and it
    is the way out where this message's blocks are what Slack fails on.
    """
    until = now + _backoff(delivery.attempts, jitter)
    delivery = replace(delivery, plain=delivery.plain or delivery.attempts >= TRIES_WITH_BLOCKS)
    if delivery.act is Act.EDIT:
        return _again(delivery, until, fault)
    return replace(delivery, state=DeliveryState.UNKNOWN, not_before=until, fault=fault, absences=0)


def untouched(delivery: Delivery, now: datetime) -> Settled:
    """It was claimed, and nothing went out: it is as before, and its claim ends."""
    if delivery.state is DeliveryState.SENDING:
        delivery = replace(delivery, state=DeliveryState.PENDING, attempts=delivery.attempts - 1)
    return Settled(delivery=delivery, shut_until=now, silent=True)


def after_look_up(delivery: Delivery, found: LookUp, now: datetime, on_ambiguous: OnAmbiguous) -> Settled:
    """What becomes of an unknown delivery once the channel's history was asked for its key.

    It is sent again only after two look-ups that met nothing, the last one at least SETTLE after the attempt.
    """
    match found:
        case Found():  # it counts for the pace: it may have been written just now
            return Settled(delivery=_sent(delivery, found.ts, found.channel_id, now), shut_until=now + PACE)
        case Absent():
            return Settled(delivery=_absent(delivery, now), shut_until=now, silent=True)
        case NotNow():
            until = now + (found.retry_after or LOOK_LATER)
            later = replace(delivery, not_before=until, fault=found.fault)
            return Settled(delivery=later, shut_until=now, fault=found.fault, needs_person=found.needs_person)
        case Unsearchable() if on_ambiguous == "resend" and delivery.crashes <= CRASHES:
            again = _again(delivery, now, f"possible repeat: {found.fault}")
            return Settled(delivery=again, shut_until=now + PACE)  # it may have been written just now
        case Unsearchable():
            fault = f"may have been sent, and can't be looked up: {found.fault}"
            return Settled(delivery=replace(delivery, state=DeliveryState.HELD, fault=fault), shut_until=now)


def _absent(delivery: Delivery, now: datetime) -> Delivery:
    settled_at = (delivery.attempted_at or now) + SETTLE
    if delivery.absences and now >= settled_at:
        return replace(_again(delivery, now, delivery.fault or ""), absences=0)
    return replace(delivery, not_before=max(now + LOOK_AGAIN, settled_at), absences=delivery.absences + 1)


GATHERING = {Reason.DIGEST, Reason.FLOOD}


def released(due: Iterable[Delivery]) -> tuple[list[Delivery], list[list[Delivery]]]:
    """What was put off and is due → what is told alone, and what is gathered, by channel and reason, in order."""
    alone, groups = list[Delivery](), dict[tuple[str, Reason], list[Delivery]]()
    for delivery in due:
        if delivery.act is Act.POST and delivery.reason in GATHERING:
            groups.setdefault((delivery.channel, delivery.reason), []).append(delivery)
        else:
            alone.append(delivery)
    alone += [group[0] for group in groups.values() if len(group) == 1]
    return sorted(alone, key=lambda one: one.id), [group for group in groups.values() if len(group) > 1]


def _sent(delivery: Delivery, ts: str | None, channel_id: str | None, now: datetime) -> Delivery:
    sent = replace(delivery, state=DeliveryState.SENT, sent_at=now, not_before=None, fault=None)
    return replace(sent, ts=ts or delivery.ts, channel_id=channel_id or delivery.channel_id)


def _again(delivery: Delivery, at: datetime, fault: str, attempts: int | None = None) -> Delivery:
    attempts = delivery.attempts if attempts is None else attempts
    return replace(delivery, state=DeliveryState.PENDING, not_before=at, fault=fault, attempts=attempts)


def _backoff(attempts: int, jitter: float, longest: timedelta = LONGEST_BACKOFF) -> timedelta:
    """2 s, 4 s, 8 s … `longest`, each up to a quarter longer by jitter."""
    doubled = FIRST_BACKOFF * float(1 << min(max(attempts - 1, 0), 12))
    return min(doubled, longest) * (1 + jitter / 4)
