"""Backup and restore of an SQLite database, and what a restore means for what was told since.

    backup   the database, while it is written → FILE, checked
    restore  FILE → checked → brought up to date → doubted → in the database's place; what was there is kept beside

A restored database does not know what was told after its backup. So what waits in it counts as perhaps told, and so
does each story that its feeds' next polls found: they are looked up in their channels before they are sent.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from monitor.errors import StoreError
from monitor.model import DeliveryState
from monitor.store import sqlite_file
from monitor.store.engine import open_engine, writing
from monitor.store.lock import sole_owner
from monitor.store.tables import decisions, deliveries, feeds


def backup(database: str, target: Path, *, force: bool) -> int:
    """Copies the database to `target` while others write to it; the copy's size in bytes. Raises StoreError."""
    source = file_to_keep(database)
    if target.exists() and not force:
        raise StoreError(f"{target} exists already: name another file, or say --force to replace it")
    if target.resolve() == source.resolve():
        raise StoreError(f"{target} is the database itself: name another file")
    return sqlite_file.copy(source, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did. `taken_at`: the last sign of life in the backup; `replaced`: where the old database is."""

    taken_at: datetime | None
    waiting: int  # messages that may have been told since, and are looked up before they are sent
    replaced: Path | None


def restore(database: str, source: Path, now: datetime) -> Restored:
    """Puts a backup in the database's place. Raises StoreError, AlreadyRunningError, and then nothing has changed."""
    path = file_to_keep(database)
    with sole_owner(database):
        if (wrong := sqlite_file.damage(source, thorough=True)) is not None:
            raise StoreError(f"{source} can't be restored, it is damaged or no database: {wrong}")
        if not sqlite_file.has_table(source, "alembic_version"):
            raise StoreError(f"{source} can't be restored, it is no database of monitor's")
        coming = path.with_name(f"{path.name}.restoring")
        sqlite_file.remove(coming)
        sqlite_file.copy(source, coming)
        try:
            taken_at, waiting = _doubted(coming)
        except StoreError:
            sqlite_file.remove(coming)
            raise
        sqlite_file.give_rights_of(path, coming)
        replaced = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%SZ}") if path.exists() else None
        if replaced is not None:
            sqlite_file.fold_in(path)
            sqlite_file.move(path, replaced)
        sqlite_file.move(coming, path)
    return Restored(taken_at=taken_at, waiting=waiting, replaced=replaced)


def file_to_keep(database: str) -> Path:
    """The file that holds a database. Raises StoreError where another program keeps it."""
    path = sqlite_file.file_of(database)
    if path is None:
        raise StoreError("the database is no SQLite file: back it up and restore it with its own tools (pg_dump)")
    return path


def _doubted(path: Path) -> tuple[datetime | None, int]:
    engine = open_engine(f"sqlite:///{path}")
    try:
        with writing(engine) as connection:
            taken_at = _last_sign_of_life(connection)
            waiting = _doubt(connection, taken_at) if taken_at is not None else 0
    finally:
        engine.dispose()
    sqlite_file.fold_in(path)
    return taken_at, waiting


def _last_sign_of_life(connection: Connection) -> datetime | None:
    signs = (func.max(feeds.c.polled_at), func.max(decisions.c.decided_at), func.max(deliveries.c.attempted_at))
    found = [connection.execute(select(sign)).scalar() for sign in signs]
    return max((sign for sign in found if sign is not None), default=None)


WAITS = (DeliveryState.PENDING, DeliveryState.PUT_OFF)


def _doubt(connection: Connection, since: datetime) -> int:
    """What waited when the backup was taken may be out by now; so may what the feeds have listed since."""
    connection.execute(update(feeds).values(doubted_since=since))
    attempted = {
        "started_at": func.coalesce(deliveries.c.started_at, deliveries.c.created_at),
        "attempted_at": func.coalesce(deliveries.c.attempted_at, deliveries.c.created_at),
    }
    connection.execute(update(deliveries).where(deliveries.c.state.in_(WAITS)).values(**attempted))
    is_pending = deliveries.c.state == DeliveryState.PENDING
    lost = {"state": DeliveryState.UNKNOWN, "fault": "told before the restore, or not", "absences": 0}
    return connection.execute(update(deliveries).where(is_pending).values(**lost)).rowcount
