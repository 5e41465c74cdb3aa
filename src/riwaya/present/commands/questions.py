"""Commands that ask a library: stories, story, who, said, outlet, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.model import Comparison
from riwaya.present import contract
from riwaya.present.commands.answering import Manner, answer, answering, show_answer
from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.commands.reading import annotated
from riwaya.present.days import readable_day
from riwaya.present.library_labels import say
from riwaya.present.running import Format, running, write
from riwaya.store import Library

if TYPE_CHECKING:  # numpy is behind them: `riwaya --help` loads none of it
    from riwaya.present.finding import Answer, Query


def _day(value: str | None) -> str | None:
    if value is not None and not readable_day(value):
        raise typer.BadParameter(f"{value}: a day as YYYY-MM-DD, or YYYY-MM, or YYYY (يوم أو شهر أو سنة)")
    return value


SinceOption = Annotated[
    str | None, typer.Option("--since", callback=_day, help="From this day, month or year on (YYYY-MM-DD).")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", callback=_day, help="Up to the end of this day, month or year.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="By this outlet: its name or id.")]
MaybePaths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Files to ask instead of the library, as for annotate.")
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="So many at most.")]


def register(app: typer.Typer) -> None:
    """Make these commands of ``app``."""
    for command in (stories, story, who, said, outlet, search):
        app.command()(command)


@answering
def stories(
    library: LibraryOption = None,
    since: SinceOption = None,
    outlet: OutletOption = None,
    about: Annotated[
        str | None, typer.Option("--about", help="That name this person, body or place, or words.")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Of so many articles at least.")] = 1,
    limit: LimitOption = 30,
    *,
    manner: Manner,
) -> None:
    """List the library's stories, the one with the latest news first."""
    from riwaya.present import answers, asking

    with opened(library) as (held, _):
        found = asking.stories(held, since=since, outlet=outlet, about=about, most=limit, least=least)
        answer(found, answers.story_lines(found, lang=manner.lang), manner)


@answering
def story(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a story, as stories and search print it.")],
    library: LibraryOption = None,
    *,
    manner: Manner,
) -> None:
    """Lay every outlet's account of one story of the library side by side."""
    from riwaya.present.comparison import comparison_lines
    from riwaya.present.queries import Desk
    from riwaya.store import articles, links

    with opened(library) as (held, problems):
        found = links.story(held, id)
        if found is None:
            problems.say(f"{id}: {say('no_story', manner.lang)}")
            return
        comparison = Comparison(stories=(found,))
        if manner.format is Format.TEXT:
            desk = Desk(articles.load(held, found.articles))
            show_answer(comparison_lines(comparison, desk, lang=manner.lang), manner)
        else:
            json = manner.format is Format.JSON
            write(contract.compared_json(comparison) if json else contract.compared_jsonl(comparison))


@answering
def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, body or place, as people write it.")],
    paths: MaybePaths = None,
    library: LibraryOption = None,
    *,
    manner: Manner,
) -> None:
    """Say who this is, in the library or in the given files: names, titles over time, who names it, what it said."""
    from riwaya.present import answers, asking

    if paths:
        _who_in_files(name, paths, manner)
        return
    with opened(library) as (held, problems):
        found = asking.who(held, name)
        if found is None:
            problems.say(f"{name}: {say('nobody', manner.lang)}")
            return
        answer([found], answers.who_lines(found, lang=manner.lang), manner)


def _who_in_files(name: str, paths: list[str], manner: Manner) -> None:
    from riwaya.present.who import row
    from riwaya.present.who import who as whoever
    from riwaya.present.who_page import dossier_lines, nobody

    with running() as problems:
        found = whoever(annotated(paths, problems, watch=True), name)
        if manner.format is Format.TEXT:
            lines = (line for each in found for line in dossier_lines(each, lang=manner.lang))
            show_answer(lines if found else nobody(name, manner.lang), manner)
        elif manner.format is Format.JSONL:
            write(contract.encode(row(each)) + b"\n" for each in found)
        else:
            write([contract.encode({"name": name, "found": [row(each) for each in found]}) + b"\n"])


@answering
def said(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="A quotation, word for word or as it was heard.")],
    library: LibraryOption = None,
    limit: LimitOption = 5,
    *,
    manner: Manner,
) -> None:
    """Find the utterances nearest to pasted words: who carried them, in which words, which telling was first."""
    from riwaya.library.meanings import encode
    from riwaya.present import answers, asking

    with opened(library) as (held, _):
        found = asking.said(held, words, encode=encode, most=limit)
        answer(found, answers.said_lines(found, lang=manner.lang), manner)


@answering
def outlet(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An outlet: its name, words of it, or its id.")],
    library: LibraryOption = None,
    *,
    manner: Manner,
) -> None:
    """Say whom an outlet quotes, through whom, and how much it shares with others."""
    from riwaya.present import answers, asking

    with opened(library) as (held, problems):
        found = asking.outlet(held, name)
        if found is None:
            problems.say(f"{name}: {say('no_outlet', manner.lang)}")
            return
        answer([found], answers.outlet_lines(found, lang=manner.lang), manner)


@answering
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words; in quotation marks, exactly these.")] = "",
    library: LibraryOption = None,
    outlet: OutletOption = None,
    by: Annotated[str | None, typer.Option("--by", help="Said by this person, body or source.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Said about this person, body or place.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="That came through this agency or outlet.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    story: Annotated[str | None, typer.Option("--story", help="In this story (its id).")] = None,
    statements: Annotated[bool, typer.Option("--statements", help="In statements only, each by itself.")] = False,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first; else what fits best.")] = False,
    meaning: Annotated[bool, typer.Option("--meaning", help="Nearest in meaning, whatever the wording.")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Count by outlet, month, speaker and source.")] = False,
    limit: LimitOption = 10,
    after: Annotated[str | None, typer.Option("--next", help="The next page: what the last one gave.")] = None,
    *,
    manner: Manner,
) -> None:
    """Find articles or statements, with harakat and without, whatever particles and endings the words have."""
    from riwaya.present import answers
    from riwaya.present.finding import Query

    asked = Query(
        words=query,
        outlet=outlet,
        speaker=by,
        about=about,
        source=source,
        since=since,
        until=until,
        story=story,
        statements=statements or about is not None,
        newest=newest,
        meaning=meaning,
        after=after,
        limit=limit,
    )
    with opened(library) as (held, _):
        found = _find(held, asked, facets=facets)
        answer([found], answers.search_lines(found, lang=manner.lang), manner)


def _find(library: Library, asked: Query, *, facets: bool) -> Answer:
    from riwaya.library.meanings import encode
    from riwaya.present import finding

    try:
        return finding.find(library, asked, encode=encode, facets=facets)
    except finding.NotUnderstoodError as error:
        raise typer.BadParameter(str(error)) from error
