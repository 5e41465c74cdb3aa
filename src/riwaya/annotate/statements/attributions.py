"""Sources named by a phrase instead of a verb of saying: بحسب, وفقا لـ, حسبما, كما ذكر."""

from __future__ import annotations

from riwaya.annotate.statements.carriers import CARRY_VERBS
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import quoted_pieces, trimmed
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.ends import CONNECTORS, content_stop, ends_sentence
from riwaya.annotate.statements.media import spoken_to
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PUBLISHED,
    RELATIVES,
    NounPhrase,
    is_adverb,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite
from riwaya.arabic.letters import skip
from riwaya.arabic.words import NUMBER, WORD, proclitics
from riwaya.model import Span

TRIGGERS = words_of("according-to")
#: Texts that bind rather than speak: ``وفقا للقانون`` names a measure, not a source.
MEASURES = words_of("measure")
#: ``…، نقرأ على غلاف صحيفة كذا``: how a press review names its paper.
READ_IN = "نقرا"
FRONT = words_of("front-page")
#: ``بحسب ما جاء في البيان``: verbs whose subject is the words.
STANDING = words_of("standing-verb")
#: ``بحسب الشبكة هناك عدد من …``: these open a clause without a comma.
THERE_IS = words_of("there-is")
#: A clause of fewer words before بحسب is a fragment.
LEAST_WORDS = 4
#: A clause that an attribution interrupts has begun with fewer words than this.
LONGEST_BEGINNING = 6
#: Behind a source at a sentence's end so many words may still belong to it (``بولاية كذا فلان``).
LONGEST_REST = 8


def according_to(
    scene: Scene, sentence: int, at: int, first: int, stop: int, previous: Draft | None, free: int
) -> Draft | None:
    """``بحسب X`` before or after the content. ``free`` is the first token no statement has taken yet."""
    source, after = _named_source(scene, at, stop)
    if source is None or not (
        can_be_source(scene, source) or (source.definite and _told(scene, at)) or _then_follows(scene, source, stop)
    ):
        return None
    carrier = _told_to(scene, after, stop)
    if carrier is not None:
        after = carrier.stop
    behind = noun_phrase(scene, after + 1, stop) if scene.norm(after) == "عن" else None
    if behind is not None and can_be_source(scene, behind):
        carrier, source, after = source, behind, behind.stop
    opening_words = {scene.norm(index) for index in range(first, at)} - {"و", "لكن", "ولكن", "لكنه"}
    leading = at == first or not opening_words or scene.norm(at - 1) in ("كذلك", "ايضا")
    if leading and after >= stop - 1:
        draft = _sentence_before(scene, sentence, at, source, after, previous)
    elif leading:
        draft = _content_after(scene, sentence, at, source, after, stop)
    elif previous is not None and (previous.stop >= at - 1 or _about_it(scene, sentence, at, free, previous)):
        return None
    else:
        draft = _content_before(scene, sentence, at, source, after, (max(first, free), stop))
    return draft._replace(carriers=(carrier,)) if draft is not None and carrier is not None else draft


def _about_it(scene: Scene, sentence: int, at: int, free: int, previous: Draft) -> bool:
    """``…، وذلك في تعليق له، وفقا لـ``, ``…، التي تعد الأكبر، بحسب``: it tells more of the statement before it."""
    leading = [scene.norm(index) for index in range(free, min(free + 2, at))]
    return previous.sentence == sentence and any(word == "وذلك" or word in RELATIVES for word in leading)


def _told_to(scene: Scene, at: int, stop: int) -> NounPhrase | None:
    """Who carried it: ``بحسب أرقام نشرتها صحيفة X``, ``بحسب إفادة شاهد لشبكة X``."""
    if scene.norm(at) in PUBLISHED:
        return noun_phrase(scene, at + 1, stop)
    end = spoken_to(scene, at, stop)
    return NounPhrase(at, end, scene.norm(at), None, True, True) if end is not None else None


def _sentence_before(
    scene: Scene, sentence: int, at: int, source: NounPhrase, after: int, previous: Draft | None
) -> Draft | None:
    """``… . حسب ما ذكرت الوكالة.``: the phrase, cut off by a full stop, belongs to the sentence before it."""
    if sentence == 0 or (previous is not None and previous.sentence == sentence - 1):
        return None
    first, stop = scene.reading.sentence_tokens[sentence - 1]
    text = scene.reading.text
    between = text[scene.reading.sentences[sentence - 1].stop : scene.reading.sentences[sentence].start]
    if "\n" in between or scene.words(first, stop) < LEAST_WORDS:
        return None
    start = scene.tokens[first].start + (
        scene.norm(first)[:1] == "و" and proclitics(scene.norm(first)).particles == "و"
    )
    content = (trimmed(text, start, scene.tokens[stop - 1].stop),)
    return _attribution(scene, sentence, at, source, content, after, "according-to-after")


