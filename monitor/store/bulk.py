"""Many rows by one statement: a table's INSERT, compiled once, goes to the driver with its values ready.

SQLAlchemy takes several times as long over a row as SQLite does: it looks up anew for each what it is to do with each
column. So that is found once for a table, and the rows are made by it. What is written is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Table, insert

Process = Callable[[Any], Any]


class Prepared(NamedTuple):
    """An INSERT as the driver takes it. `processes`: what its values go through, where they do, by column."""

    sql: str
    columns: tuple[str, ...]
    processes: Mapping[str, Process]
    is_positional: bool

    def made(self, row: Mapping[str, Any]) -> Any:
        """A row's values in the driver's form."""
        values = dict(row)
        for name, process in self.processes.items():
            values[name] = process(values[name])
        return tuple(map(values.__getitem__, self.columns)) if self.is_positional else values


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """All rows name the same columns. Columns with a default made in Python are none of this table's."""
    if rows:
        prepared = _prepared(connection.dialect, table, tuple(rows[0]))
        connection.exec_driver_sql(prepared.sql, [prepared.made(row) for row in rows])


@lru_cache(maxsize=64)
def _prepared(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> Prepared:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    processes = {name: process for name in columns if (process := _process(dialect, table, name)) is not None}
    ordered = tuple(getattr(compiled, "positiontup", None) or columns)
    return Prepared(str(compiled), ordered, processes, dialect.positional)


def _process(dialect: Dialect, table: Table, name: str) -> Process | None:
    return table.columns[name].type.dialect_impl(dialect).bind_processor(dialect)
