"""HTTP/1.1 on the wire: httpx's request → a connection of its own → httpx's response, its body as it arrives.

httpx's own transport spends most of a fetch on what is of no use here: a pool, locks and cancel scopes for connections
that serve one request each. So h11 speaks HTTP, asyncio moves the bytes, and there is nothing between them. Where a
connection goes is the guard's to say (guard.py). Faults are httpcore's, as httpx's own transport has them.
"""

import asyncio
import re
import ssl
from collections import deque
from collections.abc import AsyncIterator
from enum import Enum, auto

import h11
import httpcore
import httpx

from monitor.feeds.guard import Dialer

AT_ONCE = 64 * 1024  # bytes that are read at one time
LONGEST_HEAD = 100 * 1024  # bytes of an answer's status and headers
MOST_BEFORE = 20  # informational answers (1xx) before the one that counts
CLOSED = (h11.EndOfMessage, h11.ConnectionClosed)
BEGINNING = 40  # bytes of an answer that is none, to tell what it is
BYTES = re.compile(r"bytearray\(b(.*)\)")  # as h11 quotes a line
TLS_RECORDS = (b"\x15\x03", b"\x16\x03")  # an alert, a handshake: RFC 8446 §5.1


class How(Enum):
    """In what way an answer is none, or not whole."""

    NO_ANSWER = auto()  # closed before a byte of it
    NOT_HTTP = auto()
    TLS = auto()  # at a port that was asked in plain HTTP
    HEAD_CUT = auto()
    HEAD_TOO_LARGE = auto()
    HEAD_WRONG = auto()
    PROMISES = auto()  # informational answers without end
    OTHER_PROTOCOL = auto()  # to which nobody asked to change
    BODY_CUT = auto()
    BODY_WRONG = auto()


class Broken(httpcore.RemoteProtocolError):
    """An answer that is none, or not whole. `detail`: what can be said of it beside that."""

    def __init__(self, how: How, detail: str = "") -> None:
        self.how, self.detail = how, detail
        super().__init__(f"{how.name}: {detail}")


class GuardedTransport(httpx.AsyncBaseTransport):
    """A connection for each request, and none kept: two polls of one feed are minutes apart.

    The caller bounds how many there are. Redirects, cookies and inflating are not its business.
    """

    def __init__(self, dialer: Dialer) -> None:
        self._dialer = dialer
        self._gate = Gate()
        self._tls = httpx.create_ssl_context()
        self._tls.set_alpn_protocols(["http/1.1"])

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url, patience = request.url, request.extensions["timeout"]
        is_secure = url.scheme == "https"
        await self._gate.pass_()
        reader, writer = await self._dialer.connect(
            url.raw_host.decode("ascii"),
            url.port or (443 if is_secure else 80),
            tls=self._tls if is_secure else None,
            within=patience["connect"],
        )
        exchange = Exchange(reader, writer, self._gate, patience["read"])
        try:
            exchange.ask(request)
            answer = await exchange.answer()
        except BaseException:
            await exchange.aclose()
            raise
        return httpx.Response(answer.status_code, headers=answer.headers.raw_items(), stream=exchange)


class Exchange(httpx.AsyncByteStream):
    """One request and its answer. `patience`: seconds without a byte."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: "Gate", patience: float
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._gate = gate
        self._patience = patience
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD)
        self._beginning = b""
        self._is_answered = False  # status and headers have come
        self._is_over = False  # the server closed the connection
        self._received_body = 0

    def ask(self, request: httpx.Request) -> None:
        """Puts a request without a body on its way."""
        asked = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        try:
            self._writer.write((self._state.send(asked) or b"") + (self._state.send(h11.EndOfMessage()) or b""))
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(error) from error

    async def answer(self) -> h11.Response:
        """Status and headers; what servers say before those (RFC 9110 §15.2) is passed over."""
        for _ in range(MOST_BEFORE + 1):
            event = await self._event()
            if isinstance(event, h11.Response):
                self._is_answered = True
                return event
            if isinstance(event, CLOSED):
                raise Broken(How.NO_ANSWER)
        raise Broken(How.PROMISES)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not isinstance(event := await self._event(), CLOSED):
            if isinstance(event, h11.Data):
                self._received_body += len(event.data)
                yield bytes(event.data)

    async def _event(self) -> object:
        while True:
            try:
                event = self._state.next_event()
            except h11.RemoteProtocolError as error:
                raise self._broken(error) from error
            if event is not h11.NEED_DATA:
                return event
            self._state.receive_data(await self._received())

    def _broken(self, error: h11.RemoteProtocolError) -> Broken:
        """What h11 calls a breach of the protocol, by how far the answer had come."""
        if self._is_answered and self._is_over:
            return Broken(How.BODY_CUT, f"after {self._received_body:,} bytes of it")
        if self._is_answered:
            return Broken(How.BODY_WRONG)
        if self._beginning.startswith(TLS_RECORDS):
            return Broken(How.TLS)
        if self._beginning and not b"HTTP/".startswith(self._beginning[:5]):
            return Broken(How.NOT_HTTP, repr(self._beginning.decode("latin-1")))
        if self._beginning[9:12] == b"101":
            return Broken(How.OTHER_PROTOCOL)
        if error.error_status_hint == 431:
            return Broken(How.HEAD_TOO_LARGE, f"{LONGEST_HEAD // 1024} KiB")
        if not self._is_over:
            return Broken(How.HEAD_WRONG, BYTES.sub(r"\1", str(error))[:100])
        return Broken(How.HEAD_CUT if self._beginning else How.NO_ANSWER)

    async def _received(self) -> bytes:
        try:
            async with asyncio.timeout(self._patience):
                received = await self._reader.read(AT_ONCE)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(error) from error
        except (OSError, ssl.SSLError) as error:
            raise httpcore.ReadError(error) from error
        await self._gate.pass_()
        self._is_over = not received
        if len(self._beginning) < BEGINNING:
            self._beginning += received[: BEGINNING - len(self._beginning)]
        return received

    async def aclose(self) -> None:
        """At once: whoever says no goodbye is not waited for."""
        self._writer.transport.abort()


class Gate:
    """Lets a few through in each turn of the event loop; the others, in their order, in the next ones.

    Thirty answers that arrive together, half a millisecond's work each, would be one turn, and hold up all that is not
    polling: an alert on its way, the health page.
    """

    def __init__(self, width: int = 2) -> None:
        self._width = width
        self._passed = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def pass_(self) -> None:
        loop = asyncio.get_running_loop()
        if self._passed >= self._width or self._waiting:
            waits = loop.create_future()
            self._waiting.append(waits)
            await waits
            return
        if not self._passed:
            loop.call_soon(self._open)
        self._passed += 1

    def _open(self) -> None:
        """A turn later: for those who waited, and who have not gone away."""
        self._passed = 0
        while self._waiting and self._passed < self._width:
            waits = self._waiting.popleft()
            if not waits.done():
                waits.set_result(None)
                self._passed += 1
        if self._passed:
            asyncio.get_running_loop().call_soon(self._open)
