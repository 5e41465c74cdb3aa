"""Bytes of whatever a source answers → a listing, or a page, or what is wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

from riwaya.ingest import problems
from riwaya.ingest.decode import Decoded, declared_inside, decode, encoded_twice, misdeclared
from riwaya.ingest.feeds import xml
from riwaya.ingest.feeds.links import address_list, page_links
from riwaya.ingest.feeds.listing import Listing
from riwaya.ingest.fetch.unpack import GZIP_MAGIC, DamagedError, unpacked
from riwaya.model import Problem, replace

#: As for what comes packed over HTTP: a sitemap above this is refused.
LARGEST = 20_000_000
#: What may stand before the first element, and how it ends.
_ENDS = {"<?": "?>", "<!--": "-->"}
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z]+)")
#: Enough of a document, behind what stands before it, to tell what it is.
_HEAD = 20_000
#: Text of which so much is well-formed UTF-8 is UTF-8 with an accident: one character in a feed of fifty items.
_MOSTLY = 0.99


class Page(NamedTuple):
    """Not a listing but a page: its text, and how it was mended."""

    text: str
    notes: tuple[str, ...] = ()


def read_listing(
    data: bytes, *, address: str, charset: str | None = None, follow_links: bool = False
) -> Listing | Page | Problem:
    """The listing in ``data``, which came from ``address`` with the declared ``charset``.

    HTML is a ``Page``, or with ``follow_links`` the list of the articles it links to.
    """
    try:
        data = _unpacked(data)
    except DamagedError as error:
        return problems.damaged(address, str(error))
    except OverflowError:
        return problems.unpacks_too_large(address, LARGEST)
    if not data.strip():
        return problems.empty(address)
    found = _decoded(data, address, charset)
    if isinstance(found, Page) and not found.text.strip():
        return problems.empty(address)
    return found if isinstance(found, Problem) else _told(found, address, follow_links)


def _told(page: Page, address: str, follow_links: bool) -> Listing | Page | Problem:
    name = root(page.text)
    if name in xml.ROOTS:
        found = xml.listing(page.text, name, address)
    elif name is None and (listed := address_list(page.text, address)) is not None:
        found = listed
    elif follow_links:
        found = page_links(page.text, address)
    else:
        return page
    return found if isinstance(found, Problem) else replace(found, notes=page.notes + found.notes)


def root(text: str) -> str | None:
    """The first element of a document, in lower case, without its prefix; None where there is none.

    >>> root('<?xml version="1.0"?><!-- x --><rdf:RDF>'), root("https://example.net/a")
    ('rdf', None)
    """
    start = _prologue(text)
    match = _ROOT.match(text, start)
    if match is None and xml.DOCTYPE.match(text, start):
        match = next((m for m in _ROOT.finditer(text, start, start + _HEAD) if m[1].lower() in xml.ROOTS), None)
    return match[1].lower() if match else None


def _prologue(text: str) -> int:
    """Where declarations and comments end and the document itself begins."""
    position = 0
    while True:
        position += len(text[position : position + _HEAD]) - len(text[position : position + _HEAD].lstrip())
        harmless = xml.HARMLESS.match(text, position)
        end = next((end for begin, end in _ENDS.items() if text.startswith(begin, position)), None)
        found = text.find(end, position) if end is not None else -1
        if harmless is not None:
            position = harmless.end()
        elif end is not None and found >= 0:
            position = found + len(end)
        else:
            return position


def _unpacked(data: bytes) -> bytes:
    """A sitemap may be packed as a file (``.xml.gz``), whatever HTTP does on top of that."""
    if not data.startswith(GZIP_MAGIC):
        return data
    out = bytearray()
    for piece in unpacked([data], "gzip"):
        out += piece
        if len(out) > LARGEST:
            raise OverflowError
    return bytes(out)


def _decoded(data: bytes, address: str, charset: str | None) -> Page | Problem:
    """The text, mended where that loses nothing but a broken character, with a note."""
    found, declared = decode(data, declared=charset), charset or declared_inside(data)
    if isinstance(found, Decoded) and (mended := encoded_twice(found.text)) is not None:
        return Page(mended, (problems.encoded_twice_note(),))
    if isinstance(found, Decoded):
        wrong = declared is not None and not data.isascii() and misdeclared(found.encoding, declared)
        return Page(found.text, (problems.misdeclared_note(str(declared), found.encoding),) if wrong else ())
    if found.reason == "binary":
        return problems.binary(address, found.byte)
    if found.reason != "UTF-8" or len(data.decode("utf-8", "ignore").encode()) < len(data) * _MOSTLY:
        return problems.undecodable(address, found.byte, found.reason)
    return Page(data.decode("utf-8", "replace"), (problems.replaced_note(found.byte),))
