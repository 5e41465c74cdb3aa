"""The tables: their columns, the rows of an article, and files that are the same bytes for the same records."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.batch.reading import Origin, Rejected
from riwaya.model import Article, Mention, Span, Statement, TimeExpression

_TEXT, _WORD, _INT = pa.string(), pa.dictionary(pa.int32(), pa.string()), pa.int32()
_SPAN = pa.struct([("start", pa.int32()), ("stop", pa.int32())])
#: Columns of every table: which record of which input a row comes from, which rules made it, from which text.
_SOURCE = [("source", _WORD), ("record", pa.int64()), ("version", _WORD)]
_BELONGS = [*_SOURCE, ("content_hash", _TEXT), ("article", _TEXT)]

SCHEMAS: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [
            *_SOURCE,
            ("content_hash", _TEXT),
            ("id", _TEXT),
            ("record_id", _TEXT),
            ("url", _TEXT),
            ("fetched", _TEXT),
            ("outlet", _WORD),
            ("outlet_id", _WORD),
            ("title", _TEXT),
            ("published", _TEXT),
            ("published_basis", _WORD),
            ("dateline", _TEXT),
            ("byline", _TEXT),
            ("text", _TEXT),
            ("statements", _INT),
            ("annotation", _TEXT),
        ]
    ),
    "statements": pa.schema(
        [
            *_BELONGS,
            ("id", _TEXT),
            ("speaker", _TEXT),
            ("speaker_entity", _TEXT),
            ("speaker_span", _SPAN),
            ("cue", _TEXT),
            ("cue_span", _SPAN),
            ("words", _TEXT),
            ("content", pa.list_(_SPAN)),
            ("mode", _WORD),
            ("act", _WORD),
            ("via", pa.list_(pa.struct([("name", _TEXT), ("role", _TEXT), ("start", _INT), ("stop", _INT)]))),
            ("occasion", _TEXT),
            ("denies", _TEXT),
            ("confidence", pa.float64()),
        ]
    ),
    "mentions": pa.schema(
        [
            *_BELONGS,
            ("span", _SPAN),
            ("words", _TEXT),
            ("type", _WORD),
            ("entity", _TEXT),
            ("name", _TEXT),
            ("country", _WORD),
            ("role", _TEXT),
            ("rule", _WORD),
        ]
    ),
    "times": pa.schema(
        [
            *_BELONGS,
            ("span", _SPAN),
            ("words", _TEXT),
            ("type", _WORD),
            ("value", _TEXT),
            ("basis", _WORD),
            ("rule", _WORD),
            ("conflict", _TEXT),
        ]
    ),
    "rejected": pa.schema(
        [
            *_SOURCE,
            ("record_id", _TEXT),
            ("url", _TEXT),
            ("fetched", _TEXT),
            ("reason", _WORD),
            ("detail", _TEXT),
        ]
    ),
}
TABLES = tuple(SCHEMAS)
#: Articles whose rows are held before they are written: some megabytes.
ROW_GROUP = 100

Rows = dict[str, list[dict[str, Any]]]


def content_hash(article: Article) -> str:
    """The SHA-256 of the article's text, in hexadecimal: two articles with one are the same words."""
    return hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()


def article_rows(article: Article, origin: Origin, source: dict[str, Any]) -> Rows:
    """The rows of an annotated article by table; ``source`` holds source, record and version."""
    hashed = {**source, "content_hash": content_hash(article)}
    belongs = {**hashed, "article": article.id}
    return {
        "articles": [{**hashed, **_article(article, origin)}],
        "statements": [{**belongs, **_statement(article, each)} for each in article.statements],
        "mentions": _mentions(article, belongs),
        "times": [{**belongs, **_time(article, each)} for each in article.times],
    }


def rejected_row(why: Rejected, origin: Origin, source: dict[str, Any]) -> dict[str, Any]:
    """The row of a record that gave no article; a long detail is cut."""
    ids = {"record_id": origin.id or None, "url": origin.address or None, "fetched": origin.fetched or None}
    return {**source, **ids, "reason": why.reason, "detail": why.detail[:500] or None}


