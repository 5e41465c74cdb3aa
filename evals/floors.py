"""Floors under the figures: they carry the hash of the gold they were measured on, and they only get stricter.

Of an error less is better: its floor is a ceiling, which only sinks.
"""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from evals.gold import ROOT

PATH = ROOT / "evals" / "floors.json"
#: Figures that have a floor; the rest are parts of these or say how, not whether.
GUARDED = (
    "segmentation.f1",
    "published_accuracy",
    "outlet_accuracy",
    "furniture.f1",
    "entities_strict.f1",
    "times.f1",
    "times_value_accuracy",
    "statements.precision",
    "statements.recall",
    "who_said_what.f1",
    "mode_accuracy",
    "cue_accuracy",
    "content_iou",
    "via.f1",
    "same_statement_pairs.f1",
    "ece",
    "name_pairs_dev.f1",
    "name_pairs_test.f1",
    "b_cubed.f1",
    "copies.precision",
    "copies.recall",
)
#: Figures that are errors: less is better.
ERRORS = frozenset({"ece"})
#: A calibration means something only where enough is wrong: where all is right it measures modesty.
ONLY = {"ece": frozenset({"ant"})}


class Floor(NamedTuple):
    """The floors of one gold set and the hash of the gold they were measured on."""

    gold: str
    figures: dict[str, float]


def read(text: str) -> dict[str, Floor]:
    """The floors by set name, from the text of ``floors.json``."""
    return {name: Floor(row["gold"], row["figures"]) for name, row in json.loads(text).items()}


def load(path: Path = PATH) -> dict[str, Floor]:
    """The floors of this working tree; none where the file does not exist yet."""
    return read(path.read_text(encoding="utf-8")) if path.exists() else {}


def broken(name: str, digest: str, figures: Mapping[str, float], floors: Mapping[str, Floor]) -> list[str]:
    """What the gate has against these figures, one sentence each; empty when they stand."""
    if name not in floors:
        return [f"{name}: no floors yet; measure with `make floors`"]
    floor = floors[name]
    if floor.gold != digest:
        return [f"{name}: the gold changed since its floors were measured; look at the figures, then `make floors`"]
    return [
        f"{name}: {figure} is {_of(figures, figure):.3f}, {_bad_side(figure)} its floor of {held:.3f}"
        for figure, held in floor.figures.items()
        if _worse(figure, _of(figures, figure), held)
    ]


def _bad_side(figure: str) -> str:
    return "over" if figure in ERRORS else "under"


def _worse(figure: str, value: float, held: float) -> bool:
    """Is ``value`` on the bad side of ``held``?"""
    return value > held if figure in ERRORS else value < held


def _of(figures: Mapping[str, float], figure: str) -> float:
    """The figure, or the worst it can be where it was not measured."""
    return figures.get(figure, 1.0 if figure in ERRORS else 0.0)


def lowered(now: Mapping[str, Floor], before: Mapping[str, Floor]) -> list[str]:
    """Floors that are laxer than they were on the same gold, or that are gone."""
    out: list[str] = []
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            out.append(f"{name}: its floors were removed")
        elif new.gold == old.gold:
            out += [
                f"{name}: the floor of {figure} was loosened from {held:.3f} to {_of(new.figures, figure):.3f}"
                for figure, held in old.figures.items()
                if _worse(figure, _of(new.figures, figure), held)
            ]
    return out


def committed(revision: str) -> dict[str, Floor]:
    """The floors as committed at ``revision``; none where git or the file is missing."""
    command = ["git", "-C", str(ROOT), "show", f"{revision}:evals/floors.json"]
    try:
        answer = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    except FileNotFoundError:
        return {}
    return read(answer.stdout) if answer.returncode == 0 else {}


def risen(name: str, digest: str, figures: Mapping[str, float], floors: Mapping[str, Floor]) -> Floor:
    """The floors after this measurement: never laxer on the same gold, measured afresh on another."""
    old = floors.get(name)
    same = old is not None and old.gold == digest
    kept = old.figures if old is not None and same else {}
    measured = {
        figure: _rounded(figure, figures[figure])
        for figure in GUARDED
        if figure in figures and name in ONLY.get(figure, {name})
    }
    return Floor(digest, {figure: _stricter(figure, value, _of(kept, figure)) for figure, value in measured.items()})


def _rounded(figure: str, value: float) -> float:
    """Three digits (an error two), towards the lax side, so that the measurement itself passes."""
    return math.ceil(value * 100) / 100 if figure in ERRORS else math.floor(value * 1000) / 1000


def _stricter(figure: str, value: float, held: float) -> float:
    return min(value, held) if figure in ERRORS else max(value, held)


def save(floors: Mapping[str, Floor], path: Path = PATH) -> None:
    """Writes the floors as JSON."""
    rows = {name: floor._asdict() for name, floor in sorted(floors.items())}
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
