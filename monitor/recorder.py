"""What polls gave → the store, without waiting for each other's commits where there is little to write.

    readings with items ─ one transaction each: recall, decide, record
    readings without    ─ gathered while the store is at work ─ one transaction for all of them

Of 2,000 feeds asked in one interval, most have nothing new. That they were asked is all that there is to write, and a
transaction each, with its wait for the disk, takes longer than all the rest of such a poll.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from monitor.calm import Policy
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread

NO_GAP = timedelta(0)
MOST_TOGETHER = 100  # readings in one transaction: messages wait for the store too


class Waiting(NamedTuple):
    """A reading without items, and who waits for its being recorded."""

    reading: Reading
    gap: timedelta
    recorded: asyncio.Future[PollRecord | None]


class Recorder:
    """The write side of polling. Raises StoreError, to each whose reading was not recorded."""

    def __init__(
        self,
        store: StoreThread,
        *,
        ruleset: Callable[[], RuleSet],
        channel: str,
        clock: Callable[[], datetime],
        policy: Policy | None,
    ) -> None:
        self.store = store
        self.ruleset = ruleset
        self.channel = channel
        self.clock = clock
        self.policy = policy
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, reading: Reading, gap: timedelta = NO_GAP) -> PollRecord | None:
        """What became of a reading; None where the feed's claim was lost. Its host is left alone for `gap`."""
        if reading.items:
            return await self.store.persist(partial(self._record, reading, gap))
        recorded: asyncio.Future[PollRecord | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(reading, gap, recorded))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await recorded

    def _record(self, reading: Reading, gap: timedelta, store: Store) -> PollRecord | None:
        return store.record_poll(reading, self.ruleset(), self.channel, self.clock(), self.policy, gap)

    async def _write_all(self) -> None:
        """Until nothing waits. What comes meanwhile goes into the next transaction."""
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                await self._write(some)
        finally:
            self._writing = None

    async def _write(self, some: Sequence[Waiting]) -> None:
        polled = [(one.reading.after, one.gap) for one in some]
        try:
            held = await self.store.persist(lambda store: store.record_quiet(polled, self.clock()))
        except Exception as error:  # noqa: BLE001  # whatever it is, each poll that waits raises it
            for one in some:
                if not one.recorded.done():  # who waited may have been cancelled
                    one.recorded.set_exception(error)
            return
        for one in some:
            if not one.recorded.done():
                state = one.reading.after
                one.recorded.set_result(PollRecord(state=state) if state.feed_id in held else None)
