"""Articles that are one text: published twice, issued again, taken from a wire with light edits, or cut short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from riwaya.arabic.letters import key
from riwaya.link.cluster import average_link

#: Words a shingle: long enough that two reporters do not hit on one by chance more than a few times an article.
SIZE = 4
#: Share of the shorter text's shingles that the longer one must hold: a tenth of the words changed leaves about 0.6.
LEAST = 0.5
#: A text of fewer shingles is too short to tell a copy from a shared phrase.
SHORTEST = 12
#: A shingle that more articles hold than this is a formula (a disclaimer, a standing paragraph) and no trace; a wire
#: text that more outlets than this carry whole is missed. The time grows with its square.
COMMON = 200


def copies(texts: Sequence[frozenset[int]]) -> list[list[int]]:
    """Positions in ``texts`` (each the shingles of a body) of each two or more that are one text."""
    return [group for group in average_link(len(texts), containments(texts), least=LEAST) if len(group) > 1]


def shingles(norms: Sequence[str]) -> frozenset[int]:
    """Every run of four of the words ``norms`` (lightly folded), as numbers that are equal where the runs are."""
    words = [key(norm) for norm in norms if norm.isalnum()]
    return frozenset(hash(" ".join(words[i : i + SIZE])) for i in range(len(words) - SIZE + 1))


def containments(texts: Sequence[frozenset[int]]) -> dict[tuple[int, int], float]:
    """For each two texts that share something, the share of the shorter one that the other holds."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        if len(text) >= SHORTEST:
            for shingle in text:
                holders[shingle].append(i)
    common: Counter[tuple[int, int]] = Counter()
    for ids in holders.values():
        if 1 < len(ids) <= COMMON:
            common.update(combinations(ids, 2))
    return {
        (low, high): count / min(len(texts[low]), len(texts[high])) for (low, high), count in sorted(common.items())
    }
