"""Every story told once, whatever breaks: a real process, killed at random; Slack throttling, failing, lying, gone.

The stand-in writes what it accepts to a ledger; that is compared with what should have been told. MONITOR_KILLS,
MONITOR_STORIES and MONITOR_SEED make the run of kills longer or another one; a failure prints its seed.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from canary import HOOK, TOKEN
from feed_server import FeedServer, rss
from scene import RULES, SEED, Scene, config
from slack_stand_in import SCOPES, SlackStandIn
from watch import SAID, until, watching

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

KILLS = int(os.environ.get("MONITOR_KILLS", "25"))
STORIES = int(os.environ.get("MONITOR_STORIES", "90"))
WITHOUT_HISTORY = "chat:write,chat:write.public,channels:read"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    folder, ledger = tmp_path / "watch", tmp_path / "ledger.jsonl"
    folder.mkdir()
    async with SlackStandIn(ledger=ledger) as slack, FeedServer() as server, watching(folder) as watch:
        server.serve("/a.xml", rss([]))
        watch.write("rules/rules.toml", RULES)
        watch.write("config.toml", config(slack, server))
        watch.environ["SLACK_BOT_TOKEN"] = slack.token
        yield Scene(watch, slack, server, ledger)


async def killed_at_random(
    scene: Scene, kills: int, stories: int, dice: random.Random, faults: Sequence[dict[str, Any]] = ()
) -> None:
    """Stories stream in while the daemon dies and comes back; then it is left alone until all is told.

    Each life of it meets one of `faults`.
    """
    each = stories / kills
    for round_ in range(kills):
        while scene.count < each * (round_ + 1):
            scene.publish()
        if faults:
            scene.slack.fault("chat.postMessage", **dice.choice(faults))
        await scene.watch.start()
        await asyncio.sleep(dice.uniform(0.1, 2.0))
        await scene.watch.end(signal.SIGKILL)
    await scene.watch.start()
    await until(lambda: scene.all_told, patience=120 + 12 * len(scene.slack.scripts))  # a look-up takes so long
    await asyncio.sleep(1)  # a repeat would come now
    assert await scene.watch.end() == 0


async def test_killed_at_random_every_story_is_told_exactly_once_in_order_at_its_pace(scene: Scene) -> None:
    scene.slack.delay = 0.15
    begun = time.monotonic()

    await killed_at_random(scene, KILLS, STORIES, random.Random(SEED))

    print(f"{KILLS} kills, {STORIES} stories, {time.monotonic() - begun:.0f} s")  # noqa: T201  # read with -s
    scene.assert_told_once_in_order()
    scene.assert_paced()


async def test_killed_at_random_without_history_no_story_is_lost_and_none_comes_more_than_once_more(
    scene: Scene,
) -> None:
    scene.slack.delay = 0.15
    scene.slack.scopes = WITHOUT_HISTORY

    await killed_at_random(scene, max(KILLS // 5, 3), 15, random.Random(SEED + 1))

    for channel, words in scene.expected.items():
        counts = Counter(scene.told(channel))
        assert set(counts) == set(words), f"seed {SEED}"
        assert max(counts.values()) <= 2, f"seed {SEED}"
        assert sum(counts.values()) <= len(words) + scene.crashes(channel), f"seed {SEED}"
        assert list(dict.fromkeys(scene.told(channel))) == words
    scene.assert_paced()


FAULTS: tuple[dict[str, Any], ...] = (
    {"fault": "429", "retry_after": "1"},
    {"fault": "status", "status": 503},
    {"fault": "html", "status": 502, "when": "after"},
    {"fault": "drop", "when": "before"},
    {"fault": "drop", "when": "after"},
    {"fault": "truncated", "when": "after"},
    {"fault": "garbled", "when": "after"},
    {"fault": "error", "code": "internal_error", "when": "after"},
    {"fault": "error", "code": "invalid_blocks", "blocks_only": True},
)


async def test_killed_at_random_while_slack_fails_at_random_every_story_is_told_exactly_once_in_order(
    scene: Scene,
) -> None:
    scene.slack.delay = 0.15

    await killed_at_random(scene, max(KILLS // 3, 6), STORIES // 3, random.Random(SEED + 2), FAULTS)

    scene.assert_told_once_in_order()
    scene.assert_paced()


STORMS: dict[str, list[dict[str, Any]]] = {
    "429 in every form": [{"fault": "429", "retry_after": after} for after in ("1", "0.3", "2")],
    "5xx": [{"fault": "status", "status": status} for status in (500, 503)],
    "5xx after acceptance": [{"fault": "html", "status": 502, "when": "after"} for _ in range(2)],
    "replies cut after acceptance": [{"fault": fault, "when": "after"} for fault in ("drop", "truncated", "empty")],
    "garbage": [{"fault": fault} for fault in ("garbled", "list")],
}


@pytest.mark.parametrize("storm", STORMS)
async def test_a_storm_delays_and_neither_loses_nor_repeats(scene: Scene, storm: str) -> None:
    for fault in STORMS[storm]:
        scene.slack.fault("chat.postMessage", **fault)
    scene.slack.fault("conversations.history", "429", retry_after="3")
    for _ in range(3):
        scene.publish()

    await scene.watch.start()
    await until(lambda: scene.all_told, patience=90)
    await scene.watch.end()

    scene.assert_told_once_in_order()
    scene.assert_paced()


async def test_an_outage_of_all_of_slack_delays_and_loses_nothing(scene: Scene) -> None:
    port = scene.slack.port
    await scene.slack.__aexit__()
    for _ in range(6):
        scene.publish()
    await scene.watch.start()
    await until(lambda: '"waiting"' in scene.watch.said)
    await asyncio.sleep(5)
    _, status, _ = await scene.watch.run("status")
    assert "can't be reached" in status

    scene.slack.port = port
    await scene.slack.__aenter__()
    await until(lambda: scene.all_told, patience=60)
    await scene.watch.end()

    scene.assert_told_once_in_order()
    scene.assert_paced()


async def test_a_revoked_token_holds_all_and_drains_once_it_is_mended(scene: Scene) -> None:
    scene.slack.token = "xoxb-another"
    for _ in range(6):
        scene.publish()
    await scene.watch.start()
    await until(lambda: '"needs a person"' in scene.watch.said)
    await asyncio.sleep(1)  # a second one would come now
    assert scene.watch.said.count('"needs a person"') == 1
    await scene.watch.end()
    scene.watch.environ["SLACK_BOT_TOKEN"] = scene.slack.token

    await scene.watch.start()
    await until(lambda: scene.all_told, patience=60)
    await scene.watch.end()

    scene.assert_told_once_in_order()


async def test_an_archived_channel_holds_its_queue_only_and_drains_once_it_is_mended(scene: Scene) -> None:
    scene.slack.channels[1].is_archived = True
    scene.watch.write("config.toml", config(scene.slack, scene.server, 'admin_channel = "#desk"\nprobe = "2s"'))
    for _ in range(6):
        scene.publish()
    await scene.watch.start()
    await until(lambda: len(scene.told("news")) == 2)
    await until(lambda: any("is_archived" in entry["text"] for entry in scene.accepted("desk")))

    scene.slack.channels[1].is_archived = False
    await until(lambda: scene.told("dprk-watch") == scene.expected["dprk-watch"], patience=60)
    await scene.watch.end()

    notices = [entry for entry in scene.accepted("desk") if "is_archived" in entry["text"]]
    assert len(notices) == 1
    assert "#dprk-watch" in notices[0]["text"]


def test_the_stand_in_knows_the_scopes_that_the_app_asks_for() -> None:
    from monitor.slack import send

    assert tuple(SCOPES.split(",")) == send.SCOPES


@pytest.mark.parametrize("way", ["token", "webhook"])
async def test_no_secret_is_in_anything_that_a_whole_run_writes(scene: Scene, way: str) -> None:
    """What leaks, in output or files, fails every test in tests/conftest.py; this one gives it occasion."""
    hook = scene.slack.webhook_url.replace(HOOK, f"{HOOK}-unknown")  # 404
    scene.watch.environ = {
        "token": {"SLACK_BOT_TOKEN": TOKEN, "SLACK_WEBHOOK_URL": hook},
        "webhook": {"SLACK_WEBHOOK_URL": hook},
    }[way]
    scene.slack.fault("chat.postMessage", "error", code=f"echo {TOKEN}")
    scene.slack.fault("chat.postMessage", "drop", when="after")
    scene.slack.fault("chat.postMessage", "error", code="token_revoked", times=9)
    for _ in range(3):
        scene.publish()

    await scene.watch.start("--verbose")
    await until(lambda: '"needs a person"' in scene.watch.said or '"not told"' in scene.watch.said)
    await scene.watch.end()
    for command in (["status"], ["alerts", "list"], ["alerts", "show", "1"], ["check", "--online"], ["run", "--once"]):
        _, out, errors = await scene.watch.run(*command)
        assert out + errors
        assert "Traceback" not in errors
    assert (scene.watch.folder / SAID).stat().st_size > len(scene.watch.said)
