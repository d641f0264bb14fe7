"""Draws what Slack shows of a message: Message → SVG. `python docs/pictures/draw.py` makes the pictures beside it anew.

The messages are composed by the program from made-up news; only the drawing of Slack is ours. A test keeps the
pictures and the program in step.
"""  # noqa: INP001 a script, no package

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.model import Alert, Correction, Evidence, Item, Match, Message, Reason, Report, Severity, TextField
from monitor.slack.message import compose, compose_reply

HERE = Path(__file__).parent
NOW = datetime(2024, 10, 18, 6, 12, tzinfo=UTC)

# --- The news, made up -------------------------------------------------------------------------------------------

TITLE = "Seoul: 1,500 North Korean special forces shipped to Vladivostok to join the war"
SUMMARY = (
    "South Korea's intelligence service says that Russian navy ships carried about 1,500 North Korean soldiers to "
    "Vladivostok between 8 and 13 October, and that more troops are to be deployed soon."
)
KOREAN_TITLE = "국정원 “북한군 특수부대 1천500명 러시아 파병”"
KOREAN_SUMMARY = "북한이 러시아의 우크라이나 전쟁을 지원하기 위해 병력을 보내기로 했다고 국가정보원이 밝혔다."

ITEM = Item(
    key="1",
    feed_id="daily",
    publisher="The Harbour Daily",
    title=TITLE,
    summary=SUMMARY,
    url="https://news.harbour.example/2024/10/18/special-forces",
    canonical_url="https://news.harbour.example/2024/10/18/special-forces",
    published_at=NOW - timedelta(minutes=4),
    fetched_at=NOW,
    digest="",
    reliability="B",
)


def evidence(item: Item, field: TextField, *words: str) -> tuple[Evidence, ...]:
    text: str = getattr(item, field)
    starts = ((text.index(word), word) for word in words)
    return tuple(Evidence(field=field, start=at, end=at + len(w), text=w, term=w) for at, w in starts)


def rule(rule_id: str, title: str, *found: Evidence, severity: Severity, mention: str | None = None) -> Match:
    return Match(item_key="1", rule_id=rule_id, title=title, severity=severity, evidence=found, mention=mention)


def report(publisher: str, minutes: int, *, state_media: bool = False) -> Report:
    url = f"https://{publisher.rsplit(maxsplit=1)[-1].lower()}.example/1"
    dated = NOW + timedelta(minutes=minutes)
    return Report(item_key=url, publisher=publisher, title=TITLE, url=url, dated=dated, state_media=state_media)


def first_report() -> Alert:
    title = evidence(ITEM, "title", "North Korean", "special forces", "war")
    summary = evidence(ITEM, "summary", "Russian", "North Korean soldiers", "troops", "deployed")
    troops = rule(
        "dprk-troops",
        "North Korean troops in Russia's war",
        *title,
        *summary,
        severity=Severity.CRITICAL,
        mention="@here",
    )
    ships = rule("navy-transport", "Military transport by sea", *evidence(ITEM, "summary", "navy ships", "carried"),
                 severity=Severity.NOTICE)  # fmt: skip
    reports = (report("The Harbour Daily", 0), report("Northern Wire", 2), report("State Herald", 3, state_media=True))
    return Alert(story_id="s-7f3a9c", reason=Reason.FIRST_REPORT, item=ITEM, matches=(troops, ships), reports=reports)


def korean() -> Alert:
    item = replace(ITEM, title=KOREAN_TITLE, summary=KOREAN_SUMMARY, publisher="바다일보", reliability=None, lang="ko")
    found = (*evidence(item, "title", "북한", "파병"), *evidence(item, "summary", "북한", "러시아", "병력"))
    troops = rule("dprk-troops", "North Korean troops in Russia's war", *found, severity=Severity.WARNING)
    return replace(first_report(), item=item, matches=(troops,), reports=())


def reply() -> Alert:
    item = replace(ITEM, publisher="State Herald", url="https://herald.example/1", state_media=True, reliability="D")
    return replace(first_report(), reason=Reason.NEW_SOURCE, item=item)


