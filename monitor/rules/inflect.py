"""The forms of a word, made when the rules load, so that a text is never stemmed.

    ~deploy → deploy, deploys, deployed, deploying        북한 → 북한 + 이, 의, 에서 …        روسيا → وروسيا, لروسيا …

Russian, Ukrainian and English come from dictionaries (pymorphy3, lemminflect), most others from their grammar (the
package beside), a few from Snowball's stems. The dictionaries take tenths of a second to read, so they are imported by
the first word that needs them, and so are the tables of a grammar.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.rules.grammar import agglutinative, baltic, eastern, germanic, korean, romance, semitic, slavic
from monitor.rules.grammar.chain import Chain, ending
from monitor.rules.grammar.table import Table, read
from monitor.text import accented, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection:
    """Whole `forms`, as they are written or folded, and `chains`, where forms are too many to be told one by one."""

    forms: frozenset[str]
    chains: tuple[Chain, ...] = ()


TABLES = {
    "bg": slavic.BULGARIAN, "bs": slavic.SERBO_CROATIAN, "ca": romance.CATALAN, "cs": slavic.CZECH,
    "da": germanic.DANISH, "es": romance.SPANISH, "fr": romance.FRENCH, "hi": eastern.HINDI,
    "hr": slavic.SERBO_CROATIAN, "it": romance.ITALIAN, "lt": baltic.LITHUANIAN,
    "lv": baltic.LATVIAN, "nb": germanic.NORWEGIAN, "nl": germanic.DUTCH,
    "nn": germanic.NORWEGIAN, "no": germanic.NORWEGIAN, "pl": slavic.POLISH, "pt": romance.PORTUGUESE,
    "ro": romance.ROMANIAN, "sk": slavic.SLOVAK, "sr": slavic.SERBO_CROATIAN, "sv": germanic.SWEDISH,
}  # fmt: skip
FORMS: dict[str, Callable[[str], frozenset[str]]] = {
    "el": eastern.greek, "fa": eastern.persian, "id": eastern.indonesian, "ja": eastern.japanese,
    "ms": eastern.indonesian,
}  # fmt: skip
CHAINS: dict[str, Callable[[str], tuple[Chain, ...]]] = {
    "ar": semitic.arabic, "et": baltic.estonian, "fi": agglutinative.finnish, "he": semitic.hebrew,
    "hu": agglutinative.hungarian,
}  # fmt: skip
SNOWBALL = {
    "eo": "esperanto", "eu": "basque", "hy": "armenian", "ne": "nepali", "yi": "yiddish",
}  # fmt: skip
WHOLE = frozenset(("en", "ru", "uk", "cyrillic", "ja"))  # of which a word with a hyphen or an apostrophe is one
INFLECTED = frozenset(("en", "ru", "uk", *TABLES, *FORMS, *CHAINS, *SNOWBALL, "de", "ko", "tr"))


def language_of(word: str, lang: str | None) -> str | None:
    """How `word` inflects: the language that its list names, else what its script suggests; None where unknown.

    "cyrillic" stands for Russian and Ukrainian both.
    """
    if lang is not None:
        return lang if lang in INFLECTED else None
    return next((name for name, letters in _SCRIPTS.items() if re.search(letters, word)), None)


_SCRIPTS = {
    "cyrillic": r"[\u0400-\u052f]",
    "ko": r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]",
    "ja": r"[\u3041-\u3096]",
    "ar": r"[\u0620-\u064a\u066e-\u06d3]",
    "he": r"[\u05d0-\u05ea]",
    "el": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "hi": r"[\u0900-\u097f]",
    "en": r"[a-zA-Z\u00c0-\u024f]",
}


def kept_beginning(word: str, language: str) -> str:
    """`word` up to its last letter that is another one without its accent and stays in all forms: öl of ölmek."""
    kept = accented(word)
    letters = _KEPT_LETTERS.get(language)
    if letters is None or len(kept) != len(fold(word)):
        return ""
    last = re.search(f".*[{letters}](?=.)", kept)
    return last[0] if last else ""


_KEPT_LETTERS = {
    "da": "åæø", "de": "äöü", "et": "äöüõ", "fi": "äöå", "hu": "öüőű", "nb": "åæø", "nn": "åæø", "no": "åæø",
    "sv": "åäö", "tr": "öüşçğ",
}  # fmt: skip


@cache
def inflected(word: str, language: str) -> Inflection:
    """Every form of `word`, of a language that `language_of` named."""
    small = word.lower()
    if language in TABLES:
        table = slavic.SERBIAN if language == "sr" and re.search(_SCRIPTS["cyrillic"], word) else TABLES[language]
        return Inflection(forms=_table(table).forms(small))
    if language in FORMS:
        return Inflection(forms=FORMS[language](fold(word)))
    if language in CHAINS:
        return Inflection(forms=frozenset((word,)), chains=CHAINS[language](fold(word)))
    return _APART[language](word) if language in _APART else _stemmed(small, SNOWBALL[language])


_table: Callable[[str], Table] = cache(read)


# --- Dictionaries ------------------------------------------------------------------------------------------------


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


# --- Grammars that ask for more than a table ---------------------------------------------------------------------


def _german(word: str) -> frozenset[str]:
    """A word with a capital is a noun, one without may be any."""
    nouns = _table(germanic.GERMAN_NOUNS).forms(word.lower())
    is_verb = word[0].islower() and re.search("en\\Z|[ei][lr]n\\Z", word)
    return nouns | _table(germanic.GERMAN_VERBS).forms(word.lower()) if is_verb else nouns


def _korean(written: str) -> Inflection:
    word = fold(written)
    noun = Chain((word,), ending(f"{korean.PARTICLES}|{korean.NOUN_AS_VERB}"))
    if not korean.is_verb(word):
        return Inflection(forms=frozenset(), chains=(noun,))
    return Inflection(forms=korean.verb_forms(word))


_APART: dict[str, Callable[[str], Inflection]] = {
    "en": lambda word: Inflection(forms=_english(word.lower())),
    "ru": lambda word: Inflection(forms=_slavic(word.lower(), ("ru",))),
    "uk": lambda word: Inflection(forms=_slavic(word.lower(), ("uk",))),
    "cyrillic": lambda word: Inflection(forms=_slavic(word.lower(), ("ru", "uk"))),
    "de": lambda word: Inflection(forms=_german(word)),
    "ko": _korean,
    "tr": lambda word: Inflection(forms=frozenset((word,)), chains=agglutinative.turkish(word)),
}


# --- Snowball ----------------------------------------------------------------------------------------------------


def _stemmed(word: str, algorithm: str) -> Inflection:
    """Words that have the same stem, and begin with it."""
    stemmer = _snowball(algorithm)
    whole = fold(word)
    stem = stemmer.stemWord(whole)
    if len(stem) < 3 or not whole.startswith(stem):
        return Inflection(forms=frozenset((word,)))
    return Inflection(
        forms=frozenset((word,)), chains=(Chain((stem,), lambda rest: stemmer.stemWord(stem + rest) == stem),)
    )


@cache
def _snowball(algorithm: str) -> Any:
    from snowballstemmer import stemmer

    return stemmer(algorithm)
