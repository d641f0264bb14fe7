"""A message as it would look in Slack, in a terminal: Message → rich renderable.

`TerminalSender` is the way that needs no Slack. Links show their address, since a terminal's reader can't hover. Dates
show the fallback of their token, in UTC. Where the output is no terminal (a file, a pipe), bold words stand between
asterisks.
"""

# ruff: noqa: ARG002 - a sender that can't do a thing ignores what it is told about it

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.model import Message
from monitor.outcomes import Absent, LookUp, SendOutcome, Sent
from monitor.slack import Checked
from monitor.slack.mrkdwn import legible

QUIET: Final = "bright_black"
LINK: Final = "blue"
CALL: Final = "bold yellow"


class TerminalSender:
    """Messages on a console, as they would look in Slack."""

    name = "terminal"
    is_remote = False

    def __init__(self, console: Console) -> None:
        self._console = console

    async def post(
        self, channel: str, message: Message, key: str | None, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> SendOutcome:
        return self._show(channel if thread_ts is None else f"{channel}, in the thread", message)

    async def edit(self, channel_id: str, ts: str, message: Message, key: str | None) -> SendOutcome:
        return self._show(f"{channel_id}, brought up to date", message)

    async def find(self, channel: str, key: str, since: datetime, thread_ts: str | None = None) -> LookUp:
        return Absent()

    async def check(self, channels: tuple[str, ...] = ()) -> tuple[Checked, ...]:
        sentence = "no Slack token is set: alerts are shown in the terminal"
        return (Checked(subject="terminal", ok=True, sentence=sentence),)

    async def close(self) -> None:
        """Nothing to release: the console is the caller's."""

    def _show(self, where: str, message: Message) -> Sent:
        self._console.rule(where, align="left", style="bright_black")
        self._console.print(render(message), soft_wrap=False, highlight=False)
        self._console.print()
        return Sent()


def render(message: Message) -> RenderableType:
    """The message's blocks; its text where it has none."""
    return _Rendered(message)


@dataclass(frozen=True, slots=True)
class _Rendered:
    message: Message

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        star = "" if options.is_terminal else "*"
        if not self.message.blocks:
            yield from (_mrkdwn(line, star) for line in self.message.text.split("\n"))
        for block in self.message.blocks:
            yield from _block(block, star)


def _block(block: Mapping[str, Any], star: str) -> Iterator[RenderableType]:
    match block.get("type"):
        case "rich_text":
            for element in block["elements"]:
                yield from _rich_text(element, star)
        case "context":
            line = Text(" ").join(_mrkdwn(element["text"], star) for element in block["elements"] if "text" in element)
            line.stylize_before(QUIET)
            yield line
        case "section" | "header":
            yield _mrkdwn(block["text"]["text"], star)
        case "divider":
            yield Text("─" * 40, style=QUIET)
        case kind:
            yield Text(f"[{legible(str(kind))}]", style=QUIET)


def _rich_text(element: Mapping[str, Any], star: str) -> Iterator[RenderableType]:
    match element.get("type"):
        case "rich_text_list":
            for bullet in element["elements"]:
                yield Padding(Text("• ") + _inline(bullet["elements"], star), (0, 0, 0, 1))
        case "rich_text_quote":
            beside = Table.grid(padding=(0, 1, 0, 0))  # the bar apart: a line without spaces would wrap away from it
            beside.add_column()
            beside.add_column(overflow="fold")  # a line without spaces is folded, never cut
            beside.add_row(Text("│", style=QUIET), _inline(element["elements"], star))
            yield Padding(beside, (0, 0, 0, 1))
        case _:
            yield _inline(element["elements"], star)


def _inline(elements: list[dict[str, Any]], star: str) -> Text:
    line = Text()
    for index, element in enumerate(elements):
        line.append_text(_piece(element, star))
        following = elements[index + 1] if index + 1 < len(elements) else {}
        if element["type"] == "link" and following.get("url") != element["url"]:
            line.append(f" <{element['url']}>", style=QUIET)
    return line


def _piece(element: Mapping[str, Any], star: str) -> Text:
    bold = "bold" if element.get("style", {}).get("bold") else ""
    star = star if bold else ""
    match element["type"]:
        case "text":
            return Text(f"{star}{_printable(element['text'])}{star}", style=bold)
        case "link":
            label = _printable(element.get("text") or element["url"])
            return Text(f"{star}{label}{star}", style=f"{bold} {LINK}".strip())
        case "broadcast":
            return Text(f"@{element['range']}", style=CALL)
        case "user" | "usergroup" as kind:
            return Text(f"@{element[f'{kind}_id']}", style=CALL)
        case kind:
            return Text(f"[{legible(str(kind))}]", style=QUIET)


def _printable(text: str) -> str:
    """`text` without what would steer the terminal; its spaces and line ends stay."""
    return "".join(character for character in text if character.isprintable() or character in "\n\u200c\u200d")


# --- mrkdwn, as far as our own messages use it -------------------------------------------------------------------

TOKEN: Final = re.compile(r"<(?P<control>[^<>|]*)(?:\|(?P<label>[^<>]*))?>|(?<!\w)\*(?P<bold>[^*\n]+)\*(?!\w)")


def _mrkdwn(source: str, star: str) -> Text:
    line, done = Text(), 0
    for token in TOKEN.finditer(source):
        line.append(_plain(source[done : token.start()]))
        line.append_text(_token(token, star))
        done = token.end()
    line.append(_plain(source[done:]))
    return line


def _token(token: re.Match[str], star: str) -> Text:
    if token["bold"] is not None:
        return Text(f"{star}{_plain(token['bold'])}{star}", style="bold")
    control, label = token["control"], token["label"]
    if control.startswith("!date^"):
        return Text(_plain(label or control))
    if control[:1] in {"!", "@", "#"}:
        return Text(f"@{_plain(label or control.removeprefix('!subteam^').lstrip('!@#'))}", style=CALL)
    if label is None:
        return Text(_plain(control), style=LINK)
    return Text.assemble((_plain(label), LINK), (f" <{_plain(control)}>", QUIET))


def _plain(mrkdwn: str) -> str:
    return _printable(html.unescape(mrkdwn))
