"""The command line: ``annotate``, ``compare``, ``explain``, ``demo``; the others have modules of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

import riwaya
from riwaya.model import Article
from riwaya.present.cli_watch import watch
from riwaya.present.commands import batch, evaluating, exporting, judging, keeping, questions, serving
from riwaya.present.commands.reading import Names, NamesOption, annotated
from riwaya.present.labels import Lang
from riwaya.present.running import (
    BROKEN_PIPE,
    BidiOption,
    Format,
    FormatOption,
    LangOption,
    Paths,
    WidthOption,
    running,
    show_lines,
    write,
)
from riwaya.present.usage import Commands

__all__ = ["BROKEN_PIPE", "app", "demo_pages", "main"]

app = typer.Typer(
    name="riwaya",
    cls=Commands,
    help="Lays Arabic news accounts of one event side by side: who said what, when, through whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

#: Pages that ``riwaya demo`` compares; other files of the package (``__init__.py``) are not pages.
DEMO_SUFFIXES = (".txt", ".html", ".jsonl")


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
    names: NamesOption = Names.DEFAULT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Say who says what in each article, and through whom."""
    from riwaya.present import contract
    from riwaya.present.annotation import annotation_lines

    with running() as problems:
        articles = annotated(paths, problems, watch=not sys.stdout.isatty(), names=names)
        if format is Format.TEXT:
            lines = (line for article in articles for line in annotation_lines(article, lang=lang))
            show_lines(lines, lang=lang, width=width, bidi=bidi)
        else:
            write(contract.annotated_json(articles) if format is Format.JSON else contract.annotated_jsonl(articles))


@app.command()
def compare(
    paths: Paths,
    format: FormatOption = Format.TEXT,
    names: NamesOption = Names.DEFAULT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Lay every outlet's account of each story side by side."""
    with running() as problems:
        _compare(annotated(paths, problems, watch=True, names=names), format=format, lang=lang, width=width, bidi=bidi)


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
        articles = annotated([file], problems, watch=False)
        lines = (line for article in articles for line in explanation_lines(article, lang=lang))
        show_lines(lines, lang=lang, width=width, bidi=bidi)


@app.command()
def demo(
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Compare the invented articles that come along."""
    with running() as problems, demo_pages() as paths:
        articles = annotated([str(path) for path in paths], problems, watch=True)
        _compare(articles, format=format, lang=lang, width=width, bidi=bidi)


app.command()(watch)
keeping.register(app)
exporting.register(app)
evaluating.register(app)
questions.register(app)
judging.register(app)
app.add_typer(batch.app)
serving.register(app)


@contextmanager
def demo_pages() -> Iterator[list[Path]]:
    """The demo's pages as files, in order of their names."""
    from importlib import resources

    with ExitStack() as stack:
        pages = [page for page in resources.files("riwaya.demo").iterdir() if page.name.endswith(DEMO_SUFFIXES)]
        yield [stack.enter_context(resources.as_file(page)) for page in sorted(pages, key=lambda page: page.name)]


def _compare(read: Iterable[Article], *, format: Format, lang: Lang, width: int | None, bidi: bool) -> None:
    from riwaya.present import contract
    from riwaya.present.comparison import comparison_lines
    from riwaya.present.progress import working
    from riwaya.present.queries import Desk

    articles = list(read)
    with working("riwaya: compare"):
        comparison = riwaya.compare(articles, workers=os.cpu_count() or 1)
    if format is Format.TEXT:
        show_lines(comparison_lines(comparison, Desk(articles), lang=lang), lang=lang, width=width, bidi=bidi)
    else:
        json = format is Format.JSON
        write(contract.compared_json(comparison) if json else contract.compared_jsonl(comparison))


def main() -> None:
    """Run the command line; the entry point ``riwaya``."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    app()
