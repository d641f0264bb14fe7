"""The poller: asks feeds that are due, and hands what they say to the walk.

    due ─ whose turn ─ claim ─ fetch ─ parse (worker process) ─ read ─ record_poll (one transaction)

It drives doors that it is given. A feed that fails slows down itself only; a fault is told when it changes, not at
every poll. One registered domain is asked for one feed at a time, a second apart; where it says that it is asked too
often, none of its feeds is asked until it allows it.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from monitor.addresses import shown
from monitor.articles import Articles
from monitor.calm import Policy
from monitor.errors import StoreError
from monitor.feeds.address import host_of, neighbourhood
from monitor.feeds.article import product
from monitor.feeds.fetch import MOST_REDIRECTS, Refusal
from monitor.feeds.guard import NOTHING_PRIVATE, AllowPrivate
from monitor.feeds.health import gap_advice
from monitor.feeds.learn import address_of, request_for
from monitor.feeds.listing import NO_MARKS, Listing, Marks
from monitor.feeds.outage import Reach, after_answer, after_silence
from monitor.feeds.pace import OUTAGE, after_doubt, after_failure, after_outage, after_success, doubt
from monitor.feeds.pages import Asks, Pages, Reads
from monitor.feeds.parcel import Parcel
from monitor.feeds.places import Places
from monitor.feeds.start import starts
from monitor.feeds.turns import NO_GAP, Turns, whose_turn
from monitor.leases import LEASE, POLL_LEASE, Leases, SharedTurns
from monitor.metrics import Metrics
from monitor.model import (
    Feed,
    FeedState,
    Fetched,
    FetchError,
    FetchOutcome,
    NotModified,
    ParsedFeed,
    ParseError,
)
from monitor.pipeline import PollRecord, PollResult, Reading
from monitor.recorder import Recorder
from monitor.rules.ruleset import RuleSet
from monitor.store import StoreThread

log = structlog.get_logger("feeds")

CLAIMED = 4  # times as many feeds as may begin at once: between two ticks, none of the places stays empty
GAP = timedelta(seconds=1)  # between two requests to one registered domain
GAP_TOLD_EVERY = timedelta(days=1)  # a feed that always turns over too fast says so once a day
OWN_FAULT = timedelta(minutes=4)  # a feed that meets a bug of ours is not asked at every tick
BEGUN_AT_ONCE = 50  # feeds; thousands in one turn of the event loop would hold up everybody else
SPARE = 4  # times the room: so many feeds are looked at, since other replicas look at the same ones


class Parses(Reads, Protocol):
    """Who reads bodies. Never raises for what they are."""

    async def read(
        self, parcel: Parcel, feed: Feed, now: datetime, before: Marks
    ) -> tuple[ParsedFeed, Listing] | ParseError: ...


class Poller:
    """Polls the declared feeds. `ruleset` gives the rules that run now; `on_news` is called when there is to tell."""

    def __init__(
        self,
        feeds: Iterable[Feed],
        *,
        store: StoreThread,
        leases: Leases,
        fetcher: Asks,
        parser: Parses,
        ruleset: Callable[[], RuleSet],
        channel: str,
        concurrency: int,
        clock: Callable[[], datetime],
        on_news: Callable[[], Awaitable[object]] | None = None,
        policy: Policy | None = None,
        tell_old_faults: bool = False,
        own: AllowPrivate = NOTHING_PRIVATE,
        gap: timedelta = GAP,
        user_agent: str = "monitor",
        metrics: Metrics | None = None,
    ) -> None:
        self.feeds = {feed.id: feed for feed in feeds}
        self.store = store
        self.leases = leases
        self.fetcher = fetcher
        self.parser = parser
        self.recorder = Recorder(store, ruleset=ruleset, channel=channel, clock=clock, policy=policy)
        self.places = Places(concurrency, leases.uptime, self.recorder.room)
        self.most_claimed = CLAIMED * concurrency
        self.clock = clock
        self.on_news = on_news
        self.tell_old_faults = tell_old_faults
        self.turns = Turns(gap, SharedTurns(store, leases, clock) if store.is_shared else None)
        self.own = own
        self.neighbours = {feed.id: neighbourhood(feed.url, own) for feed in self.feeds.values() if not feed.is_file}
        self.articles = Articles(
            pages=Pages(
                fetcher=fetcher,
                reader=parser,
                turns=self.turns,
                agent=product(user_agent),
                own=own,
                clock=clock,
                on_throttled=self._hold,
            ),
            store=store,
            clock=clock,
        )
        self.marks: dict[str, Marks] = {}  # by feed: what of its last body is read and recorded
        self.led_to: dict[str, set[str]] = {}  # by feed: other neighbours, to which its address redirected
        self.metrics = metrics or Metrics()
        self.reach = Reach(answered_at=clock())
        self.under_way: set[asyncio.Task[list[PollResult | None]]] = set()
        self.is_stopping = False  # what fails from here on may be our end's doing, and no feed is blamed for it

    async def poll_due(self) -> int:
        """Begins to poll what is due, as far as there is room; returns how many feeds, at once."""
        room, now = self.most_claimed + self.places.outside - len(self.under_way), self.clock()
        if room <= 0:
            return 0
        busy, asked_at = frozenset(self.turns.busy), self.leases.uptime()
        ids = await self.store.do(lambda store: store.due_feeds(now, partial(self._choose, busy=busy, room=room)))
        if not ids:
            return 0
        hosts = {feed_id: host for feed_id in ids if (host := self.neighbours.get(feed_id)) is not None}
        states = await self.store.do(lambda store: store.claim_feeds(ids, now, POLL_LEASE, room, hosts=hosts))
        self.leases.take((state.lease for state in states), asked_at, POLL_LEASE)
        self.metrics.begun(states, now)
        for state in states:
            self._begin(self._in_turn([state]), state.feed_id)
        return len(states)

    async def spread_out(self) -> None:
        """At a start: what is due is asked over some seconds, and not at one instant."""
        now = self.clock()
        due = await self.store.do(lambda store: store.due_feeds(now, list))
        hosts = {feed_id: host_of(feed.url) for feed_id, feed in self.feeds.items()}
        at = starts([feed_id for feed_id in due if feed_id in hosts], hosts, now)
        await self.store.do(lambda store: store.put_off_feeds(at, now))

    def _choose(self, due: Iterable[str], *, busy: AbstractSet[str], room: int) -> list[str]:
        """More than there is room for, since another replica may claim some of them first."""
        ours = (feed_id for feed_id in due if feed_id in self.feeds)
        return whose_turn(ours, self.neighbours, busy, room * SPARE)

    def take(self, feeds: Iterable[Feed], channel: str, policy: Policy) -> None:
        """From here on polls these feeds, and tells by this policy. A poll under way ends as it began."""
        before, self.feeds = self.feeds, {feed.id: feed for feed in feeds}
        same = {key for key, feed in self.feeds.items() if before.get(key) == feed}
        self.marks = {key: marks for key, marks in self.marks.items() if key in same}
        self.led_to = {key: led_to for key, led_to in self.led_to.items() if key in self.feeds}
        asked = [feed for feed in self.feeds.values() if not feed.is_file]
        self.neighbours = {feed.id: neighbourhood(feed.url, self.own) for feed in asked}
        self.recorder.channel, self.recorder.policy = channel, policy

    async def poll_all(self) -> list[PollResult | None]:
        """Polls every feed once, due or not; what each came to (None: nothing could be recorded).

        Left out are only those that are gone for good, and those whose server asked us to stay away.
        """
        ids, now = tuple(self.feeds), self.clock()
        states = await self.store.do(lambda store: store.claim_feeds(ids, now, LEASE, len(ids), due_only=False))
        for feed_id in sorted(set(ids) - {state.feed_id for state in states}):
            log.warning("not polled: it is gone, or its server asked us to stay away", feed=feed_id)
        begun = []
        for number, row in enumerate(by_neighbour(states, self.neighbours), start=1):
            begun.append(self._begin(self._in_turn(row), row[0].feed_id))
            if number % BEGUN_AT_ONCE == 0:
                await asyncio.sleep(0)
        return [poll for polls in await asyncio.gather(*begun) for poll in polls]

    async def drain(self, timeout: timedelta) -> None:
        """Waits for the polls under way, then gives up on them: their claims end, and they are polled again."""
        if not self.under_way:
            return
        _, late = await asyncio.wait(self.under_way, timeout=timeout.total_seconds())
        if late:
            held = self.leases.held
            for task in late:
                task.cancel()
            await self._give_back(held, self.clock())

    async def _give_back(self, leases: Sequence[str], again_at: datetime) -> None:
        """Where the store does not take it, the claims end by themselves."""
        try:
            await self.store.do(lambda store: store.give_back_feeds(leases, again_at))
        except StoreError as exc:
            log.warning("claims end late", feeds=len(leases), fault=str(exc))

    def _begin(
        self, work: Coroutine[None, None, list[PollResult | None]], name: str
    ) -> asyncio.Task[list[PollResult | None]]:
        task = asyncio.create_task(work, name=f"poll {name}")
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        return task

    async def _in_turn(self, states: Sequence[FeedState]) -> list[PollResult | None]:
        """Feeds of one neighbour, one after the other, with a gap after each; those that it then holds are left."""
        neighbour = self.neighbours.get(states[0].feed_id)
        if neighbour is None:
            return [await self._poll(state) for state in states]
        self.turns.take(neighbour)
        found: list[PollResult | None] = []
        try:
            for state in states:
                if found:
                    await asyncio.sleep(self.turns.gap.total_seconds())
                found.append(await self._poll(state))
                if self._is_held(found[-1]):
                    break
        finally:
            self.turns.give_back(neighbour)
        return found

    def _is_held(self, poll: PollResult | None) -> bool:
        until = poll.held_until if poll else None
        return until is not None and until > self.clock()

    async def _poll(self, state: FeedState) -> PollResult | None:
        """One feed, all the way. The one guard against our own bugs: this feed slows down, the others go on."""
        feed = self.feeds.get(state.feed_id)
        if feed is None:  # taken out of the config since it was claimed
            self.leases.drop(state.lease)
            return None
        try:
            async with self.places.take():
                reading, marks = await self._read(feed, state)
            if self.is_stopping and reading.after.fault is not None:
                await self._give_back((state.lease,), self.clock())
                return None
            gap = self.turns.gap if self.neighbours.get(feed.id) else NO_GAP
            begun = self.clock()
            poll = await self.recorder.record(reading, gap)
        except StoreError as exc:
            log.error("a poll could not be recorded", feed=feed.id, fault=str(exc))
            self.metrics.polled("not_recorded", 0, timedelta(0))
            return None
        except Exception:
            log.exception("a poll failed by our own fault", feed=feed.id)
            self.metrics.polled("our_fault", 0, timedelta(0))
            await self._give_back((state.lease,), self.clock() + OWN_FAULT)
            return None
        finally:
            self.leases.drop(state.lease)
        if marks is not None and poll is not None and self.feeds.get(feed.id) is feed:  # and not another one by now
            self.marks[feed.id] = marks
        news = len(poll.placed) if poll is not None else 0
        self.metrics.polled("failed" if reading.after.fault else "read", news, self.clock() - begun)
        report(reading, poll, tell_old_faults=self.tell_old_faults)
        if poll is not None and poll.deliveries:
            await self._tell_news(feed)
        return poll.result if poll is not None else None

    async def _tell_news(self, feed: Feed) -> None:
        """At once; where the store refuses, the next tick does it."""
        try:
            if self.on_news is not None:
                await self.on_news()
        except StoreError as exc:
            log.warning("news waits for the store", feed=feed.id, fault=str(exc))

    async def _read(self, feed: Feed, state: FeedState) -> tuple[Reading, Marks | None]:
        """What a poll gave, and the marks of its entries, once they are recorded; None where it listed none."""
        if not feed.is_file:
            self.neighbours[feed.id] = neighbourhood(address_of(feed, state.habits), self.own)
        turn = partial(self._turn_at, feed.id)
        outcome = await self.fetcher.fetch(request_for(feed, state, self.clock()), is_file=feed.is_file, turn=turn)
        now = self.clock()
        if not feed.is_file and await self._is_our_outage(feed, outcome, now):
            return Reading(feed=feed, before=state, after=after_outage(feed, state, self.reach.answered_at, now)), None
        said: FetchOutcome | ParsedFeed | ParseError = outcome
        listing = None
        if isinstance(outcome, Fetched) and outcome.digest == state.body_digest and state.habits.entries:
            said = NotModified(etag=outcome.etag, last_modified=outcome.last_modified)
        elif isinstance(outcome, Fetched):
            parcel = Parcel(outcome)
            said = outcome = parcel.answer  # of the body, only who reads it has hold
            read = await self.parser.read(parcel, feed, self.clock(), self.marks.get(feed.id, NO_MARKS))
            said, listing = read if isinstance(read, tuple) else (read, None)
        jitter = random.random()  # noqa: S311  # spreads polls
        reading = reading_of(feed, state, outcome, said, listing, now=self.clock(), jitter=jitter)
        if feed.full_text and reading.items:
            reading = await self.articles.fill(reading, held=self.neighbours.get(feed.id))
        await self._hold_neighbours(reading, outcome)
        return reading, listing.marks if listing else None

    def _turn_at(self, feed_id: str, url: str) -> AbstractAsyncContextManager[None]:
        """The turn of a host to which a feed's address redirects; a neighbour's own is held already."""
        neighbour = neighbourhood(url, self.own)
        if neighbour is None or neighbour == self.neighbours.get(feed_id):
            return nullcontext()
        led_to = self.led_to.get(feed_id, set())
        self.led_to[feed_id] = {*(led_to if len(led_to) < MOST_REDIRECTS else ()), neighbour}
        return self._turn_with(neighbour, url)

    @asynccontextmanager
    async def _turn_with(self, neighbour: str, url: str) -> AsyncIterator[None]:
        """Raises Refusal where it said 429 meanwhile, to somebody else."""
        async with self.turns.of(neighbour, held=None, gap=NO_GAP):
            if left := self.turns.left_alone_for(neighbour, self.clock()):
                message = f"{shown(url)} says that it is asked too often (429), and is left alone"
                raise Refusal(FetchError(message=message, status=429, retry_after=left, said_by=url))
            yield

    async def _is_our_outage(self, feed: Feed, outcome: FetchOutcome, now: datetime) -> bool:
        """Whether nothing at all can be reached. A single round does not judge: it answers for every feed."""
        if self.tell_old_faults:
            return False
        before = self.reach
        if not isinstance(outcome, FetchError) or outcome.reached:
            self.reach = after_answer(now)
            if before.down_since is not None:
                log.info("the network works again", down_since=before.down_since.isoformat(timespec="seconds"))
            return False
        self.reach = after_silence(before, feed.id, host_of(feed.url), now)
        if self.reach.down_since is not None and before.down_since is None:
            log.error("nothing can be reached", fault=OUTAGE, feeds=len(self.reach.failed))
            blamed, since = tuple(self.reach.failed), before.answered_at
            await self.store.do(lambda store: store.absolve_feeds(blamed, since, OUTAGE, now))
        return self.reach.down_since is not None

    async def _hold_neighbours(self, reading: Reading, outcome: FetchOutcome) -> None:
        """Asked too often (429): the server counts all its names together, so none of their feeds is asked for now.

        It may be one to which the feed's address redirects. A server in trouble (503) speaks of one feed only.
        """
        until = reading.after.habits.held_until
        if not isinstance(outcome, FetchError) or outcome.status != 429 or outcome.said_by is None or until is None:
            return
        if (neighbour := neighbourhood(outcome.said_by, self.own)) is not None:
            self.turns.leave_alone(neighbour, until, self.clock())
            await self._hold(neighbour, until)

    async def _hold(self, neighbour: str, until: datetime) -> None:
        """None of the feeds there is asked before then."""
        held = [
            feed_id
            for feed_id, other in self.neighbours.items()
            if other == neighbour or neighbour in self.led_to.get(feed_id, ())
        ]
        await self.store.do(lambda store: store.hold_feeds(held, until))


def by_neighbour(states: Iterable[FeedState], neighbours: Mapping[str, str | None]) -> list[list[FeedState]]:
    """Rows of feeds: one for each neighbour, and one for each feed that has none."""
    rows: dict[str, list[FeedState]] = {}
    for state in states:
        neighbour = neighbours.get(state.feed_id)
        rows.setdefault(f"domain {neighbour}" if neighbour else f"feed {state.feed_id}", []).append(state)
    return list(rows.values())


def reading_of(
    feed: Feed,
    state: FeedState,
    outcome: FetchOutcome,
    said: FetchOutcome | ParsedFeed | ParseError,
    listing: Listing | None,
    *,
    now: datetime,
    jitter: float,
) -> Reading:
    """What a poll gave, and the feed's state once that is recorded. `listing`: of a body that was read."""
    if isinstance(said, FetchError | ParseError):
        return Reading(feed=feed, before=state, after=after_failure(feed, state, said, now, jitter))
    assert not isinstance(outcome, FetchError)
    if not isinstance(said, ParsedFeed) or not isinstance(outcome, Fetched) or listing is None:
        return Reading(feed=feed, before=state, after=after_success(feed, state, outcome, now, jitter))
    if (doubted := doubt(state, outcome, listing.entries, cut=said.cut)) is not None:
        after = after_doubt(feed, state, doubted, now, jitter)
    else:
        read = (listing.listed, said.hints)
        after = after_success(feed, state, outcome, now, jitter, read, is_renamed=listing.is_renamed)
    listed = tuple(mark.key for mark in listing.listed)
    return Reading(feed=feed, before=state, after=after, items=listing.items, listed=listed)


