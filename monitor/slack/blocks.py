"""Block Kit's shapes, as far as our messages need them.

In rich_text elements Slack parses nothing, so that words of strangers may stand there as they are.
Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator
from typing import Any

from monitor.slack.mrkdwn import Mention

Element = dict[str, Any]
Block = dict[str, Any]


def rich_text(*elements: Element) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def section(elements: list[Element]) -> Element:
    return {"type": "rich_text_section", "elements": elements}


def run(text: str, *, bold: bool = False) -> Element:
    return {"type": "text", "text": text} | _style(bold=bold)


def link(address: str, text: str, *, bold: bool = False) -> Element:
    return {"type": "link", "url": address, "text": text} | _style(bold=bold)


def _style(*, bold: bool) -> Element:
    return {"style": {"bold": True}} if bold else {}


def calls(mentions: tuple[Mention, ...]) -> Iterator[Element]:
    for mention in mentions:
        yield run(" ")
        yield mention.element


def context(mrkdwn: str) -> Block:
    """A quiet line. `verbatim` keeps Slack from linking bare hosts and names in it."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn, "verbatim": True}]}
