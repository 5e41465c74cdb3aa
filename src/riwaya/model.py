"""The nouns of Riwaya: frozen records that every room shares and that import nothing of ours.

Spans are half-open ``[start, stop)`` offsets in characters (code points) of the article's source text,
which is never edited. The JSON names are those of the output contract (``docs/data-model.md``).
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, Self, TypeVar

import msgspec

Mode = Literal["direct", "mixed", "indirect"]
Basis = Literal["stated", "metadata", "inferred"]
EntityType = Literal["PER", "LOC", "ORG"]
Relation = Literal["identical", "reworded", "paraphrase", "partial", "conflicting"]
TimeBasis = Literal["stated", "relative-to-publication", "relative-to-text", "vague"]


class Span(NamedTuple):
    """A stretch ``[start, stop)`` of a source text, in characters."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The characters of ``text`` inside the span.

        >>> Span(0, 4).of("رواية")
        'رواي'
        """
        return text[self.start : self.stop]

    def contains(self, other: tuple[int, int]) -> bool:
        """True when ``other`` lies wholly inside."""
        return self.start <= other[0] and other[1] <= self.stop

    def overlaps(self, other: tuple[int, int]) -> bool:
        """True when the two share at least one character."""
        return self.start < other[1] and other[0] < self.stop


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of all records: immutable, compared by value, JSON both ways."""

    def to_json(self) -> bytes:
        """The record as UTF-8 JSON."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """The record that ``to_json`` wrote; raises ``msgspec.ValidationError`` on another shape."""
        return msgspec.json.decode(data, type=cls)


R = TypeVar("R", bound=Record)


def replace(record: R, /, **changes: Any) -> R:
    """A copy of ``record`` with some fields changed."""
    return msgspec.structs.replace(record, **changes)


class Mark(Record, frozen=True):
    """A stretch of the page that is not the article's own prose, with its kind and the rule that found it.

    Kinds: subscribe, social, advert, related-heading, related-headline, related-link, heading, repeated-title,
    caption, desk, disclaimer, editor-initials, app-promo, share, navigation, separator, dateline, credit, date-line,
    byline, teaser.
    Headings inside the body are marked in ``Article.headings`` instead: they belong to the article.
    """

    span: Span
    kind: str
    rule: str


class Outlet(Record, frozen=True):
    """Who published the article; ``span`` is null when it comes from metadata; ``rule`` tells how it was found."""

    name: str
    id: str | None = None
    span: Span | None = None
    rule: str = ""


class Published(Record, frozen=True):
    """Publication time: ISO 8601 with the precision the page states (``XXXX-06-19`` when no year is given)."""

    value: str
    span: Span | None = None
    basis: Basis = "stated"
    rule: str = ""


class Dateline(Record, frozen=True):
    """Where the report was filed (``موسكو-سانا``)."""

    span: Span
    place: str | None = None


class Byline(Record, frozen=True):
    """The author line; ``span`` is null when it comes from metadata."""

    name: str
    span: Span | None = None


class Credit(Record, frozen=True):
    """Whom the outlet credits for the report, with a role: agency, newspaper, broadcaster, other-outlet, photo …"""

    span: Span
    name: str
    role: str


class Mention(Record, frozen=True):
    """One mention of a named person, place or organisation; ``role`` is the title beside the name."""

    span: Span
    type: EntityType
    entity: str
    role: Span | None = None
    rule: str = ""


class Entity(Record, frozen=True):
    """Whom the mentions of one article name: fullest name, the titles it was given, every spelling met.

    ``country`` is the ISO 3166-1 code of the state that a place is or lies in, or to which a body belongs by its name.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None


