"""Names that nobody bears, to be put where the teachers are sure that a name stands."""

import random
from collections.abc import Sequence

import numpy as np

from riwaya.weights.labels import spans
from training import corpora
from training.settings import CONFIG, DATA, LABELS

#: Letters that may be a proclitic; the new name keeps what the old one had glued to it.
_PROCLITICS = "وفبلك"
_KINDS = ("PER", "LOC", "ORG")


class Names:
    """Words of names: from Wikidata's transliterations, and nouns with article out of ANERcorp."""

    def __init__(self) -> None:
        lines = (DATA / "names" / "wikidata-latin-arabic.tokens").read_text(encoding="utf-8").splitlines()
        written = sorted({line.split("\t")[1].replace(" ", "") for line in lines})
        self._foreign = [word for word in written if 3 <= len(word) <= 9]
        sentences = corpora.development_split(corpora.anercorp())[0]
        self._nouns = sorted(
            {
                word
                for sentence in sentences
                for word, tag in zip(*sentence, strict=True)
                if tag == "O" and word.startswith("ال") and 5 <= len(word) <= 9 and word.isalpha()
            }
        )
        self._first = sorted({word for sentence in sentences for word in _first_names(sentence)})

    def rewrite(
        self, words: Sequence[str], rows: np.ndarray, found: Sequence[tuple[int, int, str]], draw: random.Random
    ) -> tuple[list[str], np.ndarray] | None:
        """The sentence with a part of its names replaced, length kept; None when no name is sure enough."""
        sure = [span for span in found if span[2] in _KINDS and _certainty(rows, span) > CONFIG["silver"]["certain"]]
        anew = list(words)
        for start, stop, kind in sure:
            if draw.random() < CONFIG["silver"]["replaced"]:
                anew[start:stop] = self._other(words[start:stop], kind, draw)
        return (anew, rows) if anew != list(words) else None

    def _other(self, old: Sequence[str], kind: str, draw: random.Random) -> list[str]:
        """A first name and invented family names; the head of an organisation's or a place's name stays."""
        if kind == "PER":
            new = [self._foreign_or_noun(draw) for _ in old]
            if len(old) > 1 and draw.random() < 0.5:
                new[0] = draw.choice(self._first)
        elif len(old) > 1:
            new = [old[0], *(self._foreign_or_noun(draw) for _ in old[1:])]
        else:
            new = [draw.choice(self._foreign)]
        return [old[0] if new[0] == old[0] else _glued(old[0], new[0]), *new[1:]]

    def _foreign_or_noun(self, draw: random.Random) -> str:
        return draw.choice(self._foreign if draw.random() < 0.6 else self._nouns)


def _first_names(sentence: corpora.Sentence) -> list[str]:
    numbers = [LABELS.index(tag) for tag in sentence.tags]
    return [
        sentence.words[start]
        for start, stop, kind in spans(numbers, LABELS)
        if kind == "PER"
        and stop - start > 1
        and len(sentence.words[start]) > 3
        and sentence.words[start][0] not in "وبلف"
    ]


def _certainty(rows: np.ndarray, span: tuple[int, int, str]) -> float:
    """The least, over the words of the span, of what the best label of each has."""
    return float(rows[span[0] : span[1]].max(axis=1).min())


def _glued(old: str, new: str) -> str:
    """``new`` with the conjunction of ``old``, where one is likely: وا… before the article or a long word."""
    return old[0] + new if old[0] in _PROCLITICS and old[1:3] == "ال" else new
