"""The forms of a word, made when the rules load, so that a text is never stemmed.

    ~deploy → deploy, deploys, deployed, deploying        북한 → 북한 + 이, 의, 에서 …        روسيا → وروسيا, لروسيا …

Russian, Ukrainian and English come from dictionaries (pymorphy3, lemminflect), Korean and Arabic from their grammar,
other languages from Snowball's stems with a bounded ending. The dictionaries take tenths of a second to read, so they
are imported by the first word that needs them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from monitor.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection:
    """Whole `forms`, and beginnings (`stems`) with what may follow them (`ending`, a pattern of folded text)."""

    forms: frozenset[str]
    stems: tuple[str, ...] = ()
    ending: str = ""


SNOWBALL = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "eo": "esperanto", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
INFLECTED_BY_US = ("en", "ru", "uk", "ko", "ar")


def language_of(word: str, lang: str | None) -> str | None:
    """How `word` inflects: the language that its list names, else what its script suggests; None where unknown.

    "cyrillic" stands for Russian and Ukrainian both.
    """
    if lang is not None:
        return lang if lang in INFLECTED_BY_US or lang in SNOWBALL else None
    return next((name for name, letters in _SCRIPTS.items() if re.search(letters, word)), None)


_SCRIPTS = {
    "cyrillic": r"[\u0400-\u052f]",
    "ko": r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]",
    "ar": r"[\u0620-\u064a\u066e-\u06d3]",
    "el": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "hi": r"[\u0900-\u097f]",
    "en": r"[a-zA-Z\u00c0-\u024f]",
}


@cache
def inflected(word: str, language: str) -> Inflection:
    """Every form of `word`, of a language that `language_of` named."""
    match language:
        case "en":
            return _folded(_english(word.lower()))
        case "ru" | "uk":
            return _folded(_slavic(word.lower(), (language,)))
        case "cyrillic":
            return _folded(_slavic(word.lower(), ("ru", "uk")))
        case "ko":
            return Inflection(forms=frozenset(), stems=(fold(word),), ending=f"{PARTICLES}|{KOREAN_VERBS}")
        case "ar":
            return Inflection(forms=frozenset(), stems=tuple(sorted(clitic_forms(fold(word)))), ending=ARABIC_ENDINGS)
        case _:
            return _stemmed(word.lower(), SNOWBALL[language])


def _folded(forms: frozenset[str]) -> Inflection:
    """The forms as they are; terms folds them, since an apostrophe makes two words of one form."""
    return Inflection(forms=forms)


def _english(word: str) -> frozenset[str]:
    lemminflect = _lemminflect()
    found = _values(lemminflect.getAllInflections(word))
    if not found:  # not a base form: struck, soldiers
        for lemma in _values(lemminflect.getAllLemmas(word)):
            found |= {lemma} | _values(lemminflect.getAllInflections(lemma))
    if not found:  # not in the dictionary: sapper
        for part_of_speech in ("NOUN", "VERB"):
            found |= _values(lemminflect.getAllInflectionsOOV(word, part_of_speech))
    return found | {word}


@cache
def _lemminflect() -> Any:
    import lemminflect

    return lemminflect


def _values(by_tag: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(form for forms in by_tag.values() for form in forms)


def _slavic(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The paradigms of `word` in each language whose dictionary has it, or as if it were a word like others."""
    word = re.sub("[ʼ’`]", "'", word)  # how the dictionary writes перемир'я
    languages = tuple(lang for lang in languages if not re.search(_LETTERS_OF_OTHERS[lang], word)) or languages
    parses = [parse for lang in languages for parse in _pymorphy(lang).parse(word)]
    known = [parse for parse in parses if parse.is_known]
    guessed = [_pymorphy(lang).parse(word)[0] for lang in languages] if not known else []
    base = [parse for parse in known if parse.normal_form == word]
    return frozenset(form.word for parse in base or known or guessed for form in parse.lexeme) | {word}


