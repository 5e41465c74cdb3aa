"""From the web into the library: sources watched, what comes in annotated, kept and linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from riwaya import library as shelf
from riwaya.ingest.fetch import Clock, Fetcher
from riwaya.ingest.watch import Arrived, Event, Forgetful, Memory, Plan, SourceState, watch
from riwaya.store import Library, watched
from riwaya.store.records import Saved


class LibraryMemory(Forgetful):
    """A memory in the library itself: whoever has the library knows what of its sources was seen.

    States that this program cannot read are forgotten, and their sources asked anew.
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        for state in watched.sources(library).values():
            try:
                super().put(SourceState.from_json(state))
            except msgspec.DecodeError:
                continue

    def put(self, state: SourceState) -> None:
        """Remember ``state`` in the library. Raises ``LibraryError`` when that fails."""
        super().put(state)
        watched.keep_source(self._library, state.address, state.to_json())


class Diligent:
    """A clock that does a piece of work before it waits, for as much of the wait as that takes."""

    def __init__(self, clock: Clock, work: Callable[[], None]) -> None:
        self._clock, self._work = clock, work

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass, or as many as the work takes."""
        began = self.now()
        self._work()
        self._clock.sleep(max(0.0, seconds - (self.now() - began)))


def arriving(
    library: Library,
    sources: Iterable[str],
    *,
    fetcher: Callable[[Clock], Fetcher],
    clock: Clock,
    plan: Plan,
    memory: Memory | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Event, list[Saved]]]:
    """What happens while ``sources`` are watched (see ``riwaya.ingest.watch``), and what was kept of it.

    An article is kept before it counts as seen. ``fetcher`` makes the one who asks, with the clock that it is given;
    ``meanwhile`` is done while the hosts are left in peace, and at the end. Raises ``LibraryError`` when the library
    cannot be written.
    """
    idle = Diligent(clock, meanwhile)
    seen = LibraryMemory(library) if memory is None else memory
    for event in watch(sources, memory=seen, fetcher=fetcher(idle), clock=idle, plan=plan):
        yield event, list(shelf.add(library, [event.article])) if isinstance(event, Arrived) else []
    meanwhile()


def link_all(library: Library) -> None:
    """Link what waits."""
    for _ in shelf.link(library):
        pass
