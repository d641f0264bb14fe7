"""The newcomer: the item that is placed, and what every candidate is held against, worked out once."""

from datetime import datetime
from functools import cached_property

from monitor.stories.sketch import SAYS_NOTHING, Sketch, numbers_of, stems_in
from monitor.stories.weights import Weights

_OTHERWISE = {"w": "part:", "p": "word:"}  # a word that is part of a name in one title may be none in the other


class Newcomer:
    """An item with what its facts weigh; `alike` is the cosine from which two embeddings mean the same."""

    def __init__(self, publisher: str, dated: datetime, sketch: Sketch, weights: Weights, alike: float) -> None:
        self.publisher = publisher
        self.dated = dated
        self.sketch = sketch
        self.weights = weights
        self.alike = alike
        self.words, self.things = frozenset(sketch.words), frozenset(sketch.things)
        self.topics, self.names = frozenset(sketch.topics), frozenset(sketch.names)
        self.marks = frozenset(sketch.marks)
        self.stems = sketch.stems()
        self.as_word_or_part = self.words.union([_OTHERWISE[fact[0]] + fact[len("word:") :] for fact in sketch.words])
        self.in_words = in_all_words(weights, sketch)
        self.in_leads: dict[str, float] = {}  # how alike first lines are, by candidate: it is asked twice or thrice

    # The rest is asked for of some only: often there are no first lines.

    @cached_property
    def told(self) -> frozenset[str]:
        """What a report of the watch says in title and first lines."""
        return frozenset(self.sketch.told[1:] + self.sketch.below)

    @cached_property
    def lead(self) -> frozenset[int]:
        """The stems of its first lines, by number."""
        return frozenset(stems_in(self.sketch.lead))

    @cached_property
    def numbered(self) -> dict[int, str]:
        """Its title's words by their numbers."""
        return dict(zip(numbers_of(self.sketch), self.sketch.words, strict=True))

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(self.numbered)

    @cached_property
    def text(self) -> frozenset[int]:
        """The stems of title and first lines, by number, but for those that any report has."""
        return (self.lead | self.numbers) - SAYS_NOTHING

    @cached_property
    def in_text(self) -> float:
        return self.weights.leads.of(self.text)

    @cached_property
    def in_facts(self) -> float:
        return self.weights.of(self.sketch.things + self.sketch.topics)


def in_all_words(weights: Weights, sketch: Sketch) -> float:
    """The squared length of a report by its words; places, actors and numbers count as words, deeds have theirs."""
    return weights.of(sketch.words) + weights.named.of(sketch.things)
