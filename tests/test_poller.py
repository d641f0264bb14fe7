"""The poller: feeds that are due, asked with manners, each for itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from feed_server import FeedServer, rss
from make import NOON, a_feed
from structlog.testing import capture_logs
from test_store import TROOPS

from monitor.errors import StoreAwayError
from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.pace import OUTAGE
from monitor.feeds.worker import ParserPool
from monitor.leases import Leases
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
            leases=Leases(self.uptime),
            fetcher=fetcher,
            parser=parser,
            ruleset=lambda: ruleset,
            channel="#watch",
            concurrency=4,
            clock=self.clock,
            gap=timedelta(0),
        )

    def clock(self) -> datetime:
        return self.now

    def uptime(self) -> float:
        return self.now.timestamp()

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
    assert store.vitals.kept().items == 1


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
    assert store.vitals.kept().items == 1


async def test_what_the_server_asks_for_is_kept(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", status=429, headers={"Retry-After": "7200"})
    watch = Round(store, ruleset, *rooms, at(server, "/a"))

    begun = [await watch.pass_(minutes=30) for _ in range(6)]

    assert begun == [1, 0, 0, 0, 1, 0]


@pytest.mark.slow
async def test_a_feed_that_hangs_delays_no_other(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", behaviour="hang")
    server.add("/b", title=TROOPS, guid="1")
    watch = Round(store, ruleset, *rooms, at(server, "/a"), at(server, "/b"))

    await watch.pass_()

    assert watch.state("b").fault is None
    assert watch.state("a").failures == 1


@pytest.mark.slow
async def test_many_feeds_that_hang_delay_no_other(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/hang", behaviour="hang")
    hang = [a_feed(id=f"a{number:02}", url=server.url("/hang")) for number in range(40)]
    server.add("/z", title=TROOPS, guid="1")
    watch = Round(store, ruleset, *rooms, *hang, at(server, "/z"))

    all_polls = asyncio.create_task(watch.poller.poll_all())
    async with asyncio.timeout(1.8):  # the others hang until the deadline of 2 s
        while watch.state("z").polled_at is None:
            await asyncio.sleep(0.02)

    assert not all_polls.done()
    await watch.poller.drain(timedelta(0))
    with pytest.raises(asyncio.CancelledError):
        await all_polls


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
    assert parser._feeds._pool is None


async def test_a_local_file_is_a_feed(
    tmp_path: Path, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    path = tmp_path / "news.xml"
    path.write_bytes(rss([{"title": TROOPS, "guid": "1"}]))
    watch = Round(store, ruleset, *rooms, a_feed(id="file", url=str(path)))

    await watch.pass_()
    path.unlink()
    await watch.pass_(minutes=10)

    assert store.vitals.kept().items == 1
    assert str(path) in (watch.state("file").fault or "")


async def test_our_own_fault_in_one_poll_leaves_the_other_feeds_alone(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    class Broken:
        async def read(self, *_: object) -> object:
            raise ZeroDivisionError

    server.add("/a", title=TROOPS, guid="1")
    fetcher, _ = rooms
    watch = Round(store, ruleset, fetcher, Broken(), at(server, "/a"))  # type: ignore[arg-type]

    assert await watch.pass_() == 1
    assert await watch.pass_(minutes=1) == 0
    assert await watch.pass_(minutes=5) == 1


async def test_news_that_the_store_does_not_let_out_now_is_a_poll_like_any(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    async def refused() -> None:
        raise StoreAwayError("the database went away")

    server.add("/a", title=TROOPS, guid="1", published=format_datetime(NOON))
    watch = Round(store, ruleset, *rooms, at(server, "/a"))
    watch.poller.on_news = refused

    with capture_logs() as logs:
        (poll,) = await watch.poller.poll_all()

    assert poll is not None
    assert "news waits for the store" in [line["event"] for line in logs]


# --- Manners towards a host, and whose fault it is --------------------------------------------------------------------


@pytest.fixture
async def abroad() -> AsyncIterator[tuple[Fetcher, ParserPool]]:
    """As `rooms`, but every host name leads to the server on loopback, except `dead` ones."""
    parser = ParserPool()

    async def resolver(host: str, _: int) -> tuple[str, ...]:
        if host in DEAD:
            raise socket.gaierror(socket.EAI_AGAIN, "no name server")
        return ("127.0.0.1",)

    DEAD.clear()
    async with Fetcher(
        user_agent="monitor tests", allow_private=ANYTHING_PRIVATE, deadline=2, resolver=resolver
    ) as fetcher:
        yield fetcher, parser
    await parser.close()


DEAD: set[str] = set()


def on(server: FeedServer, host: str, path: str, **given: object) -> Feed:
    return a_feed(id=f"{host}{path}".replace("/", "-"), url=server.url(path, host), **given)


async def test_a_domain_is_asked_for_one_feed_at_a_time(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    feeds = [on(server, host, path) for host in ("a.wire.org", "b.wire.org") for path in ("/1", "/2")]
    other = on(server, "desk.org", "/3")
    watch = Round(store, ruleset, *abroad, *feeds, other)

    assert [await watch.pass_(seconds=1) for _ in range(5)] == [2, 1, 1, 1, 0]


async def test_a_gap_lies_between_two_requests_to_a_domain(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    watch = Round(store, ruleset, *abroad, on(server, "a.wire.org", "/1"), on(server, "b.wire.org", "/2"))
    watch.poller.turns.gap = timedelta(seconds=0.3)

    assert [await watch.pass_() for _ in range(2)] == [1, 0]
    await asyncio.sleep(0.35)
    assert await watch.pass_(seconds=0.1) == 0  # the store says so too, for other replicas
    assert await watch.pass_(seconds=0.2) == 1


async def test_a_server_that_is_asked_too_often_is_left_alone_with_all_its_feeds_and_one_in_trouble_with_that_feed(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/429", status=429, headers={"Retry-After": "3600"})
    server.serve("/503", status=503, headers={"Retry-After": "3600"})
    server.add("/good", title=TROOPS, guid="1")
    often = [on(server, "a.often.org", "/429"), on(server, "b.often.org", "/good")]
    broken = [on(server, "a.broken.org", "/503"), on(server, "b.broken.org", "/good")]
    watch = Round(store, ruleset, *abroad, *often, *broken)

    begun = [await watch.pass_(seconds=1), await watch.pass_(seconds=1), await watch.pass_(minutes=30)]
    assert begun == [2, 1, 1]
    assert watch.state("b.often.org-good").polled_at is None
    assert watch.state("b.broken.org-good").polled_at == watch.now

    await watch.pass_(minutes=31)
    await watch.pass_(seconds=1)
    assert len(server.requests_for("/429")) == 2


async def test_validators_go_to_the_address_that_gave_them_and_to_no_other(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    server.add("/old", title=TROOPS, guid="1")
    server.add("/new", title="Another report", guid="2")
    server.answers["/new"] = replace(server.answers["/new"], headers=server.answers["/old"].headers)  # by chance
    server.redirect("/feed", server.url("/old", "old.org"))
    watch = Round(store, ruleset, *abroad, on(server, "a.org", "/feed"))

    await watch.pass_()
    await watch.pass_(minutes=10)
    server.redirect("/feed", server.url("/new", "new.org"))
    await watch.pass_(minutes=10)
    await watch.pass_(minutes=10)

    asked = {path: ["if-none-match" in seen.headers for seen in server.requests_for(path)] for path in server.answers}
    assert asked == {"/feed": [False] * 4, "/old": [False, True], "/new": [False, True]}
    assert store.vitals.kept().items == 2


async def test_a_domain_to_which_feeds_redirect_is_asked_in_turn_and_left_alone_where_it_says_so(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    for name in "abc":
        server.add(f"/hub-{name}", title=TROOPS, guid=name)
        server.redirect(f"/{name}", server.url(f"/hub-{name}", "www.hub.org"))
    server.add("/own", title=TROOPS, guid="own")
    feeds = [on(server, f"{name}.org", f"/{name}") for name in "abc"]
    watch = Round(store, ruleset, *abroad, *feeds, on(server, "www.a.org", "/own"))
    watch.poller.turns.gap = timedelta(seconds=0.2)

    await watch.pass_()
    times = sorted(server.requests_for(f"/hub-{name}")[0].at for name in "abc")
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))

    server.serve("/hub-a", status=429, headers={"Retry-After": "3600"})
    watch.poller.turns.gap = timedelta(0)
    for _ in range(3):
        await watch.pass_(minutes=10)
        await watch.pass_(seconds=1)
    assert sum(len(server.requests_for(f"/hub-{name}")) for name in "abc") <= 6
    assert len(server.requests_for("/own")) == 3  # its domain has said nothing


async def test_marks_of_a_feed_that_was_taken_out_or_edited_while_it_was_polled_are_not_kept(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.add("/a", title=TROOPS, guid="1")
    feed = at(server, "/a")
    watch = Round(store, ruleset, *rooms, feed)
    channel, policy = watch.poller.recorder.channel, watch.poller.recorder.policy
    read = watch.poller._read

    async def edited_meanwhile(*given: Any) -> Any:
        found = await read(*given)
        watch.poller.take([replace(feed, lang="ko")], channel, policy)
        return found

    watch.poller._read = edited_meanwhile  # type: ignore[method-assign, assignment]  # the config is loaded at that moment
    await watch.pass_()
    assert watch.poller.marks == {}
    watch.poller.take([], channel, policy)
    watch.poller.take([feed], channel, policy)


async def test_a_single_round_asks_every_feed_but_those_that_may_not_be_asked(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/429", status=429, headers={"Retry-After": "3600"})
    server.add("/good", title=TROOPS, guid="1")
    feeds = [on(server, host, path) for host in ("a.often.org", "z.org") for path in ("/good", "/429", "/other")]
    watch = Round(store, ruleset, *abroad, *feeds, on(server, "y.org", "/good"))

    polls = await watch.poller.poll_all()

    assert {poll.feed_id for poll in polls if poll} == {
        "a.often.org-429",  # the first of its domain, and the last
        "z.org-429",
        "y.org-good",
    }


async def test_when_nothing_can_be_reached_no_feed_is_blamed_and_all_catch_up(
    server: FeedServer, store: Store, ruleset: RuleSet, abroad: tuple[Fetcher, ParserPool]
) -> None:
    hosts = [f"news{n}.org" for n in range(4)]
    for n in range(4):
        server.add(f"/{n}", title=f"{TROOPS} again {n}", guid=str(n))
    watch = Round(store, ruleset, *abroad, *(on(server, host, f"/{n}") for n, host in enumerate(hosts)))
    await watch.pass_()

    DEAD.update(hosts)
    with capture_logs() as said:
        for _ in range(8):
            await watch.pass_(minutes=10)
    assert [state.failures for state in store.feed_states()] == [0] * 4
    assert {state.fault for state in store.feed_states()} == {OUTAGE}
    assert [line["event"] for line in said].count("nothing can be reached") == 1

    DEAD.clear()
    with capture_logs() as said:
        await watch.pass_(seconds=30)
    assert [line["event"] for line in said if line["log_level"] == "info"] == ["the network works again"]
    assert all(state.polled_at == watch.now and state.fault is None for state in store.feed_states())


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address_until_that_fails(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.add("/new", title=TROOPS, guid="1")
    server.redirect("/mid", server.url("/new"), 308)
    server.redirect("/a", server.url("/mid"), 301)
    server.redirect("/b", server.url("/new"), 302)
    watch = Round(store, ruleset, *rooms, at(server, "/a"), at(server, "/b"))
    for _ in range(3):
        await watch.pass_(hours=24)
    assert (len(server.requests_for("/a")), watch.state("a").habits.adopted) == (3, True)
    assert not watch.state("b").habits.moved_to

    await watch.pass_(hours=24)
    assert (len(server.requests_for("/a")), len(server.requests_for("/b"))) == (3, 4)

    server.serve("/new", status=404)
    await watch.pass_(hours=24)
    assert len(server.requests_for("/a")) == 3
    await watch.pass_(hours=24)
    assert len(server.requests_for("/a")) == 4


async def test_a_feed_that_is_gone_is_asked_no_more_until_its_address_is_edited(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", status=410)
    watch = Round(store, ruleset, *rooms, at(server, "/a"))

    assert [await watch.pass_(hours=25) for _ in range(4)] == [1, 1, 0, 0]
    assert "twice" in (watch.state("a").fault or "")

    store.enrol([a_feed(id="a", url=server.url("/b"))], watch.now)
    assert store.due_feeds(watch.now, list) == ["a"]


async def test_a_poll_that_joins_on_to_nothing_is_told_and_the_feed_is_asked_sooner(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    def page(first: int) -> bytes:
        return rss([{"title": f"News item number {n}", "guid": str(n)} for n in range(first, first + 4)])

    server.serve("/a", page(0))
    watch = Round(store, ruleset, *rooms, at(server, "/a"))
    await watch.pass_()
    server.serve("/a", page(40))
    with capture_logs() as said:
        await watch.pass_(minutes=10)

    (warning,) = [line for line in said if line["log_level"] == "warning"]
    assert warning["event"] == "feed may have lost items"
    assert watch.state("a").next_poll_at <= watch.now + timedelta(minutes=5)
    assert watch.state("a").habits.gap_from == watch.now - timedelta(minutes=10)


async def test_what_fails_while_we_stop_is_no_feed_s_failure_and_is_asked_again_at_once(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/a", b"no feed at all")
    watch = Round(store, ruleset, *rooms, at(server, "/a"))

    watch.poller.is_stopping = True
    assert await watch.pass_() == 1
    assert (watch.state("a").fault, watch.state("a").failures) == (None, 0)

    watch.poller.is_stopping = False
    assert await watch.pass_() == 1
    assert watch.state("a").failures == 1


async def test_an_empty_feed_that_had_entries_is_a_fault(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.add("/a", title=TROOPS, guid="1")
    watch = Round(store, ruleset, *rooms, at(server, "/a"))
    await watch.pass_()
    server.serve("/a", rss([]))
    await watch.pass_(minutes=10)

    assert "empty" in (watch.state("a").fault or "")
    assert watch.state("a").next_poll_at <= watch.now + timedelta(minutes=10)
