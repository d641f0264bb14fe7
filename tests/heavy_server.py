"""A server whose bodies are made to cost: sixty feeds that hurt whoever reads them, beside eighty that do not.

Each answer is new by a comment at its end, so that none is passed over for being known.
"""

import asyncio
import gzip
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from feed_server import MEGABYTE

ITEM = "<item><title>Nothing of note</title><guid>1</guid></item>"
EIGHT = 8 * MEGABYTE - 4096  # bytes: as many as a body may have


def rss(inside: str, attributes: str = "") -> bytes:
    """At most eight megabytes of a feed."""
    whole = f'<?xml version="1.0"?><rss version="2.0"{attributes}><channel><title>t</title>{inside}</channel></rss>'
    return whole.encode()[:EIGHT]


def hostile() -> Iterator[tuple[str, bytes, bool]]:
    """Name, body, and whether it is sent gzipped: each kind in five sizes, from what is small up to the limit."""
    for size in (0.1, 0.4, 1, 3, 8):
        many = int(size * MEGABYTE)
        yield f"deep-{size}", rss(f"<item><title>x</title><description>{'<a>' * (many // 3)}"), False
        yield f"attribute-{size}", rss(f'<item><b a="{"y" * many}"/><title>x</title></item>'), False
        yield f"attributes-{size}", rss("<item><title " + numbered(" a{}='1'", many) + ">x</title></item>"), False
        yield f"namespaces-{size}", rss(numbered("<a{0}:b xmlns:a{0}='u{0}'/>", many) + ITEM), False
        yield f"root-{size}", rss(ITEM, numbered(" xmlns:a{0}='u{0}'", many)), False
        yield f"dates-{size}", rss(f"<item><title>x</title><pubDate>{'Mon, 1 ' * (many // 7)}</pubDate></item>"), False
        yield f"years-{size}", rss(numbered(DATED, many)), False
        yield f"entries-{size}", rss("<item><title>x</title></item>" * (many // 29)), False
        yield f"tags-{size}", rss(f"<item><title>x</title><description>{'<a <a ' * (many // 6)}"), False
        yield f"sections-{size}", rss(f"{ITEM}{'<![CDATA[' * (many // 9)}"), False
        yield f"html-{size}", rss(numbered(f"<item><title>{{0}}</title>{'&lt;b&gt;' * 400}</item>", many)), False
        yield f"bomb-{size}", rss(f"<item><title>{' ' * many}</title></item>"), True


DATED = "<item><title>{0}</title><pubDate>Mon, 00 Foo 20244 99:99:99 +9999999</pubDate></item>"


def numbered(text: str, size: int) -> str:
    count = size // max(1, len(text))
    return "".join(text.format(number) for number in range(count))


def atom(number: int, asked: int) -> bytes:
    """Beyond the fast scan: xml:base, and another charset than UTF-8."""
    entries = "".join(
        f'<entry><id>{number}-{one}</id><title>Été {one}</title><link href="/{one}"/>'
        f"<updated>2026-11-23T12:00:00Z</updated><summary>{'Rien à dire. ' * 20}</summary></entry>"
        for one in range(asked, asked + 20)
    )
    return (
        '<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:base="http://news.example/{number}/"><title>Bonne {number}</title>{entries}</feed>'
    ).encode("latin-1")


def plain(number: int, asked: int) -> bytes:
    entries = (f"<item><title>News {one}</title><guid>{number}-{one}</guid></item>" for one in range(asked, asked + 20))
    return rss("".join(entries))


@dataclass(slots=True)
class HeavyServer:
    """Listens on 127.0.0.1; `asked`: when, by path."""

    good: int = 40  # of each kind
    asked: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, tuple[bytes, bool]] = field(default_factory=dict)
    port: int = 0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self.bodies = {f"/{name}": (body, zipped) for name, body, zipped in hostile()}
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def good_paths(self) -> list[str]:
        return [f"/{kind}/{number}" for kind in ("atom", "plain") for number in range(self.good)]

    def config(self, every: str) -> str:
        paths = [*self.bodies, *self.good_paths]
        tables = "".join(
            f'[[feed]]\nid = "f{number:03}"\nurl = "http://127.0.0.1:{self.port}{path}"\npublisher = "p{number}"\n'
            for number, path in enumerate(paths)
        )
        return f'[polling]\nevery = "{every}"\nallow_private_hosts = ["127.0.0.1"]\n{tables}'

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
            earlier = len(self.asked[path])
            self.asked[path].append(time.monotonic())
            body, zipped = self._body(path, earlier)
            encoding = "Content-Encoding: gzip\r\n" if zipped else ""
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n{encoding}Content-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    def _body(self, path: str, earlier: int) -> tuple[bytes, bool]:
        kind, _, number = path[1:].partition("/")
        if number:
            return {"atom": atom, "plain": plain}[kind](int(number), earlier), False
        body, zipped = self.bodies[path]
        body += f"<!-- {earlier} -->".encode()
        return (gzip.compress(body, 1), True) if zipped else (body, False)
