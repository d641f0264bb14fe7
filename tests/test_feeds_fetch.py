"""Fetching: manners, bounds, and a sentence for every failure."""

import asyncio
import gzip
import os
import socket
import ssl
import struct
import time
import tracemalloc
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from effort import examples
from feed_server import MEGABYTE, FeedServer
from hypothesis import given
from hypothesis import strategies as st

from monitor.addresses import shown
from monitor.feeds.body import Gzip
from monitor.feeds.fetch import Fetcher, Refusal, next_hop, no_sooner
from monitor.feeds.fetch_faults import answer_error, causes, network_sentence
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.headers import retry_after
from monitor.feeds.pace import THROTTLED
from monitor.feeds.wire import Gate
from monitor.model import Fetched, FetchError, FetchOutcome, FetchRequest, NotModified

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


async def fetch(url: str, *, deadline: float = 10, max_body: int = 8 * MEGABYTE, **validators: Any) -> FetchOutcome:
    async with Fetcher(
        user_agent="monitor/0.1 (+https://example.org/monitor)",
        allow_private=ANYTHING_PRIVATE,
        deadline=deadline,
        max_body=max_body,
    ) as fetcher:
        return await fetcher.fetch(FetchRequest(url=url, **validators), is_file=False)


async def fault(url: str, *, deadline: float = 10, max_body: int = 8 * MEGABYTE) -> str:
    outcome = await fetch(url, deadline=deadline, max_body=max_body)
    assert isinstance(outcome, FetchError), outcome
    assert "\n" not in outcome.message
    assert "Traceback" not in outcome.message
    return outcome.message


# --- Manners -----------------------------------------------------------------------------------------------------


async def test_a_feed_comes_back_whole_with_its_validators(server: FeedServer) -> None:
    url = server.serve(
        "/f", "<rss/>", headers={"ETag": 'W/"a b"', "Last-Modified": "Whenever", "Content-Type": "text/xml"}
    )
    outcome = await fetch(url)
    assert isinstance(outcome, Fetched)
    assert (outcome.body, outcome.url, outcome.status) == (b"<rss/>", url, 200)
    assert (outcome.etag, outcome.last_modified, outcome.content_type) == ('W/"a b"', "Whenever", "text/xml")


@pytest.mark.parametrize("etag", ['"x"', 'W/"weak"', "no-quotes", '"a,b"', '""', '"caf\xe9"', 'W/"Ã©"', '"  inner  "'])
async def test_validators_are_replayed_byte_for_byte(server: FeedServer, etag: str) -> None:
    modified = "thu, 24 oct 2024 9:00:00 gmt"
    outcome = await fetch(server.serve("/f", "<rss/>", conditional=False), etag=etag, last_modified=modified)
    assert isinstance(outcome, Fetched)
    assert server.log[0].headers["if-none-match"] == etag
    assert server.log[0].headers["if-modified-since"] == modified


async def test_an_etag_beyond_ascii_survives_the_round(server: FeedServer) -> None:
    sent = b'"caf\xe9\xff"'

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        status = b"304 Not Modified" if b"If-None-Match: " + sent + b"\r\n" in head else b"200 OK"
        writer.write(b"HTTP/1.1 " + status + b"\r\nETag: " + sent + b"\r\nContent-Length: 0\r\n\r\n")

    async with raw_server(answer) as url:
        first = await fetch(url)
        assert isinstance(first, Fetched)
        assert first.etag is not None
        assert isinstance(await fetch(url, etag=first.etag), NotModified)


async def test_an_unchanged_feed_is_not_sent_again(server: FeedServer) -> None:
    url = server.add("/f", title="one", guid="1")
    first = await fetch(url)
    assert isinstance(first, Fetched)
    assert first.etag
    again = await fetch(url, etag=first.etag)
    assert isinstance(again, NotModified)
    assert again.etag == first.etag
    server.add("/f", title="two", guid="2")
    assert isinstance(await fetch(url, etag=first.etag), Fetched)


async def test_not_modified_unasked_is_a_fault_of_the_server(server: FeedServer) -> None:
    assert "although it was asked for the whole feed: its server is at fault" in await fault(
        server.serve("/f", status=304)
    )


async def test_requests_carry_an_honest_name_and_ask_for_gzip_only(server: FeedServer) -> None:
    await fetch(server.add("/f", title="x"))
    headers = server.log[0].headers
    assert headers["user-agent"] == "monitor/0.1 (+https://example.org/monitor)"
    assert headers["accept-encoding"] == "gzip"
    assert headers["connection"] == "close"  # none is kept
    assert "cookie" not in headers
    assert "referer" not in headers


