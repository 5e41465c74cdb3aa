"""Parts of the day and clock times: ``صباح اليوم``, ``منتصف ليل الجمعة``, ``الساعة الثامنة مساء``, ``14:00``."""

from __future__ import annotations

import re

from riwaya.annotate.times.dates import days_of_month
from riwaya.annotate.times.days import Day, day_at
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import clock_at, date_at, hour_of_day
from riwaya.arabic.numbers import fraction, number_at
from riwaya.model import TimeBasis

#: Values of the parts of the day that are clock times themselves.
MIDNIGHT, NOON = "T00:00", "T12:00"
_MILITARY = re.compile(r"([01]\d|2[0-4])[,.]?([0-5]\d)$")
_DOTTED = re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)$")
_RELATIVE: TimeBasis = "relative-to-publication"


def part_of_day(scene: Scene, at: int) -> Match | None:
    """``مساء السبت``, ``بعد ظهر الثلاثاء``, ``ليل الأربعاء الخميس``: a part of a day that is named after it."""
    position, code = _part(scene, at)
    if code is None:
        return None
    day = _day_after(scene, position)
    if day is None and code == MIDNIGHT and scene.term(position - 1).article:
        value = _joined(_next_day(scene, _current_day(scene)), code)
        return Match(at, position, "TIME", value, "relative-to-text", "midnight")
    if day is None:
        return None
    stop, value = day.stop, day.value
    if code in ("NI", MIDNIGHT):
        stop, second = _second_night(scene, day)
        if code == MIDNIGHT:
            value = second or _next_day(scene, value)
    value = _joined(value, code)
    return Match(at, stop, "TIME", value, day.basis, "part-of-day", day.conflict)


def _part(scene: Scene, at: int) -> tuple[int, str | None]:
    """Where the day begins after the part of it at ``at``, and the part's code."""
    if scene.norm(at) in ("بعد", "وبعد") and scene.norm(at + 1) == "ظهر":
        return at + 2, "AF"
    if scene.norm(at) in ("قبل", "وقبل") and scene.norm(at + 1) == "ظهر":
        return at + 2, "MO"
    if scene.norm(at) in ("منتصف", "ومنتصف") and scene.norm(at + 1) in ("ليل", "ليلة", "الليل"):
        return at + 2, MIDNIGHT
    code = scene.value(at, "part")
    if not code or scene.term(at).article:
        return at, None
    return at + 1, code


def _day_after(scene: Scene, at: int) -> Day | None:
    if scene.term(at).particles:
        return None
    found = day_at(scene, at)
    if found is not None or at >= len(scene):
        return found
    several = days_of_month(scene, at)
    if several is not None and several.value is not None:  # the night between two days belongs to the first
        return Day(at, several.stop, several.value.partition("/")[0], "days-of-month", several.basis)
    dated = date_at(scene.tokens, at)
    if dated is None or dated.day is None:
        return None
    year = dated.year if dated.year is not None else scene.anchor.nearest_year(dated.month)
    value = dated._replace(year=year).value
    return Day(at, dated.stop, value, "date", "stated" if dated.year is not None else _RELATIVE)


def _second_night(scene: Scene, day: Day) -> tuple[int, str | None]:
    """The second weekday of ``ليل الجمعة السبت``: the night between both belongs to the first."""
    at = scene.signs(day.stop, "-–/")
    if not scene.has(at, "weekday") or scene.term(at).particles not in ("", "و"):
        return day.stop, None
    return at + 1, _next_day(scene, day.value)


def _next_day(scene: Scene, value: str | None) -> str | None:
    return None if value is None else type(scene.anchor).of(value).days(1)


def _joined(day: str | None, code: str) -> str | None:
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
    day = _day_after(scene, position)
    if day is None:
        return None
    return Match(at, day.stop, "TIME", _joined(day.value, code), day.basis, "moment", day.conflict)


def tonight(scene: Scene, at: int) -> Match | None:
    """``الليلة`` alone: tonight."""
    if scene.norm(at) not in ("الليلة", "والليلة") or scene.direction(at + 1) is not None or scene.norm(at - 1) == "في":
        return None
    if scene.norm(at + 1) == "التي" or scene.has(at + 1, "same-after") or number_at(scene.tokens, at + 1) is not None:
        return None
    return Match(at, at + 1, "TIME", _joined(scene.anchor.days(0), "NI"), _RELATIVE, "tonight")


def adverb(scene: Scene, at: int) -> Match | None:
    """``ظهرا``, ``صباحا`` and the like standing alone: that part of the day named last."""
    code = scene.value(at, "adverb")
    if not code:
        return None
    day = _day_after(scene, at + 1)
    if day is not None:
        return Match(at, day.stop, "TIME", _joined(day.value, code), day.basis, "part-of-day", day.conflict)
    return Match(at, at + 1, "TIME", _joined(_current_day(scene), code), "relative-to-text", "adverb")


def _current_day(scene: Scene) -> str | None:
    """The day named last in this sentence, else that of publication."""
    if scene.here is not None and len(scene.here) >= 10:
        return scene.here[:10]
    return scene.anchor.days(0)


