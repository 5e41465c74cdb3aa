"""One entry of a feed or sitemap → an item: which of its many links and dates are meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from riwaya.ingest.feeds.listing import LONGEST_TITLE, Child, Item, plain
from riwaya.ingest.feeds.moments import moment
from riwaya.ingest.fetch.addresses import is_address, joined

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
#: Elements that say when, the best first; Dublin Core and Atom names, and those of news sitemaps.
_PUBLISHED = ("pubdate", "published", "publication_date", "issued", "date", "created")
_CHANGED = ("updated", "modified", "lastmod")
#: Elements that hold the article's own address where ``link`` leads through a counter of clicks.
_ORIGINAL = ("origlink",)


def item_of(entry: Any, address: str) -> Item | None:
    """The item of an ``item``, ``entry`` or ``url`` element in the document at ``address``; None without an address."""
    found = _first_of_each(entry)
    link = _link(entry, found)
    whole = joined(_base(entry, address), link) if link else None
    if whole is None:
        return None
    changed = next((text for name in _CHANGED if (text := text_of(found.get(name)))), None)
    stated = next((value for name in _PUBLISHED if (value := moment(text_of(found.get(name))))), None)
    return Item(
        address=whole,
        title=plain(text_of(found.get("title"))),
        published=stated,
        source=_source(found),
        stamp=_short(changed),
    )


def child_of(entry: Any, address: str) -> Child | None:
    """The sitemap that a ``sitemap`` element of an index names."""
    found = _first_of_each(entry)
    whole = joined(address, text_of(found.get("loc")) or "")
    return None if whole is None else Child(address=whole, stamp=_short(text_of(found.get("lastmod"))))


def outline_of(element: Any, address: str) -> Child | None:
    """The feed that an ``outline`` of OPML names."""
    named = {name.lower(): value for name, value in element.attrib.items()}
    link = named.get("xmlurl") or (named.get("url") if named.get("type", "").lower() in ("rss", "include") else None)
    whole = joined(address, link) if link else None
    return None if whole is None else Child(address=whole, title=plain(named.get("title") or named.get("text")))


def text_of(element: Any) -> str | None:
    """All the text inside an element, one after the other; None where there is none."""
    if element is None:
        return None
    pieces, length = [], 0
    for piece in element.itertext(with_tail=False):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_TITLE * 10:
            break
    return "".join(pieces).strip() or None


def _first_of_each(entry: Any) -> dict[str, Any]:
    """Local name in lower case → the first element below ``entry`` so called; one level of news extension included."""
    found: dict[str, Any] = {}
    for element in _near(entry):
        found.setdefault(_local(element), element)
    return found


def _near(entry: Any) -> Iterator[Any]:
    for element in entry:
        if isinstance(element.tag, str):
            yield element
            if _local(element) in ("news", "publication"):
                yield from _near(element)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _link(entry: Any, found: dict[str, Any]) -> str | None:
    for name in (*_ORIGINAL, "loc"):
        if (text := text_of(found.get(name))) is not None:
            return text
    return _rss_link(entry) or _atom_link(entry) or _permalink(found) or entry.get(_ABOUT)


def _rss_link(entry: Any) -> str | None:
    return next((text for link in _links(entry) if link.get("href") is None and (text := text_of(link))), None)


def _atom_link(entry: Any) -> str | None:
    """The first ``alternate`` link, one of HTML before others; a link without ``rel`` is one."""
    alternate = [link for link in _links(entry) if link.get("href") and link.get("rel", "alternate") == "alternate"]
    alternate.sort(key=lambda link: "html" not in link.get("type", "html"))
    return alternate[0].get("href") if alternate else None


def _links(entry: Any) -> list[Any]:
    return [element for element in entry if isinstance(element.tag, str) and _local(element) == "link"]


def _permalink(found: dict[str, Any]) -> str | None:
    guid = found.get("guid", found.get("id"))
    text = text_of(guid)
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() != "false"
    return text if text and permanent and is_address(text) else None


def _source(found: dict[str, Any]) -> str | None:
    """Whom the entry names as its source: RSS's ``source``, the publication of a news sitemap."""
    source = found.get("source")
    if source is not None and len(source):
        source = _first_of_each(source).get("title")
    return plain(text_of(source)) or plain(text_of(found.get("name")))


def _base(entry: Any, address: str) -> str:
    """What relative links are relative to: every ``xml:base`` above, the outermost first."""
    bases = [above.get(_BASE) for above in (entry, *entry.iterancestors()) if above.get(_BASE)]
    base = address
    for found in reversed(bases):
        try:
            base = urljoin(base, found)
        except ValueError:
            continue
    return base


def _short(text: str | None) -> str | None:
    return text[:LONGEST_TITLE] if text else None
