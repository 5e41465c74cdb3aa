"""Hijri months and days on the Gregorian calendar: ``شهر رمضان``, ``15 رمضان الماضي``, ``10 إلى 13 ذي الحجة 1445``."""

from __future__ import annotations

from datetime import date, timedelta

from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import hijri_month, hijri_to_gregorian, year_after
from riwaya.arabic.months import Month, month_at
from riwaya.model import TimeBasis

_LED = ("في", "خلال", "وفي", "وخلال")
#: A month stands at most so many words behind the first of its days (``السابع والعشرين إلى التاسع والعشرين من شهر``).
REACH = 8
_UNTIL = ("الى", "حتى", "وحتى", "-", "–", "و")


def month(scene: Scene, at: int, found: Month, *, named: bool) -> Match | None:
    """A Hijri month as its first and last Gregorian day: of the year stated, said, or nearest to publication."""
    year, stop, basis = _year(scene, found)
    if not (named or found.sure or stop > found.stop or scene.norm(at - 1) in _LED):
        return None
    value = None if year is None else _days_of(year, found.number)
    return Match(at, stop, "DATE", value, basis, "hijri-month")


def days(scene: Scene, at: int) -> Match | None:
    """A day of a Hijri month, or two that are joined; the year as for the month alone."""
    if not any("month" in term.kinds for term in scene.terms[at + 1 : at + 1 + REACH]):
        return None
    numbers, position = _numbers(scene, at)
    position += scene.norm(position) == "من"
    position += scene.norm(position) == "شهر"
    found = month_at(scene.tokens, position) if numbers else None
    if found is None or found.calendar != "hijri" or found.particles:
        return None
    year, stop, basis = _year(scene, found)
    if len(numbers) == 1 and basis == "stated" and year is not None:  # a whole date, read with all others
        return None
    placed = [None if year is None else hijri_to_gregorian(year, found.number, number) for number in numbers]
    value = None if None in placed else "/".join(str(day) for day in placed)
    return Match(at, stop, "DATE", value, basis, "hijri-days")


def _numbers(scene: Scene, at: int) -> tuple[list[int], int]:
    """One or two days of a month at ``at``, and where they end."""
    hyphened = scene.norm(at).split("-")
    if len(hyphened) == 2 and all(part.isdigit() and 1 <= int(part) <= 30 for part in hyphened):
        return [int(part) for part in hyphened], at + 1
    first = scene.number(at)
    if first is None or not isinstance(first.value, int) or not 1 <= first.value <= 30:
        return [], at
    linked = scene.norm(first.stop) in _UNTIL
    second = scene.number(first.stop + linked)
    if second is not None and (linked or second.particles == "و") and isinstance(second.value, int):
        return ([first.value, second.value], second.stop) if first.value < second.value <= 30 else ([], at)
    return [first.value], first.stop


def _year(scene: Scene, found: Month) -> tuple[int | None, int, TimeBasis]:
    """The Hijri year of a month, where the words for it end, and on what it rests."""
    stated, stop = year_after(scene.tokens, found.stop)
    if stated is not None:
        return stated, stop, "stated"
    direction, stop = scene.said(found.stop)
    return _nearest(scene.anchor.known, found.number, direction), stop, "relative-to-publication"


def _days_of(year: int, number: int) -> str | None:
    first = hijri_to_gregorian(year, number, 1)
    beyond = hijri_to_gregorian(year + number // 12, number % 12 + 1, 1)
    return None if first is None or beyond is None else f"{first}/{beyond - timedelta(days=1)}"


def _nearest(known: date | None, number: int, direction: int | None) -> int | None:
    """The Hijri year in which the month is last (-1), this (0), next (1), or nearest to the day ``known``."""
    today = None if known is None else hijri_month(known)
    if today is None:
        return None
    year, this_month = today
    if direction == 0:
        return year
    if direction is not None:
        return year + direction + (number < this_month if direction < 0 else -(number > this_month))
    off = number - this_month
    return year + (1 if off < -6 else -1 if off > 6 else 0)
