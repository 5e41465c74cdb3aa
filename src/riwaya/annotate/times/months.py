"""Months without a day: ``ديسمبر الماضي``, ``شهري يناير وفبراير``, ``شباط/فبراير 2022``, ``شهر رمضان``."""

from __future__ import annotations

from riwaya.annotate.times import hijri
from riwaya.annotate.times.dates import known_year, year_of
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import iso, year_after
from riwaya.arabic.months import Month, month_at, month_start


def month_alone(scene: Scene, at: int) -> Match | None:
    """A month without a day: with a year, an adjective, its twin name, or after a preposition that leads to a time."""
    named = scene.norm(at) == "شهر" or scene.norm(at)[1:] == "شهر"
    month = month_at(scene.tokens, at + named)
    if month is None or (named and month.particles) or scene.before(at, "named-after"):
        return None
    if month.calendar == "hijri":
        return hijri.month(scene, at, month, named=named)
    stated, stop = year_after(scene.tokens, month.stop)
    if stated is not None:
        return Match(at, stop, "DATE", iso(stated, month.number), "stated", "month-year")
    year = year_of(scene, month)
    said = year.stop > month.stop
    if not (said or named or _may_stand_alone(scene, at, month)):
        return None
    return Match(at, year.stop, "DATE", iso(year.value, month.number), year.basis, "month")


def _may_stand_alone(scene: Scene, at: int, month: Month) -> bool:
    if not month.sure:
        return False
    if month.stop - month.start > 2 or known_year(scene, at, month.number, None) is not None:
        return True
    follows_another = month.particles == "و" and month_start(scene.norm(at - 1)) is not None
    return follows_another or scene.before(at, "month-lead") or "ب" in month.particles


def pair_of_months(scene: Scene, at: int) -> Match | None:
    """``شهري يناير وفبراير 2018``: from the first to the second."""
    if not scene.norm(at).endswith("شهري"):
        return None
    first = month_at(scene.tokens, at + 1)
    second = month_at(scene.tokens, first.stop) if first is not None else None
    if first is None or second is None or second.particles != "و" or "hijri" in (first.calendar, second.calendar):
        return None
    stated, stop = year_after(scene.tokens, second.stop)
    year = year_of(scene, second)
    until, stop = (stated, stop) if stated is not None else (year.value, year.stop)
    since = None if until is None else until - (first.number > second.number)
    value = f"{iso(since, first.number)}/{iso(until, second.number)}"
    return Match(at, stop, "DATE", value, "stated" if stated is not None else year.basis, "months")
