"""The chain behind a statement: media, social platforms and interviewers that carried the words, and the occasion."""

from __future__ import annotations

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.media import media_in, medium_at
from riwaya.annotate.statements.phrases import PREPOSITIONS, NounPhrase, occasion_noun
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.words import proclitics
from riwaya.model import Span, Via

INTERVIEWS = words_of("interview")


def chain(scene: Scene, draft: Draft) -> tuple[Via, ...]:
    """Who carried the words, nearest to this outlet first: the carrier named by نقلت, then what the inserts name."""
    vias = [_as_via(scene, carrier) for carrier in draft.carriers]
    leading = _leading_range(scene, draft)
    for first, stop in (*draft.inserts, *([leading] if leading else [])):
        if draft.rule.startswith(("according-to", "as-said", "stands-in")):
            break
        interview = any(proclitics(scene.norm(index)).stem in INTERVIEWS for index in range(first, stop))
        for span, role in media_in(scene, first, stop):
            if interview and role in ("broadcaster", "newspaper", "other-outlet"):
                role = "interview"
            vias.append(Via(span=span, name=span.of(scene.reading.text), role=role))
    speaker = _characters(scene, draft.subject)
    return tuple(
        via for index, via in enumerate(vias) if not _repeated(vias[:index], via) and not _inside(via, speaker)
    )


def _as_via(scene: Scene, carrier: NounPhrase) -> Via:
    medium = medium_at(scene, carrier.first, carrier.stop)
    if medium is not None:
        return Via(span=medium[0], name=medium[0].of(scene.reading.text), role=medium[1])
    span = scene.span(carrier.first, carrier.stop)
    return Via(span=span, name=span.of(scene.reading.text), role="official")


def _characters(scene: Scene, phrase: NounPhrase | None) -> Span | None:
    return scene.span(phrase.first, phrase.stop) if phrase is not None else None


def _repeated(earlier: list[Via], via: Via) -> bool:
    return any(other.span.overlaps(via.span) for other in earlier)


def _inside(via: Via, speaker: Span | None) -> bool:
    return speaker is not None and speaker.contains(via.span)


def occasion(scene: Scene, draft: Draft) -> Span | None:
    """The words that say where or when it was said, when an insert opens with a preposition and such a noun."""
    for first, stop in draft.inserts:
        for at in range(first, stop - 1):
            if scene.norm(at) in PREPOSITIONS and _occasion_follows(scene, at, stop):
                end = next((index for index in range(at, stop) if scene.norm(index) in (":", "-")), stop)
                return scene.span(at, end)
    return _leading_occasion(scene, draft)


def _leading_occasion(scene: Scene, draft: Draft) -> Span | None:
    """``وفي مؤتمر صحفي، قال``: the adverbial in front of the verb."""
    found = _leading_range(scene, draft)
    return scene.span(*found) if found else None


def _leading_range(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    first, _stop = scene.reading.sentence_tokens[draft.sentence]
    if draft.cue_at <= first + 1 or scene.norm(first).lstrip("و") not in ("في", "خلال", "عقب", "على"):
        return None
    end = next((at for at in range(first, draft.cue_at) if scene.norm(at) in ("،", ",")), draft.cue_at)
    return (first, end) if _occasion_follows(scene, first, end) else None


def _occasion_follows(scene: Scene, at: int, stop: int) -> bool:
    """Does a noun of an occasion stand right behind the preposition at ``at``, or one word further?"""
    return any(occasion_noun(scene.norm(index)) for index in range(at + 1, min(at + 3, stop)))
