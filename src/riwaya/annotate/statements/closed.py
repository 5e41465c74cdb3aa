"""Closed classes of words that the rules look for, out of the list ``report_words``."""

from __future__ import annotations

from functools import lru_cache

from riwaya import lexicon


@lru_cache(maxsize=1 << 14)
def words_of(kind: str) -> frozenset[str]:
    """The words of one class, lightly folded; raises ``KeyError`` for a class the list does not have."""
    found = frozenset(row["word"] for row in lexicon.load("report_words").rows if row["class"] == kind)
    if not found:
        raise KeyError(kind)
    return found
