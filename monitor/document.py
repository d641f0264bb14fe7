"""A TOML file whose every key and value knows its place.

    path → text → data (tomllib) + the offset of each key and value (a scan of the same text)

tomllib says whether the text is TOML and what it means; the scan only finds *where* each value stands, so it may
trust that the text is valid. Faults in config and rule files point to line and column through it, also to a
character inside a string: the condition of a rule is a language of its own. A table that can't be read hides none of
the faults in the others.
"""

import errno
import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, reduce
from pathlib import Path
from typing import Any

from monitor.errors import Place, Problem, ProblemsError
from monitor.toml_faults import SAVE_AS_UTF8, fault_of, without
from monitor.toml_places import Keys, Scan, offset_in_string


def read_document(path: Path, shown: str | None = None) -> "Document":
    """Reads one TOML file. `shown` is how its path is written for people.

    Raises ProblemsError where it can't be read, is not UTF-8, or is not TOML.
    """
    return parse_document(read_source(path, shown), shown or str(path))


def read_source(path: Path, shown: str | None = None) -> str:
    """The text of a file. Raises ProblemsError where it can't be read, or is not UTF-8."""
    name = shown or str(path)
    try:
        raw = path.read_bytes()
    except OSError as exc:
        hint = _way_to_read(path, exc)
        raise ProblemsError([Problem(Place(name), f"can't be read: {exc.strerror or exc}", hint)]) from exc
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ProblemsError([_problem_of_encoding(raw, exc.start, name)]) from exc


def _way_to_read(path: Path, exc: OSError) -> str:
    match exc:
        case FileNotFoundError():
            return (
                "its link leads nowhere: mend or delete it" if path.is_symlink() else "create it, or name another one"
            )
        case IsADirectoryError():
            return "give the folder another name, or take it out"
        case PermissionError():
            return "let the user that runs monitor read it: chmod, chown"
        case _ if exc.errno == errno.ELOOP:
            return "its link leads to itself: delete it"
    return "check the path and its rights"


def _problem_of_encoding(raw: bytes, at: int, shown: str) -> Problem:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return Problem(Place(shown, 1, 1), "is not UTF-8, but UTF-16 or UTF-32", SAVE_AS_UTF8)
    start = raw.rfind(b"\n", 0, at) + 1
    before = raw[start:at].decode("utf-8-sig", "replace")
    rest = raw[at:].split(b"\n", 1)[0].decode("utf-8", "replace")
    place = Place(shown, raw.count(b"\n", 0, at) + 1, len(before) + 1)
    return Problem(place, f"is not UTF-8: the byte 0x{raw[at]:02x}", SAVE_AS_UTF8, before + rest)


DEEPEST = 50  # levels; ours have five, and what walks them may recurse
TOO_DEEP = "nests too deeply to be read"


def parse_document(text: str, shown: str) -> "Document":
    """The document that `text` is. Raises ProblemsError where it is not TOML, or not all of it."""
    document, problems = salvaged(text, shown)
    if problems or document is None:
        raise ProblemsError(problems)
    return document


MOST_FAULTS = 20  # of syntax in one file; more are one fault, such as a file of another kind


def salvaged(text: str, shown: str) -> "tuple[Document | None, list[Problem]]":
    """What can be read of `text`, and what is wrong with the rest: a table with a fault is left out, whole.

    None where nothing can be read.
    """
    problems: list[Problem] = []
    torn: list[int] = []  # faults of tables of which the rest is read for more
    rest, is_last = text, False
    while True:
        try:
            document = Document(shown, rest, tomllib.loads(rest))
            too_deep = document.deepest if document.depth > DEEPEST else None
        except tomllib.TOMLDecodeError as exc:
            if is_last:
                return None, problems
            fault = fault_of(exc, rest, text)
            problems.append(_problem_at(fault.at, text, shown, fault.message, fault.hint))
            shorter = without(rest, fault)
            torn += [fault.at] * (shorter is not None)
            rest = _without_table(rest, fault.at) if shorter is None else shorter
            if len(problems) == MOST_FAULTS or fault.swallows:
                return None, problems
        except RecursionError:
            return None, [_problem_at(_deepest(rest), text, shown, TOO_DEEP, "is a bracket repeated by mistake?")]
        else:
            if torn:
                rest, torn, is_last = reduce(_without_table, torn, rest), [], True
                continue
            if too_deep is not None:
                return None, [document.problem(too_deep, TOO_DEEP, "is a key or a bracket repeated?")]
            return document, problems


