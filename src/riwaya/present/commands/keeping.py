"""Commands that put things into a library and look after it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import riwaya
from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.progress import watched
from riwaya.present.running import LangOption, Paths
from riwaya.present.safe import flat
from riwaya.store import Library
from riwaya.store.records import Saved


def register(app: typer.Typer) -> None:
    """Make these commands of ``app``."""
    for command in (add, update, backup, check, forget):
        app.command()(command)


def add(paths: Paths, library: LibraryOption = None, lang: LangOption = Lang.AR) -> None:
    """Put articles into the library: annotated, linked, an edited one as a new wording; safe to repeat."""
    from riwaya import library as shelf

    with opened(library, make=True) as (held, problems):
        found = riwaya.read(paths, stdin=sys.stdin.buffer, on_problem=problems)
        _told(watched(shelf.add(held, found), what="riwaya: add"), held, lang=lang)


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
            if articles.forget(held, id):
                typer.echo(f"{say('forgotten', lang)}: {flat(id)}")
            else:
                problems.say(f"{id}: {say('unknown', lang)}")
        for _ in shelf.link(held):
            pass
