"""A page as the rules of cleaning see it: its lines, which of them is the title, and what has been marked so far."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from riwaya.ingest.lines import Line, lines_of
from riwaya.model import Mark, Span

Marks = tuple[Mark, ...]

#: Furniture stands at the head and the foot of a page; rules that could be mistaken for prose look no further in.
EDGE = 6


class Page:
    """The lines of a text (or of the part of it that is still to be cleaned) and the marks on them.

    ``marks[i]`` holds the marks of line ``i``; ``whole`` says of which lines nothing but furniture is left.
    ``title`` is the index of the title's line, None where the title stands elsewhere or is missing.
    """

    __slots__ = ("lines", "marks", "text", "title", "whole")

    def __init__(self, text: str, start: int = 0, stop: int | None = None) -> None:
        self.text = text
        self.lines: list[Line] = lines_of(text, start, stop)
        self.marks: dict[int, tuple[Mark, ...]] = {}
        self.whole: set[int] = set()
        self.title: int | None = None

    def said(self, index: int) -> str:
        """The characters of line ``index``."""
        line = self.lines[index]
        return self.text[line.start : line.stop]

    def line_at(self, offset: int) -> Line:
        """The line in which ``offset`` of the text lies."""
        return self.lines[bisect_right(self.lines, offset, key=lambda line: line.start) - 1]

    def own_lines(self, part: Part) -> list[int]:
        """The lines of ``part`` that are not wholly furniture."""
        return [index for index in range(part.first, part.stop) if index not in self.whole]

    def kinds(self, index: int) -> frozenset[str]:
        """The kinds of the marks on line ``index``."""
        return frozenset(mark.kind for mark in self.marks.get(index, ()))

    def mark(self, index: int, marks: tuple[Mark, ...]) -> None:
        """Add ``marks`` to line ``index``."""
        line = self.lines[index]
        self.marks[index] = marks
        covered = sum(mark.span.stop - mark.span.start for mark in marks)
        if covered >= line.stop - line.start:
            self.whole.add(index)

    def mark_line(self, index: int, kind: str, rule: str) -> None:
        """Mark the whole line ``index``."""
        self.mark(index, line_mark(self, index, kind, rule))


class Part(NamedTuple):
    """The lines ``[first, stop)`` of a page that make up one article."""

    first: int
    stop: int

    def span(self, page: Page) -> Span:
        """From the first character of the first line to the last of the last."""
        return Span(page.lines[self.first].start, page.lines[self.stop - 1].stop)


def line_mark(page: Page, index: int, kind: str, rule: str) -> Marks:
    """One mark over the whole line ``index``."""
    return (Mark(span=page.lines[index].span, kind=kind, rule=rule),)


def at_edge(page: Page, index: int) -> bool:
    """True for the first and the last lines of a page."""
    return index < EDGE or index >= len(page.lines) - EDGE
