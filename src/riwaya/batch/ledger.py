"""What is planned, what is done and what died: small files that appear whole or not at all.

``_ledger/`` beside the tables holds ``run.json`` (the settings), ``plans/NNNNN.json``, ``done/NNNNN-NNNNN.json``,
``strikes/``, ``hands/`` (what each worker has in hand), ``aside/`` (files being written) and ``lock``. A shard is done
when its file in ``done`` is there; everything else of it can be made again.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from riwaya.batch.hands import Hand, Notes
from riwaya.batch.records import Done, Plan, Settings, Shard
from riwaya.batch.strikes import Strikes, run_lost


class LedgerError(Exception):
    """The folder cannot be worked in; the message says why and what to do, in both languages."""


class Ledger:
    """The ledger of one output folder; one run at a time holds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "_ledger"
        self.hands = self.root / "hands"
        self.aside = self.root / "aside"
        self._lock: int | None = None

    def __enter__(self) -> Self:
        self.root.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise LedgerError(
                f"{self.folder}: another run works in it (يعمل فيه تشغيل آخر) — wait for its end (انتظر انتهاءه)"
            ) from error
        self._tidy()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._lock is not None:
            os.close(self._lock)

    def _tidy(self) -> None:
        """Take up after a run that was killed: what its workers had in hand counts, what they were writing goes."""
        for name in ("hands", "aside", "plans", "done", "strikes"):
            (self.root / name).mkdir(exist_ok=True)
        for path in sorted(self.hands.glob("*")):
            hand = Notes(path).read()
            if hand.record:
                self._blame(hand)
            path.unlink()
        self.clear_aside()
        for path in self.root.rglob(".*"):
            path.unlink()

    def clear_aside(self) -> None:
        """Leave nothing of what was being written."""
        shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir()

    def _blame(self, hand: Hand) -> None:
        """A record in hand when everything died is suspect, unless its shard was finished all the same."""
        if not (self.root / "done" / f"{hand.shard}.json").exists():
            self.keep_strikes(hand.shard, run_lost(self.strikes(hand.shard), hand.record))

    def settle(self, settings: Settings) -> None:
        """Begin with ``settings``, or go on with the same; raises ``LedgerError`` when they were others."""
        path = self.root / "run.json"
        if not path.exists():
            write_whole(path, settings.to_json())
            return
        held = Settings.from_json(path.read_bytes())
        changed = [
            f"{name} {getattr(held, name)} → {getattr(settings, name)}"
            for name in Settings.__struct_fields__
            if getattr(held, name) != getattr(settings, name)
        ]
        if changed:
            raise LedgerError(
                f"{self.folder}: begun with other settings: {', '.join(changed)} (بدأ بإعدادات أخرى) — "
                "go on with the same, or give another folder (استعمل الإعدادات نفسها أو مجلدا آخر)"
            )

    def plans(self) -> list[Plan]:
        """The plans so far, by the number of their input."""
        return [Plan.from_json(path.read_bytes()) for path in sorted((self.root / "plans").glob("*.json"))]

    def keep_plan(self, plan: Plan) -> None:
        """Keep the plan of an input."""
        write_whole(self.root / "plans" / f"{plan.input.number:05d}.json", plan.to_json())

    def done(self) -> Iterator[Done]:
        """The finished shards, in order."""
        for path in sorted((self.root / "done").glob("*.json")):
            yield Done.from_json(path.read_bytes())

    def is_done(self, shard: Shard) -> bool:
        """True when the tables of ``shard`` are in their places."""
        return (self.root / "done" / f"{shard.id}.json").exists()

    def keep_done(self, done: Done) -> None:
        """Keep that a shard is done."""
        write_whole(self.root / "done" / f"{done.shard}.json", done.to_json())

    def strikes(self, shard: str) -> Strikes:
        """The deaths over a shard."""
        path = self.root / "strikes" / f"{shard}.json"
        return Strikes.from_json(path.read_bytes()) if path.exists() else Strikes()

    def keep_strikes(self, shard: str, strikes: Strikes) -> None:
        """Keep the deaths over a shard."""
        write_whole(self.root / "strikes" / f"{shard}.json", strikes.to_json())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, also after a loss of power."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
