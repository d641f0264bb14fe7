"""The promise of the sieve: what is heard in a text is the same as if each of its words had been looked up."""

import pytest
from effort import examples
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.pages import drawn, in_page
from monitor.rules.field import FieldText, Hit
from monitor.rules.lexicon import MOST_CAUGHT, Heard, Lexicon
from monitor.rules.terms import Phrase, TermFault, Whole, check_term, phrases, whole_word
from monitor.rules.tree import Mark
from monitor.text import fold

# Of each page: accents, ligatures, marks that a letter keeps, letters that are drawn alike in two scripts.
LETTERS = (
    "aeosSABKÉéñÿßÆæœµžf1²þ",
    "aeosßłńőžŻřd1",
    "авекорсхуіїўќёйгжѕјACEKOPXYacekopxysiju5µ",
    "αεικορτυχσςμέϊΰAEIKOPTXYaeikoptxyu5",
    "אבךכזaei1",
    "األإيىكهةوبلسœaeo1µ",
)
WORDS = st.sampled_from(LETTERS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=6))


@st.composite
def terms_and_text(draw: st.DrawFn) -> tuple[list[str], str]:
    letters = draw(st.sampled_from(LETTERS))
    own = st.text(letters, min_size=1, max_size=5)
    known = draw(st.lists(own, min_size=1, max_size=6))
    word = st.sampled_from(known)
    terms = st.one_of(word, word.map("{}*".format), word.map("={}".format), st.tuples(word, word).map(" ".join))
    written = st.one_of(
        *(word.map(change) for change in (str, str.upper, str.title, fold)),
        *(st.tuples(word, own).map("".join), st.tuples(own, word).map("".join), own, st.sampled_from(".,— ")),
    )
    return draw(st.lists(terms, min_size=1, max_size=8)), " ".join(draw(st.lists(written, max_size=12)))


def lexicon(terms: list[str]) -> Lexicon:
    listed: list[tuple[int, Phrase | Whole]] = []
    for key, term in enumerate(terms):
        mark: Mark = "=" if term.startswith("=") else ""
        text = term.removeprefix("=")
        try:
            check_term(text, mark, quoted=False)
        except TermFault:
            continue
        word = whole_word(text, mark)
        listed += [(key, word)] if word is not None else [(key, phrase) for phrase in phrases(text, mark)]
    return Lexicon(listed)


def heard(known: Lexicon, text: str) -> dict[int, list[Hit]]:
    said = Heard(known, [FieldText(0, "title", text)], {})
    return {key: list(said[key]) for key in said.all_keys()}


@examples(500)
@given(terms_and_text())
def test_no_word_that_says_something_is_lost(given_: tuple[list[str], str]) -> None:
    terms, text = given_
    known = lexicon(terms)
    looked_up = f"{text} ¾"  # of a text that has it each word is looked up
    assume(FieldText(0, "title", text).skimmed.drawn)
    assert not FieldText(0, "title", looked_up).skimmed.drawn
    assert heard(known, text) == heard(known, looked_up)
    assert heard(known, text) == heard(known, text)  # as it is remembered


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("strasse", "die Straße"),
        ("stras*", "die Straße"),
        ("Straße", "DIE STRASSE"),
        ("schlossstrasse", "Schloßstraße, Schlossstraße"),
        ("coeur", "le Cœur"),
        ("mano*", "la manœuvre"),
        ("ssssssssssss", "ßßßßßß"),
        ("الجيش", "وللجيش"),
        ("من", "قال من"),
        ("kiev", "Kїev"),
        ("kursk", "Кursk"),
        ("курск", "Kурск"),
        ("μοσχα", "Μoσχα"),
        ("donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaft"),
        ("*schaft", "Gesellschaft"),
    ],
)
def test_words_are_caught_however_they_are_written(term: str, text: str) -> None:
    assert heard(lexicon([term]), text)


def test_a_word_that_is_only_drawn_alike_says_nothing() -> None:
    assert not heard(lexicon(["cop"]), "сор")
    assert not heard(lexicon(["кит", "міста"]), "кїт мїста")
    assert not heard(lexicon(["été"]), "etè")


def test_a_lexicon_of_too_many_words_looks_each_word_up() -> None:
    known = lexicon([f"word{number}" for number in range(MOST_CAUGHT + 1)])
    assert known.sieve is None
    assert heard(known, "Word7, word8") == {7: [(0, 0, 0, -1, -1)], 8: [(0, 1, 1, -1, -1)]}


def test_a_word_without_end_takes_bounded_time() -> None:
    for term in ("ب" * 30, "ا" + "oe" * 15, "ب" * 30 + "*", "a" * 30, "ss" * 15, "sss*"):
        letter = term.rstrip("*")[-2:]
        assert not heard(lexicon([term]), "x" + letter * 50_000)


@examples(500)
@given(WORDS)
def test_a_word_is_drawn_as_what_it_folds_to(word: str) -> None:
    paged = in_page(word)
    assume(paged is not None and not set("ßæœþ") & set(word.lower()))
    assert paged is not None
    said, page = paged
    assert said.translate(page.drawn) == drawn(fold(word))
