"""A database moved to another one, of whichever kind: all rows, in batches, then counted.

    source, one consistent view ─ table by table, parents first ─ target, one transaction ─ counts compared

The target must be empty, and is left as it was where anything fails.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from monitor.errors import StoreError
from monitor.health.findings import BEATS
from monitor.store.dialect import database_time
from monitor.store.engine import name_of, open_engine, reading, writing
from monitor.store.lock import sole_owner
from monitor.store.tables import metadata
from monitor.store.vitals import heartbeats_of

BATCH = 2_000  # rows
PROCESSES = {"heartbeats"}  # of the source: they are no data


def copy_all(source: str, target: str, say: Callable[[str, int], None]) -> int:
    """Copies all rows of a database into another, empty one, and tells `say` each table with its rows; how many in all.

    Raises StoreError, and AlreadyRunningError where a daemon runs on either of them.
    """
    with _engine(source) as old, _engine(target) as new, reading(old) as read, writing(new) as write:
        _refuse_runners(read, name_of(old.url))
        _refuse_full(write, name_of(new.url))
        copied = {table.name: _copy(table, read, write) for table in _tables()}
        for table in _tables():
            _verify(table, read, write, copied[table.name])
        _go_on_counting(write)
    for name, rows in copied.items():
        say(name, rows)
    return sum(copied.values())


@contextmanager
def _engine(database: str) -> Iterator[Engine]:
    with ExitStack() as opened:
        opened.enter_context(sole_owner(database))
        engine = open_engine(database)
        opened.callback(engine.dispose)
        yield engine


def _refuse_runners(source: Connection, name: str) -> None:
    """An SQLite database's daemon is known by its lock."""
    now = database_time(source)
    running = [one.name for one in heartbeats_of(source) if now - one.beat_at < BEATS]
    if source.dialect.name == "postgresql" and running:
        who = ", ".join(sorted(running))
        raise StoreError(f"replicas run on {name} ({who}): stop them first; one that died counts for two minutes")


def _refuse_full(target: Connection, name: str) -> None:
    for table in _tables():
        if target.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreError(f"{name} is not empty ({table.name} has rows): name a new database")


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in PROCESSES]


def _copy(table: Table, source: Connection, target: Connection) -> int:
    rows = source.execution_options(yield_per=BATCH).execute(select(table)).mappings()
    count = 0
    for batch in rows.partitions():
        target.execute(insert(table), [dict(row) for row in batch])
        count += len(batch)
    return count


def _verify(table: Table, source: Connection, target: Connection, copied: int) -> None:
    counted = select(func.count()).select_from(table)
    had, has = source.execute(counted).scalar_one(), target.execute(counted).scalar_one()
    if not had == has == copied:
        raise StoreError(f"{table.name}: {had} rows there, {copied} copied, {has} here: nothing was kept, try again")


def _go_on_counting(target: Connection) -> None:
    """Rows came with their numbers, which PostgreSQL's sequences know nothing of."""
    if target.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is not None:
            last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            target.execute(select(func.setval(sequence, last, text("false"))))
