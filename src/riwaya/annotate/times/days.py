"""Days named from publication: ``اليوم الأربعاء``, ``أمس``, ``الخميس الماضي``, ``مساء السبت``, ``ليل الجمعة السبت``."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.dates import day_of_said_month, days_of_month, explicit_date
from riwaya.annotate.times.scene import Match, Scene
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import date_at, iso, real, weekday_of
from riwaya.arabic.numbers import number_at
from riwaya.arabic.relative import Anchor
from riwaya.model import TimeBasis

_RELATIVE: TimeBasis = "relative-to-publication"
#: "Day" before its name, with what may be glued to it: one day, or two in either case.
_YAWM = frozenset({"يوم", "ويوم", "بيوم", "ليوم", "يومي", "ويومي", "يوما", "ويوما"})
_YESTERDAY = frozenset({"امس", "الامس", "البارحة"})
#: Words in the longest name of a day (``اليوم العالمي لحقوق الإنسان``).
LONGEST_FEAST = 5
#: Days around publication within which a date means the present year, whatever weekday it is given; set by hand.
CLOSE = 60


class Day(NamedTuple):
    """A day in ``tokens[start:stop]``, resolved."""

    start: int
    stop: int
    value: str | None
    rule: str
    basis: TimeBasis = _RELATIVE
    conflict: str | None = None


def day(scene: Scene, at: int) -> Match | None:
    """A whole day: today, yesterday, a weekday, a weekday with its date."""
    found = day_at(scene, at)
    if found is None:
        return None
    kind = "TIME" if found.value and "T" in found.value else "DATE"
    return Match(found.start, found.stop, "TIME" if kind == "TIME" else "DATE", *_facts(found))


def _facts(found: Day) -> tuple[str | None, TimeBasis, str, str | None]:
    return found.value, found.basis, found.rule, found.conflict


def day_at(scene: Scene, at: int) -> Day | None:
    """The day named at ``at``, or None."""
    if scene.norm(at) in _YAWM:
        return _after_yawm(scene, at)
    if scene.has(at, "weekday", bare=False):
        return None if _is_no_day(scene, at) else _weekday(scene, at, at)
    if scene.has(at, "day", bare=False) and not scene.before(at, "named-after"):
        return _offset_day(scene, at, int(scene.value(at, "day")))
    if scene.norm(at) == "بعد" and scene.norm(at + 1) in ("غد", "الغد"):
        return _offset_day(scene, at + 1, 2)._replace(start=at)
    if scene.norm(at) in ("اول", "واول", "قبل", "وقبل"):
        yesterday = at + 1 + (scene.norm(at + 1) == "من")
        return _offset_day(scene, yesterday, -2)._replace(start=at) if scene.norm(yesterday) in _YESTERDAY else None
    return _today(scene, at)


def _after_yawm(scene: Scene, at: int) -> Day | None:
    """``يوم الخميس الماضي``, ``يوم أمس``, ``يوم 20 حزيران``, ``يومي السبت والأحد``."""
    if scene.has(at + 1, "weekday"):
        return _two_weekdays(scene, at) or _weekday(scene, at, at + 1)
    if scene.has(at + 1, "day"):
        return _offset_day(scene, at + 1, int(scene.value(at + 1, "day")))._replace(start=at)
    return None


def _two_weekdays(scene: Scene, at: int) -> Day | None:
    """``يومي السبت والأحد``: from the first to the second."""
    if not scene.norm(at).endswith(("يومي", "يوما")) or not scene.has(at + 2, "weekday", bare=False):
        return None
    dated = days_of_month(scene, at + 3) if at + 3 < len(scene) else None
    if dated is not None:
        return Day(at, dated.stop, dated.value, "two-weekdays", dated.basis)
    direction = scene.direction(at + 3)
    stop = at + 3 + (direction is not None)
    first = _weekday(scene, at, at + 1).value if direction is None else _said(scene, _number(scene, at + 1), direction)
    second = Anchor.of(first).weekday(_number(scene, at + 2), ahead=True)
    return Day(at, stop, f"{first}/{second}" if first and second else None, "two-weekdays")


def _is_no_day(scene: Scene, at: int) -> bool:
    """True where a weekday's name belongs to something else: ``صلاة الجمعة``, ``الجمعة البيضاء``, ``بين الاثنين``."""
    return _is_the_two(scene, at) or scene.before(at, "rite") or scene.norm(at + 1) in role("weekday-name")


