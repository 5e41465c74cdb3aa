"""Articles that are one text: published twice, issued again with edits, or taken from a wire with edits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.link.dates import days_apart
from riwaya.link.features import Keys, StoryFeatures, keys, word_vector
from riwaya.link.likeness import in_order, start

#: A text of fewer runs of three words is too short to tell a copy from a shared phrase.
SHORTEST = 12
#: Two texts are looked at when the longer holds this share of the shorter one's runs: reproduced copy keeps 0.3 of
#: them and more.
HELD = 0.25
#: What each sign adds to the log-odds that two articles are one text: a logistic regression on the 150 pairs of
#: ``evals/gold/links/copies.tsv``. The runs alone are not enough: what two reports on one day's events share is their
#: background, while a copy begins alike; formulas (a missile shot down, a price) return after days. Leaving out each
#: pair in turn, precision and recall are .96.
WEIGHTS = {"held": 19.5, "worded": 5.9, "beginning": 4.6, "days": -0.9}
BIAS = -17.9
LEAST = 0.5
#: Days beyond which time says no more.
LATE = 3.0
#: How many words of the shorter text's beginning are looked for at the other's.
FIRST_WORDS = 49
#: Of the articles that hold a run, up to so many are paired with one another; beyond, each with the earliest few, whose
#: copies they then are. So a wire text that thousands carry whole is found, and a standing phrase costs little.
FEW = 16
EARLIEST = 8


class Copied(NamedTuple):
    """How probable it is that two articles are one text, and what speaks for it."""

    score: float
    parts: dict[str, float]


def copies(found: Sequence[StoryFeatures]) -> list[list[int]]:
    """Positions in ``found`` of each two or more that are one text, each group in order of time.

    Articles are taken in the order of their appearing; each joins the group of the earlier one that it resembles most,
    if it is on average a copy of those in the group that it could be compared with.
    """
    if len(found) < 2:
        return []
    order = sorted(range(len(found)), key=lambda i: (start(found[i].when), found[i].id))
    earlier: dict[int, dict[int, float]] = {}
    for left, right in _candidates([found[i] for i in order]):
        score = copied(found[order[left]], found[order[right]]).score
        earlier.setdefault(right, {})[left] = score
    group_of: dict[int, list[int]] = {}
    for place in range(len(order)):
        group_of[place] = group = _group(earlier.get(place, {}), group_of) or []
        group.append(place)
    groups = {id(group): group for group in group_of.values()}
    return sorted([order[place] for place in group] for group in groups.values() if len(group) > 1)


def _group(scores: dict[int, float], group_of: dict[int, list[int]]) -> list[int] | None:
    """The group that an article with ``scores`` to earlier ones joins."""
    best = max(scores, key=lambda place: (scores[place], -place), default=None)
    if best is None or scores[best] < LEAST:
        return None
    known = [scores[place] for place in group_of[best] if place in scores]
    return group_of[best] if math.fsum(known) / len(known) >= LEAST else None


def copied(left: StoryFeatures, right: StoryFeatures) -> Copied:
    """How probable it is that two articles are one text; which stands left does not matter."""
    ours, theirs = keys(left.runs), keys(right.runs)
    shorter, longer = (left, right) if (len(ours), left.id) <= (len(theirs), right.id) else (right, left)
    least = min(len(ours), len(theirs))
    if least < SHORTEST:
        return Copied(0.0, {})
    begun = np.any(keys(shorter.beginning)[:FIRST_WORDS, None] == keys(longer.beginning), axis=1)
    parts = {
        "held": len(_shared(ours, theirs)[0]) / least,
        "worded": worded(left, right),
        "beginning": float(begun.mean()),
        "days": min(LATE, days_apart(left.when, right.when) or 0.0),
    }
    odds = BIAS + math.fsum(WEIGHTS[name] * value for name, value in parts.items())
    return Copied(1 / (1 + math.exp(-odds)), {name: round(value, 3) for name, value in parts.items()})


def worded(left: StoryFeatures, right: StoryFeatures) -> float:
    """How alike title and opening of two articles are in their words."""
    (ours, our_weights), (theirs, their_weights) = word_vector(left), word_vector(right)
    here, there = _shared(ours, theirs)
    return float(our_weights[here] @ their_weights[there])


def _shared(ours: Keys, theirs: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where the keys that both hold stand on either side; the keys of each are distinct and sorted, as all kept are."""
    there = np.searchsorted(theirs, ours)
    there[there == len(theirs)] = 0
    here = np.flatnonzero(theirs[there] == ours)
    return here, there[here]


def _candidates(found: Sequence[StoryFeatures]) -> Iterator[tuple[int, int]]:
    """Each two of ``found`` of which the longer holds enough runs of the shorter, the earlier one first."""
    runs = [keys(each.runs) for each in found]
    sizes = np.array([len(each) for each in runs], np.int64)
    left, right = _sharing(runs, sizes)
    both, counts = np.unique(left * len(found) + right, return_counts=True)
    left, right = both // max(1, len(found)), both % max(1, len(found))
    enough = counts >= HELD * np.minimum(sizes[left], sizes[right])
    yield from zip(left[enough].tolist(), right[enough].tolist(), strict=True)


def _sharing(
    runs: Sequence[npt.NDArray[np.uint32]], sizes: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The earlier and the later of two articles, once for each run that both hold."""
    every = np.concatenate([*runs, np.zeros(0, np.uint32)])
    enough = sizes.repeat(sizes) >= SHORTEST
    holder = np.repeat(np.arange(len(runs)), sizes)[enough]
    every, order = in_order(every[enough])  # the holders of a run stay in order of time
    holder = holder[order]
    starts = np.flatnonzero(np.diff(every, prepend=every[:1] + np.uint32(1)))
    held_by = np.diff(starts, append=len(every))
    turn = np.arange(len(every)) - np.repeat(starts, held_by)
    first, many = np.repeat(starts, held_by), np.repeat(held_by, held_by)
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for place in range(FEW - 1):
        reach = (turn > place) & ((many <= FEW) | (place < EARLIEST))
        left.append(holder[first[reach] + place])
        right.append(holder[reach])
    return np.concatenate(left), np.concatenate(right)
