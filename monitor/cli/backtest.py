"""`monitor backtest`: what the rules would have told, and what an edit of them changes."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click
from click.exceptions import Exit
from rich.text import Text

from monitor.backtest.difference import Difference, difference_of
from monitor.backtest.replay import Poll, Step, polls_again, polls_of, walk, warm_up
from monitor.backtest.tally import Backtest, Tally, ToldAlert
from monitor.calm import Policy, policy_of
from monitor.cli.options import (
    config_option,
    encoder_for,
    existing_database,
    is_config_meant,
    length_of,
    rules_option,
    rules_place,
)
from monitor.cli.output import fail, highlighted, moment, print_json, print_rows, progress_bar, screen
from monitor.cli.rows import items_of
from monitor.collector import collector_seldom
from monitor.config import CHANNEL, FLOOD, Config, read_config
from monitor.errors import MonitorError
from monitor.model import Decision
from monitor.pipeline import Placed
from monitor.report.figures import (
    change,
    headline,
    held_back,
    how_changed,
    put_off_still,
    rate,
    reason_rows,
    rule_rows,
    when_and_why,
)
from monitor.report.markdown import backtest_markdown, difference_markdown
from monitor.report.page import page_of
from monitor.rules.files import load_rules
from monitor.rules.revision import rules_at
from monitor.rules.ruleset import RuleSet
from monitor.slack.message import excerpt_of, title_of
from monitor.slack.mrkdwn import cut, legible
from monitor.store import open_store
from monitor.stories.embedding import NO_MODEL

TITLE = 160  # characters that are shown
EXCERPT = 300


@click.command()
@click.option(
    "--since", callback=length_of, metavar="TIME", help="Walk what the store remembers of so long, such as 7d."
)
@click.option(
    "--items",
    "files",
    metavar="FILE",
    multiple=True,
    help="Walk a file: JSON lines, gzipped or not, or a feed; - is stdin.",
)
@click.option("--against", metavar="DIR|REV", help="Show what changes from these rules, or this git revision of them.")
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for a browser.")
@click.option("--samples", type=click.IntRange(0), default=3, show_default=True, help="Alerts shown of each rule.")
@click.option(
    "--max-alerts-a-day", "limit", type=click.FloatRange(0), help="Exit with code 1 where the rules would tell more."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["people", "jsonl", "markdown"]),
    default="people",
    show_default=True,
    help="Tables; one JSON object an item (with --against: a difference); or a pull request's comment.",
)
@rules_option
@config_option
def backtest(
    config_path: Path,
    rules_path: Path | None,
    *,
    format_: str,
    since: timedelta | None,
    files: tuple[str, ...],
    against: str | None,
    page: Path | None,
    samples: int,
    limit: float | None,
) -> None:
    """Walks recorded items as the daemon would have, and says what it would have told.

    Without --items, over the last 30 days of the store. Nothing is sent, and nothing is written to the store. Stories,
    routes, quiet hours, digests and cooldowns are the daemon's own, on a clock that the items drive. Mutes do not
    count.
    """
    if since is not None and files:
        raise click.UsageError("--since walks the store, --items walks a file: give one of them")
    if page is not None and not page.parent.is_dir():
        raise MonitorError(f"the page {page} can't be written: there is no folder {page.parent}")
    folder, zone = rules_place(rules_path, config_path)
    rulesets = [load_rules(folder, zone)]
    if against is not None:
        there = Path(against)
        rulesets.append(load_rules(there, zone) if there.is_dir() else rules_at(against, folder, zone))
    config = read_config(config_path) if is_config_meant(config_path) or not files else None
    on_step = _print_items if format_ == "jsonl" and against is None else None
    with collector_seldom():  # a hundred thousand items are kept to the end
        course = _over_files(files, config) if files else _over_store(config, since or timedelta(days=30), rulesets)
        results = _walked(course, config, rulesets, on_step)
    difference = difference_of(results[1], results[0]) if against is not None else None
    if page is not None:
        _write(page, page_of(results[0], difference, against or ""))
    _print(results[0], difference, format_, against or "", samples)
    if limit is not None and results[0].a_day(len(results[0].alerts)) > limit:
        fail(f"the rules would tell more than {limit:g} alerts a day")
        raise Exit(1)


# --- What is walked ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """The polls to walk, and the time that they stand for."""

    polls: tuple[Poll, ...]
    began: datetime
    ended: datetime
    until: datetime | None = None  # how far the clock runs on; None: until all is told


def _over_files(names: Sequence[str], config: Config | None) -> _Course:
    now = datetime.now(UTC)
    items = (item for name in names for item in items_of(name, now))
    with progress_bar() as progress:
        polls = polls_of(progress.track(items, description="reading"), config.feeds if config else (), now)
    if not polls:
        raise MonitorError(f"there is no item in {', '.join(names)}")
    return _Course(polls=polls, began=polls[0].at, ended=polls[-1].at)


def _over_store(config: Config | None, length: timedelta, rulesets: Sequence[RuleSet]) -> _Course:
    assert config is not None, "read above, where no file is walked"
    now = datetime.now(UTC)
    since = now - length
    with closing(open_store(existing_database(config))) as store, progress_bar() as progress:
        progress.add_task("reading", total=None)
        recorded = store.recorded_polls(since - warm_up(rulesets))
    polls = polls_again(recorded, config.feeds, since)
    counted = [poll.at for poll in polls if poll.counted]
    if not counted:
        raise MonitorError(f"the store remembers no item since {moment(since)}: ask for more, or walk a file (--items)")
    return _Course(polls=polls, began=max(since, counted[0]), ended=now, until=now)


# --- The walk ------------------------------------------------------------------------------------------------------


def _walked(
    course: _Course,
    config: Config | None,
    rulesets: Sequence[RuleSet],
    on_step: Callable[[Step], None] | None,
) -> list[Backtest]:
    channel, policy = (config.slack.channel, policy_of(config)) if config else (CHANNEL, Policy(flood=FLOOD))
    tallies = [Tally(ruleset, course.began) for ruleset in rulesets]
    encoder = encoder_for(config) if config else NO_MODEL
    steps = walk(course.polls, rulesets, channel, policy, course.until, encoder)
    with progress_bar() as progress:
        for step in progress.track(steps, total=len(course.polls), description="walking"):
            for tally, releases in zip(tallies, step.releases, strict=True):
                tally.release(releases)
            if step.poll is None:
                continue
            for tally, record in zip(tallies, step.records, strict=True):
                tally.take(record, step.poll.at, counted=step.poll.counted)
            if on_step is not None:
                on_step(step)
    return [tally.result(course.began, course.ended) for tally in tallies]


def _print_items(step: Step) -> None:
    if step.poll is not None and step.poll.counted:
        for placed in step.records[0].placed:
            print_json(_item_row(placed))


def _item_row(placed: Placed) -> dict[str, object]:
    return {
        "id": placed.item.key,
        "story": placed.story_id,
        "rules": [match.rule_id for match in placed.matches],
        "decisions": [_decision_row(one, placed) for one in placed.decisions],
    }


def _decision_row(decision: Decision, placed: Placed) -> dict[str, object]:
    own = tuple(match.rule_id for match in placed.matches if match.channel == decision.channel)
    row: dict[str, object] = {"channel": decision.channel, "reason": decision.reason.value}
    row |= {"until": decision.until} if decision.until else {}
    return row | ({"rules": list(decision.rules)} if decision.rules != own else {})


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise MonitorError(f"the page {path} can't be written: {exc.strerror}") from exc


# --- What is shown -------------------------------------------------------------------------------------------------


def _print(backtest: Backtest, difference: Difference | None, format_: str, against: str, samples: int) -> None:
    if format_ == "markdown":
        text = difference_markdown(difference, against) if difference else backtest_markdown(backtest)
        screen().print(text, markup=False, soft_wrap=True, end="")
    elif format_ == "people":
        _print_backtest(backtest, samples if difference is None else 0)
        if difference is not None:
            _print_difference(difference, against)
    elif difference is not None:
        _print_difference_rows(difference)


def _print_backtest(backtest: Backtest, samples: int) -> None:
    screen().print(headline(backtest), style="bold", markup=False)
    rows = [
        {
            "rule": one.rule.id,
            "severity": one.rule.severity.value,
            "items": one.items,
            "alerts": one.alerts,
            "a day": rate(backtest, one.alerts),
            "channels": one.channels,
            "held or folded": held_back(backtest, one),
        }
        for one in backtest.rules
    ]
    screen().print()
    print_rows(rows, ("rule", "severity", "items", "alerts", "a day", "channels", "held or folded"), "people", "")
    screen().print()
    told = [dict(zip(("decision", "reason", "count", "meaning"), row, strict=True)) for row in reason_rows(backtest)]
    print_rows(told, ("decision", "reason", "count", "meaning"), "people", "")
    if backtest.waiting:
        screen().print(f"\n{put_off_still(len(backtest.waiting))}")
    for one in backtest.rules:
        _print_samples(one.rule.id, [told for told in backtest.alerts if one.rule.id in told.rules], samples)


def _print_samples(rule_id: str, alerts: Sequence[ToldAlert], samples: int) -> None:
    """The last alerts of a rule."""
    if samples and alerts:
        screen().print(f"\n{rule_id}: the last of its alerts", style="bold", markup=False)
    for told in alerts[-samples:] if samples else ():
        _print_alert(told)


def _print_alert(told: ToldAlert) -> None:
    """An alert, with the words that made its rules hold."""
    alert = told.alert
    screen().print(Text(f"  {when_and_why(told)}", style="bright_black"))
    screen().print(Text.assemble("    ", *highlighted(title_of(alert, TITLE)), f"  ({legible(alert.item.publisher)})"))
    excerpt = cut(excerpt_of(alert), EXCERPT)
    if excerpt.bold:
        screen().print(Text.assemble("    ", *highlighted(excerpt)), style="bright_black")
    publishers = len(alert.publishers)
    if publishers > 1:
        screen().print(Text(f"    in the end {publishers} publishers", style="bright_black"))


def _print_difference(difference: Difference, against: str) -> None:
    screen().print(f"\nagainst {against}: {change(difference)}", style="bold", markup=False)
    rows = [dict(zip(("rule", "before", "after", "change"), row, strict=True)) for row in rule_rows(difference)]
    if rows:
        screen().print()
        print_rows(rows, ("rule", "before", "after", "change"), "people", "")
    for name, alerts in (
        ("gained", difference.gained),
        ("lost", difference.lost),
        ("put off still", difference.put_off),
    ):
        for number, told in enumerate(alerts):
            if number == 0:
                screen().print(f"\n{name}", style="bold")
            _print_alert(told)
    for number, one in enumerate(difference.changed):
        if number == 0:
            screen().print("\ntold otherwise", style="bold")
        _print_alert(one.after)
        screen().print(Text(f"    {how_changed(one.before, one.after)}"))


def _print_difference_rows(difference: Difference) -> None:
    for name, alerts in (("gained", difference.gained), ("lost", difference.lost), ("put_off", difference.put_off)):
        for told in alerts:
            print_json({"change": name} | _alert_row(told))
    for one in difference.changed:
        print_json({"change": "told_otherwise"} | _alert_row(one.after) | {"before": _alert_row(one.before)})
    before, after = difference.before, difference.after
    print_json(
        {
            "change": "summary",
            "gained": len(difference.gained),
            "lost": len(difference.lost),
            "put_off": len(difference.put_off),
            "told_otherwise": len(difference.changed),
            "regrouped": difference.regrouped,
            "alerts_a_day": {
                "before": round(before.a_day(len(before.alerts)), 3),
                "after": round(after.a_day(len(after.alerts)), 3),
            },
        }
    )


def _alert_row(told: ToldAlert) -> dict[str, object]:
    item = told.alert.item
    return {
        "id": item.key,
        "story": told.alert.story_id,
        "channel": told.channel,
        "rules": list(told.rules),
        "severity": told.severity,
        "at": told.at,
        "held_by": told.held_by,
        "title": item.title,
        "url": item.url,
    }
