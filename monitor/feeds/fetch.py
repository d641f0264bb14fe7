"""The door to the web: FetchRequest → request, redirects, bounded body → Fetched | NotModified | FetchError.

What comes from outside is bounded in every direction: one deadline for the whole of a fetch, five redirects, a cap on
the body as it is inflated (gzip only, RFC 1952), addresses checked where the connection is made (guard.py). No cookies,
no proxies from the environment, no kept connections: two polls of one feed are minutes apart.

A failure of the network is a FetchError whose sentence says what happened and what to do. Addresses in it are shown
without user, password and query: those may hold secrets.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import IO, Self, TypeVar

import httpcore
import httpx

from monitor.addresses import shown
from monitor.config import PollingConfig
from monitor.feeds.body import Decoded, TooLarge, decoded, digest_of
from monitor.feeds.fetch_faults import answer_error, asked_to_wait, how_it_broke, network_sentence
from monitor.feeds.guard import (
    NOTHING_PRIVATE,
    AddressRefused,
    AllowPrivate,
    Dialer,
    Resolver,
    allow_private,
    resolve,
)
from monitor.feeds.headers import fresh_for
from monitor.feeds.local_file import read_file
from monitor.feeds.pace import THROTTLED
from monitor.feeds.wire import GuardedTransport
from monitor.model import Fetched, FetchError, FetchOutcome, FetchRequest, NotModified

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
ACCEPTS = {"feed": ACCEPT, "page": "text/html, application/xhtml+xml;q=0.9", "robots": "text/plain, */*;q=0.1"}
PAGES = {"text/html", "application/xhtml+xml"}
MOST_REDIRECTS = 5
TIMEOUT = httpx.Timeout(15, connect=10)  # seconds without progress; the deadline is for everything together
LONGEST_TURN = 120.0  # seconds that a redirected request waits for the other ones to its host
LARGE = 512 * 1024  # bytes of a body; nine of ten feeds are smaller
BERTHS = 2  # for large bodies: each is held whole, and sixty together would be half a gigabyte


T = TypeVar("T")
TurnAt = Callable[[str], AbstractAsyncContextManager[None]]
"""Of an address: the turn in which it may be asked."""


def no_turn(_: str) -> AbstractAsyncContextManager[None]:
    """For who asks alone."""
    return nullcontext()


class Fetcher:
    """Asks for feeds; one for the whole program, entered once.

    `deadline` is in seconds and for one fetch, redirects included. `max_body` is in bytes, decoded as well as sent.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow_private: AllowPrivate = NOTHING_PRIVATE,
        deadline: float = 30.0,
        max_body: int = 8 * 1024 * 1024,
        resolver: Resolver = resolve,
    ) -> None:
        self._deadline = deadline
        self._max_body = max_body
        self._headers = [
            (b"User-Agent", user_agent.encode("utf-8")),
            (b"Accept-Encoding", b"gzip"),
            (b"Connection", b"close"),
        ]
        self._transport = GuardedTransport(Dialer(allow_private, resolver))
        self._berths = asyncio.Semaphore(BERTHS)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self._transport.__aexit__(kind, error, traceback)

    async def fetch(self, request: FetchRequest, *, is_file: bool, turn: TurnAt = no_turn) -> FetchOutcome:
        """What stands at the request's address now. `is_file`: the operator's own file, never reached by redirect.

        `turn` is waited for before an address is asked to which a redirect leads; that takes nothing of the deadline.
        """
        if is_file:
            return await asyncio.to_thread(read_file, request, self._max_body)
        return await self._in_time(request.url, partial(self._follow, request, turn))

    async def hop(self, request: FetchRequest) -> "FetchOutcome | Hop":
        """One request: for who must judge every address before it is asked for."""
        return await self._in_time(request.url, partial(self._first_hop, request))

    async def _in_time(self, url: str, asking: Callable[[asyncio.Timeout], Awaitable[T]]) -> T | FetchError:
        """Within the deadline, with failures as values."""
        try:
            async with asyncio.timeout(self._deadline) as limit:
                return await asking(limit)
        except Refusal as refusal:
            return refusal.error
        except TimeoutError:
            return FetchError(
                message=f"{shown(url)} did not finish its answer within {self._deadline:g} s: "
                "the server is slow or hangs; it is asked again later",
                reached=False,
            )

    async def _first_hop(self, request: FetchRequest, limit: asyncio.Timeout) -> "FetchOutcome | Hop":
        return await self._ask(parsed(request.url), request, limit)

    async def _follow(self, request: FetchRequest, turn: TurnAt, limit: asyncio.Timeout) -> FetchOutcome:
        url, moved, wait = parsed(request.url), True, timedelta(0)
        asked: list[httpx.URL] = []
        for hops in range(MOST_REDIRECTS + 1):
            place = url.copy_with(fragment=None) if url.fragment else url  # a copy costs as much as an address to read
            if place in asked:
                raise refused(f"{shown(request.url)} redirects in a circle: look for the feed's address")
            asked.append(place)
            async with in_turn(str(url), turn, limit) if hops else nullcontext():
                answer = await self._ask(url, request, limit)
            if not isinstance(answer, FetchError | Hop):
                answer = replace(answer, moved_to=str(url) if hops and moved and not url.userinfo else None)
            if not isinstance(answer, Hop):
                return no_sooner(answer, wait) if wait else answer
            url, moved, wait = answer.url, moved and answer.permanent, max(wait, answer.wait)
        raise refused(f"{shown(request.url)} redirects more than {MOST_REDIRECTS} times: look for the feed's address")

    async def _ask(self, url: httpx.URL, request: FetchRequest, limit: asyncio.Timeout) -> "FetchOutcome | Hop":
        """One hop: an outcome, or where it sends us."""
        request = meant_for(url, request)
        try:
            async with self._answer(url, request) as response:
                return await self._read(url, response, request, limit)
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
            raise refused(network_sentence(url, error, request.url), reached=False) from error
        except (AddressRefused, httpcore.ProtocolError) as error:
            raise refused(network_sentence(url, error, request.url)) from error
        except httpx.InvalidURL as error:  # of a Location
            raise refused(
                f"{shown(str(url))} redirects to something that is no address: its server is at fault"
            ) from error

    @asynccontextmanager
    async def _answer(self, url: httpx.URL, request: FetchRequest) -> AsyncIterator[httpx.Response]:
        """The answer to one request, its body still to come.

        By httpx's request, response and transport, without its client: that has cookies, proxies and redirects, which
        must not be used here, and takes a quarter of the time of a fetch.
        """
        headers = [*self._headers, *request_headers(request)]
        asked = httpx.Request("GET", url, headers=headers, extensions={"timeout": TIMEOUT.as_dict()})
        if url.userinfo:
            asked = next(httpx.BasicAuth(url.username, url.password).auth_flow(asked))
        response = await self._transport.handle_async_request(asked)
        try:
            yield response
        finally:
            await response.aclose()

    async def _read(
        self, url: httpx.URL, response: httpx.Response, request: FetchRequest, limit: asyncio.Timeout
    ) -> "FetchOutcome | Hop":
        now = datetime.now(UTC)
        if response.status_code in {301, 302, 303, 307, 308}:
            target = next_hop(url, response.headers.get_list("location"))
            return Hop(
                url=target, permanent=response.status_code in {301, 308}, wait=asked_to_wait(response.headers, now)
            )
        if response.status_code == 304 and (request.etag or request.last_modified):
            return NotModified(
                etag=exact(response, b"etag"),
                last_modified=exact(response, b"last-modified"),
                fresh_for=left_alone_for(response.headers, now),
            )
        if not response.is_success:
            return replace(answer_error(url, response.status_code, response.headers, now), said_by=plain(url))
        if request.wants == "page" and not is_page(response.headers.get("content-type")):
            raise refused(f"{shown(str(url))} is no web page, but {response.headers['content-type']!r:.60}")
        body, cut = await body_of(url, response, self._max_body, partial(self._read_back, limit))
        return Fetched(
            url=plain(url),
            body=body,
            digest=digest_of(body) if len(body) <= LARGE else await asyncio.to_thread(digest_of, body),
            status=response.status_code,
            content_type=response.headers.get("content-type"),
            etag=exact(response, b"etag"),
            last_modified=exact(response, b"last-modified"),
            fresh_for=left_alone_for(response.headers, now),
            cut=cut or ("its server sent a part of it, 206" if response.status_code == 206 else None),
        )

    async def _read_back(self, limit: asyncio.Timeout, sent: IO[bytes], is_gzip: bool) -> Decoded:
        """What was sent, decoded; what is large in a berth, for which the deadline waits. Raises as `decoded` does."""
        if sent.tell() <= LARGE:
            with suppress(TooLarge):  # inflated, it may be large
                return decoded(sent, is_gzip=is_gzip, limit=min(LARGE, self._max_body))
        with paused(limit):
            async with self._berths:
                return await asyncio.to_thread(decoded, sent, is_gzip=is_gzip, limit=self._max_body)


