"""The promise of the backtest, by real processes: what `monitor run` tells, `monitor backtest` had said, row by row."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from conftest import RULES
from feed_server import rss
from test_backtest import TITLES
from watch import watching

pytestmark = pytest.mark.slow

MORE_RULES = """
[[rule]]
id = "fire"
title = "Fire"
when = 'fire OR fires'
channel = "#fires"
min_sources = 2

[[rule]]
id = "flood"
title = "Flood"
when = 'flood OR floods'
digest = "0 8 * * *"
"""
TOWNS = ("Kursk", "Lyon", "Valencia", "Omsk", "Narva")


def entries(now: datetime) -> list[dict[str, str]]:
    """A feed of thirty-five entries, newest first: reports of like events, and of unlike ones."""
    titles = [
        title.replace("Lyon", town) for town in TOWNS for title in (*TITLES[:6], f"North Korean soldiers in {town}")
    ]
    return [
        {
            "title": title,
            "guid": str(number),
            "link": f"https://news.example/{number}",
            "published": format_datetime(now - timedelta(minutes=number)),
        }
        for number, title in enumerate(titles)
    ]


async def test_what_a_real_run_decides_a_backtest_says_from_the_store_and_from_the_feed_itself(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    async with watching(tmp_path) as watch:
        watch.write("wire.xml", rss(entries(now)).decode())
        watch.write("rules/rules.toml", RULES + MORE_RULES)
        watch.write("config.toml", '[[feed]]\nid = "wire"\nurl = "wire.xml"\npublisher = "Wire"\nbacklog = "all"\n')
        code, _, err = await watch.run("run", "--once")
        assert code == 0, err
        told = recorded(tmp_path / "data" / "monitor.db")

        from_store = await watch.run("backtest", "--since", "1d", "--format", "jsonl")
        from_feed = await watch.run("backtest", "--items", "wire.xml", "--format", "jsonl")

    assert len({reason for *_, reason in told}) >= 5
    assert decided(from_store[1]) == told
    assert decided(from_feed[1]) == told


def recorded(database: Path) -> list[tuple[str, str, str, str, str]]:
    """Every decision of the daemon: item, story, rules, channel, reason."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT item_key, story_id, rules, channel, reason FROM decisions").fetchall()
    connection.close()
    return sorted(
        (key, story, ",".join(json.loads(rules)), channel, reason) for key, story, rules, channel, reason in rows
    )


def decided(lines: str) -> list[tuple[str, str, str, str, str]]:
    """The same of a backtest's rows. A row names an item's rules, whichever channel they tell."""
    channels = {"fire": "#fires", "npt": "#npt"}
    found = []
    for row in map(json.loads, lines.splitlines()):
        for one in row["decisions"]:
            rules = [rule for rule in row["rules"] if channels.get(rule, "#monitor") == one["channel"]]
            found.append((row["id"], row["story"], ",".join(rules), one["channel"], one["reason"]))
    return sorted(found)
