"""Which new entries we had under another key: a publisher that renames its guids makes no news.

    items whose key nobody knows → their key → the key under which they are kept

Within a feed, an entry is an item that it had before, where that one is listed no more and

- stands at the same address, under the same title, whatever its date; or
- says the same, with the same date, whatever its address.

Entries of a live page share an address under other titles, and a daily column its title under other dates: they stay
apart.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select

from monitor.model import Item
from monitor.store.tables import items
from monitor.stories.placing import has_own_page

MOST_ITEMS = 200  # of a poll that are looked for: more new ones at once are another feed, or a flood


def aliases(connection: Connection, new: Sequence[Item], listed: Collection[str]) -> dict[str, str]:
    """By the key of a new item, the key that it had. `listed`: the keys that the feed lists now, the new ones too."""
    new = new[:MOST_ITEMS]
    if not new:
        return {}
    near = or_(
        items.c.canonical_url.in_({item.canonical_url for item in new if has_own_page(item.canonical_url)}),
        items.c.digest.in_({item.digest for item in new}),
    )
    columns = select(items.c.key, items.c.canonical_url, items.c.title, items.c.digest, items.c.published_at)
    rows = connection.execute(columns.where(items.c.feed_id == new[0].feed_id, near).order_by(items.c.fetched_at))
    kept = {sign: row.key for row in rows if row.key not in listed for sign in signs(*row[1:5])}
    found: dict[str, str] = {}
    for item in new:
        for sign in signs(item.canonical_url, item.title, item.digest, item.published_at):
            if sign in kept and item.key not in found and kept[sign] not in found.values():
                found[item.key] = kept[sign]
    return found


def signs(url: str, title: str, digest: str, published_at: datetime | None) -> Iterator[tuple[object, ...]]:
    """What an item is known by beside its key."""
    if has_own_page(url):
        yield "page", url, " ".join(title.casefold().split())
    if published_at is not None:
        yield "text", digest, published_at
