"""How alike the openings of articles of one time are, computed for many articles in a time near the number of them."""

from __future__ import annotations

from collections.abc import Sequence
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
#: By how much the sums of two orders of the same 32-bit numbers may differ, with room: some hundred that make up 1 at
#: most differ by 1e-5.
SLACK = 1e-4


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
        halves = [len(each.words) // 2 for each in found]
        keys = b"".join([each.words[:half] for each, half in zip(found, halves, strict=True)])
        weights = b"".join([each.words[half:] for each, half in zip(found, halves, strict=True)])
        sizes = np.array(halves) // np.dtype(np.uint32).itemsize
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        return cls(np.frombuffer(keys, np.uint32), np.frombuffer(weights, np.float32), starts)


class Index:
    """Which of some articles hold each word: of two articles only the words that both hold are ever looked at."""

    def __init__(self, words: Words) -> None:
        self._weights = words.weights
        self._stops = np.append(words.starts, len(words.keys))
        holders = np.repeat(np.arange(len(words.starts)), np.diff(self._stops))
        known, self._codes = np.unique(words.keys, return_inverse=True)
        self._query = np.zeros(len(known), np.float32)
        order = np.argsort(self._codes, kind="stable")  # stable: the holders of a word stay in the order of articles
        self._holders, self._held = holders[order], words.weights[order]
        #: Word and article of each holder as one number, in order, and where each word of each article stands there.
        self._entries = self._codes[order] * len(words.starts) + self._holders
        self._places = np.empty(len(order), np.int64)
        self._places[order] = np.arange(len(order))

    def before(self, row: int, since: int) -> tuple[Numbers, Floats]:
        """The articles from ``since`` to before ``row`` that are alike enough to it in words, and how alike."""
        mine = slice(self._stops[row], self._stops[row + 1])
        places = self._places[mine]
        firsts = np.searchsorted(self._entries, self._codes[mine] * (len(self._stops) - 1) + since)
        held = _ranges(firsts, places)
        shared = np.repeat(self._weights[mine], places - firsts) * self._held[held]
        near = since + np.flatnonzero(np.bincount(self._holders[held] - since, shared) >= FLOOR - SLACK)
        alike = self._alike(mine, near)
        return near[alike >= FLOOR], alike[alike >= FLOOR]

    def _alike(self, mine: slice, columns: Numbers) -> Floats:
        """The likeness in words, added up as ``worded_alike`` does it."""
        if not len(columns):
            return np.zeros(0, np.float32)
        starts, stops = self._stops[columns], self._stops[columns + 1]
        every = _ranges(starts, stops)
        self._query[self._codes[mine]] = self._weights[mine]
        shared = self._query[self._codes[every]] * self._weights[every]
        out: Floats = np.add.reduceat(shared, np.cumsum(stops - starts) - (stops - starts))
        self._query[self._codes[mine]] = 0
        return out


def _ranges(starts: Numbers, stops: Numbers) -> Numbers:
    """The numbers from each start to before its stop, one range after the other."""
    sizes = stops - starts
    offsets: Numbers = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return offsets + np.arange(len(offsets))


def worded_alike(row: StoryFeatures, columns: Words) -> Floats:
    """The likeness in words of an article with each of ``columns``."""
    known, weights = word_vector(row)
    some = np.zeros(1 << 16, np.bool_)  # by the last bits of the keys: few words of other articles are among them
    some[known & 0xFFFF] = True
    held = np.flatnonzero(some[columns.keys & 0xFFFF])
    place = np.minimum(np.searchsorted(known, columns.keys[held]), len(known) - 1)
    shared = np.zeros(len(columns.keys), np.float32)
    shared[held] = np.where(known[place] == columns.keys[held], weights[place] * columns.weights[held], np.float32(0))
    out: Floats = np.add.reduceat(shared, columns.starts)
    return out


def likenesses(found: Sequence[StoryFeatures], *, window: float = WINDOW, halved: float = HALVED) -> Pairs:
    """Each two of ``found`` that lie within ``window`` days and share enough words, with their likeness.

    Articles without a date, or without a year, lie near everything. ``halved`` are the days after which half of a
    likeness is left.
    """
    none = np.zeros(0, np.int64)
    if len(found) < 2:
        return Pairs(none, none, np.zeros(0, np.float32))
    times = [each.when for each in found]
    order = sorted(range(len(found)), key=lambda i: (start(times[i]), found[i].id))
    calendar = Calendar([times[i] for i in order], window=window, halved=halved)
    index = Index(Words.of([found[i] for i in order]))
    columns, scores = [], []
    for row in range(len(order)):
        near, alike = index.before(row, calendar.since(row))
        columns.append(near)
        scores.append(alike * calendar.recency(row, near))
    left, right = np.concatenate(columns), np.repeat(np.arange(len(order)), [len(each) for each in columns])
    place = np.array(order)
    pairs = Pairs(np.minimum(place[left], place[right]), np.maximum(place[left], place[right]), np.concatenate(scores))
    return pairs.chosen(pairs.score >= FLOOR)


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

    def since(self, row: int) -> int:
        """The first of the articles, in order of time, that may lie within the window of article ``row``."""
        if np.isinf(self.starts[row]):
            return 0
        return int(np.searchsorted(self.starts[:row], self.starts[row] - self.window - self.longest))

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
