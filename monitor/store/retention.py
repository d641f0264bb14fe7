"""Retention: what nobody needs any more goes, in steps so short that they hold up neither polls nor messages.

    items on which nothing was told, older than `items`
    stories whose last report and last message are older than `told`, with all that belongs to them
        → their signs → forgotten: an entry that still stands in its feed, or comes back, is no news

What waits or is in doubt, and what is muted, stays. Signs go once their feed has long listed other news without them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, exists, insert, or_, select, update

from monitor.items import digest_of
from monitor.model import DeliveryState, Item, Reason
from monitor.operating import Retention
from monitor.store.identity import signs
from monitor.store.tables import decisions, deliveries, feeds, forgotten, items, mutes, stories

STEP = 200  # items that one transaction deletes: some forty milliseconds
STEP_STORIES = 50
MOST_PARAMETERS = 500
SEEN_EVERY = timedelta(days=1)  # how exactly it is known when a forgotten entry was last listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """What one step deleted, or several."""

    items: int = 0
    stories: int = 0
    signs: int = 0

    def __add__(self, other: "Trimmed") -> "Trimmed":
        return Trimmed(
            items=self.items + other.items, stories=self.stories + other.stories, signs=self.signs + other.signs
        )

    def __bool__(self) -> bool:
        return self != Trimmed()


def trim(connection: Connection, keep: Retention, now: datetime) -> Trimmed:
    """One step; nothing is left to do where it deletes nothing."""
    connection.execute(delete(mutes).where(mutes.c.ends_at < now - keep.told))
    untold = _forget(connection, _untold_before(now - keep.items, now).limit(STEP), now)
    told = connection.execute(_told_before(now - keep.told, now).limit(STEP_STORIES)).scalars().all()
    connection.execute(delete(deliveries).where(deliveries.c.story_id.in_(told)))
    of_told = _forget(connection, select(*KNOWN_BY).where(items.c.story_id.in_(told)), now)
    touched = {str(row.story_id) for row in untold} | {str(row.key) for row in untold} | set(told)
    return Trimmed(
        items=len(untold) + len(of_told),
        stories=_drop_empty(connection, sorted(touched)),
        signs=_drop_signs(connection, keep.items),
    )


TELLING = [reason.value for reason in Reason if reason.tells or reason.puts_off]
UNDONE = [
    state.value
    for state in DeliveryState
    if state not in {DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.DEAD}
]


KNOWN_BY = (
    items.c.key,
    items.c.story_id,
    items.c.feed_id,
    items.c.canonical_url,
    items.c.title,
    items.c.digest,
    items.c.published_at,
)


def _untold_before(cutoff: datetime, now: datetime) -> Select[tuple[object, ...]]:
    """What a message was told of stays as long as its story: by it is known what was told, and edits show it."""
    telling = exists().where(decisions.c.item_key == items.c.key, decisions.c.reason.in_(TELLING))
    shown = exists().where(deliveries.c.item_key == items.c.key)
    untold = select(*KNOWN_BY).where(
        items.c.fetched_at < cutoff, ~telling, ~shown, _is_not_muted(items.c.story_id, now)
    )
    return untold.order_by(items.c.fetched_at)


def _told_before(cutoff: datetime, now: datetime) -> Select[str]:
    """By our clock, since items may be dated at will. A story that merged stays as long as what it goes on in."""
    came = exists().where(items.c.story_id == stories.c.id, items.c.fetched_at >= cutoff)
    late = or_(deliveries.c.created_at >= cutoff, deliveries.c.sent_at >= cutoff, deliveries.c.state.in_(UNDONE))
    needed = exists().where(deliveries.c.story_id == stories.c.id, late)
    other = stories.alias()
    needed_of_ended = exists().where(other.c.merged_into == stories.c.id, deliveries.c.story_id == other.c.id, late)
    goes_on = exists().where(other.c.id == stories.c.merged_into)
    quiet = select(stories.c.id).where(stories.c.last_item_at < cutoff, ~came, ~needed, ~needed_of_ended, ~goes_on)
    return quiet.where(_is_not_muted(stories.c.id, now)).order_by(stories.c.last_item_at)


def _is_not_muted(story_id: ColumnElement[str], now: datetime) -> ColumnElement[bool]:
    return story_id.not_in(select(mutes.c.subject).where(mutes.c.ends_at > now))


def _forget(
    connection: Connection, chosen: Select[tuple[object, ...]], now: datetime
) -> Sequence[Row[tuple[object, ...]]]:
    """Deletes items, with matches, decisions, revisions and sketches, and keeps their signs."""
    rows = connection.execute(chosen).all()
    by_sign = {sign: row.feed_id for row in rows for sign in _signs(row)}
    for chunk in _chunks(sorted(by_sign)):
        connection.execute(delete(forgotten).where(forgotten.c.sign.in_(chunk)))
        values = [{"sign": sign, "feed_id": by_sign[sign], "seen_at": now} for sign in chunk]
        connection.execute(insert(forgotten), values)
    for chunk in _chunks([row.key for row in rows]):
        connection.execute(delete(items).where(items.c.key.in_(chunk)))
    return rows


def _signs(item: Item | Row[tuple[object, ...]]) -> list[str]:
    """What an item is known by, within its feed: its key, and what identity.py knows it by under another one."""
    others = signs(item.canonical_url, item.title, item.digest, item.published_at)
    return [item.key, *(digest_of(item.feed_id, *map(str, sign)) for sign in others)]


def _drop_empty(connection: Connection, story_ids: Sequence[str]) -> int:
    bare = ~exists().where(items.c.story_id == stories.c.id) & ~exists().where(deliveries.c.story_id == stories.c.id)
    return sum(
        connection.execute(delete(stories).where(stories.c.id.in_(chunk), bare)).rowcount
        for chunk in _chunks(story_ids)
    )


def _drop_signs(connection: Connection, kept: timedelta) -> int:
    """Those that a feed did not list when it was read with news, long after they were last listed.

    By the clock alone a feed that did not change for a year would be news from end to end when it does.
    """
    of_feeds = connection.execute(
        select(feeds.c.id, feeds.c.news_at).where(
            feeds.c.news_at.is_not(None), exists().where(forgotten.c.feed_id == feeds.c.id)
        )
    )
    dropped = 0
    for feed_id, news_at in of_feeds.all():
        unlisted = (forgotten.c.feed_id == feed_id) & (forgotten.c.seen_at < news_at - kept)
        some = select(forgotten.c.sign).where(unlisted).limit(STEP)
        dropped += connection.execute(delete(forgotten).where(forgotten.c.sign.in_(some))).rowcount
    return dropped


# --- At a poll -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """The items of a poll that were kept once and are no longer: their keys, and the signs by which they are known."""

    keys: frozenset[str]
    seen_at: Mapping[str, datetime]


def forgotten_of(connection: Connection, news: Sequence[Item]) -> Forgotten:
    """Which of a poll's news is none."""
    by_key = {item.key: _signs(item) for item in news}
    seen_at: dict[str, datetime] = {}
    for chunk in _chunks(sorted({sign for of_item in by_key.values() for sign in of_item})):
        rows = connection.execute(select(forgotten.c.sign, forgotten.c.seen_at).where(forgotten.c.sign.in_(chunk)))
        seen_at |= {row.sign: row.seen_at for row in rows}
    keys = frozenset(key for key, of_item in by_key.items() if not seen_at.keys().isdisjoint(of_item))
    return Forgotten(keys=keys, seen_at=seen_at)


def note_seen(connection: Connection, known: Forgotten, now: datetime) -> None:
    """That their feed lists them still."""
    late = sorted(sign for sign, seen_at in known.seen_at.items() if seen_at < now - SEEN_EVERY)
    for chunk in _chunks(late):
        connection.execute(update(forgotten).where(forgotten.c.sign.in_(chunk)).values(seen_at=now))


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + MOST_PARAMETERS] for start in range(0, len(values), MOST_PARAMETERS))
