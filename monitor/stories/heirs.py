"""Heirs: the stories that others go on in, once they have merged (merging.py says when)."""

from collections.abc import Iterable
from typing import NamedTuple


class Merger(NamedTuple):
    """`story_id` ends, and goes on in `into`: the report `item_key` tells both, as its likeness to `near` shows."""

    story_id: str
    into: str
    item_key: str
    near: str
    likeness: float  # probability

    @property
    def reverse(self) -> "Merger":
        return self._replace(story_id=self.into, into=self.story_id)


class Heirs:
    """The stories that merged, and in which they go on."""

    def __init__(self, mergers: Iterable[Merger] = ()) -> None:
        self._into: dict[str, str] = {}
        for merger in mergers:
            self.add(merger)

    def add(self, merger: Merger) -> None:
        self._into[merger.story_id] = merger.into

    def of(self, story_id: str) -> str:
        """The story that it goes on in: itself, where it did not merge."""
        while (into := self._into.get(story_id)) is not None:
            story_id = into
        return story_id

    def __bool__(self) -> bool:
        return bool(self._into)


NO_HEIRS = Heirs()
