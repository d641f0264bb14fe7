"""The JSON schemas that editors read: as the tables say, and true of every file that we ship."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.schema import FILES, schema_of

ROOT = Path(__file__).parent.parent
SHIPPED = [
    *((path, "rules") for path in sorted((ROOT / "rules").glob("*.toml"))),
    (ROOT / "config.example.toml", "config"),
]


def faults(value: object, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """What a schema of the kind that we write finds wrong: no more of the standard than these use."""
    if "$ref" in schema:
        yield from faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    if "anyOf" in schema and all(list(faults(value, one, whole, at)) for one in schema["anyOf"]):
        yield f"{at} is none of {schema['anyOf']}"
    kinds: dict[str, Any] = {
        "string": (str, date),
        "array": list,
        "object": dict,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        yield f"{at} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is not in {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at} is not of {schema['pattern']}"
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, schema["items"], whole, f"{at}[{number}]")
    if isinstance(value, dict):
        yield from of_table(value, schema, whole, at)


def of_table(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at} lacks {key}" for key in schema.get("required", ()) if key not in value)
    for key, one in value.items():
        by_pattern = [
            inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, key)
        ]
        inner = schema.get("properties", {}).get(key) or next(
            iter(by_pattern), schema.get("additionalProperties", True)
        )
        if inner is False:
            yield f"{at} knows no {key}"
        elif isinstance(inner, dict):
            yield from faults(one, inner, whole, f"{at}.{key}")


@pytest.mark.parametrize("kind", FILES)
def test_the_committed_schema_is_what_the_tables_say(kind: str) -> None:
    path = ROOT / "schemas" / f"{kind}.json"

    assert path.read_text(encoding="utf-8") == schema_of(kind), f"write it anew: monitor schema {kind} > {path.name}"


@pytest.mark.parametrize(("path", "kind"), SHIPPED, ids=lambda value: getattr(value, "name", value))
def test_a_shipped_file_names_its_schema_and_keeps_to_it(path: Path, kind: str) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.match(r"#:schema (\S+)\n", text)
    assert named is not None
    schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))

    assert (path.parent / named[1]).stem == kind
    assert list(faults(tomllib.loads(text), schema, schema)) == []


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("rules", '[[rule]]\nid = "a"\ntitle = "A"\n', ".rule[0] lacks when"),
        ("rules", '[[rule]]\nid = "A"\ntitle = "A"\nwhen = "a"\n', "is not of ^[a-z0-9]"),
        ("rules", '[[rule]]\nid = "a"\ntitle = "A"\nwhen = "a"\nseverty = "info"\n', "knows no severty"),
        ("rules", '[entity.a]\nname = "A"\nenglish = ["a"]\n', ".entity.a knows no english"),
        ("config", '[polling]\nevery = "soon"\n', ".polling.every is none of"),
        ("config", "[slack.routes]\ncritical = 5\n", "is no string"),
    ],
)
def test_a_fault_is_underlined(kind: str, text: str, said: str) -> None:
    schema = json.loads(schema_of(kind))

    assert any(said in fault for fault in faults(tomllib.loads(text), schema, schema))


def descriptions(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Of every key; where it only names a table, that table's."""
    for table in (schema, *schema["$defs"].values()):
        for key, value in table.get("properties", {}).items():
            named = schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
            yield f"{table['title']}.{key}", value.get("description") or named.get("description", "")


@pytest.mark.parametrize("kind", FILES)
def test_every_key_says_what_it_is_for(kind: str) -> None:
    assert [key for key, said in descriptions(json.loads(schema_of(kind))) if not said.endswith(".")] == []
