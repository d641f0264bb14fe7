"""A lane: one worker process, one body at a time, each within a budget of CPU time; who needs least comes first.

    turn ─ worker (memory bounded, a timer of its own CPU time) ─ what was read | OVERRAN | LATE

CPU time is the body's doing; time on the wall is the machine's. So a body is given up by what it took from the
processor, and an honest one is not blamed for a busy machine. Nothing is killed for that: the timer raises within the
worker. What can't be interrupted (the kernel ends it, some CPU seconds later), and what crashes or takes too much
memory, costs the worker, which is replaced. Where somebody else ended the worker, its body is read once more.

Workers are forked from a server that has already imported what they need, so a new one is there in some milliseconds.
"""

import asyncio
import multiprocessing
import os
import resource
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush
from itertools import count
from math import ceil
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from monitor.feeds.parcel import Parcel, bytes_of
from monitor.model import ParseError

T = TypeVar("T")

MADE_TO = "its body may be made to hurt; look at it, or remove the feed"
PATIENCE = 10.0  # times its budget that a body may take on the wall, and as many seconds, before its worker is killed
UNINTERRUPTED = 2  # CPU seconds beyond its budget that a body may take where the timer can't interrupt it
FROM_OUTSIDE = {int(signal.SIGTERM), -signal.SIGTERM, -signal.SIGHUP, -signal.SIGKILL, 255}
"""Exit codes of workers that somebody ended, or their parent: a service's stop goes to all processes of its group."""
STRETCH = 30  # times what it needs: so long who needs more lets those go first who came later
SECOND_RING = 1.0  # CPU seconds; whoever swallowed the first


class Overran(Enum):
    """A body was given up: it took more CPU time than its budget, or its worker had too little of the processor."""

    OVERRAN = "overran"
    LATE = "late"


OVERRAN, LATE = Overran.OVERRAN, Overran.LATE


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What was read, and the CPU seconds that it took."""

    result: T
    took: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """CPU seconds that a body may take: in proportion to its size, at least `least`, at most `most`."""

    least: float
    a_mebibyte: float
    most: float

    def of(self, size: int) -> float:
        """For a body of so many bytes."""
        return min(self.most, self.least + self.a_mebibyte * size / 2**20)


class Lane:
    """`memory`: bytes of address space of the worker. `bodies`: after so many it is replaced, and what it leaked with
    it. `yields`: it stands back where the processor is wanted.
    """

    def __init__(self, *, memory: int, bodies: int, yields: bool = False) -> None:
        self._memory = memory
        self._bodies = bodies
        self._yields = yields
        self._pool: ProcessPool | None = None
        self._turns = Turnstile()

    async def read(
        self, work: Callable[..., T], parcel: Parcel, what: Mapping[str, object], *, budget: float, needs: float
    ) -> Done[T] | ParseError | Overran:
        """What `work(body, **what)` gives. `needs`: what it probably takes. Cancelling it kills the worker.

        Never raises for the body.
        """
        await parcel.put_aside()
        async with self._turns.turn(needs):
            try:
                return await self._read(work, parcel.content, what, budget)
            except WorkerLost:
                await self.close()
            try:
                return await self._read(work, parcel.content, what, budget)
            except WorkerLost as lost:
                await self.close()  # the next body finds a new pool
                return ParseError(message=str(lost))

    async def _read(
        self, work: Callable[..., T], content: bytes | Path, what: Mapping[str, object], budget: float
    ) -> Done[T] | ParseError | Overran:
        """Raises WorkerLost where it is not the body's doing that it was not read."""
        if self._pool is not None and not self._pool.active:
            await self.close()  # an idle worker died, and with it the pool: it would refuse every body from now on
        try:
            args = (budget, work, content)
            task = self._started().schedule(timed, args=args, kwargs=dict(what), timeout=wall_of(budget))
            return await asyncio.wrap_future(task)
        except TimeoutError:
            return LATE
        except MemoryError:
            return ParseError(
                message=f"reading the body took more than {self._memory / 2**20:g} MiB of memory: {MADE_TO}"
            )
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGXCPU:
                return OVERRAN
            message = f"reading the body ended its worker (exit code {error.exitcode}): {MADE_TO}"
            if error.exitcode in FROM_OUTSIDE:
                raise WorkerLost(message) from error
            return ParseError(message=message)
        except OSError as error:
            return ParseError(
                message=f"its body waited in a file, which can't be read ({error.strerror}): does something on this "
                "machine clean the folder for temporary files? It is asked again later"
            )
        except BrokenProcessPool as error:
            raise WorkerLost(
                "the processes that read bodies could not be kept alive; it is asked again later"
            ) from error

    async def close(self) -> None:
        """Ends the worker, whatever it is at. The lane may be used again, and then starts anew."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(end, pool)

    def _started(self) -> ProcessPool:
        if self._pool is None:
            # Not fork: a child of a program with threads may inherit a lock that nobody releases.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["monitor.feeds.worker"])
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=self._bodies,
                initializer=confine,
                initargs=(self._memory, self._yields),
                context=context,
            )
        return self._pool


class WorkerLost(Exception):
    """A worker ended, and perhaps not by its body; the message is for the feed, should it be so again."""


class Turnstile:
    """One at a time; of those who wait, who needs least, unless somebody has waited long by what it needs itself."""

    def __init__(self) -> None:
        self.is_taken = False
        self._number = count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, needs: float) -> AsyncIterator[None]:
        """A turn, when it has come."""
        if self.is_taken:
            await self._wait(needs)
        self.is_taken = True
        try:
            yield
        finally:
            self._next()

    async def _wait(self, needs: float) -> None:
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        heappush(self._waiting, (loop.time() + STRETCH * needs, next(self._number), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it had come at that moment
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            _, _, turn = heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self.is_taken = False


# --- In the worker -----------------------------------------------------------------------------------------------


class TimeIsUpError(BaseException):
    """Not an Exception: whoever reads bodies catches those."""


def ring(_: int, __: FrameType | None) -> None:
    raise TimeIsUpError


def timed(budget: float, work: Callable[..., T], content: bytes | Path, **what: object) -> Done[T] | Overran:
    """The work on a body, unless it takes more CPU seconds than its budget."""
    signal.signal(signal.SIGPROF, ring)
    begun = process_time()
    never = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(begun + budget) + UNINTERRUPTED, never))
    try:
        signal.setitimer(signal.ITIMER_PROF, budget, SECOND_RING)
        try:
            return Done(work(bytes_of(content), **what), process_time() - begun)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeIsUpError:
        return OVERRAN


def wall_of(budget: float) -> float:
    """Seconds on the wall for a body of so many CPU seconds."""
    return PATIENCE * (budget + 1)


def confine(memory: int, yields: bool) -> None:  # pebble gives what it starts with by position
    """Allocations past `memory` bytes fail here, instead of pressing the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if yields:
        os.nice(5)


def end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble types its results, not its switches
    pool.join()
