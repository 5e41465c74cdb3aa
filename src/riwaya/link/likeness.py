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
Flags = npt.NDArray[np.bool_]
#: Pairs whose words are less alike than this are not looked at, and such likeness counts as none.
FLOOR = 0.05
#: Days after which likeness has halved (news follows its event within a few), and after which there is none: beyond,
#: only a copy would be alike enough, and copies are found apart.
HALVED = 10.0
WINDOW = 10.0
#: By how much the sums of two orders of the same 32-bit numbers may differ, with room: some hundred that make up 1 at
#: most differ by 1e-5.
SLACK = 1e-4
#: Articles are compared with earlier ones some at a time: so many that the tables of their words and of those around
#: them have this many places at most (16 MB).
TABLE = 1 << 21


class Pairs(NamedTuple):
    """Positions of two articles each, ``low < high``, and how alike the two are in 0..1."""

    low: Numbers
    high: Numbers
    score: Floats

    def chosen(self, which: Flags) -> Pairs:
        """Those pairs for which ``which`` is true."""
        return Pairs(self.low[which], self.high[which], self.score[which])

    def with_those(self, others: Pairs) -> Pairs:
        """These and ``others``."""
        low, high = np.concatenate((self.low, others.low)), np.concatenate((self.high, others.high))
        return Pairs(low, high, np.concatenate((self.score, others.score)))

    def moved(self, places: Numbers) -> Pairs:
        """The same articles at other positions: ``places`` by the present ones, -1 for what is there no more.

        Of two articles the one at the lower position must stay the lower one.
        """
        there = self.chosen((places[self.low] >= 0) & (places[self.high] >= 0))
        return Pairs(places[there.low], places[there.high], there.score)


NONE = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))


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
        keys, order = in_order(words.keys)  # the holders of a word stay in the order of articles
        codes = np.cumsum(np.diff(keys, prepend=keys[:1]) != 0)
        self._codes = np.empty(len(order), np.int64)
        self._codes[order] = codes
        self._known = int(codes[-1]) + 1
        #: How many articles are compared at a time.
        self.block = max(1, TABLE // max(self._known, len(words.starts)))
        self._holders, self._held = holders[order], words.weights[order]
        #: Word and article of each holder as one number, in order, and where each word of each article stands there.
        self._entries = codes * len(words.starts) + self._holders
        self._places = np.empty(len(order), np.int64)
        self._places[order] = np.arange(len(order))

    def before(self, first: int, since: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """The articles from ``first`` on, as many as ``since`` has numbers, each beside the earlier ones from that on.

        Answers both sides of each two that are alike enough in words, by the later one, and how alike they are.
        """
        stop, start = first + len(since), int(since.min())
        mine = slice(self._stops[first], self._stops[stop])
        row = np.repeat(np.arange(len(since)), np.diff(self._stops[first : stop + 1]))
        places = self._places[mine]
        begins = np.searchsorted(self._entries, self._codes[mine] * (len(self._stops) - 1) + since[row])
        held = _ranges(begins, places)
        shared = np.repeat(self._weights[mine], places - begins) * self._held[held]
        both = np.repeat(row * (stop - start) - start, places - begins) + self._holders[held]
        rows, columns = np.divmod(np.flatnonzero(np.bincount(both, shared) >= FLOOR - SLACK), stop - start)
        alike = self._alike(mine, row, rows, start + columns)
        enough = alike >= FLOOR
        return first + rows[enough], start + columns[enough], alike[enough]

    def _alike(self, mine: slice, row: Numbers, rows: Numbers, columns: Numbers) -> Floats:
        """The likeness in words of each of ``rows`` with the one of ``columns``, added up as ``worded_alike`` does it.

        ``mine`` are the words of all rows, ``row`` says whose each is.
        """
        if not len(columns):
            return np.zeros(0, np.float32)
        sizes = self._stops[columns + 1] - self._stops[columns]
        every = _ranges(self._stops[columns], self._stops[columns + 1])
        query = np.zeros((int(rows.max()) + 1, self._known), np.float32)
        inside = row < len(query)
        query[row[inside], self._codes[mine][inside]] = self._weights[mine][inside]
        shared = query.ravel()[np.repeat(rows * self._known, sizes) + self._codes[every]] * self._weights[every]
        out: Floats = np.add.reduceat(shared, np.cumsum(sizes) - sizes)
        return out


def in_order(keys: Keys) -> tuple[Keys, Numbers]:
    """The keys sorted and the position of each, equal ones by position: several times quicker than ``argsort``."""
    joint = np.sort((keys.astype(np.uint64) << np.uint64(32)) | np.arange(len(keys), dtype=np.uint64))
    return (joint >> np.uint64(32)).astype(np.uint32), (joint & np.uint64(0xFFFFFFFF)).astype(np.int64)


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


def likenesses(
    found: Sequence[StoryFeatures],
    *,
    window: float = WINDOW,
    halved: float = HALVED,
    known: Pairs = NONE,
    new: Flags | None = None,
) -> Pairs:
    """Each two of ``found`` that lie within ``window`` days and share enough words, with their likeness.

    Articles without a date, or without a year, lie near everything. ``halved`` are the days after which half of a
    likeness is left. Where ``new`` is given, ``known`` are the pairs of those articles for which it is false, and only
    the new ones are compared.
    """
    fresh = np.ones(len(found), np.bool_) if new is None else new
    if len(found) < 2 or not fresh.any():
        return known
    times = [each.when for each in found]
    order = sorted(range(len(found)), key=lambda i: (start(times[i]), found[i].id))
    calendar = Calendar([times[i] for i in order], window=window, halved=halved)
    place = np.array(order)
    right, left, alike = _compared([found[i] for i in order], calendar, int(fresh[place].argmax()))
    low, high = np.minimum(place[left], place[right]), np.maximum(place[left], place[right])
    pairs = Pairs(low, high, alike * calendar.recency(right, left))
    pairs = pairs.chosen((pairs.score >= FLOOR) & (fresh[low] | fresh[high]))
    return known.with_those(pairs)


def _compared(ordered: Sequence[StoryFeatures], calendar: Calendar, first: int) -> tuple[Numbers, Numbers, Floats]:
    """The articles from ``first`` on, each beside those before it within the window: both sides, and how alike.

    ``ordered`` are all articles in order of time; those that lie before the window of all compared ones are left out.
    """
    since = np.array([calendar.since(row) for row in range(first, len(ordered))])
    base = int(since.min())
    index = Index(Words.of(ordered[base:]))
    near = [
        index.before(at - base, since[at - first : at - first + index.block] - base)
        for at in range(first, len(ordered), index.block)
    ]
    right, left, alike = (np.concatenate(column) for column in zip(*near, strict=True))
    return right + base, left + base, alike


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

    def recency(self, rows: Numbers, columns: Numbers) -> Floats:
        """What the days between each article of ``rows`` and the one of ``columns`` leave of their likeness."""
        starts = np.maximum(self.starts[rows], self.starts[columns])
        dated = np.isfinite(starts)
        gaps = np.zeros(len(starts))
        stops = np.minimum(self.stops[rows[dated]], self.stops[columns[dated]])
        gaps[dated] = np.maximum(0, starts[dated] - stops)
        both = zip(rows[~dated].tolist(), columns[~dated].tolist(), strict=True)
        gaps[~dated] = [days_apart(self.times[row], self.times[column]) or 0.0 for row, column in both]
        return np.asarray(np.where(gaps <= self.window, 1 / (1 + (gaps / self.halved) ** 2), 0), np.float32)


def _days(at: datetime) -> float:
    return (at - datetime(1970, 1, 1)) / DAY
