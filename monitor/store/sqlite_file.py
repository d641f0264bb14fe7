"""An SQLite database as a file: all that holds for it and for no other database.

    first start: made · in use: still the same file? · copied while it is written · moved · its space given back

Nothing is ever made anew in silence: what is missing or empty where a database was, is refused with what to do.
"""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from monitor.errors import StoreError

PARTS = ("", "-wal", "-shm")  # what makes up a database in WAL mode
PATIENCE = 10.0  # seconds to wait for another writer


def file_of(url: str) -> Path | None:
    """The file of a database's address; None where it is not one file of ours."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


def make_ready(path: Path) -> bool:
    """Sees that there is a file to open; True where it was made just now. Raises StoreError for a ruin."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() and not Path(f"{path}-wal").exists():
            path.touch()
            return True
        is_ruin = not path.exists() or (path.is_file() and path.stat().st_size == 0)
    except OSError as exc:
        raise StoreError(f"the database {path} can't be made or reached in its folder: {exc.strerror}") from exc
    if is_ruin:
        raise StoreError(
            f"the database {path} is empty or missing beside its -wal file: restore a backup "
            f"(`monitor store restore FILE`), or delete what is left of {path}* to start afresh"
        )
    return False


def address_of(path: Path) -> str:
    """How to open the file so that SQLite never makes one: a file that vanished must not come back empty."""
    return f"{path.absolute().as_uri()}?mode=rw"


def set_up(connection: sqlite3.Connection) -> None:
    """The settings of one connection."""
    connection.isolation_level = None  # transactions begin where the engine says
    for setting in (
        "auto_vacuum = INCREMENTAL",  # must come first: it holds for a database that has no page yet
        "journal_mode = WAL",
        "synchronous = FULL",  # what we say is sent stays sent, through a power cut too
        "foreign_keys = ON",
        f"journal_size_limit = {64 * 2**20}",  # bytes; else one great write leaves a great -wal file for good
    ):
        connection.execute(f"PRAGMA {setting}")


@dataclass(frozen=True, slots=True)
class Footing:
    """The very file that was opened. One that is deleted or replaced beneath us would swallow all that we write."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "Footing":
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    def hold(self) -> None:
        """Raises StoreError where the file is no longer there, or is another one."""
        try:
            found = self.path.stat()
        except OSError as exc:
            raise StoreError(f"{self._lost}: {exc.strerror}") from exc
        if (found.st_dev, found.st_ino) != (self.device, self.inode):
            raise StoreError(f"{self._lost}: another file is there now")

    @property
    def _lost(self) -> str:
        return (
            f"the database {self.path} was moved, deleted or replaced while it was in use; put it back, or stop "
            "monitor, restore a backup (`monitor store restore FILE`) and start it again"
        )


FAULTS = {
    "file is not a database": "is not a monitor database: name another file, or restore a backup",
    "malformed": "is damaged: stop monitor, restore a backup (`monitor store restore FILE`), and start it again",
    "unable to open": "can't be opened: check the path, its rights, and that the disk is mounted for writing",
    "readonly": "can't be written to: check its rights, and that the disk is mounted for writing",
    "disk is full": "can't grow, the disk is full: make room, and monitor goes on by itself",
    "disk I/O error": "can't be read or written: look at the disk and its quota; monitor goes on once it works",
    "locked": "is locked by another process: is a second monitor running, or a database tool open?",
}


def in_words(cause: str, database: object) -> str:
    """SQLite's complaint as a sentence that says what to do."""
    for sign, sentence in FAULTS.items():
        if sign in cause:
            return f"the database {database} {sentence} ({cause})"
    return f"the database {database} refused: {cause}"


def examine(path: Path, *, has_vanished: bool) -> None:
    """At a start: raises StoreError for a database that is not what it was. One that was never there is fine."""
    if has_vanished:
        raise StoreError(
            f"the database {path} is not there, and monitor ran on it before: put it back, restore a backup "
            f"(`monitor store restore FILE`), or delete {path}.lock to start afresh"
        )
    if path.exists() and not path.is_file():
        raise StoreError(f"the database {path} is no file: name one in [monitor] database")
    if path.exists() and (wrong := damage(path)) is not None:
        raise StoreError(
            f"the database {path} is damaged: restore a backup (`monitor store restore FILE`), or move {path}* away "
            f"to start afresh ({wrong})"
        )


