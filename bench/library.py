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
    """Four readers in turn beside two programs that add, and the time of each search."""
    from riwaya.present.finding import Query, find
    from riwaya.store import open_library

    writers = [adding(str(path), seed=seed, lead=f"load{time.time_ns()}", count=2000) for seed in (1, 2)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()  # both are at work
    queries = [words for words, _ in rows("queries.tsv")]
    opened = [open_library(path) for _ in range(4)]
    seconds = []
    for number in range(SEARCHES * len(opened)):
        began = time.perf_counter()
        find(opened[number % 4], Query(words=queries[number % len(queries)]))
        seconds.append(time.perf_counter() - began)
    alive = [writer.poll() is None for writer in writers]
    for writer in writers:
        writer.kill()
        writer.communicate()
    print(f"{len(seconds)} searches beside {sum(alive)} writers: p95 {quantile(seconds, 0.95):.0f} ms")


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
    parser.add_argument("what", choices=["build", "measure", "readers", "kill"])
    parser.add_argument("file", type=Path, nargs="?", default=Path("library.db"))
    parser.add_argument("--articles", type=int, help="how many articles of the corpus (all)")
    parser.add_argument("--times", type=int, default=50, help="how many kills (50)")
    options = parser.parse_args()
    tasks: dict[str, Callable[[], None]] = {
        "build": lambda: build(options.file, options.articles),
        "measure": lambda: measure(options.file),
        "readers": lambda: readers(options.file),
        "kill": lambda: kill(options.times),
    }
    tasks[options.what]()


if __name__ == "__main__":
    main()
