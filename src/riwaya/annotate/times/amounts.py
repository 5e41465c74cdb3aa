"""Amounts of time: ``15 عاما``, ``يومين``, ``سبع سنوات ونصف``, ``سنة وشهر و3 أيام``, ``الأشهر الماضية``."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.annotate.times.scene import Scene, is_definite
from riwaya.arabic.calendar import is_year
from riwaya.arabic.numbers import fraction, plain

#: Decades, centuries and seasons of play are counted in years; their vague plural keeps its own letter.
IN_YEARS = {"DE": 10, "CE": 100, "S": 1}
_VAGUE = {"S": "Y"}
_THROUGHOUT = frozenset({"طوال", "وطوال", "طيلة", "وطيلة"})
#: ``بعدها بيوم``, ``قبل النهاية بدقيقة``: words that make a singular with ب a distance, and how far before it.
_BESIDE, REACH = ("قبل", "بعد", "وقبل", "وبعد"), 5
#: How many steps of the order of units lie at most between two parts of one stretch (years and days: three).
FAR_UNITS = 3
#: A half of each unit in the next smaller one, where that is whole.
_HALF = {"Y": "6M", "TH": "30M", "TM": "30S"}


class Amount(NamedTuple):
    """So many units in ``tokens[start:stop]``; ``number`` is None where it is not said (``أيام``)."""

    start: int
    stop: int
    unit: str
    number: int | float | None
    extra: str = ""

    @property
    def value(self) -> str:
        """The ISO 8601 duration: ``P15Y``, ``PT3H30M``, ``PXM``."""
        letter = "T" if self.unit.startswith("T") else ""
        if self.number is None:
            return f"P{letter}X{_VAGUE.get(self.unit, self.unit).removeprefix('T')}"
        count = plain(self.number * IN_YEARS.get(self.unit, 1))
        unit = "Y" if self.unit in IN_YEARS else self.unit.removeprefix("T")
        return f"P{letter}{count}{unit}{self.extra}"


def amount(scene: Scene, at: int, *, alone: bool = False) -> Amount | None:
    """The amount at ``at``; with ``alone`` a bare singular (``ساعة``) counts as one without further signs."""
    return _counted(scene, at) or _some(scene, at) or _portion(scene, at) or _by_itself(scene, at, alone=alone)


def unit_at(scene: Scene, at: int) -> tuple[str, str]:
    """The unit at ``at`` and whether one, two or many; empty where there is none."""
    if scene.term(at).particles:
        return "", ""
    unit, _, number = scene.value(at, "unit").partition("/")
    return unit, number


def _counted(scene: Scene, at: int) -> Amount | None:
    """A number and its unit: ``ثلاثة أسابيع``, ``العشرين عاما القادمة``, ``تسعين إلى 180 يوما`` (first number)."""
    if not (scene.has(at, "number", bare=False)):
        return None
    number = scene.number(at)
    if number is None or (number.ordinal and not number.definite):
        return None
    age = _age_in_ordinals(scene, at)
    if age is not None or number.ordinal:
        return age
    unit, _ = unit_at(scene, number.stop)
    if not unit:
        return _range_of_numbers(scene, at, number.stop, number.value)
    if _is_percent(scene, at) or (unit == "Y" and _year_follows(scene, number.stop + 1)):
        return None
    if scene.term(number.stop).article and scene.said(number.stop + 1)[0] is not None:  # 4 إلى 23 الشهر المقبل
        return None
    if unit == "D" and scene.has(number.stop + 1, "weekday"):
        return None
    return _completed(scene, Amount(at, number.stop + 1, unit, number.value))


def _is_percent(scene: Scene, at: int) -> bool:
    """``في المئة``, ``بالمئة``: what follows begins something new."""
    return scene.norm(at) in ("المئة", "المائة") and scene.norm(at - 1) == "في"


def _year_follows(scene: Scene, at: int) -> bool:
    return 0 <= at < len(scene) and is_year(scene.tokens[at])


def _age_in_ordinals(scene: Scene, at: int) -> Amount | None:
    """``الثالثة والعشرين من عمره``: an age."""
    number = scene.number(at)
    if number is None or not number.definite or scene.norm(number.stop) != "من":
        return None
    if not scene.norm(number.stop + 1).startswith(("عمره", "عمرها", "العمر", "عمري", "عمرهم")):
        return None
    return Amount(at, number.stop + 2, "Y", number.value)


def _range_of_numbers(scene: Scene, at: int, stop: int, low: int | float) -> Amount | None:
    """``تسعين إلى 180 يوما``: two numbers that share the unit; the lower is put before in the value."""
    link = scene.norm(stop)
    if link not in ("الى", "او", "-", "–") and not (scene.between(at) and scene.term(stop).particles == "و"):
        return None
    high = _counted(scene, stop + (link in ("الى", "او", "-", "–", "و")))
    if high is None or high.number is None or high.number <= low or "/" in high.extra:
        return None
    return high._replace(start=at, number=low, extra=f"/{high.value}")


def _completed(scene: Scene, found: Amount) -> Amount:
    """``found`` with what may follow its unit: a half, smaller units, adjectives such as الماضية."""
    found = _with_half(scene, found)
    found = _with_smaller(scene, found)
    return found._replace(stop=after_adjectives(scene, found.stop))


def _with_half(scene: Scene, found: Amount) -> Amount:
    """``سبع سنوات ونصف السنة``, ``ساعة وربع``."""
    loose = scene.norm(found.stop) == "و"
    at = found.stop + loose
    part = fraction(scene.norm(at)) if loose or scene.norm(at)[:1] == "و" else None
    if part is None or found.number is None:
        return found
    again, _ = unit_at(scene, at + 1)
    stop = at + 1 + (again == found.unit)
    if found.unit in _HALF and part in (0.5, 0.25) and (found.unit != "Y" or part == 0.5):
        half = _HALF[found.unit] if part == 0.5 else "15" + _HALF[found.unit][-1]
        return found._replace(stop=stop, extra=half)
    if found.unit == "Y":
        return found._replace(stop=stop, extra="3M")
    return found._replace(stop=stop, number=found.number + part)


#: The order in which ISO 8601 names the units; only these add up to one stretch.
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")


def _with_smaller(scene: Scene, found: Amount) -> Amount:
    """``سنة وثلاثة أشهر``, ``ساعتين و20 دقيقة``, ``يومين وشهر واحد``: the parts of one stretch, each unit once."""
    if found.number is None or found.extra or found.unit not in _ORDER or scene.between(found.start):
        return found
    parts, stop = [found], found.stop
    while (part := _next_part(scene, stop)) is not None:
        if part.unit in {known.unit for known in parts} or part.unit not in _ORDER:
            break
        if not _beside(parts[-1].unit, part.unit):
            break
        parts, stop = [*parts, part], part.stop
    return found if len(parts) == 1 else _added_up(found, parts, stop)


def _beside(left: str, right: str) -> bool:
    """True for units near enough to each other to be parts of one stretch: not ``سنة و20 دقيقة``."""
    return abs(_ORDER.index(left) - _ORDER.index(right)) <= FAR_UNITS


def _next_part(scene: Scene, at: int) -> Amount | None:
    """``وثلاثة أشهر``, ``و 20 دقيقة``, ``وشهر واحد``, ``ويومين`` at ``at``: a further part of a stretch."""
    loose = scene.norm(at) == "و"
    at += loose
    if not loose and scene.term(at).particles != "و":
        return None
    number = scene.number(at) if scene.has(at, "number", bare=False) else None
    if number is not None and not number.ordinal:
        unit, _ = unit_at(scene, number.stop)
        return Amount(at, number.stop + 1, unit, number.value) if unit else None
    unit, _, count = scene.value(at, "unit").partition("/")
    if count == "two":
        return Amount(at, at + 1, unit, 2)
    if count != "one" or scene.term(at).article:
        return None
    if scene.norm(at + 1) in ("واحد", "واحدة"):
        return Amount(at, at + 2, unit, 1)
    ends = scene.is_point(at + 1) or scene.norm(at + 1) == "و" or scene.term(at + 1).particles == "و"
    return Amount(at, at + 1, unit, 1) if ends else None


def _added_up(found: Amount, parts: list[Amount], stop: int) -> Amount:
    """One amount of ``parts``, the greatest unit first."""
    first, *others = sorted(parts, key=lambda part: _ORDER.index(part.unit))
    extra, in_day = "", not first.unit.startswith("T")
    for part in others:
        letter = "T" if in_day and part.unit.startswith("T") else ""
        in_day = in_day and not letter
        extra += f"{letter}{plain(part.number or 0)}{part.unit.removeprefix('T')}"
    return Amount(found.start, stop, first.unit, first.number, extra)


def after_adjectives(scene: Scene, at: int) -> int:
    """The end of the adjectives that belong to an amount: ``قليلة``, ``الماضية``, ``المقبلة``."""
    while (
        scene.has(at, "amount")
        or (scene.has(at, "rel") and scene.value(at, "rel") != "0")
        or (scene.has(at, "recent") and scene.term(at).article)
    ):
        at += 1
    return at


def _some(scene: Scene, at: int) -> Amount | None:
    """``بضعة أشهر``, ``عدة أيام``, ``عشرات السنين``."""
    if not scene.has(at, "some", bare=False):
        return None
    unit, number = unit_at(scene, at + 1)
    if number != "many":
        return None
    return _completed(scene, Amount(at, at + 2, unit, None))


def _portion(scene: Scene, at: int) -> Amount | None:
    """``نصف ساعة``, ``ربع قرن``, ``ثلاثة أرباع الساعة``: a part of a unit."""
    quarters = scene.number(at) if scene.norm(at + 1) == "ارباع" else None
    part = fraction(scene.norm(at)) if quarters is None else quarters.value / 4
    stop = at + 2 + (quarters is not None)
    unit, number = unit_at(scene, stop - 1)
    if part is None or number != "one" or scene.term(at).article:
        return None
    if scene.term(stop - 1).article and quarters is None:
        return None
    whole = {"TH": (60, "TM"), "TM": (60, "TS"), "Y": (12, "M"), "CE": (100, "Y"), "DE": (10, "Y"), "D": (24, "TH")}
    if unit == "M":
        return Amount(at, stop, unit, part)
    if unit not in whole:
        return None
    size, smaller = whole[unit]
    return Amount(at, stop, smaller, plain(size * part))


def _by_itself(scene: Scene, at: int, *, alone: bool) -> Amount | None:
    """A unit without a number before it: dual, plural with or without ال, or a singular that its neighbours count."""
    unit, _, number = scene.value(at, "unit").partition("/")
    if number == "two":
        return _completed(scene, Amount(at, at + 1, unit, 2))
    if number == "many":
        return _plural(scene, at, unit)
    if number == "one" and not scene.term(at).article:
        return _singular(scene, at, unit, alone=alone)
    return _whole(scene, at, unit) if number == "one" else None


def _whole(scene: Scene, at: int, unit: str) -> Amount | None:
    """``طوال اليوم``, ``طيلة الأسبوع``: one whole unit; with an adjective (``طوال العام الماضي``) it is a date."""
    if unit not in ("D", "W", "M", "Y") or scene.has(at, "part", bare=False) or scene.term(at).particles:
        return None
    if scene.norm(at - 1) not in _THROUGHOUT or scene.has(at + 1, "same-after") or is_definite(scene.norm(at + 1)):
        return None
    if scene.has(at + 1, "number", bare=False):
        return None
    return Amount(at, at + 1, unit, 1)


def _plural(scene: Scene, at: int, unit: str) -> Amount | None:
    """``أيام``, ``السنوات الماضية``, ``الأعوام الثلاثة الماضية``; not ``أيام الحرب``, not العقود without more."""
    if scene.term(at).article:
        return _definite_plural(scene, at, unit)
    stop = after_adjectives(scene, at + 1)
    if stop == at + 1 and (is_definite(scene.norm(stop)) or _starts_construct(scene, at, unit)):
        return None
    return Amount(at, stop, unit, None)


def _starts_construct(scene: Scene, at: int, unit: str) -> bool:
    """True for a plural that means something else unless a word of time leads to it (عقود are contracts too)."""
    led = scene.has(at - 1, "lead") or scene.has(at - 1, "since") or scene.has(at - 1, "before")
    led = (
        led or bool(set(scene.term(at).particles) & {"ل", "ب"}) or scene.norm(at - 1) in ("ل", "نهاية", "انهاء", "على")
    )
    if unit == "DE":
        return not led and scene.norm(at + 1) != "من"
    return unit == "S" and not led


def _definite_plural(scene: Scene, at: int, unit: str) -> Amount | None:
    number = scene.number(at + 1)
    if number is not None and number.definite and not number.ordinal and not number.particles:
        return Amount(at, after_adjectives(scene, number.stop), unit, number.value)
    stop = after_adjectives(scene, at + 1)
    second = scene.number(stop)
    if stop > at + 1 and second is not None and second.definite and not second.ordinal and not second.particles:
        return Amount(at, second.stop, unit, second.value)
    if stop == at + 1:
        return None
    return Amount(at, stop, unit, None)


def _singular(scene: Scene, at: int, unit: str, *, alone: bool) -> Amount | None:
    """``يوم واحد``, ``عام كامل``, ``بعد ساعة``, ``أقل من أسبوع``: one, where something says that it is counted."""
    following = scene.norm(at + 1)
    if following == "من" and scene.norm(at + 2) in ("الزمن", "الزمان"):
        return Amount(at, at + 1, unit, 1)
    if following in ("واحد", "واحدة", "كامل", "كاملة"):
        return _completed(scene, Amount(at, at + 2, unit, 1))
    if unit in ("D", "Y") and following == ("وليلة" if unit == "D" else "ويوم"):
        return Amount(at, at + 2, unit, 1)
    if scene.has(at + 1, "weekday") or scene.has(at + 1, "number") or scene.has(at + 1, "month"):
        return None
    one = Amount(at, at + 1, unit, 1)
    with_smaller = _with_smaller(scene, one)
    if with_smaller != one:
        return with_smaller
    if is_definite(following) or not (alone or _is_led(scene, at) or _is_half(following)):
        return None
    return _completed(scene, one)


def _is_half(norm: str) -> bool:
    return norm[:1] == "و" and fraction(norm) is not None


def _is_led(scene: Scene, at: int) -> bool:
    """True when a word of duration stands before: ``بعد``, ``لمدة``, ``نحو``, ``أقل من``."""
    before = scene.norm(at - 1)
    if scene.between(at) and scene.term(at + 1).particles == "و" and scene.has(at + 1, "unit", bare=False):
        return True
    if "ب" in scene.term(at).particles:
        return any(scene.norm(back).startswith(_BESIDE) for back in range(at - 1, at - 1 - REACH, -1))
    if before == "في":
        return scene.norm(at - 2).startswith("مستو")
    if before in ("من", "على", "عن") and scene.has(at - 2, "about", bare=False):
        return True
    if scene.has(at - 1, "about", bare=False):
        return before not in ("ما",)
    return any(scene.has(at - 1, kind, bare=False) for kind in ("lead", "since", "before"))
