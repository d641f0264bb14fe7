"""`monitor run`: the daemon, or one round of it."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.cli.logs import set_up_logs
from monitor.cli.options import config_option, encoder_for, sender_for
from monitor.cli.output import screen
from monitor.config import Config, read_config
from monitor.errors import StoreError
from monitor.operating import AdminConfig, WebConfig


@click.command()
@click.option("--once", is_flag=True, help="Poll every feed once, tell what there is to tell, and exit.")
@click.option("--dry-run", is_flag=True, help="Work on a copy of the database and tell the terminal only.")
@click.option(
    "--log",
    "log_form",
    type=click.Choice(["people", "json"]),
    help="The form of the log on standard error.  \\[default: people with --once or at a terminal, else json]",
)
@click.option("--verbose", "-v", is_flag=True, help="Log every poll, also those that brought nothing new.")
@config_option
def run(config_path: Path, *, once: bool, dry_run: bool, log_form: str | None, verbose: bool) -> None:
    """Polls the feeds, matches the rules, and tells each story once.

    Alerts go to Slack with [bold]SLACK_BOT_TOKEN[/] (or \\[slack] token_file, or [bold]SLACK_WEBHOOK_URL[/]) set, and
    to this terminal otherwise. SIGTERM or Ctrl-C ends it, and nothing is lost. Rule files are loaded again when they
    change.
    """
    if not once:  # before the imports, which take a second: what a SIGHUP asks for, the start does anyway
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    from monitor.daemon import run_forever, run_once
    from monitor.store import open_store

    for_people = log_form == "people" or (log_form is None and (once or sys.stderr.isatty()))
    set_up_logs(verbose=verbose, as_json=not for_people)
    config = read_config(config_path)
    encoder = encoder_for(config)
    with _database(config, dry_run=dry_run) as database:
        store = open_store(database, encoder)
        config = rehearsal(config) if dry_run else config
        if not once:
            asyncio.run(run_forever(config, sender_for, store))
            return
        outcome = asyncio.run(run_once(config, sender_for, store))
    screen().print(
        f"polled {outcome.polled} feeds ({outcome.failed} failed): {outcome.new} new items, {outcome.told} told, "
        f"{outcome.waiting} waiting"
    )
    if outcome.waiting:
        raise Exit(1)


def rehearsal(config: Config) -> Config:
    """The same config without any way out of this machine but the feeds."""
    slack = replace(config.slack, token=None, webhook=None)
    return replace(config, slack=slack, admin=AdminConfig(), web=WebConfig())


@contextmanager
def _database(config: Config, *, dry_run: bool) -> Iterator[str]:
    """The database to work on, ours alone; for a dry run a copy that is thrown away."""
    from monitor.store.lock import sole_owner
    from monitor.store.sqlite_file import copy, examine, file_of

    original = file_of(config.database)
    if not dry_run:
        with sole_owner(config.database) as has_vanished:
            if original is not None:
                examine(original, has_vanished=has_vanished)
            yield config.database
        return
    if original is None:
        raise StoreError("--dry-run copies a database that is one file: for a trial, name such a one in another config")
    with tempfile.TemporaryDirectory(prefix="monitor-dry-run-") as folder:
        thrown_away = Path(folder) / "monitor.db"
        if original.exists():
            copy(original, thrown_away)
        yield f"sqlite:///{thrown_away}"
