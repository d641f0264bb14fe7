"""Backup and restore: whole or not at all, and nothing that was told since is told again."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from make import NOON, a_feed, an_item
from slack_stand_in import SlackStandIn
from test_courier import Desk
from test_store import LEASE, TROOPS, poll

from monitor.errors import AlreadyRunningError, StoreError
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store
from monitor.store.backup import backup, restore
from monitor.store.lock import sole_owner
from monitor.store.sqlite_file import damage

OTHER = "Fighting with many soldiers in Kursk goes on"
LATER = NOON + timedelta(hours=1)


def url_of(store: Store) -> str:
    return f"sqlite:///{store.engine.url.database}"


def test_a_backup_is_one_whole_file_of_what_is_committed_while_others_write(
    store: Store, ruleset: RuleSet, tmp_path: Path
) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    with store.engine.begin() as connection:  # a writer at work
        connection.exec_driver_sql("DELETE FROM matches")
        backup(url_of(store), tmp_path / "copy.db", force=False)
        connection.rollback()

    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    with sqlite3.connect(tmp_path / "copy.db") as copied:
        assert copied.execute("SELECT count(*) FROM matches").fetchone() == (2,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can restore for somebody else")
@pytest.mark.parametrize("is_gone", [True, False])
def test_what_root_restores_belongs_to_whom_it_belonged(store: Store, tmp_path: Path, is_gone: bool) -> None:
    backup(url_of(store), tmp_path / "copy.db", force=False)
    theirs = tmp_path / "theirs" / "monitor.db"
    theirs.parent.mkdir()
    os.chown(theirs.parent, 65534, 65534)
    if not is_gone:
        theirs.touch(0o600)
        os.chown(theirs, 65534, 65534)

    restore(f"sqlite:///{theirs}", tmp_path / "copy.db", LATER)

    found = [path.stat() for path in (theirs, Path(f"{theirs}.lock"))]
    assert [(stat.st_uid, stat.st_gid) for stat in found] == [(65534, 65534)] * 2
    assert is_gone or found[0].st_mode & 0o777 == 0o600


def test_a_backup_replaces_nothing_unless_it_is_told_to(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "kept.db"
    target.write_text("kept")

    with pytest.raises(StoreError, match="exists already"):
        backup(url_of(store), target, force=False)
    with pytest.raises(StoreError, match="is the database itself"):
        backup(url_of(store), Path(str(store.engine.url.database)), force=True)
    with pytest.raises(StoreError, match=r"can't be copied .*no such|can't be copied .*unable to open"):
        backup(url_of(store), tmp_path / "nowhere" / "copy.db", force=False)
    assert target.read_text() == "kept"
    backup(url_of(store), target, force=True)
    assert damage(target, thorough=True) is None


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (b"", "no database of monitor's"),
        (b"some text that is no database" * 99, "is damaged or no database"),
        (None, "newer monitor"),
    ],
)
def test_a_backup_that_can_not_be_used_changes_nothing(
    store: Store, ruleset: RuleSet, tmp_path: Path, harm: bytes | None, said: str
) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    bad = tmp_path / "bad.db"
    backup(url_of(store), bad, force=False)
    if harm is None:
        with sqlite3.connect(bad) as raw:
            raw.execute("UPDATE alembic_version SET version_num = '9999'")
    else:
        bad.write_bytes(harm)

    with pytest.raises(StoreError, match=said):
        restore(url_of(store), bad, NOON)

    assert store.vitals.kept().items == 1
    assert {path.name for path in tmp_path.iterdir()} <= {
        "rules", "bad.db", "monitor.db", "monitor.db-wal", "monitor.db-shm", "monitor.db.lock"
    }  # fmt: skip


def test_a_restore_waits_for_nobody_who_runs(store: Store, tmp_path: Path) -> None:
    backup(url_of(store), tmp_path / "copy.db", force=False)

    with sole_owner(url_of(store)), pytest.raises(AlreadyRunningError, match="stop it first"):
        restore(url_of(store), tmp_path / "copy.db", NOON)


async def test_what_was_told_after_the_backup_is_found_in_its_channel_and_not_told_again(
    store: Store, ruleset: RuleSet, tmp_path: Path
) -> None:
    """One story waited when the backup was taken; another came after it. Both were told, a third is new."""
    url, news = url_of(store), "#news"
    async with SlackStandIn() as slack:
        poll(store, ruleset, [an_item(TROOPS)], channel=news)
        backup(url, tmp_path / "copy.db", force=False)
        desk = Desk(store, slack)
        poll(store, ruleset, [an_item(TROOPS), an_item(OTHER)], channel=news)
        await desk.rounds(6, seconds=2)
        await desk.sender.close()
        store.close()
        assert len(slack.messages) == 2

        done = restore(url, tmp_path / "copy.db", LATER)

        assert (done.taken_at, done.waiting) == (NOON, 1)
        restored = open_store(url)
        restored.take_over()
        again = Desk(restored, slack)
        poll(restored, ruleset, [an_item(TROOPS), an_item(OTHER)], channel=news)
        await again.rounds(8, seconds=10)
        assert len(slack.messages) == 2
        poll(restored, ruleset, [an_item("North Korean soldiers parade in Pyongyang")], channel=news)
        await again.round(seconds=2)
        assert len(slack.messages) == 3
        assert restored.vitals.standing().open == 0
        await again.sender.close()
        restored.close()
    assert done.replaced is not None
    with sqlite3.connect(done.replaced) as replaced:
        assert replaced.execute("SELECT count(*) FROM deliveries WHERE state = 'sent'").fetchone() == (2,)


async def test_what_was_never_told_is_told_after_a_restore(store: Store, ruleset: RuleSet, tmp_path: Path) -> None:
    url = url_of(store)
    poll(store, ruleset, [an_item(TROOPS)], channel="#news")
    backup(url, tmp_path / "copy.db", force=False)
    store.close()
    restore(url, tmp_path / "copy.db", LATER)
    restored = open_store(url)
    async with SlackStandIn() as slack:
        desk = Desk(restored, slack)
        poll(restored, ruleset, [an_item(OTHER)], channel="#news")

        await desk.rounds(10, seconds=10)

        assert len(slack.messages) == 2
        await desk.sender.close()
    restored.close()


def test_a_poll_that_fails_leaves_the_doubt(store: Store, tmp_path: Path) -> None:
    url = url_of(store)
    store.enrol([a_feed()], NOON)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE feeds SET polled_at = '2026-11-23 12:00:00.000000'")
    backup(url, tmp_path / "copy.db", force=False)
    store.close()
    restore(url, tmp_path / "copy.db", LATER)

    restored = open_store(url)

    (state,) = restored.claim_feeds(["wire"], LATER, LEASE, 1, due_only=False)
    assert state.doubted_since == NOON
    restored.close()
