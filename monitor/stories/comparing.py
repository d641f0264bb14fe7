"""Comparing: how alike two reports are, and in which way.

    two sketches → likeness, how much of it is needed, shared facts, what speaks against it

Two reports tell one story when they say it in like words, if need be those of their first lines; when they say some of
it in like words and name the same besides, in titles within hours; or, in two languages, when they name the same
places, actors, deeds and numbers; with a model, also when they mean the same and name some of it; and a newsroom's
flashes of one hour when they name the same. Where decisive facts differ, or first lines, they stay apart (vetoes.py).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from monitor.stories.actors import BODIES
from monitor.stories.embedding import cosine
from monitor.stories.leads import (
    COPY,
    are_of_one_template,
    cosine_of,
    have_first_lines,
    is_copy,
    likeness_in_leads,
    said_by_both,
)
from monitor.stories.newcomer import Newcomer, in_all_words
from monitor.stories.sketch import FEWEST_TERMS, Sketch, are_of_two_languages, numbers_of, stems_in
from monitor.stories.vetoes import JUDGED, OPINION, a_reaction, other_actors, other_sanctioners, veto
from monitor.stories.window import WINDOW, Neighbour

LIKE_WORDS = 0.36  # cosine of two reports' facts, weighted by rarity; measured: docs/performance-stories.md
LIKE_TEXT = 0.48  # the same, where what the other's first lines say counts as shared too
LIKE_FACTS = 0.45
SOME_FACTS = 0.3  # of two titles that mean the same to a model: alone it takes any two raids for one
FEWEST_NAMED = 2  # facts that they share
FEWEST_COMMON = 2  # words; feeds lie about their language, words that are shared do not
NEARLY_EQUAL = 0.7  # wordings of one title
FEWEST_TELLING = 2  # of what is shared in one language, beyond places and actors
IN_TITLES = 0.15  # share of a title's squared length that has to be in the other title before first lines are read
FEWEST_IN_TEXT = 4  # of the same, where some of it stands in first lines only
LIKE_BOTH = 0.46  # the mean of both cosines, words' and facts', where neither is enough
SAME_HOURS = timedelta(hours=6)  # in which that counts: what names the same a day later is often the next event
FEWEST_DEEDS = 2  # or numbers, that both then name, and as many words; or one more of them
LIKE_LEADS = 0.46  # cosine of all that two reports say in title and first lines
LIKE_NAMED = 0.42  # the mean of that and of the facts' cosine, where neither is enough
FEWEST_ALIKE = (0.4, 0.3, 0.22)  # of the first of these then, by how many deeds or numbers both name: none, one, more
FEWEST_SAID = 4  # words of these that both have
UNLIKE_LEADS = 0.1  # the same, below which titles of like words are of two events
FEWEST_SHARED = 3  # facts, whatever they weigh
LEAST_EVIDENCE = 11.0  # summed rarity of the shared facts of two languages: "Trump" and "Iran" are in too many
FLASHES = timedelta(hours=1)  # in which one newsroom's flashes and its report are of one event
LIKE_FLASHES = 0.7  # cosine of the facts that they name
LATE = timedelta(hours=18)  # from here on, reports must be the more alike
LATER_BY = 0.3  # how much more, at the end of the window
RECURS = timedelta(hours=16)  # a publisher's own headline again, after this: a daily column, or the next event


class Why(StrEnum):
    """Why an item is in its story."""

    FOUNDED = "founded"  # nothing like it is remembered
    SAME_URL = "same_url"
    COPY = "copy"  # the same text under another name, or from the same agency
    LIKE_TITLE = "like_title"
    LIKE_TEXT = "like_text"  # by first lines: each title in the other's, or all of both
    LIKE_FACTS = "like_facts"  # some of its words and most of what it names, within hours
    FLASH = "flash"  # one newsroom's flashes of one event, and its report, within the hour
    SAME_FACTS = "same_facts"  # in another language
    LIKELY = "likely"  # by all that both say, weighed against what only one does
    SAME_MEANING = "same_meaning"  # to the embedding model, and some facts say so too


class Comparison(NamedTuple):
    """One candidate, compared in one way: `likeness` 0 to 1, how much of it is needed, the facts shared.

    A tuple, since sixteen are made for each item and this is the cheapest frozen value. What keeps the two apart is
    looked for only where it is asked: most are not alike enough for it to matter. `pattern`: how alike the titles are,
    where numbers alone tell them apart. `objection`: what this way of comparing has to say against it; None: they are
    one text, and nothing can be said against that.
    """

    newcomer: "Newcomer"
    near: Neighbour
    why: Why
    likeness: float
    needed: float
    shared: frozenset[str]
    pattern: float
    objection: "Callable[[Comparison], str | None] | None"

    @property
    def against(self) -> str | None:
        """What keeps the two apart, as a sentence."""
        return None if self.objection is None else self.objection(self) or _decisive(self)

    @property
    def holds(self) -> bool:
        return self.likeness >= self.needed and self.against is None


def compare(one: Newcomer, near: Neighbour) -> Comparison | None:
    """How alike two reports are, by words where they share a language, else by what languages share.

    Where that is too little, titles that mean the same need less of it. None where hardly anything is shared.
    """
    other, is_own = near.sketch, one.publisher == near.publisher
    if other.marks and not one.marks.isdisjoint(other.marks) and (copy := _as_copy(one, near)) is not None:
        return copy
    words = one.as_word_or_part.intersection(other.words)
    things = one.things.intersection(other.things)
    is_worded = len(words) >= FEWEST_COMMON and _are_several(words)
    if not is_worded and len(things) < FEWEST_COMMON and one.sketch.lang == other.lang != "":
        if not is_own:
            return _beyond_titles(one, near, one.words.intersection(words) | things, things)
        if one.sketch.embedding is None and not (one.sketch.flash or other.flash):
            return None
    gap = abs(one.dated - near.dated)
    in_titles, later = one.words.intersection(words) | things, _later(gap)
    best = _in_words(one, near, in_titles, later) if is_worded else _in_facts(one, near, things, later)
    if best.likeness >= best.needed and _reads_alike(best):
        return best
    further = _read_further(best, in_titles, things, later)
    if further is not best:
        return further
    if is_own:
        return (_in_flashes(best, things) if gap <= FLASHES else None) or best
    both = _in_both(best, things) if gap <= SAME_HOURS else None
    if both is None and best.shared:
        both = _in_leads(one, near, things, later, _pattern(best))
    return both or best


def _as_copy(one: Newcomer, near: Neighbour) -> Comparison | None:
    """By first lines that are the same; None where they are not."""
    other = near.sketch
    if not is_copy(one.lead, other):
        return None
    if one.publisher != near.publisher:
        return Comparison(one, near, Why.COPY, 1.0, COPY, frozenset(("lead:the same text",)), 1.0, None)
    if other.said and one.sketch.said == other.said:  # its own title once more, however little that says
        return Comparison(one, near, Why.LIKE_TITLE, 1.0, LIKE_WORDS, frozenset(other.said), 1.0, None)
    return None


def _later(gap: timedelta) -> float:
    """How much more alike two reports have to be, for the time between them."""
    return LATER_BY * ((gap - LATE) / (WINDOW - LATE)) if gap > LATE else 0.0


def _beyond_titles(
    one: Newcomer, near: Neighbour, in_titles: frozenset[str], things: frozenset[str]
) -> Comparison | None:
    """Two publishers' reports in one language, whose titles share hardly anything; None where nothing else is alike."""
    named = _shared_by_languages(one, near.sketch, things)
    if not in_titles and not named and one.sketch.embedding is None:
        return None
    later = _later(abs(one.dated - near.dated))
    found = _in_other_words(one, near, in_titles, things, later)
    return _in_leads(one, near, things, later, 0.0) if found is None and named else found


