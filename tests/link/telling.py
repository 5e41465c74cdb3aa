"""Articles of invented events, written statement by statement, and an encoder that needs no trained model."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np

from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import tokens
from riwaya.link.entities import cast
from riwaya.link.utterances import Telling, tellings
from riwaya.link.vectors import Matrix
from riwaya.model import Article, Entity, Mention, Outlet, Published, Span, Speaker, Statement


class Said(NamedTuple):
    """A statement to be written: the sentence is speaker, cue, أن, content."""

    who: str
    content: str
    cue: str = "قال"
    act: str = "say"
    entity: str | None = None
    denies: str | None = None


class Bag:
    """An encoder that sees words only: texts that share stems get vectors that point alike."""

    def encode(self, texts: list[str]) -> Matrix:
        rows = np.zeros((len(texts), 256), np.float32)
        for row, text in enumerate(texts):
            for token in tokens(text):
                rows[row, zlib.crc32(skeleton(token.norm).encode()) % 256] += 1
        return rows


def article(
    id: str,
    *sentences: str | Said,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    people: tuple[Entity, ...] = (),
) -> Article:
    """An article whose body is ``sentences``, each on a line of its own."""
    text = f"{title}\n\n" if title else ""
    statements: list[Statement] = []
    spans: list[Span] = []
    for sentence in sentences:
        start = len(text)
        if isinstance(sentence, Said):
            said = f"{sentence.cue} {sentence.who} إن {sentence.content}."
            at = start + said.index(sentence.content)
            statements.append(_statement(f"{id}#{len(statements) + 1}", sentence, start, at))
            text += said
        else:
            text += sentence
        spans.append(Span(start, len(text)))
        text += "\n"
    return Article(
        document=id,
        id=id,
        text=text,
        span=Span(0, len(text)),
        title=Span(0, len(title)) if title else None,
        outlet=Outlet(name=outlet) if outlet else None,
        published=Published(value=published) if published else None,
        sentences=tuple(spans),
        people=people,
        mentions=tuple(_mentions(text, people)),
        statements=tuple(statements),
    )


def _statement(id: str, said: Said, start: int, at: int) -> Statement:
    who = start + len(said.cue) + 1
    return Statement(
        id=id,
        speaker=Speaker(name=said.who, span=Span(who, who + len(said.who)), entity=said.entity),
        cue=Span(start, start + len(said.cue)),
        content=(Span(at, at + len(said.content)),),
        mode="indirect",
        act=said.act,
        denies=said.denies,
    )


def _mentions(text: str, people: tuple[Entity, ...]) -> list[Mention]:
    out = []
    for person in people:
        at = text.find(person.name)
        while at >= 0:
            out.append(Mention(span=Span(at, at + len(person.name)), type=person.type, entity=person.id))
            at = text.find(person.name, at + 1)
    return out


def tellings_of(*articles: Article) -> list[Telling]:
    """The statements of the articles of one story."""
    return tellings(articles, cast(articles))
