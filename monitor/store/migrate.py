"""The schema's versions: migrations run forward only, each with its record in one transaction."""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from monitor.errors import StoreError
from monitor.store.dialect import Turn, await_turn

# Every migration, oldest first; a test holds them to the files.
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
)
HEAD = KNOWN[-1]


def bring_up_to_date(connection: Connection, name: str, keep: Callable[[str], None]) -> None:
    """Runs the migrations that are missing. Raises StoreError for a database newer than this program.

    `keep` is called with the schema's version before anything changes, where there is something to lose.
    """
    if _version(connection) == HEAD:
        return
    await_turn(connection, Turn.SCHEMA)  # replicas that start at once: the first migrates, the others find it done
    version = _version(connection)
    if version == HEAD:
        return
    if version is not None and re.fullmatch(r"\d{4}", version) and version > HEAD:
        raise StoreError(
            f"the database {name} was written by a newer monitor (schema {version}; this one knows {HEAD}): "
            "run the newer version, or restore an older backup"
        )
    if version not in {None, *KNOWN} or (version is None and inspect(connection).get_table_names()):
        raise StoreError(f"the database {name} holds something else: name another one in [monitor] database")
    if version is not None:
        keep(version)
    from alembic import command  # only when there is something to do: it costs start-up time
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