def corrected() -> Alert:
    """As if the summary had always said so: the headline alone was changed."""
    title = "Seoul: 1,500 North Korean labourers shipped to Vladivostok"
    was = Correction(item_key="1", publisher=ITEM.publisher, was=TITLE, seen_at=NOW + timedelta(minutes=50))
    item = replace(ITEM, title=title, summary="")
    alert = replace(first_report(), reason=Reason.CORRECTED, item=item, corrections=(was,), told_as=Severity.CRITICAL)
    return replace(alert, matches=(), reports=())


# --- What Slack makes of a message: paragraphs of runs ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    text: str
    kind: str = "text"  # text, link, call, quiet
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    runs: tuple[Run, ...]
    size: int = 15
    indent: int = 0
    quoted: bool = False


def paragraphs(message: Message) -> Iterator[Paragraph]:
    for block in message.blocks:
        if block["type"] == "context":
            yield Paragraph(runs=(Run(text=shown(block["elements"][0]["text"]), kind="quiet"),), size=13)
        else:
            for element in block["elements"]:
                yield from rich_text(element)


def rich_text(element: dict[str, Any]) -> Iterator[Paragraph]:
    if element["type"] == "rich_text_list":
        for bullet in element["elements"]:
            yield Paragraph(runs=(Run(text="• "), *map(run, bullet["elements"])), indent=12)
        return
    runs: list[Run] = []
    for part in map(run, element["elements"]):
        if part.text == "\n":
            yield Paragraph(runs=tuple(runs))
            runs = []
        else:
            runs.append(part)
    quoted = element["type"] == "rich_text_quote"
    yield Paragraph(runs=tuple(runs), indent=14 if quoted else 0, quoted=quoted)


def run(element: dict[str, Any]) -> Run:
    if element["type"] == "broadcast":
        return Run(text=f"@{element['range']}", kind="call")
    return Run(text=element["text"], kind=element["type"], bold=bool(element.get("style")))


def shown(mrkdwn: str) -> str:
    """mrkdwn of a context line as a reader in UTC sees it."""
    return html.unescape(re.sub(r"<!date\^(\d+)\^[^|]*\|[^>]*>", lambda date: reading(int(date[1])), mrkdwn))


def reading(timestamp: int) -> str:
    when = datetime.fromtimestamp(timestamp, UTC)
    return f"{when:%b} {when.day}, {when.year} {when:%H:%M}"


# --- SVG ---------------------------------------------------------------------------------------------------------

WIDTH, LEFT, TOP, RIGHT = 720, 64, 22, 24
FONT = "Lato, 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'Noto Sans CJK KR', sans-serif"
COLOURS = {"text": "#1d1c1d", "link": "#1264a3", "call": "#8a5a00", "quiet": "#616061"}
CIRCLES = {"🔴": "#d92d3a", "🟠": "#f28c28", "🔵": "#2f80ed", "⚪": "#c4c4c8"}
NARROW, WIDE = set("iljtfrI.,:;'’|!()[] ·“”-"), set("mwMW@—%")


def width(text: str, size: int, *, bold: bool) -> float:
    """About how wide `text` is in Helvetica, in pixels: where lines break."""
    ems = sum(
        1.0 if c > "\u2e80" else 0.3 if c in NARROW else 0.86 if c in WIDE else 0.66 if c.isupper() else 0.54
        for c in text
    )
    return ems * size * (1.06 if bold else 1.0)


def draw(message: Message) -> str:
    """The message as an SVG image, WIDTH pixels wide."""
    y, shapes = TOP + 14.0, [name_line(TOP + 14)]
    for paragraph in paragraphs(message):
        y, drawn = draw_paragraph(paragraph, y + (8 if paragraph.size == 15 else 6))
        shapes += drawn
    height = int(y + 22)
    frame = f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8" fill="#fff" stroke="#ddd"/>'
    words = html.escape(" ".join(part.text for paragraph in paragraphs(message) for part in paragraph.runs))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    )
    return "\n".join(
        (f'{opening} role="img" font-family="{FONT}">', f"<title>{words}</title>", frame, *shapes, "</svg>\n")
    )


