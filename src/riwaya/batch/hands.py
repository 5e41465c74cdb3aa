"""What each worker has in hand, in a file that outlives it: mapped into memory, so that noting it costs nothing."""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path
from typing import NamedTuple

#: The record in hand (0: none), records done and articles found of this shard, when the record was taken (seconds of
#: the monotonic clock, which processes of one machine share), and the id of the shard.
_FORM = struct.Struct("<qqqd64s")


class Hand(NamedTuple):
    """What a worker was at when it was last seen."""

    record: int = 0
    done: int = 0
    articles: int = 0
    since: float = 0.0
    shard: str = ""


class Notes:
    """The file of one worker."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size != _FORM.size:
            path.write_bytes(bytes(_FORM.size))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _FORM.size)

    def write(self, hand: Hand) -> None:
        """Note what is in hand."""
        _FORM.pack_into(self._memory, 0, hand.record, hand.done, hand.articles, hand.since, hand.shard.encode())

    def take(self, record: int, done: int, articles: int, shard: str) -> None:
        """Note that a record is begun, now."""
        self.write(Hand(record, done, articles, time.monotonic(), shard))

    def read(self) -> Hand:
        """What was noted last."""
        record, done, articles, since, shard = _FORM.unpack_from(self._memory, 0)
        return Hand(record, done, articles, since, shard.rstrip(b"\0").decode())

    def clear(self) -> None:
        """Nothing is in hand."""
        self.write(Hand())
