"""The doctor of rules: what each rule came to, what is the matter with it, and what to do.

    rules + what the store kept of them + how the feeds do + now → diagnoses, one a rule: figures and findings

Pure. A finding has a suggestion, in words; a rule without findings is fine.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from monitor.feeds.health import SILENT_AT_LEAST, SILENT_GAPS, Condition, Health, words
from monitor.rules.calendar import Ending, endings
from monitor.rules.query import wanted
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.tree import write
from monitor.store.hits import RuleHit, RulesRecord

LOOKED_AT = timedelta(days=30)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
ENOUGH_DAYS = timedelta(days=7)  # of items, before a rule or a term that never matched is worth a word
ENOUGH_GAPS = 3  # between stories, before a rule has a rhythm
ENOUGH_STORIES = 10  # before terms that never fired are worth a word
ENOUGH_MARKS = 3
MUCH_FALSE = 1 / 3  # of the marked stories
LOUD = 20.0  # alerts a day
LEAST_SHARED = 5  # stories, before rules are said to overlap
MUCH_SHARED = 0.8  # of a rule's stories
BLIND = {
    Condition.GONE,
    Condition.FAILING,
    Condition.OUTAGE,
    Condition.STALE,
    Condition.EMPTY,
}  # a feed that brings nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is the matter, and what to do."""

    code: str
    sentence: str
    suggestion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Another rule that matches `shared` of a rule's stories, of which there are `of`."""

    rule_id: str
    shared: int
    of: int

    @property
    def share(self) -> float:
        return self.shared / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A rule's figures over the last 30 days, and what is the matter with it.

    `alerts_a_day` is None while nothing was kept for a day. `usual_gap`: the median time between its stories, None
    while it has no rhythm. `busiest`: terms with the number of hits that they are in. `unused`: terms in no hit.
    """

    rule_id: str
    hits_7_days: int
    hits_30_days: int
    stories: int
    last_hit: datetime | None
    alerts_a_day: float | None
    marked: int
    false_alarms: int
    usual_gap: timedelta | None
    busiest: tuple[tuple[str, int], ...]
    unused: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    findings: tuple[Finding, ...] = ()


def diagnose(
    ruleset: RuleSet, record: RulesRecord, feeds: Mapping[str, Health], now: datetime
) -> tuple[Diagnosis, ...]:
    """Every rule, in the order of the set. `feeds`: how each declared feed does, by its id."""
    overlaps = _overlaps({rule_id: {hit.story_id for hit in hits} for rule_id, hits in record.hits.items()})
    ends = {ending.rule_id: ending for ending in endings(ruleset.rules, now, ruleset.zone)}
    return tuple(
        _diagnosis(rule, record, overlaps.get(rule.id, ()), feeds, ends.get(rule.id), now) for rule in ruleset.rules
    )


def _diagnosis(
    rule: Rule,
    record: RulesRecord,
    overlaps: tuple[Overlap, ...],
    feeds: Mapping[str, Health],
    ending: Ending | None,
    now: datetime,
) -> Diagnosis:
    hits = record.hits.get(rule.id, ())
    observed = _observed(record, now)
    fired = Counter(term for hit in hits for term in hit.terms)
    verdicts = list(_verdicts(rule.id, record))
    plain = Diagnosis(
        rule_id=rule.id,
        hits_7_days=sum(1 for hit in hits if hit.at >= now - WEEK),
        hits_30_days=len(hits),
        stories=len({hit.story_id for hit in hits}),
        last_hit=record.last_hit.get(rule.id),
        alerts_a_day=record.told.get(rule.id, 0) / (observed / DAY) if observed >= DAY else None,
        marked=len(verdicts),
        false_alarms=sum(verdicts),
        usual_gap=_usual_gap(hits),
        busiest=tuple(fired.most_common(5)),
        unused=tuple(term for term in dict.fromkeys(map(write, wanted(rule.when))) if term not in fired),
        overlaps=overlaps,
    )
    of_hits = _of_hits(plain, _blind(hits, feeds), observed, now)
    return replace(plain, findings=(*_of_time(rule, ending, record), *of_hits, *_of_quality(plain, observed)))


def _observed(record: RulesRecord, now: datetime) -> timedelta:
    """For how long of the time looked at items were kept."""
    return now - max(record.since, record.kept_from) if record.kept_from is not None else timedelta(0)


def _verdicts(rule_id: str, record: RulesRecord) -> Iterator[bool]:
    """Whether each marked story of a rule is a false alarm: a word on the rule alone goes before one on all."""
    for story in record.stories.get(rule_id, ()):
        said = record.marks.get((story, rule_id), record.marks.get((story, None)))
        if said is not None:
            yield said


def _usual_gap(hits: Sequence[RuleHit]) -> timedelta | None:
    first: dict[str, datetime] = {}
    for hit in hits:
        first.setdefault(hit.story_id, hit.at)
    gaps = [(after - before).total_seconds() for before, after in pairwise(sorted(first.values()))]
    return timedelta(seconds=median(gaps)) if len(gaps) >= ENOUGH_GAPS else None


MOST_OVERLAPS = 3  # that are told of a rule


def _overlaps(stories: Mapping[str, set[str]]) -> dict[str, tuple[Overlap, ...]]:
    """By rule, the rules that match the same stories, those that share the most first. Goes by story, not by pair."""
    by_story: dict[str, list[str]] = {}
    for rule_id, own in stories.items():
        for story in own:
            by_story.setdefault(story, []).append(rule_id)
    found: dict[str, tuple[Overlap, ...]] = {}
    for rule_id, own in stories.items():
        shared = Counter(other for story in own for other in by_story[story] if other != rule_id)
        most = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST_OVERLAPS]
        found[rule_id] = tuple(Overlap(rule_id=other, shared=count, of=len(own)) for other, count in most)
    return found


# --- What is the matter ----------------------------------------------------------------------------------------------


def _of_time(rule: Rule, ending: Ending | None, record: RulesRecord) -> Iterator[Finding]:
    if ending is not None:
        sentence = ending.sentence.removeprefix(f"{rule.id} ")
        yield Finding(code="ending", sentence=sentence, suggestion=ending.suggestion)
    if rule.id in record.muted_until:
        until = f"{record.muted_until[rule.id]:%Y-%m-%d %H:%M} UTC"
        suggestion = f"`monitor mute {rule.id} --end` ends it; a rule that is muted again and again wants mending"
        yield Finding(code="muted", sentence=f"is muted until {until}", suggestion=suggestion)


def _of_hits(figures: Diagnosis, blind: str, observed: timedelta, now: datetime) -> Iterator[Finding]:
    """Too few, or too many. `blind`: which of its feeds bring nothing, if any."""
    if figures.last_hit is None and observed >= ENOUGH_DAYS:
        sentence = f"matched nothing of {words(observed)} of items, unless it is younger than that"
        suggestion = f"`monitor rules try` with fewer of its words shows what is near; {_feeds_first(blind)}"
        yield Finding(code="never", sentence=f"{sentence}; {blind}" if blind else sentence, suggestion=suggestion)
    if (silence := _silence(figures, now)) is not None:
        sentence = f"silent for {words(silence)}, where it usually has a story every {words(figures.usual_gap)}"
        if blind:
            yield Finding(code="blind", sentence=f"{sentence}: {blind}", suggestion=_feeds_first(blind))
        else:
            suggestion = "see whether the news calls it otherwise now: `monitor rules try` with fewer of its words"
            yield Finding(code="quiet", sentence=f"{sentence}; its feeds are well", suggestion=suggestion)
    if figures.alerts_a_day is not None and figures.alerts_a_day > LOUD:
        suggestion = "narrow its busiest terms, or calm it with `min_sources`, `cooldown` or `digest`"
        sentence = f"tells {figures.alerts_a_day:.0f} stories a day"
        yield Finding(code="loud", sentence=sentence, suggestion=suggestion)


def _silence(figures: Diagnosis, now: datetime) -> timedelta | None:
    """How long nothing matched, where that is long by the rule's own rhythm."""
    if figures.last_hit is None or figures.usual_gap is None:
        return None
    silence = now - figures.last_hit
    return silence if silence > max(SILENT_GAPS * figures.usual_gap, SILENT_AT_LEAST) else None


