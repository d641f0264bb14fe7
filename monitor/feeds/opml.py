"""Lists of feeds: OPML as it is found → the feeds in it; feeds → OPML.

A recovering reader, since many real lists are no XML: raw `&` in titles and addresses, tags that are never closed. The
text is read tag by tag; what is no outline is passed over. OPML 2.0: http://opml.org/spec2.opml
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from monitor.addresses import without_user
from monitor.model import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """One feed of a list. `groups` are the titles of the outlines around it, outermost first."""

    url: str
    title: str = ""
    html_url: str | None = None
    lang: str | None = None
    groups: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()  # as written, all of them, in their order

    def attribute(self, name: str) -> str | None:
        """An attribute's value, whatever the case of its name."""
        return attribute(self.attributes, name)


# Every alternative consumes what it begins, to the end of the text if need be: one pass over any input.
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"""|<(?P<close>/?)outline\b(?P<attributes>(?:[^>"'/]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|/(?!>))*+)(?P<empty>/?)(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")

MOST_GROUPS = 20  # a list that never closes its outlines does not nest for ever

Attributes = tuple[tuple[str, str], ...]


def feeds_from_opml(text: str) -> tuple[OpmlFeed, ...]:
    """Every outline with an xmlUrl, in order, each address once. Empty where there is none; never raises."""
    found: dict[str, OpmlFeed] = {}
    for feed in outlined_feeds(text):
        found.setdefault(feed.url, feed)
    return tuple(found.values())


def outlined_feeds(text: str) -> Iterator[OpmlFeed]:
    groups: list[str] = []  # one for each outline that is open, feeds too
    for token in TOKEN.finditer(text):
        if token["attributes"] is None:
            continue  # a comment
        if token["close"]:
            del groups[-1:]
            continue
        attributes = read_attributes(token["attributes"])
        if feed := read_outline(attributes, tuple(group for group in groups[-MOST_GROUPS:] if group)):
            yield feed
        if not token["empty"]:
            groups.append("" if feed else title_of(attributes))


def read_outline(attributes: Attributes, groups: tuple[str, ...]) -> OpmlFeed | None:
    url = (attribute(attributes, "xmlUrl") or "").strip()
    if not url:
        return None
    return OpmlFeed(
        url=url,
        title=title_of(attributes),
        html_url=attribute(attributes, "htmlUrl") or None,
        lang=attribute(attributes, "language") or None,
        groups=groups,
        attributes=attributes,
    )


def read_attributes(text: str) -> Attributes:
    return tuple((name, html.unescape(double or single)) for name, double, single in ATTRIBUTE.findall(text))


def attribute(attributes: Attributes, name: str) -> str | None:
    return next((value for key, value in attributes if key.lower() == name.lower()), None)


def title_of(attributes: Attributes) -> str:
    """Lists disagree on which of the two holds the name; `text` is the required one."""
    return " ".join((attribute(attributes, "title") or attribute(attributes, "text") or "").split())


# --- Writing ---------------------------------------------------------------------------------------------------------


def opml_of(feeds: Iterable[Feed]) -> str:
    """The feeds as OPML 2.0, with what only we know of them in attributes of our own; files are nobody else's feeds."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "<head><title>Feeds</title></head>"]
    outlines = [f"<outline {written(outline_of(feed))}/>" for feed in feeds if not feed.is_file]
    return "\n".join([*lines, "<body>", *outlines, "</body>", "</opml>", ""])


def outline_of(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "type", "rss"
    yield "text", feed.publisher
    yield "xmlUrl", without_user(feed.url)
    yield "monitorId", feed.id
    yield "monitorPublisher", feed.publisher
    if feed.lang:
        yield "language", feed.lang
    if feed.state_media:
        yield "monitorStateMedia", "true"
    if feed.reliability:
        yield "monitorReliability", feed.reliability


def written(attributes: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{name}={quoteattr(NOT_IN_XML.sub('', value))}" for name, value in attributes)


NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
