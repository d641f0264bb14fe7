"""A body on its way to a worker: in memory, and in a file while it has to wait long.

Some sixty large bodies that wait for their turn would be half a gigabyte. Whoever passes one on keeps the parcel, not
the bytes, and what is put aside is in nobody's memory. A file is deleted when its body was read, or nobody wants it;
what a process that was killed left behind, by the next one.
"""

import asyncio
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from tempfile import NamedTemporaryFile, gettempdir

from monitor.model import Fetched

PREFIX = "monitor-body-"
LEFT_BEHIND = 3600.0  # seconds
KEPT_IN_MEMORY = 64 * 1024  # bytes; a smaller one may wait where it is


class Parcel:
    """What was fetched: `answer` is all but the body, `size` the body's bytes."""

    def __init__(self, fetched: Fetched) -> None:
        self.answer = replace(fetched, body=b"")
        self.size = len(fetched.body)
        self._body: bytes | None = fetched.body
        self._file: Path | None = None
        self._is_discarded = False

    @property
    def content(self) -> bytes | Path:
        """The body, or the file that has it."""
        if self._body is not None:
            return self._body
        assert self._file is not None
        return self._file

    def opened(self) -> Fetched:
        """The whole answer again, of a body that was not put aside."""
        assert self._body is not None
        return replace(self.answer, body=self._body)

    async def put_aside(self) -> None:
        """Moves a body that is not small into a file; where there is no room for one, it stays."""
        if self._body is not None and self.size > KEPT_IN_MEMORY:
            await asyncio.to_thread(self._write, self._body)

    def _write(self, body: bytes) -> None:
        self._file = written(body)
        if self._file is not None:
            self._body = None
        if self._is_discarded:  # meanwhile
            self.discard()

    def discard(self) -> None:
        """It was read, or nobody wants it any more."""
        self._is_discarded, self._body = True, b""
        if self._file is not None:
            self._file.unlink(missing_ok=True)


def written(body: bytes) -> Path | None:
    """A file of its own for a body; None where the disk takes none."""
    try:
        file = NamedTemporaryFile(prefix=PREFIX, delete=False)  # noqa: SIM115  # unlinked where it can't be written
    except OSError:
        return None
    try:
        with file:
            file.write(body)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        return None
    return Path(file.name)


def sweep(now: float) -> None:
    """Deletes what processes of ours that were killed left behind; nothing waits for an hour. `now`: as of a file."""
    for path in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another one was faster
            found = path.lstat()
            if S_ISREG(found.st_mode) and found.st_uid == os.getuid() and now - found.st_mtime > LEFT_BEHIND:
                path.unlink()


def bytes_of(content: bytes | Path) -> bytes:
    """In the worker: a parcel's content as bytes."""
    return content if isinstance(content, bytes) else content.read_bytes()
