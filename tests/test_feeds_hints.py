"""What a feed's text asks for."""

from datetime import timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.hints import hints_of
from monitor.feeds.parse import parse_feed
from monitor.habits import Hints
from monitor.model import ParsedFeed

HOUR = timedelta(hours=1)


def rss_with(channel: str, after: str = "") -> bytes:
    item = "<item><title>t</title><guid>1</guid><ttl>9999</ttl></item>"
    return f'<rss version="2.0"><channel><title>n</title>{channel}{item}{after}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("channel", "hints"),
    [
        ("", Hints()),
        ("<ttl>90</ttl>", Hints(every=HOUR * 1.5)),
        ("<ttl> 5 </ttl>", Hints(every=timedelta(minutes=5))),
        ("<ttl>0</ttl>", Hints()),
        ("<ttl>soon</ttl>", Hints()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Hints(every=HOUR)),
        (
            "<sy:updatePeriod>\n\tdaily\t</sy:updatePeriod><sy:updateFrequency>6</sy:updateFrequency>",
            Hints(every=4 * HOUR),
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Hints(every=24 * HOUR)),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", Hints(every=HOUR)),
        ("<skipHours><hour>2</hour><hour> 24 </hour></skipHours>", Hints(skip_hours=(0, 2))),
        ("<skipDays><day>Sunday</day><day>saturday</day><day>Blursday</day></skipDays>", Hints(skip_days=(5, 6))),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", Hints()),
    ],
)
def test_a_feed_may_say_when_to_ask(channel: str, hints: Hints) -> None:
    assert hints_of(rss_with(channel)) == hints
    assert hints_of(rss_with("", after=channel)) == hints


def test_what_stands_in_an_item_is_no_hint_and_parsing_hands_hints_on() -> None:
    said = parse_feed(rss_with("<ttl>60</ttl>"), url="https://x.org/", content_type="text/xml")

    assert isinstance(said, ParsedFeed)
    assert said.hints == Hints(every=HOUR)


@given(st.binary(max_size=300) | st.text(alphabet="<>/thourslkipDayH ", max_size=300).map(str.encode))
@examples(200)
def test_any_bytes_give_hints_that_leave_some_time(body: bytes) -> None:
    hints = hints_of(body)

    assert len(hints.skip_hours) < 24
    assert len(hints.skip_days) < 7
    assert hints.every is None or hints.every > timedelta(0)