def _are_several(words: frozenset[str]) -> bool:
    """Whether these are words enough; one that is part of a name in one title, and none in the other, is one word."""
    return len(words) >= 2 * FEWEST_COMMON or len({fact[len("word:") :] for fact in words}) >= FEWEST_COMMON


def _reads_alike(compared: Comparison) -> bool:
    """Whether nothing in this way of comparing the two speaks against it, where they are alike enough."""
    return compared.objection is None or compared.objection(compared) is None


def _read_further(best: Comparison, in_titles: frozenset[str], things: frozenset[str], later: float) -> Comparison:
    """The first of the further ways to compare the two that would join them; else that which comes closest."""
    one, near = best.newcomer, best.near
    if further := _in_other_words(one, near, in_titles, things, later):
        return further
    if best.why is not Why.LIKE_TITLE or not are_of_two_languages(one.sketch, near.sketch):
        return best
    facts = _in_facts(one, near, things, later)
    joins = facts.likeness >= facts.needed and _reads_alike(facts)
    return facts if joins or facts.likeness > best.likeness else best


def _in_other_words(
    one: Newcomer, near: Neighbour, in_titles: frozenset[str], things: frozenset[str], later: float
) -> Comparison | None:
    """By first lines, or by what both mean, where that would join them.

    A publisher's first lines say again what it said yesterday, so they count only beside another's.
    """
    if in_titles and one.publisher != near.publisher and not are_of_two_languages(one.sketch, near.sketch):
        text = _in_text(one, near, in_titles, later)
        if text is not None and text.likeness >= text.needed:
            return text
    return None if one.sketch.embedding is None else _in_meaning(one, near, things, later)


