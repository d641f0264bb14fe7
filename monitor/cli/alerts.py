"""`monitor alerts`: what was told, and why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click

from monitor.cli.explain import life, print_steps, step_row, todays_rules
from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import moment, print_json, print_rows, readable, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError
from monitor.explain import Step, decision_step, delivery_step
from monitor.model import Act, DeliveryState
from monitor.store import Store, open_store
from monitor.store.views import AlertLine, StoryFile


@click.group()
def alerts() -> None:
    """What was told, what waits, and why."""


@alerts.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many, newest first.")
@click.option("--state", type=click.Choice([state.value for state in DeliveryState]), help="Only those in this state.")
@config_option
@format_option
def list_(config_path: Path, format_: str, limit: int, state: str | None) -> None:
    """Lists the stories told, newest first: one line per story and channel."""
    config, store = _open(config_path)
    lines = store.alert_lines(limit, state)
    when = [moment(line.delivery.sent_at or line.delivery.created_at, config.timezone) for line in lines]
    rows = [_row(line) | ({"when": at} if format_ == "people" else {}) for line, at in zip(lines, when, strict=True)]
    columns = ("id", "when", "state", "channel", "severity", "rules", "publishers", "headline")
    print_rows(rows, columns, format_, "Nothing was told yet.")
    store.close()


@alerts.command()
@click.argument("wanted", metavar="ID")
@config_option
@format_option
def show(config_path: Path, format_: str, wanted: str) -> None:
    """Shows one story: its message, its reports, how it came to be told, every decision and delivery.

    ID is a number from `alerts list`, a story's id, or the address of an article.
    """
    config, store = _open(config_path)
    found = store.story_file(wanted)
    if found is None:
        raise MonitorError(f"no story is known by {wanted!r}: `monitor alerts list` shows the ids")
    if format_ == "jsonl":
        steps = life(config, store, told_item(found), todays_rules(config), datetime.now(UTC))
        print_json(_story_row(found) | {"explanation": [step_row(step) for step in steps]})
    else:
        _print_story(config, store, found)
    store.close()


@alerts.command()
@click.argument("wanted", metavar="ID")
@click.option("--false/--true", "is_false", default=None, help="A false alarm, or a right one.")
@click.option("--rule", "rule_id", help="Only for this rule.  \\[default: every rule that matches the story]")
@config_option
def mark(config_path: Path, wanted: str, rule_id: str | None, *, is_false: bool | None) -> None:
    """Keeps your word on a story: a false alarm, or a right one. `monitor rules doctor` counts them by rule.

    ID is a number from `alerts list`, a story's id, or the address of an article. The last word on a story counts.
    """
    if is_false is None:
        raise click.UsageError("say what the story was: --false for a false alarm, --true for a right one")
    _, store = _open(config_path)
    found = store.story_file(wanted)
    if found is None:
        raise MonitorError(f"no story is known by {wanted!r}: `monitor alerts list` shows the ids")
    matched = sorted({match.rule_id for match in found.matches})
    if rule_id is not None and rule_id not in matched:
        raise MonitorError(f"{rule_id!r} does not match that story: {', '.join(matched) or 'no rule'} does")
    store.mark(found.story.id, rule_id, datetime.now(UTC), is_false=is_false)
    store.close()
    word = "a false alarm" if is_false else "rightly told"
    screen().print(f"{word}, for {rule_id or ', '.join(matched)}: {readable(found.story.headline)}", markup=False)


@alerts.command()
@click.argument("delivery_id", metavar="ID", type=int)
@click.option("--channel", help="Send it, and all that waits of its story, to this channel instead.")
@config_option
def retry(config_path: Path, delivery_id: int, channel: str | None) -> None:
    """Sends a message that is dead, held or waits at the next turn of its channel; the daemon does it.

    With --channel it goes elsewhere: for messages that wait for a channel which was named wrongly.
    """
    _, store = _open(config_path)
    done = store.retry_delivery(delivery_id, channel)
    store.close()
    if not done:
        raise MonitorError(
            f"message {delivery_id} can't be sent again: it is not dead or held and does not wait, or its story stands "
            "in that channel already; see `monitor alerts list`"
        )
    screen().print(f"delivery {delivery_id} waits again")


def _open(config_path: Path) -> tuple[Config, Store]:
    config = read_config(config_path)
    return config, open_store(existing_database(config))


def _row(line: AlertLine) -> dict[str, object]:
    delivery = line.delivery
    return {
        "id": delivery.id,
        "story": delivery.story_id,
        "state": delivery.state.value,
        "channel": delivery.channel,
        "reason": delivery.reason.value,
        "severity": line.severity.value,
        "rules": list(line.rules),
        "publishers": line.publishers,
        "headline": line.headline,
        "url": line.url,
        "created_at": delivery.created_at,
        "told_at": delivery.sent_at,
        "attempts": delivery.attempts,
        "fault": delivery.fault,
    }


def _story_row(found: StoryFile) -> dict[str, object]:
    return {
        "story": found.story.id,
        "headline": found.story.headline,
        "url": found.story.url,
        "publishers": list(found.story.publishers),
        "items": [
            {"key": item.key, "publisher": item.publisher, "title": item.title, "url": item.url, "dated": item.dated()}
            for item in found.items
        ],
        "rules": sorted({match.rule_id for match in found.matches}),
        "decisions": [
            {
                "at": at,
                "item": decision.item_key,
                "channel": decision.channel,
                "reason": decision.reason.value,
                "rules": list(decision.rules),
            }
            for at, decision in found.decisions
        ],
        "deliveries": [
            {
                "id": one.id,
                "act": one.act.value,
                "state": one.state.value,
                "channel": one.channel,
                "attempts": one.attempts,
                "sent_at": one.sent_at,
                "ts": one.ts,
                "fault": one.fault,
            }
            for one in found.deliveries
        ],
    }


def _print_story(config: Config, store: Store, found: StoryFile) -> None:
    from monitor.courier import message_for
    from monitor.slack.terminal import render

    out, zone = screen(), config.timezone
    posts = [one for one in found.deliveries if one.act == "post"]
    for post in posts[:1]:
        alert = store.alert_for(post)
        if alert is not None:
            out.print(render(message_for(post, alert, post.sent_at or post.created_at)))
            out.print()
    out.print(f"story {found.story.id}: {len(found.items)} reports", markup=False)
    for item in found.items:
        out.print(f"  {moment(item.dated(), zone)}  {readable(f'{item.publisher}: {item.title}')}", markup=False)
        for old, new in pairwise(store.revisions_of(item.key)):
            if old.title != new.title:
                out.print(f"      until {moment(new.seen_at, zone)}: {readable(old.title)}", markup=False)
    now, told = datetime.now(UTC), told_item(found)
    out.print(f"how {'it' if len(found.items) == 1 else 'its told report'} came to be here", markup=False)
    print_steps(life(config, store, told, todays_rules(config), now), zone, "people")
    if len(found.items) > 1:
        out.print("its other reports")
        print_steps(_of_others(found, told, zone), zone, "people")


def told_item(found: StoryFile) -> str:
    """The key of the item that the story's message was sent for; of the first, where none was."""
    return next((one.item_key for one in found.deliveries if one.act is Act.POST), found.items[0].key)


def _of_others(found: StoryFile, told: str, zone: ZoneInfo) -> Iterator[Step]:
    """What was decided on the other reports, and what they sent."""
    yield from (decision_step(when, one) for when, one in found.decisions if one.item_key != told)
    for one in found.deliveries:
        if one.item_key != told and one.act is not Act.POST:
            yield delivery_step(one, (), partial(moment, zone=zone))
