"""Is the confidence honest? Of the statements that carry 0.8, eight in ten ought to be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

#: Ten bins of 0.1.
BINS = 10


class Judged(NamedTuple):
    """One statement of the program: how sure it was, and whether both its content and its speaker are right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """The statements whose confidence lies in one tenth of 0..1."""

    number: int
    size: int
    confidence: float
    right: float

    @property
    def label(self) -> str:
        """The tenth in words, both ends.

        >>> Bin(8, 1, 0.85, 1.0).label
        '0.8–0.9'
        """
        return f"{self.number / BINS:.1f}–{(self.number + 1) / BINS:.1f}"


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """The bins that hold statements, least sure first; ``confidence`` is the mean, ``right`` the share."""
    held: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        # 1.0 belongs to the last bin; the epsilon keeps 0.3, which is less than 3 / 10 in binary, in its own
        held[min(int(one.confidence * BINS + 1e-9), BINS - 1)].append(one)
    return [_bin(number, members) for number, members in sorted(held.items())]


def _bin(number: int, members: Sequence[Judged]) -> Bin:
    size = len(members)
    mean = sum(one.confidence for one in members) / size
    return Bin(number, size, mean, sum(one.right for one in members) / size)


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: how far mean confidence and share right lie apart, weighed by size.

    >>> round(calibration_error([Judged(0.9, True), Judged(0.9, False)]), 3)
    0.4
    """
    return sum(one.size * abs(one.confidence - one.right) for one in bins(judged)) / max(1, len(judged))


def table(sets: Mapping[str, Sequence[Judged]]) -> str:
    """Reliability as a Markdown table, one row a bin and one column a set that has statements."""
    columns = {name: {one.number: one for one in bins(judged)} for name, judged in sets.items() if judged}
    lines = ["| confidence: mean → share right (count) | " + " | ".join(columns) + " |"]
    lines.append("|---|" + "---:|" * len(columns))
    for number in sorted({number for column in columns.values() for number in column}):
        cells = (_cell(column.get(number)) for column in columns.values())
        lines.append(f"| {Bin(number, 0, 0.0, 0.0).label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(one: Bin | None) -> str:
    return f"{one.confidence:.2f} → {one.right:.2f} ({one.size})" if one else "–"
