"""Which record kills its workers: deaths counted by shard, and what is to be done about them."""

from __future__ import annotations

from typing import Literal

import msgspec

from riwaya.model import Record, replace

#: Deaths with one record in hand, one after the other, after which it is quarantined.
MOST_DEATHS = 2
#: Whole runs that died in a row with one record in hand, after which it is quarantined untried: where the system ends
#: all processes of a job that takes too much memory, a trial would end the same way.
MOST_RUNS = 4

Verdict = Literal["again", "trial", "quarantine"]


class Strikes(Record, frozen=True):
    """The deaths over one shard: the last record in hand, how often in a row, and what was quarantined (→ why)."""

    record: int = 0
    deaths: int = 0
    doubtful: bool = False
    quarantined: dict[int, str] = msgspec.field(default_factory=dict)


def struck(strikes: Strikes, record: int, *, cause: str, doubtful: bool) -> tuple[Strikes, Verdict]:
    """The strikes after a worker died with ``record`` in hand, and what to do now.

    A death is ``doubtful`` when somebody else may have meant the worker and not the record (SIGKILL, the death of the
    whole run): then the record is tried once more, alone, before it is quarantined. Only deaths in a row count, for a
    record that was got through in between is harmless.
    """
    same = strikes.record == record
    now = replace(
        strikes,
        record=record,
        deaths=strikes.deaths + 1 if same else 1,
        doubtful=doubtful or (same and strikes.doubtful),
    )
    if now.deaths < MOST_DEATHS:
        return now, "again"
    return (now, "trial") if now.doubtful else (guilty(now, cause), "quarantine")


def run_lost(strikes: Strikes, record: int) -> Strikes:
    """The strikes after the whole run died with ``record`` in hand; one that takes every run along cannot be tried."""
    now, _ = struck(strikes, record, cause="", doubtful=True)
    return guilty(now, "the whole run died") if now.deaths >= MOST_RUNS else now


def guilty(strikes: Strikes, cause: str) -> Strikes:
    """The record is quarantined."""
    why = f"killed its worker {strikes.deaths} times: {cause}"
    return Strikes(quarantined={**strikes.quarantined, strikes.record: why})


def acquitted(strikes: Strikes) -> Strikes:
    """The record was tried alone and got through."""
    return Strikes(quarantined=strikes.quarantined)
