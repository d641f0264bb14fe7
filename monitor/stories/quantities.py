"""Numbers with what they count, across languages: 1천500명, 1,500 troops and 1,5 тыс. военных are one quantity.

    text → quantities: (value, unit)

The unit is one of people, percent, time, distance (in kilometres), mile, mass (in tons), money (that is, dollars), euro
and other currencies, or "" where none shows. Two units are not compared, so that tons and kilograms are one. What a
number says that counts nothing is kept apart: ordinal (21st package), date (month and day, 303), model (KN-23, S-400),
calibre (155-mm). Clock times and fractions are none.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from monitor.rules.function_words import language_of
from monitor.stories.numerals import ALONE, DOUBTFUL, GREAT, MONTHS, PEOPLE, TIMES, UNITS, WORDS
from monitor.text import fold

COUNTLESS = frozenset(("", "date", "model", "calibre"))  # units of which two events may both have some
DATED = ("time", "date")  # of which nearly all first lines of Korean and Japanese have one: they name the day


class Quantity(NamedTuple):
    """A value and what it counts."""

    value: float
    unit: str

    def __str__(self) -> str:
        rounded = float(f"{self.value:.10g}")  # 2.2 times a billion is no whole number
        return f"{rounded:.15g} {self.unit}".rstrip()


def read_quantity(written: str) -> Quantity:
    """The quantity that was written so."""
    value, _, unit = written.partition(" ")
    return Quantity(float(value), unit)


LONGEST = 2_000  # characters that are read
MOST_NUMBERS = 24  # of one text: a table of results names no event
MOST_MULTIPLIERS = 8  # of one number: 1조2천3백억5천만
MOST_SPELT = 6  # words of one number


def quantities(text: str, lang: str = "") -> tuple[Quantity, ...]:
    """The quantities of a text in its order, each once. Reads any string in linear time.

    `lang` is as its feed says; empty where that is to be told by its words.
    """
    written = _SHORT.sub(_at_length, text[:LONGEST])
    lowered = written.lower()
    dotted = _dotted_ordinals(written, lang) if len(written) == len(lowered) else frozenset[int]()
    found = [*_written_in_digits(lowered, dotted), *_written_in_words(lowered), *_written_in_han(lowered)]
    return tuple(dict.fromkeys(found))[:MOST_NUMBERS]


def _first_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for the first of these that matches: `lastindex` says which, from 1 on. They have no groups."""
    return re.compile("|".join(f"({pattern.pattern})" for pattern in patterns))


# --- In digits -----------------------------------------------------------------------------------------------------

# $800M, 1.4B, 800 M€: capitals right after digits. Not 4K, B-52, 5G; 3D is in the way of no multiplier.
_SHORT = re.compile(
    r"(?<=[$€£¥₩])\s?\d{1,6}(?:[.,]\d{1,3})?\s?[KMBTkmbt](?![^\W_])"
    r"|(?<![\w.,-])\d{1,6}(?:[.,]\d{1,3})?(?:[MB](?![^\W_])|\s?M(?=[€$£])"
    r"|m(?=\s(?i:euros?|dollars?|pounds|people|(?:north )?koreans|russians|ukrainians|refugees|migrants|children|voters"
    r"|workers|civilians|barrels|tonnes|shells|rounds)\b))"
)
_LETTERS = {"k": " thousand", "m": " million", "b": " billion", "t": " trillion"}
_SPACES = "\u00a0\u202f\u2009' "
NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[.,٬{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,٫]\d+)?")
_GROUPED = re.compile(rf"(?!0)\d{{1,3}}(?:[.,٬{_SPACES}]\d{{3}})+")
_TIMES = _first_of(pattern for pattern, _ in TIMES)
_UNITS = _first_of(pattern for _, pattern in UNITS)
_ENDING = re.compile(r"[^\W\d_]*\.?")  # of a multiplier: millions, тысяч, mln.
_FURTHER = re.compile(
    r"\s?(?:(?<=\s)\d{1,4}(?=[백천만억])|(?<=[만万萬]\s)\d{3,4}(?=\s?여?\s?[명人名])|(?<!\s)(?:\d,\d{3}|\d{1,4})(?![\d.,]))"
)
_RANGE = re.compile(
    r"\s?(?:[-–—~〜∼～]|to\b|bis\b|à\b|a\b|do\b|до\b|til\b|till\b|tot\b|から|至|到|에서|내지)\s?[$€£¥₩]?(?=\d)"
)
_MONEY_BEFORE = re.compile(r"([$€£¥₩])\s*$")
_MONEY = {"$": "money", "€": "euro", "£": "pound", "¥": "yen", "₩": "won"}
_KILOGRAMS = re.compile(r"\s*(?:k|㎏|кг|킬로|公斤|キロ)")
_PERCENT_BEFORE = re.compile(r"(?:[%％]|yüzde |百分之)$")