def clock(scene: Scene, at: int, *, named: bool = False) -> Match | None:
    """``الساعة 14:00``, ``الساعة الثامنة والنصف مساء``, ``14:00``, ``1200 بتوقيت غرينتش``."""
    says_hour = scene.has(at, "hour", bare=False) and scene.term(at).article
    named, position = named or says_hour, at + says_hour
    read = clock_at(scene.tokens, position) or _military(scene, position)
    if read is None and named:
        read = _dotted(scene, position) or _hour_in_words(scene, position)
    if read is None or (not named and scene.before(at, "named-after")):
        return None
    time, stop = read
    stop, half = _half_of_day(scene, stop)
    if half is not None:
        time = f"{hour_of_day(int(time[:2]), half == 'evening'):02d}{time[2:]}"
    inner = part_of_day(scene, stop + (scene.norm(stop) == "من")) if stop < len(scene) else None
    if inner is not None and inner.value is not None:
        return inner._replace(start=at, value=f"{inner.value[:10]}T{time}", rule="clock")
    day = _day_after(scene, stop + (scene.norm(stop) == "من"))
    if day is not None:
        return Match(at, day.stop, "TIME", _joined(day.value, f"T{time}"), day.basis, "clock", day.conflict)
    current = _current_day(scene)
    return Match(at, stop, "TIME", f"{current or ''}T{time}" if current else None, "relative-to-text", "clock")


def _military(scene: Scene, at: int) -> tuple[str, int] | None:
    """``1200 ت غ``, ``04,00 ت غ``: four digits before a time zone."""
    match = _MILITARY.match(scene.norm(at))
    zone = scene.norm(at + 1)
    if match is None:
        return None
    if zone in ("تغ", "بتوقيت", "توقيت", "gmt") or (zone == "ت" and scene.norm(scene.signs(at + 2, ".")) == "غ"):
        return f"{int(match[1]) % 24:02d}:{match[2]}", at + 1
    return None


def _dotted(scene: Scene, at: int) -> tuple[str, int] | None:
    """``6.40`` after الساعة."""
    match = _DOTTED.match(scene.norm(at))
    return None if match is None else (f"{int(match[1]) % 24:02d}:{match[2]}", at + 1)


def hour_alone(scene: Scene, at: int) -> Match | None:
    """``الثامنة صباحا``, ``10 مساء``, ``السابعة (04,00 ت غ)``: an hour that the words after it make one."""
    read = _hour_in_words(scene, at)
    if read is None or scene.norm(read[1]) not in ("صباحا", "مساء", "ظهرا", "عصرا", "فجرا", "ليلا"):
        return None
    if scene.has(read[1] + 1, "weekday") and scene.norm(read[1]) == "مساء":
        return None
    return clock(scene, at, named=True)


def _hour_in_words(scene: Scene, at: int) -> tuple[str, int] | None:
    """``الثامنة والنصف``, ``9``, ``العاشرة و20 دقيقة``."""
    hour = number_at(scene.tokens, at)
    if hour is None or not isinstance(hour.value, int) or not 0 <= hour.value <= 24:
        return None
    if not (hour.ordinal or hour.value == 1 or scene.tokens[hour.stop - 1].kind == "number"):
        return None
    minutes = _minutes(scene, hour.stop)
    if minutes is not None:
        return f"{hour.value % 24:02d}:{minutes[0]:02d}", minutes[1]
    part = fraction(scene.norm(hour.stop)) if scene.norm(hour.stop)[:1] == "و" else None
    minute = int(60 * part) if part else 0
    return f"{hour.value % 24:02d}:{minute:02d}", hour.stop + (part is not None)


def _minutes(scene: Scene, at: int) -> tuple[int, int] | None:
    """``وخمس دقائق``, ``و20 دقيقة`` after an hour: the minutes and where they end."""
    at += scene.norm(at) == "و"
    number = number_at(scene.tokens, at)
    if number is None or not isinstance(number.value, int) or not 0 < number.value < 60:
        return None
    is_minute = scene.value(number.stop, "unit") in ("TM/one", "TM/many")
    return (number.value, number.stop + 1) if is_minute else None


def _half_of_day(scene: Scene, at: int) -> tuple[int, str | None]:
    """``صباحا``, ``مساء``, ``بعد الظهر`` after an hour, and what half of the day they mean."""
    if scene.norm(at) in ("بعد", "من") and scene.norm(at + 1) in ("الظهر", "مساء", "عصر", "ظهر"):
        evening = at + 2 if scene.norm(at + 1) == "الظهر" else at
        return evening, "evening"
    norm = scene.norm(at)
    if norm in ("صباحا", "فجرا", "ص"):
        return at + 1, "morning"
    if norm in ("مساء", "ظهرا", "عصرا", "ليلا", "م") and not scene.has(at + 1, "weekday"):
        return at + 1, "evening"
    if norm == "صباح":
        return at, "morning"
    return (at, "evening") if norm == "مساء" else (at, None)
