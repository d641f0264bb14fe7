"""`monitor store`: backup and restore, and what keeps a database small and whole over the years."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.cli.options import config_option, existing_database
from monitor.cli.output import counted, moment, screen
from monitor.config import Config, read_config


@click.group()
def store() -> None:
    """The database: backup, restore, and its upkeep."""


@store.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@config_option
def backup(config_path: Path, target: Path, *, force: bool) -> None:
    """Copies the database to FILE, while the daemon runs.

    The copy is of one instant, and checked; FILE appears whole or not at all.
    """
    from monitor.store.backup import backup as copy_to

    size = copy_to(existing_database(read_config(config_path)), target, force=force)
    screen().print(f"{target}: {_megabytes(size)}, whole", markup=False)


@store.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@config_option
def restore(config_path: Path, source: Path) -> None:
    """Puts the backup FILE in the database's place; the daemon must be stopped.

    What was there is kept beside. What may have been told since the backup is looked up in Slack before it is told.
    """
    from monitor.store.backup import restore as put_back

    config = read_config(config_path)
    done = put_back(config.database, source, datetime.now(UTC))
    taken = moment(done.taken_at, config.timezone) if done.taken_at else "before the first poll"
    screen().print(f"restored from {source}, which ends at {taken}", markup=False)
    if done.replaced is not None:
        screen().print(f"what was there is now {done.replaced}: delete it when all is well", markup=False)
    if done.waiting:
        waiting = counted(done.waiting, "message")
        screen().print(f"{waiting} may have been told since: each is looked up before it is told again", markup=False)


@store.command()
@config_option
def check(config_path: Path) -> None:
    """Reads all of the database and says whether it is whole; the daemon may run. Exit code 1 where it is not."""
    from monitor.store import open_store
    from monitor.store.migrate import HEAD
    from monitor.store.sqlite_file import damage

    config = read_config(config_path)
    database = existing_database(config)
    path = _file(config)
    if (wrong := damage(path, thorough=True)) is not None:
        screen().print(f"{path} is damaged: restore a backup with `monitor store restore FILE` ({wrong})", markup=False)
        raise Exit(1)
    opened = open_store(database)
    found = opened.space()
    opened.close()
    free = f"{_megabytes(found.size)}, of which {_megabytes(found.free)} free"
    screen().print(f"{path} is whole: schema {HEAD}, {free}", markup=False)


@store.command()
@config_option
def trim(config_path: Path) -> None:
    """Deletes what \\[retention] no longer keeps, and gives its space back; the daemon may run, and does so hourly."""
    from monitor.store import StoreThread, open_store
    from monitor.upkeep import tidy

    config = read_config(config_path)
    thread = StoreThread(open_store(existing_database(config)))
    try:
        done = asyncio.run(tidy(thread, config.retention, datetime.now(UTC)))
    finally:
        thread.close()
    stories = f"{done.trimmed.stories} {'story' if done.trimmed.stories == 1 else 'stories'}"
    screen().print(f"deleted {counted(done.trimmed.items, 'item')} and {stories}: {_megabytes(done.freed)} given back")


@store.command()
@config_option
def vacuum(config_path: Path) -> None:
    """Writes the database anew without its gaps; the daemon must be stopped.

    It is not needed in daily life: the daemon gives space back by itself. It needs as much room again for a while.
    """
    from monitor.store.lock import sole_owner
    from monitor.store.sqlite_file import vacuum as without_gaps

    config = read_config(config_path)
    existing_database(config)
    path = _file(config)
    with sole_owner(config.database):
        before = path.stat().st_size
        without_gaps(path)
    screen().print(f"{path}: {_megabytes(before)} before, {_megabytes(path.stat().st_size)} now", markup=False)


@store.command()
@click.argument("target", metavar="DATABASE")
@config_option
def copy(config_path: Path, target: str) -> None:
    """Copies all of the database into DATABASE, a path or postgresql+psycopg://…, which must be empty.

    The daemon must be stopped. Put DATABASE into the config afterwards; what was copied stays as it was.
    """
    from monitor.config import database_url
    from monitor.store.copying import copy_all

    config = read_config(config_path)
    try:
        there = database_url(target, Path.cwd())
    except ValueError as exc:
        raise click.BadParameter(str(exc).replace(" | ", ": ")) from exc
    rows = copy_all(existing_database(config), there, lambda name, count: screen().print(f"{count:>12,}  {name}"))
    screen().print(f"{rows:>12,}  rows in all, counted on both sides", markup=False)


def _file(config: Config) -> Path:
    from monitor.store.backup import file_to_keep

    return file_to_keep(config.database)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
