"""The command line: ``annotate``, ``compare``, ``explain``, ``demo``; ``watch``, ``who`` have modules of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import riwaya
from riwaya.model import Article, Problem
from riwaya.present.bidi import BidiMissingError, Reorder, reorderer
from riwaya.present.cli_watch import watch
from riwaya.present.labels import Lang
from riwaya.present.page import Line, show

app = typer.Typer(
    name="riwaya",
    help="Lays Arabic news accounts of one event side by side: who said what, when, through whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

#: What a shell reports for a program that SIGPIPE ended (128 + 13): the reader left, nothing is wrong here.
BROKEN_PIPE = 141
#: Pages that ``riwaya demo`` compares; other files of the package (``__init__.py``) are not pages.
DEMO_SUFFIXES = (".txt", ".html", ".jsonl")


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


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"riwaya {riwaya.__version__}")
        raise typer.Exit


@app.callback()
def _riwaya(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Lays Arabic news accounts of one event side by side: who said what, when, through whom."""


@app.command()
def annotate(
    paths: Paths,
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Say who says what in each article, and through whom."""
    from riwaya.present import contract
    from riwaya.present.annotation import annotation_lines

    with running() as problems:
        articles = _annotated(paths, problems, watch=not sys.stdout.isatty())
        if format is Format.TEXT:
            lines = (line for article in articles for line in annotation_lines(article, lang=lang))
            _show(lines, lang=lang, width=width, bidi=bidi)
        else:
            _write(contract.annotated_json(articles) if format is Format.JSON else contract.annotated_jsonl(articles))


@app.command()
def compare(
    paths: Paths,
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Lay every outlet's account of each story side by side."""
    with running() as problems:
        _compare(paths, problems, format=format, lang=lang, width=width, bidi=bidi)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One page or file of records; - is standard input.")],
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Show every span over the text and the rule behind it."""
    from riwaya.present.explain import explanation_lines

    with running() as problems:
        articles = _annotated([file], problems, watch=False)
        lines = (line for article in articles for line in explanation_lines(article, lang=lang))
        _show(lines, lang=lang, width=width, bidi=bidi)


@app.command()
def demo(
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Compare the invented articles that come along."""
    with running() as problems, demo_pages() as paths:
        _compare([str(path) for path in paths], problems, format=format, lang=lang, width=width, bidi=bidi)


app.command()(watch)


@contextmanager
def demo_pages() -> Iterator[list[Path]]:
    """The demo's pages as files, in order of their names."""
    from importlib import resources

    with ExitStack() as stack:
        pages = [page for page in resources.files("riwaya.demo").iterdir() if page.name.endswith(DEMO_SUFFIXES)]
        yield [stack.enter_context(resources.as_file(page)) for page in sorted(pages, key=lambda page: page.name)]


def _compare(
    paths: list[str], problems: Problems, *, format: Format, lang: Lang, width: int | None, bidi: bool
) -> None:
    from riwaya.present import contract
    from riwaya.present.comparison import comparison_lines
    from riwaya.present.progress import working
    from riwaya.present.queries import Desk

    articles = list(_annotated(paths, problems, watch=True))
    with working("riwaya: compare"):
        comparison = riwaya.compare(articles)
    if format is Format.TEXT:
        _show(comparison_lines(comparison, Desk(articles), lang=lang), lang=lang, width=width, bidi=bidi)
    else:
        json = format is Format.JSON
        _write(contract.compared_json(comparison) if json else contract.compared_jsonl(comparison))


class Problems:
    """What could not be read, said on standard error as it is met."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: Problem) -> None:
        """Say one problem."""
        from riwaya.present.safe import flat

        self.count += 1
        typer.echo(f"riwaya: {flat(str(problem))}", err=True)


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


def _annotated(paths: list[str], problems: Problems, *, watch: bool) -> Iterator[Article]:
    from riwaya.present.progress import watched

    articles = riwaya.read(paths, stdin=sys.stdin.buffer, on_problem=problems)
    return watched(riwaya.annotate(articles), what="riwaya: annotate", wanted=watch)


def _show(lines: Iterable[Line], *, lang: Lang, width: int | None, bidi: bool) -> None:
    show(lines, file=sys.stdout, lang=lang, width=width, reorder=_reorder(bidi))


def _reorder(bidi: bool) -> Reorder | None:
    """The reordering that ``--bidi`` asks for; none in a pipe, where the next program wants the text as it is."""
    if not (bidi and sys.stdout.isatty()):
        return None
    try:
        return reorderer()
    except BidiMissingError as missing:
        raise typer.BadParameter(str(missing), param_hint="--bidi") from missing


def _write(chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)


def main() -> None:
    """Run the command line; the entry point ``riwaya``."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    app()


import riwaya.present.who_page  # noqa: E402  (at the end, since its command is registered on ``app`` above)
