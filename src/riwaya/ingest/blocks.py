"""Rules that see several lines at once: lists under a related-heading, doubled captions, teasers, headings."""

from __future__ import annotations

from itertools import islice

from riwaya.ingest.datelines import dateline_at
from riwaya.ingest.lines import folded_words, is_prose, like_headline
from riwaya.ingest.page import Page, Part
from riwaya.ingest.rules import LONGEST_CAPTION, bare_date, is_photo_credit, judge
from riwaya.ingest.subjects import goes_on, is_list_item
from riwaya.ingest.teasers import LEAST_ECHO, taken_up
from riwaya.model import Mark, Span

#: Related headlines in one list; longer ones are the foot of the page, whose lines other rules see one by one.
LONGEST_LIST = 12
#: «(رويترز - أرشيف)».
MOST_CREDIT_WORDS = 5
#: Of 300 headings read in ANT three had more words.
LONGEST_HEADING = 12
#: A second article under a related-heading has so many words at least; less is a teaser with its summary.
LEAST_SECOND_ARTICLE = 40
#: Share of the headline's words that its own report takes up at once; with the first article already closed by its
#: credit line less is enough.
LEAST_OWN_LEAD = 0.5
LEAST_OWN_LEAD_AFTER_CREDIT = 0.3


def second_article(page: Page, heading: int) -> int | None:
    """The line where another article begins under the related-heading on line ``heading``, if one does."""
    headline = _next_own(page, heading + 1)
    if headline is None or not like_headline(page.text, page.lines[headline]):
        return None
    body = _prose_after(page, headline + 1)
    if sum(page.lines[index].words for index in body) < LEAST_SECOND_ARTICLE:
        return None
    if goes_on(page.said(body[0])) or body[0] - headline > 1 + _furniture_between(page, headline, body[0]):
        return None
    own = taken_up(page, headline, body[:2])
    other = taken_up(page, headline, _ends_of(page, heading))
    closed = any("credit" in page.kinds(index) for index in range(max(0, heading - 3), heading))
    least = LEAST_OWN_LEAD_AFTER_CREDIT if closed else LEAST_OWN_LEAD
    return headline if own >= least and (own > other or closed) else None


def _next_own(page: Page, start: int) -> int | None:
    """The next line that is no furniture, unless another related-heading comes first."""
    for index in range(start, len(page.lines)):
        if index not in page.whole:
            return index
        if "related-heading" in page.kinds(index):
            return None
    return None


def _ends_of(page: Page, stop: int) -> list[int]:
    """The first two and the last two of the article's own lines before line ``stop``."""
    forward = (index for index in range(stop) if index not in page.whole)
    backward = (index for index in range(stop - 1, -1, -1) if index not in page.whole)
    return sorted({*islice(forward, 2), *islice(backward, 2)})


def _furniture_between(page: Page, start: int, stop: int) -> int:
    between = range(start + 1, stop)
    return sum(
        index in page.whole or bare_date(page, index) is not None or _is_dateline(page, index) for index in between
    )


def _prose_after(page: Page, start: int) -> list[int]:
    """The paragraphs from line ``start`` to the next related-heading."""
    out: list[int] = []
    for index in range(start, len(page.lines)):
        if "related-heading" in page.kinds(index):
            break
        if index not in page.whole and is_prose(page.text, page.lines[index]):
            out.append(index)
    return out


def mark_related_lists(page: Page, part: Part) -> None:
    """Headlines under a related-heading, up to the next paragraph of prose."""
    for heading in range(part.first, part.stop):
        if "related-heading" in page.kinds(heading):
            _mark_list(page, heading, part.stop)


def _mark_list(page: Page, heading: int, stop: int) -> None:
    taken: list[int] = []
    for index in range(heading + 1, min(stop, heading + 1 + LONGEST_LIST)):
        if index in page.whole:
            continue
        if is_prose(page.text, page.lines[index]) or not like_headline(page.text, page.lines[index]):
            break
        taken.append(index)
    if len(taken) > 1 and taken[-1] + 1 < stop and _heads(page, taken[-1], taken[-1] + 1):
        taken.pop()
    for index in taken:
        page.mark_line(index, "related-headline", "under-related-heading")


