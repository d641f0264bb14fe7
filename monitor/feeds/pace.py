"""When to ask a feed again: (feed, what we remember, what came of asking, now) → what we remember next.

Pure: `now` and `jitter`, a number in [0, 1) that spreads polls, are arguments. Jitter only ever shortens an interval,
by at most a tenth: an item is seen within one interval of `every`. It never cuts into what a server asks for.

    every ≤ the feed's own rhythm ≤ max_every, then no sooner than the server and the feed's text ask, then no failing
    feed sooner than its backoff
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.addresses import without_user
from monitor.feeds.learn import POLLS_TO_BELIEVE, Listed, after_answer, after_entries, after_gone, stays, was_away
from monitor.habits import Habits, Hints
from monitor.model import Feed, FeedState, Fetched, FetchError, NotModified, ParseError

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGEST_BACKOFF = DAY
LONGEST_RETRY_AFTER = timedelta(days=7)
THROTTLED = timedelta(minutes=10)  # where a server says 429 and not for how long
MOST_DOUBLINGS = 20  # past any cap; keeps the arithmetic small after years of failures
LONGEST_FLOOR = timedelta(hours=6)  # of max-age, ttl and their like, which often are a template's default
LONGEST_FLOOR_HELD = DAY  # from a server that once asked us to stay away
BURST = timedelta(hours=1)  # after news, a feed is asked at its `every` for so long, whatever its rhythm
GAP_CARE = timedelta(hours=6)  # after a gap, it is asked twice as often for so long
TRIES_OF_NEW_ADDRESS = 3

PACES: dict[str, str] = {
    "every": "by its 'every'",
    "rhythm": "by its own rhythm, up to its 'max_every'",
    "gap": "twice as often as its 'every', since items may have been missed",
    "fresh": "since its server asks for it (Cache-Control, Expires or Retry-After)",
    "hints": "since the feed's text asks for it (ttl or sy:updatePeriod)",
    "skipped": "since the feed's text skips the hours until then (skipHours, skipDays)",
    "throttled": "since its server says that it is asked too often (429)",
    "asked": "since its server asks for it (Retry-After)",
    "gone once": "a day after it said that it is gone, to hear whether it says so again (410)",
    "backoff": "later each time that it fails",
    "outage": "soon, since this machine's own network seems to be down",
    "gone": "never: it is gone for good",
}
"""Why a poll is when it is, in words that follow "next poll …"."""


# --- A feed that answers -------------------------------------------------------------------------------------------


def after_success(
    feed: Feed,
    state: FeedState,
    answer: Fetched | NotModified,
    now: datetime,
    jitter: float,
    read: tuple[Sequence[Listed], Hints] | None = None,
    *,
    is_renamed: bool = False,
) -> FeedState:
    """The feed answered; `read` is what its body held, where it was new, `is_renamed` whether by other names only.

    Validators belong to one answer: a new body replaces both, and one that it did not send is forgotten (RFC 9111
    §4.3.4); "not modified" may bring new ones and keeps the others.
    """
    if isinstance(answer, NotModified):
        seen = replace(state, etag=answer.etag or state.etag, last_modified=answer.last_modified or state.last_modified)
    else:
        seen = replace(
            state,
            etag=answer.etag,
            last_modified=answer.last_modified,
            given_by=answer.url,
            body_digest=answer.digest,
        )
    habits = after_answer(state.habits, answer, now)
    if read is not None:
        habits = after_entries(
            habits,
            *read,
            now,
            state.polled_at,
            is_delta=isinstance(answer, Fetched) and answer.is_delta,
            is_renamed=is_renamed,
        )
    at, pace = next_poll(feed, habits, answer.fresh_for, now, jitter)
    return replace(
        seen,
        url=without_user(feed.url),
        polled_at=now,
        next_poll_at=at,
        failures=0,
        failing_since=None,
        fault=None,
        habits=replace(habits, pace=pace),
    )


def next_poll(
    feed: Feed, habits: Habits, fresh_for: timedelta | None, now: datetime, jitter: float
) -> tuple[datetime, str]:
    """When to ask again, and why then: one of PACES."""
    wait, pace = interval(feed, habits, now)
    wait = spread(wait, jitter)
    if feed.is_file:
        return now + wait, pace
    cap = LONGEST_FLOOR_HELD if habits.held_until else LONGEST_FLOOR
    for asked, why in ((fresh_for, "fresh"), (habits.hints.every, "hints")):
        if asked is not None and min(asked, cap) > wait:
            wait, pace = min(asked, cap), why
    at = past_skipped(now + wait, habits.hints)
    return at, pace if at == now + wait else "skipped"


def interval(feed: Feed, habits: Habits, now: datetime) -> tuple[timedelta, str]:
    """Between `every` and `max_every`, by half the gap between the feed's entries; sooner after a gap."""
    if habits.gap_at is not None and now - habits.gap_at < GAP_CARE and not was_away(feed, habits):
        return max(feed.every / 2, min(feed.every, MINUTE)), "gap"
    if feed.max_every is None or habits.rhythm is None:
        return feed.every, "every"
    if habits.news_at is not None and now - habits.news_at < BURST:
        return feed.every, "every"
    own = min(habits.rhythm / 2, feed.max_every)
    return (own, "rhythm") if own > feed.every else (feed.every, "every")


def past_skipped(at: datetime, hints: Hints) -> datetime:
    """The first time from `at` on that the feed does not skip."""
    utc = at.astimezone(UTC)
    for _ in range(8 * 24):  # a week and a day: hints never skip all of it
        if utc.hour not in hints.skip_hours and utc.weekday() not in hints.skip_days:
            return utc
        utc = utc.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


