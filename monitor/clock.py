"""The clocks: this machine's, one that only goes on, and the one that all replicas go by."""

import time
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def uptime() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SharedClock:
    """The clock of a replica: the database's, as of the last beat, and from there on by the machine's uptime.

    Until the first beat, and on SQLite, it is the machine's own.
    """

    def __init__(self) -> None:
        self.booted_at: datetime | None = None  # when our uptime was 0, by the database's clock

    def __call__(self) -> datetime:
        return utc_now() if self.booted_at is None else self.booted_at + timedelta(seconds=uptime())

    def set_by(self, database_time: datetime, asked_at: float) -> None:
        """The database said so between `asked_at`, by our uptime, and now: it is taken for the middle."""
        self.booted_at = database_time - timedelta(seconds=(asked_at + uptime()) / 2)
