"""Articles in the library: kept with all their wordings, loaded, forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from riwaya.model import Article, Piece, Published, replace
from riwaya.store.database import Library, LibraryError, Row
from riwaya.store.packing import (
    unpack,
    unpack_article,
    unpack_bytes,
    unpack_text,
)
from riwaya.store.records import Card, Makers, Version

_DATED = re.compile(r"\d{4}(-\d\d){0,2}")
_CARD = """SELECT a.name, a.outlet, a.title, a.published, a.day, a.inferred, a.url, a.version, s.name FROM articles a
    LEFT JOIN story_articles m ON m.article = a.id LEFT JOIN stories s ON s.id = m.story"""


class ChangedMeanwhileError(LibraryError):
    """Another program has written what this one was about to write: look again, and do it anew."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: another program keeps changing it (برنامج آخر يغيره باستمرار) — run this again when that one is"
            " done (أعد المحاولة بعد انتهائه)"
        )


def day_of(value: str | None) -> str | None:
    """The day of a publication time, or the month or year where it says no more; None for an open year.

    >>> day_of("2024-06-19T11:30+03:00"), day_of("XXXX-06-19"), day_of("2024-06")
    ('2024-06-19', None, '2024-06')
    """
    match = _DATED.match(value or "")
    return match.group() if match else None


def maker(library: Library, kind: str, version: str) -> int:
    """The number under which what ``version`` of ``kind`` made is kept."""
    library.run("INSERT INTO makers (kind, version) VALUES (?, ?) ON CONFLICT DO NOTHING", (kind, version))
    return int(library.value("SELECT id FROM makers WHERE kind = ? AND version = ?", (kind, version)))


def empty(library: Library, numbers: Sequence[int]) -> None:
    """Take everything out that articles are found by; their rows and versions stay."""
    condition, values = library.among("article", numbers)
    inside = f"SELECT id FROM statements WHERE {condition}"
    library.run(f"DELETE FROM statement_index WHERE rowid IN ({inside})", (values,))
    for table in ("statements", "appearances", "sources"):
        library.run(f"DELETE FROM {table} WHERE {condition}", (values,))
    for table, column in (("article_index", "rowid"), ("article_vectors", "item")):
        condition, values = library.among(column, numbers)
        library.run(f"DELETE FROM {table} WHERE {condition}", (values,))


def load(library: Library, names: Sequence[str]) -> list[Article]:
    """The articles of these ids, annotated, in this order; ids that the library does not hold are left out."""
    condition, values = library.among("a.name", names)
    rows = library.rows(
        "SELECT a.name, v.data, t.body FROM articles a JOIN versions v ON v.article = a.id AND v.number = a.version"
        f" JOIN texts t ON t.id = v.text WHERE {condition}",
        (values,),
    )
    found = {name: unpack_article(data, unpack_text(body)) for name, data, body in rows}
    return [found[name] for name in names if name in found]


def dated(library: Library, article: Article) -> Article:
    """``article`` with the date that its story supplies, where it states none of its own."""
    row = library.row("SELECT day, inferred FROM articles WHERE name = ?", (article.id,))
    if row is None or not row[1] or row[0] is None:
        return article
    span = article.published.span if article.published else None
    return replace(article, published=Published(value=row[0], span=span, basis="inferred", rule="story"))


def all_names(library: Library) -> list[str]:
    """The ids of all articles, in the order in which they were added."""
    return [name for (name,) in library.rows("SELECT name FROM articles ORDER BY id")]


def load_all(library: Library, *, at_once: int = 200) -> Iterator[Article]:
    """Every article, a few at a time."""
    names = all_names(library)
    for start in range(0, len(names), at_once):
        yield from load(library, names[start : start + at_once])


def text_of(library: Library, name: str) -> str:
    """What the article ``name`` says now: its own part of its source text; an empty text for an unknown one."""
    found = load(library, [name])
    return found[0].span.of(found[0].text) if found else ""


def versions(library: Library, name: str) -> list[Version]:
    """The wordings of an article, the first one first."""
    rows = library.rows(
        "SELECT v.number, v.kept, m.version, v.changes FROM versions v JOIN makers m ON m.id = v.maker"
        " JOIN articles a ON a.id = v.article WHERE a.name = ? ORDER BY v.number",
        (name,),
    )
    return [
        Version(number=number, kept=kept, maker=made, changes=unpack(changes, tuple[Piece, ...]) if changes else ())
        for number, kept, made, changes in rows
    ]


def load_version(library: Library, name: str, number: int) -> Article | None:
    """An article as it was in one of its wordings."""
    row = library.row(
        "SELECT v.data, t.body FROM versions v JOIN articles a ON a.id = v.article JOIN texts t ON t.id = v.text"
        " WHERE a.name = ? AND v.number = ?",
        (name, number),
    )
    return unpack_article(row[0], unpack_text(row[1])) if row else None


