"""The door to Slack: (channel, Message, key) → SendOutcome. The only module that speaks through slack_sdk.

Nothing is repeated here: the outbox is the only loop, so the SDK's own retries are off (its default posts a message
again after a dropped connection). Whatever Slack, a proxy or the network does becomes a value; see faults.py.

A delivery's key goes with its message twice: as metadata, by which `find` meets it again, and as `client_msg_id`, which
Slack may use to drop a repetition (its documents name the error, not the argument).
"""

# ruff: noqa: ARG002 - a sender that can't do a thing ignores what it is told about it

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from monitor.model import Message
from monitor.outcomes import (
    Absent,
    Ambiguous,
    Found,
    LookUp,
    NotNow,
    NotSent,
    Refused,
    SendOutcome,
    Sent,
    Throttled,
    Unsearchable,
)
from monitor.slack import Checked, faults, limits

API_URL: Final = "https://slack.com/api/"
EVENT_TYPE: Final = "monitor_delivery"
SCOPES: Final = ("chat:write", "chat:write.public", "channels:history", "groups:history", "channels:read")
CHANNEL_ID: Final = re.compile(r"[CDG][A-Z0-9]+")  # names are lower case

# slack_sdk writes webhook addresses and bodies to its log at DEBUG, whoever turns DEBUG on: it gets a logger of its own
# that nobody can.
SILENT: Final = logging.Logger("slack_sdk, silenced", level=logging.CRITICAL + 1)  # noqa: LOG001


