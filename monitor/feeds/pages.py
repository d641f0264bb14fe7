"""Pages: an address → its site's robots.txt → the page, hop by hop, in its domain's turn → its text, or why not.

The manners are those of feeds: the same guard and limits, one request at a time to a registered domain. robots.txt is
kept for a day and then asked for conditionally; one that can't be had forbids everything, one that does not exist
nothing (RFC 9309 §2.3.1). Each hop of a redirect is another address, and is asked for leave by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.addresses import canonical_url, shown
from monitor.feeds.address import host_of, neighbourhood, origin_of
from monitor.feeds.article import Article, Permission
from monitor.feeds.fetch import MOST_REDIRECTS, Hop, TurnAt, no_turn
from monitor.feeds.guard import AllowPrivate
from monitor.feeds.pace import THROTTLED
from monitor.feeds.turns import Turns
from monitor.model import Fetched, FetchError, FetchOutcome, FetchRequest, NotModified, ParseError

ROBOTS_LAST = timedelta(hours=24)  # RFC 9309 §2.4
NO_ROBOTS_LAST = timedelta(hours=1)  # where the site did not answer
MOST_SITES = 1_000  # whose robots.txt is remembered


class Asks(Protocol):
    """The door to the sites. Never raises for the network."""

    async def fetch(self, request: FetchRequest, *, is_file: bool, turn: TurnAt = no_turn) -> FetchOutcome: ...

    async def hop(self, request: FetchRequest) -> FetchOutcome | Hop: ...


class Reads(Protocol):
    """The worker processes that read what comes from outside, within a deadline."""

    async def article_text(self, fetched: Fetched) -> str | ParseError: ...

    async def permission(self, body: bytes, url: str, agent: str) -> Permission | ParseError: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A site's robots.txt until it is asked for again. `fault`: why it could not be had, and nothing may be asked."""

    until: datetime
    body: bytes = b""
    fault: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Pages:
    """Reads articles. `agent` is the name by which robots.txt knows us; `own` are the operator's hosts.

    `on_throttled` is told of a domain that says 429, and until when it is to be left alone.
    """

    def __init__(
        self,
        *,
        fetcher: Asks,
        reader: Reads,
        turns: Turns,
        agent: str,
        own: AllowPrivate,
        clock: Callable[[], datetime],
        on_throttled: Callable[[str, datetime], Awaitable[None]] | None = None,
    ) -> None:
        self.fetcher = fetcher
        self.reader = reader
        self.turns = turns
        self.agent = agent
        self.own = own
        self.clock = clock
        self.on_throttled = on_throttled
        self.robots: dict[str, Robots] = {}
        self.asking: dict[str, asyncio.Lock] = {}  # by site: its articles ask for robots.txt once

    async def read(self, url: str, *, held: str | None = None) -> Article:
        """The article at an address, or why there is none. `held`: the domain whose turn the caller has."""
        text = await self._follow(url, held)
        said = {"fault": text.message} if isinstance(text, ParseError | FetchError) else {"text": text}
        return Article(url=canonical_url(url), fetched_at=self.clock(), **said)

    async def _follow(self, url: str, held: str | None) -> str | ParseError | FetchError:
        start = url
        for _ in range(MOST_REDIRECTS + 1):
            leave = await self._leave(url, held)
            if isinstance(leave, ParseError):
                return leave
            answer = await self._ask(url, held, leave.delay)
            if isinstance(answer, Fetched):
                return await self.reader.article_text(answer)
            if not isinstance(answer, Hop):
                return in_words(url, answer)
            url = str(answer.url)
        return FetchError(message=f"{shown(start)} redirects more than {MOST_REDIRECTS} times")

    async def _ask(self, url: str, held: str | None, delay: float) -> FetchOutcome | Hop:
        domain = neighbourhood(url, self.own)
        async with self.turns.of(domain, held=held, gap=timedelta(seconds=delay)):
            if domain is not None and self.turns.left_alone_for(domain, self.clock()):
                return FetchError(message=f"{domain} says that it is asked too often (429), and is left alone")
            answer = await self.fetcher.hop(FetchRequest(url=url, wants="page"))
        if domain is not None and isinstance(answer, FetchError) and answer.status == 429:
            now = self.clock()
            until = now + (answer.retry_after or THROTTLED)
            self.turns.leave_alone(domain, until, now)
            if self.on_throttled is not None:
                await self.on_throttled(domain, until)
        return answer

    # --- robots.txt ---

    async def _leave(self, url: str, held: str | None) -> Permission | ParseError:
        """Whether its site lets us ask for an address; a sentence where not."""
        robots = await self._robots(origin_of(url), held)
        if robots.fault is not None:
            return ParseError(message=f"{robots.fault}, so nothing of {host_of(url)} may be asked for")
        if not robots.body.strip():
            return Permission(allowed=True)
        said = await self.reader.permission(robots.body, url, self.agent)
        if isinstance(said, ParseError) or said.allowed:
            return said
        return ParseError(message=f"the robots.txt of {host_of(url)} forbids it")

    async def _robots(self, site: str, held: str | None) -> Robots:
        async with self.asking.setdefault(site, asyncio.Lock()):
            known = self.robots.get(site)
            if known is not None and known.until > self.clock():
                return known
            found = robots_from(await self._ask_for_robots(site, known, held), known, self.clock())
            if len(self.robots) >= MOST_SITES:  # the first that was remembered goes
                self.asking.pop(forgotten := next(iter(self.robots)))
                self.robots.pop(forgotten)
            self.robots[site] = found
            return found

    async def _ask_for_robots(self, site: str, known: Robots | None, held: str | None) -> FetchOutcome:
        request = FetchRequest(
            url=f"{site}/robots.txt",
            wants="robots",
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
        )
        async with self.turns.of(neighbourhood(site, self.own), held=held, gap=timedelta(0)):
            return await self.fetcher.fetch(request, is_file=False)


def robots_from(answer: FetchOutcome, known: Robots | None, now: datetime) -> Robots:
    """What an answer to a request for robots.txt means. 4xx: there is none; but 429 asks us to stay away."""
    match answer:
        case Fetched():
            until = now + ROBOTS_LAST
            return Robots(until=until, body=answer.body, etag=answer.etag, last_modified=answer.last_modified)
        case NotModified() if known is not None:
            return Robots(until=now + ROBOTS_LAST, body=known.body, etag=known.etag, last_modified=known.last_modified)
        case FetchError(status=int(status)) if 400 <= status < 500 and status != 429:
            return Robots(until=now + ROBOTS_LAST)
        case _:
            return Robots(until=now + NO_ROBOTS_LAST, fault="its robots.txt can't be had")


def in_words(url: str, answer: FetchError | NotModified) -> FetchError:
    """A failure, in words for an article: those of the fetcher are for feeds."""
    status = answer.status if isinstance(answer, FetchError) else 304
    if status is not None:
        return FetchError(message=f"{shown(url)} answers with status {status}", status=status)
    assert isinstance(answer, FetchError)
    return answer
