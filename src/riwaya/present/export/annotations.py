"""W3C Web Annotation: every span as an annotation whose target is a stretch of the source text.

Positions count characters (code points) of the untouched source text, as the Web Annotation Data Model wants them; the
quotation with its surroundings finds the place again where the text was changed. The target is the text that Riwaya
read; the page's address is its ``scope``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from riwaya.model import Article, Span, Statement
from riwaya.present.contract import encode
from riwaya.present.export.common import Material, address, urn

Node = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters of the surroundings: enough to tell two places with the same words apart.
AROUND = 32


def write(material: Material) -> Iterator[bytes]:
    """An annotation collection with one page, an annotation a line."""
    head: Node = {"@context": CONTEXT, "id": urn("annotations", "all"), "type": "AnnotationCollection"}
    head["label"] = "Riwaya"
    first = {"id": urn("annotations", "page"), "type": "AnnotationPage"}
    yield encode(head)[:-1] + b',"first":' + encode(first)[:-1] + b',"items":['
    lead = b"\n"
    for article in material.articles():
        for annotation in of_article(article):
            yield lead + encode(annotation)
            lead = b",\n"
    yield b"\n]}}\n"


def of_article(article: Article) -> Iterator[Node]:
    """Names, times, furniture and the parts of statements, each linked to its statement."""
    for number, mention in enumerate(article.mentions, start=1):
        body = [_tag(mention.type), {"id": urn("entity", mention.entity), "purpose": "identifying"}]
        yield _annotation(article, f"name:{number}", "identifying", body, [mention.span])
    for number, time in enumerate(article.times, start=1):
        values = [_text(time.value, "classifying")] if time.value else []
        yield _annotation(article, f"time:{number}", "classifying", [_tag(time.type), *values], [time.span])
    for number, mark in enumerate(article.furniture, start=1):
        yield _annotation(article, f"furniture:{number}", "tagging", [_tag("furniture"), _tag(mark.kind)], [mark.span])
    for statement in article.statements:
        yield from _statement(article, statement)


def _statement(article: Article, statement: Statement) -> Iterator[Node]:
    body = [_tag("statement"), _tag(statement.mode), _tag(statement.act), _text(statement.speaker.name, "describing")]
    name = urn("statement", statement.id)
    yield _annotation(article, None, "describing", body, statement.content) | {"id": name}
    parts = {"cue": statement.cue, "speaker": statement.speaker.span, "occasion": statement.occasion}
    parts |= {f"via:{place}": via.span for place, via in enumerate(statement.via, start=1)}
    for part, span in parts.items():
        if span is not None:
            linked = [_tag(part.partition(":")[0]), {"id": name, "purpose": "linking"}]
            yield _annotation(article, f"{statement.id}:{part}", "linking", linked, [span])


def _annotation(article: Article, part: str | None, motivation: str, body: list[Node], spans: Sequence[Span]) -> Node:
    return {
        "id": urn("annotation", f"{article.id}:{part}"),
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": [_target(article, span) for span in spans],
    }


def _tag(value: str) -> Node:
    return _text(value, "tagging")


def _text(value: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _target(article: Article, span: Span) -> Node:
    text = article.text
    before = text[max(0, span.start - AROUND) : span.start]
    target: Node = {
        "type": "SpecificResource",
        "source": {"id": urn("text", article.document), "type": "Text", "format": "text/plain", "language": "ar"},
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.stop},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": before,
                "suffix": text[span.stop : span.stop + AROUND],
            },
        ],
    }
    where = address(article)
    return target | {"scope": where} if where else target
