"""The walk of polls: what was read, what is remembered → what to record.

    items ─ sketch, match ─ recall (store) ─ place ─ recall their stories (store) ─ decide ─ record (store)

`place_polls` and `decide_polls` are functions of values: the readings, the memory that the store recalls for them, and
the rules. They run inside one write transaction, so that two feeds which carry the same news at once see each other.
What an item says by itself, its sketch and its matches, may be found before that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.alerts import (
    Circumstances,
    NewDelivery,
    Told,
    decide,
    deliveries_for,
    told_after,
    told_together,
    unmatched,
)
from monitor.calm import Calm, after_deciding, channel_of
from monitor.config import ALIKE
from monitor.model import Decision, Feed, FeedState, Item, Match
from monitor.rules.mentions import NOTHING, Mentions, mentions_of
from monitor.rules.ruleset import RuleSet
from monitor.stories.beat import beat_of
from monitor.stories.comparing import Why
from monitor.stories.embedding import NO_MODEL, Encoder
from monitor.stories.heirs import Heirs, Merger
from monitor.stories.placing import Address, Placement, place
from monitor.stories.sketch import Sketch, Watch, bare_lead, bare_title, is_same_headline, sketch_of
from monitor.stories.window import Neighbour, Overlay, Window, candidates

MOST_REVISIONS = 24  # a feed that rewrites an entry at every poll is not followed for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one poll gave. `before` is the feed's state when it was asked, `after` when it is recorded."""

    feed: Feed
    before: FeedState
    after: FeedState
    items: tuple[Item, ...] = ()  # the entries that the poll before had not, letter for letter
    listed: tuple[str, ...] = ()  # the keys of all entries, as they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An item that we have: its text's digest, its story, its title, and how often it was rewritten."""

    digest: str
    story_id: str
    revision: int
    title: str
    fetched_at: datetime  # when it first came
    kept: frozenset[str] = frozenset()  # rules that matched while it was backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMemory:
    """A story as far as deciding needs it. `publishers` are those with a report of their own: copies do not count.

    `is_stuck`: a message of it is gathered, held, dead or skipped.
    """

    publishers: frozenset[str]
    told: Mapping[str, Told] = field(default_factory=dict)
    is_stuck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is read for a walk: what of its items is known, what may be near them, what was told of their stories.

    `sketches` and `matches` are those of its items (`matches` where they were found beforehand), `addresses` who stands
    at the URLs of the new ones. `window` has their candidates, and tells how rare a fact is; it is only read.
    `aliases`: keys of items that are kept under another one. `placements`: of items that are placed already, also by
    another walk over the same polls, as in a backtest of two rule sets. `apart`: stories that do not merge.
    """

    known: Mapping[str, Known]
    stories: Mapping[str, StoryMemory]
    sketches: Mapping[str, Sketch]
    addresses: Mapping[str, Address]
    window: Window
    aliases: Mapping[str, str] = field(default_factory=dict)
    placements: Mapping[str, Placement] = field(default_factory=dict)
    matches: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One new or rewritten item, and all that was decided on it. A rewritten one keeps its story: no placement."""

    item: Item
    story_id: str
    placement: Placement | None
    sketch: Sketch
    matches: tuple[Match, ...]
    decisions: tuple[Decision, ...]
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What a poll came to, without its items: a round of thousands of feeds keeps one for each to its end."""

    feed_id: str
    fault: str | None
    held_until: datetime | None  # by its server
    new: int  # items, new or rewritten
    told: int  # stories, once for each channel


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """The one write of a poll."""

    state: FeedState
    placed: tuple[Placed, ...] = ()
    deliveries: tuple[NewDelivery, ...] = ()
    ruleset: str = ""

    @property
    def mergers(self) -> tuple[Merger, ...]:
        """The stories that merged by it, in that order, before anything of it was decided."""
        placements = (placed.placement for placed in self.placed)
        return tuple(one.merger for one in placements if one is not None and one.merger is not None)

    @property
    def told(self) -> int:
        return len({(new.story_id, new.channel) for new in self.deliveries})

    @property
    def result(self) -> PollResult:
        state = self.state
        held_until = state.habits.held_until
        return PollResult(
            feed_id=state.feed_id, fault=state.fault, held_until=held_until, new=len(self.placed), told=self.told
        )


def sketches_of(
    items: Iterable[Item],
    ruleset: RuleSet,
    encoder: Encoder = NO_MODEL,
    made: Mapping[str, Sketch] | None = None,
) -> dict[str, Sketch]:
    """The sketches of items, by key, with what of the rule files' entities their titles speak of, and mean.

    Those `made` beforehand are kept as they are.
    """
    made = made or {}
    items = tuple(item for item in items if item.key not in made)
    if not items:
        return dict(made)  # a poll without news does not compile what only news need
    mentions = mentions_of(ruleset)
    return {**made, **{item.key: _sketched(item, mentions, encoder) for item in items}}


def _sketched(item: Item, mentions: Mentions, encoder: Encoder) -> Sketch:
    """First lines are read for entities only below a title that speaks of one: they cost as much as all else."""
    title = bare_title(item.title)
    said = mentions.of(title)
    below = mentions.of(bare_lead(item.summary or item.body)) if said != NOTHING else NOTHING
    return sketch_of(item, said, encoder.embedding(title), Watch(below=below, things=mentions.things))


def place_polls(
    readings: Iterable[Reading], memory: Memory, now: datetime, alike: float = ALIKE
) -> dict[str, Placement]:
    """In which story each new item is, by key; items of these polls see each other. What is placed already stays.

    Stories that merge are one for the items that follow, and for all of that poll.
    """
    placing = _Placing(memory, now, alike)
    for reading in readings:
        new = [item.key for item, known in _news(reading, memory) if placing.take(item, known)]
        placing.end_poll(new)
    return placing.placements


class _Placing:
    """A walk's items as they are placed, one after the other."""

    def __init__(self, memory: Memory, now: datetime, alike: float) -> None:
        self.placements = dict(memory.placements)
        self._memory = memory
        self._now = now
        self._alike = alike
        self._addresses = dict(memory.addresses)
        self._heirs = Heirs()
        self._overlay: Overlay | None = None
        self._before: tuple[Item, str, Sketch] | None = None  # put into the overlay when somebody looks for it

    def take(self, item: Item, known: Known | None) -> bool:
        """Whether the item is new, and was placed."""
        if self._before is not None:
            self._add(*self._before)
        sketch = self._memory.sketches[item.key]
        if known is not None:
            self._before = replace(item, fetched_at=known.fetched_at), known.story_id, sketch
            return False
        placement = self.placements.get(item.key) or self._place(item, sketch)
        merger = self._merger(placement)
        if merger is not None:
            self._heirs.add(merger)
        self.placements[item.key] = placement = replace(placement, merger=merger)
        self._before = item, placement.story_id, sketch
        return True

    def end_poll(self, new: Iterable[str]) -> None:
        """All that the poll brought is in the stories as they are after it."""
        if self._heirs:
            for key in new:
                placement = self.placements[key]
                self.placements[key] = replace(placement, story_id=self._heirs.of(placement.story_id))

    def _place(self, item: Item, sketch: Sketch) -> Placement:
        window = self._overlay or self._memory.window
        weights, beat = window.weights(), beat_of(window, sketch, item.dated())
        near = candidates(window, sketch, item.dated(), weights)
        return place(item, sketch, near, weights, self._addresses, beat, alike=self._alike)

    def _merger(self, placement: Placement) -> Merger | None:
        """A placement's merger, after what merged before; None where nothing is left of it."""
        if placement.merger is None:
            return None
        story_id, into = self._heirs.of(placement.merger.story_id), self._heirs.of(placement.merger.into)
        may_merge = story_id != into and self._memory.apart.isdisjoint((story_id, into))
        return placement.merger._replace(story_id=story_id, into=into) if may_merge else None

    def _add(self, item: Item, story_id: str, sketch: Sketch) -> None:
        if self._overlay is None:
            self._overlay = Overlay(self._memory.window, self._heirs)
        url, story_id = item.canonical_url, self._heirs.of(story_id)
        self._overlay.add(_neighbour(item, story_id, sketch, self._now))
        self._addresses[url] = _address(item, story_id).first(self._addresses.get(url))


