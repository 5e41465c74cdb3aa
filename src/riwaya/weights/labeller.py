"""A model that labels the words of a sentence, window by window."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from riwaya.weights.archive import Archive
from riwaya.weights.labels import Floats, best_path, steps
from riwaya.weights.pieces import BEGIN, END, Pieces

if TYPE_CHECKING:
    import onnxruntime

#: Pieces in a window, begin and end aside: the models learnt from sentences up to this length.
WINDOW = 190
#: Words that neighbouring windows share; each half is read by the window that sees more around it.
SHARED = 32


class Labeller:
    """A model, loaded when it is first asked: the words of a sentence in, their labels out.

    Words are whole written tokens with their proclitics on (وشيلتون); signs are words of their own. What is said of a
    sentence does not depend on others: each is read alone.
    """

    def __init__(self, archive: Archive) -> None:
        self.labels: list[str] = archive.card["labels"]
        self._allowed = steps(self.labels)
        self._archive = archive

    @cached_property
    def _pieces(self) -> Pieces:
        return self._archive.pieces()

    @cached_property
    def _session(self) -> "onnxruntime.InferenceSession":
        return self._archive.session()

    def label(self, words: Sequence[str]) -> tuple[list[int], list[float]]:
        """The best allowed path, as numbers of ``labels``, and for each word how probable its label is."""
        return self.best(self.scores(words))

    def scores(self, words: Sequence[str]) -> Floats:
        """Log-probabilities [words, labels]."""
        return self._scores([self._pieces.split(word) for word in words])

    def best(self, scores: Floats) -> tuple[list[int], list[float]]:
        """The best allowed path through ``scores``, and for each word how probable its label is."""
        path = best_path(scores, self._allowed)
        return path, np.exp(scores[np.arange(len(path)), path]).tolist()

    def _scores(self, split: Sequence[tuple[int, ...]]) -> Floats:
        """Log-probabilities [words, labels], window by window."""
        parts = []
        for start, stop, keep, until in windows([len(pieces) for pieces in split]):
            parts.append(self._run(split[start:stop])[keep - start : until - start])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _run(self, split: Sequence[tuple[int, ...]]) -> Floats:
        ids, firsts = [BEGIN], []
        for pieces in split:
            firsts.append(len(ids))
            ids.extend(pieces)
        ids.append(END)
        found = self._session.run(["scores"], {"ids": np.array([ids]), "firsts": np.array(firsts)})
        return cast(Floats, found[0][0])


def windows(lengths: Sequence[int], *, most: int = WINDOW, shared: int = SHARED) -> Iterator[tuple[int, int, int, int]]:
    """(start, stop, keep, until): read the words ``[start, stop)``, keep what is said of ``[keep, until)``.

    ``lengths`` counts the pieces of each word; the kept parts lie end to end and cover every word once.

    >>> list(windows([1] * 10, most=6, shared=2))
    [(0, 6, 0, 5), (4, 10, 5, 10)]
    """
    start = keep = 0
    while True:
        stop, room = start, most
        while stop < len(lengths) and lengths[stop] <= room:
            room -= lengths[stop]
            stop += 1
        if stop == len(lengths):
            yield start, stop, keep, stop
            return
        following = max(stop - shared, start + 1)
        until = max((following + stop) // 2, keep + 1)
        yield start, stop, keep, until
        start, keep = following, until
