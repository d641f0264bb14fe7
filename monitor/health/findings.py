"""Vitals → findings: everything that is the matter with the watch, worst first.

Pure. Written for the person who has to act: what is wrong, since when, what to do. What a whole outage explains is not
said of each feed as well.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from monitor.feeds.health import Condition, health_of, words
from monitor.feeds.pace import OUTAGE
from monitor.health import Finding, Heartbeat, Kind, RuleRhythm, Vitals
from monitor.model import Feed, FeedState

BEATS = timedelta(minutes=2)  # a daemon whose heartbeat is older hangs, or is gone
NO_POLL = timedelta(minutes=15)  # how long no feed may be read before that is told, and how late a poll may be
STUCK = timedelta(minutes=15)  # the oldest message that may go out waits for longer: nothing is delivered
PASSING = timedelta(minutes=5)  # what mends itself is told only if it has not by then
BRIEFLY = timedelta(seconds=10)  # on top of the ten that a lock is waited for; a database tool may hold one so long
LEAST_FREE = 512 * 1024 * 1024  # bytes; and a twentieth of the disk, where that is less
SILENT_TIMES = 6  # a rule that is silent for so many times its usual gap
SILENT_AT_LEAST = timedelta(days=2)
STORIES_FOR_RHYTHM = 8  # fewer say nothing of how often a rule matches


def findings_of(vitals: Vitals) -> tuple[Finding, ...]:
    """All that is the matter, worst first."""
    found = [
        *_of_daemon(vitals),
        *_of_replicas(vitals),
        *_of_store(vitals),
        *_of_polling(vitals),
        *_of_delivery(vitals),
        *_of_edits(vitals),
        *_of_feeds(vitals),
        *_of_rules(vitals),
    ]
    unlike = {finding.key: finding for finding in found}  # two processes find the same in one file
    return tuple(sorted(unlike.values(), key=lambda finding: list(Kind).index(finding.kind)))


def at(when: datetime) -> str:
    """A time in a sentence."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


# --- The process and what it stands on -----------------------------------------------------------------------------


def _of_daemon(vitals: Vitals) -> Iterator[Finding]:
    beat = vitals.heartbeats[0] if vitals.heartbeats else None
    if beat is None:
        sentence = "no daemon runs on this database: nothing is polled or told until `monitor run` is started"
        yield Finding(kind=Kind.DAEMON, key="daemon", subject="daemon", sentence=sentence)
    elif vitals.now - beat.beat_at > BEATS:
        sentence = (
            f"the daemon ({beat.name}) gave its last sign of life at {at(beat.beat_at)}: it hangs, or can't write "
            "to the database; see its log, then restart it"
        )
        yield Finding(kind=Kind.DAEMON, key="daemon", subject="daemon", sentence=sentence, since=beat.beat_at)


def _of_replicas(vitals: Vitals) -> Iterator[Finding]:
    """What one replica can say of the others. Where none lives, that is said of the daemon."""
    alive = vitals.alive
    for beat in vitals.heartbeats:
        if alive and beat not in alive:
            sentence = (
                f"replica {beat.name} gave its last sign of life at {at(beat.beat_at)}: others do its work; "
                "look at its host"
            )
            yield Finding(
                kind=Kind.REPLICA,
                key=f"replica {beat.id}",
                subject=f"replica {beat.name}",
                sentence=sentence,
                since=beat.beat_at,
            )
    for what, said in (
        ("rules", {beat.name: beat.ruleset[:12] for beat in alive}),
        ("versions", {beat.name: beat.version for beat in alive}),
    ):
        if len(set(said.values())) > 1:
            who = ", ".join(f"{name} {one}" for name, one in sorted(said.items()))
            sentence = f"the replicas run different {what}: {who}; put the same on all of their hosts"
            yield Finding(
                kind=Kind.REPLICA, key=f"unlike {what}", subject="replicas", sentence=sentence, patience=PASSING
            )


