"""Two tellings laid side by side, word by word: what is the same, said otherwise, only here, only there, or moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from riwaya.arabic.words import Token, proclitics
from riwaya.link.terms import telling, word_key
from riwaya.link.utterances import Telling
from riwaya.model import Difference, Piece, Span

Op = Literal["same", "changed", "left-only", "right-only", "moved"]


#: Ranges of words that lie between the same words, on the left and on the right.
Gap = tuple[tuple[int, int], tuple[int, int]]


class Step(NamedTuple):
    """One step of an alignment in half-open ranges of words; an empty range stands for nothing on that side."""

    op: Op
    left: tuple[int, int]
    right: tuple[int, int]


def difference(left: Telling, right: Telling) -> Difference:
    """How ``right`` differs from ``left``; the pieces' spans point into the text of each telling's own article."""
    ours, theirs = left.words, right.words
    telling_words = [telling(token) for token in ours.tokens]
    steps = align(_forms(left), _forms(right), telling_words, stems=(ours.keys, theirs.keys))
    pieces = [piece for step in steps for piece in _pieces(step, left, right)]
    return Difference(left=left.statement.id, right=right.statement.id, pieces=tuple(pieces))


def align(
    left: Sequence[str],
    right: Sequence[str],
    telling_words: Sequence[bool],
    *,
    stems: tuple[Sequence[str], Sequence[str]] | None = None,
) -> list[Step]:
    """The steps from one sequence of words to the other, in the order of the left one; a run that changed places is
    moved when one of its words (by position in ``left``) is telling.

    Between what is the same, words of one stem (``stems`` of both sides) stand beside each other as changed.

    >>> [step.op for step in align("ا ب ج د".split(), "ج د ا ب".split(), [True] * 4)]
    ['same', 'moved']
    """
    steps, gaps = _matched("same", left, right, ((0, len(left)), (0, len(right))))
    for gap in gaps if stems else ():
        inflected, inside = _matched("changed", *(stems or (left, right)), gap)
        steps += inflected
        gaps = [each for each in gaps if each != gap] + inside
    gaps.sort()
    moved = list(_moves(left, right, [g[0] for g in gaps], [g[1] for g in gaps], telling_words))
    steps.extend(moved)
    for gap_left, gap_right in gaps:
        rest_left = _without(gap_left, [step.left for step in moved])
        rest_right = _without(gap_right, [step.right for step in moved])
        for ours, theirs in zip_longest(rest_left, rest_right):
            steps.append(_step(ours, theirs, gap_left, gap_right))
    return sorted(steps, key=lambda step: (step.left, step.right))


def _matched(op: Op, left: Sequence[str], right: Sequence[str], gap: Gap) -> tuple[list[Step], list[Gap]]:
    """Where two sequences agree inside a gap, and the gaps that are left; what changed, word by word."""
    (i, j), (k, m) = gap
    codes = SequenceMatcher(None, left[i:j], right[k:m], autojunk=False).get_opcodes()
    rest = [((i + a, i + b), (k + c, k + d)) for code, a, b, c, d in codes if code != "equal"]
    steps = [
        Step(op, (i + at, i + at + size), (k + at + c - a, k + at + c - a + size))
        for code, a, b, c, _ in codes
        if code == "equal"
        for at, size in ([(a, b - a)] if op == "same" else [(each, 1) for each in range(a, b)])
    ]
    return steps, rest


def _step(
    left: tuple[int, int] | None, right: tuple[int, int] | None, gap_left: tuple[int, int], gap_right: tuple[int, int]
) -> Step:
    if left is not None and right is not None:
        return Step("changed", left, right)
    if left is not None:
        return Step("left-only", left, (gap_right[1], gap_right[1]))
    return Step("right-only", (gap_left[1], gap_left[1]), right or gap_right)


def _moves(
    left: Sequence[str],
    right: Sequence[str],
    gaps_left: list[tuple[int, int]],
    gaps_right: list[tuple[int, int]],
    telling_words: Sequence[bool],
) -> Iterator[Step]:
    """Runs of words left over on both sides, longest first."""
    ours, theirs = list(gaps_left), list(gaps_right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    while True:
        runs = [matcher.find_longest_match(*a, *b) for a in ours for b in theirs if a[0] < a[1] and b[0] < b[1]]
        runs = [run for run in runs if any(telling_words[run.a : run.a + run.size])]
        if not runs:
            return
        run = max(runs, key=lambda r: (r.size, -r.a, -r.b))
        step = Step("moved", (run.a, run.a + run.size), (run.b, run.b + run.size))
        yield step
        ours = [part for gap in ours for part in _without(gap, [step.left])]
        theirs = [part for gap in theirs for part in _without(gap, [step.right])]


def _without(gap: tuple[int, int], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of ``gap`` when the ranges ``taken`` are cut out."""
    out, position = [], gap[0]
    for start, stop in sorted(taken):
        if start >= gap[1] or stop <= gap[0]:
            continue
        if start > position:
            out.append((position, start))
        position = max(position, stop)
    if position < gap[1]:
        out.append((position, gap[1]))
    return out


def _pieces(step: Step, left: Telling, right: Telling) -> Iterator[Piece]:
    """``step`` in spans of the texts, cut where the content of a statement is interrupted."""
    if step.op in ("same", "moved"):
        for ours, theirs in _together(step, left, right):
            yield Piece(op=step.op, left=ours, right=theirs)
        return
    for a, b in zip_longest(_spans(left, step.left), _spans(right, step.right)):
        op: Op = "changed" if a and b else "left-only" if a else "right-only"
        yield Piece(op=op, left=a, right=b)


def _together(step: Step, left: Telling, right: Telling) -> Iterator[tuple[Span, Span]]:
    """Equal runs of words, broken on both sides where either side is interrupted."""
    start = 0
    size = step.left[1] - step.left[0]
    ours, theirs = left.words.tokens[slice(*step.left)], right.words.tokens[slice(*step.right)]
    for stop in range(1, size + 1):
        whole = stop < size and not (_breaks(left, ours, stop) or _breaks(right, theirs, stop))
        if not whole:
            yield _over(ours[start:stop]), _over(theirs[start:stop])
            start = stop


def _spans(telling_: Telling, words: tuple[int, int]) -> list[Span]:
    toks = telling_.words.tokens[slice(*words)]
    cuts = [0, *(i for i in range(1, len(toks)) if _breaks(telling_, toks, i)), len(toks)]
    return [_over(toks[a:b]) for a, b in pairwise(cuts) if a < b]


def _breaks(telling_: Telling, toks: Sequence[Token], at: int) -> bool:
    """True when the content is interrupted before word ``at`` of ``toks``."""
    before, after = toks[at - 1], toks[at]
    return not any(s.start <= before.start and after.stop <= s.stop for s in telling_.statement.content)


def _over(toks: Sequence[Token]) -> Span:
    return Span(toks[0].start, toks[-1].stop)


def _forms(of: Telling) -> list[str]:
    """The words as they are aligned: spelling variants merged, and without و and ف, which follow the order of words."""
    return [word_key(_bare(token.norm)) for token in of.words.tokens]


def _bare(norm: str) -> str:
    return norm[1:] if proclitics(norm).particles[:1] in ("و", "ف") else norm
