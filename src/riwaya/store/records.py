"""What goes into a library and what comes out of it, as frozen records."""

from __future__ import annotations

from typing import Literal

import msgspec

from riwaya.model import Article, EntityType, Piece, Record, Span

#: What a page would be in the library: not there yet, there as it is, there in another wording.
Standing = Literal["new", "same", "changed"]


class Makers(Record, frozen=True):
    """The versions of what made the things that are stored: annotation, search terms, vectors, links."""

    annotate: str
    terms: str
    vectors: str
    link: str


class Place(Record, frozen=True):
    """What a page would be in the library, and the document name and id that it goes by there."""

    standing: Standing
    document: str
    id: str


class Source(Record, frozen=True):
    """One hand that the words passed through: its name, the key it is found by, its role."""

    name: str
    key: str
    role: str


class StatementEntry(Record, frozen=True):
    """What a statement is found by: terms of its content and its speaker, sources, what it means (float16)."""

    root: tuple[str, ...]
    base: tuple[str, ...]
    exact: tuple[str, ...]
    speaker: tuple[str, ...]
    speaker_key: str
    sources: tuple[Source, ...] = ()
    vector: bytes = b""


class ArticleEntry(Record, frozen=True):
    """An annotated article with everything that it is to be found by.

    ``key`` says which article it is whatever its wording, ``entity_keys`` maps the ids of its entities to the keys of
    their names, ``original`` are the bytes it was read from where they are at hand.
    """

    article: Article
    key: str
    outlet_key: str
    title: tuple[str, ...]
    lead: tuple[str, ...]
    root: tuple[str, ...]
    base: tuple[str, ...]
    exact: tuple[str, ...]
    statements: tuple[StatementEntry, ...]
    entity_keys: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    vector: bytes = b""
    changes: tuple[Piece, ...] = ()
    original: bytes | None = None
    media: str | None = None


class Saved(Record, frozen=True):
    """One article that the library holds now, and what saving it did."""

    id: str
    standing: Standing
    version: int
    statements: int


class Version(Record, frozen=True):
    """One wording of an article: when it was kept, what made its annotation, how it differs from the one before."""

    number: int
    kept: str
    maker: str
    changes: tuple[Piece, ...] = ()


class Card(Record, frozen=True):
    """An article in a list; ``inferred`` where only its story supplies the date."""

    id: str
    outlet: str
    title: str
    published: str | None
    day: str | None
    inferred: bool
    url: str | None
    version: int
    story: str | None = None


class StoryCard(Record, frozen=True):
    """A story in a list."""

    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    outlets: tuple[str, ...]
    utterances: int


class Named(Record, frozen=True):
    """A person, body or place of the library: id, type, the names it goes by with their counts, articles."""

    id: str
    type: EntityType
    names: dict[str, int]
    articles: int


class Held(Record, frozen=True):
    """A title that an entity was given: in which words, from when to when, in how many articles."""

    role: str
    first: str | None
    last: str | None
    articles: int


#: What a judgement says: see there.
Verdict = Literal["same", "different", "speaker", "same-story", "other-story"]


class Judgement(Record, frozen=True):
    """What a person decided about statements, for ever: it is kept by their words' places, not by their numbers.

    ``same`` and ``different`` speak of two statements, ``speaker`` says who really said the first one (an empty name:
    nobody known). ``same-story`` and ``other-story`` speak of two articles, each anchored at its title.
    """

    kind: Verdict
    left: Anchor
    right: Anchor | None = None
    speaker: str | None = None
    who: str = ""
    made: str = ""
    note: str = ""
    id: int | None = None


class Anchor(Record, frozen=True):
    """A stretch of an article by which a statement is found again after its numbers have changed."""

    article: str
    span: Span
    words: str


class Fault(Record, frozen=True):
    """Something that ``check`` found: what kind, where, how many."""

    kind: str
    what: str
    count: int
