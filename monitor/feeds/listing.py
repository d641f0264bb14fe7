"""What a feed lists: a body, and what the last one listed → the items to work on; keys and dates of all.

    outline ─ without the pieces that are known ─ scan ─ entries ─ items of those that are news

Of 26 entries, 25 stood in the body before, letter for letter. Reading one again, making an item of it (text out of
HTML, canonical address, digest) and asking the store for it takes many times as long as seeing that it is the same, and
finds what was found before. So each entry leaves a mark, and one that has its mark is passed over: where the fast scan
reads the body, by its bytes and unread; elsewhere by what feedparser read. Marks are kept in memory only, and for a
day: after a start, and every day, each entry is read once, so that the store hears what is still listed.
"""

import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from monitor.feeds.outline import Outline, outline_of
from monitor.feeds.parse import MOST_ENTRIES, WHOLE, parse_feed, read_scanned
from monitor.feeds.scan import Beyond, Scanned, scan
from monitor.items import item_from
from monitor.model import Entry, Feed, Fetched, Item, ParsedFeed, ParseError


class Mark(NamedTuple):
    """What remains of an entry that was read and recorded: its item's key and date, and hashes.

    Of its guid, of its item's title, and of all that was read: bytes may change where nobody reads them.
    """

    key: str
    published_at: datetime | None
    guid: int | None = None
    title: int = 0
    entry: int = 0


