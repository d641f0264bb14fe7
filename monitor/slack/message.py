"""What a story looks like in Slack: Alert → Message. Pure.

    🔴 Critical @here
    The headline, linked, its matched words bold
    Publisher · host · state media · reliability B · date in the reader's time zone · seen 4 min later
    ✏️ Publisher changed the headline at …; it was: “…”
    │ the excerpt around the evidence, matched words bold
    • rule — the words that fired it
    3 publishers report this: A, B, C
    why it was told · story · rules

Bold means one thing: these words fired a rule. Words of strangers stand in rich_text elements, where Slack parses
nothing (so bold may fall inside a word, as Korean and Chinese need, and nothing has to be escaped), or pass through
`escaped`. `text`, for notifications, screen readers and Slack's refusals, says the same in mrkdwn.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from monitor.model import REASON_SENTENCES, Alert, Evidence, Item, Match, Message, Reason, Report, Severity
from monitor.slack import limits
from monitor.slack.blocks import Block, Element, calls, context, link, rich_text, run, section
from monitor.slack.mrkdwn import (
    READ_AHEAD,
    Marked,
    Mention,
    cut,
    date_token,
    escaped,
    escaped_marked,
    escaped_units,
    linked,
    marked,
    parse_mention,
    shortened,
    shown_host,
    units,
    web_address,
)

SEVERITY_MARKS = {
    Severity.INFO: "⚪ Info",
    Severity.NOTICE: "🔵 Notice",
    Severity.WARNING: "🟠 Warning",
    Severity.CRITICAL: "🔴 Critical",
}
NO_TITLE = "(no title)"
PUBLISHER_UNKNOWN = "publisher unknown"
LATE = timedelta(minutes=10)  # told so long after it was seen is worth a word


def compose(alert: Alert, *, now: datetime) -> Message:
    """The message of a story: Block Kit, and `text` that says the same. The newest reports come first."""
    blocks = (
        _headline_block(alert),
        context(_provenance(alert, now)),
        *map(context, _correction_lines(alert)),
        *_excerpt_block(alert),
        *_rules_block(alert.matches),
        *_reports_block(alert),
        context(_footer(alert, now)),
    )
    return Message(text=_text(alert, now), blocks=blocks)


def compose_plain(alert: Alert, *, now: datetime) -> Message:
    """The same story without blocks, for when Slack refuses them."""
    return Message(text=_text(alert, now))


def compose_reply(alert: Alert, *, now: datetime) -> Message:
    """A short answer in the story's thread: what is new. `alert.item` is the item that brought it.

    New rules are those that hold for that item and that nobody was told of; if that leaves none, all of them.
    """
    new = () if alert.reason in {Reason.NEW_SOURCE, Reason.CORRECTED} else _new_matches(alert)
    told = _mentions(new)
    corrected = tuple(_correction_lines(alert)) if alert.reason is Reason.CORRECTED else ()
    blocks = (
        rich_text(section([run(_reply_opening(alert) + " "), *calls(told), run("\n"), *_headline(alert)])),
        context(_provenance(alert, now)),
        *map(context, corrected),
        *_rules_block(new),
    )
    lines = (_reply_text_opening(alert, told), _provenance(alert, now), *corrected, *_rule_lines(new))
    return Message(text="\n".join(lines), blocks=blocks)


# --- The blocks, from the top of the message to its foot ---------------------------------------------------------


def _headline_block(alert: Alert) -> Block:
    opening = [run(SEVERITY_MARKS[alert.severity]), *calls(_mentions(alert.matches)), run("\n")]
    return rich_text(section([*opening, *_headline(alert)]))


def _headline(alert: Alert) -> list[Element]:
    title = title_of(alert, limits.TITLE)
    pieces = tuple(title.runs())
    address = web_address(alert.item.url, limits.HEADLINE_LINKS)
    if address is None:
        return [run(text, bold=bold) for text, bold in pieces]
    if len(address) * len(pieces) > limits.HEADLINE_LINKS:  # a long address is worth writing once only
        return [link(address, title.text)]
    return [link(address, text, bold=bold) for text, bold in pieces]


def title_of(alert: Alert, limit: int) -> Marked:
    title = marked(alert.item.title[: READ_AHEAD * limit], _spans(alert, "title"))
    return cut(title, limit) if title.text else Marked(text=NO_TITLE)


def _provenance(alert: Alert, now: datetime) -> str:
    return f"{_name(alert.item.publisher)} · {_particulars(alert, now)}"


def _particulars(alert: Alert, now: datetime) -> str:
    item = alert.item
    parts = (
        escaped(shown_host(item.url, limits.HOST)),
        "state media" if item.state_media else "",
        f"reliability {escaped(shortened(item.reliability, 10))}" if item.reliability else "",
        _dates(item),
        _told_late(alert, now),
    )
    return " · ".join(filter(None, parts))


def _dates(item: Item) -> str:
    if item.published_at is None:
        return f"undated, seen {date_token(item.fetched_at)}"
    ahead = item.published_at - item.fetched_at
    if ahead > timedelta(minutes=1):
        return f"dated {date_token(item.published_at)}, {_span(ahead)} after it was seen"
    return f"{date_token(item.published_at)} · seen {_span(-ahead)} later"


def _told_late(alert: Alert, now: datetime) -> str:
    late = now - alert.item.fetched_at
    return f"told {_span(late)} after that" if alert.reason is Reason.FIRST_REPORT and late >= LATE else ""


def _correction_lines(alert: Alert) -> Iterator[str]:
    """What the publishers' headlines were before; and whether any rule still holds."""
    for corrected in alert.corrections[: limits.CORRECTIONS]:
        was = escaped(shortened(corrected.was, limits.FORMER_TITLE, escaped_units)) or NO_TITLE
        when = date_token(corrected.seen_at)
        yield f"✏️ {_name(corrected.publisher)} changed the headline {when}; it was: “{was}”"
    if alert.corrections and not alert.matches:
        yield f"✏️ {NO_RULE_HOLDS}"


