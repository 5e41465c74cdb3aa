"""Parts of the day: ``صباح اليوم``, ``منتصف ليل الجمعة``, ``وقت متأخر من مساء السبت``, ``ظهرا``, ``الظهيرة``."""

from __future__ import annotations

from riwaya.annotate.times.dates import days_of_month
from riwaya.annotate.times.days import Day, day_at
from riwaya.annotate.times.hijri import days as hijri_days
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import date_at
from riwaya.model import TimeBasis

#: Values of the parts of the day that are clock times themselves.
MIDNIGHT, NOON = "T00:00", "T12:00"
_NO_ADVERB = frozenset({"ذات", "صباح", "صباحا", "في", "هذا"})
_RELATIVE: TimeBasis = "relative-to-publication"


def part_of_day(scene: Scene, at: int) -> Match | None:
    """``مساء السبت``, ``بعد ظهر الثلاثاء``, ``ليل الأربعاء الخميس``: a part of a day that is named after it."""
    position, code = _part(scene, at)
    if code is None:
        return None
    day = day_after(scene, position)
    if day is None and code == MIDNIGHT and scene.term(position - 1).article:
        value = joined_value(_next_day(scene, current_day(scene)), code)
        return Match(at, position, "TIME", value, "relative-to-text", "midnight")
    if day is None and code == NOON and scene.term(position - 1).article:
        return Match(at, position, "TIME", joined_value(current_day(scene), code), "relative-to-text", "noon")
    if day is None:
        return None
    stop, value = day.stop, day.value
    if code in ("NI", MIDNIGHT):
        stop, second = _second_night(scene, day)
        if code == MIDNIGHT:
            value = second or _next_day(scene, value)
    value = joined_value(value, code)
    return Match(at, stop, "TIME", value, day.basis, "part-of-day", day.conflict)


def _part(scene: Scene, at: int) -> tuple[int, str | None]:
    """Where the day begins after the part of it at ``at``, and the part's code."""
    if scene.norm(at) in ("بعد", "وبعد") and scene.norm(at + 1) == "ظهر":
        return at + 2, "AF"
    if scene.norm(at) in ("قبل", "وقبل") and scene.norm(at + 1) == "ظهر":
        return at + 2, "MO"
    if scene.norm(at) in ("منتصف", "ومنتصف") and scene.norm(at + 1) in ("نهار", "النهار"):
        return at + 2, NOON
    if scene.norm(at) in ("منتصف", "ومنتصف") and scene.norm(at + 1) in ("ليل", "ليلة", "الليل"):
        return at + 2, MIDNIGHT
    code = scene.value(at, "part")
    if not code or scene.term(at).article:
        return at, None
    return at + 1, code


def day_after(scene: Scene, at: int) -> Day | None:
    """The day at ``at``, in any form, for the part or time of it that was named before."""
    if scene.term(at).particles:
        return None
    found = day_at(scene, at)
    if found is not None or at >= len(scene):
        return found
    if scene.value(at, "unit") == "D/one" and scene.term(at).article:
        return _day_of_text(scene, at)
    at += scene.norm(at) == "يوم" and at + 1 < len(scene)
    in_hijri = hijri_days(scene, at)
    if in_hijri is not None:
        first = None if in_hijri.value is None else in_hijri.value.partition("/")[0]
        return Day(at, in_hijri.stop, first, "hijri-days", in_hijri.basis)
    several = days_of_month(scene, at)
    if several is not None and several.value is not None:  # the night between two days belongs to the first
        return Day(at, several.stop, several.value.partition("/")[0], "days-of-month", several.basis)
    dated = date_at(scene.tokens, at)
    if dated is None or dated.day is None:
        return None
    year = dated.year if dated.year is not None else scene.anchor.nearest_year(dated.month)
    value = dated._replace(year=year).value
    return Day(at, dated.stop, value, "date", "stated" if dated.year is not None else _RELATIVE)


def _day_of_text(scene: Scene, at: int) -> Day | None:
    """``اليوم نفسه``, ``اليوم التالي``: the day named last, or the one after it."""
    same, following = scene.has(at + 1, "same-after"), scene.norm(at + 1) in ("التالي", "الموالي")
    if not (same or following):
        return None
    known = scene.last is not None and len(scene.last) >= 10
    value = type(scene.anchor).of(scene.last).days(int(following)) if known else None
    return Day(at, at + 2, value, "day-of-text", "relative-to-text")


