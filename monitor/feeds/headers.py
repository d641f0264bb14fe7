"""What an answer's headers ask of us: when to come back, and how long it stays fresh.

Dates are read by the server's own clock, which its Date header tells: a clock that is wrong asks for nothing strange.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = 10**9  # seconds; keeps a number made to overflow from doing so


def retry_after(value: str | None, date: str | None, now: datetime) -> timedelta | None:
    """Retry-After in both its forms (RFC 9110 §10.2.3): seconds, or a date, which is read by the server's own clock."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:12]), LONGEST))
    until = http_date(value)
    return max(timedelta(0), until - (http_date(date or "") or now)) if until else None


def http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer stays fresh (RFC 9111 §4.2): max-age less Age, else Expires less Date; None: not said."""
    directives = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", directives):
        return None
    if (found := re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", directives)) is not None:
        return timedelta(seconds=max(0, min(int(found[1]), LONGEST) - _age(headers)))
    until = http_date(headers.get("expires", ""))
    return max(timedelta(0), until - (http_date(headers.get("date", "")) or now)) if until else None


def _age(headers: Mapping[str, str]) -> int:
    """How long a cache on the way has had the answer, in seconds."""
    value = headers.get("age", "").strip()
    return min(int(value[:12]), LONGEST) if value.isascii() and value.isdigit() else 0