def _at_length(match: re.Match[str]) -> str:
    return match[0][:-1] + _LETTERS[match[0][-1].lower()] + " "


class _Read(NamedTuple):
    """One number in digits, as it stands in a text: `written` is its value without the multipliers."""

    quantity: Quantity
    written: float
    start: int
    end: int
    counts: bool = True


def _written_in_digits(text: str, dotted: AbstractSet[int]) -> list[Quantity]:
    found: list[_Read] = []
    for read in _numbers_in(text, dotted):
        if found and found[-1].counts and _are_a_range(found[-1], read, text):
            found[-1:] = _as_range(found[-1], read)
        else:
            found.append(read)
    return [read.quantity for read in found if read.counts or read.quantity.unit]


def _as_range(first: _Read, second: _Read) -> tuple[_Read, _Read]:
    """Both ends of a range: 10-12 thousand troops share multiplier and unit, €3-5 billion the sign before them."""
    (value, unit), other = first.quantity, second.quantity
    if unit in _MONEY.values() and not other.unit:
        other = other._replace(unit=unit)
    if unit in ("", other.unit):
        if value == first.written <= second.written < other.value:
            value *= other.value / second.written
        first = first._replace(quantity=Quantity(value, other.unit))
    return first, second._replace(quantity=other)


def _are_a_range(first: _Read, second: _Read, text: str) -> bool:
    between = _RANGE.match(text, first.end)
    return second.counts and between is not None and between.end() == second.start


def _numbers_in(text: str, dotted: AbstractSet[int]) -> Iterator[_Read]:
    at = 0
    while match := NUMBER.search(text, at):
        countless = _countless(text, match, dotted)
        if countless is None:
            value, end = _with_multipliers(text, match)
            yield _Read(_counted(value, text, match.start(), end), _value(match[0]), match.start(), end)
            at = end
        else:
            quantity, at = countless
            yield _Read(quantity, 0.0, match.start(), at, counts=False)


def _with_multipliers(text: str, match: re.Match[str]) -> tuple[float, int]:
    """The value of digits and the multipliers after them, and where it ends.

    3만5천 is 30,000 + 5,000; 6천억 is 6,000 times 억; 90 mil millones is 90 times both.
    """
    total, section, part, at = 0.0, 0.0, _value(match[0]), match.end()
    for _ in range(MOST_MULTIPLIERS):
        factor, end = _multiplier(text, at)
        if not factor:
            break
        if text[end - 1] not in "조억만천백兆億亿万萬千百":
            part, at = part * factor, end
            continue
        if factor < 10_000:
            section, part = section + (part or 1.0) * factor, 0.0
        else:
            total, section, part = total + (section + part) * factor, 0.0, 0.0
        at = end
        if (following := _FURTHER.match(text, end)) is not None:
            part, at = float(re.sub(r"\D", "", following[0])), following.end()
    return total + section + part, at


def _value(digits: str) -> float:
    """1,500 · 1 500 · 1.500 are a thousand and a half; 1.5 and 1,5 are not."""
    if digits.isdecimal():
        return float(digits[:15])
    if _GROUPED.fullmatch(digits):
        return float(re.sub(r"\D", "", digits)[:15])
    whole, _, rest = re.sub(rf"[{_SPACES}٬]", "", digits).replace(",", ".").replace("٫", ".").rpartition(".")
    return float(f"{whole.replace('.', '')[:15]}.{rest[:6]}") if whole else float(rest[:15])


