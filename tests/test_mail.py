"""Mail as the second way out: over TLS, with a login, and never a password in the clear."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from email import message_from_string
from email.header import decode_header, make_header

import pytest
from pydantic import SecretStr

from monitor.mail import Mail
from monitor.operating import MailConfig

USER, PASSWORD = "watch", "mail-canary-5c1e"


@dataclass
class MailServer:
    """A real SMTP conversation on loopback. With `tls` it offers STARTTLS, or speaks it from the first byte."""

    tls: ssl.SSLContext | None = None
    from_the_start: bool = False
    refuses: bool = False
    port: int = 0
    mails: list[str] = field(default_factory=list)
    logins: list[tuple[str, bool]] = field(default_factory=list)  # what was said, and whether it was encrypted
    secret: bool = False  # whether this conversation is

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.secret = self.from_the_start
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            verb, _, rest = line.partition(" ")
            writer.write(self.answer(verb.upper(), rest))
            await writer.drain()
            if verb.upper() == "STARTTLS" and self.tls is not None:
                try:
                    await writer.start_tls(self.tls)
                except (ssl.SSLError, ConnectionError):  # the other side does not trust our certificate
                    break
                self.secret = True
            elif verb.upper() == "DATA":
                self.mails.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                writer.write(b"250 taken\r\n")
            elif verb.upper() == "QUIT":
                break
        writer.close()

    def answer(self, verb: str, rest: str) -> bytes:
        match verb:
            case "EHLO":
                offers = b"250-STARTTLS\r\n" if self.tls is not None and not self.secret else b""
                return b"250-here\r\n" + offers + b"250 AUTH PLAIN\r\n"
            case "AUTH":
                said = b64decode(rest.rpartition(" ")[2]).decode()
                self.logins.append((said, self.secret))
                return b"235 welcome\r\n" if said == f"\0{USER}\0{PASSWORD}" else b"535 no\r\n"
            case "RCPT" if self.refuses:
                return b"550 nobody here\r\n"
        return {"STARTTLS": b"220 go on\r\n", "DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(
            verb, b"250 fine\r\n"
        )


@asynccontextmanager
async def listening(server: MailServer) -> AsyncIterator[MailServer]:
    tls = server.tls if server.from_the_start else None
    async with await asyncio.start_server(server.converse, "127.0.0.1", 0, ssl=tls) as opened:
        server.port = opened.sockets[0].getsockname()[1]
        yield server


def mail_config(server: MailServer, *, login: bool = False) -> MailConfig:
    config = MailConfig(
        host="127.0.0.1",
        port=server.port,
        tls=server.from_the_start,
        sender="m@example.org",
        to=("ops@example.org",),
    )
    return replace(config, user=USER, password=SecretStr(PASSWORD)) if login else config


async def test_a_notice_goes_by_mail_with_its_first_line_as_subject() -> None:
    async with listening(MailServer()) as server:
        assert await Mail(mail_config(server)).tell(["⚠️ the token\nis revoked", "second"]) is None

    mail = message_from_string(server.mails[0].replace("\r\n", "\n"))
    assert mail["To"] == "ops@example.org"
    assert "the token is revoked" in str(make_header(decode_header(mail["Subject"])))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("from_the_start", [False, True], ids=["STARTTLS", "TLS"])
async def test_a_login_goes_over_tls(tls: ssl.SSLContext, from_the_start: bool) -> None:
    async with listening(MailServer(tls=tls, from_the_start=from_the_start)) as server:
        assert await Mail(mail_config(server, login=True)).tell(["x"]) is None

    assert server.logins == [(f"\0{USER}\0{PASSWORD}", True)]
    assert len(server.mails) == 1


async def test_a_password_is_not_said_in_the_clear_nor_to_a_stranger(tls: ssl.SSLContext) -> None:
    faults = []
    for server in (MailServer(), MailServer(tls=tls)):  # the second has a certificate that nobody vouches for
        async with listening(server):
            faults.append(await Mail(mail_config(server, login=True)).tell(["x"]))
        assert (server.logins, server.mails) == ([], [])

    assert [fault and "did not take it" in fault and PASSWORD not in fault for fault in faults] == [True, True]


@pytest.mark.usefixtures("trusted")
async def test_mail_that_can_not_be_sent_is_a_sentence(tls: ssl.SSLContext) -> None:
    faults = []
    async with listening(MailServer(tls=tls, refuses=True)) as server:
        faults.append(await Mail(mail_config(server)).tell(["x"]))
        stranger = replace(mail_config(server, login=True), password=SecretStr("wrong"))
        faults.append(await Mail(stranger).tell(["x"]))
    faults.append(await Mail(replace(mail_config(server), port=1)).tell(["x"]))

    assert ["did not take it" in (fault or "") for fault in faults] == [True] * 3
    assert "SMTPAuthenticationError" in str(faults[1])
