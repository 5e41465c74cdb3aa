"""Nouns that speak, and nouns that name an occasion of speaking."""

from __future__ import annotations

from functools import cache, lru_cache

from riwaya import lexicon
from riwaya.arabic.letters import key
from riwaya.arabic.words import proclitics

#: A plural of people in ون has so many letters at least (``قانون``, ``سيكون`` have fewer).
LEAST_PEOPLE = 6


@cache
def _sources() -> dict[str, str]:
    return {row["word"]: row["class"] for row in lexicon.load("source_nouns").rows}


@lru_cache(maxsize=1 << 14)
def source_class(norm: str) -> str | None:
    """What kind of source a word names (person, group, organisation, document), bare or with ال or a pronoun."""
    table = _sources()
    stem = proclitics(norm).stem if norm not in table else norm
    if stem in table:
        return table[stem]
    if norm.startswith("ال") and norm[2:] in table:
        return table[norm[2:]]  # الأم, الأب: proclitics leave words so short whole
    for suffix in ("هما", "ها", "هم", "نا", "ه", "ا", "ان", "ين"):
        if stem.endswith(suffix) and stem[: -len(suffix)] in table and len(stem) - len(suffix) > 2:
            return table[stem[: -len(suffix)]]
    if stem.endswith("ت" + "ه") and stem[:-2] + "ة" in table:
        return table[stem[:-2] + "ة"]
    return "group" if _are_people(stem) else None


def _are_people(stem: str) -> bool:
    """``مشاركون``, ``حقوقيون``: a plural in ون whose other cases, or whose singular in م or ي, are frequent words."""
    if not stem.endswith("ون") or len(stem) < LEAST_PEOPLE:
        return False
    common, one = lexicon.column("common_words", "word"), stem[:-2]
    singular = one.startswith("م") or one.endswith("ي")
    return not common.isdisjoint((key(one + "ين"), key("ال" + one + "ين"))) or (singular and key(one) in common)


@lru_cache(maxsize=1 << 14)
def occasion_noun(norm: str) -> bool:
    """True for a noun that names an occasion of speaking, with or without ال and prepositions."""
    known = lexicon.column("occasion_nouns", "word")
    if norm in known:
        return True
    stem = proclitics(norm).stem
    bare = [stem[: -len(ending)] for ending in ("ه", "ها", "هم", "ين") if stem.endswith(ending)]
    return stem in known or any(each in known or (each[-1:] == "ت" and each[:-1] + "ة" in known) for each in bare)
