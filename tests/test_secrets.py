"""Secrets never leave: canaries for the token and the webhook's address, everything at DEBUG, Slack echoing them."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from canary import CANARIES, HANDED_OVER, HOOK, TOKEN, leaks_in_files, leaks_in_sections
from make import a_feed, an_item
from slack_stand_in import SlackStandIn
from test_courier import Desk
from test_selfwatch import a_selfwatch
from test_store import TROOPS, poll

from monitor.model import DeliveryState
from monitor.notices import SlackWay
from monitor.rules.ruleset import RuleSet
from monitor.slack.send import SlackSender, WebhookSender
from monitor.store import Store

FAULTS: dict[str, dict[str, Any]] = {
    "a code that echoes the token": {"fault": "error", "code": f"bad token {TOKEN}"},
    "a 500 that echoes it": {"fault": "text", "status": 500, "code": TOKEN},
    "HTML that echoes it": {"fault": "html", "code": TOKEN},
    "a cut connection": {"fault": "drop"},
    "a revoked token": {"fault": "error", "code": "token_revoked"},
    "refused blocks": {"fault": "error", "code": "invalid_blocks"},
    "a hang": {"fault": "hang"},
    "truncated": {"fault": "truncated"},
}


@pytest.fixture
def at_debug(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """All that any logger said, at DEBUG. What was set comes back: a logger keeps the list of its first use."""
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    caplog.set_level(logging.DEBUG)
    for name in ("slack_sdk", "aiohttp", "asyncio", "sqlalchemy.engine"):
        caplog.set_level(logging.DEBUG, logger=name)
    yield lambda: caplog.text + "".join(str(vars(record)) for record in caplog.records)
    structlog.configure(**before)


@pytest.mark.parametrize("trouble", FAULTS)
async def test_no_secret_is_in_a_log_a_row_or_a_message_whatever_slack_answers(
    store: Store, ruleset: RuleSet, tmp_path: Path, at_debug: Callable[[], str], trouble: str
) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack)
        desk.sender = desk.courier.sender = SlackSender(TOKEN, slack.api_url, timeout=0.5)
        spare = WebhookSender(slack.webhook_url)
        ways = [
            SlackWay(desk.sender, "#desk", desk.thread, desk.clock),
            SlackWay(spare, "", desk.thread, desk.clock),
        ]
        desk.courier.on_trouble = a_selfwatch(desk.thread, desk.clock, ways).look
        for method in ("chat.postMessage", "conversations.history"):
            slack.fault(method, **FAULTS[trouble], times=2)
        poll(store, ruleset, [an_item(TROOPS)], a_feed(), channel="#news")

        await desk.rounds(5, minutes=3)
        checked = await desk.sender.check(("#news", "#nowhere"))
        said = (*checked, *store.alert_lines(9), store.vitals.standing(), *slack.messages, desk.sender, spare, ways)
        await desk.sender.close()
        await spare.close()

    assert at_debug()
    assert desk.states != [DeliveryState.SENDING]
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for canary in CANARIES:
        assert canary not in at_debug()
        assert canary not in repr(said)
        assert canary.encode() not in files


@pytest.mark.parametrize(
    "sender_of",
    [lambda: SlackSender(TOKEN, "http://127.0.0.1:9/"), lambda: WebhookSender(f"http://127.0.0.1:9/{HOOK}")],
)
async def test_no_secret_is_in_the_fault_of_a_network_that_is_not_there(
    at_debug: Callable[[], str], sender_of: Callable[[], Any]
) -> None:
    from monitor.model import Message

    sender = sender_of()

    outcome = await sender.post("#news", Message(text="hello"), "key")
    found = await sender.find("C1", "key", an_item().fetched_at - timedelta(days=1))
    await sender.close()

    for canary in CANARIES:
        assert canary not in at_debug() + repr((outcome, found, sender))


def test_a_secret_in_a_test_s_output_or_files_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "apart"
    folder.mkdir()
    (folder / "monitor.db-wal").write_bytes(b"\0\1" + TOKEN.encode() + b"\2")
    (folder / HANDED_OVER).write_text(TOKEN)

    found = [*leaks_in_sections([("Captured log call", f"POST /{HOOK}")]), *leaks_in_files(folder)]
    shutil.rmtree(folder)

    assert found == [f"{HOOK} in Captured log call", f"{TOKEN} in monitor.db-wal"]
