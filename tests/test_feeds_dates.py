"""Dates in the forms that feeds write: each is one instant, or none."""

from datetime import UTC, datetime, timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.dates import date_of
from monitor.feeds.parse import parse_feed
from monitor.model import ParsedFeed

INSTANT = datetime(2024, 10, 24, 9, 30, tzinfo=UTC)
DAY = datetime(2024, 10, 24, tzinfo=UTC)

ONE_INSTANT = """
Thu, 24 Oct 2024 09:30:00 GMT
Thu, 24 Oct 2024 09:30:00 +0000
Thu, 24 Oct 2024 09:30:00 -0000
Thu, 24 Oct 2024 09:30:00 Z
Thu, 24 Oct 2024 09:30:00 UT
Thu, 24 Oct 2024 09:30:00 UTC
Thu, 24 Oct 2024 05:30:00 EDT
Thu, 24 Oct 2024 04:30:00 EST
Thu, 24 Oct 2024 02:30:00 PDT
Thu, 24 Oct 2024 11:30:00 +0200
Thu, 24 Oct 2024 11:30:00 +02:00
Thu, 24 Oct 2024 11:30:00 CEST
Thu, 24 Oct 2024 10:30:00 CET
Thu, 24 Oct 2024 10:30:00 BST
Thu, 24 Oct 2024 12:30:00 MSK
Thu, 24 Oct 2024 18:30:00 KST
Thu, 24 Oct 2024 18:30:00 JST
Thu, 24 Oct 2024 12:30:00 EEST
Thu, 24 Oct 2024 15:00:00 IST
Thu, 24 Oct 2024 11:30:00 GMT+2
Thu, 24 Oct 2024 11:30:00 GMT+0200
Thu, 24 Oct 2024 09:30:00 +0000 (UTC)
Thu, 24 Oct 2024 09:30:00GMT
Thu, 24 Oct 2024 9:30:0 GMT
Thu,24 Oct 2024 09:30:00 GMT
Thu 24 Oct 2024 09:30:00 GMT
Fri, 24 Oct 2024 09:30:00 GMT
Thu, 24 Oct 24 09:30:00 GMT
24 Oct 2024 09:30:00 GMT
24 Oct 2024 09:30 GMT
24 Oct 2024, 09:30
Thu, 24 October 2024 09:30:00 GMT
Thursday, 24 October 2024 09:30:00 GMT
Thursday, 24-Oct-24 09:30:00 GMT
Thu, Oct 24 2024 09:30:00 GMT
Thu Oct 24 09:30:00 2024
Thu Oct 24 09:30:00 UTC 2024
Thu Oct 24 11:30:00 +0200 2024
Oct 24, 2024 09:30:00 GMT
October 24, 2024 9:30 AM
Oct 24, 2024, 9:30 am UTC
October 24th, 2024 at 09:30
2024-10-24T09:30:00Z
2024-10-24T09:30:00+00:00
2024-10-24T18:30:00+09:00
2024-10-24T18:30:00+0900
2024-10-24T15:00:00+05:30
2024-10-24T09:30Z
2024-10-24t09:30:00z
2024-10-24T09:30:00.123Z
2024-10-24T09:30:00,5Z
2024-10-24T09:30:00.123456+00:00
2024-10-24T09:30:00
2024-10-24 09:30:00
2024-10-24 09:30:00Z
2024-10-24 09:30:00 +0000
2024-10-24 09:30:00 UTC
2024-10-24 04:30:00 EST
2024-10-24 09:30
20241024T093000Z
2024-298T09:30:00Z
2024/10/24 09:30:00
2024.10.24 09:30
24.10.2024 09:30
24/10/2024 09:30
10/24/2024 09:30:00
10/24/2024 9:30:00 AM
1729762200
1729762200000
Πεμ, 24 Οκτ 2024 09:30:00 EET
""".strip().splitlines()

NO_INSTANT = """
yesterday
Sat, 31 Feb 2024 09:30:00 GMT
Thu, 24 Oct 2024 25:30:00 GMT
Thu, 24 Oct 2024 13:30 PM
0000-00-00 00:00:00
2024-13-45T99:00Z
05/06/2024 09:30
2024-W43-4
Thu, 01 Jan 1970 00:00:00 GMT
0
""".strip().splitlines()


def read(written: str) -> datetime | None:
    """As a feed's date."""
    body = f'<rss version="2.0"><channel><item><title>x</title><pubDate>{written}</pubDate></item></channel></rss>'
    parsed = parse_feed(body.encode(), url="https://x.example/", content_type="text/xml; charset=utf-8")
    assert isinstance(parsed, ParsedFeed)
    return parsed.entries[0].published_at


@pytest.mark.parametrize("written", ONE_INSTANT)
def test_an_instant_in_seventy_forms(written: str) -> None:
    assert read(f" {written}\n") == INSTANT


@pytest.mark.parametrize("written", ["October 24, 2024", "24 October 2024", "2024-10-24", "24.10.2024", "20241024"])
def test_a_day_is_its_first_moment_in_utc(written: str) -> None:
    assert read(written) == DAY


@pytest.mark.parametrize("written", NO_INSTANT)
def test_what_is_no_date_or_could_be_two_is_none(written: str) -> None:
    assert read(written) is None


def test_the_end_of_a_day_is_the_next() -> None:
    assert date_of("Thu, 24 Oct 2024 24:00:00 GMT") == DAY + timedelta(days=1)


@given(st.text(max_size=90) | st.lists(st.sampled_from("0123456789/-.:T+ZapmOct, ")).map("".join))
@examples(150)
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = date_of(text)
    assert found is None or found.tzinfo is UTC


@given(
    st.sampled_from(["", "Thu, ", "Xyz, "]),
    st.tuples(st.integers(1, 32), st.sampled_from(["Oct", "Feb", "Xxx"]), st.integers(1970, 2030)),
    st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60)),
    st.sampled_from(["GMT", "Z", "+0530", "-0200", "+1959", "-2400"]),
)
@examples(100)
def test_a_usual_date_is_the_same_instant_however_it_is_spelled(
    weekday: str, day: tuple[int, str, int], clock: tuple[int, int, int], zone: str
) -> None:
    (number, month, year), (hour, minute, second) = day, clock
    written = f"{weekday}{number} {month} {year} {hour:02}:{minute:02}:{second:02} {zone}"
    assert date_of(written) == date_of(written.upper())  # which only the slow way knows
    offset = "Z" if zone.isalpha() else f"{zone[:3]}:{zone[3:]}"
    iso = f"{year}-10-{number:02}T{hour:02}:{minute:02}:{second:02}{offset}"
    assert date_of(iso) == date_of(iso.lower())