def _heads(page: Page, index: int, following: int) -> bool:
    """A heading of the paragraph under it, which takes its words up."""
    return _is_heading(page, index, following) and taken_up(page, index, [following]) >= LEAST_ECHO


def mark_doubled_captions(page: Page, part: Part) -> None:
    """A picture's description and its caption, which say the same (the second often with a credit)."""
    for index in range(part.first, part.stop - 1):
        if page.title in (index, index + 1):
            continue
        if _same_but_credit(page, index, index + 1):
            span = Span(page.lines[index].start, page.lines[index + 1].stop)
            page.marks[index] = (Mark(span=span, kind="caption", rule="doubled-caption"),)
            page.marks.pop(index + 1, None)
            page.whole |= {index, index + 1}


def _same_but_credit(page: Page, first: int, second: int) -> bool:
    if page.lines[first].words > LONGEST_CAPTION or page.lines[second].words > LONGEST_CAPTION + MOST_CREDIT_WORDS:
        return False
    if not 0 <= page.lines[second].words - page.lines[first].words <= MOST_CREDIT_WORDS:
        return False
    bare = _without_credit(page.said(second))
    credited = len(bare) < len(page.said(second))
    if not credited and is_prose(page.text, page.lines[first]):
        return False
    above = folded_words(page.said(first))
    return len(above) > 1 and above == folded_words(bare)


def _without_credit(said: str) -> str:
    open_at = max(said.rfind("("), said.rfind("["))
    return said[:open_at] if open_at > 0 and is_photo_credit(said[open_at:].strip("()[] .")) else said


def headings(page: Page, part: Part) -> tuple[Span, ...]:
    """Headings inside the article, and its title where it is repeated."""
    own = page.own_lines(part)
    title = folded_words(page.said(page.title)) if page.title is not None else ()
    out: list[Span] = []
    for place, index in enumerate(own):
        following = own[place + 1] if place + 1 < len(own) else None
        if index == page.title:
            continue
        repeated = bool(title) and folded_words(page.said(index)) == title
        if repeated or (following is not None and place and _is_heading(page, index, following)):
            out.append(page.lines[index].span)
    return tuple(out)


def _is_heading(page: Page, index: int, following: int) -> bool:
    """A short line without an end before a paragraph."""
    line = page.lines[index]
    said = page.said(index)
    if not like_headline(page.text, line) and not (line.words == 1 and said[-1] not in ".،,:؛"):
        return False
    if line.words > LONGEST_HEADING or is_list_item(said) or goes_on(said) or bare_date(page, index) is not None:
        return False
    return is_prose(page.text, page.lines[following]) and not is_prose(page.text, line)


def title_line(page: Page, part: Part) -> int | None:
    """The line that holds the title: the first that is no furniture, if it reads like a headline."""
    for index in range(part.first, part.stop):
        if bare_date(page, index) is not None:
            continue
        line = page.lines[index]
        marks = judge(page, index)
        if marks and not _announces(page, index, marks):
            continue
        return index if like_headline(page.text, line) and not _is_dateline(page, index) else None
    return None


def _announces(page: Page, index: int, marks: tuple[Mark, ...]) -> bool:
    """``فيديو: …``, ``تقرير: …``, ``شاهد.. …`` at the very top may well open the title."""
    doubtful = {"related-headline", "caption", "byline"}
    labelled = all(mark.kind in doubtful and mark.rule.startswith("phrase-label") for mark in marks)
    return labelled and page.lines[index].words > 3


def _is_dateline(page: Page, index: int) -> bool:
    line = page.lines[index]
    found = dateline_at(page.text, line.start, line.stop)
    return found is not None and found.stop == line.stop