def _second_night(scene: Scene, day: Day) -> tuple[int, str | None]:
    """The second weekday of ``ليل الجمعة السبت``: the night between both belongs to the first."""
    at = scene.signs(day.stop, "-–/")
    if not scene.has(at, "weekday") or scene.term(at).particles not in ("", "و"):
        return day.stop, None
    return at + 1, _next_day(scene, day.value)


def _next_day(scene: Scene, value: str | None) -> str | None:
    return None if value is None else type(scene.anchor).of(value).days(1)


def joined_value(day: str | None, code: str) -> str | None:
    """A day with its part or clock time; a clock time without its day stands alone (``T07:30``)."""
    if day is None and code[:1] == "T":
        return code
    if day is None or "T" in day:
        return day
    return f"{day}{code}" if code.startswith("T") else f"{day}T{code}"


def moment(scene: Scene, at: int) -> Match | None:
    """``وقت متأخر من ليل الأربعاء``, ``وقت مبكر اليوم``: night or morning where no part of the day is named."""
    if not scene.has(at, "moment", bare=False) and scene.norm(at) != "ساعة":
        return None
    code = "NI" if scene.has(at + 1, "late") else "MO" if scene.has(at + 1, "early") else None
    if code is None:
        return None
    position = at + 2 + (scene.norm(at + 2) == "من")
    inner = part_of_day(scene, position)
    if inner is not None:  # "early" adds nothing to a morning; "late" does to an evening
        return inner._replace(start=at, rule="moment") if code == "NI" else None
    day = day_after(scene, position)
    if day is None:
        return None
    return Match(at, day.stop, "TIME", joined_value(day.value, code), day.basis, "moment", day.conflict)


def tonight(scene: Scene, at: int) -> Match | None:
    """``الليلة`` alone: tonight."""
    if scene.norm(at) not in ("الليلة", "والليلة") or scene.direction(at + 1) is not None or scene.norm(at - 1) == "في":
        return None
    if scene.norm(at + 1) == "التي" or scene.has(at + 1, "same-after") or scene.number(at + 1) is not None:
        return None
    return Match(at, at + 1, "TIME", joined_value(scene.anchor.days(0), "NI"), _RELATIVE, "tonight")


def adverb(scene: Scene, at: int) -> Match | None:
    """``ظهرا``, ``صباحا`` and the like standing alone: that part of the day named last."""
    code = scene.value(at, "adverb")
    if not code or (code == "TEV" and not _is_evening_alone(scene, at)):
        return None
    day = day_after(scene, at + 1)
    if day is not None:
        return Match(at, day.stop, "TIME", joined_value(day.value, code), day.basis, "part-of-day", day.conflict)
    return Match(at, at + 1, "TIME", joined_value(current_day(scene), code), "relative-to-text", "adverb")


def _is_evening_alone(scene: Scene, at: int) -> bool:
    """``وعاد مساء.``: with nothing behind it مساء is an adverb, unless it ends ``كل مساء`` or the like."""
    return scene.is_point(at + 1) and not scene.has(at - 1, "every") and scene.norm(at - 1) not in _NO_ADVERB


def current_day(scene: Scene) -> str | None:
    """The day named last in this sentence, else that of publication."""
    if scene.here is not None and len(scene.here) >= 10:
        return scene.here[:10]
    return scene.anchor.days(0)


def noon(scene: Scene, at: int) -> Match | None:
    """``الظهيرة``, ``عند الظهر``, ``قبيل الظهر`` with no day: noon (الظهر alone is rather a back, or a prayer)."""
    if not scene.term(at).article or scene.term(at).particles or day_after(scene, at + 1) is not None:
        return None
    led = scene.norm(at - 1) in ("عند", "وعند", "حتى", "قبيل", "بعيد", "وقت") or scene.looks_ahead_at(at - 1)
    if scene.norm(at) == "الظهر" and not led:
        return None
    if scene.before(at, "rite") or scene.norm(at - 1) in ("بعد", "قبل"):
        return None
    return Match(at, at + 1, "TIME", joined_value(current_day(scene), NOON), "relative-to-text", "noon")
