"""A farm of news feeds on loopback, quick enough to be no part of what is measured; a process of its own.

    python benchmarks/feed_farm.py --feeds 2000 --entries 26 --hanging 500

prints {"feeds": [address …], "hanging": [address …], "control": address} as one line. The feeds lie on as many
loopback addresses as there are hosts, all at one port; hanging ones take a connection and never answer. GET
control/change gives every feed one new entry at its top; its oldest goes. Bodies are made beforehand and gzipped where
that is accepted; ETag and Last-Modified are honoured.

Of twenty feeds, twelve are RSS 2.0 with 20 entries, four RSS 2.0 with 50, two Atom and one RDF with 20, and one is RSS
with 20 full texts: 26 entries and some 34 KiB on average, as the targets have it. They are in ten made-up languages,
an entry every two hours, with as much HTML as feeds have. Nothing in them is anyone's text.
"""

import argparse
import asyncio
import gzip
import json
import random
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from synthetic_news import SHARES, Language, languages

APART = timedelta(hours=2)
SUMMARY = 400  # letters, about
FULL_TEXT = 6_000
FEEDS_PER_HOST = 5


class News(NamedTuple):
    """One entry, before it has a form."""

    number: int
    feed: int
    title: str
    summary: str
    body: str
    dated: datetime

    @property
    def link(self) -> str:
        return f"https://site{self.feed}.example/{self.dated:%Y/%m}/{self.number}"


def news_of(
    feed: int, entries: int, known: dict[str, Language], newest: datetime, *, in_full: bool = False
) -> list[News]:
    """`entries` and one more, the newest first: the one more is what a change brings."""
    chance = random.Random(f"feed {feed}")
    tongue = known[chance.choices(list(SHARES), weights=list(SHARES.values()))[0]]
    found = []
    for age, number in enumerate(range(entries, -1, -1)):
        body = html_of(tongue.text(chance, FULL_TEXT), feed, number) if in_full else ""
        summary = html_of(tongue.text(chance, SUMMARY), feed, number)
        found.append(News(number, feed, tongue.text(chance, 70), summary, body, newest - APART * age))
    return found


def html_of(text: str, feed: int, number: int) -> str:
    """A picture, a paragraph every few sentences, and where to read on."""
    sentences = text.split(". ")
    paragraphs = [". ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    site = f"https://site{feed}.example"
    return (
        f'<p><img src="{site}/pictures/{number}.jpg" alt="" width="600" height="400"/></p>'
        + "".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs)
        + f'<p><a href="{site}/{number}?ref=feed" rel="nofollow">Read on</a> at <em>site{feed}</em></p>'
    )


def rss(news: list[News]) -> str:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.link}</link><guid isPermaLink='true'>{one.link}</guid>"
        f"<pubDate>{format_datetime(one.dated)}</pubDate><category>world</category><category>news</category>"
        f"<dc:creator>A. Reporter</dc:creator><description><![CDATA[{one.summary}]]></description>"
        + (f"<content:encoded><![CDATA[{one.body}]]></content:encoded>" if one.body else "")
        + "</item>\n"
        for one in news
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Feed {news[0].feed}</title><link>https://site{news[0].feed}.example/</link>"
        f"<description>News</description>\n{items}</channel></rss>"
    )


def atom(news: list[News]) -> str:
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><link rel='alternate' href='{one.link}'/><id>{one.link}</id>"
        f"<updated>{one.dated.isoformat()}</updated><author><name>A. Reporter</name></author><category term='world'/>"
        f"<summary type='html'>{escape(one.summary)}</summary></entry>\n"
        for one in news
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Feed {news[0].feed}</title><id>urn:feed:{news[0].feed}</id>"
        f"<updated>{news[0].dated.isoformat()}</updated>\n{entries}</feed>"
    )


def rdf(news: list[News]) -> str:
    items = "".join(
        f"<item rdf:about='{one.link}'><title>{escape(one.title)}</title><link>{one.link}</link>"
        f"<description>{escape(one.summary)}</description><dc:date>{one.dated.isoformat()}</dc:date></item>\n"
        for one in news
    )
    return (
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel rdf:about='https://site{news[0].feed}.example/'><title>Feed {news[0].feed}</title></channel>\n"
        f"{items}</rdf:RDF>"
    )


