"""Parquet files as rows: some of them, from a place on, without reading what stands before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

#: Keys of an input record, and names that public tables give to them.
WANTED = ("id", "url", "outlet", "title", "published", "author", "text")
#: Rows decoded at a time: an article of 10 kB each.
AT_ONCE = 64


class NotATableError(Exception):
    """The file is no Parquet table with texts; the message says why."""


def count(stream: BinaryIO) -> int:
    """How many rows the table has; raises ``NotATableError``."""
    return int(_opened(stream).metadata.num_rows)


def rows(stream: BinaryIO, skip: int = 0) -> Iterator[dict[str, Any]]:
    """The rows of a table as input records, leaving out the first ``skip``; raises ``NotATableError``."""
    table = _opened(stream)
    groups: list[int] = []
    for number in range(table.num_row_groups):
        size = table.metadata.row_group(number).num_rows
        if groups or skip < size:
            groups.append(number)
        else:
            skip -= size
    wanted = [name for name in WANTED if name in table.schema_arrow.names]
    if not groups:
        return
    try:
        for batch in table.iter_batches(batch_size=AT_ONCE, row_groups=groups, columns=wanted, use_threads=False):
            kept = batch.slice(min(skip, len(batch)))
            skip -= len(batch) - len(kept)
            yield from map(_plain, kept.to_pylist())
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise NotATableError(str(error)) from error


def _opened(stream: BinaryIO) -> pq.ParquetFile:
    try:
        table = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise NotATableError(str(error)) from error
    if "text" not in table.schema_arrow.names:
        raise NotATableError(f"no column text among {', '.join(table.schema_arrow.names)}")
    return table


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Times as ISO 8601: tables keep them as such, records as text."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
