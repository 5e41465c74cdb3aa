"""Clock times: ``الساعة الثامنة والنصف مساء``, ``14:00 بتوقيت غرينتش``, ``خمس دقائق قبل الثامنة``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.amounts import amount
from riwaya.annotate.times.parts import current_day, day_after, joined_value, part_of_day
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import hour_of_day
from riwaya.arabic.numbers import Number, fraction, number_at

_DIGITS = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$")
_MILITARY = re.compile(r"([01]\d|2[0-4])[,.]?([0-5]\d)$")
_DOTTED = re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)$")
#: Until this hour a time at night belongs to the morning.
SMALL_HOURS = 5
#: Minutes before an hour are said in so many words at most, before قبل or بعد.
MINUTES_WITHIN = 5
_HALVES = {
    "صباحا": "morning",
    "ص": "morning",
    "am": "morning",
    "فجرا": "morning",
    "مساء": "evening",
    "مساءا": "evening",
    "م": "evening",
    "pm": "evening",
    "عصرا": "evening",
    "ظهرا": "noon",
    "ليلا": "night",
}
_HOUR_LEADS = frozenset({"عند", "وعند", "تمام", "بحلول", "وبحلول", "انها"})
_SPELLED_HALVES = frozenset({"صباحا", "مساء", "مساءا", "عصرا", "ظهرا", "فجرا", "ليلا"})
#: The same as nouns with ال after في, من or بعد.
_DEFINITE_HALVES = {
    "الصباح": "morning",
    "الفجر": "morning",
    "المساء": "evening",
    "العصر": "evening",
    "الليل": "night",
    "الظهر": "evening",
    "الظهيرة": "noon",
}
#: Parts of the day that are whole times with a day behind them, so that they are left to stand before it.
_BEFORE_DAY = {"صباح": "morning", "فجر": "morning", "مساء": "evening", "عصر": "evening", "ظهر": "noon", "ليل": "night"}


class Time(NamedTuple):
    """A time of the twelve- or twenty-four-hour clock, and the place after its words."""

    hour: int
    minute: int
    stop: int
    second: int | None = None

    def text(self) -> str:
        """``HH:MM``, with seconds where they are said."""
        seconds = "" if self.second is None else f":{self.second:02d}"
        return f"{self.hour % 24:02d}:{self.minute:02d}{seconds}"


def clock(scene: Scene, at: int, *, named: bool = False) -> Match | None:
    """``الساعة 14:00``, ``الساعة الثامنة والنصف مساء``, ``14:00``, ``1200 بتوقيت غرينتش``."""
    says_hour = scene.has(at, "hour", bare=False) and scene.term(at).article
    named, position = named or says_hour, at + says_hour
    read = _digital(scene, position) or _military(scene, position)
    if read is None and named:
        read = _dotted(scene, position) or hour_in_words(scene, position)
    if read is None or (not named and scene.before(at, "named-after")):
        return None
    read = _in_half(scene, read)
    return _on_its_day(scene, at, read)


def _on_its_day(scene: Scene, at: int, read: Time) -> Match:
    """The time with the day that follows it, else with the one named last."""
    zone, stop = _zone(scene, read.stop)
    code = f"T{read.text()}{zone}"
    position = read.stop if scene.norm(read.stop) != "من" else read.stop + 1
    for start in dict.fromkeys((position, stop + (scene.norm(stop) == "من"))):
        inner = part_of_day(scene, start) if start < len(scene) else None
        if inner is not None and inner.value is not None:
            return inner._replace(start=at, value=f"{inner.value[:10]}{code}", rule="clock")
        day = day_after(scene, start)
        if day is not None:
            return Match(at, day.stop, "TIME", joined_value(day.value, code), day.basis, "clock", day.conflict)
    return Match(at, read.stop, "TIME", joined_value(current_day(scene), code), "relative-to-text", "clock")


@cache
def _zones() -> dict[str, str]:
    return {row["place"]: row["offset"] for row in lexicon.load("time_zones").rows}


def _zone(scene: Scene, at: int) -> tuple[str, int]:
    """What ``بتوقيت غرينتش``, ``ت غ`` at ``at`` add to an ISO time, and where they end; nothing for local time."""
    open_bracket = scene.norm(at) == "("
    at += open_bracket
    if scene.norm(at) in ("تغ", "gmt", "GMT", "UTC", "utc"):
        return "Z", at + 1
    if scene.norm(at) == "ت" and scene.norm(scene.signs(at + 1, ".")) == "غ":
        return "Z", scene.signs(scene.signs(at + 1, ".") + 1, ".")
    if scene.norm(at) in ("بتوقيت", "توقيت"):
        return _zones().get(scene.norm(at + 1), ""), at + 2
    if scene.norm(at) in ("بالتوقيت", "التوقيت"):
        return _zones().get(scene.norm(at + 1), ""), at + 2
    return "", at - open_bracket


def _digital(scene: Scene, at: int) -> Time | None:
    """``14:30``, ``7:56:30``."""
    match = _DIGITS.match(scene.norm(at))
    if match is None:
        return None
    return Time(int(match[1]), int(match[2]), at + 1, int(match[3]) if match[3] else None)


def _military(scene: Scene, at: int) -> Time | None:
    """``1200 ت غ``, ``04,00 ت غ``: four digits before a time zone."""
    match = _MILITARY.match(scene.norm(at))
    if match is None or _zone(scene, at + 1)[1] == at + 1 or scene.norm(at + 1) == "(":
        return None
    return Time(int(match[1]), int(match[2]), at + 1)


def _dotted(scene: Scene, at: int) -> Time | None:
    """``6.40`` after الساعة, or before a half of the day."""
    match = _DOTTED.match(scene.norm(at))
    return None if match is None else Time(int(match[1]), int(match[2]), at + 1)


def hour_alone(scene: Scene, at: int) -> Match | None:
    """``الثامنة صباحا``, ``10 مساء``, ``الثامنة والنصف``: an hour that the words after it make one."""
    if scene.norm(at + 1) in _SPELLED_HALVES and _dotted(scene, at) is not None:
        return clock(scene, at, named=True)
    read = hour_in_words(scene, at)
    if read is None:
        return None
    norm = scene.norm(read.stop)
    if norm == "مساء" and scene.has(read.stop + 1, "weekday"):  # 10 مساء السبت may be ten of something
        return clock(scene, at, named=True) if scene.tokens[at].kind == "word" else None
    if norm in ("في", "من") and not scene.looks_ahead(at):  # قتل 5 في الليل
        return None
    if norm in _HALVES or _half(scene, read.stop)[1] is not None or _zone(scene, read.stop)[0]:
        return clock(scene, at, named=True)
    number = scene.number(at)
    if number is None or not (number.ordinal and number.definite) or scene.term(at).particles not in ("", "و"):
        return None
    if read.stop > number.stop or _is_appointment(scene, at, read):
        return clock(scene, at, named=True)
    return None


def _is_appointment(scene: Scene, at: int, read: Time) -> bool:
    """``سنلتقي في السابعة``, ``عند السابعة``: with no noun and nothing after it (in the past it may be an age)."""
    if not scene.is_point(read.stop):
        return False
    lead = scene.norm(at - 1)
    return lead in ("عند", "وعند", "تمام", "بحلول", "وبحلول", "انها") or (
        lead in ("في", "حتى") and scene.looks_ahead(at)
    )


def hour_in_words(scene: Scene, at: int) -> Time | None:
    """``الثامنة والنصف``, ``9``, ``العاشرة و20 دقيقة``, ``التاسعة إلا ربعا``."""
    hour = _hour_number(scene, at)
    if hour is None or not isinstance(hour.value, int) or not 0 <= hour.value <= 24:
        return None
    if hour.ordinal and not scene.norm(hour.start).endswith(("ة", "ه")):  # hours are feminine, days masculine
        return None
    says_hour = scene.norm(at - 1).endswith("الساعة")
    if not (hour.ordinal or hour.value == 1 or says_hour or scene.tokens[hour.stop - 1].kind == "number"):
        return None
    minutes, stop = _minutes(scene, hour.stop)
    total = 60 * hour.value + minutes
    return Time(total // 60 % 24, total % 60, stop)


def _hour_number(scene: Scene, at: int) -> Number | None:
    """The number at ``at``; of ``السابعة وثلاثون دقيقة`` only the hour, for no hour has so many."""
    number = scene.number(at)
    if number is None or number.value <= 24 or scene.tokens[at].kind == "number":
        return number
    return number_at(scene.tokens[: at + 1], at)


def _minutes(scene: Scene, at: int) -> tuple[int, int]:
    """``والنصف``, ``وخمس دقائق``, ``إلا ربعا``, ``إلا خمس دقائق`` after an hour: the minutes and where they end."""
    if scene.norm(at) == "الا":
        minutes, stop = _some_minutes(scene, at + 1)
        return (-minutes, stop) if minutes else (0, at)
    if scene.norm(at)[:1] != "و":
        return 0, at
    minutes, stop = _some_minutes(scene, at)
    return (minutes, stop) if minutes else (0, at)


def _some_minutes(scene: Scene, at: int) -> tuple[int, int]:
    """A part of an hour, or minutes counted, at ``at``; 0 where neither stands there."""
    at += scene.norm(at) == "و"
    part = fraction(scene.norm(at))
    if part is not None:
        return round(60 * part), at + 1
    number = scene.number(at)
    if number is None or not isinstance(number.value, int) or not 0 < number.value < 60:
        return 0, at
    if scene.norm(number.stop) == "ارباع":
        return 15 * number.value, number.stop + 1
    is_minute = scene.value(number.stop, "unit") in ("TM/one", "TM/many")
    return (number.value, number.stop + 1) if is_minute else (0, at)


def _in_half(scene: Scene, read: Time) -> Time:
    """``read`` in the half of the day that the words behind or before it name."""
    stop, half = _half(scene, read.stop)
    if half is None:
        return read
    minutes, further = _minutes(scene, stop) if read.minute == 0 and stop > read.stop else (0, stop)
    return read._replace(hour=_hour(read.hour, half), minute=read.minute + max(minutes, 0), stop=further)


def _hour(hour: int, half: str) -> int:
    """An hour of the twelve-hour clock in its half: at night the small hours are the morning's."""
    if half == "night":
        half = "morning" if hour <= SMALL_HOURS or hour == 12 else "evening"
    if half == "noon":
        return hour if hour >= 10 else hour_of_day(hour, True)
    return hour_of_day(hour, half == "evening")


