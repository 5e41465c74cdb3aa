"""Days named from publication: ``اليوم الأربعاء``, ``أمس``, ``الخميس الماضي``, ``مساء السبت``, ``ليل الجمعة السبت``."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from riwaya.annotate.times import hijri
from riwaya.annotate.times.dates import day_of_said_month, days_of_month, explicit_date
from riwaya.annotate.times.loose import bare_day, day_in_digits
from riwaya.annotate.times.scene import LOOK_BACK, Match, Scene, is_future_verb
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import date_at, iso, real, weekday_of
from riwaya.arabic.relative import Anchor
from riwaya.model import TimeBasis

_RELATIVE: TimeBasis = "relative-to-publication"
#: "Day" before its name, with what may be glued to it: one day, or two in either case.
_YAWM = frozenset({"يوم", "ويوم", "بيوم", "ليوم", "يومي", "ويومي", "يوما", "ويوما"})
_YESTERDAY = frozenset({"امس", "الامس", "البارحة"})
#: Days around publication within which a date means the present year, whatever weekday it is given; set by hand.
CLOSE = 60
#: A month has at most so many of one weekday: ``الأحد الأول`` counts Sundays.
WEEKDAYS_OF_MONTH = 5


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
    if scene.norm(at) in ("بعد", "وبعد"):
        tomorrow = at + 1 + (scene.norm(at + 1) == "يوم")
        return _offset_day(scene, tomorrow, 2)._replace(start=at) if scene.norm(tomorrow) in ("غد", "الغد") else None
    if scene.norm(at) in ("اول", "واول", "قبل", "وقبل"):
        yesterday = at + 1 + (scene.norm(at + 1) in ("من", "يوم"))
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
    direction, stop = scene.said(at + 3)
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
        return Day(at, _end_of_apposition(scene, stop, value), value, "offset-day")
    named = value is not None and scene.anchor.known is not None
    conflict = _weekday_conflict(str(value), _number(scene, stop)) if named else None
    return Day(at, stop + 1, value, "offset-day", _RELATIVE, conflict)


def _number(scene: Scene, at: int) -> int:
    return int(scene.value(at, "weekday"))


def _weekday_conflict(value: str, number: int) -> str | None:
    """What to say when a day is called by another weekday than it has."""
    if value[:1] == "X":
        return None
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
    value = scene.anchor.days(0)
    return Day(at, _end_of_apposition(scene, at + 1, value), value, "today")


def _end_of_apposition(scene: Scene, at: int, value: str | None) -> int:
    """The end of ``(الأربعاء)`` or ``، الأربعاء،`` behind a day that is that weekday; else ``at``."""
    opens, closes = scene.norm(at), scene.norm(at + 2)
    if (opens, closes) not in (("(", ")"), ("،", "،")) or not scene.has(at + 1, "weekday"):
        return at
    if value is None or scene.anchor.known is None or weekday_of(value, _number(scene, at + 1)) != value:
        return at
    return at + 2 + (closes == ")")


def _names_a_day(scene: Scene, at: int) -> bool:
    """True when the word after اليوم tells which day: an ordinal, ``الذي``, ``العالمي``, ``نفسه``."""
    if scene.norm(at) in role("day-of") or scene.has(at, "same-after"):
        return True
    number = scene.number(at)
    return number is not None and number.definite and not number.particles


def _weekday(scene: Scene, start: int, at: int, *, today: bool = False) -> Day:
    """The weekday at ``at``: with its date, its adjective, or nearest to publication."""
    number = _number(scene, at)
    dated = _dated(scene, start, at, number)
    if dated is not None:
        return dated
    direction, stop = scene.said(at + 1)
    if direction is not None:
        value = _said(scene, number, direction)
        beside = explicit_date(scene, stop) if stop < len(scene) else None
        if beside is not None and beside.value == value:  # الأحد الماضي 16 يونيو
            stop = beside.stop
        return Day(start, stop, value, "said-weekday")
    if (shared := _shared_direction(scene, at)) is not None:
        return Day(start, at + 1, _said(scene, number, shared), "said-weekday")
    in_week = weekday_of_week(scene, start, at + 1, number)
    if in_week is not None:
        return in_week
    until = _is_until(scene, start)
    if _names_a_day_before(scene) and (until or (not today and _follows_weekday(scene, at))):
        value = Anchor.of(scene.here).weekday(number, ahead=True)
        return Day(start, at + 1, value, "weekday-until" if until else "weekday-after", "relative-to-text")
    if not today and (numbered := _numbered(scene, start, at, number)) is not None:
        return numbered
    ahead = not today and (
        scene.looks_ahead(start) or _has_begun(scene, number) or (until and not lasted(scene, start))
    )
    return Day(start, at + 1, scene.anchor.weekday(number, ahead=ahead), "weekday-ahead" if ahead else "weekday")


def _shared_direction(scene: Scene, at: int) -> int | None:
    """``السبت (والأحد المقبلين)``: the adjective in the dual belongs to both."""
    if scene.term(at + 1).particles != "و" or not scene.has(at + 1, "weekday", bare=False):
        return None
    return scene.direction(at + 2) if scene.norm(at + 2).endswith("ين") else None


def _names_a_day_before(scene: Scene) -> bool:
    return scene.here is not None and len(scene.here) >= 10


def lasted(scene: Scene, at: int) -> bool:
    """True when what leads to ``until`` before ``at`` is over: ``استمر``, ``ظل``, ``لا يزال``, ``لم``, or it is first.

    Whoever says that something lasted until Monday looks back; who announces (``أغلقت المدارس حتى الاثنين``) does not.
    """
    back = _before_parts(scene, at) - 1
    if back < 0 or scene.tokens[back].kind not in ("word", "number"):
        return True
    for place in range(back, max(-1, back - LOOK_BACK), -1):
        norm = scene.norm(place)
        word = norm[1:] if norm[:1] in ("و", "ف") else norm
        if is_future_verb(norm) or word in role("ahead"):
            return False
        if word in role("lasting") or word.startswith("استمر"):
            return True
    return False


def weekday_of_week(scene: Scene, start: int, at: int, number: int) -> Day | None:
    """``(الجمعة) من الأسبوع المقبل``, ``(السبت) هذا الأسبوع``: the weekday ``number`` of the week named at ``at``."""
    week = week_at(scene, at + (scene.norm(at) in ("من", "في")))
    if week is None:
        return None
    return Day(start, week[1], scene.anchor.week_day(week[0], number), "weekday-of-week")


def week_at(scene: Scene, at: int) -> tuple[int, int] | None:
    """``الأسبوع المقبل``, ``هذا الأسبوع`` at ``at``: how many weeks on, and where it ends."""
    this = scene.has(at, "this", bare=False)
    position = at + this
    if scene.value(position, "unit") != "W/one" or not scene.term(position).article:
        return None
    direction, stop = scene.said(position + 1)
    if this:
        return 0, stop if direction == 0 else position + 1
    return None if direction is None else (direction, stop)


def _numbered(scene: Scene, start: int, at: int, number: int) -> Day | None:
    """``الجمعة 15``, ``الخميس في الحادي والعشرين``: the day of that number near publication that is the weekday."""
    position = at + 1 + (scene.norm(at + 1) == "في")
    found = scene.number(position)
    if found is None or found.particles or not isinstance(found.value, int) or scene.anchor.known is None:
        return None
    if found.ordinal and position == at + 1 and found.value <= WEEKDAYS_OF_MONTH:
        return None
    follows = scene.norm(found.stop)
    if not (scene.is_point(found.stop) or follows in ("الى", "حتى", "و", "وحتى")):
        return None
    near = (scene.anchor.months(months) for months in (0, -1, 1))
    for month in near:
        year, _, of_year = str(month).partition("-")
        value = f"{month}-{found.value:02d}"
        if real(int(year), int(of_year), found.value) and weekday_of(value, number) == value:
            return Day(start, found.stop, value, "weekday-number")
    return None


def _has_begun(scene: Scene, number: int) -> bool:
    """True when the weekday is that of tomorrow and the stamp is so late that the outlet already writes on it."""
    return scene.anchor.eve and scene.anchor.weekday(number, ahead=True) == scene.anchor.days(1)


def _follows_weekday(scene: Scene, at: int) -> bool:
    """True for the second of ``الجمعة والسبت``, which comes after the first."""
    before = at - 2 if scene.norm(at - 1) == "و" else at - 1
    joined = scene.term(at).particles == "و" or before == at - 2
    return joined and scene.has(before, "weekday")


def _is_until(scene: Scene, at: int) -> bool:
    """True after ``حتى``, or after ``إلى`` where the sentence has named the day from which it counts."""
    norm = scene.norm(_before_parts(scene, at))
    return norm in ("حتى", "وحتى", "لغاية", "لغايه") or (norm in ("الى", "والى") and _names_a_day_before(scene))


def _before_parts(scene: Scene, at: int) -> int:
    """The place before the part of the day that stands before ``at``: that of حتى in ``حتى صباح الاثنين``."""
    at -= 1
    while scene.has(at, "part") or scene.has(at, "edge") or scene.norm(at) in _YAWM:
        at -= 1
    return at


def _said(scene: Scene, number: int, direction: int) -> str | None:
    """``الخميس الماضي`` is before publication, ``الخميس المقبل`` after it, never on it."""
    if direction == 0:
        return scene.anchor.weekday(number)
    same = scene.anchor.known is not None and scene.anchor.known.isoweekday() == number
    further = direction - (1 if direction > 0 else -1)
    return scene.anchor.weekday(number, ahead=direction > 0, weeks=direction if same else further)


def _dated(scene: Scene, start: int, at: int, number: int) -> Day | None:
    """A weekday followed by its date (``السبت 12 مايو/أيار``): the date decides, and a contradiction is told."""
    position = scene.signs(at + 1, "،,(-–")
    position += scene.norm(position) == "الموافق"
    found = date_at(scene.tokens, position) if position < len(scene) else None
    if found is None or found.day is None:
        return _of_said_month(scene, start, position, number)
    whole = explicit_date(scene, position)
    if whole is not None and whole.rule == "both-calendars" and whole.value is not None:
        return Day(
            start,
            whole.stop,
            whole.value,
            "weekday-date",
            "stated",
            whole.conflict or _weekday_conflict(whole.value, number),
        )
    year = found.year
    if year is None:
        year = _year_of_weekday(scene, found.month, found.day, number)
    value = iso(year, found.month, found.day)
    conflict = _weekday_conflict(value, number) if year is not None else None
    stop = scene.said(found.stop)[1]
    stop += scene.norm(position - 1) == "(" and scene.norm(stop) == ")"
    return Day(start, stop, value, "weekday-date", "stated" if found.year else _RELATIVE, conflict)


def _of_said_month(scene: Scene, start: int, at: int, number: int) -> Day | None:
    """``(الجمعة) 14 من الشهر الجاري``, ``(الأحد) 13 الجاري``: the day of the month that is pointed to."""
    said = day_of_said_month(scene, at) if scene.has(at, "number") else None
    if said is None:
        return None
    conflict = said.conflict or (_weekday_conflict(said.value, number) if said.value is not None else None)
    return Day(start, said.stop, said.value, "weekday-date", said.basis, conflict)


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
    for rule in (explicit_date, days_of_month, day_of_said_month, hijri.days, bare_day, day_in_digits):
        match = rule(scene, at + 1) if at + 1 < len(scene) else None
        if match is not None:
            return match._replace(start=at)
    return None
