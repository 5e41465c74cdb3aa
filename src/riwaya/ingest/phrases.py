"""Phrases by which lines that are not the article are known: looked up by their first word, longest first."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.ingest.lines import Line, folded_words

#: What stands between a label and what it announces.
_AFTER_LABEL = re.compile(r"\s*(?:[:：|>»/…•←~]|[-–—]+(?=\s|[\u0600-\u06ff]|$)|\.{2,}|[؟?!.](?=\s*$))\s*")
#: BBC sets its image labels off with a comma.
_COMMA = re.compile("[،,]")
#: A line that opens with a furniture phrase and is longer than this is prose that happens to open so
#: (the longest such line met in ANT has 21 words).
LONGEST_START = 26
LONGEST_LABELLED = 34
LONGEST_WITHIN = 60
LONGEST_COUNT = 8


#: Every phrase of the kind ``within`` holds one of these (a test checks it); folding each line would cost more.
_WITHIN_HINT = re.compile(
    "حقوق|بالضرور|رأي|آراء|راي|اراء|نظر|مسؤول|مسئول|بالتعاون|بالاتفاق|الخبر|خبر|العهدة|الموقع|التنبيهات|الأخبار|rights",
    re.IGNORECASE,
)


class Phrase(NamedTuple):
    """One entry of ``furniture.tsv`` with its folded words."""

    words: tuple[str, ...]
    kind: str
    match: str


class Hit(NamedTuple):
    """A furniture phrase found in a line; ``rest`` is the offset where what follows it begins."""

    phrase: Phrase
    rest: int

    @property
    def rule(self) -> str:
        """The name under which marks made from this hit are explained."""
        return f"phrase-{self.phrase.match}: {' '.join(self.phrase.words)}"


@cache
def _by_first_word() -> dict[str, list[Phrase]]:
    table: dict[str, list[Phrase]] = {}
    for row in lexicon.load("furniture").rows:
        if row["match"] in ("whole", "start", "label"):
            phrase = Phrase(folded_words(row["phrase"]), row["kind"], row["match"])
            table.setdefault(phrase.words[0], []).append(phrase)
    order = {"whole": 0, "label": 1, "start": 2}
    for phrases in table.values():
        phrases.sort(key=lambda phrase: (-len(phrase.words), order[phrase.match]))
    return table


@cache
def words_with(match: str) -> frozenset[tuple[str, ...]]:
    """The entries of ``furniture.tsv`` that match in the way ``match``, as tuples of folded words."""
    return frozenset(folded_words(row["phrase"]) for row in lexicon.load("furniture").rows if row["match"] == match)


@cache
def _within() -> re.Pattern[str]:
    return re.compile("|".join(sorted(" ".join(words) for words in words_with("within"))))


def opening(text: str, line: Line) -> Hit | None:
    """The furniture phrase with which ``line`` opens, if any."""
    if not line.head:
        return None
    for phrase in _by_first_word().get(line.head[0], ()):
        if line.head[: len(phrase.words)] == phrase.words:
            hit = _fits(text, line, phrase)
            if hit is not None:
                return hit
    return None


def _fits(text: str, line: Line, phrase: Phrase) -> Hit | None:
    after = _after_words(text, line, len(phrase.words))
    label = _AFTER_LABEL.match(text, after, line.stop)
    rest = label.end() if label else after
    empty = not any(char.isalnum() for char in text[rest : line.stop])
    if phrase.match == "whole":
        return Hit(phrase, line.stop) if empty or _only_a_count(text[rest : line.stop]) else None
    if label is None and len(phrase.words) > 1 and text[after : after + 1] in ("،", ","):
        label, rest = _COMMA.match(text, after, line.stop), after + 1
    if phrase.match == "label":
        return Hit(phrase, rest) if (label or empty) and line.words <= LONGEST_LABELLED else None
    while rest < line.stop and text[rest].isspace():
        rest += 1
    return Hit(phrase, line.stop if empty else rest) if line.words <= LONGEST_START else None


def _only_a_count(rest: str) -> bool:
    """``التعليقات (3)``."""
    return len(rest) <= LONGEST_COUNT and not any(char.isalpha() for char in rest)


_RAW_WORD = re.compile(r"(?:[^\W_ـ]|[\u064b-\u0652\u0670ـ\u200b-\u200f])+")


def _after_words(text: str, line: Line, count: int) -> int:
    """The offset after the first ``count`` words of the line."""
    position = line.start
    for _ in range(count):
        match = _RAW_WORD.search(text, position, line.stop)
        if match is None:
            return line.stop
        position = match.end()
    return position


def within(text: str, line: Line) -> str | None:
    """The phrase of the kind ``within`` that a short line holds, if any."""
    if line.words > LONGEST_WITHIN or _WITHIN_HINT.search(text, line.start, line.stop) is None:
        return None
    match = _within().search(" ".join(folded_words(text[line.start : line.stop])))
    return match.group() if match else None


def all_of(match: str, words: tuple[str, ...]) -> bool:
    """True when ``words`` is a row of entries of ``furniture.tsv`` that match in the way ``match``."""
    known = words_with(match)
    longest = max(map(len, known))
    position = 0
    while position < len(words):
        step = next((n for n in range(longest, 0, -1) if words[position : position + n] in known), 0)
        if not step:
            return False
        position += step
    return bool(words)


def holds_any(match: str, words: tuple[str, ...]) -> bool:
    """True when an entry of ``furniture.tsv`` that matches in the way ``match`` stands among ``words``."""
    known = words_with(match)
    longest = max(map(len, known))
    return any(words[at : at + n] in known for at in range(len(words)) for n in range(1, longest + 1))
