"""Marks: what people say of stories that were told, rightly or falsely."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from monitor.store.tables import marks


def mark(connection: Connection, story_id: str, rule_id: str | None, now: datetime, *, is_false: bool) -> None:
    """Keeps a person's word on a story, for one rule or for all that match it. Later words count."""
    values = {"story_id": story_id, "rule_id": rule_id, "is_false": is_false, "marked_at": now}
    connection.execute(insert(marks).values(**values))


def marks_of(connection: Connection) -> Mapping[tuple[str, str | None], bool]:
    """Whether each marked story is a false alarm, by story and rule (None: all rules): the last word on it.

    A word on all rules takes back what was said before of one.
    """
    said: dict[tuple[str, str | None], bool] = {}
    for row in connection.execute(select(marks).order_by(marks.c.id)):
        if row.rule_id is None:
            said = {key: value for key, value in said.items() if key[0] != row.story_id}
        said[row.story_id, row.rule_id] = row.is_false
    return said
