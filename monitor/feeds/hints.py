"""What a feed's text says of when to ask for it: bytes → Hints.

RSS 2.0's ttl, skipHours and skipDays (https://www.rssboard.org/rss-specification), and the syndication module's
updatePeriod and updateFrequency (https://web.resource.org/rss/1.0/modules/syndication/). They stand outside the items,
so only the text around those is looked at, whatever parser reads the rest.
"""

import re
from datetime import timedelta

from monitor.habits import Hints

FIRST_ENTRY = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
LAST_ENTRY = b"</item>"
MOST_BYTES = 65_536  # before the first entry, and after the last: what a channel says of itself is short

TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
PERIOD = re.compile(r"<sy:updatePeriod>\s*(\w{1,10})\s*</sy:updatePeriod>", re.IGNORECASE)
FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*</sy:updateFrequency>", re.IGNORECASE)
HOURS = re.compile(r"<skipHours>([^\0]{0,2000}?)</skipHours>", re.IGNORECASE)
DAYS = re.compile(r"<skipDays>([^\0]{0,1000}?)</skipDays>", re.IGNORECASE)
HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
DAY = re.compile(r"<day>\s*(\w{3,10})\s*</day>", re.IGNORECASE)

PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
DAYS_OF_THE_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def hints_of(body: bytes) -> Hints:
    """The hints of a feed; nothing where it says nothing. Hours and days that would skip everything are no hint."""
    text = around_the_entries(body)
    hours = {int(hour) % 24 for hour in HOUR.findall(_inside(HOURS, text))}  # RSS 0.91 wrote midnight as 24
    named = {day.lower() for day in DAY.findall(_inside(DAYS, text))}
    days = {number for number, day in enumerate(DAYS_OF_THE_WEEK) if day in named}
    return Hints(
        every=longest_interval(text),
        skip_hours=tuple(sorted(hours)) if len(hours) < 24 else (),
        skip_days=tuple(sorted(days)) if len(days) < 7 else (),
    )


def around_the_entries(body: bytes) -> str:
    first = FIRST_ENTRY.search(body)
    if first is None:
        return body[:MOST_BYTES].decode("latin-1")
    last = body.rfind(LAST_ENTRY)
    tail = body[last:][:MOST_BYTES] if last > first.start() else b""
    return (body[: first.start()][:MOST_BYTES] + tail).decode("latin-1")


def longest_interval(text: str) -> timedelta | None:
    """The longer of ttl, in minutes, and of a period over how often in it the feed is updated."""
    found = []
    if (ttl := TTL.search(text)) is not None:
        found.append(timedelta(minutes=int(ttl[1])))
    if (period := PERIOD.search(text)) is not None and period[1].lower() in PERIODS:
        frequency = FREQUENCY.search(text)
        found.append(PERIODS[period[1].lower()] / max(1, int(frequency[1]) if frequency else 1))
    return max(found, default=timedelta(0)) or None


def _inside(outer: re.Pattern[str], text: str) -> str:
    found = outer.search(text)
    return found[1] if found else ""
