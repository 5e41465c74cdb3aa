"""``الوزارة``, ``«الشركة»``, ``المنظمة``: which body of the article is meant, where only one is of that kind."""

from __future__ import annotations

from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import key, light
from riwaya.arabic.words import proclitics, tokens
from riwaya.model import Entity, Mention


def noun_of(word: str) -> str:
    """The form by which a noun compares, without proclitics and article.

    >>> noun_of("الوزارة") == noun_of("وزارة") == noun_of("وللوزارة")
    True
    """
    return key(proclitics(light(word)).stem)


def body_called(scene: Scene, noun: str, before: int) -> Entity | None:
    """The one body named before character ``before`` whose name begins with ``noun``, or that ``noun`` leads to."""
    found = {
        mention.entity
        for mention in scene.article.mentions
        if mention.type == "ORG" and mention.span.start < before and noun in _kinds(scene.article.text, mention)
    }
    return scene.people.get(found.pop()) if len(found) == 1 else None


def _kinds(text: str, mention: Mention) -> set[str]:
    """The noun that the name begins with (وزارة …), and the one right before it (شركة «…»)."""
    line = text.rfind("\n", 0, mention.span.start) + 1
    lead = [token for token in tokens(text, line, mention.span.start) if token.kind == "word"]
    first = tokens(text, *mention.span)[0]
    return {noun_of(token.norm) for token in [*lead[-1:], first]}
