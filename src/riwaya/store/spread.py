"""What outlets carry and share, counted for all of them at once and kept until something is written.

The questions of ``outlets`` join every telling of an outlet with those of all others, which takes a second for one of
ten thousand articles; pages ask them again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from riwaya.store import outlets
from riwaya.store.database import Library
from riwaya.store.outlets import MOST, Counted, OutletFacts

T = TypeVar("T")


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
    held = _kept(library, "outlet facts", dict[str, OutletFacts])
    if keys[0] not in held:
        with library.snapshot():
            held[keys[0]] = _facts(library, keys[0], spread(library))
    return held[keys[0]]


def spread(library: Library) -> Spread:
    """What all outlets carry and share."""
    return _kept(library, "spread", lambda: _spread(library))


def _kept(library: Library, name: str, make: Callable[[], T]) -> T:
    state = library.state()
    held = library.cache.get(name)
    if held is None or held[0] != state:
        held = library.cache[name] = (state, make())
    found: T = held[1]
    return found


_TOLD = (
    "SELECT DISTINCT t.utterance, a.outlet_key FROM tellings t JOIN statements s ON s.id = t.statement"
    " JOIN articles a ON a.id = s.article ORDER BY 1"
)
_INSIDE = "SELECT DISTINCT m.story, a.outlet_key FROM story_articles m JOIN articles a ON a.id = m.article ORDER BY 1"


def _spread(library: Library) -> Spread:
    made = Spread(Counter(), Counter(), {}, Counter(), Counter())
    for _, rows in groupby(library.rows(_TOLD), key=itemgetter(0)):
        carriers = [key for _, key in rows]
        made.utterances.update(carriers)
        if len(carriers) > 1:
            made.shared.update(carriers)
            for one in carriers:
                made.pairs.setdefault(one, Counter()).update(other for other in carriers if other != one)
    for _, rows in groupby(library.rows(_INSIDE), key=itemgetter(0)):
        tellers = [key for _, key in rows]
        made.stories.update(tellers)
        made.alone.update(tellers if len(tellers) == 1 else ())
    return made


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
