"""When to ask a feed again: (feed, what we remember, what came of asking, now) → what we remember next.

Pure: `now` and `jitter`, a number in [0, 1) that spreads polls, are arguments. Jitter only ever shortens an interval,
by at most a tenth: an item is seen within one interval of `every`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model import Feed, FeedState, Fetched, FetchError, NotModified, ParseError

DAY = timedelta(days=1)
LONGEST_BACKOFF = DAY
LONGEST_RETRY_AFTER = timedelta(days=7)
MOST_DOUBLINGS = 20  # past any cap; keeps the arithmetic small after years of failures


def after_success(
    feed: Feed, state: FeedState, answer: Fetched | NotModified, now: datetime, jitter: float
) -> FeedState:
    """The feed answered, and its entries, if it sent any, were read.

    Validators belong to one answer: a new body replaces both, and one that it did not send is forgotten (RFC 9111
    §4.3.4); "not modified" may bring new ones and keeps the others.
    """
    if isinstance(answer, NotModified):
        seen = replace(state, etag=answer.etag or state.etag, last_modified=answer.last_modified or state.last_modified)
    else:
        seen = replace(state, etag=answer.etag, last_modified=answer.last_modified, body_digest=answer.digest)
    return replace(
        seen,
        url=feed.url,
        polled_at=now,
        next_poll_at=now + spread(feed.every, jitter),
        failures=0,
        failing_since=None,
        fault=None,
    )


def after_failure(
    feed: Feed, state: FeedState, error: FetchError | ParseError, now: datetime, jitter: float
) -> FeedState:
    """The feed gave nothing: ask at the usual time once more, then ever later, never sooner than the server says.

    The validators stay those of the last answer that could be read, so that nothing is skipped when it recovers.
    """
    failures = state.failures + 1
    wait = spread(backoff(feed.every, failures), jitter)
    if isinstance(error, FetchError):
        wait = max(wait, floor(error))
    return replace(
        state,
        next_poll_at=now + wait,
        failures=failures,
        failing_since=state.failing_since or now,
        fault=error.message,
    )


def backoff(every: timedelta, failures: int) -> timedelta:
    """`every` after the first failure in a row, then twice as long each time, up to a day (or `every`, if longer)."""
    return max(every, min(every * (1 << min(failures - 1, MOST_DOUBLINGS)), LONGEST_BACKOFF))


def floor(error: FetchError) -> timedelta:
    """How long to leave a feed alone because it says so: Retry-After, and a day for one that is gone."""
    asked = min(error.retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    return max(asked, DAY) if error.status == 410 else asked


def spread(wait: timedelta, jitter: float) -> timedelta:
    """Up to a tenth shorter. Short waits, of tests and of trying out, stay exact."""
    return wait if wait < timedelta(minutes=1) else wait * (1 - jitter / 10)
