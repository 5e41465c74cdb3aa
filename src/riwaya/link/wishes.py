"""What people decided about links, obeyed: these two belong together, these two do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Alike = Callable[[int, int], float]


class Wish(NamedTuple):
    """Two articles, or two statements (by id), that somebody wants in one group, or not in one."""

    together: bool
    left: str
    right: str


class Wishes(NamedTuple):
    """Wishes about the stories that articles are in, and about the utterances that statements render."""

    articles: tuple[Wish, ...] = ()
    statements: tuple[Wish, ...] = ()


def granted(
    groups: Sequence[Sequence[int]], wishes: Iterable[Wish], place: Mapping[str, int], alike: Alike
) -> list[list[int]]:
    """The groups joined and parted as wished; ``place`` gives the positions of ids; others do not matter.

    What is parted stays parted, whatever was joined. Where a group is parted, every other member goes with the one of
    the two that it is more ``alike``.
    """
    out = [list(group) for group in groups]
    known = [wish for wish in wishes if wish.left in place and wish.right in place]
    for wish in sorted(known, key=lambda wish: not wish.together):
        change = _joined if wish.together else _parted
        out = change(out, place[wish.left], place[wish.right], alike)
    return out


def _joined(groups: Sequence[list[int]], left: int, right: int, _alike: Alike) -> list[list[int]]:
    """The groups with those of the two as one."""
    if any(left in group and right in group for group in groups):
        return list(groups)
    inside = [group for group in groups if left in group or right in group]
    one = sorted({member for group in inside for member in group})
    return [one, *(group for group in groups if group not in inside)]


def _parted(groups: Sequence[list[int]], left: int, right: int, alike: Alike) -> list[list[int]]:
    """Each group that holds both as two."""
    out: list[list[int]] = []
    for group in groups:
        if left in group and right in group and left != right:
            here = [i for i in group if i == left or (i != right and alike(i, left) >= alike(i, right))]
            out += [here, [i for i in group if i not in here]]
        else:
            out.append(group)
    return out
