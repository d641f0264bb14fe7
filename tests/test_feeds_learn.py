"""What polls teach of a feed: where it moved, whether it is gone, its rhythm, and that something was missed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOON, a_feed, a_state, an_item

from monitor.feeds.address import neighbourhood
from monitor.feeds.guard import allow_private
from monitor.feeds.learn import (
    address_of,
    after_answer,
    after_entries,
    after_gone,
    lost_touch,
    request_for,
    rhythm_of,
)
from monitor.habits import Habits, Hints
from monitor.model import Fetched, Item, NotModified

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = a_feed(url="https://old.org/rss")
NEW = "https://new.org/rss"


def polled(*answers: tuple[float, str | None]) -> Habits:
    """Habits after polls at these hours, each sent on for good to that address, or not."""
    habits = Habits()
    for hours, moved_to in answers:
        habits = after_answer(habits, NotModified(moved_to=moved_to), NOON + hours * HOUR)
    return habits


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ([(0, NEW), (24, NEW), (48, NEW)], NEW),
        ([(0, NEW), (49, NEW)], FEED.url),  # twice is not often enough
        ([(0, NEW), (1, NEW), (2, NEW), (47, NEW)], FEED.url),  # two days have not passed
        ([(0, NEW), (24, None), (48, NEW), (72, NEW)], FEED.url),  # it did not hold
        ([(0, NEW), (24, "https://portal.org/"), (48, NEW), (72, NEW)], FEED.url),
        ([(0, NEW), (24, NEW), (48, NEW), (72, "https://newer.org/")], NEW),  # followed, and not remembered
    ],
)
def test_a_permanent_redirect_is_believed_once_it_has_held(answers: list[tuple[float, str | None]], asked: str) -> None:
    assert address_of(FEED, polled(*answers)) == asked


def test_a_feed_is_gone_when_it_says_so_twice_a_day_apart() -> None:
    once = after_gone(Habits(), NOON)

    assert (once.gone_at, once.stopped_at) == (NOON, None)
    assert after_gone(once, NOON + 23 * HOUR).stopped_at is None
    assert after_gone(once, NOON + DAY).stopped_at == NOON + DAY
    assert after_answer(once, NotModified(), NOON).gone_at is None


def test_once_a_week_the_whole_body_is_asked_for() -> None:
    state = a_state(url=FEED.url, etag='"a"', habits=Habits(whole_at=NOON))

    assert request_for(FEED, state, NOON + 6 * DAY).etag == '"a"'
    assert request_for(FEED, state, NOON + 7 * DAY).etag is None
    whole = Fetched(url=FEED.url, body=b"", digest="d")
    assert after_answer(state.habits, whole, NOON + 7 * DAY).whole_at == NOON + 7 * DAY


def test_validators_are_not_sent_to_another_declared_address() -> None:
    state = a_state(url="https://elsewhere.org/rss", etag='"a"', habits=Habits(whole_at=NOON))

    assert request_for(FEED, state, NOON).etag is None


def items(*hours: float | None) -> list[Item]:
    """One a number, published so many hours before noon."""
    return [
        an_item(f"item {hour} {n}", published_at=None if hour is None else NOON - hour * HOUR)
        for n, hour in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("hours", "gap"),
    [
        ([1, 2, 3, 4, 5], 1),
        ([1, 2, 3, 4, None, 300], 1),  # one outlier moves no median
        ([1, 2, 3, 4], None),
        ([None] * 9, None),
        ([7, 7, 7, 7, 7], 0),
        ([*range(0, 40, 2), 900, 1800, 2700], 2),  # the last twenty
    ],
)
def test_a_rhythm_is_the_median_gap_of_the_last_dated_entries(hours: list[float | None], gap: int | None) -> None:
    assert rhythm_of(items(*hours)) == (None if gap is None else gap * HOUR)


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [
        ("abc", "def", True),
        ("abc", "cde", False),
        ("abc", "de", False),  # fewer than it had: it was emptied, or restarted
        ("", "abc", False),  # the first poll
        ("ab", "cd", False),  # so short a feed turns over whole
        ("abc", "defgh", True),
    ],
)
def test_a_poll_that_joins_on_to_nothing_lost_something(before: str, now: str, lost: bool) -> None:
    assert lost_touch(before, now) is lost


def test_a_gap_is_remembered_with_the_time_that_it_may_reach_back_to() -> None:
    first = after_entries(Habits(), items(5, 6, 7), Hints(), NOON, None)
    same = after_entries(first, items(5, 6, 7), Hints(), NOON + HOUR, NOON)
    gap = after_entries(same, items(1, 2, None), Hints(), NOON + 2 * HOUR, NOON + HOUR)

    renamed = after_entries(same, items(1, 2, None), Hints(), NOON + 2 * HOUR, NOON + HOUR, is_renamed=True)

    assert (first.gap_at, same.gap_at, renamed.gap_at, same.news_at) == (None, None, None, NOON)
    assert (gap.gap_at, gap.gap_from, gap.undated) == (NOON + 2 * HOUR, NOON + HOUR, 1)
    assert replace(gap, gap_at=None).news_at == NOON + 2 * HOUR


@pytest.mark.parametrize(
    ("url", "burdens"),
    [
        ("https://feeds.bbci.co.uk/news/rss.xml", "bbci.co.uk"),
        ("https://a.tumblr.com/rss", "tumblr.com"),
        ("http://8.8.8.8/rss", "8.8.8.8"),
        ("http://127.0.0.1:8000/rss", None),
        ("http://[::1]/rss", None),
        ("http://10.1.2.3/rss", None),
        ("http://localhost/rss", None),
        ("http://news.intra/rss", None),
        ("https://wire.ours.org/rss", None),  # named in allow_private_hosts
        ("http://[broken/rss", None),
    ],
)
def test_manners_are_kept_by_registered_domain_and_not_towards_our_own_hosts(url: str, burdens: str | None) -> None:
    assert neighbourhood(url, allow_private(["wire.ours.org", "10.0.0.0/8"])) == burdens