def _blind(hits: Sequence[RuleHit], feeds: Mapping[str, Health]) -> str:
    """Which feeds bring nothing, of those that brought the rule's hits; of all, where none did."""
    brought = Counter(hit.feed_id for hit in hits)
    ill = {feed: health.condition.value for feed, health in feeds.items() if health.condition in BLIND}
    if not brought:
        return f"{len(ill)} of {len(feeds)} feeds bring nothing" if ill else ""
    ill |= dict.fromkeys(brought.keys() - feeds.keys(), "not in the config any more")
    told = [
        f"{feed} ({ill[feed]}) brought {n} of its {len(hits)} hits" for feed, n in brought.most_common() if feed in ill
    ]
    return "; ".join(told[:3])


def _feeds_first(blind: str) -> str:
    return "mend the feeds first: `monitor feeds health`" if blind else "`monitor feeds list` shows what is read"


def _of_quality(figures: Diagnosis, observed: timedelta) -> Iterator[Finding]:
    """What it says of the wrong things, and what says it already."""
    if figures.marked >= ENOUGH_MARKS and figures.false_alarms >= MUCH_FALSE * figures.marked:
        sentence = f"{figures.false_alarms} of {figures.marked} stories that were marked are false alarms"
        suggestion = "make each a [[rule.no_match]], then mend `unless` or narrow a term until they hold"
        yield Finding(code="false", sentence=sentence, suggestion=suggestion)
    if figures.stories >= ENOUGH_STORIES and observed >= ENOUGH_DAYS and figures.unused:
        shown = ", ".join(figures.unused[:8]) + (" …" if len(figures.unused) > 8 else "")
        suggestion = (
            "`monitor rules try TERM` shows whether news writes it so; delete what no feed of yours would write"
        )
        sentence = f"{len(figures.unused)} of its terms are in none of {figures.hits_30_days} hits: {shown}"
        yield Finding(code="unused", sentence=sentence, suggestion=suggestion)
    for overlap in figures.overlaps:
        if overlap.of >= LEAST_SHARED and overlap.share >= MUCH_SHARED:
            sentence = f"{overlap.shared} of its {overlap.of} stories are matched by {overlap.rule_id} too"
            suggestion = "make them one rule, or take the other's part out with `unless`"
            yield Finding(code="overlap", sentence=sentence, suggestion=suggestion)
