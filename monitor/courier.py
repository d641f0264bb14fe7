"""The courier: carries the outbox to Slack, one ordered queue per channel.

    claim ─ pending: compose → begin → send → settle
          ─ unknown: look our key up in the channel → settle

It drives the store and a sender, which it is given; what becomes of a delivery is decided in outbox.py.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from monitor.errors import StoreError
from monitor.leases import LEASE, Leases
from monitor.metrics import Metrics
from monitor.model import Act, Alert, Delivery, DeliveryState, Message, OnAmbiguous, Reason
from monitor.outbox import MUTED_MEANWHILE, PROBE, Settled, after_attempt, after_look_up, untouched
from monitor.outcomes import LookUp, SendOutcome, Sent, Unsearchable
from monitor.slack import Sender
from monitor.slack.message import compose, compose_plain, compose_reply
from monitor.slack.summary import compose_summary
from monitor.store import StoreThread

log = structlog.get_logger("outbox")

ATTEMPT = timedelta(seconds=30)  # the longest that a call of Slack may take: slack/send.py
BATCH = 64  # channels in one go
KEYLESS = Unsearchable(fault="Slack did not take our key with this message")
BROADCAST = {Reason.NEW_RULE, Reason.ESCALATED}  # answers that those who left the thread should see as well


class Courier:
    """Sends what is due. One instance per process."""

    def __init__(
        self,
        store: StoreThread,
        sender: Sender,
        *,
        on_ambiguous: OnAmbiguous,
        clock: Callable[[], datetime],
        leases: Leases,
        probe: timedelta = PROBE,
        nowhere: str | None = None,
        on_trouble: Callable[[], Awaitable[object]] | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.store = store
        self.sender = sender
        self.on_ambiguous = on_ambiguous
        self.clock = clock
        self.leases = leases
        self.probe = probe
        self.nowhere = nowhere  # a channel whose messages are composed, and sent nowhere
        self.on_trouble = on_trouble  # called when a person is needed
        self.metrics = metrics or Metrics()
        self.under_way: set[asyncio.Task[None]] = set()
        self.unsettled: list[Settled] = []  # what came of attempts while the store refused to take it

    async def deliver_due(self) -> int:
        """Takes the first delivery of every channel that may be written to now; returns how many, at once.

        Each is sent in a task of its own: a channel that hangs stalls no other. `drain` waits for them. Raises
        StoreError, and sends nothing, while the store takes neither what came of the last attempts nor new ones.
        """
        if self.unsettled:
            await self._settle_late()
        asked_at = self.leases.uptime()
        claimed = await self.store.do(lambda store: store.claim_deliveries(self.clock(), LEASE, BATCH))
        self.leases.take((delivery.lease for delivery in claimed), asked_at)
        for delivery in claimed:
            task = asyncio.create_task(self._claimed(delivery), name=f"delivery {delivery.id}")
            self.under_way.add(task)
            task.add_done_callback(self._done)
        return len(claimed)

    async def drain(self, timeout: timedelta) -> bool:
        """Waits for what is under way. False where some of it is not done in time: it stays claimed, in the store."""
        if not self.under_way:
            return True
        _, late = await asyncio.wait(self.under_way, timeout=timeout.total_seconds())
        return not late

    def abandon(self) -> None:
        """Gives up what is still under way. It stays `sending` in the store, and is looked up at the next start."""
        for task in self.under_way:
            task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self.under_way.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a delivery failed by our own fault", task=task.get_name(), exc_info=task.exception())

    async def _claimed(self, delivery: Delivery) -> None:
        try:
            await self._deliver(delivery)
        except StoreError as exc:  # before anything went out, since what comes of that is kept by _settle
            self.unsettled.append(untouched(delivery, self.clock()))
            log.error("a message waits for the store", story=delivery.story_id, fault=str(exc))
        finally:
            self.leases.drop(delivery.lease)

    async def _deliver(self, delivery: Delivery) -> None:
        post = await self.store.persist(lambda store: store.post_of(delivery))
        if delivery.state is DeliveryState.UNKNOWN:
            await self._look_up(delivery, post)
            return
        if delivery.act is Act.SUMMARY:
            await self._summarise(delivery)
            return
        alert = await self.store.persist(lambda store: store.alert_for(delivery))
        if alert is None:
            await self._skip(delivery, "its item is no longer kept")
        elif await self.store.persist(lambda store: store.is_muted(delivery, self.clock())):
            await self._skip(delivery, MUTED_MEANWHILE)
        elif delivery.act is Act.EDIT and (post is None or not _can_be_edited(post)):
            await self._skip(delivery, "there is no message that could be edited")
        elif delivery.act is Act.REPLY and delivery.reason is Reason.NEW_SOURCE and (post is None or not post.ts):
            await self._skip(delivery, "there is no thread, and another publisher is no reason for a new message")
        else:
            await self._attempt(delivery, message_for(delivery, alert, self.clock()), post)

    async def _summarise(self, delivery: Delivery) -> None:
        message = compose_summary(await self.store.persist(lambda store: store.summary_for(delivery)))
        await self._attempt(delivery, replace(message, blocks=()) if delivery.plain else message, None)

    async def _attempt(self, delivery: Delivery, message: Message, post: Delivery | None) -> None:
        now = self.clock()
        if await self._begin(delivery, now):
            begun = replace(delivery, attempted_at=now)
            await self._attempted(begun, await self._send(begun, message, post))

    async def _begin(self, delivery: Delivery, now: datetime) -> bool:
        """Commits that it goes out. False: its lease could end meanwhile, and another replica send it too."""
        begun = await self.store.do(lambda store: store.begin(delivery, now))
        if begun and self.leases.lasts(delivery.lease, ATTEMPT):
            return True
        log.warning("not sent: we were away for too long, and another replica may be at it", delivery=delivery.id)
        return False

    async def _attempted(self, delivery: Delivery, outcome: SendOutcome) -> None:
        self.metrics.attempted(type(outcome).__name__.lower())
        jitter = random.random()  # noqa: S311  # spreads retries
        await self._settle(after_attempt(delivery, outcome, self.clock(), jitter, self.probe))

    async def _send(self, delivery: Delivery, message: Message, post: Delivery | None) -> SendOutcome:
        if delivery.channel == self.nowhere:
            return Sent()
        if delivery.act is Act.EDIT and post is not None:
            key = None if delivery.keyless else post.key
            return await self.sender.edit(post.channel_id or post.channel, post.ts or "", message, key)
        thread = _thread(delivery, post)
        broadcast = thread is not None and delivery.reason in BROADCAST
        return await self.sender.post(delivery.channel, message, _key(delivery), thread, broadcast=broadcast)

    async def _look_up(self, delivery: Delivery, post: Delivery | None) -> None:
        found = KEYLESS if delivery.keyless else await self._find(delivery, post)
        log.info("looked up", delivery=delivery.id, channel=delivery.channel, found=type(found).__name__.lower())
        await self._settle(after_look_up(delivery, found, self.clock(), self.on_ambiguous))

    async def _find(self, delivery: Delivery, post: Delivery | None) -> LookUp:
        since = delivery.started_at or delivery.created_at
        channel = await self.store.do(lambda store: store.channel_id_of(delivery.channel)) or delivery.channel
        return await self.sender.find(channel, delivery.key, since, _thread(delivery, post))

    async def _skip(self, delivery: Delivery, why: str) -> None:
        skipped = replace(delivery, state=DeliveryState.SKIPPED, fault=why)
        await self._settle(Settled(delivery=skipped, shut_until=self.clock(), silent=True))

    async def _settle(self, settled: Settled) -> None:
        if not self.sender.is_remote:
            settled = replace(settled, shut_until=self.clock())  # nobody's limit is to be kept
        try:
            await self._write((settled,))
        except StoreError as exc:  # forgotten, it would be told again once the store works
            self.unsettled.append(settled)
            log.error("what came of a message waits for the store", story=settled.delivery.story_id, fault=str(exc))

    async def _settle_late(self) -> None:
        """Before anything is claimed: what is settled here can't be taken for lost."""
        late, self.unsettled = self.unsettled, []
        try:
            await self._write(late)
        except StoreError:
            self.unsettled = late + self.unsettled
            raise

    async def _write(self, settled: Sequence[Settled]) -> None:
        news = await self.store.do(lambda store: [store.settle(one, self.clock()) for one in settled])
        for one, is_news in zip(settled, news, strict=True):
            if one.delivery.sent_at is not None and not one.delivery.reason.puts_off:
                self.metrics.delivered(one.delivery.sent_at - one.delivery.created_at)
            if self.sender.is_remote:
                _report(one, is_news=is_news)
            if is_news and one.needs_person and self.on_trouble is not None:
                await self.on_trouble()