def stories_in(placements: Mapping[str, Placement], known: Iterable[Known]) -> set[str]:
    """The stories that deciding needs to know of: those that items are in, and those that merge."""
    mergers = [one.merger for one in placements.values() if one.merger is not None]
    merging = {story_id for merger in mergers for story_id in (merger.story_id, merger.into)}
    return merging | {one.story_id for one in placements.values()} | {one.story_id for one in known}


def _address(item: Item, story_id: str) -> Address:
    return Address(item_key=item.key, story_id=story_id, feed_id=item.feed_id, title=item.title, since=item.fetched_at)


def _neighbour(item: Item, story_id: str, sketch: Sketch, now: datetime) -> Neighbour:
    return Neighbour(
        item_key=item.key,
        story_id=story_id,
        publisher=item.publisher,
        dated=item.dated(),
        placed_at=now,
        sketch=sketch,
    )


class Unsettled(Exception):
    """Stories that were to merge, and can't yet: a message of theirs is put off, or stuck."""

    def __init__(self, story_ids: frozenset[str]) -> None:
        super().__init__(*sorted(story_ids))
        self.story_ids = story_ids


def place_and_decide(
    readings: Sequence[Reading],
    memory: Memory,
    ruleset: RuleSet,
    *,
    recalled: Callable[[set[str]], Mapping[str, StoryMemory]],
    default_channel: str,
    now: datetime,
    alike: float = ALIKE,
    calm: Calm | None = None,
) -> tuple[PollRecord, ...]:
    """All that follows from polls. `recalled`: what is known of stories; asked again where some can't merge yet."""
    known = [memory.known[key] for key in memory.sketches.keys() & memory.known.keys()]
    while True:
        placements = place_polls(readings, memory, now, alike)
        stories = recalled(stories_in(placements, known))
        placed = replace(memory, placements=placements, stories=stories)
        try:
            return decide_polls(readings, placed, ruleset, default_channel=default_channel, now=now, calm=calm)
        except Unsettled as unsettled:
            memory = replace(memory, apart=memory.apart | unsettled.story_ids)


