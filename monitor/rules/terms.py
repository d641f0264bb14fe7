"""Terms: what a rule writes becomes patterns of words.

    text + mark + language → pieces → for each word of it a WordPattern → Phrases that the lexicon looks for

Conditions and entity lists are read alike: several words are a phrase; `*` and `?` are wildcards inside a word; `~`
before a word means its inflected forms, `=` the word exactly so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import re2

from monitor.rules.function_words import may_be
from monitor.rules.grammar.chain import Ending, ending
from monitor.rules.grammar.korean import PARTICLES
from monitor.rules.grammar.semitic import clitic_forms, takes_clitics
from monitor.rules.inflect import WHOLE, inflected, kept_beginning, language_of
from monitor.rules.tree import Mark
from monitor.text import SPACELESS, WORD, accented, as_cased, fold, words

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
SHORTEST_WILDCARD = 3  # letters beside the wildcard; fewer match a large part of the language
MOST_FORMS = 2_000  # of one phrase: inflected words of differing length multiply


class TermFault(Exception):
    """What is wrong in a term, and what to write instead."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Lemma(NamedTuple):
    """Of what word of a list a pattern has the forms.

    Those other than itself count only in a text that may be in `lang`. A form that begins as `beginning`, accents
    aside, has its accents too: öldü is of ölmek, olacak is not.
    """

    folded: str
    lang: str
    beginning: str

    def keeps(self, accented_form: str, folded: str) -> bool:
        return accented_form.startswith(self.beginning) or not folded.startswith(fold(self.beginning))

    def is_native(self, folded: str, language: str | None) -> bool:
        """Whether a folded word of a text in `language` (None: unknown) is it, or one of its forms."""
        return folded == self.folded or may_be(self.lang, language)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordPattern:
    """What one word of a text may be. All but `cased` and `accents` speak of folded words.

    A word is accepted if it is one of `forms`, or begins with one of `stems` and `ending` takes the rest (any rest,
    where it is None). `accents` are the accented forms that a word with accents may have; empty: any. They are tuples,
    a quarter of the size of sets: a rule set has ten thousands of them, mostly of one form.
    """

    forms: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    ending: Ending | None = None
    accents: tuple[str, ...] = ()
    inflected: Lemma | None = None
    cased: str | None = None

    @property
    def is_particular(self) -> bool:
        """Whether its folded form alone can't tell: accents or case count."""
        return self.cased is not None or bool(self.accents) or self.inflected is not None

    def accepts(self, folded: str) -> bool:
        return folded in self.forms or any(self._continues(folded, stem) for stem in self.stems)

    def allows(self, raw: str) -> bool:
        """Of a word that is accepted: whether its case and accents, as written, are those that count here."""
        if self.cased is not None:
            return as_cased(raw) == self.cased
        kept, folded = accented(raw), fold(raw)
        if self.inflected is not None and not self.inflected.keeps(kept, folded):
            return False
        return not self.accents or kept == folded or _has_accents(raw, kept, self.accents)

    def wants_accents(self, raw: str) -> bool:
        """Of a word that is allowed: whether it lacks accents that are meant: only a text without any may have it."""
        return bool(self.accents) and not raw.isupper() and not _has_accents(raw, accented(raw), self.accents)

    def _continues(self, folded: str, stem: str) -> bool:
        return folded.startswith(stem) and (self.ending is None or bool(self.ending(folded[len(stem) :])))


def _has_accents(raw: str, kept: str, accents: tuple[str, ...]) -> bool:
    """Whether a word has the accents of one of these; a capital may lack its own: Etats."""
    return kept in accents or (raw[0].isupper() and any(kept[1:] == one[1:] for one in accents))


Phrase = tuple[WordPattern, ...]


class Folded(NamedTuple):
    """What a word may be, whatever its case and accents: equal where the same words are."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]
    ending: Ending | None

    def pattern(self) -> WordPattern:
        return WordPattern(forms=self.forms, stems=self.stems, ending=self.ending)


def check_term(text: str, mark: Mark, *, quoted: bool, lang: str | None = None) -> None:
    """Raises TermFault where `text` can't be a term. Reads no dictionary."""
    if first_invisible(text) is not None:
        raise TermFault("an invisible character in this term", "delete it, or type the term again")
    if not mark and _is_one_word(text):
        return
    for piece in _pieces(text, mark):
        if piece.mark and re.search(r"[*?]", piece.text):
            raise TermFault(f"'{piece.mark}' and a wildcard in one word, {piece.mark}{piece.text}", "use one of them")
        if piece.mark == "~":
            _check_inflection(piece.text, lang)
        if not piece.globs:
            inside = " inside the quotes" if quoted else ""
            hint = "punctuation can't be looked for" if piece.text.strip() else "write a word, or delete it"
            raise TermFault(f"'{piece.text}' has no letter or digit{inside}", hint)
        for glob in piece.globs:
            _check_wildcard(glob, piece.text)


