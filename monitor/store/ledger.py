"""The one read and the one write of polls that are recorded together, inside one transaction.

recall(items) → Memory          what of them is known, what is near them
stories_of(ids) → StoryMemory   what was told of the stories that they are placed in
record(PollRecord, …)           items, stories, matches, decisions and outbox rows

A statement costs as much for fifty rows as for one, so each is made once for all the polls. The feeds' validators are
saved in the same transaction (polls.py): a crash never skips news.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from monitor.alerts import Told
from monitor.model import CANARY, Act, DeliveryState, Evidence, Item, Match, Reason, Severity
from monitor.pipeline import Known, Memory, Placed, PollRecord, StoryMemory, is_news, recognised
from monitor.store import identity
from monitor.store.bulk import insert_rows
from monitor.store.deliveries import WAITING, enqueue
from monitor.store.revisions import TELLING, keep_revision
from monitor.store.tables import decisions, deliveries, items, matches, stories
from monitor.store.tables import sketches as sketches_table
from monitor.store.window import row_of
from monitor.stories.comparing import Why
from monitor.stories.placing import Address, Placement, RunnerUp, has_own_page
from monitor.stories.sketch import Sketch
from monitor.stories.window import Window

MOST_PARAMETERS = 500  # per statement; SQLite's own limit was 999 for long


# --- The read ------------------------------------------------------------------------------------------------------


def recall(
    connection: Connection,
    read: Sequence[Item],
    listed: Iterable[str],
    window: Window,
    sketched: Callable[[Iterable[Item]], Mapping[str, Sketch]],
) -> Memory:
    """What placing these items needs to know. `window` has caught up with the store in this transaction.

    `listed`: the keys of all that their feeds list now. Most of that is known: `sketched` is asked only for what there
    is to decide on (see `news`).
    """
    read, known, aliases = _recognise(connection, read, listed)
    news = [item for item in read if is_news(item, known.get(item.key))]
    sketches = sketched(news)
    new = [item for item in read if item.key not in known]
    addresses = _addresses(connection, new)
    return Memory(
        known=known,
        aliases=aliases,
        stories={},
        sketches=sketches,
        addresses=addresses,
        window=window,
    )


def news(connection: Connection, read: Sequence[Item], listed: Iterable[str]) -> list[Item]:
    """Those of the items that there is something to decide on, under the keys that they are kept by."""
    read, known, _ = _recognise(connection, read, listed)
    return [item for item in read if is_news(item, known.get(item.key))]


def _recognise(
    connection: Connection, read: Sequence[Item], listed: Iterable[str]
) -> tuple[Sequence[Item], dict[str, Known], dict[str, str]]:
    """The items under the keys that they are kept by, what is known of them, and which were renamed."""
    keys = {item.key for item in read}
    known = _known(connection, sorted(keys))
    aliases = identity.aliases(connection, [item for item in read if item.key not in known], keys.union(listed))
    if not aliases:
        return read, known, aliases
    return recognised(read, aliases), known | _known(connection, sorted(aliases.values())), aliases


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, Known]:
    columns = select(items.c.key, items.c.digest, items.c.story_id, items.c.revision, items.c.title, items.c.fetched_at)
    kept = _kept(connection, keys)
    return {
        row.key: Known(
            digest=row.digest,
            story_id=row.story_id,
            revision=row.revision,
            title=row.title,
            fetched_at=row.fetched_at,
            kept=frozenset(kept.get(row.key, ())),
        )
        for chunk in _chunks(keys)
        for row in connection.execute(columns.where(items.c.key.in_(chunk)))
    }


def _kept(connection: Connection, keys: Sequence[str]) -> dict[str, set[str]]:
    """The rules of items that were kept as backlog: a comment count that changes is no reason to tell them now."""
    found: dict[str, set[str]] = {}
    for chunk in _chunks(keys):
        was_backlog = decisions.c.item_key.in_(chunk) & (decisions.c.reason == Reason.BACKLOG)
        for row in connection.execute(select(decisions.c.item_key, decisions.c.rules).where(was_backlog)):
            found.setdefault(row.item_key, set()).update(row.rules)
    return found


def _addresses(connection: Connection, new: Sequence[Item]) -> dict[str, Address]:
    """The first item at each address where a new one stands, however old it is."""
    urls = sorted({item.canonical_url for item in new if has_own_page(item.canonical_url)})
    said = (items.c.key, items.c.story_id, items.c.feed_id, items.c.title, items.c.fetched_at)
    columns = select(items.c.canonical_url, *said)
    columns = columns.order_by(items.c.fetched_at.desc(), items.c.key.desc())
    return {
        row.canonical_url: Address(
            item_key=row.key, story_id=row.story_id, feed_id=row.feed_id, title=row.title, since=row.fetched_at
        )
        for chunk in _chunks(urls)
        for row in connection.execute(columns.where(items.c.canonical_url.in_(chunk)))
    }


def stories_of(connection: Connection, story_ids: Sequence[str]) -> dict[str, StoryMemory]:
    """What deciding needs to know of these stories."""
    publishers: dict[str, set[str]] = {}
    told: dict[str, dict[str, Told]] = {story_id: {} for story_id in story_ids}
    stuck: set[str] = set()
    for chunk in _chunks(story_ids):
        for row in connection.execute(
            select(items.c.story_id, items.c.publisher)
            .distinct()
            .where(items.c.story_id.in_(chunk), items.c.placed_why != Why.COPY)
        ):
            publishers.setdefault(row.story_id, set()).add(row.publisher)
        for story_id, channel, one in _told(connection, chunk):
            told[story_id][channel] = one
        is_stuck = deliveries.c.story_id.in_(chunk) & (deliveries.c.act == Act.POST) & deliveries.c.state.in_(STUCK)
        stuck.update(connection.execute(select(deliveries.c.story_id).where(is_stuck)).scalars())
    return {
        story_id: StoryMemory(
            publishers=frozenset(publishers.get(story_id, ())), told=told[story_id], is_stuck=story_id in stuck
        )
        for story_id in story_ids
    }


STUCK = {DeliveryState.GATHERED, DeliveryState.HELD, DeliveryState.DEAD, DeliveryState.SKIPPED}  # see StoryMemory


def _told(connection: Connection, story_ids: Sequence[str]) -> Iterator[tuple[str, str, Told]]:
    """What each channel was told: the rules of its telling decisions, and whether its message still waits."""
    rules: dict[tuple[str, str], set[str]] = {}
    severities: dict[tuple[str, str], list[Severity]] = {}
    reports: dict[tuple[str, str], set[str]] = {}
    is_telling = decisions.c.story_id.in_(story_ids) & decisions.c.reason.in_(TELLING)
    told = (decisions.c.story_id, decisions.c.channel, decisions.c.rules, decisions.c.severity, decisions.c.item_key)
    for row in connection.execute(select(*told).where(is_telling)):
        rules.setdefault((row.story_id, row.channel), set()).update(row.rules)
        severities.setdefault((row.story_id, row.channel), []).append(Severity(row.severity))
        reports.setdefault((row.story_id, row.channel), set()).add(row.item_key)
    is_post = deliveries.c.story_id.in_(story_ids) & (deliveries.c.act == Act.POST)
    is_post &= deliveries.c.state != DeliveryState.SKIPPED  # muted while it waited: nobody was told
    # Held: else it could set out without what this walk adds, while the walk still takes it for waiting.
    columns = (deliveries.c.story_id, deliveries.c.channel, deliveries.c.state, deliveries.c.reason, deliveries.c.ts)
    for row in connection.execute(select(*columns).where(is_post).order_by(deliveries.c.id).with_for_update()):
        key = (row.story_id, row.channel)
        yield (
            *key,
            Told(
                rules=frozenset(rules.get(key, ())),
                severity=max(severities.get(key, [Severity.INFO]), key=lambda severity: severity.rank),
                waiting=row.state in WAITING and row.ts is None,
                put_off=Reason(row.reason) if row.state == DeliveryState.PUT_OFF else None,
                items=frozenset(reports.get(key, ())),
            ),
        )


# --- The write -----------------------------------------------------------------------------------------------------


def found(connection: Connection, decided: Sequence[PollRecord]) -> None:
    """Writes the stories that items of these polls found: the next may join them, and others go on in them."""
    insert_rows(
        connection, stories, [_story_row(placed) for poll in decided for placed in poll.placed if _founds(placed)]
    )


def _founds(placed: Placed) -> bool:
    return placed.placement is not None and placed.placement.why is Why.FOUNDED


def record(connection: Connection, decided: Sequence[PollRecord], now: datetime) -> None:
    """Writes all that polls came to, but for the states of their feeds. They were decided by one rule set.

    The stories that they found stand already.
    """
    all_placed = [placed for poll in decided for placed in poll.placed]
    if not all_placed:
        return
    ruleset = decided[0].ruleset
    new = [placed for placed in all_placed if placed.placement is not None]
    rewritten = [placed for placed in all_placed if placed.placement is None]
    _report_in_stories(connection, new)
    insert_rows(connection, items, [_placed_row(placed) for placed in new])
    for placed in rewritten:
        _rewrite_item(connection, placed, now)
    _write_sketches(connection, all_placed, rewritten, now)
    _write_matches(connection, all_placed, rewritten, ruleset, now)
    insert_rows(connection, decisions, [row for placed in all_placed for row in _decision_rows(placed, ruleset, now)])
    enqueue(connection, decided, now)


def _report_in_stories(connection: Connection, new: Sequence[Placed]) -> None:
    """When each story was last reported."""
    joined = [{"story": placed.story_id, "dated": placed.item.dated()} for placed in new if not _founds(placed)]
    if joined:
        is_later = stories.c.last_item_at < bindparam("dated", type_=stories.c.last_item_at.type)
        later = update(stories).where(stories.c.id == bindparam("story"), is_later)
        connection.execute(later.values(last_item_at=bindparam("dated")), joined)


def _story_row(placed: Placed) -> dict[str, Any]:
    item = placed.item
    times = {"founded_at": item.dated(), "last_item_at": item.dated()}
    return {"id": item.key, "headline": item.title, "url": item.url, **times}  # it may have merged since


def _placed_row(placed: Placed) -> dict[str, Any]:
    placement = placed.placement
    assert placement is not None
    return {
        **_columns(placed.item),
        "story_id": placed.story_id,
        "placed_why": placement.why,
        "placed_near": placement.near,
        "placed_likeness": placement.likeness,
        "placed_shared": list(placement.shared),
        "placed_runner_up": _runner_up_row(placement.runner_up),
    }


def _rewrite_item(connection: Connection, placed: Placed, now: datetime) -> None:
    item = placed.item
    keep_revision(connection, item.key, now)
    kept = {"feed_id", "key", "fetched_at"}  # who brought it first, and when, stays
    values = {name: value for name, value in _columns(item).items() if name not in kept}
    connection.execute(update(items).where(items.c.key == item.key).values(**values, revision=placed.revision))


def _runner_up_row(other: RunnerUp | None) -> list[Any] | None:
    return None if other is None else [other.story_id, other.item_key, other.likeness, other.against]


def _write_sketches(
    connection: Connection, all_placed: Sequence[Placed], rewritten: Sequence[Placed], now: datetime
) -> None:
    """A rewritten item's sketch is a new row: its number tells every window that there is something to read."""
    for placed in rewritten:
        connection.execute(delete(sketches_table).where(sketches_table.c.item_key == placed.item.key))
    news = (one for one in all_placed if not one.item.feed_id.startswith(CANARY))  # no news may join its story
    rows = [{"item_key": one.item.key, "placed_at": now, "sketch": row_of(one.sketch)} for one in news]
    insert_rows(connection, sketches_table, rows)


