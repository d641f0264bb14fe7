"""What a watch of 500 feeds and 100,000 kept items takes: memory, the start, and the time from a feed to Slack.

    .venv/bin/python benchmarks/footprint.py [--feeds 500] [--items 100000] [--window-days 4] [--news 60] [--every 60]

A real process, a feed server and a Slack stand-in on loopback. The items are made up (synthetic_news) and spread over
90 days; of them the window of stories holds the last four. `--window-days 90` takes all of them for recent: the worst
case. Prints the database's size, seconds until the daemon watches, its resident memory (with its children, and alone)
after the news, p50 and p95 of the seconds from an item's appearance to its acceptance, and the same less one interval.
Last, what `monitor store trim` takes to delete half of the items.
"""

import argparse
import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from feed_server import FeedServer, rss
from make import title_of
from slack_stand_in import SlackStandIn
from sqlalchemy import insert
from synthetic_news import items as made_up
from watch import Watch, until, watching

from monitor.model import Item
from monitor.store import open_store
from monitor.store.engine import writing
from monitor.store.tables import decisions, items, sketches, stories
from monitor.store.window import KEPT, row_of
from monitor.stories.sketch import sketch_of

RULE = "[[rule]]\nid = 'r'\ntitle = 'R'\nwhen = 'quake'\n"
SPREAD = timedelta(days=90)


def fill(folder: Path, feeds: int, count: int, window: timedelta) -> None:
    """A database as the daemon would have left it, written in bulk: each item founds its story, and nothing matched."""
    (folder / "data").mkdir()
    store, now = open_store(f"sqlite:///{folder}/data/monitor.db"), datetime.now(UTC)
    texts = made_up(min(count, 20_000))
    for start in range(0, count, 5_000):
        block = [_kept(texts[n % len(texts)], n, feeds, now, count) for n in range(start, min(start + 5_000, count))]
        recent = [item for item in block if item.fetched_at > now - window]
        with writing(store.engine) as connection:
            connection.execute(insert(stories), [_story(item) for item in block])
            connection.execute(insert(items), [_item(item) for item in block])
            connection.execute(insert(decisions), [_decision(item) for item in block])
            if recent:
                connection.execute(insert(sketches), [_sketch(item, now) for item in recent])
    store.close()


def _kept(text: Item, number: int, feeds: int, now: datetime, count: int) -> Item:
    when = now - SPREAD * ((count - number) / count)
    feed, url = f"f{number % feeds}", f"https://p.example/{number}"
    known = replace(text, key=f"{number:020x}", digest=f"{number:x}", feed_id=feed, publisher=feed)
    return replace(known, url=url, canonical_url=url, published_at=when, fetched_at=when)


def _story(item: Item) -> dict[str, object]:
    return {
        "id": item.key,
        "headline": item.title,
        "url": item.url,
        "founded_at": item.fetched_at,
        "last_item_at": item.fetched_at,
    }


def _item(item: Item) -> dict[str, object]:
    names = [column.name for column in items.columns if hasattr(item, column.name)]
    values = {name: getattr(item, name) for name in names} | {"tags": list(item.tags)}
    return values | {"story_id": item.key, "placed_why": "founded", "placed_shared": []}


def _decision(item: Item) -> dict[str, object]:
    values = {"item_key": item.key, "story_id": item.key, "channel": "", "reason": "no_match", "rules": []}
    return values | {"severity": "info", "ruleset": "x", "decided_at": item.fetched_at}


def _sketch(item: Item, now: datetime) -> dict[str, object]:
    placed_at = max(item.fetched_at, now - KEPT + timedelta(hours=1))
    return {"item_key": item.key, "placed_at": placed_at, "sketch": row_of(sketch_of(item))}


def resident(pid: int) -> tuple[int, int]:
    """MiB that a process holds with all that descends from it (shared pages counted once), and alone."""
    parents = {
        int(path.parent.name): int(path.read_text().rpartition(")")[2].split()[1])
        for path in Path("/proc").glob("[0-9]*/stat")
    }
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    shares = [
        int(line.split()[1])
        for one in family
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    ]
    alone = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return sum(shares) // 1024, int(alone.split()[1]) // 1024


