"""What may stand between a cue and its content without being either: adverbials and insertions."""

from __future__ import annotations

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    DASHES,
    PREPOSITIONS,
    RELATIVES,
    NounPhrase,
    is_preposition,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, possessed
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.words import proclitics

PREPOSITION_FRAMES = {"الى": "I", "على": "L", "عن": "N", "من": "M", "في": "F"}
CARRIED = words_of("insertion")
#: Words with ب that name no content of طالب بـ, رحب بـ and their like.
NOT_CONTENT = words_of("no-content-with-b")


#: ``في الوقت نفسه``: the noun's own echo.
REFLEXIVES = words_of("reflexive")
#: ``في وقت سابق``: what a point in time is said to be.
TIMELY = words_of("timely")


def glued(norm: str, letter: str) -> bool:
    """True when ``letter`` is the only particle glued to the word."""
    return proclitics(norm).particles == letter


def adverbial(scene: Scene, at: int) -> bool:
    """True for a word with ل, ب or ك glued to it that opens an adverbial (``للصحفيين``)."""
    parts = proclitics(scene.norm(at))
    if at in scene.mentions:
        glued_on = scene.mentions[at][0].span.start - scene.tokens[at].start
        return glued_on == 1 and scene.norm(at)[0] in "بلك"
    return parts.particles in ("ل", "ب", "ك", "ولل") and (parts.article or len(parts.stem) > 2)


def prepositional(scene: Scene, at: int) -> bool:
    """True for a preposition."""
    return is_preposition(scene.norm(at), scene.norm(at + 1))


def insert_end(scene: Scene, at: int, stop: int) -> int:
    """Where ``بحسب ما نقلت عنه وكالات الأنباء الروسية`` and the like end: a comma, a colon, a quotation, أن."""
    for index in range(at + 1, min(stop, at + 24)):
        norm = scene.norm(index)
        if norm in COMMAS or norm == ":" or norm in DASHES or norm in (".", "؛"):
            return index
        if index in scene.opens and not scene.is_scare(index):
            return index
        if norm in COMPLEMENTISERS and index - at > 1:
            return index
    return min(stop, at + 24)


def prepositional_end(scene: Scene, at: int, stop: int, frames: str) -> int:
    """Where an adverbial that starts with a preposition ends.

    A verb that takes a bare object may have it right behind the adverbial, so there only one noun phrase is taken.
    """
    index = at + 1 if scene.norm(at) in PREPOSITIONS else at
    if scene.norm(index) in COMPLEMENTISERS and index > at:
        return next((end for end in range(index, stop) if scene.norm(end) in COMMAS), stop)  # قبل أن …، بعد أن …
    if set("OD") & set(frames) and index in scene.times:
        return max(scene.times[index], index + 1)
    if set("OD") & set(frames):
        phrase = noun_phrase(scene, index, stop)
        end = _with_relative(scene, phrase, stop) if phrase is not None else index + 1
        end += scene.norm(end) in REFLEXIVES or scene.norm(end) in TIMELY
        some = scene.norm(end) == "ما" and scene.norm(end + 1) not in ("زال", "يزال", "لم")
        end += some and phrase is not None and not phrase.definite  # في مرحلة ما
        return max(end, scene.times.get(end, end))
    index = max(index, at + 1)
    while index < min(stop, at + 20) and not _ends_adverbial(scene, index, frames):
        if index in scene.opens:
            index = scene.opens[index][1]
        else:
            index = scene.mentions[index][1] if index in scene.mentions else index + 1
    return max(index, at + 1)


def _with_relative(scene: Scene, phrase: NounPhrase, stop: int) -> int:
    """``في ندوة نظمها | بنك كذا أمس``: where the relative clause of an indefinite noun ends, if it has one.

    What looks like a noun with a pronoun is its verb when somebody who can act stands right behind it.
    """
    verb, end = phrase.stop - 1, phrase.stop
    if verb == phrase.first or not possessed(scene.norm(verb)) or definite(scene.norm(verb - 1)):
        return end
    named = end in scene.mentions and scene.mentions[end][0].span.start == scene.tokens[end].start
    acts = source_class(scene.norm(end)) in ("person", "group", "organisation")
    subject = noun_phrase(scene, end, stop) if named or (acts and not proclitics(scene.norm(end)).particles) else None
    if subject is None:
        return end
    return max(subject.stop, scene.times.get(subject.stop, subject.stop))


def _ends_adverbial(scene: Scene, index: int, frames: str) -> bool:
    norm = scene.norm(index)
    if PREPOSITION_FRAMES.get(norm, "-") in frames or norm in COMPLEMENTISERS or norm in COMMAS:
        return True
    if norm in RELATIVES or norm in CARRIED or norm in (":", ".", "-", "(", "–", "—"):
        return True
    if norm in PREPOSITIONS and norm not in ("من", "على", "عن", "الى", "مع", "في", "بين", "حول"):
        return True
    if "B" in frames and glued(norm, "ب") and norm not in NOT_CONTENT:
        return True
    if index in scene.opens:
        return not scene.is_scare(index)
    return index in scene.cues and index not in scene.mentions and scene.cues[index].form.kind == "participle"
