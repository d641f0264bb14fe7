"""A server made to hurt feed readers: one path for each way, raw bytes on a socket, all requests noted.

`CASES` maps a path to what it answers and to words that the daemon must then say of that feed (None: it must be read).
"""

import asyncio
import gzip
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from feed_server import MEGABYTE, gzip_of_zeros, rss

Answering = Callable[[asyncio.StreamWriter, "Asked", "HostileServer"], Awaitable[None]]
ENTRIES = [{"title": f"Nothing of note {n}", "guid": str(n)} for n in range(9)]
FEED = rss(ENTRIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, when it came, and how many there were for its path before it."""

    path: str
    at: float
    earlier: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    answer: Answering
    fault: str | None


@dataclass(slots=True)
class HostileServer:
    """Listens on 127.0.0.1; on 127.0.0.2 it only counts who comes: nobody may."""

    log: list[Asked] = field(default_factory=list)
    intruders: int = 0
    port: int = 0
    inner_port: int = 0
    _opened: list[asyncio.Server] = field(default_factory=list)
    _serving: set[asyncio.Task[object]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        outer = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        inner = await asyncio.start_server(self._intrude, "127.0.0.2", 0)
        self.port, self.inner_port = (server.sockets[0].getsockname()[1] for server in (outer, inner))
        self._opened = [outer, inner]
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._opened:
            server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list[Asked]:
        return [asked for asked in self.log if asked.path == path]

    async def _intrude(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.intruders += 1
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):  # who left, or our end
            await self._answer(reader, writer)
            await writer.drain()
        writer.close()
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split()[1]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        asked = Asked(path=path, at=time.monotonic(), earlier=len(self.asked(path)), headers=headers)
        self.log.append(asked)
        case = CASES.get(path) or GOOD.get(path)
        await (case.answer if case else plain("404 Not Found"))(writer, asked, self)


# --- Ways to answer --------------------------------------------------------------------------------------------------


def head(status: str = "200 OK", *fields: str, length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *fields]
    lines += [f"Content-Length: {length}"] if length is not None else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def raw(*pieces: bytes) -> Answering:
    async def answer(writer: asyncio.StreamWriter, _: Asked, __: HostileServer) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return answer


def plain(status: str = "200 OK", *fields: str, body: bytes = b"") -> Answering:
    return raw(head(status, *fields, length=len(body)), body)


def feed(body: bytes | str, *fields: str) -> Answering:
    content = body.encode() if isinstance(body, str) else body
    return plain("200 OK", "Content-Type: application/xml", *fields, body=content)


def drip(begin: bytes, rest: bytes) -> Answering:
    async def answer(writer: asyncio.StreamWriter, _: Asked, __: HostileServer) -> None:
        writer.write(begin)
        for byte in rest:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.2)

    return answer


def endless(begin: bytes, again: bytes) -> Answering:
    async def answer(writer: asyncio.StreamWriter, _: Asked, __: HostileServer) -> None:
        writer.write(begin)
        while not writer.transport.is_closing():
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


async def hang(writer: asyncio.StreamWriter, _: Asked, __: HostileServer) -> None:
    while not writer.transport.is_closing():  # until the client has had enough
        await asyncio.sleep(0.2)


def redirect(to: str, status: str = "302 Found") -> Answering:
    """`{port}` and `{inner}` in `to` are the server's own."""

    async def answer(writer: asyncio.StreamWriter, asked: Asked, server: HostileServer) -> None:
        where = to.format(port=server.port, inner=server.inner_port, next=asked.earlier + 1)
        writer.write(head(status, f"Location: {where}", length=0))

    return answer


def then(first: Answering, later: Answering) -> Answering:
    async def answer(writer: asyncio.StreamWriter, asked: Asked, server: HostileServer) -> None:
        await (later if asked.earlier else first)(writer, asked, server)

    return answer


async def growing(writer: asyncio.StreamWriter, asked: Asked, _: HostileServer) -> None:
    """News at each poll, under a new ETag each time."""
    body = rss([{"title": f"News number {n}", "guid": f"n{n}"} for n in range(asked.earlier + 3, 0, -1)])
    writer.write(head("200 OK", f'ETag: "{asked.earlier}"', length=len(body)) + body)


async def steady(writer: asyncio.StreamWriter, asked: Asked, _: HostileServer) -> None:
    is_same = asked.headers.get("if-none-match") == '"same"'
    writer.write(head("304 Not Modified", 'ETag: "same"') if is_same else head("200 OK", 'ETag: "same"') + FEED)


# --- The cases -------------------------------------------------------------------------------------------------------

ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
CHANNEL = '<rss version="2.0"><channel><item><title>&{};</title></item></channel></rss>'
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [{ENTITIES}]>{CHANNEL.format("l9")}'
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "{}">]>' + CHANNEL.format("x")
PARAMETER = '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/evil.dtd"> %x;]><rss version="2.0"/>'
QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><rss version="2.0"><channel>{"&a;" * 20_000}</channel></rss>'


