"""What a feed lists: entries, and what the last body listed → the items to work on; keys and dates of all.

Of 26 entries, 25 stood in the body before, letter for letter. Making an item of one again (text out of HTML, canonical
address, digest) and asking the store for it takes ten times as long as scanning it, and finds what was found before.
So each entry leaves a mark, and one that has its mark is passed over. Marks are kept in memory only, and for a day:
after a start, and every day, each entry is read once, so that the store hears what is still listed.
"""

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
    """By the hash of the whole entry, 64 bits that nobody outside can aim at. `since`: when the first was made.

    `written`: each feed has some, all the time; as objects they would take seven times as much.
    """

    since: datetime | None = None
    written: bytes = marshal.dumps({})

    @classmethod
    def of(cls, since: datetime, by_hash: Mapping[int, Mark]) -> "Marks":
        """Marks as they are kept."""
        rows = {sign: (key, at.timestamp() if at else None) for sign, (key, at) in by_hash.items()}
        return cls(since=since, written=marshal.dumps(rows))

    def by_hash(self) -> dict[int, Mark]:
        """The marks; their dates are UTC."""
        rows: dict[int, tuple[str, float | None]] = marshal.loads(self.written)  # noqa: S302  # written above
        return {
            sign: Mark(key, None if at is None else datetime.fromtimestamp(at, UTC)) for sign, (key, at) in rows.items()
        }


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
    since = before.since
    if since is None or now - since >= LASTING:
        since, before = now, NO_MARKS
    known = before.by_hash()
    items, listed, marks = [], [], {}
    for entry in filter(says_something, entries):
        sign = hash(entry)
        mark = known.get(sign)
        if mark is None:
            item = item_from(entry, feed, now)
            items.append(item)
            mark = Mark(item.key, item.published_at)
        listed.append(mark)
        marks[sign] = mark
    return Listing(items=tuple(items), listed=tuple(listed), marks=Marks.of(since, marks))
