"""Vetoes: what keeps two reports apart, however alike their words are.

    two sketches → the decisive facts that differ, as a sentence, or None

A wrong merge hides news, a missed one only tells it twice: so what differs weighs more than what is shared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from monitor.stories.actors import OFFICES, ROLES
from monitor.stories.places import PARENTS, with_all_around
from monitor.stories.quantities import COUNTLESS, DATED, Quantity, read_quantity
from monitor.stories.sketch import Sketch

ALIKE_BUT_FOR_NUMBERS = 0.55  # titles of one pattern, that a number alone tells apart: "Powerball of Jan. 3"
OPINION = frozenset(("opinion",))
REACTION = OPINION | {"react"}
JUDGED = REACTION | {"condemn"}  # the deeds of those who react, in one language; others condemn in other words
SANCTIONERS = frozenset(["eu", "us", "uk", "japan", "canada", "australia", "switzerland", "new-zealand", "south-korea"])
NEIGHBOURS = 2  # the 20th package is not the 21st; an 80th anniversary and a 2nd world war number other things
TOLL_GROWS = 1.5  # the second count of the dead is seldom more than this times the first


def veto(one: Sketch, other: Sketch, pattern: float) -> str | None:
    """The decisive facts that differ, as a sentence. `pattern`: how far the titles are of one pattern, 0 to 1."""
    here, there = one.ids("place"), other.ids("place")
    other_places = _other_places(here, there, with_all_around) or _other_places(here, there, _narrow)
    return other_places or _other_numbers(_quantities(one), _quantities(other), pattern)


def veto_by_what_is_exact(one: Sketch, other: Sketch) -> str | None:
    """The towns, regions or counts that differ, as a sentence, whatever countries are named."""
    counts, others = ([it for it in _quantities(sketch) if it.unit not in DATED] for sketch in (one, other))
    other_places = _other_places(one.ids("place"), other.ids("place"), _narrow)
    return other_places or _other_numbers(counts, others, 0.0)


def _other_places(
    here: frozenset[str], there: frozenset[str], seen: Callable[[Iterable[str]], frozenset[str]]
) -> str | None:
    """That both name places, and none in common, as they are `seen`: with all around, or towns and regions alone."""
    ours, theirs = seen(here), seen(there)
    if ours and theirs and ours.isdisjoint(theirs):
        return f"other places: {_listed(here)}, not {_listed(there)}"
    return None


def other_actors(one: Sketch, other: Sketch) -> str | None:
    """The actors, where both titles name some and none in common; and persons and bodies by themselves.

    That both tell of troops, or of a minister, is nothing in common. What is nearly the same text outweighs it.
    """
    ours, theirs = one.ids("actor"), other.ids("actor")
    return _none_in_common(ours, theirs) or _none_in_common(ours - ROLES, theirs - ROLES)


def other_sanctioners(one: Sketch, other: Sketch) -> str | None:
    """Who imposes sanctions, where both titles tell of some: each has rounds of its own, often on one day."""
    return _none_in_common(*(_sanctioners(sketch) for sketch in (one, other)))


def _sanctioners(sketch: Sketch) -> frozenset[str]:
    if "sanctions" not in sketch.ids("deed"):
        return frozenset()
    return (sketch.ids("actor") | sketch.ids("place")) & SANCTIONERS


def _none_in_common(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    if not ours or not theirs or not ours.isdisjoint(_in_office(theirs)) or not theirs.isdisjoint(_in_office(ours)):
        return None
    return f"other actors: {_listed(ours)}, not {_listed(theirs)}"


def a_reaction(one: Sketch, other: Sketch, told_by: frozenset[str] = REACTION) -> str | None:
    """That one alone tells how people took it: such a report names all that the event's names, and is another."""
    is_told = {not told_by.isdisjoint(sketch.ids("deed")) for sketch in (one, other)}
    return "one of them tells a reaction or an opinion" if len(is_told) > 1 else None


def _in_office(actors: frozenset[str]) -> frozenset[str]:
    """Actors with the offices that they hold: the president is Trump, or may be."""
    return actors.union(*(OFFICES[actor] for actor in actors if actor in OFFICES))


def _narrow(places: Iterable[str]) -> frozenset[str]:
    """Towns and regions without the countries that they lie in: Kharkiv is not Odesa, though both are Ukraine."""
    return frozenset(place for place in with_all_around(places) if place in PARENTS)


def _other_numbers(ours: Iterable[Quantity], theirs: Iterable[Quantity], pattern: float) -> str | None:
    by_unit: dict[str, tuple[set[float], set[float]]] = defaultdict(lambda: (set(), set()))
    for side, quantities in enumerate((ours, theirs)):
        for quantity in quantities:
            by_unit[quantity.unit][side].add(quantity.value)
    for unit, (here, there) in sorted(by_unit.items()):
        if not here or not there or here & there or (unit in COUNTLESS and pattern < ALIKE_BUT_FOR_NUMBERS):
            continue
        if unit == "ordinal" and min(abs(one - other) for one in here for other in there) > NEIGHBOURS:
            continue
        if unit == "people" and max(here) <= TOLL_GROWS * max(there) and max(there) <= TOLL_GROWS * max(here):
            continue
        return f"other numbers: {_values(here)}, not {_values(there)} {unit}".rstrip()
    return None


def _quantities(sketch: Sketch) -> list[Quantity]:
    return [read_quantity(written) for written in sorted(sketch.ids("number"))]


def _values(values: Iterable[float]) -> str:
    return ", ".join(f"{value:,.15g}" for value in sorted(values))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
