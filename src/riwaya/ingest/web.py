"""What was fetched → an article that knows where it came from."""

from __future__ import annotations

import hashlib

from riwaya.arabic.letters import has_arabic
from riwaya.ingest import problems
from riwaya.ingest.assemble import Source, article_of_record
from riwaya.ingest.feeds import Item, Page
from riwaya.ingest.fetch.addresses import key
from riwaya.ingest.fetch.records import Fetched
from riwaya.ingest.outlets import at_host, host_of
from riwaya.ingest.pages import article_of_html
from riwaya.model import Article, Outlet, Problem, Published, Record, replace


class Retrieval(Record, frozen=True):
    """How an article was got: which source named it, the address asked and the one that answered, when, through what.

    ``when`` is seconds since 1970; ``digest`` the SHA-256 of the article's text, which tells edited versions apart;
    ``notes`` say what was mended on the way.
    """

    source: str
    asked: str
    address: str
    when: float
    digest: str
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    modified: str | None = None
    item: Item | None = None
    notes: tuple[str, ...] = ()


def retrieval_of(
    fetched: Fetched, *, source: str, item: Item, when: float, text: str, notes: tuple[str, ...]
) -> Retrieval:
    """How the article with the digest ``text`` was got."""
    return Retrieval(
        source=source,
        asked=item.address,
        address=fetched.address,
        when=when,
        digest=text,
        redirects=fetched.redirects,
        etag=fetched.validators.etag,
        modified=fetched.validators.modified,
        item=item,
        notes=notes,
    )


def document_name(address: str) -> str:
    """The document name and id of an article at ``address``: its host, and the same sixteen letters at every visit.

    >>> document_name("https://www.example.net/a?utm_source=rss")
    'example.net-01472fc52d74fb00'
    """
    return f"{host_of(address)}-{hashlib.sha256(key(address).encode()).hexdigest()[:16]}"


def article_of_page(page: Page, fetched: Fetched, item: Item | None = None) -> Article | Problem:
    """The article on a fetched page. What the page does not say of itself, the ``item`` that named it may."""
    name = document_name(fetched.asked)
    if fetched.content_type == "text/plain":
        article = _of_text(page.text, fetched, name)
    else:
        article = article_of_html(page.text, path=fetched.address, name=name, address=fetched.address)
    if isinstance(article, Problem):
        return article
    article = replace(article, id=name, document=name, outlet=published_by(article.outlet, fetched.address))
    if article.published is None and item is not None and item.published is not None:
        article = replace(article, published=Published(value=item.published, basis="metadata", rule="feed"))
    return article


def _of_text(text: str, fetched: Fetched, name: str) -> Article | Problem:
    if not text.strip():
        return problems.empty(fetched.address)
    if not has_arabic(text):
        return problems.no_arabic(fetched.address)
    return article_of_record(Source(text=text, url=fetched.address), document=name, id=name)


def published_by(stated: Outlet | None, address: str) -> Outlet:
    """Who publishes the page at ``address``: the host cannot lie about itself, what a page states can.

    An unknown host keeps the name that its page states, but not the id of the outlet that it may only claim to be.
    """
    known = outlet_at(address)
    if known is not None:
        return known
    host = host_of(address)
    if stated is None or not has_arabic(stated.name):
        return Outlet(name=host, rule="address")
    return replace(stated, id=None)


def outlet_at(address: str) -> Outlet | None:
    """The known outlet that publishes at ``address``.

    >>> outlet_at("https://www.aljazeera.net/news/1").id, outlet_at("https://blog.example.net/")
    ('aljazeera', None)
    """
    known = at_host(host_of(address))
    return Outlet(name=known.name, id=known.id, rule="address") if known else None


def digest(article: Article) -> str:
    """What tells one version of an article from another: the SHA-256 of its text, not of the page around it."""
    return hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
