"""When articles appeared, as far as they say: stretches of time that can be compared although some lack a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

_VALUE = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
DAY = timedelta(days=1)
#: A year of which the date says nothing: a leap year, so that 29 February is a day of it.
OPEN_YEAR = 2024


class When(NamedTuple):
    """The stretch ``[start, stop)`` in which something lies, in UTC; ``year`` is false when the year is open."""

    start: datetime
    stop: datetime
    year: bool = True

    @property
    def date(self) -> str:
        """The first day as ISO 8601, with XXXX for an open year."""
        return f"{self.start:%Y-%m-%d}" if self.year else f"XXXX-{self.start:%m-%d}"

    def in_year(self, year: int) -> When:
        """The same days in ``year``; 29 February becomes the 28th where there is none."""
        day = min(self.start.day, monthrange(year, self.start.month)[1])
        start = self.start.replace(year=year, day=day)
        return When(start, start + (self.stop - self.start))


@lru_cache(maxsize=65_536)
def parse(value: str | None) -> When | None:
    """What an ISO 8601 value with open parts says; None when it places nothing on the calendar.

    >>> parse("2024-06-19T11:30+03:00").start.hour, parse("XXXX-06-19").year, parse("2024-W24")
    (8, False, None)
    """
    match = _VALUE.match(value or "")
    if match is None or (match["year"] == "XXXX" and match["day"] is None) or "W" in (value or ""):
        return None
    try:
        return _between(match)
    except ValueError:  # a thirteenth month, a thirtieth of February
        return None


def _between(match: re.Match[str]) -> When:
    year = OPEN_YEAR if match["year"] == "XXXX" else int(match["year"])
    if match["month"] is None:
        return When(datetime(year, 1, 1), datetime(year + 1, 1, 1))
    month = int(match["month"])
    if match["day"] is None:
        start = datetime(year, month, 1)
        return When(start, start + monthrange(year, month)[1] * DAY)
    start = datetime(year, month, int(match["day"]))
    if match["clock"] is None:
        return When(start, start + DAY, match["year"] != "XXXX")
    at = datetime.fromisoformat(f"{start:%Y-%m-%d}T{match['clock']}{_zone(match['zone'])}")
    at = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return When(at, at + timedelta(minutes=1), match["year"] != "XXXX")


def offset(value: str | None) -> timedelta | None:
    """How far the clock of an ISO 8601 time is ahead of UTC, when the time says so.

    >>> offset("2024-06-19T11:30+03:00"), offset("2024-06-19T11:30")
    (datetime.timedelta(seconds=10800), None)
    """
    match = _VALUE.match(value or "")
    if match is None or match["zone"] is None or match["clock"] is None:
        return None
    return datetime.fromisoformat(f"2000-01-01T00:00{_zone(match['zone']) or '+00:00'}").utcoffset()


def _zone(text: str | None) -> str:
    return f"{text[:3]}:{text[-2:]}" if text and text != "Z" else text or ""


def days_apart(left: When | None, right: When | None) -> float | None:
    """The least number of days between two stretches, 0 when they touch; None when either is unknown.

    >>> days_apart(parse("2024-06-19"), parse("XXXX-06-21")), days_apart(parse("2024-06"), parse("2024-06-19"))
    (1.0, 0.0)
    """
    if left is None or right is None:
        return None
    if left.year and right.year:
        return _gap(left, right)
    if left.year:
        left, right = right, left
    years = range(right.start.year - 1, right.start.year + 2)
    return min(_gap(left.in_year(year), right) for year in years if 1 <= year <= 9998)


def _gap(left: When, right: When) -> float:
    return max(0.0, (max(left.start, right.start) - min(left.stop, right.stop)) / DAY)
