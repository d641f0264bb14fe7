"""Why a text is not TOML, for the person who wrote it: tomllib's complaint → where, what, and what to write instead.

tomllib stops where it can't go on, which is often behind the mistake: an open quote is missed at the end of its line.
Here the mistake itself is looked for. What stands before tomllib's place is valid, and so can be scanned.
"""

import itertools
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from monitor.toml_places import OPENING, STRING, Scan


class TomlFault(NamedTuple):
    """`at` is an offset in the text; it may be the text's end.

    `swallows`: where the fault ends can't be told. `of_table`: what follows in its table would only echo it, and so
    would all tables up to `until`. `alone`: without this character, once or in a row, all is well.
    """

    at: int
    message: str
    hint: str
    swallows: bool = False
    of_table: bool = False
    until: int = 0
    alone: bool = False


STATEMENT = re.compile(r"[ \t]*(?:(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t.]*=|\[|#|\Z)")


def without(text: str, fault: TomlFault) -> str | None:
    """`text` with blanks for the line of `fault`, and those that go on with it; None where more than that is torn."""
    start, end = _line_start(text, fault.at), _line_end(text, fault.at)
    if fault.alone:
        run = re.match(rf"{re.escape(text[fault.at])}+", text[fault.at :])
        return text[: fault.at] + _blank(run[0] if run else "") + text[fault.at + (run.end() if run else 0) :]
    if fault.until:
        header = HEADER_LINE.search(text, fault.until)
        end = header.start() - 1 if header else len(text)
        return text[:start] + _blank(text[start:end]) + text[end:]
    line, before = text[start:end], text[:start]
    is_torn = line.lstrip().startswith("[") or _open_bracket(line) is not None or _open_triple(line)
    if fault.of_table or is_torn or _open_bracket(before) is not None or _open_triple(before):
        return None
    while end < len(text) and not STATEMENT.match(following := text[end + 1 : _line_end(text, end + 1)]):
        end += 1 + len(following)
    return before + _blank(text[start:end]) + text[end:]


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def fault_of(exc: tomllib.TOMLDecodeError, text: str, whole: str) -> TomlFault:
    """What is wrong with `text`, of which tomllib says `exc`. It is `whole` without what has other faults."""
    swallowing = _swallowing(text, _offset_of(exc, text))
    if swallowing is not None:
        return swallowing
    said = re.sub(r" [(]at .*[)]$", "", str(exc))
    at = _offset_of(exc, text)
    for kind, read in _KINDS:
        if kind.match(said) and (found := read(text, at, said)) is not None:
            is_cut = at >= len(whole.rstrip()) and read not in (_repeated_key, _repeated_table)
            return found._replace(hint=f"{found.hint}; or is the file not whole?") if is_cut else found
    return TomlFault(at, f"is not valid TOML: {said}", "a line is key = value, a [table], or a # comment")


def _offset_of(exc: tomllib.TOMLDecodeError, text: str) -> int:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", str(exc))
    if found is None:
        return len(text)
    lines = text.split("\n")
    return min(sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1, len(text))


# --- One reader for each kind of mistake: None where it is another one after all ---------------------------------


def _invisible(text: str, at: int, _said: str) -> TomlFault | None:
    """Of control characters a screen shows nothing."""
    char = text[at : at + 1]
    if not char or char.isprintable() or char in "\n\t":
        return None
    if char == "\0" and text.count("\0") > len(text) // 3:
        return TomlFault(
            at, "is not UTF-8, but probably UTF-16: every other character is a zero", SAVE_AS_UTF8, swallows=True
        )
    if char == "\r":
        hint = "save the file with the line ends of Unix (LF)"
        return TomlFault(at, "a line ends with CR alone, U+000D", hint, swallows=True)
    hint = (
        "write a plain space instead" if char.isspace() and char != "\r" else f"delete the character U+{ord(char):04X}"
    )
    return TomlFault(at, f"an invisible character, U+{ord(char):04X}", hint, alone=True)


SAVE_AS_UTF8 = "save the file as UTF-8"


def _conflict(text: str, at: int, _said: str) -> TomlFault | None:
    start = _line_start(text, at)
    if not re.match(r"<{7}|={7}|>{7}", text[start:]):
        return None
    hint = "choose one side, and delete the lines of <, = and >"
    last = re.search(r"^>{7}", text[start:], re.MULTILINE)
    return TomlFault(start, "a merge conflict is left here", hint, until=start + last.end() if last else len(text))


