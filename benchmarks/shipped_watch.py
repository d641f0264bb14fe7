"""How good the shipped rules are: precision and recall on labelled items, and what they catch in general news.

    .venv/bin/python benchmarks/shipped_watch.py                      labelled items, then every collection
    .venv/bin/python benchmarks/shipped_watch.py --labelled           the labelled items alone (a second or two)
    .venv/bin/python benchmarks/shipped_watch.py --collection rumca   one collection, by a part of its name
    .venv/bin/python benchmarks/shipped_watch.py --hits FILE          also writes every hit with its evidence

The data are not ours to publish: they stand in the folder that MONITOR_SHARED names (default: ../shared beside the
repository). Where they are missing, the benchmark says so and ends with 0.

shipped_watch_judged.tsv holds what a reader decided on each hit in the collections: a digest of the item, the rule,
`right`, `wrong` or `arguable`, and why. It quotes no item. A hit that is not in it counts as unread.
"""  # scripts, no package

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.rows import items_of
from monitor.model import Item, Match
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet

ROOT = Path(__file__).resolve().parent.parent
JUDGED = Path(__file__).with_name("shipped_watch_judged.tsv")
TOPICS = ("dprk-troops", "kursk", "dprk-russia-arms", "npt", "unsc-violations", "eu-response")
PER = 10_000  # items: the unit of the false-alert rate


# --- Figures, the same as the labelled set's own scorer ----------------------------------------------------------


@dataclass
class Figures:
    """Counts of right, wrong and missed topics."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Figures") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return f"P {precision:.3f}  R {recall:.3f}  right {self.right:4} wrong {self.wrong:3} missed {self.missed:3}"


Row = Mapping[str, object]


def figures_of(topic: str, rows: Iterable[Row], told: Mapping[str, set[str]]) -> Figures:
    """An optional label is neither rewarded nor punished."""
    figures = Figures()
    for row in rows:
        wanted, optional = names(row, "labels"), names(row, "optional_labels")
        is_told = topic in told[str(row["id"])]
        figures.right += is_told and topic in wanted
        figures.wrong += is_told and topic not in wanted | optional
        figures.missed += not is_told and topic in wanted
    return figures


def names(row: Row, key: str) -> set[str]:
    value = row.get(key)
    return {str(one) for one in value} if isinstance(value, list) else set()


def print_labelled(rules: RuleSet, path: Path, now: datetime) -> None:
    rows: list[Row] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = {item.key: {one.rule_id for one in rules.match(item, now)} for item in items_of(str(path), now)}
    parts = {
        "all": rows,
        "real": [row for row in rows if row["basis"] == "verbatim"],
        "not English": [row for row in rows if not str(row["lang"]).startswith("en")],
    }
    for name, part in parts.items():
        print_part(name, part, told)


def print_part(name: str, rows: list[Row], told: Mapping[str, set[str]]) -> None:
    click.echo(f"{name}: {len(rows)} labelled items")
    total = Figures()
    for topic in TOPICS:
        figures = figures_of(topic, rows, told)
        total.add(figures)
        click.echo(f"  {topic:18} {figures}")
    hard = [row for row in rows if row["hard_negative"]]
    hit = sum(bool(told[str(row["id"])]) for row in hard)
    click.echo(f"  {'micro':18} {total}; hard negatives hit {hit} of {len(hard)}")


# --- The base rate -----------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What one collection of general news gave. Counts are of items; `judged` is by verdict, of (item, rule) pairs."""

    items: int = 0
    hits: int = 0
    titles: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    rules: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    false_items: int = 0


def tally_of(rules: RuleSet, path: Path, now: datetime, hits: list[str], verdicts: Mapping[str, str]) -> Tally:
    tally = Tally()
    for item in items_of(str(path), now):
        tally.items += 1
        if item.published_at:
            tally.days.add(item.published_at.date().isoformat())
        if found := rules.match(item, now):
            count_hit(tally, item, found, verdicts)
            hits.append(hit_line(path, item, found, verdicts))
    return tally


