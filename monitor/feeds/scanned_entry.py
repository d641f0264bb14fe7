"""An entry as it grows while its elements are read, in feedparser's shape, by feedparser's own rules (scan.py)."""

import re
from collections.abc import Mapping
from typing import Any

from monitor.feeds.dates import date_of
from monitor.feeds.vocabulary import DATES, HTML_TYPES, TEXT_TYPES


class OutOfRule(Exception):
    """Ends a scan from within expat's handlers; never leaves the scan."""


class ScannedEntry:
    """An entry as it grows, in feedparser's shape. `has` is what it holds so far; depths decide between two texts."""

    def __init__(self, depth: int, about: str | None, begins: int) -> None:
        self.depth = depth
        self.begins = begins
        self.has: dict[str, Any] = {"id": about} if about else {}
        self.depths: dict[str, int] = {}
        self.title_depth = 0  # of the last title that was not empty; 0: none
        self.has_content = False
        self.in_source = False
        self.person: dict[str, str] = {}

    def found(self) -> dict[str, Any]:
        """The whole entry. Raises OutOfRule."""
        if not self.has.get("id") and not self.has.get("link"):
            raise OutOfRule("an entry without an id or link")
        for kind in DATES:
            if not PLAIN_DATE.fullmatch(self.has.get(kind, "")):
                date_of(self.has.get(kind, ""), otherwise=not_plain)
        return self.has

    def pass_over(self, role: str) -> None:
        """feedparser forgets the title's depth at a source or an image."""
        if role in {"source", "image"}:
            self.title_depth = 0
            self.in_source = role == "source"

    def part_for(self, role: str) -> str:
        """Which part a text will be: a second description is the content, until there is one."""
        if role in {"description", "summary"}:
            role = "content" if "summary" in self.has and not self.has_content else "summary"
        self.has_content = self.has_content or role == "content"
        return role

    def takes_link(self, attributes: dict[str, str]) -> bool:
        """Whether a link has an address in its attributes; else it stands in its text."""
        href = attributes.get("url", attributes.get("uri", attributes.get("href"))) or attributes.get("href")
        if href is None:
            return False
        kind = attributes.get("type", "application/atom+xml" if attributes.get("rel") == "self" else "text/html")
        if attributes.get("rel", "alternate") == "alternate" and kind in HTML_TYPES:
            self.has["link"] = address(href)
        return True

    def start_tag(self, name: str, attributes: dict[str, str]) -> None:
        scheme = attributes.get("scheme", attributes.get("domain")) or ("media" if name == "media:category" else None)
        tag = {"term": attributes.get("term"), "scheme": scheme, "label": attributes.get("label")}
        tags = self.has.setdefault("tags", [])
        if any(tag.values()) and tag not in tags:
            tags.append(tag)

    def take(self, role: str, text: str, depth: int, attributes: dict[str, str], lang: str | None) -> None:
        """An element whose text is whole."""
        text = settled(text)
        if role in {"title", "media title"}:
            self._title(role, text, depth, lang)
        elif role == "summary" or role in DATES:
            self._put(role, text, depth)
        elif role == "content":
            self.has.setdefault("content", []).append({"value": text})
            self.has.setdefault("summary", text)
        elif role == "link":
            self.has["link"] = address(
                text if "&" not in text else REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&"))
            )
        elif role == "guid":
            self._guid(text, depth, is_link=attributes.get("ispermalink", "true") == "true")
        elif role == "author":
            self._author(text, depth)
        elif text:
            self._tag(text)

    def _put(self, key: str, text: str, depth: int) -> None:
        """What stands nearer to the entry counts, and of two that stand alike the later one."""
        if key not in self.depths or depth <= self.depths[key]:
            self.depths[key] = depth
            self.has[key] = text

    def _title(self, role: str, text: str, depth: int, lang: str | None) -> None:
        if 0 < self.title_depth <= depth:
            return
        self._put("title", text, depth)
        self.has["title_detail"] = {"language": lang}
        if text and role == "title":
            self.title_depth = depth

    def _guid(self, text: str, depth: int, *, is_link: bool) -> None:
        if is_link:
            text = address(text)
        self._put("id", text, depth)
        self.has.setdefault("guidislink", is_link and "link" not in self.has)
        if is_link:
            self.has.setdefault("link", text)

    def _author(self, text: str, depth: int) -> None:
        person, self.person = self.person, {}
        if person and text:
            raise OutOfRule("an author with both text and parts")
        self._put("author", text, depth)
        name, email = person.get("name"), person.get("email")
        if name or email:
            self.has["author"] = f"{name} ({email})" if name and email else name or email

    def _tag(self, text: str) -> None:
        tags = self.has["tags"]
        tag = {"term": text, "scheme": None, "label": None}
        if tags and not tags[-1]["term"]:
            tags[-1]["term"] = text
        elif tag not in tags:
            tags.append(tag)


# --- Values ------------------------------------------------------------------------------------------------------


def check_type(role: str, attributes: Mapping[str, str]) -> None:
    """A text is plain or escaped HTML; of all else, feedparser makes what it can."""
    if attributes.get("type", "text") not in TEXT_TYPES or (role == "content" and attributes.get("src")):
        raise OutOfRule(f"<{role}> of the type {attributes.get('type')!r:.60}")


def settled(text: str) -> str:
    """With UTF-8 that was read as Latin-1 and encoded again put right, as feedparser does."""
    if text.isascii():
        return text
    if C1.search(text):
        raise OutOfRule("control characters of Windows' charset")
    try:
        return text.encode("latin-1").decode("utf-8")
    except ValueError:  # the rule: it was right as it was
        return text


REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
C1 = re.compile("[\x80-\x9f]")
SLASHES = re.compile(r"([A-Za-z][A-Za-z0-9+-.]*://)/+")


def address(text: str) -> str:
    """feedparser drops slashes after the scheme's two."""
    found = SLASHES.match(text)
    return text if found is None else found[1] + text[found.end() :]


PLAIN_DATE = re.compile(  # what dates.date_of reads by itself, so that it need not be asked here
    r"|(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC|Z)"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)",
    re.ASCII,
)


def not_plain() -> None:
    """For dates that only feedparser may know."""
    raise OutOfRule("a date in a rare form")
