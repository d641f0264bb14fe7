"""How commands print: tables for people, JSON lines for programs, faults on standard error."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = Mapping[str, Any]


def screen() -> Console:
    """Standard output, for people. Looked up at each call: tests and pipes replace it."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def fail(sentence: str) -> None:
    """A fault, on standard error; plain, so that file:line:column can be copied and carets stay in place."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(sentence))


def print_rows(rows: Iterable[Row], columns: Sequence[str], format_: str, empty: str) -> None:
    """Rows as a table of `columns`, or each whole as a line of JSON; `empty` says what it means that there is none."""
    if format_ == "jsonl":
        for row in rows:
            print_json(row)
        return
    found = list(rows)
    if not found:
        screen().print(Text(empty))
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in found:
        table.add_row(*(_cell(row[column]) for column in columns))
    screen().print(table)


def print_json(row: Row) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def _cell(value: object) -> Text:
    match value:
        case None | "":
            return Text("–", style="bright_black")
        case datetime():
            return Text(moment(value))
        case timedelta():
            return Text(span(value))
        case tuple() | list():
            return Text(", ".join(map(str, value)))
        case _:
            return Text(str(value))


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return str(value)


def moment(when: datetime | None, zone: ZoneInfo | None = None) -> str:
    """A time for people, to the minute; UTC unless a zone is given."""
    if when is None:
        return "never"
    local = when.astimezone(zone) if zone else when
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def span(length: timedelta) -> str:
    """A length of time for people: its largest unit, rounded."""
    seconds = int(length.total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
