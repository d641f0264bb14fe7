"""A story, its item's matches, and what was told → what to tell, with a reason.

    matches → by channel → a ladder of reasons → decisions → deliveries

Every rung has one cause. What is not told has its reason too: a missing message can be explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.calm import Calm, Hold, hold, is_muted, quiet_until
from monitor.model import Act, Decision, Feed, Item, Match, Reason, Severity

BACKLOG_AGE = {"none": timedelta(0), "24h": timedelta(hours=24), "all": timedelta.max}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one channel was told of one story, or will be. `waiting`: its message is still in the outbox, not begun."""

    rules: frozenset[str]
    severity: Severity
    waiting: bool
    put_off: Reason | None = None  # not told yet, for this reason
    items: frozenset[str] = frozenset()  # the reports that it was told of


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the decisions on an item depend on beside its matches."""

    feed: Feed
    is_first_poll: bool
    is_new_publisher: bool  # no earlier report of the story came from this publisher
    is_revision: bool  # the item was rewritten by its publisher
    is_correction: bool = False  # so was its headline
    max_ages: Mapping[str, timedelta]  # of the rules that have their own
    now: datetime
    kept: frozenset[str] = frozenset()  # rules that matched an earlier revision, which was kept as backlog
    publishers: int = 1  # that report the story, this item's included
    calm: Calm = field(default_factory=Calm)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A row for the outbox."""

    story_id: str
    channel: str
    act: Act
    reason: Reason
    item_key: str
    not_before: datetime | None = None  # where it is put off


def decide(
    item: Item, story_id: str, matches: Iterable[Match], told: Mapping[str, Told], around: Circumstances
) -> tuple[Decision, ...]:
    """One decision per channel that a rule of `matches` names, or that was told of the story.

    Every match names its channel by now. An item that nothing matches and nobody follows gets one `no_match`. A report
    that was told is followed to its corrections, however old it is, and though no rule holds any more.
    """
    by_channel: dict[str, list[Match]] = {}
    for match in matches:
        by_channel.setdefault(match.channel or "", []).append(match)
    decisions = [
        _for(item, story_id, channel, verdict, found, told.get(channel))
        for channel, found in by_channel.items()
        for verdict in (_verdict(item, story_id, channel, found, told.get(channel), around),)
    ]
    if around.is_correction:
        corrected = [channel for channel in sorted(told.keys() - by_channel.keys()) if _is_told(item, told[channel])]
        decisions += [
            _for(item, story_id, channel, _of_corrected(story_id, told[channel], around)) for channel in corrected
        ]
    elif around.is_new_publisher and _silence(item, (), around) is None:
        followed = sorted(told.keys() - by_channel.keys())
        decisions += [
            _for(item, story_id, channel, _of_followed(story_id, channel, told[channel], around), (), told[channel])
            for channel in followed
        ]
    return tuple(decisions) or unmatched(item, story_id)


def unmatched(item: Item, story_id: str) -> tuple[Decision, ...]:
    """What is decided on an item that no rule matches, of a story that nobody was told of."""
    return (_for(item, story_id, "", Hold(reason=Reason.NO_MATCH)),)


def _verdict(
    item: Item, story_id: str, channel: str, found: list[Match], told: Told | None, around: Circumstances
) -> Hold:
    """The reason, and until when it puts off, where it does."""
    silence = _silence(item, found, around)
    if silence is not None:
        return Hold(reason=silence)
    if is_muted(around.calm.recent.muted, story_id, [match.rule_id for match in found]):
        return Hold(reason=Reason.MUTED)
    heard = [match for match in found if match.rule_id not in around.calm.recent.muted]
    severity = _severity(heard)
    if told is None or told.put_off is not None:
        before = told.rules if told else frozenset[str]()
        rules = tuple(dict.fromkeys((*(match.rule_id for match in heard), *sorted(before))))
        worst = max(severity, told.severity, key=lambda one: one.rank) if told else severity
        waits = told is not None
        return hold(rules, channel, worst, around.publishers, around.calm, around.now, is_put_off=waits) or TOLD_NOW
    return Hold(reason=_reason(item, heard, told, around), until=quiet_until(severity, around.calm, around.now))


def _of_followed(story_id: str, channel: str, told: Told, around: Circumstances) -> Hold:
    """Another publisher's report that matches no rule itself, of a story that was told here, or put off."""
    rules = sorted(told.rules)
    if is_muted(around.calm.recent.muted, story_id, rules):
        return Hold(reason=Reason.MUTED)
    if told.put_off is not None:
        publishers, now = around.publishers, around.now
        return hold(rules, channel, told.severity, publishers, around.calm, now, is_put_off=True) or TOLD_NOW
    return Hold(reason=Reason.NEW_SOURCE, until=quiet_until(told.severity, around.calm, around.now))


TOLD_NOW = Hold(reason=Reason.FIRST_REPORT)