def _is_the_two(scene: Scene, at: int) -> bool:
    """True where الاثنين is no Monday but "the two": ``بين الاثنين``, ``هذين الاثنين``."""
    if scene.norm(at)[-5:] != "اثنين" or scene.norm(at - 1) not in ("بين", "وبين", "هذين", "كلا"):
        return False
    return not scene.has(at + 1, "weekday")


def _offset_day(scene: Scene, at: int, offset: int) -> Day:
    """Yesterday or tomorrow, with the weekday that may follow it; ``أمس الأول`` is the day before yesterday."""
    stop = at + 1
    if offset == -1 and scene.norm(stop) == "الاول":
        offset, stop = -2, stop + 1
    value = scene.anchor.days(offset)
    if not scene.has(stop, "weekday"):
        return Day(at, stop, value, "offset-day")
    named = value is not None and scene.anchor.known is not None
    conflict = _weekday_conflict(str(value), _number(scene, stop)) if named else None
    return Day(at, stop + 1, value, "offset-day", _RELATIVE, conflict)


def _number(scene: Scene, at: int) -> int:
    return int(scene.value(at, "weekday"))


def _weekday_conflict(value: str, number: int) -> str | None:
    """What to say when a day is called by another weekday than it has."""
    from_value = weekday_of(value, number)
    return None if from_value == value else f"weekday {number} does not fall on {value}"


def _today(scene: Scene, at: int) -> Day | None:
    """``اليوم`` as "today", with weekday and date where they follow; not "the day on which …", not a paper's name."""
    term = scene.term(at)
    if scene.value(at, "unit") != "D/one" or not term.article or scene.has(at, "part", bare=False):
        return None
    if scene.has(at + 1, "weekday"):
        return _weekday(scene, at, at + 1, today=True)
    if term.particles in ("ب", "ل") or not scene.norm(at).endswith("يوم"):
        return None
    if scene.before(at, "not-today") or _names_a_day(scene, at + 1):
        return None
    return Day(at, at + 1, scene.anchor.days(0), "today")


def _names_a_day(scene: Scene, at: int) -> bool:
    """True when the word after اليوم tells which day: an ordinal, ``الذي``, ``العالمي``, ``نفسه``."""
    if scene.norm(at) in role("day-of") or scene.has(at, "same-after"):
        return True
    number = number_at(scene.tokens, at)
    return number is not None and number.definite and not number.particles


def _weekday(scene: Scene, start: int, at: int, *, today: bool = False) -> Day:
    """The weekday at ``at``: with its date, its adjective, or nearest to publication."""
    number = _number(scene, at)
    dated = _dated(scene, start, at, number)
    if dated is not None:
        return dated
    direction = scene.direction(at + 1)
    if direction is not None:
        return Day(start, at + 2, _said(scene, number, direction), "said-weekday")
    if _is_until(scene, start):
        return Day(
            start, at + 1, Anchor.of(scene.here).weekday(number, ahead=True), "weekday-until", "relative-to-text"
        )
    if not today and _follows_weekday(scene, at):
        return Day(
            start, at + 1, Anchor.of(scene.here).weekday(number, ahead=True), "weekday-after", "relative-to-text"
        )
    ahead = not today and (scene.looks_ahead(start) or _has_begun(scene, number))
    return Day(start, at + 1, scene.anchor.weekday(number, ahead=ahead), "weekday-ahead" if ahead else "weekday")


def _has_begun(scene: Scene, number: int) -> bool:
    """True when the weekday is that of tomorrow and the stamp is so late that the outlet already writes on it."""
    return scene.anchor.eve and scene.anchor.weekday(number, ahead=True) == scene.anchor.days(1)