def _open_string(text: str, _at: int, _said: str) -> TomlFault | None:
    start = _open_quote(text)
    if start is None:
        return None
    quote = text[start : start + 3] if text[start : start + 3] in ('"""', "'''") else text[start]
    if len(quote) == 3:
        return TomlFault(start, f"this {quote} is never closed", f"add its {quote} where the text ends", of_table=True)
    hint = f"add its {quote}; a text of several lines stands in {quote * 3} … {quote * 3}"
    return TomlFault(start, f"this {quote} is not closed on its line", hint)


HEADER_LINE = re.compile(r"^[ \t]*\[{1,2}[\w.\"' -]+\]{1,2}[ \t]*(?:#[^\n]*)?$", re.MULTILINE)


def _swallowing(text: str, at: int) -> TomlFault | None:
    """A text of several lines that has a table in it was to end before: its end is another text's beginning.

    What stands behind `at` was not read yet.
    """
    for found in OPENING.finditer(text):
        if found.start() >= at:
            break
        quote = found[0][:3]
        header = HEADER_LINE.search(found[0]) if quote in ('"""', "'''") else None
        if header is not None:
            line = text.count("\n", 0, found.start() + header.start()) + 1
            hint = f"add its {quote} where the text ends, above line {line}"
            return TomlFault(found.start(), f"this {quote} is never closed", hint, of_table=True)
    return None


def _open_triple(text: str) -> bool:
    return any(found["open"] for found in OPENING.finditer(text))


def _open_quote(text: str) -> int | None:
    """The first quote that opens a string without an end."""
    for found in OPENING.finditer(text):
        if found["open"] or found["quote"]:
            return found.start()
    return None


def _backslash(_text: str, at: int, _said: str) -> TomlFault:
    hint = r"""write \\ for one \ between " and ", or put the text between ' and ', where \ stands for itself"""
    return TomlFault(at, r"a \ begins no escape that TOML knows", hint)


def _trailing(text: str, at: int, _said: str) -> TomlFault:
    """Something stands behind what could have been the whole line."""
    start = _line_start(text, at)
    before, after = text[start:at], text[at : _line_end(text, at)]
    value = re.search(r"=\s*([\d.]+)\s*$", before)
    if value is not None and re.match(r"\d*[-./]\d|\.", after):
        return TomlFault(start + value.start(1), "this is no date", "write a date as 2027-05-15, without quotes")
    if before.strip() == "[rule]" and after.startswith("]"):
        return TomlFault(start, "[rule]] has one bracket too few", "write [[rule]]")
    if before.lstrip().startswith("[") and "=" not in before:
        return TomlFault(at, f"something stands behind {before.strip()}", "write it on a line of its own")
    if after.strip() in (",", ";"):
        return TomlFault(at, f"a {after.strip()} stands behind the value", "delete it")
    if value is not None and re.match(r"\d*[a-z]+\s*$", after):
        written = f"{value[1]}{after.strip()}"
        return TomlFault(
            start + value.start(1), f"{written} is no value of TOML", f'text stands in quotes: "{written}"'
        )
    if re.match(r"(AND|OR|NOT|NEAR|BEFORE)\b", after, re.IGNORECASE):
        quote = "'" if "'" not in before + after else "'''"
        hint = f'the whole condition stands between {quote} and {quote}, its phrases between " and " inside'
        return TomlFault(at, "the text ended before this", hint)
    quote = before.rstrip()[-1:]
    if quote in "\"'" and quote and quote in after:
        other = "'" if quote == '"' else '"'
        hint = f"a text with {quote} in it stands between {other} and {other}, or between {quote * 3} and {quote * 3}"
        return TomlFault(at, f"the text ended at the {quote} before this", hint)
    return TomlFault(at, "something stands behind the value", "one key = value on a line; text in quotes, lists in [ ]")


WORDS = {"True": "write true", "False": "write false", "None": "leave the key out", "null": "leave the key out"}


def _no_value(text: str, at: int, said: str) -> TomlFault | None:
    """Where a value should stand, something else does."""
    start = _line_start(text, at)
    if HEADER_LINE.match(text, start) and _open_bracket(text[:start]) is not None:
        return _list(text, start, said)
    if text[at : at + 1] == "=":
        return TomlFault(at, "= stands here twice", "delete one of them")
    return None


