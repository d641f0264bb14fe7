"""The house: the rooms of a running process, opened in order and closed in reverse, and furnished anew on a reload.

config, store, sender ─ rules ─ fetcher, parser ─ courier, poller ─ self-watch
"""

import asyncio
import gc
import os
import socket
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from monitor.calm import policy_of
from monitor.canary import NOWHERE, RULES, CanaryWalk, channel_apart, channel_of_canary, channels_in_use
from monitor.clock import SharedClock, uptime, utc_now
from monitor.config import Config, SlackConfig, read_config
from monitor.courier import Courier
from monitor.errors import ConfigError, StoreError
from monitor.feeds.fetch import Fetcher, fetcher_for
from monitor.feeds.guard import allow_private
from monitor.feeds.parcel import sweep
from monitor.feeds.worker import ParserPool
from monitor.health import Heartbeat
from monitor.hook import Hook
from monitor.leases import Leases
from monitor.mail import Mail
from monitor.metrics import Metrics
from monitor.model import Feed
from monitor.notices import Notices, SlackWay, Way
from monitor.poller import Poller
from monitor.reload import changes_between
from monitor.rules.watch import RulesWatch
from monitor.selfwatch import Routine, SelfWatch
from monitor.slack import Sender
from monitor.store import Store, StoreThread
from monitor.store.engine import disk_of
from monitor.upkeep import tend

log = structlog.get_logger("monitor")

NAME_LOOK_UPS = 640  # threads, made when needed: a look-up blocks one, and as many feeds may be asked at once
COLLECTED_AT = (5_000, 10, 10)  # new objects; by Python's own 700, up to a fifth of a poll goes into looking
SWITCH = 0.0002  # seconds; the store's thread and the event loop take turns in Python: 5 ms each is a long wait


