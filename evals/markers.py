"""Generated parts of Markdown pages: what stands between ``<!-- name:start -->`` and ``<!-- name:end -->``."""

from __future__ import annotations

from pathlib import Path


class MarkerError(ValueError):
    """A page has no such pair of markers."""


def between(page: str, name: str) -> str:
    """What stands between the markers ``name``; raises MarkerError where they are missing."""
    start, stop = _edges(page, name)
    return page[start:stop].strip("\n")


def replaced(page: str, name: str, content: str) -> str:
    """``page`` with ``content`` between the markers ``name``; raises MarkerError where they are missing."""
    start, stop = _edges(page, name)
    return page[:start] + "\n" + content.strip("\n") + "\n" + page[stop:]


def write(path: Path, name: str, content: str) -> bool:
    """Puts ``content`` between the markers of the file; true when that changed the file."""
    old = path.read_text(encoding="utf-8")
    new = replaced(old, name, content)
    if new != old:
        path.write_text(new, encoding="utf-8")
    return new != old


def _edges(page: str, name: str) -> tuple[int, int]:
    opening, closing = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    start, stop = page.find(opening), page.find(closing)
    if start < 0 or stop < start:
        raise MarkerError(f"no {opening} … {closing}")
    return start + len(opening), stop
