"""Stories over any number of days in bounded memory: a front moves over the days, and what lies behind it is closed.

Two articles are alike for so many days at most (``link.likeness.WINDOW``). So a story whose last article lies further
behind the front than that can get no other: it is closed and leaves the memory. What is open is clustered anew with the
articles of the next days, by the same rules as everything at once. Closing decides early: where a giant of many weeks
would have drawn an old story in at its end, it no longer can; ``docs/batch.md`` says how much that changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from riwaya.link.copies import copies
from riwaya.link.features import StoryFeatures
from riwaya.link.likeness import NONE, WINDOW, Flags, likenesses
from riwaya.link.stories import grouped

#: Days by which the front moves. Each article is clustered (WINDOW + STEP) / STEP times and more, and so many days are
#: held at once.
STEP = 7


class Placed(NamedTuple):
    """An article as stories see it, and the day on which it stands (days since 1970): published, or else fetched."""

    day: int
    features: StoryFeatures


class Closed(NamedTuple):
    """Stories that are closed, each the ids of its articles, and how many articles were open at once."""

    stories: list[list[str]]
    held: int


def closed(steps: Iterable[list[Placed]]) -> Iterator[Closed]:
    """The stories of articles that come in steps of days, as they are closed; the end closes all."""
    clusters: list[list[Placed]] = []
    front = _Front()
    for new in steps:
        if new:
            ready, still = _parted(clusters, min(each.day for each in new) - WINDOW)
            held = [each for cluster in still for each in cluster] + new
            clusters = front.clustered(held)
            yield Closed(_ids(ready), len(held))
    yield Closed(_ids(clusters), sum(map(len, clusters)))


class _Front:
    """The open articles and which of them are alike, so that at each step only the new ones are compared."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._pairs = NONE

    def clustered(self, held: Iterable[Placed]) -> list[list[Placed]]:
        """The stories of ``held``, which are the open articles from now on."""
        ordered = sorted(held, key=lambda each: each.features.id)
        found = [each.features for each in ordered]
        new = self._move([each.id for each in found])
        self._pairs = likenesses(found, known=self._pairs, new=new)
        clusters = grouped([each.when for each in found], self._pairs, copies(found))
        return [[ordered[i] for i in cluster] for cluster in clusters]

    def _move(self, ids: list[str]) -> Flags:
        """Take the pairs along to the positions of the articles among ``ids``; answers which of these are new."""
        at = {id: place for place, id in enumerate(ids)}
        places = np.array([at.get(id, -1) for id in self._ids], np.int64)
        self._ids, self._pairs = ids, self._pairs.moved(places)
        new = np.ones(len(ids), np.bool_)
        new[places[places >= 0]] = False
        return new


def _parted(clusters: Iterable[list[Placed]], since: float) -> tuple[list[list[Placed]], list[list[Placed]]]:
    """The clusters whose last article is from before the day ``since``, and the others."""
    ready: list[list[Placed]] = []
    still: list[list[Placed]] = []
    for cluster in clusters:
        (ready if max(each.day for each in cluster) < since else still).append(cluster)
    return ready, still


def _ids(clusters: Iterable[list[Placed]]) -> list[list[str]]:
    """By the first day of each, then by its first id: the order depends on nothing else."""
    ordered = sorted(clusters, key=lambda cluster: min((each.day, each.features.id) for each in cluster))
    return [sorted(each.features.id for each in cluster) for cluster in ordered]
