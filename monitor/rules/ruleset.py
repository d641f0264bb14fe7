"""Rule sets: all rules that run together, and what they say of an item.

rules + gazetteer → RuleSet (compiled once);  item + now → matches;  item + rule → evidence or the failing clause
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from operator import itemgetter

from monitor.errors import Problem
from monitor.model import Evidence, Item, Match, Severity
from monitor.rules.condition import Check, Miss, evidence
from monitor.rules.engine import Checks, Engine
from monitor.rules.entities import Gazetteer
from monitor.rules.nearest import nearest
from monitor.rules.reading import Reading, Vocabulary
from monitor.rules.tree import Node, shortened, write
from monitor.schedule import Active, Cron


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An item in short that a rule must match, or must not. `note` says what it stands for."""

    title: str
    should_match: bool
    summary: str = ""
    body: str = ""
    url: str = "https://example.org/"
    source: str = ""
    lang: str | None = None
    author: str = ""
    tags: tuple[str, ...] = ()
    feed: str = ""
    note: str | None = None

    def item(self) -> Item:
        return Item(
            key="example",
            feed_id=self.feed,
            publisher=self.source,
            title=self.title,
            url=self.url,
            canonical_url=self.url,
            fetched_at=datetime(2000, 1, 1, tzinfo=UTC),  # examples say nothing about time
            digest="",
            summary=self.summary,
            body=self.body,
            author=self.author,
            tags=self.tags,
            lang=self.lang,
        )


