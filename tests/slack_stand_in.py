"""A server that behaves like Slack, for tests: its Web API as far as we use it, and an incoming webhook.

It holds to Slack's documented limits and error codes, keeps channels, messages and metadata, and writes every message
that it accepts to a ledger on disk before it answers. Faults are scripted: see `Script`.

    async with SlackStandIn() as slack:                           in a test
        sender = SlackSender(slack.token, slack.api_url)

    python tests/slack_stand_in.py --port 0 --ledger FILE         as a process of its own; prints its address
    curl -d '{"method": "chat.postMessage", "fault": "429", "retry_after": "1"}' http://127.0.0.1:PORT/_control
"""

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any, Literal, Self

from aiohttp import web
from canary import HOOK, TOKEN

WEBHOOK_PATH = f"/services/T000/B000/{HOOK}"
SCOPES = "chat:write,chat:write.public,channels:history,groups:history,channels:read"

Arguments = dict[str, Any]
FaultKind = Literal["429", "status", "error", "drop", "hang", "html", "text", "list", "empty", "truncated", "garbled"]


@dataclass
class Script:
    """A fault: it befalls the next `times` calls of `method` ("webhook" for the webhook).

    `when` says whether the call takes effect first ("after") or not at all ("before"). `code` goes with "error",
    `status` with "status", "html", "text" and "empty"; `retry_after` is sent as it stands.
    """

    method: str
    fault: FaultKind
    times: int = 1
    when: Literal["before", "after"] = "before"
    code: str = "internal_error"
    status: int = 503
    retry_after: str | None = None
    blocks_only: bool = False  # befalls messages with blocks only


