"""What one rule set tells and another does not, over the same items: two Backtests → Difference."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.backtest.scratch import Topic
from monitor.backtest.tally import Backtest, ToldAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A story that both tell in one channel: by other rules, in another severity, calling others, or at another time.

    Each side is its first alert, with the rules of all.
    """

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
    """All of it. A story counts once a channel, by its first alert.

    `put_off`: what `before` tells and `after` still keeps for later. `regrouped`: items in another story.
    """

    before: Backtest
    after: Backtest
    gained: tuple[ToldAlert, ...]
    lost: tuple[ToldAlert, ...]
    put_off: tuple[ToldAlert, ...]
    changed: tuple[Changed, ...]
    regrouped: int
    rules: tuple[RuleChange, ...]


def difference_of(before: Backtest, after: Backtest) -> Difference:
    """What changes from `before` to `after`, two walks over the same items."""
    then, now = _by_topic(before), _by_topic(after)
    missing = [told for topic, told in then.items() if topic not in now]
    return Difference(
        before=before,
        after=after,
        gained=tuple(told for topic, told in now.items() if topic not in then),
        lost=tuple(told for told in missing if told.topic not in after.waiting),
        put_off=tuple(told for told in missing if told.topic in after.waiting),
        changed=tuple(
            Changed(before=then[topic], after=told)
            for topic, told in now.items()
            if topic in then and _how(then[topic]) != _how(told)
        ),
        regrouped=sum(1 for key, story in after.story_of.items() if before.story_of.get(key, story) != story),
        rules=tuple(_rule_changes(before, after)),
    )


def _by_topic(backtest: Backtest) -> dict[Topic, ToldAlert]:
    """The first alert of each story in each channel, as what all of its alerts tell."""
    found: dict[Topic, ToldAlert] = {}
    for told in backtest.alerts:
        first = found.setdefault(told.topic, told)
        if first is not told:
            rules = tuple(dict.fromkeys((*first.rules, *told.rules)))
            severity = max(first.severity, told.severity, key=lambda one: one.rank)
            found[told.topic] = replace(first, rules=rules, severity=severity)
    return found


def _how(told: ToldAlert) -> tuple[object, ...]:
    return told.at, set(told.rules), told.severity, set(told.mentions)


def _rule_changes(before: Backtest, after: Backtest) -> Iterator[RuleChange]:
    """Every rule of both, those of `after` first."""
    then = {figures.rule.id: figures.alerts for figures in before.rules}
    now = {figures.rule.id: figures.alerts for figures in after.rules}
    for rule_id in {**now, **then}:
        yield RuleChange(rule_id=rule_id, before=then.get(rule_id), after=now.get(rule_id))