def damage(path: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with a database's pages, in SQLite's words; None where it is whole.

    Quick reads every page and leaves out what indexes say; 0.2 s for 200 MB, three times that when thorough. Raises
    StoreError where it can't be read at all.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as opened:
            check = "integrity_check" if thorough else "quick_check"
            found = [str(row[0]) for row in opened.execute(f"PRAGMA {check}(3)")]
            if found == ["ok"] and thorough:
                found = [f"a row of {row[0]} refers to none of {row[2]}" for row in _orphans(opened)] or found
    except sqlite3.OperationalError as exc:  # locked, no rights, no disk: which says nothing of its pages
        raise StoreError(in_words(str(exc), path)) from exc
    except sqlite3.DatabaseError as exc:
        return str(exc)
    return None if found == ["ok"] else "; ".join(found)


def _orphans(opened: sqlite3.Connection) -> list[tuple[str, int, str]]:
    return opened.execute("PRAGMA foreign_key_check").fetchmany(3)


def has_table(path: Path, name: str) -> bool:
    """Whether a whole database has a table of that name."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as opened:
        return opened.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone() is not None


def copy(source: Path, target: Path) -> int:
    """Copies a database while others write to it; its size in bytes. Raises StoreError, and leaves `target` as it was.

    The copy is of one instant, checked, on the disk, and a single file, before it takes its name.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        try:
            _copy_pages(source, part)
            if (wrong := damage(part, thorough=True)) is not None:
                raise StoreError(f"the copy of {source} is damaged, as {source} itself may be: {wrong}")
            shutil.copymode(source, part)
            _on_disk(part)
            part.replace(target)
            _on_disk(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except sqlite3.Error as exc:
        raise StoreError(f"the database {source} can't be copied to {target}: {exc}") from exc
    except OSError as exc:
        raise StoreError(f"the database {source} can't be copied to {target}: {exc.strerror}") from exc
    return target.stat().st_size


def _copy_pages(source: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as opened,
        closing(sqlite3.connect(part)) as made,
    ):
        opened.backup(made)  # in one step: readers hold up no writer in WAL mode
        made.execute("PRAGMA journal_mode = DELETE")  # else it would be three files


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(path: Path, target: Path) -> None:
    """Moves a database that nobody uses, with all its parts. Raises StoreError.

    Its -wal file goes first: beside another database it would be taken for that one's.
    """
    try:
        for part in reversed(PARTS):
            if Path(f"{path}{part}").exists():
                Path(f"{path}{part}").replace(f"{target}{part}")
        _on_disk(target.parent)
    except OSError as exc:
        raise StoreError(f"{path} can't be moved to {target}: {exc.strerror}") from exc


def give_rights_of(place: Path, target: Path) -> None:
    """The owner and mode of the file at `place`, else of its folder's owner: root restores for a service that is not.

    Raises StoreError.
    """
    try:
        like = place.stat() if place.exists() else place.parent.stat()
        if place.exists():
            target.chmod(stat.S_IMODE(like.st_mode))
        if os.geteuid() == 0:
            os.chown(target, like.st_uid, like.st_gid)
    except OSError as exc:
        raise StoreError(f"{target} can't be given the owner and mode of {place}: {exc.strerror}") from exc


def remove(path: Path) -> None:
    """Deletes a database that nobody needs, with all its parts."""
    for part in PARTS:
        Path(f"{path}{part}").unlink(missing_ok=True)


def fold_in(path: Path) -> None:
    """Writes the -wal file into the database, so that the one file is all of it. What is too damaged stays as it is."""
    try:
        with closing(sqlite3.connect(address_of(path), uri=True, timeout=PATIENCE)) as opened:
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return  # it is being replaced for that very reason


# --- Space ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What a database takes on the disk, and how much of that is free for its next rows; in bytes."""

    size: int
    free: int


def space(connection: Connection) -> Space:
    """What the database of a connection takes."""
    page, pages, free = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_size", "page_count", "freelist_count")
    )
    return Space(size=page * pages, free=page * free)


PAGES_BACK = 1000  # in one step, 4 MB: some tens of milliseconds


def give_back(connection: Connection) -> int:
    """Gives some free pages back to the disk; how many bytes. None of a database that 0.1 made, before its first
    `vacuum`."""
    before = space(connection)
    # A page at a time: SQLite frees one at each step of the statement, and Python takes a single step of it.
    cursor = connection.connection.cursor()
    for _ in range(PAGES_BACK if before.free else 0):
        cursor.execute("PRAGMA incremental_vacuum(1)")
    cursor.close()
    return before.size - space(connection).size


def vacuum(path: Path) -> None:
    """Writes a database anew without its gaps. It needs as much room again for a while. Raises StoreError."""
    try:
        with closing(sqlite3.connect(address_of(path), uri=True, timeout=PATIENCE)) as opened:
            set_up(opened)
            opened.execute("VACUUM")
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as exc:
        raise StoreError(f"the database {path} can't be vacuumed: {exc}") from exc
