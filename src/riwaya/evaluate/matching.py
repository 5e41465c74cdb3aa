"""How a span, a name or a list is compared with the gold: the definitions every figure rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

_IGNORED = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPELLINGS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_WORD = re.compile(r"\w+")
_PROCLITIC = re.compile(r"^(?:[وفبكل]?ال|[وفبكل](?=\w{3}))")
_SPAN_PROCLITIC = re.compile(r"^[وف]?[بكل]?(?:ال)?")


class Ratio(NamedTuple):
    """Hits against what the system gave and what the gold holds."""

    hit: float
    system: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the system's answers that hit; 1.0 when nothing was asked and nothing given."""
        return self.hit / self.system if self.system else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was hit."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: object) -> Ratio:
        if not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.hit + other.hit, self.system + other.system, self.gold + other.gold)


def words(text: str) -> list[str]:
    """The words of ``text`` with harakat dropped and letter variants merged."""
    return _WORD.findall(_IGNORED.sub("", text).translate(_SPELLINGS).lower())


def letters(spans: Iterable[Sequence[int]], text: str) -> set[int]:
    """Offsets of letters and digits inside the spans: quotes, dots and spaces never decide a match."""
    return {at for start, stop in spans for at in range(start, min(stop, len(text))) if text[at].isalnum()}


def overlap(left: set[int], right: set[int]) -> float:
    """Intersection over union; 0.0 for two empty sets."""
    return len(left & right) / len(left | right) if left or right else 0.0


def pair_up(
    gold: int, system: int, similarity: Callable[[int, int], float], *, least: float
) -> list[tuple[int, int, float]]:
    """One-to-one pairs ``(gold index, system index, similarity)`` of at least ``least``, most similar first."""
    scored = ((similarity(i, j), i, j) for i in range(gold) for j in range(system))
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for value, i, j in sorted((row for row in scored if row[0] >= least), reverse=True):
        if i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            pairs.append((i, j, value))
    return pairs


def without_proclitics(span: Sequence[int], text: str) -> tuple[int, int]:
    """The span without و ف ب ك ل and ال in front, so that either convention of the border compares equal."""
    start, stop = span[0], span[1]
    match = _SPAN_PROCLITIC.match(text[start:stop])
    width = match.end() if match else 0
    return (start + width, stop) if stop - start - width >= 2 else (start, stop)


def same_name(forms: Iterable[str], name: str | None) -> bool:
    """Does ``name`` agree with one of the gold's forms: one word sequence inside the other, proclitics aside?"""
    said = words(name or "")
    return bool(said) and any(_agree(words(form), said) for form in forms)


def _agree(form: list[str], said: list[str]) -> bool:
    if not form:
        return False
    short, long = sorted((form, said), key=len)
    inside = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    return inside or [_bare(word) for word in form] == [_bare(word) for word in said]


def _bare(word: str) -> str:
    return _PROCLITIC.sub("", word)
