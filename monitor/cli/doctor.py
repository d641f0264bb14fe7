"""`monitor rules doctor`: what each rule came to, what is the matter with it, and what to do."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import rich_click as click
from click.exceptions import Exit
from rich.text import Text

from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import counted, moment, print_json, screen, span
from monitor.config import read_config
from monitor.doctor import LOOKED_AT, Diagnosis, diagnose
from monitor.errors import MonitorError
from monitor.feeds.health import health_of
from monitor.rules.files import load_rules
from monitor.store import open_store


@click.command()
@click.argument("rule_ids", metavar="[RULE]...", nargs=-1)
@config_option
@format_option
def doctor(config_path: Path, format_: str, rule_ids: tuple[str, ...]) -> None:
    """Says how each rule does, by what the daemon recorded in the last 30 days: a line for one that is fine.

    Finds rules that never match, or fell silent against their own rhythm (and whether their feeds are to blame), that
    are loud, falsely alarming by your `monitor alerts mark`, overlapping, ending or muted; and terms that never fired.
    Exit code 1 where something is found. With RULE ids, all figures of these.
    """
    config, now = read_config(config_path), datetime.now(UTC)
    ruleset = load_rules(config.rules, config.timezone)
    unknown = [rule_id for rule_id in rule_ids if ruleset.rule(rule_id) is None]
    if unknown:
        raise MonitorError(f"no rule has the id {unknown[0]!r}: `monitor rules list` shows them")
    store = open_store(existing_database(config))
    record, states = store.rules_record(now - LOOKED_AT, now), {one.feed_id: one for one in store.feed_states()}
    store.close()
    at = partial(moment, zone=config.timezone)
    feeds = {feed.id: health_of(feed, states.get(feed.id), now, at) for feed in config.feeds}
    found = [one for one in diagnose(ruleset, record, feeds, now) if not rule_ids or one.rule_id in rule_ids]
    for one in found:
        if format_ == "jsonl":
            print_json(_row(one))
        else:
            _print(one, now, whole=bool(rule_ids))
    if any(one.findings for one in found):
        raise Exit(1)


def _print(one: Diagnosis, now: datetime, *, whole: bool) -> None:
    word = ("!   ", "yellow") if one.findings else ("fine", "green")
    screen().print(Text.assemble((f"{one.rule_id:20} ", "bold"), word, f"  {_line(one, now)}"))
    for finding in one.findings:
        screen().print(Text(f"    {finding.sentence}", style="yellow"))
        screen().print(Text(f"      → {finding.suggestion}"))
    if whole or one.findings:
        _print_more("busiest terms", (f"{term} {count}" for term, count in one.busiest))
    if whole:
        _print_more("terms in no hit", one.unused)
        _print_more("shares stories with", (f"{other.rule_id} {other.shared} of {other.of}" for other in one.overlaps))
        _print_more("usually a story every", [span(one.usual_gap)] if one.usual_gap else [])


def _print_more(label: str, said: Iterable[str]) -> None:
    screen().print(Text(f"    {label}: {', '.join(said) or '–'}", style="bright_black"))


def _line(one: Diagnosis, now: datetime) -> str:
    last = f"last {span(now - one.last_hit)} ago" if one.last_hit else "none ever"
    rate = f"; {one.alerts_a_day:.1f} alerts a day" if one.alerts_a_day is not None else ""
    said = f"; {one.false_alarms} of {one.marked} marked false" if one.marked else ""
    return f"{counted(one.hits_7_days, 'hit')} in 7 days, {one.hits_30_days} in 30, {last}{rate}{said}"


def _row(one: Diagnosis) -> dict[str, object]:
    return {
        "rule": one.rule_id,
        "hits_7_days": one.hits_7_days,
        "hits_30_days": one.hits_30_days,
        "stories": one.stories,
        "last_hit": one.last_hit,
        "alerts_a_day": one.alerts_a_day,
        "marked": one.marked,
        "false_alarms": one.false_alarms,
        "usual_gap": one.usual_gap,
        "busiest": [{"term": term, "hits": hits} for term, hits in one.busiest],
        "unused": list(one.unused),
        "overlaps": [{"rule": other.rule_id, "stories": other.shared, "of": other.of} for other in one.overlaps],
        "findings": [
            {"code": found.code, "sentence": found.sentence, "suggestion": found.suggestion} for found in one.findings
        ],
    }
