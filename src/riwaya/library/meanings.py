"""Sentence vectors that are made once: what was encoded to be kept is not encoded again to be linked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from threading import Lock

import numpy as np

from riwaya.link.vectors import LONGEST, Encoder, Matrix, Meanings, default

#: Vectors remembered (2 kB each): those of some two thousand articles and their statements.
MOST = 20_000


class Remembering:
    """An encoder that remembers the last texts it was asked for; several threads may ask (the web pages' do)."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._known: OrderedDict[str, Matrix] = OrderedDict()

    def encode(self, texts: list[str]) -> Matrix:
        """One vector a text."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new:
                rows = np.asarray(self._encoder.encode(new), np.float32)
                self._known.update(zip(new, rows, strict=True))
            out = np.stack([self._known[text] for text in texts])
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return out

    def learn(self, vectors: Mapping[str, Matrix]) -> None:
        """Take vectors from elsewhere for these texts."""
        with self._lock:
            self._known.update((text[:LONGEST], vector) for text, vector in vectors.items())


@cache
def encoder() -> Remembering:
    """The program's encoder, which remembers."""
    return Remembering(default())


def meanings() -> Meanings:
    """Unit vectors from the program's encoder."""
    return Meanings(encoder())


def encode(texts: list[str]) -> Matrix:
    """Unit vectors of texts, a row each."""
    return meanings().of(texts)