def original(library: Library, name: str, number: int | None = None) -> tuple[bytes, str] | None:
    """The bytes that a wording (the present one) of an article was read from, and their media type, where kept."""
    row = library.row(
        "SELECT t.original, t.media FROM versions v JOIN articles a ON a.id = v.article JOIN texts t ON t.id = v.text"
        " WHERE a.name = ? AND v.number = COALESCE(?, a.version)",
        (name, number),
    )
    return (unpack_bytes(row[0]), row[1] or "") if row and row[0] is not None else None


def named(library: Library, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of articles by their numbers."""
    condition, values = library.among("id", numbers)
    return dict(library.rows(f"SELECT id, name FROM articles WHERE {condition}", (values,)))


def cards(library: Library, names: Iterable[str]) -> dict[str, Card]:
    """What a list shows of articles, by their ids; those that the library does not hold are left out."""
    condition, values = library.among("a.name", names)
    return {row[0]: _card(row) for row in library.rows(f"{_CARD} WHERE {condition}", (values,))}


def card(library: Library, name: str) -> Card | None:
    """What a list shows of the article ``name``."""
    return cards(library, [name]).get(name)


def _card(row: Row) -> Card:
    id, outlet, title, published, day, inferred, url, version, story = row
    return Card(
        id=id,
        outlet=outlet,
        title=title,
        published=published,
        day=day,
        inferred=bool(inferred),
        url=url,
        version=version,
        story=story,
    )


def days(library: Library, numbers: Iterable[int]) -> dict[int, str | None]:
    """The day each of these articles appeared, as far as known."""
    condition, values = library.among("id", numbers)
    return dict(library.rows(f"SELECT id, day FROM articles WHERE {condition}", (values,)))


def stale(library: Library, makers: Makers, *, most: int) -> list[str]:
    """Ids of articles that other rules or models made than ``makers``, at most so many."""
    rows = library.rows(
        "SELECT a.name FROM articles a JOIN versions v ON v.article = a.id AND v.number = a.version"
        " JOIN makers m ON m.id = v.maker JOIN makers t ON t.id = a.indexed"
        " LEFT JOIN article_vectors x ON x.item = a.id LEFT JOIN makers n ON n.id = x.maker"
        " WHERE m.version <> ? OR t.version <> ? OR COALESCE(n.version, ?) <> ? ORDER BY a.id LIMIT ?",
        (makers.annotate, makers.terms, makers.vectors, makers.vectors, most),
    )
    return [name for (name,) in rows]


def page_of(library: Library, name: str) -> list[tuple[str, str]]:
    """Id and key of all articles on the page of ``name``, in order."""
    found: list[tuple[str, str]] = [
        (row[0], row[1])
        for row in library.rows(
            "SELECT name, key FROM articles"
            " WHERE document = (SELECT document FROM articles WHERE name = ?) ORDER BY id",
            (name,),
        )
    ]
    return found


def forget(library: Library, name: str) -> bool:
    """Take an article out with all that came from it: wordings, text, statements, links; False for an unknown one.

    The other articles of its stories wait for linking. What was written is overwritten in the file.
    """
    known = take_out(library, name)
    if known:
        compact(library)
    return known


def take_out(library: Library, name: str) -> bool:
    """``forget`` without the overwriting, which ``compact`` then does for all that were taken out."""
    with library.atomic():
        number = library.value("SELECT id FROM articles WHERE name = ?", (name,))
        if number is None:
            return False
        _unlink(library, number)
        empty(library, [number])
        library.run("DELETE FROM articles WHERE id = ?", (number,))
        sweep(library)
    return True


def _unlink(library: Library, number: int) -> None:
    story = library.value("SELECT story FROM story_articles WHERE article = ?", (number,))
    if story is not None:
        library.run(
            "UPDATE articles SET pending = pending + 1"
            " WHERE id IN (SELECT article FROM story_articles WHERE story = ?)",
            (story,),
        )
        library.run("DELETE FROM stories WHERE id = ?", (story,))


def sweep(library: Library) -> None:
    """Take out texts and entities that nothing refers to."""
    library.run("DELETE FROM texts WHERE id NOT IN (SELECT text FROM versions)")
    used = "SELECT entity FROM appearances UNION SELECT entity FROM mentioned UNION SELECT entity FROM speakers"
    library.run(f"DELETE FROM entities WHERE id NOT IN ({used})")


def compact(library: Library) -> None:
    """Write the full-text index anew, in which what was deleted stays until then, and empty the log."""
    if library.is_sqlite:
        with library.atomic():
            for table in ("article_index", "statement_index"):
                library.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        library.run("PRAGMA wal_checkpoint(TRUNCATE)")
