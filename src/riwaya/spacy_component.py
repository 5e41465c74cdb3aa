"""Riwaya as a component of a spaCy pipeline: ``nlp.add_pipe("riwaya")``; needs ``riwaya[spacy]``.

>>> import spacy
>>> nlp = spacy.blank("ar")
>>> _ = nlp.add_pipe("riwaya")
>>> doc = nlp("قال وزير الري سالم الهدار إن ماء السد يكفي المدينة.")
>>> [(span.text, span._.statement.speaker.name) for span in doc.spans["statements"]]
[('ماء السد يكفي المدينة', 'سالم الهدار')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from riwaya import pipeline
from riwaya.annotate.text import Naming
from riwaya.model import Article, Published, Statement
from riwaya.model import Span as Stretch

#: The key of ``doc.spans`` under which the words of statements are, and the labels of the span around their cues.
STATEMENTS, CUES = "statements", "cues"
#: The key of ``doc.user_data`` under which the article is, as JSON: documents go to other processes and into files.
KEPT = "riwaya"


@Language.factory("riwaya", assigns=["doc.ents", "doc.spans"], default_config={"names": "default"})
def component(nlp: Language, name: str, names: Naming) -> Annotator:
    """The component; ``names`` is the tagger of names, as for ``riwaya.annotate``."""
    return Annotator(names=names)


class Annotator:
    """Sets ``doc.ents``, ``doc.spans["statements"]`` and ``["cues"]``, and ``doc._.riwaya``, the annotated article.

    spaCy's tokens keep proclitics on a word: a span is widened to whole tokens. ``span._.statement`` is the statement
    of a span of words or of a cue. ``doc.user_data["published"]`` (ISO 8601), when it is there, dates the article.
    """

    def __init__(self, *, names: Naming = "default") -> None:
        self.names = names
        if not Doc.has_extension("riwaya"):
            Doc.set_extension("riwaya", getter=_annotated)
        if not Span.has_extension("statement"):
            Span.set_extension("statement", getter=_statement)

    def __call__(self, doc: Doc) -> Doc:
        """One document annotated."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Documents annotated one after the other."""
        for doc in docs:
            (article,) = pipeline.annotate([_article(doc)], names=self.names)
            yield _set(doc, article)


def _article(doc: Doc) -> Article:
    published = doc.user_data.get("published")
    return Article(
        document="doc",
        id="doc",
        text=doc.text,
        span=Stretch(0, len(doc.text)),
        published=Published(value=str(published), basis="metadata") if published else None,
    )


def _set(doc: Doc, article: Article) -> Doc:
    doc.user_data[KEPT] = article.to_json()
    doc.set_ents(filter_spans([_span(doc, each.span, each.type) for each in article.mentions]))
    told = [(each, span) for each in article.statements for span in each.content]
    doc.spans[STATEMENTS] = [_span(doc, span, each.mode, each.id) for each, span in told]
    cued = [(each, each.cue) for each in article.statements if each.cue is not None]
    doc.spans[CUES] = [_span(doc, cue, each.act, each.id) for each, cue in cued]
    return doc


def _annotated(doc: Doc) -> Article | None:
    """The article of a document; None where the component has not been."""
    kept = doc.user_data.get(KEPT)
    return _read(kept) if kept is not None else None


@lru_cache(maxsize=32)
def _read(kept: bytes) -> Article:
    return Article.from_json(kept)


def _statement(span: Span) -> Statement | None:
    """The statement that a span was made of; None for any other span."""
    article = _annotated(span.doc)
    found = article.statements if article is not None else ()
    return next((each for each in found if each.id == span.id_), None)


def _span(doc: Doc, stretch: Stretch, label: str, name: str = "") -> Span:
    found = doc.char_span(stretch.start, stretch.stop, label=label, span_id=name, alignment_mode="expand")
    if found is None:
        raise ValueError(f"[{stretch.start}, {stretch.stop}) is no stretch of the document")
    return found
