"""What a page says about itself: outlet, publication date, dateline, author, credits. Stated or null, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from riwaya.arabic.calendar import StatedDate, stated_date
from riwaya.arabic.quotes import quotes
from riwaya.arabic.words import unquoted
from riwaya.ingest.datelines import FoundDateline
from riwaya.ingest.lines import folded_words
from riwaya.ingest.outlets import (
    MEDIA,
    KnownOutlet,
    at_host,
    host_of,
    is_agencies,
    is_shared,
    longest_name,
    named,
    split_names,
    urls_in,
)
from riwaya.ingest.page import Page, Part
from riwaya.ingest.phrases import opening
from riwaya.ingest.rules import bare_date, is_photo_credit
from riwaya.model import Byline, Credit, Dateline, Mark, Outlet, Published, Span

#: A bare date line stands near the head or the foot of a page.
DATE_LINES_WITHIN = 8
#: From «اليوم» to the month of the date that it is tied to.
TODAY_WITHIN = 48
#: More in one paragraph is no news.
MOST_TODAYS = 20
#: «تاريخ التحديث» dates the last change, not the publication.
_UPDATED = frozenset({"تحديث", "التحديث", "حدث", "updated", "التعديل", "محدث"})
_TODAY = re.compile(r"(?<![\w])(?:اليوم|هذا اليوم)\s")
_TODAY_TO_DATE = re.compile(r"(?:[\s،,()]|الموافق|(?:ال[\u0621-\u064a]+))*")
_DIGIT = re.compile(r"\d")
_OWN_PLACE = re.compile(r"(?:قنا[ةه]|صفح[ةه]|موقع|تطبيق|حساب|صحيف[ةه]|جريد[ةه]|منص[ةه]|شبك[ةه]|وكال[ةه])\s+")
_ON_PLATFORM = re.compile(r"\s+(?:على|عبر|في|من|الإخباري|الاخباري|الآن|مجانا|للحصول|لتصل|ليصل)(?:\s|$)|[:،.|(\-–]|$")
_OWN = frozenset({"subscribe", "social", "app-promo"})
_MEDIA_ENDINGS = frozenset(folded_words("نيوز برس نت أونلاين اونلاين تايمز بوست تيفي"))
#: A name in a subscription line («قناة الديار») is hardly longer.
LONGEST_OWN_NAME = 4


class Facts(NamedTuple):
    """The metadata of one article."""

    outlet: Outlet | None
    published: Published | None
    dateline: Dateline | None
    byline: Byline | None
    credits: tuple[Credit, ...]


class Evidence(NamedTuple):
    """What the rules read: the page, the article's part of it, its furniture, and its dateline."""

    page: Page
    part: Part
    marks: tuple[Mark, ...]
    dateline: FoundDateline | None

    def of_kind(self, *kinds: str) -> list[Mark]:
        """The furniture of these kinds."""
        return [mark for mark in self.marks if mark.kind in kinds]


def facts(page: Page, part: Part, marks: tuple[Mark, ...], found: FoundDateline | None) -> Facts:
    """Everything that the part of the page states about itself."""
    evidence = Evidence(page, part, marks, found)
    return Facts(
        outlet=next((outlet for rule in OUTLET_RULES if (outlet := rule(evidence)) is not None), None),
        published=next((date for rule in DATE_RULES if (date := rule(evidence)) is not None), None),
        dateline=_dateline(evidence),
        byline=_byline(evidence),
        credits=_credits(evidence),
    )


# Outlet --------------------------------------------------------------------------------------------------------------


def _outlet(known: KnownOutlet, start: int, stop: int, rule: str) -> Outlet:
    return Outlet(name=known.name, id=known.id, span=Span(start, stop), rule=rule)


def from_own_name(evidence: Evidence) -> Outlet | None:
    """``اشترك بقناة … على يوتيوب``: whom the page asks to follow is its own outlet."""
    text = evidence.page.text
    for mark in evidence.of_kind(*_OWN):
        for match in _OWN_PLACE.finditer(text, mark.span.start, mark.span.stop):
            end = _ON_PLATFORM.search(text, match.end(), mark.span.stop)
            stop = end.start() if end else mark.span.stop
            known = _longest_named(text, match.end(), stop)
            if known is not None:
                return _outlet(known[0], match.end(), known[1], "own-name")
            words = folded_words(text[match.end() : stop])
            if 0 < len(words) <= LONGEST_OWN_NAME and text[match.start() : match.end()].startswith("قنا"):
                return Outlet(name=text[match.end() : stop].strip(), span=Span(match.end(), stop), rule="own-name")
    return None


