# ruff: noqa: E501 - the units are tables: read down, not across
"""Numbers with what they count, across languages: 1천500명, 1,500 troops and 1,5 тыс. военных are one quantity.

text → quantities: (value, unit); unit is one of people, money, percent, distance, mass, power, or "" where none shows
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from monitor.text import fold


class Quantity(NamedTuple):
    """A value and what it counts."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:.10g} {self.unit}".rstrip()


def read_quantity(written: str) -> Quantity:
    """The quantity that was written so."""
    value, _, unit = written.partition(" ")
    return Quantity(float(value), unit)


# A multiplier by how it begins, folded. Those of East Asia may follow each other: 1천500, 3만5천.
TIMES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"(?:trillion|трлн|трилл|조|兆|billones|bln\b)"), 1e12),
    (re.compile(r"(?:billion|bn\b|млрд|миллиард|мільярд|mrd|milliard|mld|miliard|مليار)"), 1e9),
    (re.compile(r"(?:억|億|亿)"), 1e8),
    (re.compile(r"(?:million|mln|mio|млн|миллион|мільйон|millon|milion|مليون)"), 1e6),
    (re.compile(r"(?:만|万|萬)"), 1e4),
    (re.compile(r"(?:thousand|тыс|тис|천|千|tausend|mille\b|mil\b|tysi|tys\b|k\b|ألف|الف)"), 1e3),
    (re.compile(r"(?:백|百)"), 1e2),
)
UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "percent",
        re.compile(
            r"\s*(?:%|％|percent|per cent|pct|процент|відсот|prozent|pour cent|por ciento|procent|퍼센트|بالمئة)"
        ),
    ),
    (
        "money",
        re.compile(
            r"\s*(?:dollar|usd|euro|€|\$|pound|yuan|won\b|yen\b|доллар|долар|евро|євро|рубл|달러|유로|원|엔|위안|美元|ドル|円|元|欧元|zł)"
        ),
    ),
    ("distance", re.compile(r"\s*(?:km\b|kilomet|miles?\b|км\b|킬로|公里|キロ|㎞|كيلومتر)")),
    ("mass", re.compile(r"\s*(?:kg\b|kilo(?:gram)?s?\b|tons?\b|tonnes?\b|㎏|кг\b|тонн|톤|吨|トン|tonnen)")),
    (
        "time",
        re.compile(
            r"[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|лет\b|год|месяц|дн(?:я|ей)|час|годин|рок[іи]в|jahre?|monat|tag|stunden|ans\b"
            r"|mois|jours?|heures?|años|meses|días|horas|lat\b|dni\b|godzin|주년|년|월|일|시|개월|분|年|月|日|時|小时|时|周年)"
        ),
    ),
    (
        "people",
        re.compile(
            r"\s*(?:명|人|名|people|persons?|soldiers?|troops|dead|killed|injured|wounded|deaths?|civilians?|hostages?|workers|children"
            r"|victims?|migrants?|north korean|elite|special forces|человек|людей|людини|солдат|военн|військ|бойц|personen|menschen|soldaten|tote|verletzte|nordkorean"
            r"|personnes|morts?|soldats|militaires|blessés|personas|muertos|soldados|heridos|norcorean|osób|żołnierzy|ofiar|zabitych|여명|餘名|قتيل|جندي)"
        ),
    ),
)
# Small numbers as words: one event's "two killed" is another desk's "2 dead".
WORDS: dict[str, float] = {
    word: value
    for value, words in {
        2: "two два две двое два zwei deux dos dwa dwóch dwie dwoje",
        3: "three три трое drei trois tres trzy trzech troje",
        4: "four четыре четверо vier quatre cuatro cztery czterech чотири",
        5: "five пять пятеро fünf cinq cinco pięć pięciu п'ять",
        6: "six шесть шестеро sechs seis sześć sześciu шість",
        7: "seven семь семеро sieben sept siete siedem siedmiu сім",
        8: "eight восемь acht huit ocho osiem ośmiu вісім",
        9: "nine девять neun neuf nueve dziewięć dziewięciu",
        10: "ten десять zehn dix diez dziesięć dziesięciu",
        11: "eleven elf onze once jedenaście jedenastu",
        12: "twelve двенадцать zwölf douze doce dwanaście dwunastu",
        20: "twenty двадцать zwanzig vingt veinte dwadzieścia",
        30: "thirty тридцать dreißig trente treinta trzydzieści",
        40: "forty сорок vierzig quarante cuarenta czterdzieści",
        50: "fifty пятьдесят fünfzig cinquante cincuenta pięćdziesiąt",
        100: "hundred сто hundert cent cien sto",
        1000: "thousand тысяча tausend mille mil tysiąc",
    }.items()
    for word in words.split()
}


