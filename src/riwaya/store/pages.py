"""What the pages list: stories by day, where statements stand, what is contested. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from riwaya.model import Evidence, Record
from riwaya.store import outlets
from riwaya.store.columns import once, pairs_of
from riwaya.store.database import Library
from riwaya.store.packing import unpack


class Shelved(NamedTuple):
    """A story by number: the days of its first and last news (empty when unknown), its outlets and articles."""

    last: str
    outlets: int
    number: int
    first: str
    articles: int


class Standing(NamedTuple):
    """Where a statement of a story stands: its id, its article's id and outlet."""

    statement: str
    article: str
    outlet: str


class Contest(Record, frozen=True):
    """What is kept of an utterance that says whether it is contested."""

    relation: dict[str, str] = msgspec.field(default_factory=dict)
    denied_by: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True when tellings conflict or somebody denies it."""
        return bool(self.denied_by) or "conflicting" in self.relation.values()


class Linked(Record, frozen=True):
    """What is kept of an utterance that says why its tellings were put together."""

    evidence: tuple[Evidence, ...] = ()


def shelf(library: Library) -> list[Shelved]:
    """Every story, that of the latest day first, in a day that of most outlets; kept until something is written."""
    return library.kept("shelf", lambda: _shelf(library))


def _shelf(library: Library) -> list[Shelved]:
    story, article = pairs_of(library, "story", "article", "story_articles")
    number, held = np.unique(story, return_counts=True)
    told, tellers = np.unique(once(story, outlets.codes(library)[article])[0], return_counts=True)
    articles, tell = (dict(zip(a.tolist(), b.tolist(), strict=True)) for a, b in ((number, held), (told, tellers)))
    rows = library.rows("SELECT COALESCE(SUBSTR(last, 1, 10), ''), id, COALESCE(SUBSTR(first, 1, 10), '') FROM stories")
    found = [Shelved(last, tell[id], id, first, articles[id]) for last, id, first in rows if id in articles]
    return sorted(found, reverse=True)


def stories_with(library: Library, articles: Iterable[int]) -> set[int]:
    """Numbers of the stories that hold one of these articles."""
    condition, values = library.among("article", articles)
    return {n for (n,) in library.rows(f"SELECT DISTINCT story FROM story_articles WHERE {condition}", (values,))}


def stories_by(library: Library, outlets: Iterable[str]) -> set[int]:
    """Numbers of the stories with an article of one of these outlets (by their keys)."""
    condition, values = library.among("a.outlet_key", outlets)
    sql = f"SELECT DISTINCT m.story FROM story_articles m JOIN articles a ON a.id = m.article WHERE {condition}"
    return {number for (number,) in library.rows(sql, (values,))}


def stories_naming(library: Library, entities: Iterable[str]) -> set[int]:
    """Numbers of the stories with an article that names one of these entities."""
    condition, values = library.among("e.name", entities)
    rows = library.rows(
        "SELECT DISTINCT m.story FROM entities e JOIN appearances p ON p.entity = e.id"
        f" JOIN story_articles m ON m.article = p.article WHERE {condition}",
        (values,),
    )
    return {number for (number,) in rows}


def contests(library: Library, stories: Sequence[int]) -> dict[int, int]:
    """How many utterances of each of these stories (by number) are contested."""
    condition, values = library.among("u.story", stories)
    rows = library.rows(f"SELECT u.story, u.data FROM utterances u WHERE {condition}", (values,))
    out = dict.fromkeys(stories, 0)
    for story, data in rows:
        out[story] += unpack(data, Contest).holds
    return out


def standings(library: Library, story: str, statements: Iterable[str]) -> dict[str, Standing]:
    """Where those of these statements (by id) that are in a story stand, by their ids."""
    condition, values = library.among("x.name", statements)
    rows = library.rows(
        "SELECT x.name, a.name, a.outlet FROM statements x JOIN articles a ON a.id = x.article"
        f" JOIN story_articles m ON m.article = a.id JOIN stories s ON s.id = m.story WHERE {condition} AND s.name = ?",
        (values, story),
    )
    return {row[0]: Standing(*row) for row in rows}


def story_number(library: Library, name: str) -> int | None:
    """The number of a story by its id."""
    found: int | None = library.value("SELECT id FROM stories WHERE name = ?", (name,))
    return found


def newest_links(library: Library, *, most: int) -> list[tuple[str, Evidence]]:
    """The links inside the utterances of the stories put together last, at most those of ``most`` utterances.

    Each with the id of its story.
    """
    rows = library.rows(
        "SELECT s.name, u.data FROM utterances u JOIN stories s ON s.id = u.story WHERE u.id IN"
        " (SELECT utterance FROM tellings GROUP BY utterance HAVING COUNT(*) > 1 ORDER BY utterance DESC LIMIT ?)"
        " ORDER BY u.id DESC",
        (most,),
    )
    return [(story, link) for story, data in rows for link in unpack(data, Linked).evidence]


def pulse(library: Library) -> tuple[int, int, int]:
    """How many articles there are, how many of them wait, and the highest number of a story."""
    row = library.row(
        "SELECT (SELECT COUNT(*) FROM articles), (SELECT COUNT(*) FROM articles WHERE pending > 0),"
        " (SELECT COALESCE(MAX(id), 0) FROM stories)"
    )
    return (row[0], row[1], row[2]) if row else (0, 0, 0)


def waits(library: Library, articles: Iterable[str]) -> bool:
    """True when one of these articles (by id) waits for linking."""
    condition, values = library.among("name", articles)
    return bool(library.value(f"SELECT COUNT(*) FROM articles WHERE pending > 0 AND {condition}", (values,)))


def statement_number(library: Library, name: str) -> int | None:
    """The number of a statement by its id."""
    found: int | None = library.value("SELECT id FROM statements WHERE name = ? ORDER BY id", (name,))
    return found


def newest_articles(library: Library, *, most: int) -> list[str]:
    """Ids of the articles that came last and have statements, at most so many."""
    rows = library.rows(
        "SELECT a.name FROM articles a WHERE a.id IN (SELECT article FROM statements) ORDER BY a.id DESC LIMIT ?",
        (most,),
    )
    return [name for (name,) in rows]


def articles_of(library: Library, statements: Iterable[str]) -> list[str]:
    """Ids of the articles in which these statements (by id) stand."""
    condition, values = library.among("x.name", statements)
    sql = f"SELECT DISTINCT a.name FROM statements x JOIN articles a ON a.id = x.article WHERE {condition}"
    return [name for (name,) in library.rows(sql, (values,))]


def waits_for(library: Library, *, story: str = "", statement: str = "") -> bool:
    """True while an article of this story, or the one of this statement, waits for linking."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM stories s JOIN story_articles m ON m.story = s.id JOIN articles a"
        " ON a.id = m.article WHERE s.name = ? AND a.pending > 0) + (SELECT COUNT(*) FROM statements x"
        " JOIN articles a ON a.id = x.article WHERE x.name = ? AND a.pending > 0)"
    )
    return bool(library.value(sql, (story, statement)))
