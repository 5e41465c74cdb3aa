"""What passes between a run, its workers and its ledger; all of it as JSON."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from riwaya.annotate.text import Naming
from riwaya.model import Record

Kind = Literal["warc", "lines", "packed-lines", "table", "pages"]


class Input(Record, frozen=True):
    """One file, or all HTML pages below one folder: its number, address, kind, unique name and size in bytes.

    ``size`` of pages is the number of files, whose names below the address are ``pages``.
    """

    number: int
    address: str
    kind: Kind
    name: str
    size: int
    pages: tuple[str, ...] = ()


class Start(Record, frozen=True):
    """Where in its input a shard begins: a byte, records left out behind it, and the number of its first record."""

    offset: int
    skip: int
    first: int


class Shard(Record, frozen=True):
    """A stretch of an input that is worked on and kept as a whole."""

    id: str
    input: Input
    start: Start
    records: int


class Plan(Record, frozen=True):
    """The shards of one input, or why it cannot be read."""

    input: Input
    shards: tuple[Shard, ...] = ()
    problem: str = ""


class Settings(Record, frozen=True):
    """What decides the tables besides the inputs; a run that goes on must have the same."""

    names: Naming
    shard: int
    version: str


class Address(NamedTuple):
    """Where the row of an article stands: its shard and its number in the shard's file."""

    shard: str
    row: int


class Planning(Record, frozen=True, tag="plan"):
    """Work: cut an input into shards of ``size`` records."""

    input: Input
    size: int

    @property
    def name(self) -> str:
        """What the work is called in logs."""
        return f"plan-{self.input.number:05d}"


class Sharding(Record, frozen=True, tag="shard"):
    """Work: a shard into tables below ``folder``, without the ``quarantined`` records (number → why).

    ``trial`` names the one record that is tried alone, for nothing but to see whether the worker survives it.
    """

    shard: Shard
    folder: str
    settings: Settings
    quarantined: dict[int, str] = msgspec.field(default_factory=dict)
    trial: int | None = None

    @property
    def name(self) -> str:
        """What the work is called in logs."""
        return self.shard.id


class Featuring(Record, frozen=True, tag="features"):
    """Work: what linking must know of each article of a shard."""

    folder: str
    shard: str

    @property
    def name(self) -> str:
        """What the work is called in logs."""
        return f"features-{self.shard}"


class Joining(Record, frozen=True, tag="join"):
    """Work: the comparison of some whole stories; ``articles`` are the places of each one's articles."""

    folder: str
    chunk: int
    articles: tuple[Address, ...]

    @property
    def name(self) -> str:
        """What the work is called in logs."""
        return f"join-{self.chunk:05d}"


Task = Planning | Sharding | Featuring | Joining


class Done(Record, frozen=True):
    """A shard that is kept: records in, articles, rejected by reason, rows by table, and seconds of work."""

    shard: str
    records: int
    articles: int
    rejected: dict[str, int]
    rows: dict[str, int]
    bytes: int = 0


class Joined(Record, frozen=True):
    """A chunk of stories that is kept: what was found, by name."""

    chunk: int
    counts: dict[str, int]


class Outcome(Record, frozen=True):
    """What a worker answers: a plan, a finished shard or joined stories, seconds, and its peak memory in bytes.

    ``problem`` says why there is none of them, when no record is to blame. Some work, such as a trial, answers nothing
    but that it is done.
    """

    task: str
    plan: Plan | None = None
    done: Done | None = None
    joined: Joined | None = None
    problem: str = ""
    seconds: float = 0.0
    peak: int = 0


TASKS: msgspec.json.Decoder[Task] = msgspec.json.Decoder(Task)
