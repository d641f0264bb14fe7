"""One process per SQLite database: a lock file beside it, held for as long as the process lives.

PostgreSQL is shared: there is nothing to hold.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import AlreadyRunningError, StoreError
from monitor.store.sqlite_file import file_of


@contextmanager
def sole_owner(database: str) -> Iterator[bool]:
    """Holds the lock of an SQLite database's file. Raises AlreadyRunningError where another process has it.

    Gives whether the database vanished: monitor ran on it before, as its lock file tells, and it is not there.
    """
    file = file_of(database)
    if file is None:
        yield False
        return
    was_there = file.exists()
    path = Path(f"{file}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if os.geteuid() == 0:  # root restores for a service that is not, and which must be able to lock
            folder = path.parent.stat()
            os.fchown(handle, folder.st_uid, folder.st_gid)
    except OSError as exc:
        raise StoreError(f"the lock file {path} can't be opened: {exc.strerror}") from exc
    try:
        _take(handle, file)
        has_run = os.fstat(handle).st_size > 0
        _sign(handle)
        try:
            yield has_run and not was_there
        except BaseException:
            if not has_run and not file.exists():
                os.ftruncate(handle, 0)  # a first start that failed is none
            raise
    finally:
        os.close(handle)  # which ends the lock; the file stays, so that no two processes lock different ones


def has_run_on(database: str) -> bool:
    """Whether a process ever ran on the database, as its lock file tells."""
    path = Path(f"{file_of(database)}.lock")
    return path.exists() and path.stat().st_size > 0


def owner_of(database: str) -> str | None:
    """The number of the process that runs on the database; None where nobody does."""
    path = Path(f"{file_of(database)}.lock")
    try:
        with path.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return None
    return None


def _take(handle: int, database: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        owner = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
        raise AlreadyRunningError(
            f"another monitor (process {owner}) runs on {database}: stop it first, or use another [monitor] database"
        ) from exc


def _sign(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    os.fsync(handle)
