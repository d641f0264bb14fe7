"""Numbers are read as the newsrooms of each language write them, and what is no count is none."""

import time

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import an_item

from monitor.stories.quantities import COUNTLESS, quantities, read_quantity
from monitor.stories.sketch import sketch_of
from monitor.stories.vetoes import veto

READ = """
en | Sanctions hit $800M in oil | 800000000 money
en | Hackers steal $410M | 410000000 money
en | Aid worth $2.2bn | 2200000000 money
en | EU lends Kyiv €90bn | 90000000000 euro
en | US$1.4B stolen | 1400000000 money
en | Bybit loses $1.5 billion | 1500000000 money
en | Fund of £5m | 5000000 pound
en | a $300K bribe | 300000 money
en | 5M people flee | 5000000 people
en | a 12B-won fund | 12000000000 won
en | six thousand soldiers | 6000 people
en | Two hundred troops | 200 people
en | twenty-two killed | 22 people
en | two dead, three injured | 2 people
en | 11,000 North Korean soldiers | 11000 people
en | 3,000 to 5,000 troops | 3000 people
en | 3,000 to 5,000 troops | 5000 people
en | 10-12 thousand troops | 10000 people
en | 10,000 Russian troops | 10000 people
en | 1.5 million shells | 1500000
en | 2 thousand troops | 2000 people
en | inflation at 4.5 percent | 4.5 percent
en | in 2025 300 people died | 300 people
en | 1 800 soldiers | 1800 people
en | a 20-year-old soldier | 20 time
en | missile flies 600 km | 600 distance
en | a 25k prize | 25000
en | Storm kills 21. Police search on, the mayor says | 21
en | ten days | 10 time
en | India pledges 5 crore dollars | 50000000 money
de | 40.000 Soldaten | 40000 people
de | sechstausend Soldaten | 6000 people
de | sechs Tausend Soldaten | 6000 people
de | zweihundert Tote | 200 people
de | 90 Mrd. Euro | 90000000000 euro
de | 90 Milliarden Euro | 90000000000 euro
de | 2 Billionen Euro | 2000000000000 euro
de | 10.000 nordkoreanische Soldaten | 10000 people
de | 25 Prozent mehr | 25 percent
de | 10.000 bis 12.000 Soldaten | 12000 people
de | 10 bis 12 Tausend Soldaten | 10000 people
fr | 40 000 soldats | 40000 people
fr | 40 000 soldats | 40000 people
fr | six mille soldats | 6000 people
fr | 90 milliards d'euros | 90000000000 euro
fr | 90 Mds€ pour Kiev | 90000000000 euro
fr | 800 M€ | 800000000 euro
fr | deux cents morts | 200 people
fr | 10 000-15 000 soldats | 15000 people
fr | 10 000-15 000 soldats | 10000 people
es | seis mil soldados | 6000 people
es | 1.500 soldados | 1500 people
es | 90.000 millones de euros | 90000000000 euro
es | 90 mil millones de euros | 90000000000 euro
es | quinientos muertos | 500 people
es | once muertos | 11 people
es | un 20 por ciento | 20 percent
pl | sześć tysięcy żołnierzy | 6000 people
pl | 12 tys. żołnierzy | 12000 people
pl | 800 mln dolarów | 800000000 money
pl | dwustu żołnierzy | 200 people
pl | 20 proc. więcej | 20 percent
pl | 90 mld euro | 90000000000 euro
ru | шесть тысяч человек | 6000 people
ru | пятьсот солдат | 500 people
ru | 10 000–15 000 военных | 10000 people
ru | 10-12 тысяч солдат | 10000 people
ru | 10 000 северокорейских солдат | 10000 people
ru | 1,5 тыс. военных | 1500 people
ru | 800 млн долларов | 800000000 money
ru | двадцать два человека | 22 people
ru | 25 процентов | 25 percent
uk | шість тисяч військових | 6000 people
uk | дві тисячі солдатів | 2000 people
uk | п'ять тисяч людей | 5000 people
uk | 90 млрд євро | 90000000000 euro
uk | 12 тис. військових | 12000 people
uk | 20 відсотків | 20 percent
it | 40mila soldati | 40000 people
it | seimila soldati | 6000 people
it | 90 miliardi di euro | 90000000000 euro
it | 40.000 soldati | 40000 people
pt | seis mil soldados | 6000 people
pt | 90 bilhões de euros | 90000000000 euro
pt | 800 milhões de dólares | 800000000 money
nl | zesduizend militairen | 6000 people
nl | 90 miljard euro | 90000000000 euro
nl | 10.000 soldaten | 10000 people
sv | 10 000 soldater | 10000 people
sv | sextusen soldater | 6000 people
sv | 90 miljarder euro | 90000000000 euro
sv | 10 tusen soldater | 10000 people
no | 10.000 soldater | 10000 people
da | 800 millioner dollar | 800000000 money
cs | šest tisíc vojáků | 6000 people
cs | 10 tisíc vojáků | 10000 people
fi | 10 000 sotilasta | 10000 people
hu | 10 ezer katona | 10000 people
tr | 10 bin asker | 10000 people
tr | %25 arttı | 25 percent
vi | 10.000 binh sĩ | 10000 people
id | 10 ribu tentara | 10000 people
bg | 10 хиляди войници | 10000 people
ko | 6천여명 파병 | 6000 people
ko | 6천여 명 파병 | 6000 people
ko | 6천억원 규모 | 600000000000 won
ko | 4억1천만달러 탈취 | 410000000 money
ko | 약 620억엔 | 62000000000 yen
ko | 1조2천억원 | 1200000000000 won
ko | 3만 5천명 | 35000 people
ko | 2만5,000명 | 25000 people
ko | 20억달러 | 2000000000 money
ko | 500만명 | 5000000 people
ko | 1만~1만2천명 파병 | 12000 people
ko | 1만~1만2천명 파병 | 10000 people
ja | 約620億円 | 62000000000 yen
ja | 10万人 | 100000 people
ja | 1億2000万円 | 120000000 yen
ja | 1万2000人規模 | 12000 people
ja | 25パーセント | 25 percent
zh | 4 万人 | 40000 people
zh | 3000多名士兵 | 3000 people
zh | 两千名士兵 | 2000 people
zh | 8亿美元 | 800000000 money
zh | 1.5万名士兵 | 15000 people
ar | 10 آلاف جندي | 10000 people
ar | 800 مليون دولار | 800000000 money
ko | 1만 1000여명 파병 | 11000 people
ko | 1만 500명 파병 | 10500 people
en | €3-5 billion | 3000000000 euro
en | €3-5 billion | 5000000000 euro
en | $10 to $12 billion | 10000000000 money
en | 5m people flee | 5000000 people
en | 300m euros | 300000000 euro
en | some 1.2m North Koreans | 1200000 people
en | In May 40 soldiers died | 40 people
en | in May 20 soldiers died | 20 people
en | a march 20 km long | 20 distance
en | At least 5 may be dead | 5
en | Drone attack kills 12. Ukraine blames Russia | 12
pl | Zginęło 12. Trwają poszukiwania | 12
fr | Le bilan est de 12. les recherches | 12
en | 400 billion won | 400000000000 won
es | once muertos | 11 people
en | 2,000 kg of uranium | 2 mass
en | two tons of uranium | 2 mass
en | a drone fell 10 miles off | 10 mile
ko | 우라늄 2000킬로그램 | 2 mass
ko | 3킬로미터 | 3 distance
de | 500 Kilo Kokain | 0.5 mass
"""
NO_COUNT = """
en | EU adopts 21st package | 21
en | 21st century, No. 5 | 5
en | Kim on March 3 | 3
en | on 3 March | 3
en | Sept. 9 parade | 9
en | KN-23 fired | 23
en | Hwasong-20 shown | 20
en | S-400 and F-35 | 400
en | S-400 and F-35 | 35
en | B-52 over Korea | 52
en | M1 Abrams, K-2 | 1
en | M1 Abrams, K-2 | 2
en | 5G network | 5
en | 3D map | 3
en | 4K screen | 4000
en | 152-mm shells | 152
en | 155mm shells | 155
en | at 10:30 | 30
en | at 3 p.m. | 3
en | from 9am | 9
en | 2/3 majority | 2
en | 2/3 majority | 3
en | Wordle of 5/8 | 5
en | dozens killed | 12
en | several thousand troops | 1000
en | several hundred troops | 100
en | Russia's once-elite troops | 11
en | 26 European countries | 26 euro
en | 2024 European elections | 2024 euro
en | who in 2024 won | 2024 won
en | 24/7 hotline | 24
en | 9/11 anniversary | 9
en | 50/50 chance | 50
de | mehrere tausend Soldaten | 1000
de | einige hundert Soldaten | 100
fr | plusieurs milliers de soldats | 1000
fr | plusieurs mille soldats | 1000
ko | 5 원칙 | 5 won
ko | 3 시민단체 | 3 time
en | once more | 11
en | per cent | 100
en | two thousand | 2
en | two thousand | 1000
en | 2 thousand | 1000
en | COVID-19 | 19
en | G7 and G20 | 7
de | 21. Sanktionspaket | 21
de | am 3. März | 3
de | 3. Februar | 3
de | um 15 Uhr | 15
de | sechs Tausend | 6
de | 155-mm-Granaten | 155
fr | le 21e paquet | 21
fr | le 1er mai | 1
fr | le 3 mars | 3
fr | à 20h30 | 20
fr | à 20h30 | 30
es | 21.º paquete | 21
es | el 3 de marzo | 3
es | a las 15:00 | 15
it | 21° pacchetto | 21
it | il 3 marzo | 3
pt | 21º pacote | 21
pt | 3 de março | 3
nl | 21e pakket | 21
nl | 3 maart | 3
sv | 21:a paketet | 21
sv | den 3 mars | 3
no | 21. sanksjonspakke | 21
cs | 21. balíček | 21
cs | 3. března | 3
fi | 21. pakote | 21
hu | 21. csomag | 21
pl | 21-go pakietu | 21
pl | 21. pakiet | 21
pl | 3 marca | 3
pl | w 2050. Są wyniki | 2050 ordinal
pl | ten pakiet | 10
pl | sześć tysięcy | 6
pl | armatohaubice 155 mm | 155
ru | 21-й пакет | 21
ru | 21-го пакета | 21
ru | 3 марта | 3
ru | 155-мм снаряды | 155
ru | С-400 и Су-35 | 35
ru | шесть тысяч | 6
ru | в 15:00 | 15
ru | Ка-52 | 52
uk | 21-й пакет | 21
uk | 3 березня | 3
uk | 155мм снарядів | 155
vi | ngày 20/1 | 20
vi | ngày 20/1 | 1
vi | lần thứ 21 | 21
id | paket ke-21 | 21
ko | 21번째 제재 | 21
ko | 제21차 회의 | 21
ko | 9·19 합의 | 9
ko | 9·19 합의 | 19
ko | 3월 3일 | 3
ko | 3월 3일 | 3 time
ko | 화성-20형 | 20
ko | 화성20형 | 20
ko | 수십명 | 10
ko | 155㎜ 포탄 | 155
ja | 第21弾 | 21
ja | 3月3日 | 3
ja | 3月3日 | 3 time
ja | 火星20型 | 20
ja | 21回目 | 21
zh | 第21轮制裁 | 21
zh | 3月3日 | 3
zh | 火星-20 | 20
zh | 155毫米炮弹 | 155
zh | 第三名士兵 | 3 people
"""


