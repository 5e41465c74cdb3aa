"""Commands that put things into a library and look after it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import riwaya
from riwaya.present.cli_watch import Asking, ContactOption, MostOption, PrivateOption, polite, poll_line
from riwaya.present.commands.answering import Manner, answer, answering
from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.progress import watched
from riwaya.present.running import LangOption, Problems
from riwaya.present.safe import flat
from riwaya.store import Library
from riwaya.store.records import Saved

if TYPE_CHECKING:
    from riwaya.ingest.watch import Plan


def register(app: typer.Typer) -> None:
    """Make these commands of ``app``."""
    for command in (add, update, backup, check, versions, forget):
        app.command()(command)


def add(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL",
            help="Pages, records, folders, globs, - as for annotate; addresses of articles, feeds and the other sources"
            " of watch, asked once.",
        ),
    ],
    library: LibraryOption = None,
    most: MostOption = 100,
    allow_private: PrivateOption = False,
    contact: ContactOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Put articles into the library: annotated, linked, an edited one as a new wording; safe to repeat."""
    from riwaya import library as shelf
    from riwaya.ingest.watch import Plan, is_source

    sources = [each for each in given if is_source(each)]
    paths = [each for each in given if not is_source(each)]
    with opened(library, make=True) as (held, problems):
        kept = shelf.add(held, riwaya.read(paths, stdin=sys.stdin.buffer, on_problem=problems))
        if sources:
            fetcher = polite(allow_private=allow_private, contact=contact)
            kept = chain(
                kept, _fetched(held, sources, Plan(most=most, once=True, insist=True), fetcher, problems, lang=lang)
            )
        _told(watched(kept, what="riwaya: add"), held, lang=lang)


def _fetched(
    library: Library, sources: list[str], plan: Plan, fetcher: Asking, problems: Problems, *, lang: Lang
) -> Iterator[Saved]:
    """What one round over web addresses brings in; what cannot be had is said."""
    from riwaya.ingest import fetch
    from riwaya.ingest.watch import Failed, Polled
    from riwaya.library.arriving import arriving

    for event, saved in arriving(library, sources, fetcher=fetcher, clock=fetch.SystemClock(), plan=plan):
        if isinstance(event, Failed):
            problems(event.problem)
        elif isinstance(event, Polled):
            typer.echo(flat(poll_line(event, lang)), err=True)
        yield from saved


def update(library: LibraryOption = None, lang: LangOption = Lang.AR) -> None:
    """Annotate and link anew what older rules or models made; can be stopped and run again."""
    from riwaya import library as shelf

    with opened(library) as (held, _):
        _told(watched(shelf.update(held), what="riwaya: update"), held, lang=lang, renewed=True)


def _told(kept: Iterable[Saved], library: Library, *, lang: Lang, renewed: bool = False) -> None:
    """Say each article once it is kept for good, then link what waits; nothing is said of what was there already."""
    from riwaya import library as shelf

    counts: Counter[str] = Counter()
    for saved in kept:
        counts["renewed" if renewed else saved.standing] += 1
        if saved.standing != "same":
            version = f" ({say('version', lang)} {saved.version})" if saved.version > 1 else ""
            typer.echo(f"{say(saved.standing, lang)}: {flat(saved.id)}{version}")
    linked = sum(done for done, _ in watched(shelf.link(library), what="riwaya: link"))
    if renewed and not counts and not linked:
        typer.echo(say("up_to_date", lang))
        return
    parts = [f"{say(kind, lang)} {count}" for kind, count in counts.items()]
    typer.echo(" · ".join([*parts, f"{say('linked', lang)} {linked}"]))


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes: a file that is not there yet.")],
    library: LibraryOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Copy the library as it is now, while others read and write it."""
    from riwaya.store.care import backup as copy

    with opened(library) as (held, _):
        copy(held, file)
        typer.echo(f"{say('backed_up', lang)}: {file}")


def check(library: LibraryOption = None, lang: LangOption = Lang.AR) -> None:
    """Is the library whole? Damage and orphan rows (exit status 1), what older rules made, what waits."""
    from riwaya import library as shelf
    from riwaya.store import care

    with opened(library) as (held, problems):
        for kind, count in care.counts(held).items():
            typer.echo(f"{say(kind, lang)}: {count}")
        faults = care.check(held, shelf.makers())
        for fault in faults:
            line = f"{say(fault.kind, lang)}: {fault.what}: {fault.count}"
            if fault.kind in ("damage", "orphan"):
                problems.say(f"{line} — riwaya backup, riwaya export, riwaya add")
            else:
                typer.echo(line)
        if not problems.count:
            typer.echo(say("sound", lang))


@answering
def versions(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of an article, as search and add print it.")],
    library: LibraryOption = None,
    *,
    manner: Manner,
) -> None:
    """Show every wording of an article that the library holds, and what each changed in the one before."""
    from riwaya.present.history import history, history_lines

    with opened(library) as (held, problems):
        found = history(held, id)
        if not found:
            problems.say(f"{id}: {say('unknown', manner.lang)}")
            return
        answer(found, history_lines(found, lang=manner.lang), manner)


def forget(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles, as search and add print them.")],
    library: LibraryOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Take an article out of the library with all that came from it."""
    from riwaya import library as shelf
    from riwaya.store import articles

    with opened(library) as (held, problems):
        for id in ids:
            if articles.take_out(held, id):
                typer.echo(f"{say('forgotten', lang)}: {flat(id)}")
            else:
                problems.say(f"{id}: {say('unknown', lang)}")
        articles.compact(held)
        for _ in shelf.link(held):
            pass
