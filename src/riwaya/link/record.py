"""A story out of its articles: when each appeared, what its sources say, and the record of it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

import numpy as np

from riwaya.link.copies import copies
from riwaya.link.coverage import Dated, Denials, outlet_name
from riwaya.link.dates import When
from riwaya.link.entities import Cast, cast
from riwaya.link.features import StoryFeatures, word_vector
from riwaya.link.groups import in_time, short_id, utterance_group
from riwaya.link.inferred import inferred_dates
from riwaya.link.leading import leading
from riwaya.link.timeline import headline, timeline
from riwaya.link.utterances import Signs, Telling, tellings, utterances
from riwaya.link.vectors import Meanings
from riwaya.link.wishes import Wish, granted
from riwaya.link.zones import Clocks
from riwaya.model import Article, Published, Story, UtteranceGroup


class Draft(NamedTuple):
    """A story to be: its articles in order of time, when each appeared, who is in it and what its sources say."""

    articles: Sequence[Article]
    features: Sequence[StoryFeatures]
    inferred: dict[str, Published]
    clocks: Clocks
    dated: dict[int, Dated]
    who: Cast
    found: list[Telling]
    signs: Signs | None
    denials: Denials

    def texts(self) -> Iterator[str]:
        """The texts whose meaning the record will ask for."""
        if self.signs:
            yield from self.signs.texts()
        yield from self.denials.texts()


def drafted(articles: Sequence[Article], features: Sequence[StoryFeatures]) -> Draft:
    """The draft of the story of ``articles``, whose features stand in the same order."""
    inferred = inferred_dates(articles)
    dates = [inferred.get(article.id, article.published) for article in articles]
    clocks = Clocks(articles, dict(enumerate(dates)))
    whens = [clocks.when(i, published.value) if published else None for i, published in enumerate(dates)]
    order = sorted(range(len(articles)), key=lambda i: (_by(whens[i]), articles[i].id, i))
    told = [articles[i] for i in order]
    who = cast(told)
    found = tellings(told, who)
    return Draft(
        articles=told,
        features=[features[i] for i in order],
        inferred=inferred,
        clocks=Clocks(told, {place: dates[i] for place, i in enumerate(order)}),
        dated={place: Dated(outlet_name(articles[i]), whens[i]) for place, i in enumerate(order)},
        who=who,
        found=found,
        signs=Signs(found) if len(found) > 1 else None,
        denials=Denials(found),
    )


def recorded(draft: Draft, meanings: Meanings, wishes: Sequence[Wish] = ()) -> Story:
    """The record of the story; ``wishes`` are about its statements."""
    told = draft.articles
    ids = tuple(article.id for article in told)
    first, last = _extent(draft)
    groups = _groups(draft, meanings, wishes)
    return Story(
        id=short_id("s", ids),
        title=headline(told[central(told, draft.features)]),
        articles=ids,
        first=first,
        last=last,
        groups=groups,
        copies=tuple(tuple(ids[i] for i in group) for group in copies(draft.features)),
        timeline=timeline(told, when=draft.clocks.when, groups=groups),
        inferred_dates=draft.inferred,
        outlets=tuple(dict.fromkeys(dated.outlet for dated in draft.dated.values())),
        people=leading(told, "PER", draft.who),
        places=leading(told, "LOC", draft.who),
    )


def _extent(draft: Draft) -> tuple[str | None, str | None]:
    """The dates of the first and the last article, as they are given; those without a year do not count."""
    whole: list[tuple[When, str]] = []
    for place, article in enumerate(draft.articles):
        when, published = draft.dated[place].when, draft.inferred.get(article.id, article.published)
        if when is not None and published is not None and when.year:
            whole.append((when, published.value))
    if not whole:
        return None, None
    return min(whole, key=lambda each: each[0].stop)[1], max(whole, key=lambda each: each[0].start)[1]


def _groups(draft: Draft, meanings: Meanings, wishes: Sequence[Wish]) -> tuple[UtteranceGroup, ...]:
    found, dated = draft.found, draft.dated
    linked = draft.signs.links(meanings) if draft.signs else []
    near = {(link.left, link.right): link for link in linked}
    place = {telling.statement.id: i for i, telling in enumerate(found)}

    def alike(one: int, other: int) -> float:
        link = near.get((min(one, other), max(one, other)))
        return link.score if link else 0.0

    groups = granted(utterances(found, linked), wishes, place, alike)
    denied = draft.denials.of(groups, meanings)
    records = [
        utterance_group(
            in_time((found[i] for i in group), dated),
            [found[i] for i in against],
            links=[near[pair] for pair in combinations(sorted(group), 2) if pair in near],
            found=found,
            dated=dated,
        )
        for group, against in zip(groups, denied, strict=True)
    ]
    turn = {t.statement.id: i for i, t in enumerate(in_time(found, dated))}
    return tuple(sorted(records, key=lambda g: (-len(g.outlets), turn[g.earliest], g.id)))


def central(articles: Sequence[Article], features: Sequence[StoryFeatures]) -> int:
    """The article whose words resemble most those of the others; one with a title comes before one without."""
    vectors = [word_vector(each) for each in features]
    keys, column = np.unique(np.concatenate([held for held, _ in vectors]), return_inverse=True)
    weights = np.concatenate([each for _, each in vectors]).astype(np.float64)
    total = np.bincount(column, weights, len(keys))
    starts = np.cumsum([0, *(len(held) for held, _ in vectors[:-1])])
    close = np.add.reduceat(weights * total[column], starts).round(6).tolist()
    return max(range(len(articles)), key=lambda i: (articles[i].title is not None, close[i], -i))


def _by(when: When | None) -> datetime:
    """The time by which an article had appeared; the unknown comes last."""
    return when.stop if when and when.year else datetime.max
