"""Facts are the same in every language: numbers, names, places, deeds."""

from datetime import timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON

from monitor.stories.actors import ACTORS, BODIES, HOMES, OFFICES
from monitor.stories.comparing import Why
from monitor.stories.concepts import concepts_in, homes_of
from monitor.stories.deeds import DEEDS
from monitor.stories.life import Life, Sources, Telling, life_of, sources_of
from monitor.stories.names import key_of, names
from monitor.stories.numerals import TIMES, UNITS
from monitor.stories.places import PARENTS, PLACES
from monitor.stories.quantities import quantities, read_quantity
from monitor.stories.sketch import bare_title
from monitor.stories.tongues import TONGUES


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1,500 troops", "1500 people"),
        ("1천500명", "1500 people"),
        ("1 500 военных", "1500 people"),
        ("1,5 тыс. военных", "1500 people"),
        ("3만 명", "30000 people"),
        ("3만5천명", "35000 people"),
        ("1.2 million people", "1200000 people"),
        ("$1.2bn", "1200000000 money"),
        ("5억 달러", "500000000 money"),
        ("25%", "25 percent"),
        ("two soldiers", "2 people"),
        ("five\u200bsoldiers", "5"),  # glued by what shows as nothing, or to a digit
        ("FIVE88", "5"),
        ("萬名 2万人", "20000 people"),
        ("300 km", "300 distance"),
        ("约两千名赴俄朝鲜士兵阵亡", "2000 people"),
        ("兵士三万五千人", "35000 people"),
        ("五十名士兵", "50 people"),
        ("十二人死亡", "12 people"),
    ],
)
def test_a_number_is_read_alike_in_every_language(text: str, written: str) -> None:
    assert written in [str(quantity) for quantity in quantities(text)]


def test_units_and_multipliers_have_no_groups_so_that_one_pattern_tells_which_of_them_it_was() -> None:
    assert not any(pattern.groups for _, pattern in UNITS)
    assert not any(pattern.groups for pattern, _ in TIMES)


@pytest.mark.parametrize("text", ["数百名士兵", "一人", "三日", "九一一", "萬名", "二十一世纪"])
def test_characters_that_count_nothing_are_no_number(text: str) -> None:
    assert not quantities(text)


def test_a_number_in_digits_and_characters_is_read_once() -> None:
    assert [str(quantity) for quantity in quantities("2万人, 3千名")] == ["20000 people", "3000 people"]


@examples(200)
@given(st.text(alphabet=st.sampled_from("两三十0123456789.,' 만천억百千 млнthousandk%$-명"), max_size=80))
def test_any_text_has_quantities_that_can_be_written_and_read(text: str) -> None:
    for quantity in quantities(text):
        assert read_quantity(str(quantity)).unit == quantity.unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trump", "트럼프"),
        ("Trump", "Трамп"),
        ("Saratov", "사라토프"),
        ("Saratov", "Саратов"),
        ("Rosneft", "로스네프트"),
        ("Trump", "ترامب"),
        ("Trump", "טראמפ"),
        ("Trump", "Τραμπ"),
        ("Trump", "ट्रम्प"),
        ("Blinken", "בלינקן"),
        ("Lukashenko", "لوكاشينكو"),
        ("Stoltenberg", "Στόλτενμπεργκ"),
        ("Μπορέλ", "بورل"),
        ("Μπορέλ", "בורל"),
        ("Zelensky", "ज़ेलेंस्की"),
    ],
)
def test_a_name_has_one_key_in_every_script(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("وترامب يلتقي", "tlnp"),  # and Trump
        ("לבלינקן תוכנית", "plnkn"),  # for Blinken
        ("Ο Στόλτενμπεργκ μιλά", "stltnplk"),
        ("ट्रम्प ने कहा", "tlnp"),
    ],
)
def test_a_name_is_read_off_a_title_in_scripts_without_capitals(title: str, key: str) -> None:
    assert key in names(title)


def test_a_greek_word_in_small_letters_is_no_name() -> None:
    assert not names("σταθμό πυρηνικό")