@contextmanager
def paused(limit: asyncio.Timeout) -> Iterator[None]:
    """Stops a fetch's clock while it waits for something of ours, and not for a server."""
    clock = asyncio.get_running_loop().time
    left = (limit.when() or clock()) - clock()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(clock() + left)


@asynccontextmanager
async def in_turn(url: str, turn: TurnAt, limit: asyncio.Timeout) -> AsyncIterator[None]:
    """What is asked where a redirect led, in its host's turn, for which a fetch's deadline waits. Raises Refusal."""
    async with AsyncExitStack() as held:
        try:
            with paused(limit):
                async with asyncio.timeout(LONGEST_TURN):
                    await held.enter_async_context(turn(url))
        except TimeoutError as error:
            raise refused(
                f"{shown(url)}, to which the feed's address redirects, is asked for other feeds: it had no turn within "
                f"{LONGEST_TURN:g} s, and is asked again later"
            ) from error
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect: where to, whether for good (301, 308) or for now, and how long its server wants to be left alone."""

    url: httpx.URL
    permanent: bool
    wait: timedelta = timedelta(0)


def left_alone_for(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """How long an answer that is none of failure asks us to stay away: it stays fresh, or says Retry-After."""
    fresh, wait = fresh_for(headers, now), asked_to_wait(headers, now)
    return max(wait, fresh or wait) if wait else fresh


def no_sooner(answer: FetchOutcome, wait: timedelta) -> FetchOutcome:
    """The answer to which a redirect led, whose server wants to be left alone for so long."""
    if isinstance(answer, FetchError):
        asked = THROTTLED if answer.status == 429 and answer.retry_after is None else answer.retry_after
        return replace(answer, retry_after=max(wait, asked or wait))
    return replace(answer, fresh_for=max(wait, answer.fresh_for or wait))


def fetcher_for(polling: PollingConfig) -> Fetcher:
    """The fetcher that the config asks for."""
    return Fetcher(
        user_agent=polling.user_agent,
        deadline=polling.deadline.total_seconds(),
        allow_private=allow_private(polling.allow_private_hosts),
    )


class Refusal(Exception):
    """Carries a FetchError out of the depth of a fetch, or of the turn that it waits for."""

    def __init__(self, error: FetchError) -> None:
        self.error = error
        super().__init__(error.message)


def refused(message: str, *, reached: bool = True) -> Refusal:
    return Refusal(FetchError(message=message, reached=reached))


# --- Where to ask ------------------------------------------------------------------------------------------------


def plain(url: httpx.URL) -> str:
    """An address without the user's name and password."""
    return str(url.copy_with(username=None, password=None) if url.userinfo else url)


