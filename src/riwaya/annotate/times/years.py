"""Years and longer: ``عام 2015``, a bare ``2015``, ``الثمانينيات``, ``القرن الماضي``, ``الربع الأول من 2018``."""

from __future__ import annotations

from riwaya.annotate.times.dates import in_digits, is_counted, relative_year
from riwaya.annotate.times.scene import LOOK_BACK, Match, Scene, is_definite
from riwaya.annotate.times.terms import role
from riwaya.arabic.calendar import hijri_to_gregorian, is_year, year_in_words
from riwaya.arabic.numbers import Number
from riwaya.arabic.words import NUMBER, proclitics

#: Years that a bare number of four digits may mean; others need the word عام before them.
BARE_FIRST, BARE_LAST = 1800, 2050
#: A year stands at most so many words behind the word for its competition (``كأس العالم 2014``).
COMPETITION_WITHIN = 4
_YEAR_UNITS = ("Y/one", "Y/two", "Y/many")


def named_year(scene: Scene, at: int) -> Match | None:
    """``عام 2015``, ``العام ألفين وثلاثة``; a second year may follow (``عامي 2014 و2015``)."""
    unit = scene.value(at, "unit") if scene.has(at, "unit", bare=False) else ""
    if unit not in _YEAR_UNITS and not (
        scene.has(at, "pair", bare=False) and scene.norm(at).endswith(("عامي", "سنتي"))
    ):
        return None
    season = in_digits(scene, at + 1) if unit == "Y/one" else None
    if season is not None:
        return season._replace(start=at)
    first = scene.number(at + 1)
    if unit == "Y/one" and first is not None and _is_early_year(scene, first):
        return Match(at, first.stop, "DATE", f"{first.value:04d}", "stated", "year")
    if first is None or first.particles or not isinstance(first.value, int) or not 1000 <= first.value <= 2200:
        return None
    if unit == "Y/one" and scene.norm(first.stop) in ("ه", "هجري", "هجرية", "للهجرة"):
        return _hijri_year(at, first)
    if unit == "Y/one":
        return Match(at, first.stop, "DATE", f"{first.value}", "stated", "year")
    second = _second_year(scene, first.stop)
    if second is None:
        return None
    low, high = sorted((first.value, second[0]))
    return Match(at, second[1], "DATE", f"{low}/{high}", "stated", "years")


def _is_early_year(scene: Scene, number: Number) -> bool:
    """``عام 247``: three digits after the word for year, where nothing is counted."""
    if not isinstance(number.value, int) or not 100 <= number.value < 1000 or number.particles or number.definite:
        return False
    is_digits = scene.tokens[number.start].kind == NUMBER
    return is_digits and scene.is_point(number.stop) and scene.norm(number.stop) not in role("counted")


def _hijri_year(at: int, year: Number) -> Match | None:
    """``عام 1445 هـ``: from the Gregorian year in which it begins to the one in which it ends."""
    first, last = hijri_to_gregorian(int(year.value), 1, 1), hijri_to_gregorian(int(year.value), 12, 29)
    if first is None or last is None:
        return None
    value = f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    return Match(at, year.stop + 1, "DATE", value, "stated", "hijri-year")


def _second_year(scene: Scene, at: int) -> tuple[int, int] | None:
    at += scene.norm(at) in ("و", "الى", "-", "–")
    second = scene.number(at)
    if second is None or not isinstance(second.value, int) or not 1000 <= second.value <= 2200:
        return None
    return second.value, second.stop


def bare_year(scene: Scene, at: int) -> Match | None:
    """Four digits that the words around make a year: after a preposition of time or a noun, and counting nothing."""
    token = scene.tokens[at]
    if not is_year(token) or not BARE_FIRST <= int(token.norm) <= BARE_LAST:
        return None
    if scene.before(at, "counting") or is_counted(scene, at + 1):
        return None
    if not (_leads(scene, at) or _nothing_follows(scene, at + 1) or scene.norm(at + 1) == "م"):
        return None
    if scene.norm(at + 1) in ("-", "–", "/") and at + 2 < len(scene) and is_year(scene.tokens[at + 2]):
        return Match(at, at + 3, "DATE", f"{token.norm}/{scene.norm(at + 2)}", "stated", "years-range")
    return Match(at, at + 1, "DATE", token.norm, "stated", "bare-year")


def _leads(scene: Scene, at: int) -> bool:
    before = at - 2 if scene.norm(at - 1) in ("و", "ال") else at - 1
    if scene.before(before + 1, "year-lead"):
        return True
    if any(scene.before(back, "competition") for back in range(at, at - COMPETITION_WITHIN, -1)):
        return True
    return scene.norm(at - 1) == "و" and is_year(scene.tokens[before]) if before >= 0 else False


def _nothing_follows(scene: Scene, at: int) -> bool:
    """True where no counted noun can follow: at a sign, before a definite word, a preposition, a conjunction."""
    norm = scene.norm(at)
    if scene.is_point(at):
        return norm not in ("%", "٪", "$", "€", "£")
    return is_definite(norm) or norm in role("function") or proclitics(norm).particles != ""


