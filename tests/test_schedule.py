"""Times of day hold by the clocks of a zone, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.schedule import cron, quiet_hours

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
