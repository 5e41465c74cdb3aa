"""Reports that no rule finds, as the trained model reads them in the sentences that rules leave open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from riwaya.annotate.statements import nouns
from riwaya.annotate.statements.adverbials import PREPOSITION_FRAMES
from riwaya.annotate.statements.attributions import can_be_source, is_trigger
from riwaya.annotate.statements.behind import ASKING_ACTS
from riwaya.annotate.statements.content import content_start, trimmed
from riwaya.annotate.statements.cues import Cue, lookup
from riwaya.annotate.statements.drafts import Draft, cue_span, says_something
from riwaya.annotate.statements.phrases import COMPLEMENTISERS, NounPhrase, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import skip
from riwaya.arabic.words import WORD, proclitics
from riwaya.weights import Part, hint, reporter

#: From this mean probability of its labels content stands (chosen on 80 annotated articles that nothing learnt from).
LIKELY = 0.75
#: A rule's content is the model's when they share so much of what both cover.
ALIKE = 0.5
#: A sentence is read when rules left so many words of it, and a word that reports or a quotation stands among them.
LEAST_LEFT, LEAST_QUOTED = 5, 5
#: How much of the content may be taken by a rule's statement.
MOST_TAKEN = 0.2
#: A cue stands at most so many tokens from its content.
FARTHEST_CUE = 12


def heard(scene: Scene, found: Sequence[Draft]) -> list[Draft]:
    """The statements of the article in reading order: those ``found`` by rules, with those that the model adds."""
    taken = _taken(scene, found)
    added = [draft for sentence in _open_sentences(scene, taken) for draft in _read(scene, sentence, taken)]
    return sorted([*found, *added], key=lambda draft: (draft.sentence, draft.cue_at)) if added else list(found)


def _taken(scene: Scene, found: Sequence[Draft]) -> list[bool]:
    """For each token: does it belong to a rule's statement?"""
    taken = [False] * len(scene.tokens)
    for draft in found:
        if draft.silent:
            continue
        spans = [*draft.content, *([draft.cue] if draft.cue is not None else [])]
        if draft.subject is not None:
            spans.append(scene.span(draft.subject.first, draft.subject.stop))
        for start, stop in spans:
            for at in scene.within(start, stop):
                taken[at] = True
    return taken


def _open_sentences(scene: Scene, taken: Sequence[bool]) -> Iterator[int]:
    """The sentences in which something may have been missed."""
    for sentence, (first, stop) in enumerate(scene.reading.sentence_tokens):
        left = [at for at in range(first, stop) if not taken[at]]
        if len(left) < LEAST_LEFT:
            continue
        if any(_reports(scene.norm(at)) for at in left) or _quotes(scene, first, stop, taken):
            yield sentence


def _reports(norm: str) -> bool:
    """Is it a word that reports often enough?"""
    return hint(norm) in reporter().hints


def _quotes(scene: Scene, first: int, stop: int, taken: Sequence[bool]) -> bool:
    """Does a quotation stand here that is nobody's yet?"""
    for opener in range(first, stop):
        if opener in scene.opens:
            inside = [at for at in range(opener, scene.opens[opener][1]) if scene.tokens[at].kind == WORD]
            if len(inside) >= LEAST_QUOTED and sum(not taken[at] for at in inside) >= (1 - MOST_TAKEN) * len(inside):
                return True
    return False


def _read(scene: Scene, sentence: int, taken: Sequence[bool]) -> Iterator[Draft]:
    """What the model adds in one sentence."""
    first, _stop = scene.reading.sentence_tokens[sentence]
    seen = _seen(scene, sentence)
    parts = [part for part in seen if not _mostly(taken[first + part.start : first + part.stop])]
    for part in parts:
        if part.kind == "CONTENT" and part.score >= LIKELY:
            draft = _draft(scene, sentence, part, parts, taken)
            if says_something(scene, draft) and _stands(scene, draft, first + part.start):
                yield draft


def _seen(scene: Scene, sentence: int) -> list[Part]:
    """What the model sees in the sentence, read once."""
    if sentence not in scene.parts:
        first, stop = scene.reading.sentence_tokens[sentence]
        words = [scene.reading.text[token.start : token.stop] for token in scene.tokens[first:stop]]
        scene.parts[sentence] = reporter().parts(words)
    return scene.parts[sentence]


