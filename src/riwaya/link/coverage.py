"""Which outlet carries an utterance, which leaves it out, and who denies it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from riwaya.link.dates import When
from riwaya.link.negation import MISSED, bare, negated
from riwaya.link.utterances import SLIGHT, Telling, word_weights
from riwaya.link.vectors import Meanings
from riwaya.model import Article

#: A denial speaks of a claim when it holds this share of the lighter one's words, by their weight in the story, and
#: share and likeness in meaning add up to this. On the 17 denials of 700 articles of May 2018, seven of the eight
#: claims found this way were the ones denied.
HELD = 0.25
TOGETHER = 0.55
#: What cannot be denied, since it claims nothing.
NO_CLAIM = frozenset(
    {"ask", "call", "condemn", "demand", "deny", "express", "praise", "promise", "refuse", "threaten", "welcome"}
)


class Dated(NamedTuple):
    """An article of a story as coverage sees it: its outlet's name, and when it appeared as far as known."""

    outlet: str
    when: When | None


def outlet_name(article: Article) -> str:
    """The outlet's name, or the article's id where the outlet is unknown."""
    return article.outlet.name if article.outlet is not None else article.id


def carriers(group: Sequence[Telling], dated: Mapping[int, Dated]) -> tuple[str, ...]:
    """The outlets of a group's tellings, in the order of the tellings."""
    return tuple(dict.fromkeys(dated[t.article].outlet for t in group))


def omitting(
    group: Sequence[Telling], denials: Sequence[Telling], dated: Mapping[int, Dated], positions: Sequence[int]
) -> tuple[str, ...]:
    """Outlets of the story that could have carried the utterance and neither carry nor deny it.

    Could have: they have an article as late as the first telling, or one of unknown date.
    """
    known = set(carriers(group, dated)) | {dated[t.article].outlet for t in denials}
    first = dated[group[0].article].when
    late = [dated[i].outlet for i in positions if not _before(dated[i].when, first)]
    return tuple(outlet for outlet in dict.fromkeys(late) if outlet not in known)


def _before(when: When | None, first: When | None) -> bool:
    return when is not None and first is not None and when.stop <= first.start


def denials(groups: Sequence[Sequence[int]], found: Sequence[Telling], meanings: Meanings) -> list[list[int]]:
    """For each group of positions in ``found``, the positions of the denials that speak of it."""
    place = {t.statement.id: i for i, t in enumerate(found)}
    owner = {position: number for number, group in reversed(list(enumerate(groups))) for position in group}
    out: list[list[int]] = [[] for _ in groups]
    for position, denial in enumerate(found):
        if denial.statement.act != "deny":
            continue
        target = place.get(denial.statement.denies or "")
        number = owner[target] if target is not None else _denied(position, groups, found, meanings)
        if number is not None and position not in groups[number]:
            out[number].append(position)
    return out


def _denied(position: int, groups: Sequence[Sequence[int]], found: Sequence[Telling], meanings: Meanings) -> int | None:
    """The group whose claim a denial speaks of: the one most alike in words and meaning, if alike enough."""
    weights = word_weights(found)
    best: tuple[float, int] | None = None
    for number, group in enumerate(groups):
        if position in group:
            continue
        alike = max(_alike(found[position], found[other], weights, meanings) for other in group)
        if alike >= TOGETHER and (best is None or alike > best[0]):
            best = alike, number
    return best[1] if best else None


def _negates(claim: Telling, denial: Telling) -> bool:
    """True when the claim itself denies something, or lacks what the denial speaks of, so that the two may agree."""
    denying = claim.statement.act != "accuse" and negated(claim.words)
    return bool(denying or negated(claim.words, MISSED) & bare(denial.keys))


def _alike(denial: Telling, claim: Telling, weights: Mapping[str, float], meanings: Meanings) -> float:
    """How much a denial is about a claim of another speaker; 0 when they share too few words."""
    if claim.statement.act in NO_CLAIM or denial.source == claim.source or _negates(claim, denial):
        return 0.0
    ours, theirs = (math.fsum(weights[word] for word in each.keys) for each in (denial, claim))
    shared = math.fsum(weights[word] for word in denial.keys & claim.keys)
    lighter = max(min(ours, theirs), SLIGHT)
    if shared < HELD * lighter:
        return 0.0
    left, right = meanings.of([denial.text, claim.text])
    return shared / lighter + float(np.dot(left, right))
