"""Average-link clustering over few pairs: what is not listed counts as nothing in common."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping


def _any(_left: list[int], _right: list[int]) -> bool:
    return True


def _none(_left: int, _right: int) -> float:
    return 0.0


def average_link(
    size: int,
    pairs: Mapping[tuple[int, int], float],
    *,
    least: float,
    may_join: Callable[[list[int], list[int]], bool] = _any,
    bonus: Callable[[int, int], float] = _none,
) -> list[list[int]]:
    """Clusters of ``0 … size - 1`` whose members resemble one another by ``least`` on average.

    ``pairs`` maps ``(low, high)`` to a similarity; a pair that is left out counts 0. ``may_join`` can forbid two
    clusters to become one; ``bonus`` is added to the likeness of two clusters by their sizes.
    The two clusters that resemble each other most are joined first; ties go to the lowest members, so that the answer
    depends on the pairs alone.

    >>> average_link(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1}, least=0.5)
    [[0, 1], [2], [3]]
    """
    members: dict[int, list[int]] = {i: [i] for i in range(size)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for (low, high), value in pairs.items():
        sums[low][high] = sums[high][low] = value

    def alike(low: int, high: int) -> float:
        sizes = len(members[low]), len(members[high])
        return sums[low][high] / (sizes[0] * sizes[1]) + bonus(*sizes)

    two = bonus(1, 1)
    heap = [(-(value + two), low, high) for (low, high), value in pairs.items() if value + two >= least]
    heapq.heapify(heap)
    while heap:
        value, low, high = heapq.heappop(heap)
        if low not in members or high not in members or -value != alike(low, high):
            continue
        if not may_join(members[low], members[high]):
            continue
        _join(low, high, members, sums)
        for mean, other in _near(low, members, sums, bonus, least):
            heapq.heappush(heap, (-mean, min(low, other), max(low, other)))
    return [sorted(members[i]) for i in sorted(members)]


def _near(
    one: int,
    members: Mapping[int, list[int]],
    sums: Mapping[int, Mapping[int, float]],
    bonus: Callable[[int, int], float],
    least: float,
) -> Iterator[tuple[float, int]]:
    """The clusters that resemble ``one`` by ``least``, and how much; most of the work of clustering is done here."""
    size = len(members[one])
    of_size: dict[int, tuple[int, float]] = {}  # of the other one's size: the pairs between the two, and the bonus
    for other, value in sums[one].items():
        theirs = len(members[other])
        if theirs not in of_size:
            of_size[theirs] = size * theirs, bonus(size, theirs)
        pairs, added = of_size[theirs]
        mean = value / pairs + added
        if mean >= least:
            yield mean, other


def _join(low: int, high: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> None:
    """Make ``high`` part of ``low``."""
    members[low] = members[low] + members.pop(high)
    row = sums[low]
    for other, value in sums.pop(high).items():
        del sums[other][high]
        if other != low:
            row[other] = sums[other][low] = row.get(other, 0.0) + value
