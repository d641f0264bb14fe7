"""What the commands for rule authors take on a full store: `.venv/bin/python benchmarks/authoring.py [ITEMS [RULES]]`

A store of made-up items over 30 days, each a story of its own, with what a hundred rules of common words match in them;
written as rows, since filling it through polls would take longer than all that is measured. Each command is a process.
"""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from synthetic_news import conditions, items

from monitor.model import Item
from monitor.rules.files import load_rules
from monitor.store import open_store
from monitor.store import tables as t
from monitor.store.engine import writing

NOW = datetime.now(UTC)
SPAN = timedelta(days=30)
CHUNK = 5_000


def write_folder(folder: Path, rules: int) -> None:
    (folder / "rules").mkdir()
    written = (
        f"[[rule]]\nid = 'r{n}'\ntitle = 'R'\nwhen = '''{one}'''\n" for n, one in enumerate(conditions(rules, "dense"))
    )
    (folder / "rules" / "rules.toml").write_text("\n".join(written), encoding="utf-8")
    (folder / "config.toml").write_text('[[feed]]\nid = "feed"\nurl = "https://feed.example/rss"\n', encoding="utf-8")


def fill(folder: Path, count: int) -> int:
    """How many matches there are."""
    ruleset, matches = load_rules(folder / "rules"), 0
    store = open_store(f"sqlite:///{folder}/data/monitor.db")
    known = items(count)
    for start in range(0, count, CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {t.stories: [], t.items: [], t.matches: [], t.decisions: []}
        for number, item in enumerate(known[start : start + CHUNK], start):
            at = NOW - SPAN + SPAN * number / count
            found = ruleset.match(item, NOW)
            matches += len(found)
            of_item(rows, item, number, at)
            for match in found:
                rows[t.matches].append(
                    {
                        "item_key": item.key,
                        "rule_id": match.rule_id,
                        "title": "R",
                        "severity": "notice",
                        "channel": "#w",
                    }
                    | {"evidence": [[e.field, e.start, e.end, e.text, e.term, e.pair] for e in match.evidence]}
                    | {"ruleset": "", "matched_at": at}
                )
            rows[t.decisions].append(
                {"item_key": item.key, "story_id": item.key, "channel": "#w" if found else "", "decided_at": at}
                | {"reason": "first_report" if found else "no_match", "rules": [match.rule_id for match in found]}
                | {"severity": "notice", "ruleset": ""}
            )
        with writing(store.engine) as connection:
            for table, values in rows.items():
                if values:
                    connection.execute(insert(table), values)
    store.close()
    return matches


def of_item(rows: dict[Any, list[dict[str, Any]]], item: Item, number: int, at: datetime) -> None:
    url = f"https://site{number % 300}.example/{number}"
    rows[t.stories].append({"id": item.key, "headline": item.title, "url": url, "founded_at": at, "last_item_at": at})
    rows[t.items].append(
        {"key": item.key, "feed_id": "feed", "story_id": item.key, "publisher": f"P{number % 300}", "title": item.title}
        | {"summary": item.summary, "body": "", "author": "", "tags": [], "lang": item.lang, "url": url}
        | {"canonical_url": url, "fetched_at": at, "digest": item.key, "state_media": False, "placed_why": "founded"}
    )


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(count: int = 100_000, rules: int = 100) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(folder, rules)
        print(f"{count} items, {rules} rules, {fill(folder, count)} matches")
        word = items(1)[0].title.split()[0]
        for command in (
            ("rules", "check"),  # what loading the rules takes, which all of them do
            ("rules", "doctor"),
            ("rules", "try", word, "--since", "30d"),
            ("explain", "site7.example/7"),
            ("explain", "https://never.example/seen"),
        ):
            begun, used = time.perf_counter(), cpu_of_children()
            subprocess.run([sys.executable, "-m", "monitor", *command], cwd=folder, check=False, capture_output=True)
            took = f"{cpu_of_children() - used:6.1f} s of CPU, {time.perf_counter() - begun:6.1f} s by the clock"
            print(f"{took}  monitor {' '.join(command)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
