"""How fast items are matched, beside peers in the same run: `.venv/bin/python benchmarks/matching.py [RULES]...`

Peers are given less to do: flashtext, spaCy, pyahocorasick and `re` only find the words of the rules. A peer that is
not installed is left out, and said so (`pip install flashtext pyahocorasick spacy` adds them). What counts are
ratios: times are of the process, the best of some passes, taken one after the other.
"""

import gc
import importlib
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from synthetic_news import Density, conditions, items, terms

from monitor.model import Item
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = 800
PASSES = 3
MOST_SECONDS = 5.0  # of a peer's pass; slower ones see fewer items
TOKEN = re.compile(r"\w+")


def ruleset(count: int, density: Density) -> RuleSet:
    rules = (Rule(id=f"r{n}", title="R", when=parse(one)) for n, one in enumerate(conditions(count, density)))
    return RuleSet(rules=tuple(rules)).prepared()


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
    rules = ruleset(count, density)
    gc.collect()
    return microseconds(lambda item: rules.match(item, NOW), news) / microseconds(tokenise, news)


# --- Peers: each takes words and gives what finds them in an item ------------------------------------------------

Peer = Callable[[list[str]], Callable[[Item], object]]


def _re(words: list[str]) -> Callable[[Item], object]:
    expressions = [re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in words]
    return lambda item: [one for one in expressions if one.search(item.title) or one.search(item.summary)]


def _flashtext(words: list[str]) -> Callable[[Item], object]:
    processor = importlib.import_module("flashtext").KeywordProcessor()
    processor.add_keywords_from_list(words)
    return lambda item: processor.extract_keywords(item.title) + processor.extract_keywords(item.summary)


def _spacy(words: list[str]) -> Callable[[Item], object]:
    spacy, matching = importlib.import_module("spacy"), importlib.import_module("spacy.matcher")
    language = spacy.blank("xx")
    matcher = matching.PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("words", list(language.pipe(words)))
    return lambda item: matcher(language.make_doc(f"{item.title}\n{item.summary}"))


def _pyahocorasick(words: list[str]) -> Callable[[Item], object]:
    automaton = importlib.import_module("ahocorasick").Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return lambda item: list(automaton.iter(f"{item.title}\n{item.summary}".lower()))


PEERS: dict[str, tuple[str, Peer]] = {
    "one re a word": ("re", _re),
    "flashtext": ("flashtext", _flashtext),
    "spaCy PhraseMatcher": ("spacy", _spacy),
    "pyahocorasick, no word bounds": ("ahocorasick", _pyahocorasick),
}


def report(count: int, density: Density, news: list[Item]) -> None:
    begun, before = time.process_time(), _resident()
    rules = ruleset(count, density)
    built, held = time.process_time() - begun, _resident() - before
    gc.collect()
    gc.freeze()
    ours = microseconds(lambda item: rules.match(item, NOW), news)
    floor = microseconds(tokenise, news)
    matches = sum(len(rules.match(item, NOW)) for item in news) / len(news)
    print(
        f"\n{count:,} {density} rules: {ours:,.0f} µs an item ({1e6 / ours:,.0f} items/s), {ours / floor:.1f} × "
        f"tokenising; {matches:.3f} matches an item; built in {built:.1f} s, {held / count:.1f} KB a rule"
    )
    if density == "selective":
        _report_peers(terms(conditions(count, density)), ours, news)
    gc.unfreeze()


def _report_peers(words: list[str], ours: float, news: list[Item]) -> None:
    for name, (module, peer) in PEERS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            print(f"  {name}: not installed, left out")
            continue
        theirs = microseconds(peer(words), news, passes=1)
        print(f"  {name}: {theirs:,.0f} µs, {theirs / ours:,.1f} × ours, for {len(words):,} words")


def _resident() -> float:
    """KB of memory that the process holds; 0 where the system does not say."""
    gc.collect()
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024
    except OSError:
        return 0.0


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
