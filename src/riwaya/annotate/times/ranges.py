"""Two times joined to one stretch: ``من الأحد إلى الخميس``, ``بين يناير ومارس 2018``, ``من 2014 إلى 2018``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riwaya.annotate.times.scene import Match, Scene
from riwaya.arabic.relative import Anchor

_LINKS = ("الى", "حتى", "وحتى", "لغاية", "-", "–")
#: Values that can be an end of a stretch, by their precision: year, month, day, clock time.
_ANY_ZONE = r"(?:Z|[+]\d\d:\d\d)"
_SHAPES = (
    re.compile(r"\d{4}"),
    re.compile(r"\d{4}-\d\d"),
    re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d"),
    re.compile(rf"(?:\d{{4}}-\d\d-\d\d)?T\d\d:\d\d(?::\d\d)?{_ANY_ZONE}?"),
)
_ZONE = re.compile(rf"(?<=:\d\d){_ANY_ZONE}$")
_YEAR, _MONTH = 0, 1


def joined(scene: Scene, found: Sequence[Match]) -> list[Match]:
    """``found`` with the two ends of every stretch made one."""
    out: list[Match] = []
    for match in found:
        both = _both(scene, out[-1], match) if out else None
        if both is None:
            out.append(match)
        else:
            out[-1] = both
    return out


def _both(scene: Scene, first: Match, second: Match) -> Match | None:
    shape = _shape(first.value)
    if shape is None or shape != _shape(second.value) or not _linked(scene, first, second, shape):
        return None
    since = _in_zone(str(first.value), str(second.value))
    if shape == _MONTH and second.basis == "stated" != first.basis:  # the year is said once, for both
        since = f"{str(second.value)[:4]}{since[4:]}"
    since, until = _in_order(since, str(second.value), shape)
    if until is None:
        return None
    return second._replace(start=first.start, value=f"{since}/{until}", rule="range", conflict=first.conflict)


def _in_zone(since: str, until: str) -> str:
    """``since`` with the zone of ``until``, which is said once for both."""
    zone = _ZONE.search(until)
    return since + zone.group() if zone is not None and _ZONE.search(since) is None else since


def _shape(value: str | None) -> int | None:
    return next((number for number, shape in enumerate(_SHAPES) if value and shape.fullmatch(value)), None)


def _linked(scene: Scene, first: Match, second: Match, shape: int) -> bool:
    """True for ``من … إلى …`` and ``بين … و…``; two years after بين stay two, as the gold has them."""
    gap = second.start - first.stop
    before = scene.norm(first.start - 1)
    if gap == 0:
        return shape != _YEAR and scene.between(first.start) and scene.term(second.start).particles == "و"
    if gap != 1:
        return False
    link = scene.norm(first.stop)
    if link == "و":
        return shape != _YEAR and scene.between(first.start)
    return link in _LINKS and (before in ("من", "ومن", "بين", "وبين") or shape == _YEAR)


def _in_order(since: str, until: str, shape: int) -> tuple[str, str | None]:
    """Both ends, the first moved back where the year of only one was said; None where they do not follow each other."""
    if since < until:
        return since, until
    if shape == _MONTH and since > until:  # من نوفمبر إلى مارس 2018
        earlier = Anchor.of(since).months(-12)
        return (earlier, until) if earlier is not None and earlier < until else (since, None)
    return since, None
