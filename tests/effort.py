"""On how many examples a property is tried: all of them in `make test`, a quarter in `make fast`."""

from typing import Any

from hypothesis import settings

ALL, FAST = "all", "fast"

settings.register_profile(ALL, settings.default, max_examples=100, deadline=None)
settings.register_profile(FAST, settings.default, max_examples=25, deadline=None)


def examples(count: int, **more: Any) -> settings:
    """`count` examples where all are tried; at least two in any suite."""
    return settings(max_examples=max(2, count * settings().max_examples // 100), **more)


def step() -> int:
    """Of many like cases, which are tried in order: each where all are tried, else each fourth."""
    return 100 // settings().max_examples
