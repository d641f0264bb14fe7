"""`monitor status`: how the whole stands, in words, on one screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import moment, print_json, screen, span
from monitor.config import Config, read_config
from monitor.errors import RuleFilesError
from monitor.health import Finding, Vitals, is_ready
from monitor.health.findings import findings_of
from monitor.health.review import sentences_of
from monitor.rules.calendar import endings
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store.lock import owner_of
from monitor.store.replicas import Replica
from monitor.store.sqlite_file import file_of

MONTH = timedelta(days=30)


@click.command()
@config_option
@format_option
def status(config_path: Path, format_: str) -> None:
    """Shows whether the watch works: the daemon, feeds, rules, the outbox, and what needs a person.

    Exit code 0: all is in order; 1: something needs a person, and the watch goes on; 2: the watch can't do its job.
    """
    config = read_config(config_path)
    rules, wrong = loaded_rules(config)
    vitals, sharing = seen(config, rules)
    found = findings_of(vitals)
    ends = endings(rules.rules, vitals.now, config.timezone) if rules is not None else ()
    wrong += [*sentences_of((one.kind, one.subject, one.sentence) for one in found)]
    wrong += replica_complaints(sharing)
    wrong += [ending.sentence for ending in ends if ending.has_ended]
    if format_ == "jsonl":
        print_json(_row(vitals, found, wrong) | {"replicas": [_replica_row(one) for one in sharing]})
    else:
        for line in (
            *(_replica_line(replica) for replica in sharing),
            *_lines(vitals),
            *(f"rules    {ending.sentence}" for ending in ends if not ending.has_ended),
        ):
            screen().print(line, markup=False)
        for sentence in wrong:
            screen().print(f"! {sentence}", markup=False, style="red")
    if not is_ready(found):
        raise Exit(2)
    if wrong:
        raise Exit(1)


def loaded_rules(config: Config) -> tuple[RuleSet | None, list[str]]:
    """The rules as they stand in their files now, or None and why not."""
    try:
        return load_rules(config.rules, config.timezone), []
    except RuleFilesError as exc:
        return None, [f"the rules can't be used ({len(exc.problems)} faults): see `monitor rules check`"]


SILENT = timedelta(seconds=30)  # six beats: what it had in hand goes to the others soon


def replica_complaints(sharing: Sequence[Replica]) -> list[str]:
    """Replicas that went away without a word, and those that do not run what the others run."""
    found = [
        f"replica {_place(replica)} was last seen {span(replica.silent_for)} ago: others do its work; look at its host"
        for replica in sharing
        if replica.silent_for >= SILENT
    ]
    alive = [replica for replica in sharing if replica.silent_for < SILENT]
    for what, said in (("rules", {one.ruleset for one in alive}), ("versions", {one.version for one in alive})):
        if len(said) > 1:
            who = ", ".join(f"{_place(one)} {one.ruleset if what == 'rules' else one.version}" for one in alive)
            found.append(f"replicas run different {what}: {who}")
    return found


def _place(replica: Replica) -> str:
    return f"{replica.host}:{replica.process}"


def _replica_line(replica: Replica) -> str:
    seen = f"seen {span(replica.silent_for)} ago"
    return f"replica  {_place(replica)}, rules {replica.ruleset}, version {replica.version}, {seen}"


def _replica_row(replica: Replica) -> dict[str, object]:
    return {
        "host": replica.host,
        "process": replica.process,
        "version": replica.version,
        "ruleset": replica.ruleset,
        "silent_for": replica.silent_for.total_seconds(),
    }


def seen(config: Config, rules: RuleSet | None) -> tuple[Vitals, list[Replica]]:
    """All that health is judged by, as an outsider sees it: from the store, its lock and its disk."""
    from monitor.store import open_store
    from monitor.store.engine import disk_of

    now = datetime.now(UTC)
    store = open_store(existing_database(config))
    states = {state.feed_id: state for state in store.feed_states()}
    vitals = Vitals(
        now=now,
        feeds=tuple((feed, states.get(feed.id)) for feed in config.feeds),
        standing=store.vitals.standing(),
        heartbeats=store.vitals.heartbeats(),
        rhythms=store.vitals.rule_rhythms(now - MONTH),
        rules_known=frozenset(rule.id for rule in rules.rules) if rules is not None else frozenset(),
        disk=disk_of(config.database),
    )
    sharing = store.replicas() if store.is_shared else []
    store.close()
    if file_of(config.database) is not None and owner_of(config.database) is None:
        vitals = replace(vitals, heartbeats=())  # it was killed: its last sign of life is still there
    return vitals, sharing


def _lines(vitals: Vitals) -> Iterator[str]:
    now, standing = vitals.now, vitals.standing
    assert standing is not None
    if not vitals.heartbeats:
        yield "daemon   not running"
    for beat in vitals.heartbeats:
        yield f"daemon   {beat.instance}, since {moment(beat.started_at)}; seen {span(now - beat.beat_at)} ago"
        yield f"rules    {beat.rules} run, set {beat.ruleset[:12]}"
    failing = sum(1 for _, state in vitals.feeds if state is not None and state.fault)
    polled = f"last read {span(now - standing.last_polled_at)} ago" if standing.last_polled_at else "never read"
    yield f"feeds    {len(vitals.feeds)} declared, {failing} failing; {polled}"
    yield f"kept     {standing.items} items in {standing.stories} stories"
    told = f"last {span(now - standing.last_sent_at)} ago" if standing.last_sent_at else "none yet"
    yield f"told     {standing.sent} stories; {told}"
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


def _row(vitals: Vitals, found: tuple[Finding, ...], wrong: list[str]) -> dict[str, object]:
    standing = vitals.standing
    beat = vitals.heartbeats[0] if vitals.heartbeats else None
    assert standing is not None
    return {
        "ready": is_ready(found),
        "daemon": beat.instance if beat is not None else None,
        "seen_at": beat.beat_at if beat is not None else None,
        "ruleset": beat.ruleset if beat is not None else None,
        "feeds": len(vitals.feeds),
        "feeds_failing": [feed.id for feed, state in vitals.feeds if state is not None and state.fault],
        "items": standing.items,
        "stories": standing.stories,
        "told": standing.sent,
        "last_told_at": standing.last_sent_at,
        "last_polled_at": standing.last_polled_at,
        "waiting": standing.open,
        "dead": standing.dead,
        "held": standing.held,
        "put_off": dict(standing.put_off),
        "findings": [{"kind": one.kind.value, "subject": one.subject, "sentence": one.sentence} for one in found],
        "complaints": wrong,
    }
