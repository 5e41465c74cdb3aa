"""Cues that stand behind what was said: ``"…"، قال فلان`` and ``وهو ما تنفيه فلانة``."""

from __future__ import annotations

from riwaya.annotate.statements.content import content_start, quoted_pieces, trimmed
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.ends import content_stop
from riwaya.annotate.statements.phrases import COMMAS, NounPhrase, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.model import Span

#: What may stand before ما: ``وهو ما تنفيه موسكو``.
BEFORE_WHAT = frozenset({"وهو", "وهي", "هذا", "وهذا", "هو", "الامر"})
#: ``"…"، هكذا قال فلان``.
THUS = frozenset({"هكذا", "بهذا", "بهذه"})


def quotation_first(scene: Scene, sentence: int, opener: int, stop: int) -> Draft | None:
    """``"…"، قال فلان``: the quotation stands before its cue, and no other one behind a colon."""
    pieces, after = quoted_pieces(scene, opener, stop)
    at = after + 1 if scene.norm(after) in COMMAS else after
    at += scene.norm(at) in THUS
    cue = scene.cues.get(at)
    if cue is None or cue.form.kind == "participle" or "Q" not in cue.frames or cue.proclitic or not pieces:
        return None
    source = noun_phrase(scene, at + 1, stop)
    if source is None or not (
        source.named or source.source or source.first in scene.mentions or source.first in scene.opens
    ):
        return None
    if scene.norm(source.stop) == ":" and source.stop + 1 in scene.opens:
        return None
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at),
        cue_at=at,
        act=cue.act,
        content=tuple(pieces),
        rule="quotation-before-verb",
        stop=source.stop,
        subject=source,
        gender=cue.form.gender,
    )


def which_is(scene: Scene, sentence: int, at: int, first: int, stop: int) -> Draft | None:
    """``وهو ما تنفيه موسكو``, ``الأمر الذي نفته الدوحة``: a verb whose pronoun points back at what was just told."""
    cue = scene.cues[at]
    matter = scene.norm(at - 1) == "الذي" and scene.norm(at - 2) == "الامر"
    if not cue.form.pronoun or at - 1 < first or not (matter or scene.norm(at - 1) == "ما"):
        return None
    source = noun_phrase(scene, at + 1, stop)
    if source is None or not (source.named or source.source or source.first in scene.mentions):
        return None
    if cue.act == "refuse":
        return None
    if cue.act in ("consider", "describe"):
        return _judged(scene, sentence, at, source, stop)
    begin = at - 2 if matter or (at - 2 >= first and scene.norm(at - 2) in BEFORE_WHAT) else at - 1
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=cue.proclitic),
        cue_at=at,
        act=cue.act,
        content=(Span(scene.tokens[begin].start, scene.tokens[at - 2 if matter else at - 1].stop),),
        rule="which-is-what",
        stop=source.stop,
        subject=source,
        gender=cue.form.gender,
        denies_previous=cue.act == "deny",
    )


def _judged(scene: Scene, sentence: int, at: int, source: NounPhrase, stop: int) -> Draft | None:
    """``وهو ما اعتبرته فلانة خطوة مهمة``: what was said is the judgement behind the source."""
    cue = scene.cues[at]
    after = content_stop(scene, source.stop, stop, nominal=True)
    if after <= source.stop:
        return None
    begin = content_start(scene, source.stop)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=cue.proclitic),
        cue_at=at,
        act=cue.act,
        content=(trimmed(scene.reading.text, begin, scene.tokens[after - 1].stop),),
        rule="which-is-what",
        stop=after,
        subject=source,
        gender=cue.form.gender,
    )
