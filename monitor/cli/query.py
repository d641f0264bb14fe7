"""`monitor rules try|new`: a query, looked for in what is kept, and a rule file drafted from it."""

import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from zoneinfo import ZoneInfo

import rich_click as click
from rich.text import Text

from monitor.cli.options import (
    config_option,
    existing_database,
    format_option,
    is_config_meant,
    length_of,
    rules_option,
    rules_place,
)
from monitor.cli.output import counted, highlighted, moment, print_json, progress_bar, screen
from monitor.cli.rows import items_of
from monitor.config import read_config
from monitor.errors import MonitorError, RuleFilesError
from monitor.model import Alert, Item, Reason, Severity
from monitor.rules.draft import draft_of, file_of
from monitor.rules.files import load_rules
from monitor.rules.query import Found, Hit, query_set, search
from monitor.rules.ruleset import RuleSet
from monitor.slack.message import excerpt_of, title_of
from monitor.slack.mrkdwn import cut, legible
from monitor.store import open_store

WEEK = timedelta(days=7)
TITLE, EXCERPT = 160, 300  # characters that are shown
MOST_PUBLISHERS = 8
WIDEST = 40  # columns of the longest bar
CHOSEN = 50  # hits among which examples are picked


@click.command("try")
@click.argument("query")
@click.option("--since", callback=length_of, metavar="TIME", help="How far back in the store.  \\[default: 7d]")
@click.option("--items", "files", metavar="FILE", multiple=True, help="Look through a file instead; - is stdin.")
@click.option("--limit", type=click.IntRange(0, 10_000), default=20, show_default=True, help="How many hits to show.")
@rules_option
@config_option
@format_option
def try_(
    config_path: Path,
    rules_path: Path | None,
    format_: str,
    query: str,
    *,
    since: timedelta | None,
    files: tuple[str, ...],
    limit: int,
) -> None:
    """Looks for QUERY, a condition as in a rule, in what the store remembers: newest first, its words highlighted.

    @entities are those of your rule files. FILE is as `monitor rules match` takes it. So you find the words before you
    write the rule: `monitor rules new` makes one of them.
    """
    now = datetime.now(UTC)
    queried = query_set(query, _known(rules_path, config_path))
    found = _found(queried, _items(config_path, since, files, now), now, limit)
    if format_ == "jsonl":
        for hit in found.hits:
            print_json(_row(hit))
        print_json(_summary(found))
    else:
        _print(found, config_path)


def _known(rules_path: Path | None, config_path: Path) -> RuleSet:
    """The rules whose entities a query may name; none where there is no folder of rules yet."""
    folder, zone = rules_place(rules_path, config_path)
    return load_rules(folder, zone) if folder.is_dir() or rules_path else RuleSet(rules=(), zone=zone)


def _items(
    config_path: Path, since: timedelta | None, files: tuple[str, ...], now: datetime
) -> Iterator[tuple[Item, str]]:
    """Items with the ids of their stories, of a file or the store."""
    if files and since is not None:
        raise click.UsageError("--since looks through the store, --items through a file: give one of them")
    for name in files:
        yield from ((item, "") for item in items_of(name, now))
    if not files:
        with closing(open_store(existing_database(read_config(config_path)))) as store:
            yield from store.kept_items(now - (since or WEEK))


def _found(queried: RuleSet, items: Iterable[tuple[Item, str]], now: datetime, limit: int) -> Found:
    with progress_bar() as progress:
        return search(queried, progress.track(items, total=None, description="looking"), now, queried.zone, limit)


def _row(hit: Hit) -> dict[str, object]:
    item = hit.item
    return {
        "id": item.key,
        "story": hit.story_id or None,
        "publisher": item.publisher,
        "title": item.title,
        "url": item.url,
        "dated": item.dated(),
        "evidence": [
            {"field": one.field, "start": one.start, "end": one.end, "text": one.text, "term": one.term}
            for one in hit.match.evidence
        ],
    }


def _summary(found: Found) -> dict[str, object]:
    return {
        "seen": found.seen,
        "matched": found.matched,
        "stories": found.stories or None,
        "by_day": {str(day): count for day, count in found.by_day},
        "by_publisher": dict(found.by_publisher),
    }


