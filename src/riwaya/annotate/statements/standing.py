"""Which of the things that rules and the reader take for statements stand, by what speaks for each.

A sentence is read when something may have been missed in it, or when a rule is not sure of what it found there. Then
learnt weights decide between all that was found in it; in the other sentences the rules' statements stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.confidence import confidence
from riwaya.annotate.statements.drafts import OVERRULED, Draft
from riwaya.annotate.statements.evidence import Candidate, Evidence, candidate, evidence, odds
from riwaya.annotate.statements.learned import is_open, proposed, take
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.weights.standing import BIAS, Weights, standing_weights

#: From this probability on something stands (chosen on 220 articles by cross-validation; on 380 precision and recall
#: of what stands are .91 and .87); what rules are ``FIRM`` about stands from ``LEAST_FIRM`` on, and gives way only to
#: what is likelier by ``MARGIN``, in the logarithm of the odds. Where rules are less than ``SURE`` it is read.
LIKELY, SURE, FIRM, LEAST_FIRM, MARGIN = 0.4, 0.9, 0.85, 0.1, 1.0
#: Of two that share more than this of the shorter one, and are not both of rules, one stands.
MOST_SHARED = 0.2
#: So much must the model see of a bare content that is not ``FIRM``, and so much must two contents share to be one.
LEAST_SEEN, ALIKE = 0.2, 0.8
#: Against an objection of the rules, and where they believe by less than ``DOUBTFUL``, the weights are right in the
#: news and fall into traps made for them: what stands so is no likelier than ``EVEN``.
EVEN, DOUBTFUL = 0.5, 0.55


class Attributed(NamedTuple):
    """A draft with its speaker, ``None`` when there is none; how sure words and speaker are, ``None`` as rules say."""

    draft: Draft
    resolved: Resolved | None
    sure: float | None


class Choice:
    """The statements of one article: what stands of what was found, sentence by sentence, and whose words it is."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene = scene
        self.memory = memory
        self.previous: Draft | None = None

    def of(self, found: Sequence[Draft]) -> Iterator[Attributed]:
        """What stands of what rules ``found``, and of what the model sees beside it; in reading order."""
        if self.scene.reading.naming != "rules":
            take(self.scene, found)
        drafts = {at: list(own) for at, own in groupby(found, key=lambda draft: draft.sentence)}
        for sentence in range(len(self.scene.reading.sentences)):
            own = drafts.get(sentence, [])
            for draft, sure in self.standing(sentence, own) if self.asks(sentence, own) else unread(own):
                resolved = self.memory.resolve(draft, self.previous)
                if not draft.silent:
                    self.previous = draft
                    yield Attributed(draft, resolved, sure)

    def asks(self, sentence: int, own: Sequence[Draft]) -> bool:
        """Is the model asked about this sentence, in which rules found their ``own``?"""
        if self.scene.reading.naming == "rules" or sentence in self.scene.repeated:
            return False
        return is_open(self.scene, sentence) or self._doubts(own)

    def _doubts(self, own: Sequence[Draft]) -> bool:
        """Is a rule not sure of what it found?"""
        found = zip(own, self.memory.tried(own, self.previous), strict=True)
        return any(by and not draft.silent and confidence(draft, by) < SURE for draft, by in found)

    def standing(self, sentence: int, own: Sequence[Draft]) -> list[tuple[Draft, float | None]]:
        """What stands in a sentence that is read, by position, and how sure words and speaker are."""
        candidates, others = self.candidates(sentence, own)
        pieces = [evidence(self.scene, each) for each in candidates]
        tables = standing_weights(self.scene.reading.naming)
        kept = [
            (candidates[at].draft, limited(candidates[at], chance(pieces[at], tables.right)))
            for at in chosen(candidates, likelihoods(candidates, pieces, tables.told))
        ]
        return sorted([*unread(others), *kept], key=lambda each: each[0].cue_at)

    def candidates(self, sentence: int, own: Sequence[Draft]) -> tuple[list[Candidate], list[Draft]]:
        """What rules and model found with a speaker, and rules' drafts that are not to be weighed."""
        topics = {draft.cue_at for draft in own if draft.silent}  # تحدث عن الموقف: what about, not what
        more = (draft for draft in proposed(self.scene, sentence) if draft.cue_at not in topics)
        drafts = sorted([*own, *more], key=lambda draft: draft.cue_at)
        tried = zip(drafts, self.memory.tried(drafts, self.previous), strict=True)
        spoken = [candidate(self.scene, draft, found) for draft, found in tried if found and weighable(draft)]
        weighed = [each for each in spoken if each.inside]
        among = {id(each.draft) for each in weighed}
        others = [draft for draft in own if id(draft) not in among]
        return [each for each in weighed if not (each.learned and told_by(others, each.draft))], others


