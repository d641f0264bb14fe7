"""What config.toml says of operating monitor itself: [retention], [admin], [web], [canary].

    tables (shapes checked) → Retention, AdminConfig, WebConfig, CanaryConfig; secrets: environment or files

Part of the config's shape, apart from it so that config.py stays what a watch is made of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from monitor.document import Document
from monitor.errors import Problem
from monitor.schema import Duration, Table
from monitor.values import Channel

CREDENTIALS = "$CREDENTIALS_DIRECTORY/"  # where systemd's LoadCredential puts secrets; only the service has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long what is kept: items on which nothing was told since they came, stories since they were told last."""

    items: timedelta
    told: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class MailConfig:
    """How notices go by mail. `tls`: from the first byte; else STARTTLS wherever the server offers it."""

    host: str
    port: int
    tls: bool
    sender: str
    to: tuple[str, ...]
    user: str | None = None
    password: SecretStr | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminConfig:
    """What those who run monitor are told, beside `[slack] admin_channel`."""

    report_after: timedelta = timedelta(hours=6)  # how long a feed may be down before it is told
    still_watching: time | None = None  # when the daily line comes, by the clocks of [monitor] timezone
    mail: MailConfig | None = None
    webhook: SecretStr | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """Where /healthz, /readyz and /metrics are served; `host` None: nowhere."""

    host: str | None = None
    port: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryConfig:
    """How often the canary walks, and to which channel; None: to a sender that sends nothing."""

    every: timedelta = timedelta(hours=1)
    channel: str | None = None
    within: timedelta = timedelta(minutes=2)


# --- The shapes ----------------------------------------------------------------------------------------------------


