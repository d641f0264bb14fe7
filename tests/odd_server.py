"""A server that is neither good nor hostile, only odd: what servers of real feeds do, one path for each way.

`WAYS` maps a path to what it answers to the n-th request, and to what is to be expected of us: how often it may be
asked in 20 s at an interval of 2 s, and words of the fault that is then told (None: none).
"""

import asyncio
import gzip
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from itertools import count
from time import monotonic
from typing import NamedTuple, Self

from feed_server import rss

Answer = Callable[[int, Mapping[str, str]], bytes]
OFTEN, SELDOM, ONCE = (7, 12), (2, 6), (1, 1)  # times in 20 s: as declared, ever later, only once
ITEMS = [{"title": f"Nothing of note {n}", "guid": str(n), "link": f"https://n.example/{n}"} for n in range(9)]
FEED = rss(ITEMS)


class Way(NamedTuple):
    answer: Answer
    times: tuple[int, int]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(slots=True)
class OddServer:
    """Listens on 127.0.0.1, and writes down who asks for what."""

    log: list[Asked] = field(default_factory=list)
    port: int = 0
    _numbers: defaultdict[str, Iterator[int]] = field(default_factory=lambda: defaultdict(count))
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    def asked(self, path: str) -> list[Asked]:
        return [asked for asked in self.log if asked.path == path]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = lines[0].split()[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
            self.log.append(Asked(path, headers, monotonic()))
            way = WAYS.get(path)
            writer.write(way.answer(next(self._numbers[path]), headers) if way else says("404 Not Found"))
            await writer.drain()
        writer.close()


def says(status: str, body: bytes = b"", *fields: str) -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields))
    return f"{head}\r\n".encode("latin-1") + body


def always(status: str = "200 OK", body: bytes = FEED, *fields: str) -> Answer:
    return lambda _, __: says(status, body, *fields)


def to(location: str, status: str = "302 Found", *fields: str) -> Answer:
    return always(status, b"", f"Location: {location}", *fields)


def raw(head: bytes, body: bytes = FEED) -> Answer:
    return lambda _, __: head + body


def tagged(tag: str) -> Answer:
    """Says “not modified” to who replays the tag byte for byte."""
    same = says("304 Not Modified", b"", f"ETag: {tag}")
    return lambda _, headers: same if headers.get("if-none-match") == tag else says("200 OK", FEED, f"ETag: {tag}")


def changing(of: Callable[[int], bytes], *fields: str) -> Answer:
    return lambda number, _: says("200 OK", of(number), *fields)


def with_channel(markup: str) -> bytes:
    return FEED.replace(b"</title>", b"</title>" + markup.encode(), 1)


def shuffled(_: int) -> bytes:
    return rss(random.sample(ITEMS, len(ITEMS)))


