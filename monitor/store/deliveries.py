"""New deliveries: what polls add to the outbox, or change of what waits there."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from monitor.alerts import NewDelivery
from monitor.items import digest_of
from monitor.model import Act, DeliveryState
from monitor.pipeline import PollRecord
from monitor.store.tables import deliveries

EDIT_EVERY = timedelta(minutes=1)  # of one message
WAITING = {DeliveryState.PENDING, DeliveryState.PUT_OFF, DeliveryState.GATHERED}


def enqueue(connection: Connection, decided: Iterable[PollRecord], now: datetime) -> None:
    """In their order, which is that of their numbers and so of the queue."""
    new = [(delivery, poll.state.doubted_since) for poll in decided for delivery in poll.deliveries]
    posted = _posted(connection, [delivery for delivery, _ in new if delivery.act is Act.POST])
    rows: list[dict[str, Any]] = []
    for delivery, doubted_since in new:
        place = (delivery.story_id, delivery.channel)
        if delivery.act is not Act.POST or place in posted:
            _insert(connection, rows)  # what these look at stands in the table
            rows = []
        if delivery.act is Act.POST and place in posted:
            _post_after_all(connection, delivery)
        elif delivery.act is Act.POST:
            posted.add(place)
            rows.append(_post_row(delivery, now, doubted_since))
        elif delivery.act is not Act.EDIT:
            rows.append(_delivery_row(delivery, now, uuid.uuid4().hex, delivery.not_before))
        else:
            edit(connection, delivery, now)
    _insert(connection, rows)


def edit(connection: Connection, new: NewDelivery, now: datetime) -> None:
    """Adds an edit of a message; one that waits already will say this too."""
    if not _waits(connection, new):
        _insert(connection, [_delivery_row(new, now, uuid.uuid4().hex, _next_edit(connection, new, now))])


def _insert(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(deliveries), rows)


def _posted(connection: Connection, posts: Sequence[NewDelivery]) -> set[tuple[str, str]]:
    """The stories and channels that have a post already."""
    columns = select(deliveries.c.story_id, deliveries.c.channel).where(deliveries.c.act == Act.POST)
    if not posts:
        return set()
    return {
        (row.story_id, row.channel)
        for row in connection.execute(columns.where(deliveries.c.story_id.in_({post.story_id for post in posts})))
    }


def _post_after_all(connection: Connection, new: NewDelivery) -> None:
    """A post that was put off is put off for another reason, or goes out; so does one that was muted meanwhile."""
    is_post = _is_beside(new) & (deliveries.c.act == Act.POST)
    waits = (deliveries.c.state == DeliveryState.PUT_OFF) & (deliveries.c.reason != new.reason)
    waits |= deliveries.c.state == DeliveryState.SKIPPED
    connection.execute(update(deliveries).where(is_post, waits).values(**_begun(new, new.not_before)))


def _post_row(new: NewDelivery, now: datetime, doubted_since: datetime | None) -> dict[str, Any]:
    """`doubted_since`: a restored database can't know whether the story was told, so it is looked up from then on."""
    row = _delivery_row(new, now, post_key(new.story_id, new.channel), new.not_before)
    if doubted_since is not None:
        row |= {"started_at": doubted_since, "attempted_at": doubted_since}
        row["state"] = DeliveryState.UNKNOWN if new.not_before is None else DeliveryState.PUT_OFF
    return row


def _delivery_row(new: NewDelivery, now: datetime, key: str, not_before: datetime | None) -> dict[str, Any]:
    place = {"story_id": new.story_id, "channel": new.channel, "act": new.act, "item_key": new.item_key}
    times = {"created_at": now, "started_at": None, "attempted_at": None}
    return {"key": key, **place, **times, **_begun(new, not_before)}


def _begun(new: NewDelivery, not_before: datetime | None) -> dict[str, Any]:
    state = DeliveryState.PENDING if not_before is None else DeliveryState.PUT_OFF
    return {"state": state, "reason": new.reason, "not_before": not_before}


def _is_beside(new: NewDelivery) -> ColumnElement[bool]:
    return (deliveries.c.story_id == new.story_id) & (deliveries.c.channel == new.channel)


def post_key(story_id: str, channel: str) -> str:
    """The key of a story's message: made from what it tells where, so that a restored database can look for it."""
    return digest_of("post", story_id, channel)


def _waits(connection: Connection, new: NewDelivery) -> bool:
    waiting = _is_beside(new) & (deliveries.c.act == new.act) & deliveries.c.state.in_(WAITING)
    return connection.execute(select(deliveries.c.id).where(waiting).with_for_update()).first() is not None


def _next_edit(connection: Connection, new: NewDelivery, now: datetime) -> datetime | None:
    """When a message may be edited again, so that a story which ten publishers take up flickers once a minute only."""
    edits = select(func.max(func.coalesce(deliveries.c.sent_at, deliveries.c.created_at)))
    last = connection.execute(edits.where(_is_beside(new), deliveries.c.act == Act.EDIT)).scalar()
    return last + EDIT_EVERY if last is not None and last + EDIT_EVERY > now else None
