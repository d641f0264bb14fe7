"""Names by their consonants: 트럼프, トランプ, Трамп, ترامب and Trump are one name in five scripts.

    word → its consonants in eleven classes (t and d, p and b, r and l … are one), or "" where that says too little

Only names that travel are spelt alike everywhere; the classes are wide because scripts hear them differently. A key of
four consonants or more is a fact like others: how rare it is in the window decides what it is worth.
"""

import re
import unicodedata
from functools import lru_cache

from monitor.rules.remembered import Remembered
from monitor.text import few_marks

SHORTEST = 4  # consonants; three are shared by too many words of too many languages

LATIN = {
    "b": "p", "p": "p", "v": "p", "f": "p", "w": "",
    "d": "t", "t": "t", "g": "k", "k": "k", "q": "k", "c": "k", "x": "ks",
    "j": "c", "z": "c", "s": "s", "l": "l", "r": "l", "m": "n", "n": "n",
}  # fmt: skip
CYRILLIC = {
    "б": "p", "п": "p", "в": "p", "ф": "p", "д": "t", "т": "t", "г": "k", "ґ": "k", "к": "k", "х": "",
    "ж": "c", "з": "c", "ц": "c", "ч": "c", "џ": "c", "с": "s", "ш": "s", "щ": "s",
    "л": "l", "р": "l", "м": "n", "н": "n",
}  # fmt: skip
# Hangul: syllable = initial × 588 + vowel × 28 + final.
INITIALS = ("k", "k", "n", "t", "t", "l", "n", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "")
FINALS = ("", "k", "k", "ks", "n", "n", "n", "t", "l", "lk", "ln", "lp", "ls", "lt", "lp", "l", "n", "p", "ps", "s",
          "s", "n", "c", "c", "k", "t", "p", "")  # fmt: skip
KANA = {
    "カキクケコガギグゲゴ": "k", "サシスセソ": "s", "ザジズゼゾ": "c", "タテトダデド": "t", "チツヂヅ": "c",
    "ナニヌネノンマミムメモ": "n", "ハヒヘホ": "", "フバビブベボパピプペポヴ": "p", "ラリルレロ": "l",
}  # fmt: skip
GREEK = {"βπφ": "p", "δτ": "t", "γκ": "k", "ξ": "ks", "ψ": "ps", "ζ": "c", "θσς": "s", "λρ": "l", "μν": "n"}
GREEK_BEGINNINGS = ("μπ", "ντ", "γκ")  # b, d and g: of the two the second tells
# Scripts without capitals, of which all words are taken, as of Hangul.
ARABIC = {"بپف": "p", "تطدض": "t", "جچژزذظ": "c", "ثسشص": "s", "كکگقغ": "k", "رل": "l", "من": "n"}
HEBREW = {"בפף": "p", "דטת": "t", "גקכך": "k", "זצץ": "c", "סש": "s", "לר": "l", "מםנן": "n"}
DEVANAGARI = {
    "पफबभव": "p", "तथदधटठडढ": "t", "कखगघ": "k", "चछजझ": "c", "शषस": "s", "रल": "l", "मनणंँ": "n",
}  # fmt: skip
DIGRAPHS = (
    ("sch", "s"), ("tch", "j"), ("sh", "s"), ("ch", "j"), ("zh", "j"), ("cz", "j"), ("sz", "s"), ("dz", "j"),
    ("ph", "f"), ("th", "s"), ("gh", "g"), ("kh", ""), ("ck", "k"), ("h", ""),
)  # fmt: skip
FURTHER = {
    letter: sound
    for script in (KANA, GREEK, ARABIC, HEBREW, DEVANAGARI)
    for letters, sound in script.items()
    for letter in letters
}
_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서|에게|으로|까지|부터|이라며|이라고|라며|라고|은|는|이|가|을|를|에|의|로|와|과|도|만|측|인|군)$"
)
_BEYOND_LATIN = re.compile("[\u0386-\u1cff\u3040-\ud7a3]")
_LATIN_NAME = re.compile(r"\b[A-ZÀ-ÝĀ-Ž][A-Za-zÀ-ÿĀ-ž'’-]{3,}")
_CYRILLIC_NAME = re.compile(r"\b[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{3,}")
_HANGUL_WORD = re.compile(r"[\uac00-\ud7a3]{2,8}")
_KATAKANA_WORD = re.compile(r"[ァ-ヺー]{3,12}")
_FURTHER_WORD = re.compile(  # of Greek a capitalised one, of Hebrew, Arabic and Devanagari any
    r"\b[\u0386-\u03ab][\u03ac-\u03ce]{3,}|[\u05d0-\u05ea]{4,}|[\u0621-\u064a\u067e-\u06cc]{4,}|[\u0900-\u0963]{4,}"
)
_CLITIC = re.compile(r"^(?:[وبلك]?ال|لل|[وبل]|[והבלמש])")  # conjunctions, prepositions and articles before a word
_TWICE = re.compile(r"(.)\1+")


def names(title: str) -> frozenset[str]:
    """The keys of all words of a title that may be names: capitalised, katakana, or of a script without capitals.

    Thai is left out: nothing tells where a word of it ends.
    """
    found = _LATIN_NAME.findall(title)
    if not title.isascii() and _BEYOND_LATIN.search(title):
        found += _CYRILLIC_NAME.findall(title) + _KATAKANA_WORD.findall(title)
        found += [form for word in _HANGUL_WORD.findall(title) for form in (word, _PARTICLE.sub("", word))]
        found += [form for word in _FURTHER_WORD.findall(title) for form in (word, _CLITIC.sub("", word))]
    return frozenset([key for word in found if len(key := key_of(word)) >= SHORTEST])


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """The consonants of one word, doubled ones once; empty for a script that is not read."""
    return _TWICE.sub(r"\1", "".join(map(_SOUNDS.__getitem__, _spelt(word))))


def _spelt(word: str) -> str:
    """Digraphs as one letter, accents off, Hangul whole."""
    lowered = word.lower()
    for digraph, letter in DIGRAPHS:
        lowered = lowered.replace(digraph, letter)
    if lowered.isascii() or "\uac00" <= lowered[:1] <= "\ud7a3":
        return lowered
    whole = unicodedata.normalize("NFKD", few_marks(lowered))
    bare = "".join(char for char in whole if not unicodedata.combining(char))
    return bare[1:] if bare.startswith(GREEK_BEGINNINGS) else bare


def _sound(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3":
        code = ord(letter) - 0xAC00
        return INITIALS[code // 588] + FINALS[code % 28]
    return LATIN.get(letter) or CYRILLIC.get(letter) or FURTHER.get(letter, "")


_SOUNDS = Remembered(_sound, 20_000)  # letters
