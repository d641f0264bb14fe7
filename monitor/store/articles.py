"""Articles in the store: what was fetched for a feed that is thin, so that nobody asks for it again."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from monitor.feeds.article import Article
from monitor.store.dialect import insert_or
from monitor.store.tables import articles, forgotten, items

KEPT = timedelta(days=30)  # for edits of an item's text in its feed; by then nobody is told of those
MISSED_FOR = timedelta(hours=1)  # one that could not be had is tried again, if another poll wants it
MOST_PARAMETERS = 500
LONGEST_URL = 2_000  # PostgreSQL takes keys of 2,700 bytes at most; a canonical URL is ASCII


def articles_at(connection: Connection, urls: Sequence[str], now: datetime) -> dict[str, Article]:
    """What was fetched from canonical URLs, by URL; not what failed a while ago."""
    still = or_(articles.c.fault.is_(None), articles.c.fetched_at > now - MISSED_FOR)
    return {
        row.url: Article(**row._mapping)  # noqa: SLF001  # the documented way to a row by its columns
        for chunk in _chunks(urls)
        for row in connection.execute(select(articles).where(articles.c.url.in_(chunk), still))
    }


def keep(connection: Connection, article: Article) -> None:
    """Puts an article in place of what was fetched from there before; one at an endless address is not kept."""
    if len(article.url) > LONGEST_URL:
        return
    said = {"text": article.text, "fault": article.fault, "fetched_at": article.fetched_at}
    new = insert_or(connection, articles).values(url=article.url, **said)
    connection.execute(new.on_conflict_do_update(index_elements=[articles.c.url], set_=said))


def known_items(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Those of the keys whose items we have, or had."""
    asked = [
        select(column).where(column.in_(chunk)) for chunk in _chunks(keys) for column in (items.c.key, forgotten.c.sign)
    ]
    return frozenset(key for known in asked for key in connection.execute(known).scalars())


def forget(connection: Connection, now: datetime) -> int:
    """Drops what nobody will ask for again; how many rows."""
    return connection.execute(delete(articles).where(articles.c.fetched_at < now - KEPT)).rowcount


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + MOST_PARAMETERS] for start in range(0, len(values), MOST_PARAMETERS))
