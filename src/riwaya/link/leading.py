"""The people and places that a story is about: those that most of its articles name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from riwaya.link.entities import Cast, fullest
from riwaya.model import Article, EntityType, Named

#: How many of a kind are told.
MOST = 5


def leading(articles: Sequence[Article], kind: EntityType, who: Cast) -> tuple[Named, ...]:
    """The entities of ``kind`` by how many articles name them, then by how often; at most ``MOST``.

    In a story of several articles one that a single article names is left out. ``who`` is the story's cast.
    """
    held: Counter[str] = Counter()
    often: Counter[str] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        own = {mention.entity for mention in article.mentions if mention.type == kind}
        ids = {each: who.ids.get(each, each) for each in own}
        held.update(set(ids.values()))
        often.update(ids[mention.entity] for mention in article.mentions if mention.entity in ids)
        for entity in article.people:
            if entity.id in ids:
                names[ids[entity.id]][entity.name] += 1
    least = min(2, len(articles))
    found = sorted((id_ for id_ in names if held[id_] >= least), key=lambda id_: (-held[id_], -often[id_], id_))
    return tuple(Named(name=fullest(names[id_]), entity=id_, articles=held[id_]) for id_ in found[:MOST])
