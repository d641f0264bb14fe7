"""A TOML file whose every key and value knows its place.

    path → text → data (tomllib) + the offset of each key and value (a scan of the same text)

tomllib says whether the text is TOML and what it means; the scan here only finds *where* each value stands, so it may
trust that the text is valid. Faults in config and rule files point to line and column through it, also to a
character inside a string: the condition of a rule is a language of its own.
"""

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor.errors import Place, Problem, ProblemsError

Keys = tuple[str | int, ...]


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
        hint = (
            "create it, or name another one" if isinstance(exc, FileNotFoundError) else "check the path and its rights"
        )
        raise ProblemsError([Problem(Place(name), f"can't be read: {exc.strerror or exc}", hint)]) from exc
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = raw.count(b"\n", 0, exc.start) + 1
        message = f"is not UTF-8: byte 0x{raw[exc.start]:02x} at offset {exc.start}"
        raise ProblemsError([Problem(Place(name, line), message, "save the file as UTF-8")]) from exc


DEEPEST = 50  # levels; ours have five, and what walks them may recurse
TOO_DEEP = "nests too deeply to be read"


def parse_document(text: str, shown: str) -> "Document":
    """The document that `text` is. Raises ProblemsError where it is not TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ProblemsError([_problem_of_syntax(exc, text, shown)]) from exc
    except RecursionError as exc:
        raise ProblemsError([Problem(Place(shown), TOO_DEEP, "is a bracket repeated by mistake?")]) from exc
    document = Document(shown, text, data)
    if document.depth > DEEPEST:
        raise ProblemsError([Problem(Place(shown), TOO_DEEP, "is a key repeated by mistake?")])
    return document


class Document:
    """A parsed TOML file: `data` as tomllib gives it, and the places of what is in it."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._keys: dict[Keys, int] = {}
        self._values: dict[Keys, int] = {}
        for keys, key_offset, value_offset in _Scan(text).places():
            self._keys.setdefault(keys, key_offset)
            self._values.setdefault(keys, value_offset)

    @property
    def depth(self) -> int:
        """How many keys the deepest value has."""
        return max(map(len, self._values), default=0)

    def place(self, *keys: str | int) -> Place:
        """Where that value starts; where it is absent, its nearest ancestor."""
        return self._nearest(self._values, keys)

    def key_place(self, *keys: str | int) -> Place:
        """Where that value's key starts; where it is absent, its nearest ancestor."""
        return self._nearest(self._keys, keys)

    def place_inside(self, keys: Keys, offset: int) -> Place:
        """Where the `offset`-th character of that string value stands (its end, where the value is shorter)."""
        start = self._values.get(keys)
        if start is None or self.text[start] not in "\"'":
            return self.place(*keys)
        return self._place_at(_offset_in_string(self.text, start, offset))

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


def _problem_of_syntax(exc: tomllib.TOMLDecodeError, text: str, shown: str) -> Problem:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", str(exc))
    message = f"is not valid TOML: {re.sub(r' [(]at .*[)]$', '', str(exc))}"
    if found is None:
        last = text.count("\n") + 1
        return Problem(
            Place(shown, last), f"{message}, at the end of the file", "is the file whole, and no quote open?"
        )
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    excerpt = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    culprit = excerpt[column - 1 : column]
    is_seen = culprit.isprintable()  # of control characters a screen shows nothing
    hint = "strings stand in quotes; lists in [ ]" if is_seen else f"delete the character U+{ord(culprit):04X}"
    return Problem(Place(shown, line, column), message, hint, excerpt)


BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SPACE = re.compile(r"[ \t]*")
GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SCALAR = re.compile(r"[^,\]\}\n#]*")
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)


