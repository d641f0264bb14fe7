"""Articles behind thin feeds: a reading → which of its items are new → their pages → the reading, with bodies.

    parse ─ new items? (store) ─ kept already? (store) ─ pages ─ kept ─ the walk's one transaction

It stands before that transaction: what it gives is decided on with the items, and a crash in between records nothing.
The feed is then read anew, its items are still new, and the articles that were fetched stand in the store, where each
is put as soon as it is read. An article that can't be had in time costs its item nothing but the body.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

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
        """The reading, its items with their articles' text, where that is more than the feed gave.

        Only what is new is asked for: an edit of an item's text in its feed gets the article that was fetched for it.
        `held`: the registered domain whose turn the caller has.
        """
        keys, urls = [item.key for item in reading.items], [item.canonical_url for item in reading.items]
        known = await self.store.do(lambda store: store.known_items(keys))
        kept = await self.store.do(lambda store: store.articles_at(urls, self.clock()))
        new = [item for item in reading.items if item.key not in known]
        wanted = worth_reading(new, reading.feed, self.clock(), is_first_poll=reading.before.polled_at is None)
        missing = {item.canonical_url: item.url for item in wanted if item.canonical_url not in kept}
        found = kept | await self._read_all(missing, held)
        items = tuple(with_body(item, found.get(item.canonical_url)) for item in reading.items)
        after = after_articles(reading.after, [found[item.canonical_url] for item in wanted])
        return replace(reading, items=items, after=after)

    async def _read_all(self, urls: Mapping[str, str], held: str | None) -> dict[str, Article]:
        """The articles by canonical URL, from the URLs as they are opened; those that came too late say so."""
        gate = asyncio.Semaphore(AT_ONCE)
        tasks = {canonical: asyncio.create_task(self._read(url, held, gate)) for canonical, url in urls.items()}
        try:
            if tasks:
                await asyncio.wait(tasks.values(), timeout=self.patience.total_seconds())
            return {url: task.result() if task.done() else self._late(url) for url, task in tasks.items()}
        finally:
            for task in tasks.values():
                task.cancel()

    def _late(self, url: str) -> Article:
        seconds = self.patience.total_seconds()
        fault = f"there was no time left for it: the articles of one poll may take {seconds:g} s"
        return Article(url=url, fault=fault, fetched_at=self.clock())

    async def _read(self, url: str, held: str | None, gate: asyncio.Semaphore) -> Article:
        async with gate:
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


def with_body(item: Item, article: Article | None) -> Item:
    """The longer of two bodies. The digest stays that of the feed's text: by it an edit is recognised."""
    return replace(item, body=article.text) if article and len(article.text) > len(item.body) else item


def after_articles(state: FeedState, asked: Sequence[Article]) -> FeedState:
    """What was missed, for `feeds health`; nothing changes where nothing was asked for."""
    if not asked:
        return state
    missed = [article.fault for article in asked if article.fault is not None]
    fault = max(missed, key=missed.count) if missed else None
    habits = replace(state.habits, articles=len(asked), articles_missed=len(missed), article_fault=fault)
    return replace(state, habits=habits)
