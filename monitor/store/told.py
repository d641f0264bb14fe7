"""What a channel was told of a delivery's story, beside the deliveries themselves."""

from sqlalchemy import ColumnElement, Connection, func, select

from monitor.model import Delivery, Severity
from monitor.store.revisions import TELLING
from monitor.store.tables import decisions


def told_as(connection: Connection, delivery: Delivery) -> Severity:
    """The highest severity that the channel was told of the story, whatever holds now."""
    rows = connection.execute(select(decisions.c.severity).where(_tells(delivery)))
    return max((Severity(row.severity) for row in rows), key=lambda one: one.rank, default=Severity.INFO)


def told_rules(connection: Connection, delivery: Delivery) -> frozenset[str]:
    """The rules that the channel was told of before this delivery was decided on."""
    its_own = (decisions.c.item_key == delivery.item_key) & (decisions.c.reason == delivery.reason)
    decided = select(func.max(decisions.c.id)).where(_tells(delivery), its_own).scalar_subquery()
    rows = connection.execute(select(decisions.c.rules).where(_tells(delivery), decisions.c.id < decided))
    return frozenset(rule for row in rows for rule in row.rules)


def _tells(delivery: Delivery) -> ColumnElement[bool]:
    here = (decisions.c.story_id == delivery.story_id) & (decisions.c.channel == delivery.channel)
    return here & decisions.c.reason.in_(TELLING)
