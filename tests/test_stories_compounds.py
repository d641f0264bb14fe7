"""What a compound means is said by its last part, in languages that write compounds as one word."""

import pytest

from monitor.stories.compounds import NO_LAST_PARTS, OTHER_WORDS
from monitor.stories.concepts import concepts_in


@pytest.mark.parametrize(
    ("lang", "text", "ids"),
    [
        ("de", "Kurzstreckenraketen", {"missile"}),
        ("de", "Militärkooperation", {"army", "cooperation"}),
        ("de", "Raketenangriff", {"missile", "attack"}),
        ("de", "Drohnenangriffe", {"drone", "attack"}),
        ("de", "Friedensverhandlungen", {"peace", "talks"}),
        ("de", "Übergangsregierung", {"government"}),
        ("de", "Finanzminister", {"minister"}),
        ("de", "Todesopfer", {"casualties"}),
        ("de", "Hauptbahnhof", {"train"}),
        ("de", "Strafprozess", {"trial"}),
        ("de", "Landtagswahlergebnis", {"election"}),
        ("de", "Schneesturm", {"storm"}),
        ("sv", "drönarattack", {"drone", "attack"}),
        ("sv", "krigsfartyg", {"ship"}),
        ("sv", "tullförhandlingar", {"talks"}),
        ("nl", "droneaanval", {"drone", "attack"}),
        ("fi", "öljytankkeri", {"ship"}),
    ],
)
def test_a_compound_means_what_it_ends_in(lang: str, text: str, ids: set[str]) -> None:
    found = concepts_in(text, lang)

    assert ids <= found.deeds | found.actors


def test_the_words_of_a_text_tell_its_language_where_its_feed_does_not() -> None:
    assert "missile" in concepts_in("Nordkorea testet die Kurzstreckenraketen und droht mit dem Krieg").deeds
    assert "missile" not in concepts_in("the Kurzstreckenraketen of the North and what they are for").deeds


@pytest.mark.parametrize(
    ("lang", "text", "id_"),
    [
        ("en", "counterattack misunderstanding bandleader", "attack"),
        ("fr", "paramilitaires", "army"),
        ("de", "Ministerpräsident", "president"),  # its beginning says more
        ("de", "Weißrussland", "russia"),
        ("de", "bekanntesten", "test"),
        ("de", "Modeschöpfer", "casualties"),
        ("de", "Schiedsrichter", "judge"),
        ("de", "Gelsenkirchen", "church"),
        ("de", "Weltkindertag", "children"),
        ("de", "verhandelten", "trade"),
        ("de", "diskutieren", "animal"),
        ("de", "Herausforderung", "demand"),
        ("de", "hereingekämpft", "clash"),
        ("de", "Saarbrücken", "bridge"),
        ("de", "Osnabrücker", "bridge"),
        ("de", "Zweibrücken", "bridge"),
        ("sv", "fredspriset", "capture"),
        ("sv", "försvinner", "win"),
        ("sv", "utredningen", "rescue"),
    ],
)
def test_a_word_that_only_sounds_like_a_compound_is_none(lang: str, text: str, id_: str) -> None:
    found = concepts_in(text, lang)

    assert id_ not in found.deeds | found.actors | found.places


def test_a_compound_names_no_one_so_that_its_stem_stays_a_word() -> None:
    assert not concepts_in("Übergangsregierung Finanzminister", "de").named


@pytest.mark.parametrize("word", ["a" * 3_000, "raketen" * 400, "ab" * 20])
def test_a_word_of_any_length_is_read(word: str) -> None:
    assert concepts_in(word, "de").deeds <= {"missile"}


def test_no_word_is_both_none_and_the_end_of_another() -> None:
    assert not NO_LAST_PARTS & OTHER_WORDS.keys()
