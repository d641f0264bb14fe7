"""What a feed taught us by being polled: its wishes, its rhythm, where it moved, whether it is gone.

All of it is learned, none declared: an edit of the feed's address in the config forgets it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed's own text says of when to ask for it. Hours are of the day in GMT; days are 0 (Monday) to 6."""

    every: timedelta | None = None  # the longer of RSS's ttl and of sy:updatePeriod over sy:updateFrequency
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What we learned of a feed. `entries` are short digests of its last body's entries, in its order."""

    hints: Hints = Hints()
    pace: str = ""  # why the next poll is when it is: a word of PACES in feeds/pace.py
    held_until: datetime | None = None  # its server asked us to stay away until then; kept afterwards, as a memory
    whole_at: datetime | None = None  # when it last sent a whole body
    entries: tuple[str, ...] = ()
    undated: int = 0  # how many of them have no date
    rhythm: timedelta | None = None  # the median gap between its last twenty dated entries
    news_at: datetime | None = None  # when it last had an entry that the poll before had not
    gap_at: datetime | None = None  # when a poll last had nothing in common with the one before
    gap_from: datetime | None = None  # that poll before
    moved_to: str | None = None  # where it permanently redirects to
    moved_since: datetime | None = None
    moved_polls: int = 0  # polls in a row that were sent there
    adopted: bool = False  # `moved_to` is asked in place of the declared address
    gone_at: datetime | None = None  # when it first said 410
    stopped_at: datetime | None = None  # when it said so again, a day later: it is polled no more
    articles: int = 0  # with full_text: how many articles its last news asked for
    articles_missed: int = 0  # how many of them could not be had
    article_fault: str | None = None  # why not, as a sentence
