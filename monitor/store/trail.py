"""The trail of an item: all that the store keeps of its way, from its feed to its deliveries, each with its attempts.

an address, a key or its beginning, a message's number → keys → Trail
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select

from monitor.addresses import article_url, canonical_url
from monitor.model import Act, Decision, Delivery, DeliveryState, FeedState, Item, Match, Revision
from monitor.store.ledger import item_of, match_of, placement_of
from monitor.store.mergers import merged_into
from monitor.store.outbox import delivery_of
from monitor.store.polls import states
from monitor.store.revisions import revisions_of
from monitor.store.tables import attempts, decisions, deliveries, items, matches
from monitor.store.views import decision_of
from monitor.stories.heirs import Merger
from monitor.stories.placing import Placement

SHORTEST_PREFIX = 4  # digits of a key that are enough to look for
MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of one attempt to send a delivery, or to look it up: its state from then on."""

    at: datetime
    state: DeliveryState
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All that is kept of one item. `titles`: those of reports that placed it or merged its story, by key.

    `mergers`: of the stories that ended in its own.

    `decisions` are those on the item, with when they were made; `deliveries` those that it caused, and the messages of
    its story, each with its attempts. Attempts from before they were kept are missing. `ruleset`: the digest of the set
    by which it was decided on last.
    """

    item: Item
    revisions: tuple[Revision, ...]
    placement: Placement
    mergers: tuple[Merger, ...]
    reports: int
    titles: dict[str, str]
    matches: tuple[Match, ...]
    decisions: tuple[tuple[datetime, Decision], ...]
    ruleset: str
    deliveries: tuple[tuple[Delivery, tuple[Attempt, ...]], ...]
    feed: FeedState | None


def keys_of(connection: Connection, wanted: str) -> tuple[str, ...]:
    """The items that are meant, at most MOST_FOUND, the first fetched first: several where one word means several."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        by_delivery = select(deliveries.c.item_key).where(deliveries.c.id == int(wanted))
        found = connection.execute(by_delivery).scalar()
        if found is not None:
            return (str(found),)
    url = canonical_url(article_url(wanted))
    is_it = or_(items.c.key == wanted, items.c.url == wanted, items.c.canonical_url.in_(_readings(url)))
    chosen = select(items.c.key).order_by(items.c.fetched_at, items.c.key).limit(MOST_FOUND)
    keys = tuple(connection.execute(chosen.where(is_it)).scalars())
    if keys or len(wanted) < SHORTEST_PREFIX or not set(wanted) <= set("0123456789abcdef"):
        return keys
    return tuple(connection.execute(chosen.where(items.c.key.startswith(wanted))).scalars())


def _readings(url: str) -> tuple[str, ...]:
    """An address, and the same as people copy it without its scheme."""
    return (url,) if "://" in url else (url, canonical_url(f"https://{url}"))


def trail_of(connection: Connection, key: str) -> Trail | None:
    """All that is kept of the item with this key."""
    row = connection.execute(select(items).where(items.c.key == key)).first()
    if row is None:
        return None
    placement = placement_of(row)
    found = connection.execute(select(matches).where(matches.c.item_key == key).order_by(matches.c.rule_id))
    made = connection.execute(select(decisions).where(decisions.c.item_key == key).order_by(decisions.c.id)).all()
    of_story = select(func.count()).select_from(items).where(items.c.story_id == row.story_id)
    mergers = tuple(one.merger for one in merged_into(connection, row.story_id))
    near = [other for other in (placement.near, placement.runner_up and placement.runner_up.item_key) if other]
    near += [item_key for one in mergers for item_key in (one.item_key, one.near)]
    named = connection.execute(select(items.c.key, items.c.publisher, items.c.title).where(items.c.key.in_(near)))
    return Trail(
        item=item_of(row),
        revisions=revisions_of(connection, key),
        placement=placement,
        mergers=mergers,
        reports=connection.execute(of_story).scalar_one(),
        titles={one.key: f"{one.publisher}: {one.title}" for one in named},
        matches=tuple(match_of(one) for one in found),
        decisions=tuple((one.decided_at, decision_of(one)) for one in made),
        ruleset=made[-1].ruleset if made else "",
        deliveries=_deliveries(connection, key, [row.story_id, *(one.story_id for one in mergers)]),
        feed=next((state for state in states(connection) if state.feed_id == row.feed_id), None),
    )


def _deliveries(
    connection: Connection, key: str, story_ids: Sequence[str]
) -> tuple[tuple[Delivery, tuple[Attempt, ...]], ...]:
    is_its = or_(deliveries.c.item_key == key, deliveries.c.act == Act.POST)
    rows = connection.execute(
        select(deliveries).where(deliveries.c.story_id.in_(story_ids), is_its).order_by(deliveries.c.id)
    )
    return tuple((delivery_of(row), _attempts(connection, row.id)) for row in rows)


def _attempts(connection: Connection, delivery_id: int) -> tuple[Attempt, ...]:
    rows = connection.execute(select(attempts).where(attempts.c.delivery_id == delivery_id).order_by(attempts.c.id))
    return tuple(Attempt(at=row.at, state=DeliveryState(row.state), fault=row.fault) for row in rows)


def record_attempt(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """What an attempt came to: the state that `delivery` has from now on."""
    came_to = {"state": delivery.state, "fault": delivery.fault}
    connection.execute(insert(attempts).values(delivery_id=delivery.id, at=now, **came_to))


# --- What is near an address that we never saw -----------------------------------------------------------------------


def newest_of(connection: Connection, feed_id: str, limit: int) -> tuple[Item, ...]:
    """The items that a feed brought last, newest first."""
    chosen = select(items).where(items.c.feed_id == feed_id).order_by(items.c.fetched_at.desc(), items.c.key)
    return tuple(item_of(row) for row in connection.execute(chosen.limit(limit)))


def carriers_of(connection: Connection, domain: str) -> tuple[str, ...]:
    """The feeds that brought items at addresses of this registered domain, those with the most first.

    Reads every address that is kept: for a person who asks, not for every item.
    """
    at_it: Iterable[str] = (f"https://{domain}/%", f"https://%.{domain}/%")
    chosen = select(items.c.feed_id).where(or_(*(items.c.canonical_url.like(one) for one in at_it)))
    return tuple(connection.execute(chosen.group_by(items.c.feed_id).order_by(func.count().desc())).scalars())
