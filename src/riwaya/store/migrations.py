"""How a library is laid out, as numbered steps; each is recorded in the transaction that takes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex

from riwaya.store.database import Library, LibraryError

#: Columns of the full-text indexes. The narrow ones weigh more; ``exact`` alone keeps the order of words.
ARTICLE_COLUMNS = ("title", "lead", "root", "base", "exact")
STATEMENT_COLUMNS = ("root", "base", "exact", "speaker")

_M001 = """
CREATE TABLE makers (id {id}, kind {text} NOT NULL, version {text} NOT NULL, UNIQUE (kind, version));
CREATE TABLE texts (id {id}, hash {text} NOT NULL UNIQUE, body {blob} NOT NULL, original {blob}, media {text});
CREATE TABLE articles (
    id {id}, name {text} NOT NULL UNIQUE, document {text} NOT NULL, key {text} NOT NULL UNIQUE, url {text},
    fingerprint {text} NOT NULL, outlet {text} NOT NULL, outlet_key {text} NOT NULL, outlet_id {text},
    title {text} NOT NULL, published {text}, day {text}, inferred {int} NOT NULL, version {int} NOT NULL,
    added {text} NOT NULL, changed {text} NOT NULL, indexed {int} NOT NULL REFERENCES makers (id),
    pending {int} NOT NULL
);
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
CREATE INDEX articles_by_document ON articles (document);
CREATE INDEX articles_by_day ON articles (day);
CREATE INDEX articles_by_outlet ON articles (outlet_key, outlet, outlet_id);
CREATE INDEX articles_pending ON articles (pending);
CREATE TABLE versions (
    article {int} NOT NULL REFERENCES articles (id) ON DELETE CASCADE, number {int} NOT NULL,
    text {int} NOT NULL REFERENCES texts (id), fingerprint {text} NOT NULL, kept {text} NOT NULL,
    maker {int} NOT NULL REFERENCES makers (id), data {blob} NOT NULL, changes {blob}, PRIMARY KEY (article, number)
);
CREATE INDEX versions_by_text ON versions (text);
CREATE INDEX versions_by_maker ON versions (maker);
CREATE TABLE entities (id {id}, name {text} NOT NULL UNIQUE, type {text} NOT NULL);
CREATE TABLE entity_keys (
    key {text} NOT NULL, entity {int} NOT NULL REFERENCES entities (id) ON DELETE CASCADE, PRIMARY KEY (key, entity)
);
CREATE INDEX entity_keys_by_entity ON entity_keys (entity);
CREATE TABLE appearances (
    article {int} NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity {int} NOT NULL REFERENCES entities (id), name {text} NOT NULL, mentions {int} NOT NULL,
    roles {text} NOT NULL, PRIMARY KEY (article, entity)
);
CREATE INDEX appearances_by_entity ON appearances (entity);
CREATE TABLE statements (
    id {id}, name {text} NOT NULL, article {int} NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    place {int} NOT NULL, speaker {text} NOT NULL, speaker_key {text} NOT NULL, entity {text}, mode {text} NOT NULL,
    act {text} NOT NULL, start {int} NOT NULL, stop {int} NOT NULL,
    UNIQUE (article, name)
);
CREATE INDEX statements_by_name ON statements (name);
CREATE INDEX statements_by_article ON statements (article);
CREATE INDEX statements_by_speaker ON statements (speaker_key);
CREATE TABLE speakers (
    statement {int} NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    entity {int} NOT NULL REFERENCES entities (id), PRIMARY KEY (statement, entity)
);
CREATE INDEX speakers_by_entity ON speakers (entity);
CREATE TABLE mentioned (
    statement {int} NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    entity {int} NOT NULL REFERENCES entities (id), PRIMARY KEY (statement, entity)
);
CREATE INDEX mentioned_by_entity ON mentioned (entity);
CREATE TABLE sources (
    id {id}, article {int} NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    statement {int} REFERENCES statements (id) ON DELETE CASCADE, name {text} NOT NULL, key {text} NOT NULL,
    role {text} NOT NULL
);
CREATE INDEX sources_by_key ON sources (key);
CREATE INDEX sources_by_article ON sources (article);
CREATE INDEX sources_by_statement ON sources (statement);
CREATE TABLE article_vectors (
    item {int} PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, maker {int} NOT NULL REFERENCES makers (id),
    data {blob} NOT NULL
);
CREATE TABLE statement_vectors (
    item {int} PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE, maker {int} NOT NULL REFERENCES makers (id),
    data {blob} NOT NULL
);
CREATE TABLE stories (
    id {id}, name {text} NOT NULL UNIQUE, title {text} NOT NULL, first {text}, last {text},
    maker {int} NOT NULL REFERENCES makers (id), data {blob} NOT NULL
);
CREATE INDEX stories_by_last ON stories (last);
CREATE TABLE story_articles (
    article {int} PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    story {int} NOT NULL REFERENCES stories (id) ON DELETE CASCADE
);
CREATE INDEX story_articles_by_story ON story_articles (story);
CREATE TABLE utterances (
    id {id}, name {text} NOT NULL, story {int} NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    speaker {text} NOT NULL, entity {text}, data {blob} NOT NULL, UNIQUE (story, name)
);
CREATE INDEX utterances_by_entity ON utterances (entity);
CREATE TABLE tellings (
    utterance {int} NOT NULL REFERENCES utterances (id) ON DELETE CASCADE,
    statement {int} NOT NULL REFERENCES statements (id) ON DELETE CASCADE, PRIMARY KEY (utterance, statement)
);
CREATE INDEX tellings_by_statement ON tellings (statement);
CREATE TABLE judgements (
    id {id}, kind {text} NOT NULL, who {text} NOT NULL, made {text} NOT NULL, note {text} NOT NULL,
    left_article {int} NOT NULL REFERENCES articles (id) ON DELETE CASCADE, left_start {int} NOT NULL,
    left_stop {int} NOT NULL, left_words {text} NOT NULL,
    right_article {int} REFERENCES articles (id) ON DELETE CASCADE, right_start {int}, right_stop {int},
    right_words {text}, speaker {text}
);
CREATE INDEX judgements_left ON judgements (left_article);
CREATE INDEX judgements_right ON judgements (right_article)
"""


def m001_articles_statements_stories(library: Library) -> None:
    """Texts, articles with their versions, what is in them, how they are linked, and the indexes to find them by."""
    for statement in _M001.format(**library.dialect.types).split(";"):
        library.run(statement)
    for table, columns in (("article_index", ARTICLE_COLUMNS), ("statement_index", STATEMENT_COLUMNS)):
        for statement in library.dialect.index(table, columns):
            library.run(statement)


_M002 = """
CREATE INDEX appearances_by_name ON appearances (entity, name);
DROP INDEX appearances_by_entity;
CREATE INDEX sources_by_name ON sources (key, name);
DROP INDEX sources_by_key;
CREATE INDEX sources_of_article ON sources (article, name);
DROP INDEX sources_by_article;
CREATE INDEX statements_of_article ON statements (article, speaker);
DROP INDEX statements_by_article;
ALTER TABLE article_vectors ADD COLUMN stamp {int} NOT NULL DEFAULT 0;
ALTER TABLE statement_vectors ADD COLUMN stamp {int} NOT NULL DEFAULT 0;
CREATE INDEX article_vectors_by_stamp ON article_vectors (stamp, item);
CREATE INDEX statement_vectors_by_stamp ON statement_vectors (stamp, item);
CREATE TABLE stamps (last {int} NOT NULL, token {text} NOT NULL);
CREATE TABLE watched (source {text} PRIMARY KEY, state {blob} NOT NULL)
"""
_WEB = re.compile(r"url:https?://(?:www\.)?")


def m002_keys_indexes_sources(library: Library) -> None:
    """One article at http and https, with ``www.`` and without; names counted in indexes alone; sources watched.

    Vectors carry the stamp of the moment that wrote them, which never comes again: who holds them in memory asks for
    what is newer.

    Where the library holds both already, the later one keeps its key, by which nothing is looked up any more.
    """
    for number, key in library.rows("SELECT id, key FROM articles ORDER BY id"):
        bare = _WEB.sub("url:", key, count=1) if _WEB.match(key) else key
        if bare != key and library.row("SELECT 1 FROM articles WHERE key = ?", (bare,)) is None:
            library.run("UPDATE articles SET key = ? WHERE id = ?", (bare, number))
    for statement in _M002.format(**library.dialect.types).split(";"):
        library.run(statement)
    # the token tells this library from another that stood at its address
    library.run("INSERT INTO stamps (last, token) VALUES (0, ?)", (token_hex(8),))


_M003 = """
CREATE TABLE story_features (
    item {int} PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, maker {int} NOT NULL REFERENCES makers (id),
    data {blob} NOT NULL
)
"""


def m003_story_features(library: Library) -> None:
    """What linking keeps of every article to place a new one; it is made when an article is next linked or needed."""
    library.run(_M003.format(**library.dialect.types))


Migration = Callable[[Library], None]
#: In order; a step that has been released is never edited, the next one is added below it.
MIGRATIONS: tuple[Migration, ...] = (
    m001_articles_statements_stories,
    m002_keys_indexes_sources,
    m003_story_features,
)


def migrate(library: Library, *, steps: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Take the steps that the library has not taken; how many these were.

    Raises ``LibraryError`` for a library that a newer program has made, and for a database of something else.
    """
    _refuse_foreign(library)
    if _taken(library) == len(steps):
        return 0
    with library.atomic():
        library.run(
            "CREATE TABLE IF NOT EXISTS migrations (number {int} PRIMARY KEY, name {text}, taken {text})".format(
                **library.dialect.types
            )
        )
        done = _taken(library)
        for number, step in enumerate(steps[done:], start=done + 1):
            step(library)
            library.run("INSERT INTO migrations VALUES (?, ?, ?)", (number, step.__name__, now()))
    if done > len(steps):
        raise LibraryError(
            f"{library.address}: made by a newer Riwaya (step {done}, this one knows {len(steps)}) (أنشأها إصدار أحدث)"
            " — update the program (حدث البرنامج)"
        )
    return len(steps) - done


def _taken(library: Library) -> int:
    return int(library.value("SELECT COUNT(*) FROM migrations")) if "migrations" in library.tables() else 0


def _refuse_foreign(library: Library) -> None:
    """Nothing of ours goes between the tables of another program."""
    tables = library.tables()
    if tables and not {"migrations", "articles", "makers"} <= tables:
        raise LibraryError(
            f"{library.address}: a database of another program (قاعدة بيانات لبرنامج آخر) — name another file or an"
            " empty database (اختر ملفا آخر)"
        )


def now() -> str:
    """The time as the library keeps it: UTC, ISO 8601, to the second."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
