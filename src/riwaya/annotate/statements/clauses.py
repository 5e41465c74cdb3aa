"""Finite verbs and participles of saying: from the cue forward, with the subject behind or before it."""

from __future__ import annotations

from riwaya.annotate.statements.adverbials import CARRIED, insert_end
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import (
    content_start,
    content_stop,
    ends_sentence,
    in_first_person,
    quoted_pieces,
    trimmed,
)
from riwaya.annotate.statements.cues import Cue, lookup_all
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.frames import Opening, opening
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    RELATIVES,
    NounPhrase,
    definite,
    is_adverb,
    noun_phrase,
    possessed,
    source_class,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.names import is_common
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Span

#: Words that may stand between a subject and its verb, or open a clause before the subject.
BEFORE_VERB = words_of("before-verb")
CLAUSE_OPENERS = words_of("clause-opener")
NEGATIONS = words_of("negation")
#: ``بيانا أكد فيه``: the document is where it was said, not who said it.
INSIDE = words_of("inside")
#: Verbs whose negation is itself reported: not confirming, not ruling out.
NEGATED = frozenset("أكد نفى استبعد اعترف توقع اعتقد رأى أنكر".split())
#: What is asked or supposed is not reported: ``هل قال``, ``لو قال``.
ASKED = words_of("asked")
GESTURES = words_of("gesture")
INVITATIONS = words_of("invitation")
JUDGES = words_of("judge")
#: What these do with a bare object is a ruling or a vote: ``أيدت المحكمة الحكم``.
RULINGS = frozenset("أدان أيد أقر رفض استبعد جدد تبنى".split())
#: A damma inside a past form makes it passive (``اتُهم``, ``كُتب``): nobody is named as speaking.
PASSIVE_MARK = "\u064f"


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
    if found is None or not _reports(scene, at, cue, found, before, first):
        return None
    inner = _inner_participle(scene, at, found, stop)
    if inner is not None:
        return _draft(scene, sentence, inner[0], cue, inner[1], stop, rule="verb+قائلا")
    rule = "verb-before-subject" if before is None else "subject-before-verb"
    return _draft(scene, sentence, at, cue, found, stop, rule=rule)


def _reports(scene: Scene, at: int, cue: Cue, found: Opening, before: NounPhrase | None, first: int) -> bool:
    """Is this use of the verb a report? Weak verbs must open their clause; impersonal passives are none."""
    directly = found.content - at <= 2 and found.marker == "an"
    if cue.impersonal and before is None and (directly or found.subject is None):
        return False
    if _is_act(scene, at, cue, found, before):
        return False
    if cue.passive_with_object and before is None and found.marker == "object":
        return False
    if scene.norm(at - 1) in NEGATIONS and cue.lemma not in NEGATED:
        return False
    nominal = found.marker in ("object", "preposition")
    if found.marker == "object" and "D" in cue.frames and not _describes(scene, found.content):
        return False
    if scene.norm(at - 1) in RELATIVES and before is None and nominal:
        return False
    if cue.form.kind == "past" and PASSIVE_MARK in scene.reading.text[scene.tokens[at].start : scene.tokens[at].stop]:
        return False
    if before is None and found.subject is None and (nominal or found.marker == "quote"):
        return opens_clause(scene, at, first)
    if scene.norm(at - 1) in ("ان", "بان", "لان", "لكي", "كي", "حتى") and cue.form.kind == "present":
        return False
    if cue.weak or found.marker == "object":
        return opens_clause(scene, at, first) or before is not None
    return True


def _describes(scene: Scene, at: int) -> bool:
    """``وصف القرار بأنه …``, ``بـ"…"``, ``كـ``: without these somebody prescribes a medicine or paints a scene."""
    for index in range(at, min(at + 24, len(scene.tokens))):
        norm = scene.norm(index)
        if norm == "." or index in scene.opens:
            return norm != "."
        glued = norm.startswith("بان") or (norm[:1] == "ب" and proclitics(norm).particles == "ب")
        if glued or norm in ("ب", "بـ", "ك", "كـ"):
            return True
    return False


def _is_act(scene: Scene, at: int, cue: Cue, found: Opening, before: NounPhrase | None) -> bool:
    """Is it done rather than said: a gesture (``أشار بيده``), an invitation to a meal, a ruling of a court?"""
    for index in range(at + 1, min(found.content + 1, at + 8, len(scene.tokens))):
        if scene.norm(index) in GESTURES:
            return True
    if found.marker not in ("object", "preposition"):
        return False
    if cue.lemma == "دعا" and proclitics(scene.norm(found.content)).stem in INVITATIONS:
        return True
    subject = before or found.subject
    judges = subject is not None and proclitics(scene.norm(subject.first)).stem in JUDGES
    return judges and cue.lemma in RULINGS