class Kind(NamedTuple):
    """How a feed is written, how many entries it has where 26 is the average, and whether with full texts."""

    form: Callable[[list[News]], str]
    entries: int = 20
    in_full: bool = False


KINDS = [
    *[Kind(rss), Kind(rss), Kind(rss), Kind(rss, 50)] * 4,
    Kind(atom),
    Kind(atom),
    Kind(rdf),
    Kind(rss, in_full=True),
]
MEAN = sum(kind.entries for kind in KINDS) / len(KINDS)


class Body(NamedTuple):
    """One state of a feed, ready to be sent."""

    etag: bytes
    plain: bytes
    gzipped: bytes
    unchanged: bytes


class Farm:
    """`states[n]` are feed n's bodies before and after a change."""

    def __init__(self, feeds: int, entries: int) -> None:
        known, newest = languages(), datetime.now(UTC).replace(microsecond=0)
        self.states: list[tuple[Body, Body]] = []
        for feed in range(feeds):
            kind = KINDS[feed % len(KINDS)]
            listed = max(1, round(kind.entries * entries / MEAN))
            news = news_of(feed, listed, known, newest, in_full=kind.in_full)
            states = (kind.form(news[1:]), kind.form(news[:-1]))
            self.states.append((body_of(states[0], feed, 0, newest), body_of(states[1], feed, 1, newest)))
        self.changed = 0

    def answer(self, path: bytes, head: bytes) -> bytes:
        if path == b"/change":
            self.changed = 1
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        if not path[1:-4].isdigit():
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        body = self.states[int(path[1:-4])][self.changed]
        if b"if-none-match: " + body.etag in head.lower():
            return body.unchanged
        return body.gzipped if b"gzip" in head else body.plain


def body_of(text: str, feed: int, state: int, newest: datetime) -> Body:
    etag = b'"%d-%d"' % (feed, state)
    stamp = format_datetime(newest + timedelta(seconds=state), usegmt=True).encode()
    common = b"ETag: %s\r\nLast-Modified: %s\r\nContent-Type: application/xml\r\n" % (etag, stamp)
    whole = text.encode()
    squeezed = gzip.compress(whole, 6)
    return Body(
        etag,
        b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (common, len(whole), whole),
        b"HTTP/1.1 200 OK\r\n%sContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s"
        % (common, len(squeezed), squeezed),
        b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % common,
    )


class Connection(asyncio.Protocol):
    """HTTP/1.1, GET only, kept open as the client likes; silent on a hanging address."""

    def __init__(self, farm: Farm, hanging: frozenset[str]) -> None:
        self.farm, self.hanging, self.received = farm, hanging, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.silent = transport.get_extra_info("sockname")[0] in self.hanging

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received and not self.silent:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            self.transport.write(self.farm.answer(head.split(b" ", 2)[1], head))
            if b"connection: close" in head.lower() or b"HTTP/1.0" in head.split(b"\r\n", 1)[0]:
                self.transport.close()


def hosts(network: int, count: int) -> list[str]:
    return [f"127.{network}.{number // 250}.{number % 250 + 1}" for number in range(count)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def serve(feeds: int, entries: int, hanging: int) -> None:
    farm, port = Farm(feeds, entries), free_port()
    kind, silent = hosts(10, -(-feeds // FEEDS_PER_HOST)), hosts(20, hanging)
    loop = asyncio.get_running_loop()
    await loop.create_server(
        lambda: Connection(farm, frozenset(silent)), ["127.0.0.1", *kind, *silent], port, backlog=2_000
    )
    said = {
        "feeds": [f"http://{kind[number // FEEDS_PER_HOST]}:{port}/{number}.xml" for number in range(feeds)],
        "hanging": [f"http://{host}:{port}/0.xml" for host in silent],
        "control": f"http://127.0.0.1:{port}",
    }
    print(json.dumps(said), flush=True)
    await asyncio.Event().wait()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--feeds", type=int, default=2_000)
    options.add_argument("--entries", type=int, default=26, help="of a feed, on average")
    options.add_argument("--hanging", type=int, default=0)
    asked = options.parse_args()
    asyncio.run(serve(asked.feeds, asked.entries, asked.hanging))


if __name__ == "__main__":
    main()
