"""Paths, folders, patterns and standard input to articles. Problems are values: the rest goes on."""

from __future__ import annotations

import glob
import gzip
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from riwaya.arabic.letters import has_arabic
from riwaya.ingest import problems
from riwaya.ingest.assemble import articles_of_page
from riwaya.ingest.decode import Decoded, decode
from riwaya.ingest.ids import Ids, Origin
from riwaya.ingest.pages import article_of_html
from riwaya.ingest.records import records
from riwaya.model import Article, Problem

Found = Article | Problem

#: The name that articles from standard input go by.
STDIN = "stdin"
_ENDINGS = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "gzip"}
_PATTERN = re.compile(r"[*?\[]")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|\?xml|meta|div)\b", re.I | re.DOTALL
)


def read(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """The articles in ``paths``, one by one, and a ``Problem`` for whatever cannot be read.

    A path is a file (``.txt``, ``.html``, ``.htm``, ``.jsonl``, ``.jsonl.gz``), a folder (all such files below it, in
    order), a pattern (``pages/*.txt``), or ``-`` for ``stdin``, whose kind is told by its content. Nothing is raised
    for bad input. A file that is given twice is read once.

    Documents and ids are unique: a second file of one name goes by its path below the given folder (``b/page.txt``), by
    more of its path where that is taken too, and a record that repeats an id by file and line (``feed.jsonl:7``).
    """
    ids = Ids()
    met: set[Path] = set()
    for path in paths:
        if str(path) == "-":
            yield from _read_stream(stdin if stdin is not None else io.BytesIO(), ids)
            continue
        for found in _files(path):
            if isinstance(found, Problem):
                yield found
            elif (file := found.path.resolve()) not in met:
                met.add(file)
                yield from _read_file(found, ids)


def _files(path: str | Path) -> Iterator[Origin | Problem]:
    place = Path(path)
    if place.is_dir():
        below = sorted(file for file in place.rglob("*") if _kind(file.name) and file.is_file())
        yield from (Origin(file, len(file.relative_to(place).parts)) for file in below)
        if not below:
            yield problems.empty_folder(str(path))
    elif place.exists():
        yield Origin(place, 1 if place.is_absolute() else len(place.parts))
    elif _PATTERN.search(str(path)):
        # A pattern may be absolute and hold **, which Path.glob does not take.
        matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207
        for match in matches:
            yield from _files(match)
        if not matches:
            yield problems.missing(str(path))
    else:
        yield problems.missing(str(path))


def _kind(name: str) -> str | None:
    lower = name.lower()
    return next((kind for ending, kind in _ENDINGS.items() if lower.endswith(ending)), None)


def _read_file(origin: Origin, ids: Ids) -> Iterator[Found]:
    file = origin.path
    kind = _kind(file.name)
    if kind is None:
        yield problems.unknown_type(str(file))
        return
    try:
        if kind in ("jsonl", "gzip"):
            yield from _read_records(origin, ids, packed=kind == "gzip")
        elif file.stat().st_size > problems.LARGEST_PAGE:
            yield problems.too_large(str(file))
        else:
            yield from _read_bytes(file.read_bytes(), kind, path=str(file), origin=origin, ids=ids)
    except OSError as error:
        yield problems.unreadable(str(file), error.strerror or str(error))


def _read_records(origin: Origin, ids: Ids, *, packed: bool) -> Iterator[Found]:
    file = origin.path
    if file.stat().st_size == 0:
        yield problems.empty(str(file))
        return
    with gzip.open(file, "rb") if packed else file.open("rb") as stream:
        yield from records(cast(BinaryIO, stream), path=str(file), name=ids.file(origin), ids=ids)


def _read_bytes(data: bytes, kind: str, *, path: str, origin: Origin, ids: Ids) -> Iterator[Found]:
    found, name = decode(data), origin.path.name
    if not isinstance(found, Decoded):
        if found.reason == "binary":
            yield problems.binary(path, found.byte)
        else:
            yield problems.undecodable(path, found.byte, found.reason)
    elif not found.text.strip():
        yield problems.empty(path)
    elif kind == "html":
        page = article_of_html(found.text, path=path, name=name)
        yield from [page] if isinstance(page, Problem) else _distinct([page], origin, ids)
    elif not has_arabic(found.text):
        yield problems.no_arabic(path)
    else:
        yield from _distinct(articles_of_page(found.text, document=name, id=name.removesuffix(".txt")), origin, ids)


def _distinct(articles: list[Article], origin: Origin, ids: Ids) -> list[Article]:
    ending = articles[0].document.removeprefix(articles[0].id)
    return ids.distinct(articles, origin.names(ending))


def _read_stream(stream: BinaryIO, ids: Ids) -> Iterator[Found]:
    """Standard input: JSON Lines are read as they come, a page is read whole."""
    origin = Origin(Path(STDIN), 0)
    first = stream.readline(problems.LARGEST_LINE + 1)
    bare = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"{"):
        yield from records(cast(BinaryIO, _Rejoined(first, stream)), path="-", name=ids.file(origin), ids=ids)
        return
    data = first + stream.read(problems.LARGEST_PAGE + 1 - len(first))
    if len(data) > problems.LARGEST_PAGE:
        yield problems.too_large("-")
        return
    found = decode(data)
    kind = "html" if isinstance(found, Decoded) and _HTML.match(found.text) else "text"
    yield from _read_bytes(data, kind, path="-", origin=origin, ids=ids)


class _Rejoined(io.RawIOBase):
    """A stream whose first line has been looked at already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._first = first
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """The first line, then the others."""
        first, self._first = self._first, b""
        return first or self._rest.readline(-1 if size is None else size)
