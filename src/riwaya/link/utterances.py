"""Statements that render one utterance: the same source, the same words or the same meaning."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.link.cluster import average_link
from riwaya.link.entities import Cast, Source, agreement, cast, content_keys, source
from riwaya.link.terms import Words, rarity, words
from riwaya.link.vectors import Matrix, Meanings
from riwaya.model import Article, Statement

Floats = npt.NDArray[np.float32]
#: What each sign of sameness adds to the log-odds that two statements of one story render one utterance: a logistic
#: regression on the 13,000 pairs of the gold (five seed pages, 70 articles of 2018), rounded.
WEIGHTS = {
    "contained": 4.4,
    "overlap": 2.2,
    "shared": 1.1,
    "meaning": 3.3,
    "act": 1.0,
    "same_source": 3.4,
    "related_source": 1.5,
    # Not fitted: what one source asserts and another denies are two utterances, however alike the words.
    "opposed": -9.0,
}
BIAS = -9.0
#: The least average probability inside a group (the figures on the gold hold from 0.25 to 0.34), and the probability
#: below which a pair counts as nothing.
LEAST = 0.27
NEGLIGIBLE = 0.02
#: The least average probability by which a telling of one group also belongs to another: it reports two utterances.
SECOND = 0.45
#: A telling is read for its meaning when that could lift a pair to ``PROMISE``; ``ALIKE`` is the likeness of a close
#: paraphrase. On 700 articles this leaves four statements in ten unread; the figures on the gold stay the same.
PROMISE = 0.15
ALIKE = 0.8
#: Weight that the shorter of two statements is taken to have at least, lest one shared word contain it.
SLIGHT = 6.0
#: Rows compared at a time with all others: bounds memory in a story of thousands of statements.
BLOCK = 256


class Telling(NamedTuple):
    """One statement as it is compared; ``article`` is the position of its article."""

    statement: Statement
    article: int
    text: str
    words: Words
    keys: frozenset[str]
    source: Source


class Link(NamedTuple):
    """How probable it is that two tellings (by position) render one utterance, and what speaks for it."""

    left: int
    right: int
    score: float
    parts: dict[str, float]


def tellings(articles: Sequence[Article], positions: Sequence[int]) -> list[Telling]:
    """The statements of the articles at ``positions``, in that order."""
    who = cast(articles[position] for position in positions)
    return [
        _telling(articles[position], position, statement, who)
        for position in positions
        for statement in articles[position].statements
    ]


def spoken(article: Article, statement: Statement) -> str:
    """The content of ``statement`` as running text."""
    return " ".join(span.of(article.text) for span in statement.content)


def _telling(article: Article, position: int, statement: Statement, who: Cast) -> Telling:
    found = words(article.text, statement.content)
    keys = content_keys(article, statement.content, found, who)
    return Telling(
        statement, position, spoken(article, statement), found, keys, source(article, statement.speaker, who)
    )


def links(found: Sequence[Telling], meanings: Meanings) -> list[Link]:
    """Each two tellings that may render one utterance, with the probability and its parts."""
    if len(found) < 2:
        return []
    signs = _Signs(found)
    signs.read(found, meanings)
    out: list[Link] = []
    for start in range(0, len(found), BLOCK):
        block = signs.block(start, min(start + BLOCK, len(found)))
        scores = _probability(block)
        for row, right in np.argwhere(scores >= NEGLIGIBLE).tolist():
            if start + row < right:
                parts = {name: round(float(matrix[row, right]), 3) for name, matrix in block.items()}
                out.append(Link(start + row, right, round(float(scores[row, right]), 6), parts))
    return out


def utterances(found: Sequence[Telling], linked: Sequence[Link]) -> list[list[int]]:
    """Positions in ``found`` by utterance; a telling like no other is a group of its own.

    One that reports two utterances stands in both groups, so groups may share a member.
    """
    score = {(link.left, link.right): link.score for link in linked}
    groups = average_link(len(found), score, least=LEAST)
    near: dict[int, dict[int, float]] = {position: {} for position in range(len(found))}
    for link in linked:
        near[link.left][link.right] = near[link.right][link.left] = link.score
    return [sorted([*group, *_also(group, near)]) for group in groups]


def _also(group: Sequence[int], near: Mapping[int, Mapping[int, float]]) -> list[int]:
    """Tellings of other groups that belong to ``group`` as well."""
    sums: dict[int, list[float]] = {}
    for member in group:
        for other, score in near[member].items():
            sums.setdefault(other, []).append(score)
    least = SECOND * len(group)
    return [other for other, scores in sums.items() if other not in group and math.fsum(scores) >= least]


def _probability(signs: dict[str, Floats]) -> Floats:
    odds = np.full_like(signs["meaning"], BIAS)
    for name, weight in WEIGHTS.items():
        odds += weight * signs[name]
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


class _Signs:
    """The signs of sameness of a story's tellings, computed a block of rows at a time."""

    def __init__(self, found: Sequence[Telling]) -> None:
        self.vectors: Matrix = np.zeros((len(found), 1), np.float32)
        self.holds, self.weights = _word_matrix(found)
        self.weighed = self.holds * self.weights
        self.mass = self.weighed.sum(axis=1)
        self.acts = _codes([t.statement.act for t in found])
        self.denies = np.array([t.statement.act == "deny" for t in found])
        self.sources, self.same, self.related = _source_matrix(found)

    def read(self, found: Sequence[Telling], meanings: Meanings) -> None:
        """Take up the meaning of the tellings that it may link to another; encoding is most of the work."""
        wanted = [i for start in range(0, len(found), BLOCK) for i in self._promising(start, start + BLOCK)]
        vectors = meanings.of([found[i].text for i in wanted])
        self.vectors = np.zeros((len(found), vectors.shape[1]), np.float32)
        self.vectors[wanted] = vectors

    def _promising(self, start: int, stop: int) -> list[int]:
        """The rows that would reach ``PROMISE`` beside another telling if the two meant nearly the same."""
        block = self.block(start, min(stop, len(self.acts)))
        block["meaning"] = np.full_like(block["meaning"], ALIKE)
        scores = _probability(block)
        rows = np.arange(len(scores))
        scores[rows, start + rows] = 0
        return (start + np.flatnonzero((scores >= PROMISE).any(axis=1))).tolist()

    def block(self, start: int, stop: int) -> dict[str, Floats]:
        """Sign by name, each ``stop - start`` rows by all tellings."""
        rows = slice(start, stop)
        shared = self.weighed[rows] @ self.holds.T
        least = np.minimum(self.mass[rows, None], self.mass[None, :])
        either = self.mass[rows, None] + self.mass[None, :] - shared
        who = np.ix_(self.sources[rows], self.sources)
        opposed = self.denies[rows, None] != self.denies[None, :]
        return {
            "contained": shared / np.maximum(least, SLIGHT),
            "overlap": shared / np.maximum(either, 1e-9),
            "shared": np.log1p(np.maximum(shared, 0)),
            "meaning": self.vectors[rows] @ self.vectors.T,
            "act": (self.acts[rows, None] == self.acts[None, :]).astype(np.float32),
            "same_source": self.same[who],
            "related_source": self.related[who],
            "opposed": (opposed & (self.same[who] == 0)).astype(np.float32),
        }


