"""Days that bear a name: ``اليوم العالمي للمرأة``, ``عيد الفطر``, ``رأس السنة الهجرية``, ``ثاني أيام عيد الأضحى``."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.calendar import LAST_HIJRI, hijri_month, hijri_to_gregorian, is_year, real
from riwaya.arabic.months import Calendar
from riwaya.model import TimeBasis

#: Words in the longest name of a day (``اليوم العالمي لحقوق الإنسان``).
LONGEST = 5
_WISHES = frozenset({"المبارك", "السعيد", "المجيد", "الشريف"})
_EVES = {"عشية": "", "ليلة": "TNI"}


class Feast(NamedTuple):
    """A named day: its month and day in the calendar by which it is kept."""

    calendar: Calendar
    month: int
    day: int


@cache
def _feasts() -> dict[str, Feast]:
    return {
        row["name"]: Feast("hijri" if row["calendar"] == "hijri" else "gregorian", *map(int, row["day"].split("-")))
        for row in lexicon.load("feasts").rows
    }


def feast(scene: Scene, at: int) -> Match | None:
    """The day named at ``at``, in the year stated, said, or nearest to publication; the longest name wins."""
    named = _name_at(scene, at)
    if named is None:
        return None
    kind, stop = named
    stop += scene.norm(stop) in _WISHES
    day, stop, basis = _placed(scene, kind, stop)
    value = f"XXXX-{kind.month:02d}-{kind.day:02d}" if day is None and kind.calendar == "gregorian" else None
    return Match(at, stop, "DATE", day.isoformat() if day is not None else value, basis, "feast")


def _name_at(scene: Scene, at: int) -> tuple[Feast, int] | None:
    first = scene.norm(at)[len(scene.term(at).particles) :]
    for length in range(LONGEST, 1, -1):
        name = " ".join([first, *(scene.norm(at + ahead) for ahead in range(1, length))])
        found = _feasts().get(name)
        if found is not None:
            return None if _is_anothers(scene, name, at + length) else (found, at + length)
    return None


def _is_anothers(scene: Scene, name: str, at: int) -> bool:
    """``رأس السنة الصينية``: the new year of a calendar that the list does not know."""
    return name.endswith("السنة") and scene.norm(at)[:2] == "ال" and scene.norm(at).endswith("ية")


def _placed(scene: Scene, kind: Feast, at: int) -> tuple[date | None, int, TimeBasis]:
    """The day of ``kind`` that the words at ``at`` point to, where they end, and on what it rests."""
    year, stop = _stated_year(scene, at)
    if year is not None:
        return _in_year(kind, year), stop, "stated"
    direction, stop = scene.said(at)
    known = scene.anchor.known
    days = [] if known is None else [_in_year(kind, known.year + off) for off in (-2, -1, 0, 1, 2)]
    return _chosen([day for day in days if day is not None], known, direction), stop, "relative-to-publication"


def _stated_year(scene: Scene, at: int) -> tuple[int | None, int]:
    """``2018``, ``لعام 2018``, ``1445 هـ`` at ``at``: the year and where it ends."""
    position = at + (scene.value(at, "unit") == "Y/one")
    if position >= len(scene) or not is_year(scene.tokens[position]):
        return None, at
    return int(scene.norm(position)), position + 1 + (scene.norm(position + 1) in ("ه", "م"))


def _in_year(kind: Feast, year: int) -> date | None:
    """The day of ``kind`` in a Gregorian year, or in the Hijri year that ``year`` is."""
    if kind.calendar == "gregorian":
        return date(year, kind.month, kind.day) if real(year, kind.month, kind.day) else None
    if year <= LAST_HIJRI:
        return hijri_to_gregorian(year, kind.month, kind.day)
    middle = hijri_month(date(year, 7, 1))
    if middle is None:
        return None
    found = (hijri_to_gregorian(middle[0] + off, kind.month, kind.day) for off in (0, -1, 1))
    return next((day for day in found if day is not None and day.year == year), None)


def _chosen(days: list[date], known: date | None, direction: int | None) -> date | None:
    """Of ``days`` the last before, the next after, or the nearest to the day ``known``."""
    if known is None or not days:
        return None
    if direction in (-1, 1):
        ahead = direction == 1
        fitting = [day for day in days if (day > known) == ahead and day != known]
        return min(fitting, key=lambda day: abs(day - known), default=None)
    return min(days, key=lambda day: abs(day - known))


def day_of_feast(scene: Scene, at: int) -> Match | None:
    """``ثاني أيام عيد الأضحى``, ``أول يوم من عيد الفطر``: so many days into the feast."""
    which = scene.number(at)
    if which is None or not which.ordinal or not 1 <= which.value <= 7:
        return None
    if scene.norm(which.stop) not in ("ايام", "يوم", "الايام"):
        return None
    position = which.stop + 1 + (scene.norm(which.stop + 1) in ("من", "في"))
    return _moved(scene, at, position, int(which.value) - 1, "")


def eve(scene: Scene, at: int) -> Match | None:
    """``عشية عيد الفطر``, ``ليلة رأس السنة``: the day before the feast, or the night that leads to it."""
    word = scene.norm(at)[len(scene.term(at).particles) :]
    return _moved(scene, at, at + 1, -1, _EVES[word]) if word in _EVES else None


def _moved(scene: Scene, at: int, position: int, days: int, part: str) -> Match | None:
    inner = feast(scene, position) if position < len(scene) and not scene.term(position).particles else None
    if inner is None:
        return None
    value = inner.value
    if value is not None and value[:1] != "X":
        value = (date.fromisoformat(value) + timedelta(days=days)).isoformat() + part
    elif days:
        value = None
    return inner._replace(start=at, value=value, kind="TIME" if part else "DATE")
