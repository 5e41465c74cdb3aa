"""Months without a day: ``ديسمبر الماضي``, ``شهري يناير وفبراير``, ``شباط/فبراير 2022``, ``شهر رمضان``."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian

from riwaya.annotate.times.dates import known_year, year_of
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import hijri_to_gregorian, iso, year_after
from riwaya.arabic.months import Month, month_at, month_start
from riwaya.model import TimeBasis


def month_alone(scene: Scene, at: int) -> Match | None:
    """A month without a day: with a year, an adjective, its twin name, or after a preposition that leads to a time."""
    named = scene.norm(at) == "شهر" or scene.norm(at)[1:] == "شهر"
    month = month_at(scene.tokens, at + named)
    if month is None or (named and month.particles) or scene.before(at, "named-after"):
        return None
    if month.calendar == "hijri":
        return _hijri_month(scene, at, month, named=named)
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


def _hijri_month(scene: Scene, at: int, month: Month, *, named: bool) -> Match | None:
    """A Hijri month as its first and last Gregorian day: of the year stated, said, or nearest to publication."""
    stated, stop = year_after(scene.tokens, month.stop)
    direction = scene.direction(month.stop)
    led = scene.norm(at - 1) in ("في", "خلال", "وفي", "وخلال")
    if not (named or month.sure or stated is not None or direction is not None or led):
        return None
    if stated is None:
        stop = month.stop + (direction is not None)
        stated = _nearest_hijri_year(scene.anchor.known, month.number, direction)
    value = None if stated is None else _days_of(stated, month.number)
    basis: TimeBasis = "stated" if stop > month.stop and direction is None else "relative-to-publication"
    return Match(at, stop, "DATE", value, basis, "hijri-month")


def _days_of(year: int, month: int) -> str | None:
    first = hijri_to_gregorian(year, month, 1)
    beyond = hijri_to_gregorian(year + month // 12, month % 12 + 1, 1)
    return None if first is None or beyond is None else f"{first}/{beyond - timedelta(days=1)}"


def _nearest_hijri_year(known: date | None, month: int, direction: int | None) -> int | None:
    """The Hijri year in which the month is last (-1), this (0), next (1), or nearest to the day ``known``."""
    if known is None:
        return None
    try:
        today = Gregorian(known.year, known.month, known.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    if direction == -1:
        return int(today.year) - (month >= today.month)
    if direction == 1:
        return int(today.year) + (month <= today.month)
    off = month - today.month
    return int(today.year) + (1 if off < -6 else -1 if off > 6 else 0)
