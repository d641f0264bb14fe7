"""Which new entries we had under another key: a publisher that renames its guids makes no news.

    items whose key nobody knows → their key → the key under which they are kept

Within a feed, an entry is an item that it had before, where that one is listed no more and

- stands at the same address, under the same title, whatever its date; or
- says the same, with the same date, whatever its address.

Entries of a live page share an address under other titles, and a daily column its title under other dates: they stay
apart.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from monitor.model import Item
from monitor.store.tables import items
from monitor.stories.placing import has_own_page

MOST_ITEMS = 200  # of a feed that are looked for: more new ones at once are another feed, or a flood


def aliases(connection: Connection, new: Sequence[Item], listed: Collection[str]) -> dict[str, str]:
    """By the key of a new item, the key that it had. `listed`: the keys that its feed lists now, the new ones too."""
    new = _some_of_each_feed(new)
    if not new:
        return {}
    near = or_(
        items.c.canonical_url.in_({item.canonical_url for item in new if has_own_page(item.canonical_url)}),
        items.c.digest.in_({item.digest for item in new}),
    )
    columns = select(
        items.c.key, items.c.feed_id, items.c.canonical_url, items.c.title, items.c.digest, items.c.published_at
    )
    theirs = items.c.feed_id.in_({item.feed_id for item in new})
    rows = connection.execute(columns.where(theirs, near).order_by(items.c.fetched_at))
    kept = {(row.feed_id, sign): row.key for row in rows if row.key not in listed for sign in signs(*row[2:6])}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for item in new:
        for sign in signs(item.canonical_url, item.title, item.digest, item.published_at):
            key = kept.get((item.feed_id, sign))
            if key is not None and item.key not in found and key not in taken:
                found[item.key] = key
                taken.add(key)
    return found


def _some_of_each_feed(new: Sequence[Item]) -> list[Item]:
    seen: Counter[str] = Counter()
    found = []
    for item in new:
        seen[item.feed_id] += 1
        if seen[item.feed_id] <= MOST_ITEMS:
            found.append(item)
    return found


def signs(url: str, title: str, digest: str, published_at: datetime | None) -> Iterator[tuple[object, ...]]:
    """What an item is known by beside its key."""
    if has_own_page(url):
        yield "page", url, " ".join(title.casefold().split())
    if published_at is not None:
        yield "text", digest, published_at
