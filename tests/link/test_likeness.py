"""Likeness looks at shared words only, and says what comparing every article with every other one says."""

from __future__ import annotations

import random

import numpy as np
import pytest

from riwaya.link import likeness
from riwaya.link.dates import days_apart
from riwaya.link.features import StoryFeatures
from riwaya.link.likeness import FLOOR, HALVED, TABLE, WINDOW, Words, likenesses, start, worded_alike

DATES = (
    "2031-05-04",
    "2031-05-04T10:00:00Z",
    "2031-05-09",
    "2031-05-14",
    "2031-05-30",
    "2031-05",
    "XXXX-05-08",
    None,
)


def seen(count: int, seed: int) -> list[StoryFeatures]:
    """What is kept of invented articles of a few words each, of which some are common."""
    chance = random.Random(seed)
    out = []
    for number in range(count):
        keys = np.array(sorted({0, *(int(400 * chance.random() ** 2) for _ in range(25))}), np.uint32)
        weights = np.array([chance.random() for _ in keys], np.float32)
        words = keys.tobytes() + (weights / np.linalg.norm(weights)).astype(np.float32).tobytes()
        out.append(StoryFeatures(f"a{number}", chance.choice(DATES), words, b"", b""))
    return out


def one_by_one(found: list[StoryFeatures]) -> dict[tuple[int, int], float]:
    """The likeness of each two, the later one compared with the earlier one."""
    order = sorted(range(len(found)), key=lambda i: (start(found[i].when), found[i].id))
    out = {}
    for at, later in enumerate(order):
        for earlier in order[:at]:
            words = worded_alike(found[later], Words.of([found[earlier]]))[0]
            gap = days_apart(found[earlier].when, found[later].when) or 0.0
            score = words * np.float32(1 / (1 + (gap / HALVED) ** 2) if gap <= WINDOW else 0)
            if words >= FLOOR and score >= FLOOR:
                out[min(earlier, later), max(earlier, later)] = float(score)
    return out


@pytest.mark.parametrize(("seed", "table"), [(0, TABLE), (1, TABLE), (2, 1), (3, 2_000)])
def test_every_pair_that_is_alike_is_found_to_the_last_bit(
    seed: int, table: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "TABLE", table)  # all articles at once, one after the other, a few at a time
    found = seen(60, seed)
    pairs = likenesses(found)
    scores = dict(zip(zip(pairs.low.tolist(), pairs.high.tolist(), strict=True), pairs.score.tolist(), strict=True))
    expected = one_by_one(found)
    assert expected and scores == expected


def test_the_words_of_one_article_are_those_of_a_plain_product() -> None:
    found = seen(40, 9)
    new, rest = found[0], found[1:]
    table = np.zeros((len(found), 401))
    for row, each in enumerate(found):
        half = len(each.words) // 2
        table[row, np.frombuffer(each.words[:half], np.uint32)] = np.frombuffer(each.words[half:], np.float32)
    assert np.allclose(worded_alike(new, Words.of(rest)), table[1:] @ table[0], atol=1e-6)


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_is_like_nothing(count: int) -> None:
    assert len(likenesses(seen(count, 1)).low) == 0


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_comparing_the_new_ones_alone_finds_what_comparing_all_finds(seed: int) -> None:
    found = seen(60, seed)
    new = np.array([random.Random(seed + at).random() < 0.4 for at in range(len(found))])
    old = np.flatnonzero(~new)
    places = np.array([-1, *old])  # the first of those known before is there no more
    before = likenesses([found[new.argmax()], *(found[at] for at in old)]).moved(places)
    pairs = likenesses(found, known=before, new=new)
    assert as_dict(pairs) == as_dict(likenesses(found))


def as_dict(pairs: likeness.Pairs) -> dict[tuple[int, int], float]:
    """The likeness of each two."""
    both = zip(pairs.low.tolist(), pairs.high.tolist(), strict=True)
    return dict(zip(both, pairs.score.tolist(), strict=True))
