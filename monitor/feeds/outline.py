"""Where a body's entries stand, byte by byte, and the body without those that are known.

    body ─ pieces, one an entry ─ signs of them ─ without the known ones: a body as short as what is new

A feed that changed has one new entry and twenty-five that are, byte for byte, what they were. What is read of those is
what was read before, as long as what stands around them gives them the same meaning. That a piece is what it is taken
for, the scan says (scan.py): it sees where each entry begins and ends, and where pieces were left out.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

LEFT_OUT = "monitor-left-out"  # of processing instructions, which mean nothing in a feed
MARK = f"<?{LEFT_OUT}?>".encode()

# In well-formed XML a "<" begins a tag, or what is opaque up to its own end.
TAGS = re.compile(rb"<(?:(item|entry)(?=[\s/>])|/(item|entry)\s*>|!\[CDATA\[|!--|\?)")
BLANK = b" \t\r\n"  # to XML
OPAQUE_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}


class Piece(NamedTuple):
    """An entry's bytes: from `start` up to `end`; its end tag begins at `closing`."""

    start: int
    closing: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A body and its pieces, in their order. `signs`: a piece's hash, 64 bits that nobody outside can aim at."""

    body: bytes
    pieces: tuple[Piece, ...]
    signs: tuple[int, ...]
    left_out: int = 0  # runs of pieces that are left out, a mark in the place of each

    def begins_and_ends(self) -> list[tuple[int, int]]:
        """Where each entry's tags stand, as the scan sees them."""
        return [(piece.start, piece.closing) for piece in self.pieces]

    def without(self, known: Container[int]) -> "Outline":
        """The pieces that are not known, in a body of their own; the first one where all are, since a feed has one."""
        is_left = [sign in known for sign in self.signs]
        is_left[0] = is_left[0] and not all(is_left)
        body, pieces, signs, runs = bytearray(), [], [], 0
        begun = 0  # of what is to be copied yet
        for number, (piece, left) in enumerate(zip(self.pieces, is_left, strict=True)):
            if not left:
                moved = len(body) - begun
                pieces.append(Piece(piece.start + moved, piece.closing + moved, piece.end + moved))
                signs.append(self.signs[number])
                continue
            between = self.body[begun : piece.start]
            begun = piece.end
            if number and is_left[number - 1] and not between.strip(BLANK):
                continue  # one run
            body += between + MARK
            runs += 1
        body += self.body[begun:]
        return Outline(body=bytes(body), pieces=tuple(pieces), signs=tuple(signs), left_out=runs)


def outline_of(body: bytes, most: int) -> Outline | None:
    """The pieces of a body; None where there are none or more than so many, or where they do not end as entries do."""
    pieces: list[Piece] = []
    begun, name, passed = -1, b"", 0
    for found in TAGS.finditer(body):
        at = found.start()
        if at < passed:  # within what is opaque
            continue
        opened, closed = found.groups()
        if opened and begun < 0:
            begun, name = at, opened
        elif closed and begun >= 0 and closed == name:
            pieces.append(Piece(begun, at, found.end()))
            begun = -1
            if len(pieces) > most:
                return None
        elif opened or closed:  # within each other, or one without the other
            return None
        else:
            passed = body.find(OPAQUE_ENDS[found[0]], found.end())
            if passed < 0:
                return None
    if begun >= 0 or not pieces:
        return None
    return Outline(
        body=body, pieces=tuple(pieces), signs=tuple(hash(body[piece.start : piece.end]) for piece in pieces)
    )
