"""Checks every word list: header, order, repetition, columns, one row a key, and a reader that really reads it.

``python -m tools.lexicons`` prints what is wrong and answers 1; the tests call ``problems``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "src" / "riwaya" / "lexicon"
REQUIRED = ("what", "source", "licence", "reader", "columns")


def problems(folder: Path = LISTS) -> list[str]:
    """One sentence for everything wrong with the lists of ``folder``."""
    return [problem for path in sorted(folder.glob("*.tsv")) for problem in check(path)]


def check(path: Path) -> Iterator[str]:
    """What is wrong with one list."""
    text = path.read_bytes().decode("utf-8")
    if not text.endswith("\n") or "\r" in text:
        yield f"{path.name}: lines must end in a single newline, the last one too"
    lines = text.split("\n")[:-1]
    header = dict(_label(line) for line in lines if line.startswith("#"))
    yield from (f"{path.name}: the header has no '# {label}: …'" for label in REQUIRED if not header.get(label))
    columns = header.get("columns", "").split("\t")
    yield from _rows(path.name, lines, len(columns))
    yield from _keys(path.name, lines, columns, header.get("key", columns[0]).split("\t"))
    yield from (problem for reader in _readers(header) for problem in _reader(path, reader))


def _label(line: str) -> tuple[str, str]:
    label, _, value = line.lstrip("# ").partition(":")
    return label.strip(), value.strip()


def _rows(name: str, lines: list[str], width: int) -> Iterator[str]:
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    rows = lines[first:]
    for number, row in enumerate(rows, start=first + 1):
        if not row.strip() or row.startswith("#"):
            yield f"{name}:{number}: an empty line or a comment between the rows"
        elif row.count("\t") >= width:
            yield f"{name}:{number}: more values than columns"
        elif any(value != value.strip() for value in row.split("\t")):
            yield f"{name}:{number}: spaces around a value"
    for number, (before, row) in enumerate(itertools.pairwise(rows), start=first + 2):
        if row == before:
            yield f"{name}:{number}: repeats the row above"
        elif row < before:
            yield f"{name}:{number}: not sorted: {row.partition(chr(9))[0]!r} comes before the row above"


def _keys(name: str, lines: list[str], columns: list[str], key: list[str]) -> Iterator[str]:
    """Two rows of one key: whoever looks it up gets one of them, whichever comes last."""
    if not set(key) <= set(columns):
        yield f"{name}: '# key: …' names what is no column"
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        row = dict(itertools.zip_longest(columns, line.split("\t")[: len(columns)], fillvalue=""))
        own = tuple(row[column] for column in key)
        if own in seen:
            yield f"{name}:{number}: {' '.join(own)!r} stands in line {seen[own]} already; make it one row"
        seen.setdefault(own, number)


def _readers(header: dict[str, str]) -> list[str]:
    return [reader for reader in re.split(r"[,\s]+", header.get("reader", "")) if reader]


def _reader(path: Path, dotted: str) -> Iterator[str]:
    base = ROOT / "src" / Path(*dotted.split("."))
    module = next((file for file in (base.with_suffix(".py"), base / "__init__.py") if file.exists()), None)
    if module is None:
        yield f"{path.name}: its reader {dotted} does not exist"
    elif not re.search(rf"[\"']{re.escape(path.stem)}[\"']", module.read_text(encoding="utf-8")):
        yield f"{path.name}: its reader {dotted} never names the list"


def main() -> int:
    """Prints every problem; 1 when there are any."""
    found = problems()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
