"""The sources that the user gives: addresses, and files of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from riwaya.ingest import problems
from riwaya.ingest.feeds import Listing, read_listing
from riwaya.ingest.fetch.addresses import is_address
from riwaya.ingest.watch.roster import LINKS
from riwaya.model import Problem


def sources(given: Iterable[str]) -> Iterator[str | Problem]:
    """The sources to watch; a path is a file that lists them, OPML or one address a line (``#`` before remarks).

    >>> list(sources(["links:https://example.net/politics"]))
    ['links:https://example.net/politics']
    """
    for each in given:
        if is_source(each):
            yield each.strip()
        elif Path(each).is_file():
            yield from _in_file(Path(each))
        else:
            yield problems.no_source(each)


def is_source(text: str) -> bool:
    """True for what begins like a web address, with ``links:`` before it or without."""
    return is_address(text.strip().removeprefix(LINKS))


def _in_file(path: Path) -> Iterator[str | Problem]:
    if path.stat().st_size > problems.LARGEST_PAGE:
        yield problems.too_large(str(path))
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield problems.unreadable(str(path), error.strerror or str(error))
        return
    found = read_listing(data, address=str(path))
    if isinstance(found, Problem):
        yield found
    elif isinstance(found, Listing) and found.kind == "opml" and found.children:
        yield from (child.address for child in found.children)
    else:
        yield from _in_lines(data, path)


def _in_lines(data: bytes, path: Path) -> Iterator[str | Problem]:
    text = data.decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    if not lines or not all(is_source(line) for line in lines):
        yield problems.no_sources(str(path))
    else:
        yield from lines