def first_invisible(text: str) -> int | None:
    """The offset of the first character that shows as nothing and means nothing. Joiners are spelling in Persian."""
    if text.isprintable():
        return None
    return next((at for at, char in enumerate(text) if not char.isprintable() and char not in "\u200c\u200d"), None)


def phrases(text: str, mark: Mark = "", lang: str | None = None) -> tuple[Phrase, ...]:
    """The patterns of a checked term: one phrase, or several where an inflected form is written as several words."""
    if not mark and _is_one_word(text):
        return ((_plain(text, lang),),)
    alternatives = [_readings(piece, lang) for piece in _pieces(text, mark)]
    combined: list[Phrase] = []
    for chosen in product(*alternatives):
        combined.append(tuple(word for reading in chosen for word in reading))
        if len(combined) == MOST_FORMS:
            break
    return tuple(combined)


class Whole(NamedTuple):
    """A term that is one word and no more: folded, and with the accents that a word with accents must have, if any."""

    folded: str
    accented: str = ""

    def allows(self, raw: str) -> bool:
        """Of a word that folds to it: whether its accents, as written, are those that count here."""
        return not self.accented or self.phrase()[0].allows(raw)

    def phrase(self) -> Phrase:
        return (WordPattern(forms=(self.folded,), accents=(self.accented,) if self.accented else ()),)


def whole_word(text: str, mark: Mark = "") -> Whole | None:
    """A checked term, where it is such a word: most are, and need no patterns.

    Clitics aside: such a word of Arabic or Hebrew is found with them too.
    """
    if mark or not _is_one_word(text):
        return None
    folded = fold(text)
    if folded == text:  # one string instead of two, in rule sets of ten thousands
        folded = text
    if text.isascii():
        return Whole(folded)
    if SPACELESS.match(folded) or _HANGUL.match(folded):
        return None
    kept = accented(text)
    return None if kept != folded and takes_clitics(folded) else Whole(folded, kept if kept != folded else "")


def _is_one_word(text: str) -> bool:
    """Whether there is nothing to take apart: most terms are so, and rule sets have ten thousands of them."""
    return text.isalnum() and (text.isascii() or (WORD.fullmatch(text) is not None and fold(text) != ""))


# --- Pieces: what stands between spaces --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A chunk without spaces; its `globs` are the words in it, with their wildcards (`N.Korea*` has two)."""

    text: str
    mark: Mark
    globs: tuple[str, ...]


def _glob(word: str) -> re.Pattern[str]:
    return re.compile(rf"[*?]*(?:{word})(?:[*?]+(?:{word}))*[*?]*")


_GLOB = _glob(WORD.pattern)
_ASCII_GLOB = _glob("[a-zA-Z0-9]+")  # the same of ASCII, in a tenth of the time


@lru_cache(maxsize=10_000)  # a name is checked when its file is read, and taken apart again when its set is compiled
def _pieces(text: str, mark: Mark) -> tuple[_Piece, ...]:
    """A mark before all of it holds for every word; one inside for the word that it touches."""
    pieces = []
    for chunk in text.split() or [text]:
        own: Mark = "~" if chunk.startswith("~") else "=" if chunk.startswith("=") else ""
        bare = chunk.removeprefix(own)
        globs = tuple(
            glob for glob in (_ASCII_GLOB if bare.isascii() else _GLOB).findall(bare) if fold(glob.strip("*?"))
        )
        if globs or not bare or len(text.split()) == 1 or re.search(r"[*?~=]", chunk):
            pieces.append(_Piece(text=bare, mark=own or mark, globs=globs))
    return tuple(pieces) or (_Piece(text=text, mark=mark, globs=()),)


def _check_wildcard(glob: str, chunk: str) -> None:
    if not re.search(r"[*?]", glob):
        return
    letters = fold(re.sub(r"[*?]", "", glob))
    if SPACELESS.search(letters):
        hint = f"write {re.sub(r'[*?]', '', chunk)}: it is found at any position"
        raise TermFault(f"a wildcard in {chunk}, where each character is a word of its own", hint)
    shortest = SHORTEST_WILDCARD if re.match(r"[^\uac00-\ud7a3]", letters) else 2
    if len(letters) < shortest:
        hint = f"give at least {shortest} letters, or list the words that you mean"
        raise TermFault(f"the wildcard {glob} has too few letters", hint)


