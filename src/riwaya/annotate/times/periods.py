"""Periods named from here: ``العام الماضي``, ``هذا الأسبوع``, ``الصيف المقبل``, ``نهاية الشهر``, ``نفس اليوم``."""

from __future__ import annotations

from riwaya.annotate.times.dates import relative_year
from riwaya.annotate.times.months import month_alone
from riwaya.annotate.times.scene import Match, Scene, is_definite
from riwaya.annotate.times.years import century_at, decade, year_at
from riwaya.arabic.relative import Anchor
from riwaya.model import TimeBasis

_RELATIVE: TimeBasis = "relative-to-publication"
_STEPS = {"التالي": 1, "التالية": 1, "الموالي": 1, "الموالية": 1, "السابق": -1, "السابقة": -1}
#: Adjectives that name a kind of year between it and what says which one it is.
_KINDS_OF_YEAR = frozenset({"المالي", "المالية", "الدراسي", "الدراسية", "الميلادي", "الهجري"})
#: A year of school lies in two years, like a season of play.
_SCHOOL = frozenset({"الدراسي", "الدراسية"})
#: Units that can be said to be last, this or next; hours and shorter cannot.
_CALENDAR = ("Y", "M", "W", "D", "DE", "CE", "S")


def said_period(scene: Scene, at: int) -> Match | None:
    """A unit with ال and an adjective: ``العام قبل الماضي``, ``الأسبوع الجاري``, ``الليلة الماضية``."""
    unit = _one(scene, at)
    between = scene.norm(at + 1) in _KINDS_OF_YEAR
    direction, stop = scene.said(at + 1 + between)
    if unit is None or direction is None or not scene.term(at).article or unit == "CE":
        return century_at(scene, at) if unit == "CE" else None
    if unit == "D" and scene.has(at, "part", bare=False):
        day = scene.anchor.days(direction)
        return Match(at, stop, "TIME", day and f"{day}TNI", _RELATIVE, "night")
    if scene.norm(at + 1) in _SCHOOL:
        unit = "S"
    return Match(at, stop, "DATE", _shifted(scene, unit, direction), _RELATIVE, "said-period")


def _one(scene: Scene, at: int) -> str | None:
    """The unit that a singular names, or None."""
    unit, _, number = scene.value(at, "unit").partition("/")
    return unit if number == "one" and unit in _CALENDAR else None


def _shifted(scene: Scene, unit: str, direction: int) -> str | None:
    return scene.anchor.season_of_play(direction) if unit == "S" else scene.anchor.shifted(unit, direction)


def this_period(scene: Scene, at: int) -> Match | None:
    """``هذا العام``, ``هذه الليلة``, ``هذا المساء``, ``هذا الصيف``; the adjective may follow too."""
    if not scene.has(at, "this", bare=False) or not scene.term(at + 1).article:
        return None
    unit, stop = _one(scene, at + 1), at + 2 + (scene.direction(at + 2) == 0)
    part = scene.value(at + 1, "part")
    if part in ("MO", "EV", "NI"):
        return Match(at, stop, "TIME", _part_of(scene.anchor.days(0), part), _RELATIVE, "this-part")
    if scene.has(at + 1, "season"):
        value = scene.anchor.years(0)
        return Match(at, stop, "DATE", value and f"{value}-{scene.value(at + 1, 'season')}", _RELATIVE, "this-season")
    if unit is None:
        return None
    return Match(at, stop, "DATE", _shifted(scene, unit, 0), _RELATIVE, "this-period")


def _part_of(day: str | None, part: str) -> str | None:
    """The value of a part of a day: ``2024-06-19TMO``, ``2024-06-19T12:00``."""
    return day and f"{day}{part if part.startswith('T') else 'T' + part}"


def same_period(scene: Scene, at: int) -> Match | None:
    """``نفس اليوم``, ``اليوم نفسه``, ``العام ذاته``: what was named last."""
    if scene.has(at, "same", bare=False) and scene.term(at + 1).article and _one(scene, at + 1):
        return _same(scene, at, at + 2, at + 1)
    if _one(scene, at) and scene.term(at).article and scene.has(at + 1, "same-after"):
        return _same(scene, at, at + 2, at)
    return None


