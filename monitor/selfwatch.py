"""The self-watch: looks at the watch itself, and tells a person what needs one, once.

    see: heartbeat (a write) ─ vitals ─ findings (health/findings.py)
    tell: review (health/review.py) ─ notices ─ settled

It drives the store and the ways that it is given. Where the store itself fails it goes on from memory: that fault is
told as well, and remembered once the store works again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from functools import partial

import structlog

from monitor.errors import StoreError
from monitor.health import Disk, Finding, Heartbeat, Kind, RuleRhythm, Vitals
from monitor.health.findings import findings_of
from monitor.health.review import RETRY, Remembered, Review, after_telling, daily_line, is_line_due, lines_of, review
from monitor.metrics import Metrics
from monitor.model import Feed, FeedState
from monitor.notices import Notices
from monitor.store import Store, StoreThread

RHYTHM_OVER = timedelta(days=30)
RHYTHMS_EVERY = timedelta(minutes=10)  # counting matches of a month is no work for every look
STATES_AT_ONCE = 1_000  # feeds; what else waits for the store goes in between
STATES_EVERY = timedelta(milliseconds=1)  # for each feed: of 50,000 each is looked at once a minute
DAILY = "still watching"
NOT_YET = Finding(kind=Kind.DAEMON, key="daemon", subject="daemon", sentence="the watch has not looked at itself yet")

log = structlog.get_logger("monitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """When the daily line comes, and by whose clocks; None: never."""

    clock: time | None = None
    zone: tzinfo


class SelfWatch:
    """Looks and tells. `heartbeat` and `disk` give what the process knows of itself, `apart` canary.channel_apart."""

    def __init__(
        self,
        *,
        store: StoreThread,
        clock: Callable[[], datetime],
        heartbeat: Callable[[], Heartbeat],
        disk: Callable[[], Disk | None],
        feeds: Callable[[], Sequence[Feed]],
        rules: Callable[[], frozenset[str]],
        notices: Notices,
        routine: Routine,
        metrics: Metrics,
        apart: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.heartbeat = heartbeat
        self.disk = disk
        self.feeds = feeds
        self.rules = rules
        self.notices = notices
        self.routine = routine
        self.metrics = metrics
        self.apart = apart
        self.findings: tuple[Finding, ...] = (NOT_YET,)
        self.vitals: Vitals | None = None
        self.store_fault: str | None = None
        self.unsaved: dict[str, Remembered] = {}  # what was told while the store could not remember it
        self.rhythms: tuple[RuleRhythm, ...] = ()
        self.rhythms_at: datetime | None = None
        self.states: dict[str, FeedState] = {}
        self.states_at: datetime | None = None
        self.daily_again_at: datetime | None = None  # nobody took the daily line

    async def look(self) -> None:
        """Looks, and tells what a person must be told."""
        await self.see()
        await self.tell()

    async def see(self) -> None:
        """What is the matter now."""
        now, beat = self.clock(), self.heartbeat()
        vitals = Vitals(
            now=now,
            feeds=(),
            heartbeats=(beat,),
            rules_known=self.rules(),
            disk=self.disk(),
            seen_from=beat.name if self.store.is_shared else "",
        )
        try:
            vitals = await self._vitals(vitals, beat)
        except StoreError as exc:
            self.store_refuses(str(exc))
            vitals = replace(vitals, store_fault=str(exc))
        self.vitals, self.findings = vitals, findings_of(vitals)
        self.metrics.looked_at(vitals, self.findings)

    async def tell(self) -> None:
        """What of the last look a person must be told. It may take minutes, where no way answers."""
        vitals = self.vitals
        if vitals is None:
            return
        try:
            await self._tell(vitals)
            if vitals.store_fault is None:
                await self._tell_daily(vitals)
        except StoreError as exc:  # it failed only now: the next look tells it
            self.store_refuses(str(exc))

    async def while_writable(self, work: Callable[[], Awaitable[object]]) -> None:
        """Does the work, but not while the store refuses: what is asked of feeds then could not be kept."""
        if self.store_fault is None:
            await self.saying(work)

    async def saying(self, work: Callable[[], Awaitable[object]]) -> None:
        """Does the work, and says it where the store refuses; it goes on when that mends."""
        try:
            await work()
        except StoreError as exc:
            self.store_refuses(str(exc))

    def store_refuses(self, fault: str) -> None:
        """Somebody met a store that refuses: said when it changes. It works again once a heartbeat is written."""
        if fault != self.store_fault:
            log.error("the store refuses; nothing is polled or told until it mends", fault=fault)
        self.store_fault = fault

    async def _vitals(self, so_far: Vitals, beat: Heartbeat) -> Vitals:
        """With what the store knows. The heartbeat comes first: it fails where nothing can be written."""
        now = so_far.now
        await self.store.do(lambda store: store.vitals.beat(beat))
        if self.store_fault is not None:
            log.info("the store works again")
            self.store_fault = None
        if self.rhythms_at is None or now - self.rhythms_at >= RHYTHMS_EVERY:
            self.rhythms = await self.store.do(lambda store: store.vitals.rule_rhythms(now - RHYTHM_OVER))
            self.rhythms_at = now
        known = await self.store.do(lambda store: store.vitals.heartbeats())
        others = [one for one in known if one.id != beat.id]
        standing = await self.store.do(lambda store: store.vitals.standing())
        if self.states_at is None or now - self.states_at >= STATES_EVERY * len(self.states):
            self.states, self.states_at = await self._states(), now
        return replace(
            so_far,
            heartbeats=(beat, *others),
            feeds=tuple((feed, self.states.get(feed.id)) for feed in self.feeds()),
            standing=standing.without(self.apart()),
            rhythms=self.rhythms,
            window=await self.store.do(lambda store: store.vitals.window_size),
        )

    async def _states(self) -> dict[str, FeedState]:
        """What is remembered of every feed: some 50 µs each, so that many are not read at every look, nor in one go."""
        found: dict[str, FeedState] = {}
        page = await self.store.do(lambda store: store.feed_states(most=STATES_AT_ONCE))
        while page:
            found |= {state.feed_id: state for state in page}
            page = await self.store.do(partial(Store.feed_states, after=page[-1].feed_id, most=STATES_AT_ONCE))
        return found

    async def _tell(self, vitals: Vitals) -> None:
        now = vitals.now
        reviewed = await self._reviewed(vitals)
        if not reviewed.to_tell:
            return
        is_first = any(one.retry_at is None for one in reviewed.to_tell)
        logged = lines_of((one for one in reviewed.to_tell if one.kind.is_logged and one.over_at is None), now)
        if not await self.notices.tell(lines_of(reviewed.to_tell, now), is_first=is_first, logged=frozenset(logged)):
            return
        if vitals.store_fault is None:
            await self.store.do(lambda store: store.vitals.settle_told(reviewed.to_tell, now))
        else:
            self.unsaved = {one.key: kept for one in reviewed.to_tell if (kept := after_telling(one, now)) is not None}

    async def _reviewed(self, vitals: Vitals) -> Review:
        """While the store fails, that is all there is to tell: of the rest nobody knows what was told already."""
        now, unsaved = vitals.now, self.unsaved
        if vitals.store_fault is None:
            reviewed = await self.store.do(lambda store: store.vitals.review(self.findings, unsaved, now))
            self.unsaved = {}
            return reviewed
        reviewed = review((one for one in self.findings if one.kind is Kind.STORE), unsaved, now)
        self.unsaved = {one.key: one for one in reviewed.memory}
        return reviewed

    async def _tell_daily(self, vitals: Vitals) -> None:
        """A line a day that says that the watch goes on: where it is missing, the watch is."""
        clock = self.routine.clock
        if clock is None:
            return
        last = await self.store.do(lambda store: store.vitals.done_at(DAILY))
        if last is not None and not is_line_due(last, vitals.now, clock, self.routine.zone):
            return
        if self.daily_again_at is not None and vitals.now < self.daily_again_at:
            return
        is_ours = await self.store.do(lambda store: store.vitals.is_turn(DAILY, last, vitals.now))
        if not is_ours or last is None:  # another process does it; or on the first day, there is no day to tell of
            return
        day = await self.store.do(lambda store: store.vitals.day(last))
        is_first = self.daily_again_at is None
        if await self.notices.tell([daily_line(vitals, day, self.findings)], is_first=is_first):
            self.daily_again_at = None
            return
        self.daily_again_at = vitals.now + RETRY
        await self.store.do(lambda store: store.vitals.is_turn(DAILY, vitals.now, last))  # nobody heard of that day
