"""`monitor explain`: the life of one item, or why there is none."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click
from click.exceptions import Exit
from rich.text import Text

from monitor.addresses import publisher_of
from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import moment, print_json, readable, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError, RuleFilesError
from monitor.explain import Listing, Step, feeds_near, life_of, never_seen
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store

RECENT = 300  # items of a feed among which the nearest to an unknown address is looked for


@click.command()
@click.argument("wanted", metavar="URL|ID")
@config_option
@format_option
def explain(config_path: Path, format_: str, wanted: str) -> None:
    """Tells the life of one item: fetched, read, placed in a story, each rule's verdict, each decision and delivery.

    URL is an article's address, with or without scheme and tracking parameters. ID is an item's or a story's id, its
    first digits, or a number from `alerts list`. Of a URL that was never seen, says which feeds of its publisher are
    polled and what they listed. Exit code 1 where nothing is known, or several items begin with ID.
    """
    config, now = read_config(config_path), datetime.now(UTC)
    store = open_store(existing_database(config))
    try:
        keys = store.keys_of(wanted)
        if len(keys) > 1 and not is_address(wanted):
            _print_candidates(store, keys, wanted, format_)
            raise Exit(1)
        ruleset = todays_rules(config) if keys else None
        for key in keys:
            print_steps(life(config, store, key, ruleset, now), config.timezone, format_)
        if not keys:
            print_steps(_unseen(config, store, wanted, now), config.timezone, format_)
            raise Exit(1)
    finally:
        store.close()


def is_address(text: str) -> bool:
    """Whether it is meant as an address rather than an id."""
    return "." in text or "/" in text


def todays_rules(config: Config) -> RuleSet | None:
    """The rules as they stand now; None while an edit of them can't be used: what was is told all the same."""
    try:
        return load_rules(config.rules, config.timezone)
    except RuleFilesError:
        return None


def life(config: Config, store: Store, key: str, ruleset: RuleSet | None, now: datetime) -> tuple[Step, ...]:
    """The steps of an item that is kept."""
    trail = store.trail_of(key)
    assert trail is not None, "the store just gave the key"
    return life_of(trail, ruleset, config.feeds, now, partial(moment, zone=config.timezone))


def _unseen(config: Config, store: Store, wanted: str, now: datetime) -> tuple[Step, ...]:
    if not is_address(wanted):
        raise MonitorError(f"no item is known by {wanted!r}: give an address, or an id from `monitor alerts list`")
    url = wanted if "://" in wanted else f"https://{wanted}"
    states = {state.feed_id: state for state in store.feed_states()}
    near = feeds_near(url, config.feeds, store.carriers_of(publisher_of(url)))
    listings = [Listing(feed=feed, state=states.get(feed.id), newest=store.newest_of(feed.id, RECENT)) for feed in near]
    return never_seen(url, listings, config.retention.items, now, partial(moment, zone=config.timezone))


def _print_candidates(store: Store, keys: Iterable[str], wanted: str, format_: str) -> None:
    if format_ != "jsonl":
        screen().print(f"several items begin with {wanted}:", markup=False)
    for trail in filter(None, map(store.trail_of, keys)):
        item = trail.item
        if format_ == "jsonl":
            print_json({"key": item.key, "publisher": item.publisher, "title": item.title, "url": item.url})
        else:
            screen().print(readable(f"{item.key}  {item.publisher}: {item.title}"), markup=False)


def print_steps(steps: Iterable[Step], zone: ZoneInfo, format_: str) -> None:
    """A line a step, with what belongs to it below; one JSON object a step for programs."""
    if format_ == "jsonl":
        for step in steps:
            print_json(step_row(step))
        return
    before = ""
    for step in steps:
        subject = "" if step.subject == before else step.subject
        before = step.subject
        when = f"{moment(step.at, zone)}  " if step.at else ""
        screen().print(Text.assemble((f"{subject:9} ", "bold"), (when, "bright_black"), readable(step.sentence)))
        for line in step.details:
            screen().print(Text(f"{'':14}{readable(line)}", style="bright_black"))


def step_row(step: Step) -> dict[str, object]:
    """A step for programs."""
    return {"subject": step.subject, "at": step.at, "sentence": step.sentence, **step.facts}
