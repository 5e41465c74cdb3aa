"""Search: sets of numbers from the full-text index and the tables, joined, weighed and put in order.

The index answers which rows hold a term in which column; how much that counts is decided here, so that both databases
answer alike. A row is an article or a statement, by its number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.model import Record
from riwaya.store.columns import Numbers, numbers_of
from riwaya.store.database import Library
from riwaya.store.nearest import Table, Vectors, nearest, vectors_of
from riwaya.store.shared import Columns, Unit, columns, commonest, newest_first

Order = Literal["rank", "newest"]
Flags = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]

#: What a word counts by the widest form in which a row holds it, and what it counts more in the narrower one and in the
#: places where the news stand.
ROOT, BASE = 0.75, 0.75
PLACES = {"title": 2.0, "lead": 1.0}
#: Words that stand beside one another in the query and in the row.
TOGETHER = 1.0
#: Where fewer rows than this hold all words, rows that hold most of them (by weight) are shown as well, or else a part;
#: and what holding more of them counts then.
ENOUGH = 10
MOST_OF = (0.6, 0.4, 0.25)
FEWER = 2.0
#: Rows nearest in meaning: so many at most, from this cosine on. Any two news sentences have about 0.1; a word or two
#: and an article about just that have 0.13 to 0.36, and 0.06 where it is about something else.
MOST_ALIKE = 200
LEAST_ALIKE: dict[Unit, float] = {"articles": 0.12, "statements": 0.25}
#: What a word counts in ``shares`` by its root alone; the rest comes with the form before it.
HELD = 0.75
#: Facets show this many values each.
VALUES = 12


class Wanted(Record, frozen=True):
    """A word that is looked for, in its forms; a ``name`` is looked up whole: as it is, or by its key as a name."""

    exact: str
    base: str
    stem: str
    root: str
    name: str | None = None


class Criteria(Record, frozen=True):
    """What is looked for. An empty tuple of alternatives finds nothing, None does not ask.

    ``outlets`` and ``sources`` are keys, ``speakers`` and ``about`` ids of entities, ``speaker_terms`` the words of a
    speaker without a name; ``since`` and ``until`` ISO days, months or years, both included.
    """

    unit: Unit = "articles"
    words: tuple[Wanted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    outlets: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    speaker_terms: tuple[str, ...] = ()
    about: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None


class Scored(Record, frozen=True):
    """A row that was found: its number and what it counts."""

    number: int
    score: float


class Found(NamedTuple):
    """The numbers of all rows that were found, in order, and what each counts.

    ``whole`` of them hold every word (by rank these come first).
    """

    numbers: list[int]
    scores: list[float]
    whole: int

    def rows(self, start: int, stop: int) -> list[Scored]:
        """Some of the rows: records of a hundred thousand take longer to make than to find."""
        pairs = zip(self.numbers[start:stop], self.scores[start:stop], strict=True)
        return [Scored(number=number, score=score) for number, score in pairs]


class Facet(Record, frozen=True):
    """How many of the rows found share a value: outlet, month, speaker, source."""

    kind: str
    value: str
    count: int


def find(library: Library, criteria: Criteria, *, order: Order = "rank") -> Found:
    """The rows that answer ``criteria``, the weightiest or the newest first; ties by number, the later one first."""
    with library.snapshot():
        return _found(library, criteria, order)


def _found(library: Library, criteria: Criteria, order: Order) -> Found:
    size = _size(library, criteria.unit)
    allowed = _allowed(library, criteria, size)
    if criteria.words:
        scores, allowed, whole = _weighed(library, criteria, allowed, size)
    else:
        scores, whole = np.zeros(size), int(np.count_nonzero(allowed))
    numbers = np.flatnonzero(allowed)
    if order == "newest":
        numbers = _newest(library, criteria.unit, numbers)
    else:
        numbers = numbers[np.lexsort((-numbers, -scores[numbers].round(6)))]
    return Found(numbers.tolist(), scores[numbers].round(6).tolist(), whole)


def _size(library: Library, unit: Unit) -> int:
    """One more than the highest number of a row: the size of arrays that say something of every row."""
    return int(library.value(f"SELECT COALESCE(MAX(id), 0) FROM {unit}")) + 1


def _allowed(library: Library, criteria: Criteria, size: int) -> Flags:
    """The rows that meet every condition but the words."""
    conditions = list(_conditions(library, criteria))
    if criteria.words or criteria.phrases or criteria.speaker_terms or conditions:
        allowed = np.ones(size, np.bool_)  # whatever is found is a row
    else:
        allowed = _flags(numbers_of(library, f"SELECT id FROM {criteria.unit}", ()), size)
    for sql, parameters in conditions:
        allowed &= _flags(numbers_of(library, sql, parameters), size)
    for phrase in criteria.phrases:
        allowed &= _flags(_matching(library, criteria.unit, "exact", library.dialect.phrase("exact", phrase)), size)
    for term in criteria.speaker_terms:
        allowed &= _flags(_spoken_by(library, criteria.unit, term), size)
    return allowed


def _flags(numbers: Numbers, size: int) -> Flags:
    out = np.zeros(size, np.bool_)
    out[numbers] = True
    return out


def _matching(library: Library, unit: Unit, column: str, query: str) -> Numbers:
    table = "article_index" if unit == "articles" else "statement_index"
    return numbers_of(library, library.dialect.match(table, column), (query,))


def _spoken_by(library: Library, unit: Unit, term: str) -> Numbers:
    numbers = _matching(library, "statements", "speaker", library.dialect.any_of("speaker", [term]))
    if unit == "statements":
        return numbers
    condition, values = library.among("id", numbers.tolist())
    return numbers_of(library, f"SELECT article FROM statements WHERE {condition}", (values,))


def _conditions(library: Library, criteria: Criteria) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """A query for numbers of rows, for each condition on the tables."""
    statements = criteria.unit == "statements"
    own = (
        "SELECT s.id FROM statements s JOIN articles a ON a.id = s.article"
        if statements
        else "SELECT a.id FROM articles a"
    )
    if criteria.outlets is not None:
        condition, values = library.among("a.outlet_key", criteria.outlets)
        yield f"{own} WHERE {condition}", (values,)
    if criteria.since is not None:
        yield f"{own} WHERE a.day >= ?", (criteria.since,)
    if criteria.until is not None:
        # up to the end of the day, month or year: in the order of characters ~ comes after digits and hyphens
        yield f"{own} WHERE a.day <= ?", (f"{criteria.until}~",)
    if criteria.story is not None:
        story = "JOIN story_articles m ON m.article = a.id JOIN stories t ON t.id = m.story WHERE t.name = ?"
        yield f"{own} {story}", (criteria.story,)
    if criteria.sources is not None:
        condition, values = library.among("key", criteria.sources)
        column = "statement" if statements else "article"
        yield f"SELECT {column} FROM sources WHERE {condition} AND {column} IS NOT NULL", (values,)
    yield from _entity_conditions(library, criteria)


def _entity_conditions(library: Library, criteria: Criteria) -> Iterator[tuple[str, tuple[Any, ...]]]:
    statements = criteria.unit == "statements"
    for table, names in (("speakers", criteria.speakers), ("mentioned", criteria.about)):
        if names is None:
            continue
        condition, values = library.among("e.name", names)
        linked = f"{table} x JOIN entities e ON e.id = x.entity"
        if statements:
            yield f"SELECT x.statement FROM {linked} WHERE {condition}", (values,)
        else:
            yield f"SELECT s.article FROM {linked} JOIN statements s ON s.id = x.statement WHERE {condition}", (values,)


def _weighed(
    library: Library, criteria: Criteria, allowed: Flags, size: int
) -> tuple[npt.NDArray[np.float64], Flags, int]:
    """What each row counts, the rows that hold all words (or most of them), and how many hold all."""
    scores, held, total = np.zeros(size), np.zeros(size), 0.0
    everything = int(library.value(f"SELECT COUNT(*) FROM {criteria.unit}")) or 1
    for word in criteria.words:
        members = _matching(library, criteria.unit, *_widest(library, word))
        rarity = math.log1p(everything / max(len(members), 1))
        total += rarity
        held[members] += rarity
        for numbers, weight in _narrower(library, criteria.unit, word, members):
            scores[numbers] += weight * rarity
    scores += _beside(library, criteria, size, total)
    everywhere = allowed & (held > total - 1e-9)
    whole = int(np.count_nonzero(everywhere))
    if whole >= ENOUGH:
        return scores, everywhere, whole
    scores += FEWER * held * (held <= total - 1e-9) + 10 * total * everywhere  # what holds all words comes first
    for share in MOST_OF:
        most = allowed & (held >= share * total)
        if np.count_nonzero(most) >= ENOUGH:
            break
    return scores, most, whole


def _widest(library: Library, word: Wanted) -> tuple[str, str]:
    """The column and the query by which a row holds a word at all."""
    if word.name is not None:
        return "base", library.dialect.any_of("base", [word.base, word.name])
    # the names of persons stand in that column whole, lest ياسين be found by يأس
    return "root", library.dialect.any_of("root", dict.fromkeys((word.root, word.base)))


def _narrower(library: Library, unit: Unit, word: Wanted, members: Numbers) -> Iterator[tuple[Numbers, float]]:
    """The rows that hold a word in each narrower form or place, and what that counts."""
    yield members, ROOT
    yield _matching(library, unit, "base", library.dialect.any_of("base", [word.base])), BASE
    if unit == "articles":
        terms = [word.stem] if word.name is None else [word.base, word.name]
        for place, weight in PLACES.items():
            yield _matching(library, unit, place, library.dialect.any_of(place, terms)), weight


def _beside(library: Library, criteria: Criteria, size: int, total: float) -> npt.NDArray[np.float64]:
    """What rows count more in which each two words stand beside one another as in the query."""
    out = np.zeros(size)
    exact = [word.exact for word in criteria.words]
    for pair in pairwise(exact):
        numbers = _matching(library, criteria.unit, "exact", library.dialect.phrase("exact", pair))
        out[numbers] += TOGETHER * total / len(exact)
    return out


def _newest(library: Library, unit: Unit, numbers: Numbers) -> Numbers:
    """``numbers`` by the day of their article, the undated last."""
    held = columns(library, unit, rows=len(numbers))
    if held is not None:
        return newest_first(held.days, numbers)
    source = "statements s JOIN articles a ON a.id = s.article" if unit == "statements" else "articles a"
    column = "s.id" if unit == "statements" else "a.id"
    condition, values = library.among(column, numbers.tolist())
    rows = library.rows(
        f"SELECT {column} FROM {source} WHERE {condition} ORDER BY COALESCE(a.day, '') DESC, {column} DESC", (values,)
    )
    return np.array([number for (number,) in rows], np.int64)


def facets(library: Library, unit: Unit, numbers: Iterable[int]) -> list[Facet]:
    """By outlet, month, speaker and source: how many of the rows share a value, the most frequent first."""
    among = list(numbers)
    held = columns(library, unit, rows=len(among))
    counted = _counted_by(library, unit, among) if held is None else _counted_in(held, np.array(among, np.int64))
    return [Facet(kind=kind, value=value, count=count) for kind, value, count in counted]


def _counted_by(library: Library, unit: Unit, among: Sequence[int]) -> Iterator[tuple[str, str, int]]:
    for kind, sql in _FACETS[unit].items():
        condition, values = library.among("x.id", among)
        ordered = sql.replace("#", condition) + f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {VALUES}"
        yield from ((kind, value, count) for value, count in library.rows(ordered, (values,)))


def _counted_in(held: Columns, among: Numbers) -> Iterator[tuple[str, str, int]]:
    for kind, values in held.values.items():
        yield from ((kind, value, count) for value, count in commonest(values, among, most=VALUES))


_FACETS: dict[Unit, dict[str, str]] = {
    "articles": {
        "outlet": "SELECT x.outlet, COUNT(*) FROM articles x WHERE #",
        "month": "SELECT SUBSTR(x.day, 1, 7), COUNT(*) FROM articles x WHERE # AND x.day IS NOT NULL",
        "speaker": "SELECT s.speaker, COUNT(DISTINCT x.id) FROM articles x JOIN statements s ON s.article = x.id"
        " WHERE #",
        "source": "SELECT c.name, COUNT(DISTINCT x.id) FROM articles x JOIN sources c ON c.article = x.id WHERE #",
    },
    "statements": {
        "outlet": "SELECT a.outlet, COUNT(*) FROM statements x JOIN articles a ON a.id = x.article WHERE #",
        "month": "SELECT SUBSTR(a.day, 1, 7), COUNT(*) FROM statements x JOIN articles a ON a.id = x.article"
        " WHERE # AND a.day IS NOT NULL",
        "speaker": "SELECT x.speaker, COUNT(*) FROM statements x WHERE #",
        "source": "SELECT c.name, COUNT(*) FROM statements x JOIN sources c ON c.statement = x.id WHERE #",
    },
}


def sources(library: Library) -> list[tuple[str, str]]:
    """Key and name of everyone through whom words came, the most frequent first."""
    return library.kept("sources", lambda: _sources(library))


def _sources(library: Library) -> list[tuple[str, str]]:
    return [
        (key, name)
        for key, name, _ in library.rows(
            "SELECT key, MIN(name), COUNT(*) FROM sources GROUP BY key ORDER BY COUNT(*) DESC, key"
        )
    ]


def alike(library: Library, criteria: Criteria, vector: Vectors) -> Found:
    """The rows nearest in meaning to a vector (unit length) among those that meet the conditions, nearest first."""
    table: Table = "article_vectors" if criteria.unit == "articles" else "statement_vectors"
    with library.snapshot():
        allowed = _allowed(library, criteria, _size(library, criteria.unit))
        near = nearest(library, table, vector[None, :], most=MOST_ALIKE, allowed=allowed)[0]
    kept = [(number, cosine) for number, cosine in near if cosine >= LEAST_ALIKE[criteria.unit]]
    return Found([number for number, _ in kept], [cosine for _, cosine in kept], len(kept))


def likeness(library: Library, vector: Vectors, numbers: Iterable[int]) -> dict[int, float]:
    """How near the statements of these numbers are to a vector."""
    return {n: round(float(v @ vector), 4) for n, v in vectors_of(library, "statement_vectors", numbers).items()}


def shares(library: Library, words: Sequence[Wanted]) -> Shares:
    """The share of ``words`` (0 to 1, by weight) that each statement holds, at its number.

    A word counts by its root, a little more in a narrower form.
    """
    with library.snapshot():
        return _shares(library, words)


def holding(shares: Shares, *, least: float, most: int) -> list[int]:
    """Numbers of the statements that hold most, at most so many, each with a share of ``least`` or more."""
    best = np.argsort(-shares, kind="stable")[:most]
    return [int(number) for number in best if shares[number] >= max(least, 1e-9)]


def _shares(library: Library, words: Sequence[Wanted]) -> Shares:
    scores, total = np.zeros(_size(library, "statements")), 0.0
    everything = int(library.value("SELECT COUNT(*) FROM statements")) or 1
    for word in words:
        members = _matching(library, "statements", *_widest(library, word))
        alike = _matching(library, "statements", "base", library.dialect.any_of("base", [word.base]))
        rarity = math.log1p(everything / max(len(members), 1))
        total += rarity
        scores[members] += HELD * rarity
        scores[alike] += (1 - HELD) * rarity
    return scores / (total or 1.0)
