"""Articles that wait, put into stories with those they may belong to, some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from riwaya import pipeline
from riwaya.library.judging import corrected, obeyed
from riwaya.library.meanings import encoder
from riwaya.link.utterances import spoken
from riwaya.model import Article
from riwaya.store import Library, articles, judgements, links, statements
from riwaya.store.articles import ChangedMeanwhileError
from riwaya.store.nearest import nearest, vectors_of

#: Articles that wait are linked so many at a time, together with their neighbours.
ROUND = 200
#: Where the neighbours of a new article are looked for: so many of the nearest openings, from this cosine on, at most
#: so many days apart (beyond 30 days ``link`` takes no two articles for one story).
NEIGHBOURS, NEAR, DAYS = 12, 0.4, 30
#: Attempts when other programs write to the same articles.
ATTEMPTS = 20


def link(library: Library, *, version: str) -> Iterator[tuple[int, int]]:
    """Put the articles that wait into stories; after each round, how many are linked and how many still wait.

    ``version`` is kept with the stories. It can be stopped and run again: what is linked no longer waits.
    """
    failed = 0
    while waiting := links.waiting(library, most=ROUND):
        held = links.round_of(library, {each.number for each in waiting} | _neighbours(library, waiting))
        found = articles.load(library, held.articles)
        _remember(library, found)
        said = judgements.judgements(library, held.articles)
        stories = pipeline.link(corrected(found, said), encoder=encoder()).stories
        try:
            links.keep(library, obeyed(stories, found, said), held, link_version=version)
        except ChangedMeanwhileError:
            failed += 1
            if failed == ATTEMPTS:
                raise
        else:
            yield len(waiting), links.how_many_wait(library)


def _neighbours(library: Library, waiting: Sequence[links.Waiting]) -> set[int]:
    """Numbers of the articles that may be of one story with those that wait."""
    vectors = vectors_of(library, "article_vectors", [each.number for each in waiting])
    rows = [each for each in waiting if each.number in vectors]
    if not rows:
        return set()
    found = nearest(library, "article_vectors", np.stack([vectors[each.number] for each in rows]), most=3 * NEIGHBOURS)
    days = articles.days(library, {number for near in found for number, _ in near})
    out: set[int] = set()
    for each, near in zip(rows, found, strict=True):
        close = [number for number, cosine in near if cosine >= NEAR and _one_time(each.day, days[number])]
        out.update(close[:NEIGHBOURS])
    return out


def _one_time(one: str | None, other: str | None) -> bool:
    """True unless two whole days are known and lie too far apart."""
    if one is None or other is None or len(one) < 10 or len(other) < 10:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS


def _remember(library: Library, found: Sequence[Article]) -> None:
    """Take the vectors that the library keeps of these articles' statements: linking need not encode them again."""
    texts = {each.id: spoken(article, each) for article in found for each in article.statements}
    numbers = statements.numbers(library, [article.id for article in found])
    vectors = vectors_of(library, "statement_vectors", numbers)
    encoder().learn({texts[name]: vectors[n] for n, name in numbers.items() if n in vectors and name in texts})
