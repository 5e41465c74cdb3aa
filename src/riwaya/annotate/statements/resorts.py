"""Content that no marker opens where the walk stopped: a bare object, a late أن or colon, words without either."""

from __future__ import annotations

from riwaya.annotate.statements.adverbials import PREPOSITION_FRAMES
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.phrases import COMMAS, COMPLEMENTISERS, NounPhrase
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, possessed
from riwaya.annotate.statements.sources import source_class
from riwaya.annotate.statements.walk import Opening, Walk
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import proclitics

#: Behind these أن opens a clause of time or manner, not what was said: قبل أن, من دون أن.
BOUND = words_of("bound-complementiser")
#: Verbs whose object is a feeling or a stand: ``أبدى تحفظه``.
SHOWING = frozenset("أبدى جدد سجل".split())
#: Words behind a speaker and a comma are a speech when there are so many at least.
LEAST_SAID = 4


def last_resort(walk: Walk) -> Opening | None:
    """What opens the content of a walk that may not go on: the nearest reading first."""
    return _object(walk) or _late_quotation(walk) or bare_words(walk)


def bound(before: str, frames: str) -> bool:
    """Does أن belong to the word before it (``قبل أن``, ``إلى أن`` of a verb that takes no إلى)?"""
    if before == "الى":
        return not set("IJ") & set(frames)
    return before in BOUND or (before == "على" and "L" not in frames)


def verb_here(scene: Scene, at: int, cue: Cue | None = None) -> bool:
    """A finite cue, and no name nor verbal noun of its shape: ``طلب رفع راتبه``, behind a ``cue`` ``أبدى تحفظه``."""
    found = scene.cues[at]
    shown = cue is not None and cue.lemma in SHOWING and bool(found.form.pronoun) and not found.proclitic
    return found.form.kind != "participle" and at not in scene.mentions and "S" not in found.frames and not shown


def _object(walk: Walk) -> Opening | None:
    """A noun that can be no subject: the object, when the verb takes one."""
    scene, at = walk.scene, walk.at
    frames = walk.cue.frames
    if scene.norm(at) in COMPLEMENTISERS:
        return _swallowed(walk)
    stopped_by_verb = at in scene.cues and verb_here(scene, at, walk.cue)
    late = _late_complementiser(walk)
    if late is not None:
        return late
    sure = walk.subject is not None or not walk.cue.weak or _renews(walk)
    if not stopped_by_verb and not walk.strays and set("OD") & set(frames) and sure:
        return _behind_description(walk) or walk.opening("object", at)
    return None


def _swallowed(walk: Walk) -> Opening | None:
    """``وصفت الصحيفة المحلية المباراة بأنها``: what is described looks like one more adjective of the subject."""
    scene, subject, at = walk.scene, walk.subject, walk.at
    if "D" not in walk.cue.frames or not scene.norm(at).startswith("ب") or subject is None or subject.stop != at:
        return None
    begin = scene.mentions[subject.first][1] if subject.first in scene.mentions else max(at - 1, subject.first + 1)
    if begin >= at or not definite(scene.norm(begin)):
        return None
    walk.subject = subject._replace(stop=begin)
    return walk.opening("object", begin)


def _behind_description(walk: Walk) -> Opening | None:
    """``كشف استطلاع شمل ثلاثة آلاف شخص أن``: what describes the subject, then أن of its verb."""
    scene, subject = walk.scene, walk.subject
    if subject is None or walk.at != subject.stop or not (_bare_document(scene, subject) or _titled(scene, subject)):
        return None
    for index in range(walk.at + 1, walk.stop):
        if scene.norm(index) in COMPLEMENTISERS:
            if bound(scene.norm(index - 1), walk.cue.frames):
                return None
            walk.inserts.append((walk.at, index))
            return walk.opening("an", index + 1)
        if scene.norm(index) in COMMAS or (index in scene.opens and not scene.is_scare(index)):
            return None
    return None


def _bare_document(scene: Scene, subject: NounPhrase) -> bool:
    """An indefinite document takes a relative clause without الذي."""
    head = scene.norm(subject.first)
    return subject.source == "document" and not definite(head) and not possessed(head)


def _titled(scene: Scene, subject: NounPhrase) -> bool:
    """``أكد الدكتور فلان رئيس برنامج كذا واستشاري كذا أن``: a title behind the name, with no comma."""
    return subject.named and source_class(scene.norm(subject.stop)) == "person"


def _late_quotation(walk: Walk) -> Opening | None:
    """``تابع فلان بعد أن أبدى غضبه: "…"``: a known speaker, an aside with a verb in it, then a colon and the words."""
    scene = walk.scene
    if walk.subject is None or walk.cue.weak or "Q" not in walk.cue.frames:
        return None
    for index in range(walk.at, walk.stop - 1):
        if scene.norm(index) == ":" and index + 1 in scene.opens and not scene.is_scare(index + 1):
            walk.inserts.append((walk.at, index))
            return walk.opening("colon", index + 1)
        if index in scene.opens or (index in scene.cues and "Q" in scene.cues[index].frames):
            return None
    return None


def bare_words(walk: Walk) -> Opening | None:
    """``قال الوزير فلان، المدينة آمنة``: the words follow a known speaker behind a comma, with no أن nor colon."""
    scene, subject = walk.scene, walk.subject
    if subject is None or walk.cue.lemma != "قال" or not (subject.named or subject.first in scene.mentions):
        return None
    at = subject.stop + 1
    if scene.norm(subject.stop) not in COMMAS or walk.stop - at < LEAST_SAID or not _begins_words(scene, at):
        return None
    return Opening("colon", at, subject, (), walk.start)


def _begins_words(scene: Scene, at: int) -> bool:
    """A noun or a name opens a sentence of its own here, and no title of the speaker."""
    norm = scene.norm(at)
    if at in scene.mentions:
        return scene.mentions[at][0].type != "PER"
    return definite(norm) and source_class(norm) is None and at not in scene.times


def _renews(walk: Walk) -> bool:
    """``، مجددا التزام بلاده``: a weak participle speaks when its object is a verbal noun."""
    parts = proclitics(walk.scene.norm(walk.at))
    refused = walk.cue.lemma == "رفض" and parts.article and not parts.particles  # ، رافضا الانتقادات
    return walk.cue.form.kind == "participle" and (refused or is_verbal_noun(parts.stem))


def _late_complementiser(walk: Walk) -> Opening | None:
    """``أكد فلان، وهو …، أن``: a complementiser right behind a comma, with the insertion in between."""
    if "A" not in walk.cue.frames or walk.subject is None:
        return None
    for index in range(walk.at + 1, min(walk.at + 16, walk.stop)):
        if walk.scene.norm(index) in COMPLEMENTISERS and walk.scene.norm(index - 1) in COMMAS:
            walk.inserts.append((walk.at, index - 1))
            return walk.opening("an", index + 1)
        if PREPOSITION_FRAMES.get(walk.scene.norm(index), "-") in walk.cue.frames and (
            walk.scene.norm(index - 1) in COMMAS
        ):
            walk.inserts.append((walk.at, index - 1))
            return walk.opening("preposition", index + 1)  # كشفت دراسة، نشرت نتائجها أمس، عن
        if index in walk.scene.opens:
            return None
    return None
