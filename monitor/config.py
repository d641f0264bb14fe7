"""config.toml → Config, or every fault in it at once.

    path → Document → tables (shapes checked) → Config (paths resolved, feeds complete, no two of one id)

Relative paths are relative to the file that names them. Secrets come from the environment or from files, never from
config.toml itself, and no repr shows them.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr

from monitor.addresses import publisher_of
from monitor.document import Document, read_source, salvaged
from monitor.errors import ConfigError, Place, Problem, ProblemsError
from monitor.model import Backlog, Feed, OnAmbiguous, Severity
from monitor.operating import (
    AdminConfig,
    AdminTable,
    CanaryConfig,
    CanaryTable,
    Retention,
    RetentionTable,
    WebConfig,
    WebTable,
    admin_config,
    canary_config,
    faults_of_admin,
    faults_of_retention,
    faults_of_secrets,
    secret,
    web_config,
)
from monitor.schedule import QuietHours, quiet_hours
from monitor.schema import Duration, Strings, Table, validated
from monitor.values import (
    SERVER,
    Channel,
    Database,
    Deadline,
    FeedId,
    FeedUrl,
    Header,
    Hosts,
    HttpUrl,
    NightHours,
    Routes,
    TimeZone,
    database,
)

CHANNEL = "#monitor"  # where alerts go that nothing sends elsewhere
FLOOD = 600  # stories an hour: ten minutes of Slack's pace
ALIKE = 0.93  # cosine from which two titles mean the same; measured: docs/performance-stories.md


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConfig:
    """Where alerts go. With neither token nor webhook they go to the terminal."""

    channel: str
    api_url: str
    on_ambiguous: OnAmbiguous
    admin_channel: str | None  # where notices go that a channel fails
    probe: timedelta  # how often a channel or token that Slack refuses is tried again
    routes: Mapping[Severity, str]  # channels by severity, for rules that name none
    quiet: QuietHours | None
    flood: int  # stories that a channel takes an hour; 0 is no limit
    corroborate_within: timedelta  # how long min_sources is waited for
    token: SecretStr | None = field(repr=False)
    webhook: SecretStr | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollingConfig:
    """How feeds are asked. `allow_private_hosts`: all of them (True), none, or these hosts and networks."""

    deadline: timedelta
    user_agent: str
    concurrency: int
    allow_private_hosts: bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesConfig:
    """How reports find their story. `embeddings` is the folder of a model; None: there is none."""

    embeddings: Path | None
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All that config.toml and the environment say. `database` is a SQLAlchemy URL; it may hold a password."""

    path: Path
    database: str = field(repr=False)
    rules: Path
    timezone: ZoneInfo
    slack: SlackConfig
    polling: PollingConfig
    retention: Retention
    stories: StoriesConfig
    feeds: tuple[Feed, ...]
    admin: AdminConfig
    web: WebConfig
    canary: CanaryConfig


def read_config(path: Path, environ: Mapping[str, str] = os.environ, *, may_be_empty: bool = False) -> Config:
    """Reads and checks a config file. Raises ConfigError with every fault in it.

    `may_be_empty`: for who adds the first feed, that there is none yet is no fault.
    """
    try:
        document, torn = salvaged(read_source(path), str(path))
    except ProblemsError as exc:
        raise ConfigError(_with_way_out(exc.problems)) from exc
    if document is None:
        raise ConfigError(torn)
    if unprintable := list(_control_characters(document)):
        raise ConfigError([*torn, *unprintable])
    tables = validated(ConfigFile, document.data, document, ())
    if torn or isinstance(tables, list):
        raise ConfigError([*torn, *(tables if isinstance(tables, list) else ())])
    problems = [] if tables.feed or may_be_empty else [_no_feed(document)]
    problems += _faults_between_keys(tables, document)
    problems += faults_of_retention(tables.retention, document)
    problems += faults_of_admin(tables.admin, document)
    problems += _faults_of_folders(tables, document)
    problems += faults_of_secrets(_secret_files(tables), path.resolve().parent, document, environ)
    if problems:
        raise ConfigError(problems)
    return _config(tables, path.resolve(), environ)


