"""Statements that render one utterance: the same source, the same words or the same meaning."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.link.cluster import average_link
from riwaya.link.entities import Cast, NamedAt, Source, agreements, content_keys, named_in, source
from riwaya.link.negation import negates
from riwaya.link.terms import Words, rarity, words
from riwaya.link.vectors import Matrix, Meanings
from riwaya.model import Article, Span, Statement

Place = Literal["title", "lead", "body"]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
#: What each sign of sameness adds to the log-odds that two statements of one story render one utterance: a logistic
#: regression on the 14,800 pairs of the gold as it is annotated here (seed pages, 70 articles of 2018, demo), rounded.
#: Of a source heard on both sides it takes less: there, words and meaning count for more.
WEIGHTS = {
    "contained": 3.8,
    "overlap": 1.9,
    "shared": 1.4,
    "meaning": 1.6,
    "act": 0.6,
    "same_source": 2.0,
    "related_source": 2.2,
    "same_source_contained": 1.4,
    "same_source_meaning": 1.8,
    # What the body of one article tells twice is mostly two points; its headline is told again below.
    "one_body": -1.1,
    "headline": 0.8,
    # Not fitted: what one source asserts and another denies are two utterances, however alike the words.
    "opposed": -20.0,
}
BIAS = -8.0
#: The least average probability inside a group (F1 on the gold stays within .01 from 0.25 to 0.32), and the probability
#: below which a pair counts as nothing.
LEAST = 0.27
NEGLIGIBLE = 0.02
#: The least average probability by which a telling of one group also belongs to another: it reports two utterances
#: (F1 on the gold is the same from 0.50 to 0.60).
SECOND = 0.55
#: A telling is read for its meaning when that could lift a pair to ``LEAST``; ``ALIKE`` is that of a paraphrase.
#: On 800 articles of March 2018 this leaves more than half of the statements unread; the figures on the gold stay the
#: same as with all of them read.
ALIKE = 0.7
#: Weight that the shorter of two statements is taken to have at least, lest one shared word contain it.
SLIGHT = 6.0
#: No two texts are alike in meaning by more than this: a cosine is 1 at most, and some rounding.
CLOSEST = 1.01
#: Rows compared at a time with all others: bounds memory in a story of thousands of statements.
BLOCK = 256


class Telling(NamedTuple):
    """One statement as it is compared; ``article`` is the position of its article ``told``."""

    statement: Statement
    article: int
    told: Article
    text: str
    words: Words
    keys: frozenset[str]
    source: Source
    place: Place


class Link(NamedTuple):
    """How probable it is that two tellings (by position) render one utterance, and the value of each sign for it."""

    left: int
    right: int
    score: float
    signs: Floats

    @property
    def parts(self) -> dict[str, float]:
        """What speaks for it, by name; made when it is asked for, since few of the links hold a group together."""
        return {name: round(value, 3) for name, value in zip(WEIGHTS, self.signs.tolist(), strict=True)}


class _Pairs(NamedTuple):
    """Two tellings each (by position, the lower one left), and by name the signs that are known without their meaning.

    ``start`` and ``stop`` are the rows among which the left ones are.
    """

    start: int
    stop: int
    left: Numbers
    right: Numbers
    signs: dict[str, Floats]

    def chosen(self, which: Flags) -> _Pairs:
        """Those pairs for which ``which`` is true."""
        signs = {name: values[which] for name, values in self.signs.items()}
        return self._replace(left=self.left[which], right=self.right[which], signs=signs)

    def with_meaning(self, alike: Floats) -> dict[str, Floats]:
        """All signs of each pair; ``alike`` says by how much its meanings are."""
        return {**self.signs, "meaning": alike, "same_source_meaning": self.signs["same_source"] * alike}

    def probability(self, alike: float) -> Floats:
        """The probability of each pair if its meanings were alike by so much."""
        return _probability(self.with_meaning(np.full(len(self.left), alike, np.float32)))


def tellings(articles: Sequence[Article], who: Cast) -> list[Telling]:
    """The statements of a story's articles, in their order; ``who`` is the story's cast."""
    out: list[Telling] = []
    for position, article in enumerate(articles):
        named = named_in(article)
        out += [_telling(article, position, statement, named, who) for statement in article.statements]
    return out


def spoken(article: Article, statement: Statement) -> str:
    """The content of ``statement`` as running text."""
    return " ".join(span.of(article.text) for span in statement.content)


def _telling(article: Article, position: int, statement: Statement, named: Sequence[NamedAt], who: Cast) -> Telling:
    found = words(article.text, statement.content)
    by = source(article, statement.speaker, who)
    keys = content_keys(named, statement, found, who, by)
    return Telling(
        statement, position, article, spoken(article, statement), found, keys, by, _place(article, statement)
    )


def _place(article: Article, statement: Statement) -> Place:
    """Where in its article the statement begins; the lead is the first sentence of the body."""
    start = min((span.start for span in statement.content), default=article.span.stop)
    body = article.title.stop if article.title else article.span.start
    if start < body:
        return "title"
    lead = min((sentence for sentence in article.sentences if sentence.start >= body), default=Span(body, body))
    return "lead" if start < lead.stop else "body"


def utterances(found: Sequence[Telling], linked: Sequence[Link]) -> list[list[int]]:
    """Positions in ``found`` by utterance; a telling like no other is a group of its own.

    One that reports two utterances stands in both groups, so groups may share a member.
    """
    score = {(link.left, link.right): link.score for link in linked}
    groups = _retold(average_link(len(found), score, least=LEAST), found, score)
    near: dict[int, dict[int, float]] = {position: {} for position in range(len(found))}
    for link in linked:
        near[link.left][link.right] = near[link.right][link.left] = link.score
    return [sorted([*group, *_also(group, near)]) for group in groups]


def _retold(
    groups: Sequence[list[int]], found: Sequence[Telling], score: Mapping[tuple[int, int], float]
) -> list[list[int]]:
    """The groups, with a headline that was left alone put to what its own article tells most like it."""
    owner = {member: place for place, group in enumerate(groups) for member in group}
    alone = {group[0] for group in groups if len(group) == 1 and found[group[0]].place == "title"}
    some = [pair for pair, value in score.items() if value >= LEAST and not alone.isdisjoint(pair)]
    for low, high in sorted(some, key=lambda pair: (-score[pair], pair)):
        for title, body in ((low, high), (high, low)):
            within = found[title].article == found[body].article and found[body].place != "title"
            if title in alone and within:
                owner[title] = owner[body]
                alone.remove(title)
    out: list[list[int]] = [[] for _ in groups]
    for member in sorted(owner):
        out[owner[member]].append(member)
    return [group for group in out if group]


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


class Signs:
    """The signs of sameness of a story's tellings, computed a block of rows at a time."""

    def __init__(self, found: Sequence[Telling]) -> None:
        self._found = found
        self.vectors: Matrix = np.zeros((len(found), 1), np.float32)
        self.holds, self.weights = _word_matrix(found)
        self.weighed = self.holds * self.weights
        self.mass = self.weighed.sum(axis=1)
        self.acts = _codes([t.statement.act for t in found])
        self.denies = np.array([t.statement.act == "deny" for t in found])
        self.claims = np.array([_claims(t) for t in found])
        self.accuses = np.array([t.statement.act == "accuse" for t in found])
        self.articles = np.array([t.article for t in found])
        self.titled = np.array([t.place == "title" for t in found])
        self.inside = np.array([t.place == "body" for t in found])
        self.sources, self.same, self.related = _source_matrix(found)

    @cached_property
    def promising(self) -> list[int]:
        """The tellings whose meaning is worth reading: were it that of a paraphrase, it would link them to another."""
        return self._looked_at[0]

    @cached_property
    def _looked_at(self) -> tuple[list[int], list[_Pairs]]:
        """The promising tellings, and the pairs that some likeness in meaning would link."""
        promising = np.zeros(len(self.acts), np.bool_)
        linkable: list[_Pairs] = []
        for start in range(0, len(self.acts), BLOCK):
            pairs = self._pairs(start, min(start + BLOCK, len(self.acts)))
            linkable.append(pairs.chosen(pairs.probability(CLOSEST) >= NEGLIGIBLE))
            near = linkable[-1].probability(ALIKE) >= LEAST
            promising[linkable[-1].left[near]] = promising[linkable[-1].right[near]] = True
        return np.flatnonzero(promising).tolist(), linkable

    def texts(self) -> list[str]:
        """What of the tellings is to be read for its meaning; encoding is most of the work."""
        return [self._found[i].text for i in self.promising]

    def links(self, meanings: Meanings) -> list[Link]:
        """Each two tellings that may render one utterance, with the probability and its parts."""
        read = meanings.of(self.texts())
        self.vectors = np.zeros((len(self.acts), read.shape[1]), np.float32)
        self.vectors[self.promising] = read
        out: list[Link] = []
        for pairs in self._looked_at[1]:
            meaning = self.vectors[pairs.start : pairs.stop] @ self.vectors.T
            block = pairs.with_meaning(meaning[pairs.left - pairs.start, pairs.right])
            scores = _probability(block)
            found = np.flatnonzero(scores >= NEGLIGIBLE)
            signs = np.stack([block[name][found] for name in WEIGHTS], axis=1)
            odds = [round(score, 6) for score in scores[found].tolist()]
            out += map(Link, pairs.left[found].tolist(), pairs.right[found].tolist(), odds, signs)
        return out

    def _pairs(self, start: int, stop: int) -> _Pairs:
        """Each of the rows from ``start`` to ``stop`` beside every later telling that it may be linked to.

        Two that share neither a word nor a source stay below ``NEGLIGIBLE`` by all other signs together.
        """
        every = self.weighed[start:stop] @ self.holds.T
        heard = (self.same + self.related > 0)[np.ix_(self.sources[start:stop], self.sources)]
        later = np.arange(start, stop)[:, None] < np.arange(len(self.acts))
        rows, right = np.nonzero(((every > 0) | heard) & later)
        left, shared = start + rows, every[rows, right]
        least = np.minimum(self.mass[left], self.mass[right])
        either = self.mass[left] + self.mass[right] - shared
        contained = shared / np.maximum(least, SLIGHT)
        same = self.same[self.sources[left], self.sources[right]]
        together = self.articles[left] == self.articles[right]
        signs = {
            "contained": contained,
            "overlap": shared / np.maximum(either, 1e-9),
            "shared": np.log1p(np.maximum(shared, 0)),
            "act": (self.acts[left] == self.acts[right]).astype(np.float32),
            "same_source": same,
            "related_source": self.related[self.sources[left], self.sources[right]],
            "same_source_contained": same * contained,
            "one_body": np.asarray(together & self.inside[left] & self.inside[right], np.float32),
            "headline": np.asarray(together & (self.titled[left] != self.titled[right]), np.float32),
            "opposed": self._opposed(left, right, same=same > 0, together=together),
        }
        return _Pairs(start, stop, left, right, signs)

    def _opposed(self, left: Numbers, right: Numbers, *, same: Flags, together: Flags) -> Floats:
        """Where one denies and the other does not: two utterances, whatever the words.

        Not so where one source denies a thing and negates it in other words, or is told by one outlet to deny what by
        another it affirms; but an accusation and its denial never are one.
        """
        one_denies = self.denies[left] != self.denies[right]
        claim = self.claims[left] | self.claims[right]
        accusation = self.accuses[left] | self.accuses[right]
        return np.asarray(one_denies & ~(same & ~accusation & (~together | ~claim)), np.float32)


def _claims(telling: Telling) -> bool:
    """True when a statement asserts something and negates nothing."""
    return telling.statement.act != "deny" and not negates(telling.words)


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


@lru_cache(maxsize=1 << 12)
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
    for i, j, kind in agreements(distinct):
        same[i, j] = same[j, i] = kind == "same"
        related[i, j] = related[j, i] = kind == "related"
    return np.array([code[t.source] for t in found]), same, related
