"""When a feed is asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import an_item

from monitor.feeds.pace import OUTAGE, PACES, after_doubt, after_failure, after_outage, after_success, doubt
from monitor.habits import Habits, Hints
from monitor.model import Feed, FeedState, Fetched, FetchError, NotModified, ParseError

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed(id="f", url="https://x/f", publisher="X", every=HOUR, max_age=timedelta(days=2))
STATE = FeedState(
    feed_id="f", next_poll_at=NOW, url=FEED.url, etag='"a"', last_modified="then", body_digest="d", lease="l"
)
DOWN = FetchError(message="it is down")
BODY = Fetched(url="https://x/f", body=b"", digest="new", etag='"b"')
CUT = replace(BODY, cut="its gzip ends in the middle")

JITTERS = st.floats(0, 1, exclude_max=True)
INTERVALS = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


@given(INTERVALS, JITTERS)
@examples(100)
def test_the_next_poll_is_within_one_interval_and_at_most_a_tenth_early(every: timedelta, jitter: float) -> None:
    after = after_success(replace(FEED, every=every), STATE, BODY, NOW, jitter)
    assert every * 0.9 <= after.next_poll_at - NOW <= every


def test_a_new_body_replaces_both_validators_and_forgets_what_it_did_not_send() -> None:
    after = after_success(FEED, STATE, BODY, NOW, 0.0)
    assert (after.etag, after.last_modified, after.body_digest, after.url) == ('"b"', None, "new", FEED.url)
    assert (after.polled_at, after.lease) == (NOW, "l")


def test_not_modified_keeps_validators_but_for_new_ones() -> None:
    after = after_success(FEED, STATE, NotModified(etag='"c"'), NOW, 0.0)
    assert (after.etag, after.last_modified, after.body_digest) == ('"c"', "then", "d")
    assert after.next_poll_at == NOW + HOUR


def test_the_first_failure_waits_as_usual_and_the_next_ones_twice_as_long_each_up_to_a_day() -> None:
    state, waits = STATE, []
    for _ in range(8):
        state = after_failure(FEED, state, DOWN, NOW, 0.0)
        waits.append((state.next_poll_at - NOW) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    assert state.failures == 8


def test_a_failure_is_remembered_with_its_beginning_and_keeps_the_validators() -> None:
    first = after_failure(FEED, STATE, DOWN, NOW, 0.0)
    second = after_failure(FEED, first, ParseError(message="a web page"), NOW + HOUR, 0.0)
    assert (second.failing_since, second.fault, second.failures) == (NOW, "a web page", 2)
    assert (second.etag, second.last_modified, second.body_digest) == ('"a"', "then", "d")


def test_an_answer_ends_the_failure() -> None:
    failing = after_failure(FEED, STATE, DOWN, NOW, 0.0)
    for answer in (BODY, NotModified()):
        after = after_success(FEED, failing, answer, NOW, 0.0)
        assert (after.failures, after.failing_since, after.fault) == (0, None, None)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (timedelta(minutes=5), HOUR),
        (5 * HOUR, 5 * HOUR),
        (timedelta(days=5), timedelta(days=5)),
        (timedelta(days=90), timedelta(days=7)),
    ],
)
def test_retry_after_only_ever_lengthens_and_a_week_is_the_most(asked: timedelta, waited: timedelta) -> None:
    error = FetchError(message="too often", status=429, retry_after=asked)
    assert after_failure(FEED, STATE, error, NOW, 0.0).next_poll_at == NOW + waited


def test_who_says_429_and_not_for_how_long_is_left_alone_for_ten_minutes_at_least() -> None:
    often = replace(FEED, every=timedelta(seconds=30))
    bare = FetchError(message="", status=429)

    assert after_failure(often, STATE, bare, NOW, 0.99).next_poll_at == NOW + timedelta(minutes=10)
    assert after_failure(FEED, STATE, bare, NOW, 0.0).next_poll_at == NOW + HOUR


def test_jitter_never_cuts_into_retry_after() -> None:
    error = FetchError(message="too often", status=429, retry_after=5 * HOUR)
    assert after_failure(FEED, STATE, error, NOW, 0.99).next_poll_at == NOW + 5 * HOUR


def test_a_feed_that_is_gone_is_asked_once_a_day_and_says_so() -> None:
    after = after_failure(FEED, STATE, FetchError(message="gone for good: remove it", status=410), NOW, 0.5)
    assert after.next_poll_at == NOW + timedelta(days=1)
    assert after.fault == "gone for good: remove it"
    assert PACES[after.habits.pace] == "a day after it said that it is gone, to hear whether it says so again (410)"


@given(INTERVALS, st.integers(0, 10**6), JITTERS)
@examples(100)
def test_failing_never_makes_a_feed_be_asked_sooner(every: timedelta, failures: int, jitter: float) -> None:
    feed = replace(FEED, every=every)
    usual = after_success(feed, STATE, BODY, NOW, jitter).next_poll_at
    failed = after_failure(feed, replace(STATE, failures=failures), DOWN, NOW, jitter).next_poll_at
    assert usual <= failed <= NOW + max(every, timedelta(days=1))


# --- What a server and a feed ask for ------------------------------------------------------------------------------

DAILY = replace(FEED, max_every=6 * HOUR)


@pytest.mark.parametrize(
    ("feed", "habits", "fresh_for", "waited", "pace"),
    [
        (FEED, Habits(), None, HOUR, "every"),
        (FEED, Habits(), HOUR / 2, HOUR, "every"),
        (FEED, Habits(), 2 * HOUR, 2 * HOUR, "fresh"),
        (FEED, Habits(), timedelta(days=30), 6 * HOUR, "fresh"),
        (FEED, Habits(held_until=NOW - HOUR), timedelta(days=30), 24 * HOUR, "fresh"),
        (FEED, Habits(hints=Hints(every=3 * HOUR)), None, 3 * HOUR, "hints"),
        (FEED, Habits(hints=Hints(every=3 * HOUR)), 2 * HOUR, 3 * HOUR, "hints"),
        (FEED, Habits(hints=Hints(every=timedelta(days=7))), None, 6 * HOUR, "hints"),
        (FEED, Habits(hints=Hints(skip_hours=(12, 13, 14))), None, 3 * HOUR, "skipped"),
        (FEED, Habits(hints=Hints(skip_days=(3,))), None, 12 * HOUR, "skipped"),  # a Thursday
        (FEED, Habits(rhythm=timedelta(days=9)), None, HOUR, "every"),
        (DAILY, Habits(), None, HOUR, "every"),
        (DAILY, Habits(rhythm=HOUR), None, HOUR, "every"),
        (DAILY, Habits(rhythm=4 * HOUR), None, 2 * HOUR, "rhythm"),
        (DAILY, Habits(rhythm=timedelta(days=9)), None, 6 * HOUR, "rhythm"),
        (DAILY, Habits(rhythm=timedelta(days=9), news_at=NOW - HOUR / 2), None, HOUR, "every"),
        (FEED, Habits(gap_at=NOW - HOUR), None, HOUR / 2, "gap"),
        (FEED, Habits(gap_at=NOW - HOUR, gap_from=NOW - 9 * HOUR), None, HOUR, "every"),  # we were away
        (FEED, Habits(gap_at=NOW - HOUR), 2 * HOUR, 2 * HOUR, "fresh"),
        (FEED, Habits(gap_at=NOW - 7 * HOUR), None, HOUR, "every"),
        (replace(FEED, url="/feeds/a.xml"), Habits(hints=Hints(every=3 * HOUR)), None, HOUR, "every"),
    ],
)
def test_no_feed_is_asked_sooner_than_it_and_its_server_ask_for(
    feed: Feed, habits: Habits, fresh_for: timedelta | None, waited: timedelta, pace: str
) -> None:
    answer = NotModified(fresh_for=fresh_for)
    after = after_success(feed, replace(STATE, habits=habits), answer, NOW, 0.0)

    assert (after.next_poll_at - NOW, after.habits.pace) == (waited, pace)
    assert pace in PACES
    jittered = after_success(feed, replace(STATE, habits=habits), answer, NOW, 0.99).next_poll_at - NOW
    assert jittered == waited if pace in {"fresh", "hints", "skipped"} else waited * 0.9 <= jittered <= waited


def test_being_asked_to_stay_away_is_remembered() -> None:
    often = FetchError(message="too often", status=429, retry_after=5 * HOUR)
    broken = FetchError(message="in trouble", status=503, retry_after=2 * HOUR)

    throttled, troubled = (after_failure(FEED, STATE, error, NOW, 0.0).habits for error in (often, broken))

    assert (throttled.held_until, throttled.pace) == (NOW + 5 * HOUR, "throttled")
    assert (troubled.held_until, troubled.pace) == (NOW + 2 * HOUR, "asked")
    assert after_failure(FEED, STATE, DOWN, NOW, 0.0).habits.held_until is None


def test_a_feed_that_is_gone_twice_a_day_apart_stops_and_says_what_to_do() -> None:
    gone = FetchError(message="gone for good (410)", status=410)
    first = after_failure(FEED, STATE, gone, NOW, 0.0)
    second = after_failure(FEED, first, gone, first.next_poll_at, 0.0)

    assert first.habits.stopped_at is None
    assert second.habits.stopped_at == first.next_poll_at
    assert "correct its address" in (second.fault or "")


@pytest.mark.parametrize(("status", "failures"), [(404, 0), (410, 0), (None, 2)])
def test_an_adopted_address_that_fails_is_given_up_with_its_validators(status: int | None, failures: int) -> None:
    moved = Habits(moved_to="https://new.org/", moved_since=NOW, moved_polls=3, adopted=True)
    failed = after_failure(
        FEED, replace(STATE, failures=failures, habits=moved), FetchError(message="no", status=status), NOW, 0.0
    )

    assert (failed.habits.adopted, failed.habits.moved_to, failed.habits.stopped_at) == (False, None, None)
    assert (failed.etag, failed.last_modified) == (None, None)


def test_a_feed_that_lists_nothing_any_more_is_a_fault_and_is_asked_as_often_as_ever() -> None:
    had = replace(STATE, habits=Habits(entries=("a", "b")))
    for _ in range(5):
        doubted = doubt(had, BODY, 0, cut=False)
        assert doubted
        had = after_doubt(FEED, had, doubted, NOW, 0.0)

    assert "listed 2 entries" in (had.fault or "")
    assert had.next_poll_at == NOW + HOUR
    assert had.etag == '"a"'
    assert doubt(STATE, BODY, 0, cut=False) is None


def test_a_feed_that_shrank_is_believed_after_three_polls() -> None:
    had = replace(STATE, habits=Habits(entries=tuple("abcdefg")))
    few = 2
    for _ in range(3):
        doubted = doubt(had, BODY, few, cut=False)
        assert doubted is not None
        assert "lists 2 entries, and listed 7 entries" in doubted
        had = after_doubt(FEED, had, doubted, NOW, 0.0)
    assert had.habits.entries == tuple("abcdefg")
    assert doubt(had, BODY, few, cut=False) is None
    assert doubt(replace(STATE, habits=Habits(entries=tuple("abc"))), BODY, few, cut=False) is None


def test_a_delta_is_neither_empty_nor_short_nor_a_gap() -> None:
    had = replace(STATE, habits=Habits(entries=tuple("abcdefg")))
    delta = replace(BODY, status=226)
    assert doubt(had, delta, 0, cut=False) is None
    after = after_success(FEED, had, delta, NOW, 0.0, ([an_item("x", key="new")], Hints()))
    assert (after.habits.entries, after.habits.gap_at) == (("new", *"abcdefg"), None)


@pytest.mark.parametrize(("outcome", "cut"), [(CUT, False), (BODY, True)])
def test_what_breaks_off_is_no_clean_read_and_the_second_time_no_first_poll_either(outcome: Fetched, cut: bool) -> None:
    doubted = doubt(STATE, outcome, 1, cut=cut)
    assert doubted is not None
    assert "breaks off after 1 entry" in doubted
    once = after_doubt(FEED, STATE, doubted, NOW, 0.0)
    assert (once.etag, once.body_digest, once.polled_at) == (STATE.etag, STATE.body_digest, None)
    assert once.next_poll_at == NOW + HOUR
    assert after_doubt(FEED, once, doubted, NOW, 0.0).polled_at == NOW


def test_an_outage_of_our_own_counts_no_failure_and_takes_back_what_it_cost() -> None:
    blamed = after_failure(FEED, STATE, DOWN, NOW, 0.0)
    old = replace(blamed, failing_since=NOW - 9 * HOUR, failures=9)

    ours, theirs = (after_outage(FEED, state, NOW - HOUR, NOW) for state in (blamed, old))

    assert (ours.failures, ours.failing_since, ours.fault) == (0, None, OUTAGE)
    assert (theirs.failures, theirs.failing_since) == (9, NOW - 9 * HOUR)
    assert ours.next_poll_at == NOW + timedelta(seconds=30)
