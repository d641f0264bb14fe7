"""Options that commands share, and what they open."""

import os
from collections.abc import Callable
from datetime import UTC, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

import rich_click as click

from monitor.cli.output import screen
from monitor.config import Config, SlackConfig, read_config
from monitor.document import read_document
from monitor.errors import ConfigError, StoreError
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.schema import duration
from monitor.slack import Sender
from monitor.slack.terminal import TerminalSender
from monitor.stories.embedding import NO_MODEL, Encoder

F = TypeVar("F", bound=Callable[..., object])


def config_option(command: F) -> F:
    """--config PATH, else MONITOR_CONFIG, else ./config.toml."""
    return click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path),
        default=lambda: Path(os.environ.get("MONITOR_CONFIG") or "config.toml"),
        show_default="MONITOR_CONFIG, else ./config.toml",
        help="The config file.",
    )(command)


def rules_option(command: F) -> F:
    """--rules DIR, for commands that need only rules."""
    return click.option(
        "--rules",
        "rules_path",
        type=click.Path(path_type=Path),
        help="The folder of rule files.  \\[default: the config's; without a config, ./rules]",
    )(command)


def format_option(command: F) -> F:
    """--format people|jsonl."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["people", "jsonl"]),
        default="people",
        show_default=True,
        help="A table for people, or one JSON object a line.",
    )(command)


def rules_in_use(rules_path: Path | None, config_path: Path) -> RuleSet:
    """The rules as named, else the config's, else ./rules where there is no config. Raises RuleFilesError."""
    return load_rules(*rules_place(rules_path, config_path))


def rules_place(rules_path: Path | None, config_path: Path) -> tuple[Path, tzinfo]:
    """The folder of rules to use, and the zone of their days."""
    if not is_config_meant(config_path):
        return rules_path or Path("rules"), UTC
    config = read_config(config_path)
    return rules_path or config.rules, config.timezone


def is_config_meant(config_path: Path) -> bool:
    """Whether a command that can do without a config should read one: it is named, or it is there."""
    return "MONITOR_CONFIG" in os.environ or config_path != Path("config.toml") or config_path.exists()


def length_of(_: click.Context, __: click.Parameter, value: str | None) -> timedelta | None:
    """The callback of an option that takes a length of time, such as 24h or 7d."""
    try:
        return duration(value) if value is not None else None
    except ValueError as exc:
        raise click.BadParameter(str(exc).replace(" | ", ": ")) from exc


def existing_database(config: Config) -> str:
    """The database's address. Raises StoreError where nothing has run yet: looking must not make one."""
    from monitor.store.lock import has_run_on
    from monitor.store.sqlite_file import examine, file_of

    path = file_of(config.database)
    if path is not None and not path.exists():
        examine(path, has_vanished=has_run_on(config.database))
        raise StoreError(f"there is no database at {path} yet: `monitor run` makes it at its first start")
    return config.database


def encoder_for(config: Config) -> Encoder:
    """The embedding model, where one is configured. Raises ConfigError; imports nothing where none is."""
    if config.stories.embeddings is None:
        return NO_MODEL
    from monitor.stories.encoder import ModelFault, load_encoder

    loaded = load_encoder(config.stories.embeddings, config.stories.alike)
    if isinstance(loaded, ModelFault):
        document = read_document(config.path)
        place = document.place("stories", "embeddings")
        raise ConfigError([document.problem(place, loaded.message, loaded.hint)])
    return loaded


def sender_for(slack: SlackConfig, *, terminal_only: bool = False) -> Sender:
    """The way alerts go: Slack with a bot token, a webhook, else this terminal. A door that costs start-up time."""
    if terminal_only or (slack.token is None and slack.webhook is None):
        return TerminalSender(screen())
    from monitor.slack.send import SlackSender, WebhookSender

    if slack.token is not None:
        return SlackSender(slack.token.get_secret_value(), slack.api_url)
    assert slack.webhook is not None
    return WebhookSender(slack.webhook.get_secret_value())
