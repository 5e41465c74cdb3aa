"""A worker process: tasks in, a line each; outcomes out, a line each; it ends when whoever started it is gone.

``python -m riwaya.batch.worker NOTES``
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from riwaya.batch.hands import Notes
from riwaya.batch.records import TASKS, Sharding
from riwaya.batch.work import perform, warm_up

#: Objects made between two looks for cycles, and how much rarer the looks at older ones are. Records and tuples hold no
#: cycles, and word lists are many old objects to look through: by the defaults that is a twentieth of the time.
CYCLES = 100_000, 50, 50


def main() -> None:
    """Serve until standard input ends."""
    gc.set_threshold(*CYCLES)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not pass for an answer
    notes = Notes(Path(sys.argv[1]))
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    warm = False
    while True:
        task = TASKS.decode(tasks.get())
        if isinstance(task, Sharding) and not warm:
            warm_up(task.settings.names)
            warm = True
        outcome = perform(task, notes)
        answers.write(outcome.to_json() + b"\n")
        answers.flush()


def _listen(stream: BinaryIO, tasks: queue.SimpleQueue[bytes]) -> None:
    """Hand on the tasks; the end of the stream is the end of the process, also in the middle of work.

    The parent holds the other end of the pipe: when it is killed, nobody is left to keep the ledger.
    """
    for line in stream:
        tasks.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
