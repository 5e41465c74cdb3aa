"""Dates with a month: ``20 حزيران/يونيو الحالي``, ``الثالث من مايو``, ``يومي 18 و19 حزيران``, ``ديسمبر الماضي``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.scene import Match, Scene
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import CalendarDate, date_at, days_between, iso, real, year_after
from riwaya.arabic.closed import look_up
from riwaya.arabic.months import Month, month_at
from riwaya.arabic.words import NUMBER
from riwaya.model import TimeBasis

_IN_MONTH = re.compile(r"\d{4}-\d\d")
#: The month left out before its adjective: ``13 الجاري``; the others only after من.
_THIS_ONE, _OTHER_ONE = frozenset({"الجاري"}), frozenset({"الحالي", "المقبل", "القادم", "الماضي", "المنصرم"})


#: What stands between one day in two calendars.
_TWIN_SIGNS = frozenset({"الموافق", "الموافقة", "ل", "-", "–", "/", "،", ",", "(", "|", "="})
#: The new moon is seen a day earlier or later from place to place: so much is no contradiction.
MOONS_APART = 1


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
        twin = _with_twin(scene, stated, found)
        return twin if twin is not None else _to_range(scene, stated, found.year, found)
    year = year_of(scene, found)
    match = Match(at, year.stop, "DATE", iso(year.value, found.month, found.day), year.basis, "day-month")
    return _to_range(scene, match, year.value, found)


def _with_twin(scene: Scene, match: Match, found: CalendarDate) -> Match | None:
    """``14 ذو الحجة 1445 هـ الموافق 20 يونيو 2024``: one day in both calendars, and whether they agree."""
    at = found.stop
    while scene.norm(at) in _TWIN_SIGNS:
        at += 1
    twin = date_at(scene.tokens, at) if found.stop < at < len(scene) else None
    if twin is None or twin.day is None or (twin.rule == "hijri") == (found.rule == "hijri"):
        return None
    hijri, gregorian = (found, twin) if found.rule == "hijri" else (twin, found)
    year = gregorian.year if gregorian.year is not None else hijri.year
    value = gregorian._replace(year=year).value
    apart = days_between(value, hijri.value)
    conflict = f"the Hijri date is {hijri.value}" if apart is None or apart > MOONS_APART else None
    stop = twin.stop + (scene.norm(twin.stop) == ")" and "(" in (scene.norm(at - 1), scene.norm(found.stop)))
    return match._replace(stop=stop, value=value, rule="both-calendars", conflict=conflict)


def year_of(scene: Scene, found: CalendarDate | Month) -> Year:
    """The year of a month that states none: by an adjective (الماضي), by ``العام الماضي`` after it, or the nearest."""
    month = found.month if isinstance(found, CalendarDate) else found.number
    direction, stop = scene.said(found.stop)
    if direction is not None:
        return Year(scene.anchor.month_year(month, direction), stop, "relative-to-publication")
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
    if not _is_year(scene, at):
        return None
    direction, stop = scene.said(at + 1)
    if direction is None:
        return None
    year = None if scene.anchor.year is None else scene.anchor.year + direction
    return Year(year, stop, "relative-to-publication")


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
    if second is None and joined and first.day is not None:
        return _to_day(scene, match, at, year, first)
    if second is None or second.day is None or (not joined and scene.term(at).particles != "و"):
        return match
    since, until = _years_of_range(first, second, year)
    value = f"{iso(since, first.month, first.day)}/{iso(until, second.month, second.day)}"
    return match._replace(stop=second.stop, value=value, rule="day-month-range")


def _to_day(scene: Scene, match: Match, at: int, year: int | None, first: CalendarDate) -> Match:
    """``(من) 10 يناير إلى 12``: the second day is of the same month."""
    last = scene.number(at)
    if last is None or not _is_day(last.value) or not scene.is_point(last.stop) or scene.norm(match.stop) in ("-", "–"):
        return match
    if first.day is None or last.value <= first.day or not real(year, first.month, int(last.value)):
        return match
    value = f"{match.value}/{iso(year, first.month, int(last.value))}"
    return match._replace(stop=last.stop, value=value, rule="day-month-range")


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


def month_with_days(scene: Scene, at: int) -> Match | None:
    """``شهر نوفمبر بين 19 و20``, ``يناير من 3 إلى 7``: a month and then the days of it that are meant."""
    named = scene.norm(at).endswith("شهر")
    month = month_at(scene.tokens, at + named)
    if month is None or month.calendar == "hijri" or (named and month.particles):
        return None
    stated, stop = year_after(scene.tokens, month.stop)
    year = Year(stated, stop, "stated") if stated is not None else year_of(scene, month)
    if scene.norm(year.stop) not in ("بين", "من"):
        return None
    first, second, position = _two_days(scene, year.stop + 1)
    if first is None or second is None or is_counted(scene, position) or not scene.is_point(position):
        return None
    ends = (iso(year.value, month.number, first), iso(year.value, month.number, second))
    if not all(real(year.value, month.number, day) for day in (first, second)):
        return None
    return Match(at, position, "DATE", "/".join(ends), year.basis, "month-days")


def _two_days(scene: Scene, at: int) -> tuple[int | None, int | None, int]:
    """Two days of a month at ``at`` and where they end."""
    hyphened = scene.norm(at).replace("/", "-").split("-")
    if len(hyphened) == 2 and all(part.isdigit() and 1 <= int(part) <= 31 for part in hyphened):
        return int(hyphened[0]), int(hyphened[1]), at + 1
    first = scene.number(at)
    if first is None:
        return None, None, at
    position = first.stop
    linked = scene.norm(position) in ("و", "الى", "حتى", "وحتى", "-", "–")
    second = scene.number(position + linked)
    if second is None or (not linked and second.particles != "و"):
        return None, None, at
    if not (_is_day(first.value) and _is_day(second.value) and first.value < second.value):
        return None, None, at
    return int(first.value), int(second.value), second.stop


def _is_day(value: int | float) -> bool:
    return isinstance(value, int) and 1 <= value <= 31


def day_of_said_month(scene: Scene, at: int) -> Match | None:
    """``الخامس من الشهر المقبل``, ``15 من هذا الشهر``; ``11 منه`` and ``من الشهر نفسه`` take the month named last."""
    day = scene.number(at)
    if day is None or not _is_day(day.value):
        return None
    month = said_month(scene, day.stop)
    if month is None or (scene.norm(day.stop) not in ("من", "منه", "في") and scene.tokens[at].kind != NUMBER):
        return None
    value, conflict = _day_in(month.value, int(day.value))
    rule = "day-of-it" if month.basis == "relative-to-text" else "day-of-said-month"
    return Match(at, month.stop, "DATE", value, month.basis, rule, conflict)


def days_of_said_month(scene: Scene, at: int) -> Match | None:
    """``4 إلى 23 الشهر المقبل``, ``من 5-8 من هذا الشهر``: two days of a month that is not called by its name."""
    first, second, position = _two_days(scene, at)
    month = None if first is None or second is None else said_month(scene, position)
    if month is None or first is None or second is None:
        return None
    ends = [_day_in(month.value, day) for day in (first, second)]
    value = None if None in (ends[0][0], ends[1][0]) else f"{ends[0][0]}/{ends[1][0]}"
    return Match(at, month.stop, "DATE", value, month.basis, "days-of-said-month", ends[1][1])


class SaidMonth(NamedTuple):
    """A month that is pointed to: its value, where the words that do so end, and on what it rests."""

    value: str | None
    stop: int
    basis: TimeBasis


def said_month(scene: Scene, at: int) -> SaidMonth | None:
    """``(من) الشهر المقبل``, ``من هذا الشهر``, ``منه``, ``من الشهر نفسه``, ``من الجاري``."""
    if scene.norm(at) == "منه" and scene.last is not None and _IN_MONTH.match(scene.last):
        return _last_month(scene, at + 1)
    joined = scene.norm(at) in ("من", "في")
    at += joined
    if scene.has(at, "same") and _is_month_word(scene, at + 1):
        return _last_month(scene, at + 2)
    if scene.has(at, "this") and _is_month_word(scene, at + 1):
        return SaidMonth(scene.anchor.months(0), at + 2, "relative-to-publication")
    is_month = _is_month_word(scene, at)
    if is_month and scene.has(at + 1, "same-after"):
        return _last_month(scene, at + 2)
    if not is_month and not (scene.norm(at) in _THIS_ONE or (joined and scene.norm(at) in _OTHER_ONE)):
        return None
    direction, stop = scene.said(at + is_month)
    if direction is None:
        return None
    return SaidMonth(scene.anchor.months(direction), stop, "relative-to-publication")


def _is_month_word(scene: Scene, at: int) -> bool:
    return scene.value(at, "unit") == "M/one" and scene.term(at).article


def _last_month(scene: Scene, stop: int) -> SaidMonth:
    known = scene.last is not None and _IN_MONTH.match(scene.last) is not None
    return SaidMonth(scene.last[:7] if known and scene.last else None, stop, "relative-to-text")


def _day_in(month: str | None, day: int) -> tuple[str | None, str | None]:
    """The day of a month, or what to say when the month has no such day."""
    if month is None:
        return None, None
    year, _, number = month.partition("-")
    if not real(int(year) if year.isdigit() else None, int(number), day):
        return None, f"{month} has no day {day}"
    return f"{month}-{day:02d}", None


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