def _columns(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "feed_id": item.feed_id,
        "publisher": item.publisher,
        "title": item.title,
        "summary": item.summary,
        "body": item.body,
        "author": item.author,
        "tags": list(item.tags),
        "lang": item.lang,
        "url": item.url,
        "canonical_url": item.canonical_url,
        "published_at": item.published_at,
        "fetched_at": item.fetched_at,
        "digest": item.digest,
        "state_media": item.state_media,
        "reliability": item.reliability,
    }


def _write_matches(
    connection: Connection, all_placed: Sequence[Placed], rewritten: Sequence[Placed], ruleset: str, now: datetime
) -> None:
    """What matches these revisions of the items; what an earlier revision matched goes."""
    for placed in rewritten:
        connection.execute(delete(matches).where(matches.c.item_key == placed.item.key))
    rows = [
        {
            "item_key": match.item_key,
            "rule_id": match.rule_id,
            "title": match.title,
            "severity": match.severity,
            "channel": match.channel,
            "mention": match.mention,
            "evidence": [[e.field, e.start, e.end, e.text, e.term, e.pair] for e in match.evidence],
            "ruleset": ruleset,
            "matched_at": now,
        }
        for placed in all_placed
        for match in placed.matches
    ]
    insert_rows(connection, matches, rows)


