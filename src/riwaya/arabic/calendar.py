"""Dates as pages state them, in every calendar and order that Arabic news uses, and their ISO 8601 form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
from hijridate import Gregorian, Hijri

from riwaya.arabic.closed import look_up
from riwaya.arabic.months import Calendar, month_at, weekday
from riwaya.arabic.numbers import number_at
from riwaya.arabic.words import NUMBER, WORD, Token, tokens

#: Years that news speaks of; outside them four digits are rather a count.
FIRST_YEAR, LAST_YEAR = 1000, 2200
#: The span of the Umm al-Qura tables that ``hijridate`` converts exactly.
FIRST_HIJRI, LAST_HIJRI = 1343, 1500

_ALL_DIGITS = re.compile(r"(\d{1,4})([/\-.])(\d{1,2})\2(\d{1,4})$")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?$")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_YEAR_WORDS = frozenset({"عام", "سنة", "سنه"})
_ORDINAL_SIGNS = frozenset({"st", "nd", "rd", "th"})
_MORNING = frozenset({"صباحا", "ص", "am"})
_EVENING = frozenset({"مساء", "م", "pm", "ظهرا", "عصرا", "ليلا"})


class StatedDate(NamedTuple):
    """A date found in a text: ISO 8601 with the precision stated, where it stands, and the rule that read it."""

    value: str
    start: int
    stop: int
    rule: str


class CalendarDate(NamedTuple):
    """A date in ``tokens[start:stop]``; what is not stated is None. ``weekday`` is the ISO number, where named."""

    year: int | None
    month: int
    day: int | None
    start: int
    stop: int
    rule: str
    calendar: Calendar = "gregorian"
    weekday: int | None = None
    clock: str | None = None

    @property
    def value(self) -> str:
        """ISO 8601; ``XXXX`` stands for a year that is not stated."""
        return iso(self.year, self.month, self.day) + (f"T{self.clock}" if self.clock else "")


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 with the precision given.

    >>> iso(2024, 6), iso(None, 6, 19)
    ('2024-06', 'XXXX-06-19')
    """
    value = "XXXX" if year is None else f"{year:04d}"
    value += f"-{month:02d}" if month is not None else ""
    return value + (f"-{day:02d}" if day is not None else "")


def real(year: int | None, month: int, day: int | None) -> bool:
    """True when the Gregorian calendar has such a day (29 February counts while the year is open)."""
    try:
        date(2024 if year is None else year, month, 1 if day is None else day)
    except (ValueError, OverflowError):
        return False
    return True


def weekday_of(value: str, number: int) -> str:
    """The last day on or before the ISO day ``value`` that is ISO weekday ``number``.

    >>> weekday_of("2024-06-19", 3), weekday_of("2024-06-19", 4)
    ('2024-06-19', '2024-06-13')
    """
    day = date.fromisoformat(value)
    return (day - timedelta(days=(day.isoweekday() - number) % 7)).isoformat()


def days_between(left: str, right: str) -> int | None:
    """How many days lie between two ISO days; None where one is no full day.

    >>> days_between("2024-06-19", "2024-06-20"), days_between("XXXX-06-19", "2024-06-20")
    (1, None)
    """
    try:
        return abs((date.fromisoformat(left) - date.fromisoformat(right)).days)
    except ValueError:
        return None


