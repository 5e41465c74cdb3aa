"""When two titles mean one office: ``الرئيس`` and ``الرئيس الروسي``."""

from __future__ import annotations

from riwaya.annotate.statements.closed import words_of
from riwaya.arabic.letters import key

#: Words of a title that share this many first letters agree (الكوري and كوريا).
SHARED_STEM = 4
#: Nouns that name a person by the occasion only; the nationality decides who is meant.
GUESTS = frozenset(map(key, words_of("guest")))
#: How well a title fits that names a person by the country alone.
BY_COUNTRY = 0.5


def fit(wanted: tuple[str, ...], role: tuple[str, ...]) -> float:
    """How well a title fits a role met before, in 0..1: all its words in the role, or nothing.

    ``الرئيس`` fits ``الرئيس الروسي``, and ``المرصد`` no ``مدير المرصد``; ``الزائر الروسي`` fits the first too, by the
    country alone, but less well.
    """
    if not role:
        return 0.0
    shared = [word for word in wanted if any(alike(word, other) for other in role)]
    if len(shared) == len(wanted) and not (len(wanted) == 1 < len(role) and not alike(wanted[0], role[0])):
        return 1.0 if len(wanted) == len(role) else 0.9
    missing = [word for word in wanted if word not in shared]
    by_country = len(wanted) == 2 and shared == [wanted[-1]] and wanted[-1].startswith("loc:")
    return BY_COUNTRY if by_country and missing == [wanted[0]] and wanted[0] in GUESTS else 0.0


def alike(left: str, right: str) -> bool:
    """Equal, or two countries of one stem: ``الكوري`` may be said of كوريا الشمالية."""
    if left == right:
        return True
    if left.startswith("loc:") and right.startswith("loc:"):
        return left[4:].split("-")[-1] == right[4:].split("-")[-1]
    return len(left) >= SHARED_STEM and len(right) >= SHARED_STEM and left[:SHARED_STEM] == right[:SHARED_STEM]
