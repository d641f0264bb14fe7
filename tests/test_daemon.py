"""What stands around the rooms: ticks, systemd, the web door, metrics, and what an edit of the config changes."""

import asyncio
import logging
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import RULES
from make import NOON, a_state
from prometheus_client.parser import text_string_to_metric_families
from test_selfwatch import FAULTS, vitals

from monitor.config import Config, read_config
from monitor.health import Canary, Kind
from monitor.health.findings import findings_of
from monitor.metrics import Metrics
from monitor.operating import WebConfig
from monitor.reload import changes_between
from monitor.systemd import ALIVE, READY, Systemd, reloading
from monitor.ticks import STALLED, Ticks
from monitor.web import serving

# --- Ticks ---


class Turned:
    """A clock of seconds that tests turn."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_a_tick_that_hangs_or_fails_by_our_own_fault_is_stalled() -> None:
    clock, hanging, done = Turned(), asyncio.Event(), list[float]()

    async def hangs() -> None:
        hanging.set()
        await asyncio.Event().wait()

    async def works() -> None:
        done.append(clock.now)

    ticks = Ticks(Metrics(), clock)
    ticks.every("hanging", 0.01, hangs)
    ticks.every("working", 0.01, works)
    ticks.start()
    await hanging.wait()
    while not done:
        await asyncio.sleep(0.01)
    assert ticks.stalled() == ()

    clock.now += STALLED + 1
    while done[-1] != clock.now:
        await asyncio.sleep(0.01)
    await ticks.stop(1)

    assert ticks.stalled() == ("hanging",)
    assert b'monitor_ticks_missed_total{tick="hanging"}' in ticks.metrics.page()


async def test_a_tick_that_is_given_up_at_the_end_is_no_fault_to_log(caplog: pytest.LogCaptureFixture) -> None:
    hanging = asyncio.Event()

    async def hangs() -> None:
        hanging.set()
        await asyncio.Event().wait()

    ticks = Ticks(Metrics())
    ticks.every("hanging", 0.01, hangs)
    ticks.start()
    await hanging.wait()
    await ticks.stop(0.01)
    await asyncio.sleep(0.05)

    assert not ticks.under_way
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


# --- systemd ---


@pytest.mark.parametrize("is_abstract", [False, True])
def test_systemd_is_told_over_its_socket(tmp_path: Path, is_abstract: bool) -> None:
    address = f"@monitor-{tmp_path.name}-{id(tmp_path)}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address.replace("@", "\0", 1))
        systemd = Systemd({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "60000000"})

        assert systemd.say(READY, "STATUS=watching") is None
        assert systemd.say(reloading(12.5)) is None
        said = [listener.recv(200), listener.recv(200)]

    assert said == [b"READY=1\nSTATUS=watching", b"RELOADING=1\nMONOTONIC_USEC=12500000"]
    assert systemd.watchdog == 30.0


def test_without_systemd_nothing_is_said_and_a_socket_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    assert Systemd({}).say(ALIVE) is None
    assert Systemd({"WATCHDOG_USEC": "1000000"}).watchdog is None
    assert Systemd({"NOTIFY_SOCKET": "x", "WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"}).watchdog is None
    assert "check NOTIFY_SOCKET" in (Systemd({"NOTIFY_SOCKET": str(tmp_path / "gone")}).say(READY) or "")


# --- The web door ---


async def test_the_web_door_says_alive_ready_and_why_not() -> None:
    stalled: list[str] = []
    trouble: dict[str, Any] = {}
    web = WebConfig(host="127.0.0.1", port=0)
    async with (
        serving(
            web, stalled=lambda: stalled, findings=lambda: findings_of(vitals(**trouble)), metrics=Metrics()
        ) as served,
        httpx.AsyncClient(base_url=served.address or "") as client,
    ):
        assert [(await client.get(path)).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200] * 3

        stalled.append("polling")
        assert (await client.get("/healthz")).json() == {"alive": False, "stalled": ["polling"]}
        for kind, (given, _) in FAULTS.items():
            trouble.clear()
            trouble |= given
            answer = await client.get("/readyz")
            assert answer.status_code == (503 if kind.blocks else 200), kind
            assert answer.json()["findings"][0]["kind"] == kind


async def test_a_port_that_is_taken_stops_nothing() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        web = WebConfig(host="127.0.0.1", port=other.getsockname()[1])
        async with serving(web, stalled=list, findings=tuple, metrics=Metrics()) as served:
            assert served.address is None
            assert "address already in use" in (served.fault or "")


# --- Metrics ---


def told() -> Metrics:
    """Metrics after some of everything."""
    metrics = Metrics()
    metrics.begun([a_state(next_poll_at=NOON - timedelta(seconds=3))], NOON)
    metrics.polled("read", 2, timedelta(seconds=0.02))
    metrics.attempted("sent")
    metrics.delivered(timedelta(seconds=1))
    metrics.missed.labels("polling").inc()
    metrics.walked(Canary(at=NOON, seconds=1.5))
    watch = vitals(**FAULTS[Kind.DEAD][0], window=7)
    metrics.looked_at(watch, findings_of(watch))
    return metrics


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return samples_of(metrics.page().decode())


def samples_of(page: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(page)
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def test_the_page_of_metrics_reads_as_prometheus_writes_it_and_says_what_happened() -> None:
    found = samples(told())

    assert found["monitor_poll_lag_seconds_sum", ()] == 3
    assert found["monitor_polls_total", (("outcome", "read"),)] == 1
    assert found["monitor_ready", ()] == 1
    assert found["monitor_findings", (("kind", "dead"),)] == 1
    assert found["monitor_feeds", (("condition", "fine"),)] == 1
    assert found["monitor_outbox_messages", (("state", "dead"),)] == 2
    assert found["monitor_canary_latency_seconds", ()] == 1.5
    assert found["monitor_story_window_items", ()] == 7
    assert found["monitor_reload_success", (("what", "rules"),)] == 1


# --- Reload ---


def config_of(folder: Path, text: str) -> Config:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / "rules.toml").write_text(RULES)
    (folder / "config.toml").write_text(text)
    return read_config(folder / "config.toml", {})


FEEDS = '[[feed]]\nid = "{}"\nurl = "a.xml"\n[[feed]]\nid = "b"\nurl = "{}"\n'


def test_an_edit_of_the_config_changes_what_can_change_and_names_what_waits_for_a_restart(tmp_path: Path) -> None:
    running = config_of(tmp_path, FEEDS.format("a", "b.xml"))
    edited = (
        '[monitor]\ndatabase = "other.db"\n[slack]\nchannel = "#new"\n[polling]\ndeadline = "9s"\nconcurrency = 5\n'
    )
    read = config_of(tmp_path, edited + FEEDS.format("c", "b2.xml"))

    changes = changes_between(running, read)

    assert (changes.added, changes.removed, changes.changed) == (("c",), ("a",), ("b",))
    assert changes.needs_restart == ("[monitor] database", "[polling] deadline", "[polling] concurrency")
    assert changes.config.slack.channel == "#new"
    assert (changes.config.database, changes.config.polling.deadline) == (running.database, running.polling.deadline)
    assert changes_between(running, running).needs_restart == ()
