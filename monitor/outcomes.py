"""What came of sending a message, and of looking one up: values, whatever Slack or the network did."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Accepted. `ts` is None where the way gives none (terminal, webhook)."""

    ts: str | None = None
    channel_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """Refused for now (429): nothing was sent, and the attempt does not count."""

    retry_after: timedelta
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """The network failed before anything could be sent (refused, no such host, TLS): safe to try again."""

    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """May have been sent: timeout, cut connection, 5xx, an answer that can't be read."""

    fault: str


class RefusalKind(StrEnum):
    PAYLOAD = "payload"  # this message, in this form: send it plain, then give up
    CHANNEL = "channel"  # this channel: hold what waits for it
    CREDENTIAL = "credential"  # this token: hold everything
    METADATA = "metadata"  # our key with the message: send it without
    GONE = "gone"  # the message to change or to answer: nothing to change, and the answer stands by itself
    OTHER = "other"  # a code that we do not know: dead letter, loudly


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A definite no. `code` is Slack's; `fault` is a sentence that says what to do about it."""

    kind: RefusalKind
    code: str
    fault: str


SendOutcome = Sent | Throttled | NotSent | Ambiguous | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A look-up met our delivery key in the channel."""

    ts: str
    channel_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """The channel's history was read back far enough, and our key is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsearchable:
    """History can't be read, and waiting will not change that (no scope, no history at all, too long)."""

    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """History can't be read for now (throttled, an outage, a token to be mended): look again, never send blindly.

    `retry_after` where Slack says how long; `needs_person` where it will stay so until somebody mends it.
    """

    fault: str
    retry_after: timedelta | None = None
    needs_person: bool = False


LookUp = Found | Absent | Unsearchable | NotNow
