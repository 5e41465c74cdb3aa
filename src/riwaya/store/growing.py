"""What linking keeps of every article, so that a new one finds its story without the others being read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from riwaya.store.articles import maker
from riwaya.store.columns import numbers_of
from riwaya.store.database import Library

#: An article as it stands in the library: its number, that of its story (None: it waits), what linking keeps of it.
Kept = tuple[int, int | None, bytes]


def keep_features(library: Library, rows: Mapping[int, bytes], *, link_version: str) -> None:
    """Keep what linking made of these articles (by number), in the place of what it kept of them before."""
    with library.atomic():
        made = maker(library, "link", link_version)
        condition, values = library.among("item", rows)
        library.run(f"DELETE FROM story_features WHERE {condition}", (values,))
        library.many("INSERT INTO story_features VALUES (?, ?, ?)", [(item, made, rows[item]) for item in sorted(rows)])


def numbers_between(library: Library, first: str | None, last: str | None) -> list[int]:
    """The articles from ``first`` to ``last`` (days), those that may be of them, and all others of their stories.

    Without a day on either side it is every article.
    """
    if first is None or last is None:
        return [number for (number,) in library.rows("SELECT id FROM articles ORDER BY id")]
    # of what has only a month or a year, those of the first day sort before it, later ones inside
    found = numbers_of(
        library,
        "WITH near AS (SELECT id FROM articles WHERE day IS NULL OR day IN (?, ?) OR (day >= ? AND day <= ?))"
        " SELECT id FROM near UNION ALL SELECT o.article FROM story_articles o"
        " WHERE o.story IN (SELECT m.story FROM near n JOIN story_articles m ON m.article = n.id)",
        (first[: len("2031")], first[: len("2031-05")], first, last),
    )
    out: list[int] = np.unique(found).tolist()
    return out


def numbers_with(library: Library, articles: Iterable[str]) -> set[int]:
    """The numbers of these articles and of all others of their stories."""
    condition, values = library.among("a.name", articles)
    rows = library.rows(
        f"SELECT a.id FROM articles a WHERE {condition} UNION SELECT o.article FROM articles a"
        f" JOIN story_articles m ON m.article = a.id JOIN story_articles o ON o.story = m.story WHERE {condition}",
        (values, values),
    )
    return {number for (number,) in rows}


def names(library: Library, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of these articles by their numbers."""
    condition, values = library.among("id", numbers)
    return dict(library.rows(f"SELECT id, name FROM articles WHERE {condition}", (values,)))


def kept(library: Library, numbers: Iterable[int], *, link_version: str) -> list[Kept]:
    """What this linking has kept of these articles; those of which it has kept nothing are left out."""
    condition, values = library.among("f.item", numbers)
    rows: list[Kept] = library.rows(
        "SELECT f.item, m.story, f.data FROM story_features f LEFT JOIN story_articles m ON m.article = f.item"
        f" WHERE {condition} AND f.maker = (SELECT id FROM makers WHERE kind = 'link' AND version = ?)",
        (values, link_version),
    )
    return rows
