"""Floors under the figures: they carry the hash of the gold they were measured on, and they only rise."""

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
)


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
        f"{name}: {figure} is {figures.get(figure, 0.0):.3f}, under its floor of {least:.3f}"
        for figure, least in floor.figures.items()
        if figures.get(figure, 0.0) < least
    ]


def lowered(now: Mapping[str, Floor], before: Mapping[str, Floor]) -> list[str]:
    """Floors that stand lower than they did on the same gold, or that are gone."""
    out: list[str] = []
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            out.append(f"{name}: its floors were removed")
        elif new.gold == old.gold:
            out += [
                f"{name}: the floor of {figure} was lowered from {least:.3f} to {new.figures.get(figure, 0.0):.3f}"
                for figure, least in old.figures.items()
                if new.figures.get(figure, 0.0) < least
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
    """The floors after this measurement: never lower on the same gold, measured afresh on another."""
    old = floors.get(name)
    same = old is not None and old.gold == digest
    kept = old.figures if old is not None and same else {}
    measured = {figure: math.floor(figures[figure] * 1000) / 1000 for figure in GUARDED if figure in figures}
    return Floor(digest, {figure: max(value, kept.get(figure, 0.0)) for figure, value in measured.items()})


def save(floors: Mapping[str, Floor], path: Path = PATH) -> None:
    """Writes the floors as JSON."""
    rows = {name: floor._asdict() for name, floor in sorted(floors.items())}
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
