"""A backtest, or the difference of two, as Markdown for a pull request's comment.

Titles are strangers' text: what Markdown or a forge reads as markup, a mention or a link is made inert.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from monitor.backtest.difference import Difference
from monitor.backtest.tally import Backtest, ToldAlert
from monitor.report.figures import change, held_back, how_changed, rate, reason_rows, rule_rows, when_and_why
from monitor.report.figures import headline as headline_of
from monitor.slack.message import title_of
from monitor.slack.mrkdwn import Marked

MOST_LISTED = 50  # of each kind; a forge cuts comments off at 65,536 characters
LONGEST_TITLE = 200


def backtest_markdown(backtest: Backtest) -> str:
    """What a rule set would have told."""
    rules = [
        (
            f"`{one.rule.id}`",
            one.rule.severity.value,
            one.items,
            one.alerts,
            rate(backtest, one.alerts),
            held_back(backtest, one),
        )
        for one in backtest.rules
    ]
    reasons = [(kind, f"`{name}`", count, sentence) for kind, name, count, sentence in reason_rows(backtest)]
    lines = [
        "### Backtest",
        "",
        headline_of(backtest) + ".",
        "",
        *_table(("rule", "severity", "items", "alerts", "a day", "held or folded"), rules),
        "",
        *_table(("", "reason", "decisions", ""), reasons),
        *_listed("Alerts", (_line(told) for told in backtest.alerts), len(backtest.alerts)),
    ]
    return "\n".join(lines) + "\n"


def difference_markdown(difference: Difference, against: str) -> str:
    """What an edit changes."""
    rules = [(f"`{name}`", *counts) for name, *counts in rule_rows(difference)]
    changed = (f"{_line(one.after)}: {inert(how_changed(one.before, one.after))}" for one in difference.changed)
    lines = [
        f"### Rules against `{against.replace('`', '')}`",
        "",
        headline_of(difference.after) + ".",
        "",
        f"**{change(difference)}.**",
        *(["", *_table(("rule", "alerts before", "after", ""), rules)] if rules else []),
        *_listed("Gained", (_line(told) for told in difference.gained), len(difference.gained)),
        *_listed("Lost", (_line(told) for told in difference.lost), len(difference.lost)),
        *_listed("Put off still", (_line(told) for told in difference.put_off), len(difference.put_off)),
        *_listed("Told otherwise", changed, len(difference.changed)),
    ]
    return "\n".join(lines) + "\n"


def inert(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no mention, no link of its own."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = re.sub(r"([\\`*_{}\[\]()#+!|~=$-])", r"\\\1", escaped)
    return re.sub(r"(?<=[@:])|(?<=www)(?=\.)", "\u2060", escaped)  # a word joiner: nothing is seen of it


def _line(told: ToldAlert) -> str:
    rules = ", ".join(f"`{rule}`" for rule in told.rules)
    return f"**{_highlighted(title_of(told.alert, LONGEST_TITLE))}** ({inert(told.alert.item.publisher)}) {rules}, " + (
        inert(when_and_why(told))
    )


def _highlighted(title: Marked) -> str:
    return "".join(f"<ins>{inert(text)}</ins>" if bold else inert(text) for text, bold in title.runs())


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _listed(title: str, lines: Iterable[str], count: int) -> Iterator[str]:
    if not count:
        return
    yield from ("", f"<details><summary>{title}: {count:,}</summary>", "")
    yield from (f"- {line}" for _, line in zip(range(MOST_LISTED), lines, strict=False))
    if count > MOST_LISTED:
        yield f"- … and {count - MOST_LISTED:,} more"
    yield from ("", "</details>")