def name_line(y: int) -> str:
    icon = f'<rect x="18" y="{TOP}" width="36" height="36" rx="6" fill="#3f3d56"/>'
    mark = f'<path d="M26 {TOP + 24} q10 -22 20 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>'
    name = f'<text x="{LEFT}" y="{y}" font-size="15" font-weight="700" fill="#1d1c1d">monitor</text>'
    badge = f'<rect x="{LEFT + 66}" y="{y - 11}" width="28" height="14" rx="2" fill="#e8e8e8"/>'
    app = f'<text x="{LEFT + 70}" y="{y}" font-size="10" font-weight="700" fill="#616061">APP</text>'
    time = f'<text x="{LEFT + 102}" y="{y}" font-size="12" fill="#616061">{NOW:%H:%M}</text>'
    return icon + mark + name + badge + app + time


def draw_paragraph(paragraph: Paragraph, y: float) -> tuple[float, list[str]]:
    """The lines of a paragraph below `y`; and where it ends."""
    step = paragraph.size + 7
    lines = wrapped(paragraph)
    shapes = [shape for n, line in enumerate(lines) for shape in draw_line(line, paragraph, y + (n + 1) * step - 4)]
    end = y + len(lines) * step
    if paragraph.quoted:
        shapes.append(f'<rect x="{LEFT}" y="{y:.0f}" width="4" height="{end - y + 4:.0f}" rx="2" fill="#ddd"/>')
    return end, shapes


def wrapped(paragraph: Paragraph) -> list[list[Run]]:
    """The runs in lines; they break at spaces."""
    room, lines, used = WIDTH - LEFT - RIGHT - paragraph.indent, list[list[Run]]([[]]), 0.0
    for part in paragraph.runs:
        for word in re.findall(r"\S+\s*|\s+", part.text):
            wide = width(word.rstrip(), paragraph.size, bold=part.bold)
            if used + wide > room and lines[-1]:
                lines.append([])
                used = 0.0
            lines[-1].append(replace(part, text=word))
            used += width(word, paragraph.size, bold=part.bold)
    return lines


def draw_line(line: list[Run], paragraph: Paragraph, y: float) -> Iterator[str]:
    """One text element: its runs follow each other by themselves, whatever font the reader has."""
    x, runs = LEFT + paragraph.indent, list(joined(line))
    if runs and runs[0].text[:1] in CIRCLES:
        yield f'<circle cx="{x + 8}" cy="{y - 5:.0f}" r="7" fill="{CIRCLES[runs[0].text[0]]}"/>'
        x, runs[0] = x + 22, replace(runs[0], text=runs[0].text[2:])
    spans = "".join(span(part) for part in runs)
    yield f'<text x="{x}" y="{y:.0f}" font-size="{paragraph.size}" xml:space="preserve">{spans}</text>'


def span(part: Run) -> str:
    weight = ' font-weight="700"' if part.bold or part.kind == "call" else ""
    return f'<tspan{weight} fill="{COLOURS[part.kind]}">{html.escape(part.text)}</tspan>'


def joined(line: list[Run]) -> Iterator[Run]:
    """Neighbours of one look as one run."""
    pending: Run | None = None
    for part in line:
        if pending is not None and (pending.kind, pending.bold) == (part.kind, part.bold):
            pending = replace(pending, text=pending.text + part.text)
        else:
            if pending is not None:
                yield pending
            pending = part
    if pending is not None:
        yield pending


def pictures() -> dict[str, str]:
    """Every picture by its file name."""
    return {
        "message.svg": draw(compose(first_report(), now=NOW)),
        "korean.svg": draw(compose(korean(), now=NOW)),
        "reply.svg": draw(compose_reply(reply(), now=NOW)),
        "corrected.svg": draw(compose(corrected(), now=NOW + timedelta(minutes=50))),
    }


if __name__ == "__main__":
    for name, svg in pictures().items():
        (HERE / name).write_text(svg, encoding="utf-8")
