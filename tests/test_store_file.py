"""A database as a file: what is refused at a start, what is survived in use, and in which words."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from make import NOON, a_feed, an_item
from sqlalchemy import create_engine
from test_store import LEASE, TROOPS, poll, take

from monitor.errors import MonitorError, StoreError
from monitor.model import DeliveryState
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, migrate, open_store
from monitor.store.lock import sole_owner
from monitor.store.sqlite_file import damage, examine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with something in it."""
    path = tmp_path / "monitor.db"
    store = open_store(f"sqlite:///{path}")
    store.enrol([a_feed(id=f"f{number}", url="https://f.example/" + "x" * 500) for number in range(200)], NOON)
    store.close()
    return path


def start(path: Path) -> Store:
    """As `monitor run` opens it."""
    with sole_owner(f"sqlite:///{path}") as has_vanished:
        examine(path, has_vanished=has_vanished)
        return open_store(f"sqlite:///{path}")


def overwrite_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 40)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 3)


def garble_the_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"no database" * 10)


def lose_all_but_the_log(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"x" * 9000)
    path.unlink()
    Path(f"{path}.lock").unlink(missing_ok=True)


RUINS: dict[str, tuple[Callable[[Path], object], str]] = {
    "overwritten pages": (overwrite_pages, "is damaged: restore a backup"),
    "cut off": (cut_off, "is damaged: restore a backup"),
    "garbage for a header": (garble_the_header, "is damaged: restore a backup"),
    "emptied": (lambda path: path.write_bytes(b""), "is empty or missing"),
    "only its log left": (lose_all_but_the_log, "is empty or missing"),
    "a folder": (lambda path: path.rename(path.with_name("was.db")).parent.joinpath(path.name).mkdir(), "is no file"),
}


@pytest.mark.parametrize("ruin", RUINS)
def test_a_ruin_is_refused_in_words_and_left_as_it_is(path: Path, ruin: str) -> None:
    harm, said = RUINS[ruin]
    harm(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(StoreError, match=said):
        start(path)

    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_database_that_vanished_is_not_made_anew(path: Path) -> None:
    start(path).close()
    path.unlink()

    for _ in range(2):
        with pytest.raises(StoreError, match="ran on it before"):
            start(path)
    assert not path.exists()
    Path(f"{path}.lock").unlink()
    start(path).close()
    assert path.exists()


def test_a_first_start_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"

    def full_at_once(*_: object) -> None:
        raise StoreError("no room")

    with pytest.raises(MonitorError), sole_owner(f"sqlite:///{path}"):
        full_at_once()
    start(path).close()

    assert damage(path, thorough=True) is None


def test_a_database_that_is_deleted_or_replaced_while_in_use_takes_nothing_and_goes_on_when_it_is_back(
    store: Store, ruleset: RuleSet
) -> None:
    path = Path(str(store.engine.url.database))
    poll(store, ruleset, [an_item(TROOPS)])
    path.rename(path.with_name("elsewhere.db"))

    with pytest.raises(StoreError, match="moved, deleted or replaced while it was in use"):
        take(store)
    assert not path.exists()
    path.write_bytes(b"another")
    with pytest.raises(StoreError, match="another file is there now"):
        store.vitals.standing()

    path.with_name("elsewhere.db").replace(path)
    assert len(take(store)) == 1


def set_full(store: Store, *, full: bool) -> None:
    """No page more than there are, as on a full disk; the pool has one connection."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else 2**30}")


def test_a_full_disk_keeps_no_half_poll_and_forgets_nothing_of_it(store: Store, ruleset: RuleSet) -> None:
    set_full(store, full=True)
    items = [an_item(f"{TROOPS} {number}", body="long " * 2000) for number in range(20)]

    with pytest.raises(StoreError, match="the disk is full: make room, and monitor goes on by itself"):
        poll(store, ruleset, items)
    assert store.vitals.kept().items == 0
    assert store.feed_states()[0].etag is None

    set_full(store, full=False)
    store.take_over()
    assert len(poll(store, ruleset, items).placed) == 20


def test_another_writer_is_waited_for_and_then_named(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="is a second monitor running, or a database tool open"):
        store.take_over()
    other.close()
    store.take_over()
    store.close()


# --- Migrations ----------------------------------------------------------------------------------------------------


def at_schema(path: Path, version: str) -> None:
    """A database as that schema's release left it: a feed, and a story that waits to be told."""
    engine = create_engine(f"sqlite:///{path}")
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    when = "2026-11-23 11:00:00.000000"
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        run = connection.exec_driver_sql
        run("INSERT INTO feeds (id, url, next_poll_at) VALUES ('wire', 'https://wire.example/rss', ?)", (when,))
        run("INSERT INTO stories VALUES ('s1', ?, 'u', ?, ?)", (TROOPS, when, when))
        run(
            "INSERT INTO items (key, feed_id, story_id, publisher, title, summary, body, author, tags, url, "
            "canonical_url, fetched_at, digest, state_media, placed_why) "
            "VALUES ('i1', 'wire', 's1', 'Old', ?, '', '', '', '[]', 'u', 'u', ?, 'd', 0, 'founded')",
            (TROOPS, when),
        )
        if version < "0004":
            run("INSERT INTO bands VALUES ('0:a', 'i1', ?)", (when,))
        else:
            run("INSERT INTO sketches (item_key, placed_at) VALUES ('i1', ?)", (when,))
        if "0010" <= version < "0017":  # from then on a revision is whole
            run(
                "INSERT INTO revisions (item_key, revision, title, summary, body, replaced_at) "
                "VALUES ('i1', 0, 'Was', '', '', ?)",
                (when,),
            )
        run(
            "INSERT INTO deliveries (key, story_id, channel, act, state, reason, item_key, created_at) "
            "VALUES ('k1', 's1', '#watch', 'post', 'pending', 'first_report', 'i1', ?)",
            (when,),
        )
    engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("version", migrate.KNOWN[:-1])
def test_every_schema_that_was_is_brought_up_to_date_with_its_rows_and_a_way_back(
    tmp_path: Path, ruleset: RuleSet, version: str
) -> None:
    path = tmp_path / "old.db"
    at_schema(path, version)

    store = open_store(f"sqlite:///{path}")

    assert poll(store, ruleset, [an_item(TROOPS)]).placed[0].story_id == "s1"
    (delivery,) = store.claim_deliveries(NOON, LEASE, 9)
    assert (delivery.key, delivery.state) == ("k1", DeliveryState.SENDING)
    store.close()
    with sqlite3.connect(path) as now:
        earlier = now.execute("SELECT digest, url FROM revisions").fetchall()
        assert earlier == ([("revision 0", "u")] if "0010" <= version < "0017" else [])
    with sqlite3.connect(f"{path}.schema-{version}") as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
        assert kept.execute("SELECT count(*) FROM items").fetchall() == [(1,)]
