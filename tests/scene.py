"""A scene for acceptance tests: stories stream in, daemons run; what Slack accepted is held against what was due."""

import json
import os
import sqlite3
from contextlib import closing
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from typing import Any

from feed_server import FeedServer
from slack_stand_in import SlackStandIn
from watch import Watch

SEED = int(os.environ.get("MONITOR_SEED", "20261123"))
CHANNELS = ("news", "dprk-watch", "desk")
RULES = "".join(
    f"[[rule]]\nid = 'r{n}'\ntitle = 'Rule {n}'\nchannel = '#{channel}'\nwhen = 'quake{n}'\n"
    for n, channel in enumerate(CHANNELS)
)


class Scene:
    """The daemon, its feed, its Slack, and what should be told."""

    def __init__(self, watch: Watch, slack: SlackStandIn, server: FeedServer, ledger: Path) -> None:
        self.watch, self.slack, self.server, self.ledger = watch, slack, server, ledger
        self.paths = ["/a.xml"]  # feeds that carry every story
        self.expected: dict[str, list[str]] = {channel: [] for channel in CHANNELS}
        self.count = 0

    def publish(self, channel: str | None = None) -> None:
        """One more story, which no other is like."""
        number = self.count
        self.count += 1
        channel = channel or CHANNELS[number % 3]
        word = f"w{number:04}"
        title = f"{word}a {word}b {word}c {word}d {word}e quake{CHANNELS.index(channel)} {word}"
        link = f"https://news.example/{word}"
        for path in self.paths:
            self.server.add(path, title=title, guid=word, link=link, published=formatdate(usegmt=True))
        self.expected[channel].append(word)

    def accepted(self, channel: str) -> list[dict[str, Any]]:
        lines = self.ledger.read_text().splitlines() if self.ledger.exists() else []
        entries = [json.loads(line) for line in lines]
        return [entry for entry in entries if entry["name"] == channel and entry["kind"] == "post"]

    def told(self, channel: str) -> list[str]:
        """The stories as Slack accepted them, in its order; a repeat is there twice."""
        return [entry["text"].split("|", 1)[1][:5] for entry in self.accepted(channel)]

    def crashes(self, channel: str) -> int:
        """How often the process died in the middle of a message of this channel; by an SQLite database."""
        with closing(sqlite3.connect(self.watch.folder / "data/monitor.db")) as database:
            counted = "SELECT COALESCE(SUM(crashes), 0) FROM deliveries WHERE channel = ?"
            return int(database.execute(counted, (f"#{channel}",)).fetchone()[0])

    @property
    def all_told(self) -> bool:
        return all(set(self.told(channel)) == set(words) for channel, words in self.expected.items())

    def assert_told_once_in_order(self) -> None:
        for channel, words in self.expected.items():
            told = self.told(channel)
            assert told == words, f"seed {SEED}, #{channel}: {told}, not {words}"

    def assert_paced(self) -> None:
        """Never faster than a message a second and channel, by the stand-in's clock."""
        for channel in CHANNELS:
            gaps = [b["at"] - a["at"] for a, b in pairwise(self.accepted(channel))]
            assert min(gaps, default=1.0) >= 0.99, f"seed {SEED}, #{channel}"


def config(slack: SlackStandIn, server: FeedServer, more: str = "") -> str:
    return f"""\
[slack]
channel = "#news"
api_url = "{slack.api_url}"
{more}
[polling]
every = "1s"
allow_private_hosts = ["127.0.0.1"]
[[feed]]
id = "a"
url = "{server.url("/a.xml")}"
publisher = "Alpha"
"""