def hijri_to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of an Umm al-Qura one; None outside the tables or where the month has no such day.

    >>> hijri_to_gregorian(1445, 12, 14)
    datetime.date(2024, 6, 20)
    """
    if not FIRST_HIJRI <= year <= LAST_HIJRI:
        return None
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def hijri_month(day: date) -> tuple[int, int] | None:
    """The Umm al-Qura year and month in which a Gregorian day lies; None outside the tables.

    >>> hijri_month(date(2024, 6, 20)), hijri_month(date(1600, 1, 1))
    ((1445, 12), None)
    """
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return int(found.year), int(found.month)


def date_at(toks: Sequence[Token], start: int) -> CalendarDate | None:
    """The date of day and month (and year, where stated) that begins at token ``start``, or None.

    >>> date_at(tokens("الثالث من أيار/مايو 2019"), 0).value
    '2019-05-03'
    """
    if toks[start].kind == NUMBER and not toks[start].norm.isdigit():
        return _in_digits(toks, start)
    return _spaced_digits(toks, start) or _day_month(toks, start) or _month_day(toks, start)


def _spaced_digits(toks: Sequence[Token], start: int) -> CalendarDate | None:
    """``18 / 6 / 2024``: the same as without the spaces."""
    if start + 4 >= len(toks) or toks[start].kind != NUMBER or toks[start + 1].norm not in ("/", "-"):
        return None
    parts = toks[start : start + 5]
    if parts[3].norm != parts[1].norm or not (parts[2].norm.isdigit() and parts[4].norm.isdigit()):
        return None
    whole = msgspec.structs.replace(parts[0], norm="".join(part.norm for part in parts))
    found = _in_digits([whole], 0)
    return found and found._replace(start=start, stop=start + 5)


def _in_digits(toks: Sequence[Token], start: int) -> CalendarDate | None:
    """``2024/06/19``, ``19-6-2024``: day before month, unless only the other order is a date."""
    match = _ALL_DIGITS.match(toks[start].norm)
    if match is None:
        return None
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    year, month, day = (first, middle, last) if len(match[1]) == 4 else (last, middle, first)
    if month > 12 and len(match[1]) < 4:
        month, day = day, month
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if FIRST_HIJRI <= year <= LAST_HIJRI and match[2] in "/-":
        return _converted(CalendarDate(year, month, day, start, start + 1, "digits", "hijri"))
    return _checked(CalendarDate(year, month, day, start, start + 1, "digits"))


def _day_month(toks: Sequence[Token], start: int) -> CalendarDate | None:
    """``19 حزيران 2024``, ``الثالث من مايو``, ``25th, October 2024``."""
    day = number_at(toks, start)
    if day is None or not isinstance(day.value, int) or not 1 <= day.value <= 31:
        return None
    at = _skip(toks, day.stop, _ORDINAL_SIGNS | {",", "-", "/"}) if toks[day.stop - 1].kind == NUMBER else day.stop
    at = _skip(toks, at, {"من", "of"})
    at = _skip(toks, at, {"شهر"})
    month = month_at(toks, at)
    if month is None or (month.particles and month.particles != "ل"):
        return None
    year, stop = year_after(toks, month.stop)
    rule = "day-month-year" if year is not None else "day-month"
    found = CalendarDate(year, month.number, day.value, start, stop, rule, month.calendar)
    return _converted(found) if month.calendar == "hijri" else _checked(found)


def _month_day(toks: Sequence[Token], start: int) -> CalendarDate | None:
    """``June 19, 2024``, ``يناير الثاني، 2018``: only with a year, for ``يونيو 19`` may be two things."""
    month = month_at(toks, start)
    if month is None or month.stop >= len(toks):
        return None
    day = number_at(toks, month.stop)
    if day is None or not isinstance(day.value, int) or not 1 <= day.value <= 31:
        return None
    if toks[day.start].kind != NUMBER and not (day.ordinal and day.definite):
        return None
    at = _skip(toks, day.stop, _ORDINAL_SIGNS)
    at = _skip(toks, at, {",", "،"})
    year, stop = year_after(toks, at)
    if year is None:
        return None
    found = CalendarDate(year, month.number, day.value, start, stop, "month-day-year", month.calendar)
    return _converted(found) if month.calendar == "hijri" else _checked(found)


def _skip(toks: Sequence[Token], at: int, words: frozenset[str] | set[str]) -> int:
    while at < len(toks) and toks[at].norm.casefold() in words:
        at += 1
    return at


def year_after(toks: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The year stated at token ``at`` (``2024``, ``، 2024``, ``من عام 2024``, ``1445 هـ``) and where it ends."""
    position = at
    if position < len(toks) and toks[position].norm in (",", "،", "/", "-", "من"):
        position += 1
    if position < len(toks) and (found := look_up(toks[position].norm, _YEAR_WORDS)) and not found.particles:
        position += 1
    if position >= len(toks):
        return None, at
    if not is_year(toks[position]):
        return year_in_words(toks, position) or (None, at)
    year = int(toks[position].norm)
    position += 1
    if position < len(toks) and toks[position].norm in ("م", "ه"):
        position += 1
    return year, position


