"""Weeks and weekdays that are counted: ``أول جمعة من يوليو``, ``الأسبوع الأول من أكتوبر``, ``الأسبوع المقبل الأحد``."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from riwaya.annotate.times.dates import relative_year, said_month, year_of
from riwaya.annotate.times.days import week_at
from riwaya.annotate.times.scene import Match, Scene
from riwaya.annotate.times.years import year_at
from riwaya.arabic.calendar import iso, year_after
from riwaya.arabic.months import month_at, plain_weekday
from riwaya.model import TimeBasis

_RELATIVE: TimeBasis = "relative-to-publication"
_LAST = ("اخر", "الاخير", "الاخيرة")
_UNTIL = ("الى", "حتى", "وحتى", "-", "–")


class OfMonth(NamedTuple):
    """A month in which something is counted: its year and number where known, and where the words for it end."""

    year: int | None
    month: int | None
    stop: int
    basis: TimeBasis


def month_named(scene: Scene, at: int) -> OfMonth | None:
    """``من يوليو 2018``, ``في شهر مايو``, ``من الشهر المقبل``, ``في هذا الشهر``: the month at ``at``, or None."""
    said = said_month(scene, at)
    if said is not None:
        year, _, month = (said.value or "").partition("-")
        return OfMonth(int(year) if year.isdigit() else None, int(month) if month else None, said.stop, said.basis)
    at += scene.norm(at) in ("من", "في")
    at += scene.norm(at) == "شهر"
    month_name = month_at(scene.tokens, at)
    if month_name is None or month_name.calendar == "hijri" or month_name.particles:
        return None
    stated, stop = year_after(scene.tokens, month_name.stop)
    if stated is not None:
        return OfMonth(stated, month_name.number, stop, "stated")
    found = year_of(scene, month_name)
    return OfMonth(found.value, month_name.number, found.stop, found.basis)


def nth_weekday(scene: Scene, at: int) -> Match | None:
    """``أول يوم جمعة من يوليو``, ``آخر سبت في هذا الشهر``, ``ثالث أحد من مايو``."""
    which = -1 if scene.norm(at) == "اخر" else _ordinal(scene, at)
    position = at + 1 + (scene.norm(at + 1) == "يوم")
    day = plain_weekday(scene.norm(position))
    if which is None or day is None or (scene.norm(position + 1) not in ("من", "في")):
        return None
    return _counted_in(scene, at, position + 1, day, which)


def weekday_nth(scene: Scene, at: int) -> Match | None:
    """``الأحد الأول من سبتمبر``, ``يوم السبت الأخير من هذا الشهر``; ``الاثنين الخامس من مارس`` is a date."""
    position = at + scene.norm(at).endswith("يوم")
    if not scene.has(position, "weekday", bare=position > at):
        return None
    which = -1 if scene.norm(position + 1) in _LAST else _ordinal(scene, position + 1)
    if which is None or scene.norm(position + 2) not in ("من", "في"):
        return None
    day = int(scene.value(position, "weekday"))
    if which > 0 and _falls_on(scene, position + 2, which, day):
        return None
    return _counted_in(scene, at, position + 2, day, which)


def _falls_on(scene: Scene, at: int, number: int, day: int) -> bool:
    """True when that day of the month at ``at`` is the weekday, or when the year is open: then it is a date."""
    month = month_named(scene, at)
    if month is None or month.year is None or month.month is None:
        return True
    return date(month.year, month.month, number).isoweekday() == day


def _ordinal(scene: Scene, at: int) -> int | None:
    """1 to 5, where an ordinal stands at ``at``."""
    number = scene.number(at)
    if number is None or not number.ordinal or number.stop != at + 1 or not 1 <= number.value <= 5:
        return None
    return int(number.value)


def _counted_in(scene: Scene, start: int, at: int, day: int, which: int) -> Match | None:
    month = month_named(scene, at)
    if month is None:
        return None
    value = None
    if month.year is not None and month.month is not None:
        value = _nth(month.year, month.month, day, which)
    return Match(start, month.stop, "DATE", value, month.basis, "nth-weekday")


def _nth(year: int, month: int, day: int, which: int) -> str | None:
    """The ``which``-th ISO weekday of a month, the last for -1; None where the month has no fifth."""
    size = monthrange(year, month)[1]
    fitting = [number for number in range(1, size + 1) if date(year, month, number).isoweekday() == day]
    if which > len(fitting):
        return None
    return iso(year, month, fitting[which - 1 if which > 0 else -1])


def week_of(scene: Scene, at: int) -> Match | None:
    """``الأسبوع الأول من أكتوبر`` (``2016-10-W01``), ``الأسبوع الأخير من عام 2015`` (``2015-W53``)."""
    if scene.value(at, "unit") != "W/one" or not scene.term(at).article:
        return None
    which = -1 if scene.norm(at + 1) in _LAST else _ordinal(scene, at + 1)
    if which is None or scene.norm(at + 2) not in ("من", "في"):
        return None
    month = month_named(scene, at + 2)
    if month is not None:
        value = None if month.month is None else f"{iso(month.year, month.month)}-W{_week(month, which):02d}"
        return Match(at, month.stop, "DATE", value, month.basis, "week-of-month")
    said = relative_year(scene, at + 2)
    if said is not None:
        return Match(at, said.stop, "DATE", _week_of_year(said.value, which), said.basis, "week-of-year")
    year = year_at(scene, at + 3)
    if year is None or year.value is None or not year.value.isdigit():
        return None
    return year._replace(start=at, value=_week_of_year(int(year.value), which), rule="week-of-year")


def _week_of_year(year: int | None, which: int) -> str | None:
    """An ISO week of a year; 28 December always lies in its last one."""
    if year is None:
        return None
    return f"{year:04d}-W{which if which > 0 else date(year, 12, 28).isocalendar()[1]:02d}"


def _week(month: OfMonth, which: int) -> int:
    """The number of a week within its month; the last of a month is its fourth, or fifth where it has so many."""
    if which > 0 or month.year is None or month.month is None:
        return which if which > 0 else 4
    return -(-monthrange(month.year, month.month)[1] // 7)


def week_with_days(scene: Scene, at: int) -> Match | None:
    """``الأسبوع المقبل الأحد``, ``هذا الأسبوع من الثلاثاء إلى الخميس``: weekdays of the week named before them."""
    week = week_at(scene, at)
    if week is None:
        return None
    led = scene.norm(week[1]) if scene.norm(week[1]) in ("من", "بين") else ""
    first = week[1] + (led != "") + (not led and scene.norm(week[1]) == "يوم")
    if not scene.has(first, "weekday"):
        return None
    since = scene.anchor.week_day(week[0], int(scene.value(first, "weekday")))
    if not led:
        return Match(at, first + 1, "DATE", since, _RELATIVE, "week-day")
    second = first + 1 + (scene.norm(first + 1) in (*_UNTIL, "و"))
    if not scene.has(second, "weekday", bare=False) or scene.term(second).particles not in ("", "و"):
        return None
    until = scene.anchor.week_day(week[0], int(scene.value(second, "weekday")))
    return Match(at, second + 1, "DATE", since and until and f"{since}/{until}", _RELATIVE, "week-days")


def rest_of(scene: Scene, at: int) -> Match | None:
    """``بقية الأسبوع``, ``ما تبقى من هذا العام``: from publication to the end of the period."""
    if not scene.has(at, "rest", bare=False):
        return None
    position = at + 1 + (scene.norm(at + 1) == "من")
    position += scene.has(position, "this", bare=False)
    unit, _, number = scene.value(position, "unit").partition("/")
    found = scene.term(position)
    if number != "one" or unit not in ("Y", "M", "W") or not found.article or found.particles:
        return None
    stop = position + 1 + (scene.direction(position + 1) == 0)
    known = scene.anchor.known
    value = None if known is None else f"{known}/{_end(known, unit)}"
    return Match(at, stop, "DATE", value, _RELATIVE, "rest-of")


def _end(day: date, unit: str) -> date:
    """The last day of the year, month or week in which ``day`` lies."""
    if unit == "Y":
        return date(day.year, 12, 31)
    if unit == "M":
        return date(day.year, day.month, monthrange(day.year, day.month)[1])
    return day + timedelta(days=7 - day.isoweekday())
