"""Rule sets: all rules that run together, and what they say of an item.

rules + gazetteer → RuleSet (compiled once);  item + now → matches;  item + rule → evidence or the failing clause
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from monitor.errors import Problem
from monitor.model import Evidence, Item, Match, Severity
from monitor.rules.condition import Check, Miss, compiled, evidence
from monitor.rules.entities import Gazetteer
from monitor.rules.index import Index
from monitor.rules.lexicon import Key, Lexicon
from monitor.rules.reading import Reading, Vocabulary
from monitor.rules.syntax import compile_regex
from monitor.rules.terms import Phrase, phrases
from monitor.rules.tree import EntityRef, Node, Regex, Term, leaves, write
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
    """Rules that run together. `digest` changes when anything in their files does; `zone` is that of their days.

    `notices`, of rules that have ended, and `ahead`, of rules that soon will, are no faults.
    """

    rules: tuple[Rule, ...]
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    digest: str = ""
    notices: tuple[Problem, ...] = ()
    ahead: tuple[Problem, ...] = ()
    zone: tzinfo = UTC

    def prepared(self) -> "RuleSet":
        """This set, with all compiled that the first item would else wait for."""
        _ = self._index
        return self

    def match(self, item: Item, now: datetime) -> tuple[Match, ...]:
        """The rules that hold for `item` and are not dormant, in their order."""
        reading = Reading(item, self._vocabulary)
        candidates = self._index.candidates(reading.keys())
        found = (_match(self.rules[number], self._checks_of(number), reading, now, self.zone) for number in candidates)
        return tuple(match for match in found if match is not None)

    def explain(self, rule: Rule, item: Item) -> Explanation:
        """Why `rule`, one of this set, holds for `item` or not, dormant or not."""
        return _explained(rule, _checks(rule, self._vocabulary), Reading(item, self._vocabulary))

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def _checks_of(self, number: int) -> "_Checks":
        """Compiled when the rule is first a candidate: of many rules, most never are."""
        checks = self._compiled.get(number)
        if checks is None:
            checks = self._compiled[number] = _checks(self.rules[number], self._vocabulary)
        return checks

    @cached_property
    def _compiled(self) -> "dict[int, _Checks]":
        return {}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return _vocabulary(self.rules, self.gazetteer)

    @cached_property
    def _index(self) -> Index:
        return Index((rule.when for rule in self.rules), self._vocabulary)


def run_examples(ruleset: RuleSet) -> tuple[ExampleResult, ...]:
    """What every rule says of its own examples, in the order of the files. Dormant rules are tried too."""
    return tuple(result for rule in ruleset.rules for result in _example_results(ruleset, rule))


_Checks = tuple[Check, Check | None]  # of `when`, and of `unless`


def _checks(rule: Rule, vocabulary: Vocabulary) -> _Checks:
    return compiled(rule.when, vocabulary), None if rule.unless is None else compiled(rule.unless, vocabulary)


def _match(rule: Rule, checks: _Checks, reading: Reading, now: datetime, zone: tzinfo) -> Match | None:
    when, unless = checks
    found = when(reading)
    if isinstance(found, Miss) or rule.dormant(now, zone) is not None:
        return None
    if unless is not None and not isinstance(unless(reading), Miss):
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


def _explained(rule: Rule, checks: _Checks, reading: Reading) -> Explanation:
    when, unless = checks
    found = when(reading)
    if isinstance(found, Miss):
        return Explanation(rule_id=rule.id, evidence=evidence(found.found, reading), missed=found.clause)
    if unless is not None and rule.unless is not None and not isinstance(against := unless(reading), Miss):
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
    keys = {leaf: key for key, leaf in enumerate(leaf for leaf in spoken if isinstance(leaf, Term))}
    members = {leaf.id: gazetteer.members(leaf.id) for leaf in spoken if isinstance(leaf, EntityRef)}
    used = dict.fromkeys(id for ids in members.values() for id in ids)  # noqa: A001 - as in the files
    entities = {id: key for key, id in enumerate(used, len(keys))}  # noqa: A001
    excepted = (id for id in used if gazetteer.entities[id].unless)  # noqa: A001
    exceptions = {id: key for key, id in enumerate(excepted, len(keys) + len(entities))}  # noqa: A001
    return Vocabulary(
        lexicon=Lexicon(_phrases(keys, entities, exceptions, gazetteer)),
        keys=keys,
        members={id: frozenset(entities[member] for member in ids) for id, ids in members.items()},  # noqa: A001
        exceptions={entities[id]: key for id, key in exceptions.items()},  # noqa: A001
        expressions={leaf.pattern: compile_regex(leaf.pattern) for leaf in spoken if isinstance(leaf, Regex)},
    )


def _phrases(
    terms: Mapping[Term, Key], entities: Mapping[str, Key], exceptions: Mapping[str, Key], gazetteer: Gazetteer
) -> Iterator[tuple[Key, Phrase]]:
    for term, key in terms.items():
        yield from ((key, phrase) for phrase in phrases(term.text, term.mark))
    for id, key in entities.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].names for phrase in name.phrases())
    for id, key in exceptions.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].unless for phrase in name.phrases())
