"""What the store remembers, in memory, for one walk over recorded items.

    poll ─ recall ─ decide (pipeline.py) ─ record;   what is due ─ release (outbox.py)

Every verdict is the pipeline's own; only the remembering is done here, a hundred times faster than in a database, and
forgotten at the end. A test walks random news through this and through the store, and holds the two to the same
decisions. Messages go out at once, and nobody mutes anything.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heappop, heappush

from monitor.alerts import NewDelivery, Told, told_after, told_together
from monitor.backtest.following import Lead
from monitor.calm import FLOOD_WINDOW, Policy, Recent, calm_for
from monitor.model import Act, Delivery, DeliveryState, Item, Match, Reason
from monitor.outbox import released
from monitor.pipeline import (
    Known,
    Memory,
    Placed,
    PollRecord,
    Reading,
    StoryMemory,
    is_news,
    place_and_decide,
    sketches_of,
    unlike,
)
from monitor.rules.ruleset import RuleSet
from monitor.store.window import KEPT
from monitor.stories.comparing import Why
from monitor.stories.embedding import NO_MODEL, Encoder
from monitor.stories.heirs import Heirs, Merger
from monitor.stories.placing import Address, has_own_page
from monitor.stories.sketch import Sketch
from monitor.stories.window import Neighbour, Window

Topic = tuple[str, str]  # a story's id and a channel
NOTHING_TOLD: Mapping[str, Told] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the news of a poll say by themselves, by key: found before their turn."""

    sketches: Mapping[str, Sketch]
    matches: Mapping[str, tuple[Match, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A story that was put off and is told at `at`; with others in one summary, where `gathered` is more than 1."""

    at: datetime
    post: Delivery
    told: Told
    gathered: int = 1


class Scratch:
    """One walk's memory."""

    def __init__(self, ruleset: RuleSet, channel: str, policy: Policy, encoder: Encoder = NO_MODEL) -> None:
        self.ruleset = ruleset
        self.encoder = encoder
        self.channel = channel
        self.calm = calm_for(ruleset, policy, Recent())
        self.window = Window()
        self.known: dict[str, Known] = {}
        self.items: dict[str, Item] = {}  # as they read now, fetched when they first came
        self._standing: dict[str, dict[str, None]] = {}  # by address of its own page, the keys of the items there
        self.stories: dict[str, StoryMemory] = {}
        self._heirs = Heirs()
        self.posts: dict[Topic, Delivery] = {}
        self._due: list[tuple[datetime, int, Topic]] = []  # a heap of what is put off; stale entries are passed over
        self._told_at: dict[tuple[str, str], datetime] = {}
        self._told_lately: dict[str, deque[datetime]] = {}

    def read_ahead(self, polls: Iterable[tuple[Iterable[Item], datetime]]) -> list[Ahead]:
        """What the items of each poll say, with its instant; not of those that are known as they are."""
        news = [
            (tuple(item for item in unlike(items) if is_news(item, self.known.get(item.key))), at)
            for items, at in polls
        ]
        sketches = [sketches_of(items, self.ruleset, self.encoder) for items, _ in news]
        matches = [{item.key: self.ruleset.match(item, at) for item in items} for items, at in news]
        return [Ahead(sketches=one, matches=other) for one, other in zip(sketches, matches, strict=True)]

    def record_poll(self, read: Reading, now: datetime, known: Ahead | Lead) -> PollRecord:
        """Recall, decide and record. `known`: what was read ahead, or what a walk that knows the same names found."""
        is_led = isinstance(known, Lead)
        memory = self._recall_after(known, read) if isinstance(known, Lead) else self._recall(read, now, known)
        (poll,) = place_and_decide(
            [read],
            memory,
            self.ruleset,
            recalled=self._stories,
            default_channel=self.channel,
            now=now,
            alike=self.encoder.alike,
            calm=replace(self.calm, recent=self._recent(now)),
        )
        for merger in poll.mergers:
            self._merge(merger, is_led=is_led)
        for placed in poll.placed:
            self._record(placed, now, is_led=is_led)
        for new in poll.deliveries:
            self._enqueue(new, now)
        return poll

    def next_release(self) -> datetime | None:
        """When the first story that is put off is due."""
        while self._due and self._is_stale(self._due[0]):
            heappop(self._due)
        return self._due[0][0] if self._due else None

    def release(self, now: datetime) -> tuple[Release, ...]:
        """Tells what is due by now: alone, or gathered."""
        due = []
        while (at := self.next_release()) is not None and at <= now:
            _, _, topic = heappop(self._due)
            due.append(self.posts[topic])
        alone, groups = released(sorted(due, key=lambda post: post.id))
        found = [self._tell(post, now, 1) for post in alone]
        found += [self._tell(post, now, len(group)) for group in groups for post in group]
        return tuple(found)

    # the read

    def _recall(self, read: Reading, now: datetime, ahead: Ahead) -> Memory:
        self.window.forget(now - KEPT)
        known, items = self._known(read), unlike(read.items)
        news = (item for item in items if is_news(item, known.get(item.key)))  # known as it is, when it was read ahead
        new = [item for item in items if item.key not in known]
        addresses = self._addresses(item.canonical_url for item in new)
        return Memory(
            known=known,
            stories={},
            sketches=sketches_of(news, self.ruleset, self.encoder, ahead.sketches),
            addresses=addresses,
            window=self.window,
            matches=ahead.matches,
        )

    def _recall_after(self, lead: Lead, read: Reading) -> Memory:
        return Memory(
            known=self._known(read),
            stories={},
            sketches={one.item.key: one.sketch for one in lead.placed},
            addresses={},
            window=self.window,
            placements={one.item.key: one.placement for one in lead.placed if one.placement is not None},
            matches=lead.matches,
        )

    def _addresses(self, urls: Iterable[str]) -> dict[str, Address]:
        found = {}
        for url in urls:
            if keys := self._standing.get(url):
                first = min((self.items[key] for key in keys), key=lambda item: (item.fetched_at, item.key))
                found[url] = Address(
                    item_key=first.key,
                    story_id=self._heirs.of(self.known[first.key].story_id),
                    feed_id=first.feed_id,
                    title=first.title,
                    since=first.fetched_at,
                )
        return found

    def _known(self, read: Reading) -> dict[str, Known]:
        found = ((item.key, self.known.get(item.key)) for item in read.items)
        return {key: replace(one, story_id=self._heirs.of(one.story_id)) for key, one in found if one is not None}

    def _stories(self, story_ids: set[str]) -> dict[str, StoryMemory]:
        return {story_id: self.stories[story_id] for story_id in story_ids if story_id in self.stories}

    def _recent(self, now: datetime) -> Recent:
        for times in self._told_lately.values():
            while times and times[0] <= now - FLOOD_WINDOW:
                times.popleft()
        posts = {channel: len(times) for channel, times in self._told_lately.items() if times}
        return Recent(told_at=self._told_at, posts=posts)

    # the write

    def _record(self, placed: Placed, now: datetime, *, is_led: bool) -> None:
        item, before = placed.item, self.known.get(placed.item.key)
        kept = {rule for one in placed.decisions if one.reason is Reason.BACKLOG for rule in one.rules}
        self.known[item.key] = Known(
            digest=item.digest,
            story_id=placed.story_id,
            revision=placed.revision,
            title=item.title,
            fetched_at=before.fetched_at if before else item.fetched_at,
            kept=(before.kept if before else frozenset()) | kept,
        )
        if not is_led:
            self._stand(item)
            self.window.add(_neighbour(placed, self.items[item.key].dated(), now))
        self._follow(placed)
        for one in placed.decisions:
            if one.reason.starts_cooldown:
                self._told_at.update({(rule, one.channel): now for rule in one.rules})
            if one.reason is Reason.FIRST_REPORT:
                self._told_lately.setdefault(one.channel, deque()).append(now)

    def _stand(self, item: Item) -> None:
        """Keeps the item under the address that it bears now; a rewritten one may have moved."""
        before = self.items.get(item.key)
        self.items[item.key] = replace(item, fetched_at=before.fetched_at) if before else item
        if before is not None and before.canonical_url == item.canonical_url:
            return
        if before is not None and (left := self._standing.get(before.canonical_url)):
            del left[item.key]
        if has_own_page(item.canonical_url):
            self._standing.setdefault(item.canonical_url, {})[item.key] = None

    def _follow(self, placed: Placed) -> None:
        """The story as it is known from now on."""
        story = self.stories.get(placed.story_id, StoryMemory(publishers=frozenset()))
        is_report = placed.placement is not None and placed.placement.why is not Why.COPY
        publishers = story.publishers | {placed.item.publisher} if is_report else story.publishers
        told = dict(story.told)
        for one in placed.decisions:
            if one.reason.tells or one.reason.puts_off:
                after = told_after(one, told.get(one.channel))
                told[one.channel] = replace(after, waiting=after.put_off is not None)
        self.stories[placed.story_id] = StoryMemory(publishers=publishers, told=told)

    def _enqueue(self, new: NewDelivery, now: datetime) -> None:
        if new.act is not Act.POST:
            return
        topic = (new.story_id, new.channel)
        before = self.posts.get(topic)
        post = before or Delivery(
            id=len(self.posts),
            key="",
            story_id=new.story_id,
            channel=new.channel,
            act=Act.POST,
            state=DeliveryState.PENDING,
            reason=new.reason,
            item_key=new.item_key,
            created_at=now,
        )
        state = DeliveryState.SENT if new.not_before is None else DeliveryState.PUT_OFF
        self.posts[topic] = replace(post, state=state, reason=new.reason, not_before=new.not_before)
        if new.not_before is not None:
            heappush(self._due, (new.not_before, post.id, topic))

    def _merge(self, merger: Merger, *, is_led: bool) -> None:
        """As the store does it (store/mergers.py). Nothing of either is put off."""
        self._heirs.add(merger)
        if not is_led:
            self.window.merge(merger.story_id, merger.into)
        ended = self.stories.pop(merger.story_id, None)
        if ended is None:
            return
        goes_on = self.stories.get(merger.into, StoryMemory(publishers=frozenset()))
        for channel in ended.told.keys() - goes_on.told.keys():
            post = self.posts.pop((merger.story_id, channel))
            self.posts[merger.into, channel] = replace(post, story_id=merger.into)
        told, publishers = told_together(goes_on.told, ended.told), goes_on.publishers | ended.publishers
        self.stories[merger.into] = StoryMemory(publishers=publishers, told=told)

    # what was put off

    def _is_stale(self, entry: tuple[datetime, int, Topic]) -> bool:
        at, _, topic = entry
        post = self.posts.get(topic)  # none, where its story merged
        return post is None or post.state is not DeliveryState.PUT_OFF or post.not_before != at

    def _tell(self, post: Delivery, now: datetime, gathered: int) -> Release:
        topic = (post.story_id, post.channel)
        self.posts[topic] = replace(post, state=DeliveryState.SENT)
        story = self.stories[post.story_id]
        told = replace(story.told[post.channel], put_off=None, waiting=False)
        self.stories[post.story_id] = replace(story, told={**story.told, post.channel: told})
        return Release(at=now, post=post, told=told, gathered=gathered)


def _neighbour(placed: Placed, dated: datetime, now: datetime) -> Neighbour:
    return Neighbour(
        item_key=placed.item.key,
        story_id=placed.story_id,
        publisher=placed.item.publisher,
        dated=dated,
        placed_at=now,
        sketch=placed.sketch,
    )
