"""The walk of polls that are recorded together: read ahead, then decide and record in turn.

    one view     which of their items are news ─ their sketches and matches
    one write    [turn] ─ states of the feeds ─ recall ─ place ─ recall the stories ─ decide ─ record

Replicas take turns at placing items and deciding on them, so all that can be known without the others is found before
it. Nobody else writes what a claimed feed's items are known by; what upkeep deletes in between is read again in turn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from monitor.calm import Policy, calm_for
from monitor.model import Item, Match
from monitor.pipeline import PollRecord, Reading, place_and_decide, sketches_of, unlike
from monitor.rules.ruleset import RuleSet
from monitor.store import calm, ledger, mergers, polls, retention
from monitor.store.dialect import Turn, await_turn
from monitor.store.retention import Forgotten
from monitor.store.window import StoredWindow
from monitor.stories.embedding import NO_MODEL, Encoder
from monitor.stories.sketch import Sketch

NO_GAP = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A reading to be recorded. Its host is left alone for `gap` from then on."""

    reading: Reading
    gap: timedelta = NO_GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What polls are decided by."""

    ruleset: RuleSet
    channel: str  # for rules that name none
    policy: Policy = field(default_factory=Policy)
    encoder: Encoder = NO_MODEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What was found before the turn. `polled` is without the items that are kept no longer, and are no news."""

    polled: tuple[Polled, ...]
    forgotten: Forgotten
    sketches: Mapping[str, Sketch]
    matches: Mapping[str, tuple[Match, ...]]


def read_ahead(connection: Connection, polled: Sequence[Polled], by: Yardstick, now: datetime) -> Ahead:
    """Which items are news, and what they say by themselves."""
    read, listed = all_read([one.reading for one in polled])
    news = ledger.news(connection, read, listed)
    forgotten = retention.forgotten_of(connection, news)
    news = [item for item in news if item.key not in forgotten.keys]
    return Ahead(
        polled=tuple(_without(one, forgotten) for one in polled),
        forgotten=forgotten,
        sketches=sketches_of(news, by.ruleset, by.encoder),
        matches={item.key: by.ruleset.match(item, now) for item in news},
    )


def record_in_turn(
    connection: Connection, ahead: Ahead, window: StoredWindow, by: Yardstick, now: datetime
) -> tuple[PollRecord | None, ...]:
    """What each poll came to, as it is written; None where the feed's claim was lost. Without news there is no turn."""
    if not ahead.sketches:
        retention.note_seen(connection, ahead.forgotten, now)
        return record_quiet(connection, ahead.polled, now)
    await_turn(connection, Turn.TELLING)
    retention.note_seen(connection, ahead.forgotten, now)
    readings = _held(connection, ahead.polled, now)
    records = {one.state.lease: one for one in _decided(connection, readings, ahead, window, by, now)}
    return tuple(records.get(one.reading.after.lease) for one in ahead.polled)


def record_quiet(connection: Connection, polled: Sequence[Polled], now: datetime) -> tuple[PollRecord | None, ...]:
    """Polls without news: that they were made is all that there is to write."""
    held = {reading.after.lease for reading in _held(connection, polled, now)}
    return tuple(PollRecord(state=one.reading.after) if one.reading.after.lease in held else None for one in polled)


def _held(connection: Connection, polled: Sequence[Polled], now: datetime) -> list[Reading]:
    """The readings whose claims still hold; the states of their feeds are written, and the claims ended."""
    held = polls.record_states(connection, [(one.reading.after, now + one.gap) for one in polled])
    return [one.reading for one in polled if one.reading.after.lease in held]


def _decided(
    connection: Connection,
    readings: Sequence[Reading],
    ahead: Ahead,
    window: StoredWindow,
    by: Yardstick,
    now: datetime,
) -> tuple[PollRecord, ...]:
    """In the order of the feeds' ids: a backtest, for which they are of one instant, takes them so too."""
    near = window.catch_up(connection, now)
    sketched = partial(sketches_of, ruleset=by.ruleset, encoder=by.encoder, made=ahead.sketches)
    readings = sorted(readings, key=lambda reading: reading.feed.id)
    memory = ledger.recall(connection, *all_read(readings), near, sketched)
    recent = calm.recent(connection, by.ruleset, by.policy, now)
    decided = place_and_decide(
        readings,
        replace(memory, matches=ahead.matches, apart=recent.muted),
        by.ruleset,
        recalled=lambda story_ids: ledger.stories_of(connection, sorted(story_ids)),
        default_channel=by.channel,
        now=now,
        alike=by.encoder.alike,
        calm=calm_for(by.ruleset, by.policy, recent),
    )
    _record(connection, decided, now)
    return decided


def _record(connection: Connection, decided: Sequence[PollRecord], now: datetime) -> None:
    """All at once; poll by poll where stories merge, since what one tells of them the next may find as one."""
    if not any(poll.mergers for poll in decided):
        ledger.found(connection, decided)
        ledger.record(connection, decided, now)
        return
    for poll in decided:
        ledger.found(connection, [poll])  # one of them may be what an older story goes on in
        mergers.move(connection, poll.mergers, now)
        ledger.record(connection, [poll], now)
        mergers.note(connection, poll.mergers, now)


def all_read(readings: Sequence[Reading]) -> tuple[list[Item], set[str]]:
    """The items of all of them, each key once, and the keys of all that their feeds list."""
    read = [item for reading in readings for item in unlike(reading.items)]
    return read, {key for reading in readings for key in reading.listed}


def _without(polled: Polled, forgotten: Forgotten) -> Polled:
    items = tuple(item for item in polled.reading.items if item.key not in forgotten.keys)
    return replace(polled, reading=replace(polled.reading, items=items))
