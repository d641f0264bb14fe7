"""Times in a time zone: when a cron line is next due, whether it is quiet now, whether a rule is active now. Pure.

Every answer is an instant in UTC, or true of an instant, so that a change of the clocks neither skips nor repeats
anything.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from functools import cache

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

    def covers(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it names the minute that the clocks of `zone` show: an hour that they repeat is covered twice."""
        local = now.astimezone(zone)
        fields = (field for field in _trigger(self.line).fields if field.name in MINUTE_AND_ABOVE)
        return all(field.get_next_value(local) == field.get_value(local) for field in fields)


MINUTE_AND_ABOVE = {"minute", "hour", "day", "month", "day_of_week"}


@cache
def _trigger(line: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, timezone=UTC)


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
class Days:
    """From the first to the last day, both included, by the clocks of a zone. None: from ever, or for ever."""

    first: date | None
    last: date | None

    def covers(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it is one of these days in `zone`."""
        today = now.astimezone(zone).date()
        return (self.first is None or self.first <= today) and (self.last is None or today <= self.last)


@dataclass(frozen=True, slots=True)
class Active:
    """When something is active: in the minutes of its cron lines and on the days of its ranges, as `written`."""

    spans: tuple[Cron | Days, ...]
    written: tuple[str, ...]

    def covers(self, now: datetime, zone: tzinfo) -> bool:
        return any(span.covers(now, zone) for span in self.spans)

    def last_day(self) -> date | None:
        """The day after which it is never active again; None where there is no such day."""
        days = [span.last if isinstance(span, Days) else None for span in self.spans]
        return None if None in days else max(day for day in days if day is not None)

    def __str__(self) -> str:
        return ", ".join(self.written)


ACTIVE_HINT = 'write "* 6-21 * * mon-fri" (minute *, hours, day, month, weekday), or days: "2026-04-27..2026-05-22"'


def active(value: object) -> Active:
    """A cron line, a range of days "2026-04-27..2026-05-22" (one end may be missing), or a list of them.

    Raises ValueError("what is wrong | hint").
    """
    given = value if isinstance(value, list) else [value]
    written = tuple(one for one in given if isinstance(one, str))
    if not written or len(written) < len(given):
        raise ValueError(f"'active' must be text, or a list of texts | {ACTIVE_HINT}")
    return Active(tuple(map(_span, written)), written)


def _span(text: str) -> Cron | Days:
    if ".." in text:
        return _days(text)
    if len(text.split()) != 5:
        raise ValueError(f'"{text}" is neither a cron line nor a range of days | {ACTIVE_HINT}')
    found = cron(text)
    if re.fullmatch(r"[\d,]+", text.split(maxsplit=1)[0]):  # who writes "0 8 * * *" means something done at 8:00
        raise ValueError(
            f'"{text}" is active for single minutes only | write * for the minute: "* 8 * * *" is 8:00 to 8:59'
        )
    return found


def _days(text: str) -> Days:
    try:
        first, last = (date.fromisoformat(end.strip()) if end.strip() else None for end in text.split(".."))
    except ValueError as exc:
        raise ValueError(f'"{text}" is no range of days | {ACTIVE_HINT}') from exc
    if first is None and last is None:
        raise ValueError(f'"{text}" names no day | {ACTIVE_HINT}')
    if first is not None and last is not None and last < first:
        raise ValueError(f'"{text}" ends before it begins | put the earlier day first')
    return Days(first, last)


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