def word_weights(found: Sequence[Telling]) -> dict[str, float]:
    """The weight of each word of a story's tellings: rarer in the news and in the story is heavier."""
    held = Counter(word for t in found for word in t.keys)
    return {word: rarity(word) * _local(len(found), held[word]) for word in sorted(held)}


def _word_matrix(found: Sequence[Telling]) -> tuple[Floats, Floats]:
    """Which telling holds which word, and the weight of each word."""
    weights = word_weights(found)
    column = {word: i for i, word in enumerate(weights)}
    holds = np.zeros((len(found), len(column)), np.float32)
    for row, t in enumerate(found):
        holds[row, [column[word] for word in t.keys]] = 1
    return holds, np.array(list(weights.values()), np.float32)


def _local(size: int, holders: int) -> float:
    """What is left of a word's weight where every statement of the story holds it; small stories teach nothing."""
    return float(np.log((size + 2) / (holders + 1)) / np.log((size + 2) / 2)) if size >= 6 else 1.0


def _codes(values: Sequence[str]) -> npt.NDArray[np.int64]:
    code = {value: i for i, value in enumerate(sorted(set(values)))}
    return np.array([code[value] for value in values])


def _source_matrix(found: Sequence[Telling]) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """The number of each telling's source, and between sources: the same, or related."""
    distinct = list(dict.fromkeys(t.source for t in found))
    code = {each: i for i, each in enumerate(distinct)}
    same, related = np.eye(len(distinct), dtype=np.float32), np.zeros((len(distinct),) * 2, np.float32)
    for i, left in enumerate(distinct):
        for j in range(i):
            kind = agreement(left, distinct[j])
            same[i, j] = same[j, i] = kind == "same"
            related[i, j] = related[j, i] = kind == "related"
    return np.array([code[t.source] for t in found]), same, related
