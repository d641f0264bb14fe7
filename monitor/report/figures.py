"""A backtest's figures as the sentences and rows that the terminal, Markdown and the page all show."""

from datetime import datetime

from monitor.backtest.difference import Difference
from monitor.backtest.tally import Backtest, RuleFigures, ToldAlert
from monitor.model import REASON_SENTENCES, Reason


def headline(backtest: Backtest) -> str:
    """What was walked, and what it came to."""
    alerts = len(backtest.alerts)
    return (
        f"{counted(backtest.items, 'item')} from {day(backtest.began)} to {day(backtest.ended)}: "
        f"{backtest.matched:,} match, {counted(alerts, 'alert')}, {rate(backtest, alerts)} a day"
    )


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rate(backtest: Backtest, alerts: int) -> str:
    """Alerts a day, to one digit; what is less than 0.1 but not nothing says so."""
    a_day = backtest.a_day(alerts)
    return "< 0.1" if 0 < a_day < 0.05 else f"{a_day:,.1f}"


def day(when: datetime) -> str:
    return f"{when:%Y-%m-%d}"


def outcome(reason: Reason) -> str:
    """What a reason does with a report, in a word or two."""
    if reason.tells:
        return "told"
    return "told later" if reason.puts_off else "not told"


def reason_rows(backtest: Backtest) -> list[tuple[str, str, int, str]]:
    """For each reason that occurred: what it does, its name, how many decisions, what it means."""
    return [
        (outcome(reason), reason.value, count, REASON_SENTENCES[reason])
        for reason, count in backtest.reasons.items()
        if count
    ]


def held_back(backtest: Backtest, figures: RuleFigures) -> str:
    """Why a rule's reports made no alert at once, or nothing could be one: `3 duplicate, 1 quiet_hours`."""
    found = [f"{count} {reason.value}" for reason, count in figures.reasons.items() if count and not reason.tells]
    if figures.rule.expires is not None and figures.rule.expires < backtest.ended.date():
        found.append(f"expired {figures.rule.expires}")
    if figures.rule.active is not None:
        found.append(f"active {figures.rule.active}")
    return ", ".join(found)


def when_and_why(told: ToldAlert) -> str:
    """When an alert would have come, where, and what it waited for."""
    said = f"{told.at:%Y-%m-%d %H:%M} UTC in {told.channel}"
    if told.held_by is not None:
        said += f", after {told.held_by.value}"
    return said if told.gathered == 1 else f"{said}, with {told.gathered - 1} others in one message"


def change(difference: Difference) -> str:
    """What an edit changes, in a sentence."""
    before, after = difference.before, difference.after
    put_off = f"{len(difference.put_off):,} put off still, " if difference.put_off else ""
    return (
        f"{counted(len(difference.gained), 'alert')} gained, {len(difference.lost):,} lost, {put_off}"
        f"{len(difference.changed):,} told otherwise, {difference.regrouped:,} items in another story; "
        f"{rate(before, len(before.alerts))} → {rate(after, len(after.alerts))} alerts a day"
    )


def rule_rows(difference: Difference) -> list[tuple[str, str, str, str]]:
    """The rules that alert more or less often: id, alerts before, alerts after, and by how many."""
    return [
        (one.rule_id, _count(one.before), _count(one.after), _sign(one.before, one.after))
        for one in difference.rules
        if one.before != one.after
    ]


def _count(alerts: int | None) -> str:
    return "–" if alerts is None else f"{alerts:,}"


def _sign(before: int | None, after: int | None) -> str:
    if before is None:
        return "new rule"
    return "no longer there" if after is None else f"{after - before:+,}"


def how_changed(before: ToldAlert, after: ToldAlert) -> str:
    """What is different about a story that both rule sets tell."""
    changes = (
        ("by ", _rules(before), _rules(after)),
        ("", before.severity.value, after.severity.value),
        ("calling ", _called(before), _called(after)),
        ("", when_and_why(before), when_and_why(after)),
    )
    return "; ".join(f"{label}{was} → {is_now}" for label, was, is_now in changes if was != is_now)


def _rules(told: ToldAlert) -> str:
    return ", ".join(told.rules) or "no rule of its own"


def _called(told: ToldAlert) -> str:
    return ", ".join(told.mentions) or "nobody"


def put_off_still(stories: int) -> str:
    """How many stories wait at the end of a walk."""
    return "1 story is put off still" if stories == 1 else f"{stories:,} stories are put off still"