def _clock_time(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError(f'"{value}" is no time of day | write it as "08:00"')
    return value


def _smtp(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        is_one = False
    if not is_one or "@" in value or "/" in value.partition("://")[2].rstrip("/"):
        raise ValueError(f'"{value}" is no mail server | write "smtp://host:587" or "smtps://host:465", no user name')
    return value


def _mailbox(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>,]+@[^\s@<>,]+", value):
        raise ValueError(f'"{value}" is no mail address | write it as "ops@example.org"')
    return value


def _listen(value: str) -> str:
    found = re.fullmatch(r"(?:\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})", value)
    if value != "off" and (found is None or int(found[1]) > 65535):
        raise ValueError(f'"{value}" is no address to listen at | write "127.0.0.1:9747", or "off"')
    return value


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class RetentionTable(Table):
    items: Duration = Field(
        timedelta(days=90), description="Items on which nothing was told, since they came; at least 7d."
    )
    told: Duration = Field(
        timedelta(days=365), description="Stories that were told, since their last report; at least as long as items."
    )


class AdminTable(Table):
    """What those who run monitor are told, beside [slack] admin_channel. Secrets come from files or the environment."""

    report_after: Duration = Field(timedelta(hours=6), description="How long a feed may be down before it is told.")
    still_watching: Annotated[str, AfterValidator(_clock_time)] | None = Field(
        None, description='When the daily line "still watching" comes: "08:00", by [monitor] timezone.'
    )
    smtp: Annotated[str, AfterValidator(_smtp)] | None = Field(
        None,
        description='The mail server for notices that Slack does not take: "smtp://host:587" or "smtps://host:465".',
    )
    smtp_user: str | None = Field(None, description="The user at the mail server; the password is no key of this file.")
    smtp_password_file: str | None = Field(None, description="A file with the password; or MONITOR_SMTP_PASSWORD.")
    mail_from: Mailbox | None = Field(None, description="The sender of notices by mail.")
    mail_to: Annotated[tuple[Mailbox, ...], BeforeValidator(lambda v: tuple(v) if isinstance(v, list) else v)] = Field(
        (), description="Who reads notices by mail."
    )
    webhook_file: str | None = Field(
        None, description="A file with an address that notices are posted to as JSON; or MONITOR_ADMIN_WEBHOOK_URL."
    )


class WebTable(Table):
    """Health and metrics over HTTP."""

    listen: Annotated[str, AfterValidator(_listen)] = Field(
        "127.0.0.1:9747", description='Where /healthz, /readyz and /metrics are served; "off": nowhere.'
    )


class CanaryTable(Table):
    """A test item that walks the whole way, from a feed to a message."""

    every: Duration = Field(timedelta(hours=1), description="How often it walks.")
    within: Duration = Field(timedelta(minutes=2), description="How long it may take.")
    channel: Channel | None = Field(
        None, description="A test channel that it is told in; without it, or without a token, nothing is sent."
    )


LEAST_KEPT = timedelta(days=7)  # what is younger may still be joined by another report, and told


def faults_of_retention(kept: RetentionTable, document: Document) -> Iterator[Problem]:
    if kept.items < LEAST_KEPT:
        message = "'items' is shorter than 7d: what is younger may still grow into a story"
        yield document.problem(document.place("retention", "items"), message, 'write "7d" or more')
    elif kept.told < kept.items:
        key = "told" if "told" in document.data.get("retention", {}) else "items"
        message = "what was told would be kept for less long than what was not"
        yield document.problem(document.place("retention", key), message, "make 'told' as long as 'items', or longer")


def faults_of_admin(table: AdminTable, document: Document) -> Iterator[Problem]:
    """What the shape can't tell: mail needs a server, a sender and somebody to read it."""
    given = {"smtp": table.smtp, "mail_from": table.mail_from, "mail_to": table.mail_to}
    if any(given.values()) and not all(given.values()):
        missing = ", ".join(name for name, value in given.items() if not value)
        present = next(name for name, value in given.items() if value)
        yield document.problem(
            document.place("admin", present), f"mail needs {missing} too", "give smtp, mail_from and mail_to, or none"
        )


# --- Secrets -------------------------------------------------------------------------------------------------------


def secret_path(value: str, folder: Path, environ: Mapping[str, str]) -> Path | None:
    """The file that a `*_file` key names, relative to the config; None for a credential outside of the service."""
    if not value.startswith(CREDENTIALS):
        return folder / value
    credentials = environ.get("CREDENTIALS_DIRECTORY")
    return Path(credentials) / value.removeprefix(CREDENTIALS) if credentials else None


def faults_of_secrets(
    named: Mapping[tuple[str, str], str | None], folder: Path, document: Document, environ: Mapping[str, str]
) -> Iterator[Problem]:
    """Each file that should hold a secret and can't be read, or is empty. `named`: values by table and key."""
    for keys, value in named.items():
        path = secret_path(value, folder, environ) if value is not None else None
        if path is None:
            continue
        place = document.place(*keys)
        try:
            is_empty = not path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as exc:
            why = getattr(exc, "strerror", None) or exc
            yield document.problem(place, f"{keys[1]} can't be read: {why}", "create it, readable for you alone")
        else:
            if is_empty:
                yield document.problem(place, f"{keys[1]} names an empty file", "put the secret into it, nothing else")


def secret(
    environ: Mapping[str, str], variable: str, file: str | None = None, folder: Path | None = None
) -> SecretStr | None:
    """A secret from the environment, else from its file; None where neither has one."""
    value = environ.get(variable, "").strip()
    path = secret_path(file, folder, environ) if file is not None and folder is not None and not value else None
    if path is not None:
        value = path.read_text(encoding="utf-8").strip()
    return SecretStr(value) if value else None


# --- Tables → what the rest of the house gets ------------------------------------------------------------------------


def admin_config(table: AdminTable, folder: Path, environ: Mapping[str, str]) -> AdminConfig:
    return AdminConfig(
        report_after=table.report_after,
        still_watching=time.fromisoformat(table.still_watching) if table.still_watching else None,
        mail=_mail(table, folder, environ) if table.smtp and table.mail_from else None,
        webhook=secret(environ, "MONITOR_ADMIN_WEBHOOK_URL", table.webhook_file, folder),
    )


def _mail(table: AdminTable, folder: Path, environ: Mapping[str, str]) -> MailConfig:
    parts = urlsplit(table.smtp or "")
    tls = parts.scheme == "smtps"
    return MailConfig(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587),
        tls=tls,
        sender=table.mail_from or "",
        to=table.mail_to,
        user=table.smtp_user,
        password=secret(environ, "MONITOR_SMTP_PASSWORD", table.smtp_password_file, folder),
    )


def web_config(table: WebTable) -> WebConfig:
    if table.listen == "off":
        return WebConfig()
    host, _, port = table.listen.rpartition(":")
    return WebConfig(host=host.strip("[]"), port=int(port))


def canary_config(table: CanaryTable) -> CanaryConfig:
    return CanaryConfig(every=table.every, channel=table.channel, within=table.within)
