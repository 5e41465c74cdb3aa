"""Arabic for terminals that neither reorder nor join letters (``--bidi``); see ``docs/decisions/0005-bidi.md``."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib import import_module
from typing import cast

#: What ``--bidi`` needs and how to get it: an extra, because python-bidi is LGPL and few terminals need it.
ADVICE = 'pip install "riwaya[bidi]"'
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}

#: (line in logical order, whether it runs to the left) → line in visual order.
Reorder = Callable[[str, bool], str]


class BidiMissingError(RuntimeError):
    """The packages that reorder and join Arabic letters are not installed."""


def reorderer() -> Reorder:
    """The function that puts one line into visual order with its letters joined; raises ``BidiMissingError``."""
    try:
        display = cast("Callable[..., str]", import_module("bidi").get_display)
        join = cast("Callable[[str], str]", import_module("arabic_reshaper").reshape)
    except ImportError as missing:
        raise BidiMissingError(f"{missing.name}: {ADVICE}") from missing
    return lambda line, leftward: display(join(line), base_dir="R" if leftward else "L")


def starts_right_to_left(line: str) -> bool:
    """True when the first letter with a direction is Arabic (or of another script written to the left).

    >>> starts_right_to_left("1. رواية"), starts_right_to_left("1. riwaya رواية")
    (True, False)
    """
    for char in line:
        direction = unicodedata.bidirectional(char)
        if direction in _STRONG:
            return direction in _RIGHT_TO_LEFT
    return False
