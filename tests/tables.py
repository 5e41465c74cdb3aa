"""Tables of cases: ``tests/cases/{wild,negative,known_failures}/NAME.tsv``, comment lines first."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


def rows(drawer: str, name: str) -> list[list[str]]:
    """The rows of a table, cells with ``\\n`` written out turned into line breaks."""
    path = FOLDER / drawer / f"{name}.tsv"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.replace("\\n", "\n") for cell in line.split("\t")] for line in lines if line and line[0] != "#"]
