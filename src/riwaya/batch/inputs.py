"""Addresses → inputs: files, folders and patterns, on this machine or in an object store (fsspec)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple, cast

import fsspec
from fsspec.core import url_to_fs

from riwaya.batch.records import Input, Kind
from riwaya.ingest import problems
from riwaya.model import Problem

_ENDINGS: tuple[tuple[str, Kind], ...] = (
    (".warc", "warc"),
    (".warc.gz", "warc"),
    (".jsonl", "lines"),
    (".ndjson", "lines"),
    (".jsonl.gz", "packed-lines"),
    (".ndjson.gz", "packed-lines"),
    (".parquet", "table"),
    (".html", "pages"),
    (".htm", "pages"),
)
ENDINGS = ", ".join(ending for ending, _ in _ENDINGS)


class _Found(NamedTuple):
    """A file or the pages of a folder, before it has a number and a unique name."""

    address: str
    kind: Kind
    size: int
    pages: tuple[str, ...] = ()


def kind_of(name: str) -> Kind | None:
    """What a file is by its ending."""
    lower = name.lower()
    return next((kind for ending, kind in _ENDINGS if lower.endswith(ending)), None)


def inputs(addresses: Sequence[str], *, known: Sequence[Input] = ()) -> Iterator[Input | Problem]:
    """The inputs behind ``addresses`` in order; those that are ``known`` keep their numbers and names.

    A known input whose size has changed since is a ``Problem``: its shards would no longer fit.
    """
    held = {each.address: each for each in known}
    names = Counter(each.name for each in known)
    number = len(known)
    for found in _all(addresses):
        if isinstance(found, Problem):
            yield found
        elif (old := held.get(found.address)) is None:
            base = found.address.rstrip("/").rpartition("/")[2] or found.address
            names[base] += 1
            name = base if names[base] == 1 else f"{base}({names[base]})"
            held[found.address] = new = Input(number=number, name=name, **found._asdict())
            number += 1
            yield new
        elif (old.size, old.pages) != (found.size, found.pages):
            yield problems.problem(
                found.address,
                "changed since it was planned (تغير الملف بعد تخطيطه)",
                "give another output folder, or put the old file back (اختر مجلدا آخر)",
            )


def _all(addresses: Iterable[str]) -> Iterator[_Found | Problem]:
    met: set[str] = set()
    for address in addresses:
        for found in _behind(address):
            place = found.path if isinstance(found, Problem) else found.address
            if place not in met:
                met.add(place)
                yield found


def _behind(address: str) -> Iterator[_Found | Problem]:
    try:
        files, path = url_to_fs(address)
        if kind_of(path) is None and "*" not in path and files.isdir(path):
            yield from _sorted(files, path, files.find(path), address)
        elif "*" in path or "?" in path or "[" in path:
            yield from _sorted(files, path, files.glob(path), address)
        else:
            yield _file(files, path, address)
    except FileNotFoundError:
        yield problems.missing(address)
    except ImportError as error:
        yield problems.unreadable(address, str(error))
    except (OSError, ValueError) as error:
        yield problems.unreadable(address, str(error))


def _file(files: Any, path: str, address: str) -> _Found | Problem:
    kind = kind_of(path)
    if kind is None:
        return problems.problem(
            address,
            "unknown file type (نوع ملف غير معروف)",
            f"give {ENDINGS}, or a folder of them (استعمل أحد هذه الأنواع)",
        )
    full = files.unstrip_protocol(path)
    size = int(files.info(path).get("size") or 0)
    return _Found(full, kind, 1, ("",)) if kind == "pages" else _Found(full, kind, size)


def _sorted(files: Any, path: str, below: Sequence[str], address: str) -> Iterator[_Found | Problem]:
    """The files of a folder or pattern: each an input, the HTML pages together one."""
    wanted = sorted(name for name in below if kind_of(name))
    pages = [name for name in wanted if kind_of(name) == "pages"]
    yield from (_file(files, name, name) for name in wanted if kind_of(name) != "pages")
    if pages:
        root = path.partition("*")[0].rpartition("/")[0] if "*" in path else path.rstrip("/")
        names = tuple(name.removeprefix(root).lstrip("/") for name in pages)
        yield _Found(files.unstrip_protocol(root), "pages", len(pages), names)
    if not wanted:
        yield problems.empty_folder(address) if "*" not in path else problems.missing(address)


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """The bytes at ``address``, with a position that can be set."""
    with fsspec.open(address, "rb") as stream:
        yield cast(BinaryIO, stream)


def page_at(input: Input, name: str) -> str:
    """The address of one of the pages of an input."""
    return f"{input.address}/{name}" if name else input.address
