"""The database behind the store: SQLite in WAL mode, or PostgreSQL; its schema up to date.

Every write is one short transaction. On SQLite a writer takes the lock at its begin, so that what it read still holds
when it writes; on PostgreSQL it sees what was committed when each statement began, and takes its turn or locks rows
where that matters (dialect.py). Database faults become StoreError here and nowhere else.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from monitor.errors import StoreAwayError, StoreError
from monitor.health import Disk
from monitor.store import postgresql_server
from monitor.store.migrate import bring_up_to_date
from monitor.store.sqlite_file import PATIENCE, Footing, address_of, copy, file_of, in_words, make_ready, remove, set_up


def open_engine(url: str) -> Engine:
    """The database at `url`, its schema brought up to date. Raises StoreError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as exc:  # ValueError: a port that is no number
        raise StoreError("[monitor] database is neither a path nor a database URL that can be read") from exc
    return _open_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _open_postgresql(parsed)


# --- SQLite --------------------------------------------------------------------------------------------------------


def _open_sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", lambda connection, _: set_up(connection))
    path = file_of(str(url))
    is_new = path is not None and _stand_on(engine, path)
    event.listen(engine, "begin", _begin)
    try:
        with writing(engine) as connection:
            bring_up_to_date(connection, name_of(url), lambda version: _keep(path, version))
    except StoreError:
        engine.dispose()
        if path is not None and is_new:
            remove(path)  # an empty file would be taken for a ruin
        raise
    return engine


def _stand_on(engine: Engine, path: Path) -> bool:
    """Every connection is to the file that is there now, and to no other. True where it was made just now."""
    is_new = make_ready(path)
    footing = Footing.of(path)

    def by_address(_: object, __: object, arguments: list[Any], options: dict[str, Any]) -> None:
        arguments[0], options["uri"] = address_of(path), True

    event.listen(engine, "do_connect", by_address)
    event.listen(engine, "begin", lambda _: footing.hold())
    return is_new


def disk_of(url: str) -> Disk | None:
    """The room on the file system of an SQLite database; None for others, and where it can't be told."""
    path = file_of(url)
    if path is None:
        return None
    try:
        usage = shutil.disk_usage(path.parent)
    except OSError:  # the folder is gone, which the store itself says better
        return None
    return Disk(free=usage.free, total=usage.total)


def _keep(path: Path | None, version: str) -> None:
    """The way back from a migration: nothing else undoes one."""
    if path is not None:
        copy(path, path.with_name(f"{path.name}.schema-{version}"))


def _begin(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


def _open_postgresql(url: URL) -> Engine:
    """A pooled connection that died is noticed before it is used."""
    engine = create_engine(url, connect_args=postgresql_server.settings_beside(url.query), pool_pre_ping=True)
    event.listen(engine, "connect", lambda connection, _: postgresql_server.set_up(connection))
    try:
        with writing(engine) as connection:
            bring_up_to_date(connection, name_of(url), lambda _: None)  # its backups are the server's own
    except StoreError:
        engine.dispose()
        raise
    return engine


# --- Transactions, and faults in words -----------------------------------------------------------------------------


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction. Raises StoreError for the database's own faults."""
    with _faults_in_words(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view. Raises StoreError for the database's own faults."""
    options: dict[str, Any] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _faults_in_words(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def _faults_in_words(engine: Engine) -> Iterator[None]:
    name = name_of(engine.url)
    try:
        yield
    except DBAPIError as exc:
        if engine.dialect.name == "postgresql":
            is_away = exc.connection_invalidated or postgresql_server.is_passing(exc.orig)
            raise (StoreAwayError if is_away else StoreError)(postgresql_server.in_words(str(exc.orig), name)) from exc
        cause = str(exc.orig)
        raise (StoreAwayError if "locked" in cause else StoreError)(in_words(cause, name)) from exc
    except SQLAlchemyError as exc:
        raise StoreError(f"the database {name} can't be used: {exc}") from exc


def name_of(url: URL) -> str:
    """A database as it may be told: a path, or where it stands, without user, password and parameters."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return str(URL.create("postgresql", host=url.host, port=url.port, database=url.database))
