"""``riwaya watch``: part of the command line, in a module of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import msgspec
import typer

from riwaya.model import Article, Problem
from riwaya.present.labels import Lang
from riwaya.present.running import Problems, running
from riwaya.present.safe import flat

if TYPE_CHECKING:
    from riwaya.ingest.watch import Arrived, Event, FolderMemory, Polled

_WORDS = {
    Lang.AR: {
        "arrived": "جديد",
        "edited": "معدل",
        "listed": "في القائمة",
        "new": "الجديد",
        "left": "المؤجل",
        "again": "يعاد",
        "unchanged": "لا جديد",
    },
    Lang.EN: {
        "arrived": "new",
        "edited": "edited",
        "listed": "listed",
        "new": "new",
        "left": "left for later",
        "again": "again at",
        "unchanged": "unchanged",
    },
}
#: Between title and text of a record, as in the output contract.
_TITLE_END = "\n\n"
_BLOCK = 1 << 16


def watch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Address of a feed, sitemap, OPML, list or article; links:ADDRESS of a page of links; file of these.",
        ),
    ],
    once: Annotated[bool, typer.Option("--once", help="One round, then leave.")] = False,
    every: Annotated[float, typer.Option("--every", min=1.0, help="Minutes between two polls of a source.")] = 15.0,
    most: Annotated[int, typer.Option("--most", min=1, help="New articles fetched of a source in one poll.")] = 100,
    since: Annotated[
        str | None, typer.Option("--since", help="Leave out what the source dates before this day (2024-06-19).")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help="File to add the articles to as JSON Lines; - is standard output.")
    ] = "-",
    state: Annotated[
        Path | None, typer.Option("--state", help="Folder that remembers what was seen; else one in your own data.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from your own network and any port too.")
    ] = False,
    contact: Annotated[
        str | None, typer.Option("--contact", help="Address that servers are told, for complaints about this program.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the labels: Arabic or English.")] = Lang.AR,
) -> None:
    """Poll sources politely and collect the articles that come in."""
    from riwaya.ingest import fetch
    from riwaya.ingest import watch as room

    plan = room.Plan(every=every * 60, most=most, since=_day(since), once=once)
    with running() as problems, _opened(output) as file:
        memory = _memory(state or Path(typer.get_app_dir("riwaya")) / "watch")
        names = list(_sources(sources, memory.problems, problems))
        clock = fetch.SystemClock()
        guard = fetch.Guard(allow_private=allow_private)
        fetcher = fetch.Fetcher(guard=guard, clock=clock, contact=_contact(contact))
        with suppress(KeyboardInterrupt):
            for event in room.watch(names, memory=memory, fetcher=fetcher, clock=clock, plan=plan):
                deal(event, file, problems, lang=lang, log=sys.stderr if output == "-" else sys.stdout)


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise typer.BadParameter("a day is written 2024-06-19", param_hint="--since") from None


def _contact(text: str | None) -> str | None:
    if text is not None and not (text.isascii() and text.isprintable()):
        raise typer.BadParameter("an address in ASCII: you@example.net", param_hint="--contact")
    return text


def _memory(folder: Path) -> FolderMemory:
    from riwaya.ingest.watch import FolderMemory

    try:
        return FolderMemory(folder)
    except OSError as error:
        raise typer.BadParameter(f"{folder}: {error.strerror}", param_hint="--state") from error


def _sources(given: list[str], met: list[Problem], problems: Problems) -> Iterator[str]:
    """The sources that can be watched; the problems are said."""
    from riwaya.ingest.watch import sources

    for found in (*met, *sources(given)):
        if isinstance(found, Problem):
            problems(found)
        else:
            yield found


@contextmanager
def _opened(output: str) -> Iterator[BinaryIO]:
    """Where the articles go; a file is added to."""
    if output == "-":
        yield sys.stdout.buffer
        return
    try:
        file = Path(output).open("a+b")  # noqa: SIM115
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from error
    with file:
        _mend(file)
        yield file


def _mend(file: BinaryIO) -> None:
    """Take away a line that was begun and not ended: whoever wrote it was killed, and its article comes again."""
    end = stop = file.seek(0, os.SEEK_END)
    while stop > 0:
        start = max(0, stop - _BLOCK)
        file.seek(start)
        newline = file.read(stop - start).rfind(b"\n")
        if newline >= 0:
            stop = start + newline + 1
            break
        stop = start
    if stop < end:
        file.truncate(stop)


def deal(event: Event, file: BinaryIO, problems: Problems, *, lang: Lang, log: Any) -> None:
    """Write an article that came in, and say what happened. The article is on its way before it counts as seen."""
    from riwaya.ingest.watch import Arrived, Failed

    if isinstance(event, Failed):
        again = f" ({_WORDS[lang]['again']} {_clock(event.again)})" if event.again is not None else ""
        problems(msgspec.structs.replace(event.problem, advice=event.problem.advice + again))
        return
    if isinstance(event, Arrived):
        row = {**row_of(event.article), "retrieval": event.retrieval}
        file.write(msgspec.json.encode(row) + b"\n")
        file.flush()
        if file is not sys.stdout.buffer:
            os.fsync(file.fileno())
        line = _arrival(event, lang)
    else:
        line = _poll(event, lang)
    typer.echo(flat(line), file=log)


def row_of(article: Article) -> dict[str, object]:
    """The article as an input record (docs/data-model.md): what ``riwaya compare`` reads again as the same article."""
    title = article.title.of(article.text) if article.title is not None else None
    start = len(title) + len(_TITLE_END) if title and article.text.startswith(title + _TITLE_END) else 0
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet.name if article.outlet else None,
        "title": title,
        "published": article.published.value if article.published else None,
        "author": article.byline.name if article.byline else None,
        "language": "ar",
        "text": article.text[start:],
    }


def _arrival(event: Arrived, lang: Lang) -> str:
    article, words = event.article, _WORDS[lang]
    title = article.title.of(article.text) if article.title is not None else article.text[:80]
    outlet = f"{article.outlet.name}: " if article.outlet else ""
    mark = words["edited" if event.edited else "arrived"]
    return f"{_clock(event.retrieval.when)} {mark} · {outlet}{title} · {event.retrieval.address}"


def _poll(event: Polled, lang: Lang) -> str:
    words = _WORDS[lang]
    name = f"{event.source} ({event.title})" if event.title else event.source
    if event.kind == "unchanged":
        return f"{_clock(event.when)} {name} · {words['unchanged']}"
    counts = [f"{words['listed']}: {event.listed}", f"{words['new']}: {event.new}"]
    counts += [f"{words['left']}: {event.left}"] if event.left else []
    return " · ".join((f"{_clock(event.when)} {name}", event.kind, *counts, *event.notes))


def _clock(moment: float) -> str:
    """Local time of day, with the day where it is another one."""
    when, now = datetime.fromtimestamp(moment, UTC).astimezone(), datetime.now(UTC).astimezone()
    return when.strftime("%H:%M:%S" if when.date() == now.date() else "%Y-%m-%d %H:%M")
