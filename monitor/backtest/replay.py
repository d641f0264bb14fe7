"""The walk over recorded polls, its clock driven by them.

    polls, oldest first ─ what was put off and is due by then ─ the poll ─ … ─ what is put off still  →  steps

A step is one poll and what was told since the one before. Two rule sets that know the same names walk together: items
are sketched, placed and matched against the rules that both have once, and only decided on and told for each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice

from monitor.backtest.following import Following
from monitor.backtest.scratch import Ahead, Release, Scratch
from monitor.calm import Policy
from monitor.model import Feed, FeedState, Item
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store.history import RecordedPoll
from monitor.stories.embedding import NO_MODEL, Encoder
from monitor.stories.window import WINDOW

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
EVER = timedelta(days=36500)
READ_AHEAD = 1_000  # polls


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What a feed brought at one instant. Not `counted`: it only tells what was known before the time asked for."""

    feed: Feed
    at: datetime
    items: tuple[Item, ...]
    is_first: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of one poll (None: of the time after the last), and what was told before it, for each rule set."""

    poll: Poll | None
    records: tuple[PollRecord, ...]
    releases: tuple[tuple[Release, ...], ...]


def polls_of(items: Iterable[Item], feeds: Iterable[Feed], fallback: datetime) -> tuple[Poll, ...]:
    """Items of a file as a daemon would have seen them that asks all the time: each when it was published.

    An undated item comes with the one before it in the file; `fallback` is when those come that nothing dated precedes.
    """
    by_id, polls, at = {feed.id: feed for feed in feeds}, [], fallback
    for item in items:
        at = item.published_at or at
        if (feed := by_id.get(item.feed_id)) is None:
            feed = by_id[item.feed_id] = _any_feed(item.feed_id)
        polls.append(Poll(feed=feed, at=at, items=(replace(item, fetched_at=at),)))
    return tuple(sorted(polls, key=lambda poll: poll.at))


def _any_feed(feed_id: str) -> Feed:
    """One that nothing is known of."""
    return Feed(id=feed_id, url="", publisher="", every=timedelta(0), max_age=EVER)


def polls_again(recorded: Iterable[RecordedPoll], feeds: Iterable[Feed], since: datetime) -> tuple[Poll, ...]:
    """Polls out of the store, each at its own instant. One from before `since` only tells what was known by then."""
    by_id = {feed.id: feed for feed in feeds}
    return tuple(
        Poll(
            feed=by_id.get(one.feed_id) or _any_feed(one.feed_id),
            at=one.at,
            items=one.items,
            is_first=one.is_first,
            counted=one.at >= since,
        )
        for one in recorded
    )


def warm_up(rulesets: Iterable[RuleSet]) -> timedelta:
    """How long before the time asked for the walk must begin, so that stories and cooldowns of then are known."""
    cooldowns = (rule.cooldown for ruleset in rulesets for rule in ruleset.rules if rule.cooldown is not None)
    return max((WINDOW, *cooldowns))


def walk(
    polls: Iterable[Poll],
    rulesets: Iterable[RuleSet],
    channel: str,
    policy: Policy,
    until: datetime | None = None,
    encoder: Encoder = NO_MODEL,
) -> Iterator[Step]:
    """Walks each rule set over the polls. At the end the clock runs on: to `until`, or until all is told."""
    rulesets = tuple(rulesets)
    scratches = tuple(Scratch(ruleset, channel, policy, encoder) for ruleset in rulesets)
    followings = (None, *(_following(ruleset, rulesets[0]) for ruleset in rulesets[1:]))
    alone = [scratch for scratch, following in zip(scratches, followings, strict=True) if following is None]
    for poll, said in _read_ahead(polls, alone):
        releases = tuple(_released(scratch, poll.at) for scratch in scratches)
        read, records, ahead = reading_of(poll), list[PollRecord](), iter(said)
        for scratch, following in zip(scratches, followings, strict=True):
            known = next(ahead) if following is None else following.lead(records[0], poll.at)
            records.append(scratch.record_poll(read, poll.at, known))
        yield Step(poll=poll, records=tuple(records), releases=releases)
    yield Step(poll=None, records=(), releases=tuple(_released(scratch, until) for scratch in scratches))


def _read_ahead(polls: Iterable[Poll], scratches: Iterable[Scratch]) -> Iterator[tuple[Poll, tuple[Ahead, ...]]]:
    """Each poll, and what its items say by themselves to each of these.

    A thousand at a time are read, then a thousand are placed: in turn, each would drive the other's tables out of the
    processor's cache, which takes a sixth of a walk.
    """
    rest = iter(polls)
    while some := tuple(islice(rest, READ_AHEAD)):
        brought = [(poll.items, poll.at) for poll in some]
        ahead = zip(*(scratch.read_ahead(brought) for scratch in scratches), strict=True)
        yield from zip(some, ahead, strict=True)


def _following(ruleset: RuleSet, leader: RuleSet) -> Following | None:
    """None where other names are known: what an item says, and so its story, may be another."""
    return Following(ruleset, leader) if ruleset.gazetteer.entities == leader.gazetteer.entities else None


def _released(scratch: Scratch, until: datetime | None) -> tuple[Release, ...]:
    """What is told up to then, each at its own time."""
    found: list[Release] = []
    while (at := scratch.next_release()) is not None and (until is None or at <= until):
        found += scratch.release(at)
    return tuple(found)


def reading_of(poll: Poll) -> Reading:
    """A poll as the walk takes it."""
    state = _state_of(poll.feed.id, is_first=poll.is_first)
    return Reading(feed=poll.feed, before=state, after=state, items=poll.items)


@cache
def _state_of(feed_id: str, *, is_first: bool) -> FeedState:
    """All that a walk asks of it is whether the feed was polled before."""
    return FeedState(feed_id=feed_id, next_poll_at=BEGINNING, polled_at=None if is_first else BEGINNING)
