"""A start: feeds that are all due → when each is asked, over some seconds and with those of one host apart. Pure.

At the first start, and after a long silence, every feed is due at one instant. Asked at that instant, they would burden
hosts that have several of them, and ourselves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

APART = timedelta(seconds=0.1)
LONGEST = timedelta(seconds=5)  # for all of them: news must not wait


def starts(due: Sequence[str], hosts: Mapping[str, str], now: datetime) -> dict[str, datetime]:
    """When to ask feeds that are due, the first of them now. Feeds of one host are spread over all of the time."""
    counts, seen = Counter(hosts.get(feed_id, "") for feed_id in due), Counter[str]()
    shares: dict[str, tuple[float, int]] = {}
    for number, feed_id in enumerate(due):
        host = hosts.get(feed_id, "")
        shares[feed_id] = (seen[host] / counts[host], number)
        seen[host] += 1
    step = min(APART, LONGEST / max(1, len(due)))
    return {feed_id: now + step * place for place, feed_id in enumerate(sorted(due, key=shares.__getitem__))}