LASTING = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By a hash that nobody outside can aim at, 64 bits: of an entry's bytes in this `setting`, or of what was read.

    `since`: when the first was made. `written`: each feed has some, all the time; as objects they would take seven
    times as much.
    """

    since: datetime | None = None
    setting: int | None = None
    written: bytes = marshal.dumps({})

    @classmethod
    def of(cls, since: datetime, by_hash: Mapping[int, Mark], setting: int | None = None) -> "Marks":
        """Marks as they are kept."""
        rows = {sign: (key, at.timestamp() if at else None, *hashes) for sign, (key, at, *hashes) in by_hash.items()}
        return cls(since=since, setting=setting, written=marshal.dumps(rows))

    def by_hash(self) -> dict[int, Mark]:
        """The marks; their dates are UTC."""
        rows: dict[int, tuple[str, float | None, int | None, int, int]]
        rows = marshal.loads(self.written)  # noqa: S302  # written above
        return {
            sign: Mark(key, None if at is None else datetime.fromtimestamp(at, UTC), guid, title, entry)
            for sign, (key, at, guid, title, entry) in rows.items()
        }

    def known(self, now: datetime) -> "Known":
        """These while they last, then none, as of now."""
        if self.since is None or now - self.since >= LASTING:
            return Known(now, None, {})
        return Known(self.since, self.setting, self.by_hash())


NO_MARKS = Marks()


class Known(NamedTuple):
    """Marks, unpacked once for a body. `by_sign`: of entries' bytes in this setting; without one, of what was read."""

    since: datetime
    setting: int | None
    by_sign: Mapping[int, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A body's entries, in its order. `items` are those without a mark; `marks` are of all, for the next body.

    `entries` counts all that the body has, those that say nothing too. `is_renamed`: it lists what the last body did,
    by other guids or addresses.
    """

    items: tuple[Item, ...] = ()
    listed: tuple[Mark, ...] = ()
    entries: int = 0
    is_renamed: bool = False
    marks: Marks


def says_something(entry: Entry) -> bool:
    """Whether there is anything to match or to tell of."""
    return bool(entry.link or entry.title.strip() or entry.summary_html.strip() or entry.body_html.strip())


def listing_of(entries: Sequence[Entry], feed: Feed, now: datetime, before: Marks) -> Listing:
    """Of entries that were read. `before`: the marks of what was recorded of this feed's last body."""
    return _listing_of(entries, feed, now, before.known(now))


def _listing_of(entries: Sequence[Entry], feed: Feed, now: datetime, known: Known) -> Listing:
    return _listing([(hash(entry), entry) for entry in entries], feed, now, known, None)


def plain_listing(fetched: Fetched, feed: Feed, now: datetime, before: Marks) -> tuple[ParsedFeed, Listing] | Beyond:
    """Of a body that the fast scan can read, with as much of the feed as was read for it. Never raises."""
    known, outline = before.known(now), outline_of(fetched.body, MOST_ENTRIES)
    if outline is not None and (news := _by_news(outline, fetched, feed, now, known)) is not None:
        return news
    scanned = scan(fetched.body, fetched.content_type)
    if isinstance(scanned, Beyond):
        return scanned
    parsed, setting = read_scanned(scanned, fetched.body, fetched.url), None
    if outline is not None and scanned.places == outline.begins_and_ends():
        setting = _setting(scanned, parsed, fetched.url)
    if outline is None or setting is None:
        return parsed, _listing_of(parsed.entries, feed, now, known)
    return parsed, _listing(zip(outline.signs, parsed.entries, strict=True), feed, now, known, setting)


def whole_listing(
    body: bytes, *, answer: Fetched, feed: Feed, now: datetime, before: Marks
) -> tuple[ParsedFeed, Listing] | ParseError:
    """Of any body, at one go, where it can be killed. What was read for the listing is left behind: it may be large.

    Marks are of one family of processes, since hashes are: from another, a body's entries are news to it.
    """
    plain = plain_listing(replace(answer, body=body), feed, now, before)
    if not isinstance(plain, Beyond):
        parsed, listing = plain
    else:
        read = parse_feed(body, url=answer.url, content_type=answer.content_type)
        if isinstance(read, ParseError):
            return read
        parsed, listing = read, listing_of(read.entries, feed, now, before)
    return replace(parsed, entries=()), listing


def _by_news(
    outline: Outline, fetched: Fetched, feed: Feed, now: datetime, known: Known
) -> tuple[ParsedFeed, Listing] | None:
    """By reading only what has no mark; None where that might not give what reading everything would."""
    marks = known.by_sign
    if known.setting is None or not any(sign in marks for sign in outline.signs):
        return None
    news = outline.without(marks)
    scanned = scan(news.body, fetched.content_type, news.left_out)
    if isinstance(scanned, Beyond) or scanned.places != news.begins_and_ends():
        return None
    parsed = read_scanned(scanned, fetched.body, fetched.url)  # what stands around the entries is the whole body's
    if _setting(scanned, parsed, fetched.url) != known.setting:
        return None
    read = dict(zip(news.signs, parsed.entries, strict=True))
    guids = {marks[sign].guid for sign in outline.signs if sign not in read}
    if any(entry.guid is not None and hash(entry.guid) in guids for entry in parsed.entries):
        return None  # with other links, none of them would keep it
    signed = [(sign, read.get(sign)) for sign in outline.signs]
    return parsed, _listing(signed, feed, now, known, known.setting)


def _setting(scanned: Scanned, parsed: ParsedFeed, url: str) -> int | None:
    """What the same bytes mean the same in; None where one entry hangs on others, as those do that share a guid.

    The body's own address counts where a link is not whole without it.
    """
    raw = scanned.found["entries"]
    shares_guid = any(entry.guid is None and found.get("id") for entry, found in zip(parsed.entries, raw, strict=True))
    if scanned.setting is None or shares_guid:
        return None
    is_whole = all(WHOLE.fullmatch(found["link"]) for found in raw if found.get("link"))
    return hash((scanned.setting, "" if is_whole else url))


def _listing(
    signed: Iterable[tuple[int, Entry | None]], feed: Feed, now: datetime, known: Known, setting: int | None
) -> Listing:
    """Of signs and entries, of which one that has its mark may be unread. In another setting, no sign counts."""
    by_sign = known.by_sign if known.setting == setting else {}
    by_entry = {mark.entry: mark for mark in known.by_sign.values()}
    items, listed, marks, entries = [], [], {}, 0
    for sign, entry in signed:
        entries += 1
        mark = by_sign.get(sign)
        if mark is None:
            if entry is None or not says_something(entry):
                continue
            whole = hash(entry)
            mark = by_entry.get(whole)
            if mark is None:
                item = item_from(entry, feed, now)
                items.append(item)
                guid = None if entry.guid is None else hash(entry.guid)
                mark = Mark(item.key, item.published_at, guid, hash(item.title), whole)
        listed.append(mark)
        marks[sign] = mark
    return Listing(
        items=tuple(items),
        listed=tuple(listed),
        entries=entries,
        is_renamed=len(items) == len(listed) and _is_renamed(listed, known.by_sign.values()),
        marks=Marks.of(known.since, marks, setting),
    )


def _is_renamed(listed: Iterable[Mark], before: Iterable[Mark]) -> bool:
    """Whether half of the titles, of the shorter body, stood in the other one."""
    now, then = {mark.title for mark in listed}, {mark.title for mark in before}
    return bool(now and then) and 2 * len(now & then) >= min(len(now), len(then))