@dataclass
class Channel:
    id: str
    name: str
    is_member: bool = True
    is_archived: bool = False
    is_private: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class SlackStandIn:
    """The server. What tests look at: `messages`, `requests` (method and arguments, refused ones too), `ledger`."""

    ledger: Path | None = None
    token: str = TOKEN
    port: int = 0
    scopes: str = SCOPES
    pace: float | None = None  # messages a second and channel; None: no limit
    burst: int = 1
    channels: list[Channel] = field(
        default_factory=lambda: [Channel("C0000001", "news"), Channel("C0000002", "dprk-watch"), Channel("C3", "desk")]
    )
    webhook_channel: str = "news"
    requests: list[tuple[str, Arguments]] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    page: int = 100  # the longest page of a listing, whatever is asked for
    delay: float = 0  # seconds before a post takes effect, and again before its answer; it takes effect in any case
    lag: float = 0  # seconds until a message shows in the history
    behind: float = 0  # seconds that its clock is behind ours
    unsettled: set[asyncio.Task[web.Response]] = field(default_factory=set)  # posts that are under way
    clock: Callable[[], float] = time.time  # seconds since 1970; what its messages are stamped with

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def webhook_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{WEBHOOK_PATH}"

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Every message as it stands now, oldest first."""
        return sorted((m for channel in self.channels for m in channel.messages), key=lambda m: float(m["ts"]))

    def fault(self, method: str, fault: FaultKind, **details: Any) -> None:
        self.scripts.append(Script(method=method, fault=fault, **details))

    def calls(self, method: str) -> list[Arguments]:
        return [arguments for called, arguments in self.requests if called == method]

    async def __aenter__(self) -> Self:
        self._fill: dict[str, tuple[float, float]] = {}
        self._last_ts = 0.0
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/api/{method}", self._web_api)
        app.router.add_post(WEBHOOK_PATH, self._webhook)
        app.router.add_post("/_control", self._control)
        app.router.add_get("/_requests", self._show_requests)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _control(self, request: web.Request) -> web.Response:
        """Script a fault; `{"clear": true}` forgets all; `{"channel": "news", "is_archived": true}` changes one."""
        wish = await request.json()
        if wish.pop("clear", False):
            self.scripts.clear()
        elif "channel" in wish:
            channel = self._channel(wish.pop("channel"))
            for name, value in wish.items():
                setattr(channel, name, value)
        else:
            self.scripts.append(Script(**wish))
        return web.json_response({"ok": True})

    async def _show_requests(self, _: web.Request) -> web.Response:
        return web.json_response(self.requests)

    # --- A call, with the faults that befall it -------------------------------------------------------------------

    async def _web_api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.requests.append((method, arguments))
        answer = self._authorised(request, method)
        told = await self._answered(request, method, arguments, lambda: answer or self._perform(method, arguments))
        told.headers["Date"] = formatdate(time.time() - self.behind, usegmt=True)
        return told

    async def _webhook(self, request: web.Request) -> web.StreamResponse:
        arguments = await _arguments(request)
        self.requests.append(("webhook", arguments))
        return await self._answered(request, "webhook", arguments, lambda: self._take_webhook(arguments))

    async def _answered(
        self, request: web.Request, method: str, arguments: Arguments, perform: Callable[[], web.Response]
    ) -> web.StreamResponse:
        script = self._script(method, arguments)
        if script is None:
            return await self._in_time(perform) if self.delay and method == "chat.postMessage" else perform()
        if script.when == "after":
            perform()
        return await _faulty(request, script)

    async def _in_time(self, perform: Callable[[], web.Response]) -> web.Response:
        """Slack goes on with what it was asked, whether or not the asker still lives."""

        async def go_on() -> web.Response:
            await asyncio.sleep(self.delay)
            return perform()

        task = asyncio.create_task(go_on())
        self.unsettled.add(task)
        task.add_done_callback(self.unsettled.discard)
        answer = await asyncio.shield(task)
        await asyncio.sleep(self.delay)
        return answer

    def _script(self, method: str, arguments: Arguments) -> Script | None:
        for script in self.scripts:
            if script.method == method and (not script.blocks_only or arguments.get("blocks")):
                script.times -= 1
                if script.times <= 0:
                    self.scripts.remove(script)
                return script
        return None

    def _authorised(self, request: web.Request, method: str) -> web.Response | None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not given:
            return self._refused("not_authed")
        if given != self.token:
            return self._refused("invalid_auth")
        needed = {"conversations.history": "channels:history", "conversations.list": "channels:read"}.get(method)
        return self._refused("missing_scope") if needed and needed not in self.scopes.split(",") else None

    def _perform(self, method: str, arguments: Arguments) -> web.Response:
        methods: dict[str, Callable[[Arguments], web.Response]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.list": self._list,
            "conversations.info": self._info,
        }
        perform = methods.get(method)
        return perform(arguments) if perform else self._refused("unknown_method")

    def _ok(self, **body: Any) -> web.Response:
        return web.json_response({"ok": True, **body}, headers={"X-OAuth-Scopes": self.scopes})

    def _refused(self, code: str) -> web.Response:
        body = {"ok": False, "error": code} | POINTERS.get(code, {})
        return web.json_response(body, headers={"X-OAuth-Scopes": self.scopes})

    def _auth_test(self, _: Arguments) -> web.Response:
        return self._ok(url="https://stand-in.example/", team="Stand-in", user="monitor", team_id="T1", user_id="U1")

    def _post(self, arguments: Arguments) -> web.Response:
        channel = self._channel(arguments.get("channel"))
        problem = _channel_problem(channel) or message_problem(arguments)
        if channel is None or problem:
            return self._refused(problem or "channel_not_found")
        parent = arguments.get("thread_ts")
        if parent and not any(message["ts"] == parent for message in channel.messages):
            return self._refused("thread_not_found")
        if wait := self._wait(channel.id):
            headers = {"Retry-After": str(wait)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        message = self._accept(channel, arguments, "post")
        return self._ok(channel=channel.id, ts=message["ts"], message=message)

    def _update(self, arguments: Arguments) -> web.Response:
        channel = self._by_id(arguments)
        problem = _channel_problem(channel) or message_problem(arguments)
        if channel is None or problem:
            return self._refused(problem or "channel_not_found")
        for message in channel.messages:
            if message["ts"] == arguments.get("ts"):
                message.update({k: arguments[k] for k in ("text", "blocks", "metadata") if k in arguments})
                message["edited"] = {"ts": self._next_ts()}
                self._write("edit", channel, message)
                return self._ok(channel=channel.id, ts=message["ts"], text=message["text"], message=message)
        return self._refused("message_not_found")

    def _take_webhook(self, arguments: Arguments) -> web.Response:
        channel = self._channel(self.webhook_channel)
        problem = message_problem(arguments)
        if channel is None or channel.is_archived:
            return web.Response(status=410, text="channel_is_archived")
        if problem:
            return web.Response(status=400, text="no_text" if problem == "no_text" else "invalid_payload")
        if wait := self._wait(channel.id):
            return web.Response(status=429, text="rate_limited", headers={"Retry-After": str(wait)})
        self._accept(channel, arguments, "webhook")
        return web.Response(text="ok")

    def _history(self, arguments: Arguments) -> web.Response:
        return self._messages(arguments, lambda message: "thread_ts" not in message, newest_first=True)

    def _replies(self, arguments: Arguments) -> web.Response:
        parent = arguments.get("ts")
        channel = self._by_id(arguments)
        if channel is not None and not any(parent in (m["ts"], m.get("thread_ts")) for m in channel.messages):
            return self._refused("thread_not_found")
        return self._messages(arguments, lambda m: parent in (m["ts"], m.get("thread_ts")), newest_first=False)

    def _messages(
        self, arguments: Arguments, wanted: Callable[[dict[str, Any]], bool], *, newest_first: bool
    ) -> web.Response:
        channel = self._by_id(arguments)
        if channel is None:
            return self._refused("channel_not_found")
        if not channel.is_member:
            return self._refused("not_in_channel")
        oldest = float(arguments.get("oldest", 0))
        seen = self.clock() - self.lag
        found = [m for m in channel.messages if wanted(m) and oldest < float(m["ts"]) <= seen][
            :: -1 if newest_first else 1
        ]
        if str(arguments.get("include_all_metadata", "")).lower() not in {"1", "true"}:
            found = [{k: v for k, v in message.items() if k != "metadata"} for message in found]
        page, cursor = self._paged(found, arguments)
        return self._ok(messages=page, has_more=bool(cursor), response_metadata={"next_cursor": cursor})

    def _list(self, arguments: Arguments) -> web.Response:
        types = str(arguments.get("types", "public_channel")).split(",")
        if "private_channel" in types and "groups:read" not in self.scopes.split(","):
            return self._refused("missing_scope")
        wanted = [one for one in self.channels if ("private_channel" if one.is_private else "public_channel") in types]
        page, cursor = self._paged([_about(channel) for channel in wanted], arguments)
        return self._ok(channels=page, response_metadata={"next_cursor": cursor})

    def _info(self, arguments: Arguments) -> web.Response:
        channel = self._by_id(arguments)
        return self._ok(channel=_about(channel)) if channel else self._refused("channel_not_found")

    def _channel(self, wanted: object) -> Channel | None:
        name = str(wanted).removeprefix("#")
        return next((channel for channel in self.channels if name in (channel.id, channel.name)), None)

    def _by_id(self, arguments: Arguments) -> Channel | None:
        """Names will do for posting only."""
        return next((channel for channel in self.channels if channel.id == arguments.get("channel")), None)

    def _paged(self, entries: list[dict[str, Any]], arguments: Arguments) -> tuple[list[dict[str, Any]], str]:
        start = int(arguments.get("cursor") or 0)
        end = start + min(int(arguments.get("limit", 100)), self.page)
        return entries[start:end], str(end) if end < len(entries) else ""

    def _wait(self, channel_id: str) -> int:
        """Seconds until the channel's bucket has room; 0 if it has, and a message then fills it."""
        if self.pace is None:
            return 0
        now = time.monotonic()
        level, at = self._fill.get(channel_id, (0.0, now))
        level = max(0.0, level - (now - at) * self.pace)
        if level + 1 > self.burst + 1e-9:
            return 1
        self._fill[channel_id] = (level + 1, now)
        return 0

    def _accept(self, channel: Channel, arguments: Arguments, kind: str) -> dict[str, Any]:
        kept = ("text", "blocks", "metadata", "thread_ts", "client_msg_id", "reply_broadcast")
        message = {"type": "message", "bot_id": "B1", "ts": self._next_ts()}
        message |= {k: arguments[k] for k in kept if arguments.get(k) is not None}
        channel.messages.append(message)
        self._write(kind, channel, message)
        return message

    def _next_ts(self) -> str:
        self._last_ts = max(self.clock() - self.behind, self._last_ts + 0.000_01)
        return f"{self._last_ts:.6f}"

    def _write(self, kind: str, channel: Channel, message: dict[str, Any]) -> None:
        if self.ledger is None:
            return
        line = {"kind": kind, "at": time.time(), "channel": channel.id, "name": channel.name, **message}
        with self.ledger.open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(line) + "\n")
            ledger.flush()
            os.fsync(ledger.fileno())