def opens_clause(scene: Scene, at: int, first: int) -> bool:
    """True when nothing but a connector stands between the cue and its clause's start."""
    index = at - 1
    while index >= first and (is_adverb(scene.norm(index)) or scene.norm(index) in CLAUSE_OPENERS | BEFORE_VERB):
        index -= 1
    if index < first:
        return True
    before = scene.tokens[index]
    if before.norm in COMMAS or before.kind != WORD or at in scene.time_ends:
        return True
    return scene.cues[at].proclitic == "و"


def subject_before(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """The subject that stands before the verb: ``الشركة تقول``, ``أما سعيد فقال``, ``البيان الذي قال``."""
    index = at - 1
    while index >= first and (scene.norm(index) in BEFORE_VERB or is_adverb(scene.norm(index))):
        index -= 1
    if index < first:
        return None
    if scene.norm(index) in RELATIVES:
        own_subject = possessed(scene.norm(at + 1))  # كيم الذي يقول منتقدوه
        return None if own_subject else _antecedent(scene, index, first)
    if scene.norm(index) in COMMAS:
        return _before_comma(scene, index, at, first)
    for start in _clause_starts(scene, index, first):
        phrase = noun_phrase(scene, start, index + 1)
        if phrase is not None and phrase.stop == index + 1 and _subject_before_verb(scene, at, phrase):
            return phrase
    return _described_document(scene, at, index, first)


def _described_document(scene: Scene, at: int, index: int, first: int) -> NounPhrase | None:
    """``بيان أكد …``, ``معاهدة تنص …``: an indefinite document takes the verb as its relative clause."""
    if scene.norm(at + 1) in INSIDE or _joined(scene, at):
        return None
    for start in range(max(first, index - 6), index + 1):
        if source_class(scene.norm(start)) == "document" and not definite(scene.norm(start)):
            phrase = noun_phrase(scene, start, index + 1)
            if phrase is not None and phrase.stop == index + 1:
                return phrase
    return None


def _subject_before_verb(scene: Scene, at: int, phrase: NounPhrase) -> bool:
    """A verb before which a phrase stands agrees with it; an indefinite phrase is no topic except in headlines."""
    if _joined(scene, at) or _glued(scene, phrase.first):
        return False
    if phrase.first in scene.mentions or phrase.source is not None:
        return True
    if phrase.stop - phrase.first <= 2 and not is_common(name_form(scene.norm(phrase.first))):
        return True  # an unknown word is most often a name
    return phrase.definite and at in scene.cues and scene.cues[at].form.kind == "present"


def _glued(scene: Scene, at: int) -> bool:
    """Does ب, ك or ل stand glued before the phrase? Then it is no subject (``للصحفيين قال الوزير``)."""
    found = scene.mentions.get(at)
    if found is not None:
        return found[0].span.start > scene.tokens[at].start and scene.norm(at)[:1] in ("ب", "ك", "ل")
    return bool(set(proclitics(scene.norm(at)).particles) & set("بكل"))


def _joined(scene: Scene, at: int) -> bool:
    """Is the verb glued to و, so that what stands before it belongs to another clause?"""
    return scene.cues[at].proclitic == "و" if at in scene.cues else scene.norm(at).startswith("و")


def _clause_starts(scene: Scene, index: int, first: int) -> list[int]:
    """Where the clause that ends at ``index`` may start: nearest comma or sentence start, connectors skipped."""
    starts: list[int] = []
    at = index
    while at >= first and index - at < 24:
        if (
            at == first
            or scene.norm(at - 1) in COMMAS
            or scene.norm(at - 1) in CLAUSE_OPENERS | {":", "ان", "انه", "-", ")"}
            or scene.is_mark(at - 1)
        ):
            starts.append(at)
        at -= 1
    return starts


def _before_comma(scene: Scene, comma: int, at: int, first: int) -> NounPhrase | None:
    """``وبوتين، الذي …، قال``: a topic in front, closed by a comma; only a named one counts."""
    if _joined(scene, at) or comma <= first:
        return None
    for start in [*_clause_starts(scene, comma - 1, first), first]:
        phrase = noun_phrase(scene, start, comma) if start == first or scene.norm(start - 1) not in COMMAS else None
        if phrase is None or not (phrase.first in scene.mentions or (phrase.named and phrase.source)):
            continue
        rest = scene.norm(phrase.stop)
        if phrase.stop == comma or (start == first and (rest in RELATIVES or rest in COMMAS)):
            return phrase
    return None


def _antecedent(scene: Scene, relative: int, first: int) -> NounPhrase | None:
    for start in range(max(first, relative - 6), relative):
        end = scene.mentions[start][1] if start in scene.mentions else -1
        if end == relative or (end == relative - 1 and scene.norm(end) in COMMAS):
            return noun_phrase(scene, start, end)
    for start in range(relative - 1, max(first, relative - 5) - 1, -1):
        phrase = noun_phrase(scene, start, relative)
        if phrase is not None and phrase.stop == relative and phrase.source is not None:
            return phrase
    return None


def _inner_participle(scene: Scene, at: int, found: Opening, stop: int) -> tuple[int, Opening] | None:
    """``أضاف قائلا``: the words hang on the participle, the subject on the verb."""
    for index in range(at + 1, min(found.content, stop)):
        cue = scene.cues.get(index)
        if cue is not None and cue.form.kind == "participle" and cue.lemma == "قال":
            inner = opening(scene, index, cue, stop, subject=found.subject)
            if inner is not None:
                return index, inner._replace(inserts=found.inserts + inner.inserts)
    return None


def _participle(scene: Scene, sentence: int, at: int, cue: Cue, stop: int) -> Draft | None:
    found = opening(scene, at, cue, stop, subject=None)
    if found is None or found.content - at > 16:
        return None
    nounlike = not cue.form.text.endswith("ا")
    if (
        (nounlike or cue.weak)
        and scene.norm(at + 1) not in COMPLEMENTISERS
        and not (scene.norm(at - 1) in COMMAS or scene.is_mark(at - 1) or found.marker in ("an", "colon"))
    ):
        return None
    draft = _draft(scene, sentence, at, cue, found, stop, rule="participle")
    return draft._replace(subject=None, continues=True) if draft is not None else None


def _draft(scene: Scene, sentence: int, at: int, cue: Cue, found: Opening, stop: int, *, rule: str) -> Draft | None:
    content, after, opened = _content(scene, found, stop)
    if opened == "colon":
        content, after = _whole_speech(scene, sentence, content, after)
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
    return ()


def _content(scene: Scene, found: Opening, stop: int) -> tuple[tuple[Span, ...], int, str]:
    at = found.content
    if found.marker == "an" and scene.norm(at) == ":":
        at += 1
    if at in scene.opens and (found.marker in ("an", "colon", "quote") or not scene.is_scare(at)):
        pieces, after = quoted_pieces(scene, at, stop)
        if pieces and (ends_sentence(scene, after, stop) or (found.marker == "colon" and not scene.is_scare(at))):
            return tuple(pieces), after, "quotation"
    nominal = found.marker in ("object", "preposition") and "D" not in scene.cues[found.cue].frames
    after = content_stop(scene, at, stop, nominal=nominal)
    if after <= at:
        return (), at, found.marker
    begin = scene.tokens[at].start
    if found.marker == "preposition":
        begin = content_start(scene, at)
    span = trimmed(scene.reading.text, begin, scene.tokens[after - 1].stop)
    return (span,), after, found.marker


def _whole_speech(scene: Scene, sentence: int, content: tuple[Span, ...], after: int) -> tuple[tuple[Span, ...], int]:
    """Speech after a colon without quotation marks goes on to the paragraph's end, or to the next cue."""
    reading = scene.reading
    if not content or after < reading.sentence_tokens[sentence][1]:
        return content, after
    end = content[-1].stop
    for index in range(sentence + 1, len(reading.sentences)):
        first, stop = reading.sentence_tokens[index]
        if "\n" in reading.text[end : reading.sentences[index].start] or first >= stop:
            break
        if any(at in scene.cues for at in range(first, min(first + 3, stop))) or first in scene.opens:
            break
        after, end = stop, reading.sentences[index].stop
    return (*content[:-1], trimmed(reading.text, content[-1].start, end)), after


def opens_by(rule: str) -> str:
    """What opened the content, out of a draft's rule: ``verb-before-subject:an`` gives ``an``."""
    return rule.rpartition(":")[2]
