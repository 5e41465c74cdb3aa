"""``riwaya batch``: archives in, tables out; ``riwaya batch link``: what the tables hold, joined."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from riwaya.present.commands.reading import Names, NamesOption
from riwaya.present.labels import Lang
from riwaya.present.running import LangOption, Problems, running

if TYPE_CHECKING:
    from riwaya.batch.engines import Engine
    from riwaya.batch.ledger import Ledger
    from riwaya.batch.run import Manifest
    from riwaya.batch.watching import Log, Tally


class EngineName(StrEnum):
    """Who works: processes of this machine, or Daft."""

    LOCAL = "local"
    DAFT = "daft"


class _RunByDefault(TyperGroup):
    """``riwaya batch INPUT`` is ``riwaya batch run INPUT``: what is no command is the first input."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the command's name before arguments that do not begin with one."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="batch",
    cls=_RunByDefault,
    help="Archives in, tables out: WARC, JSON Lines, HTML and Parquet, as much as there is.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

OutOption = Annotated[Path, typer.Option("--output", "-o", help="The folder of the tables; given again, it goes on.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", "-j", min=1, help="Processes; as many as there are cores unless given.")
]
LogOption = Annotated[Path | None, typer.Option("--log", help="File to add events to as JSON Lines.")]
MetricsOption = Annotated[
    Path | None, typer.Option("--metrics", help="File to keep figures in, in Prometheus' text form.")
]
EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Processes here, or Daft (pip install 'riwaya[cluster]').")
]
RayOption = Annotated[
    str | None, typer.Option("--ray", help="With --engine daft: a Ray cluster (host:port; local makes one here).")
]

_WORDS = {
    Lang.AR: {
        "records": "السجلات",
        "articles": "المقالات",
        "rejected": "المرفوض",
        "rate": "سجل/ث",
        "left": "الباقي",
        "unfinished": "لم يكتمل: أعد الأمر نفسه",
        "stories": "القصص",
        "utterances": "الأقوال بعد جمع رواياتها",
        "told_by_several": "ما روته أكثر من وسيلة",
        "copies": "النصوص المكررة",
    },
    Lang.EN: {
        "records": "records",
        "articles": "articles",
        "rejected": "rejected",
        "rate": "records/s",
        "left": "left",
        "unfinished": "unfinished: run the same command again",
        "stories": "stories",
        "utterances": "utterances",
        "told_by_several": "told by several outlets",
        "copies": "copied texts",
    },
}


@app.command(name="run")
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="WARC, JSON Lines, Parquet, HTML; folders, globs; paths or URLs (s3://, https://)."
        ),
    ],
    output: OutOption,
    workers: WorkersOption = None,
    names: NamesOption = Names.DEFAULT,
    shard: Annotated[int, typer.Option("--shard", min=1, help="Records that are kept at a time.")] = 1000,
    engine: EngineOption = EngineName.LOCAL,
    ray: RayOption = None,
    log: LogOption = None,
    metrics: MetricsOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Make tables of articles, statements, mentions and times out of archives; safe to kill and to repeat."""
    with running() as problems, _errors_said(problems):
        from riwaya import library
        from riwaya.batch import run as batch
        from riwaya.batch.ledger import Ledger
        from riwaya.batch.records import Settings

        settings = Settings(names=names.value, shard=shard, version=library.makers().annotate)
        with Ledger(output) as ledger, _watched(ledger, log, metrics, lang) as (say, tally):
            say("started", inputs=inputs, **{name: getattr(settings, name) for name in Settings.__struct_fields__})
            workers_of = _engine(engine, ray, ledger, workers or _cores(), say)
            manifest = batch.run(
                inputs, ledger, workers_of, settings=settings, say=say, tally=tally, on_problem=problems
            )
            say("finished" if manifest else "unfinished", records=tally.records, articles=tally.articles)
        if manifest is None:
            problems.say(_WORDS[lang]["unfinished"])
        else:
            _tell(manifest, lang)


FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that riwaya batch has finished.")]


@app.command(name="link")
def link(
    folder: FolderArgument,
    workers: WorkersOption = None,
    days: Annotated[int, typer.Option("--days", min=1, help="Days taken at a time; fewer need less memory.")] = 7,
    engine: EngineOption = EngineName.LOCAL,
    ray: RayOption = None,
    log: LogOption = None,
    metrics: MetricsOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Join copies, stories and utterances over all articles of a finished folder, by windows of days."""
    with running() as problems, _errors_said(problems):
        from riwaya import library
        from riwaya.batch import linking
        from riwaya.batch.ledger import Ledger

        with Ledger(folder) as ledger, _watched(ledger, log, metrics, lang) as (say, tally):
            workers_of = _engine(engine, ray, ledger, workers or _cores(), say)
            version = library.makers().link
            found = linking.link(ledger, workers_of, version=version, say=say, tally=tally, step=days)
            say("linked", **found.counts)
        typer.echo(" · ".join(f"{_WORDS[lang][name]} {count}" for name, count in found.counts.items()))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _engine(name: EngineName, ray: str | None, ledger: Ledger, workers: int, say: Log) -> Engine:
    if ray is not None and name is not EngineName.DAFT:
        raise typer.BadParameter("--ray needs --engine daft (يلزمه --engine daft)", param_hint="--ray")
    if name is EngineName.LOCAL:
        from riwaya.batch.engines import local

        return local(ledger, workers, say)
    from riwaya.batch.cluster import daft

    return daft(ledger, workers, say, ray=ray)


