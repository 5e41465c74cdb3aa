"""Names of months in every set that Arabic news uses, paired (``حزيران/يونيو``) or alone, and names of weekdays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from riwaya import lexicon
from riwaya.arabic.closed import Found, look_up
from riwaya.arabic.words import Token

Calendar = Literal["gregorian", "hijri"]


class Month(NamedTuple):
    """A month named in ``tokens[start:stop]``; ``sure`` is false where the word has other meanings too."""

    number: int
    calendar: Calendar
    start: int
    stop: int
    sure: bool
    particles: str


@cache
def _listed() -> dict[str, tuple[int, Calendar, bool]]:
    return {
        row["word"]: (
            int(row["number"]),
            "hijri" if row["calendar"] == "hijri" else "gregorian",
            row["alone"] == "yes",
        )
        for row in lexicon.load("months").rows
    }


@cache
def month_words() -> frozenset[str]:
    """The first words of the names of months."""
    return frozenset(name.split()[0] for name in _listed())


@lru_cache(maxsize=1 << 14)
def month_start(norm: str) -> Found | None:
    """The first word of a month's name in ``norm``, with the particles before it; None when there is none."""
    return look_up(norm.casefold(), month_words(), article=False)


def month_at(toks: Sequence[Token], start: int, *, pairs: bool = True) -> Month | None:
    """The month named at token ``start``, both names of a pair included; None when there is none.

    >>> from riwaya.arabic.words import tokens
    >>> month_at(tokens("تشرين الأول/أكتوبر 2019"), 0)[:4]
    (10, 'gregorian', 0, 4)
    """
    if start >= len(toks) or month_start(toks[start].norm) is None:
        return None
    first = _single(toks, start)
    if first is None or not pairs:
        return first
    return _with_twin(toks, first)


def _single(toks: Sequence[Token], start: int) -> Month | None:
    norm = toks[start].norm.casefold()
    if start + 1 < len(toks):
        two = look_up(f"{norm} {toks[start + 1].norm}", _listed(), article=False)
        if two is not None:
            return _month(two.word, start, start + 2, two.particles)
    one = look_up(norm, _listed(), article=False)
    return None if one is None else _month(one.word, start, start + 1, one.particles)


def _month(word: str, start: int, stop: int, particles: str) -> Month:
    number, calendar, sure = _listed()[word]
    return Month(number, calendar, start, stop, sure, particles)


def _with_twin(toks: Sequence[Token], first: Month) -> Month:
    """``first`` with the second name of the same month: ``/ شباط``, ``- شباط``, ``(شباط)`` or with nothing between."""
    at = first.stop
    if first.calendar == "hijri":
        return first
    beside = _single(toks, at) if at < len(toks) else None
    if beside is not None and _same(first, beside):
        return first._replace(stop=beside.stop, sure=True)
    if at + 1 >= len(toks) or toks[at].norm not in "/-–(\\":
        return first
    second = _single(toks, at + 1)
    if second is None or not _same(first, second):
        return first
    stop = second.stop
    if toks[at].norm == "(":
        if stop >= len(toks) or toks[stop].norm != ")":
            return first
        stop += 1
    return first._replace(stop=stop, sure=True)


def _same(first: Month, second: Month) -> bool:
    return (second.number, second.calendar, second.particles) == (first.number, first.calendar, "")


@cache
def weekday_words() -> dict[str, int]:
    """The ISO number of each weekday by its name."""
    return {row["word"]: int(row["number"]) for row in lexicon.load("weekdays").rows}


class Weekday(NamedTuple):
    """A weekday's name: ISO number (Monday 1 … Sunday 7) and the particles glued before it."""

    number: int
    particles: str


@lru_cache(maxsize=1 << 14)
def weekday(norm: str) -> Weekday | None:
    """The weekday that a folded word names, or None; the Arabic names need their ال (``أحد`` is no Sunday).

    >>> weekday("والخميس"), weekday("احد")
    (Weekday(number=4, particles='و'), None)
    """
    found = look_up(norm.casefold(), weekday_words(), article=False)
    return None if found is None else Weekday(weekday_words()[found.word], found.particles)


def plain_weekday(norm: str) -> int | None:
    """The ISO number of a weekday named with or without its ال, where what stands before leaves no doubt.

    >>> plain_weekday("جمعة"), plain_weekday("الجمعة"), plain_weekday("والجمعة")
    (5, 5, None)
    """
    found = weekday(norm if norm.startswith("ال") else f"ال{norm}") if norm else None
    return None if found is None or found.particles else found.number