def _decisive(compared: Comparison) -> str | None:
    """What keeps two reports apart in whichever way they are compared."""
    one, near = compared.newcomer, compared.near
    if against := veto(one.sketch, near.sketch, compared.pattern):
        return against
    if against := a_reaction(one.sketch, near.sketch, OPINION) or other_sanctioners(one.sketch, near.sketch):
        return against
    if compared.why is Why.LIKE_TITLE and recurs(one, near):
        return "the same publisher's headline of another day"
    return None


def recurs(one: Newcomer, near: Neighbour) -> bool:
    """Whether one newsroom wrote both, on two days: then likeness says little, and so does the lack of it."""
    return one.publisher == near.publisher and abs(one.dated - near.dated) > RECURS


def _in_words(one: Newcomer, near: Neighbour, shared: frozenset[str], later: float) -> Comparison:
    other, weights = near.sketch, one.weights
    likeness = cosine_of(weights.named.of(shared), one.in_words, in_all_words(weights, other))
    return Comparison(one, near, Why.LIKE_TITLE, likeness, LIKE_WORDS + later, shared, likeness, _against_words)


def _against_words(compared: Comparison) -> str | None:
    if _fewest_words(compared.newcomer, compared.near.sketch) < FEWEST_TERMS:
        return "too few words to tell"
    if compared.likeness >= NEARLY_EQUAL:
        return None
    if _telling(compared.shared) < FEWEST_TELLING:
        return "little but who and where is shared"
    if others := other_actors(compared.newcomer.sketch, compared.near.sketch):
        return others
    return _other_lines(compared.newcomer, compared.near)


def _other_lines(one: Newcomer, near: Neighbour) -> str | None:
    """That the first lines tell of something else, where both have some."""
    other = near.sketch
    if not have_first_lines(one.sketch, other):
        return None
    alike = one.in_leads.get(near.item_key)
    if alike is None:
        alike = one.in_leads[near.item_key] = likeness_in_leads(one, other, said_by_both(one, other))
    return None if alike >= UNLIKE_LEADS else f"other first lines: likeness {alike:.2f}"


def _in_text(one: Newcomer, near: Neighbour, shared: frozenset[str], later: float) -> Comparison | None:
    """By titles and first lines: two desks word a title differently, and use each other's words below it.

    None where that is too little: each title has to stand, by half of its weight or so, in what the other says.
    `shared`: by the titles alone.
    """
    other, both = near.sketch, one.weights.named.of(shared)
    if not both or both < IN_TITLES * one.in_words:
        return None
    if not other.lead and both < LIKE_TEXT**2 * one.in_words:
        return None
    below = {one.numbered[number] for number in one.numbers.intersection(stems_in(other.lead))} - shared
    ours = (both + one.weights.of(below)) / one.in_words
    if ours < LIKE_TEXT**2:
        return None
    above = {fact for fact, number in zip(other.words, numbers_of(other), strict=True) if number in one.lead} - shared
    whole = in_all_words(one.weights, other)
    theirs = (both + one.weights.of(above)) / whole
    likeness, found = round(sqrt(ours * theirs), 6), shared | below | above
    if likeness < LIKE_TEXT or _telling(found) < FEWEST_IN_TEXT or _fewest_words(one, other) < FEWEST_TERMS:
        return None
    pattern = both / sqrt(one.in_words * whole)
    return Comparison(one, near, Why.LIKE_TEXT, likeness, LIKE_TEXT + later, found, pattern, _nothing_more)


