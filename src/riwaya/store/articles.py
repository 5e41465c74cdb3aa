"""Articles in the library: kept with all their wordings, loaded, forgotten."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from riwaya.model import Article, Piece, Published, replace
from riwaya.store import statements
from riwaya.store.database import Library, Row
from riwaya.store.migrations import ARTICLE_COLUMNS, now
from riwaya.store.packing import (
    digest,
    fingerprint,
    pack,
    pack_article,
    pack_bytes,
    pack_text,
    plain,
    unpack,
    unpack_article,
    unpack_bytes,
    unpack_text,
)
from riwaya.store.records import ArticleEntry, Card, Makers, Saved, Standing, Version

_DATED = re.compile(r"\d{4}(-\d\d){0,2}")
_CARD = """SELECT a.name, a.outlet, a.title, a.published, a.day, a.inferred, a.url, a.version, s.name FROM articles a
    LEFT JOIN story_articles m ON m.article = a.id LEFT JOIN stories s ON s.id = m.story"""


class ChangedMeanwhileError(Exception):
    """Another program has written what this one was about to write: look again, and do it anew."""


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


def save(library: Library, entries: Sequence[ArticleEntry], *, makers: Makers, renew: bool = False) -> list[Saved]:
    """Keep ``entries`` (whole pages), all or none: new articles, new wordings, new annotations of what is there.

    ``renew`` promises that there are only the last. The articles wait for linking from then on. Raises
    ``ChangedMeanwhileError`` when another program has taken a name or changed a wording.
    """
    with library.atomic():
        numbers = {kind: maker(library, kind, version) for kind, version in _by_kind(makers)}
        return [_save(library, entry, numbers, renew=renew) for entry in entries]


def _by_kind(makers: Makers) -> list[tuple[str, str]]:
    return [("annotate", makers.annotate), ("terms", makers.terms), ("vectors", makers.vectors)]


def _save(library: Library, entry: ArticleEntry, numbers: dict[str, int], *, renew: bool) -> Saved:
    held = library.row("SELECT id, name, fingerprint, version FROM articles WHERE key = ?", (entry.key,))
    name, print_ = plain(entry.article.id), fingerprint(entry.article)
    standing: Standing
    if held is None:
        if renew or library.value("SELECT COUNT(*) FROM articles WHERE name = ?", (name,)):
            raise ChangedMeanwhileError(name)
        number, version, standing = _insert(library, entry, print_, numbers), 1, "new"
    elif held[1] != name or (renew and held[2] != print_):
        raise ChangedMeanwhileError(name)
    else:
        number, standing = held[0], "same" if held[2] == print_ else "changed"
        version = held[3] + (standing == "changed")
        _update(library, number, entry, print_, numbers, version=version)
    _keep_version(library, number, version, entry, print_, numbers)
    _fill(library, number, entry, numbers)
    return Saved(id=name, standing=standing, version=version, statements=len(entry.statements))


_FIELDS = (
    "document",
    "url",
    "fingerprint",
    "outlet",
    "outlet_key",
    "outlet_id",
    "title",
    "published",
    "day",
    "inferred",
    "version",
    "changed",
    "indexed",
)


def _columns(entry: ArticleEntry, print_: str, numbers: dict[str, int], *, version: int) -> list[object]:
    article = entry.article
    published = article.published.value if article.published else None
    return [
        plain(article.document),
        plain(article.url) or None,
        print_,
        plain(article.outlet.name if article.outlet else article.id),
        entry.outlet_key,
        article.outlet.id if article.outlet else None,
        plain(article.title.of(article.text) if article.title else ""),
        published,
        day_of(published),
        0,
        version,
        now(),
        numbers["terms"],
    ]


def _insert(library: Library, entry: ArticleEntry, print_: str, numbers: dict[str, int]) -> int:
    fields = ("name", "key", "added", "pending", *_FIELDS)
    values = [plain(entry.article.id), entry.key, now(), 1, *_columns(entry, print_, numbers, version=1)]
    return int(
        library.value(
            f"INSERT INTO articles ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))}) RETURNING id", values
        )
    )


def _update(
    library: Library, number: int, entry: ArticleEntry, print_: str, numbers: dict[str, int], *, version: int
) -> None:
    """Write the article's row anew, emptied of what it is found by; it stays in its story till it is linked."""
    empty(library, [number])
    fields = ", ".join(f"{field} = ?" for field in _FIELDS)
    library.run(
        f"UPDATE articles SET {fields}, pending = pending + 1 WHERE id = ?",
        [*_columns(entry, print_, numbers, version=version), number],
    )


