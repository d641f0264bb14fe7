"""A virtual day with faults at every seam: nothing lost, nothing told twice, and nothing grows.

Twenty feeds, three channels, all rooms real but the clock; one call in a hundred goes wrong: fetching, the body, the
parser's process, the store, its disk, Slack; and now and then the whole is dropped where it stands and opened anew.
MONITOR_DAYS makes it longer, MONITOR_SEED another one; the seed is printed.
"""

import asyncio
import gc
import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import web
from feed_server import Answer, FeedServer, respond
from make import NOON, a_feed, title_of
from slack_stand_in import Arguments, Script, SlackStandIn
from test_selfwatch import a_selfwatch

from monitor.courier import Courier
from monitor.errors import StoreError
from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.worker import ParserPool
from monitor.leases import Leases
from monitor.operating import Retention
from monitor.poller import Poller
from monitor.rules.files import load_rules
from monitor.selfwatch import SelfWatch
from monitor.slack.send import SlackSender
from monitor.store import Store, StoreThread, open_store
from monitor.store.sqlite_file import damage
from monitor.upkeep import tend

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

T = TypeVar("T")
DAYS = float(os.environ.get("MONITOR_DAYS", "1"))
SEED = int(os.environ.get("MONITOR_SEED", "20261124"))
FEEDS = 20
EVERY = timedelta(minutes=20)
STEP = timedelta(minutes=5)
CHANNELS = ("news", "dprk-watch", "desk")
RULES = "".join(
    f"[[rule]]\nid = 'r{n}'\ntitle = 'Rule {n}'\nchannel = '#{channel}'\nwhen = 'quake{'abc'[n]}'\n"
    for n, channel in enumerate(CHANNELS)
)
KEEP = Retention(items=timedelta(days=7), told=timedelta(days=7))
GROWTH = 24 * 2**20  # bytes that the second half may add to the first: the window fills for four days


class Dice:
    """Chance, that can be switched off; counts what it did."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.is_on = True
        self.falls = Counter[str]()

    def fall(self, what: str, chance: float = 0.01) -> bool:
        falls = self.is_on and self.random.random() < chance
        self.falls[what] += falls
        return falls


class UnreliableFeeds(FeedServer):
    """Whether an answer goes wrong is chance; how, each kind in its turn: there are few of them in a day."""

    def __init__(self, dice: Dice) -> None:
        super().__init__()
        self.dice = dice
        self.turn = 0

    def add(self, path: str, **item: str) -> str:
        """A third of the feeds have a DOCTYPE: they are beyond the fast scan, and read by workers."""
        address = super().add(path, **item)
        if int(path.removeprefix("/f")) % 3 == 0:
            plain = self.answers[path]
            self.answers[path] = replace(plain, body=plain.body.replace(b"<rss", b"<!DOCTYPE rss>\n<rss", 1))
        return address

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if not self.dice.fall("feed"):
            return await super()._get(request)
        body = self.answers[request.path].body
        half = body[: len(body) // 2]
        faults = [
            *(Answer(status=status, conditional=False) for status in (500, 502, 503, 404, 403)),
            Answer(status=429, headers={"Retry-After": "60"}),
            Answer(body=half, behaviour="cut"),
            Answer(body=half),
            Answer(body=b"\xff\xfe\x00<rss>" * 99),
            Answer(body=b"<html><title>Sorry</title></html>"),
            Answer(body=b""),
        ]
        kind = self.turn % (len(faults) + 1)
        self.turn += 1
        if kind:
            return await respond(request, faults[kind - 1])
        await asyncio.sleep(2)  # longer than its deadline
        return web.Response(body=body)


class UnreliableSlack(SlackStandIn):
    dice: Dice

    def _script(self, method: str, arguments: Arguments) -> Script | None:  # noqa: ARG002  # the stand-in's signature
        if not self.dice.fall("slack", 0.04):  # of few calls
            return None
        chosen: dict[str, Any] = self.dice.random.choice(
            [
                {"fault": "429", "retry_after": "30"},
                {"fault": "status", "status": 503},
                *({"fault": fault, "when": when} for fault in ("drop", "hang", "html") for when in ("before", "after")),
                *({"fault": fault, "when": "after"} for fault in ("truncated", "empty", "list", "garbled")),
                {"fault": "error", "code": "internal_error", "when": "after"},
            ]
        )
        return Script(method=method, **chosen)


class UnreliableParser(ParserPool):
    def __init__(self, dice: Dice) -> None:
        super().__init__()
        self.dice = dice

    async def read(self, *given: Any) -> Any:
        parsing = asyncio.create_task(super().read(*given))
        await asyncio.sleep(0)
        if self.dice.fall("parser"):
            for pid in grandchildren():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        try:
            return await parsing
        except asyncio.CancelledError:
            parsing.cancel()
            raise


def grandchildren() -> list[int]:
    """The parser's workers: children of the server that forks them."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    return [pid for pid, parent in parents.items() if parents.get(parent) == os.getpid()]


