"""Entries, and rows of files, to items: identity, canonical address, plain text, language.

    Entry, Feed → text out of HTML → identity → Item            JSON row → Item, its text untouched

Identity is a ladder; an item's key is a hash of the first rung that holds:

1. the guid;
2. the canonical URL, so that an entry without a guid keeps its key when its text is edited;
3. the title, or the text where there is no title.

Where a link of Google News holds the article's address, that is the entry's. Where it does not, guid and link are ids
of Google's that change from list to list; the title, which ends in the publisher's name, is the rung that holds. An
entry that comes back under another guid is recognised by what is kept (store/identity.py).

All of them within the feed: two feeds may use one number for different things, and what one feed says of an address
must not replace what another said. That two items tell one story is found elsewhere (stories.py).

Text is taken from HTML by reading its tags one after the other, never by building a tree: an HTML5 parser must repair
nesting, and 35 KB of unclosed formatting tags make it build two gigabytes of tree. One pass over the tags is linear in
time and memory on any input, so it needs no process of its own.
"""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b

from monitor.addresses import article_url, canonical_url, is_opaque, publisher_of
from monitor.model import Entry, Feed, Item

LONGEST_TITLE = 2_000  # characters of text
LONGEST_SUMMARY = 20_000
LONGEST_BODY = 100_000
LONGEST_STAND_IN = 120  # of a title made from the text below it


def item_from(entry: Entry, feed: Feed, now: datetime) -> Item:
    """An entry as we understand it. `now` is when it was fetched.

    A summary that only repeats the title is dropped, and a body that only repeats the summary: the same words twice are
    no second piece of evidence. The language is what the operator declares, else what the feed says, since feeds
    written in Polish say en-US. A date in the future is kept as given (see Item.dated).
    """
    title = text_of(entry.title, LONGEST_TITLE)
    summary = text_of(entry.summary_html, LONGEST_SUMMARY)
    body = text_of(entry.body_html, LONGEST_BODY)
    url = article_url(_kept(entry.link or ""))
    canonical = canonical_url(url)
    return Item(
        key=entry_key(feed.id, entry.guid, url, canonical, title or f"{summary}\0{body}"),
        feed_id=feed.id,
        publisher=feed.publisher or publisher_of(url),
        title=title or stand_in(summary or body) or url,
        url=url,
        canonical_url=canonical,
        fetched_at=now,
        digest=digest_of(title, summary, body),
        summary="" if summary == title else summary,
        body="" if body in {summary, title} else body,
        author=text_of(entry.author, LONGEST_TITLE),
        tags=tuple(dict.fromkeys((*feed.tags, *filter(None, (text_of(tag, LONGEST_TITLE) for tag in entry.tags))))),
        lang=language(feed.lang) or language(entry.lang),
        published_at=entry.published_at,
        state_media=feed.state_media,
        reliability=feed.reliability,
    )


def _kept(link: str) -> str:
    """A link without what no database can keep: NUL, and half of a surrogate pair, which JSON can spell."""
    return (
        link.replace("\0", "") if link.isascii() else link.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    )


def entry_key(feed_id: str, guid: str | None, url: str, canonical: str, text: str) -> str:
    """An entry's key: by its text alone where guid and address are Google News' own."""
    return key_of(feed_id, None, "", text) if is_opaque(url) else key_of(feed_id, guid, canonical, text)


def key_of(feed_id: str, guid: str | None, canonical: str, text: str) -> str:
    """20 hexadecimal digits: the first rung of the ladder that holds."""
    if guid and guid.strip():
        return digest_of("guid", feed_id, guid.strip())
    if canonical:
        return digest_of("url", feed_id, canonical)
    return digest_of("text", feed_id, text)


def identity_of(item: Item) -> str:
    """What its key was made from, in words. Nothing that a feed's guid says is kept, so that is what is left over."""
    if item.key == digest_of("url", item.feed_id, item.canonical_url):
        return "its address, since it has no guid"
    if item.key in {digest_of("text", item.feed_id, text) for text in (item.title, f"{item.summary}\0{item.body}")}:
        return "its text, since it has neither guid nor address"
    return "its guid, or an earlier address or title of it"


def digest_of(*parts: str) -> str:
    """20 hexadecimal digits over all parts, each closed by a NUL, so that no two lists of parts read alike."""
    whole = "\0".join((*parts, ""))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def stand_in(text: str) -> str:
    """The first line of a text, in place of a title that is missing."""
    line = text.partition("\n")[0]
    return line if len(line) <= LONGEST_STAND_IN else line[:LONGEST_STAND_IN].rsplit(" ", 1)[0] + "…"


