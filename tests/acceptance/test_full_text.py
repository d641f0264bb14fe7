"""A thin feed in a real process: the article decides, is asked for once, and a kill in the middle loses nothing."""

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import RULES
from feed_server import FeedServer
from test_articles import HTML, asked, page
from watch import until, watching

pytestmark = pytest.mark.slow


def kept(database: Path) -> int:
    """How many articles stand in the store."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        count: int = connection.execute("SELECT count(*) FROM articles WHERE text != ''").fetchone()[0]
        return count


async def test_a_thin_feed_is_told_by_its_article_once_even_where_we_are_killed_on_the_way(tmp_path: Path) -> None:
    async with FeedServer() as server, watching(tmp_path) as watch:
        server.serve("/robots.txt", "User-agent: monitor\nDisallow: /closed/")
        server.serve("/1", page(), headers=HTML)
        server.serve("/2", page("Nothing of note. " * 30), headers=HTML, behaviour="hang")
        for number, link in enumerate(("/closed/3", "/2", "/1")):
            server.add("/thin", title=f"Talks {number}", guid=str(number), link=server.url(link))
        feed = f'[[feed]]\nid = "thin"\nurl = "{server.url("/thin")}"\nfull_text = true\nbacklog = "all"\n'
        watch.write("config.toml", f'[polling]\nevery = "1s"\nallow_private_hosts = ["127.0.0.1"]\n{feed}')
        watch.write("rules/rules.toml", RULES)

        await watch.start()
        await until(lambda: asked(server, "/2") and kept(tmp_path / "data/monitor.db"))
        await watch.end(signal.SIGKILL)
        server.serve("/2", page("Nothing of note. " * 30), headers=HTML)
        await watch.start()
        await until(lambda: '"told": 1' in watch.said)
        assert '"missed": "1 of 3"' in watch.said
        assert await watch.end() == 0

        assert [asked(server, path) for path in ("/1", "/2", "/closed/3", "/robots.txt")] == [1, 2, 0, 2]
        code, out, _ = await watch.run("feeds", "health")
        assert code == 1
        assert "1 of the 3 articles" in out
        assert "robots.txt of 127.0.0.1 forbids it" in out
        _, out, err = await watch.run("feeds", "poll", "thin", "--format", "jsonl")
        rows = {row["title"]: row for row in map(json.loads, out.splitlines())}
        assert rows["Talks 2"]["rules"] == ["dprk-troops"], err
        assert rows["Talks 2"]["article"].endswith("characters")
        assert "forbids" in rows["Talks 0"]["article"]
        _, out, _ = await watch.run("alerts", "list", "--format", "jsonl")
        assert [json.loads(line)["state"] for line in out.splitlines()] == ["sent"]
