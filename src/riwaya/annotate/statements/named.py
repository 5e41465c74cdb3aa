"""Quotations that name a thing rather than quote somebody: titles of works, names of bodies and products."""

from __future__ import annotations

import re

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.words import proclitics
from riwaya.lexicon import column

#: Titles of works have at most so many words.
LONGEST_TITLE = 6
NAMED_THINGS = words_of("named-thing")


_TYPE_NAME = re.compile(r"[\w.\-]*\d[\w.\-]*|[A-Za-z .]+")


def type_name(text: str) -> bool:
    """``“إف-16”``, ``"CIA"``: a type or a foreign name in quotation marks is nobody's words."""
    return _TYPE_NAME.fullmatch(text.strip()) is not None


def names_thing(scene: Scene, opener: int) -> bool:
    """``مسرحية "كذا"``: a short quotation right behind such a noun is a name.

    ``opener`` is the token index of the opening mark; false when no quotation opens there.
    """
    if opener not in scene.opens or opener == 0:
        return False
    quote, _closer = scene.opens[opener]
    if type_name(scene.reading.text[quote.inner_start : quote.inner_stop]):
        return True
    short = scene.words(opener + 1, scene.opens[opener][1]) <= LONGEST_TITLE
    noun = proclitics(scene.norm(opener - 1))
    place = noun.stem in column("place_heads", "word") and not noun.article  # لمقاطعة "كذا"
    return short and (place or noun.stem in NAMED_THINGS)
