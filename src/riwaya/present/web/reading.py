"""An article's text as the page shows it: line by line, every run with what lies over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.arabic.words import tokens
from riwaya.model import Piece
from riwaya.present.labels import TERMS, Lang, term
from riwaya.present.pages.article import ArticlePage, Fact, Finding, Run, blocks
from riwaya.present.pages.wordings import Words
from riwaya.present.web.words import tell

#: Letters of a run without a mark: beyond that no prose is, and a browser sets one word of a million for half a minute.
#: The JSON has every letter.
LONGEST = 20_000


class Shown(NamedTuple):
    """A run: its words, its classes, the number of the finding it leads to.

    ``opens`` are the statements that open with it: number in the article, number of the finding.
    """

    words: str
    classes: str
    why: int
    opens: tuple[tuple[str, int], ...]
    target: bool


class Line(NamedTuple):
    """A line of the page and its kind: title, heading, paragraph, furniture."""

    kind: str
    runs: list[Shown]


#: Parts of a statement, the widest first: a click on a run leads to the narrowest mark over it.
_PARTS = ("content", "occasion", "via", "cue", "speaker", "name", "time", "furniture")


def lines(page: ArticlePage, *, at: str | None) -> list[Line]:
    """The article line by line; the statement ``at`` (its id) is marked as the one that was asked for."""
    wanted = next((each for each in page.findings if each.statement == at and at), None)
    opening: dict[int, list[tuple[str, int]]] = {}
    for each in page.findings:
        if each.statement:
            start = word_start(page.article.text, each.span.start)
            opening.setdefault(start, []).append((ordinal(each.statement), each.number))
    return [
        Line(block.kind, [_shown(run, opening, wanted) for run in block.runs])
        for block in blocks(page.article, page.findings, also=opening)
    ]


def word_start(text: str, at: int) -> int:
    """Where the word begins that ``at`` lies in: a number set inside a word would part its letters.

    >>> word_start("رحبت بالتوقيع", 6)
    5
    """
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _shown(run: Run, opening: dict[int, list[tuple[str, int]]], wanted: Finding | None) -> Shown:
    here = wanted is not None and any(number == wanted.number for _, number in run.marks)
    target = here and wanted is not None and run.start == wanted.span.start
    why = max(run.marks, key=lambda mark: _PARTS.index(mark[0]))[1] if run.marks else 0
    words = run.words if len(run.words) <= LONGEST else run.words[:LONGEST] + "…"
    return Shown(words, _classes(run, here=here), why, tuple(opening.get(run.start, ())), target)


def _classes(run: Run, *, here: bool) -> str:
    names = dict.fromkeys(f"k-{part}" for part, _ in run.marks)
    return " ".join([*names, *(["here"] if here else [])])


def ordinal(statement: str | None) -> str:
    """The number of a statement in its article.

    >>> ordinal("sada-annex#3")
    '3'
    """
    return (statement or "").rpartition("#")[2]


def changed_lines(page: ArticlePage) -> list[list[Words]]:
    """Both wordings as one text: what was taken out, what was put in."""
    if page.compared is None or page.before is None:
        return []
    new = page.article.span.of(page.article.text)
    runs = list(_merged(page.before, new, page.compared.pieces))
    out: list[list[Words]] = [[]]
    for run in runs:
        for place, part in enumerate(run.words.split("\n")):
            if place:
                out.append([])
            if part.strip():
                out[-1].append(Words(words=part, mark=run.mark))
    return [line for line in out if line]


def _merged(old: str, new: str, pieces: Sequence[Piece]) -> Iterator[Words]:
    ours, theirs = ([token.start for token in tokens(text)] for text in (old, new))
    ends = [token.stop for token in tokens(new)]
    left = right = position = 0
    for piece in pieces:
        # the words between two pieces are the same on both sides, so many on each
        if piece.left:
            right += bisect_left(ours, piece.left.start) - left
            left = bisect_left(ours, piece.left.stop)
            start = max(ends[right - 1] if right else 0, position)
        if piece.right:
            left = left if piece.left else left + bisect_left(theirs, piece.right.start) - right
            start, right = piece.right.start, bisect_left(theirs, piece.right.stop)
        yield Words(words=new[position:start])
        yield Words(words=piece.left.of(old) if piece.left else "", mark="missing")
        yield Words(words=piece.right.of(new) if piece.right else "", mark="added")
        position = piece.right.stop if piece.right else start
    yield Words(words=new[position:])


def kind_name(finding: Finding, lang: Lang) -> str:
    """What a finding was taken for, in words."""
    if finding.layer in ("statement", "name", "time"):
        return tell(finding.kind, lang)
    return term(finding.kind, lang)


def fact_value(fact: Fact, lang: Lang) -> str:
    """The value of a fact, ids of the contract in words."""
    if fact.key == "basis":
        return tell(fact.value, lang)
    return term(fact.value, lang) if fact.key == "act" and fact.value in TERMS else fact.value
