"""Structured records: JSON Lines, read line by line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from riwaya.arabic.letters import has_arabic
from riwaya.ingest import problems
from riwaya.ingest.assemble import Source, article_of_record
from riwaya.ingest.decode import Undecodable, decode
from riwaya.ingest.ids import Ids, Name
from riwaya.model import Article, Problem

_JSON = msgspec.json.Decoder()


def records(stream: BinaryIO, *, path: str, name: str, ids: Ids) -> Iterator[Article | Problem]:
    """One article, or one problem, for each line of ``stream`` that holds anything.

    ``path`` is named in problems, ``name`` in the ids of records that have none or whose id is taken.
    """
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(problems.LARGEST_LINE + 1)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield problems.truncated(path, number, str(error))
            return
        if not line:
            return
        if len(line) > problems.LARGEST_LINE:
            yield problems.too_large(path, line=number)
            if not _skip_line(stream):
                return
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            place = f"{name}:{number}"
            found = _read(line, path, place, number)
            yield from [found] if isinstance(found, Problem) else ids.distinct([found], [Name(place, place)])


def _skip_line(stream: BinaryIO) -> bool:
    """Read on to the end of a line that is too long; false when the stream ends first."""
    while chunk := stream.readline(1 << 20):
        if chunk.endswith(b"\n"):
            return True
    return False


def _read(line: bytes, path: str, name: str, number: int) -> Article | Problem:
    found = decode(line)
    if isinstance(found, Undecodable):
        if found.reason == "binary":
            return problems.binary(path, found.byte, line=number)
        return problems.undecodable(path, found.byte, found.reason, line=number)
    try:
        row = _JSON.decode(found.text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return problems.broken_json(path, number, str(error))
    if not isinstance(row, dict):
        return problems.broken_json(path, number, "not an object")
    return article_of_row(row, path=path, name=name, number=number)


def article_of_row(row: dict[str, object], *, path: str, name: str, number: int) -> Article | Problem:
    """The article of a decoded record; ``name`` stands in for a missing id."""
    text = row.get("text")
    if not isinstance(text, str):
        return problems.no_text(path, number)
    if not text.strip():
        return problems.empty(path, line=number)
    if not has_arabic(text):
        return problems.no_arabic(path, line=number)
    given = row.get("id")
    id = str(given) if isinstance(given, str | int) and str(given).strip() else name
    source = Source(text, *(_text(row, key) for key in ("title", "url", "outlet", "published", "author")))
    return article_of_record(source, document=id, id=id)


def _text(row: dict[str, object], key: str) -> str | None:
    """A key's text; lists of texts (authors) are joined, anything else counts as missing."""
    value = row.get(key)
    if isinstance(value, list):
        value = "، ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) and value.strip() else None
