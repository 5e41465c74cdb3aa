"""Where a sentence ends: every candidate first, then short named rules that join what belongs together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache

from riwaya import lexicon
from riwaya.arabic.letters import light
from riwaya.arabic.quotes import Quote, quotes

_CANDIDATE = re.compile(r"[.!?؟…]+[\"“”»'’)\]]*(?=\s|$|[\u0621-\u064a\"“«(])|\n+")
#: Letters read one by one with points between them and no space: تي.آر.تي.
_LETTERS_WITH_POINTS = re.compile(r"[\u0621-\u064a]{1,3}(?:\.[\u0621-\u064a]{1,4}){2,12}(?![\u0621-\u064a])")
#: So many quotations back the one around a point is looked for: more than anybody nests.
NEARBY = 64
_FIRST_WORD = re.compile(r"[\"“”«'(\s]*([\u0621-\u064a\u064b-\u0652]+)")


def decimal_point(text: str, offset: int, _quotes: Sequence[Quote]) -> bool:
    """A point between digits is no end."""
    return text[offset - 1 : offset].isdigit() and text[offset + 1 : offset + 2].isdigit()


def initials(text: str, offset: int, _quotes: Sequence[Quote]) -> bool:
    """A point after one letter standing alone, or between letters without a space, abbreviates."""
    start = offset
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    one_letter = offset - start == 1 and not text[start].isdigit()
    if _LETTERS_WITH_POINTS.match(text, start):
        return True
    return one_letter or (
        offset - start <= 3 and text[start - 1 : start] == "." and text[offset + 1 : offset + 2].isalpha()
    )


def abbreviation(text: str, offset: int, _quotes: Sequence[Quote]) -> bool:
    """A point after a title written short (``د.`` and the like) is no end."""
    start = offset
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return light(text[start:offset]) in _abbreviations()


def inside_quotation(_text: str, offset: int, found: Sequence[Quote]) -> bool:
    """An end inside a closed quotation does not end the sentence around it."""
    last = bisect_right(found, offset, key=lambda quote: quote.start) - 1
    for at in range(last, max(-1, last - NEARBY), -1):
        if found[at].closed and found[at].depth == 0 and found[at].inner_start <= offset < found[at].inner_stop:
            return True
        if found[at].depth == 0:
            return False
    return False


def stray_full_stop(text: str, offset: int, _quotes: Sequence[Quote]) -> bool:
    """A full stop before a word that cannot open a sentence (الذي, بما في …) was typed by mistake."""
    match = _FIRST_WORD.match(text, offset + 1)
    return match is not None and "\n" not in match.group() and light(match.group(1)) in _continuers()


def spaced_points(text: str, offset: int, _quotes: Sequence[Quote]) -> bool:
    """Points with spaces between (``. . .``) stand for something left out, in the middle of a sentence."""
    return text[offset - 2 : offset + 1] == ". ." or text[offset : offset + 3] == ". ."


Join = Callable[[str, int, Sequence[Quote]], bool]
#: The rules that join: each says whether the candidate at ``offset`` is *not* an end.
JOINS: tuple[Join, ...] = (decimal_point, inside_quotation)
#: Those that are asked where the candidate is a point.
POINT_JOINS: tuple[Join, ...] = (*JOINS, initials, abbreviation, stray_full_stop, spaced_points)


@cache
def _continuers() -> frozenset[str]:
    return lexicon.column("sentence_continuers", "word")


@cache
def _abbreviations() -> frozenset[str]:
    return lexicon.column("abbreviations", "word")


def sentences(
    text: str, start: int = 0, stop: int | None = None, *, found: Sequence[Quote] | None = None
) -> list[tuple[int, int]]:
    """The sentences of ``text[start:stop]`` as ``(start, stop)`` without surrounding white space.

    >>> [text[a:b] for text in ["بلغ السعر 3.5 دولار. وقال د. سعيد: نعم."] for a, b in sentences(text)]
    ['بلغ السعر 3.5 دولار.', 'وقال د. سعيد: نعم.']
    """
    stop = len(text) if stop is None else stop
    found = quotes(text, start, stop) if found is None else found
    out: list[tuple[int, int]] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        at = match.start()
        if any(rule(text, at, found) for rule in (POINT_JOINS if text[at] == "." else JOINS)):
            continue
        _add(out, text, begin, match.end())
        begin = match.end()
    _add(out, text, begin, stop)
    return out


def _add(out: list[tuple[int, int]], text: str, start: int, stop: int) -> None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        out.append((start, stop))
