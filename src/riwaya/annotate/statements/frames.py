"""From a cue to its content: who stands between them, and which marker opens the content."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.annotate.statements.adverbials import (
    CARRIED,
    NOT_CONTENT,
    PREPOSITION_FRAMES,
    adverbial,
    glued,
    insert_end,
    prepositional_end,
)
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.media import spoken_to
from riwaya.annotate.statements.named import names_thing
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    DASHES,
    PREPOSITIONS,
    RELATIVES,
    NounPhrase,
    definite,
    is_adverb,
    is_masdar_with_b,
    noun_phrase,
    occasion_noun,
    possessed,
    source_class,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.words import WORD, proclitics

#: No content opens further than this many tokens behind its cue (the farthest in the reference corpus: 41).
FARTHEST = 48
#: A weak verb speaks only when أن or a quotation stands this near behind its subject.
NEAR = 14


#: Behind these أن opens a clause of time or manner, not what was said: قبل أن, من دون أن.
BOUND = words_of("bound-complementiser")


class Opening(NamedTuple):
    """How a cue opens its content. ``content`` is a token index; ``inserts`` are token ranges passed on the way."""

    marker: str
    content: int
    subject: NounPhrase | None
    inserts: tuple[tuple[int, int], ...]
    cue: int


class _Walk:
    """State of one walk from a cue towards its content."""

    __slots__ = ("at", "barred", "cue", "inserts", "scene", "start", "stop", "strays", "subject", "target")

    def __init__(self, scene: Scene, start: int, cue: Cue, stop: int, subject: NounPhrase | None) -> None:
        self.scene = scene
        self.start = start
        self.at = start + 1
        self.cue = cue
        self.stop = min(stop, start + FARTHEST)
        self.subject = subject
        self.target: NounPhrase | None = None
        self.inserts: list[tuple[int, int]] = []
        self.strays = 0
        self.barred = "من" if "M" in cue.frames else ""

    def opening(self, marker: str, content: int) -> Opening:
        return Opening(marker, content, self.subject, tuple(self.inserts), self.start)


def opening(scene: Scene, start: int, cue: Cue, stop: int, *, subject: NounPhrase | None = None) -> Opening | None:
    """How the cue at token ``start`` opens its content before ``stop``; ``None`` when it reports nothing.

    ``subject`` is given when it stands before the verb.
    """
    walk = _Walk(scene, start, cue, stop, subject)
    while walk.at < walk.stop:
        found = _marker(walk)
        if found is not None:
            return found if _near_enough(walk, found) else None
        if not _skip(walk):
            return _last_resort(walk)
    return None


def _near_enough(walk: _Walk, found: Opening) -> bool:
    if found.marker in ("object", "preposition") or not walk.cue.weak:
        return True
    if found.marker == "quote" and not walk.scene.is_scare(found.content):
        return True
    return found.content - walk.start <= NEAR


def _marker(walk: _Walk) -> Opening | None:
    scene, at, frames = walk.scene, walk.at, walk.cue.frames
    norm = scene.norm(at)
    if norm in COMPLEMENTISERS and _bound(scene.norm(at - 1), frames):
        return None
    if norm in COMPLEMENTISERS and ("A" in frames or ("B" in frames and norm.startswith("ب"))):
        return walk.opening("an", at + 1)
    if norm == ":" and ("Q" in frames or "A" in frames):
        return walk.opening("colon", at + 1)
    if at in scene.opens:
        return _quotation(walk)
    if norm == "الى" and "J" in frames and scene.norm(at + 1) in COMPLEMENTISERS:
        return walk.opening("an", at + 2)
    if norm == "ما" and "O" in frames and at + 1 < walk.stop and scene.norm(at + 1) not in ("اذا", "ان"):
        return walk.opening("object", at)
    frame = PREPOSITION_FRAMES.get(norm)
    if frame is not None and frame in frames:
        return _after_preposition(walk, frame)
    if "B" in frames or "D" in frames:
        return _after_glued(walk, norm)
    if "I" in frames and (walk.subject or walk.target) and walk.cue.act == "call" and _bare_purpose(norm):
        return walk.opening("preposition", at)
    return None


def _bound(before: str, frames: str) -> bool:
    """Does أن belong to the word before it (``قبل أن``, ``إلى أن`` of a verb that takes no إلى)?"""
    if before == "الى":
        return not set("IJ") & set(frames)
    return before in BOUND or (before == "على" and "L" not in frames)


def _bare_purpose(norm: str) -> bool:
    """``لاتخاذ``, ``لدعم``: ل with a verbal noun that has no article."""
    parts = proclitics(norm)
    return parts.particles == "ل" and not parts.article and not source_class(norm)


def _quotation(walk: _Walk) -> Opening | None:
    scene, at = walk.scene, walk.at
    if names_thing(scene, at):
        return None
    if scene.is_scare(at) and _complementiser_follows(walk, scene.opens[at][1]):
        return None
    if "Q" in walk.cue.frames:
        return walk.opening("quote", at)
    if ("O" in walk.cue.frames or "D" in walk.cue.frames) and (walk.subject or not scene.is_scare(at)):
        return walk.opening("object", at)
    return None


def _complementiser_follows(walk: _Walk, start: int) -> bool:
    scene = walk.scene
    for index in range(start, min(start + 10, walk.stop)):
        if scene.norm(index) in COMPLEMENTISERS or scene.norm(index) == ":" or index in scene.opens:
            return True
        if scene.norm(index) in COMMAS | {"."}:
            return False
    return False


def _after_preposition(walk: _Walk, frame: str) -> Opening | None:
    scene, after = walk.scene, walk.at + 1
    norm = scene.norm(after)
    if norm in COMPLEMENTISERS:
        return walk.opening("an", after + 1)
    if after >= walk.stop or norm in ("هامش", "لسان", "خلفية", "صعيد", "متن", "وجه"):
        return None
    if frame in "NLMF" and (norm in ("طريق", "كثب", "هامش", "جانبه", "جانبها", "بعد") or after in scene.times):
        return None
    if frame == "I" and walk.cue.act == "point-out" and norm == "ما":
        return walk.opening("preposition", after)
    if frame == "L" and "O" in walk.cue.frames and _medium(scene, after):
        return None
    return walk.opening("preposition", after)


def _medium(scene: Scene, at: int) -> bool:
    """``على تويتر``, ``على حسابه``: where it was said, not what."""
    return occasion_noun(scene.norm(at)) or scene.norm(at) in (
        "تويتر",
        "فيسبوك",
        "موقع",
        "صفحة",
        "حساب",
        "قناة",
        "مواقع",
    )


def _after_glued(walk: _Walk, norm: str) -> Opening | None:
    behind_b = glued(norm, "ب") or is_masdar_with_b(norm)
    if norm in ("ب", "بـ") or (behind_b and norm not in NOT_CONTENT and walk.at not in walk.scene.times):
        bare = walk.cue.form.pronoun or walk.scene.norm(walk.at - 1) in ("اياه", "اياها", "اياهم")
        if "D" in walk.cue.frames and not bare and walk.target is None:
            return None
        return walk.opening("preposition", walk.at)
    return None


def _skip(walk: _Walk) -> bool:
    """Step over what may stand between cue and content; false when something stands there that may not."""
    scene, at = walk.scene, walk.at
    token, norm = scene.tokens[at], scene.norm(at)
    if norm in COMPLEMENTISERS:
        return False
    if norm in COMMAS:
        walk.at += 1
    elif (spoken := spoken_to(scene, at, walk.stop)) is not None:
        walk.inserts.append((at, spoken))
        walk.at = spoken
    elif at in scene.times:
        walk.at = max(scene.times[at], at + 1)
    elif norm in DASHES or norm == "(":
        return _skip_to(walk, DASHES if norm in DASHES else frozenset(")"))
    elif norm in RELATIVES:
        walk.at = _relative_end(walk, at)
    elif norm in CARRIED:
        walk.at = insert_end(scene, at, walk.stop)
        walk.inserts.append((at, walk.at))
    elif is_adverb(norm) or norm in ("لا", "لم", "لن", "اياه", "اياها", "اياهم"):
        walk.at += 1
    elif norm in PREPOSITIONS or (token.kind == WORD and adverbial(scene, at)):
        walk.at = prepositional_end(scene, at, walk.stop, walk.cue.frames)
        walk.inserts.append((at, walk.at))
    elif at in scene.cues and scene.cues[at].form.kind != "participle" and at not in scene.mentions:
        if walk.subject is None or walk.subject.definite or "A" not in walk.cue.frames:
            return False
        walk.at = _relative_end(walk, at)  # an indefinite noun takes its relative clause bare: مسؤول رفض …
    else:
        return _skip_noun(walk)
    return True


def _skip_to(walk: _Walk, closers: frozenset[str]) -> bool:
    for index in range(walk.at + 1, min(walk.stop, walk.at + 25)):
        if walk.scene.norm(index) in closers:
            walk.inserts.append((walk.at + 1, index))
            walk.at = index + 1
            return True
    walk.at += 1
    return True


def _skip_noun(walk: _Walk) -> bool:
    scene = walk.scene
    phrase = noun_phrase(scene, walk.at, walk.stop, barred=walk.barred)
    if phrase is None:
        walk.at += 1
        walk.strays += 1
        return walk.strays <= 2
    if walk.subject is None and walk.cue.form.kind != "participle" and _may_speak(walk, phrase):
        walk.subject = phrase
    elif walk.subject is not None and _names_subject(walk, phrase):
        walk.subject = walk.subject._replace(stop=phrase.stop, named=True)
    elif "O" in walk.cue.frames or ("D" in walk.cue.frames and not walk.cue.form.pronoun):
        return False
    elif walk.target is None:
        walk.target = phrase
        walk.inserts.append((phrase.first, phrase.stop))
    else:
        walk.strays += 1
    walk.at = phrase.stop
    return walk.strays <= 2


def _names_subject(walk: _Walk, phrase: NounPhrase) -> bool:
    """``قال الوزير آنذاك، فلان،``: behind a comma, the name of a subject known by its title only."""
    subject = walk.subject
    found = walk.scene.mentions.get(phrase.first)
    return (
        subject is not None
        and subject.source == "person"
        and not subject.named
        and found is not None
        and found[0].type == "PER"
        and walk.scene.norm(walk.at - 1) in COMMAS
    )


def _may_speak(walk: _Walk, phrase: NounPhrase) -> bool:
    """Is the phrase behind the verb its subject? With an object frame it may be the object of a dropped subject.

    A plural or dual verb has its subject in front, or dropped it: before an explicit subject the verb is singular.
    """
    if walk.cue.form.number != "s" and walk.cue.form.kind != "participle":
        return False
    if phrase.first in walk.scene.mentions or phrase.named:
        return True
    if walk.cue.form.pronoun:
        return phrase.source is not None
    if _clashes(walk.cue, phrase):
        return False
    if phrase.source is not None or not set("OD") & set(walk.cue.frames):
        return True
    head = walk.scene.norm(phrase.first)
    if _interrupted(walk, phrase):
        return True
    if not (definite(head) or possessed(head)):
        return phrase.definite and possessed(walk.scene.norm(phrase.stop)) and _subject_like(walk, phrase)
    return _subject_like(walk, phrase)


def _interrupted(walk: _Walk, phrase: NounPhrase) -> bool:
    """``أعلنت لجنة كذا، الاثنين، تسوية …``: what a time or a comma parts from the next noun is the subject."""
    scene, at = walk.scene, phrase.stop
    while at < walk.stop and (scene.norm(at) in COMMAS or at in scene.times):
        at = scene.times.get(at, at + 1)
    timed = any(index in scene.times for index in range(phrase.stop, at))
    if not timed or at >= walk.stop or proclitics(scene.norm(at)).particles or at in scene.cues:
        return False
    return noun_phrase(scene, at, walk.stop) is not None


def _clashes(cue: Cue, phrase: NounPhrase) -> bool:
    """A feminine verb with a masculine-looking head of unknown kind, in verbs whose object may stand alone."""
    if not set("ODIBML") & set(cue.frames) or phrase.source is not None:
        return False
    feminine = phrase.head.endswith(("ة", "ات", "اء", "ى"))
    return cue.form.gender == "f" and not feminine and definite(phrase.head)


def _subject_like(walk: _Walk, phrase: NounPhrase) -> bool:
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


def _last_resort(walk: _Walk) -> Opening | None:
    """A noun that can be no subject: the object, when the verb takes one."""
    scene, at = walk.scene, walk.at
    frames = walk.cue.frames
    if scene.norm(at) in COMPLEMENTISERS:
        return None
    stopped_by_verb = at in scene.cues and scene.cues[at].form.kind != "participle"
    late = _late_complementiser(walk)
    if late is not None:
        return late
    if not stopped_by_verb and not walk.strays and set("OD") & set(frames) and (walk.subject or not walk.cue.weak):
        return walk.opening("object", at)
    return None


def _late_complementiser(walk: _Walk) -> Opening | None:
    """``أكد فلان، وهو …، أن``: a complementiser right behind a comma, with the insertion in between."""
    if "A" not in walk.cue.frames or walk.subject is None:
        return None
    for index in range(walk.at + 1, min(walk.at + 16, walk.stop)):
        if walk.scene.norm(index) in COMPLEMENTISERS and walk.scene.norm(index - 1) in COMMAS:
            walk.inserts.append((walk.at, index - 1))
            return walk.opening("an", index + 1)
        if index in walk.scene.opens:
            return None
    return None


def _relative_end(walk: _Walk, at: int) -> int:
    """A relative clause ends at the comma that closes it, or before the marker that opens the content."""
    scene = walk.scene
    for index in range(at + 1, walk.stop):
        norm = scene.norm(index)
        if norm in COMMAS or norm == ":" or index in scene.opens:
            return index
        if norm in COMPLEMENTISERS and index - at > 1 and "A" in walk.cue.frames:
            return index
        if index - at > 3 and "B" in walk.cue.frames and glued(norm, "ب") and norm not in NOT_CONTENT:
            return index
    return walk.stop
