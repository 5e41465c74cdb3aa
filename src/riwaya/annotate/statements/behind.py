"""Is the noun phrase behind a verb of saying its subject, or what the verb is about?"""

from __future__ import annotations

from riwaya.annotate.statements.adverbials import PREPOSITION_FRAMES, TIMELY
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PREPOSITIONS,
    NounPhrase,
    is_preposition,
    noun_phrase,
)
from riwaya.annotate.statements.resorts import bound
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, possessed
from riwaya.annotate.statements.sources import source_class
from riwaya.annotate.statements.walk import Walk
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.names import is_common
from riwaya.arabic.words import proclitics

#: Acts whose verb takes whom it is asked of as its object, and the auxiliaries behind which no subject stands.
ASKING_ACTS = frozenset({"call", "demand", "ask", "accuse"})
BEEN = frozenset({"كان", "كانت", "كانوا"})
#: ``المواطنين`` and its like have more letters than this.
LEAST_PLURAL = 6
#: ``صورا``: a noun with tanween has so many letters at least.
LEAST_NOUN = 4
#: Behind a subject with its complement أن opens so near.
LATEST_AN = 9
#: ``كلمة حض فيها``.
INSIDE = words_of("inside")
#: ``كل``, ``جميع`` and their like.
ALL = words_of("all-of")
CALLED_UPON = words_of("called-upon")
#: ``عدة دول``, ``بضعة مصانع``: counts of whoever they are.
SEVERAL = frozenset({"عدة", "بضعة", "بضع"})
#: States, and bodies named by their place, that take a masculine verb.
MASCULINE_STATES = words_of("masculine-state")


def names_subject(walk: Walk, phrase: NounPhrase) -> bool:
    """``قال الوزير آنذاك، فلان،``: the name of a subject known by its title only.

    It stands behind a comma, or behind a complement of the title (``قال السفير لدى كذا أمام المحكمة فلان``).
    """
    subject, scene = walk.subject, walk.scene
    if subject is None or subject.source != "person" or (subject.named and not _of_somebody(scene, subject)):
        return False
    if scene.norm(walk.at - 1) in COMMAS:
        return _is_person(scene, phrase.first)
    passed = bool(walk.inserts) and walk.inserts[-1][1] == phrase.first
    return passed and _is_person(scene, phrase.first) and scene.norm(walk.inserts[-1][0])[:1] != "ل"


def _is_person(scene: Scene, at: int) -> bool:
    """Does a person's name begin with this token, and nothing glued to it?"""
    found = scene.mentions.get(at)
    return found is not None and found[0].type == "PER" and found[0].span.start == scene.tokens[at].start


def _of_somebody(scene: Scene, subject: NounPhrase) -> bool:
    """``محامي فلان``: the name in the phrase is not the subject's."""
    found = scene.mentions.get(subject.first + 1)
    head = scene.norm(subject.first)
    return found is not None and found[1] == subject.stop and not (definite(head) or possessed(head))


def may_speak(walk: Walk, phrase: NounPhrase) -> bool:
    """Is the phrase behind the verb its subject? With an object frame it may be the object of a dropped subject.

    A plural or dual verb has its subject in front, or dropped it: before an explicit subject the verb is singular.
    """
    if walk.cue.form.number != "s" and walk.cue.form.kind != "participle":
        return False
    if walk.cue.act in ASKING_ACTS and walk.scene.norm(walk.start - 1).removeprefix("و") in BEEN:
        return False  # كانت تطالب الحكومة بـ: who asks stands before كان
    if walk.cue.act == "call" and (walk.scene.norm(phrase.first) in ALL or _called_upon(walk, phrase)):
        return False  # دعا كل الدول إلى: whom it was asked of
    if phrase.first in walk.scene.opens:
        return True  # marks around a word or two that are not what was said hold a name
    if _charged(walk, phrase) or (phrase.first not in walk.scene.mentions and _asked_of_him(walk, phrase)):
        return False
    if phrase.first in walk.scene.mentions or phrase.named:
        return not _other_gender(walk, phrase)
    if _tanween(walk, phrase):
        return False
    if _plural_object(walk, phrase):
        return False
    if walk.cue.form.pronoun:
        return phrase.source is not None
    if _feminine_object(walk, phrase) or _clashes(walk.cue, phrase):
        return False
    if _accusative(walk, phrase):
        return False
    if phrase.source is not None or not set("OD") & set(walk.cue.frames):
        return True
    head = walk.scene.norm(phrase.first)
    if possessed(head) and "O" in walk.cue.frames and walk.scene.norm(phrase.stop) not in COMPLEMENTISERS:
        return False  # جددت موقفها الداعي إلى
    if "A" in walk.cue.frames and _unknown_before_an(walk, phrase):
        return True
    if _interrupted(walk, phrase) or _told_late(walk, phrase) or _several_tell(walk, phrase):
        return True
    if not (definite(head) or possessed(head)):
        return phrase.definite and possessed(walk.scene.norm(phrase.stop)) and _subject_like(walk, phrase)
    return _subject_like(walk, phrase)


