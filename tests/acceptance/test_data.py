"""The database of a real process: backed up while it is written, restored, full, read-only, out of reach, killed."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path

import pytest
from feed_server import FeedServer, rss
from make import title_of
from slack_stand_in import SlackStandIn
from test_store_file import at_schema
from watch import Watch, until, watching

from monitor.store.sqlite_file import damage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class Scene:
    """The daemon, its feed and its Slack."""

    def __init__(self, watch: Watch, slack: SlackStandIn, server: FeedServer) -> None:
        self.watch, self.slack, self.server = watch, slack, server
        self.count = 0

    def publish(self, size: int = 100) -> None:
        """One more story, which no other is like."""
        number, self.count = self.count, self.count + 1
        summary = "".join(f"{number}-{place} " for place in range(size))
        guid = f"story-{number}"
        self.server.add(
            "/a.xml", title=f"{title_of(number)} quake", guid=guid, summary=summary, published=formatdate(usegmt=True)
        )

    @property
    def told(self) -> int:
        return len(self.slack.messages)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    folder = tmp_path / "watch"
    folder.mkdir()
    async with SlackStandIn() as slack, FeedServer() as server, watching(folder) as watch:
        server.serve("/a.xml", rss([]))
        watch.write("rules/rules.toml", "[[rule]]\nid = 'r'\ntitle = 'R'\nwhen = 'quake'\n")
        watch.write(
            "config.toml",
            f'[monitor]\ndatabase = "data/monitor.db"\n[slack]\nchannel = "#news"\napi_url = "{slack.api_url}"\n'
            f'[polling]\nevery = "1s"\nallow_private_hosts = true\n'
            f'[[feed]]\nid = "a"\nurl = "{server.url("/a.xml")}"\npublisher = "Alpha"\n',
        )
        watch.environ["SLACK_BOT_TOKEN"] = slack.token
        yield Scene(watch, slack, server)


async def test_a_backup_of_a_working_daemon_is_restored_and_no_story_is_told_twice(scene: Scene) -> None:
    watch = scene.watch
    await watch.start()
    for _ in range(3):
        scene.publish()
    await until(lambda: scene.told >= 2)
    code, out, errors = await watch.run("store", "backup", "copy.db")
    assert (code, errors) == (0, "")
    assert "whole" in out
    for _ in range(3):
        scene.publish()
    await until(lambda: scene.told == 6)
    code, _, errors = await watch.run("store", "restore", "copy.db")
    assert code == 2
    assert "stop it first" in errors
    assert await watch.end() == 0

    code, out, _ = await watch.run("store", "restore", "copy.db")
    assert code == 0
    assert "what was there is now" in out
    await watch.start()
    scene.publish()
    await until(lambda: scene.told == 7, patience=60)
    await until(lambda: watch.said.count('"found": "found"') >= 3, patience=60)
    await watch.end()

    assert scene.told == 7
    _, status, _ = await watch.run("status")
    assert "0 waiting; 0 dead, 0 held" in status


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    """A disk of its own in memory; skips, saying so, where we may not mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False, capture_output=True, text=True
    )
    if not made or made.returncode:
        pytest.skip(f"NOT TESTED: a full disk needs the right to mount one ({made.stderr if made else 'no mount'})")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_a_full_disk_pauses_polling_loses_nothing_and_ends_when_there_is_room(scene: Scene) -> None:
    watch, data = scene.watch, scene.watch.folder / "data"
    with small_disk(data, "size=4m"):
        await watch.start()
        scene.publish()
        await until(lambda: scene.told == 1)
        filler = data / "filler"
        with filler.open("wb", buffering=0) as file:
            while True:
                try:
                    file.write(b"x" * 4096)
                except OSError:
                    break
        for _ in range(3):
            scene.publish(3000)
        await until(lambda: '"the store refuses' in watch.said)
        asked = len(scene.server.log)
        await asyncio.sleep(3)
        assert len(scene.server.log) <= asked + 1  # what was on its way
        assert watch.said.count('"the store refuses') == 1

        filler.unlink()
        await until(lambda: scene.told == 4, patience=250)
        assert '"the store works again"' in watch.said
        assert await watch.end() == 0
        assert damage(data / "monitor.db", thorough=True) is None
    assert scene.told == 4


async def test_a_start_on_a_read_only_disk_is_refused_in_words(scene: Scene) -> None:
    data = scene.watch.folder / "data"
    with small_disk(data, "size=4m"):
        await scene.watch.start()
        await scene.watch.end()
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)

        code, _, errors = await scene.watch.run("run", "--once")

    assert code == 2
    assert "Read-only file system" in errors
    assert "Traceback" not in errors


async def test_a_database_deleted_under_the_daemon_is_said_once_and_not_made_anew(scene: Scene) -> None:
    watch, database = scene.watch, scene.watch.folder / "data" / "monitor.db"
    await watch.start()
    scene.publish()
    await until(lambda: scene.told == 1)
    database.rename(database.with_name("moved.db"))
    scene.publish()
    await until(lambda: "moved, deleted or replaced while it was in use" in watch.said)
    assert not database.exists()
    assert await watch.end() == 0
    code, _, errors = await watch.run("run", "--once")
    assert code == 2
    assert "monitor ran on it before" in errors

    database.with_name("moved.db").rename(database)
    await watch.start()
    await until(lambda: scene.told == 2, patience=60)
    await watch.end()


def test_rights_that_are_missing_are_refused_in_words(tmp_path: Path) -> None:
    # Root without its capabilities is bound by rights like anybody.
    bound = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if bound and shutil.which("setpriv") is None:
        pytest.skip("NOT TESTED: root may read everything, and there is no setpriv to hold it back")
    database = tmp_path / "monitor.db"
    database.write_bytes(b"")
    database.chmod(0)
    (tmp_path / "config.toml").write_text('[monitor]\ndatabase = "monitor.db"\n[[feed]]\nid = "a"\nurl = "a.xml"\n')

    done = subprocess.run(
        [*bound, sys.executable, "-m", "monitor", "run", "--once"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert "can't be opened: check the path, its rights" in done.stderr


DIES_AT = """
import os, signal, sys
from sqlalchemy import Engine, event
from monitor.store import open_store
left = int(sys.argv[2])
@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
open_store(sys.argv[1])
print("done")
"""


def test_a_process_killed_at_any_statement_of_an_upgrade_leaves_the_old_database_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    at_schema(path, "0001")
    with sqlite3.connect(path) as raw:
        raw.executemany(
            "INSERT INTO items (key, feed_id, story_id, publisher, title, summary, body, author, tags, url, "
            "canonical_url, fetched_at, digest, state_media, placed_why) VALUES (?, 'wire', 's1', 'Old', 't', ?, '', "
            "'', '[]', 'u', 'u', '2026-11-23 11:00:00.000000', 'd', 0, 'like_title')",
            [(f"k{number}", "long " * 50) for number in range(20_000)],
        )
    for left in (9, 20, 33, 47):
        done = subprocess.run([sys.executable, "-c", DIES_AT, f"sqlite:///{path}", str(left)], check=False)
        assert done.returncode == -signal.SIGKILL
        with sqlite3.connect(path) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
            assert raw.execute("SELECT count(*) FROM items").fetchone() == (20_001,)
            assert raw.execute("SELECT count(*) FROM bands").fetchone() == (1,)
        assert damage(path, thorough=True) is None
    done = subprocess.run([sys.executable, "-c", DIES_AT, f"sqlite:///{path}", "-1"], check=True, capture_output=True)
    assert done.stdout == b"done\n"
