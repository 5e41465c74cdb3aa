"""Headlines: ``فلان: …``, where the colon is the cue, and the places that only say where."""

from __future__ import annotations

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import content_start, quoted_pieces, trimmed
from riwaya.annotate.statements.cues import lookup
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.phrases import (
    COMPLEMENTISERS,
    PREPOSITIONS,
    NounPhrase,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.voice import in_first_person
from riwaya.arabic.names import speaks_for
from riwaya.arabic.words import proclitics
from riwaya.model import Span

#: Documents that speak in headlines.
TELLING = words_of("telling-document")
#: A headline's speaker stands within this many words before its colon.
HEADLINE_SPEAKER = 9


def headline(scene: Scene, sentence: int, first: int, stop: int) -> Draft | None:
    """``فلان: …`` in a title or heading: the colon is the cue."""
    for at in range(first + 1, stop - 1):
        if scene.norm(at) == ":":
            return _headline(scene, sentence, first, at, stop) if at - first < HEADLINE_SPEAKER else None
        if scene.norm(at).strip(".…") == "":
            first = at + 1  # the second half of a headline: حدث كذا.. فلان: …
        elif at in scene.opens and scene.norm(scene.opens[at][1]) != ":":
            return _quoted_act(scene, sentence, first, at, stop)
    return None


def _quoted_act(scene: Scene, sentence: int, first: int, opener: int, stop: int) -> Draft | None:
    """``فلان "يعتذر لكذا"``: a headline quotes the verb of saying together with what was said."""
    source = noun_phrase(scene, first, opener)
    quote, closer = scene.opens[opener]
    cue = lookup(scene.norm(opener + 1))
    if source is None or source.stop != opener or not _names_somebody(scene, source) or closer <= opener + 3:
        return None
    if cue is None or cue.weak or cue.form.kind == "participle" or cue.form.pronoun or cue.proclitic:
        return None
    begin = opener + 2 + (scene.norm(opener + 2) in COMPLEMENTISERS or scene.norm(opener + 2) in PREPOSITIONS)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, opener + 1),
        cue_at=opener + 1,
        act=cue.act,
        content=(trimmed(scene.reading.text, content_start(scene, begin), quote.inner_stop),),
        rule="headline-quote",
        stop=max(closer, opener + 1),
        subject=source,
        gender=cue.form.gender,
    )


def _headline(scene: Scene, sentence: int, first: int, colon: int, stop: int) -> Draft | None:
    source = noun_phrase(scene, first, colon)
    if colon == first + 1 and scene.norm(first).isascii() and scene.norm(first).isalpha():
        source = NounPhrase(first, colon, scene.norm(first), "organisation", False, True)
    if source is None or not _names_somebody(scene, source):
        return None
    begin = colon + 1
    if begin in scene.opens and not scene.is_scare(begin):
        pieces, end = quoted_pieces(scene, begin, stop)
        content = tuple(pieces)
    else:
        end = _before_tag(scene, begin, _second_half(scene, sentence, stop))
        content = (trimmed(scene.reading.text, scene.tokens[begin].start, scene.tokens[end - 1].stop),)
    return Draft(
        sentence=sentence,
        cue=Span(scene.tokens[colon].start, scene.tokens[colon].stop),
        cue_at=colon,
        act="say",
        content=content,
        rule="headline-colon",
        stop=max(stop, end),
        subject=source,
        inserts=((source.stop, colon),) if source.stop < colon else (),
        first_person=in_first_person(scene, begin, end),
    )


def _names_somebody(scene: Scene, source: NounPhrase) -> bool:
    """A name, a noun that can speak, or a body's short name in quotation marks (``“التجارة”: …``)."""
    if source.first in scene.mentions or source.first in scene.opens:
        return True
    if scene.norm(source.stop) == ":" and source.source == "document":
        return scene.norm(source.first) in TELLING  # دراسة: …
    return source.source in ("person", "organisation", "group")


def _second_half(scene: Scene, sentence: int, stop: int) -> int:
    """``فلان: كذا.. ولا علاقة لي بكذا``: what و joins behind the dots is said too, when no other colon opens it."""
    title, sentences = scene.article.title, scene.reading.sentences
    if title is None or sentence + 1 >= len(sentences) or sentences[sentence + 1].stop > title.stop:
        return stop
    first, end = scene.reading.sentence_tokens[sentence + 1]
    joined = first < end and proclitics(scene.norm(first)).particles.startswith("و")
    opens = any(scene.norm(at) == ":" or at in scene.cues for at in range(first, end))
    return end if joined and first == stop and not opens else stop


def _before_tag(scene: Scene, begin: int, stop: int) -> int:
    """A bracketed tag such as ``(فيديو)`` at the end of a headline is not said."""
    if scene.norm(stop - 1) == ")":
        for index in range(stop - 2, max(begin, stop - 5), -1):
            if scene.norm(index) == "(":
                return index
    return stop


def names_place(scene: Scene, draft: Draft) -> bool:
    """True when the headline's colon stands behind the bare name of a place."""
    first = draft.subject.first if draft.subject is not None else -1
    return first in scene.mentions and scene.mentions[first][0].type == "LOC"


def is_label(scene: Scene, draft: Draft) -> bool:
    """``فرنسا: …`` names where it happened rather than who speaks; a capital speaks for its state, and so does a
    country whose words are quoted or in the first person.
    """
    first = draft.subject.first if draft.subject is not None else -1
    if not names_place(scene, draft):
        return False
    whole = any(quote.start <= draft.content[0].start for quote in scene.quotes_over(*draft.content[0]))
    return not (speaks_for(scene.mentions[first][0].entity) or draft.first_person or whole)
