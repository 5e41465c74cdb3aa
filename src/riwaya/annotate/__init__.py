"""Room 2, ``Article → Article``: layers of spans, each saying what it needs and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from riwaya.annotate.names import names
from riwaya.annotate.statements import statements
from riwaya.annotate.text import Naming, Reading, text
from riwaya.annotate.times import times
from riwaya.model import Article


class Layer(NamedTuple):
    """One step of annotation: its function and the fields of ``Article`` that it needs and gives."""

    name: str
    run: Callable[[Article, Reading], Article]
    needs: tuple[str, ...]
    gives: tuple[str, ...]


#: In the order in which they run; a test checks that every layer's needs are given before it.
LAYERS: tuple[Layer, ...] = (
    Layer("text", text, ("title", "headings", "furniture"), ("sentences",)),
    Layer("times", times, ("published", "sentences"), ("times",)),
    Layer("names", names, ("sentences",), ("mentions", "people")),
    Layer("statements", statements, ("sentences", "mentions", "people", "times"), ("statements",)),
)


def annotate(articles: Iterable[Article], *, names: Naming = "default") -> Iterator[Article]:
    """Each article with all layers, in order; one article is ``next(annotate([one]))``.

    ``names`` says which trained models help the rules for names and statements: the fast ones, the accurate ones, or
    none.
    """
    document, told = None, 0
    for article in articles:
        told = told if article.document == document else 0
        reading = Reading(article, statements_before=told, naming=names)
        for layer in LAYERS:
            article = layer.run(article, reading)
        document, told = article.document, told + len(article.statements)
        yield article