class TimeExpression(Record, frozen=True):
    """A time with a TIMEX3-like value; ``value`` is null when the page alone does not say."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    basis: TimeBasis = "stated"
    rule: str = ""
    conflict: str | None = None


class Speaker(Record, frozen=True):
    """The source of a statement: mention nearest the cue, fullest name in the article, entity id when named."""

    name: str
    span: Span | None = None
    entity: str | None = None


class Via(Record, frozen=True):
    """One hand through which the words passed on their way to this outlet."""

    span: Span
    name: str
    role: str


class Reason(Record, frozen=True):
    """Which rule found each part of a statement, and who came second as its speaker."""

    cue: str
    content: str
    speaker: str
    runner_up: str | None = None


class Statement(Record, frozen=True):
    """A place where the article reports that a source communicated something: source, cue, content."""

    id: str
    speaker: Speaker
    cue: Span | None
    content: tuple[Span, ...]
    mode: Mode
    act: str
    via: tuple[Via, ...] = ()
    occasion: Span | None = None
    denies: str | None = None
    confidence: float = 0.5
    reason: Reason | None = None


class Article(Record, frozen=True):
    """One article on the untouched source text of its document, with the layers found so far.

    ``document`` is the file name or the record's id, ``id`` the same without ``.txt`` or ``.html``, with ``@2``, ``@3``
    on the later articles of one page. No two documents of one ``read`` share a name: a second file of one name goes by
    its path below the given folder (``b/page.txt``), by more of its path where that is taken too, and a record that
    repeats an id by file and line (``feed.jsonl:7``). ``text`` is the whole source text, which several articles of one
    page share; ``span`` is this article's part of it.
    """

    document: str
    id: str
    text: str
    span: Span
    url: str | None = None
    outlet: Outlet | None = None
    title: Span | None = None
    published: Published | None = None
    dateline: Dateline | None = None
    byline: Byline | None = None
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Mark, ...] = ()
    headings: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = msgspec.field(default=(), name="entities")
    people: tuple[Entity, ...] = msgspec.field(default=(), name="entity_records")
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()


class Problem(Record, frozen=True):
    """Something that could not be read: where, why, and what to do. Problems are values; the rest goes on."""

    path: str
    reason: str
    advice: str = ""
    line: int | None = None
    byte: int | None = None

    def __str__(self) -> str:
        where = self.path
        where += f":{self.line}" if self.line is not None else ""
        where += f" (byte {self.byte})" if self.byte is not None else ""
        return f"{where}: {self.reason}" + (f" — {self.advice}" if self.advice else "")


class Piece(Record, frozen=True):
    """One step of a word-level comparison of two tellings: what the left says, what the right says instead.

    ``op``: same, changed, left-only, right-only, moved. Spans point into each telling's own source text.
    """

    op: Literal["same", "changed", "left-only", "right-only", "moved"]
    left: Span | None
    right: Span | None


class Difference(Record, frozen=True):
    """How two tellings of one utterance differ, word by word."""

    left: str
    right: str
    pieces: tuple[Piece, ...]


class Evidence(Record, frozen=True):
    """Why two statements were linked: score in 0..1 and what it is made of."""

    left: str
    right: str
    score: float
    parts: dict[str, float]


class GroupSpeaker(Record, frozen=True):
    """The speaker of an utterance over all its tellings."""

    name: str
    entity: str | None = None


class Term(Record, frozen=True):
    """Words by which one telling calls something: a span of the text that the statement is in."""

    statement: str
    span: Span


class UtteranceGroup(Record, frozen=True):
    """Every rendering of one utterance across the articles of a story.

    ``relation`` maps ``left~right`` statement ids to how the two tellings relate; ``omitted_by`` names outlets (or
    documents, where the outlet is unknown) that cover the story at the same time or later and do not carry it. Each of
    ``terms`` is what the tellings call one thing, found by alignment: other words between the same words.
    """

    id: str
    speaker: GroupSpeaker
    statements: tuple[str, ...]
    earliest: str
    relation: dict[str, Relation] = {}
    outlets: tuple[str, ...] = ()
    omitted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    terms: tuple[tuple[Term, ...], ...] = ()


class TimelineEntry(Record, frozen=True):
    """Something placed in time, with the statements or articles that say so.

    ``conflicts`` are the days on which other articles put the same.
    """

    when: str
    what: str
    evidence: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


class Named(Record, frozen=True):
    """A person or place of a story: the fullest name, the id, and how many of the story's articles name it."""

    name: str
    entity: str
    articles: int


class Story(Record, frozen=True):
    """The articles of one event or development and what links them.

    ``outlets`` stand in the order in which they came; ``people`` and ``places`` are those named by most articles.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    groups: tuple[UtteranceGroup, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    inferred_dates: dict[str, Published] = {}
    outlets: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()


class Thread(Record, frozen=True):
    """Stories of one matter over weeks, by their ids in order of time; titled as the one told most."""

    id: str
    title: str
    stories: tuple[str, ...]
    first: str | None = None
    last: str | None = None


class Comparison(Record, frozen=True):
    """What ``riwaya compare`` answers: stories in the order of their first article, and the threads they form."""

    stories: tuple[Story, ...]
    threads: tuple[Thread, ...] = ()
