"""Cleaning and splitting: which lines of a page are not the article, and how many articles it holds. Marks only."""

from __future__ import annotations

from riwaya.ingest import blocks, teasers
from riwaya.ingest.datelines import FoundDateline, dateline_at
from riwaya.ingest.lines import is_prose
from riwaya.ingest.page import Page, Part
from riwaya.ingest.rules import judge
from riwaya.model import Mark, Span

#: A dateline opens one of the first paragraphs.
DATELINE_WITHIN = 4
#: What follows a dateline on its line is a lead, not the other half of a heading.
LEAST_LEAD = 9


def split(page: Page) -> list[Part]:
    """Mark the lines of a page one by one and tell its articles apart; a page without any prose is one part."""
    whole = Part(0, len(page.lines))
    page.title = blocks.title_line(page, whole)
    _mark_lines(page, whole, skip=page.title)
    parts: list[Part] = []
    first = 0
    for index in range(len(page.lines)):
        if index > first and "related-heading" in page.kinds(index):
            begin = blocks.second_article(page, index)
            if begin is not None:
                parts.append(Part(first, index))
                first = begin
    return [*parts, Part(first, len(page.lines))]


def _mark_lines(page: Page, part: Part, *, skip: int | None) -> None:
    for index in range(part.first, part.stop):
        if index != skip:
            marks = judge(page, index)
            if marks:
                page.mark(index, marks)


def clean_body(page: Page) -> Part:
    """Mark the lines of a body that is one article and has its title elsewhere."""
    part = Part(0, len(page.lines))
    _mark_lines(page, part, skip=None)
    return part


def clean(page: Page, part: Part) -> FoundDateline | None:
    """Mark what several lines together show to be furniture; gives the dateline, whose place is metadata."""
    blocks.mark_doubled_captions(page, part)
    blocks.mark_related_lists(page, part)
    found = _mark_dateline(page, part)
    teasers.mark_teasers_inside(page, part)
    teasers.mark_teasers_at_foot(page, part)
    return found


def _mark_dateline(page: Page, part: Part) -> FoundDateline | None:
    own = [index for index in page.own_lines(part) if index != page.title][:DATELINE_WITHIN]
    for index in own:
        line = page.lines[index]
        found = dateline_at(page.text, line.start, line.stop)
        if found is not None and (found.stop == line.stop or line.words >= LEAST_LEAD):
            mark = Mark(span=Span(found.start, found.stop), kind="dateline", rule=found.rule)
            page.mark(index, (mark, *page.marks.get(index, ())))
            return found
        if is_prose(page.text, line):
            return None
    return None


def furniture(page: Page, part: Part) -> tuple[Mark, ...]:
    """The marks of the part's lines in order, and those of a related-heading and its like right after it."""
    marks = [mark for index in range(part.first, part.stop) for mark in page.marks.get(index, ())]
    return tuple(sorted(marks, key=lambda mark: mark.span))
