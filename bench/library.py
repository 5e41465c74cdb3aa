"""A library under load: what search finds and how fast, what survives ``kill -9``, how readers fare beside writers.

``python -m bench.library build FILE`` puts the ANT corpus into a library (an hour on one core; it can be stopped and
run again), ``measure FILE`` searches it, ``readers FILE`` reads while two programs add to it, ``kill`` needs no file.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING

from bench import corpus

if TYPE_CHECKING:
    from riwaya.store import Library

HERE = Path(__file__).parent
#: Searches of each reader beside two writers.
SEARCHES = 150


def rows(name: str) -> list[list[str]]:
    """The rows of one of the lists beside this file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def share(hits: list[float]) -> str:
    """The mean of some shares."""
    return f"{sum(hits) / len(hits):.3f}"


def quantile(seconds: list[float], part: float) -> float:
    """The value below which ``part`` of the measurements lie, in milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))] * 1000


def build(path: Path, count: int | None) -> None:
    """Add the corpus (or as many articles of it) and link it."""
    import riwaya
    from riwaya import library as shelf
    from riwaya.store import open_library

    source = corpus.ANT
    with tempfile.TemporaryDirectory() as folder, open_library(path, make=True) as library:
        if count is not None:
            source = corpus.write_records(Path(folder) / "records.jsonl", count)
        began = time.perf_counter()
        added = sum(1 for _ in shelf.add(library, riwaya.read([source])))
        print(f"added {added} in {time.perf_counter() - began:.0f} s")
        began = time.perf_counter()
        linked = sum(done for done, _ in shelf.link(library))
        print(f"linked {linked} in {time.perf_counter() - began:.0f} s; {path.stat().st_size / 1e6:.0f} MB")


def measure(path: Path) -> None:
    """Recall and time of the queries and the quotations, one after the other on one core."""
    from riwaya.store import open_library

    with open_library(path) as library:
        held = library.value("SELECT COUNT(*) FROM articles")
        hits, seconds, times = _searched(library)
        print(f"{held} articles; recall@10 {share(hits)}")
        print(f"search p50 {quantile(seconds, 0.5):.0f} ms, p95 {quantile(seconds, 0.95):.0f} ms (clock)")
        print(f"search p50 {quantile(times, 0.5):.0f} ms, p95 {quantile(times, 0.95):.0f} ms (processor)")
        hits, seconds = _quoted(library)
        print(f"quotations found in the first three {share(hits)}; p50 {quantile(seconds, 0.5):.0f} ms")


def _searched(library: Library) -> tuple[list[float], list[float], list[float]]:
    from riwaya.present.finding import Query, find

    find(library, Query(words="خبر"))  # word lists are loaded on the first call
    hits, clock, processor = [], [], []
    for words, wanted in rows("queries.tsv"):
        began, used = time.perf_counter(), time.process_time()
        found = {hit.article.id for hit in find(library, Query(words=words)).hits}
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
        expected = wanted.split("|")
        hits.append(len(found.intersection(expected)) / len(expected))
        if hits[-1] < 1:
            print(f"  missed: {words}")
    return hits, clock, processor


def _quoted(library: Library) -> tuple[list[float], list[float]]:
    from riwaya.library.meanings import encode
    from riwaya.present.asking import said

    encode(["خبر"])
    hits, seconds = [], []
    for words, article, start, stop in rows("quotations.tsv"):
        began = time.perf_counter()
        found = said(library, words, encode=encode, most=3)
        seconds.append(time.perf_counter() - began)
        spans = [s for each in found for t in each.tellings if t.article.id == article for s in t.statement.content]
        hits.append(float(any(span.start < int(stop) and int(start) < span.stop for span in spans)))
        if not hits[-1]:
            print(f"  missed: {words}")
    return hits, seconds


def adding(address: str, *, seed: int, lead: str, count: int) -> subprocess.Popen[str]:
    """A program that adds invented articles to a library and says each id once it is kept."""
    command = [sys.executable, "-m", "tests.store.invented", address, str(count), str(seed), lead]
    return subprocess.Popen(command, cwd=corpus.ROOT, stdout=subprocess.PIPE, text=True)


def readers(path: Path) -> None:
    """Four reading programs beside two that add: the time of each search by the clock and of the processor."""
    writers = [adding(str(path), seed=seed, lead=f"load{time.time_ns()}", count=6000) for seed in (1, 2)]
    command = [sys.executable, "-m", "bench.library", "reader", str(path)]
    reading = [
        subprocess.Popen(command, cwd=corpus.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for program in (*writers, *reading):
        assert program.stdout is not None
        program.stdout.readline()  # all are at work
    lines = [line for program in reading for line in program.communicate("begin\n")[0].splitlines()]
    alive = sum(writer.poll() is None for writer in writers)
    for writer in writers:
        writer.kill()
        writer.communicate()
    clock, processor, waits = zip(*(map(float, line.split()) for line in lines), strict=True)
    for name, seconds in (("clock", list(clock)), ("processor", list(processor))):
        found = f"p50 {quantile(seconds, 0.5):.0f} ms, p95 {quantile(seconds, 0.95):.0f} ms"
        print(f"{len(lines)} searches of 4 readers beside {alive} writers: {found} ({name})")
    print(f"searches that waited for anything but the processor: {sum(wait > 0 for wait in waits)}")


def reader(path: Path) -> None:
    """One of the readers: seconds by the clock, of the processor, and waits (for a lock, for the disk) a search."""
    from riwaya.present.finding import Query, find
    from riwaya.store import open_library

    queries = [words for words, _ in rows("queries.tsv")]
    with open_library(path) as library:
        find(library, Query(words=queries[0]))
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(SEARCHES):
            before = getrusage(RUSAGE_SELF)
            began, used = time.perf_counter(), time.process_time()
            find(library, Query(words=queries[number % len(queries)]))
            seconds = time.perf_counter() - began
            print(seconds, time.process_time() - used, getrusage(RUSAGE_SELF).ru_nvcsw - before.ru_nvcsw)


def kill(times: int) -> None:
    """Kill an adding program at random moments and count what was lost or is half written."""
    from riwaya.library import makers
    from riwaya.store import articles, open_library
    from riwaya.store.care import check

    lost = broken = kept = 0
    for number in range(times):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "library.db"
            said = _killed(str(path), random.Random(number))
            if path.exists():
                with open_library(path) as library:
                    names = set(articles.all_names(library))
                    kept += len(names)
                    lost += len(said - names)
                    broken += any(fault.kind in ("damage", "orphan") for fault in check(library, makers()))
            else:
                lost += len(said)
    print(f"{times} kills: {kept} articles kept, {lost} acknowledged ones lost, {broken} libraries broken")


def _killed(address: str, chance: random.Random) -> set[str]:
    """The ids that a program had acknowledged when it was killed, up to twelve seconds after its start."""
    with adding(address, seed=1, lead="invented", count=300) as process:
        assert process.stdout is not None
        time.sleep(1.5 + chance.random() * 10)
        process.kill()
        said = process.stdout.read().split("\n")
    # the last line may have been cut short by the kill
    return {line for line in said[:-1] if line.startswith("invented-")}


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m bench.library", description=__doc__)
    parser.add_argument("what", choices=["build", "measure", "readers", "reader", "kill"])
    parser.add_argument("file", type=Path, nargs="?", default=Path("library.db"))
    parser.add_argument("--articles", type=int, help="how many articles of the corpus (all)")
    parser.add_argument("--times", type=int, default=50, help="how many kills (50)")
    options = parser.parse_args()
    tasks: dict[str, Callable[[], None]] = {
        "build": lambda: build(options.file, options.articles),
        "measure": lambda: measure(options.file),
        "readers": lambda: readers(options.file),
        "reader": lambda: reader(options.file),
        "kill": lambda: kill(options.times),
    }
    tasks[options.what]()


if __name__ == "__main__":
    main()
