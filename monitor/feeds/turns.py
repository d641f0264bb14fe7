"""Whose turn it is: registered domains that are being asked, or were a moment ago.

A server counts all requests for its names together, whether they are for feeds, for articles or for robots.txt: one at
a time, a gap apart. The operator's own hosts are nobody's neighbour (address.neighbourhood) and take no turns.

Where several processes ask, a domain must be free for all of them: `Shares` says so.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol

NO_GAP = timedelta(0)
LOOK = 0.05  # seconds, where there is no gap


class Shares(Protocol):
    """Turns that are shared with other processes."""

    async def take(self, domain: str) -> str | None:
        """Our turn with a domain, by the token that gives it back; None where another process has it."""

    async def give_back(self, token: str, gap: timedelta) -> None:
        """The domain may be asked a gap from now."""


class Turns:
    """`gap` lies between the end of one request to a domain and the next. `shares`: where other processes ask too."""

    def __init__(self, gap: timedelta, shares: Shares | None = None) -> None:
        self.gap = gap
        self.shares = shares
        self.busy: set[str] = set()
        self._left_alone: dict[str, datetime] = {}  # who said 429, and until when
        self._freed = asyncio.Event()
        self._lent: dict[str, asyncio.Lock] = {}  # whose holder has several requests of its own to make

    def take(self, domain: str) -> None:
        """For who saw that it is free."""
        self.busy.add(domain)

    def give_back(self, domain: str, gap: timedelta | None = None) -> None:
        """Frees a domain, a gap from now."""
        later = self.gap if gap is None else max(gap, self.gap)
        asyncio.get_running_loop().call_later(later.total_seconds(), self._free, domain)

    def leave_alone(self, domain: str, until: datetime, now: datetime) -> None:
        """It says that it is asked too often."""
        kept = {name: when for name, when in self._left_alone.items() if when > now}
        self._left_alone = kept | {domain: max(until, kept.get(domain, until))}

    def left_alone_for(self, domain: str, now: datetime) -> timedelta:
        """How long a domain is to be left alone yet; nothing where it may be asked."""
        return max(NO_GAP, self._left_alone.get(domain, now) - now)

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
                async with self._shared(domain, gap):
                    yield
            finally:
                self.give_back(domain, gap)

    @asynccontextmanager
    async def _shared(self, domain: str, gap: timedelta) -> AsyncIterator[None]:
        if self.shares is None:
            yield
            return
        while (token := await self.shares.take(domain)) is None:
            await asyncio.sleep(max(self.gap.total_seconds(), LOOK))
        try:
            yield
        finally:
            await self.shares.give_back(token, max(gap, self.gap))

    def _free(self, domain: str) -> None:
        self.busy.discard(domain)
        freed, self._freed = self._freed, asyncio.Event()
        freed.set()


def whose_turn(
    due: Iterable[str], neighbours: Mapping[str, str | None], busy: AbstractSet[str], room: int
) -> list[str]:
    """Which of the due feeds to ask now, up to `room`: one for each neighbour that is not busy, all that have none."""
    taken, found = set(busy), []
    for feed_id in due:
        neighbour = neighbours.get(feed_id)
        if neighbour in taken:
            continue
        if neighbour is not None:
            taken.add(neighbour)
        found.append(feed_id)
        if len(found) == room:
            break
    return found
