"""Watching a run: a log of events, a line of progress, and figures in Prometheus' text form."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgspec

from riwaya.batch.hands import Notes
from riwaya.batch.ledger import Ledger, write_whole
from riwaya.batch.records import Done, Outcome

#: Seconds between two looks at the workers.
PULSE = 2.0


class Tally:
    """What a run has done so far; ``expected`` records are planned, ``before`` of them an earlier run did."""

    def __init__(self) -> None:
        self.expected = self.records = self.articles = self.before = 0
        self.shards = self.shards_expected = 0
        self.rejected: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self.peak = 0
        self.bytes = 0
        self.in_hand = 0
        self.began = time.monotonic()

    def add(self, done: Done, *, earlier: bool = False) -> None:
        """Count a finished shard."""
        self.records += done.records
        self.articles += done.articles
        self.shards += 1
        self.bytes += done.bytes
        self.rejected.update(done.rejected)
        self.rows.update(done.rows)
        self.before += done.records if earlier else 0

    def heard(self, outcome: Outcome) -> None:
        """Note what an outcome says of its worker."""
        self.peak = max(self.peak, outcome.peak)

    @property
    def rate(self) -> float:
        """Records a second of this run, those in unfinished shards included."""
        return (self.records + self.in_hand - self.before) / max(1e-9, time.monotonic() - self.began)

    @property
    def left(self) -> float | None:
        """Seconds left at the present rate, as long as there is one."""
        return max(0, self.expected - self.records - self.in_hand) / self.rate if self.rate > 0 else None


def metrics(tally: Tally) -> str:
    """The figures in Prometheus' text form.

    >>> "riwaya_batch_records_total 0" in metrics(Tally())
    True
    """
    single = [
        ("records_expected", "gauge", "Records planned", tally.expected),
        ("records_total", "counter", "Records read", tally.records),
        ("articles_total", "counter", "Articles annotated", tally.articles),
        ("shards_expected", "gauge", "Shards planned", tally.shards_expected),
        ("shards_total", "counter", "Shards finished", tally.shards),
        ("output_bytes_total", "counter", "Bytes of tables written", tally.bytes),
        ("records_per_second", "gauge", "Records a second of this run", round(tally.rate, 3)),
        ("seconds_left", "gauge", "Seconds left at this rate", round(tally.left or 0, 1)),
        ("worker_peak_bytes", "gauge", "Largest memory of a worker so far", tally.peak),
    ]
    labelled = [
        ("rejected_total", "reason", "Records rejected by reason", tally.rejected),
        ("rows_total", "table", "Rows written by table", tally.rows),
        ("events_total", "event", "Events by name", tally.events),
    ]
    lines = []
    for name, kind, what, value in single:
        lines += [f"# HELP riwaya_batch_{name} {what}.", f"# TYPE riwaya_batch_{name} {kind}"]
        lines.append(f"riwaya_batch_{name} {value}")
    for name, label, what, counts in labelled:
        lines += [f"# HELP riwaya_batch_{name} {what}.", f"# TYPE riwaya_batch_{name} counter"]
        lines += [f'riwaya_batch_{name}{{{label}="{key}"}} {counts[key]}' for key in sorted(counts)]
    return "\n".join(lines) + "\n"


class Log:
    """Events as JSON Lines, one object each with ``time`` and ``event``; thread-safe."""

    def __init__(self, stream: IO[bytes] | None, tally: Tally) -> None:
        self._stream = stream
        self._tally = tally
        self._lock = threading.Lock()

    def __call__(self, event: str, **fields: Any) -> None:
        """Say that something happened."""
        with self._lock:
            self._tally.events[event] += 1
            if self._stream is not None:
                now = datetime.now(UTC).isoformat(timespec="milliseconds")
                self._stream.write(msgspec.json.encode({"time": now, "event": event, **fields}) + b"\n")
                self._stream.flush()


@contextmanager
def pulse(
    ledger: Ledger, tally: Tally, *, file: Path | None, show: Callable[[Tally], None], seconds: float = PULSE
) -> Iterator[None]:
    """While inside: every few seconds look at what the workers have done, write the metrics and show the progress."""
    stop = threading.Event()

    def beat() -> None:
        tally.in_hand = _in_hand(ledger)
        if file is not None:
            write_whole(file, metrics(tally).encode())
        show(tally)

    def beats() -> None:
        while not stop.wait(seconds):
            beat()

    thread = threading.Thread(target=beats, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        beat()


def _in_hand(ledger: Ledger) -> int:
    """Records that workers have done of shards that are not finished."""
    done = 0
    for path in ledger.hands.glob("*"):
        try:
            done += Notes(path).read().done
        except (OSError, ValueError):  # its worker has just been ended
            continue
    return done
