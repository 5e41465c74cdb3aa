"""A run: inputs → plans → shards → tables and their manifest. Killed at any moment, it goes on where it stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from riwaya.batch.engines import Engine
from riwaya.batch.inputs import inputs
from riwaya.batch.ledger import Ledger, write_whole
from riwaya.batch.records import Done, Input, Plan, Planning, Settings, Sharding
from riwaya.batch.slot import Say
from riwaya.batch.tables import TABLES
from riwaya.batch.watching import Tally
from riwaya.ingest import problems
from riwaya.model import Problem, Record

#: The manifest, beside the tables: it is there when everything that was asked for is done.
MANIFEST = "manifest.json"


class Counts(Record, frozen=True):
    """Records in, articles out, and the rejected by reason: the first is the sum of the others."""

    records: int
    articles: int
    rejected: dict[str, int]

    @property
    def add_up(self) -> bool:
        """True when no record is lost and none counts twice."""
        return self.records == self.articles + sum(self.rejected.values())


class Manifest(Record, frozen=True):
    """What the tables hold: by which settings, from which inputs, how many rows."""

    settings: Settings
    inputs: dict[str, Counts]
    counts: Counts
    rows: dict[str, int]
    unreadable: dict[str, str] = msgspec.field(default_factory=dict)


def run(
    addresses: Sequence[str],
    ledger: Ledger,
    engine: Engine,
    *,
    settings: Settings,
    say: Say,
    tally: Tally,
    on_problem: Callable[[Problem], None],
) -> Manifest | None:
    """Make the tables of everything behind ``addresses`` and of what was begun in the folder before.

    None when shards are left that could not be read or written: running again goes on with them. Raises ``LedgerError``
    and ``WorkersDieError``.
    """
    ledger.settle(settings)
    plans = _planned(addresses, ledger, engine, settings, on_problem)
    shards = [shard for plan in plans for shard in plan.shards]
    tally.expected, tally.shards_expected = sum(shard.records for shard in shards), len(shards)
    open_shards = [shard for shard in shards if not ledger.is_done(shard)]
    for done in ledger.done():
        tally.add(done, earlier=True)
    say("planned", inputs=len(plans), shards=len(shards), open=len(open_shards), records=tally.expected)
    (ledger.folder / MANIFEST).unlink(missing_ok=True)
    tasks = (Sharding(shard=shard, folder=str(ledger.folder), settings=settings) for shard in open_shards)
    left = 0
    for outcome in engine(tasks):
        tally.heard(outcome)
        if outcome.done is None:
            left += 1
            on_problem(problems.unreadable(outcome.task, outcome.problem))
            continue
        ledger.keep_done(outcome.done)
        tally.add(outcome.done)
        say("shard-done", seconds=round(outcome.seconds, 3), peak=outcome.peak, **msgspec.to_builtins(outcome.done))
    return None if left else finished(ledger, plans, settings)


def _planned(
    addresses: Sequence[str],
    ledger: Ledger,
    engine: Engine,
    settings: Settings,
    on_problem: Callable[[Problem], None],
) -> list[Plan]:
    """The plans of all inputs, old and new; what cannot be read is a problem, and is planned again next time."""
    known = {plan.input.address: plan for plan in ledger.plans()}
    new: list[Input] = []
    for found in inputs(addresses, known=[plan.input for plan in known.values()]):
        if isinstance(found, Problem):
            on_problem(found)
        else:
            new.append(found)
    for outcome in engine(Planning(input=each, size=settings.shard) for each in new):
        plan = outcome.plan
        if plan is None or plan.problem:
            on_problem(problems.unreadable(plan.input.address if plan else outcome.task, _why(plan, outcome.problem)))
        if plan is not None:
            ledger.keep_plan(plan)
    return ledger.plans()


def _why(plan: Plan | None, problem: str) -> str:
    return plan.problem if plan is not None else problem


def finished(ledger: Ledger, plans: Sequence[Plan], settings: Settings) -> Manifest:
    """Write the manifest: the last step, after which the folder is complete."""
    by_input: dict[str, list[Done]] = {plan.input.address: [] for plan in plans if not plan.problem}
    of_number = {f"{plan.input.number:05d}": plan.input.address for plan in plans}
    everything = list(ledger.done())
    for done in everything:
        by_input[of_number[done.shard.partition("-")[0]]].append(done)
    rows = Counter[str]()
    for done in everything:
        rows.update(done.rows)
    manifest = Manifest(
        settings=settings,
        inputs={address: _counts(some) for address, some in by_input.items()},
        counts=_counts(everything),
        rows={table: rows[table] for table in TABLES},
        unreadable={plan.input.address: plan.problem for plan in plans if plan.problem},
    )
    assert manifest.counts.add_up, f"records are lost or counted twice: {manifest.counts}"
    ledger.clear_aside()
    write_whole(ledger.folder / MANIFEST, msgspec.json.format(manifest.to_json()) + b"\n")
    return manifest


def _counts(some: Sequence[Done]) -> Counts:
    rejected = Counter[str]()
    for done in some:
        rejected.update(done.rejected)
    return Counts(
        records=sum(done.records for done in some),
        articles=sum(done.articles for done in some),
        rejected={reason: rejected[reason] for reason in sorted(rejected)},
    )