class _Scan:
    """Finds where each key and value of a valid TOML text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.arrays: dict[Keys, int] = {}  # the tables of each [[array]] so far

    def places(self) -> Iterator[tuple[Keys, int, int]]:
        """(keys, offset of the key, offset of the value) of everything, tables at their headers."""
        table: Keys = ()
        self._skip(GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                start = self.at
                table = self._header()
                yield table, start, start
            else:
                yield from self._pair(table)
            self._skip(GAP)

    def _header(self) -> Keys:
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        parts = self._dotted()
        self.at += 2 if is_array else 1
        keys = (*self._through_arrays(parts[:-1]), parts[-1])
        if not is_array:
            return self._through_arrays(parts)
        self.arrays[keys] = self.arrays.get(keys, -1) + 1
        return (*keys, self.arrays[keys])

    def _through_arrays(self, parts: tuple[str, ...]) -> Keys:
        """`rule.match` under the second [[rule]] means ("rule", 1, "match")."""
        keys: Keys = ()
        for part in parts:
            keys = (*keys, part)
            if keys in self.arrays:
                keys = (*keys, self.arrays[keys])
        return keys

    def _pair(self, table: Keys) -> Iterator[tuple[Keys, int, int]]:
        key_offset = self.at
        keys = table + self._dotted()
        self.at += 1  # the equals sign
        self._skip(SPACE)
        yield keys, key_offset, self.at
        yield from self._value(keys)

    def _dotted(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(SPACE)
            found = STRING.match(self.text, self.at) or BARE_KEY.match(self.text, self.at)
            assert found is not None, f"a key at offset {self.at}"  # tomllib accepted the text
            parts.append(_decoded(found[0]) if found[0][0] in "\"'" else found[0])
            self.at = found.end()
            self._skip(SPACE)
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def _value(self, keys: Keys) -> Iterator[tuple[Keys, int, int]]:
        opening = self.text[self.at]
        if opening == "[":
            yield from self._array(keys)
        elif opening == "{":
            yield from self._inline_table(keys)
        else:
            self._skip(STRING if opening in "\"'" else SCALAR)

    def _array(self, keys: Keys) -> Iterator[tuple[Keys, int, int]]:
        self.at += 1
        index = 0
        self._skip(GAP)
        while self.text[self.at] != "]":
            yield (*keys, index), self.at, self.at
            yield from self._value((*keys, index))
            index += 1
            self._skip_comma()
        self.at += 1

    def _inline_table(self, keys: Keys) -> Iterator[tuple[Keys, int, int]]:
        self.at += 1
        self._skip(GAP)
        while self.text[self.at] != "}":
            yield from self._pair(keys)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip(GAP)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(GAP)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        assert found is not None, f"{pattern.pattern} at offset {self.at}"  # tomllib accepted the text
        self.at = found.end()


def _decoded(quoted: str) -> str:
    decoded = tomllib.loads(f"key = {quoted}")["key"]
    assert isinstance(decoded, str)
    return decoded


def toml_string(text: str) -> str:
    """A TOML basic string: JSON's, but for the one control character that JSON leaves as it is."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^uU])")
LINE_FOLD = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")


def _offset_in_string(text: str, start: int, wanted: int) -> int:
    """The offset in `text` of the `wanted`-th character of the string literal that starts at `start`."""
    found = STRING.match(text, start)
    assert found is not None, f"a string at offset {start}"
    multiline = text.startswith(('"""', "'''"), start)
    basic = text[start] == '"'
    at, end = start + (3 if multiline else 1), found.end() - (3 if multiline else 1)
    if multiline:  # the line break right after the opening quotes is not part of the string
        at += 2 if text.startswith("\r\n", at) else int(text.startswith("\n", at))
    count = 0
    while at < end:
        fold = LINE_FOLD.match(text, at) if basic and multiline else None
        if fold is not None:
            at = fold.end()
            continue
        if count == wanted:
            return at
        escape = ESCAPE.match(text, at) if basic else None
        at = escape.end() if escape else at + (2 if text.startswith("\r\n", at) else 1)
        count += 1
    return min(at, end)
