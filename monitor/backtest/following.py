"""What a walk that follows another need not find out again: where items belong, and what rules say that both have.

the leader's record of a poll + own rules that the leader has not → Lead
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model import Item, Match
from monitor.pipeline import Placed, PollRecord
from monitor.rules.ruleset import Rule, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A poll's items as another walk placed them, and what one's own rules say of each, by key."""

    placed: tuple[Placed, ...]
    matches: Mapping[str, tuple[Match, ...]]


class Following:
    """A rule set beside its leader's, with the same entities. Only the rules that an edit touched are tried."""

    def __init__(self, ruleset: RuleSet, leader: RuleSet) -> None:
        self._order = tuple(rule.id for rule in ruleset.rules)
        self._common = {rule.id: rule for rule in _common(ruleset, leader)}
        own = tuple(rule for rule in ruleset.rules if rule.id not in self._common)
        self._own = replace(ruleset, rules=own, built=())

    def lead(self, record: PollRecord, now: datetime) -> Lead:
        """What the leader recorded of a poll, as far as it goes for this rule set."""
        matches = {one.item.key: self._matches(one.item, one.matches, now) for one in record.placed}
        return Lead(placed=record.placed, matches=matches)

    def _matches(self, item: Item, said: Iterable[Match], now: datetime) -> tuple[Match, ...]:
        """As `RuleSet.match`; `said` is what the leader's rules came to."""
        found = {match.rule_id: match for match in self._own.match(item, now)} if self._own.rules else {}
        for match in said:
            if (rule := self._common.get(match.rule_id)) is not None:
                found[rule.id] = match._replace(
                    title=rule.title, severity=rule.severity, channel=rule.channel, mention=rule.mention
                )
        return tuple(found[rule_id] for rule_id in self._order if rule_id in found)


def _common(ruleset: RuleSet, leader: RuleSet) -> tuple[Rule, ...]:
    """The rules that hold for the same items at the same times in both sets."""
    if (ruleset.gazetteer, ruleset.zone) != (leader.gazetteer, leader.zone):
        return ()
    theirs = {rule.id: _asked(rule) for rule in leader.rules}
    return tuple(rule for rule in ruleset.rules if theirs.get(rule.id) == _asked(rule))


def _asked(rule: Rule) -> tuple[object, ...]:
    return rule.when, rule.unless, rule.expires, rule.active
