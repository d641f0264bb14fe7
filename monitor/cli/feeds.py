"""`monitor feeds`: what is polled, and what it says."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click
from rich.text import Text

from monitor.cli.options import config_option, format_option
from monitor.cli.output import moment, print_rows, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError, RuleFilesError
from monitor.feeds.adopt import new_feeds, table_of
from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import allow_private
from monitor.feeds.opml import feeds_from_opml
from monitor.feeds.worker import ParserPool
from monitor.items import item_from, publisher_of
from monitor.model import Feed, FeedState, Fetched, FetchError, FetchRequest, Item, NotModified, ParsedFeed, ParseError
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.schema import nearest
from monitor.store import open_store


@click.group()
def feeds() -> None:
    """The feeds of the config: which they are, how they do, and what they say now."""


@feeds.command("list")
@config_option
@format_option
def list_(config_path: Path, format_: str) -> None:
    """Lists the declared feeds: when they were polled, when they are next, and what fails."""
    config = read_config(config_path)
    states: dict[str, FeedState] = {}
    if Path(config.database.removeprefix("sqlite:///")).exists():
        store = open_store(config.database)
        states = {state.feed_id: state for state in store.feed_states()}
        store.close()
    zone = config.timezone if format_ == "people" else None
    rows = [_feed_row(feed, states.get(feed.id), zone) for feed in config.feeds]
    columns = ("id", "publisher", "every", "polled", "next", "fault")
    print_rows(rows, columns, format_, "The config names no feed.")


def _feed_row(feed: Feed, state: FeedState | None, zone: ZoneInfo | None) -> dict[str, object]:
    """`zone`: write times for people, in that time zone."""
    polled, due = (state.polled_at, state.next_poll_at) if state else (None, None)
    return {
        "id": feed.id,
        "url": feed.url,
        "publisher": feed.publisher,
        "state_media": feed.state_media,
        "reliability": feed.reliability,
        "every": feed.every,
        "polled": moment(polled, zone) if polled and zone else polled,
        "next": moment(due, zone) if due and zone else due,
        "fault": state.fault if state else None,
    }


@feeds.command()
@click.argument("wanted", metavar="ID|URL")
@click.option("--limit", type=click.IntRange(1, 2000), default=20, show_default=True, help="How many entries to show.")
@config_option
@format_option
def poll(config_path: Path, format_: str, wanted: str, limit: int) -> None:
    """Fetches one feed now and shows what it says and which rules match. Nothing is recorded or told.

    Works for a feed of the config, and for any address before you add it.
    """
    config = read_config(config_path)
    feed = _feed(config, wanted)
    said = asyncio.run(_read(config, feed))
    if not isinstance(said, ParsedFeed):
        raise MonitorError(f"{wanted}: {said}")
    now = datetime.now(UTC)
    items = [item_from(entry, feed, now) for entry in said.entries]
    rules = _rules(config)
    zone = config.timezone if format_ == "people" else None
    if zone:
        title = said.title or "a feed without a title"
        screen().print(Text(f"{title}: {len(items)} entries, {_undated(items)} without a date\n"))
    rows = [_row(item, rules, now, zone) for item in items[:limit]]
    print_rows(rows, ("published", "rules", "title"), format_, "The feed is empty: it has no entries.")


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def import_(config_path: Path, file: Path) -> None:
    """Adds the feeds of an OPML file to the config, at its end; seeds/feeds.opml is a list to start from.

    A feed whose address the config has already is left out. The file need not be well-formed XML.
    """
    config = read_config(config_path)
    try:
        listed = feeds_from_opml(file.read_bytes().decode("utf-8-sig", "replace"))
    except OSError as exc:
        raise MonitorError(f"{file} can't be read: {exc.strerror or exc}") from exc
    if not listed:
        raise MonitorError(f"{file} lists no feed: an OPML file has outlines with xmlUrl")
    added = tuple(new_feeds(listed, config.feeds))
    if added:
        _append(config_path, "".join(f"\n{table_of(feed)}" for feed in added))
    for feed in added:
        screen().print(f"added  {feed.id}  {feed.url}", markup=False)
    screen().print(f"{len(added)} feeds added, {len(listed) - len(added)} left out; restart the daemon to poll them")


def _append(config_path: Path, tables: str) -> None:
    """Adds to the config what is still a good config with it, or nothing at all."""
    text = config_path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n"
    draft = config_path.with_name(f".{config_path.name}.draft")
    try:
        draft.write_text(text + tables, encoding="utf-8")
        read_config(draft)
        draft.replace(config_path)
    except OSError as exc:
        raise MonitorError(f"{config_path} can't be written: {exc.strerror or exc}") from exc
    finally:
        draft.unlink(missing_ok=True)


def _feed(config: Config, wanted: str) -> Feed:
    """A declared feed by its id, or one for any address."""
    by_id = {feed.id: feed for feed in config.feeds}
    if wanted in by_id:
        return by_id[wanted]
    every = config.feeds[0]
    if wanted.lower().startswith(("http://", "https://")):
        return Feed(id="(new)", url=wanted, publisher=publisher_of(wanted), every=every.every, max_age=every.max_age)
    if Path(wanted).is_file():
        path = str(Path(wanted).resolve())
        return Feed(id="(new)", url=path, publisher=Path(wanted).stem, every=every.every, max_age=every.max_age)
    meant = nearest(wanted, by_id)
    hint = f"did you mean {meant!r}?" if meant else "`monitor feeds list` shows the ids"
    raise MonitorError(f"{wanted!r} is neither a feed's id nor an address nor a file: {hint}")


async def _read(config: Config, feed: Feed) -> ParsedFeed | str:
    """What the feed says, or a sentence that says why it says nothing."""
    polling = config.polling
    async with Fetcher(
        user_agent=polling.user_agent,
        deadline=polling.deadline.total_seconds(),
        allow_private=allow_private(polling.allow_private_hosts),
    ) as fetcher:
        outcome = await fetcher.fetch(FetchRequest(url=feed.url), is_file=feed.is_file)
    match outcome:
        case FetchError():
            return outcome.message
        case NotModified():
            return "the server answers «not modified» to an unconditional request: it is broken"
        case Fetched():
            parser = ParserPool()
            try:
                said = await parser.parse(outcome)
            finally:
                await parser.close()
            return said.message if isinstance(said, ParseError) else said


def _rules(config: Config) -> RuleSet | None:
    """The rules, where they can be used: a look at a feed should not fail for them."""
    try:
        return load_rules(config.rules)
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