def _plural_object(walk: Walk, phrase: NounPhrase) -> bool:
    """``ودعا المواطنين إلى``: a subject would end in ون."""
    head = walk.scene.norm(phrase.first)
    people = phrase.source in ("person", "group") and definite(head) and walk.cue.form.kind != "participle"
    return people and walk.cue.act in ASKING_ACTS and head.endswith("ين") and len(head) > LEAST_PLURAL


def _accusative(walk: Walk, phrase: NounPhrase) -> bool:
    """``افتتح ملتقى دوليا``: an indefinite noun whose adjective ends in tanween is no subject."""
    if phrase.definite or phrase.named or phrase.source is not None or phrase.stop - phrase.first < 2:
        return False
    return walk.scene.norm(phrase.stop - 1).endswith("ا")


def _unknown_before_an(walk: Walk, phrase: NounPhrase) -> bool:
    """``أكد بوريطة أن``, ``أكد السويلم للمحافظ أن``: a word that is no common noun, with أن behind it or its hearer."""
    scene, at = walk.scene, phrase.stop
    hearer = proclitics(scene.norm(at))
    if hearer.article and hearer.particles == "ل":
        at += 1
    if at >= walk.stop or scene.norm(at) not in COMPLEMENTISERS:
        return False
    return at > phrase.stop or not is_common(name_form(scene.norm(phrase.first)))


def _called_upon(walk: Walk, phrase: NounPhrase) -> bool:
    """``وحث الأطراف على``, ``دعا المجتمع الدولي إلى``: many, and what is asked of them right behind."""
    behind = walk.scene.norm(phrase.stop)
    many = walk.scene.norm(phrase.first) in CALLED_UPON and walk.cue.form.gender == "m"
    return many and (is_preposition(behind, walk.scene.norm(phrase.stop + 1)) or proclitics(behind).particles == "ل")


def _several_tell(walk: Walk, phrase: NounPhrase) -> bool:
    """``أعلنت عدة دول أنها``, ``أعلنت عدة مجموعات عن``: how many, and right behind them what opens the content."""
    behind = walk.scene.norm(phrase.stop)
    opens = behind in COMPLEMENTISERS or PREPOSITION_FRAMES.get(behind, "-") in walk.cue.frames
    return walk.scene.norm(phrase.first) in SEVERAL and opens


def _told_late(walk: Walk, phrase: NounPhrase) -> bool:
    """``أكدت الحاضرات في الندوة أن``: behind an object there is no أن, so that the phrase is the subject."""
    scene, at = walk.scene, phrase.stop
    if "A" not in walk.cue.frames or not phrase.definite:
        return False
    if not is_preposition(scene.norm(at), scene.norm(at + 1)):
        return False
    for index in range(at + 1, min(walk.stop, at + LATEST_AN)):
        norm = scene.norm(index)
        if norm in COMPLEMENTISERS:
            before = scene.norm(index - 1)
            return norm[:1] == "ا" and before not in PREPOSITIONS and not bound(before, walk.cue.frames)
        if norm in COMMAS or index in scene.opens or _finite(scene, index):
            return False
    return False


def _other_gender(walk: Walk, phrase: NounPhrase) -> bool:
    """``ودعا روسيا إلى``: a state is feminine but for a few, so that behind a masculine verb it is the object."""
    found = walk.scene.mentions.get(phrase.first)
    if found is None or found[0].type != "LOC" or walk.cue.form.gender != "m" or phrase.source is not None:
        return False
    return proclitics(walk.scene.norm(phrase.first)).stem not in MASCULINE_STATES and walk.cue.form.kind != "participle"


