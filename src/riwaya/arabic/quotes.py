"""Quotation marks as they come: typed pairs, straight, mixed, nested, unmatched, over several paragraphs."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

# What stands before a mark is looked at behind it: a pattern whose branches begin with characters is searched fast.
_MARK = re.compile(r"[\"“”„‟❝❞«»‹›]|['‘‚](?<!\w.)(?=\w)|['’](?<=[\w.!؟…].)(?!\w)")
_CLASS = {**dict.fromkeys('"“”„‟❝❞', "double"), **dict.fromkeys("«»‹›", "angle"), **dict.fromkeys("'‘’‚", "single")}
#: A quotation left open at a paragraph's end may be closed in a later one, but not further away than this (the
#: longest quotation of the reference corpus that runs over paragraphs is 1,900 characters).
LONGEST_CARRY = 2500
#: Nobody nests quotations deeper; a mark met so deep opens nothing.
DEEPEST = 4
#: The closing mark is looked for among so many marks.
FEW_MARKS = 20


class Quote(NamedTuple):
    """A quotation: ``[start, stop)`` with its marks, ``[inner_start, inner_stop)`` without.

    ``closed`` is false when the closing mark is missing and the end of the paragraph stands in for it.
    ``depth`` is 0 for an outermost quotation.
    """

    start: int
    stop: int
    inner_start: int
    inner_stop: int
    closed: bool
    depth: int


def quotes(text: str, start: int = 0, stop: int | None = None) -> list[Quote]:
    """The quotations of ``text[start:stop]`` by position; a mark inside a word (``5'``, ``ع"``) opens nothing.

    >>> [text[q.inner_start:q.inner_stop] for text in ['قال: "نعم" و”لا“'] for q in quotes(text)]
    ['نعم', 'لا']
    """
    stop = len(text) if stop is None else stop
    marks = list(_MARK.finditer(text, start, stop))
    found: list[Quote] = []
    stack: list[tuple[str, int, int]] = []  # class, offset, index of the mark
    for index, match in enumerate(marks):
        offset, family = match.start(), _CLASS[match.group()]
        while stack and not _carries(text, stack[-1], marks, index, offset):
            found.append(_unclosed(text, stack.pop(), len(stack), offset, found))
        if any(entry[0] == family for entry in stack) and not _opens_inside(text, offset, match.group(), stack):
            while stack[-1][0] != family:
                stack.pop()
            opened = stack.pop()
            found.append(Quote(opened[1], offset + 1, opened[1] + 1, offset, True, len(stack)))
        elif len(stack) < DEEPEST and _may_open(text, offset, match.group(), stop):
            stack.append((family, offset, index))
    while stack:
        found.append(_unclosed(text, stack.pop(), len(stack), stop, found))
    return sorted(quote for quote in found if quote.inner_start < quote.inner_stop)


def _may_open(text: str, offset: int, mark: str, stop: int) -> bool:
    if offset + 1 >= stop or text[offset + 1].isspace():
        return offset + 2 < stop and text[offset + 1] == " " and mark in '«“”"' and _space_before(text, offset)
    return mark != "»" or _space_before(text, offset)


def _space_before(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1].isspace() or text[offset - 1] in "(:[-–—"


def _opens_inside(text: str, offset: int, mark: str, stack: list[tuple[str, int, int]]) -> bool:
    """A mark met while its family is open starts a nested quotation when it is a typed opener (``«… «…» …»``), or
    when it stands like an opener and two marks that stand like closers follow in its paragraph (``"… "…" …"``).
    """
    if mark in "«‹":
        return _space_before(text, offset) and stack[-1][0] == "angle"
    if stack[-1][0] != "double" or len(stack) > 1 or not _space_before(text, offset):
        return False
    if offset + 1 >= len(text) or text[offset + 1].isspace():
        return False
    end = text.find("\n", offset)
    marks = _MARK.finditer(text, offset + 1, min(end if end >= 0 else len(text), offset + LONGEST_CARRY))
    later = list(islice((m for m in marks if _CLASS[m.group()] == "double"), 2))
    return len(later) == 2 and all(_looks_closing(text, m.start(), m.group()) for m in later)


def _carries(text: str, opened: tuple[str, int, int], marks: list[re.Match[str]], index: int, offset: int) -> bool:
    """May the open quotation go on to ``offset``? Beyond its paragraph only if a closing mark comes first."""
    paragraph_end = text.find("\n", opened[1])
    if paragraph_end < 0 or offset < paragraph_end:
        return True
    if opened[0] == "single":
        return False
    same = next((m for m in marks[index : index + FEW_MARKS] if _CLASS[m.group()] == opened[0]), None)
    if same is None or same.start() - opened[1] > LONGEST_CARRY:
        return False
    return _looks_closing(text, same.start(), same.group())


def _looks_closing(text: str, offset: int, mark: str) -> bool:
    if mark in "»›":
        return True
    before = text[offset - 1] if offset else " "
    after = text[offset + 1] if offset + 1 < len(text) else " "
    return not before.isspace() and before not in "(:" and (after.isspace() or after in ".،,؛!؟)]:…")


def _unclosed(text: str, opened: tuple[str, int, int], depth: int, limit: int, found: list[Quote]) -> Quote:
    """A quotation without a closing mark ends with its paragraph, but not before one that is nested in it."""
    end = text.find("\n", opened[1])
    stop = min(limit, end if end >= 0 else len(text))
    if opened[0] == "angle":
        inner = next(
            (quote for quote in found if quote.start > opened[1] and quote.closed and quote.stop <= stop), None
        )
        if inner is not None:  # «… «…»: one closing mark for two
            return Quote(opened[1], inner.stop, opened[1] + 1, inner.inner_stop, True, depth)
    for quote in reversed(found):  # those that opened since stand at the end
        if quote.start < opened[1]:
            break
        stop = max(stop, quote.stop) if quote.start < stop else stop
    return Quote(opened[1], stop, opened[1] + 1, stop, False, depth)
