"""Times of day hold by the clocks of a zone, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.schedule import active, cron, quiet_hours

BRUSSELS = ZoneInfo("Europe/Brussels")  # clocks go forward on 2026-03-29 at 2:00, back on 2026-10-25 at 3:00


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: at("2024-01-02") + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("span", "now", "ends"),
    [
        ("22:00-07:00", "2026-01-10 20:59", None),
        ("22:00-07:00", "2026-01-10 21:00", "2026-01-11 06:00"),
        ("22:00-07:00", "2026-01-11 05:59", "2026-01-11 06:00"),
        ("22:00-07:00", "2026-01-11 06:00", None),
        ("12:00-13:00", "2026-01-11 11:30", "2026-01-11 12:00"),
        ("22:00-07:00", "2026-03-28 23:00", "2026-03-29 05:00"),  # the night that is an hour shorter
        ("22:00-07:00", "2026-10-24 23:00", "2026-10-25 06:00"),  # and the one that is longer
        ("22:00-02:30", "2026-03-29 00:59", "2026-03-29 01:30"),  # 2:30 does not exist that night
        ("22:00-02:30", "2026-10-25 00:29", "2026-10-25 00:30"),  # and twice this night: the first one ends it
        ("22:00-02:30", "2026-10-25 01:15", None),
    ],
)
def test_quiet_hours_hold_by_the_clocks_of_the_zone(span: str, now: str, ends: str | None) -> None:
    assert quiet_hours(span, BRUSSELS).end_if_quiet(at(now)) == (at(ends) if ends else None)


@given(
    MOMENTS,
    st.sampled_from(["22:00-07:00", "01:30-02:30", "02:30-02:15", "00:00-23:59"]),
    st.sampled_from(["Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
def test_quiet_always_ends_within_a_day_or_so_and_then_it_is_not_that_quiet_any_more(
    now: datetime, span: str, zone: str
) -> None:
    quiet = quiet_hours(span, ZoneInfo(zone))
    ends = quiet.end_if_quiet(now)
    if ends is None:
        return

    assert now < ends <= now + timedelta(hours=25)
    assert quiet.end_if_quiet(ends - timedelta(microseconds=1)) == ends
    assert quiet.end_if_quiet(ends) != ends


@pytest.mark.parametrize("text", ["", "22-7", "24:00-07:00", "22:00-22:00", "always", "22:00"])
def test_what_is_no_span_is_a_sentence_with_a_hint(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no span of a day \| write it as"):
        quiet_hours(text, UTC)


@pytest.mark.parametrize(
    ("line", "now", "due"),
    [
        ("0 8 * * *", "2026-01-10 06:59", "2026-01-10 07:00"),
        ("0 8 * * *", "2026-01-10 07:00", "2026-01-11 07:00"),
        ("0 8 * * mon-fri", "2026-01-10 06:00", "2026-01-12 07:00"),  # a Saturday
        ("0 8 * * *", "2026-03-28 08:00", "2026-03-29 06:00"),  # an hour less
        ("0 8 * * *", "2026-10-24 08:00", "2026-10-25 07:00"),
    ],
)
def test_a_digest_is_due_by_the_clocks_of_the_zone(line: str, now: str, due: str) -> None:
    assert cron(line).after(at(now), BRUSSELS) == at(due)


@given(MOMENTS, st.integers(0, 23))
def test_a_digest_that_is_due_is_never_due_again_at_once(now: datetime, hour: int) -> None:
    line = cron(f"30 {hour} * * *")

    first = line.after(now, BRUSSELS)

    assert timedelta(0) < first - now <= timedelta(hours=49)
    assert line.after(first, BRUSSELS) > first


@pytest.mark.parametrize("value", ["", "daily", 8, "0 8 * *", "99 8 * * *", "0 8 * * 1", "0 8 31 feb *", "0 0 31 2 *"])
def test_what_is_no_cron_line_is_a_sentence_with_a_hint(value: object) -> None:
    with pytest.raises(ValueError, match=r" \| "):
        cron(value)


@pytest.mark.parametrize(
    ("span", "now", "is_active"),
    [
        ("* 6-21 * * mon-fri", "2026-01-09 05:00", True),  # a Friday, 6:00
        ("* 6-21 * * mon-fri", "2026-01-09 04:59", False),
        ("* 6-21 * * mon-fri", "2026-01-09 20:59", True),
        ("* 6-21 * * mon-fri", "2026-01-09 21:00", False),
        ("* 6-21 * * mon-fri", "2026-01-10 12:00", False),
        ("* 2 * * *", "2026-10-25 00:30", True),  # 2:30, twice this night: both times
        ("* 2 * * *", "2026-10-25 01:30", True),
        ("* 2 * * *", "2026-03-29 00:59", False),  # 1:59, then 3:00: never that night
        ("* 2 * * *", "2026-03-29 01:00", False),
        ("30-59 * * * *", "2026-01-09 05:30", True),
        ("* * 1,15 jan *", "2026-01-14 23:00", True),
        ("2026-04-27..2026-05-22", "2026-04-26 21:59", False),  # summer time: two hours ahead
        ("2026-04-27..2026-05-22", "2026-04-26 22:00", True),
        ("2026-04-27..2026-05-22", "2026-05-22 21:59", True),
        ("2026-04-27..2026-05-22", "2026-05-22 22:00", False),
        ("2026-10-25..2026-10-25", "2026-10-25 22:59", True),  # a day of 25 hours
        ("..2026-05-22", "2020-01-01 00:00", True),
        ("2026-04-27..", "2026-01-01 00:00", False),
        (["2026-01-01..2026-01-02", "* 12 * * *"], "2026-02-01 11:00", True),
    ],
)
def test_active_holds_by_the_clocks_of_the_zone(span: object, now: str, is_active: bool) -> None:
    assert active(span).covers(at(now), BRUSSELS) is is_active


@given(MOMENTS, st.integers(0, 23), st.sampled_from(["*", "mon-fri", "sat,sun"]))
def test_active_is_what_the_clock_on_the_wall_says(now: datetime, hour: int, weekdays: str) -> None:
    wall = now.astimezone(BRUSSELS)
    is_day = weekdays == "*" or (wall.weekday() < 5) == (weekdays == "mon-fri")

    assert active(f"* {hour} * * {weekdays}").covers(now, BRUSSELS) == (wall.hour == hour and is_day)


@pytest.mark.parametrize(
    "value",
    [5, [], [5], "", "daily", "06:00-22:00", "0 8 * * *", "0,30 8 * * *", "* 8 * * 1", "..", "2026-05-22..2026-04-27",
     "2026-02-30..", "1..2..3"],
)  # fmt: skip
def test_what_is_no_time_to_be_active_is_a_sentence_with_a_hint(value: object) -> None:
    with pytest.raises(ValueError, match=r" \| "):
        active(value)


def test_the_last_day_of_what_is_active_is_known_where_there_is_one() -> None:
    assert str(active(["2026-01-01..2026-01-02", "2025-01-01..2025-02-02"]).last_day()) == "2026-01-02"
    assert active(["2026-01-01..2026-01-02", "* 12 * * *"]).last_day() is None
    assert active("2026-01-01..").last_day() is None
