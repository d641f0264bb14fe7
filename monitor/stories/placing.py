"""Placing: which story an item belongs to, and why.

    item + candidates → for each a comparison (comparing.py) → a placement

Two reports tell one story when they stand at one address, or when one is alike enough to its best candidate and the
rest of that one's story bears it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlsplit

from monitor.config import ALIKE
from monitor.model import Item
from monitor.stories.beat import NO_BEAT, Beat
from monitor.stories.comparing import Comparison, Why, compare, recurs
from monitor.stories.heirs import Merger
from monitor.stories.merging import merger_of
from monitor.stories.newcomer import Newcomer
from monitor.stories.odds import LEAST, LEAST_PROBABILITY, Chance, chances, log_odds, shared_facts, signs
from monitor.stories.sketch import TOLD, Sketch
from monitor.stories.weights import KINDS, Weights
from monitor.stories.window import Neighbour

CLEAR = 0.12  # by how much another language's story must be more alike than any other: wars have many days
WORTH_TELLING = 0.3  # probability from which the likeliest story is told of a report that founds its own
BY_FACTS = frozenset((Why.SAME_FACTS, Why.LIKE_FACTS))  # which name rather than say, so that any day of a war is like


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """The next best story, and why the item is not in it."""

    story_id: str
    item_key: str
    likeness: float
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The story of an item; `near` is the neighbour that it was joined to, `shared` the facts that speak for it.

    `merger`: the story that turned out to be one with it by this item.
    """

    story_id: str
    why: Why
    near: str | None = None
    likeness: float | None = None
    shared: tuple[str, ...] = ()
    runner_up: RunnerUp | None = None
    merger: Merger | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An item that stands at an address already."""

    item_key: str
    story_id: str
    feed_id: str
    title: str
    since: datetime  # when the item first came

    def first(self, other: "Address | None") -> "Address":
        """Of two at one address, the one that came first; None where there is no other."""
        return self if other is None or (self.since, self.item_key) < (other.since, other.item_key) else other

    def speaks_for(self, item: Item) -> bool:
        """Whether `item`, at the same address, is the same article.

        Entries of one feed that share an address under other titles are those of a live page: each may be news.
        """
        return self.feed_id != item.feed_id or self.title == item.title


def place(
    item: Item,
    sketch: Sketch,
    candidates: Sequence[Neighbour],
    weights: Weights,
    addresses: Mapping[str, Address] | None = None,
    beat: Beat = NO_BEAT,
    *,
    alike: float = ALIKE,
) -> Placement:
    """The story that `item` belongs to: that of its best candidate, or its own. Decided once, and never again.

    `alike` is the cosine from which two embeddings mean the same.
    """
    there = (addresses or {}).get(item.canonical_url)
    if there is not None and there.speaks_for(item) and has_own_page(item.canonical_url):
        return Placement(story_id=there.story_id, why=Why.SAME_URL, near=there.item_key)
    newcomer = Newcomer(item.publisher, item.dated(), sketch, weights, alike)
    ranked = [found for near in candidates if (found := compare(newcomer, near)) is not None]
    ranked.sort(key=_BY_AGE)
    ranked.sort(key=_BY_LIKENESS, reverse=True)  # equals stay in the order of their age
    holding = (one for one in ranked if one.holds and _is_borne_out(one, ranked, candidates))
    best = next((one for one in holding if _is_likely(one, beat)), None)
    stories = chances(newcomer, beat)
    placement = _by_likeness(best, ranked) if best is not None else _by_odds(newcomer, stories)
    if placement is None:
        likeliest = _less_likely(stories[0]) if stories and stories[0].probability >= WORTH_TELLING else None
        return Placement(story_id=item.key, why=Why.FOUNDED, runner_up=likeliest or _runner_up(ranked, item.key))
    if placement.why is Why.COPY:  # it tells nothing of its own
        return placement
    return replace(placement, merger=merger_of(newcomer, item.key, placement.story_id, stories, beat))


def _by_likeness(best: Comparison, ranked: Sequence[Comparison]) -> Placement:
    return Placement(
        story_id=best.near.story_id,
        why=best.why,
        near=best.near.item_key,
        likeness=round(best.likeness, 3),
        shared=_told(best.shared),
        runner_up=_runner_up(ranked, best.near.story_id),
    )


def _is_likely(one: Comparison, beat: Beat) -> bool:
    """Whether the odds are even at least, where two reports of the watch name the same: on a beat all name much."""
    if one.why not in BY_FACTS or not one.newcomer.sketch.told or not one.near.sketch.told:
        return True
    return log_odds(signs(one.newcomer, one.near, beat)) >= 0


def _by_odds(newcomer: Newcomer, stories: Sequence[Chance]) -> Placement | None:
    """The story of its beat that it tells in all likelihood; None where there is none."""
    best = next((chance for chance in stories if chance.holds), None)
    if best is None:
        return None
    others = [chance for chance in stories if chance is not best]
    return Placement(
        story_id=best.near.story_id,
        why=Why.LIKELY,
        near=best.near.item_key,
        likeness=round(best.probability, 3),
        shared=_told([fact.removeprefix(TOLD) for fact in shared_facts(newcomer, best.near)]),
        runner_up=_less_likely(others[0]) if others else None,
    )


def _less_likely(other: Chance) -> RunnerUp:
    chance = other.probability
    if other.against is None and other.log_odds >= LEAST:
        against = f"another story is likelier; this one {chance:.2f}"
    else:
        against = other.against or f"probability {chance:.2f}, {LEAST_PROBABILITY:.2f} needed"
    return RunnerUp(
        story_id=other.near.story_id, item_key=other.near.item_key, likeness=round(chance, 3), against=against
    )


_BY_AGE = attrgetter("near.dated", "near.item_key")
_BY_LIKENESS = attrgetter("likeness")


def has_own_page(url: str) -> bool:
    """Whether an address can stand for one article: some feeds link every entry to the site's front page."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _is_borne_out(best: Comparison, ranked: Sequence[Comparison], candidates: Iterable[Neighbour]) -> bool:
    """Whether the rest of its story speaks for it too: a chain of likenesses leads from any event to any other."""
    newcomer, may_recur = best.newcomer, best.why is Why.LIKE_TEXT
    story = [near for near in candidates if near.story_id == best.near.story_id]
    keys = {near.item_key for near in story if not (may_recur and recurs(newcomer, near))}
    for_it = (one for one in ranked if one.near.item_key in keys)
    speaking = sum(1 for one in for_it if one.likeness >= one.needed / 2 and one.against is None)
    return 2 * speaking >= len(keys) and (best.why not in BY_FACTS or _is_clear(best, ranked))


