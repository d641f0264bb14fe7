"""A feed server on loopback that can be kind and unkind: for tests in process, and as a process of its own.

In process:

    async with FeedServer() as server:
        server.add("/news.xml", title="Troops sent", guid="1")
        ... server.url("/news.xml") ... server.log ...

By itself: `python tests/feed_server.py [--port N]` prints its address as its first line. `POST /_control` with
{"path": "/news.xml", "item": {"title": …, "summary": …, "link": …, "guid": …, "published": …}} adds an item, with
{"path": …, "answer": {"status": 503, "headers": {…}, "body": "…", "behaviour": "hang"}} sets what a path answers.
`GET /_log` gives the requests so far.
"""

import argparse
import asyncio
import gzip
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from email.utils import formatdate
from hashlib import sha256
from time import monotonic
from typing import Any, Literal, Self
from xml.sax.saxutils import escape

from aiohttp import web

Behaviour = Literal["plain", "drip", "hang", "endless", "bomb", "cut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path says. `conditional`: honours If-None-Match and If-Modified-Since by comparing bytes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    behaviour: Behaviour = "plain"
    gzipped: bool = False
    conditional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it came. Header names in lower case, values byte for byte as Latin-1."""

    path: str
    headers: Mapping[str, str]
    query: str = ""
    at: float = 0.0  # seconds, of a clock that only goes on


class FeedServer:
    """Listens on 127.0.0.1 from __aenter__ to __aexit__; `log` holds every request for a feed."""

    def __init__(self, port: int = 0) -> None:
        self.answers: dict[str, Answer] = {}
        self.items: dict[str, list[dict[str, str]]] = {}
        self.log: list[Seen] = []
        self.port = port
        app = web.Application()
        app.router.add_post("/_control", self._control)
        app.router.add_get("/_log", self._log)
        app.router.add_get("/{path:.*}", self._get)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes | str = b"", **answer: Any) -> str:
        """Sets what `path` answers (see Answer) and returns its address."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(body=content, **answer)
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, status=status, headers={"Location": to})

    def add(self, path: str, **item: str) -> str:
        """Puts an item at the top of the feed at `path`, which is made where it is not there yet."""
        items = self.items.setdefault(path, [])
        items.insert(0, item)
        body = rss(items)
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        stamp = formatdate(1_700_000_000 + len(items), usegmt=True)
        return self.serve(path, body, headers={"ETag": etag, "Last-Modified": stamp, "Content-Type": "text/xml"})

    def requests_for(self, path: str) -> list[Seen]:
        return [seen for seen in self.log if seen.path == path]

    async def _control(self, request: web.Request) -> web.Response:
        order = await request.json()
        if "item" in order:
            self.add(order["path"], **order["item"])
        if "answer" in order:
            self.serve(order["path"], **order["answer"])
        return web.json_response({"url": self.url(order["path"])})

    async def _log(self, _: web.Request) -> web.Response:
        return web.json_response([asdict(seen) for seen in self.log])

    async def _get(self, request: web.Request) -> web.StreamResponse:
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in request.raw_headers}
        self.log.append(Seen(path=request.path, headers=headers, query=request.query_string, at=monotonic()))
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404, text="no such feed")
        if answer.conditional and unchanged(answer, headers):
            return web.Response(status=304, headers=answer.headers)
        return await respond(request, answer)


def unchanged(answer: Answer, headers: Mapping[str, str]) -> bool:
    pairs = (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified"))
    return any(asked in headers and headers[asked] == answer.headers.get(name) for asked, name in pairs)


def rss(items: list[dict[str, str]]) -> bytes:
    """RSS 2.0 of items with title, summary, link, guid, published (RFC 822), all of them optional."""
    names = {"title": "title", "summary": "description", "link": "link", "guid": "guid", "published": "pubDate"}
    written = "".join(
        f"<item>{''.join(f'<{names[key]}>{escape(value)}</{names[key]}>' for key, value in item.items())}</item>\n"
        for item in items
    )
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>\n{written}</channel></rss>'.encode()


# --- Behaviours --------------------------------------------------------------------------------------------------

MEGABYTE = 1024 * 1024


async def respond(request: web.Request, answer: Answer) -> web.StreamResponse:
    if answer.behaviour == "plain":
        body = gzip.compress(answer.body) if answer.gzipped else answer.body
        extra = {"Content-Encoding": "gzip"} if answer.gzipped else {}
        return web.Response(status=answer.status, headers={**answer.headers, **extra}, body=body)
    if answer.behaviour == "hang":
        await asyncio.Event().wait()
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    if answer.behaviour == "bomb":
        response.headers["Content-Encoding"] = "gzip"
    if answer.behaviour == "cut":
        response.content_length = len(answer.body) + 1000
    await response.prepare(request)
    try:
        await stream(response, answer)
    except ConnectionError:
        return response  # the client has had enough, which is what these are for
    if answer.behaviour == "cut" and request.transport:
        request.transport.abort()
    return response


async def stream(response: web.StreamResponse, answer: Answer) -> None:
    match answer.behaviour:
        case "drip":
            for byte in answer.body:
                await response.write(bytes([byte]))
                await asyncio.sleep(0.05)
        case "endless":
            while True:
                await response.write(b" " * MEGABYTE)
        case "bomb":
            await response.write(gzip_of_zeros(512 * MEGABYTE))
        case _:
            await response.write(answer.body)


def gzip_of_zeros(size: int) -> bytes:
    """A gzip member that inflates to `size` zeros, made without holding them."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    zeros = bytes(MEGABYTE)
    return b"".join(squeeze.compress(zeros) for _ in range(size // MEGABYTE)) + squeeze.flush()


async def main() -> None:
    options = argparse.ArgumentParser(description="A loopback feed server for tests.")
    options.add_argument("--port", type=int, default=0)
    async with FeedServer(options.parse_args().port) as server:
        print(server.url(""), flush=True)  # noqa: T201  # how its parent learns the port
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
