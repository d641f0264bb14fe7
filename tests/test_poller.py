"""The poller: feeds that are due, asked with manners, each for itself."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from feed_server import FeedServer, rss
from make import NOON, a_feed
from test_store import TROOPS

from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.worker import ParserPool
from monitor.model import Feed, FeedState
from monitor.poller import Poller
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread


class Round:
    """A poller on a real store and server, on a clock that tests turn."""

    def __init__(self, store: Store, ruleset: RuleSet, fetcher: Fetcher, parser: ParserPool, *feeds: Feed) -> None:
        self.now = NOON
        self.store = store
        store.enrol(feeds, NOON)
        self.poller = Poller(
            feeds,
            store=StoreThread(store),
            fetcher=fetcher,
            parser=parser,
            ruleset=lambda: ruleset,
            channel="#watch",
            concurrency=4,
            clock=self.clock,
        )

    def clock(self) -> datetime:
        return self.now

    async def pass_(self, **length: float) -> int:
        """Some time passes; then what is due is polled, to the end."""
        self.now += timedelta(**length)
        begun = await self.poller.poll_due()
        await self.poller.drain(timedelta(seconds=20))
        return begun

    def state(self, feed_id: str) -> FeedState:
        return next(state for state in self.store.feed_states() if state.feed_id == feed_id)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


@pytest.fixture
async def rooms() -> AsyncIterator[tuple[Fetcher, ParserPool]]:
    parser = ParserPool()
    async with Fetcher(user_agent="monitor tests", allow_private=ANYTHING_PRIVATE, deadline=2) as fetcher:
        yield fetcher, parser
    await parser.close()


def at(server: FeedServer, path: str, **given: object) -> Feed:
    return a_feed(id=path.strip("/"), url=server.url(path), **given)


async def test_a_feed_is_asked_once_an_interval_with_its_validators(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.add("/a", title=TROOPS, guid="1")
    watch = Round(store, ruleset, *rooms, at(server, "/a"))

    assert [await watch.pass_(minutes=minutes) for minutes in (0, 8, 2, 10)] == [1, 0, 1, 1]

    first, *later = server.requests_for("/a")
    assert "if-none-match" not in first.headers
    for seen in later:
        assert seen.headers["if-none-match"] == watch.state("a").etag
        assert seen.headers["if-modified-since"] == watch.state("a").last_modified
    assert store.standing().items == 1


async def test_a_feed_that_fails_slows_down_alone_and_recovers_with_all_its_news(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", b"<html><body>Log in</body></html>")
    server.serve("/b", rss([]))
    watch = Round(store, ruleset, *rooms, at(server, "/a"), at(server, "/b"))

    for _ in range(9):
        await watch.pass_(minutes=10)
    assert "web page" in (watch.state("a").fault or "")
    assert len(server.requests_for("/a")) < len(server.requests_for("/b")) == 9

    server.add("/a", title=TROOPS, guid="1")
    await watch.pass_(hours=24)
    assert watch.state("a").fault is None
    assert store.standing().items == 1


async def test_what_the_server_asks_for_is_kept(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", status=429, headers={"Retry-After": "7200"})
    watch = Round(store, ruleset, *rooms, at(server, "/a"))

    begun = [await watch.pass_(minutes=30) for _ in range(6)]

    assert begun == [1, 0, 0, 0, 1, 0]


async def test_a_feed_that_hangs_delays_no_other(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", behaviour="hang")
    server.add("/b", title=TROOPS, guid="1")
    watch = Round(store, ruleset, *rooms, at(server, "/a"), at(server, "/b"))

    await watch.pass_()

    assert watch.state("b").fault is None
    assert watch.state("a").failures == 1


async def test_a_body_that_did_not_change_is_not_read_again(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", rss([{"title": TROOPS, "guid": "1"}]), conditional=False)
    fetcher, parser = rooms
    watch = Round(store, ruleset, fetcher, parser, at(server, "/a"))
    await watch.pass_()
    await parser.close()

    await watch.pass_(minutes=10)

    assert watch.state("a").polled_at == watch.now
    assert parser._pool is None


async def test_a_local_file_is_a_feed(
    tmp_path: Path, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    path = tmp_path / "news.xml"
    path.write_bytes(rss([{"title": TROOPS, "guid": "1"}]))
    watch = Round(store, ruleset, *rooms, a_feed(id="file", url=str(path)))

    await watch.pass_()
    path.unlink()
    await watch.pass_(minutes=10)

    assert store.standing().items == 1
    assert str(path) in (watch.state("file").fault or "")


async def test_our_own_fault_in_one_poll_leaves_the_other_feeds_alone(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    class Broken:
        async def parse(self, _: object) -> object:
            raise ZeroDivisionError

    server.add("/a", title=TROOPS, guid="1")
    fetcher, _ = rooms
    watch = Round(store, ruleset, fetcher, Broken(), at(server, "/a"))  # type: ignore[arg-type]

    assert await watch.pass_() == 1
    assert await watch.pass_(minutes=1) == 0
    assert await watch.pass_(minutes=5) == 1
