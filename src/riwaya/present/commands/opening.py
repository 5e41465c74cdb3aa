"""The library that a command works on, and how its answers are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from riwaya.model import Record
from riwaya.present import contract
from riwaya.present.labels import Lang
from riwaya.present.page import Line
from riwaya.present.running import Format, Problems, running, show_lines, write
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


def answer(
    records: Sequence[Record], lines: Iterable[Line], *, format: Format, lang: Lang, width: int | None, bidi: bool
) -> None:
    """Records as lines for reading, as a JSON array, or one a line."""
    if format is Format.TEXT:
        show_lines(lines, lang=lang, width=width, bidi=bidi)
    elif format is Format.JSONL:
        write(contract.encode(record) + b"\n" for record in records)
    else:
        write([b"[\n", b",\n".join(map(contract.encode, records)), b"\n]\n"])