def _longest_named(text: str, start: int, stop: int) -> tuple[KnownOutlet, int] | None:
    ends = [match.end() for match in re.finditer(r"\w+", text[start:stop])][: longest_name()]
    for end in reversed(ends):
        known = named(folded_words(text[start : start + end]))
        if known is not None:
            return known, start + end
    return None


def from_address(evidence: Evidence) -> Outlet | None:
    """The host of the links that a page keeps to itself: a listed outlet, else the bare domain."""
    text = evidence.page.text
    for mark in evidence.of_kind("related-link", "social", "subscribe", "related-heading", "share"):
        for url in urls_in(mark.span.of(text)):
            host = host_of(url)
            if not host or is_shared(host):
                continue
            start = text.index(url, mark.span.start)
            known = at_host(host)
            if known is not None:
                return _outlet(known, start, start + len(url), "address")
            return Outlet(name=host, span=Span(start, start + len(url)), rule="address")
    return None


def from_credit(evidence: Evidence) -> Outlet | None:
    """A credit line: its first outlet that is no agency."""
    for known, start, stop in _credited(evidence):
        if known is not None and known.kind != "agency":
            return _outlet(known, start, stop, "credit-line")
    return None


def from_unlisted_credit(evidence: Evidence) -> Outlet | None:
    """A credit line whose first name says itself that it is a medium (``المصدر: صحيفة …``, ``… نيوز``)."""
    text = evidence.page.text
    for known, start, stop in _credited(evidence):
        words = folded_words(text[start:stop])
        if known is None and 1 < len(words) <= LONGEST_OWN_NAME and (words[0] in MEDIA or words[-1] in _MEDIA_ENDINGS):
            return Outlet(name=text[start:stop], span=Span(start, stop), rule="credit-line, unlisted")
    return None


def from_agency_credit(evidence: Evidence) -> Outlet | None:
    """Credit lines that name one agency and nobody else."""
    found = [(known, start, stop) for known, start, stop in _credited(evidence) if known is not None]
    return _outlet(*found[0], "credit-line") if len({known.id for known, _, _ in found}) == 1 else None


def from_dateline(evidence: Evidence) -> Outlet | None:
    """``موسكو-سانا``."""
    found = evidence.dateline
    if found is None or found.outlet is None or found.agency is None:
        return None
    return _outlet(found.outlet, *found.agency, "dateline")


def from_byline(evidence: Evidence) -> Outlet | None:
    """An author line that names the outlet too (``أحمد سعيد - القدس العربي``)."""
    for mark in evidence.of_kind("byline"):
        for words, start, stop in split_names(evidence.page.text, mark.span.start, mark.span.stop):
            known = named(words)
            if known is not None and known.kind != "agency":
                return _outlet(known, start, stop, "byline")
    return None


#: In the order in which they are asked.
OUTLET_RULES: tuple[Callable[[Evidence], Outlet | None], ...] = (
    from_own_name,
    from_address,
    from_credit,
    from_unlisted_credit,
    from_byline,
    from_dateline,
    from_agency_credit,
)


# Credits -------------------------------------------------------------------------------------------------------------


class Credited(NamedTuple):
    """A name in a credit line; the outlet is None for the agencies in general and for outlets not listed."""

    outlet: KnownOutlet | None
    start: int
    stop: int


def _credited(evidence: Evidence) -> list[Credited]:
    page = evidence.page
    out: list[Credited] = []
    for mark in evidence.of_kind("credit"):
        for words, start, stop in split_names(page.text, _after_label(page, mark), mark.span.stop):
            out.append(Credited(named(words), start, stop))
    return out


def _after_label(page: Page, mark: Mark) -> int:
    if not mark.rule.startswith("phrase-label"):
        match = re.compile(r"\W*(?:نقلا[\u064b-\u0652]*|نقلاً|منقول)\s+عن\s*:?\s*").match(page.text, mark.span.start)
        return match.end() if match else mark.span.start
    hit = opening(page.text, page.line_at(mark.span.start))
    return hit.rest if hit else mark.span.start


def _credits(evidence: Evidence) -> tuple[Credit, ...]:
    text = evidence.page.text
    found: dict[tuple[int, int], Credit] = {}
    for known, start, stop in _credited(evidence):
        words = folded_words(text[start:stop])
        role = known.role if known else "agency" if is_agencies(words) else "other-outlet"
        name = known.name if known else unquoted(text[start:stop])
        found[start, stop] = Credit(span=Span(start, stop), name=name, role=role)
    for mark in evidence.of_kind("caption"):
        photo = _photo_credit(text, mark.span)
        if photo is not None:
            found[photo.span] = photo
    outlet = from_dateline(evidence)
    if outlet is not None and outlet.span is not None and evidence.dateline and evidence.dateline.outlet:
        role = evidence.dateline.outlet.role
        found.setdefault(outlet.span, Credit(span=outlet.span, name=outlet.name, role=role))
    return tuple(found[span] for span in sorted(found))


