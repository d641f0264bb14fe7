"""The door to a mail server: lines → one mail, for what must be known while Slack itself fails.

aiosmtplib speaks; whatever the server or the network does becomes a sentence.
"""

import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiosmtplib

from monitor.operating import MailConfig

TIMEOUT = 20.0  # seconds, for each step of the conversation


class Mail:
    """A way for notices. Where a server offers STARTTLS it is used; a password never goes in the clear."""

    name = "mail"

    def __init__(self, config: MailConfig) -> None:
        self.config = config

    async def tell(self, lines: Sequence[str]) -> str | None:
        config = self.config
        try:
            await aiosmtplib.send(
                mail_of(lines, config),
                hostname=config.host,
                port=config.port,
                use_tls=config.tls,
                start_tls=None if config.user is None else not config.tls,
                username=config.user,
                password=config.password.get_secret_value() if config.password else None,
                timeout=TIMEOUT,
            )
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as exc:
            server = f"{config.host}:{config.port}"
            return f"the mail server {server} did not take it ({type(exc).__name__}): check [admin] smtp"
        return None


def mail_of(lines: Sequence[str], config: MailConfig) -> EmailMessage:
    """The mail that says these lines; the first one, cut, is its subject."""
    mail = EmailMessage()
    mail["Subject"] = f"monitor: {' '.join(lines[0].split())[:120]}"
    mail["From"] = config.sender
    mail["To"] = ", ".join(config.to)
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=config.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content("\n".join(lines) + "\n\n`monitor status` says how the whole stands.\n")
    return mail
