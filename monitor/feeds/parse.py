"""Bytes to entries: body → what kind of document it is → feedparser or JSON Feed → ParsedFeed | ParseError.

Pure, and still to be run where it can be killed (worker.py): feedparser takes seconds for bodies made to hurt. What is
ordinary enough for the fast scan (`parse_plain`) need not be, and is most feeds.
feedparser only ever gets bytes, since it opens a string as a path or fetches it as an address. Its `bozo` flag is no
failure: it is set for a charset that only disagrees with its header. What counts as failure is a document that is no
feed, or that breaks before its first entry.
"""

import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser

from monitor.feeds.dates import date_of
from monitor.feeds.hints import hints_of
from monitor.feeds.scan import Beyond, Scanned, scan
from monitor.items import CONTROL
from monitor.model import Entry, ParsedFeed, ParseError

MOST_ENTRIES = 2_000
LONGEST_TITLE = 20_000  # characters of raw HTML; items.py cuts the text that is in it
LONGEST_SUMMARY = 200_000
LONGEST_BODY = 500_000
LONGEST_NAME = 500  # of an author, a tag, the feed's title
LONGEST_URL = 4_000  # longer ones are dropped, not cut: half an address leads elsewhere
MOST_TAGS = 50


def parse_feed(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | ParseError:
    """Read a feed: RSS 0.9 to 2.0, RDF, Atom, JSON Feed 1.x. Never raises, whatever the bytes.

    `url` is the body's final address: relative links are resolved against it. `content_type` is the header as sent.
    """
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return ParseError(message="the answer is empty: check the address, and whether the feed still exists")
    if start.startswith((b"{", b"[")):
        return parse_json_feed(body, url=url)
    body, content_type = without_utf_16(body, content_type)
    if declares_entities(body, content_type):
        return ParseError(
            message="the document declares XML entities of its own, which can be made to grow without end: "
            "it is refused; ask its publisher for a feed without a DOCTYPE"
        )
    try:
        found = feedparser.parse(
            io.BytesIO(with_ampersands(body)),
            sanitize_html=False,
            resolve_relative_uris=False,
            # No content-location: feedparser would resolve guids against it, and they would change with each redirect.
            response_headers={"content-type": content_type or "application/xml"},
        )
    except MemoryError:
        return ParseError(message="the document takes more memory to read than it may: its body may be made to hurt")
    except Exception as error:  # noqa: BLE001 - feedparser on hostile bytes may raise anything
        return ParseError(message=f"the document can't be read as a feed ({type(error).__name__}): check the address")
    return read_document(found, body, url)


def parse_plain(body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | Beyond:
    """What `parse_feed` would say of an ordinary, well-formed feed, several times as fast. Never raises."""
    scanned = scan(body, content_type)
    return scanned if isinstance(scanned, Beyond) else read_scanned(scanned, body, url)


def read_scanned(scanned: Scanned, body: bytes, url: str) -> ParsedFeed:
    """The feed that was scanned in this body."""
    read = read_document(scanned.found, body, url)
    assert isinstance(read, ParsedFeed)  # a document that was scanned has entries
    return read


def read_document(found: Mapping[str, Any], body: bytes, url: str) -> ParsedFeed | ParseError:
    entries: list[Mapping[str, Any]] = the_latest(found["entries"])
    if not entries and (not found.get("version") or breaks_off(found)):
        return ParseError(message=what_it_is(body, broken=bool(found.get("version"))))
    channel: Mapping[str, Any] = found["feed"]
    lang = text_at(channel, "language", 35) or None
    cut = breaks_off(found) and ends_early(body)
    if cut:
        entries = entries[: len(ENTRY_END.findall(body.replace(b"\0", b"")))]
    return ParsedFeed(
        title=own_title(channel),
        entries=without_reused_guids([read_entry(entry, url, lang) for entry in entries]),
        lang=lang,
        hints=hints_of(body),
        cut=cut,
    )


def own_title(channel: Mapping[str, Any]) -> str:
    """A feed's own title, in one line that can be printed."""
    return " ".join(CONTROL.sub("", text_at(channel, "title", LONGEST_NAME)).split())


def the_latest(entries: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As many as are read: the first of them, or the last where the feed begins with its oldest."""
    if len(entries) <= MOST_ENTRIES:
        return entries
    first, last = first_date(entries[0]), first_date(entries[-1])
    return entries[-MOST_ENTRIES:] if first and last and first < last else entries[:MOST_ENTRIES]


def without_reused_guids(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """A guid that stands on entries with different links identifies none of them: they go without one."""
    entries = tuple(entries)
    links: dict[str, set[str]] = {}
    for entry in entries:
        links.setdefault(entry.guid or "", set()).add(entry.link or "")
    return tuple(replace(entry, guid=None) if len(links[entry.guid or ""]) > 1 else entry for entry in entries)


def breaks_off(found: Mapping[str, Any]) -> bool:
    """Whether the XML itself was broken, where feedparser only grumbles over a charset or a media type."""
    return "SAX" in type(found.get("bozo_exception")).__name__


FEED_ROOT = re.compile(r"<((?:\w+:)?(?:rss|rdf|feed))[\s>]", re.IGNORECASE)  # behind a program's warnings, too
ENTRY_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)


def ends_early(body: bytes) -> bool:
    """Whether XML ends before its root does: what follows was lost on its way. Without NULs, UTF-16 reads as ASCII."""
    text = body.replace(b"\0", b"").decode("latin-1")
    root = FEED_ROOT.search(NO_MARKUP.sub("", text[:20_000]))
    return root is not None and re.search(rf"</{re.escape(root[1])}\s*>", text, re.IGNORECASE) is None


# In UTF-8 and its like. An & that begins no reference is the commonest fault of hand-made feeds.
BARE_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|(?P<numbers>(?:&\#(?:\d{1,9}|[xX][0-9a-fA-F]{1,8});){1,2})"
    rb"|&(?!\#\d{1,9};|\#[xX][0-9a-fA-F]{1,8};|[A-Za-z]\w{0,31};)",
    re.DOTALL,
)
NUMBER = re.compile(rb"&\#(?:(\d+)|[xX]([0-9a-fA-F]+));")


def with_ampersands(body: bytes) -> bytes:
    """A body whose every & is one or begins a reference to a character: feedparser would read AT&T as “AT&T;”.

    It raises for a number that no character has. Two halves of one, as UTF-16 has it, are that one.
    """
    if b"\0" in body[:1000]:  # UTF-32
        return body
    return BARE_AMPERSAND.sub(_with_characters, body)


def _with_characters(found: re.Match[bytes]) -> bytes:
    if found[0] == b"&":
        return b"&amp;"
    if found["numbers"] is None:
        return found[0]
    numbers = [int(decimal or hexadecimal, 10 if decimal else 16) for decimal, hexadecimal in NUMBER.findall(found[0])]
    if all(number < 0x110000 and not 0xD800 <= number < 0xE000 for number in numbers):
        return found[0]
    units = "".join(chr(number) if number < 0x110000 else "\ufffd" for number in numbers)
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(char)};" for char in text).encode()


UTF_16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
UTF_32 = (b"\xff\xfe\0\0", b"<\0\0\0")
XML_ENCODING = re.compile(
    rb"(<\?xml\b[^>]{0,100}?)\sencoding\s*=\s*(?:\"utf-?16[^\">]{0,9}\"|'utf-?16[^'>]{0,9}')", re.IGNORECASE
)


def without_utf_16(body: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """UTF-16 as UTF-8, and UTF-16 that is only claimed as what it may be: the first bytes tell, which can't lie.

    Without a BOM, feedparser guesses the order of the bytes; told that ASCII is UTF-16, it reads it as Chinese.
    """
    charset = next((name for sign, name in UTF_16 if body.startswith(sign) and not body.startswith(UTF_32)), None)
    if charset is not None:
        body = body.decode(charset, "replace").lstrip("\ufeff").encode("utf-8", "replace")
        return XML_ENCODING.sub(rb"\1", body, count=1), "application/xml; charset=utf-8"
    if XML_ENCODING.match(body[:200].lstrip()) or "utf-16" in (content_type or "").lower():
        return XML_ENCODING.sub(rb"\1", body, count=1), None
    return body, content_type


# --- Entries -----------------------------------------------------------------------------------------------------


def read_entry(entry: Mapping[str, Any], url: str, lang: str | None) -> Entry:
    title = entry.get("title_detail")
    own_lang = text_at(title, "language", 35) if isinstance(title, Mapping) else ""
    return Entry(
        guid=text_at(entry, "id", 2_000) or None,
        link=link_of(entry, url),
        title=text_at(entry, "title", LONGEST_TITLE),
        summary_html=text_at(entry, "summary", LONGEST_SUMMARY),
        body_html=first_text(entry.get("content"), "value", LONGEST_BODY),
        author=text_at(entry, "author", LONGEST_NAME),
        tags=tags_of(tag.get("label") or tag.get("term") for tag in mappings(dict.get(dict(entry), "tags"))),
        published_at=first_date(entry),
        lang=own_lang or lang,
    )


def text_at(values: Mapping[str, Any], key: str, longest: int) -> str:
    """A field as text, cut to `longest` characters; empty where it is missing or no text."""
    value = values.get(key)
    return value[:longest].strip() if isinstance(value, str) else ""


def mappings(values: object) -> Iterator[Mapping[str, Any]]:
    return (value for value in values if isinstance(value, Mapping)) if isinstance(values, list) else iter(())


def first_text(values: object, key: str, longest: int) -> str:
    return next((text for value in mappings(values) if (text := text_at(value, key, longest))), "")


def tags_of(names: Iterable[object]) -> tuple[str, ...]:
    cut = (name[:LONGEST_NAME].strip() for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(name for name in cut if name))[:MOST_TAGS]


def link_of(entry: Mapping[str, Any], url: str) -> str | None:
    """An entry's address. feedparser offers a guid as link too; one that is no address would become a dead one."""
    link = text_at(entry, "link", LONGEST_URL + 1)
    if entry.get("guidislink") and link == text_at(entry, "id", LONGEST_URL + 1) and "://" not in link:
        return None
    return web_address(url, link)


# Of which nothing is missing, and nothing would be taken off: an empty query, say.
WHOLE = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:/[\w.~/-]*)?(?:\?[\w.~=&-]+)?", re.ASCII)


def web_address(base: str, link: str) -> str | None:
    """A link made whole by the feed's address; None where it is none, or not http(s)."""
    if not link or len(link) > LONGEST_URL:
        return None
    if WHOLE.fullmatch(link):
        return link
    try:
        whole = urljoin(base, link)
    except ValueError:  # a broken IPv6 host
        return None
    return whole if whole.lower().startswith(("http://", "https://")) else None


def first_date(entry: Mapping[str, Any]) -> datetime | None:
    """When it was published, else updated or created; by plain look-ups, since feedparser's own mix them up."""
    plain = entry if type(entry) is dict else dict(entry)
    dates = (date_in(plain, kind) for kind in ("published", "updated", "created"))
    return next((date for date in dates if date), None)


def date_in(plain: Mapping[str, Any], kind: str) -> datetime | None:
    """One of an entry's dates: by our own reading, else by feedparser's; None for the years before the web."""
    text, parsed = plain.get(kind), plain.get(f"{kind}_parsed")
    found = date_of(text, lambda: utc(parsed)) if isinstance(text, str) else utc(parsed)
    return found if found and found.year > 1970 else None


def utc(parsed: struct_time | None) -> datetime | None:
    """feedparser's UTC struct_time; None for none, for nonsense, and for the years before the web (a clock at zero)."""
    if not parsed:
        return None
    try:
        found = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)
    except ValueError:
        return None
    return found if found.year > 1970 else None


# --- JSON Feed, https://www.jsonfeed.org/version/1.1/ ------------------------------------------------------------


def parse_json_feed(body: bytes, *, url: str) -> ParsedFeed | ParseError:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ParseError(message="the answer looks like JSON, but is broken: check the address")
    if not isinstance(found, dict) or "jsonfeed.org/version/" not in text_at(found, "version", 100):
        return ParseError(message="this is JSON, but not a JSON Feed: check the address, or use the site's RSS feed")
    lang = text_at(found, "language", 35) or None
    entries = [read_json_entry(item, url, lang) for item in mappings(found.get("items"))]
    return ParsedFeed(
        title=own_title(found),
        entries=without_reused_guids(entries[:MOST_ENTRIES]),
        lang=lang,
    )


def read_json_entry(item: Mapping[str, Any], url: str, lang: str | None) -> Entry:
    guid = item.get("id")
    body = text_at(item, "content_html", LONGEST_BODY) or html.escape(text_at(item, "content_text", LONGEST_BODY))
    authors = item.get("authors") or [item.get("author")]
    tags = item.get("tags")
    return Entry(
        guid=str(guid)[:2_000] if isinstance(guid, str | int) and guid != "" else None,
        link=web_address(url, text_at(item, "url", LONGEST_URL + 1) or text_at(item, "external_url", LONGEST_URL + 1)),
        title=html.escape(text_at(item, "title", LONGEST_TITLE)),
        summary_html=html.escape(text_at(item, "summary", LONGEST_SUMMARY)),
        body_html=body,
        author=first_text(authors, "name", LONGEST_NAME),
        tags=tags_of(tags if isinstance(tags, list) else ()),
        published_at=date_in(item, "date_published") or date_in(item, "date_modified"),
        lang=text_at(item, "language", 35) or lang,
    )


# --- Entities: refused before anything expands them ---------------------------------------------------------------

# Each alternative consumes what it begins, to the end of the document if need be: one pass, however it is nested.
NO_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
DECLARATION = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
FIRST_TAG = re.compile(r"<\w")
DECLARED_CHARSET = re.compile(r"""(?:encoding|charset)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def declares_entities(body: bytes, content_type: str | None) -> bool:
    """Whether any reading of these bytes declares entities, or has a DOCTYPE with a subset, where they would stand.

    A DOCTYPE without a subset (RSS 0.91 has one) and the word inside comments, CDATA or text are harmless.
    """
    return any(text_declares_entities(text) for text in readings(body, content_type))


def text_declares_entities(text: str) -> bool:
    first = FIRST_TAG.search(text)
    # feedparser collects entities from all that stands before the first tag, comments too.
    if "<!entity" in text[: first.start() if first else len(text)].lower():
        return True
    return DECLARATION.search(text) is not None and DECLARATION.search(NO_MARKUP.sub("", text)) is not None


def readings(body: bytes, content_type: str | None) -> Iterator[str]:
    """The document as each charset that feedparser may try would read it: UTF-7 can spell `<!ENTITY` without a `<`."""
    yield body.replace(b"\0", b"").decode("latin-1")  # ASCII's supersets; without NULs, UTF-16 and UTF-32 as well
    if body.startswith(b"\x4c\x6f\xa7\x94"):
        yield body.decode("cp037")  # `<?xm` in EBCDIC, which feedparser knows
    head = body[:1000].replace(b"\0", b"").decode("latin-1")
    for charset in {name.lower() for name in DECLARED_CHARSET.findall(f"{content_type}\n{head}")}:
        yield decoded(body, charset)


def decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "ignore")
    except (LookupError, ValueError):  # no such charset, or a codec that can't ignore what it can't read
        return ""


# --- What it is, where it is no feed ------------------------------------------------------------------------------

ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
PAGE_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,200})", re.IGNORECASE)


def what_it_is(body: bytes, *, broken: bool) -> str:
    """A sentence for a body that gave no entries. `broken`: it began as a feed."""
    head = body[:20_000].replace(b"\0", b"").decode("utf-8", "replace")
    if broken:
        return "the feed's XML breaks off or is broken before its first entry: it is asked again later"
    root = ROOT.search(NO_MARKUP.sub("", head))
    name = root[1].lower() if root else ""
    if name == "html" or "<!doctype html" in head.lower():
        page = page_title(head)
        return f"this is a web page, not a feed{page}: give the address of the feed itself (often /feed or /rss)"
    if name == "opml":
        return "this is a list of feeds (OPML), not a feed: import it with `monitor feeds import`"
    if name:
        return f"this is a document with the root <{name}>, not a feed: check the address"
    return f"this is neither RSS, Atom nor JSON Feed (it begins with {beginning(head)}): check the address"


def page_title(head: str) -> str:
    found = PAGE_TITLE.search(head)
    words = " ".join(html.unescape(found[1]).split()) if found else ""
    return f" (“{printable(words)[:80]}”)" if words else ""


def beginning(head: str) -> str:
    return repr(printable(" ".join(head[:200].split()))[:40])


def printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
