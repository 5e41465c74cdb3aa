"""Days of which only a number is said: ``4/22``, ``في 25`` after a date, ``سنجتمع في 15``, ``حتى الحادي والعشرين``."""

from __future__ import annotations

import re

from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import iso, real
from riwaya.arabic.months import month_at
from riwaya.arabic.numbers import Number
from riwaya.arabic.words import NUMBER
from riwaya.model import TimeBasis

_DAY_MONTH = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})$")
_MONTH_YEAR = re.compile(r"(\d{1,2})/((?:19|20)\d\d)$")
#: Words after which two numbers around a stroke are a day and its month.
_DAY_LEADS = frozenset({"يوم", "ويوم", "بتاريخ", "تاريخ", "ليلة", "صباح", "مساء"})
_LEADS = frozenset({"يوم", "في", "وفي", "حتى", "وحتى", "منذ", "ومنذ"})
#: Known to everyone by its day and month alone, in either order.
_SEPTEMBER_11 = ("11/9", "9/11")
MOST_MONTHS, MOST_HOURS, LONGEST_MONTH = 12, 10, 31
_IN_MONTH = re.compile(r"\d{4}-\d\d-\d\d")


def month_in_digits(scene: Scene, at: int) -> Match | None:
    """``3/2015``: a month of a year."""
    match = _MONTH_YEAR.match(scene.norm(at))
    if match is None or not 1 <= int(match[1]) <= MOST_MONTHS or scene.before(at, "counting"):
        return None
    return Match(at, at + 1, "DATE", iso(int(match[2]), int(match[1])), "stated", "month-year-digits")


def day_in_digits(scene: Scene, at: int) -> Match | None:
    """``يوم 14/5``; with no such word only in a clause about the future and where just one number can be the month."""
    match = _DAY_MONTH.match(scene.norm(at))
    if match is None:
        return None
    first, last = int(match[1]), int(match[3])
    if scene.norm(at) in _SEPTEMBER_11 and scene.before(at, "month-lead"):
        return Match(at, at + 1, "DATE", "2001-09-11", "stated", "named-day")
    if scene.norm(at - 1) not in _DAY_LEADS and not _is_appointment(scene, at, match[2], first, last):
        return None
    day, month = (last, first) if last > MOST_MONTHS else (first, last)
    if not 1 <= month <= MOST_MONTHS or not real(None, month, day):
        return None
    return _near(scene, at, at + 1, month, day)


def _is_appointment(scene: Scene, at: int, sign: str, first: int, last: int) -> bool:
    if (first > MOST_MONTHS) == (last > MOST_MONTHS) or not scene.is_point(at + 1) or scene.norm(at) == "24/7":
        return False
    led = scene.norm(at - 1) in _LEADS
    return (led and sign == "/") or ((led or sign == "/") and scene.looks_ahead(at))


def _near(scene: Scene, at: int, stop: int, month: int, day: int) -> Match:
    year = scene.anchor.nearest_year(month, ahead=scene.looks_ahead(at))
    basis: TimeBasis = "stated" if year is None else "relative-to-publication"
    return Match(at, stop, "DATE", iso(year, month, day), basis, "day-digits")


def bare_day(scene: Scene, at: int) -> Match | None:
    """``في 25`` where a day of a month was named before it, or an appointment is made; ``حتى الحادي والعشرين``."""
    lead = scene.norm(at - 1)
    number = scene.number(at)
    if number is None or not isinstance(number.value, int) or not scene.is_point(number.stop):
        return None
    if scene.norm(number.stop) in ("%", "٪", "-", "/", ":"):
        return None
    if number.definite and number.ordinal:
        return _by_ordinal(scene, at, number) if lead in _LEADS or lead == "الى" or number.particles == "ل" else None
    if lead not in _LEADS or scene.tokens[at].kind != NUMBER or not 1 <= number.value <= LONGEST_MONTH:
        return None
    if scene.here is not None and _IN_MONTH.match(scene.here) and number.value > int(scene.here[8:10]):
        return _in_month(at, number, scene.here[:7], "relative-to-text")
    return _nearest(scene, at, number) if lead == "يوم" or scene.looks_ahead(at) else None


def day_behind_month(scene: Scene, at: int) -> Match | None:
    """``أكتوبر 2`` with nothing that could be counted behind it: the day after its month."""
    month = month_at(scene.tokens, at)
    if month is None or not month.sure or month.calendar == "hijri" or month.stop >= len(scene):
        return None
    token = scene.tokens[month.stop]
    if token.kind != NUMBER or not token.norm.isdigit() or not scene.is_point(month.stop + 1):
        return None
    if scene.norm(month.stop + 1) in ("%", "٪", "-", "/", "$") or not real(None, month.number, int(token.norm)):
        return None
    return _near(scene, at, month.stop + 1, month.number, int(token.norm))


def _by_ordinal(scene: Scene, at: int, number: Number) -> Match | None:
    """A definite ordinal over ten of masculine form and with no noun: a day of the month (hours are feminine)."""
    feminine = scene.norm(at).endswith(("ة", "ه"))
    return None if feminine or not MOST_HOURS < number.value <= LONGEST_MONTH else _nearest(scene, at, number)


def _nearest(scene: Scene, at: int, number: Number) -> Match | None:
    """The last day of that number up to publication, or the next one where the clause looks ahead."""
    known = scene.anchor.known
    if known is None:
        return None
    ahead = scene.looks_ahead(at)
    passed = number.value <= known.day
    months = (0 if passed else -1) if not ahead else (1 if number.value < known.day else 0)
    return _in_month(at, number, str(scene.anchor.months(months)), "relative-to-publication")


def _in_month(at: int, number: Number, month: str, basis: TimeBasis) -> Match | None:
    if not real(int(month[:4]), int(month[5:7]), int(number.value)):
        return None
    return Match(at, number.stop, "DATE", f"{month}-{int(number.value):02d}", basis, "bare-day")
