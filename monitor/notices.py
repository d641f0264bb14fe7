"""Notices: that a channel or the token fails, told once to a person through whatever still works.

    new fault ─ the admin channel ─ else the spare way (a webhook beside the token) ─ always the log

What waits stays in the outbox; a notice is no delivery and holds nothing up. `status` goes on showing the fault.
"""

import asyncio
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from monitor.model import Message
from monitor.outbox import PACE
from monitor.outcomes import Sent
from monitor.slack import Sender
from monitor.slack.mrkdwn import escaped
from monitor.store import StoreThread

log = structlog.get_logger("outbox")

TURNS = 20  # how often a channel's turn is waited for, a second each; then the next way is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a notice can go. `channel` is empty for a webhook, which has its own."""

    sender: Sender
    channel: str = ""


class Notices:
    """Tells a fault through the first of `ways` that takes it."""

    def __init__(self, store: StoreThread, ways: Iterable[Way], clock: Callable[[], datetime]) -> None:
        self.store = store
        self.ways = tuple(ways)
        self.clock = clock

    async def tell(self, channel: str, fault: str) -> None:
        """One notice that `channel` fails because of `fault`, a sentence that says what to do."""
        message = notice(channel, fault)
        told_to = ""
        for way in self.ways:
            if way.channel != channel and not told_to and await self._takes(way, message):
                told_to = way.channel or way.sender.name
        log.error("needs a person", channel=channel, fault=fault, told_to=told_to or "this log only")

    async def _takes(self, way: Way, message: Message) -> bool:
        if way.channel and not await self._has_turn(way.channel):
            return False
        outcome = await way.sender.post(way.channel, message, uuid.uuid4().hex)
        return isinstance(outcome, Sent)

    async def _has_turn(self, channel: str) -> bool:
        """The channel's pace holds for notices too."""
        for _ in range(TURNS):
            if await self.store.do(lambda store: store.take_turn(channel, self.clock(), PACE)):
                return True
            await asyncio.sleep(1)
        return False


def notice(channel: str, fault: str) -> Message:
    """What a person is told: which channel fails, why, and that nothing is lost."""
    waits = "What waits there is kept, and goes out once this is mended."
    sentence = f"monitor can't tell anything in {channel}: {fault}. {waits}"
    return Message(text=f"⚠️ {escaped(sentence)}")
