"""The canary: a test item that walks the whole way now and then: a watch that no longer tells must not look quiet.

    a feed file of its own ─ fetch ─ parse ─ match ─ story ─ outbox ─ its channel, or nowhere ─ forgotten

It takes the doors, the workers, the store and the courier of the watch; only the rule, one word, is its own. Its feed's
id is marked (model.CANARY), so that lists and counts leave it out; its rows are gone when the walk ends.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from monitor.calm import channels_of
from monitor.config import Config
from monitor.errors import StoreError
from monitor.health import Canary
from monitor.metrics import Metrics
from monitor.model import CANARY, DeliveryState, Feed
from monitor.operating import CanaryConfig
from monitor.pipeline import PollResult
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.store import StoreThread

FIRST = timedelta(seconds=20)  # after the start: what does not work then should not wait for the first hour
LOOK = 0.2  # seconds, between two looks at whether it was told
NOWHERE = "the canary's nowhere"  # no channel's name holds a space
RULES = RuleSet(rules=(Rule(id="canary", title="Canary", when=parse("title:canary")),), digest="canary")
FEED = """\
<?xml version="1.0"?>
<rss version="2.0"><channel><title>Canary</title><item><title>Canary {name}</title>
<description>A test item: the watch of {at} works from feed to message.</description>
<link>https://canary.invalid/{name}</link><guid>{name}</guid><pubDate>{at}</pubDate></item></channel></rss>
"""


def channel_apart(config: Config, rules: Iterable[Rule]) -> str | None:
    """The canary's channel, where no alert goes: that it fails is told of the canary, and the watch is ready still."""
    channel = channel_of_canary(config)
    slack = config.slack
    return channel if channel not in channels_of(rules, slack.channel, slack.routes) else None


def channel_of_canary(config: Config) -> str | None:
    """The canary's channel: with a webhook alone there is none beside that of the alerts."""
    return config.canary.channel if config.slack.token is not None else None


def channels_in_use(config: Config, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Every channel that something goes to: alerts, notices, and the canary."""
    slack = config.slack
    beside = filter(None, (slack.admin_channel, channel_of_canary(config)))
    return tuple(sorted({*channels_of(rules, slack.channel, slack.routes), *beside}))


class Polls(Protocol):
    """The poller of the canary's feed."""

    async def poll_all(self) -> list[PollResult | None]: ...


class CanaryWalk:
    """Walks when it is due. `poller_of` makes the poller of a feed, for the canary's rule and channel."""

    def __init__(
        self,
        config: CanaryConfig,
        *,
        store: StoreThread,
        clock: Callable[[], datetime],
        folder: Path,
        poller_of: Callable[[Feed], Polls],
        deliver: Callable[[], Awaitable[object]],
        metrics: Metrics,
        channel: str,
    ) -> None:
        self.config = config
        self.store = store
        self.clock = clock
        self.deliver = deliver
        self.metrics = metrics
        self.channel = channel
        self.last: Canary | None = None
        self.is_ending = False
        self.due_at = clock() + min(FIRST, config.every)
        self.path = folder / "canary.xml"
        self.feed = Feed(
            id=f"{CANARY}{uuid.uuid4().hex[:8]}",
            url=str(self.path),
            publisher="monitor",
            every=config.every,
            max_age=timedelta(days=1),
            backlog="all",
        )
        self.poller = poller_of(self.feed)

    async def walk_if_due(self) -> None:
        """Walks, where it is time. Raises StoreError."""
        begun = self.clock()
        if begun < self.due_at:
            return
        self.due_at = begun + self.config.every
        self.metrics.walks()
        try:
            fault = await self._walk(begun)
            await self._forget()
        except StoreError:
            self.due_at = begun + FIRST  # an hour without a test item would not be known to be well
            raise
        took = None if fault is not None else (self.clock() - begun).total_seconds()
        self.last = Canary(at=begun, seconds=took, fault=fault)
        self.metrics.walked(self.last)

    def end(self) -> None:
        """The process ends: a walk that waits for its message waits no longer."""
        self.is_ending = True

    async def _walk(self, begun: datetime) -> str | None:
        """None once it was told; else where it stopped, as a sentence."""
        try:
            self.path.write_text(FEED.format(name=uuid.uuid4().hex, at=format_datetime(begun)), encoding="utf-8")
        except OSError as exc:
            return f"its feed can't be written to {self.path}: {exc.strerror}"
        await self._forget()
        await self.store.do(lambda store: store.enrol((self.feed,), begun))
        polls = await self.poller.poll_all()
        poll = polls[0] if polls else None
        if poll is None:
            return "its feed could not be polled, or what it said not be recorded: see the log"
        if poll.fault is not None:
            return f"its feed could not be read: {poll.fault}"
        if not poll.told:
            return "it was read, and no message was made of it"
        return await self._told(begun + self.config.within)

    async def _told(self, until: datetime) -> str | None:
        while not self.is_ending:
            await self.deliver()
            delivery = await self.store.do(lambda store: store.canaries.delivery(self.feed.id))
            if delivery is not None and delivery.state is DeliveryState.SENT:
                return None
            if delivery is None or delivery.state is DeliveryState.DEAD or self.clock() >= until:
                why = delivery.fault if delivery is not None and delivery.fault else "nobody took it"
                return f"its message was not accepted: {why}"
            await asyncio.sleep(LOOK)
        return "monitor ended while it waited"

    async def _forget(self) -> None:
        await self.store.do(lambda store: store.canaries.forget(self.feed.id, self.channel, self.clock()))
