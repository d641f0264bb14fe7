"""How fast items are matched, beside peers in the same run: `.venv/bin/python benchmarks/matching.py [RULES]...`

A peer that is not installed is left out, and said so (`pip install -r benchmarks/requirements.txt` adds them). What
counts are ratios: times are of the process, the best of some passes, taken one after the other.
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
PASSES = 3
MOST_SECONDS = 5.0  # of a peer's pass; slower ones see fewer items
MOST_TRACED = 10_000  # rules: tracing takes several times as long
TOKEN = re.compile(r"\w+")


def tokenise(item: Item) -> None:
    """What everybody pays: small letters, and one expression for words."""
    TOKEN.findall(item.title.lower())
    TOKEN.findall(item.summary.lower())


def microseconds(work: Callable[[Item], object], news: list[Item], passes: int = PASSES) -> float:
    """Of process time for an item, the best of some passes over as many items as fit into MOST_SECONDS."""
    begun = time.process_time()
    work(news[0])
    spent = time.process_time() - begun
    fitting = news[: max(5, min(len(news), int(MOST_SECONDS / max(spent, 1e-6))))]
    best = float("inf")
    for _ in range(passes if len(fitting) == len(news) else 1):
        begun = time.process_time()
        for item in fitting:
            work(item)
        best = min(best, (time.process_time() - begun) / len(fitting))
    return best * 1e6


def ratio_to_tokenising(count: int, density: Density, news: list[Item]) -> float:
    """The gate of CI: the time of matching in the time of tokenising, both measured here and now."""
    rules = compiled([parse(one) for one in conditions(count, density)])
    gc.collect()
    return microseconds(lambda item: rules.match(item, NOW), news) / microseconds(tokenise, news)


# --- Reports -----------------------------------------------------------------------------------------------------


def report(count: int, density: Density, news: list[Item]) -> None:
    written = conditions(count, density)
    trees = [parse(one) for one in written]
    begun = time.process_time()
    rules = compiled(trees)
    built = time.process_time() - begun
    gc.freeze()
    ours = microseconds(lambda item: rules.match(item, NOW), news)
    floor = microseconds(tokenise, news)
    matches = sum(len(rules.match(item, NOW)) for item in news) / len(news)
    print(
        f"\n{count:,} {density} rules: {ours:,.0f} µs an item ({1e6 / ours:,.0f} items/s), {ours / floor:.1f} × "
        f"tokenising ({floor:.0f} µs); {matches:.3f} matches an item\n"
        f"  compiled in {built:.2f} s"
    )
    gc.unfreeze()
    if count <= MOST_TRACED:
        _report_memory(written)
    _report_peers(written, ours, news)


def compiled(trees: list[Node]) -> RuleSet:
    return RuleSet(rules=tuple(Rule(id=f"r{n}", title="R", when=one) for n, one in enumerate(trees))).prepared()


def _report_memory(written: list[str]) -> None:
    """Of Python's objects, exactly; the automaton has some 100 KB more for 1,000 rules."""
    tracemalloc.start()
    trees = [parse(one) for one in written]
    parsed, _ = tracemalloc.get_traced_memory()
    rules = compiled(trees)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - parsed
    tracemalloc.stop()
    kilobytes = 1024 * len(rules.rules)
    print(f"  {held / kilobytes:.1f} KB a rule for the index, {parsed / kilobytes:.1f} KB for the conditions")


def _report_peers(written: list[str], ours: float, news: list[Item]) -> None:
    for name, (module, peer, most) in PEERS.items():
        if _is_missing(module):
            print(f"  {name}: not installed, left out")
        elif len(written) > most:
            print(f"  {name}: left out, it takes minutes an item")
        else:
            theirs = microseconds(peer(written), news, passes=1)
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
    news = items(ITEMS)
    letters = sum(len(item.title) + len(item.summary) for item in news) / len(news)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]}"
    )
    print(f"{len(news)} items of {letters:,.0f} characters in ten languages")
    for count in sizes:
        for density in ("selective", "dense"):
            report(count, "selective" if density == "selective" else "dense", news)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