@pytest.mark.parametrize(
    ("text", "places", "deeds"),
    [
        ("Pyongyang launches missile", {"dprk"}, {"launch", "missile"}),
        ("북한, 미사일 발사", {"dprk"}, {"launch", "missile"}),
        ("Северная Корея запустила ракету", {"dprk"}, {"launch", "missile"}),
        ("朝鲜发射导弹", {"dprk"}, {"launch", "missile"}),
        ("Nordkorea feuert Rakete ab", {"dprk"}, {"launch", "missile"}),
        ("Israel strikes Lebanon", {"israel", "lebanon"}, {"strike"}),
        ("Kim praises special forces in Kursk", {"kursk"}, {"praise", "special-forces"}),
        ("김정은, 쿠르스크 특수부대 치하", {"kursk"}, {"praise", "special-forces"}),
        ("Ким похвалил спецназ в Курске", {"kursk"}, {"praise", "special-forces"}),
        ("Kim chwali komandosów, reakcje w Kursku", {"kursk"}, {"praise", "react"}),
        ("UN council endorses resolution on Gaza", {"gaza"}, {"adopt", "resolution"}),
        ("안보리, 가자지구 결의안 가결", {"gaza"}, {"adopt", "resolution"}),
        ("安保理、ガザ決議を採択", {"gaza"}, {"adopt", "resolution"}),
        ("Drone downed over Poltava, plant damaged", {"poltava"}, {"drone", "shoot-down", "destroy"}),
        ("Над Полтавой сбит беспилотник, завод повреждён", {"poltava"}, {"drone", "shoot-down", "destroy"}),
        ("Ukraine appoints ambassador and evacuates Sumy", {"ukraine", "sumy"}, {"appoint", "evacuate"}),
    ],
)
def test_a_text_speaks_of_the_same_in_every_language(text: str, places: set[str], deeds: set[str]) -> None:
    found = concepts_in(text)

    assert found.places == places
    assert deeds <= found.deeds


@pytest.mark.parametrize(
    "title", ["N. Korea's Kim inspects shipyard", "North Korean leader Kim inspects shipyard", "김정은 시찰"]
)
def test_a_leader_is_known_by_what_headlines_call_him(title: str) -> None:
    assert "kim-jong-un" in concepts_in(title).actors


@pytest.mark.parametrize(
    "title",
    [
        "Rakieta Kima na polu. Co wiemy o KN-23",
        "Putin i Kim podpisali pakt w Pjongjangu",
        "Путин встретился с Кимом в Пхеньяне",
        "Путін подякував Кіму за солдатів КНДР",
        "Kim: Nio nordkoreanska minröjare döda",
        "Ska träffa Nordkoreas Kim senare i år",
        "North Korea launches destroyer, Kim vows more",
        "Children of Kim's fallen soldiers get a school in Pyongyang",
        "Putin-Kim summit in Vladivostok",
        "Kim-Putin talks end",
        "Fissures despite Xi, Putin and Kim’s show of unity",
        "Talks fail in South Korea. Trump–Kim summit is off",
    ],
)
def test_a_bare_kim_is_the_leader_where_a_title_speaks_of_north_korea(title: str) -> None:
    assert "kim-jong-un" in concepts_in(title).actors


@pytest.mark.parametrize(
    "title",
    [
        "Rakieta Kima na polu",  # of whom it speaks nothing tells
        "Kim Yong Nam, North Korea's longtime head of state, dies",
        "Senator Kim wants talks with North Korea",
        "South Korea's minister warns the North, Kim says Pyongyang listens",
        "Kim kazandı, Pyongyang mı?",
        "Ambassador Kim leaves North Korea",
        "Chloe Kim's bid for gold is in doubt",
        "ABC drops Kimmel's show",
        "Kim Yo-jong and Kim: North Korea's siblings",
        "Kim's Convenience star announces tour",  # what is Kim's is anyone's
        "The children of Kim's fallen soldiers get a school",
        "Min-jae Kim scores as Iran and North Korea draw",
        "Lil' Kim sings in North Korea",
        "J. Kim writes of North Korea",
        "North Korean defector Ms. Kim tells of hunger",
        "Captured North Korean soldier Kim was lied to",
        "Ex-minister Kim ordered drones to Pyongyang",
        "Nordkoreanischer Überläufer Kim berichtet",
        "Очільник Миколаївщини Кім повідомив про уламки ракети КНДР",
        "Kim naprawdę są żołnierze Korei Północnej?",
    ],
)
def test_another_kim_is_not_the_leader(title: str) -> None:
    assert "kim-jong-un" not in concepts_in(title).actors