def is_year_like(scene: Scene, at: int) -> bool:
    """True when a year, in digits or words, stands at ``at``."""
    number = scene.number(at)
    return number is not None and 1000 <= number.value <= 2200


def year_at(scene: Scene, at: int) -> Match | None:
    """A year with or without عام, where the words before leave no doubt that one follows."""
    if at >= len(scene):
        return None
    if is_year(scene.tokens[at]) and not is_counted(scene, at + 1):
        return Match(at, at + 1, "DATE", scene.norm(at), "stated", "bare-year")
    written = year_in_words(scene.tokens, at)
    if written is not None and not is_counted(scene, written[1]):
        return Match(at, written[1], "DATE", f"{written[0]}", "stated", "year-in-words")
    return named_year(scene, at)


def written_year(scene: Scene, at: int) -> Match | None:
    """``في ألف وسبعمئة وتسعة وثمانين``: a year in words after a preposition of time, with nothing counted behind it."""
    written = year_in_words(scene.tokens, at)
    if written is None or not scene.before(at, "year-lead") or not scene.is_point(written[1]):
        return None
    return Match(at, written[1], "DATE", f"{written[0]}", "stated", "year-in-words")


def decade(scene: Scene, at: int) -> Match | None:
    """``الثمانينيات``, ``تسعينات القرن الماضي``: the decade of the twentieth century unless another is named."""
    if not scene.has(at, "decade", bare=False):
        return None
    century, stop = "19", at + 1
    position = stop + (scene.norm(stop) == "من")
    if scene.norm(position) == "القرن":
        named = century_at(scene, position)
        if named is None or named.value is None:
            return None
        century, stop = named.value[:2], named.stop
    elif _is_age(scene, at, position) or not (scene.term(at).article or scene.is_point(stop)):
        return None
    return Match(at, stop, "DATE", century + scene.value(at, "decade"), "stated", "decade")


def _is_age(scene: Scene, at: int, position: int) -> bool:
    """``في الخمسينات من العمر``, ``رجل في الخمسينات``, ``كان في الثلاثينات``: how old, not when."""
    if scene.norm(position).startswith(("عمر", "العمر")):
        return True
    if any(scene.norm(back).startswith(("عمره", "عمرها", "العمر")) for back in range(max(0, at - LOOK_BACK), at)):
        return True
    lead = at - 1
    while scene.has(lead, "edge"):
        lead -= 1
    if scene.norm(lead) not in ("في", "وفي"):
        return False
    if scene.norm(lead - 1) in role("aged") | role("aged-verb"):
        return True
    return scene.norm(lead - 2) in role("aged") and not scene.term(lead - 1).kinds


def century_at(scene: Scene, at: int) -> Match | None:
    """``القرن الماضي``, ``القرن التاسع عشر``, ``القرن الـ19``, ``القرن العشرين``."""
    if not scene.has(at, "unit", bare=False) or scene.value(at, "unit") != "CE/one" or not scene.term(at).article:
        return None
    direction, stop = scene.said(at + 1)
    if direction is not None:
        value = scene.anchor.centuries(direction)
        # Whoever writes "the last century" without a date writes in this one: the twentieth is meant.
        value = "19XX" if value is None and direction == -1 else value
        return Match(at, stop, "DATE", value, "relative-to-publication", "century")
    number = scene.number(at + 1)
    if number is None or not number.definite or not 1 <= number.value <= 21:
        return None
    return Match(at, number.stop, "DATE", f"{int(number.value) - 1:02d}XX", "stated", "century")


def part_of_year(scene: Scene, at: int) -> Match | None:
    """``الربع الأول من العام الجاري``, ``النصف الثاني من 2017``: ``2018-Q1``, ``2017-H2``."""
    if not scene.has(at, "portion", bare=False) or not scene.term(at).article:
        return None
    parts = {"Q": 4, "H": 2}[scene.value(at, "portion")]
    which = scene.number(at + 1)
    if scene.norm(at + 1) == "الاخير":
        number, stop = parts, at + 2
    elif which is not None and which.ordinal and 1 <= which.value <= parts:
        number, stop = int(which.value), which.stop
    else:
        return None
    said = relative_year(scene, stop)
    position = stop + (scene.norm(stop) == "من")
    code = f"-{scene.value(at, 'portion')}{number}"
    if said is not None:
        value = None if said.value is None else f"{said.value}{code}"
        return Match(at, said.stop, "DATE", value, said.basis, "part-of-year")
    if (
        scene.value(position, "unit") == "Y/one"
        and scene.term(position).article
        and not is_year_like(scene, position + 1)
    ):
        this = scene.anchor.years(0)
        return Match(at, position + 1, "DATE", this and f"{this}{code}", "relative-to-publication", "part-of-year")
    year = year_at(scene, position)
    return year and year._replace(start=at, value=f"{year.value}{code}", rule="part-of-year")
