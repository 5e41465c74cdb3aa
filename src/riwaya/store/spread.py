"""What outlets carry and share, counted for all of them at once and kept until something is written.

The questions of ``outlets`` join every telling of an outlet with those of all others, which takes a second for one of
ten thousand articles; pages ask them again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, permutations
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.store import outlets
from riwaya.store.columns import Numbers, once, pairs_of
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
    outlet = outlets.codes(library)
    keys: dict[int, str] = dict(library.rows("SELECT MIN(id), outlet_key FROM articles GROUP BY outlet_key"))
    told = "tellings t JOIN statements s ON s.id = t.statement"
    utterance, article = pairs_of(library, "t.utterance", "s.article", told)
    whose, carrier = once(utterance, outlet[article])
    shared = _several(whose)
    story, article = pairs_of(library, "story", "article", "story_articles")
    inside, teller = once(story, outlet[article])
    return Spread(
        utterances=_counted_by(keys, carrier),
        shared=_counted_by(keys, carrier[shared]),
        pairs=_pairs(keys, whose[shared], carrier[shared]),
        stories=_counted_by(keys, teller),
        alone=_counted_by(keys, teller[~_several(inside)]),
    )


def _several(ordered: Numbers) -> npt.NDArray[np.bool_]:
    """Which of these stand beside their like."""
    again = np.diff(ordered, prepend=-1) == 0
    return np.asarray(again | np.append(again[1:], np.False_), np.bool_)


def _pairs(keys: Mapping[int, str], utterances: Numbers, carriers: Numbers) -> dict[str, Counter[str]]:
    """By key of an outlet: in how many utterances it meets each other one. Both columns are in order of utterances."""
    told = groupby(zip(utterances.tolist(), carriers.tolist(), strict=True), key=itemgetter(0))
    met = Counter(pair for _, rows in told for pair in permutations((code for _, code in rows), 2))
    out: dict[str, Counter[str]] = {}
    for (one, other), count in met.items():
        out.setdefault(keys[one], Counter())[keys[other]] = count
    return out


def _counted_by(keys: Mapping[int, str], codes: Numbers) -> Counter[str]:
    found, counts = np.unique(codes, return_counts=True)
    return Counter({keys[code]: count for code, count in zip(found.tolist(), counts.tolist(), strict=True)})


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
