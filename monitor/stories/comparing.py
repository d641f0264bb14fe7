"""Comparing: how alike two reports are, and in which way.

    two sketches → likeness, how much of it is needed, shared facts, what speaks against it

Two reports tell one story when they say it in like words, if need be those of their first lines; when, within hours,
they say some of it in like words and name the same besides; or, in two languages, when they name the same places,
actors, deeds and numbers; with a model, also when they mean the same and name some of it. Where decisive facts differ
they stay apart (vetoes.py).
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from monitor.stories.deeds import BODIES
from monitor.stories.embedding import cosine
from monitor.stories.sketch import FEWEST_TERMS, SHORTEST_LEAD, Sketch, number_of
from monitor.stories.vetoes import JUDGED, a_reaction, other_actors, veto
from monitor.stories.window import WINDOW, Neighbour, Rarity

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
FEWEST_SHARED = 3  # facts, whatever they weigh
LEAST_EVIDENCE = 11.0  # summed rarity of the shared facts of two languages: "Trump" and "Iran" are in too many
LATE = timedelta(hours=18)  # from here on, reports must be the more alike
LATER_BY = 0.3  # how much more, at the end of the window
RECURS = timedelta(hours=20)  # a publisher's own headline again, after this: a daily column, or the next event
COPY = 0.8  # Jaccard index of two leads: one text under two names

# What a shared fact counts: words carry a title, deeds and places only colour it.
WEIGHTS = {"word": 1.0, "part": 0.6, "name": 0.5, "place": 0.7, "actor": 0.9, "deed": 0.6, "topic": 0.6, "number": 1.0}


class Why(StrEnum):
    """Why an item is in its story."""

    FOUNDED = "founded"  # nothing like it is remembered
    SAME_URL = "same_url"
    COPY = "copy"  # the same text under another name, or from the same agency
    LIKE_TITLE = "like_title"
    LIKE_TEXT = "like_text"  # its title in the other's first lines, and the other's in its own
    LIKE_FACTS = "like_facts"  # some of its words and most of what it names, within hours
    SAME_FACTS = "same_facts"  # in another language
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


class Scale(dict[str, float]):
    """What facts count, squared, remembered: those of one item come again with every candidate.

    `alike` is the cosine from which two embeddings mean the same.
    """

    def __init__(self, rarity: Rarity, alike: float) -> None:
        super().__init__()
        self.rarity = rarity
        self.alike = alike
        self.named = Named(self)

    def __missing__(self, fact: str) -> float:
        length = WEIGHTS[fact[: fact.index(":")]] * self.rarity(fact)
        self[fact] = square = length * length
        return square

    def of(self, facts: Iterable[str]) -> float:
        """The squared length of these facts together."""
        return sum(map(self.__getitem__, facts))


class Named(dict[str, float]):
    """The same without deeds: in one language their words have been counted."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.scale = scale

    def __missing__(self, fact: str) -> float:
        self[fact] = square = 0.0 if fact.startswith("deed:") else self.scale[fact]
        return square

    def of(self, facts: Iterable[str]) -> float:
        """The squared length of these facts together."""
        return sum(map(self.__getitem__, facts))


class Newcomer:
    """The item that is placed: what every candidate is held against, worked out once."""

    def __init__(self, publisher: str, dated: datetime, sketch: Sketch, scale: Scale) -> None:
        self.publisher = publisher
        self.dated = dated
        self.sketch = sketch
        self.scale = scale
        self.words, self.things = frozenset(sketch.words), frozenset(sketch.things)
        self.topics, self.names = frozenset(sketch.topics), frozenset(sketch.names)
        self.marks, self.lead = frozenset(sketch.marks), frozenset(_stems_in(sketch.lead))
        self.stems = sketch.stems()
        self.numbered = {number_of(fact[len("word:") :]): fact for fact in sketch.words}
        self.numbers = frozenset(self.numbered)
        self.as_word_or_part = frozenset([f"{kind}:{stem}" for stem in self.stems for kind in ("word", "part")])
        self.in_words = _in_all_words(scale, sketch)
        self.in_facts = scale.of(sketch.things + sketch.topics)


