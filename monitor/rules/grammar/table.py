"""Tables of endings: what a lemma's end becomes in its forms.

    ion : ion iones          misión → misión, misiones
    (.)uz : \\1uz \\1uces      groups of the end may stand in what replaces it
    $ar = o as a amos an     ends that several lines share; `-` is no ending; an indented line goes on with the last
    करना : किया की_गई        a form of two words
    n' : n ni nia            the end of a word that was written with a soft consonant: broń

All of it is in folded letters, so that accents and umlauts need no word. In each block of lines (between blank ones)
the first line of which the left side fits the lemma's end holds, and a lemma takes what all blocks give: a table knows
no parts of speech. It gives some forms that the language does not have; they cost little, since nobody writes them.
"""

import re
from dataclasses import dataclass

from monitor.text import fold

SOFT = "ćńśźďňťľ"
SHORTEST = 3  # letters of a form; fewer are too often another word

Line = tuple[re.Pattern[str], tuple[str, ...]]  # an end of lemmas, and what stands in its place in each form


@dataclass(frozen=True, slots=True)
class Table:
    """Blocks of lines."""

    blocks: tuple[tuple[Line, ...], ...]

    def forms(self, word: str) -> frozenset[str]:
        """Every form of a word, itself included, folded."""
        folded = fold(word)
        found = {folded}
        lemma = folded + "'" * (word[-1] in SOFT)
        for block in self.blocks:
            fitting = ((match, ends) for end, ends in block if (match := end.search(lemma)) is not None)
            match, ends = next(fitting, (None, ()))
            if match is not None:
                found.update(lemma[: match.start()] + match.expand(end) for end in ends)
        return frozenset(form for form in found if form == folded or len(form) >= SHORTEST)


def read(text: str) -> Table:
    """A table as it is written above."""
    shared: dict[str, str] = {}
    blocks = (_block(block, shared) for block in re.split(r"\n\n+", re.sub(r"\n +", " ", text.strip("\n"))))
    return Table(tuple(blocks))


def _block(text: str, shared: dict[str, str]) -> tuple[Line, ...]:
    lines = []
    for line in text.splitlines():
        left, sign, right = re.split(r" ([:=]) ", line, maxsplit=1)
        right = re.sub(r"\$(\w+)", lambda name: shared[name[1]], right)
        if sign == "=":
            shared[left.removeprefix("$")] = right
        else:
            ends = tuple("" if end == "-" else end.replace("_", " ") for end in right.split())
            lines.append((re.compile(f"(?:{left})'?\\Z"), ends))
    return tuple(lines)
