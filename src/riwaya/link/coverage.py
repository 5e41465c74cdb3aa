"""Which outlet carries an utterance, which leaves it out, and who denies it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from riwaya.link.dates import When
from riwaya.link.negation import MISSED, bare, missing, negated
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


def omitting(group: Sequence[Telling], denials: Sequence[Telling], dated: Mapping[int, Dated]) -> tuple[str, ...]:
    """Outlets of the story that could have carried the utterance and neither carry nor deny it.

    Could have: they have an article as late as the first telling, or one of unknown date.
    """
    known = set(carriers(group, dated)) | {dated[t.article].outlet for t in denials}
    first = dated[group[0].article].when
    late = [each.outlet for each in dated.values() if not _before(each.when, first)]
    return tuple(outlet for outlet in dict.fromkeys(late) if outlet not in known)


def _before(when: When | None, first: When | None) -> bool:
    return when is not None and first is not None and when.stop <= first.start


class Denials:
    """The denials among a story's tellings and the claims that each may speak of, by the words they share."""

    def __init__(self, found: Sequence[Telling]) -> None:
        self._found = found
        self._place = {t.statement.id: i for i, t in enumerate(found)}
        self._denying = [i for i, t in enumerate(found) if t.statement.act == "deny"]
        self._shares = self._candidates() if self._denying else {}

    def _candidates(self) -> dict[tuple[int, int], float]:
        """Denial and claim (by position) → the share of the lighter one's words that the other holds, if enough."""
        weights = word_weights(self._found)
        masses = [math.fsum(weights[word] for word in t.keys) for t in self._found]
        claims = [i for i, t in enumerate(self._found) if _claims(t)]
        out = {}
        for denial in self._denying:
            denying = self._found[denial]
            speaks_of, thing = bare(denying.keys), missing(denying.words)
            for claim in claims:
                telling = self._found[claim]
                both = denying.keys & telling.keys
                # whoever says that there is no annex denies no claim that speaks of none
                if not both or claim == denial or (thing is not None and thing not in telling.keys):
                    continue
                lighter = max(min(masses[denial], masses[claim]), SLIGHT)
                shared = math.fsum(weights[word] for word in both)
                if shared < HELD * lighter or telling.source == denying.source:
                    continue
                # what lacks the thing that the denial speaks of may agree with it
                if not negated(telling.words, MISSED) & speaks_of:
                    out[denial, claim] = shared / lighter
        return out

    def texts(self) -> list[str]:
        """The texts whose meaning decides which of the claims a denial speaks of."""
        return [self._found[i].text for pair in self._shares for i in pair]

    def of(self, groups: Sequence[Sequence[int]], meanings: Meanings) -> list[list[int]]:
        """For each group of positions, the positions of the denials that speak of it."""
        owner = {position: number for number, group in reversed(list(enumerate(groups))) for position in group}
        alike = self._alike(meanings)
        out: list[list[int]] = [[] for _ in groups]
        for denial in self._denying:
            target = self._place.get(self._found[denial].statement.denies or "")
            number = owner[target] if target is not None else _denied(denial, groups, alike)
            if number is not None and denial not in groups[number]:
                out[number].append(denial)
        return out

    def _alike(self, meanings: Meanings) -> dict[tuple[int, int], float]:
        """Denial and claim → how much the one is about the other, in words and in meaning."""
        pairs = list(self._shares)
        if not pairs:
            return {}
        left, right = (meanings.of([self._found[pair[side]].text for pair in pairs]) for side in (0, 1))
        close = np.einsum("ij,ij->i", left, right).tolist()
        return {pair: self._shares[pair] + each for pair, each in zip(pairs, close, strict=True)}


def _denied(denial: int, groups: Sequence[Sequence[int]], alike: Mapping[tuple[int, int], float]) -> int | None:
    """The group whose claim a denial speaks of: the one most alike in words and meaning, if alike enough."""
    best: tuple[float, int] | None = None
    for number, group in enumerate(groups):
        if denial not in group:
            value = max(alike.get((denial, claim), 0.0) for claim in group)
            if value >= TOGETHER and (best is None or value > best[0]):
                best = value, number
    return best[1] if best else None


def _claims(telling: Telling) -> bool:
    """True when a telling claims something that can be denied, and does not deny something itself."""
    act = telling.statement.act
    return act not in NO_CLAIM and (act == "accuse" or not negated(telling.words))
