"""From annotated articles to stories: who told what, in which order, and what each left out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from riwaya.link.copies import copies, worded
from riwaya.link.features import StoryFeatures, features
from riwaya.link.record import Draft, drafted, recorded
from riwaya.link.stories import stories
from riwaya.link.threads import threads
from riwaya.link.vectors import Encoder, Meanings, default
from riwaya.link.wishes import Wishes, granted
from riwaya.model import Article, Comparison, Story

#: Statements of the stories whose meanings are read in one go: enough for the encoder to work at full speed.
TOGETHER = 4000
#: Fewer articles than this are linked sooner by one process than others are started (two seconds, most of it the
#: encoder's).
WORTHWHILE = 2000
NO_WISHES = Wishes()


def compare(
    articles: Sequence[Article], *, encoder: Encoder | None = None, wishes: Wishes = NO_WISHES, workers: int = 1
) -> Comparison:
    """The stories of ``articles`` (annotated), ordered by their first article in ``articles``.

    What is found does not depend on the order of the articles. ``encoder`` replaces the built-in sentence vectors,
    ``wishes`` are obeyed, ``workers`` processes share the work where there is enough of it.
    """
    told = clustered(articles, _features(articles, workers), wishes=wishes)
    records = tuple(tell(told, encoder=encoder, wishes=wishes, workers=workers))
    return Comparison(stories=records, threads=threads(records, [held for _, held in told]))


Told = tuple[Sequence[Article], Sequence[StoryFeatures]]


def clustered(
    articles: Sequence[Article], features: Sequence[StoryFeatures], *, wishes: Wishes = NO_WISHES
) -> list[Told]:
    """The stories to be of ``articles``, whose ``features`` stand in the same order, by their first article."""
    order = sorted(range(len(articles)), key=lambda i: (articles[i].id, articles[i].document, articles[i].text))
    found = [features[i] for i in order]
    place = {articles[i].id: at for at, i in reversed(list(enumerate(order)))}
    clusters = granted(
        stories(found, copies(found)), wishes.articles, place, lambda one, other: worded(found[one], found[other])
    )
    clusters = sorted(clusters, key=lambda cluster: min(order[at] for at in cluster))
    return [([articles[order[at]] for at in cluster], [found[at] for at in cluster]) for cluster in clusters]


def _features(articles: Sequence[Article], workers: int) -> list[StoryFeatures]:
    """What is kept of each article."""
    if workers == 1 or len(articles) < WORTHWHILE:
        return [features(article) for article in articles]
    with _processes(workers) as pool:
        return list(pool.map(features, articles, chunksize=250))


def _processes(workers: int) -> ProcessPoolExecutor:
    """Processes that start anew: threads of a server or of BLAS do not survive a fork."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def tell(
    clusters: Iterable[Told], *, encoder: Encoder | None = None, wishes: Wishes = NO_WISHES, workers: int = 1
) -> Iterator[Story]:
    """The record of each story, from its articles and their features, in the given order."""
    batches = list(_batches(clusters))
    if workers > 1 and sum(len(articles) for batch in batches for articles, _ in batch) >= WORTHWHILE:
        yield from _shared(batches, encoder, wishes, workers)
        return
    for batch in batches:
        yield from _records(batch, encoder=encoder, wishes=wishes)


def _batches(clusters: Iterable[Told]) -> Iterator[list[Told]]:
    """The stories, as many at a time as have ``TOGETHER`` statements."""
    batch: list[Told] = []
    statements = 0
    for told in clusters:
        batch.append(told)
        statements += sum(len(article.statements) for article in told[0])
        if statements >= TOGETHER:
            yield batch
            batch, statements = [], 0
    if batch:
        yield batch


def _records(batch: Sequence[Told], *, encoder: Encoder | None, wishes: Wishes) -> list[Story]:
    """The records of a batch; the meanings read for it are forgotten with it, so that memory stays bounded."""
    drafts: list[Draft] = [drafted(*told) for told in batch]
    meanings = Meanings(encoder or default())
    meanings.learn(text for draft in drafts for text in draft.texts())
    return [recorded(draft, meanings, wishes.statements) for draft in drafts]


def _shared(batches: Sequence[list[Told]], encoder: Encoder | None, wishes: Wishes, workers: int) -> Iterator[Story]:
    """The same by several processes."""
    work = partial(_records, encoder=encoder, wishes=wishes)
    with _processes(workers) as pool:
        for records in pool.map(work, batches):
            yield from records
