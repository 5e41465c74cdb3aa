"""Articles of one event: by their words, most of all those of title and lead, by what they mean, and by their dates."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import WORD, Token, tokens
from riwaya.link.cluster import average_link
from riwaya.link.copies import shingles
from riwaya.link.dates import When, days_apart, parse
from riwaya.link.terms import rarity, telling
from riwaya.link.vectors import Matrix, Meanings
from riwaya.model import Article

#: How far the opening reaches, in characters: title and the first two or three sentences.
LEAD = 400
#: How often a word of the title counts, and how many of an article's weightiest words are compared.
TITLE = 3
MOST = 60
#: Shares of whole text, opening and meaning in the similarity, what meaning any two news articles share, and the
#: least average similarity inside a story. Set as one on 328 articles of two days of May 2018 (B-cubed F1 stays
#: at .86 to .88 for thresholds of 0.20 to 0.30).
WHOLE, OPENING, MEANING = 1.0, 1.0, 0.4
ANY_TWO = 0.1
LEAST = 0.22
#: From this cosine on between all words of two stories, openings counted again, they are one: articles that each tell
#: another side of an event resemble one another less than all of them together do. On the same 328 articles this takes
#: B-cubed F1 from .868 to .880; it is .871 for 0.40, and .870 for 0.30.
WHOLE_STORIES = 0.35
#: Pairs whose words are less alike than this are not looked at.
FLOOR = 0.04
#: Days after which similarity has halved (news follows its event within a few), and after which two articles are of
#: two events however alike.
HALVED = 10.0
PARTED = 30.0


class Profile(NamedTuple):
    """What is compared of an article: weighed words (those of the opening again, marked), opening, date, shingles."""

    weights: dict[str, float]
    lead: str
    when: When | None
    titled: bool
    shingles: frozenset[int]


def stories(profiles: Sequence[Profile], meanings: Meanings, same: Iterable[Sequence[int]] = ()) -> list[list[int]]:
    """Positions in ``profiles`` by story; ``same`` are groups of copies, which belong to one story at any rate."""

    def together(left: list[int], right: list[int]) -> bool:
        return not any(parted(profiles[i].when, profiles[j].when) for i in left for j in right)

    pairs = similarities(profiles, meanings)
    pairs.update({pair: 1.0 for group in same for pair in combinations(sorted(group), 2)})
    clusters = average_link(len(profiles), pairs, least=LEAST, may_join=together)
    return _sides_joined(clusters, profiles, together)


def _sides_joined(
    clusters: Sequence[list[int]], profiles: Sequence[Profile], together: Callable[[list[int], list[int]], bool]
) -> list[list[int]]:
    """The clusters, those of two articles or more joined when their words as a whole are alike."""
    several = [cluster for cluster in clusters if len(cluster) > 1]
    alike = _alike_in_words([_summed(profiles, cluster) for cluster in several], least=WHOLE_STORIES)
    near = {
        (low, high): round(value * _recency(several[low], several[high], profiles), 6) for low, high, value in alike
    }

    def may_join(left: list[int], right: list[int]) -> bool:
        return together(_flat(several, left), _flat(several, right))

    joined = average_link(len(several), near, least=WHOLE_STORIES, may_join=may_join)
    alone = [cluster for cluster in clusters if len(cluster) == 1]
    return sorted([*alone, *(_flat(several, group) for group in joined)])


def _flat(clusters: Sequence[list[int]], chosen: Iterable[int]) -> list[int]:
    return sorted(i for place in chosen for i in clusters[place])


def _summed(profiles: Sequence[Profile], cluster: Sequence[int]) -> dict[str, float]:
    """The words of all articles of a cluster as one vector of length 1."""
    total: Counter[str] = Counter()
    for i in cluster:
        total.update(profiles[i].weights)
    length = math.sqrt(math.fsum(value * value for value in total.values()))
    return {word: value / length for word, value in total.items() if length}


def _recency(left: Sequence[int], right: Sequence[int], profiles: Sequence[Profile]) -> float:
    """What the time between the two nearest articles of two clusters leaves of their likeness."""
    gaps = [days_apart(profiles[i].when, profiles[j].when) or 0.0 for i in left for j in right]
    return _kept(min(gaps))


def _kept(days: float) -> float:
    return 1 / (1 + (days / HALVED) ** 2)


def profile(article: Article) -> Profile:
    """What ``article`` is compared by."""
    title, body = parts(article)
    named, told = tokens(title), tokens(body)
    opening = _counts(named)
    counts = _counts(told)
    for word, count in opening.items():
        counts[word] += TITLE * count
    opening.update(_counts(token for token in told if token.stop <= LEAD))
    weights = _weighed(counts, share=WHOLE, most=MOST)
    weights.update({f"^{word}": value for word, value in _weighed(opening, share=OPENING).items()})
    when = parse(article.published.value if article.published else None)
    lead = f"{title}\n{body[:LEAD]}"
    return Profile(weights, lead, when, bool(title), shingles([token.norm for token in told]))


def parts(article: Article) -> tuple[str, str]:
    """Title and body of ``article`` without furniture, each with single spaces."""
    title = article.title
    cuts = sorted([mark.span for mark in article.furniture] + ([title] if title else []))
    pieces, position = [], article.span.start
    for start, stop in cuts:
        pieces.append(article.text[position : max(position, min(start, article.span.stop))])
        position = max(position, stop)
    pieces.append(article.text[position : article.span.stop])
    heading = title.of(article.text) if title else ""
    return " ".join(heading.split()), " ".join(" ".join(pieces).split())


def similarities(profiles: Sequence[Profile], meanings: Meanings) -> dict[tuple[int, int], float]:
    """How alike each two articles of one time are that share enough words."""
    total = WHOLE + OPENING + MEANING
    pairs = _alike_in_words([p.weights for p in profiles], least=FLOOR * total)
    leads = _leads(profiles, {i for low, high, _ in pairs for i in (low, high)}, meanings)
    out: dict[tuple[int, int], float] = {}
    for low, high, lexical in pairs:
        days = days_apart(profiles[low].when, profiles[high].when)
        meaning = max(0.0, float(leads[low] @ leads[high]) - ANY_TWO)
        alike = (lexical + MEANING * meaning) / total
        out[low, high] = round(alike * _kept(days or 0.0), 6)
    return out


def parted(left: When | None, right: When | None) -> bool:
    """True when the dates alone say that two articles are of two events; an unknown date never does."""
    days = days_apart(left, right)
    return days is not None and days > PARTED


def _counts(found: Iterable[Token]) -> Counter[str]:
    return Counter(skeleton(token.norm) for token in found if token.kind == WORD and telling(token))


def _weighed(counts: Counter[str], *, share: float, most: int | None = None) -> dict[str, float]:
    """The ``most`` weightiest words, so that the squares of their weights add up to ``share``."""
    weights = {word: (1 + math.log(count)) * rarity(word) for word, count in counts.items()}
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
    length = math.sqrt(math.fsum(value * value for _, value in kept) / share)
    return {word: value / length for word, value in kept if length}


def _alike_in_words(vectors: Sequence[dict[str, float]], *, least: float) -> list[tuple[int, int, float]]:
    """Each two vectors whose product is ``least`` or more, as ``(low, high, product)``, by way of an inverted index."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for word in vector:
            holders[word].append(i)
    index = {
        word: (np.array(ids), np.array([vectors[i][word] for i in ids])) for word, ids in holders.items() if ids[1:]
    }
    out: list[tuple[int, int, float]] = []
    for low, vector in enumerate(vectors):
        row = np.zeros(len(vectors))
        for word in sorted(vector.keys() & index.keys()):
            ids, weights = index[word]
            row[ids] += vector[word] * weights
        out.extend(
            (low, low + 1 + k, float(row[low + 1 + k])) for k in np.flatnonzero(row[low + 1 :] >= least).tolist()
        )
    return out


def _leads(profiles: Sequence[Profile], wanted: Iterable[int], meanings: Meanings) -> dict[int, Matrix]:
    positions = sorted(wanted)
    return dict(zip(positions, meanings.of([profiles[i].lead for i in positions]), strict=True))
