"""Whose fault it is that nothing answers: polls that reached nobody, in a row → the feeds', or our own network's.

Pure. When every feed of several hosts fails below HTTP and none answers, it is our own outage: no feed is blamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

FEWEST_FEEDS = 3
FEWEST_HOSTS = 2
QUIET = timedelta(minutes=1)  # without a single answer; a start gives that long, so that slow answers can come in


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the network let through of late. `failed`: feed id → host, of the polls since the last answer."""

    answered_at: datetime  # when any feed last answered, whatever it said; at first, when we started
    failed: Mapping[str, str] = field(default_factory=dict)
    down_since: datetime | None = None  # since when it is our own outage


def after_answer(now: datetime) -> Reach:
    """Something answered: the network works."""
    return Reach(answered_at=now)


def after_silence(reach: Reach, feed_id: str, host: str, now: datetime) -> Reach:
    """A poll reached nobody. `down_since` says whether that now is our own outage."""
    failed = {**reach.failed, feed_id: host}
    hosts = len(set(failed.values()))
    is_ours = len(failed) >= FEWEST_FEEDS and hosts >= FEWEST_HOSTS and now - reach.answered_at >= QUIET
    return replace(reach, failed=failed, down_since=reach.down_since or (now if is_ours else None))
