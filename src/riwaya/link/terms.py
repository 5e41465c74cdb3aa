"""What two texts share: the words that carry meaning, by skeleton, weighed by how rare they are in the news."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.letters import key
from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import NUMBER, WORD, Token, tokens

#: Articles behind the list ``document_frequency``, and the count given to the words it leaves out (rarer than 40).
ARTICLES = 25_822
UNLISTED = 15
#: The same of the list ``name_frequency`` and the names it leaves out (in fewer than 10).
NAMING_ARTICLES = 8_776
NAME_UNLISTED = 5
#: Opens the key of a named person, place or organisation, and the weight of sharing one: as much as a word that one
#: article in twenty holds.
NAME = "@"
NAMED = 3.0
#: Words of which a form is remembered (150 bytes each).
REMEMBERED = 1 << 15


class Words(NamedTuple):
    """The words and numbers of some spans of a text, in order."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]


@cache
def _frequencies() -> dict[str, int]:
    return {row["skeleton"]: int(row["articles"]) for row in lexicon.load("document_frequency").rows}


@cache
def _particles() -> frozenset[str]:
    return lexicon.column("function_words", "word")


@cache
def rarity(key: str) -> float:
    """How much sharing the word ``key`` (a skeleton) says: the logarithm of its inverse document frequency.

    >>> rarity("رييس") < rarity("ازدهر")
    True
    """
    if key.startswith(NAME):
        return NAMED
    return math.log(ARTICLES / _frequencies().get(key, UNLISTED))


@cache
def _name_frequencies() -> dict[str, int]:
    return {row["entity"]: int(row["articles"]) for row in lexicon.load("name_frequency").rows}


def name_rarity(entity: str) -> float:
    """How much it says that two articles name the same person, place or body: as ``rarity`` of a word.

    >>> name_rarity("loc:russia") < name_rarity("loc:singapore")
    True
    """
    return math.log(NAMING_ARTICLES / _name_frequencies().get(entity, NAME_UNLISTED))


def weight(keys: Iterable[str]) -> float:
    """The weight of some keys together, whatever order they come in."""
    return math.fsum(map(rarity, keys))


def words(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """The words and numbers of ``spans`` of ``text`` with their comparison keys.

    >>> words("أعلن الوزير، أمس", [(0, 16)]).keys
    ('اعلن', 'وزر', 'امس')
    """
    found = [token for start, stop in spans for token in tokens(text, start, stop) if token.kind in (WORD, NUMBER)]
    return Words(tuple(found), tuple(skeleton(token.norm) for token in found))


@lru_cache(maxsize=REMEMBERED)
def word_key(word: str) -> str:
    """``key(word)``, remembered: the same words are compared again and again."""
    return key(word)


def telling(token: Token) -> bool:
    """True when sharing the word may mean something: two letters at least, and no particle or pronoun.

    >>> [t.norm for t in tokens("الذي وقع بعد القمة") if telling(t)]
    ['وقع', 'القمة']
    """
    return may_tell(token.norm)


def may_tell(norm: str) -> bool:
    """The same of a lightly folded word."""
    return len(norm) > 1 and norm not in _particles()
