"""Reports as the trained model reads them, proposed beside those that rules find; and where it is worth reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riwaya.annotate.statements import nouns
from riwaya.annotate.statements.adverbials import CARRIED, PREPOSITION_FRAMES
from riwaya.annotate.statements.attributions import can_be_source, is_trigger
from riwaya.annotate.statements.behind import ASKING_ACTS
from riwaya.annotate.statements.content import content_start, trimmed
from riwaya.annotate.statements.cues import Cue, lookup
from riwaya.annotate.statements.drafts import LEARNED, OVERRULED, Draft, cue_span, says_something
from riwaya.annotate.statements.phrases import COMPLEMENTISERS, NounPhrase, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.seen import reader, seen
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import skip
from riwaya.arabic.words import WORD, proclitics
from riwaya.weights import Part, hint

#: Content that the model believes by less is not looked at.
LEAST_SURE = 0.3
#: A sentence is read when rules left so many tokens of it with a word that reports, or a quotation of so many words
#: that is nobody's.
LEAST_LEFT, LEAST_QUOTED = 4, 3
#: How much of the content may be taken by a rule's statement for it to be no other's.
MOST_TAKEN = 0.2
#: What a label before a colon says, or what nothing reports, must be surer to be somebody's words.
SURE = 0.9
#: A name has at most so many tokens.
LONGEST_NAME = 7
#: A cue stands at most so many tokens from its content.
FARTHEST_CUE = 12


def take(scene: Scene, found: Sequence[Draft]) -> None:
    """Note which tokens belong to a rule's statement."""
    for draft in found:
        if draft.silent:
            continue
        spans = [*draft.content, *([draft.cue] if draft.cue is not None else [])]
        if draft.subject is not None:
            spans.append(scene.span(draft.subject.first, draft.subject.stop))
        for start, stop in spans:
            for at in scene.within(start, stop):
                scene.taken[at] = True


def is_open(scene: Scene, sentence: int) -> bool:
    """May something have been missed here? In the accurate setting, wherever rules left words."""
    first, stop = scene.reading.sentence_tokens[sentence]
    thorough, hints = scene.reading.naming == "accurate", reader(scene).hints
    left = [at for at in range(first, stop) if not scene.taken[at]]
    hinted = len(left) >= LEAST_LEFT and (thorough or any(hint(scene.norm(at)) in hints for at in left))
    return hinted or _quotes(scene, first, stop)


def _quotes(scene: Scene, first: int, stop: int) -> bool:
    """Does a quotation stand here that is nobody's yet?"""
    for opener in range(first, stop):
        if opener in scene.opens:
            inside = [at for at in range(opener, scene.opens[opener][1]) if scene.tokens[at].kind == WORD]
            if len(inside) >= LEAST_QUOTED and not taken(scene, inside):
                return True
    return False


def taken(scene: Scene, inside: Sequence[int]) -> bool:
    """Do rules' statements hold more than a little of these tokens?"""
    return sum(scene.taken[at] for at in inside) > MOST_TAKEN * len(inside)


def proposed(scene: Scene, sentence: int) -> Iterator[Draft]:
    """What the model sees said in one sentence; ``learned:overruling`` where the rules know something against it."""
    first, _stop = scene.reading.sentence_tokens[sentence]
    parts = seen(scene, sentence).parts
    for part in parts:
        if part.kind == "CONTENT" and part.score >= LEAST_SURE and not _within_name(scene, first + part.start):
            draft = _draft(scene, sentence, part, parts)
            if says_something(scene, draft):
                yield draft if _stands(scene, draft, first + part.start) else draft._replace(rule=OVERRULED)


def _within_name(scene: Scene, at: int) -> bool:
    """Is the token a later part of a name? No words begin there."""
    near = range(max(0, at - LONGEST_NAME), at)
    return any(start in scene.mentions and scene.mentions[start][1] > at for start in near)


