"""The library that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from riwaya.present.running import Problems, running
from riwaya.store import Library, LibraryError, open_library

LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library",
        envvar="RIWAYA_LIBRARY",
        help="The library: a file or postgresql://…; in the user's data directory unless named.",
    ),
]


@contextmanager
def opened(address: str | None, *, make: bool = False) -> Iterator[tuple[Library, Problems]]:
    """The library at ``address`` around a command's work; what is wrong with it is said, with exit status 1."""
    with running() as problems:
        try:
            with open_library(address, make=make) as library:
                yield library, problems
        except LibraryError as error:
            problems.say(str(error))
