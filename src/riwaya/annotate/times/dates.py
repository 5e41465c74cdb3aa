"""Dates with a month: ``20 حزيران/يونيو الحالي``, ``الثالث من مايو``, ``يومي 18 و19 حزيران``, ``ديسمبر الماضي``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.scene import Match, Scene
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import CalendarDate, date_at, iso, real, year_after
from riwaya.arabic.closed import look_up
from riwaya.arabic.months import Month, month_at
from riwaya.arabic.numbers import number_at
from riwaya.model import TimeBasis

_IN_MONTH = re.compile(r"\d{4}-\d\d")


class Year(NamedTuple):
    """The year of a date, where the words that say so end, and on what it rests."""

    value: int | None
    stop: int
    basis: TimeBasis


def explicit_date(scene: Scene, at: int) -> Match | None:
    """A day and a month, with the year where stated, said relatively, or nearest to publication."""
    found = date_at(scene.tokens, at)
    if found is None or scene.before(at, "named-after"):
        return None
    if found.year is not None:
        stated = Match(at, found.stop, "DATE", found.value, "stated", found.rule)
        return stated if found.rule == "hijri" else _to_range(scene, stated, found.year, found)
    year = year_of(scene, found)
    match = Match(at, year.stop, "DATE", iso(year.value, found.month, found.day), year.basis, "day-month")
    return _to_range(scene, match, year.value, found)


def year_of(scene: Scene, found: CalendarDate | Month) -> Year:
    """The year of a month that states none: by an adjective (الماضي), by ``العام الماضي`` after it, or the nearest."""
    month = found.month if isinstance(found, CalendarDate) else found.number
    direction = scene.direction(found.stop)
    if direction is not None:
        return Year(scene.anchor.month_year(month, direction), found.stop + 1, "relative-to-publication")
    said = relative_year(scene, found.stop)
    if said is not None:
        return said
    known = known_year(scene, found.start, month, found.day if isinstance(found, CalendarDate) else None)
    if known is not None:
        return Year(known, found.stop, "stated")
    ahead = scene.looks_ahead(found.start)
    year = scene.anchor.nearest_year(month, ahead=ahead)
    return Year(year, found.stop, "stated" if year is None else "relative-to-publication")


@cache
def _named_days() -> dict[tuple[str, int, int | None], int]:
    return {
        (row["word"], int(row["month"]), int(row["day"]) if row["day"] else None): int(row["year"])
        for row in lexicon.load("named_days").rows
    }


@cache
def _named_by_day() -> frozenset[str]:
    return frozenset(word for word, _, _ in _named_days())


def known_year(scene: Scene, at: int, month: int, day: int | None) -> int | None:
    """The year of a day that an event is called by (``هجمات 11 سبتمبر``), told by the word before ``at``."""
    found = look_up(scene.norm(at - 1), _named_by_day())
    year = None if found is None else _named_days().get((found.word, month, day))
    return None if year is None or (scene.anchor.year is not None and year > scene.anchor.year) else year


def end_of_name(scene: Scene, at: int) -> int | None:
    """Where a name made of a date ends (``ملعب الخامس من يوليو``, ``قوى 14 آذار``), None when ``at`` starts none."""
    if not scene.has(at, "number") or not scene.before(at, "named-after"):
        return None
    found = date_at(scene.tokens, at)
    return None if found is None else found.stop


def relative_year(scene: Scene, at: int) -> Year | None:
    """``(من) العام الماضي`` or ``هذا العام`` at ``at``: the year it means."""
    at += scene.norm(at) == "من"
    same = _same_year(scene, at)
    if same is not None:
        return same
    if scene.has(at, "this") and _is_year(scene, at + 1):
        return Year(scene.anchor.year, at + 2, "relative-to-publication")
    direction = scene.direction(at + 1)
    if direction is None or not _is_year(scene, at):
        return None
    year = None if scene.anchor.year is None else scene.anchor.year + direction
    return Year(year, at + 2, "relative-to-publication")


def _same_year(scene: Scene, at: int) -> Year | None:
    """``العام نفسه``, ``نفس العام``: the year of the date named last."""
    after = _is_year(scene, at) and scene.has(at + 1, "same-after")
    if not after and not (scene.has(at, "same") and _is_year(scene, at + 1)):
        return None
    known = scene.last is not None and scene.last[:4].isdigit()
    return Year(int(scene.last[:4]) if known and scene.last else None, at + 2, "relative-to-text")


def _is_year(scene: Scene, at: int) -> bool:
    found = scene.term(at)
    return scene.value(at, "unit") == "Y/one" and found.article and found.particles in ("", "ل")


def _to_range(scene: Scene, match: Match, year: int | None, first: CalendarDate) -> Match:
    """``14 يونيو و15 يوليو`` after بين, ``… إلى …``: one stretch; any other second date stands for itself."""
    link = scene.norm(match.stop)
    joined = link in ("و", "الى", "حتى", "وحتى", "-", "–")
    between = scene.between(match.start)
    at = match.stop + 1 if joined else match.stop
    if not between and (link == "و" or not joined):
        return match
    second = date_at(scene.tokens, at) if at < len(scene) else None
    if second is None or second.day is None or (not joined and scene.term(at).particles != "و"):
        return match
    since, until = _years_of_range(first, second, year)
    value = f"{iso(since, first.month, first.day)}/{iso(until, second.month, second.day)}"
    return match._replace(stop=second.stop, value=value, rule="day-month-range")


def _years_of_range(first: CalendarDate, second: CalendarDate, year: int | None) -> tuple[int | None, int | None]:
    """The years of a range's ends, of which one may state none; the second end never lies before the first."""
    over = second.month < first.month
    if second.year is not None:
        return (first.year if first.year is not None else second.year - over), second.year
    return year, (None if year is None else year + over)