def _value(text: str, at: int, said: str) -> TomlFault:
    word = re.match(r"[^\s,\]}#]*", text[at:])
    written = word[0] if word else ""
    if written in WORDS:
        return TomlFault(at, f"{written} is no value of TOML", WORDS[written])
    if written[:1] in tuple("“”„‟«»‹›‘’‚＂`"):
        return TomlFault(at, f"{written[0]} is no quote of TOML", 'text stands in straight quotes: "…"')
    if day := re.match(r"\d{4}-\d{2}-\d{2}(?![-\d])", written):
        return TomlFault(at, f"there is no day {day[0]}", "count the days of that month; write it as 2027-05-15")
    if text[at : at + 1] == ",":
        return TomlFault(at, "a value is missing before this comma", "delete the comma, or add a value")
    if not written and at >= len(text.rstrip()) and _open_bracket(text) is not None:
        return _list(text, len(text), said)
    if not written:
        return TomlFault(at, "a value is missing here", 'write key = "…"')
    if re.search(r"(?:^|\n)[ \t]*[\w-]+[ \t]*=[ \t]*\Z", text[:at]) and not re.match(r"[\[{]", written):
        written = re.split(r"[ \t]+#", text[at : _line_end(text, at)])[0].strip()
    quote = "'" if '"' in written else '"'
    hint = f"text stands in quotes: {quote}{_cut(written)}{quote}"
    return TomlFault(at, f"'{_cut(written)}' is no value of TOML", hint)


def _statement(text: str, at: int, _said: str) -> TomlFault:
    if text[at] in "{[" and not text[:at].strip():
        return TomlFault(
            at, "this is JSON, and no TOML", 'a rule is [[rule]], then id = "…" and so on, each on its line'
        )
    if text.startswith("//", at):
        return TomlFault(at, "this is no comment of TOML", "a comment begins with #")
    return TomlFault(at, "this begins no line of TOML", 'a line is key = "…", a [table], or a # comment')


def _key(text: str, at: int, _said: str) -> TomlFault:
    before = text[_line_start(text, at) : at].rstrip()
    if text[at : at + 1] == "}" and before.endswith(","):
        return TomlFault(_line_start(text, at) + len(before) - 1, "a comma before }", "delete it")
    return TomlFault(at, "a name should stand here", "letters, digits, - and _; others in quotes")


def _equals(text: str, at: int, _said: str) -> TomlFault:
    key = _cut(re.split(r"[{,]", text[_line_start(text, at) : at])[-1].strip())
    char, rest = text[at : at + 1], text[at + 1 : _line_end(text, at)].strip()
    if char == "＝":
        return TomlFault(at, "＝ is a full-width sign", "write =")
    if char.isalpha() and not char.isascii():
        hint = "type the key again, in Latin letters"
        return TomlFault(at, f"'{char}' (U+{ord(char):04X}) is no Latin letter", hint)
    if char == ":" and not rest:
        return TomlFault(at, "a colon stands where TOML has =", f"write {key} = […], or [{key}] for a table")
    if char == ":":
        return TomlFault(at, "a colon stands where TOML has =", f"write {key} = …")
    return TomlFault(at, f"after the key {key} comes =", f'write {key} = "…", or # before a comment')


def _header(text: str, at: int, said: str) -> TomlFault:
    start = _line_start(text, at)
    start += len(text[start:]) - len(text[start:].lstrip(" \t"))
    if re.match(r"\[{1,2}[^\]\n]*\]", text[start:]) and re.match(r"[^\]\n]", text[at:]):
        name = text[_line_start(text, at) : _line_end(text, at)].strip(" \t[]").replace(" ", "-")
        return TomlFault(at, "a name in [ ] has no spaces or other signs", f"write [{name}]")
    double = "]]" in said
    opening, closing = ("[[", "]]") if double else ("[", "]")
    return TomlFault(
        start, f"this {opening} is never closed", f"close it with {closing} on the same line: [[rule]], [entity.dprk]"
    )


def _list(text: str, at: int, _said: str) -> TomlFault:
    """A value was read, and neither a comma nor the end of the list follows."""
    opening = _open_bracket(text[:at])
    if opening is not None and re.match(r"[\"'\d\[{]", text[at:]) and _is_closed_behind(text, opening, at):
        return TomlFault(
            at, "a comma is missing before this value", 'values of a list stand apart by commas: ["a", "b"]'
        )
    place = at if opening is None else opening
    return TomlFault(
        place, f"this {text[place : place + 1]} is never closed", "add its ], and a comma between two values"
    )


