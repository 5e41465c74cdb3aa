"""Feeds, sitemaps and OPML by lxml, without entities, without the network, without a tree of the whole."""

from __future__ import annotations

import html.entities
import io
import re
from collections.abc import Iterator
from typing import Any, Literal

from riwaya.ingest import problems
from riwaya.ingest.feeds.entries import child_of, item_of, outline_of, text_of
from riwaya.ingest.feeds.listing import MOST_ITEMS, Child, Item, Kind, Listing, plain
from riwaya.model import Problem

#: Root element → what it begins.
ROOTS: dict[str, Kind] = {
    **dict.fromkeys(("rss", "rdf", "channel"), "rss"),
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": "sitemap-index",
    "opml": "opml",
}
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
#: Where a document type ends, if it declares nothing: feeds of RSS 0.91 name one.
HARMLESS = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
#: Characters that XML 1.0 has no place for, and that feeds hold all the same.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
#: Nesting at which libxml2 stops, where no feed has more than ten.
DEEPEST = 100


def listing(text: str, name: str, address: str) -> Listing | Problem:
    """The listing in an XML document whose root is called ``name``."""
    if _declares_entities(text):
        return problems.declares_entities(address)
    reader = _Reader(ROOTS[name], address)
    try:
        reader.read(mended(text))
    except _TooDeepError:
        return problems.nested_too_deep(address, DEEPEST)
    if not reader.items and not reader.children and reader.broken:
        return problems.broken_xml(address, reader.broken)
    return reader.listing()


def _declares_entities(text: str) -> bool:
    """True for a document type that declares anything: nothing that lists news needs that, and bombs do."""
    return any(HARMLESS.match(text, match.start()) is None for match in DOCTYPE.finditer(text))


def mended(text: str) -> bytes:
    """UTF-8 without a declaration or document type, with HTML's named characters as themselves.

    >>> mended('<?xml version="1.0" encoding="x"?><a>&nbsp;&amp;&laquo;</a>').decode()
    '<a>\\xa0&amp;«</a>'
    """
    bare = HARMLESS.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \r\n\t"), count=1), count=1)
    return _NAMED.sub(_character, _ILLEGAL.sub("", bare)).encode("utf-8", "replace")


def _character(match: re.Match[str]) -> str:
    found = None if match[1] in _OF_XML else html.entities.html5.get(f"{match[1]};")
    return found if found is not None else match[0]


class _TooDeepError(Exception):
    """More elements inside one another than any feed has."""


class _Reader:
    """Collects what the elements say, and drops each when it ends, so that memory holds one entry at a time."""

    def __init__(self, kind: Kind, address: str) -> None:
        self.kind, self.address = kind, address
        self.items: list[Item] = []
        self.children: list[Child] = []
        self.broken = ""
        self._title: str | None = None
        self._full = False

    def listing(self) -> Listing:
        """What was read, with notes on what was not."""
        notes = [problems.broken_xml_note(self.broken)] if self.broken else []
        notes += [problems.too_many_note(MOST_ITEMS)] if self._full else []
        return Listing(
            kind=self.kind,
            title=self._title,
            items=tuple(self.items),
            children=tuple(self.children),
            notes=tuple(notes),
        )

    def read(self, data: bytes) -> None:
        """Read the whole document, or as far as it makes sense."""
        depth, inside = 0, 0
        for event, element in self._events(data):
            name = _local(element)
            if event == "start":
                depth += 1
                inside += name in _ENTRIES
                if depth > DEEPEST:
                    raise _TooDeepError
                self._begun(name, element)
            else:
                depth -= 1
                inside -= name in _ENTRIES
                self._ended(name, element, inside)
                if self._full:
                    return

    def _events(self, data: bytes) -> Iterator[tuple[Literal["start", "end"], Any]]:
        # Imported here: only feeds need it.
        from lxml import etree

        events = etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from events
        except etree.XMLSyntaxError as error:
            self.broken = str(error)
        else:
            self.broken = events.error_log[0].message if len(events.error_log) else ""

    def _begun(self, name: str, element: Any) -> None:
        if name == "outline" and self.kind == "opml" and (child := outline_of(element, self.address)) is not None:
            self._add(child)

    def _ended(self, name: str, element: Any, inside: int) -> None:
        if name in _ENTRIES:
            read = child_of if name == "sitemap" else item_of
            if (found := read(element, self.address)) is not None:
                self._add(found)
        elif name == "title" and not inside and self._title is None:
            self._title = plain(text_of(element))
        if not inside:
            _drop(element)

    def _add(self, found: Item | Child) -> None:
        if isinstance(found, Item):
            self.items.append(found)
        else:
            self.children.append(found)
        self._full = len(self.items) + len(self.children) >= MOST_ITEMS


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _drop(element: Any) -> None:
    """Forget an element and those before it: the tree would hold them all."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
