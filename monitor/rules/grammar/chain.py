"""Chains: beginnings of a word's forms, and what may follow them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import re2

Ending = Callable[[str], object]  # whether a word's rest is one


@dataclass(frozen=True, slots=True)
class Chain:
    """Words that begin with one of `stems` and go on with an `ending`, folded."""

    stems: tuple[str, ...]
    ending: Ending


@cache
def ending(pattern: str) -> Ending:
    """The endings that an expression describes. re2, since a word may be long and a pattern may have many stars."""
    options = re2.Options()
    options.dot_nl = True
    matcher: Ending = re2.compile(pattern, options).fullmatch
    return matcher