def _of_store(vitals: Vitals) -> Iterator[Finding]:
    """Each replica may be cut off by itself, and can't ask the others: its finding is its own."""
    if vitals.store_fault is not None:
        seen_from = f" (seen from {vitals.seen_from})" if vitals.seen_from else ""
        sentence = f"{vitals.store_fault}{seen_from}. Nothing is polled or told until it mends; nothing is lost"
        yield Finding(
            kind=Kind.STORE,
            key=f"store{seen_from}",
            subject=f"database{seen_from}",
            sentence=sentence,
            patience=BRIEFLY,
        )
    disk = vitals.disk
    if disk is not None and disk.free < min(LEAST_FREE, disk.total // 20):
        sentence = (
            f"the disk of the database is nearly full: {disk.free // 2**20} MiB of {disk.total // 2**20} MiB are free; "
            "make room before monitor has to stop"
        )
        yield Finding(kind=Kind.DISK, key="disk", subject="disk", sentence=sentence)


# --- Polling -------------------------------------------------------------------------------------------------------


def _of_polling(vitals: Vitals) -> Iterator[Finding]:
    states = [state for _, state in vitals.feeds if state is not None and state.habits.stopped_at is None]
    down = [state for state in states if state.fault == OUTAGE]
    if down:
        sentence = f"nothing can be reached from this machine ({_counted(len(down), 'feed')}): check its network"
        yield Finding(kind=Kind.NETWORK, key="network", subject="network", sentence=sentence)
    elif vitals.standing is not None and not any(works(state) for state in states):
        begun = [state.failing_since for state in states if state.failing_since is not None]
        sentence = f"no feed can be read, of {len(vitals.feeds)}: see `monitor feeds health`"
        yield _of_all_feeds(sentence, max(begun, default=None))
    late = [state for state in states if is_late(state, vitals.now)]
    if late:
        first = min(state.next_poll_at for state in late)
        sentence = (
            f"{_counted(len(late), 'feed')} should have been asked, the first at {at(first)}: see the daemon's log"
        )
        yield _of_all_feeds(sentence, first)


def _of_all_feeds(sentence: str, since: datetime | None) -> Finding:
    return Finding(kind=Kind.POLLING, key="polling", subject="feeds", sentence=sentence, since=since, patience=NO_POLL)


def works(state: FeedState) -> bool:
    """Whether a feed was read, and failed once at most since: of few feeds, all may fail for a poll."""
    return state.polled_at is not None and (state.fault is None or state.failures < 2)


def is_late(state: FeedState, now: datetime) -> bool:
    """Whether a feed should have been asked long ago, and its server did not ask us to stay away."""
    held_until = state.habits.held_until
    return now - max(state.next_poll_at, held_until or state.next_poll_at) > NO_POLL


# --- Delivery ------------------------------------------------------------------------------------------------------


def _of_delivery(vitals: Vitals) -> Iterator[Finding]:
    standing = vitals.standing
    if standing is None:
        return
    for fault in standing.channel_faults:
        yield Finding(
            kind=Kind.SLACK,
            key=f"slack {fault.channel}",
            subject=fault.channel,
            sentence=f"nothing can be told in {fault.channel}: {fault.fault}. What waits is kept, and goes out once "
            "this is mended",
            since=fault.since,
            patience=timedelta(0) if fault.refused else PASSING,
            cause=fault.fault if fault.refused else "",
        )
    stuck = standing.stuck_since
    if not standing.channel_faults and stuck is not None and vitals.now - stuck > STUCK:
        sentence = (
            f"{_counted(standing.open, 'message')} wait, and none was accepted since {at(stuck)}: "
            "see `monitor alerts list`"
        )
        yield Finding(kind=Kind.OUTBOX, key="outbox", subject="outbox", sentence=sentence, since=stuck)
    if standing.held:
        sentence = f"{_counted(standing.held, 'message')} may have been told: see `monitor alerts list --state held`"
        yield Finding(kind=Kind.HELD, key="held", subject="outbox", sentence=sentence, cause=str(standing.held))
    if standing.dead:
        sentence = f"{_counted(standing.dead, 'message')} could not be told: see `monitor alerts list --state dead`"
        yield Finding(kind=Kind.DEAD, key="dead", subject="outbox", sentence=sentence, cause=str(standing.dead))
    yield from _of_canary(vitals)


def _of_canary(vitals: Vitals) -> Iterator[Finding]:
    for beat in vitals.alive:
        canary = beat.canary
        if canary is not None and canary.fault is not None:
            sentence = f"the test item of {at(canary.at)} did not arrive: {canary.fault}"
            yield Finding(kind=Kind.CANARY, key="canary", subject="canary", sentence=sentence, since=canary.at)


# --- What people edit ----------------------------------------------------------------------------------------------


def _of_edits(vitals: Vitals) -> Iterator[Finding]:
    """One finding of a kind: replicas have files of their own, which mostly are the same."""
    said: dict[tuple[Kind, str], dict[str, list[str]]] = {}
    for beat in sorted(vitals.alive, key=lambda beat: beat.id):
        for kind, subject, sentence in _of_edits_at(beat):
            said.setdefault((kind, subject), {}).setdefault(sentence, []).append(beat.name)
    for (kind, subject), sentences in said.items():
        if len(sentences) == 1:
            (sentence,) = sentences
        else:
            sentence = " ".join(f"On {_some(names)}: {one}" for one, names in sentences.items())
        yield Finding(kind=kind, key=kind, subject=subject, sentence=sentence, cause=sentence)


def _of_edits_at(beat: Heartbeat) -> Iterator[tuple[Kind, str, str]]:
    if beat.config_fault is not None:
        sentence = f"the config was changed and can't be used; the last good one stays. {beat.config_fault}"
        yield Kind.CONFIG, "config", sentence
    if beat.rules_fault is not None:
        sentence = f"the rules were changed and can't be used; the last good ones stay. {beat.rules_fault}"
        yield Kind.RULES, "rules", sentence
    if beat.dropped:
        sentence = (
            f"an edit of the rules is held, by which these would be lost or half written: {_some(beat.dropped)}. "
            "Save the file anew; or send SIGHUP to the daemon to confirm that it is as it should be"
        )
        yield Kind.EDIT, "rules", sentence
    if beat.web_fault is not None:
        yield Kind.WEB, "health and metrics", beat.web_fault


# --- Feeds and rules, against their own rhythm ---------------------------------------------------------------------


def _of_feeds(vitals: Vitals) -> Iterator[Finding]:
    for feed, state in vitals.feeds:
        if state is None or state.fault == OUTAGE:
            continue
        health = health_of(feed, state, vitals.now, at)
        if health.condition in {Condition.GONE, Condition.FAILING}:
            yield _failing(feed, state, health.condition, health.sentences[0])
        elif health.condition is Condition.STALE:
            since = state.habits.news_at
            yield _of_feed(Kind.SILENT_FEED, feed, health.sentences[0], since, key=f"silent feed {feed.id}")
        elif health.condition is Condition.GAP and state.habits.gap_at is not None:
            day = f"{state.habits.gap_at:%Y-%m-%d}"
            yield _of_feed(Kind.GAP, feed, health.sentences[0], state.habits.gap_at, key=f"gap {feed.id} {day}")


def _failing(feed: Feed, state: FeedState, condition: Condition, sentence: str) -> Finding:
    since = state.habits.stopped_at if condition is Condition.GONE else state.failing_since
    patience = timedelta(0) if condition is Condition.GONE else feed.report_after
    return _of_feed(Kind.FEED, feed, sentence, since, key=f"feed {feed.id}", patience=patience)


def _of_feed(
    kind: Kind, feed: Feed, sentence: str, since: datetime | None, *, key: str, patience: timedelta = timedelta(0)
) -> Finding:
    return Finding(
        kind=kind, key=key, subject=feed.id, sentence=f"feed {feed.id}: {sentence}", since=since, patience=patience
    )


def _of_rules(vitals: Vitals) -> Iterator[Finding]:
    for rhythm in vitals.rhythms:
        if rhythm.rule_id in vitals.rules_known and (usual := usual_gap(rhythm)) is not None:
            silence = vitals.now - rhythm.last_at
            if silence > max(SILENT_TIMES * usual, SILENT_AT_LEAST):
                sentence = (
                    f"rule {rhythm.rule_id}: no story since {at(rhythm.last_at)} ({words(silence)}); usually one "
                    f"every {words(usual)}. {_feeds_meanwhile(vitals)}"
                )
                key = f"silent rule {rhythm.rule_id}"
                yield Finding(kind=Kind.SILENT_RULE, key=key, subject=rhythm.rule_id, sentence=sentence)


def usual_gap(rhythm: RuleRhythm) -> timedelta | None:
    """The mean time between a rule's stories; None where there were too few to tell."""
    if rhythm.stories < STORIES_FOR_RHYTHM:
        return None
    return (rhythm.last_at - rhythm.first_at) / (rhythm.stories - 1)


def _feeds_meanwhile(vitals: Vitals) -> str:
    """Whether it is quiet, or we are blind."""
    failing = sum(1 for _, state in vitals.feeds if state is not None and state.fault is not None)
    if not failing:
        return "Every feed answers, so it is quiet, or a change of the rule or of a feed silenced it"
    return f"{failing} of {_counted(len(vitals.feeds), 'feed')} fail: it may be blind, not quiet"


# --- Words ---------------------------------------------------------------------------------------------------------

MOST_NAMED = 5


def _some(names: Iterable[str]) -> str:
    named = list(names)
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