# --- A feed that gives nothing -------------------------------------------------------------------------------------


def after_failure(
    feed: Feed, state: FeedState, error: FetchError | ParseError, now: datetime, jitter: float
) -> FeedState:
    """The feed gave nothing: ask at the usual time once more, then ever later, never sooner than the server says.

    The validators stay those of the last answer that could be read, so that nothing is skipped when it recovers.
    """
    failures = state.failures + 1
    wait, pace = spread(backoff(feed.every, failures), jitter), "backoff"
    if isinstance(error, FetchError) and floor(error) > wait:
        wait, pace = floor(error), "asked"
    if isinstance(error, FetchError):
        pace = {429: "throttled", 410: "gone once"}.get(error.status or 0, pace)
    failed = replace(
        state,
        next_poll_at=now + wait,
        failures=failures,
        failing_since=state.failing_since or now,
        fault=error.message,
        habits=replace(after_error(state.habits, error, failures, now, now + wait), pace=pace),
    )
    if state.habits.adopted and not failed.habits.adopted:  # the validators came from the address that we give up
        return replace(failed, etag=None, last_modified=None)
    return stopped(failed) if failed.habits.stopped_at else failed


def after_error(
    habits: Habits, error: FetchError | ParseError, failures: int, now: datetime, again_at: datetime
) -> Habits:
    """What a failure teaches: an address that it moved to and that fails was none; a server may ask to stay away."""
    status = error.status if isinstance(error, FetchError) else None
    if status == 410:
        return after_gone(habits, now)
    if isinstance(error, FetchError) and (status == 429 or error.retry_after):
        habits = replace(habits, held_until=again_at)
    if habits.adopted and (status == 404 or failures >= TRIES_OF_NEW_ADDRESS):
        return stays(habits)
    return habits


def stopped(state: FeedState) -> FeedState:
    """A feed that said twice, a day apart, that it is gone: it is asked no more."""
    said = "It said so twice, a day apart, and is asked no more: correct its address, or take it out"
    return replace(state, fault=f"{state.fault}. {said}", habits=replace(state.habits, pace="gone"))


def doubt(state: FeedState, answer: Fetched, listed: int, *, cut: bool) -> str | None:
    """Why an answer that could be read is no clean read, as a sentence; None where it is one.

    `listed`: how many entries it has; `cut`: whether they break off. A feed that stays short is believed after some
    polls: it may list today's news only, and have begun a new day.
    """
    had = len(state.habits.entries)
    if answer.cut or cut:
        kept = f"after {entries(listed)}, kept so far: what followed is missing" if listed else "before its first entry"
        how = f" ({answer.cut})" if answer.cut else ""
        return f"the feed breaks off {kept}{how}; its server or its publisher is at fault, and it is asked again"
    if answer.is_delta or not had:
        return None
    if not listed:
        return (
            f"the feed is empty, and listed {entries(had)} when it was last read: "
            "its publisher may have broken it; look at it with `monitor feeds poll`"
        )
    if had >= FEWEST_TO_SHRINK and listed * SHRUNK < had and state.failures < POLLS_TO_BELIEVE:
        return (
            f"the feed shrank: it lists {entries(listed)}, and listed {entries(had)} when it was last read; "
            f"what it lists is kept, and the rest believed gone after {POLLS_TO_BELIEVE} polls"
        )
    return None


FEWEST_TO_SHRINK = 4  # entries
SHRUNK = 3  # a third of what it listed, or less


def entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def after_doubt(feed: Feed, state: FeedState, message: str, now: datetime, jitter: float) -> FeedState:
    """A feed that was read and is not believed: a fault, whatever it brought. It is asked as often as ever.

    Its validators are not saved, so that the next answer is whole. What breaks off twice is all that there is: after
    that its entries count as news, not as the backlog of a first poll.
    """
    failed = after_failure(feed, state, ParseError(message=message), now, jitter)
    at, pace = next_poll(feed, state.habits, None, now, jitter)
    polled_at = state.polled_at or (now if state.failures else None)
    return replace(failed, next_poll_at=at, polled_at=polled_at, habits=replace(failed.habits, pace=pace))


OUTAGE = "no feed can be reached from here: this machine's own network seems to be down, and no feed is blamed"
OUTAGE_WAIT = timedelta(seconds=30)


def after_outage(feed: Feed, state: FeedState, since: datetime, now: datetime) -> FeedState:
    """Nothing could be reached: not this feed's failure. It is asked again soon, and nothing is counted.

    `since`: the last answer of any feed; what was counted after it is taken back.
    """
    if state.failing_since is not None and state.failing_since >= since:
        state = replace(state, failures=0, failing_since=None)
    habits = replace(state.habits, pace="outage")
    return replace(state, next_poll_at=now + min(feed.every, OUTAGE_WAIT), fault=OUTAGE, habits=habits)


def backoff(every: timedelta, failures: int) -> timedelta:
    """`every` after the first failure in a row, then twice as long each time, up to a day (or `every`, if longer)."""
    return max(every, min(every * (1 << min(failures - 1, MOST_DOUBLINGS)), LONGEST_BACKOFF))


def floor(error: FetchError) -> timedelta:
    """How long to leave a feed alone because it says so: Retry-After; a day for one that is gone; 429 by itself."""
    asked = min(error.retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    if error.status == 429 and error.retry_after is None:
        return THROTTLED
    return max(asked, DAY) if error.status == 410 else asked


def spread(wait: timedelta, jitter: float) -> timedelta:
    """Up to a tenth shorter, so that feeds which are asked together once are not asked together for ever."""
    return wait * (1 - jitter / 10)
