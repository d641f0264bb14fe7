"""The daemon: APScheduler ticks, signals, reload and shutdown around the poller and the courier.

    open (rules, store, sender) ─ ticks: feeds due · outbox due · rules changed · upkeep ─ SIGTERM ─ drain ─ close

The schedule itself stands in the store; the scheduler only ticks. The clock of the whole house is here.
"""

import asyncio
import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.calm import channels_of, policy_of
from monitor.config import Config, SlackConfig
from monitor.courier import Courier
from monitor.errors import StoreError
from monitor.feeds.fetch import fetcher_for
from monitor.feeds.guard import allow_private
from monitor.feeds.worker import ParserPool
from monitor.leases import BEAT, Leases
from monitor.notices import Notices, Way
from monitor.poller import Poller
from monitor.rules.watch import RulesWatch
from monitor.slack import Sender
from monitor.store import Store, StoreThread
from monitor.store.replicas import Replica
from monitor.upkeep import tend

log = structlog.get_logger("monitor")

TICK = 0.25  # seconds; what is due is looked up in an index, so a tick costs next to nothing
RULES_TICK = 1.0  # seconds; a save must look the same at two ticks before it is read
UPKEEP_TICK = 3600.0
NAME_LOOK_UPS = 640  # threads, made when needed: a look-up blocks one, and as many feeds may be asked at once
SWITCH = 0.001  # seconds; the store's thread and the event loop take turns in Python, and 5 ms each is a long wait
GRACE = timedelta(seconds=10)  # at the end, for what is under way
ONCE_GRACE = timedelta(seconds=60)  # with --once, for messages that Slack puts off


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def uptime() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SharedClock:
    """The clock of a replica: the database's, as of the last beat, and from there on by the machine's uptime.

    Until the first beat, and on SQLite, it is the machine's own.
    """

    def __init__(self) -> None:
        self.booted_at: datetime | None = None  # when our uptime was 0, by the database's clock

    def __call__(self) -> datetime:
        return utc_now() if self.booted_at is None else self.booted_at + timedelta(seconds=uptime())

    def set_by(self, database_time: datetime, asked_at: float) -> None:
        """The database said so between `asked_at`, by our uptime, and now: it is taken for the middle."""
        self.booted_at = database_time - timedelta(seconds=(asked_at + uptime()) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run with --once came to. `waiting`: messages that are still in the outbox."""

    polled: int
    failed: int
    new: int
    told: int
    waiting: int


@dataclass(slots=True, kw_only=True)
class House:
    """The open rooms of a running process."""

    store: StoreThread
    poller: Poller
    courier: Courier
    rules: RulesWatch
    upkeep: Callable[[], Awaitable[object]]
    leases: Leases
    clock: SharedClock
    replica_id: str


async def run_once(config: Config, sender: Sender, store: Store) -> Outcome:
    """Polls every feed once, tells what there is to tell, and ends."""
    async with _open(config, sender, store, once=True) as house:
        before = await house.store.do(lambda opened: opened.standing())
        polls = await house.poller.poll_all()
        await _deliver_all(house.courier)
        after = await house.store.do(lambda opened: opened.standing())
    return Outcome(
        polled=len(polls),
        failed=sum(1 for poll in polls if poll is None or poll.state.fault is not None),
        new=sum(len(poll.placed) for poll in polls if poll is not None),
        told=after.sent - before.sent,
        waiting=after.open,
    )


async def _deliver_all(courier: Courier) -> None:
    """Tells until the outbox is empty, or got no shorter for ONCE_GRACE, or must wait for longer than that."""
    shortest, until = None, utc_now() + ONCE_GRACE
    while True:
        await courier.deliver_due()
        await courier.drain(ONCE_GRACE)
        left = await courier.store.do(lambda store: store.count_open_deliveries())
        if shortest is None or left < shortest:
            shortest, until = left, utc_now() + ONCE_GRACE
        due = await courier.store.do(lambda store: store.next_delivery_at(utc_now()))
        if due is None or max(due, utc_now()) >= until:
            return
        await asyncio.sleep(max(0.0, (due - utc_now()).total_seconds()))


async def run_forever(config: Config, sender: Sender, store: Store) -> None:
    """Runs until SIGTERM or SIGINT, then lets what is under way end, within a bound."""
    stop = asyncio.Event()
    async with _open(config, sender, store, once=False) as house:
        _on_signals(stop, house.rules)
        scheduler = _ticking(house)
        scheduler.start()
        log.info("watching", feeds=len(config.feeds), rules=len(house.rules.ruleset.rules), alerts_to=sender.name)
        channels = channels_of(house.rules.ruleset.rules, config.slack.channel, config.slack.routes)
        trial = asyncio.create_task(_try_out(sender, channels))
        if sender.name == "webhook":
            log.warning("through a webhook each story is told at least once, perhaps twice; no threads, no edits")
        await stop.wait()
        log.info("stopping")
        scheduler.shutdown(wait=False)
        trial.cancel()
        await asyncio.gather(house.poller.drain(GRACE), house.courier.drain(GRACE))
    log.info("stopped")


async def _try_out(sender: Sender, channels: tuple[str, ...]) -> None:
    """A token or channel that does not work is said at the start, not when the first alert fails."""
    for finding in await sender.check(channels):
        if not finding.ok:
            log.error("can't tell", subject=finding.subject, fault=finding.sentence)


@asynccontextmanager
async def _open(config: Config, sender: Sender, store: Store, *, once: bool) -> AsyncIterator[House]:
    """The rooms, opened in order and closed in reverse; an SQLite store must be ours alone. Raises RuleFilesError."""
    sys.setswitchinterval(SWITCH)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(NAME_LOOK_UPS))
    async with AsyncExitStack() as opened:
        opened.push_async_callback(sender.close)
        thread = StoreThread(store)
        opened.callback(thread.close)
        rules = RulesWatch(config.rules, config.timezone)
        rules.remind(utc_now())
        leases, clock, replica_id = Leases(uptime), SharedClock(), uuid.uuid4().hex
        if thread.is_shared:
            await _beat(thread, replica_id, rules, clock)
        await thread.do(lambda opened_store: opened_store.take_over())
        await thread.do(lambda opened_store: opened_store.enrol(config.feeds, clock()))
        await thread.do(lambda opened_store: opened_store.warm_up(clock()))
        fetcher = await opened.enter_async_context(fetcher_for(config.polling))
        parser = ParserPool(workers=2)  # one body made to hurt must not hold up the other feeds
        opened.push_async_callback(parser.close)
        courier = Courier(
            thread,
            sender,
            on_ambiguous=config.slack.on_ambiguous,
            clock=clock,
            leases=leases,
            probe=config.slack.probe,
            notices=Notices(thread, _ways(config.slack, sender, opened), clock),
        )
        poller = Poller(
            config.feeds,
            store=thread,
            leases=leases,
            fetcher=fetcher,
            parser=parser,
            ruleset=lambda: rules.ruleset,
            channel=config.slack.channel,
            concurrency=config.polling.concurrency,
            clock=clock,
            on_news=None if once else courier.deliver_due,  # a single round tells when all is read
            policy=policy_of(config),
            own=allow_private(config.polling.allow_private_hosts),
            user_agent=config.polling.user_agent,
            tell_old_faults=once,  # and it is a question: every feed answers it
        )
        opened.callback(courier.abandon)
        opened.push_async_callback(_leave, thread, replica_id)
        yield House(
            store=thread,
            poller=poller,
            courier=courier,
            rules=rules,
            upkeep=lambda: tend(thread, config.retention, clock()),
            leases=leases,
            clock=clock,
            replica_id=replica_id,
        )


async def _beat(store: StoreThread, replica_id: str, rules: RulesWatch, clock: SharedClock) -> None:
    """A sign of life for the others to see, and what time it is by the clock of all."""
    me = Replica(
        id=replica_id,
        host=socket.gethostname(),
        process=os.getpid(),
        version=version("monitor"),
        ruleset=rules.ruleset.digest,
    )
    asked_at = uptime()
    clock.set_by(await store.do(lambda opened: opened.beat(me)), asked_at)


async def _leave(store: StoreThread, replica_id: str) -> None:
    """Others see at once that we are gone. Where the database is away, they see it by our silence."""
    if store.is_shared:
        try:
            await store.do(lambda opened: opened.leave(replica_id))
        except StoreError as exc:
            log.warning("left without a word", fault=str(exc))


def _ways(slack: SlackConfig, sender: Sender, opened: AsyncExitStack) -> Iterator[Way]:
    """Where notices can go: the admin channel; a webhook too where alerts go by token, since it outlives the token."""
    if slack.admin_channel and slack.token is not None:
        yield Way(sender=sender, channel=slack.admin_channel)
    if slack.token is not None and slack.webhook is not None:
        from monitor.slack.send import WebhookSender  # the terminal needs no Slack client

        spare = WebhookSender(slack.webhook.get_secret_value())
        opened.push_async_callback(spare.close)
        yield Way(sender=spare)


def _ticking(house: House) -> AsyncIOScheduler:
    """The ticks. A tick only begins work: what it finds late is not dropped, and no two of one kind run at once."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    guard = StoreGuard(house.store)
    scheduler.add_job(guard.run, "interval", seconds=TICK, args=[house.poller.poll_due])
    scheduler.add_job(guard.run, "interval", seconds=TICK, args=[house.courier.deliver_due])
    scheduler.add_job(guard.run, "interval", seconds=BEAT.total_seconds(), args=[partial(_keep_up, house)])
    scheduler.add_job(_watch_rules, "interval", seconds=RULES_TICK, args=[house.rules])
    scheduler.add_job(guard.run, "interval", seconds=UPKEEP_TICK, args=[house.upkeep])
    return scheduler


class StoreGuard:
    """A store that refuses stops no tick: its fault is told when it changes, and work goes on when it mends.

    Until a write has gone through again nothing is asked of feeds: it could not be kept.
    """

    def __init__(self, store: StoreThread) -> None:
        self.store = store
        self.fault: str | None = None

    async def run(self, tick: Callable[[], Awaitable[object]]) -> None:
        """One tick."""
        try:
            if self.fault is not None:
                await self.store.do(lambda opened: opened.prove_writable())
            await tick()
        except StoreError as exc:
            if str(exc) != self.fault:
                log.error("the store refuses; nothing is polled or told until it mends", fault=str(exc))
            self.fault = str(exc)
            return
        if self.fault is not None:
            log.info("the store works again")
            self.fault = None


async def _keep_up(house: House) -> None:
    """What we have in hand stays ours, and the others see that we live."""
    await house.leases.renew(house.store, house.clock)
    if house.store.is_shared:
        await _beat(house.store, house.replica_id, house.rules, house.clock)


async def _watch_rules(rules: RulesWatch) -> None:
    await rules.look()
    rules.remind(utc_now())


def _on_signals(stop: asyncio.Event, rules: RulesWatch) -> None:
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    loop.add_signal_handler(signal.SIGHUP, rules.confirm)