def _with_way_out(problems: tuple[Problem, ...]) -> list[Problem]:
    """A first-time user has no config.toml yet: say how to get one."""
    absent = "No such file"
    hint = "`monitor init` writes one to start from; --config names another"
    return [Problem(p.place, p.message, hint) if absent in p.message else p for p in problems]


# --- The shape of the file -----------------------------------------------------------------------------------------


DATABASE = "data/monitor.db"


class _Monitor(Table):
    """The house itself."""

    database: Database = Field(
        DATABASE,
        description="Where all is kept: a file for one process, or postgresql+psycopg://user@host/name for several.",
    )
    rules: str = Field("rules", description="The folder of rule files.")
    timezone: TimeZone = Field(
        ZoneInfo("UTC"),
        description="Of quiet hours, digests, and the days and hours of rules, such as Europe/Brussels.",
    )


class _Slack(Table):
    """Where alerts go. The token comes from SLACK_BOT_TOKEN, or from a file."""

    channel: Channel = Field(CHANNEL, description="Where alerts go, unless a rule or a route names a channel.")
    api_url: HttpUrl = Field("https://slack.com/api/", description="Slack's address; another one is for tests.")
    token_file: str | None = Field(None, description="A file that holds the bot token, readable for you alone.")
    on_ambiguous: OnAmbiguous = Field(
        "resend", description="What to do where a message may be out and the channel can't be read: resend, or hold."
    )
    admin_channel: Channel | None = Field(None, description="Where it is told that another channel fails.")
    probe: Duration = Field(timedelta(minutes=2), description="How often a channel that Slack refuses is tried again.")
    routes: Routes = Field(default_factory=dict, description="Channels by severity, for rules that name none.")
    quiet_hours: NightHours | None = Field(
        None, description='When nothing but the critical is told: "22:00-07:00", by [monitor] timezone.'
    )
    flood: Annotated[int, Field(ge=0)] = Field(
        FLOOD, description="Stories that a channel takes an hour; what is more comes in one summary. 0: no limit."
    )
    corroborate_within: Duration = Field(
        timedelta(hours=6), description="How long min_sources is waited for; then the story is told anyway."
    )


class _Polling(Table):
    """How feeds are asked."""

    every: Duration = Field(timedelta(minutes=10), description="How often, unless a feed names its own.")
    max_every: Duration | None = Field(None, description="Lets quiet feeds be asked less, down to this.")
    min_every: Duration | None = Field(  # a minute, or `every` where that is less: who says so means it
        None, description="No feed may ask for more; a minute, or `every` where that is shorter."
    )
    max_age: Duration = Field(timedelta(days=7), description="What was published longer ago is kept, and not told.")
    deadline: Deadline = Field(timedelta(seconds=30), description="For one feed, everything included; at most 2m.")
    concurrency: Annotated[int, Field(ge=1, le=256)] = Field(32, description="Feeds that are asked at one time.")
    contact: Header | None = Field(None, description="An address in the User-Agent: feeds' owners like to know.")
    user_agent: Header | None = Field(None, description="The whole User-Agent, in place of ours.")
    allow_private_hosts: Hosts = Field(
        False, description="Feeds inside your own network: true, or a list of hosts and networks."
    )


class _Stories(Table):
    embeddings: str | None = Field(None, description="The folder of an embedding model, for monitor[semantic].")
    alike: Annotated[float, Field(gt=0, le=1)] = Field(
        ALIKE, description="The cosine of two titles' embeddings from which they mean the same."
    )


