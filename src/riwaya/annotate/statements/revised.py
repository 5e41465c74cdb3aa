"""Rules' statements as the trained reader leaves them: as they are, with other ends, or not at all."""

from __future__ import annotations

from bisect import bisect_right

from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.content import trimmed
from riwaya.annotate.statements.drafts import ANSWERS, Draft
from riwaya.annotate.statements.learned import content_from
from riwaya.annotate.statements.phrases import COMPLEMENTISERS
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.seen import likely, seen
from riwaya.arabic.words import WORD
from riwaya.model import Span
from riwaya.weights import Part

#: A bare object or a preposition's content that rules are less sure of is shown to the model: where it sees nothing,
#: nothing was said. What it sees too stays as doubtful as it was: some traps are its own too (an arrow points).
ASKED = 0.85
#: From this confidence on the rules' ends stand, unless the model sees the same words go on.
DOUBTFUL = 0.5
#: A rule's content is the model's when they share so much of what both cover.
ALIKE = 0.5


def revised(scene: Scene, draft: Draft, sure: float) -> Draft | None:
    """What a rule found and is so ``sure`` of, as the model leaves it; what the model added itself stays.

    Only bare contents are a reason to read a sentence; of others the model has a word where it was read already.
    """
    sentence = _sentence_of(scene, draft.content[0])
    asked = sure < ASKED and _bare(scene, draft)
    if sentence is None or len(draft.content) > 1 or draft.sure is not None:
        return draft
    if not asked and sentence not in scene.parts:
        return draft
    inside = scene.within(*draft.content[0])
    best = _likest(scene, sentence, inside)
    if best is None:
        return None if asked else draft
    if _shared(inside, best) >= ALIKE:
        return draft
    moves = (asked and sure < DOUBTFUL) or _goes_on(scene, inside, best)
    return _moved(scene, draft, inside, best) if moves else draft


def _bare(scene: Scene, draft: Draft) -> bool:
    """A bare object or a preposition's content; but denials may be one word, and ``رفع شكره`` says that it was said."""
    cue = scene.cues.get(draft.cue_at)
    tells = draft.act in ANSWERS or (cue is not None and "S" in cue.frames)
    return opens_by(draft.rule) in ("object", "preposition") and not tells


def _sentence_of(scene: Scene, content: Span) -> int | None:
    """The sentence in which the content starts."""
    at = bisect_right(scene.reading.sentences, content.start, key=lambda span: span.start) - 1
    return at if at >= 0 and content.start < scene.reading.sentences[at].stop else None


def _likest(scene: Scene, sentence: int, inside: range) -> Part | None:
    """The content that shares most with what the rule took, by the article's tokens; ``None`` when nothing does."""
    first, _stop = scene.reading.sentence_tokens[sentence]
    contents = [
        Part(first + part.start, first + part.stop, part.kind, part.score)
        for part in seen(scene, sentence)
        if part.kind == "CONTENT"
    ]
    best = max(contents, key=lambda part: _shared(inside, part), default=None)
    return best if best is not None and _shared(inside, best) else None


def _shared(inside: range, part: Part) -> float:
    """The share of tokens that the rule's content and the model's have in common."""
    common = min(inside.stop, part.stop) - max(inside.start, part.start)
    return max(common, 0) / max(max(inside.stop, part.stop) - min(inside.start, part.start), 1)


def _goes_on(scene: Scene, inside: range, part: Part) -> bool:
    """Does the model see the same words go on, over what is no other statement's, to where a clause may end?"""
    same = part.start == inside.start and part.stop > inside.stop and likely(scene, part)
    further = range(inside.stop, part.stop)
    last = next((scene.norm(at) for at in reversed(further) if scene.tokens[at].kind == WORD), "")
    return same and last not in COMPLEMENTISERS and not any(scene.taken[at] for at in further)


def _moved(scene: Scene, draft: Draft, inside: range, part: Part) -> Draft | None:
    """The statement with the model's ends, if the model is sure of them; the cue is no part of what was said."""
    if not likely(scene, part):
        return None
    begin = inside.start if part.start <= draft.cue_at < part.stop else part.start
    if begin == inside.start:
        start = draft.content[0].start
    else:
        start = content_from(scene, begin, scene.cues.get(draft.cue_at), opens=False)
    content = trimmed(scene.reading.text, start, scene.tokens[part.stop - 1].stop)
    return draft._replace(content=(content,), stop=part.stop)
