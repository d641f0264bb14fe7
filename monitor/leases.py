"""What this process has claimed, and for how long it may count on that.

    claim ─ take ─ renewed at every beat, while it is worked on ─ drop

A lease ends by the database's clock; how much of it is left is measured here by a clock that only goes on. So a replica
that was cut off, stopped or put to sleep knows by itself that others may be at its work.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

import structlog

from monitor.errors import StoreError
from monitor.store import Store, StoreThread

log = structlog.get_logger("feeds")

LEASE = timedelta(seconds=60)  # of a message: longer than a call of Slack may take. Others take over after so long
POLL_LEASE = timedelta(seconds=20)  # of a feed or host: four beats. That one is asked twice does little harm
BEAT = timedelta(seconds=5)


class Leases:
    """The claims of one process. `uptime`: seconds on a clock that nobody sets, and that no sleep stops."""

    def __init__(self, uptime: Callable[[], float]) -> None:
        self.uptime = uptime
        self.ends: dict[str, float] = {}  # by lease, on that clock
        self.lengths: dict[str, timedelta] = {}

    def take(self, leases: Iterable[str], asked_at: float, length: timedelta = LEASE) -> None:
        """Claims that were asked for at `asked_at` by `uptime`: they began no sooner."""
        for lease in leases:
            self.ends[lease] = asked_at + length.total_seconds()
            self.lengths[lease] = length

    def drop(self, lease: str) -> None:
        """The work is done, or given up."""
        self.ends.pop(lease, None)
        self.lengths.pop(lease, None)

    @property
    def held(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self.ends)

    def lasts(self, lease: str, length: timedelta) -> bool:
        """Whether a claim is still ours after so long, whatever becomes of us and of the database."""
        return self.uptime() + length.total_seconds() < self.ends.get(lease, 0)

    async def renew(self, store: StoreThread, clock: Callable[[], datetime]) -> None:
        """Every claim that is worked on lasts for its whole length again. Raises StoreError, and then none does."""
        for length in sorted(set(self.lengths.values())):
            asked_at, until = self.uptime(), clock() + length
            held = tuple(lease for lease, its_own in self.lengths.items() if its_own == length)
            await store.do(partial(Store.renew, leases=held, until=until))
            self.take((lease for lease in held if lease in self.ends), asked_at, length)


class SharedTurns:
    """Hosts that are asked for something else than a poll, held against all replicas by the rows that polls hold."""

    def __init__(self, store: StoreThread, leases: Leases, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.leases = leases
        self.clock = clock

    async def take(self, domain: str) -> str | None:
        """The lease of a host; None where another replica asks it, or did a moment ago. Raises StoreError."""
        now, asked_at = self.clock(), self.leases.uptime()
        lease = await self.store.do(lambda store: store.take_host(domain, now, POLL_LEASE))
        if lease is not None:
            self.leases.take((lease,), asked_at, POLL_LEASE)
        return lease

    async def give_back(self, lease: str, gap: timedelta) -> None:
        """The host may be asked again a gap from now; where the store does not take that, the lease ends by itself."""
        self.leases.drop(lease)
        free_at = self.clock() + gap
        try:
            await self.store.do(lambda store: store.free_host(lease, free_at))
        except StoreError as exc:
            log.warning("a host's claim ends late", lease=lease, fault=str(exc))