def _is_closed_behind(text: str, opening: int, at: int) -> bool:
    """Whether a list goes on at `at`, and ends before anything else begins."""
    if "\n" not in text[opening:at]:
        return True
    lines = text[_line_start(text, at) :].split("\n")
    inner = itertools.takewhile(lambda line: not (HEADER_LINE.match(line) or re.match(r"\s*[\w-]+\s*=", line)), lines)
    return any("]" in STRING.sub("", line) for line in inner)


def _open_bracket(text: str) -> int | None:
    opened: list[int] = []
    for found in re.finditer(rf"#[^\n]*|{STRING.pattern}|[\[\]{{}}]", text, re.DOTALL):
        if found[0] in ("[", "{"):
            opened.append(found.start())
        elif found[0] in ("]", "}") and opened:
            opened.pop()
    return opened[-1] if opened else None


def _repeated_table(text: str, at: int, said: str) -> TomlFault:
    start = _line_start(text, at)
    written = text[start : _line_end(text, at)].split("#", maxsplit=1)[0].strip()
    same = re.compile(rf"^[ \t]*{re.escape(written)}", re.MULTILINE)
    first = same.search(text, 0, start)
    where = f"first in line {text.count(chr(10), 0, first.start()) + 1}" if first else said
    hint = "write [[rule]] for each" if written == "[rule]" else "make one of the two, or give one another id"
    return TomlFault(start + text[start:].index(written[0]), f"{written} stands twice in this file, {where}", hint)


def _repeated_key(text: str, at: int, _said: str) -> TomlFault:
    start = _line_start(text, at)
    if text[start:at].lstrip().startswith("[["):
        name = text[start:at].strip(" \t[]")
        hint = f"put [[{name}.…]] below its [[{name}]]"
        return TomlFault(start, f"[[{name}]] stands behind a part of it", hint, swallows=True)
    last, lines = _last_pair(text[:at]), []
    if last is None:
        return TomlFault(at, "this key is written twice", "delete one of them")
    keys, offset = last
    lines = [text.count("\n", 0, key) + 1 for found, key in _pairs(text[:offset]) if found == keys]
    where = f": it stands in line {lines[-1]} already" if lines else " in this table"
    missing = _missing_header(keys)
    another = re.search(r"^[ \t]*id[ \t]*=.*\n\Z", text[:offset], re.MULTILINE)
    if another and keys[-1] == "title":
        hint = "if another [[rule]] begins here, write its header above this line; else delete it"
        return TomlFault(another.start(), "an example has no id", hint, of_table=True)
    hint = f"if {missing} begins here, write its header above this line; else delete one of them"
    return TomlFault(
        offset,
        f"'{keys[-1]}' is written twice{where}",
        hint if missing else "delete one of them",
        of_table=missing is not None,
    )


def _missing_header(keys: tuple[str | int, ...]) -> str | None:
    """What begins with such a key, so that a header is probably missing before it."""
    match keys:
        case ("rule", int(), "id"):
            return "another [[rule]]"
        case ("rule", int(), "match" | "no_match" as kind, int(), "title"):
            return f"another [[rule.{kind}]]"
        case ("feed", int(), "id" | "url"):
            return "another [[feed]]"
        case ("entity", str(), "name"):
            return "another [entity.ID]"
    return None


def _last_pair(text: str) -> tuple[tuple[str | int, ...], int] | None:
    """The keys and place of the last key = value that does not stand inside another one's value."""
    last, inside = None, -1
    for keys, key, value in Scan(text).places():
        if key != value and (last is None or keys[: len(last[0])] != last[0] or len(keys) <= inside):
            last, inside = (keys, key), len(keys)
    return last


def _pairs(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    return ((keys, key) for keys, key, value in Scan(text).places() if key != value)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[str, int, str], TomlFault | None]], ...] = tuple(
    (re.compile(kind), read)
    for kind, read in (
        ("Invalid statement|Expected newline|Expected '='", _conflict),
        (r"(Illegal|Found invalid) character '\\[nr]'|Unterminated string|Expected [\"']['\"]", _open_string),
        ("", _invisible),
        ("Unescaped|Invalid hex value|Escaped character", _backslash),
        ("Expected newline", _trailing),
        ("Invalid value", _no_value),
        ("Invalid value|Invalid date", _value),
        ("Invalid statement", _statement),
        ("Invalid initial character for a key", _key),
        ("Expected '='", _equals),
        ("Expected ']", _header),
        ("Unclosed", _list),
        ("Cannot declare", _repeated_table),
        ("Cannot overwrite", _repeated_key),
    )
)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _cut(word: str) -> str:
    return word if len(word) <= 40 else f"{word[:40]}…"
