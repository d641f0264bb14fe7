"""What a feed lists: entries, and what the last body listed → the items to work on; keys and dates of all.

Of 26 entries, 25 stood in the body before, letter for letter. Making an item of one again (text out of HTML, canonical
address, digest) and asking the store for it takes ten times as long as scanning it, and finds what was found before.
So each entry leaves a mark, and one that has its mark is passed over. Marks are kept in memory only, and for a day:
after a start, and every day, each entry is read once, so that the store hears what is still listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from monitor.items import item_from
from monitor.model import Entry, Feed, Item


class Mark(NamedTuple):
    """What remains of an entry that was read and recorded: its item's key and date."""

    key: str
    published_at: datetime | None


LASTING = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By the hash of the whole entry, 64 bits that nobody outside can aim at. `since`: when the first was made."""

    since: datetime | None = None
    by_hash: Mapping[int, Mark] = field(default_factory=dict)


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A body's entries, in its order. `items` are those without a mark; `marks` are of all, for the next body."""

    items: tuple[Item, ...] = ()
    listed: tuple[Mark, ...] = ()
    marks: Marks


def says_something(entry: Entry) -> bool:
    """Whether there is anything to match or to tell of."""
    return bool(entry.link or entry.title.strip() or entry.summary_html.strip() or entry.body_html.strip())


def listing_of(entries: Sequence[Entry], feed: Feed, now: datetime, before: Marks) -> Listing:
    """`before`: the marks of what was recorded of this feed's last body."""
    if before.since is None or now - before.since >= LASTING:
        before = Marks(since=now)
    items, listed, marks = [], [], {}
    for entry in filter(says_something, entries):
        sign = hash(entry)
        mark = before.by_hash.get(sign)
        if mark is None:
            item = item_from(entry, feed, now)
            items.append(item)
            mark = Mark(item.key, item.published_at)
        listed.append(mark)
        marks[sign] = mark
    return Listing(items=tuple(items), listed=tuple(listed), marks=Marks(since=before.since, by_hash=marks))
