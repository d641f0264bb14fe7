"""`monitor stories`: which reports tell one event, and why."""

from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import moment, print_json, print_rows, readable, screen
from monitor.config import Config, read_config
from monitor.errors import MonitorError
from monitor.explain import merger_sentence, placement_sentences
from monitor.store import Store, open_store
from monitor.store.mergers import Merged
from monitor.store.views import PlacedReport, StoryAccount, StoryLine


@click.group()
def stories() -> None:
    """Which reports tell one event, and why."""


@stories.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many, newest first.")
@click.option("--reports", type=click.IntRange(1), default=2, show_default=True, help="Only those of so many reports.")
@config_option
@format_option
def list_(config_path: Path, format_: str, limit: int, reports: int) -> None:
    """Lists stories, told or not, the last reported first; publishers are those with a report of their own."""
    config, store = _open(config_path)
    lines = store.story_lines(datetime.now(UTC), limit, reports)
    store.close()
    rows = [_row(line) for line in lines]
    if format_ == "people":
        rows = [
            row | {"last": moment(line.story.last_item_at, config.timezone)}
            for row, line in zip(rows, lines, strict=True)
        ]
    columns = ("id", "last", "life", "reports", "publishers", "state_media", "headline")
    print_rows(rows, columns, format_, f"No story has {reports} reports yet: --reports 1 lists all.")


@stories.command()
@click.argument("wanted", metavar="ID")
@config_option
@format_option
def show(config_path: Path, format_: str, wanted: str) -> None:
    """Shows one story: its reports, why each is in it, and which story came next.

    ID is a story's id, an article's address, or a number from `alerts list`.
    """
    config, store = _open(config_path)
    found = store.story_account(wanted, datetime.now(UTC))
    store.close()
    if found is None:
        raise MonitorError(f"no story is known by {wanted!r}: `monitor stories list` shows the ids")
    if format_ == "jsonl":
        merged = [_merged_row(one) for one in found.merged]
        print_json(_row(found.line) | {"merged": merged, "items": [_report_row(one) for one in found.reports]})
    else:
        _print_story(config, found)


def _open(config_path: Path) -> tuple[Config, Store]:
    config = read_config(config_path)
    return config, open_store(existing_database(config))


def _row(line: StoryLine) -> dict[str, object]:
    return {
        "id": line.story.id,
        "headline": line.story.headline,
        "url": line.story.url,
        "founded": line.story.founded_at,
        "last": line.story.last_item_at,
        "life": line.life.value,
        "reports": line.reports,
        "publishers": list(line.sources.independent),
        "state_media": list(line.sources.state),
        "copying": list(line.sources.copying),
    }


def _report_row(one: PlacedReport) -> dict[str, object]:
    item, placement = one.item, one.placement
    other = placement.runner_up
    return {
        "key": item.key,
        "publisher": item.publisher,
        "title": item.title,
        "url": item.url,
        "dated": item.dated(),
        "why": placement.why.value,
        "near": placement.near,
        "likeness": placement.likeness,
        "shared": list(placement.shared),
        "runner_up": other
        and {"story": other.story_id, "item": other.item_key, "likeness": other.likeness, "against": other.against},
    }


def _merged_row(one: Merged) -> dict[str, object]:
    merger = one.merger
    return {
        "story": merger.story_id,
        "headline": one.headline,
        "at": one.at,
        "by": merger.item_key,
        "near": merger.near,
        "likeness": merger.likeness,
    }


def _print_story(config: Config, found: StoryAccount) -> None:
    out, zone, line = screen(), config.timezone, found.line
    out.print(readable(line.story.headline), style="bold", markup=False)
    out.print(f"story {line.story.id}: {line.life.value}, {line.reports} reports", markup=False)
    for name, who in (
        ("own reports", line.sources.independent),
        ("state media", line.sources.state),
        ("copies", line.sources.copying),
    ):
        if who:
            out.print(f"  {name}: {', '.join(who)}", markup=False)
    titles = {one.item.key: readable(f"{one.item.publisher}: {one.item.title}") for one in found.reports}
    for one in found.reports:
        out.print(f"{moment(one.item.dated(), zone)}  {titles[one.item.key]}", markup=False)
        for sentence in placement_sentences(one.item.key, one.placement, titles):
            out.print(f"    {sentence}", markup=False)
    for ended in found.merged:
        out.print(f"{moment(ended.at, zone)}  {merger_sentence(ended.merger, titles)}", markup=False)
