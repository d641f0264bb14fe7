"""What a poll teaches: (habits so far, what was answered, now) → habits.

Pure. A permanent redirect is believed once it has held (RFC 9110 §15.4.2, §15.4.9; a server in trouble redirects
everything for an hour), a 410 once it was said twice, a day apart (§15.5.11).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Protocol

from monitor.addresses import without_user
from monitor.habits import Habits, Hints
from monitor.model import Feed, FeedState, Fetched, FetchRequest, NotModified

MOST_ENTRIES = 500  # of a body that are remembered, to tell whether the next one joins on to it
ENTRIES_FOR_RHYTHM = 20
FEWEST_FOR_RHYTHM = 5  # dated entries; fewer say nothing
FEWEST_FOR_GAP = 3  # entries; a feed of one or two turns over whole between any two polls
POLLS_TO_BELIEVE = 3
TIME_TO_BELIEVE = timedelta(hours=48)
GONE_TWICE = timedelta(days=1)
WHOLE_BODY_EVERY = timedelta(days=7)  # and at most a day until the next poll: some servers say 304 for ever


class Listed(Protocol):
    """An entry, as far as a feed's rhythm goes."""

    @property
    def key(self) -> str: ...

    @property
    def published_at(self) -> datetime | None: ...


# --- What to ask ---------------------------------------------------------------------------------------------------


def address_of(feed: Feed, habits: Habits) -> str:
    """Where a feed is asked: as declared, or where it moved to for good."""
    return habits.moved_to if habits.adopted and habits.moved_to else feed.url


def request_for(feed: Feed, state: FeedState, now: datetime) -> FetchRequest:
    """What to ask: validators belong to an address, and are left out once a week, in case they say 304 for ever."""
    url, whole_at = address_of(feed, state.habits), state.habits.whole_at
    if state.url != without_user(feed.url) or whole_at is None or now - whole_at >= WHOLE_BODY_EVERY:
        return FetchRequest(url=url)
    return FetchRequest(url=url, etag=state.etag, last_modified=state.last_modified, given_by=state.given_by)


# --- What an answer teaches ----------------------------------------------------------------------------------------


def after_answer(habits: Habits, answer: Fetched | NotModified, now: datetime) -> Habits:
    """The feed lives, and stands where it stands."""
    seen = replace(habits, gone_at=None, stopped_at=None)
    if isinstance(answer, Fetched):
        seen = replace(seen, whole_at=now)
    return seen if seen.adopted else after_redirects(seen, answer.moved_to, now)


def after_redirects(habits: Habits, moved_to: str | None, now: datetime) -> Habits:
    """Counts polls in a row that were sent to one address for good, and adopts it once that has held."""
    if moved_to is None:
        return stays(habits)
    if moved_to != habits.moved_to or habits.moved_since is None:
        return replace(habits, moved_to=moved_to, moved_since=now, moved_polls=1)
    polls = habits.moved_polls + 1
    held = polls >= POLLS_TO_BELIEVE and now - habits.moved_since >= TIME_TO_BELIEVE
    return replace(habits, moved_polls=polls, adopted=held)


def stays(habits: Habits) -> Habits:
    """As if it had never moved."""
    return replace(habits, moved_to=None, moved_since=None, moved_polls=0, adopted=False)


def after_entries(
    habits: Habits,
    listed: Sequence[Listed],
    hints: Hints,
    now: datetime,
    polled_at: datetime | None,
    *,
    is_delta: bool = False,
    is_renamed: bool = False,
) -> Habits:
    """A body was read. `polled_at`: the last good poll before this one. A delta says nothing of what it leaves out.

    Nor does a body that calls the entries of the last one by other names.
    """
    keys = tuple(entry.key[:12] for entry in listed[:MOST_ENTRIES])
    if is_delta:
        return after_delta(habits, keys, now)
    is_gap = not is_renamed and lost_touch(habits.entries, keys)
    return replace(
        habits,
        hints=hints,
        entries=keys,
        undated=sum(1 for entry in listed[:MOST_ENTRIES] if entry.published_at is None),
        rhythm=rhythm_of(listed),
        news_at=now if not set(keys) <= set(habits.entries) else habits.news_at,
        gap_at=now if is_gap else habits.gap_at,
        gap_from=polled_at if is_gap else habits.gap_from,
    )


def was_away(feed: Feed, habits: Habits) -> bool:
    """Whether a gap is due to not asking: we did not run, or the feed failed. It says nothing of how often to ask."""
    if habits.gap_at is None or habits.gap_from is None:
        return False
    return habits.gap_at - habits.gap_from > 2 * max(feed.every, feed.max_every or feed.every)


def after_delta(habits: Habits, keys: Sequence[str], now: datetime) -> Habits:
    """Only what is new was listed: it stands before what was."""
    known = tuple(dict.fromkeys((*keys, *habits.entries)))[:MOST_ENTRIES]
    return replace(habits, entries=known, news_at=now if set(keys) - set(habits.entries) else habits.news_at)


def lost_touch(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether nothing of the last body stands in this one, which is no shorter: what came between is not known."""
    return len(before) >= FEWEST_FOR_GAP and len(now) >= len(before) and not set(before) & set(now)


def rhythm_of(listed: Sequence[Listed]) -> timedelta | None:
    """The median gap between the last dated entries; None where too few are dated."""
    dated = (entry.published_at for entry in listed if entry.published_at is not None)
    dates = sorted(dated, reverse=True)[:ENTRIES_FOR_RHYTHM]
    if len(dates) < FEWEST_FOR_RHYTHM:
        return None
    return timedelta(seconds=median((later - earlier).total_seconds() for later, earlier in pairwise(dates)))


def after_gone(habits: Habits, now: datetime) -> Habits:
    """The feed said 410. Said by the address that it moved to, it means that it did not move there."""
    if habits.adopted:
        return stays(habits)
    if habits.gone_at is None:
        return replace(habits, gone_at=now)
    return replace(habits, stopped_at=now) if now - habits.gone_at >= GONE_TWICE else habits
