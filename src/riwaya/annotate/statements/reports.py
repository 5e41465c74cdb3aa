"""Is this use of a verb of saying a report, or a gesture, a ruling, a question, a passive nobody said?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.phrases import (
    COMMAS,
    RELATIVES,
    NounPhrase,
    is_adverb,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, possessed
from riwaya.annotate.statements.subjects import BEFORE_VERB, CLAUSE_OPENERS, INSIDE, RESUMING
from riwaya.annotate.statements.walk import Opening
from riwaya.arabic.words import WORD, proclitics

NEGATIONS = words_of("negation")
#: Verbs whose negation is itself reported: not confirming, not ruling out.
NEGATED = frozenset("أكد نفى استبعد اعترف توقع اعتقد رأى أنكر".split())
#: What is asked or supposed is not reported: ``هل قال``, ``لو قال``.
ASKED = words_of("asked")
INTERVIEWERS = words_of("interviewer")
GESTURES = words_of("gesture")
POINTED_AT = words_of("pointed-at")
INVITATIONS = words_of("invitation")
JUDGES = words_of("judge")
#: With عن these name a topic as often as they say something.
TALKS = frozenset({"تحدث", "تكلم"})
#: What is renewed by saying it again: ``جدد المجلس رفضه``.
RENEWED = words_of("renewed")
#: ``لكي يؤكد``, ``أن يعلن``: what was to be said was not said yet.
SUBJUNCTIVE = frozenset({"ان", "بان", "لان", "لكي", "كي", "حتى"})
VOICELESS = words_of("voiceless")
#: What these do with a bare object is a ruling or a vote: ``أيدت المحكمة الحكم``.
RULINGS = frozenset("أدان أيد أقر رفض استبعد جدد تبنى".split())
#: Whose passive looks the same: ``يتوقع أن``.
SUPPOSING = frozenset("توقع رجح اعتقد افترض".split())
#: A damma inside a past form makes it passive (``اتُهم``, ``كُتب``): nobody is named as speaking.
PASSIVE_MARK = "\u064f"
#: Written on a verb (``عبّر``), it is no preposition.
SHADDA = "\u0651"


class Use(NamedTuple):
    """One use of a verb of saying: the cue at token ``at``, how its content opens, and the subject before it."""

    scene: Scene
    at: int
    cue: Cue
    found: Opening
    before: NounPhrase | None

    @property
    def subject(self) -> NounPhrase | None:
        """Who would speak: the phrase before the verb, else the one behind it."""
        return self.before or self.found.subject

    @property
    def nominal(self) -> bool:
        """True when the content is a noun phrase."""
        return self.found.marker in ("object", "preposition")

    def word(self, by: int) -> str:
        """The light folding of the token ``by`` tokens from the cue."""
        return self.scene.norm(self.at + by)


def reports(scene: Scene, at: int, cue: Cue, found: Opening, before: NounPhrase | None, first: int) -> bool:
    """Is this use of the verb a report? No objection stands, and a verb that may do something else opens its clause."""
    use = Use(scene, at, cue, found, before)
    if any(objection(use) for objection in OBJECTIONS):
        scene.refused.add(at)
        return False
    if before is None and found.subject is None and (use.nominal or found.marker == "quote"):
        return opens_clause(scene, at, first)
    if use.word(-1) == "ما" and found.marker == "an":
        return True  # وهو ما يرى كثيرون أنه حيلة
    if use.word(-1) in SUBJUNCTIVE and cue.form.kind == "present":
        return False
    if cue.weak or found.marker == "object":
        return opens_clause(scene, at, first) or before is not None
    return True


def impersonal(use: Use) -> bool:
    """``يذكر أن``: nobody is said to say it."""
    directly = use.found.content - use.at <= 2 and use.found.marker == "an"
    return use.cue.impersonal and use.before is None and (directly or use.found.subject is None)


def done(use: Use) -> bool:
    """Done rather than said: a gesture (``أشار بيده``, ``إلى صدره``), an invitation to a meal, a ruling of a court."""
    scene, found = use.scene, use.found
    if not GESTURES.isdisjoint(scene.norms[use.at + 1 : min(found.content + 1, use.at + 8)]):
        return True
    if not use.nominal:
        return False
    if use.cue.lemma == "أشار" and scene.norm(found.content) in POINTED_AT:
        return True  # أشار إلى صدره
    thing = proclitics(scene.norm(found.content)).stem
    if use.cue.lemma == "دعا" and thing in INVITATIONS:
        return True
    renewed = use.cue.lemma == "جدد" and thing in RENEWED
    judge = use.subject is not None and proclitics(scene.norm(use.subject.first)).stem in JUDGES
    return judge and use.cue.lemma in RULINGS and not renewed


def undergone(use: Use) -> bool:
    """``تعرض لانتقادات``: what befell somebody, not what somebody offers."""
    behind = {use.word(1)} | ({use.scene.norm(use.subject.stop)} if use.subject is not None else set())
    return use.cue.lemma == "عرض" and any(word == "الى" or proclitics(word).particles[:1] == "ل" for word in behind)


def supposed(use: Use) -> bool:
    """``القرار الذي يتوقع أن …``, ``تابوت ضخم يرجح أنه …``: a relative clause of what is supposed of a thing."""
    if use.cue.lemma not in SUPPOSING or use.cue.form.kind != "present" or use.cue.form.number != "s":
        return False
    if use.before is not None:
        thing = use.before.source in (None, "document")
        return thing and not (use.before.named or use.before.first in use.scene.mentions)
    alone = use.found.subject is None and use.found.marker == "an" and not use.cue.proclitic
    return alone and use.scene.tokens[use.at - 1].kind == WORD and not _may_lead(use.word(-1))


def voiceless(use: Use) -> bool:
    """``تشير التوقعات إلى أن``: what these point to nobody has said; nor ``وبين هذا وذاك``."""
    subject = use.subject
    if subject is None:
        return False
    if use.cue.lemma == "بين" and use.before is None and not (subject.named or subject.source):
        return True
    heads = range(subject.first, min(subject.stop, subject.first + 2))
    return any(proclitics(use.scene.norm(at)).stem in VOICELESS for at in heads)


def passive(use: Use) -> bool:
    """``يعتبر فلان من …``, or a damma in the writing; not ``لا تتوقع الولايات المتحدة التوصل``."""
    cue, found = use.cue, use.found
    if cue.passive_with_object and use.before is None and found.marker == "object":
        expects = cue.lemma == "توقع" and found.subject is not None and found.subject.named
        return not expects
    token = use.scene.tokens[use.at]
    return cue.form.kind == "past" and PASSIVE_MARK in use.scene.reading.text[token.start : token.stop]


def by_way_of(use: Use) -> bool:
    """``عبر توجيه الأسئلة``: عبر is a preposition where no verb is expected, or nobody who can speak follows."""
    token, subject = use.scene.tokens[use.at], use.subject
    if use.cue.form.text != "عبر" or use.word(1) == "عن" or SHADDA in use.scene.reading.text[token.start : token.stop]:
        return False
    known = subject is not None and (subject.named or subject.first in use.scene.mentions)
    return not known and (subject is None or subject.source in (None, "document"))


def interviewed(use: Use) -> bool:
    """``وسأله أحد الصحافيين هل …``: a question of an interview."""
    if use.cue.lemma != "سأل" or use.subject is None:
        return False
    return any(proclitics(use.scene.norm(at)).stem in INTERVIEWERS for at in range(*use.subject[:2]))


def confirmed_by_this(use: Use) -> bool:
    """``ويؤكد هذا ضرورة التوعية``: a fact confirms, and nobody speaks."""
    subject = use.found.subject or use.before
    alone = subject is None or subject.stop - subject.first == 1
    return use.word(1) in ("هذا", "هذه", "ذلك") and use.nominal and alone and not definite(use.word(2))


def accused(use: Use) -> bool:
    """``اتهم المعتقلون بأنهم``: one accuses somebody; with nobody between subject and ب the verb is passive."""
    subject = use.found.subject
    if use.cue.lemma != "اتهم" or use.before is not None or use.cue.form.pronoun or subject is None:
        return False
    return subject.stop - subject.first == 1 and use.found.content - subject.stop <= 1 and not use.found.inserts


def negated(use: Use) -> bool:
    """``لم يقل``: a negated verb reports only where its negation does."""
    return use.word(-1) in NEGATIONS and use.cue.lemma not in NEGATED


def undescribed(use: Use) -> bool:
    """A verb of describing without its description: somebody prescribes a medicine or paints a scene."""
    return use.found.marker == "object" and "D" in use.cue.frames and not _describes(use.scene, use.found.content)


def shown_by_people(use: Use) -> bool:
    """``أظهر الفريق قوة``: only documents show what is told (``أظهرت البيانات ارتفاع الأسعار``)."""
    return use.cue.lemma == "أظهر" and use.nominal and (use.subject is None or use.subject.source != "document")


def for_a_purpose(use: Use) -> bool:
    """``ليعلن`` says nothing without أن, a quotation or a subject."""
    return use.cue.proclitic == "ل" and use.nominal and use.found.subject is None


def about_the_antecedent(use: Use) -> bool:
    """``السلع التي توردها الدول``, ``القائمة التي أعلن عنها``, ``وهو ما يشير إلى``: its object stands before it."""
    if use.word(-1) == "ما" and (use.word(-2) in ("وهو", "هو", "وهي", "الامر") or use.word(-2) in COMMAS):
        judged = use.found.marker == "an" and use.found.subject is not None  # وهو ما يرى كثيرون أنه حيلة
        return not use.cue.form.pronoun and not judged
    resumed = bool(use.cue.form.pronoun) or "S" in use.cue.frames or use.word(1) in RESUMING
    return use.word(-1) in RELATIVES and resumed and use.cue.act not in ("describe", "consider")


def topic_only(use: Use) -> bool:
    """``تحدث عن الموقف`` names a topic; ``تحدث عن مقتل ثلاثة`` says that it happened."""
    if use.found.marker != "preposition" or use.cue.lemma not in TALKS:
        return False
    at, scene = use.found.content, use.scene
    known = proclitics(scene.norm(at)).article or possessed(scene.norm(at))
    return known or at in scene.opens or at in scene.mentions


def relative(use: Use) -> bool:
    """``الذي دعا إلى``: a relative clause of a thing; not ``المرة الأولى التي تتهم فيها فلانة فلانا``."""
    if use.word(-1) not in RELATIVES or use.before is not None or not use.nominal:
        return False
    subject = use.found.subject
    own = use.word(1) in INSIDE and subject is not None and (subject.named or subject.source is not None)
    return not own


#: Why a use of a verb is no report. Any one is enough.
OBJECTIONS: tuple[Callable[[Use], bool], ...] = (
    impersonal,
    done,
    undergone,
    supposed,
    voiceless,
    passive,
    by_way_of,
    interviewed,
    confirmed_by_this,
    accused,
    negated,
    undescribed,
    shown_by_people,
    for_a_purpose,
    about_the_antecedent,
    topic_only,
    relative,
)


def _describes(scene: Scene, at: int) -> bool:
    """``وصف القرار بأنه …``, ``بـ"…"``, ``كـ``."""
    for index in range(at, min(at + 24, len(scene.tokens))):
        norm = scene.norm(index)
        if norm == "." or index in scene.opens:
            return norm != "."
        glued = norm.startswith("بان") or (norm[:1] == "ب" and proclitics(norm).particles == "ب")
        if glued or norm in ("ب", "بـ", "ك", "كـ"):
            return True
    return False


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