def confirmed(scene: Scene, draft: Draft) -> Draft | None:
    """What a rule is not sure of, as the model sees it: the same, its content with other ends, or nothing."""
    (start, stop), *others = draft.content
    sentence = _sentence_of(scene, start)
    cue = scene.cues.get(draft.cue_at)
    if others or sentence is None or (cue is not None and "S" in cue.frames):
        return draft  # رفع شكره: the noun itself says that something was said
    first, _stop = scene.reading.sentence_tokens[sentence]
    inside = scene.within(start, stop)
    contents = [part for part in _seen(scene, sentence) if part.kind == "CONTENT"]
    best = max(contents, key=lambda part: _shared(inside, first, part), default=None)
    if best is None or not _shared(inside, first, best):
        return None
    if _shared(inside, first, best) >= ALIKE:
        return draft
    if best.score < LIKELY:
        return None
    begin, end = first + best.start, first + best.stop
    if begin <= draft.cue_at < end:
        begin = inside.start  # the cue is no part of what was said
    kept = start if begin == inside.start else _content_start(scene, begin, cue, opens=False)
    content = trimmed(scene.reading.text, kept, scene.tokens[end - 1].stop)
    return draft._replace(content=(content,), stop=end)


def _sentence_of(scene: Scene, start: int) -> int | None:
    """The sentence in which the character stands."""
    at = bisect_right(scene.reading.sentences, start, key=lambda span: span.start) - 1
    return at if at >= 0 and start < scene.reading.sentences[at].stop else None


def _shared(inside: range, first: int, part: Part) -> float:
    """The share of tokens that the rule's content and the model's have in common."""
    begin, end = first + part.start, first + part.stop
    common = min(inside.stop, end) - max(inside.start, begin)
    return max(common, 0) / max(max(inside.stop, end) - min(inside.start, begin), 1)


def _stands(scene: Scene, draft: Draft, begin: int) -> bool:
    """Does nothing that the rules know speak against it: an objection, or a verb that takes no such content?"""
    if draft.cue_at in scene.refused or (draft.cue is not None and _no_cue(scene, draft.cue_at)):
        return False
    cue, opener = scene.cues.get(draft.cue_at), scene.norm(begin - 1)
    told = begin not in scene.name_ends and (opener in COMPLEMENTISERS or opener == ":" or scene.is_mark(begin - 1))
    if draft.cue is None:
        return told and _opens_words(scene, draft.sentence, begin)
    if is_trigger(scene, draft.cue_at):
        named = draft.subject is not None and can_be_source(scene, draft.subject)
        return named and opener not in COMPLEMENTISERS  # حسب اللاعب أن: a verb, he thought
    if cue is None:
        noun = nouns.lookup(scene.norm(draft.cue_at))
        foreign = noun is not None and PREPOSITION_FRAMES.get(opener, noun.frames) not in noun.frames
        return not (foreign or _proverb(scene, begin))
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


def _mostly(taken: Sequence[bool]) -> bool:
    return sum(taken) > MOST_TAKEN * len(taken)


def _draft(scene: Scene, sentence: int, content: Part, parts: Sequence[Part], taken: Sequence[bool]) -> Draft:
    first, _stop = scene.reading.sentence_tokens[sentence]
    begin, end = first + content.start, first + content.stop
    reporting = _nearest(parts, "CUE", content)
    at = first + reporting.start if reporting is not None else _cue_before(scene, first, begin, taken)
    cue = lookup(scene.norm(at)) if at is not None else None
    start = _content_start(scene, begin, cue, opens=begin == first)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic=_joined(scene.norm(at), cue)) if at is not None else None,
        cue_at=begin if at is None else at,
        act=_act(scene.norm(at), cue) if at is not None else "say",
        content=(trimmed(scene.reading.text, start, scene.tokens[end - 1].stop),),
        rule="learned",
        stop=end,
        subject=_subject(scene, first, _nearest(parts, "SOURCE", reporting or content)),
        gender=cue.form.gender if cue is not None else None,
        number=cue.form.number if cue is not None else None,
        inserts=((at + 1, begin),) if at is not None and at + 1 < begin else (),
        continues=cue is not None and cue.form.kind == "participle",
        sure=content.score,
    )


def _cue_before(scene: Scene, first: int, begin: int, taken: Sequence[bool]) -> int | None:
    """Where the model sees no cue: the verb of saying that stands nearest before the content and is nobody's yet."""
    near = range(begin - 1, max(first, begin - FARTHEST_CUE) - 1, -1)
    cues = (at for at in near if at in scene.cues or _reports(scene.norm(at)))
    return next((at for at in cues if at not in scene.mentions and not taken[at]), None)


def _content_start(scene: Scene, begin: int, cue: Cue | None, *, opens: bool) -> int:
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


def _joined(norm: str, cue: Cue | None) -> str:
    """The و or ف before the cue."""
    if cue is not None:
        return cue.proclitic
    return norm[: len(norm) - len(hint(norm))]


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
