"""`monitor mute`: a rule or a story that nobody wants to hear of for a while."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click

from monitor.cli.options import config_option, existing_database, format_option, length_of
from monitor.cli.output import moment, print_rows, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError
from monitor.rules.files import load_rules
from monitor.store import Store, open_store


@click.command()
@click.argument("subject", metavar="RULE|STORY", required=False)
@click.option("--for", "length", callback=length_of, metavar="TIME", help='How long, such as "24h" or "7d".')
@click.option("--end", is_flag=True, help="End the mute now.")
@config_option
@format_option
def mute(config_path: Path, format_: str, subject: str | None, length: timedelta | None, *, end: bool) -> None:
    """Mutes a rule or a story for a while; without RULE|STORY, lists the mutes that hold.

    RULE is a rule's id. STORY is a number from `alerts list`, a story's id, or the address of an article. What is muted
    is still matched and kept, with `muted` as its reason.
    """
    config = read_config(config_path)
    store, now = open_store(existing_database(config)), datetime.now(UTC)
    try:
        if subject is None:
            _list(store, config.timezone, format_, now)
        elif end:
            _end(store, config, subject, now)
        else:
            _begin(store, config, subject, length, now)
    finally:
        store.close()


def _list(store: Store, zone: ZoneInfo, format_: str, now: datetime) -> None:
    rows: list[dict[str, object]] = [
        {"subject": mute.subject, "since": mute.began_at, "until": mute.ends_at} for mute in store.mutes(now)
    ]
    if format_ == "people":
        rows = [{**row, **{key: moment(row[key], zone) for key in ("since", "until")}} for row in rows]  # type: ignore[arg-type]  # datetimes, as above
    print_rows(rows, ("subject", "since", "until"), format_, "Nothing is muted.")


def _begin(store: Store, config: Config, subject: str, length: timedelta | None, now: datetime) -> None:
    if length is None:
        raise MonitorError(f"for how long? `monitor mute {subject} --for 24h`")
    known = _known(store, config, subject)
    if known is None:
        hint = "`monitor rules list` shows the rules, `monitor alerts list` the stories"
        raise MonitorError(f"neither a rule nor a story is known by {subject!r}: {hint}")
    ends_at = store.mute(known, now, length).ends_at
    screen().print(f"{known} is muted until {moment(ends_at, config.timezone)}", markup=False)


def _end(store: Store, config: Config, subject: str, now: datetime) -> None:
    if not store.unmute(subject, now) and not store.unmute(_known(store, config, subject) or subject, now):
        raise MonitorError(f"{subject!r} is not muted: `monitor mute` lists what is")
    screen().print(f"{subject} is not muted any more", markup=False)


def _known(store: Store, config: Config, subject: str) -> str | None:
    """The id of the rule or story that is meant."""
    if load_rules(config.rules, config.timezone).rule(subject) is not None:
        return subject
    found = store.story_file(subject)
    return found.story.id if found else None
