"""Judging: what to look at first, keeping what somebody decided, and what was decided so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from riwaya.model import Article, Evidence, Record, Statement
from riwaya.present.pages.cursors import cursor, place_of, whole
from riwaya.present.pages.wordings import Wording, wording
from riwaya.present.queries import Desk, Telling
from riwaya.store import Library, articles, pages
from riwaya.store.judgements import anchor, found_again, judge, judgements
from riwaya.store.records import Judgement

#: The queue is made of the links of so many utterances and the statements of so many articles that came last.
UTTERANCES, ARTICLES = 600, 150
#: Questions on one page, judgements on one page.
QUESTIONS, JUDGEMENTS = 12, 50
Verdict = Literal["same", "different", "speaker"]


class Question(Record, frozen=True):
    """Something the program is not sure of: are two tellings one utterance (``link``), is this the ``speaker``?

    ``uncertainty`` is 1 where the program might as well have decided otherwise and 0 where it is sure.
    """

    kind: Literal["link", "speaker"]
    uncertainty: float
    score: float
    left: Wording
    right: Wording | None
    story: str | None
    parts: dict[str, float]


class Queue(Record, frozen=True):
    """A page of questions, the least certain first; ``total`` counts all that wait for an answer."""

    questions: tuple[Question, ...]
    total: int
    next: str | None = None


class Judged(Record, frozen=True):
    """A page of judgements, the latest first."""

    judgements: tuple[Judgement, ...]
    total: int
    next: str | None = None


class _Doubt(Record, frozen=True):
    """A question before its texts are looked up."""

    uncertainty: float
    score: float
    left: str
    right: str | None
    story: str | None
    parts: dict[str, float]


def uncertainty(probability: float) -> float:
    """How near a probability is to a toss-up: 1 at one half, 0 at none and all.

    >>> uncertainty(0.5), uncertainty(0.9)
    (1.0, 0.2)
    """
    return round(1 - abs(2 * probability - 1), 4)


def queue(library: Library, *, after: str | None = None) -> Queue:
    """The page of questions behind ``after``. Raises ``NotUnderstoodError``."""
    with library.snapshot():
        start = whole(place_of("review", after))
        doubts = _doubts(library)
        shown = doubts[start : start + QUESTIONS]
        stop = start + len(shown)
        return Queue(
            questions=tuple(_questions(library, shown)),
            total=len(doubts),
            next=cursor("review", [stop]) if stop < len(doubts) else None,
        )


def _doubts(library: Library) -> list[_Doubt]:
    """Links and statements that nobody has judged, the least certain first; kept until something is written."""
    state = library.state()
    held = library.cache.get("doubts")
    if held is not None and held[0] == state:
        known: list[_Doubt] = held[1]
        return known
    links = [_of_link(story, link) for story, link in pages.newest_links(library, most=UTTERANCES)]
    found = articles.load(library, pages.newest_articles(library, most=ARTICLES))
    doubts = [*links, *(_of_statement(each) for article in found for each in article.statements)]
    judged = _judged(library)
    left = [each for each in doubts if frozenset(filter(None, (each.left, each.right))) not in judged]
    left.sort(key=lambda each: (-each.uncertainty, each.left))
    library.cache["doubts"] = (state, left)
    return left


def _of_link(story: str, link: Evidence) -> _Doubt:
    return _Doubt(
        uncertainty=uncertainty(link.score),
        score=link.score,
        left=link.left,
        right=link.right,
        story=story,
        parts=link.parts,
    )


def _of_statement(each: Statement) -> _Doubt:
    return _Doubt(
        uncertainty=uncertainty(each.confidence), score=each.confidence, left=each.id, right=None, story=None, parts={}
    )


def _judged(library: Library) -> set[frozenset[str]]:
    """The statements, and pairs of them, that somebody has judged."""
    said = judgements(library)
    names = {place.article for each in said for place in (each.left, each.right) if place}
    held = {article.id: article for article in articles.load(library, sorted(names))}
    return {frozenset(_meant(each, held)) for each in said}


def _meant(judgement: Judgement, held: dict[str, Article]) -> Iterator[str]:
    for place in (judgement.left, judgement.right):
        statement = found_again(held[place.article], place) if place and place.article in held else None
        if statement is not None:
            yield statement.id


def _questions(library: Library, doubts: Sequence[_Doubt]) -> Iterator[Question]:
    desk = _desk(library, [name for each in doubts for name in (each.left, each.right) if name])
    for each in doubts:
        sides = [_side(desk, name) for name in (each.left, each.right) if name]
        if None not in sides:
            left, *right = [side for side in sides if side is not None]
            yield Question(
                kind="link" if each.right else "speaker",
                uncertainty=each.uncertainty,
                score=each.score,
                left=left,
                right=right[0] if right else None,
                story=each.story,
                parts=each.parts,
            )


def _desk(library: Library, names: Iterable[str]) -> Desk:
    return Desk(articles.load(library, pages.articles_of(library, names)))


def _side(desk: Desk, name: str) -> Wording | None:
    if name not in desk.statements:
        return None
    article, statement = desk.statements[name]
    return wording(Telling(article, statement), desk, None, first=False)


def decide(
    library: Library,
    kind: Verdict,
    left: str,
    right: str | None = None,
    *,
    speaker: str | None = None,
    who: str = "",
    note: str = "",
) -> Judgement:
    """Keep a judgement about statements (by id); raises ``LibraryError`` for statements that are not there."""
    given = Judgement(
        kind=kind,
        left=anchor(library, left),
        right=anchor(library, right) if right is not None else None,
        speaker=speaker,
        who=who,
        note=note,
    )
    number = judge(library, given)
    return next(each for each in judgements(library, [given.left.article]) if each.id == number)


def judged(library: Library, *, after: str | None = None) -> Judged:
    """The page of judgements behind ``after``, the latest first. Raises ``NotUnderstoodError``."""
    with library.snapshot():
        start = whole(place_of("judgements", after))
        said = judgements(library)[::-1]
        shown = said[start : start + JUDGEMENTS]
        stop = start + len(shown)
        more = cursor("judgements", [stop]) if stop < len(said) else None
        return Judged(judgements=tuple(shown), total=len(said), next=more)
