"""One outlet's wording of an utterance as pages show it: the hands it passed through, its words, what differs."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.model import Article, Record, Span, Statement, Story, UtteranceGroup
from riwaya.present.queries import Desk, Telling, conflicts, outlet_name, published, said_at
from riwaya.present.wording import cue_words, cut, join_near, with_marks


class Hand(Record, frozen=True):
    """One of those whose hands the words passed through: speaker, occasion, agency …, outlet."""

    name: str
    role: str


class Words(Record, frozen=True):
    """Some words in a row; ``mark`` says how they stand to the telling beside: changed, moved, missing, or empty."""

    words: str
    mark: str = ""


class Wording(Record, frozen=True):
    """A telling of an utterance.

    ``chain`` goes from the outlet back to the speaker; ``runs`` are the words with their quotation marks, a run of mark
    ``gap`` where the page interrupts them; ``missing`` are words of the telling ``beside`` that this one lacks;
    ``content`` are the spans in the article's source text.
    """

    id: str
    article: str
    outlet: str
    published: str | None
    inferred: bool
    speaker: str
    chain: tuple[Hand, ...]
    occasion: str | None
    cue: str
    mode: str
    act: str
    confidence: float
    content: tuple[Span, ...]
    runs: tuple[Words, ...]
    earliest: bool = False
    relation: str | None = None
    beside: str | None = None
    missing: tuple[str, ...] = ()
    denies: str | None = None


class Utterance(Record, frozen=True):
    """An utterance with its tellings, the earliest first; ``conflicts`` are pairs of ids of its statements.

    ``said_on`` is the day that the first telling that knows it gives for the speaking.
    """

    id: str
    speaker: str
    entity: str | None
    tellings: tuple[Wording, ...]
    outlets: tuple[str, ...]
    omitted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    said_on: str | None = None

    @property
    def contested(self) -> bool:
        """True when tellings conflict or somebody denies it."""
        return bool(self.denied_by or self.conflicts)


def utterance(group: UtteranceGroup, desk: Desk, story: Story | None, names: dict[str, str]) -> Utterance:
    """The utterance of ``group``; ``names`` gives the outlets of articles and documents that ``group`` names."""
    tellings = desk.tellings(group)
    days = (said_at(each.article, each.statement) for each in tellings)
    return Utterance(
        id=group.id,
        speaker=group.speaker.name,
        entity=group.speaker.entity,
        tellings=tuple(wording(each, desk, story, first=place == 0) for place, each in enumerate(tellings)),
        outlets=tuple(names.get(name, name) for name in group.outlets),
        omitted_by=tuple(names.get(name, name) for name in group.omitted_by),
        denied_by=group.denied_by,
        conflicts=tuple(conflicts(group)),
        said_on=next((day.value for day in days if day is not None), None),
    )


def wording(telling: Telling, desk: Desk, story: Story | None, *, first: bool) -> Wording:
    """One telling for a page."""
    article, statement = telling.article, telling.statement
    when = published(article, story)
    beside = desk.statements.get(telling.beside or "")
    return Wording(
        id=statement.id,
        article=article.id,
        outlet=outlet_name(article),
        published=when.value if when else None,
        inferred=when is not None and when.basis == "inferred",
        speaker=statement.speaker.name,
        chain=tuple(hands(article, statement)),
        occasion=" ".join(statement.occasion.of(article.text).split()) if statement.occasion else None,
        cue=cue_words(article.text, statement),
        mode=statement.mode,
        act=statement.act,
        confidence=statement.confidence,
        content=statement.content,
        runs=tuple(_runs(article.text, statement, telling)),
        earliest=first,
        relation=telling.relation,
        beside=telling.beside,
        missing=tuple(s.of(beside[0].text) for s in join_near(beside[0].text, telling.missing)) if beside else (),
        denies=statement.denies,
    )


def hands(article: Article, statement: Statement) -> Iterator[Hand]:
    """From the outlet back to the speaker; nobody hands to himself."""
    all_ = [Hand(name=outlet_name(article), role="outlet")]
    all_ += [Hand(name=via.name, role=via.role) for via in statement.via]
    all_ += [Hand(name=statement.speaker.name, role="speaker")]
    for place, hand in enumerate(all_):
        if place == 0 or hand.name != all_[place - 1].name:
            yield hand


def _runs(text: str, statement: Statement, telling: Telling) -> Iterator[Words]:
    flags = [("changed", span) for span in join_near(text, telling.changed)]
    flags += [("moved", span) for span in join_near(text, telling.moved)]
    for number, span in enumerate(statement.content):
        if number:
            yield Words(words=" […] ", mark="gap")
        for piece, mark in cut(with_marks(text, span), flags):
            yield Words(words=piece.of(text), mark=mark)
