"""Lists of addresses, and pages of links: which of a front page's links lead to articles."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from riwaya.arabic.letters import has_arabic
from riwaya.ingest.feeds.listing import MOST_ITEMS, Item, Listing, plain
from riwaya.ingest.fetch.addresses import is_address, joined, key

#: A headline has more words than a section's name (سياسة، كرة القدم، مقالات الرأي).
FEWEST_WORDS = 4
_NUMBER = re.compile(r"\d{4,}")
#: A slug of so many words names an article.
_SLUG = re.compile(r"[^/]+(?:[-_][^/_-]+){3,}")


def address_list(text: str, address: str) -> Listing | None:
    """The addresses of a plain list, one a line, ``#`` before remarks; None when a line is anything else.

    >>> len(address_list("# two\\nhttps://example.net/1\\nhttps://example.net/2\\n", "list.txt").items)
    2
    """
    lines = [line.strip() for line in text.splitlines()]
    given = [line for line in lines if line and not line.startswith("#")][:MOST_ITEMS]
    if not given or not all(is_address(line) and " " not in line for line in given):
        return None
    return Listing(kind="list", items=tuple(Item(address=line) for line in dict.fromkeys(given)))


def page_links(text: str, address: str) -> Listing:
    """The articles that an HTML page links to on its own site, with the words of the link, each once."""
    from lxml import html

    document = html.document_fromstring(text or "<html/>", parser=html.HTMLParser(encoding="utf-8", no_network=True))
    items: dict[str, Item] = {}
    for anchor in document.iter("a"):
        whole = joined(address, anchor.get("href") or "")
        if whole is None or not _same_site(whole, address):
            continue
        title = plain(_words(anchor))
        if looks_like_article(whole, title):
            items.setdefault(key(whole), Item(address=whole, title=title))
        if len(items) >= MOST_ITEMS:
            break
    return Listing(kind="links", items=tuple(items.values()))


def _words(anchor: Any) -> str:
    return "".join(piece for piece, _ in zip(anchor.itertext(), range(50), strict=False))


def _same_site(left: str, right: str) -> bool:
    hosts = [(urlsplit(each).hostname or "").removeprefix("www.") for each in (left, right)]
    return hosts[0] == hosts[1] or hosts[0].endswith(f".{hosts[1]}")


def looks_like_article(address: str, title: str | None) -> bool:
    """True for a link in so many Arabic words whose address has a long number or a slug of several words.

    >>> looks_like_article("https://example.net/politics/2024/51234", "افتتاح سد جديد في شمال البلاد")
    True
    >>> looks_like_article("https://example.net/politics/", "أخبار السياسة")
    False
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    named = _NUMBER.search(path + "?" + parts.query) is not None or _SLUG.search(path) is not None
    return named and title is not None and has_arabic(title) and len(title.split()) >= FEWEST_WORDS