def _parent(process: Path) -> int:
    with suppress(OSError):
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return 0


class UnreliableThread(StoreThread):
    def __init__(self, store: Store, dice: Dice) -> None:
        super().__init__(store)
        self.dice = dice

    async def do(self, work: Callable[[Store], T]) -> T:
        if self.dice.fall("store is locked"):
            raise StoreError("the database is locked by another process")
        if self.dice.fall("disk is full"):
            return await super().do(lambda store: on_a_full_disk(store, work))
        return await super().do(work)


def on_a_full_disk(store: Store, work: Callable[[Store], T]) -> T:
    """The disk is full for one piece of work: what needs another page fails, at any statement or at its end."""
    pages(store, 1)
    try:
        return work(store)
    finally:
        pages(store, 2**30)


def pages(store: Store, most: int) -> None:
    with store.engine.connect().execution_options(reading=True) as connection:  # the thread's one connection
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")


@dataclass
class Alive:
    """What a process has open between two crashes."""

    thread: UnreliableThread
    poller: Poller
    courier: Courier
    guard: SelfWatch


async def guarded(watch: SelfWatch, work: Callable[[], Awaitable[object]]) -> None:
    """As the daemon's ticks do it; its next look stands for the one that would come within seconds."""
    if watch.store_fault is not None:
        await watch.look()
    await watch.while_writable(work)


@dataclass(frozen=True)
class Footing:
    """What must not grow."""

    memory: int
    files: int
    tasks: int
    threads: int

    @classmethod
    def now(cls) -> "Footing":
        gc.collect()
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        files = len(list(Path("/proc/self/fd").iterdir()))
        return cls(resident, files, len(asyncio.all_tasks()), threading.active_count())


class World:
    """The feeds, Slack, the clock, and the process that lives among them."""

    def __init__(self, folder: Path, dice: Dice, server: FeedServer, slack: SlackStandIn) -> None:
        self.folder, self.dice, self.server, self.slack = folder, dice, server, slack
        self.now = NOON
        self.feeds = [
            a_feed(id=f"f{n}", url=server.url(f"/f{n}"), publisher=f"P{n}", every=EVERY) for n in range(FEEDS)
        ]
        (folder / "rules").mkdir()
        (folder / "rules" / "rules.toml").write_text(RULES)
        self.rules = load_rules(folder / "rules")
        self.expected: dict[str, set[str]] = {channel: set() for channel in CHANNELS}
        self.count = 0

    def clock(self) -> datetime:
        return self.now

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/monitor.db"

    def publish(self) -> None:
        """In one or two feeds a story that is told, and in some others what nobody asks for."""
        channel = self.dice.random.randrange(3)
        title = f"{title_of(self.count)} quake{'abc'[channel]}"
        word = title.split(maxsplit=1)[0]
        for feed in self.dice.random.sample(range(FEEDS), self.dice.random.choice((1, 1, 2))):
            self._add(feed, title, f"{word}-{feed}")
        self.expected[CHANNELS[channel]].add(word)
        for feed in self.dice.random.sample(range(FEEDS), 3):
            self.count += 1
            self._add(feed, title_of(self.count), f"{word}-quiet-{feed}")
        self.count += 1

    def _add(self, feed: int, title: str, guid: str) -> None:
        link = f"https://p{feed}.example/{guid}"
        published = format_datetime(self.now)
        self.server.add(f"/f{feed}", title=title, guid=guid, link=link, published=published, summary="x" * 300)
        del self.server.items[f"/f{feed}"][80:]

    def told(self, channel: str) -> Counter[str]:
        found = next(one for one in self.slack.channels if one.name == channel)
        posts = [message for message in found.messages if "thread_ts" not in message]
        return Counter(message["text"].split("|", 1)[1].split(maxsplit=1)[0] for message in posts)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[tuple[World, Fetcher, UnreliableParser]]:
    dice = Dice()
    slack = UnreliableSlack()
    slack.dice = dice
    parser = UnreliableParser(dice)
    async with (
        slack,
        UnreliableFeeds(dice) as server,
        Fetcher(user_agent="monitor tests", allow_private=ANYTHING_PRIVATE, deadline=1) as fetcher,
    ):
        whole = World(folder, dice, server, slack)
        slack.clock = lambda: whole.clock().timestamp()
        for n in range(FEEDS):
            server.add(f"/f{n}", title="It begins", guid=f"begin-{n}", published=format_datetime(NOON))
        try:
            yield whole, fetcher, parser
        finally:
            await parser.close()