async def test_cookies_are_not_kept(server: FeedServer) -> None:
    server.serve("/a", status=302, headers={"Location": "/b", "Set-Cookie": "id=1; Path=/"})
    server.serve("/b", "<rss/>")
    await fetch(server.url("/a"))
    assert [seen.path for seen in server.log] == ["/a", "/b"]
    assert "cookie" not in server.log[1].headers


async def test_proxies_of_the_environment_are_not_used(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert isinstance(await fetch(server.add("/f", title="x")), Fetched)


async def test_a_password_in_the_address_is_used_and_never_told(server: FeedServer) -> None:
    server.serve("/ok", "<rss/>")
    netloc = f"127.0.0.1:{server.port}"
    outcome = await fetch(f"http://reader:hunter2@{netloc}/ok?token=abc")
    assert isinstance(outcome, Fetched)
    assert server.log[0].headers["authorization"].startswith("Basic ")
    assert "hunter2" not in outcome.url
    told = await fault(f"http://reader:hunter2@{netloc}/missing?token=abc")
    assert f"http://{netloc}/missing" in told
    assert not {"reader", "hunter2", "token", "abc"} & set(told.replace("?", " ").replace("=", " ").split())


# --- Redirects ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_and_the_final_address_is_told(server: FeedServer, status: int) -> None:
    server.add("/new/feed", title="x")
    outcome = await fetch(server.redirect("/old", "new/feed", status))
    assert isinstance(outcome, Fetched)
    assert outcome.url == server.url("/new/feed")


async def test_validators_are_sent_to_the_last_hop_too(server: FeedServer) -> None:
    server.add("/new", title="x")
    etag = server.answers["/new"].headers["ETag"]
    assert isinstance(await fetch(server.redirect("/old", "/new"), etag=etag), NotModified)


async def test_redirects_end_after_five(server: FeedServer) -> None:
    for number in range(9):
        server.redirect(f"/{number}", f"/{number + 1}")
    assert "redirects more than 5 times" in await fault(server.url("/0"))
    assert len(server.log) == 6


async def test_redirects_in_a_circle_are_followed_once(server: FeedServer) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a#again")
    assert "redirects in a circle" in await fault(server.url("/a"))
    assert len(server.log) == 2


async def test_an_address_without_end_is_not_told_at_length(server: FeedServer) -> None:
    assert len(await fault(server.redirect("/f", "/" + "a" * 5_000))) < 500


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://good.example@127.0.0.1/", "user name"),
        ("http://[bad/", "host or port that can't be"),
        ("http://x%00y.example/", "host or port that can't be"),
        ("http://127.0.0.1:0/", "host or port that can't be"),
        ("http://127.0.0.1:99999/", "host or port that can't be"),
        ("http://[::1", "no address"),
    ],
)
async def test_redirects_to_where_no_feed_lives_are_refused(server: FeedServer, location: str, words: str) -> None:
    assert words in await fault(server.redirect("/f", location))


def test_one_address_said_twice_in_other_words_is_one() -> None:
    here = httpx.URL("http://me:secret@a.test/x")
    assert str(next_hop(here, ["/f", "http://a.test/f"])) == "http://me:secret@a.test/f"
    with pytest.raises(Refusal, match="several addresses"):
        next_hop(here, ["/f", "http://b.test/f"])
    with pytest.raises(Refusal, match="user name"):
        next_hop(here, ["/f", "http://you:secret@a.test/f"])


@pytest.mark.parametrize(
    ("asked", "by_redirect", "floor"),
    [
        (None, timedelta(seconds=1), THROTTLED),
        (None, timedelta(hours=1), timedelta(hours=1)),
        (timedelta(0), timedelta(seconds=1), timedelta(seconds=1)),
        (timedelta(minutes=20), timedelta(seconds=1), timedelta(minutes=20)),
    ],
)
def test_a_redirect_that_asks_to_wait_does_not_shorten_what_429_means(
    asked: timedelta | None, by_redirect: timedelta, floor: timedelta
) -> None:
    error = no_sooner(FetchError(message="", status=429, retry_after=asked), by_redirect)
    assert isinstance(error, FetchError)
    assert error.retry_after == floor