def _half(scene: Scene, at: int) -> tuple[int, str | None]:
    """``صباحا``, ``مساء``, ``بعد الظهر``, ``في الليل`` after an hour: where it ends and what half of the day it is."""
    norm = scene.norm(at)
    if norm == "بعد" and scene.norm(at + 1) in ("الظهر", "ظهر", "العصر"):
        return (at if scene.norm(at + 1) == "ظهر" else at + 2), "evening"
    if norm == "قبل" and scene.norm(at + 1) == "الظهر":
        return at + 2, "morning"
    if norm == "بعد" and scene.norm(at + 1) == "منتصف" and scene.norm(at + 2) == "الليل":
        return at + 3, "night"
    if norm == "منتصف" and scene.norm(at + 1) == "الليل":
        return at + 2, "night"
    if norm in ("في", "من") and scene.norm(at + 1) in _DEFINITE_HALVES:
        return at + 2, _DEFINITE_HALVES[scene.norm(at + 1)]
    inner = at + (norm == "من")
    before_day = _BEFORE_DAY.get(scene.norm(inner))
    if before_day is not None and (inner > at or norm not in _HALVES or scene.has(at + 1, "weekday")):
        return at, before_day
    if norm in _HALVES and not (norm == "مساء" and scene.has(at + 1, "weekday")):
        return at + 1, _HALVES[norm]
    return at, None