def _stands(scene: Scene, draft: Draft, begin: int) -> bool:
    """Do the rules know nothing against it?"""
    if draft.cue is not None and is_trigger(scene, draft.cue_at):  # حسب اللاعب أن: he thought
        named = draft.subject is not None and can_be_source(scene, draft.subject)
        return named and scene.norm(begin - 1) not in COMPLEMENTISERS
    if draft.cue_at in scene.refused or (draft.cue is not None and _no_cue(scene, draft.cue_at)):
        return False
    return _fits(scene, draft, begin) or (draft.cue is None and (draft.sure or 0) >= SURE)


def _fits(scene: Scene, draft: Draft, begin: int) -> bool:
    """Is the content what the verb or noun takes, and opened as words of others are?"""
    cue, opener = scene.cues.get(draft.cue_at), scene.norm(begin - 1)
    told = begin not in scene.name_ends and (opener in COMPLEMENTISERS or opener == ":" or scene.is_mark(begin - 1))
    if draft.cue is None:
        return told and _opens_words(scene, draft.sentence, begin)
    if scene.norm(draft.cue_at) == ":":  # a label (``مقادير اليوم: …``), unless one who can speak stands before it
        return (draft.sure or 0) >= SURE and draft.subject is not None and can_be_source(scene, draft.subject)
    if cue is None:
        noun = nouns.lookup(scene.norm(draft.cue_at))
        foreign = noun is not None and PREPOSITION_FRAMES.get(opener, noun.frames) not in noun.frames
        return not (foreign or _proverb(scene, begin))
    if opener in COMPLEMENTISERS and scene.norm(begin - 2) == "على" and PREPOSITION_FRAMES["على"] not in cue.frames:
        return False  # طرح الكتاب على أن يسدد الثمن: a condition
    return told or begin < draft.cue_at or _takes(scene, cue, draft, begin)


def _no_cue(scene: Scene, at: int) -> bool:
    """A name, or a word in the shape of a verb of saying that is known as none (``وهو طالب حقوق``)."""
    return at in scene.mentions or (at not in scene.cues and lookup(scene.norm(at)) is not None)


def _opens_words(scene: Scene, sentence: int, begin: int) -> bool:
    """With no cue, words stand at the head of a sentence, or behind a colon or أن; not amid the reporter's own."""
    before = begin - 1 - scene.is_mark(begin - 1)
    first, _stop = scene.reading.sentence_tokens[sentence]
    return before < first or scene.norm(before) == ":" or scene.norm(before) in COMPLEMENTISERS


def _takes(scene: Scene, cue: Cue, draft: Draft, begin: int) -> bool:
    """Does the verb take content that neither أن nor a colon nor a quotation opens?"""
    opener = scene.norm(begin - 1)
    if begin == draft.cue_at + 1 and draft.subject is None and _may_be_subject(scene, begin):
        return False
    if opener in PREPOSITION_FRAMES:
        return PREPOSITION_FRAMES[opener] in cue.frames
    glued = bool(set(proclitics(scene.norm(begin)).particles) & set("بل"))
    return glued or cue.act in ASKING_ACTS or bool(set("ODSW") & set(cue.frames)) or _warns(scene, cue, draft)


def _may_be_subject(scene: Scene, at: int) -> bool:
    """``انتقد اتحاد المزارعين الاتفاقية``: what the model takes for content begins with who speaks."""
    return at in scene.mentions or source_class(scene.norm(at)) is not None


def _proverb(scene: Scene, begin: int) -> bool:
    """A word or three in marks behind a word that is no verb of saying: ``المثل القائل «الدار قبل الجار»``."""
    return begin - 1 in scene.opens and scene.is_scare(begin - 1)


def _warns(scene: Scene, cue: Cue, draft: Draft) -> bool:
    """``حذرت الهيئة سكان المدينة من العاصفة``: who is warned stands before what of."""
    inside = (scene.norm(at) for span in draft.content for at in scene.within(span.start, span.stop))
    return cue.act == "warn" and "من" in inside


