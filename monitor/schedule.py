"""Times of day in a time zone: when a cron line is next due, and whether it is quiet now. Pure.

Every answer is an instant in UTC, so that a change of the clocks neither skips nor repeats anything.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day

from apscheduler.triggers.cron import CronTrigger


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line of five fields: minute, hour, day of month, month, day of week (by name)."""

    line: str

    def after(self, now: datetime, zone: tzinfo) -> datetime:
        """The first time after `now` at which it is due, by the clocks of `zone`."""
        trigger = CronTrigger.from_crontab(self.line, timezone=zone)
        due: datetime | None = trigger.get_next_fire_time(None, now + timedelta(microseconds=1))
        assert due is not None, "cron() lets no line through that is never due"
        return due.astimezone(UTC)


CRON_HINT = 'write minute, hour, day, month, weekday: "0 8 * * *" is at 8:00, "0 8 * * mon-fri" on weekdays'


def cron(value: object) -> Cron:
    """A checked cron line. Raises ValueError("what is wrong | hint")."""
    if not isinstance(value, str) or len(value.split()) != 5:
        raise ValueError(f"{value!r} is no cron line | {CRON_HINT}")
    if re.search(r"\d", value.split()[4]):
        raise ValueError(f'"{value}" numbers a weekday, which programs count differently | name it: mon, tue … sun')
    try:
        due = CronTrigger.from_crontab(value, timezone=UTC).get_next_fire_time(None, datetime(2000, 1, 1, tzinfo=UTC))
    except ValueError as exc:
        raise ValueError(f'"{value}" is no cron line: {exc} | {CRON_HINT}') from exc
    if due is None:
        raise ValueError(f'"{value}" is never due | {CRON_HINT}')
    return Cron(value)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` by the clocks of `zone`, over midnight where `end` is the earlier one."""

    start: time_of_day
    end: time_of_day
    zone: tzinfo

    def end_if_quiet(self, now: datetime) -> datetime | None:
        """When the quiet that holds at `now` ends; None where it is not quiet."""
        today = now.astimezone(self.zone).date()
        for day in (today - timedelta(days=1), today):
            begins, ends = self._at(day, self.start), self._at(day + timedelta(days=self.end <= self.start), self.end)
            if begins <= now < ends:
                return ends
        return None

    def _at(self, day: date, clock: time_of_day) -> datetime:
        """An instant; a time that the clocks skip is as long after the skip as it would have been."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def quiet_hours(text: str, zone: tzinfo) -> QuietHours:
    """ "22:00-07:00" → QuietHours. Raises ValueError("what is wrong | hint")."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-3]):([0-5]\d)", text.strip())
    if found is None or found.groups()[:2] == found.groups()[2:]:
        raise ValueError(f'"{text}" is no span of a day | write it as "22:00-07:00"')
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    return QuietHours(time_of_day(from_hour, from_minute), time_of_day(to_hour, to_minute), zone)
