"""How a feed does, in words that say what to do."""

from datetime import timedelta
from typing import Any

import pytest
from make import NOON, a_feed, a_state

from monitor.feeds.health import Condition, health_of
from monitor.feeds.pace import OUTAGE
from monitor.habits import Habits
from monitor.model import FeedState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAILING: dict[str, Any] = {"fault": "it is down", "failures": 3, "failing_since": NOON - DAY}
MOVED = Habits(moved_to="https://new.org/rss?key=1", moved_since=NOON - 3 * DAY, moved_polls=9, adopted=True)


@pytest.mark.parametrize(
    ("state", "condition", "said"),
    [
        (None, Condition.NEW, "not polled yet"),
        (a_state(), Condition.FINE, ""),
        (a_state(**FAILING), Condition.FAILING, "failing since 22 12:00 (3 polls): it is down"),
        (a_state(polled_at=None, **FAILING), Condition.FAILING, "it is down"),
        (a_state(habits=Habits(whole_at=NOON)), Condition.EMPTY, "lists no entries"),
        (a_state(habits=Habits(entries=("a",), undated=1)), Condition.UNDATED, "its only entry has no date: it counts"),
        (a_state(fault=OUTAGE), Condition.OUTAGE, "no feed is blamed"),
        (a_state(fault="gone", habits=Habits(stopped_at=NOON)), Condition.GONE, "asked no more since 23 12:00: gone"),
        (a_state(habits=MOVED), Condition.MOVED, "asked at https://new.org/rss?…: put that in place of"),
        (
            a_state(habits=Habits(rhythm=HOUR, news_at=NOON - 3 * DAY)),
            Condition.STALE,
            "usually has news every 1 hour",
        ),
        (a_state(habits=Habits(rhythm=HOUR, news_at=NOON - DAY)), Condition.FINE, ""),
        (a_state(habits=Habits(rhythm=7 * DAY, news_at=NOON - 30 * DAY)), Condition.FINE, ""),
        (a_state(habits=Habits(news_at=NOON - 31 * DAY)), Condition.STALE, "nothing new since"),
        (
            a_state(habits=Habits(gap_at=NOON - DAY, gap_from=NOON - DAY - HOUR)),
            Condition.GAP,
            "between 22 11:00 and 22 12:00 may have been missed",
        ),
        (
            a_state(habits=Habits(gap_at=NOON - DAY, gap_from=NOON - DAY - HOUR / 6)),
            Condition.GAP,
            "stood in the next; lower its 'every' (now 10 minutes)",
        ),
        (
            a_state(habits=Habits(gap_at=NOON - DAY, gap_from=NOON - DAY - 9 * HOUR)),
            Condition.GAP,
            "polls were 9 hours apart: unless its 'every' (now 10 minutes) was longer then, it was not asked in "
            "between, so look at its site for what you need",
        ),
        (a_state(habits=Habits(gap_at=NOON - 8 * DAY, gap_from=NOON - 9 * DAY)), Condition.FINE, ""),
        (a_state(habits=Habits(entries=("a", "b", "c"), undated=2)), Condition.UNDATED, "2 of its 3 entries"),
        (a_state(habits=Habits(entries=("a", "b", "c"), undated=1)), Condition.FINE, ""),
    ],
)
def test_a_feed_s_health_says_what_is_wrong(state: FeedState | None, condition: Condition, said: str) -> None:
    health = health_of(a_feed(), state, NOON, lambda when: f"{when:%d %H:%M}")

    assert health.condition is condition
    assert said in " ".join(health.sentences)
    assert condition.wants_a_person is (condition not in {Condition.FINE, Condition.NEW})


def test_all_that_is_the_matter_is_said_and_the_worst_names_it() -> None:
    habits = Habits(entries=("a",), undated=1, gap_at=NOON, gap_from=NOON - HOUR)
    health = health_of(a_feed(), a_state(habits=habits, **FAILING), NOON, str)

    assert health.condition is Condition.FAILING
    assert len(health.sentences) == 3


@pytest.mark.parametrize(
    ("apart", "advice"),
    [
        (HOUR / 12, "stood in the next; lower its 'every' (now 5 minutes)"),
        (3 * HOUR, "its polls were 3 hours apart: lower its 'max_every' (now 6 hours)"),
        (13 * HOUR, "its polls were 13 hours apart: unless its 'max_every' (now 6 hours) was longer then"),
    ],
)
def test_a_gap_is_put_down_to_what_kept_its_polls_apart(apart: timedelta, advice: str) -> None:
    feed = a_feed(every=HOUR / 12, max_every=6 * HOUR)
    (said,) = health_of(feed, a_state(habits=Habits(gap_at=NOON, gap_from=NOON - apart)), NOON, str).sentences
    assert advice in said
