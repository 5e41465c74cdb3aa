"""Articles of one event: alike in words and names, near in time, none of them an event of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from riwaya.link.cluster import average_link
from riwaya.link.dates import DAY, When, days_apart
from riwaya.link.features import StoryFeatures
from riwaya.link.likeness import Pairs, likenesses

#: The least average likeness of two clusters that become one story, lowered by ``GROWTH`` times the logarithm of the
#: larger one's size, up to ``LARGE`` articles: that a great event is told from many sides, and that a further article
#: is the likelier to be of it the more there are. Set as one on 684 articles of two days each of March and May 2018
#: (``docs/decisions/0009``): B-cubed F1 is .90 and .92 there, within .01 of it from 0.26 to 0.275 where growth rises
#: with it from 0.0475 to 0.055.
LEAST = 0.27
GROWTH = 0.0525
LARGE = 30
#: Days between the first and the last article of a story, at most: what goes on for longer is several stories.
PARTED = 30.0


def stories(found: Sequence[StoryFeatures], same: Iterable[Sequence[int]] = ()) -> list[list[int]]:
    """Positions in ``found`` by story; ``same`` are groups of copies, each of which counts as one text.

    Only the articles decide, not their order: equal likenesses go to the lower positions.
    """
    return grouped([each.when for each in found], likenesses(found), same)


def grouped(times: Sequence[When | None], pairs: Pairs, same: Iterable[Sequence[int]] = ()) -> list[list[int]]:
    """Positions in ``times`` by story, from the likenesses of ``pairs``."""
    texts = _texts(times, same)
    alike = _between(texts, pairs)
    joined = average_link(
        len(texts),
        alike,
        least=LEAST,
        bonus=_growth,
        may_join=lambda left, right: not _parted(times, _flat(texts, left), _flat(texts, right)),
    )
    return sorted(_flat(texts, cluster) for cluster in joined)


def _between(texts: Sequence[Sequence[int]], pairs: Pairs) -> dict[tuple[int, int], float]:
    """The likeness of each two texts (by number): the greatest of their articles."""
    text_of = np.empty(sum(map(len, texts)), np.int64)
    for number, text in enumerate(texts):
        text_of[text] = number
    left, right = text_of[pairs.low], text_of[pairs.high]
    both = np.minimum(left, right) * len(texts) + np.maximum(left, right)
    order = np.argsort(both, kind="stable")
    order = order[(left != right)[order]]
    firsts = np.flatnonzero(np.diff(both[order], prepend=-1))
    greatest = np.maximum.reduceat(pairs.score[order], firsts) if len(firsts) else pairs.score[order]
    low, high = np.divmod(both[order][firsts], len(texts))
    return dict(zip(zip(low.tolist(), high.tolist(), strict=True), greatest.tolist(), strict=True))


def _flat(texts: Sequence[Sequence[int]], chosen: Iterable[int]) -> list[int]:
    return sorted(i for number in chosen for i in texts[number])


def _growth(left: int, right: int) -> float:
    """By how much the sizes of two clusters lower the likeness that makes them one."""
    return GROWTH * math.log(min(max(left, right), LARGE))


def _texts(times: Sequence[When | None], same: Iterable[Sequence[int]]) -> list[list[int]]:
    """Positions by text: copies together, unless they appeared too far apart for one story."""
    texts: list[list[int]] = []
    alone = set(range(len(times)))
    for group in same:
        near = [i for i in group if not _parted(times, group[:1], [i])]
        texts.append(near)
        alone -= set(near)
    return sorted([*texts, *([i] for i in alone)])


def _parted(times: Sequence[When | None], left: Sequence[int], right: Sequence[int]) -> bool:
    """True when the dates alone say that two clusters are of two stories; an unknown date never does."""
    every = [times[i] for i in (*left, *right)]
    dated = [when for when in every if when is not None and when.year]
    open_years = [when for when in every if when is not None and not when.year]
    if dated and (max(w.start for w in dated) - min(w.stop for w in dated)) / DAY > PARTED:
        return True
    return any((days_apart(when, other) or 0.0) > PARTED for when in open_years for other in every)
