"""Names in sentences: people, places, organisations, each with how sure the model is."""

from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

import msgspec

from riwaya.weights.archive import Archive
from riwaya.weights.labeller import Labeller
from riwaya.weights.labels import spans

Type = Literal["PER", "LOC", "ORG"]
TYPES = ("PER", "LOC", "ORG")


class Tagged(msgspec.Struct, frozen=True):
    """A name over the words ``[start, stop)`` of its sentence; ``score`` is the mean probability of its labels."""

    start: int
    stop: int
    type: Type
    score: float


class Tagger(Labeller):
    """A model, loaded when it is first asked: sentences of words in, names out."""

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[Tagged]]:
        """The names in each sentence, in order and without overlap."""
        return [self._names(sentence) if sentence else [] for sentence in words]

    def _names(self, words: Sequence[str]) -> list[Tagged]:
        path, sure = self.label(words)
        if not any(path):
            return []  # O is the first label
        return [
            Tagged(start, stop, cast(Type, kind), sum(sure[start:stop]) / (stop - start))
            for start, stop, kind in spans(path, self.labels)
            if kind in TYPES
        ]


def tagger(name: str = "default") -> Tagger:
    """The shipped model ``default`` (fast) or ``accurate``; loaded at the first call, in less than a second.

    Raises ``FileNotFoundError`` when there is no such model.
    """
    return _loaded(name)


@cache
def _loaded(name: str) -> Tagger:
    return Tagger(Archive(f"names-{name}"))