class _Feed(Table):
    """A feed that is polled."""

    id: FeedId = Field(description='Up to 64 letters, digits, ".", "_" and "-".')
    url: FeedUrl = Field(description="Its address, or the path of a file.")
    publisher: str | None = Field(None, description="The newsroom behind it; by default the domain of its address.")
    every: Duration | None = Field(None, description="How often it is asked.")
    max_every: Duration | None = Field(None, description="How slow its own rhythm may make us.")
    max_age: Duration | None = Field(None, description="What was published longer ago is kept, and not told.")
    report_after: Duration | None = Field(None, description="How long it may be down before [admin] is told.")
    backlog: Backlog = Field("24h", description="What of its first poll is told: none, 24h, or all.")
    lang: str | None = Field(None, description="The language of its entries, such as ko; wins over what it says.")
    tags: Strings = Field((), description="Tags for all of its entries, for rules with tag:.")
    state_media: bool = Field(False, description="Shown with every report of it.")
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        None, description="The Admiralty code's letter for a source, A (best) to F."
    )
    full_text: bool = Field(False, description="Fetch the article behind each new entry, as its robots.txt allows.")


class ConfigFile(Table):
    """config.toml: what is watched, and where it is told."""

    monitor: _Monitor = Field(_Monitor(), description="The house itself.")
    slack: _Slack = Field(_Slack(), description="Where alerts go.")
    polling: _Polling = Field(_Polling(), description="How feeds are asked.")
    retention: RetentionTable = Field(RetentionTable(), description="How long the database keeps what.")
    stories: _Stories = Field(_Stories(), description="How reports find their story.")
    admin: AdminTable = Field(AdminTable(), description="What those who run monitor are told, and how.")
    web: WebTable = Field(WebTable(), description="Health and metrics over HTTP.")
    canary: CanaryTable = Field(CanaryTable(), description="A test item that walks the whole way now and then.")
    feed: Annotated[tuple[_Feed, ...], BeforeValidator(lambda v: tuple(v) if isinstance(v, list) else v)] = Field(
        (), description="The feeds that are polled."
    )


# --- What the tables can't tell -----------------------------------------------------------------------------------


def _control_characters(document: Document) -> Iterator[Problem]:
    """No path, address or name holds one, and most of what we hand them to chokes on them."""
    for keys, text in document.strings():
        if any(ord(character) < 32 or ord(character) == 127 for character in text):
            yield document.problem(document.place(*keys), "holds a control character", "write it without")


def _no_feed(document: Document) -> Problem:
    hint = "`monitor feeds add URL` adds one, and `monitor feeds import FILE` those of an OPML list"
    return Problem(Place(document.path), "names no feed", hint)


def _faults_between_keys(tables: ConfigFile, document: Document) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, feed in enumerate(tables.feed):
        earlier = first.setdefault(feed.id, index)
        if earlier != index:
            other = document.place("feed", earlier, "id")
            message = f'two feeds have the id "{feed.id}"'
            yield document.problem(document.place("feed", index, "id"), message, f"the other one is at {other}")
        every = feed.every or tables.polling.every
        least = tables.polling.min_every or min(tables.polling.every, timedelta(minutes=1))
        if every < least:
            keys = ("feed", index, "every") if feed.every else ("polling", "every")
            message = f"asks more often than [polling] min_every allows ({least.total_seconds():g} s)"
            yield document.problem(document.place(*keys), message, "raise it, or lower min_every")
        if feed.max_every is not None and feed.max_every < every:
            message = f"'max_every' is shorter than 'every' ({every.total_seconds():g} s)"
            yield document.problem(document.place("feed", index, "max_every"), message, "raise it, or lower 'every'")


def _faults_of_folders(tables: ConfigFile, document: Document) -> Iterator[Problem]:
    folder = Path(document.path).resolve().parent
    model = tables.stories.embeddings
    if model is not None and not (model and (folder / model).is_dir()):
        message = f'there is no folder "{model}", and a model is never fetched by its name'
        hint = "copy a static model here, such as potion-multilingual-128M, and write the path of its folder"
        yield document.problem(document.place("stories", "embeddings"), message, hint)


