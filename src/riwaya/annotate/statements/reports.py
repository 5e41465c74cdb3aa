"""Is this use of a verb of saying a report, or a gesture, a ruling, a question, a passive nobody said?"""

from __future__ import annotations

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.phrases import (
    COMMAS,
    RELATIVES,
    NounPhrase,
    is_adverb,
    possessed,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.subjects import BEFORE_VERB, CLAUSE_OPENERS, INSIDE
from riwaya.annotate.statements.walk import Opening
from riwaya.arabic.words import WORD, proclitics

NEGATIONS = words_of("negation")
#: Verbs whose negation is itself reported: not confirming, not ruling out.
NEGATED = frozenset("أكد نفى استبعد اعترف توقع اعتقد رأى أنكر".split())
#: What is asked or supposed is not reported: ``هل قال``, ``لو قال``.
ASKED = words_of("asked")
GESTURES = words_of("gesture")
INVITATIONS = words_of("invitation")
JUDGES = words_of("judge")
#: With عن these name a topic as often as they say something.
TALKS = frozenset({"تحدث", "تكلم"})
#: What is renewed by saying it again: ``جدد المجلس رفضه``.
RENEWED = words_of("renewed")
#: ``القائمة التي أعلن عنها المدرب``: the antecedent is what the verb is about.
RESUMING = words_of("resuming")
VOICELESS = words_of("voiceless")
#: What these do with a bare object is a ruling or a vote: ``أيدت المحكمة الحكم``.
RULINGS = frozenset("أدان أيد أقر رفض استبعد جدد تبنى".split())
#: A damma inside a past form makes it passive (``اتُهم``, ``كُتب``): nobody is named as speaking.
PASSIVE_MARK = "\u064f"


def reports(scene: Scene, at: int, cue: Cue, found: Opening, before: NounPhrase | None, first: int) -> bool:
    """Is this use of the verb a report? Weak verbs must open their clause; impersonal passives are none."""
    directly = found.content - at <= 2 and found.marker == "an"
    if cue.impersonal and before is None and (directly or found.subject is None):
        return False
    if _is_act(scene, at, cue, found, before) or _nobody(scene, before or found.subject):
        return False
    if cue.passive_with_object and before is None and found.marker == "object" and not _expects(cue, found):
        return False
    if scene.norm(at - 1) in NEGATIONS and cue.lemma not in NEGATED:
        return False
    nominal = found.marker in ("object", "preposition")
    if found.marker == "object" and "D" in cue.frames and not _describes(scene, found.content):
        return False
    if cue.proclitic == "ل" and found.marker not in ("an", "quote", "colon") and found.subject is None:
        return False
    if scene.norm(at - 1) == "ما" and scene.norm(at - 2) in ("وهو", "هو", "وهي", "الامر") and not cue.form.pronoun:
        return False  # وهو ما يشير إلى
    resumed = cue.form.pronoun or "S" in cue.frames or scene.norm(at + 1) in RESUMING
    if scene.norm(at - 1) in RELATIVES and resumed and cue.act not in ("describe", "consider"):
        return False  # السلع التي توردها الدول: the verb's object stands before it
    if cue.lemma == "بين" and found.subject is not None and not (found.subject.named or found.subject.source):
        return False  # وبين هذا وذاك
    if found.marker == "preposition" and cue.lemma in TALKS and not _claims(scene, found.content):
        return False
    if scene.norm(at - 1) in RELATIVES and before is None and nominal and not _resumed(scene, at, found):
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


def _expects(cue: Cue, found: Opening) -> bool:
    """``لا تتوقع الولايات المتحدة التوصل إلى اتفاق``: with somebody and something behind it توقع is no passive."""
    return cue.lemma == "توقع" and found.subject is not None and found.subject.named


def _nobody(scene: Scene, subject: NounPhrase | None) -> bool:
    """``تشير التوقعات إلى أن``: what these point to nobody has said."""
    if subject is None:
        return False
    return any(
        proclitics(scene.norm(at)).stem in VOICELESS
        for at in range(subject.first, min(subject.stop, subject.first + 2))
    )


def _claims(scene: Scene, at: int) -> bool:
    """``تحدث عن مقتل ثلاثة`` says that it happened; ``تحدث عن الموقف`` only names a topic."""
    norm = scene.norm(at)
    return not (proclitics(norm).article or possessed(norm) or at in scene.opens or at in scene.mentions)


def _resumed(scene: Scene, at: int, found: Opening) -> bool:
    """``المرة الأولى التي تتهم فيها فلانة فلانا بـ…``: a relative clause with a subject of its own."""
    subject = found.subject
    return scene.norm(at + 1) in INSIDE and subject is not None and (subject.named or subject.source is not None)


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
    if cue.lemma == "جدد" and proclitics(scene.norm(found.content)).stem in RENEWED:
        return False
    judges = subject is not None and proclitics(scene.norm(subject.first)).stem in JUDGES
    return judges and cue.lemma in RULINGS


def opens_clause(scene: Scene, at: int, first: int) -> bool:
    """True when nothing but a connector stands between the cue and its clause's start."""
    index = at - 1
    while index >= first and _may_lead(scene.norm(index)):
        index -= 1
    if index < first:
        return True
    before = scene.tokens[index]
    if before.norm in COMMAS or before.kind != WORD or at in scene.time_ends:
        return True
    return scene.cues[at].proclitic == "و"


def _may_lead(norm: str) -> bool:
    """May the word stand between a clause's start and its verb? ``ودائما ما تنفي``."""
    known = CLAUSE_OPENERS | BEFORE_VERB
    return is_adverb(norm) or norm in known or (norm[:1] == "و" and (is_adverb(norm[1:]) or norm[1:] in known))
