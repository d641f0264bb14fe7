"""Code pages: a text that fits into one is a byte a letter, so that a table of bytes reads it, letter for letter.

    text → its bytes in a page → small letters, in which its words are written
                               → drawn letters, in which words that fold to the same are the same

A drawn letter has no accent, and letters that are drawn alike in several scripts are one. So a word is found among the
drawn ones wherever `fold` would find it, and sometimes where it would not: а of Cyrillic is drawn as a.
"""

import re
from typing import NamedTuple

from monitor.look_alikes import DRAWN_AS_LATIN
from monitor.text import LETTERS, ODD, fold

_ODD = re.compile(f"[{ODD}]")
UNREAD = 0  # in a table: for what must be read in another way
_UNREAD = chr(UNREAD)

# By the block of 128 characters of the first letter that Western European texts have not.
_BY_BLOCK = {"cp1250": (2,), "cp1253": (7,), "cp1251": (8, 9), "cp1255": (11,), "cp1256": (12, 13)}
_WESTERN = "cp1252"
# Letters that fold to two, and are drawn as one.
LIGATURES = {"ss": "ß", "ae": "æ", "oe": "œ"}


class Page(NamedTuple):
    """`small` and `drawn` have for each byte that letter: a space for what is no letter, UNREAD where there is none."""

    encoding: str
    small: bytes
    drawn: bytes


def in_page(text: str) -> tuple[bytes, Page] | None:
    """`text` in a page that has all of its characters."""
    if text.isascii():
        return text.encode(), _ASCII
    try:
        return text.encode(_WESTERN), _PAGES[_WESTERN]
    except UnicodeEncodeError as fault:
        page = _PAGES_BY_BLOCK.get(ord(text[fault.start]) >> 7)
    if page is None:
        return None
    try:
        return text.encode(page.encoding), page
    except UnicodeEncodeError:
        return None


def drawn(folded: str) -> bytes | None:
    """A word that was folded, in drawn letters; None where no page has all of them."""
    if folded.isascii():
        return folded.encode()
    try:
        return folded.translate(_DRAWN).encode("latin-1")
    except UnicodeEncodeError:
        return None


def _page(encoding: str) -> Page:
    chars = _chars(encoding)
    return Page(
        encoding,
        small=b"".join(_small(char).encode(encoding, "ignore") or char.encode(encoding) for char in chars),
        drawn=bytes(ord(letter.translate(_DRAWN)) for letter in map(_letter, chars)),
    )


def _chars(encoding: str) -> str:
    return bytes(range(256)).decode(encoding, "replace")


def _small(char: str) -> str:
    """Its small letter, a space for what is in no word."""
    if _ODD.match(char):
        return _UNREAD
    if LETTERS.match(char) is None:
        return " "
    return char.lower() if fold(char) else _UNREAD


def _letter(char: str) -> str:
    """The same, without what is not drawn."""
    small = _small(char)
    if small in (" ", _UNREAD, *LIGATURES.values()):
        return small
    folded = fold(small)
    return folded if len(folded) == 1 else _UNREAD


def _drawn_letters() -> dict[int, int]:
    """A table for `translate`: letters of all pages, folded, → drawn letters; those of ASCII draw themselves."""
    letters = {_letter(char) for encoding in _ENCODINGS for char in _chars(encoding)}
    others = sorted(letter for letter in letters if not letter.isascii() and ord(letter) not in DRAWN_AS_LATIN)
    return {**DRAWN_AS_LATIN, **{ord(letter): code for code, letter in enumerate(others, 128)}}


_ENCODINGS = (_WESTERN, *_BY_BLOCK)
_DRAWN = _drawn_letters()
_PAGES = {encoding: _page(encoding) for encoding in _ENCODINGS}
# Bytes of ASCII and text become each other in a tenth of the time.
_ASCII = _PAGES[_WESTERN]._replace(encoding="ascii")
_PAGES_BY_BLOCK = {block: _PAGES[encoding] for encoding, blocks in _BY_BLOCK.items() for block in blocks}
