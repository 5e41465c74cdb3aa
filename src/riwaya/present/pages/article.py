"""An article's page: its own text with every mark on it and why, its wordings, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from riwaya.arabic.changes import changes
from riwaya.model import Article, Piece, Reason, Record, Span
from riwaya.store import Library, articles
from riwaya.store.records import Card, Version

_NO_REASON = Reason(cue="", content="", speaker="")


class Fact(Record, frozen=True):
    """Something said of a mark: what (a key of the labels), its value, the rule that found it."""

    key: str
    value: str
    rule: str = ""


class Finding(Record, frozen=True):
    """A mark on the text: its layer (statement, name, time, furniture, heading), where, what it was taken for and why.

    ``parts`` are the stretches of a statement with what each is: content, cue, speaker, via, occasion.
    """

    number: int
    layer: str
    span: Span
    kind: str
    facts: tuple[Fact, ...]
    parts: tuple[tuple[str, Span], ...] = ()
    statement: str | None = None


class Compared(Record, frozen=True):
    """Two wordings of the article: their numbers, and the stretches in which they differ."""

    left: int
    right: int
    pieces: tuple[Piece, ...]


class ArticlePage(Record, frozen=True):
    """An article in one of its wordings with all that was found in it.

    ``original`` says whether the bytes that it was read from are kept; ``before`` is the text of the wording that this
    one is compared with.
    """

    card: Card
    number: int
    article: Article
    findings: tuple[Finding, ...]
    versions: tuple[Version, ...]
    original: bool
    compared: Compared | None = None
    before: str | None = None


def article_page(
    library: Library, id: str, *, version: int | None = None, against: int | None = None
) -> ArticlePage | None:
    """An article as it is or was, compared with another wording if one is named; None for an unknown one."""
    with library.snapshot():
        card = articles.card(library, id)
        number = version if version is not None else (card.version if card else 0)
        article = articles.load_version(library, id, number) if card else None
        other = articles.load_version(library, id, against) if card and against is not None else None
        if card is None or article is None or (against is not None and other is None):
            return None
        return ArticlePage(
            card=card,
            number=number,
            article=article,
            findings=tuple(findings(article)),
            versions=tuple(articles.versions(library, id)),
            original=articles.original(library, id, number) is not None,
            compared=_compared(other, article, against, number) if other and against is not None else None,
            before=other.span.of(other.text) if other else None,
        )


def _compared(old: Article, new: Article, left: int, right: int) -> Compared:
    return Compared(left=left, right=right, pieces=changes(old.span.of(old.text), new.span.of(new.text)))


def findings(article: Article) -> list[Finding]:
    """Every mark of the article in the order of the text, numbered."""
    found = [*_statements(article), *_names(article), *_times(article), *_furniture(article)]
    found.sort(key=lambda each: (each.span, each.layer))
    return [
        Finding(
            number=number,
            layer=each.layer,
            span=each.span,
            kind=each.kind,
            facts=tuple(fact for fact in each.facts if fact.value or fact.rule),
            parts=each.parts,
            statement=each.statement,
        )
        for number, each in enumerate(found, start=1)
    ]


def _names(article: Article) -> Iterator[Finding]:
    known = {each.id: each.name for each in article.people}
    for mention in article.mentions:
        role = mention.role.of(article.text) if mention.role else ""
        facts = (
            Fact(key="name", value=known.get(mention.entity, mention.entity), rule=mention.rule),
            _fact("role", role),
        )
        yield Finding(number=0, layer="name", span=mention.span, kind=mention.type, facts=facts)


def _times(article: Article) -> Iterator[Finding]:
    for time in article.times:
        facts = (
            Fact(key="when", value=time.value or "", rule=time.rule),
            _fact("basis", time.basis),
            _fact("times_conflict", time.conflict or ""),
        )
        yield Finding(number=0, layer="time", span=time.span, kind=time.type, facts=facts)


def _furniture(article: Article) -> Iterator[Finding]:
    for mark in article.furniture:
        facts = (Fact(key="furniture", value="", rule=mark.rule),)
        yield Finding(number=0, layer="furniture", span=mark.span, kind=mark.kind, facts=facts)
    for span in article.headings:
        yield Finding(number=0, layer="heading", span=span, kind="heading", facts=())


def _statements(article: Article) -> Iterator[Finding]:
    for each in article.statements:
        reason = each.reason or _NO_REASON
        parts = [("content", span) for span in each.content]
        parts += [("cue", each.cue)] if each.cue else []
        parts += [("speaker", each.speaker.span)] if each.speaker.span else []
        parts += [("via", via.span) for via in each.via]
        parts += [("occasion", each.occasion)] if each.occasion else []
        if not parts:
            continue
        facts = (
            Fact(key="speaker", value=each.speaker.name, rule=reason.speaker),
            _fact("runner_up", reason.runner_up or ""),
            Fact(key="cue", value=each.cue.of(article.text) if each.cue else "", rule=reason.cue),
            Fact(key="content", value="", rule=reason.content),
            *(_fact("via", via.name) for via in each.via),
            _fact("act", each.act),
            _fact("confidence", f"{each.confidence:.2f}"),
            _fact("denies", each.denies or ""),
        )
        yield Finding(
            number=0,
            layer="statement",
            span=min(each.content, default=min(span for _, span in parts)),
            kind=each.mode,
            facts=facts,
            parts=tuple(parts),
            statement=each.id,
        )


def _fact(key: str, value: str) -> Fact:
    return Fact(key=key, value=value)


class Run(Record, frozen=True):
    """Some words of the text and what lies over them: ``(layer or part, number of the finding)``, the widest first."""

    start: int
    words: str
    marks: tuple[tuple[str, int], ...]


class Block(Record, frozen=True):
    """A line of the page: title, heading, paragraph or furniture, in runs."""

    kind: str
    runs: tuple[Run, ...]


def blocks(article: Article, found: Sequence[Finding], *, also: Iterable[int] = ()) -> list[Block]:
    """The article's part of the page line by line, with its marks laid over it; runs also end at offsets ``also``."""
    cuts = set(also)
    marks = sorted(_marks(found), key=lambda each: (each[0].start, -each[0].stop))
    out = []
    start = article.span.start
    for line in article.span.of(article.text).splitlines(keepends=True):
        span = Span(start, start + len(line.rstrip()))
        start += len(line)
        if span.start < span.stop:
            over = [each for each in marks if each[0].overlaps(span)]
            out.append(Block(kind=_kind(article, span), runs=tuple(_runs(article.text, span, over, cuts))))
    return out


def _marks(found: Sequence[Finding]) -> Iterator[tuple[Span, str, int]]:
    for each in found:
        if each.parts:
            yield from ((span, part, each.number) for part, span in each.parts)
        elif each.layer != "heading":
            yield each.span, each.layer, each.number


def _kind(article: Article, line: Span) -> str:
    if article.title is not None and article.title.overlaps(line):
        return "title"
    if any(heading.overlaps(line) for heading in article.headings):
        return "heading"
    return "furniture" if any(mark.span.contains(line) for mark in article.furniture) else "paragraph"


def _runs(text: str, line: Span, over: Sequence[tuple[Span, str, int]], cuts: set[int]) -> Iterator[Run]:
    inside = {edge for span, _, _ in over for edge in span} | cuts
    edges = sorted({line.start, line.stop} | {edge for edge in inside if line.start < edge < line.stop})
    for start, stop in pairwise(edges):
        marks = tuple((layer, number) for span, layer, number in over if span.start <= start and stop <= span.stop)
        yield Run(start=start, words=text[start:stop], marks=marks)


def in_layers(found: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings by layer."""
    ordered = sorted(found, key=lambda each: each.layer)
    return {layer: list(group) for layer, group in groupby(ordered, key=lambda each: each.layer)}
