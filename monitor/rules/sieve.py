"""The sieve: of lines of text it leaves only the words that may say something to a rule set.

    words and beginnings that phrases hang on → Sieve;  drawn lines → words to be looked up

One automaton reads the drawn letters of a text, a byte each (see pages.py): most words are neither parted nor looked
up. What it catches is more than what says something, never less; the lexicon decides.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice

from ahocorasick_rs import BytesAhoCorasick, Implementation

from monitor.look_alikes import DRAWN_AS_LATIN, is_unmistakable
from monitor.pages import LIGATURES, drawn
from monitor.rules.remembered import Keys

LONGEST = 20  # letters of a pattern; of a longer word all are caught that begin like it
_TWO = re.compile("|".join(LIGATURES))
MOST_SPELLINGS = 8  # of a word, with ligatures and without; of one that has more, a beginning


class Sieve:
    """`words` are caught as they are, all forms of `families` by how they end, and `stems` with any ending; all folded.

    Of `accented` words the folded form is not enough to tell what they say.
    """

    def __init__(
        self,
        words: Iterable[str],
        accented: Collection[str],
        families: Iterable[Collection[str]],
        stems: Iterable[str],
    ) -> None:
        sure = _sure(word for word in words if word not in accented)
        caught = _needed(
            chain(
                sure,
                *(_patterns(word, is_whole=True) for word in accented),
                *map(_of_family, families),
                *(_patterns(stem, is_whole=False) for stem in stems),
            )
        )
        self._automaton = BytesAhoCorasick(caught, implementation=Implementation.ContiguousNFA)
        # What is found by each pattern: the word, and once a text had it, the keys that it says; None: that depends.
        self._found: list[str | Keys | None] = [sure.get(pattern) for pattern in caught]

    def caught(self, text: str, drawn: bytes, said: Callable[[str], Keys]) -> dict[int, Keys]:
        """What words of a text say, by their offsets: all that say something. `said` knows it of a word as written."""
        known = self._found
        caught = {}
        for number, space, _ in self._automaton.find_matches_as_indexes(drawn, overlapping=True):
            found = known[number]
            if isinstance(found, tuple):
                caught[space] = found
            elif found is not None:
                caught[space] = known[number] = said(found)
            elif (start := drawn.rfind(b" ", 0, space + 1)) not in caught:
                caught[start] = said(text[start : drawn.find(b" ", space + 1) - 1])
        return caught


def _sure(words: Iterable[str]) -> dict[bytes, str | None]:
    """Patterns of whole words → the word that is meant wherever they are found; None where it may be another."""
    sure: dict[bytes, str | None] = {}
    for word in words:
        may_be = word if is_unmistakable(word) else None
        for pattern in _patterns(word, is_whole=True):
            sure[pattern] = may_be if pattern.endswith(b" ") and pattern not in sure else None
    return sure


def _patterns(word: str, *, is_whole: bool) -> Iterator[bytes]:
    """Of words that are `word`, or begin with it: what stands in a drawn line, from the space before them on."""
    word = word.translate(DRAWN_AS_LATIN)
    if len(word) > LONGEST:
        word, is_whole = word[:LONGEST], False
    while len(spellings := list(islice(_spellings(word, is_whole), MOST_SPELLINGS + 1))) > MOST_SPELLINGS:
        word, is_whole = word[:-1], False
    for letters in filter(None, map(drawn, spellings)):
        yield b" %b " % letters if is_whole else b" %b" % letters


def _of_family(forms: Collection[str]) -> Iterator[bytes]:
    """The same of any of these: how all of them end."""
    ending = min(forms, key=len)
    if len(forms) == 1:
        return _patterns(ending, is_whole=True)
    while not all(form.endswith(ending) for form in forms):
        ending = ending[1:]
    return (pattern.removeprefix(b" ") for pattern in _patterns(ending[-LONGEST:], is_whole=True))


def _spellings(word: str, is_whole: bool) -> Iterator[str]:
    """`word`, and all ways to write it with ligatures; a beginning may end in the middle of one."""
    if pair := _TWO.search(word):
        begin, end = pair.span()
        yield from (word[: begin + 1] + rest for rest in _spellings(word[begin + 1 :], is_whole))
        yield from (word[:begin] + LIGATURES[pair[0]] + rest for rest in _spellings(word[end:], is_whole))
        return
    yield word
    if not is_whole:
        yield from (word[:-1] + one for two, one in LIGATURES.items() if word.endswith(two[0]))


def _needed(patterns: Iterable[bytes]) -> list[bytes]:
    """Those that do not begin with another of them."""
    needed: list[bytes] = []
    for pattern in sorted(set(patterns)):
        if not needed or not pattern.startswith(needed[-1]):
            needed.append(pattern)
    return needed