def _about(channel: Channel) -> dict[str, Any]:
    return {name: value for name, value in vars(channel).items() if name != "messages"}


async def _arguments(request: web.Request) -> Arguments:
    arguments: Arguments = dict(request.query)
    if request.content_type == "application/json":
        arguments.update(await request.json())
        return arguments
    form = await request.post()
    return arguments | {k: json.loads(str(v)) if k in {"blocks", "metadata"} else str(v) for k, v in form.items()}


async def _faulty(request: web.Request, script: Script) -> web.StreamResponse:
    headers = {"Retry-After": script.retry_after} if script.retry_after is not None else {}
    if script.fault == "drop":
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    if script.fault == "hang":
        await asyncio.Event().wait()
    answers: dict[str, Callable[[], web.Response]] = {
        "429": lambda: web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers),
        "status": lambda: web.json_response({"ok": False, "error": script.code}, status=script.status, headers=headers),
        "error": lambda: web.json_response({"ok": False, "error": script.code}, headers=headers),
        "html": lambda: web.Response(status=script.status, text="<html>sorry</html>", content_type="text/html"),
        "text": lambda: web.Response(status=script.status, text=script.code),
        "list": lambda: web.json_response([]),
        "empty": lambda: web.Response(status=script.status, content_type="application/json"),
        "truncated": lambda: web.Response(text='{"ok": true, "ts": "17', content_type="application/json"),
        "garbled": lambda: web.Response(body=b'\xff\xfe{"ok"', content_type="application/json"),
    }
    return answers[script.fault]()