def _keep_version(
    library: Library, number: int, version: int, entry: ArticleEntry, print_: str, numbers: dict[str, int]
) -> None:
    changes = pack(entry.changes) if entry.changes else None
    values = (_keep_text(library, entry), print_, numbers["annotate"], pack_article(entry.article))
    library.run(
        "INSERT INTO versions (article, number, kept, text, fingerprint, maker, data, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article, number) DO UPDATE"
        " SET maker = excluded.maker, data = excluded.data",
        (number, version, now(), *values, changes),
    )


def _keep_text(library: Library, entry: ArticleEntry) -> int:
    """The number of the source text, kept once however many articles and versions share it."""
    text = entry.article.text
    library.run(
        "INSERT INTO texts (hash, body, original, media) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (digest(text), pack_text(text), pack_bytes(entry.original) if entry.original else None, entry.media),
    )
    return int(library.value("SELECT id FROM texts WHERE hash = ?", (digest(text),)))


def _fill(library: Library, number: int, entry: ArticleEntry, numbers: dict[str, int]) -> None:
    """Everything that the article is found by."""
    runs = [library.dialect.run(getattr(entry, column)) for column in ARTICLE_COLUMNS]
    library.run(library.dialect.fill("article_index", ARTICLE_COLUMNS), (number, *runs))
    if entry.vector:
        library.run("INSERT INTO article_vectors VALUES (?, ?, ?)", (number, numbers["vectors"], entry.vector))
    library.many(
        "INSERT INTO sources (article, name, key, role) VALUES (?, ?, ?, ?)",
        [(number, plain(each.name), each.key, each.role) for each in entry.sources],
    )
    entities = _entities(library, number, entry)
    statements.fill(library, number, entry, entities, numbers["vectors"])


def _entities(library: Library, number: int, entry: ArticleEntry) -> dict[str, int]:
    """The numbers of the article's entities, and their appearance in it."""
    counts: dict[str, int] = {}
    for mention in entry.article.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    out = {}
    for entity in entry.article.people:
        name = plain(entity.id)
        library.run("INSERT INTO entities (name, type) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, entity.type))
        out[entity.id] = int(library.value("SELECT id FROM entities WHERE name = ?", (name,)))
        keys = [(key, out[entity.id]) for key in entry.entity_keys.get(entity.id, ())]
        library.many("INSERT INTO entity_keys (key, entity) VALUES (?, ?) ON CONFLICT DO NOTHING", keys)
        roles = json.dumps([plain(role) for role in entity.roles], ensure_ascii=False)
        library.run(
            "INSERT INTO appearances VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (number, out[entity.id], plain(entity.name), counts.get(entity.id, 0), roles),
        )
    return out


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
    with library.atomic():
        number = library.value("SELECT id FROM articles WHERE name = ?", (name,))
        if number is None:
            return False
        _unlink(library, number)
        empty(library, [number])
        library.run("DELETE FROM articles WHERE id = ?", (number,))
        sweep(library)
    _compact(library)
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


def _compact(library: Library) -> None:
    """Write the full-text index anew, in which what was deleted stays until then, and empty the log."""
    if library.is_sqlite:
        with library.atomic():
            for table in ("article_index", "statement_index"):
                library.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        library.run("PRAGMA wal_checkpoint(TRUNCATE)")
