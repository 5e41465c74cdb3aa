"""What is remembered of each source between polls, so that watching goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import msgspec

from riwaya.ingest import problems
from riwaya.ingest.feeds import Item
from riwaya.ingest.fetch.records import Validators
from riwaya.model import Problem, Record

#: Ending of a file that is being written; one that is older than this (seconds) was left by a program that was killed.
_UNFINISHED, _ABANDONED = ".new", 3600.0


class Seen(Record, frozen=True):
    """An article met before: what its listing said of its last change, the digest of its text, failed attempts."""

    key: str
    stamp: str | None = None
    digest: str | None = None
    tries: int = 0


class SourceState(Record, frozen=True):
    """What is known of one source. Moments are seconds since 1970.

    ``due``: when it is asked next; ``failures``: polls in a row that failed; ``seen``: newest last; ``pending``:
    articles it named that are still to be fetched.
    """

    address: str
    due: float = 0.0
    failures: int = 0
    validators: Validators = Validators()
    seen: tuple[Seen, ...] = ()
    pending: tuple[Item, ...] = ()


class Memory(Protocol):
    """Keeps the states of sources; the library's store can be one."""

    def get(self, address: str) -> SourceState | None:
        """What is known of a source."""

    def put(self, state: SourceState) -> None:
        """Remember ``state``; after a return it survives a crash."""

    def all(self) -> Iterable[SourceState]:
        """Everything known."""


class Forgetful:
    """A memory for one run."""

    def __init__(self) -> None:
        self._known: dict[str, SourceState] = {}

    def get(self, address: str) -> SourceState | None:
        """What is known of a source."""
        return self._known.get(address)

    def put(self, state: SourceState) -> None:
        """Remember ``state``."""
        self._known[state.address] = state

    def all(self) -> Iterable[SourceState]:
        """Everything known."""
        return list(self._known.values())


class FolderMemory(Forgetful):
    """A memory in a folder, one JSON file a source, each replaced whole: no crash leaves half a file.

    One file a source keeps a write small: a source's state grows to some hundred kilobytes.
    """

    def __init__(self, folder: Path) -> None:
        """Reads what is there; ``problems`` holds what could not be read, which is then forgotten.

        Raises ``OSError`` when the folder cannot be made.
        """
        super().__init__()
        self._folder = folder
        self.problems: list[Problem] = []
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(f"*{_UNFINISHED}"):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink(missing_ok=True)
        for path in sorted(folder.glob("*.json")):
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            super().put(SourceState.from_json(path.read_bytes()))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            self.problems.append(problems.bad_state(str(path), str(error)))

    def put(self, state: SourceState) -> None:
        """Remember ``state`` on the disk. Raises ``OSError`` when that fails."""
        super().put(state)
        name = hashlib.sha256(state.address.encode()).hexdigest()[:32]
        write_whole(self._folder / f"{name}.json", state.to_json())


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that readers and crashes meet the old file or the new one; raises ``OSError``."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=_UNFINISHED, delete=False) as new:
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        except OSError:
            Path(new.name).unlink(missing_ok=True)
            raise
    Path(new.name).replace(path)
