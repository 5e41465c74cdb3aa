"""Articles into the library: rows for a new one, another wording, another annotation, and all they are found by."""

from __future__ import annotations

import json
from collections.abc import Sequence

from riwaya.store import statements
from riwaya.store.articles import ChangedMeanwhileError, day_of, empty, maker
from riwaya.store.database import Library
from riwaya.store.migrations import ARTICLE_COLUMNS, now
from riwaya.store.nearest import keep_vector, next_stamp
from riwaya.store.packing import digest, fingerprint, pack, pack_article, pack_bytes, pack_text, plain
from riwaya.store.records import ArticleEntry, Makers, Saved, Standing


def save(library: Library, entries: Sequence[ArticleEntry], *, makers: Makers, renew: bool = False) -> list[Saved]:
    """Keep ``entries`` (whole pages), all or none: new articles, new wordings, new annotations of what is there.

    ``renew`` promises that there are only the last. The articles wait for linking from then on. Raises
    ``ChangedMeanwhileError`` when another program has taken a name or changed a wording.
    """
    with library.atomic():
        numbers = {kind: maker(library, kind, version) for kind, version in _by_kind(makers)}
        numbers["stamp"] = next_stamp(library)
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
        keep_vector(library, "article_vectors", number, entry.vector, numbers)
    library.many(
        "INSERT INTO sources (article, name, key, role) VALUES (?, ?, ?, ?)",
        [(number, plain(each.name), each.key, each.role) for each in entry.sources],
    )
    entities = _entities(library, number, entry)
    statements.fill(library, number, entry, entities, numbers)


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
