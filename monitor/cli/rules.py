"""`monitor rules`: the rule files, checked, tried, and matched without a store."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click
from click.exceptions import Exit
from rich.text import Text

from monitor.cli.doctor import doctor
from monitor.cli.options import config_option, format_option, rules_in_use, rules_option
from monitor.cli.output import fail, print_json, print_rows, problems_as, progress_bar, screen
from monitor.cli.query import new, try_
from monitor.cli.rows import items_of
from monitor.document import read_document
from monitor.errors import Problem
from monitor.model import Evidence, Item, Match
from monitor.rules.lint import Finding, lint
from monitor.rules.ruleset import ExampleResult, Explanation, RuleSet, run_examples

MOST_SHOWN = 3  # pieces of evidence a line


@click.group()
def rules() -> None:
    """Rule files: found by a query, listed, checked, tested by their examples, matched against items.

    These commands need no config: without one they read ./rules.
    """


for command in (try_, new, doctor):
    rules.add_command(command)


@rules.command("list")
@rules_option
@config_option
@format_option
def list_(config_path: Path, rules_path: Path | None, format_: str) -> None:
    """Lists the rules."""
    loaded = rules_in_use(rules_path, config_path)
    rows = [
        {
            "id": rule.id,
            "severity": rule.severity.value,
            "title": rule.title,
            "channel": rule.channel,
            "owner": rule.owner,
            "seed": list(rule.seed),
            "tags": list(rule.tags),
            "expires": rule.expires,
            "active": rule.active,
            "examples": len(rule.examples),
            "file": rule.path,
        }
        for rule in loaded.rules
    ]
    print_rows(rows, ("id", "severity", "title", "seed", "examples", "file"), format_, "The folder holds no rule.")


@rules.command()
@rules_option
@config_option
@format_option
def check(config_path: Path, rules_path: Path | None, format_: str) -> None:
    """Checks every rule file, with its examples; shows every fault with file, line and column.

    Exit code 2 where the rules can't be used, 1 where they can and something needs a look (a rule has expired). A rule
    that expires within a week is said.
    """
    with problems_as(format_):
        loaded = rules_in_use(rules_path, config_path)
    examples = sum(len(rule.examples) for rule in loaded.rules)
    if format_ == "jsonl":
        notices = [str(notice) for notice in loaded.notices]
        ahead = [str(notice) for notice in loaded.ahead]
        print_json({"rules": len(loaded.rules), "examples": examples, "notices": notices, "ahead": ahead})
    else:
        for notice in (*loaded.notices, *loaded.ahead):
            fail(str(notice))
        screen().print(f"{len(loaded.rules)} rules hold, with all of their {examples} examples")
    if loaded.notices:
        raise Exit(1)


@rules.command()
@click.argument("rule_ids", metavar="[RULE]...", nargs=-1)
@rules_option
@config_option
@format_option
def test(config_path: Path, rules_path: Path | None, format_: str, rule_ids: tuple[str, ...]) -> None:
    """Runs the examples of the rules and shows the words that matched, or the clause that did not.

    With RULE ids, only theirs. A rule whose example fails is a fault: the command ends with exit code 2, as `check`.
    """
    loaded = rules_in_use(rules_path, config_path)
    unknown = [rule_id for rule_id in rule_ids if loaded.rule(rule_id) is None]
    if unknown:
        raise click.BadParameter(f"no rule has the id {unknown[0]!r}; `monitor rules list` shows them")
    results = [result for result in run_examples(loaded) if not rule_ids or result.rule_id in rule_ids]
    if format_ == "jsonl":
        for result in results:
            print_json(_result_row(result))
        return
    for result in results:
        _print_result(result)
    screen().print(f"\n{len(results)} examples hold")


def _result_row(result: ExampleResult) -> dict[str, object]:
    return {
        "rule": result.rule_id,
        "title": result.example.title,
        "should_match": result.example.should_match,
        "passed": result.passed,
        "missed": result.missed,
        "evidence": [_evidence_row(result.rule_id, one) for one in result.evidence],
    }


def _print_result(result: ExampleResult) -> None:
    mark = "match   " if result.example.should_match else "no match"
    line = Text.assemble((f"{result.rule_id:18}", "bold"), f" {mark}  {result.example.title or result.example.summary}")
    screen().print(line)
    if result.missed is None:
        words = ", ".join(f"{one.text!r} ({one.term})" for one in result.evidence[:MOST_SHOWN])
        screen().print(Text(f"{'':29}by {words}", style="bright_black"))
    else:
        screen().print(Text(f"{'':29}{result.why_not}", style="bright_black"))


@rules.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@rules_option
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["people", "jsonl"]),
    help="What matched, for people; or one JSON object an item.  [default: people at a terminal, else jsonl]",
)
def match(config_path: Path, rules_path: Path | None, format_: str | None, files: tuple[str, ...]) -> None:
    """Matches items against the rules, without a store: one row an item, whether anything matched or not.

    FILE is JSON lines {"id","title","summary","body"?,"url","source","published","lang"?}, gzipped or not, "-" for
    standard input, or a feed file: RSS, Atom or JSON Feed.
    """
    loaded = rules_in_use(rules_path, config_path)
    now = datetime.now(UTC)
    for_people = (format_ or ("people" if sys.stdout.isatty() else "jsonl")) == "people"
    seen = matched = 0
    with progress_bar(is_shown=for_people) as progress:
        task = progress.add_task("matching", total=None)
        for name in files:
            for item in items_of(name, now):
                found = loaded.match(item, now)
                seen, matched = seen + 1, matched + bool(found)
                if not for_people:
                    print_json(_row(item, found))
                elif found:
                    _print_match(item, found)
                progress.update(task, advance=1)
    if for_people:
        screen().print(f"{matched} of {seen} items match")


@rules.command("lint")
@rules_option
@config_option
@format_option
def lint_(config_path: Path, rules_path: Path | None, format_: str) -> None:
    """Finds rules that are valid and probably not meant so: code, severity, place and what to write instead.

    A rule silences a code with lint_ignore = { code = "reason" }. Exit code 1 where anything is found.
    """
    loaded = rules_in_use(rules_path, config_path)
    found = lint(loaded.rules)
    for one in found:
        problem = _lint_problem(one, loaded)
        if format_ == "jsonl":
            place = {"file": problem.place.path, "line": problem.place.line, "column": problem.place.column}
            said = {"rule": one.rule_id, "code": one.code, "severity": one.severity, "message": one.message}
            print_json({**said, "hint": one.hint, **place})
        else:
            screen().print(Text(str(problem)))
    if found:
        raise Exit(1)
    if format_ != "jsonl":
        screen().print(f"nothing found in {len(loaded.rules)} rules")


def _lint_problem(found: Finding, loaded: RuleSet) -> Problem:
    """The finding at its place in the file, which is read again: a rule set keeps no places."""
    rule = loaded.rule(found.rule_id)
    assert rule is not None
    document = read_document(Path(rule.path))
    number = next(number for number, table in enumerate(document.data["rule"]) if table["id"] == rule.id)
    place = document.place_inside(("rule", number, found.key), found.at)
    return document.problem(place, f"{found.severity} {found.code}: {found.message}", found.hint)


@rules.command()
@click.argument("file", metavar="ITEMS")
@click.argument("rule_id", metavar="RULE")
@rules_option
@config_option
@format_option
def explain(config_path: Path, rules_path: Path | None, format_: str, file: str, rule_id: str) -> None:
    """Says of each item in ITEMS why RULE holds for it, or which clause of the rule fails first.

    ITEMS is a file as `monitor rules match` takes it, "-" for standard input. An expired rule is explained too.
    """
    loaded = rules_in_use(rules_path, config_path)
    rule = loaded.rule(rule_id)
    if rule is None:
        raise click.BadParameter(f"no rule has the id {rule_id!r}; `monitor rules list` shows them")
    for item in items_of(file, datetime.now(UTC)):
        explained = loaded.explain(rule, item)
        if format_ == "jsonl":
            evidence = [_evidence_row(rule.id, one) for one in explained.evidence]
            more = {} if explained.nearest is None else {"nearest": explained.nearest}
            print_json({"id": item.key, "rule": rule.id, "missed": explained.missed} | more | {"evidence": evidence})
        else:
            _print_explanation(item, explained)


def _print_explanation(item: Item, explained: Explanation) -> None:
    screen().print(Text.assemble((item.title or item.summary[:80], "bold"), f"  ({item.key})"))
    if explained.missed is None:
        screen().print("  holds", style="green")
    else:
        screen().print(Text(f"  fails at {explained.missed}", style="yellow"))
        if explained.nearest is not None:
            screen().print(Text(f"  {explained.nearest}", style="yellow"))
    for one in explained.evidence:
        pair = "" if one.pair is None else f"  pair {one.pair + 1}"
        screen().print(Text(f"    {one.field} {one.start}–{one.end}: {one.text!r} by {one.term}{pair}"))


def _row(item: Item, found: tuple[Match, ...]) -> dict[str, object]:
    return {
        "id": item.key,
        "rules": [one.rule_id for one in found],
        "evidence": [_evidence_row(one.rule_id, evidence) for one in found for evidence in one.evidence],
    }


def _evidence_row(rule_id: str, evidence: Evidence) -> dict[str, object]:
    return {
        "rule": rule_id,
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "term": evidence.term,
        **({} if evidence.pair is None else {"pair": evidence.pair}),
    }


def _print_match(item: Item, found: tuple[Match, ...]) -> None:
    screen().print(Text.assemble((item.title or item.summary[:80], "bold"), f"  ({item.key})"))
    for one in found:
        words = ", ".join(dict.fromkeys(evidence.text for evidence in one.evidence))
        screen().print(Text(f"  {one.rule_id}: {words}"))