def _decision_rows(placed: Placed, ruleset: str, now: datetime) -> Iterator[dict[str, Any]]:
    for decision in placed.decisions:
        yield {
            "item_key": decision.item_key,
            "story_id": decision.story_id,
            "channel": decision.channel,
            "reason": decision.reason,
            "rules": list(decision.rules),
            "severity": decision.severity,
            "ruleset": ruleset,
            "decided_at": now,
        }


# --- Rows → values -------------------------------------------------------------------------------------------------


def item_of(row: Any) -> Item:
    """A row of `items` as the item it was."""
    return Item(
        key=row.key,
        feed_id=row.feed_id,
        publisher=row.publisher,
        title=row.title,
        summary=row.summary,
        body=row.body,
        author=row.author,
        tags=tuple(row.tags),
        lang=row.lang,
        url=row.url,
        canonical_url=row.canonical_url,
        published_at=row.published_at,
        fetched_at=row.fetched_at,
        digest=row.digest,
        state_media=row.state_media,
        reliability=row.reliability,
    )


def placement_of(row: Any) -> Placement:
    """Why a row of `items` is in its story."""
    other = row.placed_runner_up
    return Placement(
        story_id=row.story_id,
        why=Why(row.placed_why),
        near=row.placed_near,
        likeness=row.placed_likeness,
        shared=tuple(row.placed_shared or ()),
        runner_up=RunnerUp(story_id=other[0], item_key=other[1], likeness=other[2], against=other[3])
        if other
        else None,
    )


def match_of(row: Any) -> Match:
    """A row of `matches` as the match it was."""
    return Match(
        item_key=row.item_key,
        rule_id=row.rule_id,
        title=row.title,
        severity=Severity(row.severity),
        channel=row.channel,
        mention=row.mention,
        evidence=tuple(
            Evidence(field=field, start=start, end=end, text=text, term=term, pair=pair[0] if pair else None)
            for field, start, end, text, term, *pair in row.evidence  # 0.1 wrote none
        ),
    )


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + MOST_PARAMETERS] for start in range(0, len(values), MOST_PARAMETERS))
