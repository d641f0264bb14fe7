"""A story's life, and who stands behind it.

its reports → founded, growing, quiet or closed; the publishers that report it of their own
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.stories.comparing import Why
from monitor.stories.window import WINDOW

ASTIR = timedelta(hours=6)  # since the last report; newsrooms that follow an event write again within a shift


class Life(StrEnum):
    """How far a story has come."""

    FOUNDED = "founded"  # one report, just now
    GROWING = "growing"  # more than one, the last just now
    QUIET = "quiet"  # nothing for some hours
    CLOSED = "closed"  # too old to be joined by likeness: what is like it now is another event


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report, as far as counting its publisher goes."""

    publisher: str
    why: Why
    agency: str = ""
    state_media: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Who tells a story. Each publisher stands in one of the three, in the order of its first report."""

    independent: tuple[str, ...]
    state: tuple[str, ...]
    copying: tuple[str, ...]  # only with another's text, or with a text of an agency that has been counted


def life_of(reports: int, last_item_at: datetime, now: datetime) -> Life:
    """How far a story with so many reports has come."""
    silent = now - last_item_at
    if silent > WINDOW:
        return Life.CLOSED
    if silent > ASTIR:
        return Life.QUIET
    return Life.GROWING if reports > 1 else Life.FOUNDED


def sources_of(tellings: Sequence[Telling]) -> Sources:
    """Who tells it of their own, counted once each: state media apart, syndicated copies not at all."""
    own = [one for one in tellings if one.why is not Why.COPY]
    first_of_agency = {one.agency: one.publisher for one in reversed(own) if one.agency}
    independent: dict[str, None] = {}
    state: dict[str, None] = {}
    copying: dict[str, None] = {}
    for one in tellings:
        is_own = one.why is not Why.COPY and first_of_agency.get(one.agency, one.publisher) == one.publisher
        kept = copying if not is_own else state if one.state_media else independent
        kept[one.publisher] = None
    return Sources(
        independent=tuple(independent),
        state=tuple(name for name in state if name not in independent),
        copying=tuple(name for name in copying if name not in independent and name not in state),
    )
