"""The door to Slack, against the stand-in, with everything that can come back through it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_stand_in import SCOPES, Channel, SlackStandIn
from test_slack_message import ALERT, NOW

from monitor.model import Message
from monitor.outcomes import (
    Absent,
    Ambiguous,
    Found,
    NotNow,
    NotSent,
    RefusalKind,
    Refused,
    SendOutcome,
    Sent,
    Throttled,
    Unsearchable,
)
from monitor.slack.message import compose
from monitor.slack.send import SlackSender, WebhookSender

MESSAGE = compose(ALERT, now=NOW)
PLAIN = Message(text="plain")


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(ledger=tmp_path / "ledger.jsonl") as slack:
        yield slack


@pytest.fixture
async def sender(slack: SlackStandIn) -> AsyncIterator[SlackSender]:
    sender = SlackSender(slack.token, slack.api_url, timeout=5)
    yield sender
    await sender.close()


def recently() -> datetime:
    return datetime.now(UTC)


async def sent(outcome: Awaitable[SendOutcome]) -> tuple[str, str]:
    """The ts and the channel id of a message that was sent."""
    result = await outcome
    assert isinstance(result, Sent)
    assert result.ts is not None
    assert result.channel_id is not None
    return result.ts, result.channel_id


# --- Posting -----------------------------------------------------------------------------------------------------


async def test_a_posted_message_arrives_once_with_its_key(slack: SlackStandIn, sender: SlackSender) -> None:
    ts, channel_id = await sent(sender.post("#dprk-watch", MESSAGE, "key-1"))
    assert channel_id == "C0000002"
    [message] = slack.messages
    assert (message["ts"], message["text"], message["blocks"]) == (ts, MESSAGE.text, list(MESSAGE.blocks))
    assert message["metadata"] == {"event_type": "monitor_delivery", "event_payload": {"k": "key-1"}}


async def test_slack_is_told_to_parse_and_unfurl_nothing(slack: SlackStandIn, sender: SlackSender) -> None:
    await sender.post("#news", MESSAGE, "key-1")
    [asked] = slack.calls("chat.postMessage")
    assert (asked["parse"], asked["link_names"]) == ("none", False)
    assert (asked["unfurl_links"], asked["unfurl_media"]) == (False, False)


async def test_the_same_delivery_has_the_same_message_id(slack: SlackStandIn, sender: SlackSender) -> None:
    for key in ("key-1", "key-1", "key-2"):
        await sender.post("#news", MESSAGE, key)
    first, again, other = [asked["client_msg_id"] for asked in slack.calls("chat.postMessage")]
    assert first == again != other


async def test_every_accepted_message_stands_in_the_ledger(slack: SlackStandIn, sender: SlackSender) -> None:
    await sender.post("#news", MESSAGE, "key-1")
    slack.fault("chat.postMessage", "drop", when="after")
    await sender.post("#news", PLAIN, "key-2")
    assert slack.ledger is not None
    lines = [json.loads(line) for line in slack.ledger.read_text().splitlines()]
    assert [line["metadata"]["event_payload"]["k"] for line in lines] == ["key-1", "key-2"]


async def test_a_reply_stands_in_its_thread(slack: SlackStandIn, sender: SlackSender) -> None:
    ts, _ = await sent(sender.post("#news", MESSAGE, "key-1"))
    await sent(sender.post("#news", PLAIN, "key-2", thread_ts=ts))
    assert slack.messages[1]["thread_ts"] == ts


async def test_an_edit_replaces_blocks_and_text(slack: SlackStandIn, sender: SlackSender) -> None:
    ts, channel_id = await sent(sender.post("#news", MESSAGE, "key-1"))
    assert await sender.edit(channel_id, ts, PLAIN, "key-2") == Sent(ts=ts, channel_id=channel_id)
    [message] = slack.messages
    assert (message["text"], message["blocks"]) == ("plain", [])


# --- What comes back ---------------------------------------------------------------------------------------------


@dataclass
class Odd:
    """An odd answer, and what it must count as."""

    fault: dict[str, Any]
    outcome: type
    retry: float | None = None


ODD = {
    "429": Odd({"fault": "429", "retry_after": "7"}, Throttled, 7),
    "429 with a fraction": Odd({"fault": "429", "retry_after": "0.3"}, Throttled, 0.3),
    "429 with a negative": Odd({"fault": "429", "retry_after": "-1"}, Throttled, 30),
    "429 with nothing": Odd({"fault": "429"}, Throttled, 30),
    "429 with garbage": Odd({"fault": "429", "retry_after": "soon"}, Throttled, 30),
    "429 with zero": Odd({"fault": "429", "retry_after": "0"}, Throttled, 30),
    "429 with a date": Odd({"fault": "429", "retry_after": "Fri, 01 Jan 2999 00:00:00 GMT"}, Throttled, 86_400),
    "429 as text": Odd({"fault": "text", "status": 429, "code": "slow down"}, Throttled, 30),
    "200 that says ratelimited": Odd({"fault": "error", "code": "rate_limited"}, Throttled, 30),
    "HTML 503": Odd({"fault": "html"}, Ambiguous),
    "HTML 200": Odd({"fault": "html", "status": 200}, Ambiguous),
    "text 500": Odd({"fault": "text", "status": 500, "code": "oops"}, Ambiguous),
    "text 200": Odd({"fault": "text", "status": 200, "code": "ok"}, Ambiguous),
    "JSON 502": Odd({"fault": "status", "status": 502}, Ambiguous),
    "a list": Odd({"fault": "list"}, Ambiguous),
    "nothing": Odd({"fault": "empty", "status": 200}, Ambiguous),
    "truncated JSON": Odd({"fault": "truncated"}, Ambiguous),
    "garbled JSON": Odd({"fault": "garbled"}, Ambiguous),
    "a dropped connection": Odd({"fault": "drop"}, Ambiguous),
    "internal_error": Odd({"fault": "error", "code": "internal_error"}, Ambiguous),
    "invalid_blocks": Odd({"fault": "error", "code": "invalid_blocks"}, Refused),
    "token_revoked": Odd({"fault": "error", "code": "token_revoked"}, Refused),
    "an unknown code": Odd({"fault": "error", "code": "brand_new"}, Refused),
    "HTML 403": Odd({"fault": "html", "status": 403}, Refused),
}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_an_odd_answer_is_classed_and_asked_for_only_once(
    slack: SlackStandIn, sender: SlackSender, odd: Odd, when: str
) -> None:
    slack.fault("chat.postMessage", when=when, **odd.fault)
    outcome = await sender.post("#news", MESSAGE, "key-1")
    assert type(outcome) is odd.outcome
    assert not isinstance(outcome, Throttled) or outcome.retry_after.total_seconds() == odd.retry
    assert len(slack.calls("chat.postMessage")) == 1
    assert len(slack.messages) == (1 if when == "after" else 0)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_an_odd_answer_to_an_edit_or_a_look_up_is_a_value_too(
    slack: SlackStandIn, sender: SlackSender, odd: Odd
) -> None:
    slack.fault("chat.update", **odd.fault)
    slack.fault("conversations.history", times=2, **odd.fault)  # aiohttp asks again by itself where that is safe
    assert type(await sender.edit("C0000001", "1.0", MESSAGE, "key-1")) is odd.outcome
    assert isinstance(await sender.find("C0000001", "key-1", recently()), NotNow | Unsearchable)


async def test_a_hanging_answer_ends_at_the_deadline(slack: SlackStandIn) -> None:
    sender = SlackSender(slack.token, slack.api_url, timeout=0.3)
    slack.fault("chat.postMessage", "hang")
    assert isinstance(await sender.post("#news", MESSAGE, "key-1"), Ambiguous)
    await sender.close()


async def trickle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An answer that never ends, a byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def half_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write_eof()
    await reader.read()


async def log_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Redirects everything to a page that is fine and says nothing."""
    request = await reader.readuntil(b"\r\n\r\n")
    if b"/login" in request:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlogin"
        )
    else:
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()


