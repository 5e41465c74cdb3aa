"""Tokens and proclitics: where a word starts and ends, and which glued particles stand before it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from riwaya import lexicon
from riwaya.arabic.letters import IGNORABLE, light

WORD = "word"
NUMBER = "number"
QUOTE = "quote"
POINT = "point"

_LETTERS = f"\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc{IGNORABLE}"
_LATIN = "A-Za-z\u00c0-\u024f"
_FIRST = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc"
# Nine in ten tokens are Arabic words without a mark before them: they come first, with nothing to try before. The white
# space behind a token is taken with it, outside its group, so that no token is looked for there.
_TOKEN = re.compile(
    rf"(?:(?P<arabic>[{_FIRST}][{_LETTERS}]*+)"
    rf"|(?P<url>https?://\S+|www\.\S+)"
    rf"|(?P<number>[0-9٠-٩۰-۹]+(?:[.,٫٬:/\-][0-9٠-٩۰-۹]+)*)"
    rf"|(?P<word>[{IGNORABLE}]++[{_FIRST}][{_LETTERS}]*"
    rf"|[{_LATIN}][{_LATIN}'’&]*(?:[.\-][{_LATIN}]+)*[0-9]*)"
    rf"|(?P<quote>[\"“”„«»‹›‟❝❞]|(?<![\w])['‘‚](?=\w)|(?<=[\w.!؟…])['’](?!\w))"
    rf"|(?P<point>[{IGNORABLE}]+|\S))\s*+"
)


_KINDS = {"arabic": WORD, "url": WORD}
_FOLDED = frozenset({"arabic", WORD, NUMBER})


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number, quotation mark or other sign at ``[start, stop)`` of the text; ``norm`` is its light folding.

    A text of 20 MB has two million: as a struct that the garbage collector need not know, one takes half of a tuple.
    """

    start: int
    stop: int
    norm: str
    kind: str


class Clitics(NamedTuple):
    """A word form taken apart: glued particles in order, whether ال stands after them, and the rest."""

    particles: str
    article: bool
    stem: str

    @property
    def width(self) -> int:
        """How many folded letters stand before the stem."""
        return len(self.particles) + (2 if self.article else 0)


def tokens(text: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """The tokens of ``text[start:stop]`` in order; everything but white space belongs to exactly one of them.

    >>> [t.norm for t in tokens("قال: «نعم».")]
    ['قال', ':', '«', 'نعم', '»', '.']
    """
    out: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        kind, word, begin = match.lastgroup or POINT, match[match.lastindex or 0], match.start()
        norm = _norm(word) if kind in _FOLDED else word
        out.append(Token(begin, begin + len(word), norm, _KINDS.get(kind, kind)))
    return out


def unquoted(text: str) -> str:
    """A name without the quotation marks around it or a part of it, on one line; an apostrophe stays.

    >>> unquoted("«المنارة»"), unquoted('صحيفة "صدى الوادي"'), unquoted("L'Écho")
    ('المنارة', 'صحيفة صدى الوادي', "L'Écho")
    """
    marks = {index for token in tokens(text) if token.kind == QUOTE for index in range(token.start, token.stop)}
    return " ".join("".join(char for index, char in enumerate(text) if index not in marks).split())


@lru_cache(maxsize=1 << 14)
def _norm(word: str) -> str:
    """``light(word)``; one string serves all occurrences, which halves the memory of a long text."""
    return light(word)


@cache
def _radical() -> frozenset[str]:
    return lexicon.column("radical_initials", "word")


@lru_cache(maxsize=1 << 14)
def proclitics(norm: str) -> Clitics:
    """``norm`` (lightly folded) with its proclitics told apart; a letter of the word itself is never taken.

    Strips و ف, then ب ك ل, then ال (or لل), unless the list ``radical_initials`` knows the word as it stands.

    >>> proclitics("وبيونغ"), proclitics("للعدوان").particles, proclitics("بالستية").particles
    (Clitics(particles='و', article=False, stem='بيونغ'), 'ل', '')
    """
    rest, particles = norm, ""
    if rest[:1] in ("و", "ف") and len(rest) > 3 and rest not in _radical():
        particles, rest = rest[0], rest[1:]
    if rest.startswith("لل") and len(rest) > 4 and rest not in _radical():
        return Clitics(particles + "ل", True, rest[2:])
    if rest[:1] in ("ب", "ك", "ل") and len(rest) > 3 and rest not in _radical() and _takes_preposition(rest):
        particles, rest = particles + rest[0], rest[1:]
    if rest.startswith("ال") and len(rest) > 4 and rest not in _radical():
        return Clitics(particles, True, rest[2:])
    return Clitics(particles, False, rest)


def _takes_preposition(word: str) -> bool:
    return (word[1:3] == "ال" and len(word) > 5) or word[1:] in _prepositional()


@cache
def _prepositional() -> frozenset[str]:
    return lexicon.column("after_preposition", "word")
