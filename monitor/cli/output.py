"""How commands print: tables for people, JSON lines for programs, faults on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from click.exceptions import Exit
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from monitor.errors import ProblemsError
from monitor.slack.mrkdwn import Marked, cut, legible

Row = Mapping[str, Any]

LONGEST = 400  # characters of a stranger's words on one line; a program gets them whole


def screen() -> Console:
    """Standard output, for people. Looked up at each call: tests and pipes replace it."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def fail(sentence: str) -> None:
    """A fault, on standard error; plain, so that file:line:column can be copied and carets stay in place."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(sentence))


def progress_bar(*, is_shown: bool = True) -> Progress:
    """On standard error, where a person looks at it: what programs read stays clean."""
    return Progress(transient=True, disable=not (is_shown and sys.stderr.isatty()), console=Console(stderr=True))


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


@contextmanager
def problems_as(format_: str) -> Iterator[None]:
    """With "jsonl", faults of files that people edit are printed as rows, and the command ends with exit code 2."""
    try:
        yield
    except ProblemsError as exc:
        if format_ != "jsonl":
            raise
        for problem in exc.problems:
            place = {"path": problem.place.path, "line": problem.place.line, "column": problem.place.column}
            print_json(place | {"message": problem.message, "hint": problem.hint})
        raise Exit(2) from exc


def _cell(value: object) -> Text:
    match value:
        case None | "":
            return Text("–", style="bright_black")
        case datetime():
            return Text(moment(value))
        case timedelta():
            return Text(span(value))
        case tuple() | list():
            return Text(readable(", ".join(map(str, value))))
        case _:
            return Text(readable(str(value)))


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return str(value)


def readable(words: str) -> str:
    """A stranger's words for a terminal: on one line, without what is invisible, steers it or turns the line around."""
    return cut(Marked(text=legible(words)), LONGEST).text


def highlighted(shown: Marked) -> Iterator[tuple[str, str]]:
    """In pieces; where the output is no terminal, what matched stands between asterisks."""
    star = "" if screen().is_terminal else "*"
    for text, is_evidence in shown.runs():
        yield (f"{star}{text}{star}", "bold yellow") if is_evidence else (text, "")


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 feed, 2 feeds; any other plural is written out where it is needed."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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
