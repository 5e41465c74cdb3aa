"""What the faces ask of articles and stories: who told it, when, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import WORD, tokens
from riwaya.model import Article, Difference, Published, Span, Statement, Story, TimeExpression, UtteranceGroup

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?([+-]\d\d:?\d\d|Z)?")


class Telling(NamedTuple):
    """One outlet's rendering of an utterance, and how it relates to the telling ``beside`` it (the id of another).

    Spans of ``changed`` and ``moved`` point into this article's text; ``missing`` are words of the telling beside that
    this one leaves out, as spans of that one's article.
    """

    article: Article
    statement: Statement
    beside: str | None = None
    relation: str | None = None
    changed: tuple[Span, ...] = ()
    moved: tuple[Span, ...] = ()
    missing: tuple[Span, ...] = ()


class Desk:
    """Articles at hand: every statement by its id, with the article that tells it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = {article.id: article for article in articles}
        self.documents = {article.document: article for article in reversed(self.articles.values())}
        self.statements = {
            statement.id: (article, statement) for article in self.articles.values() for statement in article.statements
        }

    def of(self, story: Story) -> list[Article]:
        """The articles of ``story`` that are at hand, in its order."""
        return [self.articles[name] for name in story.articles if name in self.articles]

    def outlet_of(self, name: str) -> str:
        """What an outlet is shown by; ``link`` names a document where it knows no outlet."""
        article = self.articles.get(name) or self.documents.get(name)
        return name if article is None else outlet_name(article)

    def tellings(self, group: UtteranceGroup) -> list[Telling]:
        """The group's tellings, the earliest first; every other one stands beside an earlier one."""
        ids = sorted(group.statements, key=lambda name: name != group.earliest)
        return [self._telling(group, name, ids[:place]) for place, name in enumerate(ids) if name in self.statements]

    def _telling(self, group: UtteranceGroup, name: str, before: list[str]) -> Telling:
        article, statement = self.statements[name]
        same = next((other for other in before if relation_of(group, other, name) == "identical"), None)
        difference = difference_of(group, name, before)
        if same is not None or difference is None:
            beside = same or (before[0] if before else None)
            return Telling(article, statement, beside, beside and relation_of(group, beside, name))
        left = difference.left == name
        beside = difference.right if left else difference.left
        return Telling(
            article,
            statement,
            beside,
            relation_of(group, beside, name),
            changed=tuple(_side(difference, {"changed", "left-only" if left else "right-only"}, left=left)),
            moved=tuple(_side(difference, {"moved"}, left=left)),
            missing=self._left_out(
                _side(difference, {"right-only" if left else "left-only"}, left=not left), beside, name
            ),
        )

    def _left_out(self, spans: Iterable[Span], beside: str, name: str) -> tuple[Span, ...]:
        """Those of ``spans`` that hold a word which the telling ``name`` has nowhere; what only moved is there."""
        article, statement = self.statements[name]
        known = {word for span in statement.content for word in _skeletons(span.of(article.text))}
        other = self.statements.get(beside)
        if other is None:
            return tuple(spans)
        return tuple(span for span in spans if not _skeletons(span.of(other[0].text)) <= known)


def _skeletons(text: str) -> set[str]:
    """The words of a text by which forms of one word are one."""
    return {skeleton(token.norm) for token in tokens(text) if token.kind == WORD}


def difference_of(group: UtteranceGroup, name: str, before: list[str]) -> Difference | None:
    """The word-level comparison of ``name`` with one of the tellings ``before`` it."""
    pairs = ((each, {each.left, each.right} - {name}) for each in group.differences if name in (each.left, each.right))
    return next((each for each, others in pairs if others <= set(before)), None)


def relation_of(group: UtteranceGroup, one: str, other: str) -> str | None:
    """How two tellings of the group relate, whichever the group names first."""
    return group.relation.get(f"{one}~{other}") or group.relation.get(f"{other}~{one}")