def _follows_weekday(scene: Scene, at: int) -> bool:
    """True for the second of ``الجمعة والسبت``, which comes after the first."""
    before = at - 2 if scene.norm(at - 1) == "و" else at - 1
    joined = scene.term(at).particles == "و" or before == at - 2
    return joined and scene.has(before, "weekday") and scene.here is not None and len(scene.here) >= 10


def _is_until(scene: Scene, at: int) -> bool:
    """True after ``حتى`` or ``إلى`` where the sentence has named the day from which it counts."""
    at -= 1
    while scene.has(at, "part") or scene.has(at, "edge"):
        at -= 1
    return scene.here is not None and len(scene.here) >= 10 and scene.norm(at) in ("حتى", "وحتى", "الى", "والى")


def _said(scene: Scene, number: int, direction: int) -> str | None:
    """``الخميس الماضي`` is before publication, ``الخميس المقبل`` after it, never on it."""
    if direction == 0:
        return scene.anchor.weekday(number)
    same = scene.anchor.known is not None and scene.anchor.known.isoweekday() == number
    return scene.anchor.weekday(number, ahead=direction > 0, weeks=direction if same else 0)


def _dated(scene: Scene, start: int, at: int, number: int) -> Day | None:
    """A weekday followed by its date (``السبت 12 مايو/أيار``): the date decides, and a contradiction is told."""
    position = scene.signs(at + 1, "،,(")
    position += scene.norm(position) == "الموافق"
    found = date_at(scene.tokens, position) if position < len(scene) else None
    if found is None or found.day is None:
        return None
    year = found.year
    if year is None:
        year = _year_of_weekday(scene, found.month, found.day, number)
    value = iso(year, found.month, found.day)
    conflict = _weekday_conflict(value, number) if year is not None else None
    stop = found.stop + (scene.direction(found.stop) is not None)
    stop += scene.norm(position - 1) == "(" and scene.norm(stop) == ")"
    return Day(start, stop, value, "weekday-date", "stated" if found.year else _RELATIVE, conflict)


def _year_of_weekday(scene: Scene, month: int, day_of_month: int, number: int) -> int | None:
    """The year nearest to publication in which the day falls on the weekday named; else simply the nearest."""
    near = scene.anchor.nearest_year(month, ahead=False)
    if near is None or _is_close(scene, near, month, day_of_month):
        return near
    for year in (near, near + 1, near - 1):
        value = iso(year, month, day_of_month)
        if real(year, month, day_of_month) and weekday_of(value, number) == value:
            return year
    return near


def _is_close(scene: Scene, year: int, month: int, day_of_month: int) -> bool:
    """True for a day so near to publication that a wrong weekday is a slip and no hint of another year."""
    known = scene.anchor.known
    if known is None or not real(year, month, day_of_month):
        return False
    return abs((date(year, month, day_of_month) - known).days) <= CLOSE


def before_date(scene: Scene, at: int) -> Match | None:
    """``يوم 20 حزيران``, ``يومي الـ 18 والـ 19 من حزيران الماضي``: the word for day goes with its date."""
    if not scene.norm(at).endswith(("يوم", "يومي", "ايام")):
        return None
    for rule in (explicit_date, days_of_month, day_of_said_month):
        match = rule(scene, at + 1) if at + 1 < len(scene) else None
        if match is not None:
            return match._replace(start=at)
    return None


@cache
def _feasts() -> dict[str, str]:
    return {row["name"]: row["day"] for row in lexicon.load("feasts").rows}


def feast(scene: Scene, at: int) -> Match | None:
    """A day that bears a name: ``اليوم العالمي للمرأة``, ``عيد العمال``; the longest name wins."""
    first = scene.norm(at)[len(scene.term(at).particles) :]
    for length in range(LONGEST_FEAST, 1, -1):
        name = " ".join([first, *(scene.norm(at + ahead) for ahead in range(1, length))])
        day_of_year = _feasts().get(name)
        if day_of_year is not None:
            value = f"{scene.anchor.year or 'XXXX'}-{day_of_year}"
            return Match(at, at + length, "DATE", value, _RELATIVE, "feast")
    return None
