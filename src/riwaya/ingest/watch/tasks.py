"""Pages to fetch, a line for every host, so that one slow host does not keep the others waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from riwaya.ingest.feeds import Item


class Task(NamedTuple):
    """A page that a source named."""

    source: str
    item: Item

    @property
    def host(self) -> str:
        """Host and port of the page."""
        return urlsplit(self.item.address).netloc.lower()


class Tasks:
    """The lines; a page stands in one of them once for each source."""

    def __init__(self, ready: Callable[[str], float]) -> None:
        """``ready`` tells the moment from which the host of an address may be asked."""
        self._ready = ready
        self._lines: dict[str, deque[Task]] = {}
        self._standing: set[tuple[str, str]] = set()

    def add(self, task: Task) -> None:
        """Put ``task`` at the end of its host's line."""
        name = (task.source, task.item.address)
        if name not in self._standing:
            self._standing.add(name)
            self._lines.setdefault(task.host, deque()).append(task)

    def readiest(self) -> tuple[float, Task] | None:
        """The first task of the host that may be asked first, with that moment."""
        heads = ((self._ready(line[0].item.address), line[0]) for line in self._lines.values())
        return min(heads, key=lambda head: head[0], default=None)

    def take(self, task: Task) -> None:
        """Take ``task``, the first of its line, out of it."""
        self._lines[task.host].popleft()
        self._forget([task])

    def drop(self, *, host: str | None = None, source: str | None = None) -> int:
        """Send away all tasks of a host or a source; how many there were."""
        gone = [t for line in self._lines.values() for t in line if t.source == source or t.host == host]
        left = set(gone)
        for name in {task.host for task in gone}:
            self._lines[name] = deque(task for task in self._lines[name] if task not in left)
        self._forget(gone)
        return len(gone)

    def _forget(self, tasks: list[Task]) -> None:
        self._standing -= {(task.source, task.item.address) for task in tasks}
        for host in {task.host for task in tasks}:
            if not self._lines[host]:
                del self._lines[host]
