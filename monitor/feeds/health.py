"""How a feed does, in words: (feed, what we remember of it, now) → Health.

Pure. Written for the person who has to act on it: what is wrong, since when, what to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.addresses import shown
from monitor.feeds.learn import was_away
from monitor.feeds.pace import OUTAGE
from monitor.habits import Habits
from monitor.model import Feed, FeedState

SILENT_GAPS = 6  # times its own rhythm
SILENT_AT_LEAST = timedelta(days=2)  # a weekend is no illness
SILENT_ANYWAY = timedelta(days=30)  # where its rhythm is not known
GAP_OF_LATE = timedelta(days=7)
UNDATED_SHARE = 0.5
ON_TIME = 1.5  # times its 'every', a poll that nothing put off


class Condition(StrEnum):
    """What is the matter with a feed, worst first."""

    GONE = "gone"
    FAILING = "failing"
    OUTAGE = "outage"
    MOVED = "moved"
    STALE = "stale"
    GAP = "gap"
    EMPTY = "empty"
    UNDATED = "undated"
    MISSED = "articles missed"
    NEW = "new"  # not polled yet
    FINE = "fine"

    @property
    def wants_a_person(self) -> bool:
        return self not in {Condition.NEW, Condition.FINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`condition` is the worst of what is the matter; `sentences` says all of it."""

    condition: Condition
    sentences: tuple[str, ...]


def health_of(feed: Feed, state: FeedState | None, now: datetime, at: Callable[[datetime], str]) -> Health:
    """`at` writes a time for people."""
    if state is None or (state.polled_at is None and state.fault is None):
        return Health(condition=Condition.NEW, sentences=("not polled yet",))
    found = list(complaints(feed, state, now, at))
    if not found:
        return Health(condition=Condition.FINE, sentences=())
    worst = min((condition for condition, _ in found), key=list(Condition).index)
    return Health(condition=worst, sentences=tuple(sentence for _, sentence in found))


def complaints(
    feed: Feed, state: FeedState, now: datetime, at: Callable[[datetime], str]
) -> Iterator[tuple[Condition, str]]:
    """Everything that is the matter, worst first."""
    habits = state.habits
    if habits.stopped_at is not None:
        yield Condition.GONE, f"asked no more since {at(habits.stopped_at)}: {state.fault}"
    elif state.fault == OUTAGE:
        yield Condition.OUTAGE, OUTAGE
    elif state.fault is not None:
        since = at(state.failing_since) if state.failing_since else "now"
        polls = "1 poll" if state.failures == 1 else f"{state.failures} polls"
        yield Condition.FAILING, f"failing since {since} ({polls}): {state.fault}"
    if habits.adopted and habits.moved_to is not None and habits.moved_since is not None:
        yield (
            Condition.MOVED,
            f"moved for good since {at(habits.moved_since)}, and is asked at {shown(habits.moved_to)}: "
            f"put that in place of {shown(feed.url)} in the config",
        )
    if (silence := silent_for(habits, now)) is not None and state.fault is None and habits.news_at is not None:
        rhythm = f"; it usually has news every {words(habits.rhythm)}" if habits.rhythm else ""
        yield (
            Condition.STALE,
            f"answers, but had nothing new since {at(habits.news_at)} ({words(silence)} ago{rhythm}): "
            "see whether its site still feeds it",
        )
    if habits.gap_at is not None and habits.gap_from is not None and now - habits.gap_at < GAP_OF_LATE:
        yield (
            Condition.GAP,
            f"what it listed between {at(habits.gap_from)} and {at(habits.gap_at)} may have been missed: nothing of "
            f"the one poll stood in the next; {gap_advice(feed, habits)}",
        )
    if state.fault is None and habits.whole_at is not None and not habits.entries:
        yield Condition.EMPTY, f"answers, but lists no entries: see whether {shown(feed.url)} is the feed that you mean"
    if habits.entries and habits.undated / len(habits.entries) >= UNDATED_SHARE:
        yield Condition.UNDATED, undated_words(habits.undated, len(habits.entries))
    if feed.full_text and habits.articles_missed:
        yield (
            Condition.MISSED,
            f"{habits.articles_missed} of the {habits.articles} articles of its last news could not be read and "
            f"were decided on what the feed says of them; the reason, or the most frequent: {habits.article_fault}",
        )


def gap_advice(feed: Feed, habits: Habits) -> str:
    """What to do about a gap, by what made it."""
    assert habits.gap_at is not None
    assert habits.gap_from is not None
    apart = habits.gap_at - habits.gap_from
    longest, key = (feed.max_every, "max_every") if feed.max_every else (feed.every, "every")
    if was_away(feed, habits):
        return (
            f"its polls were {words(apart)} apart: unless its '{key}' (now {words(longest)}) was longer then, it was "
            "not asked in between, so look at its site for what you need"
        )
    if apart > ON_TIME * feed.every and longest > feed.every:
        return f"its polls were {words(apart)} apart: lower its 'max_every' (now {words(longest)})"
    return f"lower its 'every' (now {words(feed.every)})"


def undated_words(undated: int, entries: int) -> str:
    """That so many of its entries, half of them at least, have no date, and what that means."""
    if entries == 1:
        return "its only entry has no date: it counts as published when we first see it"
    return f"{undated} of its {entries} entries have no date: they count as published when we first see them"


def silent_for(habits: Habits, now: datetime) -> timedelta | None:
    """How long a feed has had nothing new, where that is long by its own rhythm; None where it is not."""
    if habits.news_at is None:
        return None
    usual = max(habits.rhythm * SILENT_GAPS, SILENT_AT_LEAST) if habits.rhythm is not None else SILENT_ANYWAY
    silence = now - habits.news_at
    return silence if silence > usual else None


def words(length: timedelta | None) -> str:
    """A length of time in words: its largest unit."""
    seconds = int(length.total_seconds()) if length else 0
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
