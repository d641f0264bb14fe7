"""When rules end: (rules, now, zone) → those that have ended, or end within a week. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from monitor.rules.ruleset import Rule

AHEAD = timedelta(days=7)  # how long before its last day an ending is noticed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A rule that has ended, or will soon; `key` is what its file ends it by."""

    rule_id: str
    last_day: date
    key: Literal["expires", "active"]
    has_ended: bool

    @property
    def sentence(self) -> str:
        if self.has_ended:
            return f"{self.rule_id} has expired: {self.last_day} was the last day on which it matched"
        return f"{self.rule_id} expires soon: {self.last_day} is the last day on which it matches"

    @property
    def suggestion(self) -> str:
        return "delete it, or give it a later day" if self.has_ended else "give it a later day if it should go on"


def endings(rules: Iterable[Rule], now: datetime, zone: tzinfo) -> tuple[Ending, ...]:
    """The rules that have ended by `now`, or will within AHEAD, in their order."""
    today = now.astimezone(zone).date()
    found = ((rule, *last) for rule in rules if (last := last_day_of(rule)) is not None)
    return tuple(
        Ending(rule_id=rule.id, last_day=day, key=key, has_ended=day < today)
        for rule, day, key in found
        if day <= today + AHEAD
    )


def last_day_of(rule: Rule) -> tuple[date, Literal["expires", "active"]] | None:
    """The last day on which a rule matches, and the key that says so; None where it has none."""
    ends = rule.active.last_day() if rule.active is not None else None
    if rule.expires is not None and (ends is None or rule.expires <= ends):
        return rule.expires, "expires"
    return (ends, "active") if ends is not None else None
