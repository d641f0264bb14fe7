"""The poller: asks feeds that are due, and hands what they say to the walk.

    claim ─ fetch ─ parse (worker process) ─ read ─ record_poll (one transaction)

It drives doors that it is given. A feed that fails slows down itself only; a fault is told when it changes, not at
every poll.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from monitor.calm import Policy
from monitor.errors import StoreError
from monitor.feeds.pace import after_failure, after_success
from monitor.items import item_from
from monitor.model import (
    Feed,
    FeedState,
    Fetched,
    FetchError,
    FetchOutcome,
    FetchRequest,
    NotModified,
    ParsedFeed,
    ParseError,
)
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import StoreThread

log = structlog.get_logger("feeds")

LEASE = timedelta(minutes=3)  # longer than fetching, parsing and recording may take together


class Fetches(Protocol):
    """The door to the feeds' servers. Never raises for the network."""

    async def fetch(self, request: FetchRequest, *, is_file: bool) -> FetchOutcome: ...


class Parses(Protocol):
    """The worker that parses bodies, within a deadline."""

    async def parse(self, fetched: Fetched) -> ParsedFeed | ParseError: ...


class Poller:
    """Polls the declared feeds. `ruleset` gives the rules that run now; `on_news` is called when there is to tell."""

    def __init__(
        self,
        feeds: Iterable[Feed],
        *,
        store: StoreThread,
        fetcher: Fetches,
        parser: Parses,
        ruleset: Callable[[], RuleSet],
        channel: str,
        concurrency: int,
        clock: Callable[[], datetime],
        on_news: Callable[[], Awaitable[object]] | None = None,
        policy: Policy | None = None,
        tell_old_faults: bool = False,
    ) -> None:
        self.feeds = {feed.id: feed for feed in feeds}
        self.store = store
        self.fetcher = fetcher
        self.parser = parser
        self.ruleset = ruleset
        self.channel = channel
        self.concurrency = concurrency
        self.clock = clock
        self.on_news = on_news
        self.policy = policy
        self.tell_old_faults = tell_old_faults
        self.under_way: set[asyncio.Task[PollRecord | None]] = set()

    async def poll_due(self) -> int:
        """Begins to poll what is due, as far as there is room; returns how many feeds, at once."""
        room = self.concurrency - len(self.under_way)
        return len(await self._begin(room, due_only=True)) if room > 0 else 0

    async def poll_all(self) -> list[PollRecord | None]:
        """Polls every feed once, due or not; what each came to (None: nothing could be recorded)."""
        gate = asyncio.Semaphore(self.concurrency)
        return list(await asyncio.gather(*await self._begin(len(self.feeds), due_only=False, gate=gate)))

    async def drain(self, timeout: timedelta) -> None:
        """Waits for the polls under way, then gives up on them: their claims end, and they are polled again."""
        if self.under_way:
            _, late = await asyncio.wait(self.under_way, timeout=timeout.total_seconds())
            for task in late:
                task.cancel()

    async def _begin(
        self, limit: int, *, due_only: bool, gate: asyncio.Semaphore | None = None
    ) -> list[asyncio.Task[PollRecord | None]]:
        ids, now = tuple(self.feeds), self.clock()
        states = await self.store.do(lambda store: store.claim_feeds(ids, now, LEASE, limit, due_only=due_only))
        tasks = [asyncio.create_task(self._poll(state, gate), name=f"poll {state.feed_id}") for state in states]
        for task in tasks:
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        return tasks

    async def _poll(self, state: FeedState, gate: asyncio.Semaphore | None) -> PollRecord | None:
        """One feed, all the way. The one guard against our own bugs: this feed slows down, the others go on."""
        feed = self.feeds[state.feed_id]
        try:
            async with gate or asyncio.Semaphore():
                reading = await self._read(feed, state)
            poll = await self.store.do(
                lambda store: store.record_poll(reading, self.ruleset(), self.channel, self.clock(), self.policy)
            )
        except StoreError as exc:
            log.error("a poll could not be recorded", feed=feed.id, fault=str(exc))
            return None
        except Exception:
            log.exception("a poll failed by our own fault", feed=feed.id)
            return None
        report(reading, poll, tell_old_faults=self.tell_old_faults)
        if poll is not None and poll.deliveries and self.on_news is not None:
            await self.on_news()
        return poll

    async def _read(self, feed: Feed, state: FeedState) -> Reading:
        outcome = await self.fetcher.fetch(request_for(feed, state), is_file=feed.is_file)
        said: FetchOutcome | ParsedFeed | ParseError = outcome
        if isinstance(outcome, Fetched) and outcome.digest == state.body_digest:
            said = NotModified(etag=outcome.etag, last_modified=outcome.last_modified)
        elif isinstance(outcome, Fetched):
            said = await self.parser.parse(outcome)
        return reading_of(feed, state, outcome, said, self.clock(), random.random())  # noqa: S311  # spreads polls


def request_for(feed: Feed, state: FeedState) -> FetchRequest:
    """What to ask: validators belong to an address, and are replayed only to it."""
    if state.url != feed.url:
        return FetchRequest(url=feed.url)
    return FetchRequest(url=feed.url, etag=state.etag, last_modified=state.last_modified)


def reading_of(
    feed: Feed,
    state: FeedState,
    outcome: FetchOutcome,
    said: FetchOutcome | ParsedFeed | ParseError,
    now: datetime,
    jitter: float,
) -> Reading:
    """What a poll gave, and the feed's state once that is recorded."""
    if isinstance(said, FetchError | ParseError):
        return Reading(feed=feed, before=state, after=after_failure(feed, state, said, now, jitter))
    assert not isinstance(outcome, FetchError)
    items = tuple(item_from(entry, feed, now) for entry in said.entries) if isinstance(said, ParsedFeed) else ()
    return Reading(feed=feed, before=state, after=after_success(feed, state, outcome, now, jitter), items=items)


def report(reading: Reading, poll: PollRecord | None, *, tell_old_faults: bool) -> None:
    """One line per poll that told us something; a feed's fault when it changes, and its end."""
    before, after, feed = reading.before, reading.after, reading.feed.id
    if after.fault is not None:
        tell = log.debug if after.fault == before.fault and not tell_old_faults else log.warning
        tell("feed fails", feed=feed, fault=after.fault, next=after.next_poll_at.isoformat(timespec="seconds"))
        return
    if before.fault is not None:
        log.info("feed works again", feed=feed, polls_failed=before.failures)
    new = len(poll.placed) if poll else 0
    tell = log.info if new or before.polled_at is None else log.debug
    matched = sum(1 for one in poll.placed if one.matches) if poll else 0
    told = poll.told if poll else 0
    tell("polled", feed=feed, entries=len(reading.items), new=new, matched=matched, told=told)
