"""`monitor feeds`: what is polled, how it does, and what it says."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import rich_click as click
from click.exceptions import Exit
from rich.text import Text

from monitor.addresses import shown, without_user
from monitor.articles import with_body
from monitor.cli.ask import ask, candidate, read_pages
from monitor.cli.declare import add, export, import_, remove
from monitor.cli.options import config_option, format_option
from monitor.cli.output import moment, print_rows, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError, RuleFilesError
from monitor.feeds.article import Article
from monitor.feeds.health import health_of
from monitor.feeds.pace import PACES, entries
from monitor.items import item_from
from monitor.model import Feed, FeedState, Item, ParsedFeed
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.schema import nearest
from monitor.store import open_store

MOST_PAGES = 5  # articles that one look at a feed fetches


@click.group()
def feeds() -> None:
    """The feeds of the config: which they are, how they do, and what they say now."""


for command in (add, remove, import_, export):
    feeds.add_command(command)


@feeds.command("list")
@config_option
@format_option
def list_(config_path: Path, format_: str) -> None:
    """Lists the declared feeds: when they were polled, when they are next, and what fails."""
    config = read_config(config_path)
    states = _states(config)
    zone = config.timezone if format_ == "people" else None
    rows = [_feed_row(feed, states.get(feed.id), zone) for feed in config.feeds]
    columns = ("id", "publisher", "every", "polled", "next", "fault")
    print_rows(rows, columns, format_, "The config names no feed.")


def _states(config: Config) -> dict[str, FeedState]:
    """What is remembered of each feed; nothing where nothing has run yet."""
    from monitor.store.sqlite_file import file_of

    path = file_of(config.database)
    if path is not None and not path.exists():
        return {}
    store = open_store(config.database)
    states = {state.feed_id: state for state in store.feed_states()}
    store.close()
    return states


def _feed_row(feed: Feed, state: FeedState | None, zone: ZoneInfo | None) -> dict[str, object]:
    """`zone`: write times for people, in that time zone."""
    polled, due = (state.polled_at, state.next_poll_at) if state else (None, None)
    if state is not None and state.habits.stopped_at is not None:
        due = None
    return {
        "id": feed.id,
        "url": without_user(feed.url),
        "publisher": feed.publisher,
        "state_media": feed.state_media,
        "reliability": feed.reliability,
        "every": feed.every,
        "polled": moment(polled, zone) if polled and zone else polled,
        "next": moment(due, zone) if due and zone else due,
        "fault": state.fault if state else None,
    }


@feeds.command()
@click.option("--all", "show_all", is_flag=True, help="Also the feeds that are fine.")
@config_option
@format_option
def health(config_path: Path, format_: str, *, show_all: bool) -> None:
    """Says in words how each feed does: gone, failing since when, moved, stale by its own rhythm, gaps, no dates.

    Exit code 1 where something wants a person.
    """
    config, now = read_config(config_path), datetime.now(UTC)
    states = _states(config)
    rows = [_health_row(feed, states.get(feed.id), config.timezone, now) for feed in config.feeds]
    ill = [row for row in rows if row["wants_a_person"]]
    if format_ == "jsonl":
        print_rows(rows, (), format_, "")
    else:
        for row in rows if show_all else ill:
            screen().print(Text.assemble((f"{row['id']}", "bold"), f"  {row['condition']}"))
            for sentence in (*row["sentences"], row["next"]):
                screen().print(Text(f"    {sentence}"))
        fine = len(rows) - len(ill)
        screen().print(f"{len(ill)} of {len(rows)} feeds want a look" if ill else f"all {fine} feeds are fine")
    if ill:
        raise Exit(1)


def _health_row(feed: Feed, state: FeedState | None, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    found = health_of(feed, state, now, lambda when: moment(when, zone))
    return {
        "id": feed.id,
        "condition": found.condition,
        "wants_a_person": found.condition.wants_a_person,
        "sentences": list(found.sentences),
        "next": _next(state, zone),
        "next_poll_at": state.next_poll_at if state and not state.habits.stopped_at else None,
        "failing_since": state.failing_since if state else None,
        "news_at": state.habits.news_at if state else None,
    }


def _next(state: FeedState | None, zone: ZoneInfo) -> str:
    """When the feed is asked next, and why then."""
    if state is None:
        return "next poll at the daemon's start"
    habits = state.habits
    if habits.stopped_at is not None:
        return f"next poll {PACES['gone']}"
    at = max(state.next_poll_at, habits.held_until or state.next_poll_at)
    why = PACES["throttled"] if at > state.next_poll_at else PACES.get(habits.pace, "")
    return f"next poll {moment(at, zone)}{f', {why}' if why else ''}"


@feeds.command()
@click.argument("wanted", metavar="ID|URL")
@click.option("--limit", type=click.IntRange(1, 2000), default=20, show_default=True, help="How many entries to show.")
@click.option(
    "--full-text", is_flag=True, help=f"Also fetch the articles of the first {MOST_PAGES}, as `full_text` does."
)
@config_option
@format_option
def poll(config_path: Path, format_: str, wanted: str, limit: int, *, full_text: bool) -> None:
    """Fetches one feed now and shows what it says and which rules match. Nothing is recorded or told.

    Works for a feed of the config, and for any address before you add it. Of a feed with `full_text`, the first
    articles are fetched too, so that the rules see what they will see.
    """
    config = read_config(config_path, may_be_empty=True)
    feed = _feed(config, wanted)
    answer = asyncio.run(ask(config, feed))
    said = answer.said
    if not isinstance(said, ParsedFeed):
        raise MonitorError(said.message if shown(wanted) in said.message else f"{shown(wanted)}: {said.message}")
    now = datetime.now(UTC)
    items = [item_from(entry, feed, now) for entry in said.entries]
    rules = _rules(config)
    zone = config.timezone if format_ == "people" else None
    articles = _articles(config, items[: min(limit, MOST_PAGES)]) if full_text or feed.full_text else {}
    items = [with_body(item, articles.get(item.key)) for item in items]
    if zone:
        title = said.title or "a feed without a title"
        screen().print(Text(f"{title}: {entries(len(items))}, {_undated(items)} without a date\n"))
    rows = [_row(item, rules, now, zone) | _article_cell(articles.get(item.key)) for item in items[:limit]]
    columns = ("published", "rules", "article", "title") if articles else ("published", "rules", "title")
    print_rows(rows, columns, format_, "The feed is empty: it has no entries.")


def _feed(config: Config, wanted: str) -> Feed:
    """A declared feed by its id, or one for any address."""
    by_id = {feed.id: feed for feed in config.feeds}
    if wanted in by_id:
        return by_id[wanted]
    if wanted.lower().startswith(("http://", "https://")):
        return candidate(wanted)
    if Path(wanted).is_file():
        return candidate(str(Path(wanted).resolve()), Path(wanted).stem)
    meant = nearest(wanted, by_id)
    hint = f"did you mean {meant!r}?" if meant else "`monitor feeds list` shows the ids"
    raise MonitorError(f"{wanted!r} is neither a feed's id nor an address nor a file: {hint}")


def _articles(config: Config, items: list[Item]) -> dict[str, Article]:
    """What stands behind the links of these items, by their keys."""
    linked = [item for item in items if item.url]
    found = asyncio.run(read_pages(config, [item.url for item in linked]))
    return {item.key: article for item, article in zip(linked, found, strict=True)}


def _article_cell(article: Article | None) -> dict[str, object]:
    """What an article gave: how much text, or why none."""
    return {"article": (article.fault or f"{len(article.text):,} characters") if article else None}


def _rules(config: Config) -> RuleSet | None:
    """The rules, where they can be used: a look at a feed should not fail for them."""
    try:
        return load_rules(config.rules, config.timezone)
    except RuleFilesError:
        return None


def _row(item: Item, rules: RuleSet | None, now: datetime, zone: ZoneInfo | None) -> dict[str, object]:
    published = item.published_at
    return {
        "published": moment(published, zone) if published and zone else published,
        "rules": [match.rule_id for match in rules.match(item, now)] if rules else [],
        "title": item.title,
        "url": item.url,
        "id": item.key,
    }


def _undated(items: list[Item]) -> int:
    return sum(1 for item in items if item.published_at is None)