def decide_polls(
    readings: Iterable[Reading],
    memory: Memory,
    ruleset: RuleSet,
    *,
    default_channel: str,
    now: datetime,
    calm: Calm | None = None,
) -> tuple[PollRecord, ...]:
    """All that follows from polls whose new items are placed, one after the other. Raises Unsettled."""
    max_ages = {rule.id: rule.max_age for rule in ruleset.rules if rule.max_age is not None}
    calm = calm or Calm()
    desk = _Desk(memory, max_ages, now, calm)
    records = []
    for reading in readings:
        placed = []
        news = list(_news(reading, memory))
        desk.merge(memory.placements[item.key].merger for item, known in news if known is None)
        for item, known in news:
            matches = memory.matches[item.key] if item.key in memory.matches else ruleset.match(item, now)
            placed.append(desk.take(reading, item, known, _routed(matches, default_channel, calm)))
        new = desk.new_deliveries()
        records.append(PollRecord(state=reading.after, placed=tuple(placed), deliveries=new, ruleset=ruleset.digest))
    return tuple(records)


def _news(reading: Reading, memory: Memory) -> Iterator[tuple[Item, Known | None]]:
    """What there is to decide on, oldest first, so that the first report founds the story."""
    for item in sorted(unlike(recognised(reading.items, memory.aliases)), key=lambda item: item.dated()):
        known = memory.known.get(item.key)
        if is_news(item, known):
            yield item, known


def is_news(item: Item, known: Known | None) -> bool:
    """Whether there is anything to decide on an item: it is new, or was rewritten (but not for ever)."""
    return known is None or (known.digest != item.digest and known.revision < MOST_REVISIONS)


def recognised(items: Iterable[Item], aliases: Mapping[str, str]) -> list[Item]:
    """The items, each under the key that it is kept by."""
    return [replace(item, key=aliases[item.key]) if item.key in aliases else item for item in items]


