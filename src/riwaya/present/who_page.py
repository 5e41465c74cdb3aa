"""``riwaya who NAME PATH…``: the command and its page for the eye."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from riwaya.model import Article
from riwaya.present.annotation import statement_lines

# The command line's own helpers: this module holds one of its commands, and is read at the end of that module.
from riwaya.present.cli import (
    BidiOption,
    Format,
    FormatOption,
    LangOption,
    Paths,
    WidthOption,
    _annotated,
    _show,
    _write,
    app,
    running,
)
from riwaya.present.comparison import RULE
from riwaya.present.contract import encode
from riwaya.present.labels import Lang, label, listed
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.queries import outlet_name, readable
from riwaya.present.safe import flat
from riwaya.present.who import Dossier, Held, published_of, row, who

_SEPARATOR = " · "

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Whom to look for, in any spelling, with or without a title.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]


@app.command("who")
def who_command(
    name: NameArgument,
    paths: Paths,
    format: FormatOption = Format.TEXT,
    json: JsonOption = False,
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """List where somebody is mentioned, with which titles over time, what they say and what is said of them."""
    with running() as problems:
        found = who(_annotated(paths, problems, watch=True), name)
        if format is Format.TEXT and not json:
            lines = (line for each in found for line in dossier_lines(each, lang=lang))
            _show(lines if found else _nobody(name, lang), lang=lang, width=width, bidi=bidi)
        elif format is Format.JSONL:
            _write(encode(row(each)) + b"\n" for each in found)
        else:
            _write([encode({"name": name, "found": [row(each) for each in found]}) + b"\n"])


def _nobody(name: str, lang: Lang) -> Iterator[Line]:
    yield plain(0, f"{label('nobody', lang)}: {flat(name)}")


def dossier_lines(dossier: Dossier, *, lang: Lang) -> Iterator[Line]:
    """The page of one person, body or place."""
    yield plain(0, RULE, style="dim")
    yield quoted(0, flat(dossier.name), style="bold")
    articles = len({article.id for article, _ in dossier.mentions})
    facts = [label(dossier.type, lang), *([dossier.country] if dossier.country else []), *dossier.entities]
    yield plain(2, flat(_SEPARATOR.join(facts)), style="dim")
    spellings = listed((f"{name} ({count})" for name, count in dossier.names.items()), lang)
    yield plain(2, f"{label('names', lang)}: {flat(spellings)}")
    yield plain(2, f"{label('mentions', lang)}: {len(dossier.mentions)} / {label('articles', lang)}: {articles}")
    yield from _mentions(dossier)
    yield from _roles(dossier, lang)
    for key, told in (("said", dossier.said), ("about", dossier.about)):
        if told:
            yield plain(2, f"{label(key, lang)}: {len(told)}", style="cyan")
        for number, (article, statement) in enumerate(told, start=1):
            if number == 1 or article is not told[number - 2][0]:
                yield plain(4, _head(article), style="dim")
            yield from statement_lines(article, statement, number, lang=lang)
    yield blank()


def _head(article: Article) -> str:
    """An article's id, who published it and when."""
    when = published_of(article)
    return flat(_SEPARATOR.join(dict.fromkeys([article.id, outlet_name(article), *([readable(when)] if when else [])])))


def _mentions(dossier: Dossier) -> Iterator[Line]:
    """A line an article: who published it and when, and the places of the mentions in its source text."""
    places: dict[str, list[str]] = {}
    for article, mention in dossier.mentions:
        places.setdefault(_head(article), []).append(f"{mention.span.start}–{mention.span.stop}")
    for head, spans in places.items():
        yield plain(4, f"{head}: {', '.join(spans)}")


def _roles(dossier: Dossier, lang: Lang) -> Iterator[Line]:
    if dossier.roles:
        yield plain(2, f"{label('roles', lang)}:", style="cyan")
    for held in dossier.roles:
        yield plain(4, flat(f"{held.role} ({_period(held, lang)}{_SEPARATOR}{len(held.articles)})"))


def _period(held: Held, lang: Lang) -> str:
    if held.first is None or held.last is None:
        return label("undated", lang)
    first, last = readable(held.first), readable(held.last)
    return first if first == last else f"{first} – {last}"
