"""What rules came to: their matches, what they told, and what people said of it. Read-only, for the doctor of rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.model import Reason
from monitor.store.calm import mutes_at
from monitor.store.marks import marks_of
from monitor.store.tables import decisions, items, matches

# A message, now or later, that a rule calls somebody with; edits and answers of other publishers are not.
ALERTING = [Reason.FIRST_REPORT, Reason.NEW_RULE, Reason.ESCALATED, *(one for one in Reason if one.puts_off)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """An item that a rule matched; `terms` are those of its evidence, each once."""

    item_key: str
    story_id: str
    feed_id: str
    at: datetime  # when it was fetched
    terms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRecord:
    """What rules came to since `since`, by their ids; `last_hit` and marks are of all that is kept.

    `kept_from`: when the oldest item that is kept was fetched. `told`: stories that a rule alerted of.
    `marks`: whether each marked story is a false alarm, by story and rule (None: all rules).
    """

    since: datetime
    kept_from: datetime | None
    hits: Mapping[str, tuple[RuleHit, ...]] = field(default_factory=dict)
    last_hit: Mapping[str, datetime] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    stories: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ever matched, of the stories that are marked
    marks: Mapping[tuple[str, str | None], bool] = field(default_factory=dict)
    muted_until: Mapping[str, datetime] = field(default_factory=dict)


def rules_record(connection: Connection, since: datetime, now: datetime) -> RulesRecord:
    """All of it, in one view: a few queries, whatever the number of rules."""
    marks = marks_of(connection)
    return RulesRecord(
        since=since,
        kept_from=connection.execute(select(func.min(items.c.fetched_at))).scalar(),
        hits=_hits(connection, since),
        last_hit=_last_hits(connection),
        told=_told(connection, since),
        stories=_marked_stories(connection, {story for story, _ in marks}),
        marks=marks,
        muted_until={mute.subject: mute.ends_at for mute in mutes_at(connection, now)},
    )


def _hits(connection: Connection, since: datetime) -> dict[str, tuple[RuleHit, ...]]:
    """By rule, the first hit first."""
    chosen = (
        select(
            matches.c.rule_id, matches.c.evidence, items.c.key, items.c.story_id, items.c.feed_id, items.c.fetched_at
        )
        .join(items, items.c.key == matches.c.item_key)
        .where(items.c.fetched_at >= since)
        .order_by(items.c.fetched_at, items.c.key)
    )
    found: dict[str, list[RuleHit]] = {}
    for row in connection.execute(chosen.execution_options(yield_per=1000)):
        terms = frozenset(piece[4] for piece in row.evidence)
        hit = RuleHit(item_key=row.key, story_id=row.story_id, feed_id=row.feed_id, at=row.fetched_at, terms=terms)
        found.setdefault(row.rule_id, []).append(hit)
    return {rule_id: tuple(hits) for rule_id, hits in found.items()}


def _last_hits(connection: Connection) -> dict[str, datetime]:
    last = select(matches.c.rule_id, func.max(items.c.fetched_at).label("at"))
    joined = last.select_from(matches.join(items, items.c.key == matches.c.item_key)).group_by(matches.c.rule_id)
    return {row.rule_id: row.at for row in connection.execute(joined)}


def _told(connection: Connection, since: datetime) -> dict[str, int]:
    is_one = (decisions.c.decided_at >= since) & decisions.c.reason.in_(ALERTING)
    stories: dict[str, set[str]] = {}
    for row in connection.execute(select(decisions.c.story_id, decisions.c.rules).where(is_one)):
        for rule_id in row.rules:
            stories.setdefault(rule_id, set()).add(row.story_id)
    return {rule_id: len(found) for rule_id, found in stories.items()}


def _marked_stories(connection: Connection, marked: set[str]) -> dict[str, frozenset[str]]:
    """Of the marked stories, those that each rule matches."""
    found: dict[str, set[str]] = {}
    joined = select(matches.c.rule_id, items.c.story_id).join(items, items.c.key == matches.c.item_key)
    for story_id in sorted(marked):
        for row in connection.execute(joined.where(items.c.story_id == story_id)):
            found.setdefault(row.rule_id, set()).add(story_id)
    return {rule_id: frozenset(stories) for rule_id, stories in found.items()}
