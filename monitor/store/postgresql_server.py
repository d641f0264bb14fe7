"""A PostgreSQL server: all that holds for it and for no other database.

A host that is cut off must notice it, and so must the server, in seconds: else a replica would wait for a quarter of an
hour, as TCP by itself does, and the others for the locks that it holds.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

PATIENCE = 10  # seconds for which either side waits for the other's sign of life

# https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
CLIENT = {
    "application_name": "monitor",
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": str(PATIENCE * 1000),
}
# https://www.postgresql.org/docs/15/runtime-config-client.html and runtime-config-connection.html
SESSION = {
    "timezone": "UTC",
    "synchronous_commit": "on",  # that a message sets out is kept before it does, whatever the server is set to
    "idle_in_transaction_session_timeout": f"{PATIENCE}s",  # who is stopped in the middle holds no lock for longer
    "statement_timeout": "60s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": f"{PATIENCE}s",
}


def settings_beside(query: Mapping[str, object]) -> dict[str, str]:
    """Our settings of a connection, but for those that the database's address makes itself."""
    return {name: value for name, value in CLIENT.items() if name not in query}


def set_up(connection: Any) -> None:
    """The settings of one session. Not as start-up options, which poolers refuse."""
    with connection.cursor() as cursor:
        for name, value in SESSION.items():
            cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()


def size(connection: Connection) -> int:
    """What the database takes on its server's disk, in bytes."""
    return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


# Classes and codes that a later try may not meet: https://www.postgresql.org/docs/15/errcodes-appendix.html
PASSING = ("08", "53", "57", "40", "55P03", "25P03")


def is_passing(fault: object) -> bool:
    """Whether the same work may succeed later: the server is gone, or somebody else was in the way."""
    state: str | None = getattr(fault, "sqlstate", "")  # None where no connection was made
    return state is None or state.startswith(PASSING)


FAULTS = {
    "password authentication failed": "refuses the user or the password: correct [monitor] database, or PGPASSWORD",
    "no password supplied": "asks for a password: give it in PGPASSWORD, ~/.pgpass or [monitor] database",
    "permission denied": "lacks rights: let the user own the database, or grant it CREATE on its schema",
    "does not exist": "lacks what was asked for: check the names in [monitor] database, or `createdb` it",
    "could not translate host name": "has a host that nobody knows: correct [monitor] database",
    "onnection refused": "can't be reached: is PostgreSQL running there, and listening to this host?",
    "timeout expired": "can't be reached: nothing answers there",
    "is shutting down": "is being stopped: monitor goes on once it is back",
    "is starting up": "is starting: monitor goes on once it is up",
    "server closed the connection": "went away in the middle: its server was stopped, or the network broke",
    "terminating connection": "went away in the middle: its server was stopped, or we were too slow",
}


def in_words(cause: str, name: str) -> str:
    """PostgreSQL's complaint as a sentence that says what to do."""
    cause = " ".join(cause.split())
    for sign, sentence in FAULTS.items():
        if sign in cause:
            return f"the database {name} {sentence} ({cause})"
    return f"the database {name} refused: {cause}"