def _side(difference: Difference, wanted: set[str], *, left: bool) -> Iterator[Span]:
    for piece in difference.pieces:
        span = piece.left if left else piece.right
        if piece.op in wanted and span is not None:
            yield span


def outlet_name(article: Article) -> str:
    """Who published the article, or the name of its document when no one says."""
    return article.outlet.name if article.outlet is not None else article.id


def published(article: Article, story: Story | None = None) -> Published | None:
    """When the article was published: as it states, or as its story supplies."""
    if story is not None and article.id in story.inferred_dates:
        return story.inferred_dates[article.id]
    return article.published


def outlets_of(articles: Iterable[Article]) -> list[str]:
    """The outlets' names, each once, in order."""
    return list(dict.fromkeys(map(outlet_name, articles)))


def by_speaker(groups: Iterable[UtteranceGroup]) -> dict[str, list[UtteranceGroup]]:
    """Groups under their speaker's name, speakers in order of their first group."""
    found: dict[str, tuple[str, list[UtteranceGroup]]] = {}
    for group in groups:
        key = group.speaker.entity or group.speaker.name
        found.setdefault(key, (group.speaker.name, []))[1].append(group)
    merged: dict[str, list[UtteranceGroup]] = {}
    for name, under in found.values():
        merged.setdefault(name, []).extend(under)
    return merged


def conflicts(group: UtteranceGroup) -> list[tuple[str, str]]:
    """The pairs of statement ids whose tellings contradict each other."""
    pairs = (pair.partition("~") for pair, relation in group.relation.items() if relation == "conflicting")
    return [(left, right) for left, _, right in pairs]


def contested(group: UtteranceGroup) -> bool:
    """True when tellings of the utterance conflict or somebody denies it."""
    return bool(group.denied_by) or "conflicting" in group.relation.values()


def said_at(article: Article, statement: Statement) -> TimeExpression | None:
    """The calendar day that the report gives for the speaking: in its occasion, else in the reporting clause.

    A time inside a content is part of what somebody said, not of when; a season or a span of days is no day.
    """
    places = [place for place in (statement.occasion, reporting_clause(article, statement)) if place is not None]
    contents = [span for other in article.statements for span in other.content]
    days = [time for time in article.times if time.value is not None and _DAY.match(time.value)]
    for place in places:
        for time in days:
            if place.contains(time.span) and not any(span.overlaps(time.span) for span in contents):
                return time
    return None


def reporting_clause(article: Article, statement: Statement) -> Span | None:
    """The stretch of the cue's sentence that belongs to this statement's reporting, between its neighbours' words."""
    cue = statement.cue
    around = next((span for span in article.sentences if cue is not None and span.overlaps(cue)), None)
    if cue is None or around is None:
        return None
    others = [other for other in article.statements if other.id != statement.id]
    taken = [span for other in (statement, *others) for span in other.content]
    taken += [other.cue for other in others if other.cue is not None]
    start = max([around.start, *(span.stop for span in taken if span.stop <= cue.start)])
    stop = min([around.stop, *(span.start for span in taken if span.start >= cue.stop)])
    return Span(start, stop)


def chain(article: Article, statement: Statement) -> list[str]:
    """The hands the words passed through: the outlet, each via nearest first, the speaker; nobody hands to himself."""
    hands = [outlet_name(article), *(via.name for via in statement.via), statement.speaker.name]
    return [hand for hand, before in zip(hands, [None, *hands], strict=False) if hand != before]


def readable(when: str) -> str:
    """An ISO time as people write it, with the precision and the zone that it has.

    >>> readable("2031-05-04T09:30:00+03:00"), readable("XXXX-05-04"), readable("2031-05-04T09:30")
    ('2031-05-04 09:30 +03:00', 'XXXX-05-04', '2031-05-04 09:30')
    """
    match = _ISO_TIME.fullmatch(when)
    return when if match is None else " ".join(part for part in match.groups() if part)
