"""What an outlet carries: whom it quotes, through whom, and how much it shares with others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from riwaya.model import Record
from riwaya.store.columns import Numbers, pairs_of
from riwaya.store.database import Library

#: Lists of speakers, sources and other outlets show so many.
MOST = 15


class Counted(Record, frozen=True):
    """A name and how often it is met."""

    name: str
    count: int


class OutletFacts(Record, frozen=True):
    """An outlet in numbers.

    ``shared`` of its ``utterances`` are carried by other outlets too; ``with_others`` counts them by the other outlet.
    In ``stories_alone`` of its ``stories`` no other outlet has an article.
    """

    name: str
    articles: int
    first_day: str | None
    last_day: str | None
    statements: int
    modes: dict[str, int]
    speakers: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    utterances: int
    shared: int
    with_others: tuple[Counted, ...]
    stories: int
    stories_alone: int


def names(library: Library) -> list[tuple[str, str, str | None, int]]:
    """Key, name, id and number of articles of every outlet, the one with most articles first."""
    return library.kept("outlets", lambda: _names(library))


def _names(library: Library) -> list[tuple[str, str, str | None, int]]:
    return [
        (key, name, id, count)
        for key, name, id, count in library.rows(
            "SELECT outlet_key, MIN(outlet), MAX(outlet_id), COUNT(*) FROM articles GROUP BY outlet_key"
            " ORDER BY COUNT(*) DESC, outlet_key"
        )
    ]


def codes(library: Library) -> Numbers:
    """A number for the outlet of each article, at the article's number: that of the outlet's first article."""
    first = "SELECT outlet_key, MIN(id) AS code FROM articles GROUP BY outlet_key"
    article, code = pairs_of(library, "a.id", "o.code", f"articles a JOIN ({first}) o ON o.outlet_key = a.outlet_key")
    out = np.zeros(article.max(initial=0) + 1, np.int64)
    out[article] = code
    return out


def facts(library: Library, keys: Sequence[str]) -> OutletFacts:
    """The numbers of the outlet that goes by these keys."""
    with library.snapshot():
        condition, values = library.among("a.outlet_key", keys)
        row = library.row(
            f"SELECT MAX(a.outlet), COUNT(*), MIN(a.day), MAX(a.day) FROM articles a WHERE {condition}", (values,)
        )
        name, articles, first, last = row or ("", 0, None, None)
        said = f"statements s JOIN articles a ON a.id = s.article WHERE {condition}"
        carried = _utterances(library, keys)
        stories = _stories(library, keys)
        return OutletFacts(
            name=name or "",
            articles=articles,
            first_day=first,
            last_day=last,
            statements=library.value(f"SELECT COUNT(*) FROM {said}", (values,)),
            modes=dict(library.rows(f"SELECT s.mode, COUNT(*) FROM {said} GROUP BY s.mode ORDER BY 1", (values,))),
            speakers=_counted(library, f"SELECT s.speaker, COUNT(*) FROM {said} GROUP BY s.speaker", values),
            sources=_counted(
                library,
                "SELECT c.name, COUNT(DISTINCT a.id) FROM sources c JOIN articles a ON a.id = c.article"
                f" WHERE {condition} GROUP BY c.name",
                values,
            ),
            utterances=carried[0],
            shared=carried[1],
            with_others=_others(library, keys),
            stories=stories[0],
            stories_alone=stories[1],
        )


def _counted(library: Library, sql: str, values: object) -> tuple[Counted, ...]:
    rows = library.rows(f"{sql} ORDER BY 2 DESC, 1 LIMIT {MOST}", (values,))
    return tuple(Counted(name=name, count=count) for name, count in rows)


_TOLD = (
    "tellings t JOIN statements s ON s.id = t.statement JOIN articles a ON a.id = s.article"
    " JOIN tellings o ON o.utterance = t.utterance JOIN statements p ON p.id = o.statement"
    " JOIN articles b ON b.id = p.article"
)


def _utterances(library: Library, keys: Sequence[str]) -> tuple[int, int]:
    """How many utterances the outlet carries, and how many of them others carry too."""
    condition, values = library.among("a.outlet_key", keys)
    all_ = library.value(
        "SELECT COUNT(DISTINCT t.utterance) FROM tellings t JOIN statements s ON s.id = t.statement"
        f" JOIN articles a ON a.id = s.article WHERE {condition}",
        (values,),
    )
    other, more = library.among("b.outlet_key", keys)
    shared = library.value(
        f"SELECT COUNT(DISTINCT t.utterance) FROM {_TOLD} WHERE {condition} AND NOT ({other})", (values, more)
    )
    return int(all_), int(shared)


def _others(library: Library, keys: Sequence[str]) -> tuple[Counted, ...]:
    condition, values = library.among("a.outlet_key", keys)
    other, more = library.among("b.outlet_key", keys)
    rows = library.rows(
        f"SELECT b.outlet, COUNT(DISTINCT t.utterance) FROM {_TOLD} WHERE {condition} AND NOT ({other})"
        f" GROUP BY b.outlet ORDER BY 2 DESC, 1 LIMIT {MOST}",
        (values, more),
    )
    return tuple(Counted(name=name, count=count) for name, count in rows)


def _stories(library: Library, keys: Sequence[str]) -> tuple[int, int]:
    """How many stories the outlet is in, and in how many of them it is alone."""
    condition, values = library.among("a.outlet_key", keys)
    other, more = library.among("b.outlet_key", keys)
    mine = f"SELECT m.story FROM story_articles m JOIN articles a ON a.id = m.article WHERE {condition}"
    theirs = f"SELECT n.story FROM story_articles n JOIN articles b ON b.id = n.article WHERE NOT ({other})"
    row = library.row(
        f"SELECT COUNT(DISTINCT x.story), COUNT(DISTINCT CASE WHEN x.story NOT IN ({theirs}) THEN x.story END)"
        f" FROM ({mine}) x",
        (more, values),
    )
    return (row[0], row[1]) if row else (0, 0)
