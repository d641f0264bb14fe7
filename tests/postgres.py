"""A PostgreSQL of our own for tests: a throw-away cluster from Debian's packages, one for each test process.

    with server(folder) as cluster:
        url = cluster.database()

It listens on a socket and on a port of the loopback device, keeps nothing through a power cut, and dies with us.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

REQUIRED = "MONITOR_REQUIRE_POSTGRESQL"  # set in CI: there, a missing PostgreSQL is a failure
MISSING = "PostgreSQL is missing (Debian: apt-get install postgresql): the store is tested on SQLite only"
PASSWORD = "pg-canary-77aa1c"  # asked of nobody; tests/canary.py sees that it is told nowhere
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "60"}
QUICK = ("--no-sync", "--no-instructions")
PR_SET_PDEATHSIG = 1


def binaries() -> Path | None:
    """The folder with `initdb`: on the path, or where Debian puts it."""
    named = shutil.which("initdb")
    found = [Path(named).parent] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found and (found[-1] / "postgres").exists() else None


@dataclass
class Cluster:
    """A running server, which `stop` and `start` can take away and bring back."""

    bin: Path
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    ready: str = ""  # the address of a database with our schema
    numbers: Iterator[int] = field(default_factory=count)

    def start(self) -> None:
        settings = FAST | {"port": str(self.port), "listen_addresses": "127.0.0.1"}
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        told = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *given],
            **_as_its_user(),
            preexec_fn=_die_with_us,  # noqa: PLW1509  # one system call, and no thread holds a lock that it needs
            stdout=told,
            stderr=told,
        )
        told.close()
        for _ in range(600):
            try:
                psycopg.connect(self._conninfo("postgres")).close()
            except psycopg.OperationalError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.02)  # until it listens
            else:
                return
        raise AssertionError((self.folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT cuts all connections and ends in order; SIGQUIT is a crash."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)

    def database(self) -> str:
        """The address of a new database, with nothing in it."""
        name = f"monitor_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self._conninfo(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _conninfo(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"


@contextmanager
def server(folder: Path) -> Iterator[Cluster | None]:
    """A cluster in `folder`, whose path must be short, for its socket; None where there is no PostgreSQL."""
    found = binaries()
    if found is None:
        yield None
        return
    user = _as_its_user()
    if user:
        os.chown(folder, user["user"], user["group"])
    subprocess.run(
        [
            found / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            *QUICK,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        **user,
    )
    cluster = Cluster(found, folder, _free_port())
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop(signal.SIGQUIT)


def _as_its_user() -> dict[str, Any]:
    """It refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": [], "cwd": "/"}


def _die_with_us() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
