"""``batch link``: copies, stories and utterances over all articles of a folder, by windows of days."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from riwaya.batch.engines import Engine, EngineError
from riwaya.batch.joining import LINKED, UNDATED, days_in, features_between, features_path
from riwaya.batch.ledger import Ledger, LedgerError, write_whole
from riwaya.batch.records import Address, Featuring, Joined, Joining
from riwaya.batch.run import MANIFEST
from riwaya.batch.slot import Say
from riwaya.batch.watching import Tally
from riwaya.batch.windows import STEP, Placed, closed
from riwaya.model import Record

#: What ``link`` has made, beside the manifest of the tables.
LINK_MANIFEST = "links.json"
#: Articles whose stories are compared by one worker at a time: few enough that they fit into its memory (100 kB each),
#: enough that the encoder works on many statements.
CHUNK = 500


class Links(Record, frozen=True):
    """What linking found, and by which rules; ``made_from`` is the digest of the tables' manifest."""

    made_from: str
    version: str
    days: int
    counts: dict[str, int]


class _Window(NamedTuple):
    stories: list[list[Address]]
    held: int


def link(ledger: Ledger, engine: Engine, *, version: str, say: Say, tally: Tally, step: int = STEP) -> Links:
    """Make the tables of stories and utterances; what an earlier run has made of the same tables is not made again.

    Raises ``LedgerError`` when the tables are not finished, ``EngineError`` when work is left undone.
    """
    manifest = ledger.folder / MANIFEST
    if not manifest.exists():
        raise LedgerError(
            f"{ledger.folder}: its tables are not finished (الجداول غير مكتملة) — finish riwaya batch first "
            "(أكمل riwaya batch أولا)"
        )
    made_from = hashlib.sha256(manifest.read_bytes()).hexdigest()
    _begin(ledger, f"{made_from} {version} {step}")
    shards = {done.shard: done.articles for done in ledger.done() if done.articles}
    _features(ledger, engine, shards)
    tally.expected = sum(shards.values())
    counts: Counter[str] = Counter()
    for joined in _joined(ledger, engine, _chunks(ledger, list(shards), step, say), tally):
        counts.update(joined.counts)
    found = Links(made_from=made_from, version=version, days=step, counts=dict(sorted(counts.items())))
    write_whole(ledger.folder / LINK_MANIFEST, msgspec.json.format(found.to_json()) + b"\n")
    return found


def _begin(ledger: Ledger, stamp: str) -> None:
    """Go on with what was begun under the same ``stamp``; else begin anew."""
    (ledger.folder / LINK_MANIFEST).unlink(missing_ok=True)
    path = ledger.root / "link.txt"
    if path.exists() and path.read_text(encoding="utf-8") == stamp:
        return
    for place in (*(ledger.folder / table for table in LINKED), ledger.root / "joined", ledger.root / "features"):
        shutil.rmtree(place, ignore_errors=True)
    write_whole(path, stamp.encode())


def _features(ledger: Ledger, engine: Engine, shards: Iterable[str]) -> None:
    folder = str(ledger.folder)
    open_shards = [shard for shard in shards if not features_path(ledger.folder, shard).exists()]
    for outcome in engine(Featuring(folder=folder, shard=shard) for shard in open_shards):
        if outcome.problem:
            raise EngineError(f"{outcome.task}: {outcome.problem}")


def _chunks(ledger: Ledger, shards: list[str], step: int, say: Say) -> Iterator[Joining]:
    """Tasks of ``CHUNK`` articles and more, in whole stories, in the order of days, as the front finds them."""
    number = 0
    held: list[Address] = []
    for window in _windows(ledger.folder, shards, step):
        say("window", articles=window.held, closed=len(window.stories))
        for story in window.stories:
            held += story
            if len(held) >= CHUNK:
                yield Joining(folder=str(ledger.folder), chunk=number, articles=tuple(held))
                number, held = number + 1, []
    if held:
        yield Joining(folder=str(ledger.folder), chunk=number, articles=tuple(held))


def _windows(folder: Path, shards: list[str], step: int) -> Iterator[_Window]:
    """The closed stories as places of their articles; of closed articles nothing is kept."""
    places: dict[str, Address] = {}
    days = {shard: days_in(folder, shard) for shard in shards}

    def steps() -> Iterator[list[Placed]]:
        for first, last in spans(set().union(*days.values()), step):
            new = []
            for shard in shards:
                if any(first <= day <= last for day in days[shard]):
                    for day, place, features in features_between(folder, shard, first, last):
                        places[features.id] = place
                        new.append(Placed(day, features))
            yield new

    for found in closed(steps()):
        yield _Window([[places.pop(id) for id in story] for story in found.stories], found.held)


def spans(days: set[int], step: int) -> Iterator[tuple[int, int]]:
    """Spans of up to ``step`` days, first and last, that hold all ``days``; those without a date are by themselves.

    >>> list(spans({3, 4, 20}, 7))
    [(3, 9), (20, 26)]
    """
    after = -1
    for day in sorted(days - {UNDATED}):
        if day > after or after < 0:
            after = day + step - 1
            yield day, after
    if UNDATED in days:
        yield UNDATED, UNDATED


def _joined(ledger: Ledger, engine: Engine, tasks: Iterable[Joining], tally: Tally) -> Iterator[Joined]:
    kept = ledger.root / "joined"
    kept.mkdir(exist_ok=True)
    before = {path.stem: Joined.from_json(path.read_bytes()) for path in sorted(kept.glob("*.json"))}
    for joined in before.values():
        tally.records += joined.counts["articles"]
        tally.before += joined.counts["articles"]
        yield joined
    for outcome in engine(task for task in tasks if f"{task.chunk:05d}" not in before):
        if outcome.joined is None:
            raise EngineError(f"{outcome.task}: {outcome.problem}")
        write_whole(kept / f"{outcome.joined.chunk:05d}.json", outcome.joined.to_json())
        tally.heard(outcome)
        tally.records += outcome.joined.counts["articles"]
        yield outcome.joined
