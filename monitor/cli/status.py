"""`monitor status`: how the whole stands, in words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.cli.options import config_option, existing_database, format_option
from monitor.cli.output import moment, print_json, screen, span
from monitor.config import Config, read_config
from monitor.errors import RuleFilesError
from monitor.model import FeedState
from monitor.rules.calendar import endings
from monitor.rules.files import load_rules
from monitor.store.lock import owner_of
from monitor.store.replicas import Replica
from monitor.store.views import Standing


@click.command()
@config_option
@format_option
def status(config_path: Path, format_: str) -> None:
    """Shows whether the watch works: feeds, outbox, channels, and what needs a person.

    Exit code 1 where something does.
    """
    from monitor.store import open_store

    config = read_config(config_path)
    store = open_store(existing_database(config))
    declared = {feed.id for feed in config.feeds}
    states = [state for state in store.feed_states() if state.feed_id in declared]
    standing, now = store.standing(), datetime.now(UTC)
    sharing = store.replicas() if store.is_shared else []
    daemon = None if store.is_shared else owner_of(config.database)
    store.close()
    wrong = complaints(standing, states)
    wrong += replica_complaints(sharing)
    ahead = rule_words(config, wrong, now)
    if daemon is None and not any(replica.silent_for < SILENT for replica in sharing):
        wrong.append("no daemon runs on this database: nothing is polled or told until `monitor run` is started")
    if format_ == "jsonl":
        print_json(
            _row(standing, states, wrong) | {"daemon": daemon, "replicas": [_replica_row(one) for one in sharing]}
        )
    else:
        for line in (
            *(_replica_line(replica) for replica in sharing),
            *([] if sharing else [f"daemon   {f'process {daemon}' if daemon else 'not running'}"]),
            *_lines(config, standing, states, now),
            *(f"rules    {sentence}" for sentence in ahead),
        ):
            screen().print(line, markup=False)
        for complaint in wrong:
            screen().print(f"! {complaint}", markup=False, style="red")
    if wrong:
        raise Exit(1)


def rule_words(config: Config, wrong: list[str], now: datetime) -> list[str]:
    """Which rules will end soon; those that have, or can't be used, are added to what is wrong."""
    try:
        loaded = load_rules(config.rules, config.timezone)
    except RuleFilesError as exc:
        wrong.append(f"the rules can't be used ({len(exc.problems)} faults): see `monitor rules check`")
        return []
    ends = endings(loaded.rules, now, config.timezone)
    wrong += [ending.sentence for ending in ends if ending.has_ended]
    return [ending.sentence for ending in ends if not ending.has_ended]


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


def complaints(standing: Standing, states: list[FeedState]) -> list[str]:
    """What needs a person, each as a sentence."""
    found = [f"{fault.channel}: {fault.fault} (since {moment(fault.since)})" for fault in standing.channel_faults]
    found += [f"feed {state.feed_id}: {state.fault}" for state in states if state.fault]
    if standing.dead:
        found.append(f"{standing.dead} messages could not be told: see `monitor alerts list --state dead`")
    if standing.held:
        found.append(f"{standing.held} messages may have been told: see `monitor alerts list --state held`")
    return found


def _lines(config: Config, standing: Standing, states: list[FeedState], now: datetime) -> list[str]:
    failing = sum(1 for state in states if state.fault)
    polled = f"last poll {span(now - standing.last_polled_at)} ago" if standing.last_polled_at else "never polled"
    told = f"last {span(now - standing.last_sent_at)} ago" if standing.last_sent_at else "none yet"
    waiting = f"{standing.open} waiting"
    if standing.oldest_open_at is not None:
        waiting += f", the oldest for {span(now - standing.oldest_open_at)}"
    return [
        f"feeds    {len(config.feeds)} declared, {failing} failing; {polled}",
        f"kept     {standing.items} items in {standing.stories} stories",
        f"told     {standing.sent} stories; {told}",
        f"outbox   {waiting}; {standing.dead} dead, {standing.held} held",
    ]


def _row(standing: Standing, states: list[FeedState], wrong: list[str]) -> dict[str, object]:
    return {
        "feeds": len(states),
        "feeds_failing": [state.feed_id for state in states if state.fault],
        "items": standing.items,
        "stories": standing.stories,
        "told": standing.sent,
        "last_told_at": standing.last_sent_at,
        "last_polled_at": standing.last_polled_at,
        "waiting": standing.open,
        "dead": standing.dead,
        "held": standing.held,
        "complaints": wrong,
    }
