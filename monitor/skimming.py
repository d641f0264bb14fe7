"""Reading fast: for whether words are there, not where. Words are taken as they are written, and folded one by one.

text → Skimmed: its words, parted only when somebody asks for them where the text fits into a code page
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, count
from operator import add, not_

from monitor.pages import UNREAD, Page, in_page
from monitor.text import (
    HANGUL,
    LETTERS,
    ODD,
    PLAIN_BREADTH,
    PLAIN_HAN_AND_KANA,
    SPACELESS,
    as_class,
    breadth,
    folded_word,
    pattern_for,
)

_PLAIN, _HANGUL = as_class(PLAIN_HAN_AND_KANA), as_class(HANGUL)
_ODD = re.compile(rf"[{ODD}]")
_PLAIN_HAN_OR_KANA = re.compile(f"[{_PLAIN}]")
# All else is separators, letters of ASCII, Hangul and what runs are made of; to look for it takes little.
_UNUSUAL = re.compile(
    rf"[^\x00-\x7f\u2010-\u2027\u2030-\u203a\u3000-\u3004\u3008-\u3011\uff01-\uff0f\uff1a-\uff20{_PLAIN}가-힣]"
)
_USUAL_OF_KOREAN = re.compile(r"[가-힣]+|[0-9A-Za-z]+")
_ODD_OR_BY_SCRIPT = re.compile(rf"[{ODD}{_PLAIN}{_HANGUL}]")
_LETTERS_BY_SCRIPT = re.compile(rf"[^\W_{_PLAIN}{_HANGUL}]+|[{_PLAIN}]+|[{_HANGUL}]+")


class Skimmed:
    """A text's words as they are written (perhaps in small letters), to be folded one by one.

    `pieces` are all of them, in order; one of plain Han or kana is a run of words, and `runs` says of each piece if it
    is such a run (empty: none is). `spaced` are those of scripts with spaces. `spaceless` are the others, folded, with
    a space for each word between; empty: none. `line` is the text, character for character, with a space for all that
    is in no word; `drawn` the same in drawn letters (see pages.py), between two spaces. Both are empty where not known.
    """

    runs: Sequence[bool] = ()
    spaceless = ""
    drawn = b""

    @cached_property
    def line(self) -> str:
        return ""

    @cached_property
    def pieces(self) -> list[str]:
        return self.line.split()

    @cached_property
    def spaced(self) -> list[str]:
        return self.pieces

    def folded(self) -> list[str]:
        """`[word.folded for word in words(text)]`, at a fraction of its price."""
        if not self.runs:
            return list(map(folded_word, self.pieces))
        # Each character of a run is a word.
        read = zip(self.pieces, self.runs, strict=True)
        return [word for piece, is_run in read for word in (piece if is_run else (folded_word(piece),))]

    def places(self) -> Sequence[int]:
        """The number, among all words, of each of `spaced`."""
        if not self.spaceless:
            return range(len(self.spaced))
        if not self.runs:
            return [number for number, piece in enumerate(self.pieces) if SPACELESS.match(folded_word(piece)) is None]
        return list(compress(self.begins(), map(not_, self.runs)))

    def begins(self) -> list[int]:
        """Where there are `runs`: the number of the first word of each piece, and of words in all."""
        read = zip(self.pieces, self.runs, strict=True)
        return list(accumulate([len(piece) if is_run else 1 for piece, is_run in read], initial=0))

    def breadths(self) -> list[int]:
        """Of each word: see `breadth`."""
        if not self.runs:
            return list(map(breadth, self.pieces))
        read = zip(self.pieces, self.runs, strict=True)
        return list(chain.from_iterable([(PLAIN_BREADTH,) * len(piece) if is_run else (4,) for piece, is_run in read]))


class _Parted(Skimmed):
    """A text that was parted to be read at all."""

    def __init__(
        self, pieces: list[str], spaced: list[str] | None = None, spaceless: str = "", runs: Sequence[bool] = ()
    ) -> None:
        self.pieces = pieces
        self.spaced = pieces if spaced is None else spaced
        self.spaceless = spaceless
        self.runs = runs


class _Line(Skimmed):
    """A text that fits into a code page. Most of what can be known of it nobody asks."""

    def __init__(self, said: bytes, page: Page) -> None:
        self._said = said
        self._page = page
        drawn = said.translate(page.drawn)
        self.drawn = b"" if UNREAD in drawn else b" %b " % drawn

    @cached_property
    def line(self) -> str:
        return self._said.translate(self._page.small).decode(self._page.encoding)

    @property
    def is_readable(self) -> bool:
        """Whether all of it can be read letter by letter."""
        return bool(self.drawn) or UNREAD not in self._said.translate(self._page.small)


def skim(text: str) -> Skimmed:
    """The words of `text`, for whoever remembers what a written word says. Linear time; nothing raises."""
    paged = in_page(text)
    if paged and (line := _Line(*paged)).is_readable:
        return line
    if _ODD_OR_BY_SCRIPT.search(text) is None:
        return _Parted(LETTERS.findall(text))
    if (is_usual := _UNUSUAL.search(text) is None) or _ODD.search(text) is None:
        if _PLAIN_HAN_OR_KANA.search(text):
            return _with_runs(_LETTERS_BY_SCRIPT.findall(text))
        return _Parted((_USUAL_OF_KOREAN if is_usual else _LETTERS_BY_SCRIPT).findall(text))
    folded = [(piece, folded) for piece in pattern_for(text).findall(text) if (folded := folded_word(piece))]
    pieces = [piece for piece, _ in folded]
    if SPACELESS.search(text) is None:
        return _Parted(pieces)
    spaced = [piece for piece, folded in folded if SPACELESS.match(folded) is None]
    return _Parted(pieces, spaced, "".join(word if SPACELESS.match(word) else " " for _, word in folded))


def _with_runs(pieces: list[str]) -> Skimmed:
    # Between Han and kana stand letters of Korean only.
    runs = ["\u3041" <= piece <= "\ua000" and not "\u3131" <= piece < "\u318f" for piece in pieces]
    if all(runs):
        return _Parted(pieces, [], "".join(pieces), runs)
    spaced = list(compress(pieces, map(not_, runs)))
    spaceless = "".join([piece if is_run else " " for piece, is_run in zip(pieces, runs, strict=True)])
    return _Parted(pieces, spaced, spaceless, runs)


def spans(skimmed: Skimmed, text: str) -> tuple[list[int], list[int]]:
    """Of each word of the text, in its order: where it starts, and where it ends."""
    starts = starts_of(skimmed, text)
    ends = list(map(add, starts, map(len, skimmed.pieces)))
    if not skimmed.runs:
        return starts, ends
    pieces = list(zip(starts, ends, skimmed.runs, strict=True))  # each character of a run is a word
    return (
        [place for start, end, is_run in pieces for place in (range(start, end) if is_run else (start,))],
        [place for start, end, is_run in pieces for place in (range(start + 1, end + 1) if is_run else (end,))],
    )


def starts_of(skimmed: Skimmed, text: str) -> list[int]:
    """Where each piece starts in the text."""
    if skimmed.line:
        chunks = skimmed.line.split(" ")  # empty ones between two spaces, so that lengths and spaces add up to offsets
        return list(compress(map(add, accumulate(map(len, chunks), initial=0), count()), chunks))
    starts, end = [], 0
    for piece in skimmed.pieces:  # nothing that counts stands between two, so that the next is where it is found first
        start = text.index(piece, end)
        starts.append(start)
        end = start + len(piece)
    return starts