def _first_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for the first of these that matches: `lastindex` says which, from 1 on. They have no groups."""
    return re.compile("|".join(f"({pattern.pattern})" for pattern in patterns))


_TIMES = _first_of(pattern for pattern, _ in TIMES)
_UNITS = _first_of(pattern for _, pattern in UNITS)
_ENDING = re.compile(r"[a-zа-яіїєąęółśżźćń]*\.?")  # of a multiplier: millions, тысяч, mln.
_FURTHER = re.compile(r"\d{1,4}(?![\d.,])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_SPELT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MONEY_BEFORE = re.compile(r"[$€£¥₩]\s*$")
MOST_NUMBERS = 24  # of one text: a table of results names no event


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in its order, each once. Reads any string in linear time."""
    lowered = text[:2_000].lower()
    found = [*_written_in_digits(lowered), *_written_in_words(lowered), *_written_in_han(lowered)]
    return tuple(dict.fromkeys(found))[:MOST_NUMBERS]


def _written_in_digits(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    at = 0
    while match := NUMBER.search(text, at):
        value, at = _with_multipliers(text, match)
        found.append(Quantity(value, _unit(text, match.start(), at)))
    return found


def _with_multipliers(text: str, match: re.Match[str]) -> tuple[float, int]:
    """The value of digits and the multipliers after them, and where it ends: 3만5천 is 30,000 + 5,000."""
    total, part, at = 0.0, _value(match[0]), match.end()
    while True:
        factor, end = _multiplier(text, at)
        total, part = (total + part * factor, 0.0) if factor else (total + part, 0.0)
        following = _FURTHER.match(text, end) if factor and text[end - 1] in "조억만천백兆億亿万萬千百" else None
        if following is None:
            return total, end
        part, at = float(following[0]), following.end()


def _value(digits: str) -> float:
    """1,500 · 1 500 · 1.500 are a thousand and a half; 1.5 and 1,5 are not."""
    if digits.isdecimal():
        return float(digits[:15])
    if _GROUPED.fullmatch(digits):
        return float(re.sub(r"\D", "", digits)[:15])
    whole, _, rest = re.sub(r"[\u00a0\u202f' ]", "", digits).replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')[:15]}.{rest[:6]}") if whole else float(rest[:15])


def _multiplier(text: str, at: int) -> tuple[float, int]:
    start = at
    while start < len(text) and start < at + 2 and text[start] in " -\u00a0":
        start += 1
    match = _TIMES.match(text, start)
    if match is None or match.lastindex is None:
        return 0.0, at
    end = _ENDING.match(text, match.end())
    is_asian = text[match.end() - 1] >= "\u3000"
    return TIMES[match.lastindex - 1][1], match.end() if is_asian or end is None else end.end()


def _unit(text: str, start: int, end: int) -> str:
    if _MONEY_BEFORE.search(text[max(0, start - 3) : start]):
        return "money"
    match = _UNITS.match(text[end : end + 30])
    return "" if match is None or match.lastindex is None else UNITS[match.lastindex - 1][0]


def _written_in_words(text: str) -> list[Quantity]:
    if WORDS.keys().isdisjoint(_SPELT.findall(text)):  # nearly always
        return []
    return [
        Quantity(WORDS[word[0]], _unit(text, word.start(), word.end()))
        for word in _SPELT.finditer(text)
        if word[0] in WORDS and fold(word[0])
    ]


HAN = dict(zip("一二两兩三四五六七八九", (1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
HAN_TIMES = {"十": 10, "百": 100, "千": 1_000}
# Behind a digit it belongs to that number, behind 数 it is "some hundred"; 百 alone is that as well.
_HAN_NUMBER = re.compile(
    r"(?<![\d.,数數几幾一二两兩三四五六七八九十百千万萬])[一二两兩三四五六七八九十][一二两兩三四五六七八九十百千万萬]{0,12}"
)


def _written_in_han(text: str) -> list[Quantity]:
    """两千名 is 2,000 people. Only with what is counted: most of these characters stand in other words too."""
    if text.isascii():
        return []
    found = (
        Quantity(_han_value(match[0]), _unit(text, match.start(), match.end())) for match in _HAN_NUMBER.finditer(text)
    )
    return [quantity for quantity in found if quantity.value > 1 and quantity.unit not in ("", "time")]


def _han_value(written: str) -> float:
    whole, below, digit = 0, 0, 0
    for sign in written:
        if sign in HAN:
            digit = HAN[sign]
        elif sign in HAN_TIMES:
            below, digit = below + (digit or 1) * HAN_TIMES[sign], 0
        else:
            whole, below, digit = whole + (below + digit or 1) * 10_000, 0, 0
    return float(whole + below + digit)