NO_RULE_HOLDS = "as it reads now, no rule of this channel matches this story"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    if hours < 48:
        return f"{hours} h"
    days = round(hours / 24)
    if days < 60:
        return f"{days} days"
    return f"{round(days / 30.4)} months" if days < 700 else f"{round(days / 365.25)} years"


def _excerpt_block(alert: Alert) -> Iterator[Block]:
    excerpt = cut(excerpt_of(alert), limits.EXCERPT)
    if excerpt.text:
        pieces = [run(text, bold=bold) for text, bold in excerpt.runs()]
        yield rich_text({"type": "rich_text_quote", "elements": pieces})


def _rules_block(matches: tuple[Match, ...]) -> Iterator[Block]:
    listed, left = _listed_rules(matches)
    bullets = [section([run(_rule_name(match)), *_fired_by(match)]) for match in listed]
    if left:
        bullets.append(section([run(f"and {left} more {'rule' if left == 1 else 'rules'}, named below")]))
    if bullets:
        yield rich_text({"type": "rich_text_list", "style": "bullet", "elements": bullets})


def _fired_by(match: Match) -> Iterator[Element]:
    for index, word in enumerate(_evidence_words(match)):
        yield run(", " if index else " — ")
        yield run(word, bold=True)


def _reports_block(alert: Alert) -> Iterator[Block]:
    listed = _further_reports(alert)
    if not listed:
        return
    elements = [run(f"{len(alert.publishers)} publishers report this: ")]
    for index, (report, address) in enumerate(listed):
        if index:
            elements.append(run(", "))
        name = _publisher(report)
        elements.append(link(address, name) if address else run(name))
        if report.state_media:
            elements.append(run(" (state media)"))
    elements.append(run(_unlisted(alert, len(listed))))
    yield rich_text(section([element for element in elements if element.get("text")]))


def _footer(alert: Alert, now: datetime) -> str:
    updated = "" if alert.reason is Reason.FIRST_REPORT else f"updated {date_token(now)}"
    parts = (REASON_SENTENCES[alert.reason], updated, f"story {escaped(shortened(alert.story_id, 40, escaped_units))}")
    return " · ".join((*filter(None, parts), *_rule_ids(alert.matches, limits.IDS)))


def _rule_ids(matches: tuple[Match, ...], limit: int) -> Iterator[str]:
    """One part that names every rule's id, as far as `limit` goes, and counts the rest."""
    ids = [escaped(shortened(match.rule_id, 64)) for match in _by_severity(matches)]
    shown = _as_many(ids, limit)
    if ids:
        more = f" and {len(ids) - len(shown)} more" if len(shown) < len(ids) else ""
        yield f"{'rule' if len(ids) == 1 else 'rules'} {', '.join(shown)}{more}"


# --- The same in mrkdwn, a line for each block -------------------------------------------------------------------