def _multiplier(text: str, at: int) -> tuple[float, int]:
    start = at
    while start < len(text) and start < at + 2 and text[start] in " -\u00a0\u202f":
        start += 1
    match = _TIMES.match(text, start)
    if match is None or match.lastindex is None:
        return 0.0, at
    end = _ENDING.match(text, match.end())
    is_asian = text[match.end() - 1] >= "\u3000"
    return TIMES[match.lastindex - 1][1], match.end() if is_asian or end is None else end.end()


def _counted(value: float, text: str, start: int, end: int) -> Quantity:
    """What a number from `start` to `end` counts: kilograms are told in tons."""
    unit = _unit(text, start, end)
    return Quantity(value / 1_000 if unit == "mass" and _KILOGRAMS.match(text, end) else value, unit)


def _unit(text: str, start: int, end: int) -> str:
    if sign := _MONEY_BEFORE.search(text[max(0, start - 3) : start]):
        return _MONEY[sign[1]]
    if _PERCENT_BEFORE.search(text[max(0, start - 6) : start]):
        return "percent"
    after = text[end : end + 40]
    match = _UNITS.match(after)
    if match is None or match.lastindex is None:
        return "people" if PEOPLE.match(after) else ""
    unit = UNITS[match.lastindex - 1][0]
    if unit == "won" and match[0] == " won" and end - start <= 4 and text[start:end].isdecimal():
        return ""  # who in 2024 won the election
    return unit


# --- What counts nothing -------------------------------------------------------------------------------------------

_BY_LENGTH = sorted(MONTHS, key=len, reverse=True)
_MONTH_NAME = "|".join(map(re.escape, _BY_LENGTH))
_TH = r"(?:st|nd|rd|th|\.)?"
_MONTH_AFTER = re.compile(rf"{_TH}\s(?:of |de |d')?({_MONTH_NAME})(?![^\W\d_])")
_MONTH_BEFORE = re.compile(rf"(?<![^\W\d_])((?:in|im|en|em|i) )?({_MONTH_NAME})\.?\s$")
_MAY = re.compile(r" may(?!\s*(?:\d|$|[^\w\s]))| march (?:on|against)\b")  # 5 may be dead: after a number mostly verbs
_NEVER_DATES = frozenset(("24/7", "50/50", "9/11"))
_MONTH_DAY = re.compile(r"(\d{1,2})\s?[월月]\s?(\d{1,2})\s?(?:일|日|号|號)")
_SLASHED = re.compile(r"(\d{1,2})([/·])(\d{1,2})(?:/\d{2,4})?(?![\d/])")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(?:19|20)\d\d(?!\d)|(?:19|20)\d\d-(\d\d)-(\d\d)(?!\d)")
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.h]\d{2}(?:\s?uhr\b|(?<=[:h]..)(?![\d:]))|h\b|(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\b|uhr\b))"
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th)(?![^\W\d_])|-?(?:й|го|му|я|ю|ша|га|та|те|ті|ая|ой|ий|ое|ые|ых)(?![^\W\d_])|-(?:е|х|м|а)(?![^\W\d_])"
    r"|-(?:go|szy|gi|ty|tego|ta|sty)(?![^\W\d_])|(?:e|er|re|ère|ème|ste|de)(?![^\W\d_])|\.?[ºª]|°(?!\s?[cf]\b)"
    r"|:(?:a|e|s)(?![^\W\d_])|['’](?:inci|ıncı|uncu|üncü|nci|ncı|ncu|ncü)"
    r"|\s?번째|\s?차(?!례|량)(?=\s|[가-힣])|\s?호(?![가-힣]{2})|(?:回|番|次|度|代)目|[弾轮輪届屆次](?![^\W\d_]人)"
)
_ORDINAL_BEFORE = re.compile(r"(?:제\s?|第|no\.\s?|nr\.?\s|№\s?|#|n[°º]\s?|(?<![^\W\d_])thứ |ke-)$")
_DOTTED_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}(?=\.\s([a-zà-žA-ZÀ-Ž]))")
_DOTTED_IN = "de cs sk pl hu fi et no nb nn da sl hr sr bs lv is"
DOTTED_IN = frozenset(_DOTTED_IN.split())
_MODEL_BEFORE = re.compile(r"[^\W\d_\u3040-\u9fff\uac00-\ud7a3]$|[^\W\d_][-‐‑–]$")
_MODEL_AFTER = re.compile(r"[형型]|(?!(?<=\d\d)k)[a-zа-яё](?![^\W\d_])")  # 20형, 火星20型, 5G, 3D, 4K; not 25k