def minutes_to(scene: Scene, at: int) -> Match | None:
    """``خمس دقائق قبل الثامنة``, ``10 دقائق بعد الساعة السابعة``: so many minutes before or after an hour."""
    ahead = scene.norms[at + 2 : at + MINUTES_WITHIN + 1]
    if "قبل" not in ahead and "بعد" not in ahead:
        return None
    minutes = amount(scene, at)
    if minutes is None or minutes.unit != "TM" or minutes.extra or not isinstance(minutes.number, int):
        return None
    sign = {"قبل": -1, "بعد": 1}.get(scene.norm(minutes.stop))
    hour = _plain_hour(scene, minutes.stop + 1)
    if sign is None or hour is None:
        return None
    total = (60 * int(hour.value) + sign * minutes.number) % (24 * 60)
    return _on_its_day(scene, at, _in_half(scene, Time(total // 60, total % 60, hour.stop)))


def _plain_hour(scene: Scene, at: int) -> Number | None:
    """``الثامنة``, ``الساعة 8``: an hour with nothing that makes it another thing."""
    says_hour = scene.has(at, "hour", bare=False) and scene.term(at).article
    number = scene.number(at + says_hour)
    if number is None or not isinstance(number.value, int) or not 1 <= number.value <= 12 or number.particles:
        return None
    feminine = number.ordinal and number.definite and scene.norm(number.start).endswith("ة")
    return number if says_hour or feminine else None


def after_part(scene: Scene, at: int) -> Match | None:
    """``بعد الظهر 7:00``, ``مساء الساعة السابعة``: the half of the day before its hour."""
    if scene.norm(at) == "بعد" and scene.norm(at + 1) == "الظهر":
        position, half = at + 2, "evening"
    else:
        position, half = at + 1, _BEFORE_DAY.get(scene.norm(at), _HALVES.get(scene.norm(at), ""))
    if not half or position >= len(scene):
        return None
    inner = clock(scene, position) or hour_alone(scene, position)
    if inner is None or inner.value is None or scene.term(position).particles:
        return None
    day, _, time = inner.value.partition("T")
    if _half_is_said(scene, position, inner.stop):
        return inner._replace(start=at)
    return inner._replace(start=at, value=f"{day}T{_hour(int(time[:2]), half):02d}{time[2:]}")


def _half_is_said(scene: Scene, start: int, stop: int) -> bool:
    return any(scene.norm(place) in _HALVES for place in range(start, stop))