def _check_inflection(word: str, lang: str | None) -> None:
    if language_of(word, lang) is None:
        of_what = f"of the language '{lang}'" if lang else "of this script"
        instead = (
            ": it is found at any position" if SPACELESS.search(word) else " and list its forms, or use a wildcard"
        )
        raise TermFault(f"~{word}: no inflected forms {of_what} are known", f"leave out ~{instead}")


# --- Words -------------------------------------------------------------------------------------------------------


def _readings(piece: _Piece, lang: str | None) -> tuple[Phrase, ...]:
    if piece.mark == "~":
        return _inflected(piece.text, lang)
    build = _exactly if piece.mark == "=" else _plain
    read = tuple(build(glob, lang) for glob in piece.globs)
    if not piece.mark and _HEBREW_ABBREVIATION.search(piece.text):  # however short: בצה"ל
        read = (WordPattern(forms=tuple(sorted(clitic_forms(fold(piece.globs[0]), shortest=1)))), *read[1:])
    return (read,)


_HEBREW_ABBREVIATION = re.compile('\\A[\u05d0-\u05ea]+["\u05f4][\u05d0-\u05ea]+\\Z')


def _exactly(raw: str, _lang: str | None) -> WordPattern:
    return WordPattern(forms=(fold(raw),), cased=as_cased(raw))


def _plain(raw: str, lang: str | None) -> WordPattern:
    if "*" in raw or "?" in raw:
        return _wildcard(raw, lang)
    return _character(raw) if len(raw) == 1 and lang is None else _whole(raw, lang)


def _whole(raw: str, lang: str | None) -> WordPattern:
    folded, kept = fold(raw), accented(raw)
    if _HANGUL.match(folded):
        return WordPattern(stems=(folded,), ending=ending(PARTICLES))
    if _takes_clitics(folded, lang):
        return WordPattern(forms=tuple(sorted(clitic_forms(folded))))
    # An accent in a term is meant; a text without accents (capitals, telegrams) is taken at its letters. Vietnamese
    # tells words apart by them, so there a term without accents means none: Nga is not ngã.
    counts = kept != folded or lang == "vi"
    return WordPattern(forms=(folded,), accents=(kept,) if counts else ())


@lru_cache(maxsize=10_000)
def _character(raw: str) -> WordPattern:
    """Of Chinese mostly, where each is a word: the terms of a rule set share theirs."""
    return _whole(raw, None)


def _takes_clitics(folded: str, lang: str | None) -> bool:
    return lang in (None, "ar", "he") and takes_clitics(folded)


def _wildcard(raw: str, lang: str | None) -> WordPattern:
    parts = [part if part in "*?" else fold(part) for part in re.split(r"([*?])", raw) if part]
    stem = "" if parts[0] in "*?" else parts.pop(0)
    stems = tuple(sorted(clitic_forms(stem))) if _takes_clitics(stem, lang) else (stem,)
    if parts == ["*"]:
        return WordPattern(stems=stems)
    inner = {"*": ".*", "?": "."}
    return WordPattern(stems=stems, ending=ending("".join(inner.get(part) or re2.escape(part) for part in parts)))


def _inflected(raw: str, lang: str | None) -> tuple[Phrase, ...]:
    language = language_of(raw, lang)
    assert language is not None, f"{raw} was checked"
    parts = re.split("[-'’]", raw)
    if len(parts) > 1 and language not in WHOLE:  # nord-coréen
        return tuple(
            tuple(word for reading in chosen for word in reading)
            for chosen in product(*[_inflected(part, language) for part in parts])
        )
    lemma = Lemma(fold(raw), lang, kept_beginning(raw, language)) if lang is not None and raw[0] < "\u0370" else None
    inflection = inflected(raw, language)
    by_length = _by_length(inflection.forms)
    single = tuple(sorted(form[0] for form in by_length.pop(1, ())))
    readings = [tuple(WordPattern(forms=(word,)) for word in form) for form in _flat(by_length)]
    chained = [(WordPattern(stems=chain.stems, ending=chain.ending, inflected=lemma),) for chain in inflection.chains]
    if single:
        chained.append((WordPattern(forms=single, inflected=lemma),))
    return (*chained, *readings)


def _by_length(forms: frozenset[str]) -> dict[int, set[tuple[str, ...]]]:
    """Forms as words, by how many words they are written in: перемир'я is two."""
    grouped: dict[int, set[tuple[str, ...]]] = {}
    for form in forms:
        folded = tuple(word.folded for word in words(form))
        if folded:
            grouped.setdefault(len(folded), set()).add(folded)
    return grouped


def _flat(by_length: dict[int, set[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    for length in sorted(by_length):
        yield from sorted(by_length[length])
