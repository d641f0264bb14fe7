"""`monitor feeds add|remove|import|export`: the declared feeds, as config.toml and as OPML have them.

The config is written only once what is to stand in it was read as a config.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click
from rich.text import Text

from monitor.addresses import shown, without_user
from monitor.cli.ask import Answer, ask, candidate
from monitor.cli.options import config_option
from monitor.cli.output import fail, moment, screen
from monitor.config import Config, read_config
from monitor.errors import ConfigError, MonitorError, Problem
from monitor.feeds.adopt import NewFeed, new_feeds, table_of, warnings_of, without_feed
from monitor.feeds.discover import Offer, offers_of
from monitor.feeds.opml import OpmlFeed, feeds_from_opml, opml_of
from monitor.feeds.pace import entries
from monitor.items import item_from
from monitor.model import Feed, Item, ParsedFeed
from monitor.schema import nearest

PREVIEWED = 5
RESTART = "restart the daemon to poll"


# --- add -------------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("url")
@click.option("--id", "feed_id", help="Its id in the config.  [default: made of its title]")
@click.option("--publisher", help="Who publishes it.  [default: its title]")
@click.option("--dry-run", is_flag=True, help="Only look: change nothing.")
@config_option
def add(config_path: Path, url: str, feed_id: str | None, publisher: str | None, *, dry_run: bool) -> None:
    """Adds a feed to the config, by its address or by that of a page which offers one.

    Shows what it lists now, and warns of a feed that looks dead, thin or undated. Nothing is added where it can't be
    read, or is declared already.
    """
    config = read_config(config_path, may_be_empty=True)
    url = url.strip()
    if "://" in url and not url.lower().startswith(("http://", "https://")):
        raise MonitorError(f"{shown(url)} can't be asked for: only http and https addresses can")
    found, said, others = _find(config, url if "://" in url else f"https://{url}")
    (new,) = tuple(new_feeds([_listed(found, said, feed_id, publisher)], config.feeds)) or (None,)
    if new is None:
        raise MonitorError(f"{shown(found)} is declared already: `monitor feeds list` shows it")
    now = datetime.now(UTC)
    items = [item_from(entry, candidate(found), now) for entry in said.entries]
    _preview(new, said, items, others, config, now)
    if dry_run:
        return
    _write(config_path, f"{_text(config_path)}\n{table_of(new)}")
    screen().print(Text(f"added  {new.id}  {shown(new.url)}; {RESTART} it"))


def _find(config: Config, url: str) -> tuple[str, ParsedFeed, tuple[Offer, ...]]:
    """The feed at an address, or the first that the page there offers, and what else it offers."""
    answer = asyncio.run(ask(config, candidate(url)))
    if isinstance(answer.said, ParsedFeed):
        return _lasting(answer, url), answer.said, ()
    offers = offers_of(answer.fetched.body, answer.fetched.url, answer.fetched.content_type) if answer.fetched else ()
    for number, offer in enumerate(offers):
        found = asyncio.run(ask(config, candidate(offer.url)))
        if isinstance(found.said, ParsedFeed):
            return _lasting(found, offer.url), found.said, offers[:number] + offers[number + 1 :]
    tried = f"; none of the {len(offers)} feeds that it offers can be read" if offers else ""
    message = answer.said.message
    raise MonitorError(f"{message if shown(url) in message else f'{shown(url)}: {message}'}{tried}")


def _lasting(answer: Answer, url: str) -> str:
    """Where it moved to for good, where it did."""
    return (answer.fetched.moved_to if answer.fetched else None) or url


def _listed(url: str, said: ParsedFeed, feed_id: str | None, publisher: str | None) -> OpmlFeed:
    given = (("monitorId", feed_id), ("monitorPublisher", publisher))
    attributes = tuple((name, value) for name, value in given if value)
    return OpmlFeed(url=url, title=" ".join(said.title.split()), lang=said.lang, attributes=attributes)


def _preview(
    new: NewFeed, said: ParsedFeed, items: list[Item], others: tuple[Offer, ...], config: Config, now: datetime
) -> None:
    print_ = screen().print
    print_(Text(f"{new.publisher}: {entries(len(items))} at {shown(new.url)}"))
    for item in items[:PREVIEWED]:
        print_(
            Text(f"  {moment(item.published_at, config.timezone) if item.published_at else 'no date':<22}{item.title}")
        )
    if said.hints.every:
        print_(Text(f"it asks to be polled no more often than every {int(said.hints.every.total_seconds() // 60)} min"))
    for warning in warnings_of(items, now):
        print_(Text(f"! {warning}", style="yellow"))
    for offer in others:
        print_(Text(f"the page also offers  {shown(offer.url)}  {offer.title}"))


# --- remove ----------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("feed_id", metavar="ID")
@config_option
def remove(config_path: Path, feed_id: str) -> None:
    """Takes a feed out of the config, whose comments and order stay. What it brought is kept."""
    config = read_config(config_path)
    ids = [feed.id for feed in config.feeds]
    if feed_id not in ids:
        meant = nearest(feed_id, ids)
        hint = f"did you mean {meant!r}?" if meant else "`monitor feeds list` shows the ids"
        raise MonitorError(f"no feed has the id {feed_id!r}: {hint}")
    if len(ids) == 1:
        raise MonitorError(f"{feed_id!r} is the only feed: a watch needs one; add another first")
    text = without_feed(_text(config_path), ids.index(feed_id))
    rest = tuple(feed for feed in config.feeds if feed.id != feed_id)
    if text is None or not _says(config_path, text, rest):
        raise MonitorError(f"{feed_id!r} is not written as a [[feed]] table of its own: take it out by hand")
    _write(config_path, text)
    screen().print(Text(f"removed  {feed_id}; restart the daemon to poll it no more"))


# --- import and export -----------------------------------------------------------------------------------------------


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def import_(config_path: Path, file: Path) -> None:
    """Adds the feeds of an OPML file to the config, at its end; seeds/feeds.opml is a list to start from.

    A feed whose address the config has already is left out. The file need not be well-formed XML.
    """
    config = read_config(config_path, may_be_empty=True)
    try:
        listed = feeds_from_opml(file.read_bytes().decode("utf-8-sig", "replace"))
    except OSError as exc:
        raise MonitorError(f"{file} can't be read: {exc.strerror or exc}") from exc
    if not listed:
        raise MonitorError(f"{file} lists no feed: an OPML file has outlines with xmlUrl")
    added = tuple(new_feeds(listed, config.feeds))
    if added:
        _write(config_path, _text(config_path) + "".join(f"\n{table_of(feed)}" for feed in added))
    for feed in added:
        screen().print(f"added  {feed.id}  {shown(feed.url)}", markup=False)
    count = "1 feed" if len(added) == 1 else f"{len(added)} feeds"
    screen().print(f"{count} added, {len(listed) - len(added)} left out{f'; {RESTART} them' if added else ''}")


@click.command()
@config_option
def export(config_path: Path) -> None:
    """Writes the declared feeds as OPML to standard output, for other readers, and for `feeds import`.

    Users and passwords are left out: lists of feeds are handed on.
    """
    config = read_config(config_path)
    click.echo(opml_of(config.feeds), nl=False)
    if files := [feed.id for feed in config.feeds if feed.is_file]:
        fail(f"left out, since they are files of this machine: {', '.join(files)}")
    if closed := [feed.id for feed in config.feeds if without_user(feed.url) != feed.url and not feed.is_file]:
        fail(f"written without their user and password: {', '.join(closed)}")


# --- The file --------------------------------------------------------------------------------------------------------


def _text(config_path: Path) -> str:
    return config_path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n"


def _write(config_path: Path, text: str) -> None:
    """Puts a good config in place of the old one, at one stroke, or nothing at all."""
    try:
        _draft(config_path, text, keep=True)
    except ConfigError as exc:  # its places are in lines that nobody has
        told = "; ".join(_without_place(problem) for problem in exc.problems)
        raise MonitorError(f"{config_path} stays as it was, since this can't stand in it: {told}") from exc


def _without_place(problem: Problem) -> str:
    line = f"{problem.excerpt.strip()}: " if problem.excerpt else ""
    return f"{line}{problem.message}" + (f" (hint: {problem.hint})" if problem.hint else "")


def _says(config_path: Path, text: str, feeds: tuple[Feed, ...]) -> bool:
    """Whether the text, as a config, declares these feeds and no others."""
    try:
        return _draft(config_path, text, keep=False).feeds == feeds
    except ConfigError:
        return False


def _draft(config_path: Path, text: str, *, keep: bool) -> Config:
    """The text as a config, read from a draft beside the file; `keep` puts the draft in the file's place."""
    draft = config_path.with_name(f".{config_path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        config = read_config(draft)
        if keep:
            draft.replace(config_path)
    except OSError as exc:
        raise MonitorError(f"{config_path} can't be written: {exc.strerror or exc}") from exc
    finally:
        draft.unlink(missing_ok=True)
    return config