def worked(pid: int) -> float:
    """Seconds of CPU time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def told_after(server: FeedServer, slack: SlackStandIn, feeds: int, news: int, every: float) -> list[float]:
    """Seconds from an item's appearance in a feed to its acceptance, in some order."""
    published: dict[str, float] = {}
    for number in range(news):
        title = f"{title_of(number)} quake"
        link = f"https://news.example/{number}"
        feed, published_at = f"/f{random.randrange(feeds)}", formatdate(usegmt=True)
        server.add(feed, title=title, guid=title, link=link, published=published_at)
        published[title.split(maxsplit=1)[0]] = time.time()
        await asyncio.sleep(random.uniform(1.2, 2.2))  # a channel takes one a second
    await until(lambda: len(slack.messages) >= news, patience=2 * every + 60)
    return [float(message["ts"]) - published[_word(message["text"])] for message in slack.messages]


def _word(text: str) -> str:
    return str(text.split("|", 1)[-1].split(maxsplit=1)[0])


async def measured(folder: Path, feeds: int, news: int, every: float) -> None:
    async with SlackStandIn() as slack, FeedServer() as server, watching(folder) as watch:
        write(watch, slack, server, feeds, every)
        begun = time.monotonic()
        await watch.start()
        assert watch.process is not None
        print(f"start            {time.monotonic() - begun:6.1f} s, {worked(watch.process.pid):.1f} s of it CPU time")
        await until(lambda: len(server.log) >= feeds, patience=120)
        print(f"first round      {time.monotonic() - begun:6.1f} s")
        took = sorted(await told_after(server, slack, feeds, news, every))
        for name, share in (("p50", 0.5), ("p95", 0.95), ("longest", 1.0)):
            value = took[min(int(len(took) * share), len(took) - 1)]
            print(f"{name:8} told in  {value:6.1f} s, {value - every:+.1f} s beyond the interval")
        whole, alone = resident(watch.process.pid)
        print(f"memory           {alone:6} MiB resident; {whole} MiB with its children, shared pages once")
        await watch.end()


def write(watch: Watch, slack: SlackStandIn, server: FeedServer, feeds: int, every: float) -> None:
    """The rules, the feeds, and the config that names them all."""
    watch.write("rules/r.toml", RULE)
    declared = []
    for number in range(feeds):
        old = [
            {
                "title": title_of(100_000 + number * 20 + n),
                "guid": f"old{n}",
                "link": f"https://old.example/{number}-{n}",
                "summary": "x" * 300,
            }
            for n in range(20)
        ]
        server.items[f"/f{number}"] = old
        server.serve(f"/f{number}", rss(old))
        declared.append(f'[[feed]]\nid = "f{number}"\nurl = "{server.url(f"/f{number}")}"\npublisher = "f{number}"\n')
    watch.write(
        "config.toml",
        f'[slack]\nchannel = "#news"\napi_url = "{slack.api_url}"\n[polling]\nevery = {every}\n'
        f"allow_private_hosts = true\n{''.join(declared)}",
    )
    watch.environ["SLACK_BOT_TOKEN"] = slack.token


def trimmed(folder: Path) -> None:
    """Half of the items are made too old to be kept, and deleted."""
    database = folder / "data" / "monitor.db"
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("UPDATE items SET fetched_at = datetime(fetched_at, '-45 days') || '.000000'")
        raw.execute("UPDATE stories SET last_item_at = datetime(last_item_at, '-45 days') || '.000000'")
    before, begun = database.stat().st_size, time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "store", "trim"], cwd=folder, check=True, capture_output=True
    )
    print(f"trim             {time.monotonic() - begun:6.1f} s: {done.stdout.decode().strip()}")
    print(f"database         {before / 1e6:6.0f} MB before, {database.stat().st_size / 1e6:.0f} MB after")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--window-days", type=float, default=4)
    parser.add_argument("--news", type=int, default=60)
    parser.add_argument("--every", type=float, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        fill(folder, asked.feeds, asked.items, timedelta(days=asked.window_days))
        print(f"database         {(folder / 'data' / 'monitor.db').stat().st_size / 1e6:6.0f} MB")
        asyncio.run(measured(folder, asked.feeds, asked.news, asked.every))
        trimmed(folder)


if __name__ == "__main__":
    main()