def one(title: str, around: str = "{}") -> str:
    return f'<rss version="2.0"><channel>{around.format(f"<item><title>{title}</title></item>")}</channel></rss>'


def deflated(body: bytes) -> bytes:
    return zlib.compress(body, 9)


def seconds_of_work() -> bytes:
    """Valid, within all limits, and more than a parser should be given."""
    return b'<rss version="2.0"><channel>' + b"<item><title>x</title></item>" * 100_000 + b"</channel></rss>"


def cases() -> Iterator[tuple[str, Answering, str | None]]:
    late, large, no_http, entities = "did not finish its answer", "more than 8 MiB", "not HTTP", "XML entities"
    headers, rules = "more than 100 KiB of headers", "break the rules of HTTP"
    # Time and size
    yield "/hang", hang, late
    yield "/header-drip", drip(b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"y" * 500), late
    yield "/body-drip", drip(head(length=900), FEED), late
    yield "/hang-after-headers", drip(head(length=900), b""), "breaks off|broke off"
    yield "/endless-body", endless(head(), b" " * MEGABYTE), f"{large}|{late}"
    yield "/endless-headers", endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 100), headers
    yield "/endless-100", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 20), f"{late}|promises an answer"
    yield "/header-flood", raw(head("200 OK", *(f"X-{n}: {'y' * 60}" for n in range(5_000)))), headers
    yield "/long-header", raw(head("200 OK", "Set-Cookie: " + "y" * 300_000)), headers
    # Encodings
    yield "/gzip-bomb", plain("200 OK", "Content-Encoding: gzip", body=gzip_of_zeros(128 * MEGABYTE)), large
    yield "/deflate-bomb", plain("200 OK", "Content-Encoding: deflate", body=deflated(bytes(MEGABYTE))), "not asked for"
    yield "/brotli", plain("200 OK", "Content-Encoding: br", body=b"\x0b\x80"), "not asked for"
    yield "/zstd", plain("200 OK", "Content-Encoding: zstd", body=b"(\xb5/\xfd"), "not asked for"
    yield "/gzip-twice", plain("200 OK", "Content-Encoding: gzip, gzip", body=gzip.compress(FEED)), "not asked for"
    yield "/no-gzip", plain("200 OK", "Content-Encoding: gzip", body=FEED), "can't be unpacked"
    yield "/gzip-cut", plain("200 OK", "Content-Encoding: gzip", body=gzip.compress(FEED)[:-20]), "breaks off after"
    # Lengths and ends
    yield "/long-length", raw(head(length=len(FEED) + 999), FEED), "breaks off after 9 entries"
    yield "/short-length", raw(head(length=len(FEED) - 60), FEED), "breaks off after 8 entries"
    yield "/two-lengths", raw(head("200 OK", "Content-Length: 5", "Content-Length: 900"), FEED), rules
    yield "/negative-length", raw(head("200 OK", "Content-Length: -1"), FEED), rules
    yield (
        "/chunks-cut",
        raw(head("200 OK", "Transfer-Encoding: chunked"), b"100\r\n" + FEED[:256] + b"\r\n"),
        "breaks off after",
    )
    yield (
        "/chunks-of-nothing",
        raw(head("200 OK", "Transfer-Encoding: chunked"), b"zz\r\n" + FEED),
        "chunks that are none",
    )
    yield "/cut-in-headers", raw(b"HTTP/1.1 200 OK\r\nConte"), "within the headers"
    yield "/cut-at-once", raw(b""), "without an answer"
    yield "/http-0.9", raw(FEED), no_http
    yield "/ssh", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), no_http
    yield "/status-word", raw(b"HTTP/1.1 fine OK\r\n\r\n"), rules
    yield "/truncated", feed(FEED[:-80]), "breaks off after 7 entries"
    # Redirects
    yield "/loop", redirect("/loop", "301 Moved Permanently"), "redirects in a circle|did not finish"
    yield "/to-and-fro", redirect("/fro-and-to", "308 Permanent Redirect"), "redirects in a circle|did not finish"
    yield "/fro-and-to", redirect("/to-and-fro", "307 Temporary Redirect"), "redirects in a circle|did not finish"
    yield "/nowhere", plain("302 Found"), "without saying where"
    yield "/inside", redirect("http://127.0.0.2:{inner}/"), "private address"
    yield "/inside-decimal", redirect("http://2130706434:{inner}/"), "private address"
    yield "/inside-hex", redirect("http://0x7f000002:{inner}/", "301 Moved Permanently"), "private address"
    yield "/inside-mapped", redirect("http://[::ffff:127.0.0.2]:{inner}/"), "private address"
    yield "/inside-zero", redirect("http://0.0.0.0:{inner}/"), "private address"
    yield "/metadata", redirect("http://169.254.169.254/latest/meta-data/"), "private address"
    yield "/link-local", redirect("http://[fe80::1]/"), "private address"
    yield "/to-file", redirect("file:///etc/passwd"), "only http and https"
    yield "/to-gopher", redirect("gopher://127.0.0.1:{inner}/"), "only http and https"
    yield "/to-user", redirect("http://127.0.0.1:{port}@127.0.0.2:{inner}/"), "user name"
    yield "/to-broken", redirect("http://[::1"), "no address"
    # Documents
    yield "/laughs", feed(BOMB), entities
    yield "/laughs-utf-16", feed(BOMB.encode("utf-16")), entities
    yield (
        "/laughs-utf-7",
        plain("200 OK", "Content-Type: text/xml; charset=utf-7", body=BOMB.replace("<", "+ADw-").encode()),
        entities,
    )
    yield "/quadratic", feed(QUADRATIC), entities
    yield "/xxe", feed(XXE.format("file:///etc/passwd")), entities
    yield "/xxe-http", feed(XXE.format("http://127.0.0.1/evil")), entities
    yield "/parameter", feed(PARAMETER), entities
    yield "/title-10-mb", feed(one("x" * 10 * MEGABYTE)), f"{large}|{late}"
    yield "/title-3-mb", feed(one("x " * (MEGABYTE + 500_000))), None
    yield "/attribute-3-mb", feed(one("x", f'<a b="{"y" * 3 * MEGABYTE}">' + "{}</a>")), None
    yield "/deep", feed(one("x", "<a>" * 100_000 + "{}")), None
    yield "/entries-100000", feed(seconds_of_work()), None
    yield "/comments", feed(one("x") + "<!--" * 20_000), None
    yield "/controls", feed(one("a\x00b\x08c\x1b[31m\ufffe\u202e <!channel>")), None
    yield "/charset-unknown", feed(b"<?xml version='1.0' encoding='klingon'?>" + FEED[21:]), None
    yield "/charset-lie", feed(b"<?xml version='1.0' encoding='utf-16'?>" + FEED[21:]), None
    yield "/bytes-invalid", feed(one("x").encode().replace(b"x", b"x\xff\xfe\xc0")), None
    yield "/json-deep", plain("200 OK", "Content-Type: application/json", body=b"[" * 500_000), "looks like JSON"
    yield "/json-error", plain("200 OK", body=b'{"error": "rate limit"}'), "not a JSON Feed"
    yield (
        "/page",
        plain("200 OK", "Content-Type: text/html", body=b"<html><title>Log in</title></html>"),
        "a web page, not a feed (“Log in”)",
    )
    yield "/empty", feed(b""), "is empty"
    yield "/no-content", plain("204 No Content"), "is empty"
    yield "/emptied", then(feed(FEED), feed(rss([]))), "the feed is empty, and listed 9 entries"
    yield "/shrunken", then(feed(FEED), feed(rss(ENTRIES[:2]))), "the feed shrank: it lists 2 entries"
    # Statuses
    yield "/304", plain("304 Not Modified"), "'not modified' (304)"
    yield "/401", plain("401 Unauthorized", "WWW-Authenticate: Basic"), "wants a user name"
    yield "/403", plain("403 Forbidden"), "refuses to serve us"
    yield "/404", plain("404 Not Found"), "look for the feed's new address"
    yield "/410", plain("410 Gone"), "says that it is gone (410)"
    yield "/429", plain("429 Too Many Requests", "Retry-After: 600"), "asked too often"
    dates = ("Date: Thu, 24 Oct 2024 08:00:00 GMT", "Retry-After: Thu, 24 Oct 2024 09:00:00 GMT")
    yield "/429-date", plain("429 Too Many Requests", *dates), "asked too often"
    yield "/500", plain("500 Internal Server Error"), "on the server's side (500)"
    yield "/503", plain("503 Service Unavailable", "Retry-After: 600"), "on the server's side (503)"
    yield "/999", plain("999 Request denied"), "on the server's side (999)"


CASES = {path: Case(answer=answer, fault=fault) for path, answer, fault in cases()}
GOOD = {
    "/good-1": Case(answer=growing, fault=None),
    "/good-2": Case(answer=growing, fault=None),
    "/steady": Case(answer=steady, fault=None),
}