def report(reading: Reading, poll: PollRecord | None, *, tell_old_faults: bool) -> None:
    """One line per poll that told us something; a feed's fault when it changes, and its end."""
    before, after, feed = reading.before, reading.after, reading.feed.id
    report_lessons(reading)
    if after.fault is not None:
        known = after.fault in {before.fault, OUTAGE}  # an outage is told once, for all feeds
        tell = log.debug if known and not tell_old_faults else log.warning
        tell("feed fails", feed=feed, fault=after.fault, next=after.next_poll_at.isoformat(timespec="seconds"))
        if not reading.listed:
            return
    elif before.fault not in {None, OUTAGE}:
        log.info("feed works again", feed=feed, polls_failed=before.failures)
    new = len(poll.placed) if poll else 0
    tell = log.info if new or before.polled_at is None else log.debug
    matched = sum(1 for one in poll.placed if one.matches) if poll else 0
    told = poll.told if poll else 0
    tell("polled", feed=feed, entries=len(reading.listed), new=new, matched=matched, told=told)


def report_lessons(reading: Reading) -> None:
    """What the poll taught that a person should know: once, when it is learned."""
    before, after, feed = reading.before.habits, reading.after.habits, reading.feed
    if after.adopted and not before.adopted:
        to = shown(after.moved_to or "")
        log.warning("feed moved", feed=feed.id, declared=shown(feed.url), to=to, hint="correct its url in the config")
    if before.adopted and not after.adopted:
        log.warning("feed did not move after all", feed=feed.id, asks_again=shown(feed.url))
    if after.stopped_at is not None and before.stopped_at is None:
        log.error("feed is gone for good", feed=feed.id, fault=reading.after.fault)
    if after.article_fault is not None and (after.article_fault, after.articles_missed) != (
        before.article_fault,
        before.articles_missed,
    ):
        missed = f"{after.articles_missed} of {after.articles}"
        log.warning("articles could not be read", feed=feed.id, missed=missed, fault=after.article_fault)
    if after.gap_at != before.gap_at and after.gap_at is not None and after.gap_from is not None:
        is_new = before.gap_at is None or after.gap_at - before.gap_at > GAP_TOLD_EVERY
        tell = log.warning if is_new else log.debug
        since = after.gap_from.isoformat(timespec="seconds")
        tell("feed may have lost items", feed=feed.id, since=since, hint=gap_advice(feed, after))
