"""How fast items are matched, beside peers in the same run: `.venv/bin/python benchmarks/matching.py [RULES]...`

A peer that is not installed is left out, and said so (`pip install -r benchmarks/requirements.txt` adds them). What
counts are ratios: times are of the process, of each item the best of some passes.
"""

import gc
import importlib.util
import os
import platform
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

from peers import PEERS, percolated
from synthetic_news import Density, conditions, items

from monitor.model import Item
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.rules.tree import Node

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = 800
EARLIER = 1_600  # other items that are matched before: a daemon has seen news, and knows most words and what is common
PASSES = 5
MOST_SECONDS = 5.0  # of a peer's pass; slower ones see fewer items
MOST_TRACED = 10_000  # rules: tracing takes several times as long
TOKEN = re.compile(r"\w+")


def tokenise(item: Item) -> None:
    """What everybody pays: small letters, and one expression for words."""
    TOKEN.findall(item.title.lower())
    TOKEN.findall(item.summary.lower())


def microseconds(work: Callable[[Item], object], news: list[Item], passes: int = PASSES) -> float:
    """Of process time for an item: of each its best of some passes, over as many items as fit into MOST_SECONDS.

    Item by item, since a pass is long enough to be disturbed by whoever else uses the machine, and an item is not.
    """
    fitting = news[: max(5, min(len(news), int(MOST_SECONDS / max(_seconds(work, news[0]), 1e-6))))]
    best = [float("inf")] * len(fitting)
    for _ in range(passes if len(fitting) == len(news) else 1):
        for number, item in enumerate(fitting):
            best[number] = min(best[number], _seconds(work, item))
    return sum(best) / len(best) * 1e6


def _seconds(work: Callable[[Item], object], item: Item) -> float:
    begun = time.process_time()
    work(item)
    return time.process_time() - begun


def taught(rules: RuleSet, earlier: list[Item]) -> RuleSet:
    for item in earlier:
        rules.match(item, NOW)
    return rules


def ratio_to_tokenising(count: int, density: Density, news: list[Item]) -> float:
    """The gate of CI: the time of matching in the time of tokenising, both measured here and now."""
    rules = compiled([parse(one) for one in conditions(count, density)])
    gc.collect()
    return microseconds(lambda item: rules.match(item, NOW), news) / microseconds(tokenise, news)


# --- Reports -----------------------------------------------------------------------------------------------------


def report(count: int, density: Density, news: list[Item], earlier: list[Item]) -> None:
    written = conditions(count, density)
    trees = [parse(one) for one in written]
    begun = time.process_time()
    rules = compiled(trees)
    built = time.process_time() - begun
    taught(rules, earlier)
    gc.collect()
    gc.freeze()
    fresh = microseconds(lambda item: rules.match(item, NOW), news, passes=1)
    ours = microseconds(lambda item: rules.match(item, NOW), news)
    floor = microseconds(tokenise, news)
    matches = sum(len(rules.match(item, NOW)) for item in news) / len(news)
    print(
        f"\n{count:,} {density} rules: {ours:,.0f} µs an item ({1e6 / ours:,.0f} items/s), {ours / floor:.1f} × "
        f"tokenising ({floor:.0f} µs); {matches:.3f} matches an item\n"
        f"  at first sight, with words never seen before: {fresh:,.0f} µs; compiled in {built:.2f} s"
    )
    gc.unfreeze()
    if count <= MOST_TRACED:
        _report_memory(written)
    _report_peers(written, ours, news)


def compiled(trees: list[Node]) -> RuleSet:
    return RuleSet(rules=_rules(trees)).prepared()


def _rules(trees: list[Node]) -> tuple[Rule, ...]:
    return tuple(Rule(id=f"r{n}", title="R", when=one) for n, one in enumerate(trees))


def _report_memory(written: list[str]) -> None:
    """Of Python's objects, exactly; the automaton has some 100 KB more for 1,000 rules."""
    tracemalloc.start()
    rules = RuleSet(rules=_rules([parse(one) for one in written]))
    parsed, _ = tracemalloc.get_traced_memory()
    rules.prepared()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - parsed
    tracemalloc.stop()
    kilobytes = 1024 * len(rules.rules)
    print(f"  {held / kilobytes:.2f} KB a rule for the index, {parsed / kilobytes:.2f} KB for the rules as parsed")


def _report_peers(written: list[str], ours: float, news: list[Item]) -> None:
    for name, (module, peer, most) in PEERS.items():
        if _is_missing(module):
            print(f"  {name}: not installed, left out")
        elif len(written) > most:
            print(f"  {name}: left out, it takes minutes an item")
        else:
            theirs = microseconds(peer(written), news, passes=2)
            print(f"  {name}: {theirs:,.0f} µs, {theirs / ours:,.1f} × ours")
    if _is_missing("tantivy"):
        print("  tantivy: not installed, left out")
        return
    percolate = percolated(written, news)
    begun = time.process_time()
    found = percolate()
    theirs = (time.process_time() - begun) / len(news) * 1e6
    print(f"  tantivy, {len(news)} items at once: {theirs:,.0f} µs, {theirs / ours:,.1f} × ours; {found:,} matches")


def _is_missing(module: str) -> bool:
    return importlib.util.find_spec(module) is None


def main(sizes: list[int]) -> None:
    made = items(EARLIER + ITEMS)
    earlier, news = made[:EARLIER], made[EARLIER:]
    letters = sum(len(item.title) + len(item.summary) for item in news) / len(news)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]}"
    )
    print(f"{len(news)} items of {letters:,.0f} characters in ten languages")
    for count in sizes:
        for density in ("selective", "dense"):
            report(count, "selective" if density == "selective" else "dense", news, earlier)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
