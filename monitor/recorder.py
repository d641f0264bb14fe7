"""What polls gave → the store, together where that saves transactions.

    readings without items ─ gathered while the store is at work ─ one transaction for all of them
    readings with items    ─ gathered likewise, not too many     ─ one walk: recall, decide, record

Of 2,000 feeds asked in one interval, most have nothing new. That they were asked is all that there is to write, and a
transaction each, with its wait for the disk, takes longer than all the rest of such a poll. Those with items wait for a
turn besides, and take as many statements for ten polls as for one.

Reading is several times as fast as placing; what is read must not pile up, so who would ask the next waits for `room`.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from monitor.calm import Policy
from monitor.errors import StoreAwayError
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread
from monitor.store.walk import Polled

MOST_TOGETHER = 100  # readings without items in one transaction: messages wait for the store too
MOST_ITEMS = 100  # in one walk, a tenth of a second: so long the others wait for their turn
MOST_WAITING = 1_000  # items that were read and are not taken up yet, at which nobody more begins: a second's work
TOLD_AT_ONCE = 3  # who waited has more to do, and the event loop others to serve
NO_GAP = timedelta(0)


class Waiting(NamedTuple):
    """A reading, and who waits for its being recorded."""

    polled: Polled
    recorded: asyncio.Future[PollRecord | None]


Write = Callable[[Store, Sequence[Polled]], Sequence[PollRecord | None]]


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
        self.policy = policy or Policy()
        self._quiet: list[Waiting] = []
        self._with_items: list[Waiting] = []
        self._items = 0  # of those that wait
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._writing: asyncio.Task[None] | None = None

    async def room(self) -> None:
        """Waits while too many items that were read are still to be taken up."""
        await self._has_room.wait()

    async def record(self, reading: Reading, gap: timedelta = NO_GAP) -> PollRecord | None:
        """What became of a reading; None where the feed's claim was lost. Its host is left alone for `gap`."""
        recorded: asyncio.Future[PollRecord | None] = asyncio.get_running_loop().create_future()
        waiting = self._with_items if reading.items else self._quiet
        waiting.append(Waiting(Polled(reading=reading, gap=gap), recorded))
        self._count(len(reading.items))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await recorded

    async def _write_all(self) -> None:
        """Until nothing waits. What comes meanwhile goes with the next."""
        try:
            while self._quiet or self._with_items:
                quiet, self._quiet = self._quiet[:MOST_TOGETHER], self._quiet[MOST_TOGETHER:]
                await self._write(quiet, self._record_quiet)
                together = how_many([len(one.polled.reading.items) for one in self._with_items])
                some, self._with_items = self._with_items[:together], self._with_items[together:]
                self._count(-sum(len(one.polled.reading.items) for one in some))
                await self._write(some, self._record)
        finally:
            self._writing = None

    def _count(self, more: int) -> None:
        self._items += more
        if self._items > MOST_WAITING:
            self._has_room.clear()
        else:
            self._has_room.set()

    def _record(self, store: Store, polled: Sequence[Polled]) -> Sequence[PollRecord | None]:
        return store.record_polls(polled, self.ruleset(), self.channel, self.clock(), self.policy)

    def _record_quiet(self, store: Store, polled: Sequence[Polled]) -> Sequence[PollRecord | None]:
        return store.record_quiet(polled, self.clock())

    async def _write(self, some: Sequence[Waiting], write: Write) -> None:
        """Where one of them can't be recorded, by its fault or ours, each is recorded alone: the others are spared."""
        if not some:
            return
        polled = [one.polled for one in some]
        try:
            records = await self.store.persist(lambda store: write(store, polled))
        except Exception as error:  # noqa: BLE001  # whatever it is, each poll that waits raises it
            if len(some) > 1 and not isinstance(error, StoreAwayError):
                for one in some:
                    await self._write([one], write)
                return
            for one in some:
                if not one.recorded.done():  # who waited may have been cancelled
                    one.recorded.set_exception(error)
            return
        for number, (one, record) in enumerate(zip(some, records, strict=True), start=1):
            if not one.recorded.done():
                one.recorded.set_result(record)
            if number % TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)


def how_many(items: Sequence[int]) -> int:
    """How many of the readings that wait, of so many items each, go into one walk: one at least."""
    together = total = 0
    for count in items:
        total += count
        if together and total > MOST_ITEMS:
            break
        together += 1
    return together
