"""A backtest as one page for a browser: Backtest → HTML that asks nobody for anything and runs nothing.

Strangers' text is made legible, and escaped by the template; addresses are http(s) or no link. The page's own policy
forbids scripts, frames, forms and every request; its style is allowed by its hash.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.backtest.difference import Difference
from monitor.backtest.tally import Backtest, ToldAlert
from monitor.model import Severity
from monitor.report.figures import change, held_back, how_changed, rate, reason_rows, rule_rows, when_and_why
from monitor.report.figures import headline as headline_of
from monitor.report.timeline import timeline_of
from monitor.slack.message import excerpt_of, title_of
from monitor.slack.mrkdwn import Marked, cut, legible, shortened, web_address

MOST_ALERTS = 500  # that a page shows whole; a browser copes with more, a reader does not
MOST_BARS = 12
TITLE, EXCERPT, NAME, ADDRESS = 300, 500, 60, 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An alert as the page shows it; `note` where it stands in a difference."""

    title: Marked
    excerpt: Marked
    address: str | None
    publishers: tuple[str, ...]
    lang: str
    severity: Severity
    rules: tuple[str, ...]
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A name and how often it counts; `share` of the most frequent one, in percent."""

    name: str
    count: int
    share: float


def page_of(backtest: Backtest, difference: Difference | None = None, against: str = "") -> str:
    """The whole page. With a difference, what changed from the rules `against` comes first."""
    alerts = backtest.alerts[-MOST_ALERTS:]
    environment = Environment(
        loader=PackageLoader("monitor.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = environment.get_template("page.css").render()
    return environment.get_template("page.html.j2").render(
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        headline=headline_of(backtest),
        backtest=backtest,
        a_day=rate(backtest, len(backtest.alerts)),
        later=sum(count for reason, count in backtest.reasons.items() if reason.puts_off),
        rules=[(one, rate(backtest, one.alerts), held_back(backtest, one)) for one in backtest.rules],
        reasons=[(*row, 100 * row[2] / _most(backtest)) for row in reason_rows(backtest)],
        timeline=timeline_of(backtest),
        severities=tuple(reversed(Severity)),
        publishers=_bars(Counter(name for one in backtest.alerts for name in one.alert.publishers)),
        languages=_bars(Counter(one.alert.item.lang or "not said" for one in backtest.alerts)),
        alerts=[_shown(told) for told in reversed(alerts)],
        unlisted=len(backtest.alerts) - len(alerts),
        difference=difference,
        change=change(difference) if difference else "",
        changes=_changes(difference) if difference else (),
        against=against,
        rule_changes=rule_rows(difference) if difference else (),
    )


def _changes(difference: Difference) -> tuple[tuple[str, int, list[Shown]], ...]:
    """What was gained, lost, put off and told otherwise, each with its count and its first alerts."""
    otherwise = [_shown(one.after, how_changed(one.before, one.after)) for one in difference.changed[:MOST_ALERTS]]
    return (
        ("Gained", len(difference.gained), [_shown(told) for told in difference.gained[:MOST_ALERTS]]),
        ("Lost", len(difference.lost), [_shown(told) for told in difference.lost[:MOST_ALERTS]]),
        ("Put off still", len(difference.put_off), [_shown(told) for told in difference.put_off[:MOST_ALERTS]]),
        ("Told otherwise", len(difference.changed), otherwise),
    )


def _shown(told: ToldAlert, note: str = "") -> Shown:
    alert = told.alert
    return Shown(
        title=title_of(alert, TITLE),
        excerpt=cut(excerpt_of(alert), EXCERPT),
        address=web_address(alert.item.url, ADDRESS),
        publishers=tuple(_name(publisher) for publisher in alert.publishers),
        lang=alert.item.lang or "",
        severity=told.severity,
        rules=told.rules,
        when=when_and_why(told),
        note=note,
    )


def _bars(counts: Mapping[str, int]) -> list[Bar]:
    """The most frequent names, and all others as one."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    listed, others = ranked[:MOST_BARS], sum(count for _, count in ranked[MOST_BARS:])
    most = max((count for _, count in ranked), default=1)
    bars = [Bar(name=_name(name), count=count, share=round(100 * count / most, 1)) for name, count in listed]
    if others:
        bars.append(Bar(name="all others", count=others, share=min(100.0, round(100 * others / most, 1))))
    return bars


def _most(backtest: Backtest) -> int:
    """The most frequent reason of reports that match, which the bars are measured by."""
    return max((count for reason, count in backtest.reasons.items() if reason != "no_match"), default=1) or 1


def _name(text: str) -> str:
    return shortened(legible(text), NAME) or "unnamed"