def _then_follows(scene: Scene, source: NounPhrase, stop: int) -> bool:
    """``بحسب فلانة، إحدى المشاركات، فإن …``: with فإن behind the comma any phrase is a source."""
    window = range(source.stop, min(stop, source.stop + 16))
    return any(scene.norm(at) == "فان" for at in window) and (proclitics(scene.norm(source.first)).stem not in MEASURES)


def _told(scene: Scene, at: int) -> bool:
    """``بحسب ما أعلن …``, ``حسبما ذكر …``: with a verb of saying any definite phrase is a source."""
    verb = at + 2 if scene.norm(at + 1) in ("ما", "لما") else at + 1 if scene.norm(at).endswith("حسبما") else -1
    return verb in scene.cues or scene.norm(verb) in CARRY_VERBS or scene.norm(verb) in STANDING


def _named_source(scene: Scene, at: int, stop: int) -> tuple[NounPhrase | None, int]:
    index = at + 1
    if scene.norm(at) == READ_IN:
        index += 1 + (scene.norm(index + 1) in FRONT)
    elif scene.norm(index) == "عن":
        index += 1
    elif scene.norm(index) in ("ما", "لما") or scene.norm(at).endswith("حسبما"):
        index += scene.norm(index) in ("ما", "لما")
        if (
            index in scene.cues
            or scene.norm(index) in CARRY_VERBS
            or scene.tokens[min(index, len(scene.tokens) - 1)].kind == WORD
        ):
            index += 1
        while scene.norm(index) in ("عنه", "عنها", "به", "له") or index in scene.times or is_adverb(scene.norm(index)):
            index = max(index + 1, scene.times.get(index, 0))
    if scene.norm(index) in ("حد", "لسان") or (scene.norm(index) == "في" and scene.norm(index - 1) in STANDING):
        index += 1
    source = noun_phrase(scene, index, stop)
    return source, source.stop if source is not None else index


def can_be_source(scene: Scene, source: NounPhrase) -> bool:
    """Can the phrase behind بحسب be somebody's words, and no measure?"""
    if source.first in scene.opens:
        return True
    stem = proclitics(scene.norm(source.first)).stem
    if stem in MEASURES:
        return False
    people = source.definite and proclitics(scene.norm(source.first)).stem.endswith(("ون", "ين"))
    return source.named or source.source is not None or source.first in scene.mentions or people


def _content_after(scene: Scene, sentence: int, at: int, source: NounPhrase, after: int, stop: int) -> Draft | None:
    index = _clause_start(scene, after, stop)
    if index is None:
        return None
    end = content_stop(scene, index, stop)
    if scene.words(index, end) < LEAST_WORDS:
        return None
    content: tuple[Span, ...] = (trimmed(scene.reading.text, scene.tokens[index].start, scene.tokens[end - 1].stop),)
    if index in scene.opens and not scene.is_scare(index):
        pieces, behind = quoted_pieces(scene, index, stop)
        if ends_sentence(scene, behind, stop):
            content, end = tuple(pieces), behind
    return _attribution(scene, sentence, at, source, content, end, "according-to-before")


def _clause_start(scene: Scene, after: int, stop: int) -> int | None:
    if scene.norm(after) in THERE_IS:
        return after
    for index in range(after, min(stop, after + 16)):
        norm = scene.norm(index)
        if norm in COMMAS or norm in ("فان", ":"):
            index += 1
            while scene.norm(index) in ("فان", "فقد", "ان", ":", "انه") and index < stop:
                index += 1
            return index if index < stop else None
    return None


def _content_before(
    scene: Scene, sentence: int, at: int, source: NounPhrase, after: int, limits: tuple[int, int]
) -> Draft | None:
    first, stop = limits
    while first < at and (scene.norm(first) in COMMAS or scene.tokens[first].kind != WORD) and first not in scene.opens:
        first += 1
    if scene.norm(at - 1) == "وذلك":
        at -= 1
    first = _relative_told(scene, first, at)
    rest = _resumed(scene, first, at, after, stop)
    if scene.words(first, at) + (scene.words(*rest) if rest else 0) < LEAST_WORDS:
        return None
    text = scene.reading.text
    start = scene.tokens[first].start
    if proclitics(scene.norm(first)).particles in ("و", "ف"):
        start = skip(text, start, 1)
    content: tuple[Span, ...] = (trimmed(text, start, scene.tokens[at - 1].stop),)
    if first in scene.opens and not scene.is_scare(first):
        pieces, behind = quoted_pieces(scene, first, at)
        if behind >= at - 1:
            content = tuple(pieces)
    if rest is not None:
        content = (*content, trimmed(text, scene.tokens[rest[0]].start, scene.tokens[rest[1] - 1].stop))
        after = rest[1]
    return _attribution(scene, sentence, at, source, content, after, "according-to-after")


