"""The ticks: APScheduler calls what is to be done, again and again, and we see whether it still gets done.

    every(name, seconds, work) ─ start ─ work, work, work … ─ stalled(): what has not come to its end for too long

A tick only begins work: what it finds late is not dropped, and no two of one kind run at once.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.metrics import Metrics

STALLED = 120.0  # seconds beyond its interval; a database that is locked holds a tick up for tens of seconds


class Ticks:
    """The recurring work of a process."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float] = time.monotonic) -> None:
        self.metrics = metrics
        self.clock = clock
        self.allowed: dict[str, float] = {}  # how long after its last end each may come to the next, in seconds
        self.ended: dict[str, float] = {}  # when each last came to its end
        self.under_way: set[asyncio.Task[object]] = set()
        self.is_over = False
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_listener(self._missed, EVENT_JOB_MAX_INSTANCES | EVENT_JOB_MISSED)

    def every(self, name: str, seconds: float, work: Callable[[], Awaitable[object]], *, may_take: float = 0) -> None:
        """Calls `work` every so many seconds, the first time so many seconds after the start.

        `may_take`: how long it may take without being stalled, beyond what any may, in seconds.
        """
        self.allowed[name] = seconds + may_take + STALLED
        self._scheduler.add_job(self.run, "interval", seconds=seconds, args=[name, work], id=name, name=name)

    def start(self) -> None:
        """Begins to tick."""
        now = self.clock()
        self.ended = dict.fromkeys(self.allowed, now)
        self._scheduler.start()

    async def stop(self, patience: float) -> None:
        """Begins nothing more, and waits so many seconds for what is under way: it may begin work that is drained."""
        self._scheduler.pause()
        self.is_over = True
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=patience)
        self._scheduler.shutdown(wait=False)

    async def run(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """One tick. Work that raises is a bug: APScheduler logs it, and it has not come to its end."""
        task = asyncio.current_task()
        assert task is not None, "a tick is a task of its own"
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        try:
            await work()
        except asyncio.CancelledError:
            if not self.is_over:
                raise
            return  # given up at the end, which APScheduler would log as a fault
        self.ended[name] = self.clock()

    def stalled(self) -> tuple[str, ...]:
        """The ticks that have not come to their end for too long: they hang, or failed by our own fault."""
        now = self.clock()
        return tuple(name for name, ended in self.ended.items() if now - ended > self.allowed[name])

    def _missed(self, event: JobSubmissionEvent) -> None:
        self.metrics.missed.labels(event.job_id).inc()
