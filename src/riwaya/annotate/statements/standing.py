"""Which of the things that rules and the reader take for statements stand, by what speaks for each.

A sentence is read when something may have been missed in it, or when a rule is not sure of what it found there. Then
learnt weights decide between all that was found in it; in the other sentences the rules' statements stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from riwaya.annotate.statements.adverbials import CARRIED
from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.confidence import confidence
from riwaya.annotate.statements.drafts import OVERRULED, Draft
from riwaya.annotate.statements.evidence import Candidate, Evidence, candidate, evidence, odds
from riwaya.annotate.statements.learned import is_open, proposed, take
from riwaya.annotate.statements.phrases import COMMAS
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.statements.subjects import INSIDE
from riwaya.weights.standing import BIAS, Weights, standing_weights

#: From this probability on something stands (chosen on 220 articles by cross-validation; on 405 precision and recall
#: of what stands are .90 and .87); what rules are ``FIRM`` about stands from ``LEAST_FIRM`` on, and gives way only to
#: what is likelier by ``MARGIN``, in the logarithm of the odds. Where rules are less than ``SURE`` it is read.
LIKELY, SURE, FIRM, LEAST_FIRM, MARGIN = 0.4, 0.9, 0.85, 0.1, 1.0
#: An object begins where a rule is firm that it does, or so many tokens behind.
LATEST_BEGINNING = 1
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
        """Is the model asked about this sentence, in which rules found their ``own``?

        Where they found quotations and nothing else it has nothing to add.
        """
        if self.scene.reading.naming == "rules" or sentence in self.scene.repeated:
            return False
        told = [draft for draft in own if not draft.silent]
        if told and all(opens_by(draft.rule) == "quotation" for draft in told):
            return False
        return is_open(self.scene, sentence) or self._doubts(own)

    def _doubts(self, own: Sequence[Draft]) -> bool:
        """Is a rule not sure of what it found, or of where it ends?"""
        told = [draft for draft in own if not draft.silent]
        if any(is_object(self.scene, draft) or runs_on(self.scene, draft) for draft in told):
            return True
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
        seen = (draft for draft in proposed(self.scene, sentence) if draft.cue_at not in topics)
        more = [completed(draft, own) for draft in seen if not stops_at_no_source(self.scene, draft, own)]
        drafts = sorted([*own, *more], key=lambda draft: draft.cue_at)
        tried = zip(drafts, self.memory.tried(drafts, self.previous), strict=True)
        spoken = [candidate(self.scene, draft, found) for draft, found in tried if found and weighable(draft)]
        weighed = [each for each in spoken if each.inside]
        among = {id(each.draft) for each in weighed}
        others = [draft for draft in own if id(draft) not in among]
        return [each for each in weighed if not (each.learned and told_by(others, each.draft))], others


def is_object(scene: Scene, draft: Draft) -> bool:
    """``أعلن فتح الطريق``: an object, of whose ends rules know least; not of وصف, which takes two."""
    cue = scene.cues.get(draft.cue_at)
    return opens_by(draft.rule) == "object" and cue is not None and "D" not in cue.frames


def runs_on(scene: Scene, draft: Draft) -> bool:
    """Does content that no marks hold have a comma in it and a verb of saying: perhaps the reporter's next clause?

    ``أجريا مكالمة، أعربا خلالها عن قلقهما`` describes what was told, and is part of it.
    """
    if opens_by(draft.rule) == "quotation":
        return False
    inside = [at for span in draft.content for at in scene.within(*span)]
    said = (at in scene.cues and at not in scene.mentions and scene.norm(at + 1) not in INSIDE for at in inside)
    return any(said) and any(scene.norm(at) in COMMAS for at in inside[1:-1])


def stops_at_no_source(scene: Scene, draft: Draft, own: Sequence[Draft]) -> bool:
    """Does the model end before ``، وفقا للمادة 51``, ``، كما تلقت`` what a rule of the same cue reads on?

    Rules read on there since the words name nobody who speaks, which they know better.
    """
    behind = scene.within(*draft.content[-1])[-1] + 1
    behind += scene.norm(behind) in COMMAS
    same = (each for each in own if each.cue_at == draft.cue_at)
    return scene.norm(behind) in CARRIED and any(
        behind in scene.within(*span) for each in same for span in each.content
    )


def completed(draft: Draft, own: Sequence[Draft]) -> Draft:
    """What the model sees, and of the same cue what only rules know: whose words, and who carried them."""
    same = (each for each in own if each.cue_at == draft.cue_at and each.cue is not None and not each.silent)
    rule = next(same, None) if draft.cue is not None else None
    if rule is None:
        return draft
    return draft._replace(
        subject=draft.subject or rule.subject,
        inserts=draft.inserts or rule.inserts,
        carriers=draft.carriers or rule.carriers,
    )


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
    """The confidence, in hundredths: where the rules doubt or object, or of a single word, no more than even."""
    word = about.learned and len(about.inside) == 1
    unsure = word or (not about.learned and confidence(about.draft, about.resolved) < DOUBTFUL)
    return round(min(sure, EVEN) if unsure or about.draft.rule == OVERRULED else sure, 2)


def chosen(candidates: Sequence[Candidate], told: Sequence[float]) -> list[int]:
    """Which candidates stand: likely ones, the likelier of two that share words, of the same likelihood the rule's."""
    firm = [not each.learned and confidence(each.draft, each.resolved) >= FIRM for each in candidates]
    order = sorted(range(len(told)), key=lambda at: odds(told[at]) + MARGIN * firm[at], reverse=True)
    out: list[int] = []
    for at in order:
        if told[at] < (LEAST_FIRM if firm[at] else LIKELY):
            continue
        if swallows(candidates, firm, at) or begins_late(candidates, firm, at):
            continue
        if not any(contested(candidates[at], candidates[other]) for other in out):
            out.append(at)
    return out


def swallows(candidates: Sequence[Candidate], firm: Sequence[bool], at: int) -> bool:
    """Does what the model sees hold a participle's statement (``، مستبعدا كذا``) that rules are firm about, whole?"""
    one = candidates[at]
    own = [each for each, sure in zip(candidates, firm, strict=True) if sure]
    if not one.learned or not any(each.draft.cue_at == one.draft.cue_at for each in own):
        return False
    inside = set(one.inside)
    others = (each for each in own if each.draft.continues and each.draft.cue_at != one.draft.cue_at)
    return any(inside.issuperset(each.inside) for each in others)


def begins_late(candidates: Sequence[Candidate], firm: Sequence[bool], at: int) -> bool:
    """Does the model see the object of a verb begin farther on than rules that are firm? It knows of ends only."""
    one = candidates[at]
    return one.learned and any(
        sure
        and each.draft.cue_at == one.draft.cue_at
        and opens_by(each.draft.rule) in ("object", "preposition")
        and one.inside[0] - each.inside[0] > LATEST_BEGINNING
        for each, sure in zip(candidates, firm, strict=True)
    )


def contested(one: Candidate, other: Candidate) -> bool:
    """Do they share words that only one of them can have? Rules' own statements never do."""
    if not (one.learned or other.learned):
        return False
    common = len(set(one.inside).intersection(other.inside))
    return common > MOST_SHARED * min(len(one.inside), len(other.inside))
