"""From annotated articles to stories: who told what, in which order, and what each left out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from riwaya.link.copies import copies
from riwaya.link.coverage import Dated, denials, outlet_name
from riwaya.link.dates import DAY, When, days_apart, parse
from riwaya.link.features import StoryFeatures, features, word_vector
from riwaya.link.groups import in_time, short_id, utterance_group
from riwaya.link.leading import leading
from riwaya.link.stories import stories
from riwaya.link.timeline import headline, timeline
from riwaya.link.utterances import Signs, Telling, tellings, utterances
from riwaya.link.vectors import Encoder, Meanings, default
from riwaya.link.zones import Clocks
from riwaya.model import Article, Comparison, Published, Story, UtteranceGroup

#: Dated articles that lie further apart than this many days do not tell when an undated one appeared.
CLOSE = 1.0
#: An open year is settled by a dated article of the story this many days away at most.
SAME_WEEK = 7.0
#: Statements of the stories whose meanings are read in one go.
TOGETHER = 4000


class _Draft(NamedTuple):
    """A story to be: its articles in order of time, when each appeared, and what its sources say."""

    positions: list[int]
    inferred: dict[str, Published]
    dates: dict[int, Published | None]
    clocks: Clocks
    dated: dict[int, Dated]
    found: list[Telling]
    signs: Signs | None


def compare(articles: Sequence[Article], *, encoder: Encoder | None = None) -> Comparison:
    """The stories of ``articles`` (annotated), ordered by their first article in ``articles``.

    What is found does not depend on the order of the articles. ``encoder`` replaces the built-in sentence vectors.
    """
    model = Meanings(encoder or default())
    ordered = sorted(articles, key=lambda article: (article.id, article.document, article.text))
    first = {id(article): place for place, article in reversed(list(enumerate(articles)))}
    found = [features(article) for article in ordered]
    same = copies(found)
    clusters = sorted(stories(found, same), key=lambda c: min(first[id(ordered[i])] for i in c))
    text_of = {i: number for number, group in enumerate(same) for i in group}
    out: list[Story] = []
    for drafts in _batches(_draft(ordered, cluster) for cluster in clusters):
        model.learn(text for draft in drafts if draft.signs for text in draft.signs.texts())
        out += [_story(ordered, draft, found, text_of, model) for draft in drafts]
    return Comparison(stories=tuple(out))


def _batches(drafts: Iterable[_Draft]) -> Iterator[list[_Draft]]:
    """The drafts, as many at a time as have ``TOGETHER`` statements: enough for the encoder to work at full speed."""
    batch: list[_Draft] = []
    statements = 0
    for draft in drafts:
        batch.append(draft)
        statements += len(draft.found)
        if statements >= TOGETHER:
            yield batch
            batch, statements = [], 0
    yield batch


def _draft(articles: Sequence[Article], cluster: Sequence[int]) -> _Draft:
    inferred = inferred_dates([articles[i] for i in cluster])
    dates = {i: inferred.get(articles[i].id, articles[i].published) for i in cluster}
    clocks = Clocks(articles, dates)
    whens = {i: clocks.when(i, published.value) if published else None for i, published in dates.items()}
    positions = sorted(cluster, key=lambda i: (_by(whens[i]), i))
    dated = {i: Dated(outlet_name(articles[i]), whens[i]) for i in positions}
    found = tellings(articles, positions)
    signs = Signs(found) if len(found) > 1 else None
    return _Draft(positions, inferred, dates, clocks, dated, found, signs)


def _story(
    articles: Sequence[Article],
    draft: _Draft,
    found: Sequence[StoryFeatures],
    text_of: Mapping[int, int],
    meanings: Meanings,
) -> Story:
    positions, dates, dated = draft.positions, draft.dates, draft.dated
    extent = [(when, published) for i in positions if (when := dated[i].when) and (published := dates[i])]
    first, last = _extent(extent)
    told = [articles[i] for i in positions]
    ids = tuple(article.id for article in told)
    groups = _groups(draft, meanings)
    return Story(
        id=short_id("s", ids),
        title=headline(articles[central(positions, articles, found)]),
        articles=ids,
        first=first,
        last=last,
        groups=groups,
        copies=_copies(positions, articles, text_of),
        timeline=timeline(told, when=lambda place, value: draft.clocks.when(positions[place], value), groups=groups),
        inferred_dates=draft.inferred,
        outlets=tuple(dict.fromkeys(dated[i].outlet for i in positions)),
        people=leading(told, "PER"),
        places=leading(told, "LOC"),
    )


def _copies(
    positions: Sequence[int], articles: Sequence[Article], text_of: Mapping[int, int]
) -> tuple[tuple[str, ...], ...]:
    """The ids of each two or more articles of a story that are one text, by their first one's place in the story."""
    texts: dict[int, list[str]] = {}
    for i in positions:
        if i in text_of:
            texts.setdefault(text_of[i], []).append(articles[i].id)
    return tuple(tuple(ids) for ids in texts.values() if len(ids) > 1)


