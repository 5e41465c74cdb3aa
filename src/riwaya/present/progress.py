"""A counting line on standard error for long work, where someone is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
#: Work shorter than this needs no bar: it would only flicker.
SECONDS_BEFORE = 1.0


def watched(items: Iterable[T], *, what: str, wanted: bool = True) -> Iterator[T]:
    """``items`` as they come, counted on standard error once the work has taken a while and if that is a terminal."""
    if not wanted or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(what, total=None)
    began, shown = time.monotonic(), False
    try:
        for item in items:
            yield item
            progress.advance(task)
            if not shown and time.monotonic() - began > SECONDS_BEFORE:
                progress.start()
                shown = True
    finally:
        if shown:
            progress.stop()


@contextmanager
def working(what: str) -> Iterator[None]:
    """A spinner on standard error around work that yields nothing to count, where someone is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
