"""A date as feeds write it → UTC, or None. Pure.

First the forms that can be read in one way only: RFC 822 and what passes for it, ISO 8601, numbers with the year first,
seconds since 1970. What is none of them is left to feedparser, which knows Greek, Hungarian and Korean. It is not asked
first: it takes 11:30 CEST for 11:30 UTC, and 2024/10/24 for the first of November. 05/06/2024 may be May or June, so it
is no date at all: a wrong one hides news, and none does not.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

LONGEST = 80  # characters; no date is longer

MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6} | {
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12
}  # fmt: skip
# By convention of news sites; IST is India's, BST Britain's, CST and EST America's.
ZONES = {
    "": 0, "z": 0, "gmt": 0, "ut": 0, "utc": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "eet": 2, "eest": 3, "sast": 2, "msk": 3, "trt": 3, "ist": 5.5, "pkt": 5, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8,
    "pht": 8, "awst": 8, "kst": 9, "jst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "art": -3,
    "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
ZONE = r"(?:gmt|utc)?(?P<sign>[+-])(?P<ahead>\d{1,2}):?(?P<ahead_minutes>\d\d)?|(?P<zone>[a-z]{0,5})"
REST = rf"(?:(?:,|\s|T|at)*\s*{CLOCK}\s*(?:{ZONE})?\s*(?:\([a-z ]+\))?)?"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[,\s]\s*)?"
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{MONTH}[\s,-]+(?P<year>\d{{4}}|\d\d){REST}",
        rf"{WEEKDAY}{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){REST}",
        rf"{WEEKDAY}{MONTH}\s+(?P<day>\d{{1,2}})\s+{CLOCK}\s+(?:{ZONE}\s+)?(?P<year>\d{{4}})",  # asctime, date(1)
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){REST}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>Z?)",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){REST}",  # with dots, the day stands first
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){REST}",
        rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{{4}}){REST}",
    )
]
# Two ways to read it, or a year that feedparser takes for all of it: 2024-W43 becomes the month in which it is read.
UNREADABLE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}.*|\d{4}-?[^\d\s-].*", re.DOTALL)


# What nine feeds of ten write is read in a third of the time.
WEEKDAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
PLAIN_MAIL = re.compile(
    rf"(?:(?:{WEEKDAYS}), )?(\d{{1,2}}) ([A-Z][a-z]{{2}}) ([12]\d{{3}}) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|UTC|Z|([+-])([01]\d)([0-5]\d))",
    re.ASCII,
)
PLAIN_ISO = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-][01]\d:[0-5]\d)", re.ASCII)


def plain_date_of(text: str) -> datetime | None:
    """A date in one of the two usual forms; None where `date_of` must look closer."""
    try:
        if (mail := PLAIN_MAIL.fullmatch(text)) is not None:
            day, month, year, hour, minute, second, sign, hours, minutes = mail.groups()
            there = datetime(
                int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
            )
            if sign is None:
                return there
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            return there + offset if sign == "-" else there - offset
        return datetime.fromisoformat(text).astimezone(UTC) if PLAIN_ISO.fullmatch(text) else None
    except (KeyError, ValueError):  # no such month, the 60th second
        return None


def date_of(text: str, otherwise: Callable[[], datetime | None] = lambda: None) -> datetime | None:
    """What a text says, as an aware UTC time. `otherwise` reads what is none of the forms known here."""
    text = text.strip()
    if (plain := plain_date_of(text)) is not None:
        return plain
    if not text or len(text) > LONGEST:
        return None
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    found = next((match for form in FORMS if (match := form.fullmatch(text)) is not None), None)
    if found is None:
        return None if UNREADABLE.fullmatch(text) else otherwise()
    parts = {name: value or "" for name, value in found.groupdict().items()}
    if parts.get("zone", "").lower() not in ZONES:
        return otherwise()
    try:
        return put_together(parts)
    except (ValueError, OverflowError):  # the 31st of February, the 25th hour
        return None


def put_together(parts: dict[str, str]) -> datetime:
    """Raises ValueError for a day or an hour that there is not."""
    year = int(parts["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900  # RFC 2822 §4.3, but for its 50: the web is younger
    month = MONTHS.get(parts["month"][:3].lower()) or int(parts["month"])
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = parts.get("half", "")[:1].lower()
    if half and not 1 <= hour <= 12:
        raise ValueError
    hour = hour % 12 + 12 * (half == "p") if half else hour
    midnight = hour == 24 and minute == second == 0  # ISO 8601's end of a day
    zone = timezone(ahead(parts))
    local = datetime(year, month, int(parts["day"]), 0 if midnight else hour, minute, min(second, 59), tzinfo=zone)
    return (local + timedelta(days=midnight)).astimezone(UTC)


def ahead(parts: dict[str, str]) -> timedelta:
    """How far a text's clock is ahead of UTC."""
    if not parts.get("sign"):
        return timedelta(hours=ZONES[parts.get("zone", "").lower()])
    offset = timedelta(hours=int(parts["ahead"]), minutes=int(parts["ahead_minutes"] or 0))
    return -offset if parts["sign"] == "-" else offset
