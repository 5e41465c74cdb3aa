"""What a fetch answers: the bytes, that nothing changed, or why there is nothing; and what it may ask for."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.model import Problem, Record


class Validators(Record, frozen=True):
    """What a server gave to ask later whether its answer is still the same."""

    etag: str | None = None
    modified: str | None = None


class Fetched(Record, frozen=True):
    """The answer to a request, unpacked: where it was found in the end, through which redirects, and as what."""

    asked: str
    address: str
    body: bytes
    content_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    redirects: tuple[str, ...] = ()


class Unchanged(Record, frozen=True):
    """The server says that what we have is still the same (304)."""

    asked: str


class Refused(Record, frozen=True):
    """Why nothing came: ``code`` for programs, ``problem`` for people.

    ``transient`` says that a later attempt may succeed, ``wait`` (seconds) how long the server asks to be left alone.
    """

    code: str
    problem: Problem
    transient: bool = False
    wait: float | None = None


Answer = Fetched | Unchanged | Refused


class RefusalError(Exception):
    """Carries a ``Refused`` from the depth of a request to its edge, where it becomes a value."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused.problem))
        self.refused = refused


class Want(NamedTuple):
    """What a request asks for: media types, the most bytes after unpacking, and whether a longer answer may be cut."""

    types: frozenset[str]
    largest: int
    cut: bool = False

    def accepts(self, content_type: str) -> bool:
        """True for a wanted type, and for answers that name none: their bytes are looked at later."""
        return not content_type or content_type in self.types or (content_type.endswith("+xml") and self.xml)

    @property
    def xml(self) -> bool:
        """True when any kind of XML will do."""
        return "application/xml" in self.types


_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_LISTINGS = frozenset(
    {"application/xml", "text/xml", "text/x-opml", "application/gzip", "application/x-gzip", "application/octet-stream"}
)
#: An article's page: the longest real ones, scripts and all, stay under 3 MB.
PAGE = Want(_PAGES, 5_000_000)
#: A feed, sitemap or list: the protocol of sitemaps allows 50 MB, but a megabyte of XML becomes several in memory, and
#: news sitemaps (at most 1,000 addresses) are far below this.
LISTING = Want(_PAGES | _LISTINGS, 20_000_000)
#: RFC 9309: at least 500 KiB of a robots.txt must be read; what follows may be left.
ROBOTS = Want(_PAGES | _LISTINGS | {"text/robots"}, 512_000, cut=True)
