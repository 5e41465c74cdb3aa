"""The sources on the list: those given, and the listings that listings name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from riwaya.ingest.feeds import Child, Listing
from riwaya.ingest.feeds.moments import day

#: Before an address: the page there lists articles by linking to them.
LINKS = "links:"
#: Listings inside listings: OPML → index of sitemaps → sitemap, and one for good measure.
DEEPEST = 3
#: Of an index of sitemaps so many are followed, the newest: the older ones change no more.
MOST_SITEMAPS = 50
#: In all so many listings are followed that nobody gave: somebody's OPML of every feed of a country is smaller.
MOST_FOUND = 2_000


class Source(NamedTuple):
    """A source on the list, how deep below a given one, and the stamp that its parent gave it."""

    name: str
    depth: int = 0
    stamp: str | None = None

    @property
    def address(self) -> str:
        """Its web address."""
        return self.name.removeprefix(LINKS)

    @property
    def links(self) -> bool:
        """True for a page whose links are followed."""
        return self.name.startswith(LINKS)


class Roster:
    """Who is on the list."""

    def __init__(self, names: Iterable[str]) -> None:
        self._sources = {name: Source(name) for name in names}
        self._given = len(self._sources)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._sources.values())

    def below(self, parent: Source, found: Listing) -> list[Source]:
        """Put the listings that ``found`` names on the list: those that are new or, by their stamp, changed."""
        children = found.children
        if found.kind == "sitemap-index":
            children = tuple(sorted(children, key=_day, reverse=True)[:MOST_SITEMAPS])
        return [source for child in children if (source := self._admitted(parent, child)) is not None]

    def _admitted(self, parent: Source, child: Child) -> Source | None:
        known = self._sources.get(child.address)
        if known is None and len(self._sources) - self._given < MOST_FOUND:
            known = Source(child.address, parent.depth + 1, child.stamp)
        elif known is not None and known.depth and child.stamp not in (None, known.stamp):
            known = known._replace(stamp=child.stamp)
        else:
            return None
        self._sources[child.address] = known
        return known


def _day(child: Child) -> str:
    return day(child.stamp) or ""
