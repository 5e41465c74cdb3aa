"""Finite verbs and participles of saying: from the cue forward, with the subject behind or before it."""

from __future__ import annotations

from riwaya.annotate.statements.adverbials import CARRIED, insert_end
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import content_start, quoted_pieces, trimmed
from riwaya.annotate.statements.cues import Cue, lookup_all
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.ends import TANWEEN, content_stop, ends_sentence
from riwaya.annotate.statements.frames import OBJECT_PRONOUNS, opening
from riwaya.annotate.statements.phrase_ends import on_platform, told_in
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    RELATIVES,
    TURNS,
    NounPhrase,
    noun_phrase,
)
from riwaya.annotate.statements.reports import ASKED, Use, reports, topic_only
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite
from riwaya.annotate.statements.subjects import subject_before
from riwaya.annotate.statements.voice import in_first_person
from riwaya.annotate.statements.walk import Opening
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Span

#: ``كان``, ``بات``, ``ظل``: a participle behind these is their predicate.
BEING = words_of("being")
#: ``ردا على سؤال``, ``يذكر``, ``ومن المقرر``, ``وكان قد``: how the reporter's own sentences begin.
NARRATING = words_of("narrating")
SCHEDULED = words_of("scheduled")
WAS = frozenset({"كان", "كانت"})
#: A present verb with و has more letters.
LEAST_PRESENT = 4


def clause(scene: Scene, sentence: int, at: int, first: int, stop: int) -> Draft | None:
    """The statement that the cue at token ``at`` makes inside the sentence ``[first, stop)``, if it makes one.

    A form of several verbs (يدعون, of دعا and ادّعى) is tried as each, likeliest first.
    """
    likeliest = scene.cues[at]
    for cue in lookup_all(scene.norm(at)):
        scene.cues[at] = cue
        draft = _clause(scene, sentence, at, first, stop)
        if draft is not None:
            return draft
    scene.cues[at] = likeliest
    return None


def _clause(scene: Scene, sentence: int, at: int, first: int, stop: int) -> Draft | None:
    cue = scene.cues[at]
    if cue.form.kind == "participle":
        return _participle(scene, sentence, at, cue, stop)
    if scene.norm(at - 1) in ASKED:
        return None
    before = subject_before(scene, at, first)
    found = opening(scene, at, cue, stop, subject=before)
    if found is None:
        return None
    if not reports(scene, at, cue, found, before, first):
        return _floor(scene, sentence, at, cue, found, before)
    inner = _inner_participle(scene, at, found, stop)
    if inner is not None:
        return _draft(scene, sentence, inner[0], cue, inner[1], stop, rule="verb+قائلا")
    rule = "verb-before-subject" if before is None else "subject-before-verb"
    return _draft(scene, sentence, at, cue, found, stop, rule=rule)


def _floor(scene: Scene, sentence: int, at: int, cue: Cue, found: Opening, before: NounPhrase | None) -> Draft | None:
    """``وتحدث فلان عن الموقف.``: nothing is told, but who speaks in the next sentences is."""
    subject = before or found.subject
    if subject is None or not topic_only(Use(scene, at, cue, found, before)):
        return None
    span = cue_span(scene, at, proclitic=cue.proclitic)
    return Draft(
        sentence=sentence,
        cue=span,
        cue_at=at,
        act=cue.act,
        content=(),
        rule="floor",
        stop=at + 1,
        subject=subject,
        gender=cue.form.gender,
        number=cue.form.number,
        silent=True,
    )


def _inner_participle(scene: Scene, at: int, found: Opening, stop: int) -> tuple[int, Opening] | None:
    """``أضاف قائلا``: the words hang on the participle, the subject on the verb."""
    for index in range(at + 1, min(found.content, stop)):
        cue = scene.cues.get(index)
        if cue is not None and cue.form.kind != "past" and cue.lemma == "قال":
            inner = opening(scene, index, cue, stop, subject=found.subject)
            if inner is not None:
                return index, inner._replace(inserts=found.inserts + inner.inserts)
    return None


