"""Words as data: one ``.tsv`` a list, one ``load()``.

A list starts with comment lines ``# what: …``, ``# source: …``, ``# licence: …``, ``# reader: dotted.module``, then
``# columns: a<TAB>b``; rows are sorted by their first column, and then by the rest. The first column is the key, which
no two rows share, unless ``# key: a<TAB>b`` says that more columns are. ``make check`` fails on a list that is
unsorted, has two rows of one key, has no header or is read by nobody.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple


class Lexicon(NamedTuple):
    """One list: its header and its rows, each a dict from column to value."""

    name: str
    header: dict[str, str]
    rows: tuple[dict[str, str], ...]


def parse(name: str, text: str) -> Lexicon:
    """The list in ``text``; raises ``ValueError`` naming the line that does not fit the header."""
    header: dict[str, str] = {}
    rows: list[dict[str, str]] = []
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            label, _, value = line.lstrip("# ").partition(":")
            header[label.strip()] = value.strip()
            if label.strip() == "columns":
                columns = value.strip().split("\t")
        elif line.strip():
            values = line.split("\t")
            if len(values) > len(columns):
                raise ValueError(f"{name}.tsv:{number}: {len(values)} values for {len(columns)} columns")
            rows.append(dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True)))
    return Lexicon(name, header, tuple(rows))


@cache
def load(name: str) -> Lexicon:
    """The list ``name`` of this package; raises ``FileNotFoundError`` when there is none."""
    path = resources.files(__package__).joinpath(f"{name}.tsv")
    return parse(name, path.read_text(encoding="utf-8"))


@cache
def column(name: str, which: str) -> frozenset[str]:
    """The values of one column of a list, as a set."""
    return frozenset(row[which] for row in load(name).rows if row[which])


def names() -> list[str]:
    """The names of all lists of the package."""
    return sorted(p.name[:-4] for p in resources.files(__package__).iterdir() if p.name.endswith(".tsv"))
