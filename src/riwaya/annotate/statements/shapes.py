"""What the shape of a word says: definite, possessed, a plural of people, an adjective, a verbal noun."""

from __future__ import annotations

import re
from functools import lru_cache

from riwaya import lexicon
from riwaya.annotate.statements.scene import HONOURED
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import key
from riwaya.arabic.words import proclitics

#: A plural in ون of people has more letters than this (``قانون``, ``تعيين`` have five).
LEAST_PLURAL = 5
#: Verbal nouns of a shape that no adjective has: تراشق, اتفاق, انسحاب, استيراد, تصعيد.
_DEED = re.compile("ت.ا..|ا..ا.|ان..ا.|است..ا.|ت..ي.")
#: Verbal nouns of the derived forms behind ب: بإخضاع, بانسحاب, باستخدام.
_MASDAR_WITH_B = re.compile("ب(?:ا..ا.|ا...ا.|است..ا.)ة?(?:ه|ها|هم)?")


@lru_cache(maxsize=1 << 14)
def definite(norm: str) -> bool:
    """True for a word with ال and no preposition before it."""
    parts = proclitics(norm)
    return parts.article and not parts.particles


@lru_cache(maxsize=1 << 14)
def possessed(norm: str) -> bool:
    """True for a noun with a glued pronoun (``بلاده``, ``متحدثها``)."""
    return norm in HONOURED or (len(norm) > 4 and norm.endswith(("ه", "ها", "هم", "هما")) and not norm.endswith("اه"))


@lru_cache(maxsize=1 << 14)
def is_masdar_with_b(norm: str) -> bool:
    """True for ب glued to what looks like a verbal noun of a derived form.

    >>> is_masdar_with_b("باخضاع"), is_masdar_with_b("بارد")
    (True, False)
    """
    return _MASDAR_WITH_B.fullmatch(norm) is not None


@lru_cache(maxsize=1 << 14)
def several(norm: str) -> bool:
    """True for a plural of people with ال: ``العلماء``, ``الحوثيون``, ``المتظاهرين``; not ``التعيين``.

    >>> several("العلماء"), several("الحوثيين"), several("التعيين"), several("الوزير")
    (True, True, False, False)
    """
    parts = proclitics(norm)
    if not parts.article:
        return False
    if parts.stem.endswith(("ون", "يين")) and len(parts.stem) > LEAST_PLURAL:
        return source_class(parts.stem) != "organisation"
    return source_class(parts.stem) == "group"


@lru_cache(maxsize=1 << 14)
def are_two(norm: str) -> bool:
    """True for a dual with ال: ``الزوجان``, ``الوزيران``; not ``البرلمان``.

    >>> are_two("الوزيران"), are_two("البرلمان"), are_two("وزيران")
    (True, False, False)
    """
    parts = proclitics(norm)
    one = parts.stem[:-2]
    dual = parts.article and parts.stem.endswith("ان") and len(one) > 2
    return dual and key(one) in lexicon.column("common_words", "word")


@lru_cache(maxsize=1 << 14)
def relational(norm: str) -> bool:
    """True for an indefinite adjective of origin or kind (``تركي``, ``أمنية``, ``مطلعة``)."""
    return len(norm) > 3 and norm.endswith(("ي", "ية", "يين", "يون", "يان", "يا", "ة", "ين", "ون", "يات"))


@lru_cache(maxsize=1 << 14)
def is_deed(stem: str) -> bool:
    """True for a stem in the shape of a verbal noun that no adjective has.

    >>> is_deed("تراشق"), is_deed("محلي")
    (True, False)
    """
    return _DEED.fullmatch(stem) is not None
