"""Where articles put one happening on different days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from riwaya.link.entities import word_keys
from riwaya.link.terms import weight

#: Two sentences tell of one happening when the longer holds this share of the lighter one's words, by weight, and what
#: they share weighs this much: three or four words of the news. Judgements, checked on invented sentences.
HELD = 0.7
ENOUGH = 12.0


class Happening(NamedTuple):
    """Something that the article at a position puts on a day; ``matter`` is its utterance (by id) or its own words.

    ``days`` are all days that the sentence names, of the announcement as of what is announced.
    """

    article: int
    day: str
    matter: str
    what: str
    days: frozenset[str]


def clashes(found: Sequence[Happening]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Day and matter → the other days on which other articles put the same, for those that contradict one another.

    Two sentences that have a day in common do not: each names more of the days than the other.
    """
    out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other in _alike(found):
        if one.days.isdisjoint(other.days):
            out[one.day, one.matter].add(other.day)
            out[other.day, other.matter].add(one.day)
    return {each: tuple(sorted(others)) for each, others in out.items()}


def _alike(found: Sequence[Happening]) -> list[tuple[Happening, Happening]]:
    """Each two of two articles and of two days that tell of one happening."""
    if len({each.article for each in found}) < 2 or len({each.day for each in found}) < 2:
        return []
    keys = [word_keys(each.what) for each in found]
    masses = [weight(held) for held in keys]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, held in enumerate(keys):
        for word in held:
            holders[word].append(i)
    out = []
    for i, one in enumerate(found):
        near = Counter(j for word in keys[i] for j in holders[word] if j < i)
        for j in sorted(near):
            other = found[j]
            if other.article == one.article or other.day == one.day:
                continue
            shared = weight(keys[i] & keys[j])
            if one.matter == other.matter or (shared >= ENOUGH and shared >= HELD * min(masses[i], masses[j])):
                out.append((other, one))
    return out