@pytest.mark.parametrize(
    "title", ["Kim's bill passes", "Ha-seong Kim’s homer lifts Rays", "Jurors decide in Kim's trial"]
)
def test_a_bare_kim_makes_no_report_one_of_north_korea(title: str) -> None:
    assert "dprk" not in homes_of(concepts_in(title))


def test_every_line_of_the_tables_can_be_looked_for_and_no_id_stands_twice() -> None:
    assert not PLACES.keys() & ACTORS.keys()
    assert not ACTORS.keys() & DEEDS.keys()
    assert set().union(*TONGUES) <= PLACES.keys() | ACTORS.keys() | DEEDS.keys()
    assert set(PARENTS).union(*PARENTS.values()) <= PLACES.keys()
    assert set(BODIES) | set(BODIES.values()) | set(OFFICES).union(*OFFICES.values()) <= ACTORS.keys()
    assert HOMES.keys() <= ACTORS.keys() | DEEDS.keys()
    assert set(HOMES.values()) <= PLACES.keys() | ACTORS.keys()
    for table in (PLACES, ACTORS, DEEDS):
        for id_, line in table.items():
            first = line.split()[0].strip("_").replace("_", " ").replace("=", "").replace("*", "")
            found = concepts_in(first)
            assert id_ in found.places | found.actors | found.deeds


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("[속보] 북한군 파병(종합2보)", "북한군 파병"),
        ("BREAKING: Storm hits the coast - The Example Post", "Storm hits the coast"),
        ("СРОЧНО! Пожар на складе", "Пожар на складе"),
    ],
)
def test_what_desks_and_outlets_add_to_a_title_is_taken_off(title: str, bare: str) -> None:
    assert bare_title(title) == bare


# --- A story's life ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "hours", "life"),
    [(1, 1, Life.FOUNDED), (2, 1, Life.GROWING), (1, 7, Life.QUIET), (9, 7, Life.QUIET), (9, 49, Life.CLOSED)],
)
def test_a_story_is_founded_grows_falls_quiet_and_closes(reports: int, hours: int, life: Life) -> None:
    assert life_of(reports, NOON - timedelta(hours=hours), NOON) is life


def test_publishers_are_counted_once_copies_not_and_state_media_apart() -> None:
    tellings = [
        Telling(publisher="Wire", why=Why.FOUNDED, agency="reuters"),
        Telling(publisher="Wire", why=Why.LIKE_TITLE),
        Telling(publisher="Copier", why=Why.COPY),
        Telling(publisher="Reprint", why=Why.LIKE_TITLE, agency="reuters"),
        Telling(publisher="State", why=Why.SAME_FACTS, state_media=True),
        Telling(publisher="Daily", why=Why.LIKE_TITLE),
    ]

    assert sources_of(tellings) == Sources(
        independent=("Wire", "Daily"), state=("State",), copying=("Copier", "Reprint")
    )


@pytest.mark.parametrize(
    ("title", "actor"),
    [
        ("KPA generals in Kursk", "korean-peoples-army"),
        ("Lazarus hackers steal coins", "lazarus"),
        ("Хакеры Lazarus украли", "lazarus"),
        ("Lazarus-Gruppe stiehlt", "lazarus"),
        ("GRU officer named", "gru"),
        ("Szef GRU zabity", "gru"),
        ("Geheimdienst GRU", "gru"),
        ("ГРУ готовит", "gru"),
    ],
)
def test_an_abbreviation_is_heard_in_its_company(title: str, actor: str) -> None:
    assert actor in concepts_in(title).actors


@pytest.mark.parametrize(
    "title", ["KPA begins dredging at Mombasa port", "GRU airport reopens", "Lazarus musical returns", "Gru kranich"]
)
def test_an_abbreviation_that_is_another_elsewhere_is_not_heard_alone(title: str) -> None:
    assert not concepts_in(title).actors & {"korean-peoples-army", "lazarus", "gru"}
