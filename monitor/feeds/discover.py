"""A page → the feeds that it offers, by its links (https://www.rssboard.org/rss-autodiscovery).

Only what the page itself declares is offered: guessing at /feed and /rss would be asking for what nobody offered.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
MOST_BYTES = 128 * 1024  # of a page; its head is at its beginning
MOST_OFFERS = 20
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A feed that a page links to, with the title that the page gives it."""

    url: str
    title: str = ""


def offers_of(page: bytes, url: str, content_type: str | None) -> tuple[Offer, ...]:
    """The feeds that a page offers, in its order, each address once. Never raises, whatever the bytes."""
    head = page[:MOST_BYTES]
    reader = _Links()
    with suppress(AssertionError):  # html.parser on broken declarations; what was read until there counts
        reader.feed(_text(head, content_type))
    found: dict[str, Offer] = {}
    for offer in _offers(reader, url):
        found.setdefault(offer.url, offer)
    return tuple(found.values())[:MOST_OFFERS]


def _offers(reader: "_Links", url: str) -> Iterator[Offer]:
    for link in reader.links:
        if "alternate" not in link.get("rel", "").lower().split():
            continue
        if link.get("type", "").partition(";")[0].strip().lower() not in FEED_TYPES:
            continue
        try:
            address = urljoin(urljoin(url, reader.base), link.get("href", "").strip())
        except ValueError:  # a broken IPv6 host
            continue
        if address.lower().startswith(("http://", "https://")) and link.get("href", "").strip():
            yield Offer(url=address, title=" ".join(link.get("title", "").split())[:200])


class _Links(HTMLParser):
    """Gathers <link> and the first <base>."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.lower(): value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(values)
        elif tag == "base" and not self.base:
            self.base = values.get("href", "")


def _text(head: bytes, content_type: str | None) -> str:
    declared = CHARSET.search(content_type or "") or CHARSET.search(head[:2000].decode("latin-1"))
    try:
        return head.decode(declared[1] if declared else "utf-8", "replace")
    except (LookupError, ValueError):
        return head.decode("utf-8", "replace")
