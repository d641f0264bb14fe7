"""Articles behind thin feeds: a reading → which of its items are new → their pages → the reading, with bodies.

    parse ─ new items? (store) ─ kept already? (store) ─ pages ─ kept ─ the walk's one transaction

It stands before that transaction: what it gives is decided on with the items, and a crash in between records nothing.
The feed is then read anew, its items are still new, and the articles that were fetched stand in the store, where each
is put as soon as it is read. An article that can't be had in time costs its item nothing but the body.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.addresses import canonical_url
from monitor.feeds.article import Article
from monitor.feeds.pages import Pages
from monitor.model import Feed, FeedState, Item
from monitor.pipeline import Reading
from monitor.store import StoreThread

PATIENCE = timedelta(seconds=60)  # for all articles of a poll: so long its news may be held up
MOST_ARTICLES = 30  # of a poll, the newest first
AT_ONCE = 8  # articles of one poll, each of another domain


class Articles:
    """Fills thin items. `patience` is for all articles of one poll together."""

    def __init__(
        self, *, pages: Pages, store: StoreThread, clock: Callable[[], datetime], patience: timedelta = PATIENCE
    ) -> None:
        self.pages = pages
        self.store = store
        self.clock = clock
        self.patience = patience

    async def fill(self, reading: Reading, *, held: str | None) -> Reading:
        """The reading, its new items with their articles' text, where that is more than the feed gave.

        An item that we have keeps the body that it has: an edit of its feed's text is no reason to ask again.
        `held`: the registered domain whose turn the caller has.
        """
        keys = [item.key for item in reading.items]
        bodies = await self.store.do(lambda store: store.bodies_of(keys))
        new = [item for item in reading.items if item.key not in bodies]
        wanted = worth_reading(new, reading.feed, self.clock(), is_first_poll=reading.before.polled_at is None)
        if not wanted and not bodies:
            return reading
        found = await self._read_all(wanted, held)
        texts = bodies | {key: article.text for key, article in found.items()}
        items = tuple(with_body(item, texts.get(item.key, "")) for item in reading.items)
        return replace(reading, items=items, after=after_articles(reading, list(found.values())))

    async def _read_all(self, wanted: Iterable[Item], held: str | None) -> dict[str, Article]:
        """The articles by their items' keys; those that patience does not last for say so."""
        gate = asyncio.Semaphore(AT_ONCE)
        tasks = {item.key: asyncio.create_task(self._read(item.url, held, gate)) for item in wanted}
        try:
            if tasks:
                await asyncio.wait(tasks.values(), timeout=self.patience.total_seconds())
            return {key: task.result() if task.done() else self._late() for key, task in tasks.items()}
        finally:
            for task in tasks.values():
                task.cancel()

    def _late(self) -> Article:
        seconds = self.patience.total_seconds()
        fault = f"there was no time left for it: the articles of one poll may take {seconds:g} s"
        return Article(url="", fault=fault, fetched_at=self.clock())

    async def _read(self, url: str, held: str | None, gate: asyncio.Semaphore) -> Article:
        canonical = canonical_url(url)
        async with gate:
            kept = await self.store.do(lambda store: store.article_at(canonical, self.clock()))
            if kept is not None:
                return kept
            article = await self.pages.read(url, held=held)
            await self.store.do(lambda store: store.keep_article(article))
            return article


def worth_reading(new: Iterable[Item], feed: Feed, now: datetime, *, is_first_poll: bool) -> list[Item]:
    """The new items whose articles are asked for, newest first: not what is too old to be told, or backlog."""
    is_backlog = is_first_poll and feed.backlog != "all"
    longest = min(feed.max_age, BACKLOG[feed.backlog]) if is_backlog else feed.max_age
    told = (item for item in new if now - item.dated() < longest and (item.published_at or not is_backlog))
    return sorted((item for item in told if item.url), key=lambda item: item.dated(), reverse=True)[:MOST_ARTICLES]


BACKLOG = {"none": timedelta(0), "24h": timedelta(hours=24)}  # of a first poll: what may be told


def with_body(item: Item, text: str) -> Item:
    """The longer of two bodies. The digest stays that of the feed's text: by it an edit is recognised."""
    return replace(item, body=text) if len(text) > len(item.body) else item


def after_articles(reading: Reading, found: list[Article]) -> FeedState:
    """What was missed, for `feeds health`; nothing changes where nothing was asked for."""
    if not found:
        return reading.after
    missed = [article.fault for article in found if article.fault is not None]
    habits = replace(
        reading.after.habits,
        articles=len(found),
        articles_missed=len(missed),
        article_fault=max(missed, key=missed.count) if missed else None,
    )
    return replace(reading.after, habits=habits)
