"""Inputs → raw records with their places, for planning and for reading: the one place that knows the kinds of input."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, cast

from riwaya.batch.inputs import opened, page_at
from riwaya.batch.records import Input, Start
from riwaya.ingest import columns, warc
from riwaya.ingest.problems import LARGEST_LINE, LARGEST_PAGE

#: Inputs that can only be read from their beginning are cut into so many shards at most: each unpacks what stands
#: before it, which is a tenth of a thousandth of the work of annotating it.
MOST_UNSEEKABLE = 50
_BLANK = b" \t\r\n\xef\xbb\xbf"


class Broken(NamedTuple):
    """What stands where a record should: ``code`` is the reason of its rejection."""

    code: str
    detail: str
    id: str = ""
    address: str = ""


class Line(NamedTuple):
    """One line of a file of records."""

    data: bytes


class Row(NamedTuple):
    """One row of a table."""

    values: dict[str, Any]


class File(NamedTuple):
    """One HTML file: its name below the input and its bytes."""

    name: str
    data: bytes


Raw = warc.Capture | Line | Row | File | Broken


def starts(given: Input, size: int) -> Iterator[tuple[Start, int]]:
    """Where the shards of ``size`` records begin, and how many each has.

    Raises ``OSError`` and ``columns.NotATableError`` where the input cannot be read at all.
    """
    if given.kind == "pages":
        places: Iterator[Start] = (Start(offset=0, skip=at, first=at + 1) for at in range(given.size))
    elif given.kind == "table":
        with opened(given.address) as stream:
            total = columns.count(stream)
        places = (Start(offset=0, skip=at, first=at + 1) for at in range(total))
    else:
        places = (start for start, _ in _pieces(given, Start(offset=0, skip=0, first=1)))
    if given.kind == "packed-lines":
        everything = list(places)
        size = max(size, -(-len(everything) // MOST_UNSEEKABLE))
        places = iter(everything)
    yield from _every(places, size)


def _every(places: Iterator[Start], size: int) -> Iterator[tuple[Start, int]]:
    begun, count = None, 0
    for place in places:
        if begun is None or count == size:
            if begun is not None:
                yield begun, count
            begun, count = place, 0
        count += 1
    if begun is not None:
        yield begun, count


def raws(given: Input, start: Start, records: int) -> Iterator[tuple[int, Raw]]:
    """The number and content of ``records`` records from ``start`` on."""
    if given.kind == "pages":
        for number, name in enumerate(given.pages[start.skip : start.skip + records], start=start.first):
            yield number, _file(given, name)
    elif given.kind == "table":
        yield from _rows(given, start, records)
    else:
        for (place, piece), _ in zip(_pieces(given, start), range(records), strict=False):
            yield place.first, _record(piece)


def _record(piece: bytes | Line | Broken) -> Raw:
    if not isinstance(piece, bytes):
        return piece
    found = warc.capture(piece)
    return found if isinstance(found, warc.Capture) else Broken(found.code, found.detail, found.id, found.address)


def _pieces(given: Input, start: Start) -> Iterator[tuple[Start, bytes | Line | Broken]]:
    """The records of an archive or of a file of lines as bytes, each with its place and number."""
    with opened(given.address) as stream:
        if given.kind == "warc":
            for number, (place, piece) in enumerate(
                warc.cut(stream, warc.Place(start.offset, start.skip)), start.first
            ):
                told = Broken(piece.code, piece.detail) if isinstance(piece, warc.Damage) else piece
                yield Start(offset=place.offset, skip=place.skip, first=number), told
        elif given.kind == "packed-lines":
            yield from _lines(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), start, seekable=False)
        else:
            stream.seek(start.offset)
            yield from _lines(stream, start, seekable=True)


def _lines(stream: BinaryIO, start: Start, *, seekable: bool) -> Iterator[tuple[Start, Line | Broken]]:
    """The lines that hold anything; their number is that of the line in the file."""
    offset, passed = start.offset, 0
    number = start.first - 1 if seekable else 0
    while True:
        number += 1
        at = Start(offset=offset if seekable else 0, skip=0 if seekable else passed, first=number)
        try:
            line, size = _line(stream)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield at, Broken("truncated" if isinstance(error, EOFError) else "damaged", str(error))
            return
        if not size:
            return
        offset += size
        if line is not None and not line.strip(_BLANK):
            continue
        passed += 1
        if seekable or passed > start.skip:
            yield at, Line(line) if line is not None else Broken("too-large", f"a line of {size} bytes")


def _line(stream: BinaryIO) -> tuple[bytes | None, int]:
    """The next line and its size; None for one that is too long to be a record."""
    line = stream.readline(LARGEST_LINE + 1)
    size = len(line)
    if size <= LARGEST_LINE:
        return line, size
    while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
        size += len(line)
    return None, size


def _rows(given: Input, start: Start, records: int) -> Iterator[tuple[int, Raw]]:
    number = start.first
    with opened(given.address) as stream:
        try:
            for _, row in zip(range(records), columns.rows(stream, start.skip), strict=False):
                yield number, Row(row)
                number += 1
        except columns.NotATableError as error:
            # What follows in this shard cannot be decoded: each row is told, so that the counts add up.
            yield from ((at, Broken("damaged", str(error))) for at in range(number, start.first + records))


def _file(given: Input, name: str) -> Raw:
    try:
        with opened(page_at(given, name)) as stream:
            data = stream.read(LARGEST_PAGE + 1)
    except OSError as error:
        return Broken("unreadable", error.strerror or str(error), id=name)
    return Broken("too-large", "a page of more than 50 MB", id=name) if len(data) > LARGEST_PAGE else File(name, data)
