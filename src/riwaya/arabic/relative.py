"""Relative times placed on the calendar: days, weeks, months, seasons and years counted from a known day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from riwaya.arabic.calendar import iso

_VALUE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):\d\d(?::\d\d)?(?:Z|\+00:?00))?")
#: From this hour of universal time on the next day has begun where most Arabic outlets work (Mecca is three ahead).
NEXT_DAY_BEGINS = 21
#: A leap and a common year: a day counted in both, and equal, needs no year to be known.
_SAMPLE_YEARS = (2023, 2024)
#: A date without a year lies ahead when it is at most so many months off: news looks back more than it looks forward.
#: Set by hand after reading samples of the ANT corpus (2018), not fitted: the few cases further off were past.
MONTHS_AHEAD = 2
#: In which month a season begins, and in which month a season of play (football and the like) does.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PLAY_BEGINS = 7
#: Years that an article can be from, and how far from its day a relative time is still a date: both keep a hostile page
#: inside what ``datetime.date`` can hold.
FIRST_YEAR, LAST_YEAR = 1000, 2999
FARTHEST_DAYS = 300_000


def _sane(match: re.Match[str]) -> bool:
    """Is the matched value a date that exists, of a year that an article can be from?"""
    year = 2024 if match[1] == "XXXX" else int(match[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(year, int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


class Anchor(NamedTuple):
    """The day from which relative times are counted; what is not known is None.

    ``eve`` tells that the stamp is in universal time and so late that the outlet's own next day has begun.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    eve: bool = False

    @classmethod
    def of(cls, value: str | None) -> Anchor:
        """The anchor in an ISO value such as ``2024-06-19T11:30``, ``XXXX-06-19`` or None.

        >>> Anchor.of("XXXX-06-19")
        Anchor(year=None, month=6, day=19, eve=False)
        """
        match = _VALUE.match(value or "")
        if match is None or not _sane(match):
            return cls()
        year = None if match[1] == "XXXX" else int(match[1])
        month, day = (int(match[2]) if match[2] else None), (int(match[3]) if match[3] else None)
        return cls(year, month, day, match[4] is not None and int(match[4]) >= NEXT_DAY_BEGINS)

    @property
    def known(self) -> date | None:
        """The full day, or None when a part of it is not known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def days(self, count: int) -> str | None:
        """The day ``count`` days on; without a year only where every year agrees.

        >>> Anchor(2024, 3, 1).days(-1), Anchor(None, 3, 1).days(-1), Anchor(None, 3, 2).days(-1)
        ('2024-02-29', None, 'XXXX-03-01')
        """
        if self.month is None or self.day is None or abs(count) > FARTHEST_DAYS:
            return None
        if self.year is not None:
            return (date(self.year, self.month, self.day) + timedelta(days=count)).isoformat()
        if (self.month, self.day) == (2, 29):
            return iso(None, 2, 29) if count == 0 else None
        found = {f"{date(y, self.month, self.day) + timedelta(days=count):%m-%d}" for y in _SAMPLE_YEARS}
        return f"XXXX-{found.pop()}" if len(found) == 1 else None

    def weeks(self, count: int) -> str | None:
        """The ISO week ``count`` weeks on.

        >>> Anchor(2024, 6, 19).weeks(-1)
        '2024-W24'
        """
        if self.known is None or abs(count) * 7 > FARTHEST_DAYS:
            return None
        year, week, _ = (self.known + timedelta(weeks=count)).isocalendar()
        return f"{year:04d}-W{week:02d}"

    def week_day(self, count: int, number: int) -> str | None:
        """The ISO weekday ``number`` of the ISO week ``count`` weeks on.

        >>> Anchor(2024, 6, 19).week_day(1, 7)
        '2024-06-30'
        """
        if self.known is None:
            return None
        return (self.known + timedelta(days=7 * count + number - self.known.isoweekday())).isoformat()

    def months(self, count: int) -> str | None:
        """The month ``count`` months on."""
        if self.month is None:
            return None
        carry, month = divmod(self.month - 1 + count, 12)
        if self.year is None:
            return f"XXXX-{month + 1:02d}"
        return iso(self.year + carry, month + 1)

    def years(self, count: int) -> str | None:
        """The year ``count`` years on."""
        return None if self.year is None else f"{self.year + count:04d}"

    def decades(self, count: int) -> str | None:
        """The decade ``count`` decades on: ``201X``."""
        return None if self.year is None else f"{self.year // 10 + count:03d}X"

    def centuries(self, count: int) -> str | None:
        """The century ``count`` centuries on: ``19XX``.

        >>> Anchor(2024).centuries(-1)
        '19XX'
        """
        return None if self.year is None else f"{self.year // 100 + count:02d}XX"

    def shifted(self, unit: str, count: int) -> str | None:
        """The calendar unit (``D W M Y DE CE``) ``count`` of its kind on; None for hours and shorter."""
        ways = {
            "D": self.days,
            "W": self.weeks,
            "M": self.months,
            "Y": self.years,
            "DE": self.decades,
            "CE": self.centuries,
        }
        return ways[unit](count) if unit in ways and abs(count) <= FARTHEST_DAYS else None

    def weekday(self, number: int, *, ahead: bool = False, weeks: int = 0) -> str | None:
        """The nearest ISO weekday on or before the day; ``ahead`` on or after it; then ``weeks`` on.

        >>> Anchor(2024, 6, 19).weekday(4), Anchor(2024, 6, 19).weekday(4, ahead=True)
        ('2024-06-13', '2024-06-20')
        """
        if self.known is None:
            return None
        offset = (number - self.known.isoweekday()) % 7
        if not ahead and offset:
            offset -= 7
        return (self.known + timedelta(days=offset + 7 * weeks)).isoformat()

    def nearest_year(self, month: int, *, ahead: bool = False) -> int | None:
        """The year in which a month without a year lies: the past one, or one near ahead.

        >>> Anchor(2018, 4, 13).nearest_year(10), Anchor(2018, 4, 13).nearest_year(6)
        (2017, 2018)
        """
        if self.year is None or self.month is None:
            return None
        off = (month - self.month) % 12
        return self.year + (self.month + off - 1) // 12 - (1 if off > MONTHS_AHEAD and not ahead else 0)

    def month_year(self, month: int, direction: int) -> int | None:
        """The year of ``month`` said to be last (-1), the one before (-2), this (0) or next (1, 2)."""
        if self.year is None or self.month is None or direction == 0:
            return self.year
        if direction < 0:
            return self.year + direction + (month < self.month)
        return self.year + direction - (month > self.month)

    def season(self, code: str, direction: int) -> str | None:
        """The season ``SP SU FA WI`` said to be last, this or next, named by the year in which it begins.

        >>> Anchor(2018, 5, 11).season("SU", -1), Anchor(2018, 5, 11).season("SU", 1)
        ('2017-SU', '2018-SU')
        """
        if self.year is None or self.month is None:
            return None
        begins = SEASONS[code]
        year = self.year
        if direction > 0:
            year += direction - (self.month <= begins)
        if direction < 0:
            year += direction + (self.month >= begins + 3)
        return f"{year:04d}-{code}"

    def season_of_play(self, direction: int) -> str | None:
        """The season of play, which spans two years: ``2017/2018``."""
        if self.year is None or self.month is None:
            return None
        first = self.year + direction - (1 if self.month < PLAY_BEGINS else 0)
        return f"{first:04d}/{first + 1:04d}"