def _extent(dated: Sequence[tuple[When, Published]]) -> tuple[str | None, str | None]:
    """The dates of the first and the last article, as they are given; those without a year do not count."""
    whole = [(when, published.value) for when, published in dated if when.year]
    if not whole:
        return None, None
    return min(whole, key=lambda each: each[0].stop)[1], max(whole, key=lambda each: each[0].start)[1]


def _groups(draft: _Draft, meanings: Meanings) -> tuple[UtteranceGroup, ...]:
    found, dated = draft.found, draft.dated
    linked = draft.signs.links(meanings) if draft.signs else []
    groups = utterances(found, linked)
    denied = denials(groups, found, meanings)
    near = {(link.left, link.right): link for link in linked}
    records = [
        utterance_group(
            in_time((found[i] for i in group), dated),
            [found[i] for i in denied[number]],
            links=[near[pair] for pair in combinations(group, 2) if pair in near],
            found=found,
            dated=dated,
            positions=draft.positions,
        )
        for number, group in enumerate(groups)
    ]
    turn = {t.statement.id: i for i, t in enumerate(in_time(found, dated))}
    return tuple(sorted(records, key=lambda g: (-len(g.outlets), turn[g.earliest], g.id)))


def central(positions: Sequence[int], articles: Sequence[Article], found: Sequence[StoryFeatures]) -> int:
    """The article whose words resemble most those of the others; one with a title comes before one without."""
    vectors = {i: dict(zip(*(column.tolist() for column in word_vector(found[i])), strict=True)) for i in positions}
    total: Counter[int] = Counter()
    for vector in vectors.values():
        total.update(vector)

    def closeness(i: int) -> float:
        return round(math.fsum(value * total[word] for word, value in vectors[i].items()), 6)

    return max(positions, key=lambda i: (articles[i].title is not None, closeness(i), -i))


def inferred_dates(articles: Sequence[Article]) -> dict[str, Published]:
    """Dates that the dated articles of a story supply for those without a date or without a year.

    An open year is the one that brings the date within a week of a dated article. A missing date is supplied only
    when all dated articles appeared within a day of one another: then it is the first one's day.
    """
    known = {article.id: when for article in articles if (when := _stated(article)) and when.year}
    out: dict[str, Published] = {}
    for article in articles:
        if article.id in known or not known:
            continue
        when = _stated(article)
        found = _with_year(when, known) if when else _day_of(known)
        if found:
            span = article.published.span if article.published else None
            rule = f"story: {found[1]}"
            out[article.id] = Published(value=found[0], span=span, basis="inferred", rule=rule)
    return out


def _with_year(when: When, known: Mapping[str, When]) -> tuple[str, str] | None:
    """The date in the year of the nearest dated article, and that article's id."""
    gap, id_ = min((days_apart(when, other) or 0.0, id_) for id_, other in known.items())
    if gap > SAME_WEEK:
        return None
    year = known[id_].start.year
    dates = [when.in_year(y) for y in (year - 1, year, year + 1)]
    return min(dates, key=lambda date: days_apart(date, known[id_]) or 0.0).date, id_


def _day_of(known: Mapping[str, When]) -> tuple[str, str] | None:
    start, id_ = min((when.start, id_) for id_, when in known.items())
    last = max(when.stop for when in known.values())
    return (f"{start:%Y-%m-%d}", id_) if (last - start) / DAY <= CLOSE + 1 else None


def _stated(article: Article) -> When | None:
    return parse(article.published.value) if article.published else None


def _by(when: When | None) -> datetime:
    """The time by which an article had appeared; the unknown comes last."""
    return when.stop if when and when.year else datetime.max
