"""Feeds of a list → tables for config.toml: OpmlFeed → what is new → TOML.

The config stays the source of truth: tables are only ever added at its end, so its comments and order stay.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.feeds.opml import OpmlFeed
from monitor.items import canonical_url, language
from monitor.model import Feed


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
        if not feed.url.lower().startswith(("http://", "https://")) or canonical_url(feed.url) in known:
            continue
        new = _new_feed(feed, taken)
        taken.add(new.id)
        known.add(canonical_url(feed.url))
        yield new


def _new_feed(feed: OpmlFeed, taken: set[str]) -> NewFeed:
    host = urlsplit(feed.url).hostname or "feed"
    reliability = (feed.attribute("monitorReliability") or "").upper()
    return NewFeed(
        id=_free_id(feed.attribute("monitorId") or feed.title or host, taken),
        url=feed.url,
        publisher=feed.attribute("monitorPublisher") or feed.title or host.removeprefix("www."),
        lang=language(feed.lang),
        state_media=(feed.attribute("monitorStateMedia") or "").lower() == "true",
        reliability=reliability if reliability in set("ABCDEF") else None,
    )


def _free_id(wish: str, taken: set[str]) -> str:
    """An id made of a name; with a number behind it where the name is taken."""
    slug = re.sub(r"[^a-z0-9]+", "-", wish.lower()).strip("-")[:50] or "feed"
    number = 1
    while (found := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return found


def table_of(feed: NewFeed) -> str:
    """The feed as a [[feed]] table."""
    lines = ["[[feed]]", f"id = {_string(feed.id)}", f"url = {_string(feed.url)}"]
    lines.append(f"publisher = {_string(feed.publisher)}")
    if feed.lang:
        lines.append(f"lang = {_string(feed.lang)}")
    if feed.state_media:
        lines.append("state_media = true")
    if feed.reliability:
        lines.append(f"reliability = {_string(feed.reliability)}")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """A TOML basic string: JSON's, but for the one control character that JSON leaves as it is."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
