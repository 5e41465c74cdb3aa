"""What watching tells, and how it is told to go about it."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.ingest.web import Retrieval
from riwaya.model import Article, Problem, Record


class Polled(Record, frozen=True):
    """A source answered. ``new`` is how many of its ``listed`` articles are fetched now, ``left`` how many wait.

    ``kind`` is what the source turned out to be, ``unchanged`` where it says that nothing is new.
    """

    source: str
    when: float
    kind: str
    title: str | None = None
    listed: int = 0
    new: int = 0
    left: int = 0
    notes: tuple[str, ...] = ()


class Arrived(Record, frozen=True):
    """An article came in; ``edited`` when an earlier version came in before."""

    article: Article
    retrieval: Retrieval
    edited: bool = False


class Failed(Record, frozen=True):
    """Something of a source could not be had; ``again`` is when it is tried next, None for never."""

    source: str
    when: float
    problem: Problem
    code: str
    again: float | None = None


Event = Polled | Arrived | Failed


class Plan(NamedTuple):
    """How to watch: seconds between polls, new pages a poll at most, first day of interest (ISO), one round only.

    ``insist`` asks sources at once that failed and would be left alone for longer each time: somebody waits for them.
    """

    every: float = 900.0
    most: int = 100
    since: str | None = None
    once: bool = False
    insist: bool = False
