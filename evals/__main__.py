"""Runs the program over the gold, prints the table, and holds the figures against their floors."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from evals import floors, links, markers, names
from evals.floors import Floor
from evals.gold import ROOT, SETS, GoldSet
from evals.links import Measured
from riwaya import ingest
from riwaya.annotate import annotate
from riwaya.evaluate import reliability
from riwaya.evaluate.rows import Row
from riwaya.evaluate.score import Tally, score, score_groups
from riwaya.link import compare
from riwaya.model import Article, Problem

#: Rows of the table: figure and what it is called there.
SHOWN = (
    ("segmentation.f1", "articles told apart, F1"),
    ("published_accuracy", "publication date"),
    ("outlet_accuracy", "outlet"),
    ("furniture.f1", "furniture, F1"),
    ("entities_strict.f1", "names, exact, F1"),
    ("times.f1", "times, F1"),
    ("times_value_accuracy", "times, value"),
    ("statements.precision", "statements, precision"),
    ("statements.recall", "statements, recall"),
    ("who_said_what.f1", "**who said what, F1**"),
    ("speaker_accuracy", "speaker, of statements found"),
    ("mode_accuracy", "direct, mixed or indirect"),
    ("content_iou", "content, overlap"),
    ("via.f1", "chain of transmission, F1"),
    ("same_statement_pairs.f1", "same utterance across outlets, F1"),
    ("ece", "calibration error of the confidence (less is better)"),
)


class Result(NamedTuple):
    """One set measured: its size, its figures and the cases behind them."""

    gold: GoldSet
    documents: int
    statements: int
    figures: dict[str, float]
    tally: Tally

    @property
    def measured(self) -> Measured:
        """What the floors hold."""
        return Measured(self.gold.name, self.gold.digest(), self.figures)


def run(gold: GoldSet) -> Result:
    """Reads, annotates and compares the set's input, and scores the outcome."""
    with tempfile.TemporaryDirectory() as scratch:
        read = list(ingest.read(gold.inputs(Path(scratch))))
    for problem in (item for item in read if isinstance(item, Problem)):
        print(problem, file=sys.stderr)
    articles = list(annotate(item for item in read if isinstance(item, Article)))
    documents = gold.documents()
    tally = score(documents, [_row(article) for article in articles])
    groups = gold.groups()
    if groups:
        stories = msgspec.to_builtins(compare(articles))["stories"]
        score_groups(groups, stories, tally)
    statements = sum(len(document.statements) for document in documents)
    return Result(gold, len(documents), statements, tally.figures(), tally)


def _row(article: Article) -> Row:
    row: Row = msgspec.to_builtins(article)
    return row


def table(results: list[Result]) -> str:
    """The figures as a Markdown table, one column a set."""
    heads = " | ".join(f"{result.gold.name}" for result in results)
    lines = [f"| | {heads} |", "|---|" + "---:|" * len(results)]
    sizes = " | ".join(f"{result.documents} / {result.statements}" for result in results)
    lines.append(f"| documents / statements in the gold | {sizes} |")
    for figure, label in SHOWN:
        cells = (f"{result.figures[figure]:.2f}" if figure in result.figures else "–" for result in results)
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def failing(results: Sequence[Measured], now: Mapping[str, Floor]) -> list[str]:
    """What the floors ``now`` have against these figures."""
    return list(chain.from_iterable(floors.broken(*result, now) for result in results))


def _names(wanted: Sequence[str]) -> list[Measured]:
    """The figures of the table of name pairs, printed as its own table; none when other sets are wanted."""
    if wanted and names.NAME not in wanted:
        return []
    table = names.pairs()
    print("\n" + names.report(table))
    return [Measured(names.NAME, names.digest(), names.figures(table))]


def loosened(now: Mapping[str, Floor]) -> list[str]:
    """What the floors of the last commits have against the floors ``now``."""
    found = (floors.lowered(now, floors.committed(revision)) for revision in ("HEAD", "HEAD~1"))
    return list(dict.fromkeys(chain.from_iterable(found)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("sets", nargs="*", help="names of sets; all that are on this machine by default")
    parser.add_argument("--errors", action="store_true", help="list every disagreement with the gold")
    parser.add_argument("--all-figures", action="store_true", help="print every figure, not only the table")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md if no figure fails")
    parser.add_argument(
        "--raise-floors", action="store_true", help="raise the floors to what was measured if no figure fails"
    )
    return parser.parse_args()


def main() -> int:
    """Measures, prints, and answers 1 when a figure is on the wrong side of its floor."""
    options = _arguments()
    known = {gold.name for gold in SETS} | {"links", names.NAME}
    if unknown := set(options.sets) - known:
        print(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    results = []
    for gold in SETS:
        if options.sets and gold.name not in options.sets:
            continue
        if not gold.present:
            print(f"{gold.name}: not on this machine, skipped", file=sys.stderr)
            continue
        began = time.perf_counter()
        results.append(run(gold))
        print(f"{gold.name}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
    if results:
        _report(results, options)
    linked = _links(options.sets)
    named = _names(options.sets)
    measured = [*(result.measured for result in results), *linked, *named]
    now = raised(measured, floors.load()) if options.raise_floors else floors.load()
    failed = failing(measured, now)
    complaints = failed + loosened(now)
    print(*complaints, sep="\n", file=sys.stderr)
    if not failed:  # figures are published, and become floors, after the gate has let them pass
        _publish(results, now, options)
    return 1 if complaints else 0


def raised(results: Sequence[Measured], now: Mapping[str, Floor]) -> dict[str, Floor]:
    """The floors after this measurement."""
    return {**now, **{result.name: floors.risen(*result, now) for result in results}}


def _publish(results: list[Result], now: Mapping[str, Floor], options: argparse.Namespace) -> None:
    if options.raise_floors:
        floors.save(now)
    if options.write_readme and results:
        markers.write(ROOT / "README.md", "eval", table(results))


def _links(sets: Sequence[str]) -> list[Measured]:
    """Stories and copies measured and printed, where they are asked for and their articles are on this machine."""
    if sets and "links" not in sets:
        return []
    if not links.present():
        print("links: not on this machine, skipped", file=sys.stderr)
        return []
    measured = links.measure()
    for name, _digest, figures in measured:
        print(name, " ".join(f"{figure} {value:.3f}" for figure, value in figures.items()))
    return measured


def _report(results: list[Result], options: argparse.Namespace) -> None:
    print(table(results))
    print("\n" + reliability.table({result.gold.name: result.tally.judged for result in results}))
    for result in results if options.all_figures else ():
        for figure, value in result.figures.items():
            print(f"{result.gold.name:6} {figure:36} {value:.3f}")
    for case in (case for result in results if options.errors for case in result.tally.cases):
        print(f"{case.kind:14} {case.where:32} {case.words}")


if __name__ == "__main__":
    raise SystemExit(main())
