"""Strangers' text on its way into Slack: str → Marked (legible, cut to size) → mrkdwn or a rich_text element.

Two kinds of text leave here. Plain text, for rich_text elements and plain_text objects, where Slack parses nothing; and
mrkdwn, where it does: `escaped` is the one seam through which a stranger's words may enter mrkdwn. Template words,
links, dates and mentions are built around it, never out of it.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any, Final, Literal
from urllib.parse import SplitResult, quote, urlsplit

from monitor.values import MENTION_FORMS

ELLIPSIS: Final = "…"

# --- Legible text: nothing invisible, nothing that turns the line around -----------------------------------------

JOINERS: Final = "\u200c\u200d"  # Persian, Indic scripts and emoji sequences need them; Latin words don't
VISIBLE_FORMAT_CHARACTERS: Final = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"  # Arabic and Syriac signs
INVISIBLE_LETTERS: Final = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers that Unicode calls letters or marks
MOST_MARKS: Final = 6  # combining marks on one letter; more is a picture that covers the lines around it


def legible(text: str) -> str:
    """`text` on one line, without control, bidi and zero-width characters; lone surrogates become U+FFFD."""
    return "".join(_legible_characters(text)).rstrip(" ")


def _legible_characters(text: str) -> Iterator[str]:
    """For each character of `text`: itself, its replacement, or "" where it is dropped."""
    before, marks = " ", 0
    for index, character in enumerate(text):
        shown = _shown(character, before, text[index + 1 : index + 2])
        marks = marks + 1 if shown and unicodedata.combining(shown) else 0
        if (shown == " " and before == " ") or marks > MOST_MARKS:
            shown = ""
        before = shown or before
        yield shown


def _shown(character: str, before: str, after: str) -> str:
    if " " < character < "\x7f":
        return character
    if character.isspace():
        return " "
    if character in JOINERS:
        return character if before > "\x7f" and after > "\x7f" else ""
    if character in VISIBLE_FORMAT_CHARACTERS:
        return character
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in {"Cc", "Cf"} or character in INVISIBLE_LETTERS else character


# --- Text with bold parts, and its size --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Legible text, and the spans [start, end) of it that are bold: in order, not touching each other."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()

    def runs(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is bold."""
        done = 0
        for start, end in self.bold:
            if done < start:
                yield self.text[done:start], False
            yield self.text[start:end], True
            done = end
        if done < len(self.text):
            yield self.text[done:], False


def marked(text: str, spans: tuple[tuple[int, int], ...] = ()) -> Marked:
    """`text` made legible, with the `spans` of the original bold. Spans may overlap or point outside."""
    characters = list(_legible_characters(text))
    place = [0, *accumulate(len(character) for character in characters)]
    moved = sorted((place[_within(start, text)], place[_within(end, text)]) for start, end in spans)
    legible_text = "".join(characters)
    trimmed = legible_text.rstrip(" ")
    return Marked(text=_without_emoji_codes(trimmed), bold=_joined(moved, len(trimmed)))


def _within(offset: int, text: str) -> int:
    return max(0, min(offset, len(text)))


