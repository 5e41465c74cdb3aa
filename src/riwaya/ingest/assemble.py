"""From a text, or a record, to articles: splitting, cleaning and metadata put together."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from riwaya.arabic.calendar import stated_date
from riwaya.ingest import blocks
from riwaya.ingest.clean import clean, clean_body, furniture, split
from riwaya.ingest.lines import folded_words
from riwaya.ingest.metadata import facts
from riwaya.ingest.outlets import at_host, host_of, is_shared, named
from riwaya.ingest.page import Page, Part
from riwaya.model import Article, Byline, Outlet, Published, Span, replace

#: Between title and body of a record (the output contract).
TITLE_END = "\n\n"


class Source(NamedTuple):
    """One structured record: the keys of the contract's input, already checked to be text or None."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    author: str | None = None


def articles_of_page(text: str, *, document: str, id: str) -> list[Article]:
    """The articles of a page as found, in reading order; the second and later ones get ``@2``, ``@3``."""
    page = Page(text)
    parts = split(page)
    out = [_article(page, parts, place, document, id) for place in range(len(parts))]
    if len(out) == 1:
        return [replace(out[0], span=Span(0, len(text)))]
    return [replace(out[0], span=Span(0, out[0].span.stop)), *out[1:]]


def _article(page: Page, parts: list[Part], place: int, document: str, id: str) -> Article:
    part = parts[place]
    page.title = blocks.title_line(page, part)
    found = clean(page, part)
    until = parts[place + 1].first if place + 1 < len(parts) else part.stop
    marks = furniture(page, part)
    known = facts(page, part, marks, found)
    return Article(
        document=document,
        id=id if place == 0 else f"{id}@{place + 1}",
        text=page.text,
        span=part.span(page),
        title=page.lines[page.title].span if page.title is not None else None,
        headings=blocks.headings(page, part),
        furniture=furniture(page, Part(part.first, until)),
        outlet=known.outlet,
        published=known.published,
        dateline=known.dateline,
        byline=known.byline,
        credits=known.credits,
    )


def article_of_record(source: Source, *, document: str, id: str) -> Article:
    """The article of a record; what the record says of itself stands before what its text states."""
    title = source.title or ""
    body_start = len(title) + len(TITLE_END) if title else 0
    text = title + TITLE_END + source.text if title else source.text
    page = Page(text, body_start)
    part = clean_body(page)
    found = clean(page, part)
    marks = furniture(page, part)
    known = facts(page, part, marks, found)
    return Article(
        document=document,
        id=id,
        text=text,
        span=Span(0, len(text)),
        url=source.url,
        title=Span(0, len(title)) if title else None,
        headings=_record_headings(page, part, title),
        furniture=marks,
        outlet=outlet_of_record(source) or known.outlet,
        published=published_of_record(source.published) or known.published,
        dateline=known.dateline,
        byline=byline_of_record(source.author) or known.byline,
        credits=known.credits,
    )


def _record_headings(page: Page, part: Part, title: str) -> tuple[Span, ...]:
    found = set(blocks.headings(page, part))
    wanted = folded_words(title)
    if wanted:
        own = (page.lines[index] for index in page.own_lines(part))
        found |= {
            line.span for line in own if line.head == wanted[:8] and folded_words(line.span.of(page.text)) == wanted
        }
    return tuple(sorted(found))


def outlet_of_record(source: Source) -> Outlet | None:
    """The outlet that the record names, else the one at whose address the article stands."""
    if source.outlet and source.outlet.strip():
        known = named(folded_words(source.outlet)) or at_host(host_of(source.outlet.strip()))
        known = known or at_host(host_of(source.url or ""))
        return Outlet(name=source.outlet.strip(), id=known.id if known else None, rule="record")
    host = host_of(source.url or "")
    if not host or is_shared(host):
        return None
    known = at_host(host)
    return Outlet(name=known.name if known else host, id=known.id if known else None, rule="record-address")


def published_of_record(stated: str | None) -> Published | None:
    """The record's date as ISO 8601; other spellings are read as a page's would be."""
    if not stated or not stated.strip():
        return None
    value = stated.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        date = stated_date(value)
        return Published(value=date.value, basis="metadata", rule=f"record: {date.rule}") if date else None
    if len(value) == len("2024-06-19"):
        return Published(value=value, basis="metadata", rule="record")
    exact = "minutes" if len(value) == len("2024-06-19T14:20") else "auto"
    return Published(value=moment.isoformat(timespec=exact), basis="metadata", rule="record")


def byline_of_record(author: str | None) -> Byline | None:
    """The author; an internal number (ANT's ``00a72cbb-c99e-…``) names nobody."""
    name = " ".join((author or "").split())
    if not name or sum(char.isdigit() for char in name) * 3 > len(name):
        return None
    return Byline(name=name)
