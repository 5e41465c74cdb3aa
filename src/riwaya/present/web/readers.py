"""The library in a server: a thread that reads and one that links, each with a connection of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from riwaya.store import Library, open_library

T = TypeVar("T")
_log = logging.getLogger("riwaya.web")
#: A thread holds what is asked again and again (the vectors of 120,000 statements: 250 MB), so there is one: over a
#: library of 25,000 articles it answers a page in some 20 ms.
READERS = 1
#: A judgement waits so many seconds for its linking before the page says that it goes on.
PATIENCE = 4.0


class Readers:
    """Runs questions to the library away from the loop that talks to browsers."""

    def __init__(
        self, address: str, *, link: Callable[[Library], object], warm: Callable[[Library], object] | None = None
    ) -> None:
        self._address = address
        self._link = link
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="riwaya-read")
        self._linker = ThreadPoolExecutor(1, thread_name_prefix="riwaya-link")
        if warm is not None:
            self._pool.submit(self._asked, warm)

    async def ask(self, question: Callable[[Library], T]) -> T:
        """The answer to a question; what it raises is raised here."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._asked, question)

    def _asked(self, question: Callable[[Library], T]) -> T:
        return question(self._own())

    def _own(self) -> Library:
        """This thread's connection: SQLite's must not change threads."""
        held: Library | None = getattr(self._local, "library", None)
        if held is None:
            held = self._local.library = open_library(self._address)
        return held

    async def relink(self) -> bool:
        """Let what waits be linked; True when that was done before patience ran out. It goes on in any case."""
        linking = self._linker.submit(self._relinked)
        linking.add_done_callback(_tell_failure)
        done = asyncio.wrap_future(linking)
        finished, _ = await asyncio.wait({done}, timeout=PATIENCE)
        if finished:
            done.result()
        return bool(finished)

    def _relinked(self) -> None:
        self._link(self._own())

    def close(self) -> None:
        """Let the threads end; questions that were asked are answered first."""
        self._pool.shutdown()
        self._linker.shutdown()


def _tell_failure(linking: Future[None]) -> None:
    """Nobody may be waiting any more for linking that fails: the log has it."""
    if linking.exception() is not None:
        _log.error("linking: %s", linking.exception())
