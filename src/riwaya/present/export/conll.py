"""CoNLL-U Plus: a token a line with its place in the text, names and statements in IOB2.

Columns: ``NE`` the type of name; ``CUE``, ``SPEAKER``, ``VIA``, ``CONTENT`` the part of which statement, by the number
after ``#`` in its id (``B-3``); several are joined by ``|``. A token belongs to a span when it shares a character with
it: proclitics are not parted from words. Furniture is left out, as it is no sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from riwaya.arabic.words import Token, tokens
from riwaya.model import Article, Span, Statement
from riwaya.present.export.common import Material
from riwaya.present.safe import flat

COLUMNS = ("NE", "CUE", "SPEAKER", "VIA", "CONTENT")
_HEAD = "# global.columns = ID FORM RIWAYA:START RIWAYA:STOP " + " ".join(f"RIWAYA:{name}" for name in COLUMNS)


class _Labelled(NamedTuple):
    """What a column says over a span."""

    span: Span
    column: str
    label: str


def write(material: Material) -> Iterator[bytes]:
    """The head, then a block a sentence."""
    yield f"{_HEAD}\n".encode()
    for article in material.articles():
        yield f"# newdoc id = {flat(article.id)}\n".encode("utf-8", "replace")
        for number, sentence in enumerate(article.sentences, start=1):
            lines = "\n".join(_sentence(article, sentence, number))
            yield f"{lines}\n\n".encode("utf-8", "replace")


def _sentence(article: Article, sentence: Span, number: int) -> Iterator[str]:
    yield f"# sent_id = {flat(article.id)}-{number}"
    yield f"# text = {flat(sentence.of(article.text)).strip()}"
    labels = [labelled for labelled in _labels(article) if labelled.span.overlaps(sentence)]
    for place, token in enumerate(tokens(article.text, sentence.start, sentence.stop), start=1):
        cells = _cells(article, token, labels)
        form = article.text[token.start : token.stop]
        yield "\t".join([str(place), form, str(token.start), str(token.stop), *(cells[name] for name in COLUMNS)])


def _cells(article: Article, token: Token, labels: Iterable[_Labelled]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for labelled in labels:
        if labelled.span.overlaps((token.start, token.stop)):
            # the first token of a span is the one before which nothing of the span but space stands
            first = not article.text[labelled.span.start : token.start].strip()
            found[labelled.column].append(f"{'B' if first else 'I'}-{labelled.label}")
    return {name: "|".join(found[name]) or "_" for name in COLUMNS}


def _labels(article: Article) -> Iterator[_Labelled]:
    for mention in article.mentions:
        yield _Labelled(mention.span, "NE", mention.type)
    for statement in article.statements:
        number = statement.id.rpartition("#")[2]
        yield from (_Labelled(span, column, number) for column, span in _parts(statement))


def _parts(statement: Statement) -> Iterator[tuple[str, Span]]:
    if statement.cue is not None:
        yield "CUE", statement.cue
    if statement.speaker.span is not None:
        yield "SPEAKER", statement.speaker.span
    yield from (("VIA", via.span) for via in statement.via)
    yield from (("CONTENT", span) for span in statement.content)
