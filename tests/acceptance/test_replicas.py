"""Several replicas on one PostgreSQL: killed at random, cut off from it, and it from them.

MONITOR_REPLICA_SECONDS and MONITOR_SEED make the run of kills longer or another one; a failure prints its seed.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
from feed_server import FeedServer, rss
from postgres import Cluster
from scene import RULES, SEED, Scene
from slack_stand_in import SlackStandIn
from watch import Watch, until, watching

from monitor.addresses import without_user

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SECONDS = float(os.environ.get("MONITOR_REPLICA_SECONDS", "20"))
FEEDS = ("a", "b", "c")
TAKEN_OVER = 90.0  # seconds: a lease, a look-up in Slack, and what the machine takes


class Newsroom(Scene):
    """A scene with several replicas, and three feeds that carry every story."""

    def __init__(self, replicas: list[Watch], slack: SlackStandIn, server: FeedServer, ledger: Path) -> None:
        super().__init__(replicas[0], slack, server, ledger)
        self.replicas = replicas
        self.paths = [f"/{feed}.xml" for feed in FEEDS]

    def configure(self, replica: Watch, database: str, host: str = "127.0.0.1") -> None:
        feeds = "".join(
            f'[[feed]]\nid = "{feed}"\nurl = "http://{host}:{self.server.port}/{feed}.xml"\npublisher = "Alpha"\n'
            for feed in FEEDS
        )
        replica.write("rules/rules.toml", RULES)
        replica.write(
            "config.toml",
            f'[monitor]\ndatabase = "{database}"\n'
            f'[slack]\nchannel = "#news"\napi_url = "http://{host}:{self.slack.port}/api/"\n'
            f'[polling]\nevery = "1s"\nallow_private_hosts = ["{host}"]\n{feeds}',
        )
        replica.environ["SLACK_BOT_TOKEN"] = self.slack.token


@pytest.fixture
async def newsroom(tmp_path: Path, postgresql: str) -> AsyncIterator[Newsroom]:
    ledger = tmp_path / "ledger.jsonl"
    async with AsyncExitStack() as opened:
        slack = await opened.enter_async_context(SlackStandIn(ledger=ledger))
        server = await opened.enter_async_context(FeedServer())
        replicas = []
        for name in ("one", "two", "three"):
            (tmp_path / name).mkdir()
            replicas.append(await opened.enter_async_context(watching(tmp_path / name)))
        scene = Newsroom(replicas, slack, server, ledger)
        for path in scene.paths:
            server.serve(path, rss([]))
        for replica in replicas:
            scene.configure(replica, without_user(postgresql).replace("://", "://postgres@"))
        yield scene


def bugs(replica: Watch) -> list[str]:
    """The end of every traceback that a replica logged: what the database does to us is no bug of ours."""
    return [line[:200] + " … " + line[-400:] for line in replica.said.splitlines() if "Traceback" in line]


async def test_three_replicas_two_of_them_killed_at_random_tell_every_story_once_in_order_at_its_pace(
    newsroom: Newsroom,
) -> None:
    dice, kills = random.Random(SEED), 0
    newsroom.slack.delay = 0.15
    await asyncio.gather(*(replica.start() for replica in newsroom.replicas))
    begun = time.monotonic()  # a start may take longer than all of it on a busy machine

    while time.monotonic() - begun < SECONDS:
        newsroom.publish()
        await asyncio.sleep(dice.uniform(0.1, 0.9))
        if dice.random() < 0.25:
            victim = dice.choice(newsroom.replicas[1:])
            await victim.end(signal.SIGKILL)
            await victim.start()
            kills += 1
    await until(lambda: newsroom.all_told, patience=TAKEN_OVER + 2 * newsroom.count)
    await asyncio.sleep(1)  # a repeat would come now
    codes = [await replica.end() for replica in newsroom.replicas]

    print(f"{kills} kills, {newsroom.count} stories, {time.monotonic() - begun:.0f} s")  # noqa: T201  # read with -s
    assert codes == [0, 0, 0]
    newsroom.assert_told_once_in_order()
    newsroom.assert_paced()


async def test_what_a_dead_replica_had_in_hand_is_told_by_another_within_a_lease_and_a_look_up(
    newsroom: Newsroom,
) -> None:
    one, two, _ = newsroom.replicas
    newsroom.slack.fault("chat.postMessage", "hang")
    newsroom.publish()
    await one.start()
    await until(lambda: newsroom.slack.calls("chat.postMessage"))
    await two.start()

    begun = time.monotonic()
    await one.end(signal.SIGKILL)
    await until(lambda: newsroom.all_told, patience=TAKEN_OVER)

    print(f"taken over after {time.monotonic() - begun:.0f} s")  # noqa: T201  # read with -s
    await two.end()
    newsroom.assert_told_once_in_order()


async def test_replicas_that_run_different_rules_are_named(newsroom: Newsroom) -> None:
    one, two, _ = newsroom.replicas
    two.write("rules/rules.toml", RULES.replace("Rule 0", "Another title"))
    await asyncio.gather(one.start(), two.start())

    code, out, _ = await one.run("status")

    assert code == 1
    assert "replicas run different rules" in out
    assert out.count("\ndaemon ") + out.startswith("daemon ") == 2
    await one.end()
    await two.end()
    assert "no daemon runs" in (await one.run("status"))[1]


async def test_a_restart_of_the_database_loses_and_doubles_nothing(newsroom: Newsroom, cluster: Cluster) -> None:
    one, two, _ = newsroom.replicas
    await asyncio.gather(one.start(), two.start())
    for step in range(12):
        newsroom.publish()
        await asyncio.sleep(0.3)
        if step in {4, 8}:
            cluster.stop(signal.SIGQUIT if step == 4 else signal.SIGINT)  # in this thread: it dies with its starter
            newsroom.publish()
            await asyncio.sleep(1)
            cluster.start()

    await until(lambda: newsroom.all_told, patience=TAKEN_OVER)
    codes = [await one.end(), await two.end()]

    assert codes == [0, 0]
    assert bugs(one) + bugs(two) == []
    newsroom.assert_told_once_in_order()


# --- Real hosts in miniature -----------------------------------------------------------------------------------------

WORLD, DATABASE = "10.213.77", "10.213.78"  # two cables from the replica's host: to feeds and Slack, to the database
HOST = f"monitor-{os.getpid()}"


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@pytest.fixture
def host() -> Iterator[str]:
    """A host of its own: a network name space with two cables. Skipped where none can be made."""
    try:
        ip("netns", "add", HOST)
    except (OSError, subprocess.CalledProcessError) as exc:
        pytest.skip(f"no network name space can be made here (it takes iproute2, and root): {exc}")
    try:
        for number, net in enumerate((WORLD, DATABASE)):
            near, far = f"mon{number}n{os.getpid() % 10000}", f"mon{number}f{os.getpid() % 10000}"
            ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", HOST)
            ip("address", "add", f"{net}.1/24", "dev", near)
            ip("link", "set", near, "up")
            ip("-n", HOST, "address", "add", f"{net}.2/24", "dev", far)
            ip("-n", HOST, "link", "set", far, "up")
        ip("-n", HOST, "link", "set", "lo", "up")
        yield HOST
    finally:
        ip("netns", "delete", HOST)


async def forward(host: str, port: int) -> asyncio.Server:
    """Gives what listens on loopback a second address."""

    async def carry(to_port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", to_port)
        await asyncio.gather(pump(reader, back), pump(there, writer))

    return await asyncio.start_server(partial(carry, port), host, port)


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # the cable was cut: the other end goes too
    finally:
        writer.close()


async def test_a_host_that_is_cut_off_from_the_database_stops_telling_and_goes_on_when_it_is_healed(
    newsroom: Newsroom, host: str, cluster: Cluster, postgresql: str
) -> None:
    apart, beside, _ = newsroom.replicas
    apart.command = ("ip", "netns", "exec", host, sys.executable)
    name = postgresql.rpartition("/")[2]
    cables = [
        await forward(f"{DATABASE}.1", cluster.port),
        await forward(f"{WORLD}.1", newsroom.slack.port),
        await forward(f"{WORLD}.1", newsroom.server.port),
    ]
    newsroom.configure(apart, f"postgresql://postgres@{DATABASE}.1:{cluster.port}/{name}", f"{WORLD}.1")
    newsroom.configure(beside, f"postgresql://postgres@127.0.0.1:{cluster.port}/{name}", f"{WORLD}.1")
    await asyncio.gather(apart.start(), beside.start())
    newsroom.publish()
    await until(lambda: newsroom.all_told)

    ip("link", "set", f"mon1n{os.getpid() % 10000}", "down")
    for _ in range(3):
        newsroom.publish()
        await asyncio.sleep(0.5)
    begun = time.monotonic()
    await until(lambda: '"the store refuses' in apart.said)
    print(f"noticed after {time.monotonic() - begun:.0f} s")  # noqa: T201  # read with -s
    await until(lambda: newsroom.all_told, patience=TAKEN_OVER)

    ip("link", "set", f"mon1n{os.getpid() % 10000}", "up")
    await until(lambda: '"the store works again"' in apart.said, patience=60)
    await beside.end()
    newsroom.publish()
    await until(lambda: newsroom.all_told, patience=TAKEN_OVER)
    await apart.end()
    for cable in cables:
        cable.close()
    await asyncio.sleep(0)  # what they carried ends with its ends

    assert bugs(apart) + bugs(beside) == []
    newsroom.assert_told_once_in_order()
