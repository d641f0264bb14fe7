"""A query: a condition typed by hand, looked for in items that are kept, as one would search.

    text + gazetteer → a set of two rules, the query and what is near it;  set + items → Found

It is matched by the same engine as rules are, so what it finds is what a rule of these words would match.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from monitor.errors import Place, Problem, RuleFilesError
from monitor.model import Item, Match
from monitor.rules.entities import Gazetteer
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.rules.tokens import SyntaxFault, entity_names
from monitor.rules.tree import EntityRef, Near, Node, Not, Or, Scoped, children, leaves
from monitor.schema import nearest

QUERY, NEAR = "query", "near"  # the ids of the two rules
MOST_NEAR = 20  # near misses that are kept while looking


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that the query found, or nearly; `story_id` is empty for items out of a file."""

    item: Item
    story_id: str
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a query came to. `hits` are the first of `matched`, in the order of the items; counts are of all.

    `near`: items with some of its words that it does not match, those with the most words first.
    """

    seen: int
    matched: int
    stories: int
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    by_day: tuple[tuple[date, int], ...]
    by_publisher: tuple[tuple[str, int], ...]


def query_set(text: str, known: RuleSet) -> RuleSet:
    """The query as a rule set, with the entities of `known`. Raises RuleFilesError, with a caret under the fault."""
    try:
        condition = parse(text)
    except SyntaxFault as fault:
        faults = [_problem(text, one.offset, one.message, one.hint) for one in (fault, *fault.others)]
        raise RuleFilesError([*faults, *_unknown(text, entity_names(text), known.gazetteer)]) from fault
    named = ((leaf.at, leaf.id) for leaf in leaves(condition) if isinstance(leaf, EntityRef))
    if unknown := list(_unknown(text, named, known.gazetteer)):
        raise RuleFilesError(unknown)
    rules = [Rule(id=QUERY, title="query", when=condition)]
    words = tuple(dict.fromkeys(wanted(condition)))
    if len(words) > 1:
        rules.append(Rule(id=NEAR, title="near", when=Or(parts=words)))
    return RuleSet(rules=tuple(rules), gazetteer=known.gazetteer, zone=known.zone)


def _unknown(text: str, named: Iterable[tuple[int, str]], gazetteer: Gazetteer) -> Iterator[Problem]:
    for at, name in named:
        if name not in gazetteer.ids():
            yield _problem(text, at, f"there is no entity @{name}", _meant(name, gazetteer))


def _problem(text: str, offset: int, message: str, hint: str | None) -> Problem:
    before = text[:offset]
    line = before.count("\n") + 1
    return Problem(Place("query", line, offset - before.rfind("\n")), message, hint, text.split("\n")[line - 1])


def _meant(name: str, gazetteer: Gazetteer) -> str:
    meant = nearest(name.lower(), gazetteer.ids())
    return f"did you mean @{meant}?" if meant else "`monitor rules check` reads the files that declare entities"


def wanted(node: Node) -> Iterator[Node]:
    """The words that the query asks for, without those that it forbids, and without codes of languages and feeds."""
    if isinstance(node, Not) or (isinstance(node, Scoped) and node.scope not in {"title", "text", "body"}):
        return
    below = (node.left,) if isinstance(node, Near) and node.negated else children(node)
    if not below:
        yield replace(node, at=0)
    for child in below:
        yield from wanted(child)


def search(queried: RuleSet, items: Iterable[tuple[Item, str]], now: datetime, zone: tzinfo, limit: int) -> Found:
    """Looks through items, each with the id of its story; `limit` hits are kept."""
    hits: list[Hit] = []
    near: list[Hit] = []
    stories: set[str] = set()
    days: Counter[date] = Counter()
    publishers: Counter[str] = Counter()
    seen = 0
    for item, story_id in items:
        seen += 1
        by_rule = {match.rule_id: match for match in queried.match(item, now)}
        if QUERY in by_rule:
            stories.add(story_id)
            days[item.dated().astimezone(zone).date()] += 1
            publishers[item.publisher] += 1
            if len(hits) < limit:
                hits.append(Hit(item=item, story_id=story_id, match=by_rule[QUERY]))
        elif NEAR in by_rule:
            near = _nearer(near, Hit(item=item, story_id=story_id, match=by_rule[NEAR]))
    return Found(
        seen=seen,
        matched=sum(days.values()),
        stories=len(stories - {""}),
        hits=tuple(hits),
        near=tuple(near),
        by_day=tuple(sorted(days.items())),
        by_publisher=tuple(publishers.most_common()),
    )


def _nearer(near: list[Hit], hit: Hit) -> list[Hit]:
    """The near misses with one more, the nearest first, each title once."""
    if any(other.item.title == hit.item.title for other in near):
        return near
    return sorted([*near, hit], key=lambda one: -len({found.term for found in one.match.evidence}))[:MOST_NEAR]