def test_a_redirect_never_leaves_tls_and_may_enter_it() -> None:
    with pytest.raises(Refusal, match="from https to plain http"):
        next_hop(httpx.URL("https://x.example/f"), ["http://x.example/f"])
    assert str(next_hop(httpx.URL("http://x.example/f"), ["https://x.example/f"])) == "https://x.example/f"


async def test_a_redirect_without_a_target_is_a_fault(server: FeedServer) -> None:
    assert "without saying where" in await fault(server.serve("/f", status=302))


# --- Bounds ------------------------------------------------------------------------------------------------------


async def test_gzip_is_unpacked(server: FeedServer) -> None:
    outcome = await fetch(server.serve("/f", b"<rss>" + b"x" * 300_000, gzipped=True))
    assert isinstance(outcome, Fetched)
    assert len(outcome.body) == 300_005


async def test_gzip_that_is_not_called_so_is_unpacked_too(server: FeedServer) -> None:
    outcome = await fetch(server.serve("/f.xml.gz", gzip.compress(b"<rss>" + b"x" * 300_000)))
    assert isinstance(outcome, Fetched)
    assert len(outcome.body) == 300_005
    assert "more than 8 MiB" in await fault(server.serve("/bomb", gzip.compress(bytes(9 * MEGABYTE))))
    cut = await fetch(server.serve("/cut", gzip.compress(b"<rss>" + os.urandom(50_000))[:-9]))
    assert isinstance(cut, Fetched)
    assert cut.cut
    false = await fetch(server.serve("/false", b"\x1f\x8bnothing of the kind"))
    assert isinstance(false, Fetched)
    assert false.body == b"\x1f\x8bnothing of the kind"


async def test_the_digest_is_of_the_decoded_body(server: FeedServer) -> None:
    plain = await fetch(server.serve("/a", "<rss/>"))
    packed = await fetch(server.serve("/b", "<rss/>", gzipped=True))
    other = await fetch(server.serve("/c", "<rss />"))
    assert isinstance(plain, Fetched)
    assert isinstance(packed, Fetched)
    assert isinstance(other, Fetched)
    assert plain.digest == packed.digest != other.digest


@pytest.mark.slow
async def test_a_gzip_bomb_is_refused_without_being_unpacked(server: FeedServer) -> None:
    url = server.serve("/f", behaviour="bomb")
    before = resident()
    assert "more than 8 MiB" in await fault(url, deadline=60)  # the server makes half a gigabyte of it first
    assert resident() - before < 50 * MEGABYTE


async def test_a_body_without_end_is_refused(server: FeedServer) -> None:
    assert "more than 1 MiB" in await fault(server.serve("/f", behaviour="endless"), max_body=MEGABYTE)


async def test_a_slow_drip_ends_with_the_deadline(server: FeedServer) -> None:
    started = time.monotonic()
    assert "within 0.3 s" in await fault(server.serve("/f", b"x" * 1000, behaviour="drip"), deadline=0.3)
    assert time.monotonic() - started < 2


async def test_a_server_that_hangs_ends_with_the_deadline(server: FeedServer) -> None:
    assert "did not finish its answer within 0.2 s" in await fault(server.serve("/f", behaviour="hang"), deadline=0.2)


async def test_headers_without_end_are_refused() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")  # what is left unread resets the connection when it is closed
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            writer.write(b"X-%d: y\r\n" % number)
            await writer.drain()

    async with raw_server(answer) as url:
        assert "more than 100 KiB of headers" in await fault(url)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
async def test_encodings_that_were_not_asked_for_are_refused(server: FeedServer, encoding: str) -> None:
    url = server.serve("/f", b"x", headers={"Content-Encoding": encoding})
    assert f"{encoding!r}, which was not asked for" in await fault(url)


async def test_a_false_gzip_is_a_fault(server: FeedServer) -> None:
    url = server.serve("/f", b"plain text", headers={"Content-Encoding": "gzip"})
    assert "can't be unpacked" in await fault(url)


async def test_an_answer_that_is_cut_short_is_kept_as_far_as_it_came_and_marked(server: FeedServer) -> None:
    plain = await fetch(server.serve("/f", b"<rss><item/>", behaviour="cut"))
    assert isinstance(plain, Fetched)
    assert (plain.body, plain.cut) == (b"<rss><item/>", "its server closed the connection after 12 bytes of it")
    packed = gzip.compress(bytes(range(256)) * 40)[:200]
    zipped = await fetch(server.serve("/z", packed, headers={"Content-Encoding": "gzip"}))
    assert isinstance(zipped, Fetched)
    assert zipped.cut
    assert zipped.body
    assert "broke off" in await fault(server.serve("/n", b"", behaviour="cut"))


