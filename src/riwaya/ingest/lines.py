"""The lines of a page, with what the cleaning rules ask of them: folded words, and whether they read like prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from riwaya.arabic.letters import key, light
from riwaya.arabic.stems import stem
from riwaya.model import Span

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<![.…])[.؟!][\"“”»'’)\]]*\s+(?=[\"“«(]?\w)")
_FULL_STOP_INSIDE = re.compile(r"(?<![.…\d])\.[\"”»'’)\]]*\s+[\"“«(]?\w{2}")
_FULL_STOP = re.compile(r"(?<![.…])\.[\"“”»'’)\]\s]*$")
_ANY_END = re.compile(r"[.؟!?…:،؛][\"“”»'’)\]\s]*$")
_BLANK = " \t\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\ufeff\u3000\u2003\u2002\u2009"

#: How many folded words of a line the phrase rules look at (the longest phrase of ``furniture.tsv`` has seven).
HEAD = 8
LONGEST_HEAD = 90
#: A headline is rarely longer (99.8% of the 25,822 titles of the ANT corpus have at most 20 words).
LONGEST_HEADLINE = 22
#: Characters at the end of a line in which its last sign stands, with quotes and spaces after it.
LONGEST_END = 24
#: Words this short carry no subject (prepositions, pronouns, particles).
SHORTEST_CONTENT = 3


class Line(NamedTuple):
    """One line without the white space around it: its span in the text, first folded words, and number of words."""

    start: int
    stop: int
    head: tuple[str, ...]
    words: int

    @property
    def span(self) -> Span:
        """Where the line stands in the source text."""
        return Span(self.start, self.stop)


def lines_of(text: str, start: int = 0, stop: int | None = None) -> list[Line]:
    """The lines of ``text[start:stop]`` that hold anything visible, in order."""
    return list(_lines(text, start, len(text) if stop is None else stop))


def _lines(text: str, start: int, stop: int) -> Iterator[Line]:
    for match in _LINE.finditer(text, start, stop):
        raw = match.group()
        bare = raw.strip(_BLANK)
        if bare:
            begin = match.start() + raw.index(bare)
            head = folded_words(bare[:LONGEST_HEAD])[:HEAD]
            yield Line(begin, begin + len(bare), head, bare.count(" ") + bare.count("\u00a0") + 1)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in their comparison form, without punctuation.

    >>> folded_words("إقرأ أيضاً:") == folded_words("اقرأ أيضا")
    True
    """
    return tuple(_WORD.findall(key(text)))


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of ``text`` that may carry its subject."""
    return frozenset(stem(word) for word in _WORD.findall(light(text)) if len(word) >= SHORTEST_CONTENT)


def ends_like_prose(text: str) -> bool:
    """True when ``text`` ends in one full stop, as a sentence does and a headline does not."""
    return _FULL_STOP.search(text[-LONGEST_END:]) is not None


def ends_open(text: str) -> bool:
    """True when ``text`` ends in no sign that closes or continues anything: how headings and headlines end."""
    return _ANY_END.search(text[-LONGEST_END:]) is None


def has_inner_stop(text: str) -> bool:
    """True when a sentence ends inside ``text`` and another begins."""
    return _SENTENCE_END.search(text) is not None


def is_prose(text: str, line: Line) -> bool:
    """True for a paragraph: a sentence that ends in a full stop, or more words than a headline has."""
    said = text[line.start : line.stop]
    if line.words > LONGEST_HEADLINE or has_inner_stop(said):
        return True
    return line.words >= 5 and ends_like_prose(said)


def like_headline(text: str, line: Line) -> bool:
    """True when the line could stand as a headline: short, one piece, no full stop at its end."""
    said = text[line.start : line.stop]
    if not 2 <= line.words <= LONGEST_HEADLINE or said[-1] in "،,:؛":
        return False
    return not ends_like_prose(said) and _FULL_STOP_INSIDE.search(said) is None
