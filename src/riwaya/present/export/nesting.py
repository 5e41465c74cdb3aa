"""Spans that may cross → spans that nest, as elements of XML have to."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from riwaya.model import Span


class Piece(NamedTuple):
    """A stretch that lies inside every stretch around it; ``mark`` is the number of what it is a piece of."""

    start: int
    stop: int
    mark: int
    part: int


def nested(spans: Iterable[Span]) -> list[Piece]:
    """The spans in order of their beginning, the longer first; one that crosses another's end is cut there.

    >>> [tuple(piece) for piece in nested([Span(0, 4), Span(2, 6)])]
    [(0, 4, 0, 0), (2, 4, 1, 0), (4, 6, 1, 1)]
    """
    waiting = [(span.start, -span.stop, mark, 0) for mark, span in enumerate(spans) if span.start < span.stop]
    heapify(waiting)
    around: list[int] = []
    out: list[Piece] = []
    while waiting:
        start, negative, mark, part = heappop(waiting)
        while around and around[-1] <= start:
            around.pop()
        stop = min([-negative, *around[-1:]])
        if stop < -negative:
            heappush(waiting, (stop, negative, mark, part + 1))
        around.append(stop)
        out.append(Piece(start, stop, mark, part))
    return out
