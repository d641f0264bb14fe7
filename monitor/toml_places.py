"""Where keys and values stand in a TOML text, which is valid: tomllib says what they mean, and not where."""

import re
import tomllib
from collections.abc import Iterator

Keys = tuple[str | int, ...]

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SPACE = re.compile(r"[ \t]*")
GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SCALAR = re.compile(r"[^,\]\}\n#]*")
MULTILINE = r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}"
ON_ONE_LINE = r'"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'"
STRING = re.compile(f"{MULTILINE}|{ON_ONE_LINE}", re.DOTALL)
OPENING = re.compile(rf"#[^\n]*|{MULTILINE}|(?P<open>\"\"\"|''')|{ON_ONE_LINE}|(?P<quote>[\"'])", re.DOTALL)


class Scan:
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


ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^uU])")
LINE_FOLD = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")


def offset_in_string(text: str, start: int, wanted: int) -> int:
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