def cases(table: str) -> list[tuple[str, ...]]:
    """Language, text and number of each line."""
    return [tuple(line.split(" | ")) for line in table.strip().split("\n")]


@pytest.mark.parametrize(("lang", "text", "number"), cases(READ))
def test_a_number_is_read_as_its_newsroom_writes_it(lang: str, text: str, number: str) -> None:
    assert number in map(str, quantities(text, lang))


@pytest.mark.parametrize(("lang", "text", "number"), cases(NO_COUNT))
def test_what_counts_nothing_is_no_count(lang: str, text: str, number: str) -> None:
    assert {number, f"{number} people", f"{number} money", f"{number} euro", f"{number} won"}.isdisjoint(
        map(str, quantities(text, lang))
    )


@pytest.mark.parametrize(
    ("texts", "one"),
    [
        (
            ("21st package", "21-й пакет", "21번째", "21. pakiet", "第21弾", "21-go pakietu"),
            "21 ordinal",
        ),
        (("21e paquet", "21ª sessione", "21º pacote", "21de pakket"), "21 ordinal"),
        (("9 May", "on 9 May, it", "May 9 parade", "9. Mai"), "509 date"),
        (("October 7 hostages", "Oct. 7"), "1007 date"),
        (("March 3", "3 mars", "3월 3일", "3月3日", "3 марта", "3 de marzo", "3. März"), "303 date"),
        (("155-mm shells", "155мм", "155㎜ 포탄", "155毫米"), "155 calibre"),
        (("Hwasong-20", "화성-20형", "Хвасон-20"), "20 model"),
    ],
)
def test_what_is_no_count_is_still_one_in_every_language(texts: tuple[str, ...], one: str) -> None:
    for text in texts:
        assert one in map(str, quantities(text))


