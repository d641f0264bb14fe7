"""Words: how a text becomes what rules are compared with.

    text → words (folded form, place in the text, sentence) → runs and distances of words

The text itself is never changed. Each word keeps the offsets of the characters that it was read from, so what matched
can be shown as the publisher wrote it, soft hyphens, stress marks and decomposed letters included.

Letters, digits and their marks make words; everything else only separates them, hyphens and apostrophes too. Chinese,
Japanese, Thai, Lao, Khmer and Burmese put no spaces between words: there each character is a word, so that a term is
found at any position. Hangul glued to another script is parted from it (`NPT에`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from monitor.abbreviations import is_abbreviation
from monitor.look_alikes import as_seen


class Word(NamedTuple):
    """A word of a text. A tuple, since an item has hundreds of them and this is the cheapest frozen value.

    `folded` is how it is compared; `accented` the same with its accents kept; the word was read from [start, end) of
    the text; `sentence` counts from 0; `breadth` is its length in quarters of a word (see `breadth`).
    """

    folded: str
    accented: str
    start: int
    end: int
    sentence: int
    breadth: int


def as_class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _marks(blocks: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The code points of category M, as ranges. Python's `\\w` leaves them out, which would cut Indic words short."""
    ranges: list[tuple[int, int]] = []
    for first, last in blocks:
        for code in range(first, last + 1):
            if unicodedata.category(chr(code))[0] != "M":
                continue
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return tuple(ranges)


# Those of the basic plane apart: `re` looks up a class of that plane in a table, and tries other ranges one by one.
_BASIC_MARKS = _marks(((0x0300, 0x20FF), (0x2CEF, 0x30FF), (0xA660, 0xABFF), (0xFB1E, 0xFE2F)))
_FURTHER_MARKS = (*_marks(((0x10000, 0x11FFF),)), (0xE0100, 0xE01EF))

