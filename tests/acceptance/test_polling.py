"""How we look from the other side: a server that writes down every request, and scores them.

The criteria are those of the feed reader behaviour project (rachelbythebay.com/fs/help.html and /w/feed/) and of the
RFCs that it leans on. Nine days pass on a clock that the test turns; the server, the sockets and the store are real.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import RULES
from feed_server import FeedServer, Seen, rss
from make import NOON, a_feed
from test_poller import Round
from watch import until, watching

from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.worker import ParserPool
from monitor.rules.ruleset import RuleSet
from monitor.store import Store

pytestmark = pytest.mark.slow

HOUR = timedelta(hours=1)
EVERY = 3 * HOUR
LAST = "Thu, 24 Oct 2024 08:00:00 GMT"
ODD = 'W/"odd, \\ but ours"'
AGENT = "monitor/0.1 (news alerts; contact: https://example.org/about)"
CONTENT = rss([{"title": f"News number {n}", "guid": str(n)} for n in range(6)])
Journal = dict[str, list[tuple[datetime, Seen]]]


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


def furnish(server: FeedServer) -> None:
    """One feed for each manner of asking for manners."""
    both = {"ETag": ODD, "Last-Modified": LAST, "Set-Cookie": "id=1; Path=/"}
    server.serve("/both", CONTENT, headers=both)
    server.serve("/date", CONTENT, headers={"Last-Modified": LAST})
    server.serve("/neither", CONTENT)
    server.serve("/changes", CONTENT, headers={"ETag": '"one"', "Last-Modified": LAST})
    server.serve("/max-age", CONTENT, headers={"Cache-Control": "max-age=18000", "ETag": '"a"'})
    server.serve("/ttl", CONTENT.replace(b"</title>", b"</title><ttl>300</ttl>", 1), headers={"ETag": '"a"'})
    skipped = "".join(f"<hour>{hour}</hour>" for hour in range(6))
    server.serve("/skip", CONTENT.replace(b"</title>", f"</title><skipHours>{skipped}</skipHours>".encode(), 1))
    server.serve("/429", status=429, headers={"Retry-After": str(26 * 3600)})
    until_ = {"Date": "Thu, 24 Oct 2024 08:00:00 GMT", "Retry-After": "Fri, 25 Oct 2024 08:00:00 GMT"}
    server.serve("/503", status=503, headers=until_)
    server.serve("/410", status=410)
    server.serve("/404", status=404)
    server.serve("/home", CONTENT, headers={"ETag": '"a"'})
    server.redirect("/301", server.url("/home"), 301)
    server.redirect("/302", server.url("/home"), 302)


FEEDS = ("both", "date", "neither", "changes", "max-age", "ttl", "skip", "429", "503", "410", "404", "301", "302")


async def nine_days(server: FeedServer, store: Store, ruleset: RuleSet) -> Journal:
    """Half-hours go by; each request with its time, by path. Half-way the process starts anew."""
    furnish(server)
    feeds = [a_feed(id=name, url=server.url(f"/{name}"), every=EVERY) for name in FEEDS]
    journal: Journal = defaultdict(list)
    parser = ParserPool()
    async with Fetcher(user_agent=AGENT, allow_private=ANYTHING_PRIVATE) as fetcher:
        watch = Round(store, ruleset, fetcher, parser, *feeds)
        for half_hour in range(9 * 48):
            if half_hour == 100:
                server.serve("/changes", CONTENT + b"<!-- edited -->", headers={"ETag": '"two"'})
            if half_hour == 200:
                now, watch = watch.now, Round(store, ruleset, fetcher, parser, *feeds)
                watch.now = now
            seen = len(server.log)
            await watch.pass_(minutes=30 if half_hour else 0)
            for request in server.log[seen:]:
                journal[request.path].append((watch.now, request))
    await parser.close()
    return journal


def gaps(journal: Journal, path: str) -> list[timedelta]:
    times = [at for at, _ in journal[path]]
    return [later - earlier for earlier, later in pairwise(times)]


def sent(journal: Journal, path: str, header: str) -> list[str | None]:
    return [request.headers.get(header) for _, request in journal[path]]


def score(journal: Journal) -> dict[str, bool]:
    """Each criterion, and whether we kept it all the nine days."""
    requests = [request for path in journal for _, request in journal[path]]
    whole = [at - NOON for at, request in journal["/both"] if "if-none-match" not in request.headers]
    changed = next(n for n, tag in enumerate(sent(journal, "/changes", "if-none-match")) if tag == '"two"')
    return {
        "the first request is unconditional": "if-none-match" not in journal["/both"][0][1].headers,
        "an ETag is sent back byte for byte": set(sent(journal, "/both", "if-none-match")) == {None, ODD},
        "Last-Modified is sent back byte for byte": set(sent(journal, "/date", "if-modified-since")) == {None, LAST},
        "no validator is invented": not any(
            name.startswith("if-") for _, request in journal["/neither"] for name in request.headers
        ),
        "validators change with the answer": sent(journal, "/changes", "if-none-match")[1] == '"one"' and changed > 1,
        "a validator that vanished is forgotten": sent(journal, "/changes", "if-modified-since")[changed] is None,
        "for ever 304 is doubted once in eight days": len(whole) == 2 and whole[1] <= timedelta(days=8),
        "never sooner than the interval": min(gaps(journal, "/both") + gaps(journal, "/neither")) >= EVERY * 0.9,
        "no burst, and no new poll, at a restart": min(gaps(journal, "/date")) >= EVERY * 0.9,
        "Cache-Control is kept": min(gaps(journal, "/max-age")) >= 5 * HOUR,
        "ttl is kept": min(gaps(journal, "/ttl")) >= 5 * HOUR,
        # A poll that is due just before midnight comes at midnight on a clock that is turned by half-hours.
        "skipHours are kept": not any(1 <= at.hour < 6 for at, _ in journal["/skip"]),
        "Retry-After in seconds is kept": min(gaps(journal, "/429")) >= 26 * HOUR,
        "Retry-After as a date is kept, by the server's clock": min(gaps(journal, "/503")) >= 24 * HOUR,
        "gone is asked twice, a day apart": [gap >= 24 * HOUR for gap in gaps(journal, "/410")] == [True],
        "a feed that fails is asked ever less, and not given up": gaps(journal, "/404")[-1] >= 21 * HOUR,
        "a permanent redirect is remembered": 3 <= len(journal["/301"]) <= 20,
        "a temporary redirect is not": len(journal["/302"]) >= 9 * 8,
        "no cookie": not any("cookie" in request.headers for request in requests),
        "no Referer": not any("referer" in request.headers for request in requests),
        "no query of our own": not any(request.query for request in requests),
        "nothing is asked that was not declared": journal.keys() <= {f"/{name}" for name in (*FEEDS, "home")},
        "an honest name with a contact": {request.headers["user-agent"] for request in requests} == {AGENT},
        "gzip is offered": {request.headers["accept-encoding"] for request in requests} == {"gzip"},
    }  # fmt: skip


async def test_we_score_full_marks_as_a_well_behaved_reader(server: FeedServer, store: Store, ruleset: RuleSet) -> None:
    marks = score(await nine_days(server, store, ruleset))

    assert [criterion for criterion, kept in marks.items() if not kept] == []


# --- A feed with a password ------------------------------------------------------------------------------------------


async def test_a_feeds_password_goes_to_its_server_and_nowhere_else(tmp_path: Path, server: FeedServer) -> None:
    """Read, refused, gone and moved: whatever is told, logged, listed or stored, the password is not in it."""
    server.add("/ok", title="North Korean troops reach Kursk", guid="1", link="/1")
    for path, status in (("/refused", 401), ("/broken", 500)):
        server.serve(path, status=status)
    server.redirect("/moved", server.url("/ok"), 301)
    closed = {path[1:]: server.url(path).replace("//", "//reader:hunter2@") for path in server.answers}
    closed["none"] = "http://reader:hunter2@127.0.0.1:9/none"
    tables = "".join(f'[[feed]]\nid = "{name}"\nurl = "{url}"\nbacklog = "all"\n' for name, url in closed.items())
    async with watching(tmp_path) as watch:
        watch.write("config.toml", f'[polling]\nevery = "1s"\nallow_private_hosts = ["127.0.0.1"]\n{tables}')
        watch.write("rules/rules.toml", RULES)
        await watch.start("--verbose")
        await until(lambda: all(len(server.requests_for(path)) >= 2 for path in ("/ok", "/moved")))
        await until(lambda: '"feed": "none"' in watch.said)
        assert await watch.end() == 0
        told = [watch.said]
        for command in ("feeds list", "feeds health", "status", "feeds export", "feeds poll refused", "alerts list"):
            _, *said = await watch.run(*command.split(), *(["--format", "jsonl"] if command != "feeds export" else []))
            told += said
        told += (await watch.run("feeds", "poll", closed["refused"]))[1:]
        told += (await watch.run("feeds", "add", closed["broken"]))[1:]

    assert {seen.headers["authorization"] for seen in server.log} == {"Basic cmVhZGVyOmh1bnRlcjI="}
    assert "Kursk" in told[0]
    assert [text for text in told if "hunter2" in text or "cmVhZGVy" in text] == []
    assert [path.name for path in (tmp_path / "data").iterdir() if b"hunter2" in path.read_bytes()] == []
