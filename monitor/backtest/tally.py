"""What a walk comes to: steps → Backtest, the figures and the alerts of one rule set.

An alert is a message that calls somebody: a story's first message in a channel, or an answer in its thread that another
rule causes. Edits, and answers that name another publisher, are counted by their reason only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.backtest.scratch import Release, Topic
from monitor.model import Alert, Decision, Item, Reason, Report, Severity
from monitor.pipeline import Placed, PollRecord
from monitor.rules.ruleset import Rule, RuleSet
from monitor.stories.heirs import Heirs, Merger

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAlert:
    """An alert that would have gone out at `at`. `rules`: those it tells that the channel had not been told by.

    `held_by`: why it was put off, if it was; `gathered`: how many stories its message told, where it was a summary.
    """

    at: datetime
    channel: str
    alert: Alert
    rules: tuple[str, ...]
    severity: Severity
    held_by: Reason | None = None
    gathered: int = 1

    @property
    def topic(self) -> Topic:
        return self.alert.story_id, self.channel

    @property
    def mentions(self) -> tuple[str, ...]:
        """Whom it calls, as the rules that match write it."""
        return tuple(dict.fromkeys(match.mention for match in self.alert.matches if match.mention))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """One rule over the whole walk: items that it matched, alerts that told it, its decisions by reason."""

    rule: Rule
    items: int
    alerts: int
    channels: tuple[str, ...]
    reasons: Mapping[Reason, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What one rule set would have told between `began` and `ended`.

    `reasons` counts every decision; `waiting`: what is put off still; `story_of`: by item, what it belongs to.
    """

    began: datetime
    ended: datetime
    items: int
    matched: int
    alerts: tuple[ToldAlert, ...]
    waiting: frozenset[Topic]
    reasons: Mapping[Reason, int]
    rules: tuple[RuleFigures, ...]
    story_of: Mapping[str, str]

    @property
    def days(self) -> float:
        """The length of the walk, at least one day: an hour's news says nothing about a day's."""
        return max(self.ended - self.began, DAY) / DAY

    def a_day(self, alerts: int) -> float:
        """So many alerts in the whole walk, as so many a day."""
        return alerts / self.days


