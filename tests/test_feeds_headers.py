"""What an answer's headers ask of us."""

from datetime import UTC, datetime, timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.headers import fresh_for

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
DATE = "Thu, 24 Oct 2024 09:00:00 GMT"  # the server's clock is three hours slow
LATER = "Thu, 24 Oct 2024 09:30:00 GMT"


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, 10),
        ({"cache-control": "public, Max-Age=600, must-revalidate"}, 10),
        ({"cache-control": 'max-age="600"'}, 10),
        ({"cache-control": "s-maxage=600"}, None),  # for caches that many share
        ({"cache-control": "max-age=600", "age": "540"}, 1),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"expires": LATER, "date": DATE}, 30),
        ({"expires": DATE, "date": LATER}, 0),
        ({"expires": "0"}, None),
        ({"expires": LATER, "date": DATE, "cache-control": "max-age=60"}, 1),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], minutes: int | None) -> None:
    assert fresh_for(headers, NOW) == (None if minutes is None else timedelta(minutes=minutes))


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text(max_size=40)))
@examples(200)
def test_no_header_breaks_the_reading_of_it(headers: dict[str, str]) -> None:
    found = fresh_for(headers, NOW)

    assert found is None or found >= timedelta(0)