def _draft(scene: Scene, sentence: int, content: Part, parts: Sequence[Part]) -> Draft:
    first, stop = scene.reading.sentence_tokens[sentence]
    begin, end = first + content.start, first + content.stop
    reporting = _nearest(parts, "CUE", content)
    at = first + reporting.start if reporting is not None else _cue_before(scene, first, begin)
    cue = lookup(scene.norm(at)) if at is not None else None
    start = content_from(scene, begin, cue, opens=begin == first)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=_joined(scene.norm(at), cue)) if at is not None else None,
        cue_at=begin if at is None else at,
        act=_act(scene.norm(at), cue) if at is not None else "say",
        content=(trimmed(scene.reading.text, start, scene.tokens[end - 1].stop),),
        rule=LEARNED,
        stop=end,
        subject=_behind(scene, at, stop) or _subject(scene, first, _nearest(parts, "SOURCE", reporting or content)),
        gender=cue.form.gender if cue is not None else None,
        number=cue.form.number if cue is not None else None,
        inserts=((at + 1, begin),) if at is not None and at + 1 < begin else (),
        continues=cue is not None and cue.form.kind == "participle",
        sure=content.score,
    )


def _cue_before(scene: Scene, first: int, begin: int) -> int | None:
    """Where the model sees no cue: the verb of saying that stands nearest before the content and is nobody's yet."""
    near = range(begin - 1, max(first, begin - FARTHEST_CUE) - 1, -1)
    cues = (at for at in near if at in scene.cues or hint(scene.norm(at)) in reader(scene).hints)
    return next((at for at in cues if at not in scene.mentions and not scene.taken[at]), None)


def content_from(scene: Scene, begin: int, cue: Cue | None, *, opens: bool) -> int:
    """The character where the content starts: behind the ب of ``طالب بزيادة``, and behind the و of a sentence."""
    if cue is not None and set("BDI") & set(cue.frames):
        return content_start(scene, begin)
    joined = opens and proclitics(scene.norm(begin)).particles[:1] in ("و", "ف")
    start = scene.tokens[begin].start
    return skip(scene.reading.text, start, 1) if joined else start


def _nearest(parts: Sequence[Part], kind: str, to: Part) -> Part | None:
    """The part of this kind that stands nearest, if any is near: before rather than behind."""
    near = [
        (part.start > to.start, gap, part)
        for part in parts
        if part.kind == kind and (gap := _gap(part, to)) <= FARTHEST_CUE
    ]
    return min(near, key=lambda each: each[:2])[2] if near else None


def _gap(one: Part, other: Part) -> int:
    """Words between two parts."""
    return max(one.start - other.stop, other.start - one.stop)


def _behind(scene: Scene, at: int | None, stop: int) -> NounPhrase | None:
    """``بحسب تسريبات``, ``إعلان طهران``: behind such a word stands the source, whatever the model takes for it."""
    if at is None:
        return None
    noun = nouns.lookup(scene.norm(at)) if at not in scene.cues else None
    told = noun is not None and noun.act not in ASKING_ACTS and not noun.pronoun and _is_named(scene, at + 1)
    return noun_phrase(scene, at + 1, stop) if told or scene.norm(at) in CARRIED else None


def _is_named(scene: Scene, at: int) -> bool:
    """Does a name begin here, with nothing glued to it?"""
    return at in scene.mentions and scene.mentions[at][0].span.start == scene.tokens[at].start


def _joined(norm: str, cue: Cue | None) -> str:
    """The و or ف before the cue.

    >>> _joined("وشهادة", None), _joined("وفقا", None)
    ('و', '')
    """
    if cue is not None:
        return cue.proclitic
    return "" if norm in CARRIED else norm[: len(norm) - len(hint(norm))]


def _act(norm: str, cue: Cue | None) -> str:
    """The act of the verb or the verbal noun; of other words, saying."""
    if cue is not None:
        return cue.act
    noun = nouns.lookup(norm)
    return noun.act if noun is not None else "say"


def _subject(scene: Scene, first: int, source: Part | None) -> NounPhrase | None:
    """The source as a phrase of the article: no longer than the model says."""
    if source is None:
        return None
    return noun_phrase(scene, first + source.start, first + source.stop)
