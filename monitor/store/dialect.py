"""What the two databases say differently: all else of the store is one code for both.

SQLite has one writer at a time. PostgreSQL's writers run side by side, so those whose decisions depend on each other's
take turns, by a lock that ends with their transaction.
"""

from datetime import UTC, datetime
from enum import IntEnum

from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql, sqlite

OURS = 0x6D6F6E  # "mon": the first half of our advisory locks' keys, so that no other program's are meant


class Turn(IntEnum):
    """What is done by one transaction at a time."""

    SCHEMA = 1  # bringing the schema up to date
    NOTICES = 3  # deciding what those who run monitor are told
    TELLING = 2  # placing items and deciding what is told of them; gathering what was put off


def await_turn(connection: Connection, turn: Turn) -> None:
    """Waits until nobody else is at it; it is ours until the transaction ends. What is read from here on is current."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:ours, :turn)"), {"ours": OURS, "turn": int(turn)})


def database_time(connection: Connection) -> datetime:
    """What time it is by the database's clock, at the moment of asking: of SQLite that is this machine's."""
    if connection.dialect.name == "postgresql":
        found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found.astimezone(UTC)
    written = connection.execute(text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")).scalar_one()
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def insert_or(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that can say what happens ON CONFLICT: both databases know the clause, SQLAlchemy under two names."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
