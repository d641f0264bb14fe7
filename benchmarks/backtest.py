"""How fast a backtest walks: `.venv/bin/python benchmarks/backtest.py [ITEMS] [FILE]`, CPU time of one core.

Without FILE (JSON lines, as `monitor backtest --items` takes them) the news are made up: 600 characters in mixed
scripts, which is more than most feeds give. The shipped rules are walked alone, then beside a copy of them with one
rule less. The parts are measured apart, over the same items.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from synthetic_news import items

from monitor.backtest.replay import Poll, polls_of, walk
from monitor.backtest.tally import Tally
from monitor.calm import Policy
from monitor.cli.rows import items_of
from monitor.model import Item
from monitor.pipeline import sketches_of
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet

RULES = Path(__file__).parent.parent / "rules"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    news = list(islice(items_of(sys.argv[2], NOON), count)) if len(sys.argv) > 2 else made_up(count)
    rules = load_rules(RULES).prepared()
    fewer = replace(rules, rules=rules.rules[1:]).prepared()
    polls = polls_of(news, (), NOON)
    for name, work in (
        ("matching", lambda: [rules.match(item, NOON) for item in news]),
        ("sketching", lambda: sketches_of(news, rules)),
        ("all of a walk", lambda: walked(polls, rules)),
        ("two rule sets", lambda: walked(polls, rules, fewer)),
    ):
        tell(name, work, len(polls))


def made_up(count: int) -> list[Item]:
    """Ten thousand items a day, a few of a minute each."""
    apart = timedelta(days=1) / 10_000
    return [replace(item, published_at=NOON + number * apart) for number, item in enumerate(items(count))]


def walked(polls: tuple[Poll, ...], *rulesets: RuleSet) -> None:
    tallies = [Tally(ruleset) for ruleset in rulesets]
    for step in walk(polls, rulesets, "#monitor", Policy()):
        for tally, releases in zip(tallies, step.releases, strict=True):
            tally.release(releases)
        if step.poll is not None:
            for tally, record in zip(tallies, step.records, strict=True):
                tally.take(record, step.poll.at)


def tell(name: str, work: Callable[[], object], count: int) -> None:
    began = time.process_time()
    work()
    spent = time.process_time() - began
    print(
        f"{name:14} {spent:7.1f} s   {spent / count * 1e6:6.0f} µs an item {spent / count * 100_000:6.0f} s for 100,000"
    )


if __name__ == "__main__":
    main()
