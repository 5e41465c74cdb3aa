"""How alike the openings of articles of one time are, computed for many articles in a time near the number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.link.dates import DAY, When, days_apart
from riwaya.link.features import Keys, StoryFeatures, Weights, word_vector

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
#: Pairs whose words are less alike than this are not looked at, and such likeness counts as none.
FLOOR = 0.05
#: Days after which likeness has halved (news follows its event within a few), and after which there is none: beyond,
#: only a copy would be alike enough, and copies are found apart.
HALVED = 10.0
WINDOW = 10.0
#: Articles taken together as one block of rows.
BLOCK = 256


class Pairs(NamedTuple):
    """Positions of two articles each, ``low < high``, and how alike the two are in 0..1."""

    low: Numbers
    high: Numbers
    score: Floats

    def chosen(self, which: npt.NDArray[np.bool_]) -> Pairs:
        """Those pairs for which ``which`` is true."""
        return Pairs(self.low[which], self.high[which], self.score[which])


class Words(NamedTuple):
    """The word vectors of some articles one after the other, and where each begins."""

    keys: Keys
    weights: Weights
    starts: Numbers

    @classmethod
    def of(cls, found: Sequence[StoryFeatures]) -> Words:
        """The words of ``found``, at least one article."""
        vectors = [word_vector(each) for each in found]
        sizes = np.array([len(held) for held, _ in vectors])
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        return cls(np.concatenate([v[0] for v in vectors]), np.concatenate([v[1] for v in vectors]), starts)


def worded_alike(rows: Sequence[StoryFeatures], columns: Words) -> Iterator[Floats]:
    """For each of ``rows`` the likeness in words with every article of ``columns``."""
    vectors = [word_vector(each) for each in rows]
    known = np.unique(np.concatenate([held for held, _ in vectors]))
    place = np.searchsorted(known, columns.keys)
    place[(place == len(known)) | (known[np.minimum(place, len(known) - 1)] != columns.keys)] = len(known)
    for held, weights in vectors:
        query = np.zeros(len(known) + 1, np.float32)
        query[np.searchsorted(known, held)] = weights
        yield np.add.reduceat(query[place] * columns.weights, columns.starts)


def likenesses(found: Sequence[StoryFeatures], *, window: float = WINDOW, halved: float = HALVED) -> Pairs:
    """Each two of ``found`` that lie within ``window`` days and share enough words, with their likeness.

    Articles without a date, or without a year, lie near everything. ``halved`` are the days after which half of a
    likeness is left.
    """
    times = [each.when for each in found]
    order = sorted(range(len(found)), key=lambda i: (start(times[i]), found[i].id))
    calendar = Calendar([times[i] for i in order], window=window, halved=halved)
    blocks = [_block([found[i] for i in order], calendar, first) for first in range(0, len(order), BLOCK)]
    if not blocks:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    left, right, score = (np.concatenate(column) for column in zip(*blocks, strict=True))
    place = np.array(order)
    return Pairs(np.minimum(place[left], place[right]), np.maximum(place[left], place[right]), score)


def start(when: When | None) -> datetime:
    """Where an article stands in order of time; the undated come last."""
    return when.start if when and when.year else datetime.max


class Calendar:
    """When articles appeared, in days as numbers; what has no date or no year is infinite."""

    def __init__(self, times: Sequence[When | None], *, window: float = WINDOW, halved: float = HALVED) -> None:
        self.times = times
        self.window, self.halved = window, halved
        self.starts = np.array([_days(when.start) if when and when.year else np.inf for when in times])
        self.stops = np.array([_days(when.stop) if when and when.year else np.inf for when in times])
        dated = np.isfinite(self.starts)
        #: The longest stretch that a date leaves open, such as a month.
        self.longest = float((self.stops[dated] - self.starts[dated]).max(initial=0))

    def recency(self, row: int, columns: Numbers) -> Floats:
        """What the days between article ``row`` and those at ``columns`` leave of their likeness."""
        starts, stops = self.starts[columns], self.stops[columns]
        if np.isinf(self.starts[row]) or np.isinf(starts).any():
            gaps = np.array([days_apart(self.times[row], self.times[i]) or 0.0 for i in columns.tolist()])
        else:
            gaps = np.maximum(0, np.maximum(starts, self.starts[row]) - np.minimum(stops, self.stops[row]))
        return np.asarray(np.where(gaps <= self.window, 1 / (1 + (gaps / self.halved) ** 2), 0), np.float32)


def _days(at: datetime) -> float:
    return (at - datetime(1970, 1, 1)) / DAY


def _block(found: Sequence[StoryFeatures], calendar: Calendar, first: int) -> Pairs:
    """The likenesses of the block of articles from ``first`` on with those before them; ``found`` is in order."""
    stop = min(first + BLOCK, len(found))
    since = calendar.starts[first] - calendar.window - calendar.longest
    back = 0 if np.isinf(calendar.starts[stop - 1]) else int(np.searchsorted(calendar.starts[:first], since))
    left, right, scores = [], [], []
    worded = worded_alike(found[first:stop], Words.of(found[back:stop]))
    for row, alike in enumerate(worded, start=first):
        near = np.flatnonzero(alike[: row - back] >= FLOOR)
        score = alike[near] * calendar.recency(row, near + back)
        left.append(near + back)
        right.append(np.full(len(near), row))
        scores.append(score)
    pairs = Pairs(np.concatenate(left), np.concatenate(right), np.concatenate(scores))
    return pairs.chosen(pairs.score >= FLOOR)
