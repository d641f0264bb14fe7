"""What a model finds wrong in a document, said to the person who edits it.

    Document + pydantic model → the model's value, or every Problem with its place

pydantic checks shapes; its findings are rewritten here into sentences, in one place for config and rule files.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from monitor.document import Document
from monitor.errors import Problem


class Table(BaseModel):
    """A TOML table as we expect it: unknown keys are faults, values are never coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)
    other_names: ClassVar[Mapping[str, str]] = {}  # what other products call a key


T = TypeVar("T", bound=BaseModel)


def validated(
    model: type[T], data: Mapping[str, Any], document: Document, at: tuple[str | int, ...]
) -> T | list[Problem]:
    """`data`, which stands at `at` in the document, as `model`; or every fault in it."""
    try:
        return model.model_validate(data)
    except ValidationError as exc:
        return [_problem(error, model, document, at) for error in exc.errors(include_url=False)]


LEAST_BEGUN = 4  # letters that are enough of a beginning


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    known = sorted(known)
    longer = [one for one in known if len(word) >= LEAST_BEGUN and one.startswith(word)]
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6) or longer), None)


# What a value must be, and how that is written.
EXPECTED = {
    "string_type": ("text in quotes", 'write {key} = "…"'),
    "bool_type": ("true or false", "write {key} = true or {key} = false, without quotes"),
    "int_type": ("a whole number", "write {key} = 2, without quotes"),
    "list_type": ("a list in [ ]", 'write {key} = ["…", "…"]'),
    "tuple_type": ("a list in [ ]", 'write {key} = ["…", "…"]'),
    "dict_type": ("a table", "write [{key}], and its keys on the lines below"),
    "model_type": ("a table", "write [[{path}]], and its keys on the lines below"),
    "model_attributes_type": ("a table", "write [[{path}]], and its keys on the lines below"),
    "date_type": ("a date such as 2027-05-15", "write {key} = 2027-05-15, without quotes"),
}


def _problem(error: Any, model: type[BaseModel], document: Document, at: tuple[str | int, ...]) -> Problem:
    *above, last = error["loc"] or ("",)
    inner = tuple(part for part in above if not (isinstance(part, str) and _is_of_validator(part)))
    if last and (error["type"] == "extra_forbidden" or not (isinstance(last, str) and _is_of_validator(last))):
        inner = (*inner, last)  # a key that nobody knows may look like anything
    keys = (*at, *inner)
    name = next((str(part) for part in reversed(keys) if isinstance(part, str)), "")
    match error["type"]:
        case "extra_forbidden":
            above = _known_above(str(keys[-1]), model, document, at, inner)
            known = _known_keys(model, inner)
            meant = _holder(model, inner).other_names.get(str(keys[-1]).lower()) or nearest(str(keys[-1]), known)
            hint = f"did you mean '{meant}'?" if meant else f"known here: {', '.join(known)}"
            return document.problem(document.key_place(*keys), f"unknown key '{keys[-1]}'", above or hint)
        case "missing":
            return document.problem(document.place(*keys[:-1]), f"'{keys[-1]}' is missing here", f"add {keys[-1]} = …")
        case "value_error":
            message, _, hint = str(error["ctx"]["error"]).partition(" | ")
            return document.problem(document.place(*keys), message, hint or None)
        case "literal_error" | "enum":
            expected = error["ctx"]["expected"].replace("'", '"')
            return document.problem(document.place(*keys), f"'{name}' is {_shown(error['input'])}", f"use {expected}")
        case "greater_than_equal" | "less_than_equal":
            bound = error["ctx"].get("ge", error["ctx"].get("le"))
            end, beyond = ("at least", "more") if "ge" in error["ctx"] else ("at most", "less")
            message = f"'{name}' is {_shown(error['input'])}: {end} {bound}"
            return document.problem(document.place(*keys), message, f"write {name} = {bound}, or {beyond}")
        case kind if kind in EXPECTED:
            expected, written = EXPECTED[kind]
            message = f"'{name}' must be {expected}, not {_shown(error['input'])}"
            path = ".".join(part for part in keys if isinstance(part, str))
            hint = _how_written(kind, model, inner, written).format(key=name, path=path)
            return document.problem(document.place(*keys), message, hint)
        case _:
            return document.problem(document.place(*keys), f"'{name}': {error['msg'][:1].lower()}{error['msg'][1:]}")


