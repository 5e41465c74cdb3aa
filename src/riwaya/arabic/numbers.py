"""Numbers in digits and in words, cardinal and ordinal, read from tokens.

Words add up by و (``خمسة وعشرون``), multiply by standing side by side (``ثلاثة آلاف``), and each form that agreement
asks for stands in the list ``number_words``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.closed import look_up
from riwaya.arabic.words import NUMBER, Token, tokens

_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+$")
_DECIMAL = re.compile(r"\d+[.,٫]\d+$")
#: The Arabic article written apart from the digits it belongs to: ``الـ 18``.
_LOOSE_ARTICLE = {"ال": "", "وال": "و", "لل": "ل"}
#: A unit that is a pronoun when it stands alone: one of …
_PRONOUNS = frozenset({"احد", "احدى"})
_UNITLIKE = ("unit", "ordinal")


class Number(NamedTuple):
    """A number in ``tokens[start:stop]``; ``particles`` are glued before it, ``definite`` means ال."""

    value: int | float
    start: int
    stop: int
    ordinal: bool
    definite: bool
    particles: str


class Piece(NamedTuple):
    """What one token adds to a number."""

    value: int | float
    kind: str
    particles: str
    definite: bool


@cache
def _words() -> dict[str, tuple[int | float, str]]:
    return {row["word"]: (plain(float(row["value"])), row["kind"]) for row in lexicon.load("number_words").rows}


#: No number said in news has more digits; longer runs are codes, or hostile.
LONGEST_NUMBER = 15


def plain(value: float) -> int | float:
    """``value`` as an int when it is whole.

    >>> plain(3.0), plain(3.5)
    (3, 3.5)
    """
    return int(value) if value == int(value) else value


def digits(norm: str) -> int | float | None:
    """The value of folded digits; None for dates, clocks and scores.

    >>> digits("1,250"), digits("3.5"), digits("14:30")
    (1250, 3.5, None)
    """
    if len(norm) > LONGEST_NUMBER:
        return None
    if norm.isdigit():
        return int(norm)
    if _GROUPED.match(norm):
        return int(norm.replace(",", "").replace("٬", ""))
    if _DECIMAL.match(norm):
        return float(norm.replace(",", ".").replace("٫", "."))
    return None


@lru_cache(maxsize=1 << 14)
def _word_piece(norm: str) -> Piece | None:
    found = look_up(norm, _words())
    if found is None:
        return None
    value, kind = _words()[found.word]
    return Piece(value, kind, found.particles, found.article)


def piece(token: Token) -> Piece | None:
    """What ``token`` adds to a number: its value and kind, or None."""
    if token.kind == NUMBER:
        value = digits(token.norm)
        return None if value is None else Piece(value, "digits", "", False)
    return _word_piece(token.norm)


def number_at(toks: Sequence[Token], start: int) -> Number | None:
    """The longest number that starts at token ``start``, or None.

    >>> number_at(tokens("الثالثة والعشرين من العمر"), 0)[:3]
    (23, 0, 2)
    >>> number_at(tokens("43 ألفا و200 جنيه"), 0)[:3]
    (43200, 0, 4)
    """
    if start >= len(toks):
        return None
    loose = _LOOSE_ARTICLE.get(toks[start].norm)
    if loose is not None and start + 1 < len(toks) and toks[start + 1].kind == NUMBER:
        inner = number_at(toks, start + 1)
        return inner and inner._replace(start=start, definite=True, particles=loose)
    first = piece(toks[start])
    if first is None or first.kind in ("scale-plural", "plural", "some", "fraction"):
        return None
    value, stop, last = _sum(toks, start + 1, first)
    if stop == start + 1 and first.value == 1 and look_up(toks[start].norm, _PRONOUNS):
        return None
    ordinal = first.kind.startswith("ordinal")
    return Number(value, start, stop, ordinal, first.definite or last.definite, first.particles)


def _sum(toks: Sequence[Token], position: int, first: Piece) -> tuple[int | float, int, Piece]:
    """Value, end and last piece of the number whose first piece stands before ``position``."""
    total: int | float = 0
    group, last = first.value, first
    if first.kind.startswith("scale"):
        total, group = first.value, 0
    while position < len(toks):
        nxt, width = _next_piece(toks, position)
        if nxt is None:
            break
        if _multiplies(nxt, last, group):
            total, group = (total + group * nxt.value, 0) if nxt.kind.startswith("scale") else (total, group * 100)
        elif _adds(nxt, last):
            group += nxt.value
        else:
            break
        last = nxt
        position += width
    return plain(total + group), position, last


def _next_piece(toks: Sequence[Token], position: int) -> tuple[Piece | None, int]:
    """The piece at ``position``; a lone و before digits (``و200``) goes with them."""
    if toks[position].norm == "و" and position + 1 < len(toks) and toks[position + 1].kind == NUMBER:
        after = piece(toks[position + 1])
        return (after and after._replace(particles="و")), 2
    return piece(toks[position]), 1


def _multiplies(nxt: Piece, last: Piece, group: int | float) -> bool:
    if nxt.particles or group == 0:
        return False
    if nxt.kind in ("scale", "scale-plural"):
        return group < nxt.value and not last.kind.startswith("ordinal")
    return nxt.kind == "hundred" and last.kind == "unit" and 3 <= last.value <= 9


def _adds(nxt: Piece, last: Piece) -> bool:
    if not nxt.particles:
        return nxt.kind == "ten" and last.kind in _UNITLIKE and last.value < 10
    if nxt.particles != "و":
        return False
    if nxt.kind == "tens":
        return last.kind in (*_UNITLIKE, "hundred", "hundreds") or last.kind.startswith("scale")
    if last.kind in ("hundred", "hundreds"):
        return nxt.kind in ("unit", "ten", "digits") and not nxt.definite and nxt.value < 100
    if last.kind.startswith("scale"):
        return nxt.kind in ("unit", "ten", "hundred", "hundreds", "digits") and nxt.value < 1000
    return False


def number(text: str) -> int | float | None:
    """The number that ``text`` as a whole states in digits or words, or None.

    >>> number("ألفين وثمانية عشر"), number("٣٫٥"), number("خمسة رجال")
    (2018, 3.5, None)
    """
    toks = tokens(text)
    found = number_at(toks, 0)
    return found.value if found is not None and found.stop == len(toks) else None


def fraction(norm: str) -> float | None:
    """The fraction that a word names: half or quarter, with or without و.

    >>> fraction("ونصف"), fraction("ربع"), fraction("نص")
    (0.5, 0.25, None)
    """
    found = _word_piece(norm)
    return found.value if found is not None and found.kind == "fraction" else None
