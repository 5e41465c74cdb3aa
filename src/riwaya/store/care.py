"""Looking after a library: is it whole, what in it is old, and a copy of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from riwaya.store.database import Library, LibraryError
from riwaya.store.records import Fault, Makers

#: What must not be there, by kind: rows that refer to nothing, things that nothing finds.
_ORPHANS = {
    "articles missing from the index": "articles WHERE id NOT IN (SELECT rowid FROM article_index)",
    "index rows without an article": "article_index WHERE rowid NOT IN (SELECT id FROM articles)",
    "statements missing from the index": "statements WHERE id NOT IN (SELECT rowid FROM statement_index)",
    "index rows without a statement": "statement_index WHERE rowid NOT IN (SELECT id FROM statements)",
    "articles without their wording": "articles a WHERE NOT EXISTS"
    " (SELECT 1 FROM versions v WHERE v.article = a.id AND v.number = a.version)",
    "texts that no article uses": "texts WHERE id NOT IN (SELECT text FROM versions)",
    "stories without articles": "stories WHERE id NOT IN (SELECT story FROM story_articles)",
    "utterances of no statement": "utterances u JOIN stories s ON s.id = u.story"
    " WHERE u.id NOT IN (SELECT utterance FROM tellings) AND NOT EXISTS (SELECT 1 FROM story_articles m"
    " JOIN articles a ON a.id = m.article WHERE m.story = s.id AND a.pending > 0)",
    "articles in no story that do not wait": "articles WHERE pending = 0"
    " AND id NOT IN (SELECT article FROM story_articles)",
}
_STALE = {
    "annotations by other rules": "articles a JOIN versions v ON v.article = a.id AND v.number = a.version"
    " JOIN makers m ON m.id = v.maker WHERE m.version <> ?",
    "search terms by other rules": "articles a JOIN makers m ON m.id = a.indexed WHERE m.version <> ?",
    "vectors of another model": "article_vectors x JOIN makers m ON m.id = x.maker WHERE m.version <> ?",
    "stories by other rules": "stories s JOIN makers m ON m.id = s.maker WHERE m.version <> ?",
}


def check(library: Library, makers: Makers) -> list[Fault]:
    """What is wrong in a library (``damage``, ``orphan``), what is old (``stale``) or undone (``waiting``)."""
    faults = _damage(library) if library.is_sqlite else []
    counts: list[tuple[str, str, str, tuple[str, ...]]]
    with library.snapshot():
        counts = [("orphan", what, f"SELECT COUNT(*) FROM {table}", ()) for what, table in _ORPHANS.items()]
        versions = (makers.annotate, makers.terms, makers.vectors, makers.link)
        counts += [
            ("stale", what, f"SELECT COUNT(*) FROM {table}", (version,))
            for (what, table), version in zip(_STALE.items(), versions, strict=True)
        ]
        counts.append(("waiting", "articles not linked yet", "SELECT COUNT(*) FROM articles WHERE pending > 0", ()))
        found = [(kind, what, library.value(sql, values)) for kind, what, sql, values in counts]
    return faults + [Fault(kind=kind, what=what, count=count) for kind, what, count in found if count]


def _damage(library: Library) -> list[Fault]:
    faults = []
    told = [message for (message,) in library.rows("PRAGMA integrity_check") if message != "ok"]
    faults += [Fault(kind="damage", what=message, count=1) for message in told]
    broken = library.rows("PRAGMA foreign_key_check")
    faults += [Fault(kind="damage", what=f"{table} refers to a missing row", count=1) for table, *_ in broken]
    for table in ("article_index", "statement_index"):
        try:
            library.run(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except LibraryError as error:
            faults.append(Fault(kind="damage", what=f"{table}: {error}", count=1))
    return faults


def backup(library: Library, path: Path) -> None:
    """Write a copy of the library as it is at this moment to ``path``, while others read and write.

    Raises ``LibraryError`` where there is a file already, or for PostgreSQL, which has tools of its own.
    """
    if not library.is_sqlite:
        raise LibraryError(
            f"{library.address}: a PostgreSQL database (قاعدة PostgreSQL) — use its own tool pg_dump, or"
            " `riwaya export` (استعمل أداتها pg_dump)"
        )
    if path.exists():
        raise LibraryError(f"{path}: is there already (موجود) — name a new file (اختر اسما جديدا)")
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)  # of a program that was killed
        with closing(sqlite3.connect(part)) as copy:
            library.connection.backup(copy)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LibraryError(
            f"{path}: cannot be written: {error} (تعذرت الكتابة) — check the folder and the room on the disk (تحقق من"
            " المجلد ومساحة القرص)"
        ) from error


def counts(library: Library) -> dict[str, int]:
    """How much the library holds."""
    tables = ("articles", "versions", "statements", "stories", "utterances", "entities", "judgements")
    return {table: int(library.value(f"SELECT COUNT(*) FROM {table}")) for table in tables}
