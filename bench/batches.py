"""``riwaya batch`` as a user runs it: records a second by workers, memory by records, the whole corpus on two cores."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from bench import corpus
from bench.tasks import Figures

#: Turns of one worker and two, one after the other, so that what else the machine does meets both.
TURNS = 3
_MAIN = "import sys; from riwaya.present.cli import main; sys.argv[0] = 'riwaya'; main()"


def write_archive(path: Path, count: int, *, padding: str = "") -> Path:
    """The records of the corpus as pages in a WARC, every article once; ``padding`` stands at the end of each."""
    with path.open("wb") as file:
        for number, record in enumerate(itertools.islice(corpus.records(count), count)):
            page = (corpus.page(record, number) + padding).encode()
            file.write(gzip.compress(warc_record(f"https://bench.example/{number}", page), 4, mtime=0))
    return path


def warc_record(address: str, page: bytes) -> bytes:
    """A page as the record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2025-03-03T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def run(*arguments: object) -> float:
    """Run ``riwaya batch`` to its end; answers the seconds. Raises CalledProcessError."""
    began = time.perf_counter()
    command = [sys.executable, "-c", _MAIN, "batch", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def events(log: Path) -> list[dict[str, float]]:
    """The finished shards of a log."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == "shard-done"]


def workers(count: int, turns: int = 1) -> Figures:
    """Seconds of work by one worker and by two, in turns, over ``count`` pages; starting is not counted."""
    spent: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as scratch:
        source = write_archive(Path(scratch) / "pages.warc.gz", count)
        for turn, many in itertools.product(range(turns), (1, 2)):
            out, log = Path(scratch) / f"{turn}-{many}", Path(scratch) / f"{turn}-{many}.log"
            run(source, "-o", out, "--workers", many, "--shard", max(5, count // 20), "--log", log)
            spent[many].append(_working(log))
    ratios = [one / two for one, two in zip(spent[1], spent[2], strict=True)]
    figures = {"articles": count, "one": statistics.median(spent[1]), "two": statistics.median(spent[2])}
    return figures | {"ratio": statistics.median(ratios), "best": max(ratios), "cores": len(os.sched_getaffinity(0))}


def _working(log: Path) -> float:
    """From the moment when the workers begin to that when the last shard is kept, less one start of a worker.

    The first shard of a worker begins when it is ready: its seconds say when that was.
    """
    from datetime import datetime

    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    done = [(datetime.fromisoformat(each["time"]).timestamp(), each) for each in lines if each["event"] == "shard-done"]
    ready: float = min(at - each["seconds"] for at, each in done)
    return max(at for at, _ in done) - ready


def memory(count: int) -> Figures:
    """Peak of the workers after ``count`` / 5 articles and after all of them, in MB, and the rate on two workers."""
    with tempfile.TemporaryDirectory() as scratch:
        source = write_archive(Path(scratch) / "pages.warc.gz", count)
        log = Path(scratch) / "log"
        seconds = run(source, "-o", Path(scratch) / "out", "--workers", 2, "--log", log)
        peaks = [(event["records"], event["peak"] / 1e6) for event in events(log)]
        linking = run("link", Path(scratch) / "out", "--workers", 2)
    done = list(itertools.accumulate(records for records, _ in peaks))
    early = max(peak for (_, peak), so_far in zip(peaks, done, strict=True) if so_far <= count / 5 + 1000)
    late = max(peak for _, peak in peaks)
    return {"articles": count, "early": early, "late": late, "seconds": seconds, "linking": linking}