_LETTERS_OF_OTHERS = {"ru": "[іїєґ']", "uk": "[ыэъё]"}


@cache
def _pymorphy(lang: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=lang)


def _stemmed(word: str, algorithm: str) -> Inflection:
    """What begins with the word's stem and has an ending of about the length of a word's ending."""
    stem = fold(_snowball(algorithm).stemWord(word))
    whole = fold(word)
    while not whole.startswith(stem):  # the stem changed a letter: company, compani
        stem = stem[:-1]
    if len(stem) < 3:
        return Inflection(forms=frozenset((word,)))
    longest = max(3, len(whole) - len(stem) + 2)
    return Inflection(forms=frozenset((word,)), stems=(stem,), ending=f".{{0,{longest}}}")


@cache
def _snowball(algorithm: str) -> Any:
    from snowballstemmer import stemmer

    return stemmer(algorithm)


# --- Korean: particles follow a noun without a space -------------------------------------------------------------

# After the list of particles in the Standard Korean Language Dictionary; longer chains are built from them. 서 is short
# for 에서, as headlines write it: 쿠르스크서.
_CASE = (
    "이|가|을|를|은|는|의|에|와|과|로|으로|도|만|께|께서|에서|서|에게|한테|에게서|한테서"
    "|부터|까지|처럼|보다|마다|조차|마저|밖에"
)
_AFTER_CASE = "은|는|도|만|의|까지|부터|조차|마저|보다|라도|이라도|서|서는|서도|서의|써"
_COPULA = (
    "이다|다|이며|며|이고|고|인|이라|라|이라고|라고|이라는|라는|이란|란|이나|나|이든|든|이자|자|입니다|이었다|였다"
)
PARTICLES = (
    rf"(?:들)?(?:(?:{_CASE})(?:{_AFTER_CASE})?|(?:{_COPULA})|랑|이랑|하고|뿐|뿐만|대로|만큼|같이|측|측은|측이|측의)?"
)
KOREAN_VERBS = r"(?:하|한|할|함|해|했|되|된|될|됨|돼|됐|시키|시킨|시켰|시켜).{0,4}"

# --- Arabic and Hebrew: short words are written together with the next one ---------------------------------------

_ARABIC = ("", "و", "ف"), ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل", "س")
ARABIC_ENDINGS = r"(?:ه|ها|هم|هن|هما|نا|كم|ك|ي|ية|يه|ين|ون|ان|ات|ة|تين|تان|وا)?"
_HEBREW = ("", "ו"), ("", "ש", "כש"), ("", "ה", "ב", "ל", "מ", "כ", "מה", "לה", "בה")


def takes_clitics(folded: str) -> bool:
    """Whether it is a word of Arabic or Hebrew letters."""
    return "\u0590" <= folded[:1] <= "\u06ff"


def clitic_bases(folded: str) -> Iterator[str]:
    """Words of which `folded` may be a clitic form, and others: `clitic_forms` of each has the last word."""
    for start in range(min(_LONGEST_CLITICS, len(folded) - 1) + 1):
        yield folded[start:]
        if folded.endswith("لل", 0, start):
            yield "ال" + folded[start:]


_LONGEST_CLITICS = 5  # letters, of all that may stand before a word at once


def clitic_forms(folded: str) -> frozenset[str]:
    """`folded` with the conjunctions, prepositions and articles of its language written before it.

    Words of two letters stay alone: with a letter before them they are too often another word.
    """
    if len(folded) < 3:
        return frozenset((folded,))
    if re.match(r"[\u0590-\u05ff]", folded):
        return frozenset("".join(before) + folded for before in product(*_HEBREW))
    first, second = _ARABIC
    forms = {a + b + folded for a in first for b in second}
    if folded.startswith("ال"):  # the article melts into the preposition: ل + الجيش is للجيش
        forms = {a + b + folded for a in first for b in ("", "ب", "ك")} | {a + "لل" + folded[2:] for a in first}
    return frozenset(forms)
