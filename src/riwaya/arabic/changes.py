"""How one wording of a text became another, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher

from riwaya.arabic.words import tokens
from riwaya.model import Piece, Span

#: Beyond so many words on a side that changed, a stretch is reported as changed as a whole: comparing them word by word
#: takes time that grows with the product of their numbers (2,000 by 2,000 words: a second).
MOST = 2000


def changes(old: str, new: str, *, before: int = 0, after: int = 0) -> tuple[Piece, ...]:
    """What ``new`` says otherwise than ``old``: stretches changed, only in the old (left), only in the new (right).

    ``before`` and ``after`` are added to the offsets of old and new.

    >>> [(p.op, p.right) for p in changes("قتل ثلاثة", "قتل خمسة في الحريق")]
    [('changed', Span(start=4, stop=18))]
    """
    left, right = tokens(old), tokens(new)
    ours, theirs = [old[t.start : t.stop] for t in left], [new[t.start : t.stop] for t in right]
    out: list[Piece] = []
    for i, j, k, m in _differing(ours, theirs):
        here = Span(before + left[i].start, before + left[j - 1].stop) if i < j else None
        there = Span(after + right[k].start, after + right[m - 1].stop) if k < m else None
        out.append(
            Piece(op="changed" if here and there else "left-only" if here else "right-only", left=here, right=there)
        )
    return tuple(out)


def _differing(ours: list[str], theirs: list[str]) -> list[tuple[int, int, int, int]]:
    """Ranges of words that differ; what both texts open and end with is set aside first."""
    shorter = min(len(ours), len(theirs))
    head = next((i for i in range(shorter) if ours[i] != theirs[i]), shorter)
    tail = next((i for i in range(shorter - head) if ours[-1 - i] != theirs[-1 - i]), shorter - head)
    left, right = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if not left and not right:
        return []
    if len(left) > MOST or len(right) > MOST:
        return [(head, head + len(left), head, head + len(right))]
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(head + i, head + j, head + k, head + m) for op, i, j, k, m in codes if op != "equal"]
