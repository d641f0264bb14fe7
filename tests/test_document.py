"""Every fault in a file that people edit can be pointed to."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.document import DEEPEST, parse_document, read_document, salvaged
from monitor.errors import Place, ProblemsError

RULES = """\
# a comment with [brackets] and "quotes"
[[rule]]
id = "one"
when = 'a AND b'

[[rule]]
id = "two"    # second
seed = ["C1",
        "C2"] # with a comment
[[rule.match]]
title = "first"
[[rule.match]]
title = "second"
[rule.more]
point = { x = 1, y = ["p", { z = 2 }] }

[entity."два"]
uk.terms = ['x']
"""


def test_keys_and_values_know_their_places() -> None:
    document = parse_document(RULES, "r.toml")

    assert document.place("rule", 0, "when") == Place("r.toml", 4, 8)
    assert document.key_place("rule", 1, "id") == Place("r.toml", 7, 1)
    assert document.place("rule", 1) == Place("r.toml", 6, 1)
    assert document.place("rule", 1, "seed", 1) == Place("r.toml", 9, 9)
    assert document.place("rule", 1, "match", 1, "title") == Place("r.toml", 13, 9)
    assert document.place("rule", 1, "more", "point", "y", 1, "z") == Place("r.toml", 15, 34)
    assert document.place("entity", "два", "uk", "terms", 0) == Place("r.toml", 18, 13)


def test_what_is_absent_is_shown_at_its_nearest_ancestor() -> None:
    document = parse_document(RULES, "r.toml")

    assert document.place("rule", 0, "title") == Place("r.toml", 2, 1)
    assert document.place("nothing") == Place("r.toml")


@pytest.mark.parametrize(
    ("literal", "offset", "line", "column"),
    [
        ("'a AND b'", 2, 1, 8),
        (r'"a \"b\" c"', 2, 1, 8),
        (r'"a \"b\" c"', 3, 1, 10),
        (r'"\u00e9x"', 1, 1, 12),
        ('"""\nab\ncd"""', 3, 3, 1),
        ("'''ab\ncd'''", 3, 2, 1),
        ('"""ab \\\n   cd"""', 3, 2, 4),
        ("'ab'", 9, 1, 8),
    ],
)
def test_a_character_inside_a_string_has_a_place(literal: str, offset: int, line: int, column: int) -> None:
    document = parse_document(f"k = {literal}\n", "r.toml")

    assert document.place_inside(("k",), offset) == Place("r.toml", line, column)


@pytest.mark.parametrize(
    ("content", "line", "column", "said"),
    [
        (b"a = 1\nb = \n", 2, 5, "a value is missing"),
        (b"a = 'open\n", 1, 5, "this ' is not closed"),
        (b'# "\na = \'\' # "\nb = """open\n\n', 3, 5, 'this """ is never closed'),
        (b"a = [1,\n", 1, 5, "this [ is never closed"),
        (b'a = ["b" "c"]\n', 1, 10, "a comma is missing"),
        ("é = '\xff".encode("latin-1"), 1, 1, "not UTF-8"),
        ("a = 'é".encode() + b"\xff'", 1, 7, "not UTF-8"),
        (b"a = 1\na = 2\n", 2, 1, "'a' is written twice: it stands in line 1"),
        (b"a = { b = 1 }\na = [\n1,\n]\n", 2, 1, "'a' is written twice: it stands in line 1"),
        (b"[t]\nb = 1\n[u]\n[t] # again\n", 4, 1, "[t] stands twice in this file, first in line 1"),
    ],
)
def test_what_is_not_toml_is_said_with_its_place(
    tmp_path: Path, content: bytes, line: int, column: int, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)

    with pytest.raises(ProblemsError) as caught:
        read_document(path, "bad.toml")

    (problem,) = caught.value.problems
    assert problem.place == Place("bad.toml", line, column)
    assert said in problem.message
    assert problem.hint


def test_a_table_that_can_not_be_read_hides_no_fault_of_another() -> None:
    text = "a = \n[t]\nb = 'open\n[[u.v]]\nc = true\n[w]\nd = 1\nd = 2\n"

    document, problems = salvaged(text, "r.toml")

    assert [str(problem.place) for problem in problems] == ["r.toml:1:5", "r.toml:3:5", "r.toml:8:1"]
    assert document is None or document.data == {}


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "{a = " * 5000, "[" + "a." * 5000 + "a]"])
def test_brackets_without_end_are_a_problem_and_no_crash(text: str) -> None:
    with pytest.raises(ProblemsError):
        parse_document(text + ("]" * 5000 if "[[" in text else ""), "r.toml")


def test_a_file_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"can't be read: No such file"):
        read_document(tmp_path / "absent.toml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")

    assert read_document(path).data == {"a": 1}


def _literal(value: str) -> str:
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in value)
    return f'"{escaped}"'


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TREES = st.recursive(
    st.one_of(NAMES, st.integers(0, 99)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


def _written(value: Any) -> str:
    match value:
        case str():
            return _literal(value)
        case list():
            return "[ " + ",\n ".join(map(_written, value)) + " ] # c"[: 2 + (value == [])] if value else "[]"
        case dict():
            return "{ " + ", ".join(f"{_literal(k)} = {_written(v)}" for k, v in value.items()) + " }"
        case _:
            return str(value)


def _leaves(value: Any, keys: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    match value:
        case list():
            return [leaf for i, inner in enumerate(value) for leaf in _leaves(inner, (*keys, i))]
        case dict():
            return [leaf for k, inner in value.items() for leaf in _leaves(inner, (*keys, k))]
        case _:
            return [(keys, value)]


@examples(150)
@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_every_value_stands_where_its_place_says(tree: dict[str, Any]) -> None:
    text = "".join(f"# note\n{_literal(key)} = {_written(value)}\n" for key, value in tree.items())
    document = parse_document(text, "t.toml")

    assert document.data == tree
    lines = text.split("\n")
    for keys, leaf in _leaves(tree):
        place = document.place(*keys)
        assert place.line is not None
        assert place.column is not None
        rest = lines[place.line - 1][place.column - 1 :]
        assert rest.startswith(_literal(leaf) if isinstance(leaf, str) else str(leaf))


@examples(150)
@given(st.text(max_size=60))
def test_arbitrary_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        document = parse_document(text, "t.toml")
    except ProblemsError as error:
        assert all(problem.message and problem.hint and problem.place.column for problem in error.problems)
    else:
        assert document.data == tomllib.loads(text)


@pytest.mark.parametrize("deepest", ["1", "{}", ""])
def test_what_nests_deeper_than_fifty_levels_is_refused_with_its_place(deepest: str) -> None:
    levels = DEEPEST if deepest else DEEPEST + 1  # an empty array is no level of its own
    whole = f"a = {'[' * (levels - 1)}{deepest}{']' * (levels - 1)}"
    beyond = f"a = {'[' * levels}{deepest}{']' * levels}"

    document, problems = salvaged(whole, "r.toml")
    assert document is not None
    assert document.depth == DEEPEST
    assert problems == []

    document, problems = salvaged(beyond, "r.toml")
    assert document is None
    assert "too deeply" in problems[0].message
    assert problems[0].place.line == 1