def weighable(draft: Draft) -> bool:
    """Tells the draft something that the model could see? Not a pointer to other words (``، وهو ما نفته موسكو``)."""
    return not draft.silent and opens_by(draft.rule) != "which-is-what"


def told_by(others: Sequence[Draft], draft: Draft) -> bool:
    """Does one of the drafts that are not weighed tell these words?"""
    spans = [span for other in others if not other.silent for span in other.content]
    return any(span.overlaps(own) for span in spans for own in draft.content)


def unread(own: Sequence[Draft]) -> list[tuple[Draft, float | None]]:
    """All that rules found, with the confidence that their tables give."""
    return [(draft, None) for draft in own]


def chance(pieces: Evidence, weights: Weights) -> float:
    """How likely it is, after the weights of what speaks for and against it."""
    total = sum(weights.get(name, 0.0) * much for name, much in pieces.items()) + weights[BIAS]
    return 1 / (1 + math.exp(-total))


def likelihoods(candidates: Sequence[Candidate], pieces: Sequence[Evidence], told: Weights) -> list[float]:
    """How likely the words of each are somebody's; bare contents of which the model sees nothing are nobody's."""
    likely = [
        0.0 if unsupported(each, piece) else chance(piece, told) for each, piece in zip(candidates, pieces, strict=True)
    ]
    return agreed(candidates, likely)


def agreed(candidates: Sequence[Candidate], likely: Sequence[float]) -> list[float]:
    """What a rule and the model both see is the rule's, which knows more of it, and as likely as the likelier says."""
    out = list(likely)
    rules = [at for at, each in enumerate(candidates) if not each.learned]
    for at, each in enumerate(candidates):
        twins = [other for other in rules if each.learned and alike(each, candidates[other])]
        if twins:
            best = max(twins, key=likely.__getitem__)
            out[best], out[at] = max(out[best], likely[at]), 0.0
    return out


def alike(one: Candidate, other: Candidate) -> bool:
    """Do they share most of their words?"""
    mine, others = set(one.inside), set(other.inside)
    return len(mine & others) >= ALIKE * len(mine | others)


def unsupported(about: Candidate, pieces: Evidence) -> bool:
    """Is a rule not sure of its bare content, and does the model see none of it?"""
    unseen = pieces.get("rule:alike", 0.0) < LEAST_SEEN
    return unseen and "bare" in pieces and confidence(about.draft, about.resolved) < FIRM


def limited(about: Candidate, sure: float) -> float:
    """The confidence, in hundredths: where the rules doubt or object, no more than even."""
    unsure = not about.learned and confidence(about.draft, about.resolved) < DOUBTFUL
    return round(min(sure, EVEN) if unsure or about.draft.rule == OVERRULED else sure, 2)


def chosen(candidates: Sequence[Candidate], told: Sequence[float]) -> list[int]:
    """Which candidates stand: likely ones, the likelier of two that share words, of the same likelihood the rule's."""
    firm = [not each.learned and confidence(each.draft, each.resolved) >= FIRM for each in candidates]
    order = sorted(range(len(told)), key=lambda at: odds(told[at]) + MARGIN * firm[at], reverse=True)
    out: list[int] = []
    for at in order:
        if told[at] >= (LEAST_FIRM if firm[at] else LIKELY) and not any(
            contested(candidates[at], candidates[other]) for other in out
        ):
            out.append(at)
    return out


def contested(one: Candidate, other: Candidate) -> bool:
    """Do they share words that only one of them can have? Rules' own statements never do."""
    if not (one.learned or other.learned):
        return False
    common = len(set(one.inside).intersection(other.inside))
    return common > MOST_SHARED * min(len(one.inside), len(other.inside))
