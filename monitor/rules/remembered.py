"""What words of texts say, remembered: most words come again."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import TypeVar

Keys = tuple[int, ...]
T = TypeVar("T")
MOST_REMEMBERED = 200_000  # words of texts; a full table, some 30 MB, begins anew
LONGEST_REMEMBERED = 40  # characters; longer ones do not come again


class Said:
    """Written words → the keys that they say, remembered. Bounded: texts bring new words for ever.

    Most words of a text say nothing. They are kept apart, in a set: to look a word up there touches less memory than
    in a dictionary, and memory is what these look-ups wait for.
    """

    def __init__(self, resolve: Callable[[str], Keys]) -> None:
        self._resolve = resolve
        self._telling: dict[str, Keys] = {}
        self._silent: set[str] = set()

    def of(self, word: str) -> Keys:
        """What one word says."""
        keys = self._telling.get(word)
        if keys is None:
            keys = () if word in self._silent else self._resolved(word)
        return keys

    def by(self, words: AbstractSet[str]) -> dict[str, Keys]:
        """Those of `words` that say something, with what they say."""
        telling = self._telling
        found = {}
        for word in words - self._silent:
            keys = telling.get(word)
            if keys is None:
                keys = self._resolved(word)
            if keys:
                found[word] = keys
        return found

    def _resolved(self, word: str) -> Keys:
        keys = self._resolve(word)
        if len(word) <= LONGEST_REMEMBERED:
            if len(self._telling) + len(self._silent) >= MOST_REMEMBERED:
                self._telling.clear()
                self._silent.clear()
            if keys:
                self._telling[word] = keys
            else:
                self._silent.add(word)
        return keys


class Remembered(dict[str, T]):
    """Words of texts → what they say. Bounded: texts bring new words for ever."""

    def __init__(self, resolve: Callable[[str], T], most: int = MOST_REMEMBERED) -> None:
        super().__init__()
        self._resolve = resolve
        self._most = most

    def __missing__(self, word: str) -> T:
        said = self._resolve(word)
        if len(word) <= LONGEST_REMEMBERED:
            if len(self) >= self._most:
                self.clear()
            self[word] = said
        return said
