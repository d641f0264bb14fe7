"""The promise of the backtest, by real processes: what `monitor run` tells, `monitor backtest` had said, row by row."""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
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


CALM_RULES = """
[[rule]]
id = "fire"
title = "Fire"
when = 'fire OR fires'
channel = "#fires"
min_sources = 2

[[rule]]
id = "korea"
title = "Korea"
when = 'korea*'
unless = 'title:museum'
severity = "critical"
cooldown = "1h"
[[rule.match]]
title = "Korea"
[[rule.no_match]]
title = "A museum of Korea"

[[rule]]
id = "late"
title = "Flood, in a year that has passed"
when = 'flood OR floods'
active = "2020-01-01..2020-12-31"

[[rule]]
id = "flood"
title = "Flood"
when = 'flood OR floods'
max_age = "12h"
"""
EDITS = (" in a museum", ", says Kyiv", " after a flood", " and fires", " near Korea")
REASONS = {"backlog", "cooldown", "uncorroborated", "quiet_hours", "corrected", "too_old", "new_source", "first_report"}


async def test_so_it_is_over_several_feeds_whose_items_are_rewritten_in_quiet_hours_and_with_all_that_calms(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    quiet = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=1):%H:%M}"
    config = f'[slack]\nquiet_hours = "{quiet}"\nflood = 6\n' + "".join(
        f'[[feed]]\nid = "{name}"\nurl = "{name}.xml"\npublisher = "{name.title()}"\nbacklog = "{backlog}"\n'
        for name, backlog in (("wire", "all"), ("post", "24h"), ("herald", "none"))
    )
    async with watching(tmp_path) as watch:
        watch.write("rules/rules.toml", CALM_RULES)
        watch.write("config.toml", config + '[polling]\nevery = "1s"\nmin_every = "1s"\n')
        for turn in range(3):
            for number, name in enumerate(("wire", "post", "herald")):
                watch.write(f"{name}.xml", rss(as_of(turn, number, now)).decode())
            code, _, err = await watch.run("run", "--once")
            assert code == 0, err
            await asyncio.sleep(1)  # until the feeds are due again
        told = recorded(tmp_path / "data" / "monitor.db")
        code, from_store, err = await watch.run("backtest", "--since", "1d", "--format", "jsonl")

    assert code == 0, err
    assert {reason for *_, reason in told} >= REASONS
    assert decided(from_store, {"fire": "#fires"}) == told


def as_of(turn: int, feed: int, now: datetime) -> list[dict[str, str]]:
    """What a feed lists at a turn: more than the time before, and some of that rewritten."""
    listed = entries(now)[: 12 * (turn + 1)]
    if feed == 0:
        own = {"title": "Fires close the clock museum of Thimphu", "guid": "own", "link": "https://news.example/0"}
        listed.append(entries(now)[0] | own)
    for number, entry in enumerate(listed):
        entry["link"] = entry["link"].replace("news.example", f"{feed}.example")
        if number % 5 == turn:
            entry["title"] += EDITS[(number + feed) % len(EDITS)]
        if number % 7 == 3:
            entry["published"] = format_datetime(now - timedelta(hours=30 if feed else 13))
    return listed


def recorded(database: Path) -> list[tuple[str, str, str, str, str]]:
    """Every decision of the daemon: item, story, rules, channel, reason."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT item_key, story_id, rules, channel, reason FROM decisions").fetchall()
    connection.close()
    return sorted(
        (key, story, ",".join(json.loads(rules)), channel, reason) for key, story, rules, channel, reason in rows
    )


ROUTES = {"fire": "#fires", "npt": "#npt"}


def decided(lines: str, channels: Mapping[str, str] = ROUTES) -> list[tuple[str, str, str, str, str]]:
    """The same of a backtest's rows. A row names an item's rules, whichever channel they tell."""
    found = []
    for row in map(json.loads, lines.splitlines()):
        for one in row["decisions"]:
            own = [rule for rule in row["rules"] if channels.get(rule, "#monitor") == one["channel"]]
            rules = one.get("rules", own)
            found.append((row["id"], row["story"], ",".join(rules), one["channel"], one["reason"]))
    return sorted(found)
