"""Lines on a terminal or in a pipe: indented, wrapped, coloured where colour is wanted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TextIO

from riwaya.present.bidi import Reorder, starts_right_to_left
from riwaya.present.labels import Lang

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Longer lines are hard to follow on a wide screen; a file gets the same width on every machine.
WIDEST = 110
PIPED = 100
NARROWEST = 20
_RIGHT_TO_LEFT_MARK = "\u200f"
_LEFT_TO_RIGHT_MARK = "\u200e"
#: After an Arabic letter the hyphens of 2031-05-04 part its numbers, and it is shown as 04-05-2031 (UAX #9, W2).
_ISO_DATE = re.compile(r"(?<![\w-])[\dX]{4}-(?=[\dXWQ])")

_ARROW = re.compile(" ← ")


class Line(NamedTuple):
    """One paragraph of output and how many columns it stands in from the edge.

    ``own`` lines are the program's and run as its language does; the others are the page's words, which are Arabic.
    """

    indent: int
    text: Text
    own: bool = False


def plain(indent: int, text: str, *, style: str = "") -> Line:
    """A line of the program's own, in one style; ``text`` must be clean already."""
    from rich.text import Text

    return Line(indent, Text(text, style=style), own=True)


def quoted(indent: int, text: str, *, style: str = "") -> Line:
    """A line of the page's words, in one style; ``text`` must be clean already."""
    return plain(indent, text, style=style)._replace(own=False)


def blank() -> Line:
    """An empty line."""
    return plain(0, "")


def width_of(file: TextIO, *, wanted: int | None = None) -> int:
    """The columns to fill: ``wanted``, or what the terminal has, or ``PIPED``."""
    if wanted is not None:
        return max(wanted, NARROWEST)
    if not file.isatty():
        return PIPED
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))


def show(
    lines: Iterable[Line],
    *,
    file: TextIO,
    lang: Lang = Lang.AR,
    width: int | None = None,
    reorder: Reorder | None = None,
) -> None:
    """Write ``lines`` to ``file``; ``reorder`` puts each into visual order and leaves colours out."""
    columns = width_of(file, wanted=width)
    console = _console(file, columns)
    styled = console.is_terminal and reorder is None
    for line in lines:
        leftward = lang is Lang.AR or not line.own
        for part in wrapped(line.text, max(columns - line.indent, NARROWEST), console):
            if styled:
                _print(console, line.indent, steadied(part, lang), leftward=leftward)
            elif reorder is not None:
                shown = reorder(steadied(part, lang).plain, leftward).replace(_LEFT_TO_RIGHT_MARK, "")
                file.write(placed(shown, line.indent, columns, leftward=leftward) + "\n")
            else:  # rich would take three times as long to find out that there is nothing to colour
                file.write((" " * line.indent + part.plain).rstrip() + "\n")


def wrapped(text: Text, columns: int, console: Console) -> list[Text]:
    """``text`` in lines of at most ``columns`` cells, broken between words; a longer word is broken."""
    from rich.cells import cell_len

    if cell_len(text.plain) <= columns:
        return [text]
    parts = text.wrap(console, columns)
    for part in parts:
        part.rstrip()
    return list(parts)


def _console(file: TextIO, columns: int) -> Console:
    from rich.console import Console

    class Writer(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the caller: rich would end the program with exit status 1."""
            raise BrokenPipeError

    return Writer(file=file, width=columns, highlight=False, emoji=False, markup=False)


def _print(console: Console, indent: int, part: Text, *, leftward: bool) -> None:
    """Print one wrapped line, with a mark in front where a terminal would take the wrong direction from it."""
    from rich.text import Text

    lead = " " * indent if part.plain else ""
    if part.plain and starts_right_to_left(part.plain) is not leftward:
        lead = (_RIGHT_TO_LEFT_MARK if leftward else _LEFT_TO_RIGHT_MARK) + lead
    console.print(Text(lead).append_text(part), no_wrap=True, overflow="ignore", crop=False)


def steadied(text: Text, lang: Lang) -> Text:
    """``text`` with an LRM before every ISO date, which keeps year, month and day in their order.

    In an English line also around the arrows of a chain, or the Arabic names in it would change places.
    """
    from rich.text import Text

    places = {match.start() for match in _ISO_DATE.finditer(text.plain)}
    if lang is Lang.EN:
        places |= {edge for match in _ARROW.finditer(text.plain) for edge in match.span()}
    return Text(_LEFT_TO_RIGHT_MARK).join(text.divide(sorted(places))) if places else text


def placed(shown: str, indent: int, columns: int, *, leftward: bool) -> str:
    """A line in visual order, indented from the edge at which its reading starts.

    >>> placed("abc", 2, 10, leftward=False), placed("abc", 2, 10, leftward=True)
    ('  abc', '     abc')
    """
    from rich.cells import cell_len

    if not leftward:
        return (" " * indent + shown).rstrip()
    return (" " * max(0, columns - indent - cell_len(shown)) + shown).rstrip()