def _nothing_more(_compared: Comparison) -> None:
    """Of a comparison that is made only where nothing in its way speaks against it."""


def _telling(shared: Iterable[str]) -> int:
    return sum(1 for fact in shared if fact.startswith(("word:", "deed:", "number:")))


def _in_facts(one: Newcomer, near: Neighbour, things: frozenset[str], later: float) -> Comparison:
    """By what languages share. `things`: what of it they share of their things."""
    shared = _shared_by_languages(one, near.sketch, things)
    likeness = _likeness_in_facts(one, near.sketch, shared)
    return Comparison(one, near, Why.SAME_FACTS, likeness, LIKE_FACTS + later, shared, likeness, _against_facts)


def _against_facts(compared: Comparison) -> str | None:
    """It has to be several facts, rare enough together, a deed, a topic or a number among them."""
    one, other, shared = compared.newcomer, compared.near.sketch, compared.shared
    if one.sketch.lang and one.sketch.lang == other.lang:
        return "in one language, and few words are shared"
    if _too_few(one, shared):
        return "too few facts are shared"
    if others := other_actors(one.sketch, other) or a_reaction(one.sketch, other):
        return others
    if not any(fact.startswith(("deed:", "topic:", "number:")) for fact in shared):
        return "no deed, no topic and no number is shared"
    if not _tell_where_or_who(shared):
        return "no place and no actor is shared"
    return None


def _too_few(one: Newcomer, shared: frozenset[str]) -> bool:
    return len(_each_once(shared)) < FEWEST_SHARED or _evidence(one, shared) < LEAST_EVIDENCE


def _evidence(one: Newcomer, shared: frozenset[str]) -> float:
    return sum(map(one.weights.rarity, _each_once(shared)))


def _each_once(shared: frozenset[str]) -> frozenset[str]:
    """Shared facts without the bodies of those who speak for them: "Security Council" is not the UN once more."""
    return shared - {f"actor:{body}" for actor, body in BODIES.items() if f"actor:{actor}" in shared}


def _in_both(read: Comparison, things: frozenset[str]) -> Comparison | None:
    """By words and facts together, where `read`, by words, is not enough; None where this is not either.

    Words alone name too little of it, and facts alone are shared by all that happens there that day.
    """
    one, near = read.newcomer, read.near
    deeds = _deeds_in(things)
    spoken = sum(1 for fact in read.shared if fact.startswith("word:"))
    if deeds < FEWEST_DEEDS or (deeds == FEWEST_DEEDS and spoken < FEWEST_COMMON) or not _tell_where_or_who(things):
        return None
    if read.why is not Why.LIKE_TITLE or not _reads_alike(read) or are_of_two_languages(one.sketch, near.sketch):
        return None
    shared = _shared_by_languages(one, near.sketch, things)
    likeness = round((read.likeness + _likeness_in_facts(one, near.sketch, shared)) / 2, 6)
    if likeness < LIKE_BOTH or _evidence(one, shared) < LEAST_EVIDENCE:
        return None
    if other_actors(one.sketch, near.sketch) or a_reaction(one.sketch, near.sketch, JUDGED):
        return None
    named = read.shared | shared
    return Comparison(one, near, Why.LIKE_FACTS, likeness, LIKE_BOTH, named, read.likeness, _nothing_more)


def _in_flashes(read: Comparison, things: frozenset[str]) -> Comparison | None:
    """By what languages share, of one newsroom, where one is a flash; None where that is too little.

    Of a speech a desk sends one sentence after the other, and then its report: each in other words, all of one.
    """
    one, near = read.newcomer, read.near
    if not (one.sketch.flash or near.sketch.flash) or not _tell_where_or_who(things):
        return None
    facts = _in_facts(one, near, things, 0.0)
    if facts.likeness < LIKE_FLASHES or _too_few(one, facts.shared) or other_actors(one.sketch, near.sketch):
        return None
    return facts._replace(why=Why.FLASH, needed=LIKE_FLASHES, pattern=_pattern(read), objection=_nothing_more)