def _text(alert: Alert, now: datetime) -> str:
    called = "".join(f" {mention.mrkdwn}" for mention in _mentions(alert.matches))
    lines = (
        f"{SEVERITY_MARKS[alert.severity]}: {_linked_headline(alert)} — {_source(alert)}{called}",
        _particulars(alert, now),
        *_correction_lines(alert),
        *_excerpt_line(alert),
        *_rule_lines(alert.matches),
        *_reports_line(alert),
        _text_footer(alert),
    )
    return "\n".join(lines)


def _linked_headline(alert: Alert) -> str:
    title = cut(title_of(alert, limits.TITLE), limits.TEXT_TITLE, escaped_units)
    return linked(web_address(alert.item.url, limits.TEXT_ADDRESS), escaped(title.text))


def _source(alert: Alert) -> str:
    name = _name(alert.item.publisher)
    return f"{name} (state media)" if alert.item.state_media else name


def _excerpt_line(alert: Alert) -> Iterator[str]:
    excerpt = cut(excerpt_of(alert), limits.TEXT_EXCERPT, escaped_units)
    if excerpt.text:
        yield f"“{escaped_marked(excerpt)}”"  # in quotes: a line that began with ">" would be Slack's own quote


def _rule_lines(matches: tuple[Match, ...]) -> Iterator[str]:
    lines = []
    for match in _by_severity(matches):
        words = ", ".join(f"*{escaped(word)}*" for word in _evidence_words(match)[:3])
        name = escaped(shortened(_rule_name(match), 80, escaped_units))
        lines.append(f"• {name} — {words}" if words else f"• {name}")
    yield from _as_many(lines, limits.TEXT_RULES)


def _reports_line(alert: Alert) -> Iterator[str]:
    listed = _further_reports(alert)
    if listed:
        names = [escaped(_publisher(report)) for report, _ in listed]
        shown = _as_many(names, limits.TEXT_REPORTS)
        yield f"{len(alert.publishers)} publishers report this: {', '.join(shown)}{_unlisted(alert, len(shown))}"


def _text_footer(alert: Alert) -> str:
    story = f"story {escaped(shortened(alert.story_id, 40, escaped_units))}"
    return " · ".join((REASON_SENTENCES[alert.reason], story, *_rule_ids(alert.matches, limits.TEXT_IDS)))


# --- A reply's opening -------------------------------------------------------------------------------------------


def _reply_opening(alert: Alert) -> str:
    if alert.reason is Reason.NEW_SOURCE:
        count = len(alert.publishers)
        return f"Also reported by {shortened(alert.item.publisher, limits.PUBLISHER)} ({count} publishers so far)"
    if alert.reason is Reason.CORRECTED:
        return f"✏️ Corrected by {shortened(alert.item.publisher, limits.PUBLISHER)}"
    return f"{SEVERITY_MARKS[alert.severity]}: {REASON_SENTENCES[alert.reason]}"


def _reply_text_opening(alert: Alert, told: tuple[Mention, ...]) -> str:
    called = "".join(f" {mention.mrkdwn}" for mention in told)
    return f"{escaped(_reply_opening(alert))}{called}: {_linked_headline(alert)}"


def _new_matches(alert: Alert) -> tuple[Match, ...]:
    new = (match for match in alert.matches if match.rule_id not in alert.told_rules)
    return tuple(match for match in new if match.item_key == alert.item.key) or alert.matches


# --- What both forms are made of ---------------------------------------------------------------------------------


def _spans(alert: Alert, field: str) -> tuple[tuple[int, int], ...]:
    return tuple((evidence.start, evidence.end) for evidence in _evidence(alert) if evidence.field == field)


def _evidence(alert: Alert) -> Iterator[Evidence]:
    """The evidence that points into the item which is shown."""
    for match in alert.matches:
        if match.item_key == alert.item.key:
            yield from match.evidence


def excerpt_of(alert: Alert) -> Marked:
    """The summary, or the body where only the body has evidence, from a little before the evidence on."""
    summary, body = _spans(alert, "summary"), _spans(alert, "body")
    if alert.item.summary.strip() and (summary or not body):
        return _window(alert.item.summary, summary)
    return _window(alert.item.body, body)


LEAD = 100  # characters before the first evidence that is shown


