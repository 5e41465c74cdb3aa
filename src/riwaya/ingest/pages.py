"""HTML pages: the article by trafilatura, and what the page states about itself."""

from __future__ import annotations

import re
from typing import Any

from riwaya.arabic.calendar import stated_date
from riwaya.arabic.letters import has_arabic
from riwaya.ingest import problems
from riwaya.ingest.assemble import Source, article_of_record
from riwaya.ingest.outlets import host_of
from riwaya.model import Article, Problem

_TAGS = re.compile(r"<[^<>]*>")
_TIME = re.compile(r"<time\b([^<>]{0,300})>(.{0,200}?)</time>", re.IGNORECASE | re.DOTALL)
_DATETIME = re.compile(r"""datetime\s*=\s*["']([^"']{4,40})["']""", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
#: HTML with elements nested deeper than this is hostile or broken; lxml itself stops at 256.
DEEPEST = 5000
_OPENING = re.compile(r"<(?:div|span|p|b|i|table|ul|blockquote|section|font)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:div|span|p|b|i|table|ul|blockquote|section|font)\b", re.IGNORECASE)
#: libxml2 compares every attribute of a tag with every other: 20,000 in one tag take a second, 100,000 a minute. This
#: is the sum of their squares over a page, that of one tag with 10,000; real tags have tens.
MOST_COMPARISONS = 10_000**2
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?+"""
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE})*+", re.ASCII)
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.ASCII)
#: A tag shorter than this has too few attributes to matter.
_SHORT_TAG = 1000


def article_of_html(html: str, *, path: str, name: str, address: str | None = None) -> Article | Problem:
    """The article of an HTML page; ``name`` is the file's name, without its ending the article's id.

    ``address`` is where the page was fetched: what the page says of its own address then counts on the same site only,
    for a page can say anything.
    """
    found = None if _too_deep(html) or _too_wide(html) else _extract(_ENCODING.sub("", html))
    text = _text(found, "text")
    if not text:
        return problems.no_article(path)
    if not has_arabic(text):
        return problems.no_arabic(path)
    url = own_address(_text(found, "url"), address)
    source = Source(
        text=text,
        title=_text(found, "title"),
        url=url,
        outlet=_text(found, "sitename"),
        published=_published(html, _text(found, "date")),
        author=_text(found, "author"),
    )
    id = re.sub(r"\.html?$", "", name, flags=re.IGNORECASE)
    return article_of_record(source, document=name, id=id)


def own_address(stated: str | None, fetched: str | None) -> str | None:
    """The address that a page states for itself, where it may be believed, else the one where it was fetched.

    >>> own_address("https://example.net/a", "https://m.example.net/a?ref=1")
    'https://example.net/a'
    >>> own_address("https://example.org/a", "https://example.net/a")
    'https://example.net/a'
    """
    if fetched is None or (stated is not None and host_of(stated) == host_of(fetched)):
        return stated
    return fetched


def _extract(html: str) -> Any:
    # Imported here: it takes half a second, and only HTML needs it.
    from trafilatura import bare_extraction

    return bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Only stated metadata: its search in visible text turned 48 of 48 Levantine dates into 1 January.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _text(found: Any, key: str) -> str | None:
    value = getattr(found, key, None)
    return value.strip() or None if isinstance(value, str) else None


def _published(html: str, date: str | None) -> str | None:
    """The stated moment that belongs to trafilatura's date (which has no time of day), else the ``<time>`` element."""
    if date is None:
        return _time_element(html)
    moment = next((match[0] for match in _MOMENT.finditer(html) if match[0].startswith(date)), None)
    return moment or date


def _too_deep(html: str) -> bool:
    return len(_OPENING.findall(html)) - len(_CLOSING.findall(html)) > DEEPEST


def _too_wide(html: str) -> bool:
    """True for tags with so many attributes that reading them takes minutes."""
    long = (match[0] for match in _TAG.finditer(html) if match.end() - match.start() > _SHORT_TAG)
    return sum(sum(1 for _ in _ATTRIBUTES.finditer(tag)) ** 2 for tag in long) > MOST_COMPARISONS


def _time_element(html: str) -> str | None:
    """What the first ``<time>`` element says, in its attribute or to the reader."""
    for match in _TIME.finditer(html):
        machine = _DATETIME.search(match[1])
        if machine is not None:
            return machine[1].strip()
        seen = _TAGS.sub(" ", match[2])
        if stated_date(seen) is not None:
            return seen
    return None