def count_hit(tally: Tally, item: Item, found: Iterable[Match], verdicts: Mapping[str, str]) -> None:
    said = [verdicts.get(judged_key(item, one), "unread") for one in found]
    tally.hits += 1
    tally.titles.add(item.title or item.summary)
    tally.rules.update(one.rule_id for one in found)
    tally.judged.update(said)
    tally.false_items += all(verdict == "wrong" for verdict in said)


def judged_key(item: Item, match: Match) -> str:
    digest = hashlib.sha256(f"{item.title}\n{item.summary}".encode()).hexdigest()[:12]
    return f"{digest}\t{match.rule_id}"


def verdicts_in(path: Path) -> dict[str, str]:
    """`digest, rule, verdict, why` by digest and rule."""
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {f"{row[0]}\t{row[1]}": row[2] for row in rows}


def hit_line(path: Path, item: Item, found: Iterable[Match], verdicts: Mapping[str, str]) -> str:
    told = {
        one.rule_id: {
            "judged": judged_key(item, one).split("\t")[0],
            "verdict": verdicts.get(judged_key(item, one), "unread"),
            "evidence": list(dict.fromkeys(f"{mark.term}={mark.text}" for mark in one.evidence)),
        }
        for one in found
    }
    row = {"in": path.name, "lang": item.lang, "title": item.title, "summary": item.summary, "rules": told}
    return json.dumps(row, ensure_ascii=False)


def print_tally(name: str, tally: Tally) -> None:
    days = max(1, len(tally.days))
    per_day = tally.hits / days
    click.echo(f"{name}: {tally.items} items over {days} days")
    click.echo(f"  {tally.hits} hits, {len(tally.titles)} different headlines, {per_day:.2f} hits a day")
    click.echo(f"  by rule: {', '.join(f'{rule} {count}' for rule, count in tally.rules.most_common()) or 'none'}")
    click.echo(f"  as read: {', '.join(f'{said} {count}' for said, count in tally.judged.most_common()) or 'none'}")
    click.echo(f"  false alerts in {PER} items: {tally.false_items * PER / max(1, tally.items):.2f}")


def print_collections(rules: RuleSet, paths: Iterable[Path], now: datetime) -> list[str]:
    hits: list[str] = []
    verdicts = verdicts_in(JUDGED)
    total = Tally()
    for path in paths:
        tally = tally_of(rules, path, now, hits, verdicts)
        print_tally(path.name, tally)
        total.items, total.hits = total.items + tally.items, total.hits + tally.hits
        total.false_items += tally.false_items
        total.rules.update(tally.rules)
        total.judged.update(tally.judged)
        total.titles |= tally.titles
        total.days |= tally.days
    print_tally("all collections", total)
    return hits


# --- The command -------------------------------------------------------------------------------------------------


def shared_folder() -> Path:
    return Path(os.environ.get("MONITOR_SHARED") or ROOT.parent / "shared")


def collections_in(shared: Path, part: str) -> Iterator[Path]:
    found = (shared / "corpora" / "items").glob("*.jsonl.gz")
    yield from sorted((path for path in found if part in path.name), key=lambda path: path.stat().st_size)


@click.command()
@click.option("--labelled", is_flag=True, help="The labelled items alone.")
@click.option("--collection", default="", help="Only collections whose file name holds this.")
@click.option("--hits", "hits_path", type=click.Path(path_type=Path), help="Writes every hit with its evidence here.")
@click.option("--rules", "rules_path", default=ROOT / "rules", type=click.Path(path_type=Path), show_default=False)
def main(*, labelled: bool, collection: str, hits_path: Path | None, rules_path: Path) -> None:
    """Scores the shipped rules on labelled items, and counts what they catch in general news."""
    shared, now = shared_folder(), datetime.now(UTC)
    if not shared.is_dir():
        click.echo(f"skipped: there are no data in {shared}; set MONITOR_SHARED to the folder with eval/ and corpora/")
        return
    rules = load_rules(rules_path)
    labels = shared / "eval" / "labelled_dev.jsonl"
    if not collection and labels.exists():
        print_labelled(rules, labels, now)
    if not labelled:
        hits = print_collections(rules, collections_in(shared, collection), now)
        if hits_path:
            hits_path.write_text("\n".join([*hits, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