def language(tag: str | None) -> str | None:
    """The primary language of a tag (BCP 47): `en` of `en-US`; None where it is no tag."""
    found = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)", tag or "")
    return found[1].lower() if found else None


# --- Plain text --------------------------------------------------------------------------------------------------

# Every alternative consumes what it begins, to the end of the text if need be, as browsers do (HTML §13.2.5).
MARKUP = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    r"|<(?P<hidden>script|style|svg|iframe|template)(?=[\s/>]).*?(?:</(?P=hidden)(?=[\s/>])[^>]*+(?:>|\Z)|\Z)"
    r"""|</?(?P<name>[a-z][a-z0-9]*+)(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"""
    r"|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# Words run on through these; every other tag ends a line.
INLINE = re.compile(
    r"a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|rb|rp|rt|ruby|s|samp"
    r"|small|span|strike|strong|sub|sup|time|tt|u|var|wbr",
    re.IGNORECASE,
)
WRITTEN_TWICE = re.compile(r"</?(?:p|br|a|div|b|i|em|strong|span|img|ul|li|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")  # all but those that are white space
LONGEST_MARKUP = 5  # characters of HTML that are read for each one of text that is kept


def text_of(raw: str, longest: int) -> str:
    """The words of HTML, or of plain text, in at most `longest` characters.

    Scripts and styles are dropped, tags that part blocks become line breaks, white space is squeezed, control
    characters are removed; else every character stays as the publisher wrote it. What was escaped twice is read twice.
    """
    if "<" not in raw and "&" not in raw:  # plain already
        return " ".join(CONTROL.sub("", raw[: longest * LONGEST_MARKUP]).split())[:longest].rstrip()
    text = untagged(raw[: longest * LONGEST_MARKUP].replace(LINE_BREAK, " "))
    if WRITTEN_TWICE.search(text):
        text = untagged(text)
    text = CONTROL.sub("", html.unescape(text))
    lines = (" ".join(line.split()) for line in text.split(LINE_BREAK))
    return "\n".join(line for line in lines if line)[:longest].rstrip()


LINE_BREAK = "\x1e"  # between blocks, until white space is squeezed: no text holds it, CONTROL aside


def untagged(raw: str) -> str:
    """Without tags, and with its character references read once."""
    return html.unescape(MARKUP.sub(mark, raw))


def mark(tag: re.Match[str]) -> str:
    """What a tag leaves behind."""
    return "" if INLINE.fullmatch(tag["name"] or "") else LINE_BREAK


# --- Rows of files -----------------------------------------------------------------------------------------------


def item_from_row(row: Mapping[str, object], *, now: datetime) -> Item:
    """An item from a row of JSON lines, its text exactly as given, since offsets of evidence point into it.

    Keys: id, title, summary, body, url, source, published, lang, tags, author, feed; all may be missing, but either
    title or summary. `published` is an ISO 8601 date or time, or an RFC 822 date; UTC where it names no zone. The id
    is the key. Raises ValueError: a sentence that names the field.
    """
    title, summary, body, url = (row_text(row, name) for name in ("title", "summary", "body", "url"))
    if not title and not summary:
        raise ValueError("a row needs a 'title' or a 'summary'")
    publisher = row_text(row, "source") or publisher_of(url)
    canonical = canonical_url(url)
    return Item(
        key=row_id(row) or key_of(publisher, None, canonical, title or summary),
        feed_id=row_text(row, "feed"),
        publisher=publisher,
        title=title,
        url=url,
        canonical_url=canonical,
        fetched_at=now,
        digest=digest_of(title, summary, body),
        summary=summary,
        body=body,
        author=row_text(row, "author"),
        tags=row_tags(row),
        lang=language(row_text(row, "lang")),
        published_at=row_date(row_text(row, "published") or row_text(row, "first_seen")),
    )


HALF = re.compile("[\ud800-\udfff]")  # of a character


def row_text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{name}' should be text, but is {value!r:.60}")  # noqa: TRY004  # a fault of data, not of code
    return value if value.isascii() else HALF.sub("\ufffd", value)  # it can't be stored; one for one, offsets stay


def row_id(row: Mapping[str, object]) -> str:
    value = row.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else row_text(row, "id")


def row_tags(row: Mapping[str, object]) -> tuple[str, ...]:
    value = row.get("tags")
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(tag, str) for tag in value):
        raise ValueError(f"'tags' should be a list of texts, but is {value!r:.60}")
    return tuple(value)


def row_date(text: str) -> datetime | None:
    if not text.strip():
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue  # the other form, then
    raise ValueError(f"'published' is no date that can be read: {text!r:.60}; write it as 2024-10-24T12:00:00Z")
