"""What a listing says: items that are articles, and listings below it."""

from __future__ import annotations

import html
import re
from typing import Literal

from riwaya.model import Record

Kind = Literal["rss", "atom", "sitemap", "sitemap-index", "opml", "list", "links", "page"]

#: The protocol of sitemaps allows so many addresses a file; no feed comes near.
MOST_ITEMS = 50_000
#: A headline longer than this is a whole article in the wrong place.
LONGEST_TITLE = 500
_TAG = re.compile(r"<[^<>]{0,500}>")


class Item(Record, frozen=True):
    """One article that a listing names. Times are ISO 8601 with the precision stated.

    ``stamp`` is whatever the listing says of the last change: when it differs, the article was edited.
    """

    address: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    stamp: str | None = None


class Child(Record, frozen=True):
    """A listing that a listing names: a sitemap of an index, a feed of an OPML file."""

    address: str
    title: str | None = None
    stamp: str | None = None


class Listing(Record, frozen=True):
    """What was read: ``notes`` say what was wrong and mended (English with Arabic)."""

    kind: Kind
    title: str | None = None
    items: tuple[Item, ...] = ()
    children: tuple[Child, ...] = ()
    notes: tuple[str, ...] = ()


def plain(text: str | None) -> str | None:
    """The words of a title that may be escaped HTML; None when nothing is left.

    >>> plain("خبر &lt;b&gt;عاجل&lt;/b&gt;\\n")
    'خبر عاجل'
    """
    if text is None:
        return None
    # twice: feeds escape what was escaped already, and tags appear only then
    bare = html.unescape(_TAG.sub("", html.unescape(text[: LONGEST_TITLE * 4])))
    return " ".join(bare.split())[:LONGEST_TITLE] or None
