"""A place for one worker: it is started when it is needed, watched, and replaced when it dies."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from riwaya.batch.hands import Hand, Notes
from riwaya.batch.ledger import Ledger
from riwaya.batch.records import Outcome, Sharding, Task
from riwaya.batch.strikes import Strikes, acquitted, guilty, struck
from riwaya.model import replace

#: Seconds that a record may take. The longest pages of the corpora at hand take under a second; what takes this long
#: would take for ever.
LONGEST = 120.0
#: Deaths in a row with no record in hand after which the fault is the machine's or the installation's.
MOST_IDLE_DEATHS = 10
#: Articles after which a worker is replaced by a new one. What it remembers of words and pages (bounded caches, here
#: and in the libraries) grows for some thousand articles; so memory stays what it is after these, however many follow.
#: A new one costs a second and a half, these a minute and a quarter.
RETIRED = 2500
#: Attempts at a task whose files cannot be read or written, and seconds before the second; each doubles them.
ATTEMPTS, PAUSE = 4, 1.0

#: One thread each: there is a worker a core, and libraries that take all cores for each would only get in one another's
#: way.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"}

Say = Callable[..., None]


class WorkersDieError(Exception):
    """Workers die before they begin; the message says what the last one left on standard error."""


class Death(NamedTuple):
    """How a worker ended, and what it had in hand."""

    cause: str
    doubtful: bool
    hand: Hand


class Slot:
    """One worker process after the other, under one name."""

    def __init__(self, ledger: Ledger, name: str, say: Say, *, longest: float = LONGEST) -> None:
        self.ledger = ledger
        self.name = name
        self.say = say
        self.longest = longest
        self.notes = Notes(ledger.hands / name)
        self._process: subprocess.Popen[bytes] | None = None
        self._idle_deaths = 0
        self._articles = 0
        self._closed = False

    def run(self, task: Task) -> Outcome:
        """The outcome of ``task``, over as many deaths as it takes; raises ``WorkersDieError``."""
        for attempt in range(ATTEMPTS):
            outcome = self._survive(task)
            if not outcome.problem:
                break
            self.say("problem", task=task.name, worker=self.name, problem=outcome.problem)
            if attempt + 1 < ATTEMPTS:
                time.sleep(PAUSE * 2**attempt)
        return outcome

    def _survive(self, task: Task) -> Outcome:
        while True:
            if isinstance(task, Sharding):
                task = replace(task, quarantined=self.ledger.strikes(task.shard.id).quarantined)
            outcome = self._ask(task)
            if isinstance(outcome, Outcome):
                self._idle_deaths = 0
                self._count(outcome)
                return outcome
            self._mourn(task, outcome)

    def _count(self, outcome: Outcome) -> None:
        """Send a worker that has done enough into retirement."""
        self._articles += outcome.done.articles if outcome.done else 0
        if self._articles >= RETIRED:
            self._end()

    def _mourn(self, task: Task, death: Death) -> None:
        """Keep what a death says of the record in hand; on a trial, the verdict."""
        record = death.hand.record
        self.say("worker-died", worker=self.name, task=task.name, cause=death.cause, record=record)
        if not isinstance(task, Sharding) or not record or death.hand.shard != task.shard.id:
            self._idle_deaths += 1
            if self._idle_deaths >= MOST_IDLE_DEATHS:
                raise WorkersDieError(f"{death.cause}\n{self._last_words()}")
            return
        self._idle_deaths = 0
        before = self.ledger.strikes(task.shard.id)
        strikes, verdict = struck(before, record, cause=death.cause, doubtful=death.doubtful)
        self.ledger.keep_strikes(task.shard.id, strikes)
        if verdict == "trial":
            strikes = self._try_alone(task, strikes, death)
        if strikes.quarantined != before.quarantined:
            self.say("quarantined", task=task.name, record=record, cause=death.cause)

    def _try_alone(self, task: Sharding, strikes: Strikes, death: Death) -> Strikes:
        outcome = self._ask(replace(task, trial=death.hand.record))
        if isinstance(outcome, Outcome):
            now = acquitted(strikes)
        else:
            self.say("died-on-trial", worker=self.name, task=task.name, cause=outcome.cause)
            now = guilty(replace(strikes, deaths=strikes.deaths + 1), outcome.cause)
        self.ledger.keep_strikes(task.shard.id, now)
        return now

    def _ask(self, task: Task) -> Outcome | Death:
        """Hand the task to the worker and wait: for its answer, or its death."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        self.notes.clear()
        try:
            process.stdin.write(task.to_json() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return self._dead(process, "")
        answer, cause = b"", ""
        while not answer.endswith(b"\n"):
            if not select.select([process.stdout], [], [], 1.0)[0]:
                cause = cause or self._overdue(process)
                continue
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                return self._dead(process, cause)
            answer += piece
        return Outcome.from_json(answer)

    def _overdue(self, process: subprocess.Popen[bytes]) -> str:
        """Kill a worker that has had one record in hand for too long; answers the cause of its death, else nothing."""
        hand = self.notes.read()
        if not hand.record or time.monotonic() - hand.since < self.longest:
            return ""
        process.kill()
        return f"it took longer than {self.longest:.0f} s"

    def _dead(self, process: subprocess.Popen[bytes], cause: str) -> Death:
        code = process.wait()
        self._forget()
        if self._closed:  # the run ends, by an error or by Ctrl-C: no record is to blame
            raise WorkersDieError("the run was ended")
        if cause:
            return Death(cause, doubtful=False, hand=self.notes.read())
        told = f"signal {-code} ({signal.Signals(-code).name})" if code < 0 else f"exit status {code}"
        doubtful = code in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
        return Death(told, doubtful=doubtful, hand=self.notes.read())

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise WorkersDieError("the run was ended")
        if self._process is None:
            command = [sys.executable, "-m", "riwaya.batch.worker", str(self.notes_path)]
            with self._errors().open("ab") as errors:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env={**os.environ, **_ENVIRONMENT},
                    start_new_session=True,  # Ctrl-C is the parent's to handle
                )
        return self._process

    @property
    def notes_path(self) -> Path:
        """Where the worker notes what it has in hand."""
        return self.ledger.hands / self.name

    def _errors(self) -> Path:
        return self.ledger.aside / f"{self.name}.stderr"

    def _last_words(self) -> str:
        return self._errors().read_text(encoding="utf-8", errors="replace")[-2000:]

    def _forget(self) -> None:
        process, self._process = self._process, None
        self._articles = 0
        for pipe in (process.stdin, process.stdout) if process else ():
            _close(pipe)

    def _end(self) -> None:
        process = self._process
        if process is not None:
            process.kill()
            process.wait()
            self._forget()

    def close(self) -> None:
        """End the worker for good, and with it the task that it has in hand; the thread that waits for it is told."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
            process.wait()
        self.notes_path.unlink(missing_ok=True)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except BrokenPipeError:
            return
