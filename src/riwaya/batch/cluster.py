"""The same work under Daft: on its native runner, or on the workers of a Ray cluster.

A worker of Daft holds one ``Slot`` and thereby one worker process of ours: a page that kills that process costs the
record and never the query, which no engine survives. The output folder must be the same path on all machines.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from riwaya.batch.engines import Engine, EngineError
from riwaya.batch.ledger import Ledger
from riwaya.batch.records import TASKS, Outcome, Task
from riwaya.batch.slot import Say, Slot

#: The value of ``--ray`` that asks for a cluster of this machine alone.
HERE = "local"
#: Both libraries report their use over the network unless told not to; this program works offline.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
_INSTALL = "pip install 'riwaya[batch,cluster]'"


class Remote:
    """One worker of Daft, wherever it runs; made once a worker, and with it the process that loads the model."""

    def __init__(self, folder: str) -> None:
        self.slot = Slot(Ledger(Path(folder)), f"{socket.gethostname()}-{os.getpid()}-{id(self)}", _silent)

    def run(self, task: str) -> str:
        """The outcome of a task, both as JSON."""
        return self.slot.run(TASKS.decode(task)).to_json().decode()


def _silent(*_: object, **__: object) -> None:
    """A slot elsewhere has no log of its own: whoever started the run reads what it keeps in the ledger."""


def daft(ledger: Ledger, workers: int, say: Say, *, ray: str | None = None) -> Engine:
    """``workers`` workers of Daft on its native runner, or on the Ray cluster at ``ray`` (``local``: one made here).

    Raises ``EngineError`` when Daft or Ray is not installed or not to be reached.
    """
    library = _with_ray(ray, workers) if ray is not None else _native()
    say("engine", engine="daft", runner="native" if ray is None else f"ray {ray}", workers=workers)
    remote = library.cls(Remote, max_concurrency=workers)(str(ledger.folder.resolve()))

    def run(tasks: Iterable[Task]) -> Iterator[Outcome]:
        lines = [task.to_json().decode() for task in tasks]
        if not lines:
            return
        table = library.from_pydict({"task": lines})
        parted = table.into_batches(1) if ray is None else table.into_partitions(len(lines))
        frame = parted.select(remote.run(library.col("task")).alias("outcome"))
        try:
            for row in frame.iter_rows(results_buffer_size=1):
                yield Outcome.from_json(row["outcome"])
        except (RuntimeError, library.exceptions.DaftCoreException) as error:
            raise EngineError(
                f"Daft gave up: {error} (توقف المنفذ) — run the same command again: it goes on where it stopped "
                "(أعد الأمر نفسه ليكمل من حيث توقف)"
            ) from error

    return run


def _native() -> Any:
    library = _imported("daft")
    library.set_runner_native()
    return library


def _with_ray(address: str, workers: int) -> Any:
    library, cluster = _imported("daft"), _imported("ray")
    try:
        if address == HERE:
            cluster.init(num_cpus=workers, include_dashboard=False, logging_level="error", log_to_driver=False)
            library.set_runner_ray(noop_if_initialized=True)
        else:
            library.set_runner_ray(address=address, noop_if_initialized=True)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise EngineError(
            f"no Ray cluster at {address}: {error} (لا يوجد عنقود Ray في هذا العنوان) — check the address, or give "
            f"--ray {HERE} (تحقق من العنوان)"
        ) from error
    return library


def _imported(name: str) -> Any:
    from importlib import import_module

    os.environ.update({key: value for key, value in _QUIET.items() if key not in os.environ})
    try:
        return import_module(name)
    except ImportError as error:
        raise EngineError(
            f"{name} is not installed (الحزمة {name} غير مثبتة) — {_INSTALL}, or --engine local (أو استعمل المحلي)"
        ) from error
