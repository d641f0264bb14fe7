"""The database behind the store: SQLite in WAL mode, its schema up to date.

Every write is one short transaction; a writer takes the lock at its begin, so that what it read still holds when it
writes. Database faults become StoreError here and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from monitor.errors import StoreError
from monitor.store.migrate import bring_up_to_date


def open_engine(url: str) -> Engine:
    """The database at `url`, its schema brought up to date. Raises StoreError."""
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(f"[monitor] database = {url!r} is neither a path nor a database URL") from exc
    if parsed.get_backend_name() != "sqlite":
        raise StoreError("only SQLite is built so far: write [monitor] database as a path, such as data/monitor.db")
    if parsed.database and parsed.database != ":memory:":
        _make_folder(Path(parsed.database).parent)
    engine = create_engine(parsed, connect_args={"timeout": 10})  # seconds to wait for another writer
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    with writing(engine) as connection:
        bring_up_to_date(connection, url)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(f"the data folder {folder} can't be made: {exc.strerror}") from exc


def _set_up_connection(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # a DBAPI connection: transactions begin in _begin
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # what we say is sent stays sent, through a power cut too
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


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
        raise StoreError(_sentence(str(exc.orig), engine.url.database)) from exc
    except SQLAlchemyError as exc:
        raise StoreError(f"the database {engine.url.database} can't be used: {exc}") from exc


FAULTS = {
    "file is not a database": "is not a monitor database: name another file, or restore a backup",
    "malformed": "is damaged: restore a backup, or move it away to start afresh",
    "unable to open": "can't be opened: check the path and its rights",
    "readonly": "can't be written to: check its rights and the disk",
    "disk is full": "can't grow: the disk is full",
    "locked": "is locked by another process: is a second monitor running, or a database tool open?",
}


def _sentence(cause: str, database: str | None) -> str:
    for sign, sentence in FAULTS.items():
        if sign in cause:
            return f"the database {database} {sentence} ({cause})"
    return f"the database {database} refused: {cause}"
