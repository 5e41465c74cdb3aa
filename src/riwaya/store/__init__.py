"""Room 4, the only SQL: articles, statements, links and judgements kept in a library, and found in it again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from riwaya.store.database import Library, LibraryError, connect
from riwaya.store.migrations import migrate

__all__ = ["Library", "LibraryError", "default_path", "open_library"]


def default_path() -> Path:
    """Where a library is when no other place is named: in the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("riwaya", appauthor=False) / "library.db"


def open_library(address: str | Path | None = None, *, make: bool = False) -> Library:
    """The library at ``address`` (a file or ``postgresql://…``; else the user's own), brought up to date.

    It is made where it is missing if ``make``. Raises ``LibraryError``, whose message says what to do.
    """
    library = connect(address if address is not None else default_path(), make=make)
    with ExitStack() as stack:
        stack.callback(library.close)
        migrate(library)
        stack.pop_all()
    return library
