"""What all commands share: their options, how problems are said, how output is written and how a run ends."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from riwaya.model import Problem
from riwaya.present.bidi import BidiMissingError, Reorder, reorderer
from riwaya.present.labels import Lang
from riwaya.present.page import Line, show

#: What a shell reports for a program that SIGPIPE ended (128 + 13): the reader left, nothing is wrong here.
BROKEN_PIPE = 141


class Format(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Pages (.txt, .html), records (.jsonl), folders, globs; - is standard input."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="For reading (text) or for programs.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of the labels: Arabic or English.")]
WidthOption = Annotated[
    int | None, typer.Option("--width", min=20, help="Columns to fill; the terminal's width, or 100 in a pipe.")
]
BidiOption = Annotated[
    bool, typer.Option("--bidi", help="Reorder and join Arabic for a terminal that does not; never in a pipe.")
]


class Problems:
    """What could not be read, said on standard error as it is met."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: Problem) -> None:
        """Say one problem."""
        self.say(str(problem))

    def say(self, message: str) -> None:
        """Say what is wrong in a line."""
        from riwaya.present.safe import flat

        self.count += 1
        typer.echo(f"riwaya: {flat(message)}", err=True)


@contextmanager
def running() -> Iterator[Problems]:
    """Around a command's work: exit status 1 when anything could not be read, silence when the reader leaves."""
    problems = Problems()
    try:
        yield problems
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()
    if problems.count:
        raise typer.Exit(1)


def _leave_quietly() -> NoReturn:
    """End without a word; what is still buffered goes nowhere, else the interpreter complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(BROKEN_PIPE)


def show_lines(lines: Iterable[Line], *, lang: Lang, width: int | None, bidi: bool) -> None:
    """Write lines for reading to standard output."""
    show(lines, file=sys.stdout, lang=lang, width=width, reorder=_reorder(bidi))


def _reorder(bidi: bool) -> Reorder | None:
    """The reordering that ``--bidi`` asks for; none in a pipe, where the next program wants the text as it is."""
    if not (bidi and sys.stdout.isatty()):
        return None
    try:
        return reorderer()
    except BidiMissingError as missing:
        raise typer.BadParameter(str(missing), param_hint="--bidi") from missing


def user() -> str:
    """Who judges unless told otherwise: whoever runs the program; empty where the machine has no name for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def write(chunks: Iterable[bytes]) -> None:
    """Write bytes for programs to standard output."""
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
