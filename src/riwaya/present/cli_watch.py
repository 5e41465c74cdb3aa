"""``riwaya watch``: part of the command line, in a module of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import msgspec
import typer

from riwaya.model import Article, Problem
from riwaya.present.labels import Lang
from riwaya.present.running import Problems, running
from riwaya.present.safe import flat
from riwaya.store import Library, LibraryError, open_library

if TYPE_CHECKING:
    from riwaya.ingest.fetch import Clock, Fetcher
    from riwaya.ingest.watch import Arrived, Event, FolderMemory, Plan, Polled
    from riwaya.store.records import Saved

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
#: How a line of ours begins.
_BEGINNING = b'{"id":'


#: Makes the one who asks web servers, with the clock that it is given.
Asking = Callable[["Clock"], "Fetcher"]

MostOption = Annotated[int, typer.Option("--most", min=1, help="New articles fetched of a source in one poll.")]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from your own network and any port too.")]


def _contact(text: str | None) -> str | None:
    if text is not None and not (text.isascii() and text.isprintable()):
        raise typer.BadParameter("an address in ASCII: you@example.net (بحروف لاتينية)")
    return text


ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact", callback=_contact, help="Address that servers are told, for complaints about this program."
    ),
]


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
    most: MostOption = 100,
    since: Annotated[
        str | None, typer.Option("--since", help="Leave out what the source dates before this day (2024-06-19).")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="File to add the articles to as JSON Lines; - is standard output, where they go"
            " unless a library is named.",
        ),
    ] = None,
    library: Annotated[
        str | None,
        typer.Option("--library", help="Put the articles into this library, annotated and linked, as they come in."),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state", help="Folder that remembers what was seen; else the library does, or a folder in your own data."
        ),
    ] = None,
    allow_private: PrivateOption = False,
    contact: ContactOption = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the labels: Arabic or English.")] = Lang.AR,
) -> None:
    """Poll sources politely and collect the articles that come in."""
    from riwaya.ingest import watch as room

    plan = room.Plan(every=every * 60, most=most, since=_day(since), once=once)
    written = output or ("-" if library is None else None)
    with running() as problems, _opened(written) as file, _until_stopped(problems), ExitStack() as stack:
        held = stack.enter_context(open_library(library, make=True)) if library is not None else None
        memory = _memory(state, problems) if state is not None or held is None else None
        names = list(_sources(sources, problems))
        asking = polite(allow_private=allow_private, contact=contact)
        for event, saved in _happening(names, held, memory=memory, asking=asking, plan=plan):
            deal(event, file, problems, lang=lang, log=sys.stderr if written == "-" else sys.stdout, saved=saved)


def polite(*, allow_private: bool, contact: str | None) -> Asking:
    """One who asks public machines only, unless ``allow_private``."""
    from riwaya.ingest import fetch

    guard = fetch.Guard(allow_private=allow_private)
    return lambda clock: fetch.Fetcher(guard=guard, clock=clock, contact=contact)


def _happening(
    names: list[str], library: Library | None, *, memory: FolderMemory | None, asking: Asking, plan: Plan
) -> Iterator[tuple[Event, list[Saved]]]:
    """What happens, with what the library has kept of it; what waits there is linked while the hosts rest."""
    from riwaya.ingest import fetch
    from riwaya.ingest import watch as room

    clock = fetch.SystemClock()
    if library is None:
        assert memory is not None
        events = room.watch(names, memory=memory, fetcher=asking(clock), clock=clock, plan=plan)
        yield from ((event, []) for event in events)
        return
    from riwaya.library.arriving import arriving, link_all

    meanwhile = partial(link_all, library)
    yield from arriving(library, names, fetcher=asking, clock=clock, plan=plan, memory=memory, meanwhile=meanwhile)


@contextmanager
def _until_stopped(problems: Problems) -> Iterator[None]:
    """Ctrl-C is the usual end; a full disk and its like are said in a line."""
    try:
        yield
    except KeyboardInterrupt:
        return
    except BrokenPipeError:
        raise
    except LibraryError as error:
        problems.say(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        problems.say(
            f"{where}cannot be written: {error.strerror or error} (تعذرت الكتابة) — make room, then run this again:"
            " it goes on where it was (أفسح مكانا ثم أعد التشغيل)"
        )


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise typer.BadParameter("a day is written 2024-06-19 (يوم بهذه الصيغة)", param_hint="--since") from None


def _memory(folder: Path | None, problems: Problems) -> FolderMemory:
    from riwaya.ingest.watch import FolderMemory

    place = folder or Path(typer.get_app_dir("riwaya")) / "watch"
    try:
        memory = FolderMemory(place)
    except OSError as error:
        raise typer.BadParameter(f"{place}: {error.strerror}", param_hint="--state") from error
    for problem in memory.problems:
        problems(problem)
    return memory


def _sources(given: list[str], problems: Problems) -> Iterator[str]:
    """The sources that can be watched; the others are said."""
    from riwaya.ingest.watch import sources

    for found in sources(given):
        if isinstance(found, Problem):
            problems(found)
        else:
            yield found


@contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO | None]:
    """Where the articles are written; a file is added to."""
    if output is None or output == "-":
        yield None if output is None else sys.stdout.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(output).open("a+b"))
        except OSError as error:
            raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from error
        _mend(file)
        yield file


def _mend(file: BinaryIO) -> None:
    """Take away a line that was begun and not ended: whoever wrote it was killed, and its article comes again.

    Whatever else the file ends with is somebody's, and a line of its own.
    """
    end = file.seek(0, os.SEEK_END)
    start = _last_line(file, end)
    file.seek(start)
    begun = file.read(len(_BEGINNING))
    if start == end:
        return
    if begun == _BEGINNING and not _is_whole(file, start):
        file.truncate(start)
    else:
        file.write(b"\n")


def _last_line(file: BinaryIO, end: int) -> int:
    """Where the last line begins; at the end where that is the end of a line."""
    stop = end
    while stop > 0:
        start = max(0, stop - _BLOCK)
        file.seek(start)
        newline = file.read(stop - start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        stop = start
    return 0


def _is_whole(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    try:
        msgspec.json.decode(file.read())
    except msgspec.DecodeError:
        return False
    return True


def deal(
    event: Event, file: BinaryIO | None, problems: Problems, *, lang: Lang, log: Any, saved: Iterable[Saved] = ()
) -> None:
    """Write an article that came in, and say what happened. The article is on its way before it counts as seen."""
    from riwaya.ingest.watch import Arrived, Failed

    if isinstance(event, Failed):
        again = f" ({_WORDS[lang]['again']} {_clock(event.again)})" if event.again is not None else ""
        problems(msgspec.structs.replace(event.problem, advice=event.problem.advice + again))
        return
    if isinstance(event, Arrived):
        _write(event, file)
        line = " · ".join([_arrival(event, lang), *(each.id for each in saved)])
    else:
        line = poll_line(event, lang)
    typer.echo(flat(line), file=log)


def _write(event: Arrived, file: BinaryIO | None) -> None:
    if file is None:
        return
    row = {**row_of(event.article), "retrieval": event.retrieval}
    file.write(msgspec.json.encode(row) + b"\n")
    file.flush()
    if file is not sys.stdout.buffer:
        os.fsync(file.fileno())


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


def poll_line(event: Polled, lang: Lang) -> str:
    """What a source answered, in a line."""
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