HAN_AND_KANA = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303C),
    (0x3041, 0x3096),
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),
    (0x30FC, 0x312F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
THAI_AND_KIN = (
    (0x0E01, 0x0E30),
    (0x0E32, 0x0E33),
    (0x0E40, 0x0E46),
    (0x0E81, 0x0EB0),
    (0x0EB2, 0x0EB3),
    (0x0EBD, 0x0EC6),
    (0x0EDC, 0x0EDF),
    (0x1000, 0x102A),
    (0x103F, 0x103F),
    (0x1050, 0x1055),
    (0x1780, 0x17B3),
)
HANGUL = ((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
# Letters to Python, apostrophes to people: перемирʼя is written with ' and ’ as well.
APOSTROPHES = ((0x02B0, 0x02B0), (0x02B9, 0x02BF), (0x02C8, 0x02C8), (0x02CA, 0x02CB), (0xA78C, 0xA78C))
# Shown as nothing, and found inside words: soft hyphen, zero-width characters, direction marks.
IGNORABLES = ((0xAD, 0xAD), (0x061C, 0x061C), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF))

_SPACELESS, _HANGUL = as_class(HAN_AND_KANA + THAI_AND_KIN), as_class(HANGUL)
_HALF_WIDTH_VOICING = ((0xFF9E, 0xFF9F),)  # letters to Unicode, marks to a reader: ﾊﾞ is バ
_M, _I = as_class((*_BASIC_MARKS, *_FURTHER_MARKS, *_HALF_WIDTH_VOICING)), as_class(IGNORABLES)
_BASIC_M = as_class((*_BASIC_MARKS, *_HALF_WIDTH_VOICING))
_LETTER = rf"[^\W_{_SPACELESS}{_HANGUL}{as_class(APOSTROPHES + _HALF_WIDTH_VOICING)}]"


def _word(marks: str) -> re.Pattern[str]:
    # Nothing follows the loops, so nothing is tried twice: the time is linear in the text.
    return re.compile(
        rf"{_LETTER}+(?:[{_I}]*(?:[{marks}]|{_LETTER}){_LETTER}*)*"
        rf"|[{_SPACELESS}](?:[{_I}]*[{marks}])*"
        rf"|[{_HANGUL}]+(?:[{_I}]*[{marks}{_HANGUL}][{_HANGUL}]*)*"
    )


WORD = _word(_M)
IGNORABLE = re.compile(f"[{_I}]+")
SPACELESS = re.compile(f"[{_SPACELESS}]")
_THAI_FIRST, _THAI_LAST = "\u0e00", "\u17ff"


# Kana and Han that fold to themselves, so that a run of them is its characters (a test holds all of them to that).
PLAIN_HAN_AND_KANA = ((0x3041, 0x3096), (0x30A1, 0x30FA), (0x30FC, 0x30FC), (0x3400, 0x4DBF), (0x4E00, 0x9FFF))
PLAIN_BREADTH = 2  # of each of their characters: see `breadth`
_OTHER_SPACELESS = (
    *((0x2E80, 0x3040), (0x3097, 0x30A0), (0x30FB, 0x30FB), (0x30FD, 0x312F), (0x3190, 0x33FF), (0xF900, 0xFAFF)),
    *((0xFF66, 0xFF9F), *THAI_AND_KIN),
)
# Read as words, and nothing is left of them: a sign that only stretches a word, points of Arabic that stand alone, gaps
# among the letters of Korean (a slow test tries all characters).
_NOTHING_LEFT = (
    *((0x0640, 0x0640), (0x06E5, 0x06E6), (0xA97D, 0xA97F), (0xD7A4, 0xD7AF), (0xD7C7, 0xD7CA), (0xD7FC, 0xD7FF)),
    *((0xFC5E, 0xFC63), (0xFCF2, 0xFCF4), (0xFE70, 0xFE7F), (0xFFBF, 0xFFC1), (0xFFC8, 0xFFC9), (0xFFD0, 0xFFD1)),
    (0xFFD8, 0xFFD9),
)
_FURTHER = r"\U00010000-\U0010ffff"  # beyond the basic plane: one range, so that looking for it costs nothing
# Characters that only reading in full can tell: a class for expressions.
ODD = rf"{_BASIC_M}{_I}{_FURTHER}{as_class((*_OTHER_SPACELESS, *APOSTROPHES, *_NOTHING_LEFT))}"
_BEYOND_BASIC = re.compile(rf"[{_FURTHER}]")
_BASIC_WORD = _word(_BASIC_M)
LETTERS = re.compile(r"[^\W_]+")


def pattern_for(text: str) -> re.Pattern[str]:
    """What finds the words of `text`, some of which may be nothing when they are folded."""
    if text.isascii():
        return LETTERS
    return WORD if _BEYOND_BASIC.search(text) else _BASIC_WORD


class _Folded(dict[str, str]):
    """Words as written → folded. Bounded: a long word is no word that comes again, and a full table begins anew."""

    def __missing__(self, raw: str) -> str:
        folded = _reading(raw)[0]
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[raw] = raw if folded == raw else folded  # one string, not two, for most of a full table
        return folded


LONGEST_REMEMBERED = 40  # characters; no such word comes again: a hostile text should not fill the memory
MOST_REMEMBERED = 200_000  # words; some 30 MB
folded_word = _Folded().__getitem__  # `fold`, of a word that was read from a text and may come again


# --- Reading in full ---------------------------------------------------------------------------------------------


def words(text: str) -> tuple[Word, ...]:
    """The words of `text`, in its order. Any string is read, in linear time; nothing raises."""
    found: list[Word] = []
    sentence, last_end, last_word = 0, 0, ""
    for match in pattern_for(text).finditer(text):
        start, end = match.span()
        folded, accented, breadth = _reading(match[0])
        if not folded:  # a stretching sign or the like, alone
            continue
        gap = text[last_end:start]
        if gap not in PLAIN_GAPS and found and ends_sentence(last_word, gap, folded):
            sentence += 1
        found.append(Word(folded, accented, start, end, sentence, breadth))
        last_end, last_word = end, folded
    return tuple(found)


PLAIN_GAPS = frozenset(("", " ", ", ", "-", "'", "’"))
# A full stop ends a sentence where a space or a closing sign follows, not inside 3.5 or yna.co.kr.
_STOP = re.compile(r"[!?…‼⁇⁈⁉。！？｡؟۔।॥።։\n\r\u2028\u2029\u0085]")
_FULL_STOP = re.compile(r"\.(?!\Z)")


def ends_sentence(word: str, gap: str, following: str) -> bool:
    """Whether a sentence ends in `gap`, the characters between `word` and the one that follows, both folded.

    The full stop of an initial (`N. Korea`, `U.S.`) or of a usual abbreviation (`Gen.`) ends none.
    """
    if _STOP.search(gap):
        return True
    if _FULL_STOP.search(gap) is None:
        return False
    is_initial = len(word) == 1 and SPACELESS.match(word) is None
    return not (is_initial or is_abbreviation(word, following)) or gap.startswith("..")


def fold(text: str) -> str:
    """How one word is compared: without case, accents, width, stretching signs and invisible characters.

    What makes another letter stays: й is not и, ї is not і, が is not か, and the vowel signs of Indic scripts count.
    ё is е, ß is ss, and the four letters i of Turkish are one. A word of two scripts is the one that it looks like.
    """
    return _reading(text)[0]


def accented(text: str) -> str:
    """`fold`, with accents kept (Nhưỡng stays apart from Nhuong)."""
    return _reading(text)[1]


def as_cased(text: str) -> str:
    """One word as `=` compares it: case and accents kept; width, composition and invisible characters made one."""
    return unicodedata.normalize("NFKC", few_marks(IGNORABLE.sub("", text)))


def few_marks(text: str) -> str:
    """`text` with the first of the marks on each letter. To normalise a run of them takes the square of its length."""
    return text if len(text) <= MOST_MARKS else _FURTHER_MARKS_OF_A_RUN.sub("", text)


MOST_MARKS = 30  # on one letter: as many as Unicode's own Stream-Safe Text Format allows
_FURTHER_MARKS_OF_A_RUN = re.compile(rf"(?<=[{_M}]{{{MOST_MARKS}}})[{_M}]+")


def _reading(raw: str) -> tuple[str, str, int]:
    """(folded, accented, breadth) of a word as it was written."""
    if raw.isascii():
        folded = raw.lower() if raw.isalnum() else _only_letters(raw.lower())
        return folded, folded, 4
    if _ITSELF.fullmatch(raw):
        return raw, raw, 4
    return _read(raw) if len(raw) > LONGEST_REMEMBERED else _read_and_remembered(raw)


def _read(raw: str) -> tuple[str, str, int]:
    plain = unicodedata.normalize("NFKD", few_marks(IGNORABLE.sub("", raw))).casefold().translate(_ONE_FOR_ANOTHER)
    # What is left out goes first: a sign between a letter and its accent would keep them apart, once.
    letters = unicodedata.normalize("NFKD", few_marks(_POINT.sub("", _only_letters(plain))))
    unbarred = letters.translate(_WITHOUT_ACCENT)
    seen = as_seen(unbarred)
    kept = unicodedata.normalize("NFC", _STRESS.sub("", seen if unbarred == letters else as_seen(letters)))
    bare = unicodedata.normalize("NFC", _ACCENT.sub("", seen))
    return bare, bare if kept == bare else kept, breadth.__wrapped__(raw)  # which is remembered with the rest


# Small letters of one script that fold to themselves: of words that were never seen, most are so.
ITSELF = ("а-джзик-яієїґ", "א-ת", "ابةت-غف-هوي", "가-힣")
_ITSELF = re.compile("|".join(f"[{letters}]+" for letters in ITSELF))
_read_and_remembered = lru_cache(maxsize=20_000)(_read)


@lru_cache(maxsize=20_000)  # of single characters, mostly
def breadth(raw: str) -> int:
    """Quarters of a word: 4, but 2 for a character of Chinese or Japanese and 1 for one of Thai and its kin.

    A Chinese word has about two characters and a Thai word about four, so that NEAR/10 reaches as far in them as in
    other languages.
    """
    if SPACELESS.match(raw) is None:
        return 4
    return 1 if _THAI_FIRST <= raw[0] <= _THAI_LAST else 2


def _only_letters(text: str) -> str:
    return text if text.isalnum() else _NO_LETTER.sub("", text)


_NO_LETTER = re.compile(rf"[^\w{_M}]|[_{as_class(APOSTROPHES)}]")
# Marks that readers leave out: points of Hebrew and Arabic, rings around a letter, variation selectors.
_POINT = re.compile(
    r"[\u034f\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u180b-\u180f\u1abe\u20dd-\u20e0\u20e2-\u20e4\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_CYRILLIC_STRESS = r"(?<=[аеёиоуыэюяіїєѣ\u0306\u0308])[\u0300\u0301]"
_STRESS = re.compile(rf"{_CYRILLIC_STRESS}|(?<=i)\u0307")
# Accents: all combining marks of the general blocks, but those that make й, ў, ї, ѓ and ќ.
_ACCENT = re.compile(
    r"(?<![иу])\u0306|(?<!і)\u0308|(?<![гк])\u0301"
    r"|[\u0300\u0302-\u0305\u0307\u0309-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
# One letter in several code points, or in several keyboards: Turkish i, Arabic and Persian forms, digits.
_ONE_FOR_ANOTHER = {
    **dict(zip(map(ord, "ıىیکٱھہ"), "iييكاهه", strict=True)),
    0x0640: None,  # tatweel stretches a word and means nothing
    **{ord(digit): str(unicodedata.decimal(digit)) for digit in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯"},
}
_WITHOUT_ACCENT = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