def _problem_at(at: int, text: str, shown: str, message: str, hint: str) -> Problem:
    start = text.rfind("\n", 0, at) + 1
    excerpt = text[start:].split("\n", 1)[0].rstrip("\r")
    return Problem(Place(shown, text.count("\n", 0, at) + 1, at - start + 1), message, hint, excerpt)


TABLE = re.compile(r"^[ \t]*\[{1,2}[^.\]\n]+\]{2}|^[ \t]*\[(?!\[)[^\]\n]+\]", re.MULTILINE)


def _without_table(text: str, at: int) -> str:
    """`text` with blanks for the table around `at`, down to the next one that does not belong to it."""
    starts = [0, *(found.start() for found in TABLE.finditer(text)), len(text)]
    line = text.rfind("\n", 0, at) + 1
    start = max(one for one in starts if one <= line)
    end = min((one for one in starts if one > line), default=len(text))
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _deepest(text: str) -> int:
    """Where brackets stand deeper than they may."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        if depth > DEEPEST:
            return found.start()
    return 0


class Document:
    """A parsed TOML file: `data` as tomllib gives it, and the places of what is in it."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _places(self) -> tuple[dict[Keys, int], dict[Keys, int]]:
        """Of each key and of each value its offset. Where all is well, nobody asks."""
        of_keys: dict[Keys, int] = {}
        of_values: dict[Keys, int] = {}
        for keys, key_offset, value_offset in Scan(self.text).places():
            of_keys.setdefault(keys, key_offset)
            of_values.setdefault(keys, value_offset)
            for length in range(1, len(keys)):  # tables that only their parts declare
                of_keys.setdefault(keys[:length], key_offset)
                of_values.setdefault(keys[:length], key_offset)
        return of_keys, of_values

    @property
    def depth(self) -> int:
        """How many keys the deepest value has."""
        depth = 0
        tables: list[Any] = [self.data]
        while inner := [value for one in tables for value in (one.values() if isinstance(one, dict) else one)]:
            depth += 1
            tables = [value for value in inner if isinstance(value, dict | list)]
        return depth

    @property
    def deepest(self) -> Place:
        """Where the deepest value starts."""
        return self.place(*max(self._places[1], key=len))

    def place(self, *keys: str | int) -> Place:
        """Where that value starts; where it is absent, its nearest ancestor."""
        return self._nearest(self._places[1], keys)

    def key_place(self, *keys: str | int) -> Place:
        """Where that value's key starts; where it is absent, its nearest ancestor."""
        return self._nearest(self._places[0], keys)

    def place_inside(self, keys: Keys, offset: int) -> Place:
        """Where the `offset`-th character of that string value stands (its end, where the value is shorter)."""
        start = self._places[1].get(keys)
        if start is None or self.text[start] not in "\"'":
            return self.place(*keys)
        return self._place_at(offset_in_string(self.text, start, offset))

    def problem(self, place: Place, message: str, hint: str | None = None) -> Problem:
        """A problem at `place`, with the line it points into."""
        return Problem(place, message, hint, self.line(place.line) if place.line else None)

    def strings(self) -> Iterator[tuple[Keys, str]]:
        """Every string value, with its keys."""
        return _strings_in(self.data, ())

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        start = self._line_starts[number - 1]
        return self.text[start:].split("\n", 1)[0].rstrip("\r")

    def _nearest(self, places: dict[Keys, int], keys: Keys) -> Place:
        while keys:
            if keys in places:
                return self._place_at(places[keys])
            keys = keys[:-1]
        return Place(self.path)

    def _place_at(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)


def _strings_in(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    match value:
        case str():
            yield keys, value
        case dict():
            for key, inner in value.items():
                yield from _strings_in(inner, (*keys, key))
        case list():
            for index, inner in enumerate(value):
                yield from _strings_in(inner, (*keys, index))


def toml_string(text: str) -> str:
    """A TOML basic string: JSON's, but for the one control character that JSON leaves as it is."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
