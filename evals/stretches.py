"""TIMEX3 values as stretches of the calendar and as lengths, so that two ways to write one time compare equal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

Stretch = tuple[date, date]

_AMOUNT = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$"
)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def length(value: str) -> tuple[float, float] | None:
    """Months and seconds of an ISO 8601 duration; None for anything else.

    >>> length("P1Y6M"), length("PT0.5H") == length("PT30M"), length("2024")
    ((18.0, 0.0), True, None)
    """
    match = _AMOUNT.match(value)
    if match is None or value == "P":
        return None
    years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return 12 * years + months, 86400 * (7 * weeks + days) + 3600 * hours + 60 * minutes + seconds


def back(day: date, value: str) -> date | None:
    """The day that lies the duration ``value`` before ``day``."""
    amount = length(value)
    if amount is None:
        return None
    return _months(day, -int(amount[0])) - timedelta(seconds=amount[1])


def _months(day: date, count: int) -> date:
    carry, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + carry, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def stretch(value: str) -> Stretch | None:
    """The half-open days that a value names; None where it names none (a clock time, a length, an open year).

    >>> stretch("2016-Q3"), stretch("2024-W25-WE")[0].isoformat()
    ((datetime.date(2016, 7, 1), datetime.date(2016, 10, 1)), '2024-06-22')
    """
    since, stroke, until = value.partition("/")
    if stroke:
        first, last = stretch(since), stretch(until)
        return None if first is None or last is None else (first[0], last[1])
    for shape, read in _SHAPES:
        match = shape.match(value)
        if match is not None:
            try:
                return read(match)
            except ValueError:
                return None
    return None


def _day(match: re.Match[str]) -> Stretch:
    day = date.fromisoformat(match[0])
    return day, day + timedelta(days=1)


def _month(match: re.Match[str]) -> Stretch:
    first = date(int(match[1]), int(match[2]), 1)
    return first, _months(first, 1)


def _year(match: re.Match[str]) -> Stretch:
    return date(int(match[1]), 1, 1), date(int(match[1]) + 1, 1, 1)


def _decade(match: re.Match[str]) -> Stretch:
    return date(10 * int(match[1]), 1, 1), date(10 * int(match[1]) + 10, 1, 1)


def _week(match: re.Match[str]) -> Stretch:
    first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return first + timedelta(days=5 if match[3] else 0), first + timedelta(days=7)


def _quarter(match: re.Match[str]) -> Stretch:
    size = {"Q": 3, "H": 6}[match[2]]
    first = date(int(match[1]), 1 + size * (int(match[3]) - 1), 1)
    return first, _months(first, size)


def _season(match: re.Match[str]) -> Stretch:
    first = date(int(match[1]), _SEASONS[match[2]], 1)
    return first, _months(first, 3)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Stretch]], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\d$"), _day),
    (re.compile(r"(\d{4})-(\d\d)$"), _month),
    (re.compile(r"(\d{4})(?:-END)?$"), _year),
    (re.compile(r"(\d{3})X$"), _decade),
    (re.compile(r"(\d{4})-W(\d\d)(-WE)?$"), _week),
    (re.compile(r"(\d{4})-([QH])(\d)$"), _quarter),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)$"), _season),
)
