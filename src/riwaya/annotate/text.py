"""The first layer: what the other layers read. Tokens, sentences and quotations of an article's own prose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from riwaya.arabic.orthography import dotted, undotted
from riwaya.arabic.quotes import Quote, quotes
from riwaya.arabic.sentences import sentences
from riwaya.arabic.words import Token, tokens
from riwaya.model import Article, Span, replace

#: The trained models that help the rules, a tagger of names and a reader of reports: fast ones, accurate ones, or none.
Naming = Literal["default", "accurate", "rules"]


class Reading:
    """An article as the layers read it: everything that several layers need, computed once.

    ``tokens`` and ``quotes`` cover the article's own prose only (furniture is skipped); offsets are those of the
    source text. ``sentences`` holds spans, ``sentence_tokens`` the half-open token ranges that belong to them.
    ``statements_before`` counts the statements of earlier articles of the same document, whose numbers go on;
    ``naming`` names the trained models that help the rules.
    """

    __slots__ = (
        "article",
        "naming",
        "quotes",
        "sentence_tokens",
        "sentences",
        "starts",
        "statements_before",
        "text",
        "tokens",
    )

    def __init__(self, article: Article, *, statements_before: int = 0, naming: Naming = "default") -> None:
        self.article = article
        self.naming = naming
        self.statements_before = statements_before
        self.text = article.text
        self.tokens: list[Token] = []
        self.sentences: list[Span] = []
        self.sentence_tokens: list[tuple[int, int]] = []
        self.quotes: list[Quote] = []
        for start, stop in prose(article):
            found = quotes(self.text, start, stop)
            self.quotes.extend(found)
            for begin, end in sentences(self.text, start, stop, found=found):
                first = len(self.tokens)
                self.tokens.extend(tokens(self.text, begin, end))
                self.sentences.append(Span(begin, end))
                self.sentence_tokens.append((first, len(self.tokens)))
        if undotted(self.tokens):
            self.tokens = [dotted(token) for token in self.tokens]
        self.starts = [token.start for token in self.tokens]


def prose(article: Article) -> Iterator[tuple[int, int]]:
    """The stretches of the article that are its own prose: title, headings and body, without furniture."""
    edges = {article.span.start, article.span.stop}
    if article.title is not None:
        edges |= set(article.title)
    for heading in article.headings:
        edges |= set(heading)
    marks = sorted(mark.span for mark in article.furniture)
    at = 0
    for left, right in pairwise(sorted(edges)):
        position = left
        while at < len(marks) and marks[at].start < right:
            if marks[at].start > position:
                yield position, marks[at].start
            position = max(position, marks[at].stop)
            if marks[at].stop > right:
                break
            at += 1
        if position < right:
            yield position, right


def text(article: Article, reading: Reading) -> Article:
    """Needs: title, headings, furniture. Gives: sentences."""
    return replace(article, sentences=tuple(reading.sentences))
