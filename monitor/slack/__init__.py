"""Telling: Alert → Message (message.py, pure) → a Sender (send.py, the door) → SendOutcome.

`Sender` stands here because its callers are outside: they hold one, and never ask which.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.model import Message
from monitor.outcomes import LookUp, SendOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One finding of a sender's self-test: `subject` is "token", "scopes" or a channel, `sentence` is for people."""

    subject: str
    ok: bool
    sentence: str


class Sender(Protocol):
    """A way to tell. No method raises for the network or for Slack: what came of it is the return value."""

    @property
    def name(self) -> str:
        """What logs and `status` call this way: "slack", "webhook" or "terminal"."""

    @property
    def is_remote(self) -> bool:
        """Whether messages leave this machine: then they are paced, and each is a line in the log."""

    async def post(
        self, channel: str, message: Message, key: str | None, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> SendOutcome:
        """Post `message` in `channel` ("#name" or an id), or in the thread of `thread_ts`.

        With `broadcast` the channel shows what stands in a thread as well.

        `key` is the delivery's key: where the way allows, it travels with the message and `find` meets it again.
        None sends without one.
        """

    async def edit(self, channel_id: str, ts: str, message: Message, key: str | None) -> SendOutcome:
        """Replace the message at `ts`. `channel_id` is the one that `Sent` gave: a name won't do."""

    async def find(self, channel: str, key: str, since: datetime, thread_ts: str | None = None) -> LookUp:
        """Look for the message that carries `key` and was posted at `since` or later.

        Slack's channel history leaves out the replies of threads: give `thread_ts` to look in that thread instead.
        """

    async def check(self, channels: tuple[str, ...] = ()) -> tuple[Checked, ...]:
        """Try the credential and each channel, without posting anything."""

    async def close(self) -> None:
        """Release connections. The sender is not used afterwards."""