def _in_leads(
    one: Newcomer, near: Neighbour, things: frozenset[str], later: float, pattern: float
) -> Comparison | None:
    """By all that titles and first lines say, where titles are not enough; None where this is not either.

    What is alike in less has to name the same besides: first lines tell again what led to an event.
    """
    other = near.sketch
    if are_of_two_languages(one.sketch, other) or len(said := said_by_both(one, other)) < FEWEST_SAID:
        return None
    named, needed = _shared_by_languages(one, other, things), LIKE_LEADS + later
    least = min(needed, _least_alike(one, things, named))
    alike = likeness_in_leads(one, other, said, least)
    if alike < least or other_actors(one.sketch, other) or a_reaction(one.sketch, other, JUDGED):
        return None
    if are_of_one_template(one, other, said):
        return None
    likeness = alike
    if alike < needed:
        likeness, needed = round((alike + _likeness_in_facts(one, other, named)) / 2, 6), LIKE_NAMED + later
        if likeness < needed:
            return None
    shared = named | {one.numbered[number] for number in one.numbers & said} | {f"lead:{alike:.2f} alike"}
    return Comparison(one, near, Why.LIKE_TEXT, likeness, needed, shared, pattern, _nothing_more)


def _least_alike(one: Newcomer, things: frozenset[str], named: frozenset[str]) -> float:
    """How alike first lines have to be beside facts that are shared; 1 where these tell too little."""
    if not _tell_where_or_who(things) or _evidence(one, named) < LEAST_EVIDENCE:
        return 1.0
    return FEWEST_ALIKE[min(_deeds_in(things), len(FEWEST_ALIKE) - 1)]


def _pattern(read: Comparison) -> float:
    """How far the titles are of one pattern, where more than the titles was read."""
    return read.likeness if read.why is Why.LIKE_TITLE else 0.0


def _in_meaning(one: Newcomer, near: Neighbour, things: frozenset[str], later: float) -> Comparison | None:
    """By their embeddings, where what languages share bears them out; None where it does not, or there is no model.

    The likeness is that of the facts, so that candidates of all kinds are ranked on one scale.
    """
    other = near.sketch
    if one.sketch.embedding is None or other.embedding is None or other_actors(one.sketch, other):
        return None
    shared = _shared_by_languages(one, other, things)
    if _fewest_words(one, other) < FEWEST_TERMS or len(shared) < FEWEST_NAMED or not _tell_where_or_who(shared):
        return None
    closeness = cosine(one.sketch.embedding, other.embedding)
    if closeness < one.alike:
        return None
    likeness, named = _likeness_in_facts(one, other, shared), shared | {f"meaning:{closeness:.2f}"}
    # As of one pattern: to a model numbers mean little.
    return Comparison(one, near, Why.SAME_MEANING, likeness, SOME_FACTS + later, named, 1.0, _nothing_more)


def _fewest_words(one: Newcomer, other: Sketch) -> int:
    return min(len(one.stems), len(other.stems()))


def _deeds_in(things: Iterable[str]) -> int:
    """How many deeds and numbers these are."""
    return sum(1 for fact in things if fact.startswith(("deed:", "number:")))


def _tell_where_or_who(shared: Iterable[str]) -> bool:
    return any(fact.startswith(("place:", "actor:")) for fact in shared)


def _shared_by_languages(one: Newcomer, other: Sketch, things: frozenset[str]) -> frozenset[str]:
    named = one.names.intersection(other.names)
    if other.topics:
        named = named.union(one.topics.intersection(other.topics))
    return things.union(named) if named else things


def _likeness_in_facts(one: Newcomer, other: Sketch, shared: frozenset[str]) -> float:
    """What is capitalised, or Hangul, is no name for that: a name counts where it is shared, and is not missed else."""
    if not shared:
        return 0.0
    names = one.weights.of(one.names.intersection(shared))
    theirs = one.weights.of(other.things) + one.weights.of(other.topics)
    return cosine_of(one.weights.of(shared), one.in_facts + names, theirs + names)
