"""What one rule set tells and another does not, over the same items: two Backtests → Difference."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.backtest.scratch import Topic
from monitor.backtest.tally import Backtest, ToldAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A story that both tell in one channel, by other rules or at another time."""

    before: ToldAlert
    after: ToldAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """Alerts that told a rule, before and after; None where the set has no such rule."""

    rule_id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All of it. A story counts once a channel, by its first alert; `regrouped`: items in another story."""

    before: Backtest
    after: Backtest
    gained: tuple[ToldAlert, ...]
    lost: tuple[ToldAlert, ...]
    changed: tuple[Changed, ...]
    regrouped: int
    rules: tuple[RuleChange, ...]


def difference_of(before: Backtest, after: Backtest) -> Difference:
    """What changes from `before` to `after`, two walks over the same items."""
    then, now = _by_topic(before), _by_topic(after)
    return Difference(
        before=before,
        after=after,
        gained=tuple(alerts[0] for topic, alerts in now.items() if topic not in then),
        lost=tuple(alerts[0] for topic, alerts in then.items() if topic not in now),
        changed=tuple(
            Changed(before=then[topic][0], after=alerts[0])
            for topic, alerts in now.items()
            if topic in then and _how(then[topic]) != _how(alerts)
        ),
        regrouped=sum(1 for key, story in after.story_of.items() if before.story_of.get(key, story) != story),
        rules=tuple(_rule_changes(before, after)),
    )


def _by_topic(backtest: Backtest) -> dict[Topic, list[ToldAlert]]:
    found: dict[Topic, list[ToldAlert]] = {}
    for told in backtest.alerts:
        found.setdefault(told.topic, []).append(told)
    return found


def _how(alerts: list[ToldAlert]) -> tuple[object, ...]:
    return alerts[0].at, {rule for told in alerts for rule in told.rules}


def _rule_changes(before: Backtest, after: Backtest) -> Iterator[RuleChange]:
    """Every rule of both, those of `after` first."""
    then = {figures.rule.id: figures.alerts for figures in before.rules}
    now = {figures.rule.id: figures.alerts for figures in after.rules}
    for rule_id in {**now, **then}:
        yield RuleChange(rule_id=rule_id, before=then.get(rule_id), after=now.get(rule_id))