def compare(one: Newcomer, near: Neighbour) -> Comparison:
    """How alike two reports are, by words where they share a language, else by what languages share.

    Where that is too little, titles that mean the same need less of it.
    """
    other, is_own = near.sketch, one.publisher == near.publisher
    if not one.marks.isdisjoint(other.marks) and is_copy(one.lead, other):
        if not is_own:
            text = frozenset(("lead:the same text",))
            return Comparison(one, near, Why.COPY, 1.0, COPY, text, 1.0, None)
        if other.said and one.sketch.said == other.said:  # its own title once more, however little that says
            return Comparison(one, near, Why.LIKE_TITLE, 1.0, LIKE_WORDS, frozenset(other.said), 1.0, None)
    gap = abs(one.dated - near.dated)
    later = LATER_BY * ((gap - LATE) / (WINDOW - LATE)) if gap > LATE else 0.0
    words = one.as_word_or_part.intersection(other.words)
    things = one.things.intersection(other.things)
    if len(words) >= FEWEST_COMMON and _common(words) >= FEWEST_COMMON:
        best = _in_words(one, near, one.words.intersection(words) | things, later)
    else:
        best = _in_facts(one, near, things, later)
    if best.likeness >= best.needed and _reads_alike(best):
        return best
    further = _read_further(best, one.words.intersection(words) | things, things, later, is_own)
    if is_own or gap > SAME_HOURS or further is not best:
        return further
    return _in_both(best, things) or best


def _common(words: Iterable[str]) -> int:
    """How many words these are; one that is part of a name in one title, and none in the other, is still one word."""
    return len({fact[len("word:") :] for fact in words})


def _reads_alike(compared: Comparison) -> bool:
    """Whether nothing in this way of comparing the two speaks against it, where they are alike enough."""
    return compared.objection is None or compared.objection(compared) is None


def _read_further(
    best: Comparison, in_titles: frozenset[str], things: frozenset[str], later: float, is_own: bool
) -> Comparison:
    """The first of the further ways to compare the two that would join them; else that which comes closest.

    A publisher's first lines say again what it said yesterday, so they count only beside another's.
    """
    one, near = best.newcomer, best.near
    differ = _are_of_two_languages(one.sketch, near.sketch)
    text = None if is_own or differ or not in_titles else _in_text(one, near, in_titles, later)
    if text is not None and text.likeness >= text.needed:
        return text
    if one.sketch.embedding is not None and (meant := _in_meaning(one, near, things, later)):
        return meant
    if not differ or best.why is not Why.LIKE_TITLE:
        return best
    facts = _in_facts(one, near, things, later)
    joins = facts.likeness >= facts.needed and _reads_alike(facts)
    return facts if joins or facts.likeness > best.likeness else best


def _are_of_two_languages(one: Sketch, other: Sketch) -> bool:
    """Whether their feeds say so: then words that both have are names, mostly."""
    return bool(one.lang and other.lang) and one.lang != other.lang


def _decisive(compared: Comparison) -> str | None:
    """What keeps two reports apart in whichever way they are compared."""
    one, near = compared.newcomer, compared.near
    if against := veto(one.sketch, near.sketch, compared.pattern):
        return against
    recurs = compared.why is Why.LIKE_TITLE and one.publisher == near.publisher
    if recurs and abs(one.dated - near.dated) > RECURS:
        return "the same publisher's headline of another day"
    return None


def _in_words(one: Newcomer, near: Neighbour, shared: frozenset[str], later: float) -> Comparison:
    other, scale = near.sketch, one.scale
    likeness = _cosine(scale.named.of(shared), one.in_words, _in_all_words(scale, other))
    return Comparison(one, near, Why.LIKE_TITLE, likeness, LIKE_WORDS + later, shared, likeness, _against_words)


def _in_all_words(scale: Scale, sketch: Sketch) -> float:
    return scale.of(sketch.words) + scale.named.of(sketch.things)


def _against_words(compared: Comparison) -> str | None:
    if _fewest_words(compared.newcomer, compared.near.sketch) < FEWEST_TERMS:
        return "too few words to tell"
    if compared.likeness < NEARLY_EQUAL and _telling(compared.shared) < FEWEST_TELLING:
        return "little but who and where is shared"
    return None


def _in_text(one: Newcomer, near: Neighbour, shared: frozenset[str], later: float) -> Comparison | None:
    """By titles and first lines: two desks word a title differently, and use each other's words below it.

    None where that is too little: each title has to stand, by half of its weight or so, in what the other says.
    `shared`: by the titles alone.
    """
    other, both = near.sketch, one.scale.named.of(shared)
    if not both or both < IN_TITLES * one.in_words:
        return None
    below = {one.numbered[number] for number in one.numbers.intersection(_stems_in(other.lead))} - shared
    ours = (both + one.scale.of(below)) / one.in_words
    if ours < LIKE_TEXT**2:
        return None
    above = {fact for fact in other.words if number_of(fact[len("word:") :]) in one.lead} - shared
    whole = _in_all_words(one.scale, other)
    theirs = (both + one.scale.of(above)) / whole
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
    if len(_each_once(shared)) < FEWEST_SHARED or _evidence(one, shared) < LEAST_EVIDENCE:
        return "too few facts are shared"
    if others := other_actors(one.sketch, other) or a_reaction(one.sketch, other):
        return others
    if not any(fact.startswith(("deed:", "topic:", "number:")) for fact in shared):
        return "no deed, no topic and no number is shared"
    if not _tell_where_or_who(shared):
        return "no place and no actor is shared"
    return None