def _joined(spans: list[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in ((start, min(end, length)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


EMOJI_CODE: Final = re.compile(r":(?=([\w+'-]{1,100}):)")


def _without_emoji_codes(text: str) -> str:
    """`:tada:` is a picture in Slack wherever it may parse; 12:30:45 is a time, and stays."""
    return EMOJI_CODE.sub(lambda code: ":" if _is_number(code[1]) else "∶", text)


def _is_number(name: str) -> bool:
    return name.isdigit() and name not in {"100", "1234"}


def units(text: str) -> int:
    """The size of `text` in UTF-16 units: never less than Slack's own count, whichever it is."""
    return len(text) + sum(character > "\uffff" for character in text)


def escaped_units(text: str) -> int:
    """The size of `text` once it is escaped."""
    return units(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


Measure = Callable[[str], int]
READ_AHEAD: Final = 8  # characters read for each one shown: room for what is dropped because it can't be seen
LONGEST_STEP_BACK: Final = 20  # characters given up so that a cut falls between words


def cut(whole: Marked, limit: int, measure: Measure = units) -> Marked:
    """`whole`, or as much of its beginning as measures `limit` with an ellipsis; no letter loses its accents."""
    sizes = list(accumulate(measure(character) for character in whole.text))
    if not sizes or sizes[-1] <= limit:
        return whole
    length = sum(size < limit for size in sizes)
    length = _seam(whole.text, length)
    kept = whole.text[:length].rstrip()
    return Marked(text=kept + ELLIPSIS, bold=_joined(list(whole.bold), len(kept)))


def shortened(text: str, limit: int, measure: Measure = units) -> str:
    """`text` made legible and cut to `limit`. Of a text without end, only the beginning is read."""
    return cut(marked(text[: READ_AHEAD * limit]), limit, measure).text


def _seam(text: str, length: int) -> int:
    """The last place at or before `length` where `text` can be cut: between words if one is near."""
    space = text.rfind(" ", max(0, length - LONGEST_STEP_BACK), length + 1)
    if space > 0:
        return space
    while length > 0 and _leans_back(text, length):
        length -= 1
    return length


def _leans_back(text: str, index: int) -> bool:
    """Whether the character at `index` belongs to the one before it: an accent, a joiner, an emoji's modifier."""
    character = text[index]
    return bool(
        unicodedata.category(character).startswith("M")
        or character in JOINERS
        or text[index - 1] in JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


# --- mrkdwn ------------------------------------------------------------------------------------------------------

# mrkdwn has no backslash: a marker that a stranger wrote is shown by a twin that Slack does not know as a marker.
# An underscore inside a word formats nothing, and identifiers stay copyable.
MARKER: Final = re.compile(r"[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
TWINS: Final = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}


def escaped(text: str) -> str:
    """A stranger's text as mrkdwn that shows it and does nothing else."""
    return _inert(marked(text).text)


def _inert(legible_text: str) -> str:
    without_markers = MARKER.sub(lambda marker: TWINS[marker[0]], legible_text)
    return without_markers.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_marked(whole: Marked) -> str:
    """`whole` as mrkdwn, with `*` around what is bold where Slack would read it so: around whole words."""
    return "".join(
        f"*{_inert(text)}*" if bold and stands_alone else _inert(text)
        for (text, bold), stands_alone in zip(whole.runs(), _stand_alone(whole), strict=True)
    )


def _stand_alone(whole: Marked) -> Iterator[bool]:
    """For each run: whether `*` around it would be read as bold (no letter touches it, no space inside its ends)."""
    end = 0
    for text, _ in whole.runs():
        start, end = end, end + len(text)
        around = whole.text[max(0, start - 1) : start] + whole.text[end : end + 1]
        yield text == text.strip() and not any(map(_is_part_of_word, around))


def _is_part_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def linked(url: str | None, label: str) -> str:
    """mrkdwn for a link: `url` from `web_address`, `label` already escaped. Without an address, the label."""
    return f"<{url.replace('&', '&amp;')}|{label}>" if url and label else label


def date_token(when: datetime) -> str:
    """`when` as Slack's date token: each reader sees it in their own time zone; else it falls back to UTC."""
    fallback = f"{when:%Y-%m-%d %H:%M} UTC"
    if not 1971 <= when.year <= 2999:  # a lying feed's date, and Slack does not say which it can show
        return fallback
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


# --- Addresses ---------------------------------------------------------------------------------------------------

HOST_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|[0-9a-f:.]*:[0-9a-f:.]*")
LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(url: str, limit: int) -> str | None:
    """`url` as an http(s) address of ASCII without `<`, `>`, `|`, quotes or spaces; None if it is none, or too long.

    An address with a user name in it is none either: `https://reuters.com@evil.example` leads to evil.example.
    """
    parts = _parts(url)
    if parts is None:
        return None
    host, port = _host(parts), _port(parts)
    if host is None or port is None:
        return None
    path, query, fragment = (_percent_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    address = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{path}"
    address += f"?{query}" * bool(query) + f"#{fragment}" * bool(fragment)
    return address if escaped_units(address) <= limit else None


def shown_host(url: str, limit: int) -> str:
    """The host that `url` leads to, "" if none. A long one keeps its end: that is where its owner stands."""
    parts = _parts(url)
    host = (_host(parts) if parts else None) or ""
    host = host.removeprefix("www.")
    return host if len(host) <= limit else ELLIPSIS + host[1 - limit :]


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and "@" not in parts.netloc else None


def _host(parts: SplitResult) -> str | None:
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return host if HOST_NAME.fullmatch(host) else None


def _port(parts: SplitResult) -> str | None:
    try:
        return "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return None


def _percent_encoded(part: str) -> str:
    return quote(LONE_PERCENT.sub("%25", part), safe="/:?#[]@!$&()*+,;=%~-._", errors="replace")


# --- Mentions: only from rule files ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody to call: `id` is Slack's (U…, S…), or here, channel, everyone."""

    kind: Literal["broadcast", "user", "usergroup"]
    id: str

    @property
    def mrkdwn(self) -> str:
        return {"broadcast": f"<!{self.id}>", "user": f"<@{self.id}>", "usergroup": f"<!subteam^{self.id}>"}[self.kind]

    @property
    def element(self) -> dict[str, Any]:
        """As an element of rich_text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
        key = {"broadcast": "range", "user": "user_id", "usergroup": "usergroup_id"}[self.kind]
        return {"type": self.kind, key: self.id}


def parse_mention(word: str) -> Mention | None:
    """`@here`, `@channel`, `@everyone`, `@U…`, `@S…` or Slack's own form of it; None for anything else."""
    for kind, form in MENTION_FORMS:
        if found := form.fullmatch(word):
            return Mention(kind=kind, id=found[1] or found[2])
    return None
