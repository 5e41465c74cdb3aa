"""The best allowed sequence of labels, and the spans it says."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
#: Added where a step is forbidden: below any sum of log-probabilities of a sentence that fits a window.
FORBIDDEN = -1e4


def steps(labels: Sequence[str]) -> Floats:
    """[before, after] → 0 where ``after`` may follow ``before``, else ``FORBIDDEN``; I-X follows B-X and I-X only."""
    allowed = [[follows(before, after) for after in labels] for before in labels]
    return np.where(np.array(allowed), 0.0, FORBIDDEN).astype(np.float32)


def follows(before: str, after: str) -> bool:
    """Whether ``after`` may stand behind ``before``.

    >>> follows("B-PER", "I-PER"), follows("O", "I-PER"), follows("B-LOC", "I-PER")
    (True, False, False)
    """
    return not after.startswith("I-") or before[2:] == after[2:]


def best_path(scores: Floats, allowed: Floats) -> list[int]:
    """The allowed sequence of labels with the highest sum of ``scores`` [words, labels] (log-probabilities)."""
    greedy = scores.argmax(axis=1)
    if not allowed[0, greedy[0]] and not allowed[greedy[:-1], greedy[1:]].any():
        path: list[int] = greedy.tolist()
        return path
    return _viterbi(scores, allowed)


def _viterbi(scores: Floats, allowed: Floats) -> list[int]:
    """The first label stands before the sentence: it is O, after which no I- may come.

    Plain numbers: a sentence has a few labels and some dozen words, too few for arrays to pay.
    """
    bound = [(label, np.flatnonzero(column == 0).tolist()) for label, column in enumerate(allowed.T) if column.any()]
    total: list[float] = (allowed[0] + scores[0]).tolist()
    came_from = []
    for row in scores[1:].tolist():
        best = max(range(len(total)), key=total.__getitem__)
        came = [best] * len(total)
        for label, before in bound:
            came[label] = max(before, key=total.__getitem__)
        total = [total[before] + score for before, score in zip(came, row, strict=True)]
        came_from.append(came)
    path = [max(range(len(total)), key=total.__getitem__)]
    for came in reversed(came_from):
        path.append(came[path[-1]])
    return path[::-1]


def spans(path: Sequence[int], labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, stop, type) of every span of an allowed path, half-open."""
    start = 0
    for at, number in enumerate([*path, 0]):
        if labels[number][0] != "I":
            if at and labels[path[start]] != "O":
                yield start, at, labels[path[start]][2:]
            start = at
