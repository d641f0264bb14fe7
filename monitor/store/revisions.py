"""What items said before their publishers rewrote them, and the headlines that were changed after they were told."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection, func, insert, literal, select

from monitor.model import Correction, Reason, Revision
from monitor.store.tables import UtcTime, decisions, items, revisions
from monitor.stories.sketch import is_same_headline

# What an item says, and what stands beside it that a rule may look at.
SAID = ("digest", "title", "summary", "body", "author", "tags", "lang", "url", "canonical_url", "published_at")


def keep_revision(connection: Connection, item_key: str, now: datetime) -> None:
    """Keeps what an item says, before it is written over."""
    names = ("item_key", "replaced_at", "revision", *SAID)
    said = select(items.c.key, literal(now, UtcTime), items.c.revision, *(items.c[name] for name in SAID))
    connection.execute(insert(revisions).from_select(names, said.where(items.c.key == item_key)))


def revisions_of(connection: Connection, item_key: str) -> tuple[Revision, ...]:
    """All that an item said, the first text first and what it says now last; empty for an item that we don't have."""
    row = connection.execute(select(items).where(items.c.key == item_key)).first()
    if row is None:
        return ()
    kept = connection.execute(
        select(revisions).where(revisions.c.item_key == item_key).order_by(revisions.c.revision)
    ).all()
    seen = (row.fetched_at, *(earlier.replaced_at for earlier in kept))
    return tuple(
        Revision(title=text.title, summary=text.summary, body=text.body, seen_at=seen_at)
        for text, seen_at in zip((*kept, row), seen, strict=True)
    )


def corrections_in(connection: Connection, story_id: str, channel: str) -> tuple[Correction, ...]:
    """The headlines that were changed after `channel` was told of their reports, newest first."""
    found = [
        Correction(item_key=key, publisher=publisher, was=before.title, seen_at=after.seen_at)
        for key, (publisher, told_at) in _told_reports(connection, story_id, channel).items()
        for before, after in pairwise(revisions_of(connection, key))
        if after.seen_at >= told_at and not is_same_headline(before.title, after.title)
    ]
    return tuple(sorted(found, key=lambda correction: correction.seen_at, reverse=True))


TELLING = [reason.value for reason in Reason if reason.tells or reason.puts_off]


def _told_reports(connection: Connection, story_id: str, channel: str) -> Mapping[str, tuple[str, datetime]]:
    """Each report that was rewritten since the channel was told of it: its publisher, and when that was decided."""
    told_at = func.min(decisions.c.decided_at).label("told_at")
    rows = connection.execute(
        select(items.c.key, items.c.publisher, told_at)
        .join(decisions, decisions.c.item_key == items.c.key)
        .where(
            decisions.c.story_id == story_id,
            decisions.c.channel == channel,
            decisions.c.reason.in_(TELLING),
            items.c.revision > 0,
        )
        .group_by(items.c.key, items.c.publisher)
    )
    return {row.key: (row.publisher, row.told_at) for row in rows}