async def test_with_an_etag_what_is_new_will_do(server: FeedServer) -> None:
    url = server.serve("/f", "<rss/>", status=226, headers={"IM": "feed"}, conditional=False)
    outcome = await fetch(url, etag='"a"')
    assert isinstance(outcome, Fetched)
    assert outcome.is_delta
    assert server.log[0].headers["a-im"] == "feed"
    await fetch(url, last_modified="then")
    assert "a-im" not in server.log[1].headers


async def test_a_redirect_at_home_keeps_the_password_and_no_other_does(server: FeedServer) -> None:
    server.serve("/in", "<rss/>")
    server.redirect("/here", server.url("/in"))
    server.redirect("/there", server.url("/in", host="localhost"))
    for path in ("/here", "/there"):
        await fetch(server.url(path).replace("//", "//reader:hunter2@"))
    assert ["authorization" in seen.headers for seen in server.log] == [True, True, True, False]


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(1, 50))
@examples(40)
def test_gzip_members_come_out_as_one_body_however_they_are_cut(bodies: list[bytes], step: int) -> None:
    packed = b"".join(map(gzip.compress, bodies or [b""]))
    inflater = Gzip(100_000)
    for start in range(0, len(packed), step):
        inflater.add(packed[start : start + step])
    assert inflater.so_far() == (b"".join(bodies), True)


async def test_a_large_feed_is_not_kept_waiting_on_the_wire_by_large_ones_that_drip() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 8000000\r\n\r\n" + b"x" * 700_000)
        await reader.read()

    async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 7000000\r\n\r\n")
        writer.transport.set_write_buffer_limits(0)
        for _ in range(70):
            writer.write(b"y" * 100_000)
            await asyncio.wait_for(writer.drain(), 1)  # or it closes the connection, as servers do
        writer.close()

    async with (
        raw_server(drip) as dripping,
        raw_server(send) as honest,
        Fetcher(user_agent="x", allow_private=ANYTHING_PRIVATE) as fetcher,
    ):
        asked = partial(fetcher.fetch, is_file=False)
        drippers = [asyncio.create_task(asked(FetchRequest(url=dripping))) for _ in range(6)]
        await asyncio.sleep(0.3)
        outcome = await asyncio.wait_for(asked(FetchRequest(url=honest)), 4)
        for task in drippers:
            task.cancel()
        await asyncio.gather(*drippers, return_exceptions=True)
        await asyncio.sleep(0.1)  # until the servers have noticed
    assert isinstance(outcome, Fetched)
    assert (len(outcome.body), outcome.cut) == (7_000_000, None)


@pytest.mark.slow
async def test_what_inflates_to_much_does_so_when_all_has_come_and_two_at_once() -> None:
    packed = gzip.compress(bytes(7 * MEGABYTE))

    async def all_but_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed))
        writer.write(packed[:-1])
        await asyncio.sleep(0.5)
        writer.write(packed[-1:])
        writer.close()

    async def size(fetcher: Fetcher, url: str) -> int:
        outcome = await fetcher.fetch(FetchRequest(url=url), is_file=False)
        return len(outcome.body) if isinstance(outcome, Fetched) else 0

    async with (
        raw_server(all_but_the_end) as hanging,
        Fetcher(user_agent="x", allow_private=ANYTHING_PRIVATE) as fetcher,
    ):
        tracemalloc.start()
        try:
            sizes = await asyncio.gather(*(size(fetcher, hanging) for _ in range(20)))
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        await asyncio.sleep(0.1)  # until the servers have noticed
    assert sizes == [7 * MEGABYTE] * 20
    assert most < 60 * MEGABYTE


