"""Odds: how likely it is that two reports of the watch tell one event, by all that both say or only one does.

    newcomer + beat → of each story in it the log-odds that the newcomer tells it too, best first

What two reports share in title or first lines speaks for it, the more so the rarer it is on their beat; what one's
title says and the other nowhere, the time between them, and how much else is told on that beat speak against it. These
are added up, each with what it counts. docs/performance-stories.md says by which reports that was fitted, and how it
does on others. What one newsroom wrote is not compared: each of its reports is news.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from operator import mul
from typing import NamedTuple

from monitor.stories.beat import Beat
from monitor.stories.leads import cosine_of
from monitor.stories.newcomer import Newcomer, in_all_words
from monitor.stories.sketch import TOLD, are_of_two_languages
from monitor.stories.vetoes import JUDGED, REACTION, a_reaction, other_actors, other_sanctioners, veto_by_what_is_exact
from monitor.stories.window import Neighbour


class Signs(NamedTuple):
    """What speaks for one event, and against it; 1 where it is so, if it is whether.

    Weights are those of the beat. Names and topics count in `cover` alone: many reports share one by chance.
    """

    cover: float  # how much of each title the other report says too, 0 to 1; 0 where that is but one fact
    words: float  # cosine of the titles by their words; across languages, by the names that are spelt alike
    what: float  # whether a deed or a number is shared
    who: float  # whether a place or an actor is
    second: float  # weight of the rarest shared fact but one
    known: float  # facts in the title that has the fewer: of some little more than a place is understood
    unshared: float  # weight of what one title says, and the other report nowhere
    across: float  # whether their feeds say that they are in two languages, of which titles share the less
    flash: float  # whether one is a flash, which says little
    days: float  # between them
    others: float  # natural logarithm of how many reports are on the beat


COEFFICIENTS = Signs(
    cover=3.2,
    words=4.2,
    what=1.02,
    who=1.07,
    second=0.2,
    known=0.33,
    unshared=-0.156,
    across=1.26,
    flash=1.32,
    days=-3.2,
    others=-1.09,
)
CONSTANT = 0.9
LEAST = 0.75  # log-odds from which two reports tell one event: measured, docs/performance-stories.md
LEAST_PROBABILITY = 1 / (1 + exp(-LEAST))
FEWEST_OTHERS = 12  # reports that a beat is taken to have besides: that there is little else proves little
FEWEST_SHARED = 2  # facts: one is on the way of any two reports of a beat
UNREAD = 5.0  # squared weight of what a title is taken to say besides
MOST_CLOSE = 8  # reports, by the weight of what they share with the newcomer, whose stories are looked at
MOST_OF_A_STORY = 12
NAME = f"{TOLD}name:"
WHAT = (f"{TOLD}deed:", f"{TOLD}number:")
WHO = (f"{TOLD}place:", f"{TOLD}actor:")
LOOSE = (NAME, f"{TOLD}topic:")


class Chance(NamedTuple):
    """A story of the beat that the newcomer may tell: the log-odds that it does, and its closest report."""

    log_odds: float
    near: Neighbour

    against: str | None  # what keeps the two apart all the same

    @property
    def probability(self) -> float:
        return 1 / (1 + exp(-self.log_odds))

    @property
    def holds(self) -> bool:
        return self.log_odds >= LEAST and self.against is None


def chances(one: Newcomer, beat: Beat) -> list[Chance]:
    """The stories of the beat that the newcomer may tell, best first.

    Half of what a story counts is its closest report, half all of them: an event grows by reports that tell one side
    of it, and a chain of likenesses leads from any event to any other.
    """
    reports = [near for near in beat.reports if near.publisher != one.publisher]
    shared = {near.item_key: _shared(one, near, beat) for near in reports}
    ranked = sorted(reports, key=lambda near: (-shared[near.item_key], near.item_key))
    likely = {near.story_id for near in ranked[:MOST_CLOSE]}
    odds: dict[str, list[tuple[float, str, Neighbour]]] = defaultdict(list)
    for near in ranked:
        if near.story_id in likely and len(odds[near.story_id]) < MOST_OF_A_STORY:
            odds[near.story_id].append((log_odds(signs(one, near, beat)), near.item_key, near))
    found = [_chance(one, those) for those in odds.values()]
    return sorted(found, key=lambda chance: (-chance.log_odds, chance.near.story_id))


def _chance(one: Newcomer, reports: Sequence[tuple[float, str, Neighbour]]) -> Chance:
    near = max(reports)[2]
    ours, theirs = one.sketch, near.sketch
    told_by = REACTION if are_of_two_languages(ours, theirs) else JUDGED
    against = a_reaction(ours, theirs, told_by) or veto_by_what_is_exact(ours, theirs)
    against = against or other_actors(ours, theirs) or other_sanctioners(ours, theirs)
    return Chance(_together([odds for odds, _, _ in reports]), near, against)


def _shared(one: Newcomer, near: Neighbour, beat: Beat) -> float:
    return round(sum([beat.weights[fact] for fact in shared_facts(one, near)]), 6)  # summed in any order


def shared_facts(one: Newcomer, near: Neighbour) -> frozenset[str]:
    """What both say in title or first lines, each behind TOLD."""
    return one.told.intersection(near.sketch.told + near.sketch.below)


def _together(odds: Sequence[float]) -> float:
    return (max(odds) + sum(odds) / len(odds)) / 2


def log_odds(said: Signs) -> float:
    """The natural logarithm of the odds that two reports tell one event."""
    together: float = sum(map(mul, COEFFICIENTS, said))
    return CONSTANT + together


def signs(one: Newcomer, near: Neighbour, beat: Beat) -> Signs:
    """`near` is of the beat."""
    weights, sketch = beat.weights, near.sketch
    ours, theirs = frozenset(one.sketch.told[1:]), frozenset(sketch.told[1:])
    whole, other = one.told, theirs.union(sketch.below)
    shared = whole & other
    there, missing = _held_against(ours, other, weights)
    here, lacking = _held_against(theirs, whole, weights)
    rarest = sorted([weights[fact] for fact in _firm(shared)], reverse=True)
    return Signs(
        cover=sqrt(there * here) if len(shared) >= FEWEST_SHARED else 0.0,
        words=_in_words(one, near),
        what=any(fact.startswith(WHAT) for fact in shared),
        who=any(fact.startswith(WHO) for fact in shared),
        second=rarest[1] if len(rarest) > 1 else 0.0,
        known=min(len(_firm(ours)), len(_firm(theirs))),
        unshared=missing + lacking,
        across=are_of_two_languages(one.sketch, sketch),
        flash=one.sketch.flash or sketch.flash,
        days=abs(one.dated - near.dated).total_seconds() / 86_400,
        others=log(FEWEST_OTHERS + len(beat.reports)),
    )


def _firm(facts: Iterable[str]) -> list[str]:
    return [fact for fact in facts if not fact.startswith(LOOSE)]


def _held_against(title: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> tuple[float, float]:
    """How much of a title, by squared weights, another report says too; and what the rest of it weighs.

    A word that may be a name counts where both have it, and is not missed elsewhere: any word of Korean may be one.
    Topics are missed, but weigh nothing then.
    """
    both = sum([weights[fact] ** 2 for fact in title & other])
    missing = [fact for fact in title - other if not fact.startswith(NAME)]
    alone = sum([weights[fact] ** 2 for fact in missing])
    return both / (both + alone + UNREAD), sum([weights[fact] for fact in _firm(missing)])


def _in_words(one: Newcomer, near: Neighbour) -> float:
    shared = one.words.intersection(near.sketch.words) | one.things.intersection(near.sketch.things)
    if not shared:
        return 0.0
    return cosine_of(one.weights.named.of(shared), one.in_words, in_all_words(one.weights, near.sketch))
