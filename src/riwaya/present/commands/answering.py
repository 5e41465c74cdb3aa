"""How the answer of a command is shown: four options that every question has, declared once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from riwaya.model import Record
from riwaya.present import contract
from riwaya.present.labels import Lang
from riwaya.present.page import Line
from riwaya.present.running import (
    BidiOption,
    Format,
    FormatOption,
    LangOption,
    WidthOption,
    show_lines,
    write,
)


class Manner(NamedTuple):
    """How an answer is to be shown: for reading or for programs, the language of the labels, columns, reordered."""

    format: Format = Format.TEXT
    lang: Lang = Lang.AR
    width: int | None = None
    bidi: bool = False


def _options(
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """The options behind a ``Manner``, as the command line has them."""


def answering(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with the options of all answers in the place of its parameter ``manner``."""

    @wraps(command)
    def run(**given: Any) -> None:
        manner = Manner(**{name: given.pop(name) for name in Manner._fields})
        command(**given, manner=manner)

    own = inspect.signature(command, eval_str=True).parameters
    shared = inspect.signature(_options, eval_str=True).parameters
    parameters = [*(each for name, each in own.items() if name != "manner"), *shared.values()]
    # typer reads the options of a command from its signature
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def show_answer(lines: Iterable[Line], manner: Manner) -> None:
    """Write lines for reading in that manner."""
    show_lines(lines, lang=manner.lang, width=manner.width, bidi=manner.bidi)


def answer(records: Sequence[Record], lines: Iterable[Line], manner: Manner) -> None:
    """Records as lines for reading, as a JSON array, or one a line."""
    if manner.format is Format.TEXT:
        show_answer(lines, manner)
    elif manner.format is Format.JSONL:
        write(contract.encode(record) + b"\n" for record in records)
    else:
        write([b"[\n", b",\n".join(map(contract.encode, records)), b"\n]\n"])
