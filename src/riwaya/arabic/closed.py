"""Closed classes: a word looked up in a list together with the particles that are glued to it.

The general rule for proclitics (``words.proclitics``) has to guess where a stem starts. A closed list need not:
a letter is a particle exactly when what follows it stands in the list.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple


class Found(NamedTuple):
    """A listed word: the particles before it (``و ف ب ك ل``), whether ال stands between, and the word as listed."""

    particles: str
    article: bool
    word: str

    @property
    def width(self) -> int:
        """How many letters of the written word are glued particles (ال is not counted: it belongs to the phrase)."""
        return len(self.particles)


def look_up(norm: str, known: Container[str], *, article: bool = True) -> Found | None:
    """The listed word in ``norm`` (lightly folded), or None; with ``article`` ال may stand before it.

    >>> look_up("وبالعام", {"عام"})
    Found(particles='وب', article=True, word='عام')
    >>> look_up("للعام", {"العام"}), look_up("والد", {"عام"})
    (Found(particles='ل', article=False, word='العام'), None)
    """
    for particles, rest in _ways(norm):
        if rest in known:
            return Found(particles, False, rest)
        if article and rest.startswith("ال") and rest[2:] in known:
            return Found(particles, True, rest[2:])
    return None


def _ways(norm: str) -> list[tuple[str, str]]:
    """Every way to take particles off: none, one of و ف, one of ب ك ل, or both; لل stands for ل and ال."""
    ways = [("", norm)]
    if norm[:1] in ("و", "ف"):
        ways.append((norm[0], norm[1:]))
    for particles, rest in tuple(ways):
        if rest[:1] in ("ب", "ك", "ل"):
            if rest[:2] == "لل":
                ways.append((particles + "ل", "ال" + rest[2:]))
            ways.append((particles + rest[0], rest[1:]))
    return ways
