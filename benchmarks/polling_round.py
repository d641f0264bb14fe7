"""Polling as the daemon does it, timed from within: how long each round takes, and how late the event loop was.

    python benchmarks/polling_round.py CONFIG CONTROL [--store-only] [--until N]

One process: every feed is polled for the first time, again (nothing changed), and again after CONTROL/change was asked
for (one new entry in each). Prints one line of JSON a round: seconds, CPU seconds of this process, new items, failed
feeds, the loop's lag in milliseconds (p50, p99, max). A task that sleeps for 2 ms at a time tells the lag: what it
oversleeps is what something else held the loop for.

--store-only keeps new items without matching and placing them, for what readers without rules are compared with.
--until ends the first round, and the program, when so many feeds have answered; it implies --store-only.
"""

import argparse
import asyncio
import json
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import structlog

from monitor.cli.options import sender_for
from monitor.cli.run import rehearsal
from monitor.config import read_config
from monitor.feeds.places import Places
from monitor.house import House, open_house
from monitor.model import Item
from monitor.pipeline import Placed, PollRecord, Reading
from monitor.recorder import NO_GAP, Recorder
from monitor.store import Store, ledger, open_store
from monitor.store.engine import reading as reading_from
from monitor.store.engine import writing
from monitor.store.polls import record_states
from monitor.store.walk import Polled, all_read
from monitor.stories.comparing import Why
from monitor.stories.placing import Placement
from monitor.stories.sketch import Sketch

BEAT = 0.002
BARE = Sketch()


class Keeper(Recorder):
    """Keeps each new item as a story of its own: what is left of recording without rules and stories."""

    recorded = 0  # polls

    async def record(self, reading: Reading, gap: timedelta = NO_GAP) -> PollRecord | None:
        poll = await super().record(reading, gap)
        self.recorded += 1
        return poll

    def _record(self, store: Store, polled: Sequence[Polled]) -> Sequence[PollRecord | None]:
        now, readings = self.clock(), [one.reading for one in polled]
        with reading_from(store.engine) as connection:
            news = ledger.news(connection, *all_read(readings))
        found: dict[str, list[Placed]] = {}
        for item in news:
            found.setdefault(item.feed_id, []).append(kept(item))
        with writing(store.engine) as connection:
            held = record_states(connection, [(reading.after, now) for reading in readings])
            polls = [
                PollRecord(state=reading.after, placed=tuple(found.get(reading.feed.id, ())))
                if reading.after.lease in held
                else None
                for reading in readings
            ]
            ledger.record(connection, [poll for poll in polls if poll is not None], now)
        return polls


def kept(item: Item) -> Placed:
    return Placed(
        item=item,
        story_id=item.key,
        placement=Placement(story_id=item.key, why=Why.FOUNDED),
        sketch=BARE,
        matches=(),
        decisions=(),
        revision=0,
    )


async def rounds(asked: argparse.Namespace) -> None:
    config = read_config(asked.config)
    store = open_store(config.database)
    async with open_house(rehearsal(config), sender_for, store, once=True) as house:
        if asked.store_only or asked.until:
            keep_only(house)
        if asked.until:
            await first_answers(house, asked.until)
            return
        await one_round("first", house)
        await one_round("unchanged", house)
        async with httpx.AsyncClient() as client:
            await client.get(f"{asked.control}/change")
        await one_round("changed", house)


def keep_only(house: House) -> None:
    own = house.poller.recorder
    keeper = Keeper(own.store, ruleset=own.ruleset, channel=own.channel, clock=own.clock, policy=own.policy)
    house.poller.recorder = keeper
    house.poller.places = Places(house.config.polling.concurrency, house.leases.uptime, keeper.room)


async def one_round(name: str, house: House) -> None:
    late: list[float] = []
    with said(name, late) as results:
        heart = asyncio.create_task(beat(late))
        polls = await house.poller.poll_all()
        heart.cancel()
        results["new"] = sum(poll.new for poll in polls if poll)
        results["failed"] = sum(1 for poll in polls if poll is None or poll.fault)


async def first_answers(house: House, wanted: int) -> None:
    """Until so many feeds were recorded; those that hang are left."""
    own = house.poller.recorder
    assert isinstance(own, Keeper)
    late: list[float] = []
    with said("first", late) as results:
        heart = asyncio.create_task(beat(late))
        everything = asyncio.create_task(house.poller.poll_all())
        while own.recorded < wanted:
            await asyncio.sleep(BEAT)
        heart.cancel()
        results["new"], results["failed"] = own.recorded, 0
    everything.cancel()
    await house.poller.drain(timedelta(0))


@contextmanager
def said(name: str, late: list[float]) -> Iterator[dict[str, object]]:
    """Prints what was measured between its begin and its end, with what the body puts into it."""
    results: dict[str, object] = {"round": name}
    started, used = time.perf_counter(), time.process_time()
    yield results
    results["seconds"] = round(time.perf_counter() - started, 2)
    results["cpu"] = round(time.process_time() - used, 2)
    late.sort()
    lag = {f"p{share}": round(1000 * late[len(late) * share // 100], 1) for share in (50, 99)}
    results["lag"] = lag | {"max": round(1000 * late[-1], 1)}
    print(json.dumps(results), flush=True)


async def beat(late: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(BEAT)
        late.append(time.perf_counter() - started - BEAT)


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("config", type=Path)
    options.add_argument("control")
    options.add_argument("--store-only", action="store_true")
    options.add_argument("--until", type=int, default=0)
    asyncio.run(rounds(options.parse_args()))


if __name__ == "__main__":
    main()
