"""`monitor status`: how the whole stands, in words, on one screen."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.canary import channel_apart
from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import counted, fail, moment, print_json, screen, span
from monitor.config import Config, database_of_broken, read_config
from monitor.errors import ConfigError, RuleFilesError
from monitor.health import Finding, Heartbeat, Kept, Vitals, is_ready
from monitor.health.findings import findings_of
from monitor.health.review import sentences_of
from monitor.rules.calendar import endings
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store.lock import owner_of
from monitor.store.sqlite_file import file_of

MONTH = timedelta(days=30)
NOTHING = timedelta(0)


@click.command()
@config_option
@format_option
def status(config_path: Path, format_: str) -> None:
    """Shows whether the watch works: the daemon, feeds, rules, the outbox, and what needs a person.

    Exit code 0: all is in order; 1: something needs a person, and the watch goes on; 2: the watch can't do its job.
    """
    try:
        config = read_config(config_path)
    except ConfigError as exc:
        fail(str(exc))
        raise Exit(_of_broken(config_path)) from exc
    rules, wrong = loaded_rules(config)
    vitals, kept = seen(config, rules)
    found = findings_of(vitals)
    ends = endings(rules.rules, vitals.now, config.timezone) if rules is not None else ()
    wrong += [*sentences_of((one.kind, one.subject, one.sentence) for one in found)]
    wrong += [ending.sentence for ending in ends if ending.has_ended]
    if format_ == "jsonl":
        print_json(_row(vitals, kept, found, wrong))
    else:
        for line in (
            *_lines(vitals, kept),
            *(f"rules    {ending.sentence}" for ending in ends if not ending.has_ended),
        ):
            screen().print(line, markup=False)
        for sentence in wrong:
            screen().print(f"! {sentence}", markup=False, style="red")
    if not is_ready(found):
        raise Exit(2)
    if wrong:
        raise Exit(1)


def _of_broken(path: Path) -> int:
    """What can be said of the daemon without a config; the exit code."""
    database = database_of_broken(path)
    file = file_of(database) if database is not None else None
    if database is None or (file is not None and not file.exists()):
        screen().print("daemon   unknown: the config can't be used, and names no database that is there", markup=False)
        return 2
    from monitor.store import open_store

    with closing(open_store(database)) as store:
        alive = Vitals(now=store.time(), feeds=(), heartbeats=store.vitals.heartbeats()).alive
    for beat in alive:
        screen().print(f"daemon   {beat.name} goes on with the last config that it could use", markup=False)
    if not alive:
        screen().print("daemon   not running, and with this config it can't be started", markup=False)
    return 1 if alive else 2


def loaded_rules(config: Config) -> tuple[RuleSet | None, list[str]]:
    """The rules as they stand in their files now, or None and why not."""
    try:
        return load_rules(config.rules, config.timezone), []
    except RuleFilesError as exc:
        return None, [f"the rules can't be used ({counted(len(exc.problems), 'fault')}): see `monitor rules check`"]


def seen(config: Config, rules: RuleSet | None) -> tuple[Vitals, Kept]:
    """All that health is judged by, as an outsider sees it: from the store, its lock and its disk."""
    from monitor.store import open_store
    from monitor.store.engine import disk_of

    store = open_store(existing_database(config))
    now = store.time()  # what replicas wrote is of that clock
    states = {state.feed_id: state for state in store.feed_states()}
    vitals = Vitals(
        now=now,
        feeds=tuple((feed, states.get(feed.id)) for feed in config.feeds),
        standing=store.vitals.standing().without(channel_apart(config, rules.rules if rules is not None else ())),
        heartbeats=store.vitals.heartbeats(),
        rhythms=store.vitals.rule_rhythms(now - MONTH),
        rules_known=frozenset(rule.id for rule in rules.rules) if rules is not None else frozenset(),
        disk=disk_of(config.database),
    )
    kept = store.vitals.kept()
    store.close()
    if file_of(config.database) is not None and owner_of(config.database) is None:
        vitals = replace(vitals, heartbeats=())  # it was killed: its last sign of life is still there
    return vitals, kept


def _lines(vitals: Vitals, kept: Kept) -> Iterator[str]:
    now, standing = vitals.now, vitals.standing
    assert standing is not None
    if not vitals.heartbeats:
        yield "daemon   not running"
    sets: dict[str, list[str]] = {}
    for beat in sorted(vitals.heartbeats, key=lambda beat: beat.name):
        since = f"version {beat.version}, since {moment(beat.started_at)}"
        yield f"daemon   {beat.name}, {since}; seen {span(max(now - beat.beat_at, NOTHING))} ago"
        sets.setdefault(f"rules    {beat.rules} run, set {beat.ruleset[:12]}", []).append(beat.name)
    for ruleset, names in sets.items():
        yield ruleset if len(sets) == 1 else f"{ruleset}, on {', '.join(names)}"
    failing = sum(1 for _, state in vitals.feeds if state is not None and state.fault)
    polled = f"last read {span(now - standing.last_polled_at)} ago" if standing.last_polled_at else "never read"
    yield f"feeds    {len(vitals.feeds)} declared, {failing} failing; {polled}"
    yield f"kept     {kept.items} items in {kept.stories} stories"
    told = f"last {span(now - standing.last_sent_at)} ago" if standing.last_sent_at else "none yet"
    yield f"told     {kept.told} stories; {told}"
    yield f"outbox   {_outbox(vitals)}"
    for canary in (beat.canary for beat in vitals.heartbeats if beat.canary is not None):
        if canary.seconds is not None:
            yield f"canary   took {canary.seconds:.1f} s, {span(now - canary.at)} ago"
    if vitals.disk is not None:
        yield f"disk     {vitals.disk.free / 2**30:.1f} GiB of {vitals.disk.total / 2**30:.1f} GiB free"


def _outbox(vitals: Vitals) -> str:
    standing = vitals.standing
    assert standing is not None
    waiting = f"{standing.open} waiting"
    if standing.oldest_open_at is not None:
        waiting += f", the oldest for {span(vitals.now - standing.oldest_open_at)}"
    put_off = ", ".join(f"{count} {reason}" for reason, count in standing.put_off)
    return f"{waiting}; {standing.dead} dead, {standing.held} held; put off: {put_off or 'none'}"


def _row(vitals: Vitals, kept: Kept, found: tuple[Finding, ...], wrong: list[str]) -> dict[str, object]:
    standing = vitals.standing
    beat = vitals.heartbeats[0] if vitals.heartbeats else None
    assert standing is not None
    return {
        "ready": is_ready(found),
        "daemon": beat.name if beat is not None else None,
        "seen_at": beat.beat_at if beat is not None else None,
        "ruleset": beat.ruleset if beat is not None else None,
        "feeds": len(vitals.feeds),
        "feeds_failing": [feed.id for feed, state in vitals.feeds if state is not None and state.fault],
        "items": kept.items,
        "stories": kept.stories,
        "told": kept.told,
        "last_told_at": standing.last_sent_at,
        "last_polled_at": standing.last_polled_at,
        "waiting": standing.open,
        "dead": standing.dead,
        "held": standing.held,
        "put_off": dict(standing.put_off),
        "findings": [{"kind": one.kind.value, "subject": one.subject, "sentence": one.sentence} for one in found],
        "complaints": wrong,
        "replicas": [_replica_row(one, vitals.now) for one in vitals.heartbeats],
    }


def _replica_row(beat: Heartbeat, now: datetime) -> dict[str, object]:
    return {
        "host": beat.host,
        "process": beat.process,
        "version": beat.version,
        "ruleset": beat.ruleset,
        "silent_for": max(now - beat.beat_at, NOTHING).total_seconds(),
    }
