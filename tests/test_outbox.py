"""What becomes of a delivery follows from what came of the attempt, and from nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import NOON

from monitor.model import Act, Delivery, DeliveryState, OnAmbiguous, Reason
from monitor.outbox import (
    LONGEST_BACKOFF,
    LONGEST_UNSENT,
    PACE,
    PROBE,
    SETTLE,
    TRIES_WITH_BLOCKS,
    after_attempt,
    after_look_up,
)
from monitor.outcomes import (
    Absent,
    Ambiguous,
    Found,
    NotNow,
    NotSent,
    RefusalKind,
    Refused,
    SendOutcome,
    Sent,
    Throttled,
    Unsearchable,
)


def a_delivery(**given: Any) -> Delivery:
    values: dict[str, Any] = {
        "id": 1,
        "key": "k",
        "story_id": "s",
        "channel": "#watch",
        "act": Act.POST,
        "state": DeliveryState.SENDING,
        "reason": Reason.FIRST_REPORT,
        "item_key": "i",
        "created_at": NOON,
        "attempts": 1,
    }
    return Delivery(**(values | given))


def refused(kind: RefusalKind) -> Refused:
    return Refused(kind=kind, code="some_code", fault="what to do")


@pytest.mark.parametrize(
    ("outcome", "state", "attempts", "wait"),
    [
        (Sent(ts="1.2", channel_id="C1"), DeliveryState.SENT, 1, None),
        (Throttled(retry_after=timedelta(seconds=30), fault="f"), DeliveryState.PENDING, 0, timedelta(seconds=30)),
        (NotSent(fault="refused"), DeliveryState.PENDING, 1, timedelta(seconds=2)),
        (Ambiguous(fault="timeout"), DeliveryState.UNKNOWN, 1, timedelta(seconds=2)),
        (refused(RefusalKind.PAYLOAD), DeliveryState.PENDING, 1, timedelta(0)),
        (refused(RefusalKind.CHANNEL), DeliveryState.PENDING, 0, PROBE),
        (refused(RefusalKind.CREDENTIAL), DeliveryState.PENDING, 0, PROBE),
        (refused(RefusalKind.GONE), DeliveryState.DEAD, 1, None),
        (refused(RefusalKind.OTHER), DeliveryState.DEAD, 1, None),
    ],
)
def test_every_outcome_has_its_next_state(
    outcome: SendOutcome, state: DeliveryState, attempts: int, wait: timedelta | None
) -> None:
    after = after_attempt(a_delivery(), outcome, NOON, 0.0).delivery

    assert (after.state, after.attempts) == (state, attempts)
    assert after.not_before == (None if wait is None else NOON + wait)


def test_a_payload_that_is_refused_goes_out_plain_and_then_to_the_dead_letters() -> None:
    plain = after_attempt(a_delivery(), refused(RefusalKind.PAYLOAD), NOON, 0.0).delivery
    assert plain.plain

    dead = after_attempt(plain, refused(RefusalKind.PAYLOAD), NOON, 0.0).delivery
    assert dead.state is DeliveryState.DEAD
    assert dead.fault == "what to do"


def test_a_channel_rests_as_long_as_slack_says() -> None:
    settled = after_attempt(a_delivery(), Throttled(retry_after=timedelta(hours=1), fault="f"), NOON, 0.5)

    assert settled.shut_until == NOON + timedelta(hours=1)


def test_a_sent_message_shuts_its_channel_for_a_second_and_mends_it() -> None:
    settled = after_attempt(a_delivery(), Sent(ts="1.2"), NOON, 0.0)

    assert settled.shut_until == NOON + PACE
    assert settled.fault is None
    assert settled.delivery.sent_at == NOON


def test_a_message_that_slack_goes_on_failing_on_is_tried_plain() -> None:
    fails = Ambiguous(fault="HTTP 500")

    assert not after_attempt(a_delivery(attempts=TRIES_WITH_BLOCKS - 1), fails, NOON, 0.0).delivery.plain
    assert after_attempt(a_delivery(attempts=TRIES_WITH_BLOCKS), fails, NOON, 0.0).delivery.plain


def test_an_edit_of_unknown_fate_is_simply_made_again() -> None:
    after = after_attempt(a_delivery(act=Act.EDIT), Ambiguous(fault="timeout"), NOON, 0.0).delivery

    assert after.state is DeliveryState.PENDING


@pytest.mark.parametrize(("outcome", "longest"), [(NotSent, LONGEST_UNSENT), (Ambiguous, LONGEST_BACKOFF)])
@pytest.mark.parametrize("attempts", [1, 2, 5, 50, 10**6])
def test_backoff_grows_and_is_capped(attempts: int, outcome: Any, longest: timedelta) -> None:
    after = after_attempt(a_delivery(attempts=attempts), outcome(fault="f"), NOON, 0.99).delivery

    assert after.not_before is not None
    assert timedelta(seconds=2) <= after.not_before - NOON <= longest * 1.25


@pytest.mark.parametrize(
    ("found", "policy", "state"),
    [
        (Found(ts="1.2", channel_id="C1"), "resend", DeliveryState.SENT),
        (Absent(), "hold", DeliveryState.UNKNOWN),
        (NotNow(fault="429"), "resend", DeliveryState.UNKNOWN),
        (Unsearchable(fault="no scope"), "resend", DeliveryState.PENDING),
        (Unsearchable(fault="no scope"), "hold", DeliveryState.HELD),
    ],
)
def test_a_message_of_unknown_fate_is_looked_for_before_it_is_sent_again(
    found: Any, policy: OnAmbiguous, state: DeliveryState
) -> None:
    after = after_look_up(a_delivery(state=DeliveryState.UNKNOWN, attempted_at=NOON), found, NOON, policy).delivery

    assert after.state is state
    if isinstance(found, Found):
        assert (after.ts, after.channel_id) == ("1.2", "C1")


@given(st.lists(st.floats(0, 30), min_size=1, max_size=8))
def test_nothing_is_sent_again_before_two_looks_that_met_nothing_and_ten_seconds(waits: list[float]) -> None:
    delivery, now, looks = a_delivery(state=DeliveryState.UNKNOWN, attempted_at=NOON), NOON, 0
    for wait in waits:
        now = max(now + timedelta(seconds=wait), delivery.not_before or NOON)
        delivery, looks = after_look_up(delivery, Absent(), now, "resend").delivery, looks + 1
        if delivery.state is DeliveryState.PENDING:
            assert looks >= 2
            assert now >= NOON + SETTLE
            return
        assert delivery.not_before is not None
        assert now < delivery.not_before <= now + SETTLE


@pytest.mark.parametrize(("crashes", "state"), [(0, "pending"), (1, "pending"), (2, "held")])
def test_without_history_a_message_is_sent_again_after_a_crash_and_held_after_the_second(
    crashes: int, state: str
) -> None:
    delivery = a_delivery(state=DeliveryState.UNKNOWN, crashes=crashes, attempts=9)

    assert after_look_up(delivery, Unsearchable(fault="no scope"), NOON, "resend").delivery.state.value == state


def test_what_is_sent_again_blindly_keeps_the_pace_of_the_one_that_may_just_be_out() -> None:
    settled = after_look_up(a_delivery(state=DeliveryState.UNKNOWN), Unsearchable(fault="a webhook"), NOON, "resend")

    assert settled.shut_until == NOON + PACE


def test_a_message_is_given_its_time_from_the_end_of_an_attempt_that_hung() -> None:
    ended = NOON + timedelta(seconds=30)
    delivery = after_attempt(a_delivery(attempted_at=NOON), Ambiguous(fault="timeout"), ended, 0.0).delivery
    assert delivery.not_before is not None
    once = after_look_up(delivery, Absent(), delivery.not_before, "resend").delivery
    assert once.not_before is not None
    twice = after_look_up(once, Absent(), once.not_before, "resend").delivery

    assert twice.state is DeliveryState.PENDING
    assert once.not_before - ended >= SETTLE


def test_a_look_up_that_is_throttled_is_made_again_when_slack_says() -> None:
    delivery = a_delivery(state=DeliveryState.UNKNOWN, absences=1)

    settled = after_look_up(delivery, NotNow(fault="429", retry_after=timedelta(seconds=90)), NOON, "resend")

    assert settled.delivery.not_before == NOON + timedelta(seconds=90)
    assert settled.delivery.absences == 1
    assert settled.fault == "429"


def test_what_was_found_may_be_a_moment_old_and_counts_for_the_pace() -> None:
    settled = after_look_up(a_delivery(state=DeliveryState.UNKNOWN), Found(ts="1.2", channel_id="C1"), NOON, "hold")

    assert settled.shut_until == NOON + PACE


def test_an_answer_whose_thread_is_gone_becomes_a_message_of_its_own_and_stalls_nothing() -> None:
    alone = after_attempt(a_delivery(act=Act.REPLY), refused(RefusalKind.GONE), NOON, 0.0)
    assert (alone.delivery.state, alone.delivery.top_level) == (DeliveryState.PENDING, True)
    assert alone.shut_until <= NOON + PACE
    assert alone.fault is None

    again = after_attempt(alone.delivery, refused(RefusalKind.GONE), NOON, 0.0).delivery
    assert again.state is DeliveryState.DEAD


def test_an_edit_of_a_message_that_somebody_deleted_is_dropped() -> None:
    after = after_attempt(a_delivery(act=Act.EDIT), refused(RefusalKind.GONE), NOON, 0.0).delivery

    assert (after.state, after.fault) == (DeliveryState.SKIPPED, "what to do")
