"""The daemon: APScheduler ticks, signals, reload and shutdown around the poller and the courier.

    open (rules, store, sender) ─ ticks: feeds due · outbox due · rules changed · upkeep ─ SIGTERM ─ drain ─ close

The schedule itself stands in the store; the scheduler only ticks. The clock of the whole house is here.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import RuleFilesError
from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import allow_private
from monitor.feeds.worker import ParserPool
from monitor.poller import Poller
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.slack import Sender
from monitor.store import Store, StoreThread

log = structlog.get_logger("monitor")

TICK = 0.5  # seconds; what is due is looked up in an index, so a tick costs next to nothing
RULES_TICK = 1.0  # seconds; a save must look the same at two ticks before it is read
UPKEEP_TICK = 3600.0
NAME_LOOK_UPS = 64  # threads; name look-ups block them, and the default of 6 would hold up a start of many feeds
GRACE = timedelta(seconds=10)  # at the end, for what is under way
ONCE_GRACE = timedelta(seconds=60)  # with --once, for messages that Slack puts off


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


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
    rules: "RulesWatch"


async def run_once(config: Config, sender: Sender, store: Store) -> Outcome:
    """Polls every feed once, tells what there is to tell, and ends."""
    async with _open(config, sender, store, tell_old_faults=True) as house:
        polls = await house.poller.poll_all()
        told = await _deliver_all(house.courier, utc_now() + ONCE_GRACE)
        waiting = await house.store.do(lambda opened: opened.count_open_deliveries())
    recorded = [poll for poll in polls if poll is not None]
    return Outcome(
        polled=len(polls),
        failed=sum(1 for poll in polls if poll is None or poll.state.fault is not None),
        new=sum(len(poll.placed) for poll in recorded),
        told=told,
        waiting=waiting,
    )


async def _deliver_all(courier: Courier, until: datetime) -> int:
    """Tells until the outbox is empty or what remains must wait past `until`; how many deliveries were taken."""
    taken = 0
    while True:
        now = await courier.deliver_due()
        taken += now
        await courier.drain(until - utc_now())
        due = await courier.store.do(lambda store: store.next_delivery_at(utc_now()))
        if due is None or max(due, utc_now()) >= until:
            return taken
        await asyncio.sleep(max(0.0, (due - utc_now()).total_seconds()))


async def run_forever(config: Config, sender: Sender, store: Store) -> None:
    """Runs until SIGTERM or SIGINT, then lets what is under way end, within a bound."""
    stop = asyncio.Event()
    async with _open(config, sender, store) as house:
        _on_signals(stop, house.rules)
        scheduler = _ticking(house)
        scheduler.start()
        log.info("watching", feeds=len(config.feeds), rules=len(house.rules.ruleset.rules), alerts_to=sender.name)
        await stop.wait()
        log.info("stopping")
        scheduler.shutdown(wait=False)
        await house.poller.drain(GRACE)
        await house.courier.drain(GRACE)
    log.info("stopped")


@asynccontextmanager
async def _open(config: Config, sender: Sender, store: Store, *, tell_old_faults: bool = False) -> AsyncIterator[House]:
    """The rooms, opened in order and closed in reverse; the store must be ours alone. Raises RuleFilesError."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(NAME_LOOK_UPS))
    async with AsyncExitStack() as opened:
        opened.push_async_callback(sender.close)
        thread = StoreThread(store)
        opened.callback(thread.close)
        rules = RulesWatch(config.rules, load_rules(config.rules))
        await thread.do(lambda opened_store: opened_store.take_over())
        await thread.do(lambda opened_store: opened_store.enrol(config.feeds, utc_now()))
        fetcher = await opened.enter_async_context(_fetcher(config))
        parser = ParserPool(workers=2)  # one body made to hurt must not hold up the other feeds
        opened.push_async_callback(parser.close)
        courier = Courier(thread, sender, on_ambiguous=config.slack.on_ambiguous, clock=utc_now)
        poller = Poller(
            config.feeds,
            store=thread,
            fetcher=fetcher,
            parser=parser,
            ruleset=lambda: rules.ruleset,
            channel=config.slack.channel,
            concurrency=config.polling.concurrency,
            clock=utc_now,
            tell_old_faults=tell_old_faults,  # a single round is a question: every feed answers it
        )
        yield House(store=thread, poller=poller, courier=courier, rules=rules)


def _fetcher(config: Config) -> Fetcher:
    return Fetcher(
        user_agent=config.polling.user_agent,
        deadline=config.polling.deadline.total_seconds(),
        allow_private=allow_private(config.polling.allow_private_hosts),
    )


def _ticking(house: House) -> AsyncIOScheduler:
    """The ticks. A tick only begins work: what it finds late is not dropped, and no two of one kind run at once."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(house.poller.poll_due, "interval", seconds=TICK)
    scheduler.add_job(house.courier.deliver_due, "interval", seconds=TICK)
    scheduler.add_job(house.rules.look, "interval", seconds=RULES_TICK)
    scheduler.add_job(_upkeep, "interval", seconds=UPKEEP_TICK, args=[house.store])
    return scheduler


async def _upkeep(store: StoreThread) -> None:
    dropped = await store.do(lambda opened: opened.forget_sketches(utc_now()))
    log.debug("upkeep", sketches_dropped=dropped)


def _on_signals(stop: asyncio.Event, rules: "RulesWatch") -> None:
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    loop.add_signal_handler(signal.SIGHUP, rules.forget)


class RulesWatch:
    """The rules that run, and the folder they came from.

    A change is read once it has settled. What can't be loaded is told once, and the set that runs stays.
    """

    def __init__(self, folder: Path, ruleset: RuleSet) -> None:
        self.folder = folder
        self.ruleset = ruleset
        self._loaded: Signature | None = signature_of(folder)
        self._seen = self._loaded

    async def look(self) -> None:
        """One tick: loads the folder if it changed, and has not changed since the last tick."""
        signature = signature_of(self.folder)
        settled, self._seen = signature == self._seen, signature
        if not settled or signature == self._loaded:
            return
        self._loaded = signature
        try:
            fresh = await asyncio.get_running_loop().run_in_executor(None, load_rules, self.folder)
        except RuleFilesError as exc:
            log.error("the rules were changed and can't be used; the last good ones stay", fault=str(exc))
            return
        log.info("rules loaded", **changes_between(self.ruleset, fresh))
        self.ruleset = fresh

    def forget(self) -> None:
        """Forces the next tick to load the folder again."""
        self._loaded = None


Signature = tuple[tuple[str, int, int], ...]


def signature_of(folder: Path) -> Signature:
    """What changes when a rule file does: names, times of change and sizes."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        with contextlib.suppress(OSError):  # gone between the listing and here: the next tick sees it
            stat = path.stat()
            found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def changes_between(old: RuleSet, new: RuleSet) -> dict[str, object]:
    """Which rules an edit added, removed and changed, for the log."""
    before, after = ({rule.id: rule for rule in ruleset.rules} for ruleset in (old, new))
    return {
        "rules": len(after),
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(key for key in after.keys() & before.keys() if after[key] != before[key]),
    }