def _article(article: Article, origin: Origin) -> dict[str, Any]:
    fields = msgspec.to_builtins(article)
    del fields["text"]
    return {
        "id": article.id,
        "record_id": origin.id or None,
        "url": article.url or origin.address or None,
        "fetched": origin.fetched or None,
        "outlet": article.outlet.name if article.outlet else None,
        "outlet_id": article.outlet.id if article.outlet else None,
        "title": _words(article, article.title),
        "published": article.published.value if article.published else None,
        "published_basis": article.published.basis if article.published else None,
        "dateline": article.dateline.place if article.dateline else None,
        "byline": article.byline.name if article.byline else None,
        "text": article.text,
        "statements": len(article.statements),
        "annotation": msgspec.json.encode(fields).decode(),
    }


def article_of(row: dict[str, Any]) -> Article:
    """The article of a row of the table of articles, with all its layers."""
    fields = msgspec.json.decode(row["annotation"])
    return msgspec.convert({**fields, "text": row["text"]}, Article)


def _statement(article: Article, each: Statement) -> dict[str, Any]:
    return {
        "id": each.id,
        "speaker": each.speaker.name,
        "speaker_entity": each.speaker.entity,
        "speaker_span": _span(each.speaker.span),
        "cue": _words(article, each.cue),
        "cue_span": _span(each.cue),
        "words": " … ".join(span.of(article.text) for span in each.content),
        "content": [_span(span) for span in each.content],
        "mode": each.mode,
        "act": each.act,
        "via": [{"name": via.name, "role": via.role, **(_span(via.span) or {})} for via in each.via],
        "occasion": _words(article, each.occasion),
        "denies": each.denies,
        "confidence": each.confidence,
    }


def _mentions(article: Article, belongs: dict[str, Any]) -> list[dict[str, Any]]:
    records = {each.id: each for each in article.people}

    def row(each: Mention) -> dict[str, Any]:
        known = records.get(each.entity)
        return {
            **belongs,
            "span": _span(each.span),
            "words": each.span.of(article.text),
            "type": each.type,
            "entity": each.entity,
            "name": known.name if known else None,
            "country": known.country if known else None,
            "role": _words(article, each.role),
            "rule": each.rule,
        }

    return [row(each) for each in article.mentions]


def _time(article: Article, each: TimeExpression) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "type": each.type,
        "value": each.value,
        "basis": each.basis,
        "rule": each.rule,
        "conflict": each.conflict,
    }
    return {"span": _span(each.span), "words": each.span.of(article.text), **plain}


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "stop": span.stop}


def _words(article: Article, span: Span | None) -> str | None:
    return None if span is None else span.of(article.text)


class Writer:
    """The files of one shard, one a table, written aside and moved to their places together by ``keep``."""

    def __init__(self, folder: Path, aside: Path, name: str) -> None:
        self._folder = folder
        self._aside = aside
        self._name = f"{name}.parquet"
        self._held: Rows = {table: [] for table in TABLES}
        self.rows = dict.fromkeys(TABLES, 0)
        aside.mkdir(parents=True, exist_ok=True)
        self._files = {
            table: pq.ParquetWriter(aside / f"{table}.{self._name}", schema, compression="zstd")
            for table, schema in SCHEMAS.items()
        }

    def add(self, rows: Rows) -> None:
        """Take rows along."""
        for table, some in rows.items():
            self._held[table] += some
        if len(self._held["articles"]) >= ROW_GROUP or len(self._held["rejected"]) >= 10 * ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        for table, some in self._held.items():
            if some:
                self._files[table].write_table(pa.Table.from_pylist(some, schema=SCHEMAS[table]))
                self.rows[table] += len(some)
                some.clear()

    def keep(self) -> int:
        """Write everything, down to the disk, then move it in place; answers the size in bytes."""
        self._flush()
        size = 0
        for table, file in self._files.items():
            file.close()
            aside = self._aside / f"{table}.{self._name}"
            size += _synced(aside)
            place = self._folder / table / self._name
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.replace(place)
        return size

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()


def _synced(path: Path) -> int:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size