def on_one_line(text: str) -> str:
    """An example's text as a feed's plain text is read: where its author broke a line, no sentence ends."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as its file says it. `expires` is the last day on which it matches; days are those of a set's zone."""

    id: str
    title: str
    when: Node
    severity: Severity = Severity.NOTICE
    unless: Node | None = None
    seed: tuple[str, ...] = ()
    channel: str | None = None
    mention: str | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    expires: date | None = None
    active: Active | None = None  # None: always
    max_age: timedelta | None = None
    min_sources: int = 1  # publishers that must report a story before it is told
    cooldown: timedelta | None = None  # in a channel, after it told a story there
    digest: Cron | None = None  # when its stories are told, gathered
    lint_ignore: tuple[tuple[str, str], ...] = ()  # codes of lint that are meant so, with the reason
    examples: tuple[Example, ...] = ()
    path: str = ""  # the file that it stands in

    def dormant(self, now: datetime, zone: tzinfo) -> str | None:
        """Why it matches nothing at `now`, whatever an item says; None where it is awake."""
        if self.expires is not None and now.astimezone(zone).date() > self.expires:
            return f"expired: its last day was {self.expires}"
        if self.active is not None and not self.active.covers(now, zone):
            return f"not active now: active is {self.active}"
        return None

    def conditions(self) -> tuple[Node, ...]:
        return (self.when,) if self.unless is None else (self.when, self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """What came of one example: the words that matched, or the clause that failed."""

    rule_id: str
    number: int  # among the examples of its kind in the rule, from 0: its place in the file
    example: Example
    evidence: tuple[Evidence, ...]
    missed: str | None
    why_not: str | None  # the same in a sentence

    @property
    def passed(self) -> bool:
        return self.example.should_match == (self.missed is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a rule holds for an item (`missed` is None), or which of its clauses fails; evidence in either case.

    Where a clause fails because of words that are there (NOT, unless), the evidence is those words. `nearest`: of
    alternatives that all fail, a sentence on the one that lacks least.
    """

    rule_id: str
    evidence: tuple[Evidence, ...]
    missed: str | None = None
    nearest: str | None = None

    @property
    def why_not(self) -> str | None:
        """What is missed, as long as a line or two; of alternatives, the nearest."""
        return None if self.missed is None else self.nearest or f"it fails at {shortened(self.missed)}"


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """Rules that run together. `digest` changes when anything in their files does; `zone` is that of their days.

    `notices`, of rules that have ended, and `ahead`, of rules that soon will, are no faults.
    """

    rules: tuple[Rule, ...]
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    digest: str = ""
    notices: tuple[Problem, ...] = ()
    ahead: tuple[Problem, ...] = ()
    zone: tzinfo = UTC
    built: "tuple[Compiled, ...]" = field(default=(), compare=False, repr=False)  # by `built_upon`, where that served

    def prepared(self) -> "RuleSet":
        """This set, with all compiled that the first item would else wait for."""
        for part in self.parts:
            _ = part.engine.vocabulary.lexicon.sieve
        return self

    def match(self, item: Item, now: datetime) -> tuple[Match, ...]:
        """The rules that hold for `item` and are not dormant, in their order."""
        found: list[tuple[int, Match]] = []
        reading: Reading | None = None
        for part in self.parts:
            reading = Reading(item, part.engine.vocabulary, reading)
            for number in part.engine.holding(reading):
                place = part.places[number]
                if place is not None and self.rules[place].dormant(now, self.zone) is None:
                    found.append((place, _match(self.rules[place], part.engine.checks(number)[0], reading)))
        return tuple([match for _, match in sorted(found, key=itemgetter(0))])

    def explain(self, rule: Rule, item: Item) -> Explanation:
        """Why `rule`, one of this set, holds for `item` or not, dormant or not."""
        part, number = self._where[rule.id]
        own = part.engine.vocabulary_of(number)
        return _explained(rule, part.engine.checks(number), Reading(item, own), own)

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    @cached_property
    def parts(self) -> "tuple[Compiled, ...]":
        """Its rules, compiled: all at once, or most of them for a set before it."""
        return self.built or (_compiled(self.rules, self.gazetteer, tuple(range(len(self.rules)))),)

    @cached_property
    def _where(self) -> "dict[str, tuple[Compiled, int]]":
        return {
            self.rules[place].id: (part, number)
            for part in self.parts
            for number, place in enumerate(part.places)
            if place is not None
        }


MOST_FRESH = 10  # one rule in so many may be new since the set that is built upon: each part reads the item's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Rules that were compiled together, and where each stands in the set that uses them; None: no longer in it."""

    engine: Engine
    rules: tuple[Rule, ...]
    gazetteer: Gazetteer
    places: tuple[int | None, ...]

    def moved_into(self, rules: Sequence[Rule]) -> "Compiled":
        """The same for another set: a rule that is not the very same there is no longer in it."""
        places = {rule.id: place for place, rule in enumerate(rules)}
        found = [places.get(rule.id) for rule in self.rules]
        kept = (
            place if place is not None and rules[place] is rule else None
            for place, rule in zip(found, self.rules, strict=True)
        )
        return replace(self, places=tuple(kept))


def built_upon(base: Compiled, rules: tuple[Rule, ...], gazetteer: Gazetteer) -> tuple[Compiled, ...]:
    """What was compiled for an earlier set, and what is new since; nothing where too much is."""
    if base.gazetteer != gazetteer:
        return ()
    moved = base.moved_into(rules)
    kept = frozenset(moved.places)
    fresh = tuple(place for place in range(len(rules)) if place not in kept)
    if len(fresh) * MOST_FRESH > len(rules):
        return ()
    return (moved, _compiled(rules, gazetteer, fresh)) if fresh else (moved,)


def _compiled(rules: tuple[Rule, ...], gazetteer: Gazetteer, places: tuple[int, ...]) -> Compiled:
    chosen = tuple(rules[place] for place in places)
    engine = Engine(tuple(rule.conditions() for rule in chosen), gazetteer)
    return Compiled(engine=engine, rules=chosen, gazetteer=gazetteer, places=places)


def run_examples(ruleset: RuleSet, rules: Iterable[Rule] | None = None) -> tuple[ExampleResult, ...]:
    """What every rule (or those of the set that are given) says of its own examples. Dormant rules are tried too."""
    asked = ruleset.rules if rules is None else rules
    return tuple(result for rule in asked for result in _example_results(ruleset, rule))


def _match(rule: Rule, when: Check, reading: Reading) -> Match:
    found = when(reading)
    assert not isinstance(found, Miss), f"{rule.id} was tested"
    return Match(  # by place: names would take twice as long
        reading.item.key, rule.id, rule.title, rule.severity, evidence(found), rule.channel, rule.mention
    )


def _explained(rule: Rule, checks: Checks, reading: Reading, vocabulary: Vocabulary) -> Explanation:
    when, *unless = checks
    found = when(reading)
    if isinstance(found, Miss):
        return Explanation(
            rule_id=rule.id,
            evidence=evidence(found.found),
            missed=found.clause,
            nearest=nearest(found.part, reading, vocabulary),
        )
    if rule.unless is not None and not isinstance(against := unless[0](reading), Miss):
        missed = f"unless {write(rule.unless)}"
        return Explanation(rule_id=rule.id, evidence=evidence(against), missed=missed)
    return Explanation(rule_id=rule.id, evidence=evidence(found))


def _example_results(ruleset: RuleSet, rule: Rule) -> Iterator[ExampleResult]:
    counted = {True: 0, False: 0}
    for example in rule.examples:
        explained = ruleset.explain(rule, example.item())
        yield ExampleResult(
            rule_id=rule.id,
            number=counted[example.should_match],
            example=example,
            evidence=explained.evidence,
            missed=explained.missed,
            why_not=explained.why_not,
        )
        counted[example.should_match] += 1
