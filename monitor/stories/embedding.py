"""Embeddings: what a title means, as far as a model knows it.

    a model's numbers for a title → its embedding, kept in the item's sketch → how alike two titles are

A vector says nothing by itself, only beside one that the same model made; so each bears the model's tag, and those of
two models are never compared. Signed bytes in place of floats move a cosine by a few thousandths.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, sqrt
from operator import mul

from monitor.config import ALIKE

LARGEST = 127  # of a signed byte


@dataclass(frozen=True, kw_only=True)
class Embedding:
    """A title's vector: `vector` has a signed byte for each dimension, `model` is the tag of the model that made it."""

    model: str
    vector: bytes

    @cached_property
    def numbers(self) -> memoryview:
        return memoryview(self.vector).cast("b")

    @cached_property
    def length(self) -> float:
        return sqrt(sum(map(mul, self.numbers, self.numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """What makes embeddings. `numbers` are the model's for a title; from a cosine of `alike` on two titles are one."""

    model: str
    numbers: Callable[[str], Sequence[float]]
    alike: float = ALIKE

    def embedding(self, title: str) -> Embedding | None:
        """A title's embedding; None where the model knows none of its words."""
        return quantised(self.model, self.numbers(title))


NO_MODEL = Encoder(model="", numbers=lambda _: ())


def quantised(model: str, numbers: Sequence[float]) -> Embedding | None:
    """Numbers as signed bytes, the largest of them 127; None of a vector that has no direction."""
    largest = max(map(abs, numbers), default=0.0)
    if not largest or not all(map(isfinite, numbers)):
        return None
    signed = (round(number / largest * LARGEST) for number in numbers)
    return Embedding(model=model, vector=bytes(number & 0xFF for number in signed))


def cosine(one: Embedding | None, other: Embedding | None) -> float:
    """How alike two titles are, -1 to 1; 0 where one has no embedding, or one of another model."""
    if one is None or other is None or one.model != other.model:
        return 0.0
    product: int = sum(map(mul, one.numbers, other.numbers))
    return product / (one.length * other.length)
