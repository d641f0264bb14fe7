"""How long an item takes from a feed's server to Slack: a real process, a feed server and a Slack stand-in on loopback.

    .venv/bin/python benchmarks/latency.py [--items 20] [--every 2]

Prints, over the items, the time from an item's appearance in the feed to its message in Slack, as a multiple of the
poll interval and in seconds. The least possible is spread evenly over one interval, since an item appears at any time
between two polls.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from feed_server import FeedServer, rss
from slack_stand_in import SlackStandIn
from watch import until, watching

RULE = "[[rule]]\nid = 'r'\ntitle = 'R'\nwhen = 'kursk'\n"


async def measured(items: int, every: float) -> list[float]:
    """Seconds from feed to Slack, an item each."""
    with tempfile.TemporaryDirectory() as folder:
        async with SlackStandIn() as slack, FeedServer() as server, watching(Path(folder)) as watch:
            server.serve("/a.xml", rss([]))
            watch.write("rules/r.toml", RULE)
            watch.write(
                "config.toml",
                f'[slack]\nchannel = "#news"\napi_url = "{slack.api_url}"\n[polling]\nevery = {every}\n'
                f'allow_private_hosts = true\n[[feed]]\nid = "a"\nurl = "{server.url("/a.xml")}"\n',
            )
            watch.environ["SLACK_BOT_TOKEN"] = slack.token
            await watch.start()
            await until(lambda: server.log)
            return [await _one(number, server, slack, every) for number in range(items)]


async def _one(number: int, server: FeedServer, slack: SlackStandIn, every: float) -> float:
    await asyncio.sleep(random.uniform(1.1, 1.1 + every))
    word = f"word{number}"
    started = time.perf_counter()
    server.add("/a.xml", title=f"Kursk {word} {word}x {word}y", guid=str(number), published=formatdate(usegmt=True))
    while len(slack.messages) <= number:
        await asyncio.sleep(0.002)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--every", type=float, default=2.0)
    asked = parser.parse_args()
    took = sorted(asyncio.run(measured(asked.items, asked.every)))
    for name, value in (("median", statistics.median(took)), ("longest", took[-1])):
        print(f"{name:8} {value:6.2f} s   {value / asked.every:4.2f} intervals")


if __name__ == "__main__":
    main()
