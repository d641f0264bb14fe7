"""One round of `monitor run --once`, timed from within: how long, and how late the event loop was.

    python benchmarks/polling_round.py CONFIG

prints one line of JSON: seconds of the round, new items, failed feeds, the loop's lag in milliseconds (p50, p99, max).
A task that sleeps for 2 ms at a time tells the lag: what it oversleeps is what another task held the loop for.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path

import structlog

from monitor.cli.options import sender_for
from monitor.config import Config, read_config
from monitor.daemon import Outcome, run_once
from monitor.store import open_store

BEAT = 0.002


async def beat(late: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(BEAT)
        late.append(time.perf_counter() - started - BEAT)


async def timed(config: Config, late: list[float]) -> tuple[Outcome, float]:
    heart = asyncio.create_task(beat(late))
    started = time.perf_counter()
    outcome = await run_once(config, sender_for(config.slack, terminal_only=True), open_store(config.database))
    took = time.perf_counter() - started
    heart.cancel()
    return outcome, took


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    late: list[float] = []
    outcome, took = asyncio.run(timed(read_config(Path(sys.argv[1])), late))
    late.sort()
    lags = {name: round(1000 * late[int(len(late) * share)], 1) for name, share in (("p50", 0.5), ("p99", 0.99))}
    lags["max"] = round(1000 * late[-1], 1)
    print(json.dumps({"seconds": round(took, 2), "new": outcome.new, "failed": outcome.failed, "lag": lags}))


if __name__ == "__main__":
    main()