def _dotted_ordinals(text: str, lang: str) -> frozenset[int]:
    """Where the digits of ordinals with a full stop end: 21. Sanktionspaket, 21. pakiet.

    A full stop before a capital ends a sentence, in German as likely as not a word.
    """
    found = list(_DOTTED_ORDINAL.finditer(text))
    if not found:
        return frozenset()
    language = language_of(fold(text).split(), lang)
    if language is not None and language not in DOTTED_IN:
        return frozenset()
    return frozenset([match.end() for match in found if language == "de" or match[1].islower()])


def _countless(text: str, match: re.Match[str], dotted: AbstractSet[int]) -> tuple[Quantity, int] | None:
    """What digits say that count nothing, and where it ends; a clock time or fraction with no unit."""
    start, end = match.span()
    before = text[max(0, start - 18) : start]
    return _date(text, before, start, end) or _numbered(text, before, match, dotted)


def _date(text: str, before: str, start: int, end: int) -> tuple[Quantity, int] | None:
    if clock := _CLOCK.match(text, start):
        return _NONE, clock.end()
    if found := _MONTH_DAY.match(text, start):
        return _day(found[1], found[2]), found.end()
    if found := _DOTTED.match(text, start):
        return _day(found[2] or found[3], found[1] or found[4]), found.end()
    if found := _SLASHED.match(text, start):
        first, second = int(found[1]), int(found[3])
        if found[0] in _NEVER_DATES:
            return _NONE, found.end()
        is_part = found[2] == "/" and first < second <= 5 and "ngày" not in before
        month_first = found[2] == "·" or second > 12
        return (_NONE if is_part else _day(*((first, second) if month_first else (second, first)))), found.end()
    return None if end - start > 2 or int(text[start:end]) > 31 else _day_of_month(text, before, start, end)


def _day_of_month(text: str, before: str, start: int, end: int) -> tuple[Quantity, int] | None:
    if (found := _MONTH_AFTER.match(text, end)) and not _MAY.match(text, end):
        return _day(MONTHS[found[1]], text[start:end]), found.end()
    if found := _MONTH_BEFORE.search(before):
        unit = _unit(text, start, end)
        if unit and (unit != "people" or found[1]):  # March 20 km, in May 20 soldiers; but October 7 hostages
            return None
        after = _ORDINAL.match(text, end)
        return _day(MONTHS[found[2]], text[start:end]), after.end() if after else end
    return None


_NONE = Quantity(0.0, "")


def _day(month: int | str, day: int | str) -> Quantity:
    if int(month) > 12 or int(day) > 31:
        return _NONE
    return Quantity(float(int(month) * 100 + int(day)), "date")


def _numbered(text: str, before: str, match: re.Match[str], dotted: AbstractSet[int]) -> tuple[Quantity, int] | None:
    """Ordinals and models."""
    start, end = match.span()
    value = _value(match[0])
    if end - start <= 4 and _ORDINAL_BEFORE.search(before):
        return Quantity(value, "ordinal"), end
    if _MODEL_BEFORE.search(before):
        return Quantity(value, "model"), end
    if not match[0].isdecimal() or end - start > 4:
        return None
    if after := _ORDINAL.match(text, end):  # before models: 21e, 21ª
        return Quantity(value, "ordinal"), after.end()
    if after := _MODEL_AFTER.match(text, end):
        return Quantity(value, "model"), after.end()
    if end in dotted:
        return Quantity(value, "ordinal"), end
    return None