# --- What Slack refuses ------------------------------------------------------------------------------------------
# https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/reference/methods/chat.postMessage

BLOCK_TYPES = {"actions", "context", "divider", "header", "image", "rich_text", "section"}
RICH_TEXT = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
POINTERS = {"invalid_blocks": {"errors": ["invalid [json-pointer:/blocks/0]"]}}
INLINE = {"text", "link", "broadcast", "user", "usergroup", "emoji", "date", "channel", "color"}


def message_problem(arguments: Arguments) -> str | None:
    """Slack's error code for a message that it would refuse; None for one that it would take."""
    blocks, text = arguments.get("blocks") or [], arguments.get("text") or ""
    if not blocks and not text.strip():
        return "no_text"
    if len(text) > 40_000:
        return "msg_too_long"
    metadata = arguments.get("metadata")
    if metadata is not None and len(json.dumps(metadata)) > 8_000:
        return "metadata_too_large"
    if metadata is not None and not {"event_type", "event_payload"} <= set(metadata):
        return "invalid_metadata_format"
    if len(blocks) > 50 or any(_is_invalid(block) for block in blocks):
        return "invalid_blocks"
    return "msg_blocks_too_long" if sum(map(len, _texts(blocks))) > 12_000 else None


def _channel_problem(channel: Channel | None) -> str | None:
    if channel is None or (channel.is_private and not channel.is_member):
        return "channel_not_found"
    return "is_archived" if channel.is_archived else None


def _is_invalid(block: dict[str, Any]) -> bool:
    kind = block.get("type")
    if kind not in BLOCK_TYPES:
        return True
    if kind == "section":
        return not _is_text(block.get("text"), 3_000) and "fields" not in block
    if kind == "header":
        return not _is_text(block.get("text"), 150) or block["text"]["type"] != "plain_text"
    if kind == "context":
        elements = block.get("elements", [])
        return not 1 <= len(elements) <= 10 or not all(e["type"] == "image" or _is_text(e, 3_000) for e in elements)
    if kind == "rich_text":
        return not block.get("elements") or not all(map(_is_rich_text, block["elements"]))
    return False


def _is_text(text: Any, limit: int) -> bool:
    known = isinstance(text, dict) and text.get("type") in {"mrkdwn", "plain_text"}
    return known and isinstance(text.get("text"), str) and 1 <= len(text["text"]) <= limit


def _is_rich_text(element: dict[str, Any]) -> bool:
    if element.get("type") not in RICH_TEXT or not element.get("elements"):
        return False
    if element["type"] == "rich_text_list":
        return element.get("style") in {"bullet", "ordered"} and all(map(_is_rich_text, element["elements"]))
    return all(map(_is_inline, element["elements"]))


def _is_inline(element: dict[str, Any]) -> bool:
    kind = element.get("type")
    if kind == "text":
        return isinstance(element.get("text"), str) and element["text"] != ""
    if kind == "link":
        return str(element.get("url", "")).startswith(("http://", "https://"))
    if kind == "broadcast":
        return element.get("range") in {"here", "channel", "everyone"}
    return kind in INLINE


def _texts(value: Any) -> Iterator[str]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        if name in {"text", "url"} and isinstance(part, str):
            yield part
        yield from _texts(part)


# --- As a process of its own -------------------------------------------------------------------------------------


async def _serve(arguments: argparse.Namespace) -> None:
    stand_in = SlackStandIn(ledger=arguments.ledger, port=arguments.port, pace=arguments.pace, burst=arguments.burst)
    stand_in.channels += [Channel(f"C1{n:06}", name.removeprefix("#")) for n, name in enumerate(arguments.channel)]
    async with stand_in:
        print(f"http://127.0.0.1:{stand_in.port}", flush=True)  # noqa: T201 the process's way to say where it is
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for Slack. Its token is " + TOKEN)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--pace", type=float, default=None, help="messages a second and channel")
    parser.add_argument("--burst", type=int, default=1)
    parser.add_argument("--channel", action="append", default=[], help="a further channel; can be given again")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
