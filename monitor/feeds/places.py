"""How many feeds are asked at once: a place for each that begins, given up by those that are kept waiting.

A server that hangs would hold its place for the whole of a fetch's deadline, and some hundreds of them would hold up
everybody. So who is not through after a moment lets the next one begin, and waits outside. What begins in a second is
bounded by the places, and what waits by MOST_OUTSIDE. Where the event loop itself is behind, it is not the server that
keeps us waiting, and nobody new begins. Nor does anybody while there is no room for what would be read.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

PATIENCE = 0.025  # seconds; 32 places let 1,280 feeds a second begin, however slow they are
BEHIND = 0.01  # seconds that a timer comes late, of a loop that has enough to do
MOST_OUTSIDE = 600  # each is an open connection; past it, who waits keeps its place


class Places:
    """`count` places; who comes first begins first. `uptime` gives seconds that no change of the clock moves.

    `room` returns when there is room for what is read: whoever has a place waits for it, and keeps the place.
    """

    def __init__(self, count: int, uptime: Callable[[], float], room: Callable[[], Awaitable[None]]) -> None:
        self._uptime = uptime
        self._room = room
        self._free = asyncio.Semaphore(count)
        self._outside: set[object] = set()
        self._timers: dict[object, asyncio.TimerHandle] = {}

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """A place, when one is free."""
        await self._free.acquire()
        try:
            await self._room()
        except BaseException:
            self._free.release()
            raise
        holder = object()
        self._look_later(holder)
        try:
            yield
        finally:
            self._timers.pop(holder).cancel()
            if holder in self._outside:
                self._outside.remove(holder)
            else:
                self._free.release()

    @property
    def outside(self) -> int:
        """How many are kept waiting, and hold no place."""
        return len(self._outside)

    def _look_later(self, holder: object) -> None:
        due = self._uptime() + PATIENCE
        self._timers[holder] = asyncio.get_running_loop().call_later(PATIENCE, self._look, holder, due)

    def _look(self, holder: object, due: float) -> None:
        if self._uptime() - due > BEHIND or len(self._outside) >= MOST_OUTSIDE:
            self._look_later(holder)
            return
        self._outside.add(holder)
        self._free.release()