def _known_above(
    key: str, model: type[BaseModel], document: Document, at: tuple[str | int, ...], inner: tuple[str | int, ...]
) -> str | None:
    """What to do with a key that is of the table above, and was written behind a part of it."""
    if len(inner) < 2 or key not in _known_keys(model, inner[:1]):
        return None
    name = next(str(part) for part in reversed(at) if isinstance(part, str))
    part = f"{name}.{inner[0]}"
    first = document.key_place(*at, inner[0], 0).line
    return f"it belongs to the [[{name}]]: move it up, above the [[{part}]] in line {first}"


def _how_written(kind: str, model: type[BaseModel], inner: tuple[str | int, ...], written: str) -> str:
    """How the value at `inner` is written, where the usual way of its kind is not enough."""
    if kind == "string_type" and inner and isinstance(inner[-1], int):
        return 'each value of this list is text in quotes: "…"'
    holder = _holder(model, inner)
    field = holder.model_fields.get(str(inner[-1])) if inner else None
    if kind in ("tuple_type", "list_type") and field is not None and _table_of(field.annotation) is not None:
        return "write [[{path}]], in two brackets, and its keys on the lines below"
    return written


def _is_of_validator(part: str) -> bool:
    """pydantic names the branch of a union in an error's path; no such key stands in the file."""
    return bool(re.search(r"[\[\]()-]|^(str|int|bool|float|tuple|list)$", part)) and not re.fullmatch(r"[a-z_]+", part)


def _known_keys(model: type[BaseModel], inner: tuple[str | int, ...]) -> list[str]:
    """The keys that the table holding `inner`'s last part knows."""
    return [field.alias or name for name, field in _holder(model, inner).model_fields.items()]


def _holder(model: type[BaseModel], inner: tuple[str | int, ...]) -> Any:
    """The model of the table that holds `inner`'s last part."""
    current: Any = model
    for part in inner[:-1]:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            current = current.model_fields[part].annotation
        current = _table_of(current) or current
    return current


def _table_of(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...]`, `Model | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _table_of(inner)
        if found is not None:
            return found
    return None


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value)[:60]


# --- Value types that both kinds of file share ---------------------------------------------------------------------

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def duration(value: object) -> timedelta:
    """ "24h" → a length of time. Raises ValueError("what is wrong | hint")."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([smhdw])", value.strip()) if isinstance(value, str) else None
    seconds = float(found[1]) * UNITS[found[2]] if found else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    if seconds is None or not 0 < seconds < 200 * 366 * 86400:
        raise ValueError(f'{_shown(value)} is not a length of time | write it as "30s", "10m", "24h" or "7d"')
    return timedelta(seconds=seconds)


def _strings(value: object) -> object:
    """TOML has lists; our values are tuples."""
    return tuple(value) if isinstance(value, list) else value


LENGTH_OF_TIME = {"type": "string", "pattern": r"^\s*\d+(\.\d+)? ?[smhdw]\s*$", "examples": ["30s", "10m", "24h", "7d"]}
Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    WithJsonSchema({"anyOf": [LENGTH_OF_TIME, {"type": "number", "exclusiveMinimum": 0, "description": "seconds"}]}),
]
Strings = Annotated[tuple[str, ...], BeforeValidator(_strings)]
TextOrTexts = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


# --- For editors ---------------------------------------------------------------------------------------------------


def json_schema(model: type[BaseModel], title: str) -> str:
    """The JSON schema of the files that `model` checks, as it is written to disk: draft 7, which TOML editors read."""
    found = model.model_json_schema(schema_generator=_Plain)
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **found, "title": title}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


class _Plain(GenerateJsonSchema):
    """Keys need no titles: an editor shows their descriptions. TOML knows no null: a key is left out instead."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002  # pydantic's signature
        return False

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """What a key is where it is left out stands in the docs and the example, in the file's own form."""
        return self.generate_inner(schema["schema"])
