"""Labels: the best allowed path and its spans."""

import itertools

import numpy as np
import pytest

from riwaya.weights.labels import best_path, follows, spans, steps

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


@pytest.mark.parametrize("seed", range(40))
def test_the_path_is_the_best_of_all_allowed_ones(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, len(LABELS))).astype(np.float32)
    allowed = [
        path
        for path in itertools.product(range(len(LABELS)), repeat=4)
        if all(follows(LABELS[a], LABELS[b]) for a, b in zip((0, *path), path, strict=False))
    ]
    best = max(allowed, key=lambda path: sum(scores[at, label] for at, label in enumerate(path)))
    assert tuple(best_path(scores, steps(LABELS))) == best


def test_inside_never_opens_a_name_however_likely() -> None:
    scores = np.full((3, len(LABELS)), -9, np.float32)
    scores[:, LABELS.index("I-PER")] = 0
    assert best_path(scores, steps(LABELS)) == [1, 2, 2]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", []),
        ("B-PER I-PER O", [(0, 2, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("O B-LOC I-LOC", [(1, 3, "LOC")]),
        ("B-LOC B-PER I-PER", [(0, 1, "LOC"), (1, 3, "PER")]),
    ],
)
def test_spans(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(spans([LABELS.index(tag) for tag in tags.split()], LABELS)) == expected
