"""The database behind the store: SQLite in WAL mode, its schema up to date.

Every write is one short transaction; a writer takes the lock at its begin, so that what it read still holds when it
writes. Database faults become StoreError here and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from monitor.errors import StoreError
from monitor.store.migrate import bring_up_to_date
from monitor.store.sqlite_file import PATIENCE, Footing, address_of, copy, file_of, in_words, make_ready, remove, set_up


def open_engine(url: str) -> Engine:
    """The database at `url`, its schema brought up to date. Raises StoreError."""
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(f"[monitor] database = {url!r} is neither a path nor a database URL") from exc
    if parsed.get_backend_name() != "sqlite":
        raise StoreError("only SQLite is built so far: write [monitor] database as a path, such as data/monitor.db")
    engine = create_engine(parsed, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", lambda connection, _: set_up(connection))
    path = file_of(url)
    is_new = path is not None and _stand_on(engine, path)
    event.listen(engine, "begin", _begin)
    try:
        with writing(engine) as connection:
            bring_up_to_date(connection, url, lambda version: _keep(path, version))
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


def _keep(path: Path | None, version: str) -> None:
    """The way back from a migration: nothing else undoes one."""
    if path is not None:
        copy(path, path.with_name(f"{path.name}.schema-{version}"))


def _begin(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction. Raises StoreError for the database's own faults."""
    with _faults_in_words(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view. Raises StoreError for the database's own faults."""
    with _faults_in_words(engine), engine.connect().execution_options(reading=True) as connection, connection.begin():
        yield connection


@contextmanager
def _faults_in_words(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as exc:
        raise StoreError(in_words(str(exc.orig), engine.url.database)) from exc
    except SQLAlchemyError as exc:
        raise StoreError(f"the database {engine.url.database} can't be used: {exc}") from exc
