"""Stretches of time: ``15 عاما``, ``يومين``, ``سبع سنوات ونصف``, ``الأشهر الماضية``, ``قبل نحو شهرين``, ``يوميا``."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.annotate.times.scene import Match, Scene, is_definite
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import is_year
from riwaya.arabic.numbers import fraction, number_at, plain
from riwaya.model import TimeBasis

#: Decades, centuries and seasons of play are counted in years; their vague plural keeps its own letter.
_IN_YEARS = {"DE": 10, "CE": 100, "S": 1}
_VAGUE = {"S": "Y"}
#: ``بعدها بيوم``, ``قبل النهاية بدقيقة``: words that make a singular with ب a distance, and how far before it.
_BESIDE, REACH = ("قبل", "بعد", "وقبل", "وبعد"), 5
#: So many units ago is no more a date but an age (of rocks and stars).
LONGEST_AGO = 1000
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
        count = plain(self.number * _IN_YEARS.get(self.unit, 1))
        unit = "Y" if self.unit in _IN_YEARS else self.unit.removeprefix("T")
        return f"P{letter}{count}{unit}{self.extra}"


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


def amount(scene: Scene, at: int, *, alone: bool = False) -> Amount | None:
    """The amount at ``at``; with ``alone`` a bare singular (``ساعة``) counts as one without further signs."""
    return _counted(scene, at) or _some(scene, at) or _portion(scene, at) or _by_itself(scene, at, alone=alone)


def _unit(scene: Scene, at: int) -> tuple[str, str]:
    """The unit at ``at`` and whether one, two or many; empty where there is none."""
    if scene.term(at).particles:
        return "", ""
    unit, _, number = scene.value(at, "unit").partition("/")
    return unit, number


def _counted(scene: Scene, at: int) -> Amount | None:
    """A number and its unit: ``ثلاثة أسابيع``, ``العشرين عاما القادمة``, ``تسعين إلى 180 يوما`` (first number)."""
    if not (scene.has(at, "number", bare=False)):
        return None
    number = number_at(scene.tokens, at)
    if number is None or (number.ordinal and not number.definite):
        return None
    age = _age_in_ordinals(scene, at)
    if age is not None or number.ordinal:
        return age
    unit, _ = _unit(scene, number.stop)
    if not unit:
        return _range_of_numbers(scene, at, number.stop, number.value)
    if _is_percent(scene, at) or (unit == "Y" and _year_follows(scene, number.stop + 1)):
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
    number = number_at(scene.tokens, at)
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
    return found._replace(stop=_after_adjectives(scene, found.stop))


def _with_half(scene: Scene, found: Amount) -> Amount:
    """``سبع سنوات ونصف السنة``, ``ساعة وربع``."""
    part = fraction(scene.norm(found.stop)) if scene.norm(found.stop)[:1] == "و" else None
    if part is None or found.number is None:
        return found
    again, _ = _unit(scene, found.stop + 1)
    stop = found.stop + 1 + (again == found.unit)
    if found.unit in _HALF and part in (0.5, 0.25) and (found.unit != "Y" or part == 0.5):
        half = _HALF[found.unit] if part == 0.5 else "15" + _HALF[found.unit][-1]
        return found._replace(stop=stop, extra=half)
    if found.unit == "Y":
        return found._replace(stop=stop, extra="3M")
    return found._replace(stop=stop, number=found.number + part)


_SMALLER = {"Y": ("M", "D"), "M": ("D", "W"), "TH": ("TM",), "TM": ("TS",), "D": ("TH",)}


def _with_smaller(scene: Scene, found: Amount) -> Amount:
    """``سنة وثلاثة أشهر``, ``ساعتين و20 دقيقة``: the parts of one stretch."""
    if found.number is None or found.extra:
        return found
    at = found.stop + (scene.norm(found.stop) == "و")
    number = number_at(scene.tokens, at) if scene.has(at, "number", bare=False) else None
    if number is None or (at == found.stop and number.particles != "و"):
        return found
    unit, _ = _unit(scene, number.stop)
    if unit not in _SMALLER.get(found.unit, ()) or scene.between(found.start):
        return found
    letter = "T" if unit.startswith("T") and not found.unit.startswith("T") else ""
    return found._replace(stop=number.stop + 1, extra=f"{letter}{number.value}{unit.removeprefix('T')}")


def _after_adjectives(scene: Scene, at: int) -> int:
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
    unit, number = _unit(scene, at + 1)
    if number != "many":
        return None
    return _completed(scene, Amount(at, at + 2, unit, None))


def _portion(scene: Scene, at: int) -> Amount | None:
    """``نصف ساعة``, ``ربع قرن``: a part of a unit."""
    part = fraction(scene.norm(at))
    unit, number = _unit(scene, at + 1)
    if part is None or number != "one" or scene.term(at).article or scene.term(at + 1).article:
        return None
    whole = {"TH": (60, "TM"), "TM": (60, "TS"), "Y": (12, "M"), "CE": (100, "Y"), "DE": (10, "Y"), "D": (24, "TH")}
    if unit not in whole:
        return None
    size, smaller = whole[unit]
    return Amount(at, at + 2, smaller, plain(size * part))


def _by_itself(scene: Scene, at: int, *, alone: bool) -> Amount | None:
    """A unit without a number before it: dual, plural with or without ال, or a singular that its neighbours count."""
    unit, _, number = scene.value(at, "unit").partition("/")
    if number == "two":
        return _completed(scene, Amount(at, at + 1, unit, 2))
    if number == "many":
        return _plural(scene, at, unit)
    if number == "one" and not scene.term(at).article:
        return _singular(scene, at, unit, alone=alone)
    return None


def _plural(scene: Scene, at: int, unit: str) -> Amount | None:
    """``أيام``, ``السنوات الماضية``, ``الأعوام الثلاثة الماضية``; not ``أيام الحرب``, not العقود without more."""
    if scene.term(at).article:
        return _definite_plural(scene, at, unit)
    stop = _after_adjectives(scene, at + 1)
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
    number = number_at(scene.tokens, at + 1)
    if number is not None and number.definite and not number.ordinal and not number.particles:
        return Amount(at, _after_adjectives(scene, number.stop), unit, number.value)
    stop = _after_adjectives(scene, at + 1)
    second = number_at(scene.tokens, stop)
    if stop > at + 1 and second is not None and second.definite and not second.ordinal and not second.particles:
        return Amount(at, second.stop, unit, second.value)
    if stop == at + 1:
        return None
    return Amount(at, stop, unit, None)


def _singular(scene: Scene, at: int, unit: str, *, alone: bool) -> Amount | None:
    """``يوم واحد``, ``عام كامل``, ``بعد ساعة``, ``أقل من أسبوع``: one, where something says that it is counted."""
    following = scene.norm(at + 1)
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
    if "ب" in scene.term(at).particles:
        return any(scene.norm(back).startswith(_BESIDE) for back in range(at - 1, at - 1 - REACH, -1))
    if before == "في":
        return scene.norm(at - 2).startswith("مستو")
    if before in ("من", "على", "عن") and scene.has(at - 2, "about", bare=False):
        return True
    if scene.has(at - 1, "about", bare=False):
        return before not in ("ما",)
    return any(scene.has(at - 1, kind, bare=False) for kind in ("lead", "since", "before"))


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
    return _shifted_back(scene, at, found)


def _shifted_back(scene: Scene, at: int, found: Amount) -> Match:
    """The date so many units ago; an amount not said, or of hours, stays a duration."""
    unit, count = ("Y", found.number) if found.unit == "S" else (found.unit, found.number)
    basis: TimeBasis = "relative-to-publication"
    if not isinstance(count, int) or unit.startswith("T") or count > LONGEST_AGO:
        return Match(at, found.stop, "DURATION", found.value, "vague" if count is None else basis, "ago")
    if unit in ("DE", "CE"):
        unit, count = "Y", count * _IN_YEARS[unit]
    if unit == "Y" and found.extra == "6M":
        unit, count = "M", 12 * count + 6
    return Match(at, found.stop, "DATE", scene.anchor.shifted(unit, -count), basis, "ago")


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
    unit, number = _unit(scene, at + 1)
    if unit == "D" and at == start:  # هذه الأيام is as vague as الآن
        return None
    if number != "many" or not scene.term(at + 1).article or unit.startswith("T") or unit in ("DE", "S"):
        return None
    return Match(start, _after_adjectives(scene, at + 2), "DURATION", Amount(0, 0, unit, None).value, "vague", "these")


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
    if scene.has(at + 1, "weekday"):
        return Match(at, at + 2, "SET", f"XXXX-WXX-{scene.value(at + 1, 'weekday')}", "stated", "every-weekday")
    unit, number = _unit(scene, at + 1)
    if number == "one" and not scene.term(at + 1).article:
        return Match(at, at + 2, "SET", Amount(0, 0, unit, 1).value, "stated", "every")
    found = amount(scene, at + 1)
    if found is None or found.number is None or scene.term(at + 1).article:
        return None
    return Match(at, found.stop, "SET", found.value, "stated", "every")


def is_listed_name(scene: Scene, at: int) -> bool:
    """True where a number and unit are the name of something (``حرب الأيام الستة``)."""
    return scene.norm(at - 1) in ("حرب", "الحرب") or scene.norm(at - 1) in role("named-after")
