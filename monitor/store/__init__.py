"""The memory: what was polled, kept, decided and told.

open_store(url) → Store, whose methods are one transaction each; StoreThread runs them off the event loop.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine

from monitor.calm import Policy
from monitor.errors import StoreAwayError
from monitor.feeds.article import Article
from monitor.model import Alert, Delivery, Feed, FeedState, Item, Revision, Summary
from monitor.operating import Retention
from monitor.outbox import Settled
from monitor.pipeline import PollRecord
from monitor.rules.ruleset import RuleSet
from monitor.store import (
    articles,
    calm,
    marks,
    outbox,
    polls,
    postgresql_server,
    retention,
    revisions,
    sqlite_file,
    trail,
    views,
    vitals,
    walk,
    window,
)
from monitor.store.calm import Mute
from monitor.store.canaries import CanaryDesk
from monitor.store.dialect import Turn, await_turn, database_time
from monitor.store.engine import open_engine, reading, writing
from monitor.store.history import RecordedPoll, kept_items, recorded_polls
from monitor.store.hits import RulesRecord, rules_record
from monitor.store.retention import Trimmed
from monitor.store.sqlite_file import Space
from monitor.store.trail import Trail
from monitor.store.views import AlertLine, StoryAccount, StoryFile, StoryLine
from monitor.store.vitals import VitalsDesk
from monitor.store.walk import Polled, Yardstick
from monitor.store.window import StoredWindow
from monitor.stories.embedding import NO_MODEL, Encoder

T = TypeVar("T")

DEFAULT = Policy()
WAITS = (0.1, 0.3, 1, 2, 4, 8, 8, 8)  # seconds; together less than a lease, after which others do the work


def open_store(url: str, encoder: Encoder = NO_MODEL) -> "Store":
    """Opens the database and brings its schema up to date. Raises StoreError. `encoder` makes new items' embeddings."""
    return Store(open_engine(url), encoder)