def _is_clear(best: Comparison, ranked: Iterable[Comparison]) -> bool:
    """Whether no other story comes close. One that tells what the best tells is no rival: either is the right one."""
    one, near = best.newcomer, best.near
    rivals = [
        one.near
        for one in ranked
        if one.near.story_id != near.story_id and best.likeness - one.likeness < CLEAR and one.against is None
    ]
    if not rivals:
        return True
    told = Newcomer(near.publisher, near.dated, near.sketch, one.weights, one.alike)
    compared = [compare(told, rival) for rival in rivals]
    return all(one is not None and one.holds for one in compared)


def _runner_up(ranked: Iterable[Comparison], story_id: str) -> RunnerUp | None:
    other = next((one for one in ranked if one.near.story_id != story_id and one.likeness > 0), None)
    if other is None:
        return None
    against = other.against if other.likeness >= other.needed / 2 else None  # why it is not alike tells nobody anything
    if against is None and other.likeness >= other.needed:
        against = "another story is more alike, or the rest of its reports is not"
    against = against or f"likeness {other.likeness:.2f}, {other.needed:.2f} needed"
    return RunnerUp(
        story_id=other.near.story_id,
        item_key=other.near.item_key,
        likeness=round(other.likeness, 3),
        against=against,
    )


def _told(shared: Iterable[str]) -> tuple[str, ...]:
    """Shared facts for people: what names the event first, words last."""
    order = ["lead", *KINDS, "meaning"]
    return tuple(sorted(shared, key=lambda fact: (-order.index(fact.partition(":")[0]), fact)))
