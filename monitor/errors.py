"""The errors that leave this program's rooms, in one tree.

MonitorError                what a person can act on; the command line prints it as a sentence
├─ ProblemsError            faults in files that people edit: all of them at once, each with its place
│  ├─ ConfigError           config.toml
│  └─ RuleFilesError        the folder of rules
├─ StoreError               the database can't be used; says why and what to do
│  └─ StoreAwayError        … for now: the same work may succeed later
└─ AlreadyRunningError      another process runs on the same data

Failures that belong to a normal day (a feed that is down, a message that Slack refuses) are values, in model.py.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: lines and columns count from 1, columns in characters."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file that people edit: where, what, and what to do about it.

    `excerpt` is the line of the file that `place` points into, for the caret under it.
    """

    place: Place
    message: str
    hint: str | None = None
    excerpt: str | None = None

    @property
    def line(self) -> str:
        """Without the excerpt, on one line."""
        return f"{self.place}: {self.message}" + (f" (hint: {self.hint})" if self.hint else "")

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.message}"]
        if self.excerpt is not None and self.place.column is not None:
            shown, caret = excerpt_with_caret(self.excerpt, self.place.column)
            lines += [f"    {shown}", f"    {caret}"]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


USER = re.compile(r"(?<=://)[^/@\s\"']+(?=@)")
NAMED = 3  # faults that one line names
LONGEST_EXCERPT = 100  # characters; a rule of 20 lines' length still fits a terminal


def excerpt_with_caret(line: str, column: int) -> tuple[str, str]:
    """The part of `line` around `column` (from 1), and a line with a caret under that column, as a terminal shows them.

    User and password of an address stay in the file; a character that shows as nothing, or moves the cursor, is a �.
    """
    line = USER.sub(lambda found: "*" * len(found[0]), line.replace("\t", " "))
    line = "".join(char if char.isprintable() or char in JOINERS else "�" for char in line)
    start = max(0, min(column - 1 - LONGEST_EXCERPT // 2, len(line) - LONGEST_EXCERPT))
    shown = line[start : start + LONGEST_EXCERPT]
    return shown, " " * sum(map(_columns, line[start : column - 1])) + "^"


JOINERS = "\u200c\u200d"  # spelling in Persian and Hindi


def _columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class MonitorError(Exception):
    """The root: its text is a sentence for the person who must act."""

    @property
    def line(self) -> str:
        """The same on one line, for notices and `status`."""
        return " ".join(str(self).split())


class ProblemsError(MonitorError):
    """Faults in files that people edit, every one of them, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.place.path, p.place.line or 0, p.place.column or 0)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def line(self) -> str:
        """The first faults, without the lines that they are in."""
        told = "; ".join(problem.line for problem in self.problems[:NAMED])
        more = len(self.problems) - NAMED
        return f"{told}; and {more} more, see `monitor check`" if more > 0 else told


class ConfigError(ProblemsError):
    """config.toml can't be used."""


class RuleFilesError(ProblemsError):
    """The rules of a folder can't be used; none of them is loaded."""


class StoreError(MonitorError):
    """The database can't be used."""


class StoreAwayError(StoreError):
    """The database can't be used for now: it is gone, or another writer was in the way. Trying again may help."""


class AlreadyRunningError(MonitorError):
    """Another process runs on the same data."""
