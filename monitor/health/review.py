"""What a person is told of the findings: (findings now, what is remembered of earlier ones, now) → Review.

    seen ─ its patience over ─ told once ─ over ─ told once, where it was told at all ─ forgotten
                             ─ one trouble with another that was told: told with it, and over with it

Pure. An attempt to tell is remembered before it is made, so that two replicas do not both make it; where it fails, or
its replica dies, it is made again after RETRY. What one replica sees another may not (its files are others, or it
looked a moment sooner), so it is over once none of them has seen it for a while.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from monitor.feeds.health import words
from monitor.health import Day, Finding, Kind, Vitals

RETRY = timedelta(minutes=2)
MORE = timedelta(minutes=10)  # that there are more of what was told is told no sooner
UNSEEN = timedelta(minutes=1)  # a dozen looks of each replica
CHANNEL = "\0"  # in a sentence, for the channel that it is of
NAMED = 5  # of the feeds that fail in the same way


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A finding as it is remembered over restarts. `seen_at`: when a look last found it, by whichever replica.

    `over_at`: it is over, and that is still to be told.
    """

    key: str
    kind: Kind
    subject: str
    sentence: str
    since: datetime
    seen_at: datetime
    told_at: datetime | None = None
    over_at: datetime | None = None
    retry_at: datetime | None = None  # it is being told, and if that fails, told again from then on
    cause: str = ""  # what was told last of what must be mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`to_tell` in one message, now; `memory` is all that is remembered from here on."""

    to_tell: tuple[Remembered, ...]
    memory: tuple[Remembered, ...]


def review(
    findings: Iterable[Finding], known: Mapping[str, Remembered], now: datetime, unseen: timedelta = timedelta(0)
) -> Review:
    """What to tell now, and what to remember. What is to be told counts as told once `after_telling` says so.

    `now`: when the findings were found; `unseen`: how long none of the replicas must have seen what is over.
    """
    present = {finding.key: finding for finding in findings}
    memory = [_seen(finding, known.get(key), now, unseen) for key, finding in present.items()]
    for key, one in known.items():
        if key not in present and (left := _over(one, now, unseen) if now - one.seen_at >= unseen else one) is not None:
            memory.append(left)
    memory = _joined(memory, present, now)
    lasting = {trouble for one in memory if one.over_at is None and one.told_at and (trouble := _trouble(one))}
    due = {one.key for one in memory if _is_due(one, present.get(one.key), now) and not _goes_on(one, lasting)}
    tried = tuple(replace(one, retry_at=now + RETRY) if one.key in due else one for one in memory)
    to_tell = (replace(one, cause=_cause(one, present.get(one.key))) for one in memory if one.key in due)
    return Review(to_tell=tuple(to_tell), memory=tried)


def _joined(memory: Sequence[Remembered], present: Mapping[str, Finding], now: datetime) -> list[Remembered]:
    """A token that is revoked shows in one channel after the other, as each has something to tell: said once."""
    told = {trouble for one in memory if one.told_at and one.key in present and (trouble := _trouble(one))}
    return [
        replace(one, told_at=now, cause=_cause(one, present.get(one.key)))
        if one.told_at is None and _trouble(one) in told
        else one
        for one in memory
    ]


def _goes_on(one: Remembered, lasting: AbstractSet[str]) -> bool:
    """Whether it is over for this channel, and not yet for another that has the same trouble."""
    return one.over_at is not None and _trouble(one) in lasting


def _trouble(one: Remembered) -> str:
    """What channels may have in common; empty for other kinds. A fault that names its channel is that channel's own."""
    return one.sentence.replace(one.subject, CHANNEL, 1) if one.kind is Kind.SLACK else ""


def _cause(one: Remembered, finding: Finding | None) -> str:
    return finding.cause if finding is not None and finding.cause else one.cause


def _seen(finding: Finding, known: Remembered | None, now: datetime, unseen: timedelta) -> Remembered:
    """What is back before its end was told never ended. That it is seen still is noted as often as others need it."""
    if known is None:
        since = finding.since or now
        return Remembered(
            key=finding.key,
            kind=finding.kind,
            subject=finding.subject,
            sentence=finding.sentence,
            since=since,
            seen_at=now,
        )
    seen_at = now if unseen and now - known.seen_at >= unseen / 2 else known.seen_at
    seen = replace(known, subject=finding.subject, sentence=finding.sentence, seen_at=seen_at, over_at=None)
    return replace(seen, cause=finding.cause) if finding.kind.counts and _has_shrunk(known, finding) else seen


def _has_shrunk(known: Remembered, finding: Finding) -> bool:
    """Whether a person has seen to some of them: what comes from now on is more."""
    return bool(known.cause) and int(finding.cause) < int(known.cause)