def year_in_words(toks: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year written out at token ``at``, with the token after it; None for a count such as ``ألفي شخص``.

    >>> year_in_words(tokens("ألف وتسعمئة وثمانية وسبعين"), 0)
    (1978, 4)
    """
    if toks[at].norm not in ("الف", "الفين", "الفان"):
        return None
    year = number_at(toks, at)
    if year is None or year.value == FIRST_YEAR or not FIRST_YEAR < year.value <= LAST_YEAR:
        return None
    following = toks[year.stop] if year.stop < len(toks) else None
    if year.stop == at + 1 and following is not None and following.kind == WORD and following.norm[:2] != "ال":
        return None
    return int(year.value), year.stop


def is_year(token: Token) -> bool:
    """True for four digits that may be a year."""
    return (
        token.kind == NUMBER
        and len(token.norm) == 4
        and token.norm.isdigit()
        and FIRST_YEAR <= int(token.norm) <= LAST_YEAR
    )


def _checked(found: CalendarDate) -> CalendarDate | None:
    return found if real(found.year, found.month, found.day) else None


def _converted(found: CalendarDate) -> CalendarDate | None:
    """A Hijri date as a Gregorian one; None without a year, for then no Gregorian day is stated."""
    if found.year is None or found.day is None:
        return None
    day = hijri_to_gregorian(found.year, found.month, found.day)
    return None if day is None else found._replace(year=day.year, month=day.month, day=day.day, rule="hijri")


def clock_at(toks: Sequence[Token], at: int) -> tuple[str, int] | None:
    """A clock time in digits at token ``at`` as ``HH:MM``, and the token after it (and after ``مساء``, ``PM`` …)."""
    match = _CLOCK.match(toks[at].norm) if at < len(toks) and toks[at].kind == NUMBER else None
    if match is None:
        return None
    hour, stop = int(match[1]), at + 1
    half = toks[stop].norm.casefold() if stop < len(toks) else ""
    if half in _EVENING or half in _MORNING:
        stop += 1
        hour = hour_of_day(hour, half in _EVENING)
    return f"{hour % 24:02d}:{match[2]}", stop


def hour_of_day(hour: int, evening: bool) -> int:
    """An hour of the twelve-hour clock as one of the twenty-four.

    >>> hour_of_day(7, True), hour_of_day(12, False), hour_of_day(12, True)
    (19, 0, 12)
    """
    if hour > 12:
        return hour
    return hour % 12 + (12 if evening else 0)


def stated_date(text: str, start: int = 0, stop: int | None = None) -> StatedDate | None:
    """The first date in ``text[start:stop]`` that names at least day and month, else the first month of a year.

    The value is ISO 8601 with the precision stated (``XXXX-06-19`` without a year), the offsets are those of ``text``
    and cover weekday and clock where they stand beside the date. Hijri dates are converted (Umm al-Qura); where the
    page gives both calendars the Gregorian one is taken.

    >>> stated_date("اليوم الأربعاء 19 يونيو").value
    'XXXX-06-19'
    >>> stated_date("نشر في ٢٠٢٤/٠٦/١٩ - 14:30")
    StatedDate(value='2024-06-19T14:30', start=7, stop=25, rule='digits')
    """
    end = len(text) if stop is None else stop
    toks = tokens(text, start, end)
    coarse: CalendarDate | None = None
    for at in range(len(toks)):
        iso_date = _ISO.match(text, toks[at].start, end)
        if iso_date is not None:
            return StatedDate(iso_date.group(), iso_date.start(), iso_date.end(), "iso")
        found = date_at(toks, at)
        if found is not None:
            found = _surrounded(toks, _gregorian_twin(toks, found) or found)
            return StatedDate(found.value, toks[found.start].start, toks[found.stop - 1].stop, found.rule)
        coarse = coarse or _month_year(toks, at)
    if coarse is None:
        return None
    return StatedDate(coarse.value, toks[coarse.start].start, toks[coarse.stop - 1].stop, coarse.rule)


def _month_year(toks: Sequence[Token], start: int) -> CalendarDate | None:
    month = month_at(toks, start)
    if month is None or month.calendar == "hijri" or month.particles:
        return None
    if start > 0 and toks[start - 1].kind == NUMBER:  # the day before it made no date: nothing here can be trusted
        return None
    year, stop = year_after(toks, month.stop)
    return None if year is None else CalendarDate(year, month.number, None, start, stop, "month-year")


def _gregorian_twin(toks: Sequence[Token], found: CalendarDate) -> CalendarDate | None:
    """The Gregorian date that stands beside a Hijri one (``14 ذو الحجة 1445 الموافق 20 يونيو 2024``)."""
    if found.rule != "hijri":
        return None
    at = _skip(toks, found.stop, {"الموافق", "ل", "-", "–", "/", "،", ",", "(", "|"})
    twin = date_at(toks, at) if at < len(toks) else None
    return None if twin is None or twin.rule == "hijri" else twin


def _surrounded(toks: Sequence[Token], found: CalendarDate) -> CalendarDate:
    """``found`` with the weekday (and اليوم) before it and the clock after it."""
    before = found.start - 1
    while before >= 0 and toks[before].norm in (",", "،", "-", "/", "الموافق"):
        before -= 1
    day = weekday(toks[before].norm) if before >= 0 else None
    if day is not None:
        first = before - 1 if before > 0 and toks[before - 1].norm in ("اليوم", "يوم") else before
        found = found._replace(start=first, weekday=day.number)
    at = _skip(toks, found.stop, {"-", "–", "|", ",", "،", "على", "الساعة", "at"})
    clock = clock_at(toks, at)
    return found if clock is None else found._replace(clock=clock[0], stop=clock[1])