def days_of_month(scene: Scene, at: int) -> Match | None:
    """Several days of one month: ``18 و19 حزيران``, ``من 5 إلى 8 مارس``, ``18-19 يونيو``."""
    first, second, position = _two_days(scene, at)
    if first is None or second is None:
        return None
    position += scene.norm(position) == "من"
    position += scene.norm(position) == "شهر"
    month = month_at(scene.tokens, position)
    if month is None or month.particles or month.calendar == "hijri":
        return None
    stated, stop = year_after(scene.tokens, month.stop)
    year = Year(stated, stop, "stated") if stated is not None else year_of(scene, month)
    if not (real(year.value, month.number, first) and real(year.value, month.number, second)):
        return None
    value = f"{iso(year.value, month.number, first)}/{iso(year.value, month.number, second)}"
    return Match(at, year.stop, "DATE", value, year.basis, "days-of-month")


def _two_days(scene: Scene, at: int) -> tuple[int | None, int | None, int]:
    """Two days of a month at ``at`` and where they end."""
    hyphened = scene.norm(at).split("-")
    if len(hyphened) == 2 and all(part.isdigit() and 1 <= int(part) <= 31 for part in hyphened):
        return int(hyphened[0]), int(hyphened[1]), at + 1
    first = number_at(scene.tokens, at)
    if first is None:
        return None, None, at
    position = first.stop
    linked = scene.norm(position) in ("و", "الى", "حتى", "وحتى", "-", "–")
    second = number_at(scene.tokens, position + linked)
    if second is None or (not linked and second.particles != "و"):
        return None, None, at
    if not (_is_day(first.value) and _is_day(second.value) and first.value < second.value):
        return None, None, at
    return int(first.value), int(second.value), second.stop


def _is_day(value: int | float) -> bool:
    return isinstance(value, int) and 1 <= value <= 31


def day_of_said_month(scene: Scene, at: int) -> Match | None:
    """``الخامس من الشهر المقبل``, ``15 من هذا الشهر``; ``11 منه`` and ``من الشهر نفسه`` take the month named last."""
    day = number_at(scene.tokens, at)
    if day is None or not _is_day(day.value):
        return None
    if scene.norm(day.stop) == "منه" and scene.last is not None and _IN_MONTH.match(scene.last):
        return _day_of_last_month(scene, at, day.stop + 1, int(day.value))
    if scene.norm(day.stop) != "من":
        return None
    position = day.stop + 1
    if scene.has(position, "same") and _is_month_word(scene, position + 1):
        return _day_of_last_month(scene, at, position + 2, int(day.value))
    if scene.has(position, "this") and _is_month_word(scene, position + 1):
        return _day_of_month(at, position + 2, scene.anchor.months(0), int(day.value))
    if not _is_month_word(scene, position):
        return None
    if scene.has(position + 1, "same-after"):
        return _day_of_last_month(scene, at, position + 2, int(day.value))
    direction = scene.direction(position + 1)
    if direction is None:
        return None
    return _day_of_month(at, position + 2, scene.anchor.months(direction), int(day.value))


def _is_month_word(scene: Scene, at: int) -> bool:
    return scene.value(at, "unit") == "M/one" and scene.term(at).article


def _day_of_month(at: int, stop: int, month: str | None, day: int) -> Match | None:
    value = None if month is None else f"{month}-{day:02d}"
    return Match(at, stop, "DATE", value, "relative-to-publication", "day-of-said-month")


def _day_of_last_month(scene: Scene, at: int, stop: int, day: int) -> Match | None:
    if scene.last is None or not _IN_MONTH.match(scene.last):
        return Match(at, stop, "DATE", None, "relative-to-text", "day-of-it")
    return Match(at, stop, "DATE", f"{scene.last[:7]}-{day:02d}", "relative-to-text", "day-of-it")


def in_digits(scene: Scene, at: int) -> Match | None:
    """Two days in digits around a stroke are left alone; years around one are a season: ``2017-2018``."""
    for sign in "-/":
        left, _, right = scene.norm(at).partition(sign)
        if not (left.isdigit() and right.isdigit() and len(left) == 4):
            continue
        until = int(left[:2] + right) if len(right) == 2 else int(right)
        if 1800 <= int(left) < until <= int(left) + 100 and not scene.before(at, "counting"):
            return Match(at, at + 1, "DATE", f"{left}/{until}", "stated", "years-range")
    return None


def is_counted(scene: Scene, at: int) -> bool:
    """True when the word at ``at`` is something that is counted, so that the number before it is no year or day."""
    return scene.norm(at) in role("counted") or scene.has(at, "unit")
