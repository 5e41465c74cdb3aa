"""Statements in the library, each a row of its own: who, how, through whom, about whom, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.model import Article, Statement
from riwaya.store.database import Library
from riwaya.store.migrations import STATEMENT_COLUMNS
from riwaya.store.nearest import keep_vector
from riwaya.store.packing import plain
from riwaya.store.records import ArticleEntry


def fill(
    library: Library, article: int, entry: ArticleEntry, entities: dict[str, int], numbers: Mapping[str, int]
) -> None:
    """Write the statements of an article (by its number).

    ``entities`` are the numbers of its entities, ``numbers`` the maker and the stamp of vectors.
    """
    for place, (statement, found) in enumerate(zip(entry.article.statements, entry.statements, strict=True)):
        number = _insert(library, article, place, statement, found.speaker_key)
        runs = [library.dialect.run(getattr(found, column)) for column in STATEMENT_COLUMNS]
        library.run(library.dialect.fill("statement_index", STATEMENT_COLUMNS), (number, *runs))
        if found.vector:
            keep_vector(library, "statement_vectors", number, found.vector, numbers)
        about = {entities[each] for each in mentioned(entry.article, statement) if each in entities}
        by = {entities[each] for each in (statement.speaker.entity or "").split("+") if each in entities}
        library.many("INSERT INTO speakers VALUES (?, ?)", [(number, each) for each in sorted(by)])
        library.many("INSERT INTO mentioned VALUES (?, ?)", [(number, each) for each in sorted(about)])
        library.many(
            "INSERT INTO sources (article, statement, name, key, role) VALUES (?, ?, ?, ?, ?)",
            [(article, number, plain(each.name), each.key, each.role) for each in found.sources],
        )


def _insert(library: Library, article: int, place: int, statement: Statement, key: str) -> int:
    spans = [*statement.content, *([statement.cue] if statement.cue else [])]
    start, stop = min((span.start for span in spans), default=0), max((span.stop for span in spans), default=0)
    speaker = statement.speaker
    values = (article, place, plain(speaker.name), key, speaker.entity, statement.mode, statement.act, start, stop)
    return int(
        library.value(
            "INSERT INTO statements (name, article, place, speaker, speaker_key, entity, mode, act, start, stop)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (plain(statement.id), *values),
        )
    )


def mentioned(article: Article, statement: Statement) -> Iterable[str]:
    """The entities that the content of a statement names."""
    return dict.fromkeys(
        mention.entity for mention in article.mentions if any(span.contains(mention.span) for span in statement.content)
    )


def where(library: Library, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Article id and statement id by the number of the statement."""
    condition, values = library.among("s.id", numbers)
    rows = library.rows(
        f"SELECT s.id, a.name, s.name FROM statements s JOIN articles a ON a.id = s.article WHERE {condition}",
        (values,),
    )
    return {number: (article, statement) for number, article, statement in rows}


def numbers(library: Library, articles: Iterable[str]) -> dict[int, str]:
    """Statement id by number, of all statements of these articles."""
    condition, values = library.among("a.name", articles)
    return dict(
        library.rows(
            f"SELECT s.id, s.name FROM statements s JOIN articles a ON a.id = s.article WHERE {condition}", (values,)
        )
    )


def numbered(library: Library, names: Iterable[str]) -> dict[int, str]:
    """Statement id by number, of the statements of these ids."""
    condition, values = library.among("name", names)
    return dict(library.rows(f"SELECT id, name FROM statements WHERE {condition}", (values,)))
