"""``riwaya export``: a library, some of its stories, or pages, in the forms of other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from errno import EEXIST
from functools import cache
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

import riwaya
from riwaya.model import Article, Story
from riwaya.present import contract
from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.commands.reading import annotated
from riwaya.present.export import Form, Material, files, stream
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.running import LangOption, Problems, running
from riwaya.store import Library


class What(StrEnum):
    """What is exported: articles as ``annotate`` prints them, stories as ``compare`` does, records, or statements."""

    ARTICLES = "articles"
    STORIES = "stories"
    RECORDS = "records"
    STATEMENTS = "statements"


def register(app: typer.Typer) -> None:
    """Make ``export`` a command of ``app``."""
    app.command()(export)


def export(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Pages to export instead of the library, as for annotate."),
    ] = None,
    library: LibraryOption = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            "-f",
            help="JSON Lines (the output contract), tables, linked data, annotations, corpora, timelines or graphs.",
        ),
    ] = Form.JSONL,
    what: Annotated[
        What | None,
        typer.Option(
            "--as",
            help="With jsonl: rows of annotate (articles, the default), rows of compare (stories), input records with"
            " their text (records), or the rows of the tables (statements).",
        ),
    ] = None,
    story: Annotated[
        list[str] | None, typer.Option("--story", help="Only this story (its id); can be given several times.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file to write; for brat, a new folder. Standard output unless named."),
    ] = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Write a library, some of its stories, or pages in the form of another program."""
    _check(form, what, out)
    with _material(paths, library, lang) as (everything, problems):
        material = _chosen(everything, story, problems, whole=form is Form.BRAT)
        if material is None or (form is Form.ICS and not _dated(material, story, problems)):
            return
        try:
            if form is Form.BRAT and out is not None:
                _folder(material, out)
            else:
                _write(_chunks(form, what or What.ARTICLES, material), out)
        except OSError as error:
            if out is None:
                raise
            where = error.filename if form is Form.BRAT else out
            problems.say(f"{where}: {say('not_written', lang)}: {error.strerror or error}")
        except ModuleNotFoundError as missing:
            problems.say(f"--format {form}: {missing} — pip install 'riwaya[parquet]'")


def _check(form: Form, what: What | None, out: Path | None) -> None:
    if what is not None and form is not Form.JSONL:
        raise typer.BadParameter("only with --format jsonl (مع --format jsonl وحدها)", param_hint="--as")
    if form is Form.BRAT and out is None:
        raise typer.BadParameter(
            "brat is a folder of files: name it by --out (مجلد ملفات، فسمّه بالخيار --out)", param_hint="--format"
        )
    if form is Form.PARQUET and out is None and sys.stdout.isatty():
        message = "parquet is nothing for a terminal: name a file by --out (لا يُعرض في الطرفية، فسمّ ملفا بالخيار --out)"
        raise typer.BadParameter(message, param_hint="--format")


@contextmanager
def _material(paths: Sequence[str] | None, library: str | None, lang: Lang) -> Iterator[tuple[Material, Problems]]:
    if paths:
        with running() as problems:
            yield _of_pages(list(annotated(list(paths), problems, watch=True)), lang), problems
    else:
        with opened(library) as (held, problems):
            yield _of_library(held, lang), problems


def _of_pages(articles: list[Article], lang: Lang) -> Material:
    @cache
    def compared() -> tuple[Story, ...]:
        return riwaya.compare(articles).stories

    return Material(lambda: iter(articles), lambda: iter(compared()), lang)


def _of_library(library: Library, lang: Lang) -> Material:
    from riwaya.store import articles, links

    return Material(
        lambda: (articles.dated(library, article) for article in articles.load_all(library)),
        lambda: links.all_stories(library),
        lang,
    )


def _chosen(material: Material, ids: Sequence[str] | None, problems: Problems, *, whole: bool) -> Material | None:
    """The stories ``ids`` of ``material`` with their articles; all of it where none is named, None of unknown ones.

    ``whole``: with every article on the pages that theirs are on. A page that is annotated in part is no gold: whoever
    reads all of it would be told that the rest is wrong.
    """
    if not ids:
        return material
    stories = [story for story in material.stories() if story.id in ids]
    for unknown in sorted(set(ids) - {story.id for story in stories}):
        problems.say(f"{unknown}: {say('no_story', material.lang)}")
    if not stories:
        return None
    names = {name for story in stories for name in story.articles}
    pages = {each.document for each in material.articles() if each.id in names} if whole else frozenset()
    return material._replace(
        articles=lambda: (each for each in material.articles() if each.id in names or each.document in pages),
        stories=lambda: iter(stories),
    )


def _dated(material: Material, ids: Sequence[str] | None, problems: Problems) -> bool:
    """Is there an event for a calendar? Stories that were named and have none are said, or that nothing has one."""
    from riwaya.present.export.calendar import placed

    if not ids:
        if any(map(placed, material.stories())):
            return True
        problems.say(say("no_events", material.lang))
        return False
    stories = list(material.stories())
    for story in stories:
        if not placed(story):
            problems.say(f"{story.id}: {say('no_events', material.lang)}")
    return any(map(placed, stories))


def _chunks(form: Form, what: What, material: Material) -> Iterator[bytes]:
    if form is not Form.JSONL:
        return stream(form, material)
    if what is What.STATEMENTS:
        from riwaya.present.export.tables import jsonl

        return jsonl(material)
    return (contract.encode(row) + b"\n" for row in _rows(material, what))


def _rows(material: Material, what: What) -> Iterator[object]:
    if what is What.STORIES:
        return material.stories()
    row = contract.row if what is What.ARTICLES else contract.record
    return map(row, material.articles())


def _write(chunks: Iterable[bytes], out: Path | None) -> None:
    """Write to standard output, or to a file that takes its name when it is whole."""
    if out is None:
        _all(chunks, sys.stdout.buffer)
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            _all(chunks, file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _all(chunks: Iterable[bytes], file: BinaryIO) -> None:
    for chunk in chunks:
        file.write(chunk)


def _folder(material: Material, out: Path) -> None:
    """Write a folder of files; one that holds anything is left alone, for it may be somebody's annotations."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(EEXIST, "not empty; name a new folder", str(out))
    for file in files(material):
        (out / file.name).write_bytes(file.data)
