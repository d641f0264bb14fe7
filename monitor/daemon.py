"""The daemon: ticks, signals, reload and shutdown around the house.

    open (house.py) ─ ticks: feeds due · outbox due · rules changed · self-watch · upkeep ─ SIGTERM ─ drain ─ close
                    ─ SIGHUP ─ reload

The schedule itself stands in the store; the ticks only ask it.
"""

import asyncio
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from monitor.clock import utc_now
from monitor.config import Config, SlackConfig
from monitor.courier import Courier
from monitor.house import House, open_house
from monitor.leases import BEAT
from monitor.slack import Sender
from monitor.store import Store
from monitor.systemd import ALIVE, READY, STOPPING, Systemd, reloading
from monitor.ticks import Ticks
from monitor.web import serving

log = structlog.get_logger("monitor")

TICK = 0.25  # seconds; what is due is looked up in an index, so a tick costs next to nothing
RULES_TICK = 1.0  # seconds; a save must look the same at two ticks before it is read
SELFWATCH_TICK = 5.0  # what /readyz says is no older
NOTICES_TAKE = 300.0  # four ways, none of which answers
UPKEEP_TICK = 3600.0
CANARY_TICK = 1.0  # it walks when it is due
GRACE = timedelta(seconds=10)  # at the end, for what is under way
ONCE_GRACE = timedelta(seconds=60)  # with --once, for messages that Slack puts off

MakeSender = Callable[[SlackConfig], Sender]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run with --once came to. `waiting`: messages that are still in the outbox."""

    polled: int
    failed: int
    new: int
    told: int
    waiting: int


async def run_once(config: Config, make_sender: MakeSender, store: Store) -> Outcome:
    """Polls every feed once, tells what there is to tell, and ends."""
    async with open_house(config, make_sender, store, once=True) as house:
        before = await house.store.do(lambda opened: opened.vitals.kept())
        polls = await house.poller.poll_all()
        await _deliver_all(house.courier)
        await house.selfwatch.look()
        after = await house.store.do(lambda opened: opened.vitals.kept())
        waiting = await house.store.do(Store.count_open_deliveries)
    return Outcome(
        polled=len(polls),
        failed=sum(1 for poll in polls if poll is None or poll.fault is not None),
        new=sum(poll.new for poll in polls if poll is not None),
        told=after.told - before.told,
        waiting=waiting,
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


async def run_forever(config: Config, make_sender: MakeSender, store: Store) -> None:
    """Runs until SIGTERM or SIGINT, then lets what is under way end, within a bound."""
    stop, systemd = asyncio.Event(), Systemd()
    async with open_house(config, make_sender, store, once=False) as house:
        ticks = _ticks(house, systemd)
        async with serving(
            config.web, stalled=ticks.stalled, findings=lambda: house.selfwatch.findings, metrics=house.metrics
        ) as web:
            _on_signals(stop, house, systemd)
            house.web_fault = web.fault
            await house.selfwatch.see()  # a tick tells of it: no way that hangs may hold up the start
            await house.selfwatch.while_writable(house.poller.spread_out)
            ticks.start()
            trial = asyncio.create_task(_try_out(house.sender, house.channels))
            _say_watching(house, systemd, web.address)
            await stop.wait()
            log.info("stopping")
            house.poller.is_stopping = True
            _say(systemd, STOPPING)
            house.canary.end()
            await ticks.stop(GRACE.total_seconds())
            trial.cancel()
            await asyncio.gather(house.poller.drain(GRACE), house.courier.drain(GRACE))
    log.info("stopped")


def _say_watching(house: House, systemd: Systemd, address: str | None) -> None:
    feeds, rules = len(house.config.feeds), len(house.rules.ruleset.rules)
    log.info("watching", feeds=feeds, rules=rules, alerts_to=house.sender.name, health=address or "not served")
    if house.sender.name == "webhook":
        log.warning("through a webhook each story is told at least once, perhaps twice; no threads, no edits")
    _say(systemd, READY, f"STATUS=watching {feeds} feeds with {rules} rules")


def _say(systemd: Systemd, *words: str) -> None:
    fault = systemd.say(*words)
    if fault is not None:
        log.warning("can't tell systemd", fault=fault)


async def _try_out(sender: Sender, channels: tuple[str, ...]) -> None:
    """A token or channel that does not work is said at the start, not when the first alert fails."""
    for finding in await sender.check(channels):
        if not finding.ok:
            log.error("can't tell", subject=finding.subject, fault=finding.sentence)


def _ticks(house: House, systemd: Systemd) -> Ticks:
    ticks, watch = Ticks(house.metrics), house.selfwatch
    ticks.every("polling", TICK, partial(watch.while_writable, house.poller.poll_due))
    ticks.every("delivery", TICK, partial(watch.while_writable, house.courier.deliver_due))
    ticks.every("leases", BEAT.total_seconds(), partial(watch.saying, house.keep_up))
    ticks.every("rules", RULES_TICK, lambda: _watch_rules(house))
    ticks.every("selfwatch", SELFWATCH_TICK, watch.see)
    ticks.every("notices", SELFWATCH_TICK, watch.tell, may_take=NOTICES_TAKE)  # apart: /readyz must not wait for a way
    ticks.every("upkeep", UPKEEP_TICK, partial(watch.while_writable, house.tend))
    within = house.config.canary.within.total_seconds()
    ticks.every("canary", CANARY_TICK, partial(watch.while_writable, house.canary.walk_if_due), may_take=within)
    if systemd.watchdog is not None:
        ticks.every("watchdog", systemd.watchdog, lambda: _ping(ticks, systemd))
    return ticks


async def _ping(ticks: Ticks, systemd: Systemd) -> None:
    """Only who makes progress says so: a loop that turns while its ticks hang is restarted."""
    if stalled := ticks.stalled():
        log.error("no progress; systemd will restart this process", stalled=stalled)
        return
    _say(systemd, ALIVE)


async def _watch_rules(house: House) -> None:
    await house.rules.look()
    house.rules.remind(utc_now())


def _on_signals(stop: asyncio.Event, house: House, systemd: Systemd) -> None:
    loop, turn = asyncio.get_running_loop(), asyncio.Lock()
    reloads: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        async with turn:  # two signals are two reloads, one after the other
            _say(systemd, reloading(time.monotonic()))
            await house.selfwatch.saying(house.reload)
            _say(systemd, READY)

    def begin() -> None:
        task = asyncio.create_task(reload(), name="reload")
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    loop.add_signal_handler(signal.SIGHUP, begin)