def _relative_told(scene: Scene, first: int, at: int) -> int:
    """``الغارات التي أوقعت 400 قتيل بحسب X``: with no comma between, the source tells the relative clause alone."""
    for index in range(at - 1, first, -1):
        if scene.norm(index) in COMMAS:
            return first
        if scene.norm(index) in RELATIVES | {"والتي", "والذي"}:
            counted = any(scene.tokens[k].kind == NUMBER for k in range(index, at))
            return index + 1 if counted and scene.words(index + 1, at) > LONGEST_BEGINNING else first
    return first


def _resumed(scene: Scene, first: int, at: int, after: int, stop: int) -> tuple[int, int] | None:
    """``البرامج، وفق خبراء، بإمكانها سرقة الرسائل``: a clause begun before the source goes on behind its comma."""
    begin = after + 1
    if scene.norm(at - 1) not in COMMAS or scene.norm(after) not in COMMAS or begin >= stop:
        return None
    fragment = not any(scene.norm(index) in COMMAS for index in range(first, at - 1))
    opens = begin in scene.cues or begin in scene.opens or scene.norm(begin) in CONNECTORS or is_trigger(scene, begin)
    if not fragment or opens or scene.words(first, at) >= LONGEST_BEGINNING or _joined(scene.norm(begin)):
        return None
    end = content_stop(scene, begin, stop)
    return (begin, end) if scene.words(begin, end) >= LEAST_WORDS else None


def _joined(norm: str) -> bool:
    return proclitics(norm).particles[:1] in ("و", "ف") or norm in RELATIVES


def _attribution(
    scene: Scene, sentence: int, at: int, source: NounPhrase, content: tuple[Span, ...], stop: int, rule: str
) -> Draft:
    proclitic = (
        "و" if scene.norm(at) in TRIGGERS and scene.norm(at)[0] == "و" and scene.norm(at)[1:] in TRIGGERS else ""
    )
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=proclitic),
        cue_at=at,
        act="according-to",
        content=content,
        rule=rule,
        stop=stop,
        subject=source,
        inserts=((source.first, stop),) if rule.endswith("after") else ((source.first, source.stop),),
    )


def _closes(scene: Scene, source: NounPhrase, stop: int) -> bool:
    """Does nothing but the rest of the source stand between it and the sentence's end?"""
    rest = range(source.stop, stop)
    if rest and definite(scene.norm(source.stop)):
        return False  # كما أضاف فلان الهدف الخامس
    return len(rest) <= LONGEST_REST and not any(
        scene.norm(at) in COMMAS or at in scene.cues or scene.norm(at) in COMPLEMENTISERS for at in rest
    )


def _said_behind(scene: Scene, sentence: int, at: int, source: NounPhrase, first: int, stop: int) -> Draft | None:
    """``…، كما أفاد دبلوماسيون.``: at a sentence's end the content stands before it."""
    cue = scene.cues[at + 1]
    if cue.form.pronoun or not (can_be_source(scene, source) or source.head.endswith(("ون", "ين"))):
        return None
    draft = _content_before(scene, sentence, at + 1, source, source.stop, (first, source.stop))
    if draft is None:
        return None
    content = (*draft.content[:-1], trimmed(scene.reading.text, draft.content[-1].start, scene.tokens[at - 1].stop))
    return draft._replace(content=content, act=cue.act, gender=cue.form.gender)


def as_said(scene: Scene, sentence: int, at: int, first: int, stop: int, free: int) -> Draft | None:
    """``كما أشار فلان، …``: what follows the comma is the content; at a sentence's end, what stands before."""
    cue = scene.cues.get(at + 1)
    if cue is None or cue.form.kind == "participle" or at + 2 >= stop or scene.norm(at + 2) in COMPLEMENTISERS:
        return None
    source = noun_phrase(scene, spoken_to(scene, at + 2, stop) or at + 2, stop)
    if source is not None and at > first and _closes(scene, source, stop) and scene.norm(at - 1) in COMMAS:
        return _said_behind(scene, sentence, at, source, max(first, free), stop)
    if source is None or scene.norm(source.stop) not in COMMAS:
        return None
    if not (source.named or source.source or source.first in scene.mentions or source.definite):
        return None
    begin = source.stop + 1
    end = content_stop(scene, begin, stop)
    if begin >= stop or scene.words(begin, end) < LEAST_WORDS:
        return None
    content: tuple[Span, ...] = (trimmed(scene.reading.text, scene.tokens[begin].start, scene.tokens[end - 1].stop),)
    if begin in scene.opens:
        pieces, behind = quoted_pieces(scene, begin, stop)
        content, end = tuple(pieces), behind
    elif at > first + 1:
        return None
    draft = _attribution(scene, sentence, at + 1, source, content, end, "as-said")
    return draft._replace(act=cue.act, gender=cue.form.gender)


def is_trigger(scene: Scene, at: int) -> bool:
    """True when an according-to phrase may start here."""
    norm = scene.norm(at)
    if norm in TRIGGERS:
        return norm != READ_IN or scene.norm(at + 1) in ("في", "على")
    return norm in ("نقلا", "ونقلا") and scene.norm(at + 1) == "عن"
