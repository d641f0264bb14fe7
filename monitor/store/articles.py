"""Articles in the store: what was fetched for a feed that is thin, so that nobody asks for it again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select

from monitor.feeds.article import Article
from monitor.store.tables import articles, items

KEPT = timedelta(days=7)  # by then every poll that could ask again has recorded its item
MISSED_FOR = timedelta(hours=1)  # one that could not be had is tried again, if another poll wants it
MOST_PARAMETERS = 500


def article_at(connection: Connection, url: str, now: datetime) -> Article | None:
    """What was fetched from a canonical URL; None where nothing was, or where it failed a while ago."""
    still = or_(articles.c.fault.is_(None), articles.c.fetched_at > now - MISSED_FOR)
    row = connection.execute(select(articles).where(articles.c.url == url, still)).first()
    return Article(**row._mapping) if row is not None else None  # noqa: SLF001  # the documented way to a row by its columns


def keep(connection: Connection, article: Article) -> None:
    """Puts an article in place of what was fetched from there before."""
    connection.execute(delete(articles).where(articles.c.url == article.url))
    values = {"url": article.url, "text": article.text, "fault": article.fault, "fetched_at": article.fetched_at}
    connection.execute(insert(articles).values(**values))


def bodies_of(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """The bodies of those items that we have, by key."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), MOST_PARAMETERS):
        chunk = keys[start : start + MOST_PARAMETERS]
        rows = connection.execute(select(items.c.key, items.c.body).where(items.c.key.in_(chunk)))
        found.update({row.key: row.body for row in rows})
    return found


def forget(connection: Connection, now: datetime) -> int:
    """Drops what nobody will ask for again; how many rows."""
    return connection.execute(delete(articles).where(articles.c.fetched_at < now - KEPT)).rowcount
