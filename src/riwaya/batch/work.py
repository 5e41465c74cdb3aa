"""The work itself, the same under every executor: an input into a plan, a shard into tables."""

from __future__ import annotations

import os
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from riwaya.annotate.text import Naming
from riwaya.batch.hands import Hand, Notes
from riwaya.batch.joining import join, keep_features
from riwaya.batch.raw import Broken, File, Raw, raws, starts
from riwaya.batch.reading import Origin, Read, Rejected, origin, read
from riwaya.batch.records import Done, Featuring, Input, Joining, Outcome, Plan, Planning, Shard, Sharding, Task
from riwaya.batch.tables import Writer, article_rows, rejected_row
from riwaya.ingest.columns import NotATableError
from riwaya.model import Article, replace
from riwaya.pipeline import annotate

#: What code can do wrong on one record of millions; the record is rejected with the reason, and the rest goes on. What
#: is not named here (no memory, no disk) is not the record's fault and ends the worker.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def perform(task: Task, notes: Notes) -> Outcome:
    """Do ``task``, noting each record before it is begun."""
    began = time.monotonic()
    try:
        outcome = _performed(task, notes)
    except OSError as error:  # no record's fault: the disk is full, the storage does not answer
        outcome = Outcome(task=task.name, problem=f"{type(error).__name__}: {error}")
    notes.clear()
    return replace(outcome, seconds=time.monotonic() - began, peak=peak())


def _performed(task: Task, notes: Notes) -> Outcome:
    match task:
        case Planning():
            return Outcome(task=task.name, plan=plan_of(task.input, task.size))
        case Sharding():
            return Outcome(task=task.name, done=tables_of(task, notes))
        case Featuring():
            keep_features(Path(task.folder), task.shard)
            return Outcome(task=task.name)
        case Joining():
            return Outcome(task=task.name, joined=join(task))


def warm_up(names: Naming) -> None:
    """Load word lists, models and libraries before a record is in hand: what fails then is no record's fault."""
    text = "قال المتحدث باسم الوزارة أمس إن الحكومة ستعرض الاتفاقية على البرلمان في الأسبوع المقبل. " * 3
    page = File("warm-up.html", f"<html><body><article><p>{text}</p></article></body></html>".encode())
    _, found = read(page, "warm-up")
    assert isinstance(found, Article)
    next(annotate([found], names=names))


def peak() -> int:
    """The most memory that this process had, in bytes."""
    # Linux counts in KiB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def plan_of(given: Input, size: int) -> Plan:
    """The shards of ``given``, of ``size`` records each."""
    try:
        found = [
            Shard(id=f"{given.number:05d}-{number:05d}", input=given, start=start, records=records)
            for number, (start, records) in enumerate(starts(given, size))
        ]
    except (OSError, NotATableError) as error:
        return Plan(input=given, problem=str(error))
    return Plan(input=given, shards=tuple(found))


def tables_of(task: Sharding, notes: Notes) -> Done | None:
    """Write the tables of a shard; None for a trial, of which nothing is kept."""
    shard, aside = task.shard, Path(task.folder) / "_ledger" / "aside" / str(os.getpid())
    if task.trial is not None:
        for number, raw in raws(shard.input, shard.start, shard.records):
            if number == task.trial:
                notes.take(number, 0, 0, shard.id)
                result(raw, _key(shard, number), task)
        return None
    rejected: Counter[str] = Counter()
    records = articles = 0
    with Writer(Path(task.folder), aside, shard.id) as writer:
        for number, raw in raws(shard.input, shard.start, shard.records):
            notes.take(number, records, articles, shard.id)
            place, found = result(raw, _key(shard, number), task, number)
            source = {"source": shard.input.address, "record": number, "version": task.settings.version}
            if isinstance(found, Rejected):
                rejected[found.reason] += 1
                writer.add({"rejected": [rejected_row(found, place, source)]})
            else:
                articles += 1
                writer.add(article_rows(found, place, source))
            records += 1
            notes.write(Hand(0, records, articles, 0.0, shard.id))
        size = writer.keep()
    return Done(
        shard=shard.id,
        records=records,
        articles=articles,
        rejected=dict(sorted(rejected.items())),
        rows=writer.rows,
        bytes=size,
    )


def _key(shard: Shard, number: int) -> str:
    return f"{shard.input.name}:{number}"


def result(raw: Raw, key: str, task: Sharding, number: int | None = None) -> tuple[Origin, Read]:
    """The annotated article of a record, or why there is none."""
    place = origin(raw, key)
    if number is not None and (why := task.quarantined.get(number)) is not None:
        return place, Rejected("quarantined", why)
    if isinstance(raw, Broken):
        return place, Rejected(raw.code, raw.detail)
    try:
        place, found = read(raw, key)
        if isinstance(found, Article):
            found = next(annotate([found], names=task.settings.names))
    except FAULTS as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        found = Rejected("failed", f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")
    return place, found
