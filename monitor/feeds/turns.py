"""Whose turn it is: registered domains that are being asked, or were a moment ago.

A server counts all requests for its names together, whether they are for feeds, for articles or for robots.txt: one at
a time, a gap apart. The operator's own hosts are nobody's neighbour (address.neighbourhood) and take no turns.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta


class Turns:
    """`gap` lies between the end of one request to a domain and the next."""

    def __init__(self, gap: timedelta) -> None:
        self.gap = gap
        self.busy: set[str] = set()
        self._freed = asyncio.Event()
        self._lent: dict[str, asyncio.Lock] = {}  # whose holder has several requests of its own to make

    def take(self, domain: str) -> None:
        """For who saw that it is free."""
        self.busy.add(domain)

    def give_back(self, domain: str, gap: timedelta | None = None) -> None:
        """Frees a domain, a gap from now."""
        later = self.gap if gap is None else max(gap, self.gap)
        asyncio.get_running_loop().call_later(later.total_seconds(), self._free, domain)

    @asynccontextmanager
    async def of(self, domain: str | None, *, held: str | None, gap: timedelta) -> AsyncIterator[None]:
        """A request to a domain, when its turn has come. `held`: the domain whose turn the caller has already.

        `gap`: what the domain itself asks for, where that is longer than ours.
        """
        if domain is None:
            yield
        elif domain == held:
            async with self._lent.setdefault(domain, asyncio.Lock()):
                await asyncio.sleep(max(gap, self.gap).total_seconds())
                yield
        else:
            while domain in self.busy:
                await self._freed.wait()
            self.take(domain)
            try:
                yield
            finally:
                self.give_back(domain, gap)

    def _free(self, domain: str) -> None:
        self.busy.discard(domain)
        freed, self._freed = self._freed, asyncio.Event()
        freed.set()
