"""Who reads bodies: Fetched → at hand, or in a process of its own → ParsedFeed | an article's text | ParseError.

    small, ordinary ─ the fast scan, in a thread of ours
    beyond the scan ─ the feeds' lane, a tenth of a second ─┐
    an article ─────── the pages' lane, a second ───────────┤ longer
    large, or known to take long ───────────────────────────┴─ the slow lane: seconds, by size; then it is given up

A body made to hurt can cost the parser seconds, gigabytes, or its life. What it costs is borne in a process that can
be killed, and by no other feed than its own: whoever once took long is read in the slow lane from then on, until it is
quick there. So sixty bodies made to hurt hold up the others for a tenth of a second each, once. In the slow lane, who
needs least comes first, and what waits there lies in files. Processes start with the first body that needs them.

An ordinary feed never comes so far: the fast scan, which is bounded, has it in about a millisecond. It and what is made
of its entries have one thread for all feeds: thirty that answer at once would hold up the event loop for as many
milliseconds, and so would thirty threads that want the interpreter.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from time import thread_time
from typing import TypeVar

from monitor.feeds.address import host_of
from monitor.feeds.article import Permission, article_text, permission
from monitor.feeds.lanes import LATE, MADE_TO, Allowance, Done, Lane, Overran, wall_of
from monitor.feeds.listing import Listing, Marks, listing_of, plain_listing, whole_listing
from monitor.feeds.parcel import Parcel
from monitor.feeds.parse import parse_feed, parse_plain
from monitor.feeds.scan import Beyond
from monitor.model import Feed, Fetched, ParsedFeed, ParseError

AT_HAND = 512 * 1024  # bytes; nine of ten feeds are smaller
MEMORY = 384 * 2**20  # bytes that a worker may address, a third of them its libraries
BODIES = 500  # that a worker reads before it is replaced
MOST_SLOW = 10_000  # feeds and hosts that are known to take long


T = TypeVar("T")
What = Mapping[str, object]
"""What is known of a body, by the names of the arguments of what reads it."""


class ParserPool:
    """Reads bodies. `longest`: CPU seconds that any may take. `memory`: bytes of address space of a worker."""

    def __init__(self, *, longest: float = 10.0, memory: int = MEMORY) -> None:
        self._quick = Allowance(least=0.1, a_mebibyte=1.0, most=longest)  # an ordinary feed takes a tenth of it
        self._page = Allowance(least=1.0, a_mebibyte=2.0, most=longest)
        self._slow = Allowance(least=4.0, a_mebibyte=2.0, most=longest)
        self._feeds = Lane(memory=memory, bodies=BODIES)
        self._pages = Lane(memory=memory, bodies=BODIES)
        self._rest = Lane(memory=memory, bodies=1, yields=True)  # none inherits what the one before did to its worker
        self._costs: dict[str, float] = {}  # CPU seconds, by who takes long: a feed's id, or a page's host
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")

    async def read(
        self, parcel: Parcel, feed: Feed, now: datetime, before: Marks
    ) -> tuple[ParsedFeed, Listing] | ParseError:
        """What a feed's body says and lists. `before`: what remains of its last one."""
        try:
            if parcel.size <= AT_HAND and feed.id not in self._costs:
                found = await self._read_quickly(parcel, feed, now, before)
                if not isinstance(found, Overran):
                    return found
            what = {"answer": parcel.answer, "feed": feed, "now": now, "before": before}
            return await self._slowly(whole_listing, parcel, what, feed.id)
        finally:
            parcel.discard()

    async def _read_quickly(
        self, parcel: Parcel, feed: Feed, now: datetime, before: Marks
    ) -> tuple[ParsedFeed, Listing] | ParseError | Overran:
        """The fast scan, then a worker."""
        plain = await self._at_hand(partial(plain_listing, parcel.opened(), feed, now, before), parcel, feed.id)
        if not isinstance(plain, Beyond):
            return plain
        what = {"url": parcel.answer.url, "content_type": parcel.answer.content_type}
        said = await self._quickly(self._feeds, self._quick, parse_feed, parcel, what, feed.id)
        if not isinstance(said, ParsedFeed):
            return said
        return said, await self._at_hand(partial(listing_of, said.entries, feed, now, before), parcel, feed.id)

    async def parse(self, fetched: Fetched) -> ParsedFeed | ParseError:
        """What a feed's body says, for who looks at one feed."""
        what = {"url": fetched.url, "content_type": fetched.content_type}
        parcel = Parcel(fetched)
        if parcel.size <= AT_HAND:
            scan = partial(parse_plain, fetched.body, url=fetched.url, content_type=fetched.content_type)
            plain = await self._at_hand(scan, parcel, fetched.url)
            if isinstance(plain, ParsedFeed):
                return plain
        try:
            return await self._slowly(parse_feed, parcel, what, fetched.url)
        finally:
            parcel.discard()

    async def article_text(self, fetched: Fetched) -> str | ParseError:
        """The text of the article on a page."""
        what = {"url": fetched.url, "content_type": fetched.content_type}
        return await self._page_read(article_text, Parcel(fetched), what)

    async def permission(self, body: bytes, url: str, agent: str) -> Permission | ParseError:
        """What a robots.txt says of an address."""
        parcel = Parcel(Fetched(url=url, body=body, digest=""))
        return await self._page_read(permission, parcel, {"url": url, "agent": agent})

    async def _page_read(self, work: Callable[..., T], parcel: Parcel, what: What) -> T | ParseError:
        who = host_of(parcel.answer.url)
        try:
            if who not in self._costs:
                found = await self._quickly(self._pages, self._page, work, parcel, what, who)
                if not isinstance(found, Overran):
                    return found
            return await self._slowly(work, parcel, what, who)
        finally:
            parcel.discard()

    # --- Each in its lane

    async def _at_hand(self, work: Callable[[], T], parcel: Parcel, who: str) -> T:
        """Some milliseconds of work that is bounded, done beside the event loop, one after the other."""
        done = await asyncio.get_running_loop().run_in_executor(self._thread, clocked, work)
        if done.took > self._quick.of(parcel.size):
            self._takes_long(who, done.took)
        return done.result

    async def _quickly(
        self,
        lane: Lane,
        allowance: Allowance,
        work: Callable[..., T],
        parcel: Parcel,
        what: What,
        who: str,
    ) -> T | ParseError | Overran:
        budget = allowance.of(parcel.size)
        done = await lane.read(work, parcel, what, budget=budget, needs=budget)
        if isinstance(done, Done):
            return done.result
        if done is not LATE:
            self._takes_long(who, budget)
        return done

    async def _slowly(self, work: Callable[..., T], parcel: Parcel, what: What, who: str) -> T | ParseError:
        budget = self._slow.of(parcel.size)
        needs = self._costs.get(who, self._quick.of(parcel.size))
        done = await self._rest.read(work, parcel, what, budget=budget, needs=needs)
        if isinstance(done, Done) and done.took <= self._quick.of(parcel.size):
            self._costs.pop(who, None)
        elif isinstance(done, Done):
            self._takes_long(who, done.took)
        elif done is not LATE:
            self._takes_long(who, budget)
        if isinstance(done, Overran):
            return given_up(done, budget)
        return done.result if isinstance(done, Done) else done

    def _takes_long(self, who: str, took: float) -> None:
        if len(self._costs) >= MOST_SLOW and who not in self._costs:  # the first that was noted is forgotten
            self._costs.pop(next(iter(self._costs)))
        self._costs[who] = took

    async def close(self) -> None:
        """Ends the workers, whatever they are at. The pool may be used again, and then starts anew."""
        for lane in (self._feeds, self._pages, self._rest):
            await lane.close()


def given_up(how: Overran, budget: float) -> ParseError:
    """What is said of a body that was given so many CPU seconds."""
    if how is LATE:
        return ParseError(
            message=f"reading the body did not finish within {wall_of(budget):.3g} s, and was given little of the "
            "processor: this machine is busy; it is asked again later"
        )
    return ParseError(
        message=f"reading the body took longer than {budget:.2g} s of computing, and was given up: {MADE_TO}"
    )


def clocked(work: Callable[[], T]) -> Done[T]:
    """Work, and what it took of this thread's CPU time."""
    begun = thread_time()
    return Done(work(), thread_time() - begun)
