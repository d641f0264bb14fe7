"""What a person is told of the findings: (findings now, what is remembered of earlier ones, now) → Review.

    seen ─ its patience over ─ told once ─ over ─ told once, where it was told at all ─ forgotten

Pure. An attempt to tell is remembered before it is made, so that two processes do not both make it; where it fails, or
its process dies, it is made again after RETRY.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from monitor.feeds.health import words
from monitor.health import Day, Finding, Kind, Vitals

RETRY = timedelta(minutes=2)
NAMED = 5  # of the feeds that fail for one cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A finding as it is remembered over restarts. `over_at`: it is over, and that is still to be told."""

    key: str
    kind: Kind
    subject: str
    sentence: str
    since: datetime
    told_at: datetime | None = None
    over_at: datetime | None = None
    retry_at: datetime | None = None  # it is being told, and if that fails, told again from then on


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`to_tell` in one message, now; `memory` is all that is remembered from here on."""

    to_tell: tuple[Remembered, ...]
    memory: tuple[Remembered, ...]


def review(findings: Iterable[Finding], known: Mapping[str, Remembered], now: datetime) -> Review:
    """What to tell now, and what to remember. What is to be told counts as told once `after_telling` says so."""
    present = {finding.key: finding for finding in findings}
    memory = [_seen(finding, known.get(key), now) for key, finding in present.items()]
    memory += [over for key, one in known.items() if key not in present and (over := _over(one, now)) is not None]
    due = {one.key for one in memory if _is_due(one, present.get(one.key), now)}
    tried = tuple(replace(one, retry_at=now + RETRY) if one.key in due else one for one in memory)
    return Review(to_tell=tuple(one for one in memory if one.key in due), memory=tried)


def _seen(finding: Finding, known: Remembered | None, now: datetime) -> Remembered:
    """What is back before its end was told never ended."""
    if known is None:
        since = finding.since or now
        return Remembered(
            key=finding.key, kind=finding.kind, subject=finding.subject, sentence=finding.sentence, since=since
        )
    return replace(known, subject=finding.subject, sentence=finding.sentence, over_at=None)


def _over(known: Remembered, now: datetime) -> Remembered | None:
    """None for what nobody was told of, and for what is never told to be over."""
    if known.told_at is None or not known.kind.ends:
        return None
    return known if known.over_at is not None else replace(known, over_at=now, retry_at=None)


def _is_due(one: Remembered, finding: Finding | None, now: datetime) -> bool:
    if one.retry_at is not None and now < one.retry_at:
        return False
    if finding is None:
        return one.over_at is not None
    return one.told_at is None and now - one.since >= finding.patience


def after_telling(told: Remembered, now: datetime) -> Remembered | None:
    """The same once a person was told; None where there is nothing left to remember."""
    return None if told.over_at is not None else replace(told, told_at=now, retry_at=None)


# --- In words ------------------------------------------------------------------------------------------------------


def lines_of(told: Iterable[Remembered], now: datetime) -> tuple[str, ...]:
    """One line for each thing to tell: what is wrong, feeds that fail for one cause together; then what is over."""
    found = tuple(told)
    wrong = [one for one in found if one.over_at is None]
    over = [one for one in found if one.over_at is not None]
    lines = [f"⚠️ {line}" for line in sentences_of((one.kind, one.subject, one.sentence) for one in wrong)]
    lines += [
        f"✅ {OVER[one.kind].format(one.subject)}, after {words((one.over_at or now) - one.since)}" for one in over
    ]
    return tuple(lines)


OVER = {
    Kind.DAEMON: "the daemon runs again",
    Kind.STORE: "the database works again",
    Kind.NETWORK: "the network works again",
    Kind.POLLING: "feeds can be read again",
    Kind.SLACK: "{}: messages go out again",
    Kind.OUTBOX: "what waited was told",
    Kind.CANARY: "the test item arrives again",
    Kind.CONFIG: "the config can be used again",
    Kind.RULES: "the rules can be used again",
    Kind.EDIT: "no edit of the rules is held any more",
    Kind.DISK: "the disk has room again",
    Kind.HELD: "no message is held any more",
    Kind.DEAD: "no dead message is left",
    Kind.FEED: "feed {} works again",
    Kind.SILENT_FEED: "feed {} has news again",
    Kind.SILENT_RULE: "rule {} has a story again",
}


def sentences_of(findings: Iterable[tuple[Kind, str, str]]) -> tuple[str, ...]:
    """Sentences of (kind, subject, sentence), with the feeds that fail for one cause in one sentence."""
    sentences: list[str] = []
    causes: dict[str, list[tuple[str, str]]] = {}
    for kind, subject, sentence in findings:
        if kind is Kind.FEED:
            causes.setdefault(cause_of(sentence), []).append((subject, sentence))
        else:
            sentences.append(sentence)
    for cause, failing in causes.items():
        if len(failing) == 1:
            sentences.append(failing[0][1])
            continue
        named = ", ".join(subject for subject, _ in failing[:NAMED])
        more = f" and {len(failing) - NAMED} more" if len(failing) > NAMED else ""
        sentences.append(f"{len(failing)} feeds fail: {cause} ({named}{more})")
    return tuple(sentences)


def cause_of(sentence: str) -> str:
    """Why a feed fails, without what is its own: `feed a: failing since … (3 polls): https://a.example/ is gone`."""
    cause = re.sub(
        r"^feed \S+: (?:failing since [^(]*\(\d+ polls?\)|asked no more since [^:]*:\d+ UTC): ", "", sentence
    )
    return re.sub(r"\s+", " ", re.sub(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?", "its server", cause))


def is_line_due(last: datetime, now: datetime, clock: time, zone: tzinfo) -> bool:
    """Whether the daily line is due: `clock` in `zone` has passed since the last one."""
    local = now.astimezone(zone)
    due = datetime.combine(local.date(), clock, zone)
    if due > now:
        due = datetime.combine(local.date() - timedelta(days=1), clock, zone)
    return last < due


def daily_line(vitals: Vitals, day: Day, findings: Sequence[Finding]) -> str:
    """ "Still watching", with counts, and whether it is quiet or broken."""
    failing = sum(1 for _, state in vitals.feeds if state is not None and state.fault is not None)
    waiting = vitals.standing.open if vitals.standing is not None else 0
    hours = round((vitals.now - day.since).total_seconds() / 3600)
    state = f"findings: {len(findings)}, see `monitor status`" if findings else "all is in order"
    return (
        f"Still watching. Feeds: {len(vitals.feeds)}, of which {failing} fail. In {hours} h: new items {day.items}, "
        f"stories told {day.told}. Messages waiting: {waiting}. In short: {state}."
    )