class Tally:
    """Takes the steps of a walk as they come, for one of its rule sets."""

    def __init__(self, ruleset: RuleSet, since: datetime | None = None) -> None:
        self.ruleset = ruleset
        self.since = since  # what is told before is not counted
        self.items = self.matched = 0
        self.alerts: list[ToldAlert] = []
        self.waiting: set[Topic] = set()
        self.reasons: Counter[Reason] = Counter()
        self.items_by_rule: Counter[str] = Counter()
        self.reasons_by_rule: dict[str, Counter[Reason]] = {rule.id: Counter() for rule in ruleset.rules}
        self.channels: dict[str, set[str]] = {rule.id: set() for rule in ruleset.rules}
        self.story_of: dict[str, str] = {}
        self._reports: dict[str, dict[str, Item]] = {}
        self._shown: dict[Topic, Placed] = {}  # the first report that matched
        self._told: dict[Topic, frozenset[str]] = {}
        self._heirs = Heirs()

    def take(self, record: PollRecord, at: datetime, *, counted: bool = True) -> None:
        """What was decided in one poll."""
        for merger in record.mergers:
            self._merge(merger)
        for placed in record.placed:
            self.story_of[placed.item.key] = placed.story_id
            self._reports.setdefault(placed.story_id, {})[placed.item.key] = placed.item
            for match in placed.matches:
                self._shown.setdefault((placed.story_id, match.channel or ""), placed)
            if counted:
                self._count(placed)
            for decision in placed.decisions:
                self._hear(placed, decision, at)

    def release(self, releases: Iterable[Release]) -> None:
        """What was put off, and is told."""
        for one in releases:
            topic = (one.post.story_id, one.post.channel)
            self.waiting.discard(topic)
            self._tell(topic, self._shown[topic], one.at, one.told.rules, one.post.reason, one.gathered)

    def result(self, began: datetime, ended: datetime) -> Backtest:
        """All of it, with the reports that each story came to have."""
        return Backtest(
            began=began,
            ended=ended,
            items=self.items,
            matched=self.matched,
            alerts=tuple(sorted((self._with_reports(told) for told in self.alerts), key=lambda told: told.at)),
            waiting=frozenset(self.waiting),
            reasons={reason: self.reasons[reason] for reason in Reason},
            rules=tuple(self._figures()),
            story_of=self.story_of,
        )

    def _merge(self, merger: Merger) -> None:
        """Alerts are of the one that goes on, and come to have the reports of both."""
        self._heirs.add(merger)
        ended = self._reports.pop(merger.story_id, {})
        self.story_of |= dict.fromkeys(ended, merger.into)
        self._reports[merger.into] = {**self._reports.get(merger.into, {}), **ended}
        for channel in {channel for story_id, channel in self._shown if story_id == merger.story_id}:
            before, after = (merger.story_id, channel), (merger.into, channel)
            self._shown.setdefault(after, self._shown[before])
            if before in self._told:
                self._told[after] = self._told.get(after, frozenset()) | self._told[before]

    def _count(self, placed: Placed) -> None:
        self.items += 1
        self.matched += bool(placed.matches)
        for match in placed.matches:
            self.items_by_rule[match.rule_id] += 1
            self.channels[match.rule_id].add(match.channel or "")
        for decision in placed.decisions:
            self.reasons[decision.reason] += 1
            for rule_id in decision.rules:
                self.reasons_by_rule[rule_id][decision.reason] += 1

    def _hear(self, placed: Placed, decision: Decision, at: datetime) -> None:
        topic = (decision.story_id, decision.channel)
        told = self._told.get(topic, frozenset())
        if decision.reason.puts_off:
            self.waiting.add(topic)
            self._told[topic] = told | set(decision.rules)
        elif decision.reason is Reason.FIRST_REPORT:
            self.waiting.discard(topic)
            shown = placed if decision.rules else self._shown[topic]
            self._tell(topic, shown, at, told | set(decision.rules))
        elif decision.reason in {Reason.NEW_RULE, Reason.ESCALATED}:
            new = frozenset(decision.rules) - told
            self._tell(topic, placed, decision.until or at, new, Reason.QUIET_HOURS if decision.until else None)

    def _tell(
        self,
        topic: Topic,
        shown: Placed,
        at: datetime,
        rules: frozenset[str],
        held_by: Reason | None = None,
        gathered: int = 1,
    ) -> None:
        story_id, channel = topic
        self._told[topic] = self._told.get(topic, frozenset()) | rules
        if self.since is not None and at < self.since:
            return
        matches = tuple(match for match in shown.matches if match.channel == channel)
        reason = next(one.reason for one in shown.decisions if one.channel == channel)
        alert = Alert(story_id=story_id, reason=reason, item=shown.item, matches=matches, reports=())
        in_order = [rule for rule in self.ruleset.rules if rule.id in rules]
        self.alerts.append(
            ToldAlert(
                at=at,
                channel=channel,
                alert=alert,
                rules=tuple(rule.id for rule in in_order),
                severity=max((rule.severity for rule in in_order), key=lambda one: one.rank, default=Severity.INFO),
                held_by=held_by,
                gathered=gathered,
            )
        )

    def _with_reports(self, told: ToldAlert) -> ToldAlert:
        story_id = self._heirs.of(told.alert.story_id)
        reports = tuple(_report(item) for item in self._reports[story_id].values())
        return replace(told, alert=replace(told.alert, story_id=story_id, reports=reports))

    def _figures(self) -> Iterable[RuleFigures]:
        alerts = Counter(rule_id for told in self.alerts for rule_id in told.rules)
        for rule in self.ruleset.rules:
            yield RuleFigures(
                rule=rule,
                items=self.items_by_rule[rule.id],
                alerts=alerts[rule.id],
                channels=tuple(sorted(self.channels[rule.id])),
                reasons=self.reasons_by_rule[rule.id],
            )


def _report(item: Item) -> Report:
    return Report(
        item_key=item.key,
        publisher=item.publisher,
        title=item.title,
        url=item.url,
        dated=item.dated(),
        state_media=item.state_media,
    )