def _participle(scene: Scene, sentence: int, at: int, cue: Cue, stop: int) -> Draft | None:
    found = opening(scene, at, cue, stop, subject=None)
    if found is None or found.content - at > 16:
        return None
    nounlike = not cue.form.text.endswith("ا") and scene.reading.text[scene.tokens[at].stop - 1] != TANWEEN
    if scene.norm(at - 1) not in COMMAS and (_predicate(scene, at) or _adjective(scene, at, found)):
        return None
    if (
        (nounlike or cue.weak)
        and scene.norm(at + 1) not in COMPLEMENTISERS
        and not (scene.norm(at - 1) in COMMAS or scene.is_mark(at - 1) or found.marker in ("an", "colon"))
        and scene.norm(at + 1) not in OBJECT_PRONOUNS
        and not _answers(scene, at)
    ):
        return None
    draft = _draft(scene, sentence, at, cue, found, stop, rule="participle")
    return draft._replace(subject=None, continues=True) if draft is not None else None


def _answers(scene: Scene, at: int) -> bool:
    """``وردت الصين ملوحة بـ``: a verb of answering, its subject, and the participle that tells the answer."""
    for index in range(at - 1, max(-1, at - 6), -1):
        if scene.norm(index) in COMMAS or scene.tokens[index].kind != WORD:
            return False
        if index in scene.cues and scene.cues[index].lemma in ("رد", "علق", "عقب"):
            return True
    return False


def _adjective(scene: Scene, at: int, found: Opening) -> bool:
    """``حققت تجاوبا لافتا في البلاد، …``: the noun before it ends in tanween too, and nothing opens right behind."""
    before = scene.norm(at - 1)
    agrees = before.endswith("ا") and at - 1 not in scene.cues and not definite(before) and len(before) > 3
    return agrees and scene.norm(at).endswith("ا") and found.content - at > 3


def _predicate(scene: Scene, at: int) -> bool:
    """``كان الملاكم مطالبا بالفوز``: what somebody was, not what he said."""
    for index in range(at - 1, max(-1, at - 7), -1):
        if scene.norm(index) in COMMAS or scene.tokens[index].kind != WORD:
            return False
        if scene.norm(index).removeprefix("و") in BEING:
            return True
    return False


def _draft(scene: Scene, sentence: int, at: int, cue: Cue, found: Opening, stop: int, *, rule: str) -> Draft | None:
    content, after, opened = _content(scene, found, stop)
    if opened == "colon":
        content, after = _whole_speech(scene, sentence, content, after, found.subject)
    if not content:
        return None
    subject, carriers = _quoting(scene, found)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=scene.cues[at].proclitic),
        cue_at=at,
        act=cue.act,
        content=content,
        rule=f"{rule}:{opened}",
        stop=after,
        subject=subject,
        carriers=carriers,
        gender=cue.form.gender,
        number=cue.form.number,
        inserts=found.inserts + _tail(scene, after, stop),
        weak=cue.weak,
        object_heads=_heads(scene, found.content),
        object_words=scene.words(found.content, after),
        first_person=found.marker == "colon" and in_first_person(scene, found.content, after),
    )


def _heads(scene: Scene, at: int) -> tuple[str, str]:
    """The content's first word as it stands and without ال, quotation marks and أي skipped."""
    while at < len(scene.tokens) - 1 and (scene.is_mark(at) or scene.norm(at) in ("اي", "كل", "جميع", "هذا", "هذه")):
        at += 1
    return scene.norm(at), proclitics(scene.norm(at)).stem


def _quoting(scene: Scene, found: Opening) -> tuple[NounPhrase | None, tuple[NounPhrase, ...]]:
    """``ذكرت وكالة X نقلا عن Y أن``: Y speaks, and X only carried the words."""
    for first, stop in found.inserts:
        if scene.norm(first) == "نقلا" and scene.norm(first + 1) == "عن":
            source = noun_phrase(scene, first + 2, stop)
            if source is not None:
                return source, (found.subject,) if found.subject is not None else ()
    return found.subject, ()


def _tail(scene: Scene, after: int, stop: int) -> tuple[tuple[int, int], ...]:
    """``… وفق ما أعلنت وكالة X`` behind somebody's words: not a source of its own but a hand they passed through."""
    at = after + 1 if scene.norm(after) in COMMAS else after
    if at < stop and scene.norm(at) in CARRIED and scene.norm(at) != "كما":
        return ((at, insert_end(scene, at, stop)),)
    if at < stop and (told_in(scene, at) or on_platform(scene, at, stop)):
        return ((at, insert_end(scene, at, stop)),)
    return ()


