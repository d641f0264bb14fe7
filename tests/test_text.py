"""Words of texts in many scripts, and the promise that a word's offsets quote the text it was read from."""

import re
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from effort import examples
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.rules.field import MOST_ALONE, read_alone
from monitor.skimming import skim, spans
from monitor.stories.names import key_of
from monitor.text import (
    ITSELF,
    MOST_MARKS,
    PLAIN_HAN_AND_KANA,
    SPACELESS,
    WORD,
    accented,
    as_cased,
    fold,
    words,
)


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean-Russian", ["north", "korean", "russian"]),
        ("Kursk's", ["kursk", "s"]),
        ("Kursk’s", ["kursk", "s"]),
        ("N. Korea, N.Korea", ["n", "korea", "n", "korea"]),
        ("cessez-le-feu", ["cessez", "le", "feu"]),
        ("перемир'я перемир’я перемирʼя", ["перемир", "я"] * 3),
        ("朝鲜日报", ["朝", "鲜", "日", "报"]),
        ("的model与", ["的", "model", "与"]),
        ("NPT에서", ["npt", "에서"]),
        ("北미사일", ["北", "미사일"]),
        ("ﾊﾞｸﾀﾞﾝ", ["バ", "ク", "ダ", "ン"]),
        ("กรุงเทพ", ["ก", "รุ", "ง", "เ", "ท", "พ"]),
        ("हमला हमलावर", ["हमला", "हमलावर"]),
        ("snake_case", ["snake", "case"]),
        ("ـ", []),
        ("", []),
        ("... !? —", []),
    ],
)
def test_a_text_falls_into_its_words(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NATO", "ＮＡＴＯ"),
        ("Zelensky", "Zelenskÿ"),
        ("Pokémon", "pokemon"),
        ("STRASSE", "Straße"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("Łódź", "lodz"),
        ("Ρωσία", "ΡΩΣΙΑ"),
        ("Зеле́нский", "зеленский"),
        ("ещё", "еще"),
        ("вою\u00adющий", "воюющий"),
        ("North\u200b", "north"),
        ("العـقوبات", "العقوبات"),
        ("عُقُوبات", "عقوبات"),
        ("إيران", "ايران"),
        ("ایران", "ايران"),
        ("שָׁלוֹם", "שלום"),
        ("١٧١٨", "1718"),
        ("북한", unicodedata.normalize("NFD", "북한")),
        ("が", unicodedata.normalize("NFD", "が")),
    ],
)
def test_what_readers_take_for_one_word_folds_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("й", "и"), ("ї", "і"), ("ў", "у"), ("が", "か"), ("हमला", "हमल"), ("ґ", "г")]
)
def test_what_makes_another_letter_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_accents_are_kept_where_they_are_asked_for() -> None:
    assert accented("Nhưỡng") == "nhưỡng"
    assert accented("NHƯỠNG") == "nhưỡng"
    assert accented("Зеле́нский") == "зеленский"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", [0, 1, 2, 3]),
        ("N. Korea and the U.S. agree", [0, 0, 0, 0, 0, 0, 0]),
        ("Gen. Kim said 3.5 million", [0, 0, 0, 0, 0, 0]),
        ("朝鲜。俄", [0, 0, 1]),
        ("title\nbody", [0, 1]),
        ("yna.co.kr", [0, 0, 0]),
        ('He said "no." Then', [0, 0, 0, 1]),
        ("Россия. Корея", [0, 1]),
        ("Lt. Col. Kim, Art. 3, No. 5 and approx. 300", [0] * 10),
        ("He said no. Then No. 5", [0, 0, 0, 1, 1, 1]),
        ("в 2024 г. Ким, 11 тыс. солдат, ст. 5, т. е. войска", [0] * 12),
        ("Nr. 5, ca. 300, z. B. am 3. Mai", [0] * 9),
        ("M. Macron, env. 300, le n° 5", [0] * 7),
        ("el Sr. Kim, núm. 5, EE. UU.", [0] * 7),
        ("It ended in 2024. May came", [0, 0, 0, 0, 1, 1]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, sentences: list[int]) -> None:
    assert [word.sentence for word in words(text)] == sentences


def test_characters_of_spaceless_scripts_are_less_than_a_word() -> None:
    assert [word.breadth for word in words("Kim 朝 ก 북한")] == [4, 2, 1, 4]


DIRTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aéЙёії\u0301\u0308\u0306\u00ad\u200b\u200d'’ʼ.-ßİıﾊﾞ북한朝ก็ـأकि\ud800\udc00\x00\U0001f1f0"),
    ),
    max_size=60,
)


def test_letters_that_are_taken_to_fold_to_themselves_do() -> None:
    letters = [chr(code) for code in range(0x10000) if any(re.match(f"[{some}]", chr(code)) for some in ITSELF)]
    assert [letter for letter in letters if fold(f"\u00ad{letter}") != letter] == []  # read in full, for the hyphen