def _interrupted(walk: Walk, phrase: NounPhrase) -> bool:
    """``أعلنت لجنة كذا، الاثنين، تسوية …``: what a time or a comma parts from the next noun is the subject."""
    scene, at = walk.scene, phrase.stop
    while at < walk.stop and (scene.norm(at) in COMMAS or at in scene.times or _at_a_time(scene, at)):
        at = scene.times.get(at, at + (3 if _at_a_time(scene, at) else 1))
    timed = any(index in scene.times or _at_a_time(scene, index) for index in range(phrase.stop, at))
    if not timed or at >= walk.stop or proclitics(scene.norm(at)).particles or _finite(scene, at):
        return False
    return noun_phrase(scene, at, walk.stop) is not None


def _at_a_time(scene: Scene, at: int) -> bool:
    """``في وقت سابق``."""
    return scene.norm(at) == "في" and scene.norm(at + 1) == "وقت" and scene.norm(at + 2) in TIMELY


def _finite(scene: Scene, at: int) -> bool:
    """A finite verb of saying, and no verbal noun of its shape (``رفع``)."""
    return at in scene.cues and "S" not in scene.cues[at].frames


def _tanween(walk: Walk, phrase: NounPhrase) -> bool:
    """``عرضت صورا``, ``دعت عددا من الصحافيين``: an accusative with tanween is the object; ``قال متحدثا`` tells how."""
    head = walk.scene.norm(phrase.first)
    if phrase.source == "person" and phrase.stop - phrase.first == 1 and head.endswith("ا"):
        return source_class(head[:-1]) == "person"
    noun = head.endswith("ا") and len(head) >= LEAST_NOUN
    return noun and phrase.source in (None, "document", "group") and is_common(name_form(head[:-1]))


def _charged(walk: Walk, phrase: NounPhrase) -> bool:
    """``وحملت المدينة المسؤولية``: who is charged, and not who charges."""
    return walk.cue.lemma == "حمل" and walk.scene.norm(phrase.stop) in ("المسؤولية", "مسؤولية")


def _asked_of_him(walk: Walk, phrase: NounPhrase) -> bool:
    """``واتهمت شقيقه الثالث``: behind a feminine verb a masculine person is whom it was asked of."""
    head = walk.scene.norm(phrase.first)
    asked = walk.cue.form.gender == "f" and walk.cue.act in ASKING_ACTS and phrase.first == walk.start + 1
    return asked and phrase.source == "person" and not head.endswith(("ة", "ى", "ات", "اء", "ا", "ين", "ون"))


def _feminine_object(walk: Walk, phrase: NounPhrase) -> bool:
    """``كما حض الحكومة على``, ``انتقد المؤسسات``: right behind a masculine verb a feminine noun is its object."""
    head, cue = walk.scene.norm(phrase.first), walk.cue
    right_behind = walk.start + 1 + (walk.scene.norm(walk.start + 1) in INSIDE)  # حض فيها الحكومة على
    if cue.form.gender != "m" or phrase.first != right_behind or not definite(head):
        return False
    if cue.act in ASKING_ACTS:
        return head.endswith("ة") and phrase.source in ("organisation", "group", None)
    bare_object = bool(set("OD") & set(cue.frames)) and cue.form.number == "s" and cue.form.kind != "participle"
    return bare_object and head.endswith(("ة", "ات")) and phrase.source in ("organisation", "document", None)


def _clashes(cue: Cue, phrase: NounPhrase) -> bool:
    """A feminine verb with a masculine-looking head of unknown kind, in verbs whose object may stand alone."""
    if not set("ODIBML") & set(cue.frames) or phrase.source is not None:
        return False
    if cue.form.gender == "m":
        return cue.form.kind == "past" and definite(phrase.head) and phrase.head.endswith("ية")
    feminine = phrase.head.endswith(("ة", "ات", "اء", "ى"))
    return cue.form.gender == "f" and not feminine and definite(phrase.head)


def _subject_like(walk: Walk, phrase: NounPhrase) -> bool:
    """A definite phrase with no known source: the subject only if an object or a marker follows it at once."""
    scene, after = walk.scene, phrase.stop
    if after >= walk.stop:
        return False
    norm = scene.norm(after)
    if norm in COMPLEMENTISERS or after in scene.opens or norm == ":":
        return True
    if after in scene.mentions or proclitics(norm).particles:
        return False
    return noun_phrase(scene, after, walk.stop) is not None
