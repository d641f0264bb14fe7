"""The shapes that rule files may have: a table of TOML → its checked keys.

What a key means is said here once: the JSON schema that editors read is made from these tables.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from monitor.model import Severity
from monitor.rules.lint import CODES
from monitor.schedule import Active, Cron, active, cron
from monitor.schema import LENGTH_OF_TIME, Strings, Table, TextOrTexts, duration
from monitor.values import Channel, Mentions

ID = "^[a-z0-9][a-z0-9-]*$"  # for editors; files.py says it in a sentence


def _as_severity(value: object) -> object:
    if not isinstance(value, str) or value not in list(Severity):
        raise ValueError(f"there is no severity {value!r} | use one of: {', '.join(Severity)}")
    return Severity(value)


def _as_date(value: object) -> object:
    if type(value) is not date:  # a datetime is a date to isinstance
        raise ValueError("'expires' must be a date | write it without quotes and without a time: 2027-05-15")
    return value


def _as_duration(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(f'{value} of what? | write its unit, in quotes: "{value}h", or s, m, d, w in place of h')  # noqa: TRY004  # pydantic takes this one
    return duration(value)


LengthOfTime = Annotated[timedelta, BeforeValidator(_as_duration), WithJsonSchema(LENGTH_OF_TIME)]


WIKIDATA = "^Q[1-9][0-9]*$"


def _as_wikidata(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(WIKIDATA, value) is None:
        raise ValueError(f"{value[:40]!r} is no item of Wikidata | its id is a Q and a number: Q423")
    return value


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_reasons(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(reason, str) and reason.strip() for reason in value.values()):
        raise ValueError("'lint_ignore' needs a reason for each code | write { short-term = \"why it is meant so\" }")
    unknown = sorted(set(value) - set(CODES))
    if unknown:
        raise ValueError(f"lint has no code '{unknown[0]}' | codes are {', '.join(CODES)}")
    return tuple(value.items())


Reasons = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_as_reasons),
    WithJsonSchema(
        {"type": "object", "propertyNames": {"enum": list(CODES)}, "additionalProperties": {"type": "string"}}
    ),
]
CronLine = Annotated[Cron, BeforeValidator(cron), WithJsonSchema({"type": "string"})]
Spans = Annotated[Active, BeforeValidator(active), WithJsonSchema(TextOrTexts)]


class ExampleTable(Table):
    """An item in short."""

    title: str = Field(description="The headline.")
    summary: str = Field("", description="The text under it.")
    body: str = Field("", description="The full text, where the feed has it.")
    url: str = Field("https://example.org/", description="Its address, for rules with url:.")
    source: str = Field("", description="Its publisher, for rules with source:.")
    lang: str | None = Field(None, description="Its language, such as ko, for rules with lang:.")
    author: str = Field("", description="Who wrote it, for rules with author:.")
    tags: Strings = Field((), description="Its tags, for rules with tag:.")
    feed: str = Field("", description="The id of its feed, for rules with feed:.")
    note: str | None = Field(None, description="What the example stands for; for people.")


class RuleTable(Table):
    """A rule: which news you want to hear of, and how."""

    other_names: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("keywords", "query", "condition", "expression", "pattern", "search", "include", "if"), "when"),
        **dict.fromkeys(("exclude", "except", "not", "ignore", "without"), "unless"),
        **dict.fromkeys(("priority", "level", "urgency"), "severity"),
        **dict.fromkeys(("example", "examples", "test", "tests", "positive", "matches"), "match"),
        **dict.fromkeys(("negative", "nomatch", "counterexamples", "no_matches"), "no_match"),
        **dict.fromkeys(("name", "description", "headline"), "title"),
        **dict.fromkeys(("labels", "categories"), "tags"),
        **dict.fromkeys(("until", "expiry", "end"), "expires"),
        **dict.fromkeys(("notify", "slack", "to"), "channel"),
    }

    id: str = Field(
        description="Small letters, digits, hyphens; unique in the folder.", json_schema_extra={"pattern": ID}
    )
    title: str = Field(description="What the alert says.")
    when: str = Field(description="The condition, in the language of docs/rules.md.")
    severity: Annotated[Severity, BeforeValidator(_as_severity)] = Field(
        Severity.NOTICE, description="How much you want to know; a critical rule needs examples of both kinds."
    )
    unless: str | None = Field(None, description="A condition that takes the match back.")
    seed: Strings = Field((), description="The claims that it watches; for people and reports.")
    channel: Channel | None = Field(None, description="Where its alerts go, instead of the usual channel.")
    mention: Mentions | None = Field(None, description="Whom its alerts call, such as @here.")
    owner: str | None = Field(None, description="Who keeps it; for people and reports.")
    tags: Strings = Field((), description="For people and reports.")
    expires: Annotated[date, BeforeValidator(_as_date)] | None = Field(
        None, description="The last day on which it matches, by [monitor] timezone: 2027-05-15."
    )
    active: Spans | None = Field(
        None,
        description='When it matches, by [monitor] timezone: a cron line, "* 6-21 * * mon-fri", a range of days, '
        '"2026-04-27..2026-05-22", or a list of them.',
    )
    max_age: LengthOfTime | None = Field(None, description='Older items are kept, but not told: "36h".')
    min_sources: Annotated[int, Field(ge=1, le=20)] = Field(
        1, description="Publishers that must report a story before it is told, or a deadline passes."
    )
    cooldown: LengthOfTime | None = Field(
        None, description='In a channel that it told a story, it is silent for so long: "6h".'
    )
    digest: CronLine | None = Field(
        None, description='When its stories are told, gathered in one message: "0 8 * * mon-fri".'
    )
    lint_ignore: Reasons = Field((), description="Codes of lint that are meant so, each with its reason.")
    match: Annotated[tuple[ExampleTable, ...], BeforeValidator(_as_tuple)] = Field(
        (), description="Examples that it must match."
    )
    no_match: Annotated[tuple[ExampleTable, ...], BeforeValidator(_as_tuple)] = Field(
        (), description="Examples that it must not match."
    )


LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"  # for editors: is_language


def is_language(key: str) -> bool:
    """Two or three small letters, with a script or region after them where needed: ko, zh-hant."""
    first, *rest = key.split("-")
    return 2 <= len(first) <= 3 and first.isascii() and first.islower() and all(part.isalnum() for part in rest)


def _with_languages(schema: dict[str, Any]) -> None:
    """Names by language are keys of no fixed name."""
    names = {"type": "array", "items": {"type": "string"}, "description": "Its names in this language."}
    schema["patternProperties"] = {LANGUAGE: names}


class EntityTable(Table):
    """Somebody or something with its names in many languages, or a list of words: @id in a condition."""

    model_config = ConfigDict(json_schema_extra=_with_languages)

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("names", "aliases", "synonyms", "keywords", "words", "members"), "terms"
    )

    name: str = Field(description="How people call it.")
    terms: Strings = Field((), description="Its names in any language; ~ or = before one as in a condition.")
    unless: Strings = Field((), description="Longer names in which a name does not count.")
    wikidata: Annotated[str, BeforeValidator(_as_wikidata)] | None = Field(
        None, description="Its item on Wikidata, such as Q423.", json_schema_extra={"pattern": WIKIDATA}
    )
    kind: str | None = Field(None, description="What it is; for people.")


class GroupTable(Table):
    """Several entities under one name."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(("terms", "entities", "ids", "names"), "members")

    name: str = Field("", description="How people call it.")
    members: Strings = Field(description="Ids of entities or groups, with or without @.")


class RuleFile(Table):
    """A rule file. files.py reads its tables one by one, so that a fault in one hides none in the others."""

    rule: tuple[RuleTable, ...] = Field((), description="The rules of this file.")
    entity: dict[str, EntityTable] = Field(default_factory=dict, description="Entities, by their ids.")
    group: dict[str, GroupTable] = Field(default_factory=dict, description="Groups of entities, by their ids.")
