"""The door to systemd: what a service of Type=notify says of itself, a datagram each (sd_notify(3)).

Without NOTIFY_SOCKET in the environment, as everywhere but in a unit, nothing is said.
"""

import os
import socket
from collections.abc import Mapping

READY = "READY=1"
STOPPING = "STOPPING=1"
ALIVE = "WATCHDOG=1"


class Systemd:
    """`watchdog` is how often ALIVE should be said, in seconds; None where nobody waits for it."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self.watchdog = self._watchdog(environ) if self._address else None

    def _watchdog(self, environ: Mapping[str, str]) -> float | None:
        """Half of what the unit allows, as sd_watchdog_enabled(3) advises; WATCHDOG_PID may mean another process."""
        allowed = environ.get("WATCHDOG_USEC", "")
        is_us = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        return int(allowed) / 2_000_000 if allowed.isdigit() and is_us else None

    def say(self, *words: str) -> str | None:
        """Says it. None where it was said, or nobody listens; else why it could not be."""
        if not self._address:
            return None
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as speaker:
                speaker.setblocking(False)
                speaker.sendto("\n".join(words).encode(), address)
        except OSError as exc:
            return f"systemd can't be told ({exc.strerror}): check NOTIFY_SOCKET"
        return None


def reloading(monotonic: float) -> str:
    """That the config is being read anew; systemd wants the time of CLOCK_MONOTONIC with it, here in seconds."""
    return f"RELOADING=1\nMONOTONIC_USEC={int(monotonic * 1_000_000)}"
