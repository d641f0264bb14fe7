"""Polling as the daemon does it, timed from within: how long each round takes, and how late the event loop was.

    python benchmarks/polling_round.py CONFIG CONTROL

One process: every feed is polled for the first time, again (nothing changed), and again after CONTROL/change was asked
for (one new entry in each). Prints one line of JSON a round: seconds, CPU seconds of this process, new items, failed
feeds, the loop's lag in milliseconds (p50, p99, max). A task that sleeps for 2 ms at a time tells the lag: what it
oversleeps is what something else held the loop for.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path

import httpx
import structlog

from monitor.cli.options import sender_for
from monitor.cli.run import rehearsal
from monitor.config import read_config
from monitor.house import open_house
from monitor.poller import Poller
from monitor.store import open_store

BEAT = 0.002


async def beat(late: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(BEAT)
        late.append(time.perf_counter() - started - BEAT)


async def rounds(config_path: Path, control: str) -> None:
    config = read_config(config_path)
    store = open_store(config.database)
    async with open_house(rehearsal(config), sender_for, store, once=True) as house:
        await one_round("first", house.poller)
        await one_round("unchanged", house.poller)
        async with httpx.AsyncClient() as client:
            await client.get(f"{control}/change")
        await one_round("changed", house.poller)


async def one_round(name: str, poller: Poller) -> None:
    late: list[float] = []
    heart = asyncio.create_task(beat(late))
    started, used = time.perf_counter(), time.process_time()
    polls = await poller.poll_all()
    took, cpu = time.perf_counter() - started, time.process_time() - used
    heart.cancel()
    late.sort()
    lag = {f"p{share}": round(1000 * late[len(late) * share // 100], 1) for share in (50, 99)}
    said = {
        "round": name,
        "seconds": round(took, 2),
        "cpu": round(cpu, 2),
        "new": sum(len(poll.placed) for poll in polls if poll),
        "failed": sum(1 for poll in polls if poll is None or poll.state.fault),
        "lag": lag | {"max": round(1000 * late[-1], 1)},
    }
    print(json.dumps(said), flush=True)


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(rounds(Path(sys.argv[1]), sys.argv[2]))


if __name__ == "__main__":
    main()