async def test_a_large_answer_for_which_there_is_no_room_is_not_the_server_s_fault(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert "make room in /nowhere on this machine" in await fault(server.serve("/f", bytes(MEGABYTE)))
    assert isinstance(await fetch(server.serve("/g", bytes(1000))), Fetched)


async def test_answers_that_arrive_together_are_read_in_their_order_over_several_turns_of_the_loop() -> None:
    gate, turn, passed = Gate(width=3), 0, []

    async def pass_(number: int) -> None:
        await gate.pass_()
        passed.append((number, turn))

    everybody = asyncio.gather(*map(pass_, range(20)))
    while not everybody.done():
        turn += 1
        await asyncio.sleep(0)

    assert [number for number, _ in passed] == list(range(20))
    assert max(Counter(turn for _, turn in passed).values()) == 3


# --- Refusals, in words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "wants a user name and password"),
        (403, "refuses to serve us"),
        (404, "look for the feed's new address"),
        (410, "says that it is gone (410): it is asked once more in a day"),
        (451, "may not be served here, for legal reasons"),
        (418, "answers with status 418 instead of a feed"),
        (429, "asked too often"),
        (500, "fails on the server's side (500)"),
        (503, "fails on the server's side (503)"),
    ],
)
async def test_each_status_has_its_sentence(server: FeedServer, status: int, words: str) -> None:
    outcome = await fetch(server.serve("/f", status=status))
    assert isinstance(outcome, FetchError)
    assert outcome.status == status
    assert words in outcome.message
    assert server.url("/f") in outcome.message


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_read_as_seconds_and_as_a_date(server: FeedServer, status: int) -> None:
    seconds = await fetch(server.serve("/s", status=status, headers={"Retry-After": "120"}))
    assert isinstance(seconds, FetchError)
    assert seconds.retry_after == timedelta(seconds=120)
    headers = {"Date": "Thu, 24 Oct 2024 12:00:00 GMT", "Retry-After": "Thu, 24 Oct 2024 13:00:00 GMT"}
    dated = answer_error(httpx.URL("http://x/"), status, httpx.Headers(headers), NOW)
    assert dated.retry_after == timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("12.5", None),
        ("٣", None),
        ("0", timedelta(0)),
        (" 60 ", timedelta(seconds=60)),
        ("9" * 400, timedelta(seconds=10**9)),
        ("Thu, 24 Oct 2024 12:30:00 GMT", timedelta(minutes=30)),
        ("Thursday, 24-Oct-24 12:30:00 GMT", timedelta(minutes=30)),
        ("Wed, 01 Jan 2020 00:00:00 GMT", timedelta(0)),
    ],
)
def test_retry_after_in_all_its_forms(value: str | None, expected: timedelta | None) -> None:
    assert retry_after(value, None, NOW) == expected


def test_retry_after_goes_by_the_servers_own_clock() -> None:
    assert retry_after("Thu, 24 Oct 2019 12:30:00 GMT", "Thu, 24 Oct 2019 12:00:00 GMT", NOW) == timedelta(minutes=30)


@given(st.text(max_size=60))
@examples(80)
def test_retry_after_never_raises(value: str) -> None:
    found = retry_after(value, value, NOW)
    assert found is None or found >= timedelta(0)


async def test_a_closed_port_says_so() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert f"127.0.0.1:{port} refuses the connection" in await fault(f"http://127.0.0.1:{port}/f")


async def test_plain_http_where_https_should_be_says_so(server: FeedServer) -> None:
    assert "write http:// in its place" in await fault(server.url("/f").replace("http:", "https:"))


async def over_tls(context: ssl.SSLContext, host: str) -> FetchOutcome:
    """What a server with that certificate answers, asked for by a name that leads to it."""

    async def here(_: str, __: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as listening:
        port = listening.sockets[0].getsockname()[1]
        async with Fetcher(user_agent="monitor/0.1", allow_private=ANYTHING_PRIVATE, resolver=here) as fetcher:
            return await fetcher.fetch(FetchRequest(url=f"https://{host}:{port}/f"), is_file=False)


@pytest.mark.usefixtures("trusted")
async def test_a_feed_is_read_over_tls_from_whom_its_certificate_names(tls: ssl.SSLContext) -> None:
    outcome = await over_tls(tls, "127.0.0.1")
    assert isinstance(outcome, Fetched), outcome
    assert outcome.body == b"<rss/>"


@pytest.mark.usefixtures("trusted")
async def test_a_certificate_of_another_name_is_refused(tls: ssl.SSLContext) -> None:
    outcome = await over_tls(tls, "news.example")
    assert isinstance(outcome, FetchError)
    assert "certificate" in outcome.message
    assert "news.example" in outcome.message


async def test_a_certificate_that_nobody_vouches_for_is_refused(tls: ssl.SSLContext) -> None:
    outcome = await over_tls(tls, "127.0.0.1")
    assert isinstance(outcome, FetchError)
    assert "not valid" in outcome.message


def test_a_bad_certificate_says_why() -> None:
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_message = "certificate has expired"
    assert "not valid (certificate has expired)" in network_sentence(
        httpx.URL("https://news.example/f"), error, "https://news.example/f"
    )


async def test_a_server_that_promises_an_answer_for_ever_is_given_up() -> None:
    sent = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)
            await writer.drain()
            sent += 100

    async with raw_server(answer) as url:
        assert "promises an answer again and again" in await fault(url)
    assert sent < 1_000_000