class House:
    """The open rooms. `make_sender` gives the way that a config's alerts go."""

    def __init__(
        self,
        config: Config,
        *,
        store: StoreThread,
        make_sender: Callable[[SlackConfig], Sender],
        fetcher: Fetcher,
        folder: Path,
        opened: AsyncExitStack,
        once: bool,
    ) -> None:
        self.config = config
        self.config_fault: str | None = None
        self.web_fault: str | None = None
        self.store = store
        self.clock = SharedClock()
        self.leases = Leases(uptime)
        self.replica_id = uuid.uuid4().hex
        self.started_at = utc_now()
        self.metrics = Metrics()
        self.rules = RulesWatch(config.rules, config.timezone)
        self._make_sender = make_sender
        self._opened = opened
        self.sender = self._with_sender(config.slack)
        self.parser = ParserPool()
        opened.push_async_callback(self.parser.close)
        self.notices = Notices(self._ways())
        self.selfwatch = self._selfwatch()
        self.courier = self._courier()
        self.poller = self._poller(fetcher, once=once)
        self.canary = self._canary(fetcher, folder)

    def _with_sender(self, slack: SlackConfig) -> Sender:
        sender = self._make_sender(slack)
        self._opened.push_async_callback(sender.close)
        return sender

    def _selfwatch(self) -> SelfWatch:
        return SelfWatch(
            store=self.store,
            clock=self.clock,
            heartbeat=self.heartbeat,
            disk=lambda: disk_of(self.config.database),
            feeds=lambda: self.config.feeds,
            rules=lambda: frozenset(rule.id for rule in self.rules.ruleset.rules),
            notices=self.notices,
            apart=lambda: channel_apart(self.config, self.rules.ruleset.rules),
            routine=Routine(clock=self.config.admin.still_watching, zone=self.config.timezone),
            metrics=self.metrics,
        )

    def _courier(self) -> Courier:
        slack = self.config.slack
        courier = Courier(
            self.store,
            self.sender,
            on_ambiguous=slack.on_ambiguous,
            clock=self.clock,
            leases=self.leases,
            probe=slack.probe,
            nowhere=NOWHERE,
            on_trouble=self.selfwatch.look,
            metrics=self.metrics,
        )
        self._opened.callback(courier.abandon)
        return courier

    def _poller(self, fetcher: Fetcher, *, once: bool) -> Poller:
        config, polling = self.config, self.config.polling
        return Poller(
            config.feeds,
            store=self.store,
            leases=self.leases,
            fetcher=fetcher,
            parser=self.parser,
            ruleset=lambda: self.rules.ruleset,
            channel=config.slack.channel,
            concurrency=polling.concurrency,
            clock=self.clock,
            on_news=None if once else self.courier.deliver_due,  # a single round tells when all is read
            policy=policy_of(config),
            own=allow_private(polling.allow_private_hosts),
            user_agent=polling.user_agent,
            tell_old_faults=once,  # and it is a question: every feed answers it
            metrics=self.metrics,
        )

    def _canary(self, fetcher: Fetcher, folder: Path) -> CanaryWalk:
        channel = channel_of_canary(self.config) or NOWHERE

        def poller_of(feed: Feed) -> Poller:
            return Poller(
                (feed,),
                store=self.store,
                leases=self.leases,
                fetcher=fetcher,
                parser=self.parser,
                ruleset=lambda: RULES,
                channel=channel,
                concurrency=1,
                clock=self.clock,
            )

        return CanaryWalk(
            self.config.canary,
            store=self.store,
            clock=self.clock,
            folder=folder,
            poller_of=poller_of,
            deliver=self.courier.deliver_due,
            metrics=self.metrics,
            channel=channel,
        )

    def _ways(self) -> Iterator[Way]:
        """Where notices can go, the first that works: the admin channel, a webhook beside the token, [admin]'s ways."""
        slack, admin = self.config.slack, self.config.admin
        if slack.admin_channel and slack.token is not None:
            yield SlackWay(self.sender, slack.admin_channel, self.store, self.clock)
        if slack.token is not None and slack.webhook is not None:
            from monitor.slack.send import WebhookSender  # the terminal needs no Slack client

            spare = WebhookSender(slack.webhook.get_secret_value())
            self._opened.push_async_callback(spare.close)
            yield SlackWay(spare, "", self.store, self.clock)
        if admin.webhook is not None:
            yield Hook(admin.webhook)
        if admin.mail is not None:
            yield Mail(admin.mail)

    def heartbeat(self) -> Heartbeat:
        """What this process knows of itself, now."""
        return Heartbeat(
            id=self.replica_id,
            host=socket.gethostname(),
            process=os.getpid(),
            version=version("monitor"),
            started_at=self.started_at,
            beat_at=self.clock(),
            rules=len(self.rules.ruleset.rules),
            ruleset=self.rules.ruleset.digest,
            rules_fault=self.rules.fault,
            dropped=self.rules.dropped,
            config_fault=self.config_fault,
            web_fault=self.web_fault,
            canary=self.canary.last,
        )

    async def tend(self) -> None:
        """Trims what grows."""
        await tend(self.store, self.config.retention, self.clock())

    async def keep_up(self) -> None:
        """What we have in hand stays ours, by the clock of all."""
        await self.leases.renew(self.store, self.clock)
        await self.set_clock()

    async def set_clock(self) -> None:
        """Replicas go by the clock of the store that they share."""
        if self.store.is_shared:
            asked_at = uptime()
            self.clock.set_by(await self.store.do(Store.time), asked_at)

    async def take_leave(self) -> None:
        """Who ends in order is not missed. A store that fails now was told already, and is no reason to fail."""
        try:
            await self.store.do(lambda store: store.vitals.end(self.replica_id))
        except StoreError as exc:
            log.warning("could not take leave in the store", fault=str(exc))

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that something goes to."""
        return channels_in_use(self.config, self.rules.ruleset.rules)

    async def reload(self) -> None:
        """Reads the config and the rules anew, and tries what Slack refused. A config that can't be used changes
        nothing, and is told.
        """
        self.rules.confirm()
        await self.store.do(Store.try_refused)  # who says so has often mended something
        try:
            changes = changes_between(self.config, read_config(self.config.path))
            await self.store.do(lambda store: store.enrol(changes.config.feeds, self.clock()))
        except (ConfigError, StoreError) as exc:
            self.config_fault = exc.line
            log.error("the config can't be used; the last good one stays", fault=str(exc))
            await self.selfwatch.look()
            return
        self.config_fault, before, self.config = None, self.config, changes.config
        self._furnish(before)
        log.info("config loaded", added=changes.added, removed=changes.removed, changed=changes.changed)
        if changes.needs_restart:
            log.warning("changed in the config, and waits for a restart", settings=changes.needs_restart)

    def _furnish(self, before: Config) -> None:
        """Puts the new config to use. The old sender is closed at the end: it may be in the middle of something."""
        config = self.config
        if _access(before.slack) != _access(config.slack):
            self.sender = self.courier.sender = self._with_sender(config.slack)
        self.courier.on_ambiguous, self.courier.probe = config.slack.on_ambiguous, config.slack.probe
        self.poller.take(config.feeds, config.slack.channel, policy_of(config))
        self.notices.ways = tuple(self._ways())
        self.selfwatch.routine = Routine(clock=config.admin.still_watching, zone=config.timezone)


def _access(slack: SlackConfig) -> tuple[object, ...]:
    return slack.token, slack.webhook, slack.api_url


@asynccontextmanager
async def open_house(
    config: Config, make_sender: Callable[[SlackConfig], Sender], store: Store, *, once: bool
) -> AsyncIterator[House]:
    """The rooms; an SQLite store must be ours alone. Raises RuleFilesError."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*COLLECTED_AT)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(NAME_LOOK_UPS))
    async with AsyncExitStack() as opened:
        thread = StoreThread(store)
        opened.callback(thread.close)
        fetcher = await opened.enter_async_context(fetcher_for(config.polling))
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="monitor-")))
        house = House(
            config, store=thread, make_sender=make_sender, fetcher=fetcher, folder=folder, opened=opened, once=once
        )
        house.rules.remind(utc_now())
        await asyncio.to_thread(sweep, utc_now().timestamp())
        await house.set_clock()
        await thread.do(Store.take_over)
        await thread.do(lambda opened_store: opened_store.enrol(config.feeds, house.clock()))
        await thread.do(lambda opened_store: opened_store.warm_up(house.clock()))
        gc.freeze()  # what is there now stays: the collector would hold everybody up for a quarter of a second over it
        try:
            yield house
        finally:
            await house.take_leave()