def _evidence(one: Newcomer, shared: frozenset[str]) -> float:
    return sum(map(one.scale.rarity, _each_once(shared)))


def _each_once(shared: frozenset[str]) -> frozenset[str]:
    """Shared facts without the bodies of those who speak for them: "Security Council" is not the UN once more."""
    return shared - {f"actor:{body}" for actor, body in BODIES.items() if f"actor:{actor}" in shared}


def _in_both(read: Comparison, things: frozenset[str]) -> Comparison | None:
    """By words and facts together, where `read`, by words, is not enough; None where this is not either.

    Words alone name too little of it, and facts alone are shared by all that happens there that day.
    """
    one, near = read.newcomer, read.near
    deeds = sum(1 for fact in things if fact.startswith(("deed:", "number:")))
    spoken = sum(1 for fact in read.shared if fact.startswith("word:"))
    if deeds < FEWEST_DEEDS or (deeds == FEWEST_DEEDS and spoken < FEWEST_COMMON) or not _tell_where_or_who(things):
        return None
    if read.why is not Why.LIKE_TITLE or not _reads_alike(read) or _are_of_two_languages(one.sketch, near.sketch):
        return None
    shared = _shared_by_languages(one, near.sketch, things)
    likeness = round((read.likeness + _likeness_in_facts(one, near.sketch, shared)) / 2, 6)
    if likeness < LIKE_BOTH or _evidence(one, shared) < LEAST_EVIDENCE:
        return None
    if other_actors(one.sketch, near.sketch) or a_reaction(one.sketch, near.sketch, JUDGED):
        return None
    named = read.shared | shared
    return Comparison(one, near, Why.LIKE_FACTS, likeness, LIKE_BOTH, named, read.likeness, _nothing_more)


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
    if closeness < one.scale.alike:
        return None
    likeness, named = _likeness_in_facts(one, other, shared), shared | {f"meaning:{closeness:.2f}"}
    # As of one pattern: to a model numbers mean little.
    return Comparison(one, near, Why.SAME_MEANING, likeness, SOME_FACTS + later, named, 1.0, _nothing_more)


def _fewest_words(one: Newcomer, other: Sketch) -> int:
    return min(len(one.stems), len(other.stems()))


def _tell_where_or_who(shared: Iterable[str]) -> bool:
    return any(fact.startswith(("place:", "actor:")) for fact in shared)


def is_copy(lead: frozenset[int], other: Sketch) -> bool:
    """Whether two reports are one text: nearly all of their leads is the same. `lead` are one's stems, by CRC-32."""
    theirs = _stems_in(other.lead)
    shorter, longer = sorted((len(lead), len(theirs)))
    if shorter < SHORTEST_LEAD or shorter < COPY * longer:
        return False
    both = len(lead.intersection(theirs))
    return both / (shorter + longer - both) >= COPY


def _stems_in(lead: bytes) -> memoryview:
    return memoryview(lead).cast("I")


def _shared_by_languages(one: Newcomer, other: Sketch, things: frozenset[str]) -> frozenset[str]:
    return things.union(one.topics.intersection(other.topics), one.names.intersection(other.names))


def _likeness_in_facts(one: Newcomer, other: Sketch, shared: frozenset[str]) -> float:
    """What is capitalised, or Hangul, is no name for that: a name counts where it is shared, and is not missed else."""
    if not shared:
        return 0.0
    names = one.scale.of(one.names.intersection(shared))
    theirs = one.scale.of(other.things) + one.scale.of(other.topics)
    return _cosine(one.scale.of(shared), one.in_facts + names, theirs + names)


def _cosine(shared: float, ours: float, theirs: float) -> float:
    """Cosine of two reports by the squared lengths of what they share, and of each."""
    lengths = ours * theirs
    return round(shared / sqrt(lengths), 6) if lengths else 0.0  # equal sets are equally alike, summed in any order