def meant_for(url: httpx.URL, request: FetchRequest) -> FetchRequest:
    """What is sent to an address: another one's validators would have it say that nothing changed (RFC 9110 §8.8)."""
    if request.given_by is None or request.given_by == plain(url):
        return request
    return replace(request, etag=None, last_modified=None)


def parsed(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise refused(f"{shown(url)} is not an address that can be asked for ({error}): correct it") from error
    if not can_be_asked(address):
        raise refused(f"{shown(url)} is not an address that can be asked for: correct its http(s)://, host or port")
    return address


def can_be_asked(url: httpx.URL) -> bool:
    return url.scheme in {"http", "https"} and has_place(url)


def has_place(url: httpx.URL) -> bool:
    """Whether host and port can be connected to. A % in a host is httpx's quoting of a character that no host has."""
    return url.host not in {"", "."} and "%" not in url.host and (url.port is None or 0 < url.port < 2**16)


def next_hop(url: httpx.URL, locations: Sequence[str]) -> httpx.URL:
    """Where a redirect leads. Raises Refusal where no feed's redirect should lead."""
    here = shown(str(url))
    if not any(locations):
        raise refused(f"{here} redirects without saying where: the server is at fault")
    if len({plain(url.join(location)) for location in locations}) > 1:
        raise refused(f"{here} redirects to several addresses at once: its server is at fault; ask its owner")
    location = locations[0]
    target = url.join(location)
    if target.scheme not in {"http", "https"}:
        raise refused(f"{here} redirects to {shown(str(target))}: only http and https addresses are followed")
    if not has_place(target):
        raise refused(f"{here} redirects to {shown(str(target))}, a host or port that can't be: its server is at fault")
    if any(httpx.URL(location).userinfo for location in locations):
        raise refused(f"{here} redirects to an address with a user name in it: that is not followed")
    if url.scheme == "https" and target.scheme == "http":
        raise refused(
            f"{here} redirects from https to plain http ({shown(str(target))}): that is not followed; "
            "if you trust it, give that address in the config"
        )
    is_at_home = (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port)
    return target.copy_with(username=url.username, password=url.password) if url.userinfo and is_at_home else target


def is_page(content_type: str | None) -> bool:
    """Whether an answer may be HTML; one that does not say is looked at."""
    return content_type is None or content_type.partition(";")[0].strip().lower() in PAGES


def request_headers(request: FetchRequest) -> list[tuple[bytes, bytes]]:
    """What is wanted, and the last answer's validators, byte for byte (RFC 9110 §13.1.2, §13.1.3).

    With an ETag, a feed need only send what is new (RFC 3229 §10.5.3, the manipulation "feed").
    """
    pairs = (
        (b"Accept", ACCEPTS[request.wants]),
        (b"If-None-Match", request.etag),
        (b"If-Modified-Since", request.last_modified),
        (b"A-IM", "feed" if request.etag and request.wants == "feed" else None),
    )
    return [(name, value.encode("latin-1", "replace")) for name, value in pairs if value]


def exact(response: httpx.Response, name: bytes) -> str | None:
    """A header as its bytes stand; Latin-1 maps every byte to one character and back."""
    return next((value.decode("latin-1") for key, value in response.headers.raw if key.lower() == name), None)


# --- Reading the body --------------------------------------------------------------------------------------------


async def body_of(
    url: httpx.URL, response: httpx.Response, limit: int, read_back: Callable[[IO[bytes], bool], Awaitable[Decoded]]
) -> tuple[bytes, str | None]:
    """The body, decoded, at most `limit` bytes, and how it breaks off. Raises Refusal, also where nothing came.

    What is large goes to a file of no name as it arrives, so that no server waits for us, until `read_back` gives it.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {*AS_IT_IS, "gzip", "x-gzip"}:
        raise refused(f"{shown(str(url))} compresses its answer as {encoding!r}, which was not asked for")
    try:
        with SpooledTemporaryFile(max_size=LARGE) as sent:
            broke = await received(response, sent, limit)
            body, is_whole = await read_back(sent, "gzip" in encoding)
    except TooLarge as error:
        raise refused(
            f"{shown(str(url))} sends more than {limit / 2**20:g} MiB: no feed is that large; check the address"
        ) from error
    except zlib.error as error:
        raise refused(f"{shown(str(url))} says that its answer is gzip, but it can't be unpacked") from error
    except OSError as error:
        raise refused(
            f"{shown(str(url))} sends a large answer, and it can't be kept in a file ({error.strerror}): make room in "
            f"{gettempdir()} on this machine"
        ) from error
    if broke is not None and not body:
        raise broke
    if not is_whole and not body:
        raise refused(f"{shown(str(url))} broke off in the middle of its answer; it is asked again later")
    return body, None if broke is None and is_whole else how_it_broke(broke or EOFError())


async def received(response: httpx.Response, sent: IO[bytes], limit: int) -> Exception | None:
    """Keeps a body as it is sent; what broke it off. Raises TooLarge, and OSError of the file."""
    size = 0
    try:
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > limit:
                raise TooLarge
            if size > LARGE:
                await asyncio.to_thread(sent.write, chunk)
            else:
                sent.write(chunk)
    except (httpcore.RemoteProtocolError, httpcore.ReadError) as error:
        return error
    return None


AS_IT_IS = {"", "identity", "none", "utf-8", "utf8", "binary", "8bit"}  # what servers call a body that is not packed
