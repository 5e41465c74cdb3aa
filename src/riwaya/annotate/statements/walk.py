"""One walk from a cue towards its content: where it stands, and what it passed."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from riwaya.annotate.statements.adverbials import PREPOSITION_FRAMES
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.phrases import NounPhrase
from riwaya.annotate.statements.scene import Scene

#: No content opens further than this many tokens behind its cue (the farthest in the reference corpus: 41).
FARTHEST = 48


@lru_cache(maxsize=1 << 14)
def _own_prepositions(frames: str) -> frozenset[str]:
    """The prepositions that open the verb's content, so that no noun before it takes them: ``أشارت دراسة | إلى``."""
    return frozenset(word for word, frame in PREPOSITION_FRAMES.items() if frame in frames.replace("J", "I"))


class Opening(NamedTuple):
    """How a cue opens its content. ``content`` is a token index; ``inserts`` are token ranges passed on the way."""

    marker: str
    content: int
    subject: NounPhrase | None
    inserts: tuple[tuple[int, int], ...]
    cue: int


class Walk:
    """State of one walk from a cue towards its content."""

    __slots__ = ("at", "barred", "cue", "inserts", "scene", "start", "stop", "strays", "subject", "target")

    def __init__(self, scene: Scene, start: int, cue: Cue, stop: int, subject: NounPhrase | None) -> None:
        self.scene = scene
        self.start = start
        self.at = start + 1
        self.cue = cue
        self.stop = min(stop, start + FARTHEST)
        self.subject = subject
        self.target: NounPhrase | None = None
        self.inserts: list[tuple[int, int]] = []
        self.strays = 0
        self.barred = _own_prepositions(cue.frames)

    def opening(self, marker: str, content: int) -> Opening:
        """The opening found: its marker, the token where the content starts, and what was passed so far."""
        return Opening(marker, content, self.subject, tuple(self.inserts), self.start)
