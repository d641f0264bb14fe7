"""Reads mrkdwn as Slack does, written from Slack's documents alone: it shares nothing with the code that it judges.

It is stricter than Slack where Slack's documents are silent: what might format counts as formatting.
https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "link", "date", "call", "bold", "italic", "strike", "code", "emoji", "stray"]


@dataclass(frozen=True)
class Token:
    kind: Kind
    value: str  # what Slack acts on: an address, @here, the text between markers
    shown: str = ""  # what a reader sees


ANGLE = re.compile(r"<([^<>]*)>")
ENTITY = re.compile(r"&(amp|lt|gt);")
FORMATS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("code", re.compile(r"`([^`\n]+)`")),
    ("bold", re.compile(r"\*([^*\n]+)\*")),
    ("italic", re.compile(r"(?<![A-Za-z0-9])_([^_\n]+)_(?![A-Za-z0-9])")),
    ("strike", re.compile(r"~([^~\n]+)~")),
    ("emoji", re.compile(r":([a-z0-9_+'-]*[a-z][a-z0-9_+'-]*):")),
)


def read(mrkdwn: str) -> list[Token]:
    """Every token of a mrkdwn text, in order; what is left of the text between them comes as "text"."""
    tokens, done = list[Token](), 0
    for angle in ANGLE.finditer(mrkdwn):
        tokens += _plain(mrkdwn[done : angle.start()])
        tokens.append(_control(angle[1]))
        done = angle.end()
    return tokens + list(_plain(mrkdwn[done:]))


def _control(inside: str) -> Token:
    value, _, label = inside.partition("|")
    if value.startswith("!date^"):
        return Token("date", value, label)
    if value.startswith(("!", "@", "#")):
        return Token("call", value, label)
    return Token("link", decode(value), decode(label or value))


def _plain(text: str) -> Iterator[Token]:
    for kind, form in FORMATS:
        for found in form.finditer(text):
            yield Token(kind, found[1])
    rest = ENTITY.sub("", text)
    if set(rest) & set("&<>"):
        yield Token("stray", rest)  # an unescaped or half-cut entity, or a bracket without its twin
    if text:
        yield Token("text", decode(text), decode(text))


def decode(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mrkdwn_of(blocks: tuple[dict[str, Any], ...]) -> list[str]:
    """Every string in the blocks that Slack reads as mrkdwn."""
    return [part["text"] for part in walk(blocks) if part.get("type") == "mrkdwn"]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the blocks, outer before inner."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from walk(part)