@asynccontextmanager
async def raw_server(
    behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A server that does `behave` with every connection; it ends when its connections have."""
    tasks = set[asyncio.Task[Any]]()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await behave(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"
    finally:
        server.close()
        await asyncio.gather(*tasks)


@pytest.mark.parametrize("behave", [trickle, half_close, log_in])
async def test_a_server_that_is_not_slack_never_makes_a_message_sent(
    behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    async with raw_server(behave) as api_url:
        sender = SlackSender("xoxb-1", api_url, timeout=0.5)
        assert isinstance(await sender.post("#news", MESSAGE, "key-1"), Ambiguous)
        await sender.close()


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect"])
async def test_a_redirect_is_not_followed_and_says_nothing_of_what_became_of_the_message(status: str) -> None:
    asked: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n"))
        location = (
            f"http://127.0.0.1:{port}/login"  # nobody is there: a connection that fails, after the message went out
        )
        writer.write(f"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()

    port = closed_port()
    async with raw_server(elsewhere) as api_url:
        for sender in (SlackSender("xoxb-1", api_url, timeout=5), WebhookSender(f"{api_url}hook", timeout=5)):
            outcome = await sender.post("#news", MESSAGE, "key-1")
            assert isinstance(outcome, Ambiguous)
            assert "redirect" in outcome.fault
            await sender.close()
    assert len(asked) == 2


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/", "http://no-such-host.invalid/", "http:///"])
async def test_without_a_connection_nothing_was_sent(address: str) -> None:
    url = address.format(port=closed_port())
    for sender in (SlackSender("xoxb-1", url, timeout=5), WebhookSender(f"{url}services/T/B/secret", timeout=5)):
        outcome = await sender.post("#news", MESSAGE, "key-1")
        assert isinstance(outcome, NotSent)
        assert "nothing was sent" in outcome.fault
        assert "secret" not in outcome.fault
        await sender.close()


async def test_a_certificate_that_is_none_means_that_nothing_was_sent(slack: SlackStandIn) -> None:
    sender = SlackSender(slack.token, slack.api_url.replace("http:", "https:"), timeout=5)
    assert isinstance(await sender.post("#news", MESSAGE, "key-1"), NotSent)
    await sender.close()


async def test_no_proxy_is_obeyed_for_a_stand_in(slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    sender = SlackSender(slack.token, slack.api_url, timeout=5)
    assert isinstance(await sender.post("#news", MESSAGE, "key-1"), Sent)
    await sender.close()


async def test_a_refused_block_is_named(slack: SlackStandIn, sender: SlackSender) -> None:
    outcome = await sender.post("#news", Message(text="x", blocks=({"type": "nonsense"},)), "key-1")
    assert isinstance(outcome, Refused)
    assert (outcome.kind, outcome.code) == (RefusalKind.PAYLOAD, "invalid_blocks")
    assert "/blocks/0" in outcome.fault


@pytest.mark.parametrize(
    ("channel", "kind"), [("#nowhere", RefusalKind.CHANNEL), ("#old", RefusalKind.CHANNEL)], ids=["unknown", "archived"]
)
async def test_a_channel_that_cannot_be_used_is_named(
    slack: SlackStandIn, sender: SlackSender, channel: str, kind: RefusalKind
) -> None:
    slack.channels.append(Channel("C9", "old", is_archived=True))
    outcome = await sender.post(channel, MESSAGE, "key-1")
    assert isinstance(outcome, Refused)
    assert outcome.kind is kind
    assert channel in outcome.fault


async def test_too_fast_is_throttled_a_channel_at_a_time(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.pace = 0.001
    outcomes = [await sender.post(channel, PLAIN, "k") for channel in ("#news", "#news", "#desk")]
    assert [type(outcome) for outcome in outcomes] == [Sent, Throttled, Sent]


# --- Finding -----------------------------------------------------------------------------------------------------


async def test_a_message_whose_answer_was_lost_is_found_again(slack: SlackStandIn, sender: SlackSender) -> None:
    started = recently()
    slack.fault("chat.postMessage", "drop", when="after")
    assert isinstance(await sender.post("#dprk-watch", MESSAGE, "key-1"), Ambiguous)
    assert await sender.find("#dprk-watch", "key-1", started) == Found(
        ts=slack.messages[0]["ts"], channel_id="C0000002"
    )


async def test_a_message_that_never_arrived_is_absent(slack: SlackStandIn, sender: SlackSender) -> None:
    await sender.post("#news", MESSAGE, "another")
    assert await sender.find("#news", "key-1", recently()) == Absent()


async def test_a_look_up_reads_every_page(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.page = 3
    for number in range(10):
        await sender.post("#news", PLAIN, f"key-{number}")
    found = await sender.find("#news", "key-0", recently())
    assert isinstance(found, Found)
    assert found.ts == slack.messages[0]["ts"]
    assert len(slack.calls("conversations.history")) == 4


async def test_a_look_up_that_would_never_end_gives_up(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.page = 1
    for number in range(30):
        await sender.post("#news", PLAIN, f"key-{number}")
    outcome = await sender.find("#news", "absent", recently())
    assert isinstance(outcome, Unsearchable)
    assert "too long" in outcome.fault


async def test_a_look_up_reads_back_past_the_difference_of_clocks(slack: SlackStandIn, sender: SlackSender) -> None:
    await sender.post("#news", MESSAGE, "key-1")
    assert isinstance(await sender.find("#news", "key-1", recently() + timedelta(seconds=100)), Found)
    assert isinstance(await sender.find("#news", "key-1", recently() + timedelta(seconds=130)), Absent)


async def test_a_reply_is_found_in_its_thread_only(slack: SlackStandIn, sender: SlackSender) -> None:
    ts, _ = await sent(sender.post("#news", MESSAGE, "key-1"))
    reply_ts, _ = await sent(sender.post("#news", PLAIN, "key-2", thread_ts=ts))
    assert await sender.find("#news", "key-2", recently()) == Absent()
    assert await sender.find("#news", "key-2", recently(), thread_ts=ts) == Found(ts=reply_ts, channel_id="C0000001")


async def test_a_channels_name_is_looked_up_once(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.page = 1
    for _ in range(2):
        await sender.find("#desk", "key-1", recently())
    assert len(slack.calls("conversations.list")) == 3  # the third page has it


async def test_a_look_up_reads_by_slacks_clock_where_ours_is_ahead(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.behind = 600
    started = recently()
    ts, channel_id = await sent(sender.post("#news", MESSAGE, "key-1"))
    restarted = SlackSender(slack.token, slack.api_url, timeout=5)

    found = [await one.find("C0000001", "key-1", started) for one in (sender, restarted)]
    await restarted.close()

    assert found == [Found(ts=ts, channel_id=channel_id)] * 2


@pytest.mark.parametrize(("scopes", "sees_private"), [(SCOPES, False), (f"{SCOPES},groups:read", True)])
async def test_channels_are_found_by_name_and_private_ones_where_the_app_may_list_them(
    slack: SlackStandIn, sender: SlackSender, scopes: str, *, sees_private: bool
) -> None:
    slack.scopes = scopes
    slack.channels.append(Channel("C9", "board", is_private=True))

    public, private = [await sender.find(name, "key-1", recently()) for name in ("#desk", "#board")]

    assert isinstance(public, Absent)
    assert isinstance(private, Absent if sees_private else Unsearchable)
    if isinstance(private, Unsearchable):
        assert "#board" in private.fault


async def test_a_channel_that_is_not_there_cannot_be_searched(sender: SlackSender) -> None:
    assert isinstance(await sender.find("#nowhere", "key-1", recently()), Unsearchable)


async def test_a_channel_without_the_app_cannot_be_searched(slack: SlackStandIn, sender: SlackSender) -> None:
    slack.channels[0].is_member = False
    outcome = await sender.find("#news", "key-1", recently())
    assert isinstance(outcome, Unsearchable)
    assert "/invite @monitor" in outcome.fault


# --- Checking ----------------------------------------------------------------------------------------------------


async def test_a_check_says_who_we_are_and_what_is_wrong_with_each_channel(
    slack: SlackStandIn, sender: SlackSender
) -> None:
    slack.channels += [Channel("C8", "old", is_archived=True), Channel("C9", "away", is_member=False)]
    slack.scopes = "chat:write,channels:history,channels:read"
    checked = await sender.check(("#news", "#old", "#away", "#nowhere"))
    assert [(c.subject, c.ok) for c in checked] == [
        ("token", True),
        ("scopes", False),
        ("#news", True),
        ("#old", False),
        ("#away", False),
        ("#nowhere", False),
    ]
    assert "@monitor in the workspace Stand-in" in checked[0].sentence
    assert "chat:write.public, groups:history" in checked[1].sentence
    assert slack.messages == []


async def test_a_check_with_a_wrong_token_stops_there_and_says_so(slack: SlackStandIn) -> None:
    sender = SlackSender("xoxb-wrong", slack.api_url)
    [token] = await sender.check(("#news",))
    assert not token.ok
    assert "copy the bot token" in token.sentence
    await sender.close()
