"""Reports in sentences: what was said, the word that reports it, and its source, as a trained model sees them."""

from array import array
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Literal, NamedTuple, cast

import msgspec
import numpy as np

from riwaya.weights.archive import Archive
from riwaya.weights.labeller import Labeller
from riwaya.weights.labels import Floats, spans

Kind = Literal["CUE", "CONTENT", "SOURCE"]


class Part(msgspec.Struct, frozen=True):
    """A part of a report over the words ``[start, stop)``; ``score`` is the mean probability of its labels."""

    start: int
    stop: int
    kind: Kind
    score: float


class Read(NamedTuple):
    """What the model sees in a sentence: its parts, and of each word how likely it is what they say.

    ``content`` is the probability that the word belongs to what was said, ``begins`` that this starts with it,
    ``source`` that it belongs to who said it; each an array of 32-bit floats, since a book of a text keeps a million.
    """

    parts: list[Part]
    content: Sequence[float]
    begins: Sequence[float]
    source: Sequence[float]


#: A word has so many letters at least for و or ف before it to be a particle.
LEAST_WORD = 4


def hint(norm: str) -> str:
    """A lightly folded word as it stands among the hints: without و or ف before it.

    >>> hint("واوضح"), hint("فاز")
    ('اوضح', 'فاز')
    """
    return norm[1:] if norm[:1] in ("و", "ف") and len(norm) >= LEAST_WORD else norm


class Reporter(Labeller):
    """A model, loaded when it is first asked: the words of a sentence in, the parts of its reports out.

    ``hints`` are the words, lightly folded and without و or ف, that reported something every tenth time or more often
    in the articles that it learnt from: a sentence without them hardly holds a report. ``likely`` is the
    mean probability from which content counts in the figures of the card; 80 unseen articles chose it.
    """

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self.hints: frozenset[str] = frozenset(archive.card["hints"])
        self.likely: float = archive.card["likely"]

    def parts(self, words: Sequence[str]) -> list[Part]:
        """The parts of the sentence's reports, in order and without overlap."""
        return self.read(words).parts

    def read(self, words: Sequence[str]) -> Read:
        """The parts of the sentence's reports, in order and without overlap, and the probabilities of its words."""
        return self.read_from(self.scores(words)) if words else Read([], [], [], [])

    def read_from(self, scores: Floats) -> Read:
        """What log-probabilities [words, labels] say; there is one word at least."""
        path, sure = self.best(scores)
        parts = [
            Part(start, stop, cast(Kind, kind), sum(sure[start:stop]) / (stop - start))
            for start, stop, kind in spans(path, self.labels)
        ]
        content, begins, source = (array("f", row.tobytes()) for row in (np.exp(scores) @ self._kinds).T)
        return Read(parts, content, begins, source)

    @cached_property
    def _kinds(self) -> Floats:
        """[labels, 3]: which labels are content, its beginning, and source."""
        return np.array(
            [(kind.endswith("CONTENT"), kind == "B-CONTENT", kind.endswith("SOURCE")) for kind in self.labels],
            dtype=np.float32,
        )


def reporter(name: str = "default") -> Reporter:
    """The shipped model ``default`` (fast) or ``accurate``; loaded at the first call, in less than a second.

    Raises ``FileNotFoundError`` when there is no such model.
    """
    return _loaded(name)


@cache
def _loaded(name: str) -> Reporter:
    return Reporter(Archive(f"reports-{name}"))
