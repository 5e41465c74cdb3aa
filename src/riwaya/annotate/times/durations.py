"""Stretches of time and what repeats: ``45 دقيقة إلى ساعة``, ``قبل نحو شهرين``, ``بعد أسبوعين من الآن``, ``يوميا``."""

from __future__ import annotations

from riwaya.annotate.times.amounts import IN_YEARS, Amount, after_adjectives, amount, unit_at
from riwaya.annotate.times.scene import Match, Scene
from riwaya.annotate.times.terms import role
from riwaya.arabic.months import plain_weekday
from riwaya.model import TimeBasis

#: So many units ago is no more a date but an age (of rocks and stars).
LONGEST_AGO = 1000
#: ``كل أحد`` is everyone, ``كل اثنين`` every two.
_NO_DAYS = frozenset({"احد", "اثنين"})


def duration(scene: Scene, at: int) -> Match | None:
    """An amount of time, with a second one where they form a range or add up."""
    first = amount(scene, at)
    if first is None or is_listed_name(scene, at):
        return None
    stop, value = first.stop, first.value
    until = _range_end(scene, first)
    if until is not None:
        stop, value = until.stop, f"{first.value}/{until.value}"
    stop += scene.norm(stop) == "تقريبا"
    return Match(at, stop, "DURATION", value, "vague" if first.number is None else "stated", "duration")


def _range_end(scene: Scene, first: Amount) -> Amount | None:
    """The second amount of ``45 دقيقة إلى ساعة`` or, after بين, ``عام وعامين``."""
    link = scene.norm(first.stop)
    at = first.stop + (link in ("الى", "او", "-", "–"))
    between = scene.between(first.start) and scene.term(at).particles == "و"
    if link == "او" or (at == first.stop and not between):
        return None
    second = amount(scene, at, alone=True)
    return second if second is not None and second.number is not None and first.number is not None else None


def counted_back(scene: Scene, at: int) -> Match | None:
    """``قبل نحو شهرين``, ``منذ 24 عاما``, ``قبل أيام``: an amount with the word that counts it back from now."""
    since = scene.has(at, "since", bare=False)
    if not since and not scene.has(at, "before", bare=False):
        return None
    position = _after_about(scene, at + 1)
    found = amount(scene, position)
    if found is None or scene.term(position).particles:
        return None
    if since:
        match = duration(scene, position)
        return match and match._replace(start=at, rule="since")
    if scene.norm(found.stop) in ("من", "على") and scene.norm(found.stop + 1) != "الان":
        return None
    if scene.has(position, "unit") and (scene.has(found.stop, "day") or scene.has(found.stop, "weekday")):
        return None
    return _shifted(scene, at, found, -1)


def counted_on(scene: Scene, at: int) -> Match | None:
    """``بعد أسبوعين من الآن``: the date so far ahead; with no ``من الآن`` it is counted from something else."""
    if scene.norm(at) not in ("بعد", "وبعد"):
        return None
    found = amount(scene, _after_about(scene, at + 1), alone=True)
    if found is None or scene.norm(found.stop) != "من" or scene.norm(found.stop + 1) not in ("الان", "اليوم"):
        return None
    match = _shifted(scene, at, found, 1)
    return match._replace(stop=found.stop + 2) if scene.norm(found.stop + 1) == "اليوم" else match


def _shifted(scene: Scene, at: int, found: Amount, sign: int) -> Match:
    """The date so many units back or on; an amount not said, or of hours, stays a duration."""
    unit, count = ("Y", found.number) if found.unit == "S" else (found.unit, found.number)
    basis: TimeBasis = "relative-to-publication"
    if not isinstance(count, int) or unit.startswith("T") or count > LONGEST_AGO:
        return Match(at, found.stop, "DURATION", found.value, "vague" if count is None else basis, "ago")
    if unit in ("DE", "CE"):
        unit, count = "Y", count * IN_YEARS[unit]
    if unit == "Y" and found.extra == "6M":
        unit, count = "M", 12 * count + 6
    rule = "ago" if sign < 0 else "hence"
    return Match(at, found.stop, "DATE", scene.anchor.shifted(unit, sign * count), basis, rule)


def _after_about(scene: Scene, at: int) -> int:
    """The place after ``نحو``, ``حوالي``, ``أكثر من``, ``ما يقرب من``."""
    start = at
    while scene.has(at, "about") and at - start < 3:
        at += 1
    return at + 1 if at > start and scene.norm(at) in ("من", "على", "عن") else at


def these(scene: Scene, at: int) -> Match | None:
    """``كل هذه السنوات``, ``تلك السنوات``; not ``هذه الأيام``, not ``هذه العقود``, which may be contracts."""
    start = at
    if scene.has(at, "every", bare=False) and scene.has(at + 1, "this"):
        at += 1
    elif not (scene.has(at, "this", bare=False) or scene.has(at, "that", bare=False)):
        return None
    unit, number = unit_at(scene, at + 1)
    if unit == "D" and at == start:  # هذه الأيام is as vague as الآن
        return None
    if number != "many" or not scene.term(at + 1).article or unit.startswith("T") or unit in ("DE", "S"):
        return None
    return Match(start, after_adjectives(scene, at + 2), "DURATION", Amount(0, 0, unit, None).value, "vague", "these")


def own(scene: Scene, at: int) -> Match | None:
    """``سنواتها الأخيرة``: somebody's last or first years."""
    if not scene.has(at, "own", bare=False) or not scene.has(at + 1, "recent"):
        return None
    value = Amount(0, 0, scene.value(at, "own"), None).value
    return Match(at, at + 2, "DURATION", value, "vague", "own")


def every(scene: Scene, at: int) -> Match | None:
    """``يوميا``, ``كل عام``, ``كل أسبوعين``, ``كل ثلاثاء``: what comes again and again."""
    if scene.has(at, "set", bare=False):
        return Match(at, at + 1, "SET", scene.value(at, "set"), "stated", "adverb-set")
    if not scene.has(at, "every", bare=False) or scene.term(at).article:
        return None
    position = at + 1 + (scene.norm(at + 1) == "يوم")
    day = plain_weekday(scene.norm(position)) if scene.norm(position) not in _NO_DAYS else None
    if day is not None:
        return Match(at, position + 1, "SET", f"XXXX-WXX-{day}", "stated", "every-weekday")
    unit, number = unit_at(scene, at + 1)
    if number == "one" and not scene.term(at + 1).article:
        return Match(at, at + 2, "SET", Amount(0, 0, unit, 1).value, "stated", "every")
    found = amount(scene, at + 1)
    if found is None or found.number is None or scene.term(at + 1).article:
        return None
    return Match(at, found.stop, "SET", found.value, "stated", "every")


def is_listed_name(scene: Scene, at: int) -> bool:
    """True where a number and unit are the name of something (``حرب الأيام الستة``)."""
    return scene.norm(at - 1) in ("حرب", "الحرب") or scene.norm(at - 1) in role("named-after")