def _window(text: str, spans: tuple[tuple[int, int], ...]) -> Marked:
    start = _window_start(text, spans)
    near = text[start : start + READ_AHEAD * limits.EXCERPT]
    shown = marked(near, tuple((a - start, b - start) for a, b in spans if b > start))
    if start == 0 or not shown.text:
        return shown
    return Marked(text="…" + shown.text, bold=tuple((a + 1, b + 1) for a, b in shown.bold))


def _window_start(text: str, spans: tuple[tuple[int, int], ...]) -> int:
    """Where to begin so that the most evidence is seen: LEAD before it, between words if there are any."""
    reach = limits.EXCERPT - LEAD
    starts = sorted(start for start, _ in spans)[:100]
    best = max(starts, key=lambda first: (sum(first <= s < first + reach for s in starts), -first), default=0)
    if best < reach:
        return 0
    start = best - LEAD
    space = text.find(" ", start, best)
    return space + 1 if space >= 0 else start


def _by_severity(matches: tuple[Match, ...]) -> list[Match]:
    """Each rule once, the most severe first."""
    once = {match.rule_id: match for match in reversed(matches)}
    in_order = [once[rule_id] for rule_id in dict.fromkeys(match.rule_id for match in matches)]
    return sorted(in_order, key=lambda match: -match.severity.rank)


def _listed_rules(matches: tuple[Match, ...]) -> tuple[list[Match], int]:
    """The rules that a message lists, and how many it leaves out."""
    room, listed = limits.RULES_TEXT, list[Match]()
    rules = _by_severity(matches)
    for match in rules[: limits.RULES_LISTED]:
        room -= units(_rule_name(match)) + sum(units(word) + 3 for word in _evidence_words(match))
        if room < 0:
            break
        listed.append(match)
    return listed, len(rules) - len(listed)


def _rule_name(match: Match) -> str:
    return shortened(match.title, limits.RULE_TITLE) or shortened(match.rule_id, limits.RULE_TITLE) or NO_TITLE


def _evidence_words(match: Match) -> list[str]:
    """The distinct words that fired the rule, as the publisher wrote them; none that stands in a longer one."""
    words = [shortened(evidence.text, limits.RULE_WORD) for evidence in match.evidence[: 4 * limits.RULE_WORDS]]
    distinct = {word.casefold(): word for word in reversed(words) if word}
    first_first = dict.fromkeys(word.casefold() for word in words if word)
    alone = [word for word in first_first if not any(_stands_in(word, longer) for longer in distinct)]
    return [distinct[word] for word in alone[: limits.RULE_WORDS]]


def _stands_in(word: str, longer: str) -> bool:
    """ "arms" in "arms transfers", but not in "farms"; scripts without capitals may join words without a space."""
    if word == longer or word not in longer:
        return False
    return word.upper() == word.lower() or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", longer) is not None


def _mentions(matches: Iterable[Match]) -> tuple[Mention, ...]:
    """Whom the rules call, each once. A word that is no mention calls nobody: the rule files' check says so."""
    words = (word for match in matches for word in (match.mention or "").split())
    mentions = (parse_mention(word) for word in words)
    return tuple(dict.fromkeys(mention for mention in mentions if mention))[: limits.MENTIONS]


def _further_reports(alert: Alert) -> list[tuple[Report, str | None]]:
    """One report of each publisher, newest first, with its address while the room for addresses lasts."""
    first_of_each = {report.publisher: report for report in reversed(alert.reports)}
    if len(first_of_each) < 2:
        return []
    newest_first = sorted(first_of_each.values(), key=lambda report: report.dated, reverse=True)
    room, listed = limits.REPORT_LINKS, list[tuple[Report, str | None]]()
    for report in newest_first[: limits.REPORTS_LISTED]:
        address = web_address(report.url, room)
        room -= len(address or "")
        listed.append((report, address))
    return listed


def _publisher(report: Report) -> str:
    return shortened(report.publisher, limits.PUBLISHER) or PUBLISHER_UNKNOWN


def _name(publisher: str) -> str:
    return escaped(shortened(publisher, limits.PUBLISHER, escaped_units)) or PUBLISHER_UNKNOWN


def _unlisted(alert: Alert, listed: int) -> str:
    left = len(alert.publishers) - listed
    return f" and {left} more" if left > 0 else ""


def _as_many(parts: list[str], limit: int) -> list[str]:
    """The first of `parts` that fit in `limit` together with ", " between them; whole ones only."""
    shown = list[str]()
    for part in parts:
        limit -= units(part) + 2
        if limit < 0:
            break
        shown.append(part)
    return shown