def _over(known: Remembered, now: datetime, unseen: timedelta) -> Remembered | None:
    """None for what nobody was told of, and for what is never told to be over.

    Where several replicas look, it ended long before that is certain: somewhere between two notes that it is seen.
    """
    if known.told_at is None or not known.kind.ends:
        return None
    ended = known.seen_at + unseen / 4 if unseen else now
    return known if known.over_at is not None else replace(known, over_at=ended, retry_at=None)


def _is_due(one: Remembered, finding: Finding | None, now: datetime) -> bool:
    if one.retry_at is not None and now < one.retry_at:
        return False
    if finding is None:
        return one.over_at is not None
    if one.told_at is None:
        return now - one.since >= finding.patience
    if finding.kind.counts:  # what dies in a row is not told one by one
        return int(finding.cause) > int(one.cause or 0) and now - one.told_at >= MORE
    return _cause(one, finding) != one.cause


def after_telling(told: Remembered, now: datetime) -> Remembered | None:
    """The same once a person was told; None where there is nothing left to remember."""
    return None if told.over_at is not None else replace(told, told_at=now, retry_at=None)


# --- In words ------------------------------------------------------------------------------------------------------


def lines_of(told: Iterable[Remembered], now: datetime) -> tuple[str, ...]:
    """One line for each thing to tell: what is wrong, feeds that fail in the same way together; then what is over."""
    found = tuple(told)
    wrong = [one for one in found if one.over_at is None]
    over = [one for one in found if one.over_at is not None]
    lines = [f"⚠️ {line}" for line in sentences_of((one.kind, one.subject, one.sentence) for one in wrong)]
    ended: dict[tuple[Kind, str], list[Remembered]] = {}
    for one in over:
        ended.setdefault((one.kind, _trouble(one) or words(_length(one, now))), []).append(one)
    for (kind, _), alike in ended.items():
        subjects = sorted(one.subject for one in alike)
        length = words(max(_length(one, now) for one in alike))
        named = [", ".join(subjects)] if kind is Kind.SLACK else subjects
        lines += [f"✅ {OVER[kind].format(subject)}, after {length}" for subject in named]
    return tuple(lines)


def _length(one: Remembered, now: datetime) -> timedelta:
    return (one.over_at or now) - one.since


OVER = {
    Kind.DAEMON: "the daemon runs again",
    Kind.STORE: "the {} works again",
    Kind.NETWORK: "the network works again",
    Kind.POLLING: "feeds can be read again",
    Kind.SLACK: "{}: messages go out again",
    Kind.OUTBOX: "what waited was told",
    Kind.CANARY: "the test item arrives again",
    Kind.CONFIG: "the config can be used again",
    Kind.RULES: "the rules can be used again",
    Kind.EDIT: "no edit of the rules is held any more",
    Kind.REPLICA: "{}: that is settled",
    Kind.WEB: "{} are served again",
    Kind.DISK: "the disk has room again",
    Kind.HELD: "no message is held any more",
    Kind.DEAD: "no dead message is left",
    Kind.FEED: "feed {} works again",
    Kind.SILENT_FEED: "feed {} has news again",
    Kind.SILENT_RULE: "rule {} has a story again",
}


def sentences_of(findings: Iterable[tuple[Kind, str, str]]) -> tuple[str, ...]:
    """Sentences of (kind, subject, sentence); channels, and feeds, that fail in the same way are in one sentence."""
    sentences: list[str] = []
    channels: dict[str, list[str]] = {}
    alike: dict[str, list[tuple[str, str]]] = {}
    for kind, subject, sentence in findings:
        if kind is Kind.FEED:
            alike.setdefault(_without_its_own(sentence), []).append((subject, sentence))
        elif kind is Kind.SLACK:
            channels.setdefault(sentence.replace(subject, CHANNEL), []).append(subject)
        else:
            sentences.append(sentence)
    return (
        *(sentence.replace(CHANNEL, ", ".join(names)) for sentence, names in channels.items()),
        *sentences,
        *(_of_feeds_alike(failing) for failing in alike.values()),
    )


def _of_feeds_alike(failing: Sequence[tuple[str, str]]) -> str:
    """The first one's own sentence, whose words are whole, and whom else it is true of."""
    (_, sentence), *others = failing
    if not others:
        return sentence
    named = ", ".join(subject for subject, _ in others[:NAMED])
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    return f"{len(failing)} feeds fail in the same way: {named}{more}, and {sentence}"


def _without_its_own(sentence: str) -> str:
    """Why a feed fails, without what is its own: `feed a: failing since … (3 polls): https://a.example/ is gone`."""
    cause = re.sub(
        r"^feed \S+: (?:failing since [^(]*\(\d+ polls?\)|asked no more since [^:]*:\d+ UTC): ", "", sentence
    )
    return re.sub(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?", "", cause)


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
