"""Words into subword pieces: the best split under a unigram language model, word by word."""

import math
import re
import unicodedata
from collections.abc import Sequence

#: What opens a word in the vocabulary of XLM-R.
WORD_START = "\u2581"
#: Ids of the special pieces, in the order they stand in the vocabulary.
BEGIN, PAD, END, UNKNOWN = range(4)
#: A character outside the vocabulary costs this much more than the rarest piece (as in SentencePiece).
UNKNOWN_PENALTY = 10.0
#: Longer words are cut: no name is so long, and a line of a hundred dashes is not worth its time.
LONGEST_WORD = 40

_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_CACHE_SIZE = 1 << 16


def clean(word: str) -> str:
    """``word`` as the model sees it: compatibility forms resolved; no harakat, tatweel or invisible marks.

    >>> clean("مُحَمَّـد") == "محمد"
    True
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", word))


class Pieces:
    """A vocabulary of pieces with their log-probabilities; a piece's id is its place."""

    def __init__(self, vocabulary: Sequence[tuple[str, float]]) -> None:
        self._known = {piece: (number, score) for number, (piece, score) in enumerate(vocabulary) if number > UNKNOWN}
        self._longest = max(map(len, self._known))
        self._unknown_score = min(score for _, score in self._known.values()) - UNKNOWN_PENALTY
        self._cache: dict[str, tuple[int, ...]] = {}

    def split(self, word: str) -> tuple[int, ...]:
        """The ids of the pieces of ``word``; at least one, whatever the word."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            found = self._cache[word] = self._best(WORD_START + clean(word)[:LONGEST_WORD])
        return found

    def _best(self, text: str) -> tuple[int, ...]:
        """Viterbi: for each place in ``text`` the best way to get there, then back from the end."""
        known, longest = self._known, self._longest
        best = [0.0, *[-math.inf] * len(text)]
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * len(best)
        for start in range(len(text)):
            score = best[start]
            if score + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = score + self._unknown_score, (start, UNKNOWN)
            for stop in range(start + 1, min(start + longest, len(text)) + 1):
                piece = known.get(text[start:stop])
                if piece is not None and score + piece[1] > best[stop]:
                    best[stop], came[stop] = score + piece[1], (start, piece[0])
        return _backwards(came)


def _backwards(came: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    found: list[int] = []
    stop = len(came) - 1
    while stop:
        stop, piece = came[stop]
        found.append(piece)
    return tuple(reversed(found))
