"""A rule file drafted from a query: query + what it found → the text of a file that is valid at once.

Examples are picked from the hits and near misses, and each is tried before it is written: in as few words as hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import dedent

from monitor.document import toml_string
from monitor.errors import MonitorError
from monitor.model import Severity
from monitor.rules.query import NEAR, QUERY, Found, Hit
from monitor.rules.ruleset import Example, RuleSet, on_one_line
from monitor.rules.tree import EntityRef, Regex, leaves
from monitor.text import words

MOST_EXAMPLES = 3  # of each kind
LONGEST_TEXT = 400  # characters of a summary in an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says of the new rule beside its condition."""

    id: str
    title: str
    severity: Severity


def draft_of(queried: RuleSet, title: str | None, rule_id: str | None, severity: Severity) -> Draft:
    """Title and id where none is given: the first words of the query."""
    named = title or " ".join(list(dict.fromkeys(_names(queried)))[:5])
    slug = "-".join(word.folded for word in words(named) if word.folded.isascii() and word.folded.isalnum())
    if rule_id is None and not slug:
        raise MonitorError("no id can be made of these words: give one, such as --id kursk-dam")
    return Draft(id=rule_id or slug[:50], title=named, severity=severity)


def _names(queried: RuleSet) -> Iterator[str]:
    for leaf in leaves(queried.rules[0].when):
        yield (
            leaf.id
            if isinstance(leaf, EntityRef)
            else leaf.pattern
            if isinstance(leaf, Regex)
            else leaf.text.replace("*", "")
        )


def file_of(draft: Draft, query: str, queried: RuleSet, found: Found, today: date, schema: str | None) -> str:
    """The text of the file. Raises MonitorError where a critical rule would lack an example of either kind."""
    matching = _examples(queried, found.hits, should_match=True)
    missing = _examples(queried, found.near, should_match=False)
    if draft.severity is Severity.CRITICAL and not (matching and missing):
        lacking = "a hit" if not matching else "a near miss"
        raise MonitorError(
            f"a critical rule needs examples of both kinds, and {lacking} was not found: look further back with "
            "--since, or write it at a lower severity first"
        )
    parts = [_head(draft, query, found, today, schema)]
    parts += [*_tables(matching)] or ["# Nothing was found to be an example: add [[rule.match]] with a title.\n"]
    parts += [NEAR_MISSES] * bool(missing) + [*_tables(missing)]
    return "\n".join(parts)


NEAR_MISSES = """\
# Near misses: items with some of its words. What should have been found is moved to [[rule.match]]; then mend `when`.
"""


def _head(draft: Draft, query: str, found: Found, today: date, schema: str | None) -> str:
    said = f"#:schema {schema}\n" if schema else ""
    return said + dedent(f"""\
        # Drafted on {today} from a query that matched {found.matched} of {found.seen} items.
        # `monitor rules test {draft.id}` shows its examples, `monitor backtest` what it would have told.

        [[rule]]
        id       = {toml_string(draft.id)}
        title    = {toml_string(draft.title)}
        severity = "{draft.severity.value}"  # info | notice | warning | critical
        when     = {_condition(query)}
        # unless  = 'football OR title:film'  # takes the match back
        # channel = "#watch"      # where it is told, instead of the usual channel
        # expires = {today.replace(year=today.year + 1, day=1)}    # the last day on which it matches

        # Examples run whenever the rules load. Delete those that are not what you mean.
        """)


def _condition(query: str) -> str:
    return toml_string(query) if "'" in query or not query.isprintable() else f"'{query}'"


def _examples(queried: RuleSet, hits: Iterable[Hit], *, should_match: bool) -> list[Example]:
    """At most MOST_EXAMPLES, of different stories and titles."""
    chosen: dict[str, Example] = {}
    for hit in hits:
        example = _example(queried, hit, should_match=should_match)
        if example is not None and len(chosen) < MOST_EXAMPLES:
            chosen.setdefault(hit.story_id or hit.item.title, example)
    return list({example.title: example for example in chosen.values()}.values())


def _example(queried: RuleSet, hit: Hit, *, should_match: bool) -> Example | None:
    """The shortest form of the item that still shows what it is to show; None where only its full text does."""
    item = hit.item
    note = f"{item.publisher}, {item.dated():%Y-%m-%d}"
    forms = (
        Example(title=item.title, should_match=should_match, note=note),
        Example(
            title=item.title, should_match=should_match, note=note, summary=on_one_line(item.summary[:LONGEST_TEXT])
        ),
        Example(
            title=item.title,
            should_match=should_match,
            note=note,
            summary=on_one_line(item.summary[:LONGEST_TEXT]),
            url=item.url,
            source=item.publisher,
            lang=item.lang,
            author=item.author,
            tags=item.tags,
            feed=item.feed_id,
        ),
    )
    return next((form for form in forms if _shows(queried, form)), None)


def _shows(queried: RuleSet, example: Example) -> bool:
    """A near miss shows something only where it has a word of the query."""
    item, by_id = example.item(), {rule.id: rule for rule in queried.rules}
    holds = queried.explain(by_id[QUERY], item).missed is None
    return holds if example.should_match else not holds and queried.explain(by_id[NEAR], item).missed is None


def _tables(examples: Iterable[Example]) -> Iterator[str]:
    for example in examples:
        lines = [f"[[rule.{'match' if example.should_match else 'no_match'}]]"]
        for key in ("title", "summary", "url", "source", "lang", "author", "feed", "note"):
            value = getattr(example, key)
            if value and value != getattr(Example(title="", should_match=True), key):
                lines.append(f"{key} = {toml_string(value)}")
        if example.tags:
            lines.append(f"tags = [{', '.join(map(toml_string, example.tags))}]")
        yield "\n".join(lines) + "\n"
