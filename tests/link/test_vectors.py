from __future__ import annotations

import numpy as np

from riwaya.link.vectors import Matrix, Meanings
from tests.link.telling import Bag


class Counting(Bag):
    """Counts what it is asked to encode."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: list[str]) -> Matrix:
        self.seen.extend(texts)
        return super().encode(texts)


def test_every_distinct_text_is_encoded_once() -> None:
    encoder = Counting()
    meanings = Meanings(encoder)
    meanings.of(["سد", "نهر", "سد"])
    meanings.of(["نهر", "جسر"])
    assert sorted(encoder.seen) == ["جسر", "سد", "نهر"]


def test_vectors_have_length_one_and_follow_the_order_asked() -> None:
    meanings = Meanings(Bag())
    rows = meanings.of(["سد كبير", "نهر"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.array_equal(meanings.of(["نهر", "سد كبير"]), rows[::-1])


def test_an_empty_text_has_no_direction() -> None:
    assert not Meanings(Bag()).of([""]).any()
    assert Meanings(Bag()).of([]).shape[0] == 0
