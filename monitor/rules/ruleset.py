"""Rule sets: all rules that run together, and what they say of an item.

rules + gazetteer → RuleSet (compiled once);  item + now → matches;  item + rule → evidence or the failing clause
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from monitor.errors import Problem
from monitor.model import Evidence, Item, Match, Severity
from monitor.rules.condition import (
    Miss,
    Reading,
    Vocabulary,
    entity_key,
    evaluate,
    evidence,
    exception_key,
    necessary,
)
from monitor.rules.entities import Entity, Gazetteer
from monitor.rules.lexicon import Key, Lexicon
from monitor.rules.syntax import compile_regex
from monitor.rules.terms import Phrase, phrases
from monitor.rules.tree import EntityRef, Leaf, Node, Regex, Term, leaves, write
from monitor.schedule import Cron


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as its file says it. `expires` is the last day (UTC) on which it matches."""

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
    max_age: timedelta | None = None
    min_sources: int = 1  # publishers that must report a story before it is told
    cooldown: timedelta | None = None  # in a channel, after it told a story there
    digest: Cron | None = None  # when its stories are told, gathered
    examples: tuple[Example, ...] = ()
    path: str = ""  # the file that it stands in

    def is_expired(self, now: datetime) -> bool:
        return self.expires is not None and now.astimezone(UTC).date() > self.expires

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

    @property
    def passed(self) -> bool:
        return self.example.should_match == (self.missed is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a rule holds for an item (`missed` is None), or which of its clauses fails; evidence in either case.

    Where a clause fails because of words that are there (NOT, unless), the evidence is those words.
    """

    rule_id: str
    evidence: tuple[Evidence, ...]
    missed: str | None = None


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """Rules that run together. `digest` changes when anything in their files does; `notices` are no faults."""

    rules: tuple[Rule, ...]
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    digest: str = ""
    notices: tuple[Problem, ...] = ()

    def match(self, item: Item, now: datetime) -> tuple[Match, ...]:
        """The rules that hold for `item` and have not expired, in their order."""
        reading = Reading(item, self._vocabulary)
        keys = reading.keys
        candidates = (rule for rule, groups in self._candidates if not any(group.isdisjoint(keys) for group in groups))
        found = (_match(rule, reading) for rule in candidates if not rule.is_expired(now))
        return tuple(match for match in found if match is not None)

    def explain(self, rule: Rule, item: Item) -> Explanation:
        """Why `rule`, one of this set, holds for `item` or not, whether it has expired or not."""
        return _explained(rule, Reading(item, self._vocabulary))

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return _vocabulary(self.rules, self.gazetteer)

    @cached_property
    def _candidates(self) -> tuple[tuple[Rule, tuple[frozenset[Key], ...]], ...]:
        return tuple((rule, necessary(rule.when, self._vocabulary.members)) for rule in self.rules)


def run_examples(ruleset: RuleSet) -> tuple[ExampleResult, ...]:
    """What every rule says of its own examples, in the order of the files. Expired rules are tried too."""
    return tuple(result for rule in ruleset.rules for result in _example_results(ruleset, rule))


def _match(rule: Rule, reading: Reading) -> Match | None:
    found = evaluate(rule.when, reading)
    if isinstance(found, Miss):
        return None
    if rule.unless is not None and not isinstance(evaluate(rule.unless, reading), Miss):
        return None
    return Match(
        item_key=reading.item.key,
        rule_id=rule.id,
        title=rule.title,
        severity=rule.severity,
        evidence=evidence(found, reading),
        channel=rule.channel,
        mention=rule.mention,
    )


def _explained(rule: Rule, reading: Reading) -> Explanation:
    found = evaluate(rule.when, reading)
    if isinstance(found, Miss):
        return Explanation(rule_id=rule.id, evidence=evidence(found.found, reading), missed=found.clause)
    if rule.unless is not None and not isinstance(against := evaluate(rule.unless, reading), Miss):
        missed = f"unless {write(rule.unless)}"
        return Explanation(rule_id=rule.id, evidence=evidence(against, reading), missed=missed)
    return Explanation(rule_id=rule.id, evidence=evidence(found, reading))


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
        )
        counted[example.should_match] += 1


# --- Compiling ---------------------------------------------------------------------------------------------------


def _vocabulary(rules: Iterable[Rule], gazetteer: Gazetteer) -> Vocabulary:
    """Only what the rules speak of is compiled: an entity that none names costs nothing."""
    spoken = tuple(dict.fromkeys(leaf for rule in rules for node in rule.conditions() for leaf in leaves(node)))
    members = {leaf.id: gazetteer.members(leaf.id) for leaf in spoken if isinstance(leaf, EntityRef)}
    used = tuple(dict.fromkeys(id for ids in members.values() for id in ids))  # noqa: A001 - as in the files
    return Vocabulary(
        lexicon=Lexicon(_phrases(spoken, [gazetteer.entities[id] for id in used])),  # noqa: A001
        members=members,
        exceptions=frozenset(id for id in used if gazetteer.entities[id].unless),  # noqa: A001
        expressions={leaf.pattern: compile_regex(leaf.pattern) for leaf in spoken if isinstance(leaf, Regex)},
    )


def _phrases(spoken: Iterable[Leaf], entities: Iterable[Entity]) -> Iterator[tuple[Key, Phrase]]:
    for leaf in spoken:
        if isinstance(leaf, Term):
            yield from ((leaf, phrase) for phrase in phrases(leaf.text, leaf.mark))
    for entity in entities:
        for name in entity.names:
            yield from ((entity_key(entity.id), phrase) for phrase in name.phrases())
        for name in entity.unless:
            yield from ((exception_key(entity.id), phrase) for phrase in name.phrases())