class SlackSender:
    """Slack's Web API, with a bot token: posts, threads, edits, and messages found again.

    `timeout` is the longest that one call may take, in seconds.
    """

    name = "slack"
    is_remote = True

    def __init__(self, token: str, api_url: str | None = None, *, timeout: float = 30) -> None:
        self._token = token
        self._api_url = api_url or API_URL
        self._wire = _Wire(timeout)
        self._ids: dict[str, str] = {}  # channel ids by the names that they were asked for by
        self._lag: timedelta | None = None  # of Slack's clock behind ours; None until something answered

    def __repr__(self) -> str:
        return f"SlackSender({self._api_url})"

    async def post(
        self, channel: str, message: Message, key: str | None, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> SendOutcome:
        body = _body(message, key) | {
            "channel": channel,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if key is not None:
            body["client_msg_id"] = str(uuid5(NAMESPACE_URL, f"{EVENT_TYPE}:{key}"))
        if thread_ts is not None:
            body |= {"thread_ts": thread_ts, "reply_broadcast": broadcast}
        outcome = _sent(await self._call("chat.postMessage", body), channel)
        if isinstance(outcome, Sent) and outcome.channel_id:
            self._ids[channel] = outcome.channel_id
        return outcome

    async def edit(self, channel_id: str, ts: str, message: Message, key: str | None) -> SendOutcome:
        body = _body(message, key) | {"channel": channel_id, "ts": ts, "blocks": list(message.blocks)}
        return _sent(await self._call("chat.update", body), channel_id)

    async def find(self, channel: str, key: str, since: datetime, thread_ts: str | None = None) -> LookUp:
        """As the protocol says. Reads from two minutes before `since` by Slack's clock, as its answers show it."""
        channel_id = await self._channel_id(channel)
        if isinstance(channel_id, Unsearchable | NotNow):
            return channel_id
        oldest = f"{(since - await self._clock_lag() - limits.CLOCK_MARGIN).timestamp():.6f}"
        arguments = {"channel": channel_id, "oldest": oldest, "include_all_metadata": True}
        method = "conversations.history" if thread_ts is None else "conversations.replies"
        if thread_ts is not None:
            arguments["ts"] = thread_ts
        async for page in self._pages(method, arguments, "messages", limits.HISTORY_PAGES):
            if isinstance(page, Unsearchable | NotNow):
                return page
            for found in page:
                if _key_of(found) == key and isinstance(found.get("ts"), str):
                    return Found(ts=found["ts"], channel_id=channel_id)
        return Absent()

    async def check(self, channels: tuple[str, ...] = ()) -> tuple[Checked, ...]:
        answer = await self._call("auth.test", {})
        token = _token_check(answer)
        if not token.ok:
            return (token,)
        return (token, *_scopes_check(answer), *[await self._check_channel(channel) for channel in channels])

    async def _check_channel(self, channel: str) -> Checked:
        channel_id = await self._channel_id(channel)
        if isinstance(channel_id, Unsearchable | NotNow):
            return Checked(subject=channel, ok=False, sentence=channel_id.fault)
        answer = await self._call("conversations.info", {"channel": channel_id})
        return _channel_check(channel, answer)

    async def close(self) -> None:
        await self._wire.close()

    async def _channel_id(self, channel: str) -> str | Unsearchable | NotNow:
        """History and edits want an id; rule files name channels by name."""
        if CHANNEL_ID.fullmatch(channel):
            return channel
        if channel in self._ids:
            return self._ids[channel]
        listed = await self._listed_id(channel, "public_channel")
        if listed is None:  # private ones need groups:read; without it they are not to be seen, and the others are
            listed = await self._listed_id(channel, "private_channel")
            listed = None if isinstance(listed, Unsearchable) else listed
        if isinstance(listed, str):
            self._ids[channel] = listed
        return listed or Unsearchable(fault=faults.outcome("channel_not_found", channel=channel).fault)

    async def _listed_id(self, channel: str, types: str) -> str | Unsearchable | NotNow | None:
        """The id of the channel of this name; None where none of these types has it."""
        async for page in self._pages("conversations.list", {"types": types}, "channels", limits.CHANNEL_PAGES):
            if isinstance(page, Unsearchable | NotNow):
                return page
            for listed in page:
                if listed.get("name") == channel.removeprefix("#") and isinstance(listed.get("id"), str):
                    return str(listed["id"])
        return None

    async def _pages(
        self, method: str, arguments: dict[str, Any], part: str, most: int
    ) -> AsyncIterator[list[dict[str, Any]] | Unsearchable | NotNow]:
        """Every page of a listing; the last thing says why, where not all of it could be read."""
        asked = arguments | {"limit": limits.PAGE}
        for _ in range(most):
            answer = await self._call(method, asked)
            body = _good(answer)
            if body is None:
                yield faults.look_up_failure(_failure(answer, arguments.get("channel", "")), method)
                return
            page, cursor = _page(body, part), _cursor(body)
            if page is None or (body.get("has_more") and not cursor):
                yield Unsearchable(fault=f"{method}: the answer is not complete")
                return
            yield page
            if not cursor:
                return
            asked["cursor"] = cursor
        yield Unsearchable(fault=f"{method}: more than {most * limits.PAGE} entries; reading on would take too long")

    async def _call(self, method: str, arguments: dict[str, Any]) -> "_Answer | NotSent | Ambiguous":
        async def ask(session: aiohttp.ClientSession) -> _Answer:
            client = AsyncWebClient(
                token=self._token, base_url=self._api_url, session=session, retry_handlers=[], logger=SILENT
            )
            client.proxy = None  # the session knows the proxy, and where NO_PROXY forbids it; the SDK does not
            if method.startswith("conversations."):
                reply = await client.api_call(method, http_verb="GET", params=arguments)
            else:
                reply = await client.api_call(method, json=arguments)
            return _Answer(status=reply.status_code, headers=reply.headers, body=reply.data)

        answer = await self._wire.ask(ask)
        lag = _lag_of(answer)
        self._lag = self._lag if lag is None else lag
        return answer

    async def _clock_lag(self) -> timedelta:
        if self._lag is None:
            await self._call("auth.test", {})
        return self._lag or timedelta(0)


class WebhookSender:
    """An incoming webhook: one channel, chosen when the webhook was made. No threads, no edits, no looking up."""

    name = "webhook"
    is_remote = True

    def __init__(self, url: str, *, timeout: float = 30) -> None:
        self._url = url
        self._wire = _Wire(timeout)

    def __repr__(self) -> str:
        return "WebhookSender(…)"

    async def post(
        self, channel: str, message: Message, key: str | None, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> SendOutcome:
        """`channel` is not asked for: the webhook has its own. A `thread_ts` is refused."""
        if thread_ts is not None:
            return faults.WEBHOOK_CANNOT_REPLY
        body: dict[str, Any] = {"text": message.text, "unfurl_links": False, "unfurl_media": False}
        if message.blocks:
            body["blocks"] = list(message.blocks)

        async def ask(session: aiohttp.ClientSession) -> _Answer:
            client = AsyncWebhookClient(self._url, session=session, retry_handlers=[], logger=SILENT)
            client.proxy = None
            reply = await client.send_dict(body)
            return _Answer(status=reply.status_code, headers=reply.headers, body=reply.body)

        return _webhook_outcome(await self._wire.ask(ask), channel)

    async def edit(self, channel_id: str, ts: str, message: Message, key: str | None) -> SendOutcome:
        return faults.WEBHOOK_CANNOT_EDIT

    async def find(self, channel: str, key: str, since: datetime, thread_ts: str | None = None) -> LookUp:
        return Unsearchable(fault="an incoming webhook can't read what it posted; set SLACK_BOT_TOKEN for that")

    async def check(self, channels: tuple[str, ...] = ()) -> tuple[Checked, ...]:
        sentence = "an incoming webhook can't be tried without posting; its first message will tell"
        return (Checked(subject="webhook", ok=True, sentence=sentence),)

    async def close(self) -> None:
        await self._wire.close()


# --- One request, one answer -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came over HTTP, whoever wrote it: Slack, a proxy, a login page."""

    status: int
    headers: Mapping[str, str]
    body: object


class _Wire:
    """The connections of one sender; opened with the first request, since that needs a running loop."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, ask: Callable[[aiohttp.ClientSession], Awaitable[_Answer]]) -> "_Answer | NotSent | Ambiguous":
        """Make the request; tell a connection that never was from one that broke."""
        try:
            async with asyncio.timeout(self._timeout):
                return await ask(self._open_session())
        except SlackApiError as error:
            return _answer_of(error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            return faults.not_sent(_cause(error))
        except aiohttp.InvalidURL:
            return faults.not_sent("the address is not valid")
        except _RedirectedError:
            return faults.REDIRECTED
        except Exception as error:  # noqa: BLE001 the SDK raises anything for an answer that it did not expect
            return Ambiguous(
                fault=f"no readable answer ({type(error).__name__}): the message may or may not have been taken"
            )

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=self._timeout, connect=min(10, self._timeout / 2))
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True, trace_configs=[_no_redirects()])
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class _RedirectedError(Exception):
    """The answer sends us elsewhere."""


def _no_redirects() -> aiohttp.TraceConfig:
    """The SDK follows them: a message would be posted twice (307), or what failed at the end be taken for not sent."""

    async def refuse(*_: object) -> None:
        raise _RedirectedError

    tracing = aiohttp.TraceConfig()
    tracing.on_request_redirect.append(refuse)
    return tracing


def _answer_of(error: SlackApiError) -> _Answer:
    """The answer behind the SDK's error; where the JSON was cut off, that is aiohttp's own response."""
    answer: Any = error.response
    if isinstance(answer, aiohttp.ClientResponse):
        return _Answer(status=answer.status, headers=answer.headers, body=None)
    return _Answer(status=answer.status_code, headers=answer.headers, body=answer.data)


def _cause(error: Exception) -> str:
    """A network error in words that hold no secret: its own text may quote the whole address."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{error.host}:{error.port}, {error.os_error.strerror or type(error.os_error).__name__}"
    return type(error).__name__


# --- What an answer means ----------------------------------------------------------------------------------------


def _body(message: Message, key: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {"text": message.text, "parse": "none", "link_names": False}
    if key is not None:
        body["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"k": key}}
    return body | ({"blocks": list(message.blocks)} if message.blocks else {})


def _lag_of(answer: _Answer | NotSent | Ambiguous) -> timedelta | None:
    """How far Slack's clock is behind ours; one that is ahead counts as none: we only ever read further back."""
    date = faults.date_of(answer.headers.get("Date", "")) if isinstance(answer, _Answer) else None
    return None if date is None else min(max(datetime.now(UTC) - date, timedelta(0)), limits.CLOCK_LAG_LONGEST)


def _good(answer: _Answer | NotSent | Ambiguous) -> dict[str, Any] | None:
    if not isinstance(answer, _Answer) or answer.status != 200 or not isinstance(answer.body, dict):
        return None
    return answer.body if answer.body.get("ok") is True else None


def _sent(answer: _Answer | NotSent | Ambiguous, channel: str) -> SendOutcome:
    body = _good(answer)
    if body is None:
        return _failure(answer, channel)
    ts, channel_id = body.get("ts"), body.get("channel")
    if not isinstance(ts, str) or not isinstance(channel_id, str):
        return Ambiguous(fault="Slack said yes, but not where the message is: it may or may not have been taken")
    return Sent(ts=ts, channel_id=channel_id)


def _failure(answer: _Answer | NotSent | Ambiguous, channel: str) -> NotSent | Throttled | Ambiguous | Refused:
    """By status first: a 429 or a 503 means the same whatever stands in its body."""
    if not isinstance(answer, _Answer):
        return answer
    pause = faults.retry_after(answer.headers.get("Retry-After"), now=datetime.now(UTC))
    by_status = faults.status_outcome(answer.status, channel=channel, retry_after=pause)
    if by_status is not None:
        return by_status
    code = answer.body.get("error") if isinstance(answer.body, dict) else None
    if not isinstance(code, str):
        return faults.unread_outcome(answer.status)
    return _with_pointers(faults.outcome(code, channel=channel, retry_after=pause), answer.body)


POINTER: Final = re.compile(r"json-pointer:(/[\w/-]{1,80})")


def _with_pointers(outcome: Throttled | Ambiguous | Refused, body: object) -> Throttled | Ambiguous | Refused:
    """Slack says which block it refused, as "… [json-pointer:/blocks/1/elements]": only that part is kept."""
    pointers = POINTER.findall(str(body))[:3]
    if not isinstance(outcome, Refused) or not pointers:
        return outcome
    return Refused(kind=outcome.kind, code=outcome.code, fault=f"{outcome.fault} (at {', '.join(pointers)})")


def _webhook_outcome(answer: _Answer | NotSent | Ambiguous, channel: str) -> SendOutcome:
    """A webhook answers `ok`, or an error code as plain text."""
    if not isinstance(answer, _Answer):
        return answer
    body = answer.body.strip() if isinstance(answer.body, str) else ""
    if answer.status == 200:
        return Sent() if body == "ok" else faults.unread_outcome(answer.status)
    coded = _Answer(status=answer.status, headers=answer.headers, body={"error": body} if _is_code(body) else None)
    return _failure(coded, channel)


def _is_code(body: str) -> bool:
    return faults.READABLE.fullmatch(body) is not None


def _page(body: Mapping[str, Any], part: str) -> list[dict[str, Any]] | None:
    page = body.get(part)
    return [entry for entry in page if isinstance(entry, dict)] if isinstance(page, list) else None


def _cursor(body: Mapping[str, Any]) -> str:
    further = body.get("response_metadata")
    cursor = further.get("next_cursor") if isinstance(further, dict) else None
    return cursor if isinstance(cursor, str) else ""


def _key_of(found: Mapping[str, Any]) -> object:
    metadata = found.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("k") if isinstance(payload, dict) else None


# --- A self-test in words ----------------------------------------------------------------------------------------


def _token_check(answer: _Answer | NotSent | Ambiguous) -> Checked:
    body = _good(answer)
    if body is None:
        return Checked(subject="token", ok=False, sentence=_failure(answer, "").fault)
    sentence = f"the token is valid: @{body.get('user')} in the workspace {body.get('team')}"
    return Checked(subject="token", ok=True, sentence=sentence)


def _scopes_check(answer: _Answer | NotSent | Ambiguous) -> tuple[Checked, ...]:
    """Slack names the token's scopes in a header; where it does not, there is nothing to say."""
    granted = answer.headers.get("X-OAuth-Scopes") if isinstance(answer, _Answer) else None
    if granted is None:
        return ()
    missing = set(SCOPES) - {scope.strip() for scope in granted.split(",")}
    if not missing:
        return (Checked(subject="scopes", ok=True, sentence="the app has every scope that it needs"),)
    names = ", ".join(scope for scope in SCOPES if scope in missing)
    return (Checked(subject="scopes", ok=False, sentence=f"the app lacks {names}: add them and reinstall the app"),)


def _channel_check(channel: str, answer: _Answer | NotSent | Ambiguous) -> Checked:
    body = _good(answer)
    if body is None:
        return Checked(subject=channel, ok=False, sentence=_failure(answer, channel).fault)
    about = body.get("channel")
    about = about if isinstance(about, dict) else {}
    if about.get("is_archived"):
        sentence = faults.outcome("is_archived", channel=channel).fault
        return Checked(subject=channel, ok=False, sentence=sentence)
    if about.get("is_member") is False:
        sentence = f"{channel} is there, but the app is not in it: it can't look back. Write there: /invite @monitor"
        return Checked(subject=channel, ok=False, sentence=sentence)
    return Checked(subject=channel, ok=True, sentence=f"{channel} is there, and the app is in it")
