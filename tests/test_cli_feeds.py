"""`monitor feeds`: adding, removing, exporting, and how feeds do."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from feed_server import FeedServer, rss
from make import a_state

from monitor.cli import main
from monitor.config import read_config
from monitor.feeds.opml import feeds_from_opml
from monitor.habits import Habits
from monitor.store import open_store
from monitor.store.engine import writing
from monitor.store.polls import record_states

Call = Callable[..., tuple[int, str, str]]
CONFIG = """\
# what we watch
[polling]
allow_private_hosts = ["127.0.0.1"]   # the test's own server

# the first
[[feed]]
id = "wire"          # its id
url = "wire.xml"
publisher = "Wire"
tags = [
  "a",
]

# the second, with a comment of its own
[[feed]]
id = "desk"
url = "https://desk.example/rss"
publisher = "Desk & Co"
lang = "en"
state_media = true
reliability = "B"
"""


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls `monitor feeds …` in a folder with a config: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("MONITOR_CONFIG", raising=False)
    (tmp_path / "config.toml").write_text(CONFIG)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(("feeds", *arguments))
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A feed server on a loop of its own, since commands bring theirs."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    opened = FeedServer()

    async def serve() -> None:
        async with opened:
            ready.set()
            await ended.wait()

    ended = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield opened
    loop.call_soon_threadsafe(ended.set)
    thread.join(10)
    loop.close()


def news(server: FeedServer, path: str, published: datetime | None = None) -> str:
    date = {"published": format_datetime(published)} if published else {}
    server.add(
        path, title="Troops reach Kursk", guid="1", summary="A report of some length, in which it all is told.", **date
    )
    return server.url(path)


def test_add_shows_what_a_feed_lists_and_writes_it_into_the_config(call: Call, server: FeedServer) -> None:
    url = news(server, "/rss", datetime.now(UTC))

    code, out, _ = call("add", url, "--id", "fresh", "--publisher", "Fresh News")

    assert (code, "Troops reach Kursk" in out, "!" in out) == (0, True, False)
    text = Path("config.toml").read_text()
    assert text.startswith(CONFIG)
    added = read_config(Path("config.toml")).feeds[-1]
    assert (added.id, added.url, added.publisher) == ("fresh", url, "Fresh News")


def test_add_finds_the_feed_that_a_page_offers_and_names_the_others(call: Call, server: FeedServer) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    page = f"<html><head>{link.format('/gone')}{link.format('/rss')}{link.format('/other')}</head></html>"
    news(server, "/rss")

    code, out, _ = call("add", server.serve("/", page, headers={"Content-Type": "text/html"}))

    assert code == 0
    assert read_config(Path("config.toml")).feeds[-1].url == server.url("/rss")
    assert f"also offers  {server.url('/other')}" in out


def test_add_takes_the_address_that_a_feed_moved_to_for_good(call: Call, server: FeedServer) -> None:
    url = news(server, "/new")

    assert call("add", server.redirect("/old", url, 301))[0] == 0
    assert read_config(Path("config.toml")).feeds[-1].url == url


@pytest.mark.parametrize(
    ("items", "warning"),
    [
        ([], "it lists nothing"),
        ([{"title": "a", "guid": "1", "published": "Thu, 24 Oct 2024 09:00:00 GMT"}], "newest entry is of 2024-10-24"),
        ([{"title": "a", "guid": "1"}], "its only entry has no date"),
        ([{"title": "a", "guid": "1", "summary": "short"}], "it is thin"),
    ],
)
def test_add_warns_of_a_feed_that_will_disappoint(
    call: Call, server: FeedServer, items: list[dict[str, str]], warning: str
) -> None:
    code, out, _ = call("add", server.serve("/rss", rss(items)), "--dry-run")

    assert (code, f"{warning}" in out) == (0, True)
    assert Path("config.toml").read_text() == CONFIG


@pytest.mark.parametrize("path", ["/absent", "/page", "desk"])
def test_what_cannot_be_read_or_is_there_already_is_not_added(call: Call, server: FeedServer, path: str) -> None:
    server.serve("/page", "<html><title>Hello</title></html>")
    news(server, "/rss")
    call("add", server.url("/rss"))
    before = Path("config.toml").read_text()

    code, _, errors = call("add", server.url("/rss") if path == "desk" else server.url(path))

    assert code == 2
    assert any(words in errors for words in ("404", "web page", "declared already"))
    assert Path("config.toml").read_text() == before


@pytest.mark.parametrize("feed_id", ["wire", "desk"])
def test_remove_takes_out_one_table_and_no_comment_outside_it(call: Call, feed_id: str) -> None:
    code, out, _ = call("remove", feed_id)

    assert (code, f"removed  {feed_id}" in out) == (0, True)
    assert [feed.id for feed in read_config(Path("config.toml")).feeds] == [{"wire": "desk", "desk": "wire"}[feed_id]]
    text = Path("config.toml").read_text()
    for comment in ("# what we watch", "# the test's own server", "# the first", "# the second, with"):
        assert comment in text


def test_remove_refuses_what_it_can_not_do_well(call: Call) -> None:
    assert "did you mean 'wire'?" in call("remove", "wir")[2]

    inline = '[{ id = "wire", url = "wire.xml" }, { id = "desk", url = "https://desk.example/rss" }]'
    Path("config.toml").write_text(f"feed = {inline}\n")
    before = Path("config.toml").read_text()
    code, _, errors = call("remove", "desk")
    assert (code, "by hand" in errors) == (2, True)
    assert Path("config.toml").read_text() == before

    Path("config.toml").write_text('[[feed]]\nid = "wire"\nurl = "wire.xml"\n')
    assert "only feed" in call("remove", "wire")[2]


def test_a_config_that_names_no_feed_yet_can_be_given_some(call: Call, server: FeedServer) -> None:
    Path("config.toml").write_text("# nothing yet\n[polling]\nallow_private_hosts = true\n")
    Path("list.opml").write_text('<opml><body><outline xmlUrl="https://b.example/?a=1&b=2" text="B & C"></opml>')

    assert "feeds add URL" in call("list")[2]
    assert call("poll", news(server, "/rss"))[0] == 0
    assert call("add", news(server, "/rss"))[0] == 0
    assert "1 feed added, 0 left out" in call("import", "list.opml")[1]
    assert call("import", "list.opml")[1] == "0 feeds added, 1 left out\n"
    text = Path("config.toml").read_text()
    assert "https://b.example/?a=1&b=2" in text
    assert text.startswith("# nothing yet")


def test_an_address_that_can_not_be_one_is_left_out_of_an_import_and_stops_no_other(call: Call) -> None:
    urls = ("http://[bad/rss", "http://", "http:///x", "ftp://c.example/rss", "https://b.example/rss")
    outlines = "".join(f'<outline xmlUrl="{url}" text="B"/>' for url in urls)
    Path("list.opml").write_text(f"<opml><body>{outlines}</body></opml>")

    assert "1 feed added, 4 left out" in call("import", "list.opml")[1]


def test_what_can_not_be_added_is_named_as_it_was_typed(call: Call) -> None:
    assert "ftp://c.example/rss can't be asked for: only http and https" in call("add", "ftp://c.example/rss")[2]

    Path("list.opml").write_text('<opml><body><outline xmlUrl="https://u:p@b.example:99999/rss" text="B"/></opml>')
    code, _, errors = call("import", "list.opml")
    assert (code, "config.toml stays as it was" in errors, "draft" in errors) == (2, True, False)


def test_export_says_all_that_import_reads_back(call: Call) -> None:
    code, out, errors = call("export")

    (feed,) = feeds_from_opml(out)
    assert (code, "wire" in errors) == (0, True)
    assert (feed.url, feed.title, feed.lang) == ("https://desk.example/rss", "Desk & Co", "en")
    Path("list.opml").write_text(out)
    call("remove", "desk")
    assert call("import", "list.opml")[0] == 0
    again = read_config(Path("config.toml")).feeds[-1]
    assert (again.id, again.publisher, again.state_media, again.reliability) == ("desk", "Desk & Co", True, "B")


def test_health_says_in_words_what_wants_a_look(call: Call, tmp_path: Path) -> None:
    assert call("health") == (0, "all 2 feeds are fine\n", "")

    now = datetime.now(UTC)
    store = open_store(f"sqlite:///{tmp_path}/data/monitor.db")
    store.enrol(read_config(Path("config.toml")).feeds, now)
    (state,) = store.claim_feeds(["desk"], now, timedelta(minutes=1), 1)
    habits = Habits(stopped_at=now)
    with writing(store.engine) as connection:
        gone = a_state(feed_id="desk", lease=state.lease, fault="it is gone", habits=habits)
        record_states(connection, [(gone, now)])
    store.close()

    code, out, _ = call("health")
    assert code == 1
    assert "desk  gone" in out
    assert "next poll never" in out
    assert "1 of 2 feeds want a look" in out
    rows = [json.loads(line) for line in call("health", "--format", "jsonl")[1].splitlines()]
    assert [row["condition"] for row in rows] == ["new", "gone"]