def message_for(delivery: Delivery, alert: Alert, now: datetime) -> Message:
    """What this delivery says: the story's message, a reply in its thread, or either without blocks."""
    if delivery.act is Act.REPLY:
        reply = compose_reply(alert, now=now)
        return replace(reply, blocks=()) if delivery.plain else reply
    return compose_plain(alert, now=now) if delivery.plain else compose(alert, now=now)


def _key(delivery: Delivery) -> str | None:
    return None if delivery.keyless else delivery.key


def _thread(delivery: Delivery, post: Delivery | None) -> str | None:
    """The thread that a delivery goes to; None for a message of its own."""
    return post.ts if post is not None and delivery.act is Act.REPLY and not delivery.top_level else None


def _can_be_edited(post: Delivery) -> bool:
    """A summary tells other stories too."""
    return post.state is DeliveryState.SENT and post.ts is not None and post.gathered_in is None


def _report(settled: Settled, *, is_news: bool) -> None:
    """One line per delivery that ended; a fault of a channel is told once, when it is new."""
    delivery = settled.delivery
    facts = {"channel": delivery.channel, "story": delivery.story_id, "act": delivery.act.value}
    match delivery.state:
        case DeliveryState.SENT:
            log.info("told", **facts, reason=delivery.reason.value)
        case DeliveryState.DEAD | DeliveryState.HELD:
            log.error("not told", **facts, state=delivery.state.value, fault=delivery.fault)
        case DeliveryState.UNKNOWN if is_news or (settled.fault is None and not delivery.absences):
            log.warning("may have been told", **facts, fault=delivery.fault)
        case DeliveryState.PENDING if is_news:
            log.warning("waiting", **facts, fault=settled.fault, until=settled.shut_until.isoformat(timespec="seconds"))
        case _:
            pass
