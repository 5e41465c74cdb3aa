"""``الوزارة``, ``«الشركة»``, ``المنظمة``: which body of the article is meant."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from riwaya import lexicon
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import key, light
from riwaya.arabic.words import proclitics, tokens
from riwaya.model import Entity, Mention

#: So many mentions back a body is looked for.
FARTHEST = 200


@lru_cache(maxsize=1 << 14)
def noun_of(word: str) -> str:
    """The form by which a noun compares, without proclitics and article.

    >>> noun_of("الوزارة") == noun_of("وزارة") == noun_of("وللوزارة")
    True
    """
    return key(proclitics(light(word)).stem)


@cache
def _ministries() -> frozenset[str]:
    """What a ministry is called by alone, with ال: ``الخارجية``."""
    return frozenset(row["word"] for row in lexicon.load("org_heads").rows if row["rule"] == "ministry")


def body_called(scene: Scene, noun: str, before: int) -> Entity | None:
    """The one body named before character ``before`` whose name begins with ``noun``, or that ``noun`` leads to."""
    mentions = scene.article.mentions
    at = bisect_left(mentions, before, key=lambda mention: mention.span.start)
    found = {
        mention.entity
        for mention in mentions[max(0, at - FARTHEST) : at]
        if mention.type == "ORG" and noun in _kinds(scene.article.text, mention)
    }
    return scene.people.get(found.pop()) if len(found) == 1 else None


def _kinds(text: str, mention: Mention) -> set[str]:
    """The noun that the name begins with (وزارة …), the one right before it (شركة «…»); الخارجية is a ministry."""
    line = text.rfind("\n", 0, mention.span.start) + 1
    lead = [token for token in tokens(text, line, mention.span.start) if token.kind == "word"]
    first = tokens(text, *mention.span)[0]
    kinds = {noun_of(token.norm) for token in [*lead[-1:], first]}
    return kinds | {noun_of("وزارة")} if first.norm in _ministries() else kinds