class Store:
    """All reading and writing. Each method is one transaction; any may raise StoreError."""

    def __init__(self, engine: Engine, encoder: Encoder = NO_MODEL) -> None:
        self.engine = engine
        self.is_shared = engine.dialect.name == "postgresql"  # other processes may work on this data
        self._encoder = encoder
        self._window = StoredWindow()
        self.vitals = VitalsDesk(engine, self._window)
        self.canaries = CanaryDesk(engine)

    # feeds

    def take_over(self) -> None:
        """At start-up. Where nobody else works on this data all claims end, and what was in flight becomes unknown."""
        with writing(self.engine) as connection:
            if not self.is_shared:
                polls.release_all(connection)
                outbox.recover_all(connection)
                vitals.forget_heartbeats(connection)
            outbox.try_refused(connection)

    def enrol(self, feeds: Iterable[Feed], now: datetime) -> None:
        """Makes the declared feeds known; new ones are due at once."""
        with writing(self.engine) as connection:
            polls.enrol(connection, feeds, now)

    def claim_feeds(
        self,
        ids: Sequence[str],
        now: datetime,
        lease: timedelta,
        limit: int,
        *,
        due_only: bool = True,
        hosts: Mapping[str, str] = polls.NO_HOSTS,
    ) -> list[FeedState]:
        """Up to `limit` of these feeds that are due and nobody's, whose host nobody asks; ours until `lease` ends."""
        with writing(self.engine) as connection:
            return polls.claim(connection, ids, now, lease, limit, due_only=due_only, hosts=hosts)

    def renew(self, leases: Sequence[str], until: datetime) -> None:
        """Claims of feeds and deliveries that are still worked on end at `until`."""
        with writing(self.engine) as connection:
            polls.renew(connection, leases, until)
            outbox.renew(connection, leases, until)

    def give_back_feeds(self, leases: Sequence[str], again_at: datetime) -> None:
        """Ends claims that came to nothing: their feeds are asked again at `again_at`."""
        with writing(self.engine) as connection:
            polls.give_back(connection, leases, again_at)

    def due_feeds(self, now: datetime, choose: Callable[[Iterable[str]], list[str]]) -> list[str]:
        """What `choose` takes of the feeds that are due and nobody's, longest due first; takes no writer's lock."""
        with reading(self.engine) as connection:
            return choose(polls.due(connection, now))

    def put_off_feeds(self, starts: Mapping[str, datetime], now: datetime) -> None:
        """Moves polls that are due at `now`, and that nobody has begun, to these times."""
        with writing(self.engine) as connection:
            polls.put_off(connection, starts, now)

    def take_host(self, name: str, now: datetime, lease: timedelta) -> str | None:
        """A host, for something else than a poll, until `lease` ends; None where it is another replica's."""
        with writing(self.engine) as connection:
            return polls.take_host(connection, name, now, lease)

    def free_host(self, lease: str, free_at: datetime) -> None:
        """A host that was taken may be asked again at `free_at`."""
        with writing(self.engine) as connection:
            polls.free_host(connection, lease, free_at)

    def hold_feeds(self, ids: Iterable[str], until: datetime) -> None:
        """Keeps these feeds from being asked before then."""
        with writing(self.engine) as connection:
            polls.hold(connection, ids, until)

    def absolve_feeds(self, ids: Iterable[str], since: datetime, fault: str, again_at: datetime) -> None:
        """Takes back failures that began since then and were our own, and asks again at `again_at`."""
        with writing(self.engine) as connection:
            polls.absolve(connection, ids, since, fault, again_at)

    def feed_states(self, after: str = "", most: int | None = None) -> list[FeedState]:
        """What is remembered of every feed, also of those no longer declared; by id, `most` of them behind `after`."""
        with reading(self.engine) as connection:
            return polls.states(connection, after, most)

    # articles

    def known_items(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys whose items we have."""
        with reading(self.engine) as connection:
            return articles.known_items(connection, keys)

    def articles_at(self, urls: Sequence[str], now: datetime) -> dict[str, Article]:
        """What was fetched from canonical URLs, by URL; not what failed a while ago."""
        with reading(self.engine) as connection:
            return articles.articles_at(connection, urls, now)

    def keep_article(self, article: Article) -> None:
        """Puts an article in place of what was fetched from there before."""
        with writing(self.engine) as connection:
            articles.keep(connection, article)

    # the walk

    def record_polls(
        self,
        polled: Sequence[Polled],
        ruleset: RuleSet,
        default_channel: str,
        now: datetime,
        policy: Policy = DEFAULT,
    ) -> tuple[PollRecord | None, ...]:
        """Recall, decide and record polls, in one write transaction. None for each whose feed's claim was lost."""
        by = Yardstick(ruleset=ruleset, channel=default_channel, policy=policy, encoder=self._encoder)
        with reading(self.engine) as connection:
            ahead = walk.read_ahead(connection, polled, by, now)
        with writing(self.engine) as connection:
            return walk.record_in_turn(connection, ahead, self._window, by, now)

    def record_quiet(self, polled: Sequence[Polled], now: datetime) -> tuple[PollRecord | None, ...]:
        """Polls that brought no item: nobody's turn is waited for."""
        with writing(self.engine) as connection:
            return walk.record_quiet(connection, polled, now)

    # the outbox

    def claim_deliveries(self, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """The first open delivery of each channel that may be written to; pending ones are `sending` from here on."""
        with reading(self.engine) as connection:
            is_due, is_open = calm.any_due(connection, now), outbox.any_open(connection)
        if is_due:
            with writing(self.engine) as connection:
                calm.release(connection, now)
        if not is_due and not is_open:
            return []
        with writing(self.engine) as connection:
            return outbox.claim(connection, now, lease, limit)

    def begin(self, delivery: Delivery, now: datetime) -> bool:
        """Says that a claimed delivery goes out now. False where the claim was lost meanwhile."""
        with writing(self.engine) as connection:
            return outbox.begin(connection, delivery, now)

    def settle(self, settled: Settled, now: datetime) -> bool:
        """Writes what came of an attempt. True where the channel's fault is new."""
        with writing(self.engine) as connection:
            if not outbox.settle(connection, settled.delivery):
                return False
            trail.record_attempt(connection, settled.delivery, now)
            calm.settle_gathered(connection, settled.delivery)
            return outbox.shut_channel(connection, settled, now)

    def take_turn(self, channel: str, now: datetime, pace: timedelta) -> bool:
        """The channel's next turn, for a message that is no delivery. False where it is not free now."""
        with writing(self.engine) as connection:
            return outbox.take_turn(connection, channel, now, pace)

    def alert_for(self, delivery: Delivery) -> Alert | None:
        """All that can be said now of a delivery's story in its channel."""
        with reading(self.engine) as connection:
            return outbox.alert_for(connection, delivery)

    def summary_for(self, delivery: Delivery) -> Summary:
        """What a summary says now."""
        with reading(self.engine) as connection:
            return calm.summary_for(connection, delivery)

    def post_of(self, delivery: Delivery) -> Delivery | None:
        """The delivery that posted the story's message in this channel."""
        with reading(self.engine) as connection:
            return outbox.post_of(connection, delivery)

    def channel_id_of(self, channel: str) -> str | None:
        """Slack's id of a channel, once something was told there."""
        with reading(self.engine) as connection:
            return outbox.channel_id_of(connection, channel)

    def count_open_deliveries(self) -> int:
        """How many deliveries wait, are in flight or unknown."""
        with reading(self.engine) as connection:
            return outbox.count_open(connection)

    def next_delivery_at(self, now: datetime) -> datetime | None:
        """When the first open delivery may go out; None where nothing is open."""
        with reading(self.engine) as connection:
            return outbox.next_due(connection, now)

    def retry_delivery(self, delivery_id: int, channel: str | None = None) -> bool:
        """Sends a delivery that is dead, held or waits at the next turn, to another channel where one is named."""
        with writing(self.engine) as connection:
            return outbox.retry(connection, delivery_id, channel)

    # mutes

    def mute(self, subject: str, now: datetime, length: timedelta) -> Mute:
        """Mutes a rule or story by its id; an older mute of it ends."""
        with writing(self.engine) as connection:
            return calm.mute(connection, subject, now, length)

    def is_muted(self, delivery: Delivery, now: datetime) -> bool:
        """Whether a delivery's story, or every rule that tells it in its channel, is muted at `now`."""
        with reading(self.engine) as connection:
            return calm.is_now_muted(connection, delivery, now)

    def unmute(self, subject: str, now: datetime) -> bool:
        """Ends a mute. False where there is none."""
        with writing(self.engine) as connection:
            return calm.unmute(connection, subject, now)

    def mutes(self, now: datetime) -> list[Mute]:
        """The mutes that hold, the first to end first."""
        with reading(self.engine) as connection:
            return calm.mutes_at(connection, now)

    # marks

    def mark(self, story_id: str, rule_id: str | None, now: datetime, *, is_false: bool) -> None:
        """Keeps a person's word on a story that was told."""
        with writing(self.engine) as connection:
            marks.mark(connection, story_id, rule_id, now, is_false=is_false)

    def marks_of(self) -> Mapping[tuple[str, str | None], bool]:
        """Whether each marked story is a false alarm, by story and rule (None: all rules)."""
        with reading(self.engine) as connection:
            return marks.marks_of(connection)

    # views

    def keys_of(self, wanted: str) -> tuple[str, ...]:
        """The items that are meant by an address, a key or its beginning, or the number of a message."""
        with reading(self.engine) as connection:
            return trail.keys_of(connection, wanted)

    def trail_of(self, key: str) -> Trail | None:
        """All that is kept of one item."""
        with reading(self.engine) as connection:
            return trail.trail_of(connection, key)

    def newest_of(self, feed_id: str, limit: int) -> tuple[Item, ...]:
        """The items that a feed brought last, newest first."""
        with reading(self.engine) as connection:
            return trail.newest_of(connection, feed_id, limit)

    def carriers_of(self, domain: str) -> tuple[str, ...]:
        """The feeds that brought items at addresses of this registered domain, those with the most first."""
        with reading(self.engine) as connection:
            return trail.carriers_of(connection, domain)

    def revisions_of(self, item_key: str) -> tuple[Revision, ...]:
        """All that an item said, the first text first and what it says now last."""
        with reading(self.engine) as connection:
            return revisions.revisions_of(connection, item_key)

    def alert_lines(self, limit: int, state: str | None = None) -> list[AlertLine]:
        """The newest messages, newest first."""
        with reading(self.engine) as connection:
            return views.alert_lines(connection, limit, state)

    def story_file(self, wanted: str) -> StoryFile | None:
        """All of one story, by its id, a delivery's id, or an item's key or address."""
        with reading(self.engine) as connection:
            return views.story_file(connection, wanted)

    def story_lines(self, now: datetime, limit: int, least: int = 1) -> list[StoryLine]:
        """The stories of at least so many reports, the last reported first."""
        with reading(self.engine) as connection:
            return views.story_lines(connection, now, limit, least)

    def story_account(self, wanted: str, now: datetime) -> StoryAccount | None:
        """One story and why each of its reports is in it, by any name that `story_file` takes."""
        with reading(self.engine) as connection:
            return views.story_account(connection, wanted, now)

    def recorded_polls(self, since: datetime) -> list[RecordedPoll]:
        """What each poll since then brought that was new, oldest first."""
        with reading(self.engine) as connection:
            return list(recorded_polls(connection, since))

    def kept_items(self, since: datetime) -> Iterator[tuple[Item, str]]:
        """The items fetched since then, each with the id of its story, newest first; one view until they are read."""
        with reading(self.engine) as connection:
            yield from kept_items(connection, since)

    def rules_record(self, since: datetime, now: datetime) -> RulesRecord:
        """What each rule came to since then, and what people said of it."""
        with reading(self.engine) as connection:
            return rules_record(connection, since, now)

    def try_refused(self) -> None:
        """Tries at once what Slack refused: a person has changed how it is told."""
        with writing(self.engine) as connection:
            outbox.try_refused(connection)

    # upkeep

    def time(self) -> datetime:
        """What time it is by the clock of all replicas."""
        with reading(self.engine) as connection:
            return database_time(connection)

    def forget_articles(self, now: datetime) -> int:
        """Drops articles that nobody will ask for again; how many."""
        with writing(self.engine) as connection:
            return articles.forget(connection, now)

    def trim(self, keep: Retention, now: datetime) -> Trimmed:
        """One short step of deleting what is no longer needed; empty where nothing is left to do."""
        with writing(self.engine) as connection:
            await_turn(connection, Turn.TELLING)  # else a walk could join an item to a story that goes
            return retention.trim(connection, keep, now)

    def give_back(self) -> int:
        """Gives some free space back to the disk, in a short step; how many bytes. PostgreSQL does so by itself."""
        if self.is_shared:
            return 0
        with writing(self.engine) as connection:
            return sqlite_file.give_back(connection)

    def space(self) -> Space:
        """What the database takes on the disk."""
        with reading(self.engine) as connection:
            if self.is_shared:
                return Space(size=postgresql_server.size(connection), free=0)
            return sqlite_file.space(connection)

    def forget_sketches(self, now: datetime) -> int:
        """Drops what the window of stories no longer needs; how many rows."""
        with writing(self.engine) as connection:
            return window.forget(connection, now)

    def warm_up(self, now: datetime) -> int:
        """Fills the window of stories at start-up, so that the first poll need not; how many items it holds."""
        with reading(self.engine) as connection:
            return len(self._window.catch_up(connection, now))

    def close(self) -> None:
        """Closes the database."""
        self.engine.dispose()


class StoreThread:
    """Runs the store's work on a thread of its own, one piece after the other, so that the event loop never waits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_shared = store.is_shared
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def do(self, work: Callable[[Store], T]) -> T:
        """The result of `work`, called with the store on its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._store)

    async def persist(self, work: Callable[[Store], T]) -> T:
        """The same, tried again for half a minute while the database is away. Raises StoreAwayError after that."""
        for wait in WAITS:
            try:
                return await self.do(work)
            except StoreAwayError:
                await asyncio.sleep(wait)
        return await self.do(work)

    def close(self) -> None:
        """Waits for what is under way, then closes the database."""
        self._thread.shutdown(wait=True)
        self._store.close()
