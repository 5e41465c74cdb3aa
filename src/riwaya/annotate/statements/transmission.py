"""The chain behind a statement: media, social platforms and interviewers that carried the words, and the occasion."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from riwaya.annotate.statements.attributions import is_trigger
from riwaya.annotate.statements.carriers import CARRY_VERBS
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.media import media_in, medium_at, spoken_to
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PREPOSITIONS,
    NounPhrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.sources import occasion_noun, source_class
from riwaya.arabic.words import proclitics, unquoted
from riwaya.model import Span, Via

INTERVIEWS = words_of("interview")
CAME = words_of("came")
#: Rules whose phrase names the source itself, not a hand the words passed through.
SOURCES = ("according-to", "as-said", "stands-in")
#: Sentences from a statement to the ``جاء ذلك`` that tells where it was made.
LOOK_AHEAD = 8


def chain(scene: Scene, draft: Draft) -> tuple[Via, ...]:
    """Who carried the words, nearest to this outlet first: the carrier named by نقلت, then what the inserts name."""
    vias = [_as_via(scene, carrier) for carrier in draft.carriers]
    if not draft.rule.startswith(SOURCES):
        leading = _leading_range(scene, draft)
        for first, stop in (*_inserts(scene, draft), *([leading] if leading else [])):
            vias.extend(_named_in(scene, first, stop))
        relayed = _relayed_by(scene, draft) if not vias else None
        vias.extend(_named_in(scene, *relayed) if relayed else ())
        told = _told_afterwards(scene, draft) if not vias else None
        vias.extend(_named_in(scene, *told) if told else ())
    speaker = _characters(scene, draft.subject)
    return tuple(
        via for index, via in enumerate(vias) if not _repeated(scene, vias[:index], via) and not _inside(via, speaker)
    )


def _named_in(scene: Scene, first: int, stop: int) -> Iterator[Via]:
    """The media named in a token range; in an interview the interviewer belongs to the medium."""
    interview = any(proclitics(scene.norm(index)).stem in INTERVIEWS for index in range(first, stop))
    for span, role in media_in(scene, first, stop):
        if interview and role in ("broadcaster", "newspaper", "other-outlet"):
            span, role = _with_interviewer(scene, first, span), "interview"
        yield _via(scene, span, role)


def _inserts(scene: Scene, draft: Draft) -> Iterator[tuple[int, int]]:
    """The inserts less what only says who the speaker is: ``، المحلل ومقدم البرامج في شبكة X``."""
    for first, stop in draft.inserts:
        if draft.subject is None or first != draft.subject.stop or scene.norm(first) not in COMMAS:
            yield first, stop
            continue
        begin = first + 1
        if proclitics(scene.norm(begin)).article or source_class(scene.norm(begin)):
            begin = next((at for at in range(begin, stop) if _leaves_speaker(scene, at, stop)), stop)
        yield begin, stop


def _leaves_speaker(scene: Scene, at: int, stop: int) -> bool:
    """Does what describes the speaker end at ``at``: another comma, an occasion, a trigger, whom it was told to?"""
    if scene.norm(at) in COMMAS or is_trigger(scene, at) or spoken_to(scene, at, stop) is not None:
        return True
    return scene.norm(at) in PREPOSITIONS and _occasion_follows(scene, at, stop)


def _relayed_by(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """``نقلت وسائل إعلام محلية أن النادي أعلن …``: the medium between the verb and its أن."""
    start = min(draft.cue_at, draft.subject.first if draft.subject is not None else draft.cue_at)
    if scene.norm(start - 1) not in COMPLEMENTISERS:
        return None
    for at in range(start - 2, max(-1, start - 10), -1):
        if scene.norm(at) in CARRY_VERBS:
            return at + 1, start - 1
    return None


def _with_interviewer(scene: Scene, first: int, medium: Span) -> Span:
    """``مقابلة مع الزميلة فلانة لقناة X``: from the interviewer's name on."""
    at = bisect_left(scene.reading.starts, medium.start)
    while at > first and scene.norm(at - 1) in ("ل", "لـ", "من"):
        at -= 1
    for start in range(max(first, at - 5), at):
        found = scene.mentions.get(start)
        if found is not None and found[0].type == "PER" and found[1] == at:
            return Span(found[0].span.start, medium.stop)
    return medium


def _told_afterwards(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """``جاء ذلك في مقابلة مع …`` at the head of the next paragraph tells where the words before it were said."""
    reading = scene.reading
    paragraphs = 0
    for index in range(draft.sentence + 1, min(draft.sentence + LOOK_AHEAD, len(reading.sentences))):
        between = reading.text[reading.sentences[index - 1].stop : reading.sentences[index].start]
        paragraphs += "\n" in between
        if paragraphs > 1:
            return None
        region = _came_in(scene, index)
        if region is not None:
            return region
    return None


def _came_in(scene: Scene, sentence: int) -> tuple[int, int] | None:
    """The occasion in a sentence that starts ``جاء ذلك في …`` or ``وجاءت تصريحات فلان في …``."""
    first, stop = scene.reading.sentence_tokens[sentence]
    if scene.norm(first).removeprefix("و") not in ("جاء", "جاءت") or scene.norm(first + 1) not in CAME:
        return None
    limit = min(stop, first + 24)
    end = next((at for at in range(first + 2, limit) if scene.norm(at) == ":" or at in scene.cues), limit)
    return first + 2, end


def _as_via(scene: Scene, carrier: NounPhrase) -> Via:
    first, stop = carrier.first, carrier.stop
    if first in scene.opens and scene.opens[first][1] == stop:  # «المنارة»: the name stands inside the marks
        first, stop = first + 1, stop - 1
    medium = medium_at(scene, first, stop)
    return _via(scene, medium[0], medium[1]) if medium is not None else _via(scene, scene.span(first, stop), "official")


def _via(scene: Scene, span: Span, role: str) -> Via:
    return Via(span=span, name=unquoted(span.of(scene.reading.text)), role=role)


def _characters(scene: Scene, phrase: NounPhrase | None) -> Span | None:
    return scene.span(phrase.first, phrase.stop) if phrase is not None else None


def _repeated(scene: Scene, earlier: list[Via], via: Via) -> bool:
    """Named already, or a second name in brackets: ``وكالة الأنباء (وام)``."""
    text = scene.reading.text
    return any(
        other.span.overlaps(via.span) or text[other.span.stop : via.span.start].strip() == "(" for other in earlier
    )


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
    came = _came_in(scene, draft.sentence)
    if came is not None and came[1] <= draft.cue_at:
        return came
    first, _stop = scene.reading.sentence_tokens[draft.sentence]
    if draft.cue_at <= first + 1 or scene.norm(first).lstrip("و") not in ("في", "خلال", "عقب", "على"):
        return None
    end = next((at for at in range(first, draft.cue_at) if scene.norm(at) in ("،", ",")), draft.cue_at)
    return (first, end) if _occasion_follows(scene, first, end) else None


def _occasion_follows(scene: Scene, at: int, stop: int) -> bool:
    """Does a noun of an occasion stand right behind the preposition at ``at``, or one word further?"""
    return any(occasion_noun(scene.norm(index)) for index in range(at + 1, min(at + 3, stop)))