# --- In words ------------------------------------------------------------------------------------------------------

_SPELT = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SOME = re.compile(
    r"\b(?:several|few|many|couple of|mehrere|einige|ein paar|viele|flera|några|flere|noen|enkele|meerdere|plusieurs"
    r"|quelques|varios|varias|algunos|alguns|vários|várias|alcune|diverse|kilka|několik|несколько|кілька)\s$"
)
_ONCE = re.compile(  # which is eleven before Spanish words alone
    r"\s(?:personas|muertos|soldados|heridos|norcorean|víctimas|civiles|días|horas|años|meses|por ciento|euros|dólares)"
)
_SPELLING = WORDS.keys() | GREAT.keys()
_BETWEEN = frozenset((" ", "-", "\u00a0", " and ", " y ", " et ", " e ", "-et-"))


def _written_in_words(text: str) -> list[Quantity]:
    if _SPELLING.isdisjoint(_SPELT.findall(text)):  # nearly always
        return []
    spelt: list[re.Match[str]] = []
    found: list[Quantity] = []
    for word in _SPELT.finditer(text):
        if word[0] not in _SPELLING:
            continue
        near = len(spelt) < MOST_SPELT and spelt and text[spelt[-1].end() : word.start()] in _BETWEEN
        if not (near and _goes_on(spelt[-1][0], word[0])):
            found += _said_by(spelt, text)
            spelt = []
        spelt.append(word)
    return found + _said_by(spelt, text)


def _goes_on(word: str, following: str) -> bool:
    """Whether two words make one number: six thousand, twenty-two, two hundred six; not two three."""
    if following in GREAT:
        return word in WORDS or GREAT[following] > GREAT[word]
    return word in GREAT or (WORDS[word] > WORDS[following] and WORDS[word] >= 20 and WORDS[following] < 100)


def _said_by(spelt: list[re.Match[str]], text: str) -> list[Quantity]:
    if not spelt:
        return []
    first, counted = spelt[0], partial(_counted, text=text, start=spelt[0].start(), end=spelt[-1].end())
    if first[0] in GREAT and (first[0] not in ALONE or text[: first.start()].rstrip(" -\u00a0")[-1:].isdigit()):
        return []
    if first[0] in GREAT and _SOME.search(text[max(0, first.start() - 14) : first.start()]):
        return []
    if len(spelt) == 1 and first[0] == "once" and not _ONCE.match(text, first.end()):
        return []
    if len(spelt) == 1 and first[0] in DOUBTFUL and not counted(0.0).unit:
        return []
    total, part = 0, 0
    for word in spelt:
        factor = GREAT.get(word[0])
        if factor is None:
            part += WORDS[word[0]]
        elif factor == 100:
            part = (part or 1) * factor
        else:
            total, part = total + part * factor if part else (total or 1) * factor, 0
    return [counted(float(total + part))]


# --- In Chinese characters -----------------------------------------------------------------------------------------

HAN = dict(zip("一二两兩三四五六七八九", (1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
HAN_TIMES = {"十": 10, "百": 100, "千": 1_000}
# Behind a digit it belongs to that number, behind 数 it is "some hundred", behind 第 an ordinal; 百 alone is that too.
_HAN_NUMBER = re.compile(
    r"(?<![\d.,第数數几幾一二两兩三四五六七八九十百千万萬])[一二两兩三四五六七八九十][一二两兩三四五六七八九十百千万萬]{0,12}"
)


def _written_in_han(text: str) -> list[Quantity]:
    """两千名 is 2,000 people. Only with what is counted: most of these characters stand in other words too."""
    if text.isascii():
        return []
    found = (_counted(_han_value(match[0]), text, match.start(), match.end()) for match in _HAN_NUMBER.finditer(text))
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