_BRACKETS_AT_END = re.compile(r"[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]\s*\.?$")


def _photo_credit(text: str, span: Span) -> Credit | None:
    match = _BRACKETS_AT_END.search(span.of(text))
    if match is None or not is_photo_credit(match[1]):
        return None
    inside = Span(span.start + match.start(1), span.start + match.end(1))
    known = named(folded_words(match[1]))
    return Credit(span=inside, name=known.name if known else unquoted(match[1]), role="photo")


# Author and place ----------------------------------------------------------------------------------------------------


def _dateline(evidence: Evidence) -> Dateline | None:
    found = evidence.dateline
    return None if found is None else Dateline(span=Span(found.start, found.bare_stop), place=found.place)


def _byline(evidence: Evidence) -> Byline | None:
    page = evidence.page
    for mark in evidence.of_kind("byline"):
        start = _after_label(page, mark)
        name = page.text[start : mark.span.stop].strip(" .-–—/،")
        if name:
            at = page.text.index(name, start)
            return Byline(name=name, span=Span(at, at + len(name)))
    if evidence.dateline is not None and evidence.dateline.author is not None:
        start, stop = evidence.dateline.author
        return Byline(name=page.text[start:stop].strip(), span=Span(start, stop))
    return None


# Publication ---------------------------------------------------------------------------------------------------------


def _published(date: StatedDate, rule: str) -> Published:
    return Published(value=date.value, span=Span(date.start, date.stop), basis="stated", rule=f"{rule}: {date.rule}")


def from_labelled_line(evidence: Evidence) -> Published | None:
    """``تاريخ النشر: …``; the date of the last change only where no other is labelled."""
    text = evidence.page.text
    marks = evidence.of_kind("date-line")
    updated = [mark for mark in marks if _UPDATED & set(folded_words(mark.rule))]
    for mark in [mark for mark in marks if mark not in updated] + updated:
        date = stated_date(text, *mark.span)
        if date is not None:
            return _published(date, "labelled-date")
    return None


def from_date_line(evidence: Evidence) -> Published | None:
    """A line that holds hardly more than a date, near the head or the foot."""
    own = evidence.page.own_lines(evidence.part)
    edge = own if len(own) <= 2 * DATE_LINES_WITHIN else [*own[:DATE_LINES_WITHIN], *own[-DATE_LINES_WITHIN:]]
    for index in edge:
        date = bare_date(evidence.page, index)
        if date is not None:
            return _published(date, "date-line")
    return None


def from_dateline_date(evidence: Evidence) -> Published | None:
    """``الرياض 13 ذو الحجة 1445 هـ الموافق 19 يونيو 2024 م واس``."""
    found = evidence.dateline
    return _published(found.date, "dateline-date") if found is not None and found.date is not None else None


def from_today(evidence: Evidence) -> Published | None:
    """``اليوم الأربعاء 19 يونيو``: the text itself ties today to a date; two such dates that differ tell nothing."""
    page = evidence.page
    found = [date for index in page.own_lines(evidence.part) for date in _todays(page, index)]
    return _published(found[0], "today-is") if len({date.value for date in found}) == 1 else None


def _todays(page: Page, index: int) -> list[StatedDate]:
    """The dates that the reporter, not a quoted speaker, calls today on line ``index``."""
    line = page.lines[index]
    matches = islice(_TODAY.finditer(page.text, line.start, line.stop), MOST_TODAYS)
    dates = [_date_of_today(page.text, match.start(), match.end(), line.stop) for match in matches]
    found = [date for date in dates if date is not None]
    quoted = quotes(page.text, line.start, line.stop) if found else []
    return [date for date in found if not any(q.inner_start <= date.start < q.inner_stop for q in quoted)]


def _date_of_today(text: str, start: int, after: int, stop: int) -> StatedDate | None:
    """The date right after اليوم, with nothing but the weekday between them."""
    between = _TODAY_TO_DATE.match(text, after, min(stop, after + TODAY_WITHIN))
    if between is None or _DIGIT.search(text, between.end(), min(stop, between.end() + 1)) is None:
        return None
    date = stated_date(text, between.end(), min(stop, after + TODAY_WITHIN))
    if date is None or date.start > between.end():
        return None
    return date._replace(start=start)


#: In the order in which they are asked.
DATE_RULES: tuple[Callable[[Evidence], Published | None], ...] = (
    from_labelled_line,
    from_date_line,
    from_dateline_date,
    from_today,
)