async def test_a_part_that_nobody_asked_for_is_no_whole_feed(server: FeedServer) -> None:
    server.serve("/f", b"<rss/>", status=206, headers={"Content-Range": "bytes 0-5/99999"})
    outcome = await fetch(server.url("/f"))

    assert isinstance(outcome, Fetched)
    assert outcome.cut


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"", "closed the connection without an answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not HTTP (it begins with 'SSH-2.0-OpenSSH_9.2"),
        (b"<rss version='2.0'>", "not HTTP (it begins with \"<rss version='2.0'>"),
        (b"\x15\x03\x01\x00\x02\x02\x46", "write https:// in place of http://"),
        (b"HT", "broke off within the headers"),
        (OK + b"Conte", "broke off within the headers"),
        (OK + b"Bad Header: x\r\n\r\n", "break the rules of HTTP (illegal header line: 'Bad Header: x')"),
        (b"HTTP/1.1 fine OK\r\n\r\n", "break the rules of HTTP (illegal status line"),
        (OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n", "break the rules of HTTP (conflicting Content-Length"),
        (OK + b"Set-Cookie: " + b"y" * 200_000, "more than 100 KiB of headers"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "101"),
        (OK + b"Content-Length: 5\r\n\r\n", "broke off in the middle of its answer, after 0 bytes of it"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "in chunks that are none"),
    ],
)
async def test_each_answer_that_is_none_says_what_it_is_and_what_to_do(answer: bytes, words: str) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    async with raw_server(say) as url:
        assert words in await fault(url)


@pytest.mark.parametrize("begun", [b"", OK + b"Content-Length: 5\r\n\r\n"])
async def test_a_connection_that_is_reset_says_so(begun: bytes) -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(begun)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    async with raw_server(reset) as url:
        assert "cut the connection (reset)" in await fault(url)


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (b"Content-Length: 99\r\n\r\n<rss>", "its server closed the connection after 5 bytes of it"),
        (b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n", "its server closed the connection after 5 bytes of it"),
        (b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\nzz\r\n", "its server sends chunks that are none"),
    ],
)
async def test_an_answer_that_breaks_off_says_how(body: bytes, how: str) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK + body)
        await writer.drain()

    async with raw_server(say) as url:
        outcome = await fetch(url)
    assert isinstance(outcome, Fetched)
    assert (outcome.body, outcome.cut) == (b"<rss>", how)


async def test_two_targets_of_a_redirect_are_a_fault_unless_they_are_one() -> None:
    def says(*targets: str) -> bytes:
        lines = "".join(f"Location: {target}\r\n" for target in targets)
        return f"HTTP/1.1 302 Found\r\n{lines}Content-Length: 0\r\n\r\n".encode()

    answers = {"/same": says("/feed", "/feed"), "/two": says("/feed", "/other")}

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        writer.write(answers.get(path, OK + b"Content-Length: 6\r\n\r\n<rss/>"))
        await writer.drain()

    async with raw_server(say) as url:
        assert "several addresses at once" in await fault(url.replace("/feed", "/two"))
        outcome = await fetch(url.replace("/feed", "/same"))
    assert isinstance(outcome, Fetched)
    assert outcome.url.endswith("/feed")


@pytest.mark.parametrize(
    ("status", "asked", "kept"),
    [(403, "600", 600), (500, "600", 600), (404, str(10**9), 86_400), (503, str(10**6), 10**6), (500, "0", None)],
)
async def test_retry_after_is_kept_whatever_the_status(
    server: FeedServer, status: int, asked: str, kept: int | None
) -> None:
    outcome = await fetch(server.serve("/f", status=status, headers={"Retry-After": asked}))
    assert isinstance(outcome, FetchError)
    assert outcome.retry_after == (timedelta(seconds=kept) if kept is not None else None)


