"""The window of stories, filled from the store.

Each item's sketch is a row with a number that only grows. A window reads the rows behind the last number that it has
seen, inside the transaction that places items: it sees what others recorded since, and, since it never takes in what
is not committed, a transaction that is rolled back leaves no trace in it. Those who place items take turns, or a lower
number could be committed after a higher one.
"""

import json
import sys
from base64 import b64decode, b64encode
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from monitor.collector import collector_at_rest
from monitor.model import Item
from monitor.store.tables import items, sketches
from monitor.stories.embedding import Embedding
from monitor.stories.sketch import TOLD, Sketch, grouped, lead_of, marks_in, number_of, sketch_of, told_of
from monitor.stories.window import WINDOW, Neighbour, Window

KEPT = 2 * WINDOW  # by our clock: what is dated earlier than it was placed can still be joined


class StoredWindow:
    """A window that follows the store. One per process, used by one thread at a time."""

    def __init__(self) -> None:
        self.window = Window()
        self._last = 0  # the highest number seen

    def catch_up(self, connection: Connection, now: datetime) -> Window:
        """The window as of this transaction. Nearly all of the first time stays, so that nothing is collected then."""
        with nullcontext() if self._last else collector_at_rest():
            return self._catch_up(connection, now)

    def _catch_up(self, connection: Connection, now: datetime) -> Window:
        columns = (
            sketches.c.number,
            sketches.c.item_key,
            sketches.c.placed_at,
            sketches.c.sketch,
            items.c.story_id,
            items.c.publisher,
            items.c.title,
            items.c.published_at,
            items.c.fetched_at,
        )
        is_new = (sketches.c.number > self._last) & (sketches.c.placed_at >= now - KEPT)
        joined = sketches.join(items, items.c.key == sketches.c.item_key)
        placed_at = now
        # Those of stories that merged have new numbers: at first they are read as they were placed, as they stood.
        order = (sketches.c.number,) if self._last else (sketches.c.placed_at, sketches.c.number)
        for row in connection.execute(select(*columns).select_from(joined).where(is_new).order_by(*order)):
            if row.placed_at != placed_at:
                placed_at = row.placed_at  # one object for all of a walk: there are tens of thousands
            self.window.add(_neighbour(row, placed_at))
            self._last = max(self._last, row.number)
        self.window.forget(now - KEPT)
        return self.window


def forget(connection: Connection, now: datetime) -> int:
    """Drops the sketches of items too old to be joined any more; how many."""
    return connection.execute(delete(sketches).where(sketches.c.placed_at < now - KEPT)).rowcount


def row_of(sketch: Sketch) -> str:
    """A sketch as it is stored: JSON, since it is read back fifty thousand at a time."""
    row: list[object] = [sketch.said, _written(sketch.lead), sketch.agency, sketch.lang]
    embedding = sketch.embedding and [sketch.embedding.model, _written(sketch.embedding.vector)]
    if embedding or sketch.flash or sketch.told:
        row += [embedding, sketch.flash]
    if sketch.told:
        row.append([fact[len(TOLD) :] for fact in sketch.below])
    return json.dumps(row, ensure_ascii=False)


def sketch_in(written: str) -> Sketch:
    """The sketch that `row_of` wrote, in its form of today or before."""
    facts, written_lead, agency, *rest = json.loads(written)  # at first without a language
    is_listed = isinstance(written_lead, list)  # at first stems
    lead = lead_of(map(number_of, written_lead)) if is_listed else b64decode(written_lead)
    groups = grouped(facts)
    spoken = [groups.get(group, ()) for group in ("things", "topics", "names")]
    return Sketch(
        **groups,
        told=told_of(spoken) if len(rest) > 3 else (),
        below=tuple(sys.intern(TOLD + fact) for fact in rest[3]) if len(rest) > 3 else (),
        lead=lead,
        marks=marks_in(lead),
        agency=sys.intern(agency),
        lang=sys.intern(rest[0]) if rest else "",
        embedding=_embedding(*rest[1]) if len(rest) > 1 and rest[1] else None,
        flash=len(rest) > 2 and rest[2],
    )


def _neighbour(row: Any, placed_at: datetime) -> Neighbour:
    key, published = row.item_key, row.published_at or row.fetched_at
    return Neighbour(
        item_key=key,
        story_id=key if row.story_id == key else row.story_id,  # most found their own: one string, not two
        publisher=sys.intern(row.publisher),
        dated=min(published, row.fetched_at),
        placed_at=placed_at,
        # Of an item from before there were sketches, one made from its title.
        sketch=sketch_of(_titled(row)) if row.sketch is None else sketch_in(row.sketch),
    )


def _written(binary: bytes) -> str:
    return b64encode(binary).decode()


def _embedding(model: str, vector: str) -> Embedding:
    return Embedding(model=sys.intern(model), vector=b64decode(vector))


def _titled(row: Any) -> Item:
    return Item(
        key=row.item_key,
        feed_id="",
        publisher=row.publisher,
        title=row.title,
        url="",
        canonical_url="",
        fetched_at=row.fetched_at,
        digest="",
    )
