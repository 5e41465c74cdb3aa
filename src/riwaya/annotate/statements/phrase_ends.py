"""Where a noun phrase that was said ends: ``أعلن انسحاب القوات | في حديثه مع …``."""

from __future__ import annotations

from functools import lru_cache

from riwaya import lexicon
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.frames import opening
from riwaya.annotate.statements.media import medium_at
from riwaya.annotate.statements.phrases import COMMAS, RELATIVES, is_adverb
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import possessed
from riwaya.annotate.statements.sources import occasion_noun, source_class
from riwaya.arabic.letters import key
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import proclitics

#: Nouns that open a reporter's comment behind a comma: ``، في إشارة إلى``, ``، في خطوة``.
COMMENTS = words_of("comment-noun")
#: Those of them that need no comma.
REMARKS = frozenset({"اشارة", "خطوة"})
#: Behind a comma these still say where, from whom or before what it is: ``مرساة، قبالة الساحل``.
GOES_ON = words_of("goes-on")
#: Where something is said: ``في مقابلة مع``, ``في حديثه``.
SPEECH_PLACES = words_of("speech-place")
#: A finite verb has four letters at least, or is listed.
LEAST_VERB = 4
#: A relative clause put between two commas is at most so long.
LONGEST_INSERT = 14


def leaves_phrase(scene: Scene, index: int) -> bool:
    """Does a noun phrase end here without a comma: a circumstance, where it was said, another verb?"""
    norm = scene.norm(index)
    if norm == "وسط":
        return not proclitics(scene.norm(index + 1)).article and index + 1 not in scene.mentions
    if norm in ("مما", "بعدما", "بينما") or told_in(scene, index) or _verb_joined(norm):
        return True
    if norm in ("وهو", "وهي") and scene.norm(index + 1) == "ما":
        return True
    if norm == "حيث" or (norm == "وفي" and index + 1 in scene.times) or begins_comment(scene, index):
        return True
    return _says_next(scene, index) or (norm in RELATIVES and _told_by_another(scene, index + 1))


def _says_next(scene: Scene, index: int) -> bool:
    """``دعا إلى الهدوء | ودعا إلى الحوار``: the next verb of saying, joined by و."""
    cue = scene.cues.get(index)
    if cue is None or cue.proclitic != "و" or cue.weak or cue.form.kind == "participle":
        return False
    return opening(scene, index, cue, len(scene.tokens)) is not None


def begins_comment(scene: Scene, index: int) -> bool:
    """``في إشارة إلى``, ``في خطوة``: the reporter's remark, with or without a comma."""
    return scene.norm(index) == "في" and scene.norm(index + 1) in REMARKS


def _told_by_another(scene: Scene, at: int) -> bool:
    """``الهجوم | الذي قالت مصادر إنه …``: a relative clause in which somebody else says something.

    A verb of another gender than its الذي or التي has somebody else for its subject too.
    """
    found = opening(scene, at, scene.cues[at], len(scene.tokens)) if at in scene.cues else None
    if found is None or found.marker != "an":
        return False
    other = scene.cues[at].form.gender != ("f" if scene.norm(at - 1) == "التي" else "m")
    return found.subject is not None or (other and scene.cues[at].form.number == "s")


@lru_cache(maxsize=1 << 14)
def _verb_joined(norm: str) -> bool:
    """``وقامت``, ``وتطرد``: و with a finite verb, told by its sisters among the frequent words (``قام``, ``يطرد``)."""
    word = norm[1:]
    if norm[:1] != "و" or len(word) < LEAST_VERB or word.endswith("ات"):
        return False
    common = lexicon.column("common_words", "word")
    if word[0] in "يت" and not is_verbal_noun(word):
        return key("ي" + word[1:]) in common and (word[0] == "ت" or key(word) in common)
    return word.endswith("ت") and key(word[:-1]) in common and key(word[:-1] + "ة") not in common


def goes_on(scene: Scene, index: int) -> bool:
    """Does an enumeration, an inserted name or an adverbial go on behind this comma?"""
    parts = proclitics(scene.norm(index))
    if index in scene.mentions and scene.mentions[index][0].type == "PER":
        return True
    if scene.norm(index) in GOES_ON:
        return scene.norm(index + 1) not in COMMENTS and not occasion_noun(scene.norm(index + 1))
    if parts.particles == "و" and index not in scene.cues and _noun(parts.stem, article=parts.article):
        return True
    return parts.particles.startswith("و") and (parts.article or parts.particles != "و" or index in scene.mentions)


def inserted(scene: Scene, index: int, stop: int) -> int | None:
    """Where the phrase goes on behind what stands between two commas; ``None`` when it does not.

    ``الدعوات التي وجهتها، مؤخرا، لعدد``; ``منح فلان، الذي يحمل جنسية أخرى، تصريح إقامة``, where a bare noun goes on.
    """
    if is_adverb(scene.norm(index)) and scene.norm(index + 1) in COMMAS:
        return index + 2
    if scene.norm(index) not in RELATIVES:
        return None
    comma = next((at for at in range(index + 2, min(stop, index + LONGEST_INSERT)) if scene.norm(at) in COMMAS), None)
    if comma is None or any(at in scene.cues or at in scene.opens for at in range(index, comma + 2)):
        return None
    bare = is_verbal_noun(scene.norm(comma + 1)) and not proclitics(scene.norm(comma + 1)).particles
    return comma + 1 if bare else None


def _noun(stem: str, *, article: bool) -> bool:
    """What can be no verb: somebody who speaks, an ending in ة or ات, a verbal noun that is no present form too."""
    if source_class(stem) in ("person", "organisation"):
        return True
    if article:
        return False
    present = stem.startswith("ت") and not stem.endswith("ة") and stem[-2:-1] != "ي"
    return stem.endswith(("ة", "ات")) or (not present and is_verbal_noun(stem))


def told_in(scene: Scene, at: int) -> bool:
    """``في حديثه مع صحيفة X``, ``في مقابلة مع``, ``خلال مؤتمر صحفي``: where it was said, not what."""
    if scene.norm(at) not in ("في", "خلال"):
        return False
    place, behind = scene.norm(at + 1), scene.norm(at + 2)
    if behind in ("صحفي", "صحافي", "متلفز", "متلفزة"):
        return occasion_noun(place)
    return place in SPEECH_PLACES and (possessed(place) or behind in ("مع", "له", "لها"))


def on_platform(scene: Scene, at: int, stop: int) -> bool:
    """``على تويتر``, ``عبر قناة X``: the medium that a quotation came through, behind it."""
    return scene.norm(at) in ("على", "عبر") and medium_at(scene, at + 1, stop) is not None