def redated(_: int) -> bytes:
    return rss([item | {"published": formatdate(usegmt=True)} for item in ITEMS])


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n%x\r\n" % len(FEED)
PAGE = b"<html><title>Sign in</title><meta http-equiv=refresh content='0;url=/portal'></html>"
SELF = "<link xmlns='http://www.w3.org/2005/Atom' rel='self' href='http://127.0.0.1:1/elsewhere'/>"
LONG_PAST = "Thu, 01 Jan 1970 00:00:00 GMT"
WAYS = {
    # Validators
    "/etag-changes": Way(lambda n, _: says("200 OK", FEED, f'ETag: "{n}"'), OFTEN),
    "/etag-weak": Way(tagged('W/"a"'), OFTEN),
    "/etag-bare": Way(tagged("abc"), OFTEN),
    "/etag-long": Way(tagged(f'"{"x" * 20_000}"'), OFTEN),
    "/etag-empty": Way(always("200 OK", FEED, "ETag: "), OFTEN),
    "/modified-odd": Way(always("200 OK", FEED, "Last-Modified: yesterday at noon"), OFTEN),
    "/304-unasked": Way(always("304 Not Modified", b""), SELDOM, "'not modified' (304)"),
    # How long an answer lasts
    "/max-age-0": Way(always("200 OK", FEED, "Cache-Control: max-age=0, must-revalidate"), OFTEN),
    "/max-age-year": Way(always("200 OK", FEED, "Cache-Control: public, max-age=31536000, immutable"), ONCE),
    "/s-maxage": Way(always("200 OK", FEED, "Cache-Control: s-maxage=600"), OFTEN),
    "/expires-past": Way(always("200 OK", FEED, f"Expires: {LONG_PAST}"), OFTEN),
    "/expires-0": Way(always("200 OK", FEED, "Expires: 0"), OFTEN),
    "/ttl": Way(always("200 OK", with_channel("<ttl>1</ttl>")), ONCE),
    "/ttl-junk": Way(always("200 OK", with_channel("<ttl>soon</ttl>")), OFTEN),
    "/later-200": Way(always("200 OK", FEED, "Retry-After: 60"), ONCE),
    "/later-302": Way(to("/etag-weak", "302 Found", "Retry-After: 60"), ONCE),
    "/later-403": Way(always("403 Forbidden", b"", "Retry-After: 60"), ONCE, "refuses to serve us"),
    "/later-500": Way(always("500 Oops", b"", "Retry-After: 60"), ONCE, "on the server's side (500)"),
    "/later-429-year": Way(always("429 Slow Down", b"", "Retry-After: 31536000"), ONCE, "asked too often"),
    "/later-429-bare": Way(always("429 Slow Down", b""), ONCE, "asked too often"),
    "/later-503-past": Way(always("503 Busy", b"", f"Retry-After: {LONG_PAST}"), SELDOM, "(503)"),
    "/later-503-twice": Way(always("503 Busy", b"", "Retry-After: 1", "Retry-After: 60"), ONCE, "(503)"),
    # Redirects
    "/to-itself": Way(to("/to-itself", "301 Moved Permanently"), SELDOM, "in a circle"),
    "/to-session": Way(lambda n, _: says("302 Found", b"", f"Location: /etag-weak?session={n}"), SELDOM, "(404)"),
    "/to-fragment": Way(to("/etag-weak#top", "301 Moved Permanently"), OFTEN),
    "/to-two": Way(to("/etag-weak", "302 Found", "Location: /ttl"), SELDOM, "several addresses at once"),
    "/with-cookie": Way(to("/cookies", "302 Found", "Set-Cookie: a=b"), OFTEN),
    "/303": Way(to("/etag-weak", "303 See Other"), OFTEN),
    # Statuses
    "/400": Way(always("400 Bad Request", b"sent to an HTTPS port"), SELDOM, "begins with https://"),
    "/401": Way(always("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="x"'), SELDOM, "user name and password"),
    "/404-then": Way(lambda n, _: says("200 OK" if n else "404 Not Found", FEED), OFTEN),
    "/410": Way(always("410 Gone", b""), ONCE, "says that it is gone"),
    "/5xx-at-times": Way(lambda n, _: says("502 Bad Gateway" if n % 3 == 1 else "200 OK", FEED), (6, 12)),
    "/203": Way(always("203 Non-Authoritative Information"), OFTEN),
    "/portal": Way(lambda n, _: says("200 OK", PAGE if n else FEED, "Content-Type: text/html"), (3, 6), "a web page"),
    # Bodies
    "/called-none": Way(always("200 OK", FEED, "Content-Encoding: none"), OFTEN),
    "/gzip-upper": Way(always("200 OK", gzip.compress(FEED), "Content-Encoding: GZIP"), OFTEN),
    "/gzip-and-more": Way(always("200 OK", gzip.compress(FEED) + b"\0more", "Content-Encoding: gzip"), OFTEN),
    "/trailers": Way(raw(CHUNKED, FEED + b"\r\n0\r\nX: y\r\n\r\n"), OFTEN),
    "/http-1.0": Way(raw(b"HTTP/1.0 200 OK\r\n\r\n"), OFTEN),
    "/lines-of-lf": Way(raw(b"HTTP/1.1 200 OK\n\n"), OFTEN),
    "/no-reason": Way(raw(b"HTTP/1.1 200\r\n\r\n"), OFTEN),
    "/header-with-space": Way(raw(b"HTTP/1.1 200 OK\r\nBad Header: x\r\n\r\n"), SELDOM, "break the rules of HTTP"),
    # What is not to be followed
    "/cookies": Way(always("200 OK", FEED, "Set-Cookie: a=b", "Set-Cookie: c=d; Path=/"), (7, 24)),
    "/elsewhere": Way(always("200 OK", FEED, 'Alt-Svc: h3=":443"', "Refresh: 0; url=/evil", "Link: </evil>"), OFTEN),
    "/self-elsewhere": Way(always("200 OK", with_channel(SELF)), OFTEN),
    # Entries
    "/edited": Way(changing(lambda n: rss([item | {"title": f"Edit {n}"} for item in ITEMS])), OFTEN),
    "/redated": Way(changing(redated), OFTEN),
    "/other-guids": Way(changing(lambda n: rss([item | {"guid": f"{n}{item['guid']}"} for item in ITEMS])), OFTEN),
    "/any-order": Way(changing(shuffled), OFTEN),
}
ALSO_ASKED = set(WAYS) | {f"/etag-weak?session={number}" for number in range(20)}