def _print(found: Found, config_path: Path) -> None:
    zone = read_config(config_path).timezone if is_config_meant(config_path) else ZoneInfo("UTC")
    for hit in found.hits:
        _print_hit(hit, zone)
    if found.matched > len(found.hits):
        screen().print(f"… and {found.matched - len(found.hits)} more: --limit shows them")
    if not found.matched:
        near = "; nearest is: " + legible(found.near[0].item.title) if found.near else ""
        screen().print(f"nothing matches, of {counted(found.seen, 'item')}{near}", markup=False)
        return
    told = f" in {found.stories} {'story' if found.stories == 1 else 'stories'}" if found.stories else ""
    screen().print(f"\n{found.matched} of {counted(found.seen, 'item')} match{told}", style="bold")
    most = max(count for _, count in found.by_day)
    for day, count in found.by_day:
        screen().print(f"  {day}  {count:5}  {'█' * max(1, count * WIDEST // most)}")
    shown = found.by_publisher[:MOST_PUBLISHERS]
    rest = f", and {len(found.by_publisher) - len(shown)} more" if len(found.by_publisher) > len(shown) else ""
    screen().print("  " + ", ".join(f"{legible(name)} {count}" for name, count in shown) + rest, markup=False)


def _print_hit(hit: Hit, zone: ZoneInfo) -> None:
    item = hit.item
    alert = Alert(story_id=hit.story_id, reason=Reason.FIRST_REPORT, item=item, matches=(hit.match,), reports=())
    screen().print(Text(f"{moment(item.dated(), zone)}  {legible(item.publisher)}  {item.url}", style="bright_black"))
    screen().print(Text.assemble("  ", *highlighted(title_of(alert, TITLE))))
    excerpt = cut(excerpt_of(alert), EXCERPT)
    if excerpt.bold:
        screen().print(Text.assemble("  ", *highlighted(excerpt)))


# --- new -------------------------------------------------------------------------------------------------------------


@click.command("new")
@click.argument("query")
@click.option("--id", "rule_id", help="The rule's id, and the name of its file.  \\[default: of its words]")
@click.option("--title", help="What the alert says.  \\[default: its words]")
@click.option(
    "--severity",
    type=click.Choice([one.value for one in Severity]),
    default="notice",
    show_default=True,
    help="How much you want to know.",
)
@click.option("--since", callback=length_of, metavar="TIME", help="How far back for examples.  \\[default: 7d]")
@click.option("--items", "files", metavar="FILE", multiple=True, help="Pick examples from a file instead.")
@rules_option
@config_option
def new(
    config_path: Path,
    rules_path: Path | None,
    *,
    query: str,
    rule_id: str | None,
    title: str | None,
    severity: str,
    since: timedelta | None,
    files: tuple[str, ...],
) -> None:
    """Writes a rule file from QUERY into the folder of rules, with examples picked from what it matches, and nearly.

    Nothing is overwritten, and nothing is written that would not load: a running daemon takes it up at once.
    """
    now = datetime.now(UTC)
    known = _known(rules_path, config_path)
    queried = query_set(query, known)
    draft = draft_of(queried, title, rule_id, Severity(severity))
    found = _found(queried, _items(config_path, since, files, now), now, CHOSEN)
    folder, _ = rules_place(rules_path, config_path)
    schema = "../schemas/rules.json" if (folder.resolve().parent / "schemas" / "rules.json").exists() else None
    path = folder / f"{draft.id}.toml"
    written = file_of(draft, query, queried, found, now.astimezone(known.zone).date(), schema)
    _write(path, written)
    (rule,) = tomllib.loads(written)["rule"]
    examples = counted(len(rule.get("match", ())), "example")
    screen().print(f"written  {path}: {examples}, and {len(rule.get('no_match', ()))} near misses", markup=False)
    screen().print(f"It matches {found.matched} of the {counted(found.seen, 'item')} that were looked through.")
    screen().print(
        f"Next: read them, then monitor rules test {draft.id}, monitor rules lint, monitor backtest", markup=False
    )


def _write(path: Path, text: str) -> None:
    """Writes what loads together with the folder. Raises MonitorError where it would not, or stands there already."""
    if path.exists():
        raise MonitorError(f"{path} is there already, and nothing is overwritten: give another --id")
    with tempfile.TemporaryDirectory(prefix="monitor-new-rule-") as there:
        for other in path.parent.glob("*.toml"):
            copyfile(other, Path(there) / other.name)
        (Path(there) / path.name).write_text(text, encoding="utf-8")
        try:
            load_rules(Path(there))
        except RuleFilesError as exc:
            raise MonitorError(f"nothing is written: {str(exc).replace(there, str(path.parent))}") from exc
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as exc:
        raise MonitorError(f"{path} can't be written: {exc.strerror or exc}") from exc