def _secret_files(tables: ConfigFile) -> dict[tuple[str, str], str | None]:
    return {
        ("slack", "token_file"): tables.slack.token_file,
        ("admin", "smtp_password_file"): tables.admin.smtp_password_file,
        ("admin", "webhook_file"): tables.admin.webhook_file,
    }


# --- What the rest of the house gets -------------------------------------------------------------------------------


def _config(tables: ConfigFile, path: Path, environ: Mapping[str, str]) -> Config:
    folder = path.parent
    return Config(
        path=path,
        database=database_url(tables.monitor.database, folder),
        rules=folder / tables.monitor.rules,
        timezone=tables.monitor.timezone,
        slack=_slack(tables.slack, tables.monitor.timezone, folder, environ),
        retention=Retention(items=tables.retention.items, told=tables.retention.told),
        polling=PollingConfig(
            deadline=tables.polling.deadline,
            user_agent=_user_agent(tables.polling),
            concurrency=tables.polling.concurrency,
            allow_private_hosts=tables.polling.allow_private_hosts,
        ),
        stories=StoriesConfig(
            embeddings=(folder / tables.stories.embeddings).resolve() if tables.stories.embeddings else None,
            alike=tables.stories.alike,
        ),
        feeds=tuple(_feed(feed, tables, folder) for feed in tables.feed),
        admin=admin_config(tables.admin, folder, environ),
        web=web_config(tables.web),
        canary=canary_config(tables.canary),
    )


NAMES_DATABASE = re.compile(r"""^\s*database\s*=\s*["']([^"']+)["']""", re.MULTILINE)


def database_of_broken(path: Path) -> str | None:
    """The database that a config file seems to name which can't be used; None where that can't be told."""
    try:
        named = NAMES_DATABASE.search(read_source(path))
        return database_url(named[1] if named else DATABASE, path.resolve().parent)
    except (ProblemsError, ValueError):
        return None


def database_url(value: str, folder: Path) -> str:
    """A path, or an SQLite URL, either relative to `folder`; or a server's with its driver. Raises ValueError."""
    value = database(value)
    if SERVER.match(value):
        return SERVER.sub("postgresql+psycopg://", value)
    return f"sqlite:///{(folder / value.removeprefix('sqlite:///')).resolve()}"


def _slack(table: _Slack, zone: ZoneInfo, folder: Path, environ: Mapping[str, str]) -> SlackConfig:
    return SlackConfig(
        channel=table.channel,
        api_url=table.api_url if table.api_url.endswith("/") else table.api_url + "/",
        on_ambiguous=table.on_ambiguous,
        admin_channel=table.admin_channel,
        probe=table.probe,
        routes=table.routes,
        quiet=quiet_hours(table.quiet_hours, zone) if table.quiet_hours else None,
        flood=table.flood,
        corroborate_within=table.corroborate_within,
        token=secret(environ, "SLACK_BOT_TOKEN", table.token_file, folder),
        webhook=secret(environ, "SLACK_WEBHOOK_URL"),
    )


def _user_agent(table: _Polling) -> str:
    if table.user_agent:
        return table.user_agent
    return f"monitor/0.1 (news alerts; contact: {table.contact})" if table.contact else "monitor/0.1 (news alerts)"


def _feed(table: _Feed, tables: ConfigFile, folder: Path) -> Feed:
    polling = tables.polling
    is_web = table.url.lower().startswith(("http://", "https://"))
    url = table.url if is_web else str((folder / table.url.removeprefix("file://")).resolve())
    return Feed(
        id=table.id,
        url=url,
        publisher=table.publisher or (publisher_of(url) if is_web else table.id),
        every=table.every or polling.every,
        max_every=table.max_every or polling.max_every,
        max_age=table.max_age or polling.max_age,
        report_after=table.report_after or tables.admin.report_after,
        backlog=table.backlog,
        lang=table.lang,
        tags=table.tags,
        state_media=table.state_media,
        reliability=table.reliability,
        full_text=table.full_text,
    )
