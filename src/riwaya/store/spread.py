"""What outlets carry and share, counted for all of them at once and kept until something is written.

The questions of ``outlets`` join every telling of an outlet with those of all others, which takes a second for one of
ten thousand articles; pages ask them again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, permutations
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.store import outlets
from riwaya.store.columns import Numbers, pairs_of
from riwaya.store.database import Library
from riwaya.store.outlets import MOST, Counted, OutletFacts


class Spread(NamedTuple):
    """By keys of outlets: how many utterances or stories each carries, alone, and with each other outlet."""

    utterances: Counter[str]
    shared: Counter[str]
    pairs: dict[str, Counter[str]]
    stories: Counter[str]
    alone: Counter[str]


def facts(library: Library, keys: Sequence[str]) -> OutletFacts:
    """The numbers of the outlet that goes by these keys; for several keys as ``outlets.facts`` counts them."""
    if len(keys) != 1:
        return outlets.facts(library, keys)
    held = library.kept("outlet facts", dict[str, OutletFacts])
    if keys[0] not in held:
        with library.snapshot():
            held[keys[0]] = _facts(library, keys[0], spread(library))
    return held[keys[0]]


def spread(library: Library) -> Spread:
    """What all outlets carry and share."""
    return library.kept("spread", lambda: _spread(library))


def _spread(library: Library) -> Spread:
    articles = library.rows("SELECT id, outlet_key FROM articles")
    names = sorted({key for _, key in articles})
    codes = {key: code for code, key in enumerate(names)}
    outlet = np.zeros(max((number for number, _ in articles), default=0) + 1, np.int64)
    for number, key in articles:
        outlet[number] = codes[key]
    made = Spread(Counter(), Counter(), {}, Counter(), Counter())
    told = "tellings t JOIN statements s ON s.id = t.statement"
    carried, several = _carriers(*pairs_of(library, "t.utterance", "s.article", told), outlet)
    made.utterances.update(_counted_by(names, carried[:, 1]))
    made.shared.update(_counted_by(names, carried[several, 1]))
    utterances = groupby(carried[several].tolist(), key=itemgetter(0))
    met = Counter(pair for _, rows in utterances for pair in permutations((names[code] for _, code in rows), 2))
    for (one, other), count in met.items():
        made.pairs.setdefault(one, Counter())[other] = count
    inside, several = _carriers(*pairs_of(library, "story", "article", "story_articles"), outlet)
    made.stories.update(_counted_by(names, inside[:, 1]))
    made.alone.update(_counted_by(names, inside[~several, 1]))
    return made


def _carriers(things: Numbers, articles: Numbers, outlet: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Each thing with each outlet (by code) of its articles, a row each, in order; which rows are of one with several.

    ``things`` and ``articles`` stand side by side; ``outlet`` gives the code of an article's outlet, at its number.
    """
    wide = outlet.max(initial=0) + 1
    found = np.sort(things * wide + outlet[articles])
    found = found[np.diff(found, prepend=-1) > 0]
    whose = found // wide
    again = np.diff(whose, prepend=-1) == 0
    return np.stack((whose, found % wide), axis=1), again | np.append(again[1:], np.False_)


def _counted_by(names: Sequence[str], codes: Numbers) -> dict[str, int]:
    return {names[code]: count for code, count in enumerate(np.bincount(codes).tolist()) if count}


def _facts(library: Library, key: str, all_: Spread) -> OutletFacts:
    row = library.row(
        "SELECT MAX(outlet), COUNT(*), MIN(day), MAX(day) FROM articles WHERE outlet_key = ?", (key,)
    ) or ("", 0, None, None)
    said = "statements s JOIN articles a ON a.id = s.article WHERE a.outlet_key = ?"
    modes: dict[str, int] = dict(library.rows(f"SELECT s.mode, COUNT(*) FROM {said} GROUP BY 1 ORDER BY 1", (key,)))
    names = {each: name for each, name, _, _ in outlets.names(library)}
    others = sorted(all_.pairs.get(key, Counter()).items(), key=lambda each: (-each[1], names.get(each[0], each[0])))
    return OutletFacts(
        name=row[0] or "",
        articles=row[1],
        first_day=row[2],
        last_day=row[3],
        statements=sum(modes.values()),
        modes=modes,
        speakers=_counted(library, f"SELECT s.speaker, COUNT(*) FROM {said} GROUP BY 1", key),
        sources=_counted(
            library,
            "SELECT c.name, COUNT(DISTINCT c.article) FROM sources c JOIN articles a ON a.id = c.article"
            " WHERE a.outlet_key = ? GROUP BY 1",
            key,
        ),
        utterances=all_.utterances[key],
        shared=all_.shared[key],
        with_others=tuple(Counted(name=names.get(other, other), count=count) for other, count in others[:MOST]),
        stories=all_.stories[key],
        stories_alone=all_.alone[key],
    )


def _counted(library: Library, sql: str, key: str) -> tuple[Counted, ...]:
    rows = library.rows(f"{sql} ORDER BY 2 DESC, 1 LIMIT {MOST}", (key,))
    return tuple(Counted(name=name, count=count) for name, count in rows)
