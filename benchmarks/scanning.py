"""How long reading one feed takes: the fast scan beside feedparser, CPU time, best of several, on made-up feeds.

.venv/bin/python benchmarks/scanning.py [--entries 26]
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
from feed_farm import atom, news_of, rdf, rss
from synthetic_news import languages

from monitor.feeds.parse import parse_feed, parse_plain

URL = "https://site.example/feed.xml"
TIMES = 15


def best(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    found = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return 1000 * min(found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, default=26)
    news = news_of(1, options.parse_args().entries - 1, languages(), datetime.now(UTC))
    for form in (rss, atom, rdf):
        body = form(news).encode()
        scan = best(lambda body=body: parse_plain(body, url=URL, content_type=None))  # type: ignore[misc]
        own = best(lambda body=body: parse_feed(body, url=URL, content_type=None))  # type: ignore[misc]
        plain = best(lambda body=body: feedparser.parse(body))  # type: ignore[misc]
        print(
            f"{form.__name__:5} {len(body) / 1024:4.0f} KiB: scan {scan:5.2f} ms, "
            f"feedparser as we use it {own:5.2f} ms ({own / scan:.0f} ×), "
            f"by its defaults {plain:5.2f} ms ({plain / scan:.0f} ×)"
        )


if __name__ == "__main__":
    main()
