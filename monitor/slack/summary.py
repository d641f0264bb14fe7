"""Several stories in one message: Summary → Message. Pure.

Digest: 12 stories
how many of which rule
• 🔴 headline, linked — publisher
and 3 more, with how to see them
"""

from collections.abc import Iterator

from monitor.model import Alert, Message, Reason, Summary
from monitor.slack.message import SEVERITY_MARKS
from monitor.slack.mrkdwn import escaped, escaped_units, linked, shortened, units, web_address

TITLES = {
    Reason.DIGEST: "🗞️ Digest: {stories} stories",
    Reason.FLOOD: "🌊 Too many at once: {stories} more stories, told here together",
}
SEE_ALL = "and {left} more: `monitor alerts list`"
RULES_COUNTED = 10
HEADLINE = 150
ADDRESS = 300
RULE = 60
BLOCK = 2_700  # characters of a section, a tenth under Slack's limit
ALL_LINES = 7_000  # of a message, under limits.ALL_OUR_BLOCK_TEXT


def compose_summary(summary: Summary) -> Message:
    """The message that tells several stories: all are counted, as many are named as there is room for."""
    title = TITLES[summary.reason].format(stories=summary.stories)
    counts = ", ".join(_counts(summary))
    lines = list(_lines(summary))
    blocks = [_section(f"*{title}*\n{counts}" if counts else f"*{title}*"), *map(_section, _packed(lines))]
    return Message(text="\n".join([title, *([counts] if counts else []), *lines[:10]]), blocks=tuple(blocks))


def _counts(summary: Summary) -> Iterator[str]:
    for title, stories in summary.by_rule[:RULES_COUNTED]:
        yield f"{escaped(shortened(title, RULE, escaped_units))} {stories}"
    if len(summary.by_rule) > RULES_COUNTED:
        yield f"and {len(summary.by_rule) - RULES_COUNTED} more rules"


def _lines(summary: Summary) -> Iterator[str]:
    room, named = ALL_LINES, 0
    for alert in summary.alerts:
        line = _line(alert)
        room -= units(line) + 1
        if room < 0:
            break
        named += 1
        yield line
    if named < summary.stories:
        yield SEE_ALL.format(left=summary.stories - named)


def _line(alert: Alert) -> str:
    mark = SEVERITY_MARKS[alert.severity].split()[0]
    headline = escaped(shortened(alert.item.title, HEADLINE, escaped_units)) or "(no title)"
    publisher = escaped(shortened(alert.item.publisher, RULE, escaped_units))
    others = f" and {len(alert.publishers) - 1} more" if len(alert.publishers) > 1 else ""
    return f"• {mark} {linked(web_address(alert.item.url, ADDRESS), headline)} — {publisher}{others}"


def _packed(lines: list[str]) -> Iterator[str]:
    """Lines in as few sections as Slack's limit allows."""
    packed = ""
    for line in lines:
        if packed and units(packed) + units(line) + 1 > BLOCK:
            yield packed
            packed = ""
        packed = f"{packed}\n{line}" if packed else line
    if packed:
        yield packed


def _section(mrkdwn: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}
