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
    for bad input.
    """
    for path in paths:
        if str(path) == "-":
            yield from _read_stream(stdin if stdin is not None else io.BytesIO())
            continue
        for file in _files(path):
            yield from [file] if isinstance(file, Problem) else _read_file(file)


def _files(path: str | Path) -> Iterator[Path | Problem]:
    place = Path(path)
    if place.is_dir():
        below = sorted(file for file in place.rglob("*") if _kind(file.name) and file.is_file())
        yield from below
        if not below:
            yield problems.empty_folder(str(path))
    elif place.exists():
        yield place
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


def _read_file(file: Path) -> Iterator[Found]:
    kind = _kind(file.name)
    if kind is None:
        yield problems.unknown_type(str(file))
        return
    try:
        if kind in ("jsonl", "gzip"):
            yield from _read_records(file, packed=kind == "gzip")
        elif file.stat().st_size > problems.LARGEST_PAGE:
            yield problems.too_large(str(file))
        else:
            yield from _read_bytes(file.read_bytes(), kind, path=str(file), name=file.name)
    except OSError as error:
        yield problems.unreadable(str(file), error.strerror or str(error))


def _read_records(file: Path, *, packed: bool) -> Iterator[Found]:
    if file.stat().st_size == 0:
        yield problems.empty(str(file))
        return
    with gzip.open(file, "rb") if packed else file.open("rb") as stream:
        yield from records(cast(BinaryIO, stream), path=str(file), name=file.name)


def _read_bytes(data: bytes, kind: str, *, path: str, name: str) -> Iterator[Found]:
    found = decode(data)
    if not isinstance(found, Decoded):
        if found.reason == "binary":
            yield problems.binary(path, found.byte)
        else:
            yield problems.undecodable(path, found.byte, found.reason)
    elif not found.text.strip():
        yield problems.empty(path)
    elif kind == "html":
        yield article_of_html(found.text, path=path, name=name)
    elif not has_arabic(found.text):
        yield problems.no_arabic(path)
    else:
        yield from articles_of_page(found.text, document=name, id=name.removesuffix(".txt"))


def _read_stream(stream: BinaryIO) -> Iterator[Found]:
    """Standard input: JSON Lines are read as they come, a page is read whole."""
    first = stream.readline(problems.LARGEST_LINE + 1)
    bare = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"{"):
        yield from records(cast(BinaryIO, _Rejoined(first, stream)), path="-", name=STDIN)
        return
    data = first + stream.read(problems.LARGEST_PAGE + 1 - len(first))
    if len(data) > problems.LARGEST_PAGE:
        yield problems.too_large("-")
        return
    found = decode(data)
    kind = "html" if isinstance(found, Decoded) and _HTML.match(found.text) else "text"
    yield from _read_bytes(data, kind, path="-", name=STDIN)


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
