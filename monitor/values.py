"""What a value of config.toml, or of a rule, may be: the value → itself, read, or a ValueError.

The error's text has two parts, "what is wrong | what to do", as schema.py tells them.
"""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from ipaddress import ip_network
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from monitor.addresses import shown
from monitor.model import Severity
from monitor.schedule import quiet_hours
from monitor.schema import Duration


def _timezone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (OSError, ValueError) as exc:  # ZoneInfoNotFoundError is a KeyError on some systems, an OSError on others
        raise ValueError(f'"{name}" is no time zone | use a name such as "Europe/Brussels"') from exc
    except KeyError as exc:
        raise ValueError(f'"{name}" is no time zone | use a name such as "Europe/Brussels"') from exc


def _http_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that are no IPv6 address
        is_one = False
    if not is_one:
        raise ValueError(f'"{shown(value)}" is no http or https address | write it as "https://host/path"')
    return value


def _feed_url(value: str) -> str:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", value):
        return _http_url(value)
    if not value.strip():
        raise ValueError("'url' is empty | give the feed's address, or the path of a file")
    return value


SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://(?=.)")  # as people, providers and SQLAlchemy write it


def database(value: str) -> str:
    path = value.removeprefix("sqlite:///")
    if SERVER.match(value):
        return value
    if "://" in path:
        kind = value.partition("://")[0]
        hint = 'write a path, such as "data/monitor.db", or "postgresql+psycopg://user@host/database"'
        raise ValueError(f"{kind}:// is no database that monitor works on | {hint}")
    if not path.strip() or path.endswith("/"):
        raise ValueError(f'"{value}" is no file\'s path | write one such as "data/monitor.db"')
    return value


def _header(value: str) -> str:
    if not value.isascii():
        raise ValueError("goes into an HTTP header: it must be ASCII | write it without accents")
    return value


def _feed_id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", value):
        raise ValueError(f'"{value}" can\'t be a feed\'s id | use up to 64 letters, digits, ".", "_" and "-"')
    return value


def _channel(value: str) -> str:
    if not re.fullmatch(r"#?[^\s#<>@]{1,80}", value):
        raise ValueError(f'"{value}" is no channel | write "#name", or the id that Slack shows, such as "C0123456789"')
    return value


# Whom a message may call, as people write it, and as Slack does.
MENTION_FORMS: Final[tuple[tuple[Literal["broadcast", "user", "usergroup"], re.Pattern[str]], ...]] = (
    ("broadcast", re.compile(r"@(here|channel|everyone)|<!(here|channel|everyone)(?:\|[^<>]*)?>")),
    ("usergroup", re.compile(r"@(S[A-Z0-9]{2,30})|<!subteam\^(S[A-Z0-9]{2,30})(?:\|[^<>]*)?>")),
    ("user", re.compile(r"@([UW][A-Z0-9]{1,30})|<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")),
)


def _mentions(value: str) -> str:
    for word in value.split():
        if not any(form.fullmatch(word) for _, form in MENTION_FORMS):
            hint = "write @here, @channel, @everyone, or an id that Slack shows: @U0123456789, of a group @S0123456789"
            raise ValueError(f'"{word}" calls nobody | {hint}')
    return value


def _hosts(value: object) -> object:
    if isinstance(value, bool):
        return value
    if not isinstance(value, list) or not all(isinstance(host, str) for host in value):
        raise ValueError('\'allow_private_hosts\' is true, false, or a list such as ["127.0.0.1", "10.0.0.0/8"]')
    for host in value:
        if "/" in host:
            _network(host)
    return tuple(value)


def _network(text: str) -> None:
    try:
        ip_network(text)
    except ValueError as exc:
        raise ValueError(f'"{text}" is no network | write it as "10.0.0.0/8"') from exc


def _deadline(value: timedelta) -> timedelta:
    if value > timedelta(minutes=2):
        raise ValueError('is longer than a feed may take | write at most "2m"')
    return value


def _quiet_hours(value: str) -> str:
    quiet_hours(value, UTC)
    return value


def _routes(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    unknown = [key for key in value if key not in list(Severity)]
    if unknown:
        raise ValueError(f"there is no severity '{unknown[0]}' | use one of: {', '.join(Severity)}")
    return {Severity(severity): channel for severity, channel in value.items()}


Channel = Annotated[str, AfterValidator(_channel)]
Mentions = Annotated[str, AfterValidator(_mentions)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Header = Annotated[str, AfterValidator(_header)]
TimeZone = Annotated[ZoneInfo, BeforeValidator(_timezone), WithJsonSchema({"type": "string"})]
Database = Annotated[str, AfterValidator(database)]
Deadline = Annotated[Duration, AfterValidator(_deadline)]
FeedId = Annotated[str, AfterValidator(_feed_id)]
FeedUrl = Annotated[str, AfterValidator(_feed_url)]
Hosts = Annotated[bool | tuple[str, ...], BeforeValidator(_hosts)]
NightHours = Annotated[str, AfterValidator(_quiet_hours)]
Routes = Annotated[Mapping[Severity, Channel], BeforeValidator(_routes)]