@examples(400)
@given(DIRTY)
def test_offsets_quote_the_word_whatever_the_text(text: str) -> None:
    found = words(text)
    for word in found:
        assert fold(text[word.start : word.end]) == word.folded
        assert accented(text[word.start : word.end]) == word.accented
        assert word.folded
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [word.sentence for word in found] == sorted(word.sentence for word in found)


@examples(300)
@given(DIRTY)
@example("\u0451\U00010783")  # what is drawn like a Latin æ, beside a ё
@example("b\u0456\u00d0")
@example("\u00df\U0001d769\u0451")  # Latin, Greek and Cyrillic letters in one word
@example("\u0419\U000e0137\u08d3")  # a variation selector between a letter and a further mark
@example("\u0457\u20e4\uff9e")
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in words(text):
        assert fold(word.folded) == word.folded


SALTILLO = "\ua78c"  # a letter to Unicode, an apostrophe to people


@given(st.text(st.characters(categories=["L", "N"], exclude_characters=SALTILLO), min_size=1, max_size=20))
def test_every_letter_and_digit_is_read(text: str) -> None:
    read = sum(found.end() - found.start() for found in WORD.finditer(text))
    assert read >= sum(unicodedata.category(char) != "Lm" for char in text)


@pytest.mark.slow
def test_a_long_hostile_text_takes_linear_time() -> None:
    for piece in ("a\u200b", "\u200b", "朝\u0301", "a.", "\u0301", "가\u00ad"):
        assert len(words(piece * 100_000)) <= 200_000


RUNS = ("\u0301\u0323", "\u0640\u0301\u0323", "\u200b\u0301\u0323", "\u0344\u0323", "\u064b\u0301\u0323", "\uff9e")


@pytest.mark.parametrize("marks", RUNS)
@pytest.mark.parametrize("read", [words, as_cased, key_of])
def test_a_letter_with_twice_as_many_marks_takes_about_twice_as_long(read: Callable[[str], object], marks: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        read("eme" + marks * count)
        return time.process_time() - begun

    assert seconds(40_000) < 10 * seconds(10_000) + 0.1  # seconds where it takes the square


MARKS = "\u0301\u0323\u0308\u0306\u0327\u093f\u0941\u064b\u05b8\u3099\u20dd"


@examples(200)
@given(st.sampled_from("eиіगمאか가"), st.text(MARKS, max_size=MOST_MARKS), st.text(MARKS, max_size=30))
def test_of_the_marks_on_a_letter_the_first_thirty_count(letter: str, first: str, more: str) -> None:
    run = first + more
    read = letter + run[:MOST_MARKS]
    for form in (fold, accented, as_cased):
        assert form(f"{letter}{run}x") == form(f"{read}x")
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", read))
    assert as_cased(read) == composed, "and all of these do"
    assert [(word.start, word.end) for word in words(f"a {letter}{run}. b")][1] == (2, 3 + len(run))


# --- Skimming ------------------------------------------------------------------------------------------------------

MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aàßΣбйё朝鲜か\u3099ｶﾞ북한 .,'\u00ad\u0301\u200bहमลาทห\U00011000\U00020000ㄱᄀʼ_１İıſK«—ـي\u0130\u06e5"
        ),
    ),
    max_size=60,
)


def agrees(text: str) -> bool:
    read = words(text)
    assert skim(text).folded() == [word.folded for word in read]
    assert skim(text).breadths() == [word.breadth for word in read]
    places = list(skim(text).places())
    assert [fold(piece) for piece in skim(text).spaced] == [read[place].folded for place in places]
    assert {number for number, word in enumerate(read) if SPACELESS.match(word.folded) is None} <= set(places)
    offsets = [(word.start, word.end) for word in read]
    return list(zip(*spans(skim(text), text), strict=True)) == offsets


@examples(300)
@given(MIXED, st.integers(0, 2 * MOST_ALONE))
def test_words_start_where_reading_sees_them_whether_sought_alone_or_at_once(text: str, first: int) -> None:
    read, field = words(text), read_alone.__wrapped__(text)
    asked = [*range(first % (len(read) or 1), len(read)), *range(len(read))]

    assert [field.extent(place) for place in asked] == [(read[place].start, read[place].end) for place in asked]


@examples(300)
@given(MIXED)
def test_skimming_sees_the_words_that_reading_sees(text: str) -> None:
    assert agrees(text)


@pytest.mark.slow
def test_skimming_sees_what_reading_sees_around_every_letter_of_the_living_scripts() -> None:
    assert all(agrees(f"a{chr(code)}B {chr(code)}") for code in range(0x3200))


@pytest.mark.slow
def test_skimming_sees_what_reading_sees_around_every_character() -> None:
    every = (*range(0x20000), *range(0x20000, 0x110000, 61))  # further planes hold Han, or nothing
    assert all(agrees(around.format(chr(code))) for code in every for around in ("{}", "a{}Я", "朝{}B"))


def test_plain_han_and_kana_fold_to_themselves() -> None:
    plain = [chr(code) for first, last in PLAIN_HAN_AND_KANA for code in range(first, last + 1, 7)]
    assert all(fold(char) == char and SPACELESS.match(char) for char in plain)
