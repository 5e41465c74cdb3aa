"""How well two names are told to be one or two, on the pairs of ``names_same.tsv``: ``python -m evals.names``.

The pairs are in two halves: ``dev`` was looked at while the comparison was built, ``test`` was only measured. Saying
"same" of a pair counts as a find; the figures are precision, recall and F1 over the finds. ``--errors`` lists the wrong
pairs of the development half.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, cast

from riwaya.arabic.gazetteer import EntityType
from riwaya.arabic.identity import alike
from riwaya.arabic.persons import Likeness
from riwaya.evaluate.matching import Ratio

PAIRS = Path(__file__).resolve().parent / "names_same.tsv"
#: The name of this set among the floors.
NAME = "names"


class Pair(NamedTuple):
    """Two names, whether they may mean one, and where the pair stands in the table."""

    type: EntityType
    tier: str
    half: str
    same: bool
    left: str
    right: str


def pairs(path: Path = PAIRS) -> list[Pair]:
    """The rows of the table."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Pair(cast(EntityType, t), tier, half, same == "yes", *names) for t, tier, half, same, *names in rows]


def judged(pair: Pair) -> Likeness:
    """What the program says of a pair."""
    return alike(pair.left, pair.right, pair.type)


def ratio(chosen: Iterable[Pair]) -> Ratio:
    """Finds, right finds and pairs that are to be found."""
    found = [(judged(pair).same, pair.same) for pair in chosen]
    return Ratio(
        sum(said and same for said, same in found), sum(said for said, _ in found), sum(same for _, same in found)
    )


def digest(path: Path = PAIRS) -> str:
    """The hash that the floors carry."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def figures(table: list[Pair]) -> dict[str, float]:
    """The figures of both halves: what has a floor, and its parts."""
    out: dict[str, float] = {}
    for half in ("dev", "test"):
        found = ratio(pair for pair in table if pair.half == half)
        prefix = f"name_pairs_{half}"
        out |= {
            f"{prefix}.precision": found.precision,
            f"{prefix}.recall": found.recall,
            f"{prefix}.f1": found.f1,
        }
    return out


def report(table: list[Pair]) -> str:
    """The figures by half, type and tier, as a Markdown table."""
    drawers: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in table:
        for drawer in ("all", pair.type, pair.tier):
            drawers[drawer, pair.half].append(pair)
    lines = ["| name pairs | half | pairs | precision | recall | F1 |", "|---|---|---:|---:|---:|---:|"]
    for drawer, half in sorted(drawers, key=lambda at: (at[1], at[0] != "all", at[0])):
        found = ratio(drawers[drawer, half])
        cells = f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}"
        lines.append(f"| {drawer} | {half} | {len(drawers[drawer, half])} | {cells} |")
    return "\n".join(lines)


def errors(table: list[Pair], *, half: str) -> list[str]:
    """The pairs of a half that come out wrong, with what was said of them."""
    wrong = [(pair, judged(pair)) for pair in table if pair.half == half and judged(pair).same != pair.same]
    return [
        f"{pair.type} {pair.tier:6} {'missed' if pair.same else 'wrong '} {pair.left} | {pair.right} ({said.why})"
        for pair, said in wrong
    ]


def main() -> int:
    """Prints the figures; with ``--errors``, the wrong pairs of the development half too."""
    table = pairs()
    print(report(table))
    if "--errors" in sys.argv[1:]:
        print(*errors(table, half="dev"), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