def _content(scene: Scene, found: Opening, stop: int) -> tuple[tuple[Span, ...], int, str]:
    at = found.content
    if (found.marker == "an" and scene.norm(at) == ":") or (found.marker == "colon" and scene.norm(at) == "ان"):
        at += 1
    if at in scene.opens and (found.marker in ("an", "colon", "quote") or not scene.is_scare(at)):
        pieces, after = quoted_pieces(scene, at, stop)
        if pieces and (ends_sentence(scene, after, stop) or (found.marker == "colon" and not scene.is_scare(at))):
            return tuple(pieces), after, "quotation"
    nominal = found.marker in ("object", "preposition") and "D" not in scene.cues[found.cue].frames
    after = content_stop(scene, at, stop, nominal=nominal)
    if found.marker == "question":
        after = _question_stop(scene, at, after)
    if "D" in scene.cues[found.cue].frames:
        after = _description_stop(scene, at, after)
    if after <= at:
        return (), at, found.marker
    begin = scene.tokens[at].start
    if found.marker == "preposition":
        begin = content_start(scene, at)
    span = trimmed(scene.reading.text, begin, scene.tokens[after - 1].stop)
    return (span,), after, found.marker


def _question_stop(scene: Scene, at: int, stop: int) -> int:
    """``هل بحث الأمر مع فلان، الذي يقود …``: a relative clause behind a comma is the reporter's."""
    clauses = (index - 1 for index in range(at + 1, stop) if scene.norm(index) in RELATIVES)
    return next((comma for comma in clauses if scene.norm(comma) in COMMAS), stop)


def _description_stop(scene: Scene, at: int, stop: int) -> int:
    """``وصف فلانا، المدير، بأنه "…"، بعد …``: the first comma behind the quoted description ends it."""
    described = False
    while at < stop:
        if at in scene.opens:
            at, described = max(at + 1, scene.opens[at][1]), True
            if at < stop and _goes_on_telling(scene, at):
                return at
        elif told_in(scene, at) or (described and (scene.norm(at) in COMMAS or scene.norm(at) in ("بينما", "فيما"))):
            return at
        else:
            at += 1
    return stop


def _goes_on_telling(scene: Scene, at: int) -> bool:
    """``بـ"الكاذب" | ويشن هجوما``: a present verb with و goes on, and no verbal noun (``"خطير" وتهديد``) or name."""
    norm = scene.norm(at)
    verb = norm[:2] in ("وي", "وت") and len(norm) > LEAST_PRESENT and at not in scene.mentions
    return verb and not is_verbal_noun(norm[1:]) and not is_verbal_noun(proclitics(norm).stem)


def _whole_speech(
    scene: Scene, sentence: int, content: tuple[Span, ...], after: int, speaker: NounPhrase | None
) -> tuple[tuple[Span, ...], int]:
    """Speech after a colon without quotation marks goes on to the paragraph's end, or to where the reporter speaks."""
    reading = scene.reading
    if not content or after < reading.sentence_tokens[sentence][1]:
        return content, after
    end = content[-1].stop
    for index in range(sentence + 1, len(reading.sentences)):
        first, stop = reading.sentence_tokens[index]
        if "\n" in reading.text[end : reading.sentences[index].start] or first >= stop:
            break
        if _reporter(scene, first, stop, speaker):
            break
        after, end = stop, reading.sentences[index].stop
    return (*content[:-1], trimmed(reading.text, content[-1].start, end)), after


def _reporter(scene: Scene, first: int, stop: int, speaker: NounPhrase | None) -> bool:
    """Does the sentence begin with a cue or a quotation, as a report does, or name whoever spoke before it?"""
    if any(at in scene.cues for at in range(first, min(first + 3, stop))) or first in scene.opens:
        return True
    opener, second = scene.norm(first).removeprefix("و"), scene.norm(first + 1)
    if opener in NARRATING or (opener == "من" and second in SCHEDULED | TURNS) or (opener in WAS and second == "قد"):
        return True
    known = range(speaker.first, speaker.stop) if speaker is not None else range(0)
    ours = {
        scene.mentions[at][0].entity for at in known if at in scene.mentions and scene.mentions[at][0].type == "PER"
    }
    return any(scene.mentions[at][0].entity in ours for at in range(first, stop) if at in scene.mentions)


def opens_by(rule: str) -> str:
    """What opened the content, out of a draft's rule: ``verb-before-subject:an`` gives ``an``."""
    return rule.rpartition(":")[2]
