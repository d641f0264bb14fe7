"""The webhook, the terminal, what all senders have in common, and the stand-in as a process of its own."""

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from canary import HOOK, TOKEN
from rich.console import Console
from slack_stand_in import SlackStandIn
from test_slack_send import MESSAGE, ODD, PLAIN, Odd, recently

from monitor.outcomes import Absent, Ambiguous, Refused, Sent, Throttled, Unsearchable
from monitor.slack import Sender
from monitor.slack.send import SlackSender, WebhookSender
from monitor.slack.terminal import TerminalSender


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn() as slack:
        yield slack


@pytest.fixture
async def webhook(slack: SlackStandIn) -> AsyncIterator[WebhookSender]:
    sender = WebhookSender(slack.webhook_url, timeout=5)
    yield sender
    await sender.close()


# --- The webhook -------------------------------------------------------------------------------------------------


async def test_a_webhook_posts_and_knows_no_more_about_it(slack: SlackStandIn, webhook: WebhookSender) -> None:
    assert await webhook.post("#news", MESSAGE, "key-1") == Sent()
    assert slack.messages[0]["blocks"] == list(MESSAGE.blocks)
    assert isinstance(await webhook.find("#news", "key-1", recently()), Unsearchable)
    assert isinstance(await webhook.edit("C1", "1.0", MESSAGE, "key-1"), Refused)
    assert isinstance(await webhook.post("#news", MESSAGE, "key-1", thread_ts="1.0"), Refused)
    assert len(slack.messages) == 1


WEBHOOK_ODD = {
    "429": Odd({"fault": "429", "retry_after": "7"}, Throttled, 7),
    "503": Odd({"fault": "html"}, Ambiguous),
    "200 that is not ok": Odd({"fault": "html", "status": 200}, Ambiguous),
    "nothing": Odd({"fault": "empty", "status": 200}, Ambiguous),
    "drop": Odd({"fault": "drop"}, Ambiguous),
    "400": Odd({"fault": "text", "status": 400, "code": "invalid_payload"}, Refused),
    "403": Odd({"fault": "text", "status": 403, "code": "invalid_token"}, Refused),
    "404": Odd({"fault": "text", "status": 404, "code": "no_service"}, Refused),
    "410": Odd({"fault": "text", "status": 410, "code": "channel_is_archived"}, Refused),
    "404 of a proxy": Odd({"fault": "html", "status": 404}, Refused),
}


@pytest.mark.parametrize("odd", WEBHOOK_ODD.values(), ids=WEBHOOK_ODD)
async def test_an_odd_answer_of_a_webhook_is_classed(slack: SlackStandIn, webhook: WebhookSender, odd: Odd) -> None:
    slack.fault("webhook", **odd.fault)
    outcome = await webhook.post("#news", MESSAGE, "key-1")
    assert type(outcome) is odd.outcome
    assert not isinstance(outcome, Throttled) or outcome.retry_after.total_seconds() == odd.retry
    assert len(slack.calls("webhook")) == 1


# --- The terminal, and what all three have in common -------------------------------------------------------------


async def test_the_terminal_shows_posts_replies_and_edits() -> None:
    out = io.StringIO()
    sender = TerminalSender(Console(file=out, width=100))
    assert await sender.post("#news", MESSAGE, "key-1") == Sent()
    await sender.post("#news", PLAIN, "key-2", thread_ts="1.0")
    await sender.edit("#news", "1.0", PLAIN, "key-3")
    assert await sender.find("#news", "key-1", recently()) == Absent()
    await sender.close()
    assert re.search(r"#news.*Critical.*in the thread.*plain.*brought up to date.*plain", out.getvalue(), re.DOTALL)


def test_the_three_senders_are_senders() -> None:
    senders: list[Sender] = [
        SlackSender("xoxb-1"),
        WebhookSender("https://hooks.example/1"),
        TerminalSender(Console(file=io.StringIO())),
    ]
    assert [sender.name for sender in senders] == ["slack", "webhook", "terminal"]


async def test_no_secret_is_in_a_log_a_repr_or_an_outcome_even_at_debug(
    slack: SlackStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("slack_sdk", "slack_sdk.web.async_client", "slack_sdk.webhook.async_client", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    said: list[str] = []
    for odd in [*ODD.values(), Odd({"fault": "error", "code": slack.token}, Refused)]:
        slack.fault("chat.postMessage", **odd.fault)
        slack.fault("webhook", **odd.fault)
        senders = (
            SlackSender(slack.token, slack.api_url),
            WebhookSender(slack.webhook_url.replace(HOOK, f"{HOOK}-unknown")),
        )
        for sender in (*senders, WebhookSender(slack.webhook_url), WebhookSender(f"http://[bad/{HOOK}")):
            said += [repr(sender), str(sender), repr(await sender.post("#news", MESSAGE, "key-1"))]
            await sender.close()
    assert not [line for line in (*said, caplog.text) if TOKEN in line or HOOK in line]


# --- The stand-in as a process of its own ------------------------------------------------------------------------


async def test_the_stand_in_runs_alone_and_its_faults_are_scripted_over_http(tmp_path: Path) -> None:
    script, ledger = Path(__file__).with_name("slack_stand_in.py"), tmp_path / "ledger.jsonl"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(script), "--port", "0", "--ledger", str(ledger), "--channel", "#extra"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        wish = {"method": "chat.postMessage", "times": 1, "fault": "429", "retry_after": "1"}
        await session.post(f"{address}/_control", json=wish)
    sender = SlackSender(TOKEN, f"{address}/api/")
    assert isinstance(await sender.post("#extra", MESSAGE, "key-1"), Throttled)
    assert isinstance(await sender.post("#extra", MESSAGE, "key-1"), Sent)
    await sender.close()
    process.kill()
    await process.wait()
    assert [json.loads(line)["name"] for line in ledger.read_text().splitlines()] == ["extra"]