def unlike(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each key once, last first: a feed may repeat a guid, and its first entry counts."""
    return tuple({item.key: item for item in reversed(tuple(items))}.values())


def _routed(matches: Iterable[Match], default_channel: str, calm: Calm) -> tuple[Match, ...]:
    return tuple(match._replace(channel=channel_of(match, default_channel, calm.policy)) for match in matches)


class _Desk:
    """The memory of a walk as it grows item by item."""

    def __init__(
        self,
        memory: Memory,
        max_ages: Mapping[str, timedelta],
        now: datetime,
        calm: Calm,
    ) -> None:
        self.max_ages = max_ages
        self.now = now
        self.calm = calm
        self.memory = memory
        self.publishers = {story: set(seen.publishers) for story, seen in memory.stories.items()}
        self.told = {story: dict(seen.told) for story, seen in memory.stories.items()}
        self.deliveries: list[NewDelivery] = []
        self.heirs = Heirs()

    def new_deliveries(self) -> tuple[NewDelivery, ...]:
        """Those that came since they were asked for."""
        new, self.deliveries = tuple(self.deliveries), []
        return new

    def merge(self, mergers: Iterable[Merger | None]) -> None:
        """What is known of stories that merged is known of the one that goes on."""
        for merger in filter(None, mergers):
            if unsettled := frozenset(filter(self._is_unsettled, (merger.story_id, merger.into))):
                raise Unsettled(unsettled)
            self.heirs.add(merger)
            self.publishers.setdefault(merger.into, set()).update(self.publishers.pop(merger.story_id, ()))
            told = self.told.get(merger.into, {})
            self.told[merger.into] = told_together(told, self.told.pop(merger.story_id, {}))

    def _is_unsettled(self, story_id: str) -> bool:
        remembered = self.memory.stories.get(story_id)
        is_put_off = any(told.put_off is not None for told in self.told.get(story_id, {}).values())
        return is_put_off or (remembered is not None and remembered.is_stuck)

    def take(self, reading: Reading, item: Item, known: Known | None, matches: tuple[Match, ...]) -> Placed:
        """Decides what to tell of one item."""
        sketch = self.memory.sketches[item.key]
        placement = None if known else self.memory.placements[item.key]
        story_id = placement.story_id if placement else self.heirs.of(known.story_id) if known else item.key
        publishers = self.publishers.setdefault(story_id, set())
        is_copy = placement is not None and placement.why is Why.COPY
        if matches or self.told.get(story_id):
            around = self._circumstances(reading, item, known, publishers, is_copy=is_copy)
            decisions = decide(item, story_id, matches, self.told.setdefault(story_id, {}), around)
            self._remember(story_id, decisions)
        else:  # as for nearly every item
            decisions = unmatched(item, story_id)
        if placement is not None and not is_copy:  # a copy that is rewritten stays one
            publishers.add(item.publisher)
        return Placed(
            item=item,
            story_id=story_id,
            placement=placement,
            sketch=sketch,
            matches=matches,
            decisions=decisions,
            revision=known.revision + 1 if known else 0,
        )

    def _circumstances(
        self, reading: Reading, item: Item, known: Known | None, publishers: set[str], *, is_copy: bool
    ) -> Circumstances:
        return Circumstances(
            feed=reading.feed,
            is_first_poll=reading.before.polled_at is None,
            is_new_publisher=bool(publishers) and item.publisher not in publishers and not is_copy,
            is_revision=known is not None,
            is_correction=known is not None and not is_same_headline(known.title, item.title),
            kept=known.kept if known else frozenset(),
            max_ages=self.max_ages,
            now=self.now,
            publishers=len(publishers | {item.publisher}),
            calm=self.calm,
        )

    def _remember(self, story_id: str, decisions: tuple[Decision, ...]) -> None:
        for decision in decisions:
            told = self.told[story_id].get(decision.channel)
            self.deliveries += deliveries_for(decision, told)
            self.calm = after_deciding(self.calm, decision, self.now)
            if decision.reason.tells or decision.reason.puts_off:
                self.told[story_id][decision.channel] = told_after(decision, told)
