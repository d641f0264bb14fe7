"""A database moves between SQLite and PostgreSQL with all that it knows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Call
from make import NOON, a_feed, a_heartbeat, an_item
from test_store import LEASE, TROOPS, poll, send_all, take

from monitor.errors import AlreadyRunningError, StoreError
from monitor.model import Reason
from monitor.rules.ruleset import RuleSet
from monitor.store import open_store
from monitor.store.copying import copy_all
from monitor.store.lock import sole_owner

pytestmark = pytest.mark.slow  # a PostgreSQL server for these tests alone

OTHER = "Fighting with many soldiers in Kursk goes on"


def copied(source: str, target: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    assert copy_all(source, target, counts.__setitem__) == sum(counts.values())
    return counts


def test_all_that_was_kept_and_told_goes_there_and_back(tmp_path: Path, postgresql: str, ruleset: RuleSet) -> None:
    here, back = f"sqlite:///{tmp_path}/here.db", f"sqlite:///{tmp_path}/back.db"
    store = open_store(here)
    item = an_item(TROOPS, summary="naïve “quotes” 북한군 ✓", tags=("a", "b"))
    poll(store, ruleset, [item])
    assert len(send_all(store)) == 1
    poll(store, ruleset, [replace(item, title=f"{TROOPS} now", digest="d2")])
    poll(store, ruleset, [an_item(OTHER, url="https://x.example/2")])
    store.mute("kursk", NOON, timedelta(days=1))
    known = store.story_file(item.key)
    (in_flight,) = take(store, 100)
    store.close()

    counts = copied(here, postgresql)
    assert counts == copied(postgresql, back)

    for url in (postgresql, back):
        moved = open_store(url)
        assert known is not None
        found_there = moved.story_file(item.key)
        assert found_there is not None
        assert replace(found_there, deliveries=known.deliveries) == known
        assert moved.mutes(NOON)[0].subject == "kursk"
        (found,) = take(moved, 101 + LEASE.total_seconds())
        assert found.id == in_flight.id  # its sender is gone
        record = poll(moved, ruleset, [an_item("A flood in Peru", url="https://x.example/3")], a_feed(id="new"))
        assert [decision.reason for placed in record.placed for decision in placed.decisions] == [Reason.NO_MATCH]
        moved.close()


def test_a_database_that_has_rows_is_refused_and_left_alone(tmp_path: Path, ruleset: RuleSet) -> None:
    here, there = f"sqlite:///{tmp_path}/here.db", f"sqlite:///{tmp_path}/there.db"
    for url in (here, there):
        store = open_store(url)
        poll(store, ruleset, [an_item(TROOPS)])
        store.close()

    with pytest.raises(StoreError, match="is not empty"):
        copied(here, there)


def test_a_database_that_is_in_use_is_refused(tmp_path: Path, postgresql: str) -> None:
    here, there = f"sqlite:///{tmp_path}/here.db", f"sqlite:///{tmp_path}/there.db"
    open_store(here).close()
    with sole_owner(here), pytest.raises(AlreadyRunningError):
        copied(here, there)
    running = open_store(postgresql)
    running.vitals.beat(a_heartbeat("east", beat_at=running.time()))

    with pytest.raises(StoreError, match=r"replicas run on .*east:7"):
        copied(postgresql, there)
    running.close()


def test_the_command_says_what_was_copied(watch: Path, call: Call) -> None:
    assert call("run", "--once")[0] == 0

    code, out, _ = call("store", "copy", "moved.db")
    assert code == 0
    assert "rows in all, counted on both sides" in out
    assert "is no database" in call("store", "copy", "mysql://x/y")[2]
    assert "is not empty" in call("store", "copy", "moved.db")[2]