def next_period(scene: Scene, at: int) -> Match | None:
    """``اليوم التالي``, ``العام السابق``: the one after or before what was named last."""
    unit = _one(scene, at)
    step = _STEPS.get(scene.norm(at + 1))
    if unit is None or unit == "S" or not scene.term(at).article or step is None:
        return None
    if scene.last is None:  # nothing named yet: counted from publication
        return Match(at, at + 2, "DATE", scene.anchor.shifted(unit, step), _RELATIVE, "next-period")
    return Match(at, at + 2, "DATE", Anchor.of(scene.last).shifted(unit, step), "relative-to-text", "next-period")


def _same(scene: Scene, start: int, stop: int, unit: int) -> Match:
    value = scene.last
    if scene.has(unit, "part", bare=False):
        value = value[:10] + "TNI" if value and len(value) >= 10 else None
        return Match(start, stop, "TIME", value, "relative-to-text", "same-night")
    if value is not None:
        value = value[: {"Y": 4, "M": 7}.get(_one(scene, unit) or "", 10)]
    return Match(start, stop, "DATE", value, "relative-to-text", "same-period")


def season(scene: Scene, at: int) -> Match | None:
    """``الصيف الماضي``, ``صيف 2017``, ``شتاء العام المقبل``; a bare season with ال only after في or خلال."""
    code = scene.value(at, "season")
    if not code:
        return None
    direction, stop = scene.said(at + 1)
    if scene.term(at).article and direction is not None:
        return Match(at, stop, "DATE", scene.anchor.season(code, direction), _RELATIVE, "season")
    said = relative_year(scene, at + 1)
    if said is not None:
        return Match(at, said.stop, "DATE", f"{said.value}-{code}" if said.value else None, said.basis, "season")
    year = year_at(scene, at + 1)
    if year is not None:
        return year._replace(start=at, value=f"{year.value}-{code}", rule="season")
    return _bare_season(scene, at, code) if scene.term(at).article else None


def _bare_season(scene: Scene, at: int, code: str) -> Match | None:
    led = scene.norm(at - 1) in ("في", "خلال", "حتى", "منذ") or scene.has(at - 1, "edge")
    if not led or is_definite(scene.norm(at + 1)):
        return None
    value = scene.anchor.years(0)
    return Match(at, at + 1, "DATE", value and f"{value}-{code}", _RELATIVE, "bare-season")


def edge(scene: Scene, at: int) -> Match | None:
    """``مطلع الشهر الحالي``, ``نهاية هذا العام``, ``أواخر الثمانينيات``: the period; a year's end is marked."""
    if not scene.has(at, "edge", bare=False) or scene.term(at + 1).particles:
        return None
    rules = (this_period, said_period, month_alone, decade, year_at, season, _this_unit)
    found = [match for rule in rules if at + 1 < len(scene) and (match := rule(scene, at + 1))]
    if not found or found[0].kind != "DATE":
        return None
    inner = max(found, key=lambda match: match.stop)
    value = inner.value
    if value is not None and scene.value(at, "edge") == "end":
        value = _end_of(value)
    return inner._replace(start=at, value=value, rule="edge")


def _end_of(value: str) -> str:
    """The end of a year (``2024-END``) or of a week, which is its weekend (``2024-W25-WE``)."""
    if len(value) == 4 and value.isdigit():
        return f"{value}-END"
    return f"{value}-WE" if "-W" in value else value


def _this_unit(scene: Scene, at: int) -> Match | None:
    """A year or month with nothing but ال, which after ``نهاية`` and the like means the present one."""
    unit = _one(scene, at)
    if unit not in ("Y", "M", "W") or not scene.term(at).article:
        return None
    return Match(at, at + 1, "DATE", scene.anchor.shifted(unit, 0), _RELATIVE, "this-unit")
