"""Look-alikes: a word with letters of two scripts becomes the word that its reader sees.

    small letters, decomposed → the same, of one script where all letters of the other are drawn like its own

Writing a Latin o into a Cyrillic word slips past most filters. A word whose letters can't all be of one script
(COVID-like names with a foreign ending, units such as μmol) stays as it is.
"""

import re

# Those that are alike as capitals count too: a headline in capitals is folded to small letters.
_LATIN_AS_CYRILLIC = str.maketrans("abcehikmoptxy", "авсенікмортху")
_CYRILLIC_AS_LATIN = str.maketrans("авсенікмортхуѕјԁһԛԝѵ", "abcehikmoptxysjdhqwv")
_LATIN_AS_GREEK = str.maketrans("aeiknoptxy", "αεικνορτχυ")
_GREEK_AS_LATIN = str.maketrans("αεικνορτχυ", "aeiknoptxy")
# All letters that may be seen as Latin ones, those that lose their mark then too.
DRAWN_AS_LATIN = {**_CYRILLIC_AS_LATIN, **_GREEK_AS_LATIN, **str.maketrans("їўќ", "iyk")}

_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[\u0430-\u052f]")
_GREEK = re.compile(r"[\u03b1-\u03c9]")


def as_seen(word: str) -> str:
    """`word` in one script, where it can be read so; it keeps its length.

    Where it could be either, the script with more letters in it. Two letters are too few to tell (μm).
    """
    if len(word) < 3 or _LATIN.search(word) is None:
        return word
    if _CYRILLIC.search(word):
        word = word.translate(_reading(word, _CYRILLIC, _LATIN_AS_CYRILLIC, _CYRILLIC_AS_LATIN))
    if _GREEK.search(word):  # in a word of all three too, so that what is seen once is not seen otherwise again
        word = word.translate(_reading(word, _GREEK, _LATIN_AS_GREEK, _GREEK_AS_LATIN))
    return word


# A letter that no other script has, among letters that are seen as the same of its script wherever they stand with it.
_UNMISTAKABLE = re.compile(
    r"(?=.*[dfglruz])[a-z0-9]{3,}|(?=.*[бгджзийлпфцчшщъыьэюя])[абвгдежзийлмнопрстфхцчшщъыьэюя0-9]{3,}"
    r"|(?=.*[βγδζηθλξπσφψω])[α-ω0-9]{3,}|[\u05d0-\u06d5]+"
)


def is_unmistakable(word: str) -> bool:
    """Whether all that is drawn like `word`, in Latin and one other script, is seen as it: kursk is, not so cop (сор).

    Of some words that are it is not known.
    """
    return _UNMISTAKABLE.fullmatch(word) is not None


Letters = dict[int, int]


def _reading(word: str, other: re.Pattern[str], from_latin: Letters, to_latin: Letters) -> Letters:
    """Which letters to read as which: none where letters of both scripts stand that the other has not."""
    latins, others = _LATIN.findall(word), other.findall(word)
    can_be_other = all(ord(letter) in from_latin for letter in latins)
    can_be_latin = all(ord(letter) in to_latin for letter in others)
    if can_be_other and (not can_be_latin or len(others) >= len(latins)):
        return from_latin
    return to_latin if can_be_latin else {}
