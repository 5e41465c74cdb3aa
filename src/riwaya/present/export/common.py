"""What the exports share: names of things as IRIs, dates as other formats want them, words of spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from riwaya.model import Article, Span, Statement, Story
from riwaya.present.labels import Lang
from riwaya.present.safe import flat

#: Names of what has no address of its own. The rest is percent-encoded, so that every tool takes it for an IRI.
URN = "urn:riwaya:"
#: Stands where the page interrupts the words of a statement.
GAP = " […] "

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<clock>\d\d:\d\d)(?P<seconds>:\d\d)?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_SHORTER = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
#: What XML 1.0 cannot carry, not even escaped (production 2), but for the halves of characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Material(NamedTuple):
    """What is exported: annotated articles and the stories that they are in; each can be asked for again.

    ``lang`` is the language of what the export says in words of its own.
    """

    articles: Callable[[], Iterator[Article]]
    stories: Callable[[], Iterator[Story]]
    lang: Lang = Lang.AR


def urn(kind: str, name: str) -> str:
    """The name of a thing as an IRI.

    >>> urn("entity", "per:a b")
    'urn:riwaya:entity:per%3Aa%20b'
    """
    return f"{URN}{kind}:{quote(name.encode('utf-8', 'replace'), safe='')}"


def address(article: Article) -> str | None:
    """The article's web address, when it is one that every reader of IRIs takes."""
    url = article.url or ""
    parts = urlsplit(url) if url.isprintable() and not set(url) & set(' <>"{}|\\^`') else None
    return url if parts and parts.scheme in ("http", "https") and parts.netloc else None


def moment(value: str | None) -> str | None:
    """A stated time as an XML Schema date, date and time, month or year; None for an open year or a stretch of time.

    >>> moment("2031-05-04T09:30+03:00"), moment("2031-05"), moment("XXXX-05-04")
    ('2031-05-04T09:30:00+03:00', '2031-05', None)
    """
    match = _MOMENT.fullmatch(value or "")
    if match is None:
        return value if _SHORTER.fullmatch(value or "") else None
    zone = match["zone"] or ""
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else zone
    return f"{match['day']}T{match['clock']}{match['seconds'] or ':00'}{zone}"


def published(article: Article) -> str | None:
    """When the article was published, as far as it says so with its year."""
    return moment(article.published.value) if article.published else None


def words(text: str, spans: Sequence[Span]) -> str:
    """The words of ``spans`` on one line; the gap is marked where the page interrupts them."""
    return GAP.join(flat(span.of(text)).strip() for span in spans)


def said(article: Article, statement: Statement) -> str:
    """What the statement says, in the words of the page."""
    return words(article.text, statement.content)


def title(article: Article) -> str:
    """The article's title on one line, or its id."""
    return flat(article.title.of(article.text)).strip() if article.title else flat(article.id)


def outlet_key(article: Article) -> str:
    """What tells outlets apart: the id from the list of outlets, else the name, else the article that has neither."""
    outlet = article.outlet
    return article.id if outlet is None else outlet.id or outlet.name


def xml_text(text: str) -> str:
    """``text`` with U+FFFD in the place of every character that XML cannot carry; offsets stay.

    >>> xml_text("a\\x0cb")
    'a\\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)
