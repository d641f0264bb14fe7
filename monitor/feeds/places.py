"""How many feeds are asked at once: a place for each that begins, given up by those that are kept waiting.

A server that hangs would hold its place for the whole of a fetch's deadline, and some hundreds of them would hold up
everybody. So who is not through after a moment lets the next one begin, and waits outside. What begins in a second is
bounded by the places, and what waits by MOST_OUTSIDE.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 0.05  # seconds; 32 places let 640 feeds a second begin, however slow they are
MOST_OUTSIDE = 600  # each is an open connection; past it, who waits keeps its place


class Places:
    """`count` places; who comes first begins first."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)
        self._outside: set[object] = set()

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """A place, when one is free."""
        await self._free.acquire()
        holder = object()
        timer = asyncio.get_running_loop().call_later(PATIENCE, self._go_outside, holder)
        try:
            yield
        finally:
            timer.cancel()
            if holder in self._outside:
                self._outside.remove(holder)
            else:
                self._free.release()

    @property
    def outside(self) -> int:
        """How many are kept waiting, and hold no place."""
        return len(self._outside)

    def _go_outside(self, holder: object) -> None:
        if len(self._outside) < MOST_OUTSIDE:
            self._outside.add(holder)
            self._free.release()