def _of_corrected(story_id: str, told: Told, around: Circumstances) -> Hold:
    """A report that was told, under another headline, which no rule of the channel matches."""
    if is_muted(around.calm.recent.muted, story_id, sorted(told.rules)):
        return Hold(reason=Reason.MUTED)
    return Hold(reason=Reason.CORRECTED, until=quiet_until(told.severity, around.calm, around.now))


def _is_told(item: Item, told: Told) -> bool:
    return item.key in told.items and told.put_off is None


def _silence(item: Item, matches: Iterable[Match], around: Circumstances) -> Reason | None:
    """Why an item is kept silently whatever the story, if it is."""
    age = around.now - item.dated()
    limits = [around.max_ages.get(match.rule_id, around.feed.max_age) for match in matches] or [around.feed.max_age]
    if age > max(limits):
        return Reason.TOO_OLD
    if around.is_first_poll and _is_backlog(item, age, around.feed):
        return Reason.BACKLOG
    if around.kept and around.kept.issuperset(match.rule_id for match in matches):
        return Reason.BACKLOG
    return None


def _is_backlog(item: Item, age: timedelta, feed: Feed) -> bool:
    """Of what stood in a feed before we came, only what is surely recent is told; an undated entry is not."""
    if feed.backlog == "all":
        return False
    return item.published_at is None or age >= BACKLOG_AGE[feed.backlog]


def _reason(item: Item, matches: list[Match], told: Told, around: Circumstances) -> Reason:
    if _severity(matches).rank > told.severity.rank:
        return Reason.ESCALATED
    if {match.rule_id for match in matches} - told.rules:
        return Reason.NEW_RULE
    if around.is_new_publisher:
        return Reason.NEW_SOURCE
    if around.is_correction and item.key in told.items:
        return Reason.CORRECTED
    return Reason.ALREADY_TOLD if around.is_revision else Reason.DUPLICATE


def _for(
    item: Item,
    story_id: str,
    channel: str,
    verdict: Hold,
    matches: Iterable[Match] = (),
    told: Told | None = None,
) -> Decision:
    """What is told at last is told for the rules that put it off, too, though this report may match none of them."""
    matches = tuple(matches)
    rules, severity = tuple(match.rule_id for match in matches), _severity(matches)
    if told is not None and told.put_off is not None and verdict.reason is Reason.FIRST_REPORT:
        rules = tuple(dict.fromkeys((*rules, *sorted(told.rules))))
        severity = max(severity, told.severity, key=lambda one: one.rank)
    return Decision(
        item_key=item.key,
        story_id=story_id,
        channel=channel,
        reason=verdict.reason,
        until=verdict.until,
        rules=rules,
        severity=severity,
    )


def _severity(matches: Iterable[Match]) -> Severity:
    return max((match.severity for match in matches), key=lambda severity: severity.rank, default=Severity.INFO)


def told_after(decision: Decision, told: Told | None) -> Told:
    """What the channel knows of the story once `decision`, which tells or puts off, is carried out."""
    put_off = decision.reason if decision.reason.puts_off else None
    if told is None:
        told = Told(rules=frozenset(), severity=decision.severity, waiting=True)
    severity = max(told.severity, decision.severity, key=lambda severity: severity.rank)
    return Told(
        rules=told.rules | set(decision.rules),
        severity=severity,
        waiting=told.waiting,
        put_off=put_off,
        items=told.items | {decision.item_key},
    )


def told_together(goes_on: Mapping[str, Told], ended: Mapping[str, Told]) -> dict[str, Told]:
    """What each channel was told of two stories that merged. Its message is that of the first, where that was told."""
    told = dict(goes_on)
    for channel, one in ended.items():
        told[channel] = _of_both(told[channel], one) if channel in told else one
    return told


def _of_both(told: Told, ended: Told) -> Told:
    severity = max(told.severity, ended.severity, key=lambda severity: severity.rank)
    return replace(told, rules=told.rules | ended.rules, severity=severity, items=told.items | ended.items)


def deliveries_for(decision: Decision, told: Told | None) -> tuple[NewDelivery, ...]:
    """What to put into the outbox. A message that waits there anyway will say all that is known when it goes out.

    In quiet hours a message is edited, which calls nobody, and answered once they end. So is one whose publisher words
    its headline anew; only if no rule holds any more, those who follow the story are told.
    """
    if not (decision.reason.tells or decision.reason.puts_off):
        return ()
    if told is None or (told.put_off is not None and told.put_off is not decision.reason):
        acts: tuple[Act, ...] = (Act.POST,)
    else:
        is_answered = decision.reason is not Reason.CORRECTED or not decision.rules
        acts = () if told.waiting else (Act.EDIT, *((Act.REPLY,) if is_answered else ()))
    return tuple(
        NewDelivery(
            story_id=decision.story_id,
            channel=decision.channel,
            act=act,
            reason=decision.reason,
            item_key=decision.item_key,
            not_before=None if act is Act.EDIT else decision.until,
        )
        for act in acts
    )