@contextmanager
def _errors_said(problems: Problems) -> Iterator[None]:
    """What ends a run is said like any problem: one line, exit status 1."""
    try:
        from riwaya.batch.engines import EngineError
        from riwaya.batch.ledger import LedgerError
        from riwaya.batch.slot import WorkersDieError
    except ImportError as error:
        problems.say(f"{error.name}: not installed (الحزمة غير مثبتة) — pip install 'riwaya[batch]'")
        return
    try:
        yield
    except (EngineError, LedgerError, WorkersDieError, OSError) as error:
        problems.say(str(error))


@contextmanager
def _watched(ledger: Ledger, log: Path | None, metrics: Path | None, lang: Lang) -> Iterator[tuple[Log, Tally]]:
    from riwaya.batch.watching import Log, Tally, pulse

    tally = Tally()
    with _appending(log) as stream, pulse(ledger, tally, file=metrics, show=_shower(lang)):
        yield Log(stream, tally), tally


@contextmanager
def _appending(path: Path | None) -> Iterator[IO[bytes] | None]:
    if path is None:
        yield None
        return
    with path.open("ab") as stream:
        yield stream


def _shower(lang: Lang) -> Callable[[Tally], None]:
    """Show the progress on standard error, over and over in one line where that is a terminal."""
    words = _WORDS[lang]

    def show(tally: Tally) -> None:
        if not sys.stderr.isatty() or not tally.expected:
            return
        left = f" · {words['left']} {_clock(tally.left)}" if tally.left is not None else ""
        done = tally.records + tally.in_hand
        share = f"{done / tally.expected:.0%}"
        line = f"{words['records']} {done:,}/{tally.expected:,} ({share}) · {tally.rate:,.1f} {words['rate']}{left}"
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()

    return show


def _clock(seconds: float | None) -> str:
    """Hours, minutes and seconds.

    >>> _clock(3725)
    '1:02:05'
    """
    whole = int(seconds or 0)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _tell(manifest: Manifest, lang: Lang) -> None:
    words, counts = _WORDS[lang], manifest.counts
    if sys.stderr.isatty():
        typer.echo("", err=True)
    rejected = sum(counts.rejected.values())
    typer.echo(
        f"{words['records']} {counts.records} = {words['articles']} {counts.articles} + {words['rejected']} {rejected}"
    )
    from riwaya.batch.reading import REASONS

    for reason, count in counts.rejected.items():
        meaning = REASONS[reason][1 if lang is Lang.AR else 0]
        typer.echo(f"  {reason}: {count} ({meaning})")
    typer.echo(" · ".join(f"{table} {rows}" for table, rows in manifest.rows.items()))