def begin(world: World, fetcher: Fetcher, parser: ParserPool, sender: SlackSender) -> Alive:
    """As a process starts."""
    store = open_store(world.url)
    store.take_over()
    store.enrol(world.feeds, world.now)
    thread = UnreliableThread(store, world.dice)
    leases = Leases(lambda: world.clock().timestamp())
    return Alive(
        thread=thread,
        poller=Poller(
            world.feeds,
            store=thread,
            fetcher=fetcher,
            parser=parser,
            ruleset=lambda: world.rules,
            channel="#news",
            concurrency=8,
            clock=world.clock,
            leases=leases,
            own=ANYTHING_PRIVATE,
            gap=timedelta(0),
        ),
        courier=Courier(thread, sender, on_ambiguous="hold", clock=world.clock, leases=leases),
        guard=a_selfwatch(thread, world.clock, ()),
    )


async def crash(alive: Alive) -> None:
    """All that is under way is dropped where it stands; only what is in the database lives on."""
    for task in (*alive.poller.under_way, *alive.courier.under_way):
        task.cancel()
    await asyncio.gather(*alive.poller.under_way, *alive.courier.under_way, return_exceptions=True)
    alive.thread.close()


async def step(world: World, alive: Alive, interrupt: Callable[[], Awaitable[bool]]) -> bool:
    """Some minutes pass. True where the process crashed on the way."""
    world.now += STEP
    while True:
        await guarded(alive.guard, alive.poller.poll_due)
        if await interrupt():
            return True
        if not alive.poller.under_way:
            break
        await alive.poller.drain(timedelta(seconds=30))
    for _ in range(12):
        world.now += timedelta(seconds=5)
        await guarded(alive.guard, alive.courier.deliver_due)
        if await interrupt():
            return True
        await alive.courier.drain(timedelta(seconds=30))
    return False


async def test_a_virtual_day_of_faults_loses_nothing_repeats_nothing_and_nothing_grows(tmp_path: Path) -> None:
    begun = time.monotonic()
    async with world(tmp_path) as (scene, fetcher, parser):
        sender = SlackSender(scene.slack.token, scene.slack.api_url, timeout=0.3)
        alive = begin(scene, fetcher, parser, sender)
        footings = []

        async def interrupted() -> bool:
            if not scene.dice.fall("crash", 0.003):
                return False
            await asyncio.sleep(scene.dice.random.uniform(0, 0.02))
            return True

        steps = int(timedelta(days=DAYS) / STEP)
        for number in range(steps + 48):
            scene.dice.is_on = number < steps
            if scene.dice.is_on and number % 2 == 0:
                scene.publish()
            if await step(scene, alive, interrupted):
                await crash(alive)
                alive = begin(scene, fetcher, parser, sender)
            scene.server.log.clear()  # what the stand-ins note is not ours to count
            scene.slack.requests.clear()
            if number % 12 == 0:
                await guarded(alive.guard, partial(tend, alive.thread, KEEP, scene.now))
            if number in {steps // 2, steps + 47}:
                footings.append(Footing.now())
        await crash(alive)
        await sender.close()
        stories = sum(map(len, scene.expected.values()))
        print(f"seed {SEED}: {stories} stories, {time.monotonic() - begun:.0f} s, {dict(scene.dice.falls)}")  # noqa: T201  # -s

        for channel, words in scene.expected.items():
            told = scene.told(channel)
            assert set(told) == words, f"seed {SEED}: lost in {channel}"
            assert {word: times for word, times in told.items() if times > 1} == {}, (
                f"seed {SEED}: repeated in {channel}"
            )
    half, whole = footings
    print(half, whole)  # noqa: T201  # -s
    assert whole.memory - half.memory < GROWTH * max(DAYS, 1), f"seed {SEED}"
    # A crash just before empties the pools of connections and threads; some 1,500 polls lie between the two looks.
    assert whole.tasks <= half.tasks + 3, f"seed {SEED}"
    assert whole.threads <= half.threads + 4, f"seed {SEED}"
    assert whole.files <= half.files + 12, f"seed {SEED}"
    assert all(count for what, count in scene.dice.falls.items()), scene.dice.falls
    assert damage(tmp_path / "monitor.db", thorough=True) is None
    with sqlite3.connect(tmp_path / "monitor.db") as kept:
        states = kept.execute("SELECT DISTINCT state FROM deliveries WHERE act = 'post'").fetchall()
    assert states == [("sent",)]
