"""Names in sentences: people, places, organisations, each with how sure the model is."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, cast

import msgspec
import numpy as np

from riwaya.weights.archive import Archive
from riwaya.weights.labels import Floats, best_path, spans, steps
from riwaya.weights.pieces import BEGIN, END

Type = Literal["PER", "LOC", "ORG"]
TYPES = ("PER", "LOC", "ORG")
#: Pieces in a window, begin and end aside: the models learnt from sentences up to this length.
WINDOW = 190
#: Words that neighbouring windows share; each half is read by the window that sees more around it.
SHARED = 32


class Tagged(msgspec.Struct, frozen=True):
    """A name over the words ``[start, stop)`` of its sentence; ``score`` is the mean probability of its labels."""

    start: int
    stop: int
    type: Type
    score: float


class Tagger:
    """A model that is loaded: sentences of words in, names out."""

    def __init__(self, archive: Archive) -> None:
        self._labels: list[str] = archive.card["labels"]
        self._allowed = steps(self._labels)
        self._pieces = archive.pieces()
        self._session = archive.session()

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[Tagged]]:
        """The names in each sentence, in order and without overlap.

        Words are whole written tokens with their proclitics on (وشيلتون); signs are words of their own. What is said of
        a sentence does not depend on the others: each is read alone.
        """
        return [self._names(sentence) if sentence else [] for sentence in words]

    def _names(self, words: Sequence[str]) -> list[Tagged]:
        scores = self._scores([self._pieces.split(word) for word in words])
        path = best_path(scores, self._allowed)
        if not any(path):
            return []  # O is the first label
        sure = np.exp(scores[np.arange(len(path)), path]).tolist()
        return [
            Tagged(start, stop, cast(Type, kind), sum(sure[start:stop]) / (stop - start))
            for start, stop, kind in spans(path, self._labels)
            if kind in TYPES
        ]

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


def tagger(name: str = "default") -> Tagger:
    """The shipped model ``default`` (fast) or ``accurate``; loaded at the first call, in less than a second.

    Raises ``FileNotFoundError`` when there is no such model.
    """
    return _loaded(name)


@cache
def _loaded(name: str) -> Tagger:
    return Tagger(Archive(name))