@examples(300)
@given(
    st.text(max_size=200)
    | st.text(alphabet="0123456789 .,-–:/·~$€MBKkтысячtwosixthousand第제차억万三月일", max_size=200)
)
def test_reading_any_text_raises_nothing_and_what_it_gives_can_be_written(text: str) -> None:
    for quantity in quantities(text):
        assert read_quantity(str(quantity)).unit == quantity.unit


@pytest.mark.parametrize(
    "piece", ["1 ", "1,000", "six ", "1-", "9·", "三", "1천", "thousand ", "$", "1/", "a-1", "1.", "1. a ", "may 5 "]
)
def test_reading_takes_no_longer_than_the_text_is_long(piece: str) -> None:
    began = time.process_time()
    quantities(piece * 2_000)

    assert time.process_time() - began < 0.25


def test_two_events_may_speak_of_other_models_and_dates_but_not_of_other_rounds() -> None:
    assert {"", "date", "model", "calibre"} == COUNTLESS


@pytest.mark.parametrize("text", ["24/7", "50/50", "9/11", "31/40", "45.13.2024", "5 may be dead", "In May 40 died"])
def test_a_date_has_a_month_and_a_day(text: str) -> None:
    assert "date" not in {quantity.unit for quantity in quantities(text)}


def test_a_number_before_a_full_stop_is_an_ordinal_only_where_one_writes_so_and_goes_on() -> None:
    assert str(quantities("Die 21. Sanktionspakete", "de")[0]) == "21 ordinal"
    assert str(quantities("Toll rises to 12. the search goes on", "en")[0]) == "12"
    assert str(quantities("Bilans wzrósł do 12. Szukają dalej", "pl")[0]) == "12"


def veto_of(one: str, other: str) -> str | None:
    """What keeps reports with these titles apart that are not of one pattern."""
    return veto(sketch_of(an_item(one)), sketch_of(an_item(other)), 0.3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EU adopts 20th sanctions package", "EU adopts 21st sanctions package"),
        ("7차 핵실험 징후", "6차 핵실험 징후"),
    ],
)
def test_neighbours_in_a_row_are_two_events(one: str, other: str) -> None:
    assert veto_of(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Putin speaks at 80th Victory Day parade", "Parade in Moscow marks end of 2nd World War"),
        ("Ukraine fires ATACMS on 1000th day of war", "Ukraine hits 67th arsenal with ATACMS"),
        ("80주년 열병식 참석", "2차 대전 승전 열병식 참석"),
        ("Nordkorea kan ha två ton uran", "North Korea holds 2,000 kg of uranium"),
        ("Drone falls 10 miles from border", "Drone falls 16 km from border"),
        ("Exchange loses 44.5 billion won", "Exchange loses $36 million"),
    ],
)
def test_what_is_no_neighbour_or_in_another_unit_keeps_no_one_apart(one: str, other: str) -> None:
    assert veto_of(one, other) is None
