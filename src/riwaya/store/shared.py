"""What rows share (outlet, month, speaker, source) and when they are from, as columns of numbers over all rows.

To count the values of a hundred thousand rows by way of SQL takes half a second, to put them in order of time as long;
by columns it takes 20 ms. To make these takes 400 ms, and they are kept until something is written (80 bytes a
statement): they are made for most of the statements, and used for fewer rows while they are at hand.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from riwaya.store.columns import Numbers
from riwaya.store.database import Library, Row

Unit = Literal["articles", "statements"]
#: From so many rows on, columns at hand are quicker than SQL.
SOME = 2_000
_NAME = "columns"


class Values(NamedTuple):
    """Which rows hold which values: numbers of rows and codes side by side, a pair each; ``names`` by code."""

    rows: Numbers
    codes: Numbers
    names: list[str]


class Columns(NamedTuple):
    """Of all articles or all statements: values by kind of facet; by number of a row its day's place in time.

    The undated have place 0, and so have numbers without a row.
    """

    values: Mapping[str, Values]
    days: Numbers


def columns(library: Library, unit: Unit, *, rows: int) -> Columns | None:
    """The columns of all articles or all statements; None where SQL answers sooner for so many ``rows``."""
    if rows >= SOME and (library.keeps(_NAME) or (unit == "statements" and _most(library, rows))):
        return library.kept(_NAME, lambda: _columns(library))[unit]
    return None


def _most(library: Library, rows: int) -> bool:
    """True for half of all statements: to count fewer by SQL takes less than to make columns of all."""
    return rows * 2 >= int(library.value("SELECT COALESCE(MAX(id), 0) FROM statements"))


def commonest(values: Values, numbers: Numbers, *, most: int) -> list[tuple[str, int]]:
    """The values that most of these rows share, with how many do; of equally many those that come first by name."""
    held = np.zeros(max(numbers.max(initial=0), values.rows.max(initial=0)) + 1, np.bool_)
    held[numbers] = True
    counts = np.bincount(values.codes[held[values.rows]], minlength=len(values.names))
    found = ((values.names[code], int(counts[code])) for code in np.flatnonzero(counts).tolist())
    return heapq.nsmallest(most, found, key=lambda each: (-each[1], each[0]))


def newest_first(days: Numbers, numbers: Numbers) -> Numbers:
    """``numbers`` by day, the latest first, the undated last; of one day the highest number first."""
    return numbers[np.lexsort((-numbers, -days[numbers]))]


def _columns(library: Library) -> dict[Unit, Columns]:
    numbers, outlets, days = _transposed(library.rows("SELECT id, outlet, COALESCE(day, '') FROM articles"), 3)
    outlet, month = _coded(numbers, outlets), _told(_coded(numbers, [day[:7] for day in days]))
    when = _by_number(outlet.rows, _ranks(days))
    statements, inside, speakers = _transposed(library.rows("SELECT id, article, speaker FROM statements"), 3)
    speaker = _coded(statements, speakers)
    of = _by_number(speaker.rows, np.array(inside, np.int64))
    carried, told, hands = _transposed(library.rows("SELECT article, COALESCE(statement, 0), name FROM sources"), 3)
    source = _coded(told, hands)
    return {
        "articles": Columns(
            {
                "outlet": outlet,
                "month": month,
                "speaker": _once(Values(of[speaker.rows], speaker.codes, speaker.names)),
                "source": _once(_coded(carried, hands)),
            },
            when,
        ),
        "statements": Columns(
            {
                "outlet": _handed_down(outlet, of, speaker.rows),
                "month": _handed_down(month, of, speaker.rows),
                "speaker": speaker,
                "source": Values(source.rows[source.rows > 0], source.codes[source.rows > 0], source.names),
            },
            when[of],
        ),
    }


def _transposed(rows: Sequence[Row], width: int) -> list[list[Any]]:
    """Columns of rows; that many empty ones where there are none."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _coded(numbers: Sequence[int], names: Sequence[str]) -> Values:
    codes = {name: code for code, name in enumerate(dict.fromkeys(names))}
    coded = np.fromiter(map(codes.__getitem__, names), np.int64, len(names))
    return Values(np.array(numbers, np.int64), coded, list(codes))


def _told(values: Values) -> Values:
    """The pairs whose value is not empty."""
    kept = np.array([name != "" for name in values.names], np.bool_)[values.codes]
    return Values(values.rows[kept], values.codes[kept], values.names)


def _once(values: Values) -> Values:
    """Every pair once."""
    several = len(values.names) or 1
    pairs = np.unique(values.rows * several + values.codes)
    return Values(pairs // several, pairs % several, values.names)


def _ranks(days: Sequence[str]) -> Numbers:
    """The place of each day among all days, from 1 on; 0 for none."""
    places = {day: place for place, day in enumerate(sorted({"", *days}))}
    return np.array([places[day] for day in days], np.int64)


def _by_number(numbers: Numbers, values: Numbers) -> Numbers:
    """An array that holds each value at its number, 0 elsewhere."""
    out = np.zeros(numbers.max(initial=0) + 1, np.int64)
    out[numbers] = values
    return out


def _handed_down(values: Values, of: Numbers, statements: Numbers) -> Values:
    """The value of each article (one at most) as that of its ``statements``; ``of`` gives their articles."""
    codes = _by_number(values.rows, values.codes + 1)
    padded = np.append(codes, np.zeros(max(of.max(initial=0) + 1 - len(codes), 0), np.int64))
    found = padded[of[statements]]
    return Values(statements[found > 0], found[found > 0] - 1, values.names)
