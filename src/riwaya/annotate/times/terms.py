"""What each word may mean in an expression of time: looked up once per form and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.closed import look_up
from riwaya.arabic.months import month_start, month_words, weekday, weekday_words
from riwaya.arabic.words import NUMBER, Token

#: Numbers glued to a loose particle: ``الـ 18``, ``لـ 24``.
LOOSE = frozenset({"ال", "وال", "لل"})


class Term(NamedTuple):
    """A word of the lists: the particles glued before it, whether ال stands there, and its kinds with their values."""

    particles: str
    article: bool
    kinds: Mapping[str, str]

    def has(self, kind: str) -> bool:
        """True when the word is of this kind."""
        return kind in self.kinds


NOTHING = Term("", False, MappingProxyType({}))
DIGITS = Term("", False, MappingProxyType({"number": ""}))


@cache
def _words() -> dict[str, dict[str, str]]:
    """Every listed word with its kinds; number words join those of time."""
    words: dict[str, dict[str, str]] = {}
    for row in lexicon.load("time_words").rows:
        words.setdefault(row["word"], {})[row["kind"]] = row["value"]
    for row in lexicon.load("number_words").rows:
        words.setdefault(row["word"], {})["number"] = row["value"]
    return words


@cache
def _listed() -> frozenset[str]:
    """Every word that means something in an expression of time, alone or as the first of a month's name."""
    return frozenset(word.casefold() for word in (*_words(), *month_words(), *weekday_words()))


@cache
def role(name: str) -> frozenset[str]:
    """The context words of one role (list ``time_context``)."""
    return frozenset(row["word"] for row in lexicon.load("time_context").rows if row["role"] == name)


@lru_cache(maxsize=1 << 14)
def _word_term(norm: str) -> Term:
    if norm not in LOOSE and look_up(norm.casefold(), _listed()) is None:
        return NOTHING
    kinds: dict[str, str] = {}
    particles, article = "", False
    day = weekday(norm)
    if day is not None:
        return Term(day.particles, False, MappingProxyType({"weekday": str(day.number)}))
    found = look_up(norm, _words())
    if found is not None:
        particles, article = found.particles, found.article
        kinds.update(_words()[found.word])
    month = month_start(norm)
    if month is not None:
        kinds["month"] = ""
        particles = particles or month.particles
    if norm in LOOSE:
        kinds["number"] = ""
    return Term(particles, article, MappingProxyType(kinds)) if kinds else NOTHING


def terms(toks: Sequence[Token]) -> list[Term]:
    """What each token may mean in an expression of time; ``NOTHING`` for all other words."""
    return [DIGITS if token.kind == NUMBER else _word_term(token.norm) for token in toks]
