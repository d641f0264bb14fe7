"""Notices: what those who run monitor must know, told through whatever still works.

    lines ─ the first way that takes them: admin channel · webhook beside the token · [admin]'s webhook · mail
          ─ always the log

What waits stays in the outbox; a notice is no delivery and holds nothing up. What to tell, and when, is decided in
health/review.py.
"""

import asyncio
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

import structlog

from monitor.errors import StoreError
from monitor.model import Message
from monitor.outbox import PACE
from monitor.outcomes import Sent
from monitor.slack import Sender
from monitor.slack.mrkdwn import escaped
from monitor.store import StoreThread

log = structlog.get_logger("outbox")

TURNS = 20  # how often a channel's turn is waited for, a second each; then the next way is tried
PATIENCE = 60.0  # seconds for one way, its turn included
MOST_LINES = 20  # of one notice; `monitor status` has them all


class Way(Protocol):
    """Where a notice can go."""

    @property
    def name(self) -> str:
        """What the log calls this way: a channel, "webhook", "mail"."""

    async def tell(self, lines: Sequence[str]) -> str | None:
        """Tells these lines, of plain text. None where they were taken; else why not, as a sentence."""


class SlackWay:
    """A channel of a sender. `channel` is empty for an incoming webhook, which has its own."""

    def __init__(self, sender: Sender, channel: str, store: StoreThread, clock: Callable[[], datetime]) -> None:
        self.name = channel or f"Slack's {sender.name}"
        self.sender = sender
        self.channel = channel
        self.store = store
        self.clock = clock

    async def tell(self, lines: Sequence[str]) -> str | None:
        if self.channel and not await self._has_turn():
            return "the channel is busy"
        outcome = await self.sender.post(self.channel, notice(lines), uuid.uuid4().hex)
        return None if isinstance(outcome, Sent) else getattr(outcome, "fault", type(outcome).__name__)

    async def _has_turn(self) -> bool:
        """The channel's pace holds for notices too, but a store that fails must not keep us from saying so."""
        for _ in range(TURNS):
            try:
                if await self.store.do(lambda store: store.take_turn(self.channel, self.clock(), PACE)):
                    return True
            except StoreError:
                return True
            await asyncio.sleep(1)
        return False


class Notices:
    """Tells lines through the first of `ways` that takes them."""

    def __init__(self, ways: Iterable[Way] = ()) -> None:
        self.ways = tuple(ways)

    async def tell(
        self, lines: Sequence[str], *, is_first: bool = True, logged: AbstractSet[str] = frozenset()
    ) -> bool:
        """Whether somebody was told, or there is only the log to tell. `is_first`: not tried before, so log it.

        `logged`: lines whose matter the log has already.
        """
        shown = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more: see `monitor status`"]
        shown = shown if len(lines) > MOST_LINES else list(lines)
        told_to, failed = "", {}
        for way in self.ways:
            fault = await _within_patience(way, shown)
            if fault is None:
                told_to = way.name
                break
            failed[way.name] = fault
        fresh = [line for line in lines if line not in logged]
        if (is_first or told_to) and (fresh or self.ways):
            facts: dict[str, object] = {"notice": "\n".join(fresh) or SAID, "told_to": told_to or "this log only"}
            facts |= {"not_told_to": failed} if failed else {}
            if any(line.startswith(WARNS) for line in fresh) or failed:
                log.error("needs a person", **facts)
            else:
                log.info("notice", **facts)
        return bool(told_to) or not self.ways


COMMAND = re.compile(r"ˋ(monitor [A-Za-z -]+)ˋ")  # as `escaped` leaves it
WARNS = "⚠️"
SAID = "what this log said of an edit"


async def _within_patience(way: Way, lines: Sequence[str]) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await way.tell(lines)
    except TimeoutError:
        return f"it did not answer within {PATIENCE:g} s"
    except Exception as error:
        # Addresses and sentences come from outside, and libraries raise anything for them; the next way must be tried.
        log.exception("a way for notices failed by our own fault", way=way.name)
        return f"it failed by our own fault ({type(error).__name__}): see the log"


def notice(lines: Sequence[str]) -> Message:
    """Lines as a message: escaped, since what is wrong quotes feeds and servers. Our commands look like commands."""
    return Message(text="\n".join(COMMAND.sub(r"`\1`", escaped(line)) for line in lines))
