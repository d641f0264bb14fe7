"""The replicas that work on one database: who they are, which rules they run, and their last sign of life.

Each beats every few seconds, and learns the database's time by it: leases of one end by the clock of all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from monitor.store.dialect import database_time, insert_or
from monitor.store.tables import replicas

KEPT = timedelta(hours=1)  # a replica that died is shown for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One of the processes that share a database: where it runs, and the digest of the rules that it runs."""

    id: str
    host: str
    process: int
    version: str
    ruleset: str
    silent_for: timedelta = timedelta(0)  # since its last sign of life


def beat(connection: Connection, replica: Replica) -> datetime:
    """Writes a replica's sign of life; the database's time."""
    now = database_time(connection)
    said = {"ruleset": replica.ruleset, "seen_at": now}
    who = {"id": replica.id, "host": replica.host, "process": replica.process, "version": replica.version}
    new = insert_or(connection, replicas).values(**who, **said, started_at=now)
    connection.execute(new.on_conflict_do_update(index_elements=[replicas.c.id], set_=said))
    connection.execute(delete(replicas).where(replicas.c.seen_at < now - KEPT))
    return now


def leave(connection: Connection, replica_id: str) -> None:
    """A replica that ends in order is gone."""
    connection.execute(delete(replicas).where(replicas.c.id == replica_id))


def roll(connection: Connection) -> list[Replica]:
    """All of them, the first to start first, with how long ago that was by the database's clock."""
    now = database_time(connection)
    rows = connection.execute(select(replicas).order_by(replicas.c.started_at))
    return [
        Replica(
            id=row.id,
            host=row.host,
            process=row.process,
            version=row.version,
            ruleset=row.ruleset,
            silent_for=max(now - row.seen_at, timedelta(0)),
        )
        for row in rows
    ]
