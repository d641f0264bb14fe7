"""Is the green light honest? A real daemon, faults from outside: each is seen, named, told, and over when it is."""

import asyncio
import json
import resource
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import RULES
from feed_server import FeedServer, rss
from slack_stand_in import SlackStandIn
from test_daemon import samples_of
from test_mail import MailServer, listening
from watch import Watch, until, watching

pytestmark = pytest.mark.slow

CONFIG = """\
[slack]
channel = "#news"
admin_channel = "#desk"
api_url = "{api_url}"
probe = "1s"
[polling]
every = "1s"
allow_private_hosts = ["127.0.0.1"]
[admin]
report_after = "1s"
smtp = "smtp://127.0.0.1:{mail_port}"
mail_from = "monitor@example.org"
mail_to = ["ops@example.org"]
[web]
listen = "127.0.0.1:0"
[[feed]]
id = "a"
url = "{feed}"
"""


class Scene:
    """The daemon, its feed, its Slack, a mail server, and what each of them shows."""

    def __init__(self, watch: Watch, slack: SlackStandIn, server: FeedServer, mails: list[str]) -> None:
        self.watch, self.slack, self.server, self.mails = watch, slack, server, mails

    @property
    def address(self) -> str:
        lines = [json.loads(line) for line in self.watch.said.splitlines() if '"watching"' in line]
        return str(lines[-1]["health"])

    async def look(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient(timeout=20) as client:
            return await client.get(self.address + path)

    async def comes(self, code: int, *kinds: str) -> dict[str, str]:
        """Waits until /readyz says so, with exactly these kinds of findings; their sentences."""
        found: dict[str, str] = {"": "not asked yet"}

        async def is_so() -> bool:
            answer = await self.look("/readyz")
            found.clear()
            found.update({one["kind"]: one["sentence"] for one in answer.json()["findings"]})
            return (answer.status_code, set(found)) == (code, set(kinds))

        try:
            async with asyncio.timeout(40):
                while not await is_so():
                    await asyncio.sleep(0.2)
        except TimeoutError:
            pytest.fail(f"waited for {code} {kinds}, and there is {found}")
        return found

    async def status(self) -> tuple[int, str]:
        code, out, errors = await self.watch.run("status")
        return code, out + errors

    @property
    def desk(self) -> list[str]:
        """The lines that were told in the admin channel."""
        return [line for message in self.slack.channels[2].messages for line in message["text"].splitlines()]

    async def told(self, words: str) -> None:
        await until(lambda: any(words in line for line in self.desk))

    def assert_told_once(self, words: str) -> None:
        assert sum(words in line for line in self.desk) == 1, self.desk


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    folder = tmp_path / "watch"
    folder.mkdir()
    async with (
        SlackStandIn() as slack,
        FeedServer() as server,
        listening(MailServer()) as mail,
        watching(folder) as watch,
    ):
        server.serve("/a.xml", rss([{"title": "Storm hits the coast of Norway", "guid": "1"}]))
        watch.write("rules/rules.toml", RULES)
        feed = server.url("/a.xml")
        watch.write("config.toml", CONFIG.format(api_url=slack.api_url, mail_port=mail.port, feed=feed))
        watch.environ["SLACK_BOT_TOKEN"] = slack.token
        opened = Scene(watch, slack, server, mail.mails)
        await watch.start()
        await opened.comes(200)
        assert (await opened.look("/healthz")).status_code == 200
        assert (await opened.status())[0] == 0
        yield opened


async def test_a_feed_server_that_is_down_is_named_and_its_return_told(scene: Scene) -> None:
    port = scene.server.port
    await scene.server.__aexit__()
    await scene.comes(503, "polling", "feed")
    code, out = await scene.status()
    assert (code, "feed a: failing since" in out, "no feed can be read" in out) == (2, True, True)
    await scene.told("feed a: failing since")

    again = FeedServer(port)
    again.serve("/a.xml", rss([{"title": "Storm hits the coast of Norway", "guid": "1"}]))
    async with again:
        await scene.comes(200)
        await scene.told("✅ feed a works again")
        assert (await scene.status())[0] == 0
    scene.assert_told_once("feed a: failing since")


async def test_a_revoked_token_is_told_by_mail_since_slack_does_not_take_it(scene: Scene) -> None:
    token, scene.slack.token = scene.slack.token, "xoxb-another"
    scene.server.add("/a.xml", title="Fighting with many soldiers in Kursk goes on", guid="2")

    found = await scene.comes(503, "slack")
    assert "invalid_auth" in found["slack"]
    code, out = await scene.status()
    assert (code, "nothing can be told in #news" in out) == (2, True)
    await until(lambda: scene.mails)
    assert "nothing can be told in #news" in scene.mails[0].replace("=\r\n", "")
    metrics = samples_of((await scene.look("/metrics")).text)
    assert (metrics["monitor_ready", ()], metrics["monitor_findings", (("kind", "slack"),)]) == (0, 1)

    scene.slack.token = token
    await scene.comes(200)
    await scene.told("✅ #news: messages go out again")
    assert len(scene.mails) == 1
    assert [message["channel"] for message in scene.slack.calls("chat.postMessage")].count("#news") >= 2


async def test_rules_and_a_config_that_can_not_be_used_are_told_and_the_watch_goes_on(scene: Scene) -> None:
    assert scene.watch.process is not None
    config = (scene.watch.folder / "config.toml").read_text()
    scene.watch.write("rules/rules.toml", RULES + "[[rule]]\n")
    scene.watch.write("config.toml", config + "nonsense = 1\n")
    await scene.comes(200, "rules")
    scene.watch.process.send_signal(signal.SIGHUP)

    found = await scene.comes(200, "config", "rules")
    assert "rules.toml:" in found["rules"]
    assert "config.toml:" in found["config"]
    await scene.told("the config was changed and can't be used")
    await scene.told("the rules were changed and can't be used")

    scene.watch.write("rules/rules.toml", RULES)
    scene.watch.write("config.toml", config + '[[feed]]\nid = "b"\nurl = "b.xml"\nbacklog = "all"\n')
    scene.watch.write("b.xml", rss([{"title": "Fighting with many soldiers in Kursk goes on"}]).decode())
    scene.watch.process.send_signal(signal.SIGHUP)
    await scene.comes(200)
    await scene.told("✅ the config can be used again")
    await until(lambda: scene.slack.channels[0].messages)  # the feed that was added
    scene.assert_told_once("the config was changed")


@asynccontextmanager
async def a_lock(scene: Scene) -> AsyncIterator[str]:
    other = sqlite3.connect(scene.watch.folder / "data" / "monitor.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield "is locked by another process"
    other.close()


@asynccontextmanager
async def a_full_disk(scene: Scene) -> AsyncIterator[str]:
    """No file of the process may grow; what it says goes through a pipe."""
    assert scene.watch.process is not None
    _, most = resource.prlimit(scene.watch.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(scene.watch.process.pid, resource.RLIMIT_FSIZE, (0, most))
    yield "the database"
    resource.prlimit(scene.watch.process.pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("fault", [a_lock, a_full_disk])
@pytest.mark.timeout(180)
async def test_a_database_that_takes_no_write_is_told_and_nothing_is_lost(
    scene: Scene, fault: Callable[[Scene], Any]
) -> None:
    async with fault(scene) as words:
        found = await scene.comes(503, "store")
        assert words in found["store"]
        assert (await scene.look("/healthz")).status_code == 200
        scene.server.add("/a.xml", title="Fighting with many soldiers in Kursk goes on", guid="2")
        if fault is a_full_disk:  # each write waits ten seconds for a lock: its notice would take half a minute
            await scene.told(words)
        assert scene.slack.channels[0].messages == []

    await scene.comes(200)
    await until(lambda: scene.slack.channels[0].messages)
    if fault is a_full_disk:
        await scene.told("✅ the database works again")
    assert scene.watch.said.count('"the store refuses') <= 3


async def test_systemd_is_told_of_the_start_of_progress_of_a_reload_and_of_the_end(
    scene: Scene, tmp_path: Path
) -> None:
    await scene.watch.end()
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as listener:
        listener.bind(str(tmp_path / "notify"))
        asyncio.get_running_loop().add_reader(listener, lambda: heard.append(listener.recv(500).decode()))
        scene.watch.environ |= {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "500000"}

        await scene.watch.start()
        await until(lambda: "WATCHDOG=1" in heard)
        assert scene.watch.process is not None
        scene.watch.process.send_signal(signal.SIGHUP)
        await until(lambda: "READY=1" in heard)
        assert await scene.watch.end() == 0
        asyncio.get_running_loop().remove_reader(listener)

    told = [line for line in heard if line != "WATCHDOG=1"]
    assert [line.split("\n")[0] for line in told] == ["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"]


async def test_a_daemon_that_was_killed_is_missed(scene: Scene) -> None:
    await scene.watch.end(signal.SIGKILL)

    code, out = await scene.status()

    assert (code, "no daemon runs on this database" in out) == (2, True)
