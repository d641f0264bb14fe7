"""Merging: two stories that turn out to be one, by a report that tells both.

the chances of a placed report (odds.py) + the beat → Merger | None

What desks write first of an event may share little, so that it founds two stories; a later report shows that they are
one. Both were told by then, so that a merger hides nothing, and only what follows is told once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from monitor.stories.beat import Beat
from monitor.stories.heirs import Merger
from monitor.stories.newcomer import Newcomer
from monitor.stories.odds import Chance, log_odds, signs
from monitor.stories.window import Neighbour

LEAST_MERGED = 1.0  # log-odds; more than joining takes, since a wrong merger costs a whole story
LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_COMPARED = 6  # reports of either story, each with each


def merger_of(one: Newcomer, item_key: str, story_id: str, stories: Sequence[Chance], beat: Beat) -> Merger | None:
    """The story that is one with `story_id`, in which the newcomer was placed; `stories`: all that it may tell.

    The earlier goes on. Half of what counts is how likely the newcomer tells the other story, half all pairs of both.
    """
    for other in stories:
        near = other.near
        if not other.holds or near.story_id == story_id:
            continue
        ours, theirs = _of(beat, story_id), _of(beat, near.story_id)
        if (other.log_odds + _mean(one, ours, theirs, beat)) / 2 >= LEAST_MERGED:
            merger = Merger(near.story_id, story_id, item_key, near.item_key, round(other.probability, 3))
            return merger if _is_earlier(beat, story_id, near.story_id) else merger.reverse
    return None


def _mean(one: Newcomer, ours: Sequence[Neighbour], theirs: Sequence[Neighbour], beat: Beat) -> float:
    """The mean log-odds of a report of this story, the newcomer among them, and one of the other one."""
    told = [one, *(_newcomer(near, one) for near in ours[: MOST_COMPARED - 1])]
    of_two = [(our, their) for our in told for their in theirs[:MOST_COMPARED] if our.publisher != their.publisher]
    odds = [log_odds(signs(our, their, beat)) for our, their in of_two]
    return sum(odds) / len(odds) if odds else 0.0


def _newcomer(near: Neighbour, beside: Newcomer) -> Newcomer:
    return Newcomer(near.publisher, near.dated, near.sketch, beside.weights, beside.alike)


def _of(beat: Beat, story_id: str) -> list[Neighbour]:
    return [near for near in beat.reports if near.story_id == story_id]


def _is_earlier(beat: Beat, one: str, other: str) -> bool:
    """Which story was founded first; one whose founder is remembered no more is older than all others."""
    return (beat.began(one) or LONG_AGO, one) < (beat.began(other) or LONG_AGO, other)
