"""When a feed is asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds.pace import after_failure, after_success
from monitor.model import Feed, FeedState, Fetched, FetchError, NotModified, ParseError

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed(id="f", url="https://x/f", publisher="X", every=HOUR, max_age=timedelta(days=2))
STATE = FeedState(
    feed_id="f", next_poll_at=NOW, url=FEED.url, etag='"a"', last_modified="then", body_digest="d", lease="l"
)
DOWN = FetchError(message="it is down")
BODY = Fetched(url="https://x/f", body=b"", digest="new", etag='"b"')

JITTERS = st.floats(0, 1, exclude_max=True)
INTERVALS = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


@given(INTERVALS, JITTERS)
@settings(max_examples=100, deadline=None)
def test_the_next_poll_is_within_one_interval_and_at_most_a_tenth_early(every: timedelta, jitter: float) -> None:
    after = after_success(replace(FEED, every=every), STATE, BODY, NOW, jitter)
    assert every * 0.9 <= after.next_poll_at - NOW <= every


def test_short_intervals_are_exact() -> None:
    feed = replace(FEED, every=timedelta(seconds=2))
    assert after_success(feed, STATE, BODY, NOW, 0.99).next_poll_at == NOW + timedelta(seconds=2)


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


def test_jitter_never_cuts_into_retry_after() -> None:
    error = FetchError(message="too often", status=429, retry_after=5 * HOUR)
    assert after_failure(FEED, STATE, error, NOW, 0.99).next_poll_at == NOW + 5 * HOUR


def test_a_feed_that_is_gone_is_asked_once_a_day_and_says_so() -> None:
    after = after_failure(FEED, STATE, FetchError(message="gone for good: remove it", status=410), NOW, 0.5)
    assert after.next_poll_at == NOW + timedelta(days=1)
    assert after.fault == "gone for good: remove it"


@given(INTERVALS, st.integers(0, 10**6), JITTERS)
@settings(max_examples=100, deadline=None)
def test_failing_never_makes_a_feed_be_asked_sooner(every: timedelta, failures: int, jitter: float) -> None:
    feed = replace(FEED, every=every)
    usual = after_success(feed, STATE, BODY, NOW, jitter).next_poll_at
    failed = after_failure(feed, replace(STATE, failures=failures), DOWN, NOW, jitter).next_poll_at
    assert usual <= failed <= NOW + max(every, timedelta(days=1))
