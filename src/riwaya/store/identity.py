"""Which article a page is: the same one again, another wording of it, or one that the library does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from riwaya.model import Article
from riwaya.store.articles import text_of
from riwaya.store.database import Library
from riwaya.store.packing import fingerprint, plain
from riwaya.store.records import Place

#: What campaign and sharing tools add to an address; the page is the same without.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref_src|igshid")
#: A page without an address that shares fewer of its words with the one of its name is another page.
#: Edits of a news text keep nine words in ten and more; two articles of one outlet share some two in ten.
ALIKE = 0.5


def page_key(article: Article) -> str:
    """What tells the page of an article from others, whatever its wording: its address, or its name."""
    return f"url:{_address(plain(article.url))}" if article.url else f"doc:{plain(article.id)}"


def article_key(page: str, number: int) -> str:
    """The key of the article in place ``number`` (from 0) of a page."""
    return f"{page}@{number + 1}" if number else page


def _address(url: str) -> str:
    """An address without ``https://``, ``www.``, its fragment, tracking parameters and last slash.

    >>> _address("https://www.News.Example/a/?utm_source=x&id=3#top")
    'news.example/a?id=3'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # records hold what somebody wrote there: [::1 is no address, and tells two articles apart
        return url.strip()
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name)]
    scheme = "" if parts.scheme in ("http", "https") else parts.scheme
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(kept), "")).removeprefix("//")


def _is_tracking(name: str) -> bool:
    return _TRACKING.fullmatch(name) is not None


def place_of(library: Library, page: Sequence[Article]) -> tuple[Place, str]:
    """What a page (its articles in order) would be in the library, and its key there.

    A page is known by its address. Without one it is known by its name, if the wording is alike: another page of the
    same name becomes ``name(2)``; the very same words under another name are the same page.
    """
    first, key = page[0], page_key(page[0])
    if first.url:
        return _known(library, page, key) or _new(library, page, key)
    if (same := _same_words(library, page)) is not None:
        return same
    for number in count(1):
        tried = key if number == 1 else f"{key}({number})"
        found = _known(library, page, tried)
        if found is None:
            return _new(library, page, tried)
        if found[0].standing == "same" or _alike(library, found[0].id, first):
            return found
    raise AssertionError("numbers do not end")


def _known(library: Library, page: Sequence[Article], key: str) -> tuple[Place, str] | None:
    row = library.row("SELECT name, document FROM articles WHERE key = ?", (key,))
    if row is None:
        return None
    keys = {article_key(key, number): fingerprint(article) for number, article in enumerate(page)}
    condition, values = library.among("key", keys)
    held: dict[str, str] = dict(library.rows(f"SELECT key, fingerprint FROM articles WHERE {condition}", (values,)))
    return Place(standing="same" if held == keys else "changed", document=row[1], id=row[0]), key


def _same_words(library: Library, page: Sequence[Article]) -> tuple[Place, str] | None:
    rows = library.rows("SELECT key FROM articles WHERE fingerprint = ? ORDER BY id", (fingerprint(page[0]),))
    found = (_known(library, page, key) for (key,) in rows if key.startswith("doc:"))
    return next((each for each in found if each is not None and each[0].standing == "same"), None)


def _new(library: Library, page: Sequence[Article], key: str) -> tuple[Place, str]:
    """A free name: statements are called after the page, so that no two pages share one."""
    first = page[0]
    for number in count(1):
        ending = "" if number == 1 else f"({number})"
        id, document = plain(first.id) + ending, plain(first.document) + ending
        taken = library.value("SELECT COUNT(*) FROM articles WHERE name = ? OR document = ?", (id, document))
        if not taken:
            return Place(standing="new", document=document, id=id), key
    raise AssertionError("numbers do not end")


def _alike(library: Library, name: str, article: Article) -> bool:
    held = text_of(library, name)
    old, new = Counter(held.split()), Counter(article.span.of(article.text).split())
    return (old & new).total() >= ALIKE * min(old.total(), new.total())
