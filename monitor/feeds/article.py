"""Pages behind links: HTML → the article's text; robots.txt → may we ask. To be run where it can be killed (worker.py).

trafilatura finds the text; what it costs on a page made to hurt is borne by a worker process. robots.txt is read by
Protego, in the terms of RFC 9309.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from protego import Protego

from monitor.items import LONGEST_BODY, text_of
from monitor.model import ParseError

LONGEST_ROBOTS = 500 * 1024  # bytes; RFC 9309 §2.5 asks for that many, at least
SHORTEST = 200  # characters; less is a notice about cookies or a paywall
LONGEST_DELAY = 30.0  # seconds; who asks for more is asked for less


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What stands behind an entry's link: its text, or in `fault` why there is none. `url` is in canonical form."""

    url: str
    fetched_at: datetime
    text: str = ""
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What robots.txt says of an address. `delay`: seconds that it wants between two requests."""

    allowed: bool
    delay: float = 0.0


def article_text(body: bytes, *, url: str, content_type: str | None) -> str | ParseError:  # noqa: ARG001  # as parse_feed
    """The text of the article on a page, its paragraphs on lines of their own. Never raises, whatever the bytes."""
    if is_crowded(body):
        return ParseError(message="its page has a tag of thousands of attributes, which no article has: it is not read")
    from trafilatura import extract  # in the worker alone: it costs a quarter of a second and 30 MB

    try:
        found = extract(body, url=url, include_comments=False, include_tables=False, include_formatting=False)
    except Exception as error:  # noqa: BLE001 - trafilatura and lxml on hostile bytes may raise anything
        return ParseError(message=f"its page can't be read ({type(error).__name__})")
    text = "\n".join(line for line in map(squeezed, (found or "").splitlines()) if line)[:LONGEST_BODY].rstrip()
    if len(text) < SHORTEST:
        return ParseError(message="no article was found on its page: it may be behind a paywall, or need a browser")
    return text


LONGEST_TAG = 8 * 1024  # bytes, each value counted as one
TAGS = re.compile(
    rb"<!--.*?-->|<(?:(script|style)(?=[\s/>]))?(?(1)|[a-z])"
    rb"(?>=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++)|[^>]){0,%d}+(?:(?P<end>>)(?(1).*?(?:</\1|\Z))|\Z)?" % LONGEST_TAG,
    re.DOTALL | re.IGNORECASE,
)


def is_crowded(page: bytes) -> bool:
    """Whether a tag has so many attributes that libxml2, which compares each with all, would be busy for long.

    A long value (a picture as data:) or comment costs it nothing, nor is a `<` in a script a tag.
    """
    return any(is_endless(page, tag) for tag in TAGS.finditer(page))


def is_endless(page: bytes, tag: re.Match[bytes]) -> bool:
    is_comment = page.startswith(b"<!--", tag.start())
    return not is_comment and tag["end"] is None and tag.end() < len(page)


def squeezed(line: str) -> str:
    return text_of(line.replace("<", "&lt;"), LONGEST_BODY)


def permission(body: bytes, *, url: str, agent: str) -> Permission:
    """Whether robots.txt lets `agent`, a product's name without its version, ask for `url`."""
    rules = Protego.parse(body[:LONGEST_ROBOTS].decode("utf-8", "replace").lstrip("\ufeff"))
    delay = rules.crawl_delay(agent) or 0.0
    return Permission(allowed=rules.can_fetch(url, agent), delay=min(max(delay, 0.0), LONGEST_DELAY))


def product(user_agent: str) -> str:
    """The name by which robots.txt knows us: `monitor` of `monitor/0.1 (…)`."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else "*"