async def test_retry_after_counts_with_an_answer_too_and_of_two_the_longer(server: FeedServer) -> None:
    read = await fetch(server.serve("/f", b"<rss/>", headers={"Retry-After": "600", "Cache-Control": "max-age=60"}))
    assert isinstance(read, Fetched)
    assert read.fresh_for == timedelta(minutes=10)
    both = httpx.Headers([("Retry-After", "5"), ("Retry-After", "25"), ("Retry-After", "soon")])
    assert answer_error(httpx.URL("http://x/"), 503, both, NOW).retry_after == timedelta(seconds=25)


@pytest.mark.parametrize("encoding", ["none", "UTF-8", "identity", ""])
async def test_a_body_that_is_not_packed_is_read_whatever_it_is_called(server: FeedServer, encoding: str) -> None:
    outcome = await fetch(server.serve("/f", b"<rss/>", headers={"Content-Encoding": encoding}))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"


@pytest.mark.parametrize("behind", [b"garbage", b"\0\0\0", b"\0 and more"])
async def test_what_follows_gzip_and_is_none_is_passed_over(server: FeedServer, behind: bytes) -> None:
    packed = gzip.compress(b"<rss/>") + behind
    for headers in ({"Content-Encoding": "gzip"}, {}):
        outcome = await fetch(server.serve("/f", packed, headers=headers))
        assert isinstance(outcome, Fetched)
        assert (outcome.body, outcome.cut) == (b"<rss/>", None)


async def test_who_redirects_and_wants_to_be_left_alone_is_left_alone(server: FeedServer) -> None:
    server.serve("/a", b"<rss/>", headers={"Cache-Control": "max-age=60"})
    server.serve("/302", status=302, headers={"Location": server.url("/a"), "Retry-After": "600"})
    server.serve("/to-404", status=302, headers={"Location": server.url("/nowhere"), "Retry-After": "600"})

    read, missing = await fetch(server.url("/302")), await fetch(server.url("/to-404"))

    assert isinstance(read, Fetched)
    assert read.fresh_for == timedelta(minutes=10)
    assert isinstance(missing, FetchError)
    assert missing.retry_after == timedelta(minutes=10)


@pytest.mark.parametrize(
    "url", ["http://", "http:///feed", "https://[bad/", "http://a b/", "http://x:0/", "http://x:70000/"]
)
async def test_an_address_that_is_none_says_so(url: str) -> None:
    assert "is not an address that can be asked for" in await fault(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@h.example:8/a/b?token=1#f", "https://h.example:8/a/b?…"),
        ("http://h/a@b", "http://h/a@b"),
        ("https://u:p@ss@h/a", "https://h/a"),
        ("http://h#t", "http://h"),
    ],
)
def test_an_address_is_told_without_its_secrets(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_causes_come_first_cause_first_and_end() -> None:
    error = ValueError("outer")
    error.__cause__ = OSError("inner")
    assert [str(cause) for cause in causes(error)] == ["inner", "outer"]
    error.__cause__ = error
    assert len(causes(error)) == 10


# --- Files -------------------------------------------------------------------------------------------------------


async def read(path: Path, etag: str | None = None, max_body: int = MEGABYTE) -> FetchOutcome:
    async with Fetcher(user_agent="monitor/test", max_body=max_body) as fetcher:
        return await fetcher.fetch(FetchRequest(url=str(path), etag=etag), is_file=True)


async def test_a_file_is_a_feed_and_unchanged_until_its_bytes_change(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss/>")
    first = await read(path)
    assert isinstance(first, Fetched)
    assert first.body == b"<rss/>"
    assert isinstance(await read(path, first.etag), NotModified)
    path.write_bytes(b"<rss></rss>")
    assert isinstance(await read(path, first.etag), Fetched)


async def test_files_that_can_not_be_read_say_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.xml").write_bytes(b"x" * 11)
    for path, words in (
        (tmp_path / "missing.xml", "does not exist"),
        (tmp_path, "is not a file"),
        (tmp_path / "pipe", "is not a file"),
        (tmp_path / "large.xml", "no feed is that large"),
        (tmp_path / "nul\0", "can't be read"),
    ):
        outcome = await read(path, max_body=10)
        assert isinstance(outcome, FetchError)
        assert words in outcome.message


# --- Support -----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def raw_server(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
            await writer.drain()
        except ConnectionError:
            pass  # the client has had enough
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/feed"


def resident() -> int:
    """This process's memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
