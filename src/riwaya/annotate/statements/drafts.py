"""What the finders hand on: a statement whose speaker is still a phrase."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.annotate.statements.phrases import NounPhrase
from riwaya.annotate.statements.scene import Scene
from riwaya.model import Span


class Draft(NamedTuple):
    """A cue with its content. Token ranges are half-open; ``stop`` is the token behind the content.

    ``inserts`` are the stretches passed between cue and content, where the chain and the occasion are looked for.
    """

    sentence: int
    cue: Span | None
    cue_at: int
    act: str
    content: tuple[Span, ...]
    rule: str
    stop: int
    subject: NounPhrase | None = None
    gender: str | None = None
    number: str | None = None
    inserts: tuple[tuple[int, int], ...] = ()
    carriers: tuple[NounPhrase, ...] = ()
    continues: bool = False
    subject_rule: str = ""
    first_person: bool = False
    denies_previous: bool = False


def cue_span(scene: Scene, at: int, *, proclitic: str = "") -> Span:
    """The cue's characters without a leading و or ف."""
    token = scene.tokens[at]
    return Span(token.start + len(proclitic), token.stop)
