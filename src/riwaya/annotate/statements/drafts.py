"""What the finders hand on: a statement whose speaker is still a phrase."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.phrases import NounPhrase
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import light, skip
from riwaya.model import Span


class Draft(NamedTuple):
    """A cue with its content. Token ranges are half-open; ``stop`` is the token behind the content.

    A ``silent`` draft tells who has the word without telling what was said (``تحدث فلان عن الموقف``).
    ``sure`` is the probability that the trained model gives what no rule found.
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
    first_person: bool = False
    denies_previous: bool = False
    weak: bool = False
    object_heads: tuple[str, ...] = ()
    object_words: int = 0
    silent: bool = False
    sure: float | None = None


#: The rule of a headline's words whose speaker the body names.
ECHO = "headline-echo"
#: The rules of what the trained reader adds, and adds although a named objection stands against the verb.
LEARNED, OVERRULED = "learned", "learned:overruling"
#: ``أبلغهم بذلك``: a pointer alone tells nothing.
POINTERS = words_of("pointer")
#: ``نفى ذلك`` says enough.
ANSWERS = frozenset({"deny", "refuse", "confirm"})
#: A content of fewer letters says nothing (``قال ذلك``).
LEAST_LETTERS = 3


def says_something(scene: Scene, draft: Draft) -> bool:
    """True when the content holds letters enough to be somebody's words, and no part of it is empty."""
    text = scene.reading.text
    letters = (char for start, stop in draft.content for char in text[start:stop] if char.isalpha())
    enough = len(list(islice(letters, LEAST_LETTERS))) == LEAST_LETTERS
    bare = draft.act not in ANSWERS and len(draft.content) == 1 and _points(Span(*draft.content[0]).of(text))
    return enough and not bare and all(start < stop for start, stop in draft.content)


def _points(content: str) -> bool:
    return " " not in content and light(content) in POINTERS


def cue_span(scene: Scene, at: int, *, proclitic: str = "") -> Span:
    """The cue's characters without a leading و or ف."""
    token = scene.tokens[at]
    return Span(skip(scene.reading.text, token.start, len(proclitic)) if proclitic else token.start, token.stop)
