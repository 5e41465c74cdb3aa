"""What speaks for and against something being a statement: what the rules know of it and what the reader saw."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.confidence import confidence, speaks, tells
from riwaya.annotate.statements.content import mode_of
from riwaya.annotate.statements.drafts import ANSWERS, Draft
from riwaya.annotate.statements.learned import taken
from riwaya.annotate.statements.phrases import NounPhrase
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.seen import seen
from riwaya.weights import Part, Read

#: Probabilities nearer to 0 or 1 say no more than these.
SUREST = 0.997
#: So many tokens are few.
FEW = 3
#: The tokens behind and before the content that are looked at: does the model see the words go on there?
BEHIND, BEFORE = 3, 2

#: The rules that guess who speaks.
GUESSES = frozenset({"last-named", "subject-of-sentence"})

Evidence = dict[str, float]


class Candidate(NamedTuple):
    """What may be a statement: its draft, its speaker as far as known, and its tokens, counted in its sentence."""

    draft: Draft
    resolved: Resolved
    inside: tuple[int, ...]

    @property
    def learned(self) -> bool:
        """True when the model sees it, and not a rule."""
        return self.draft.sure is not None


def candidate(scene: Scene, draft: Draft, resolved: Resolved) -> Candidate:
    """The draft with its speaker; ``inside`` is empty for words that stand elsewhere."""
    first, stop = scene.reading.sentence_tokens[draft.sentence]
    tokens = (at - first for span in draft.content for at in scene.within(*span) if first <= at < stop)
    return Candidate(draft, resolved, tuple(tokens))


def evidence(scene: Scene, about: Candidate) -> Evidence:
    """The clues by name, each with how much of it there is; ``about`` has tokens in its sentence, which is read."""
    read = seen(scene, about.draft.sentence)
    first, _stop = scene.reading.sentence_tokens[about.draft.sentence]
    finder = "model" if about.learned else "rule"
    clues = {finder: 1.0}
    for name, much in (*_of_words(read, about.inside), *_of_ends(read, about.inside)):
        clues[f"{finder}:{name}"] = much
    clues |= _of_source(read, about.draft.subject, first)
    clues |= dict.fromkeys(_of_kind(scene, about), 1.0)
    if not about.learned:
        clues["sure"] = odds(confidence(about.draft, about.resolved))
    return clues


def odds(probability: float) -> float:
    """The logarithm of the odds, within reason."""
    within = min(max(probability, 1 - SUREST), SUREST)
    return math.log(within / (1 - within))


def _of_words(read: Read, inside: Sequence[int]) -> Iterator[tuple[str, float]]:
    """How much of the content the model sees, and how long it is."""
    yield "seen", odds(sum(read.content[at] for at in inside) / len(inside))
    yield "length", math.log(len(inside))
    if len(inside) <= FEW:
        yield "few", 1.0
    contents = (part for part in read.parts if part.kind == "CONTENT")
    common, score = max(((shared(inside, part), part.score) for part in contents), default=(0.0, 0.0))
    if common:
        yield "alike", common
        yield "score", score


def shared(inside: Sequence[int], part: Part) -> float:
    """The share of tokens that two contents have in common, of those that they cover together."""
    common = sum(part.start <= at < part.stop for at in inside)
    return common / (len(inside) + part.stop - part.start - common)


def _of_ends(read: Read, inside: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Does the model see it start there, and does it see it go on beyond its ends?"""
    yield "begins", odds(read.begins[inside[0]])
    behind = read.content[inside[-1] + 1 : inside[-1] + 1 + BEHIND]
    before = read.content[max(0, inside[0] - BEFORE) : inside[0]]
    yield "behind", sum(behind) / max(len(behind), 1)
    yield "before", sum(before) / max(len(before), 1)


def _of_source(read: Read, subject: NounPhrase | None, first: int) -> Evidence:
    """Does the model too take the subject for the source?"""
    said_by = read.source[max(0, subject.first - first) : max(0, subject.stop - first)] if subject is not None else []
    return {"source": odds(sum(said_by) / len(said_by))} if said_by else {"no-source": 1.0}


def _of_kind(scene: Scene, about: Candidate) -> Iterator[str]:
    """The kinds of cue, content and speaker."""
    draft, cue = about.draft, scene.cues.get(about.draft.cue_at)
    yield f"opens:{opens_by(draft.rule)}"
    yield f"act:{draft.act}"
    yield f"speaker:{about.resolved.rule}"
    yield f"mode:{mode_of(scene, draft.content)}"
    if draft.cue is None:
        yield "no-cue"
    if draft.weak:
        yield "weak"
    if draft.first_person:
        yield "first-person"
    if draft.subject is not None and draft.subject.named:
        yield "named"
    yield from _of_find(scene, about) if about.learned else _of_rule(scene, draft)
    if about.learned and cue is not None:
        yield "verb"


def _of_rule(scene: Scene, draft: Draft) -> Iterator[str]:
    if not speaks(draft):
        yield "mute"
    if not tells(draft):
        yield "tells-little"
    if is_bare(scene, draft):
        yield "bare"
    for shape in ("verbal-noun", "subject-before-verb"):
        if draft.rule.startswith(shape):
            yield shape


def _of_find(scene: Scene, about: Candidate) -> Iterator[str]:
    first, _stop = scene.reading.sentence_tokens[about.draft.sentence]
    tokens = [first + at for at in about.inside]
    if taken(scene, tokens):
        yield "taken"
    elif not any(scene.taken[at] for at in tokens):
        yield "free"
    if about.draft.cue_at in scene.refused:
        yield "refused"
    if about.resolved.rule in GUESSES:
        yield "guessed"


def is_bare(scene: Scene, draft: Draft) -> bool:
    """A bare object or a preposition's content; but denials may be one word, and ``رفع شكره`` says that it was said."""
    cue = scene.cues.get(draft.cue_at)
    tells_itself = draft.act in ANSWERS or (cue is not None and "S" in cue.frames)
    return opens_by(draft.rule) in ("object", "preposition") and not tells_itself
