"""Feeds into config.toml and out of it: OpmlFeed → what is new → TOML; text → text without a feed's table.

The config stays the source of truth, and its own: tables are added at its end, and one is taken out line by line, so
that comments and order stay. Whoever writes it reads it first as a config.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import normalize
from urllib.parse import urlsplit

from monitor.addresses import canonical_url
from monitor.document import toml_string
from monitor.feeds.address import host_of
from monitor.feeds.health import undated_words
from monitor.feeds.opml import OpmlFeed
from monitor.items import language
from monitor.model import Feed, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A feed to declare."""

    id: str
    url: str
    publisher: str
    lang: str | None = None
    state_media: bool = False
    reliability: str | None = None


def new_feeds(listed: Iterable[OpmlFeed], declared: Iterable[Feed]) -> Iterator[NewFeed]:
    """Those of the list whose address is not declared yet, each with an id that nobody has."""
    declared = tuple(declared)
    taken = {feed.id for feed in declared}
    known = {canonical_url(feed.url) for feed in declared}
    for feed in listed:
        is_address = feed.url.lower().startswith(("http://", "https://")) and host_of(feed.url)
        if not is_address or canonical_url(feed.url) in known:
            continue
        new = _new_feed(feed, taken)
        taken.add(new.id)
        known.add(canonical_url(feed.url))
        yield new


def _new_feed(feed: OpmlFeed, taken: set[str]) -> NewFeed:
    host = urlsplit(feed.url).hostname or "feed"
    reliability = (feed.attribute("monitorReliability") or "").upper()
    return NewFeed(
        id=_free_id(_slug(feed.attribute("monitorId") or feed.title) or _slug(host) or "feed", taken),
        url=feed.url,
        publisher=feed.attribute("monitorPublisher") or feed.title or host.removeprefix("www."),
        lang=language(feed.lang),
        state_media=(feed.attribute("monitorStateMedia") or "").lower() == "true",
        reliability=reliability if reliability in set("ABCDEF") else None,
    )


def _slug(name: str) -> str:
    """A name as an id may be written; empty where no letter of it is Latin."""
    plain = MARKS.sub("", normalize("NFKD", name[:LONGEST_NAME].lower()))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-")


LONGEST_NAME = 200  # characters that are read for an id: to normalise a run of marks takes the square of its length
MARKS = re.compile("[\u0300-\u036f]")  # what makes é of an e


def _free_id(slug: str, taken: set[str]) -> str:
    """The id; with a number behind it where it is taken."""
    number = 1
    while (found := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return found


def table_of(feed: NewFeed) -> str:
    """The feed as a [[feed]] table."""
    lines = ["[[feed]]", f"id = {toml_string(feed.id)}", f"url = {toml_string(feed.url)}"]
    lines.append(f"publisher = {toml_string(feed.publisher)}")
    if feed.lang:
        lines.append(f"lang = {toml_string(feed.lang)}")
    if feed.state_media:
        lines.append("state_media = true")
    if feed.reliability:
        lines.append(f"reliability = {toml_string(feed.reliability)}")
    return "\n".join(lines) + "\n"


# --- Out of the config -----------------------------------------------------------------------------------------------

HEADER = re.compile(r"\s*\[")
FEED_HEADER = re.compile(r"\s*\[\[\s*feed\s*\]\]")


def without_feed(text: str, index: int) -> str | None:
    """The config without its `index`-th [[feed]] table, comments outside it kept; None where no such lines stand.

    It goes by lines, so a string that looks like a table misleads it: what comes out is to be read as a config and
    compared before it is written.
    """
    lines = text.splitlines(keepends=True)
    headers = [number for number, line in enumerate(lines) if FEED_HEADER.match(line)]
    if index >= len(headers):
        return None
    start = headers[index]
    end = next((number for number in range(start + 1, len(lines)) if HEADER.match(lines[number])), len(lines))
    while end > start + 1 and is_between(lines[end - 1]):  # what stands before the next table speaks of that one
        end -= 1
    kept = lines[:start] + lines[end:]
    if start and start < len(kept) and not kept[start - 1].strip() and not kept[start].strip():
        del kept[start]  # one empty line where there were two
    return "".join(kept)


def is_between(line: str) -> bool:
    """Whether a line is empty or a comment."""
    return not line.strip() or line.lstrip().startswith("#")


# --- What to think of before a feed is added -------------------------------------------------------------------------

DEAD_AFTER = timedelta(days=90)
THIN = 40  # characters of summary and body together, at the median


def warnings_of(items: Sequence[Item], now: datetime) -> Iterator[str]:
    """What its owner should know of a feed that is new, from the items that it lists now."""
    if not items:
        yield "it lists nothing: it may be dead, or fill only now and then"
        return
    dates = [item.published_at for item in items if item.published_at is not None]
    if dates and now - max(dates) > DEAD_AFTER:
        yield f"it looks dead: its newest entry is of {max(dates):%Y-%m-%d}"
    if (undated := len(items) - len(dates)) * 2 >= len(items):
        yield undated_words(undated, len(items))
    lengths = sorted(len(item.summary) + len(item.body) for item in items)
    if lengths[len(lengths) // 2] < THIN:
        yield "it is thin: most entries are a title alone, so rules have little to match"
