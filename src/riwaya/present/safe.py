"""Page text made safe for a terminal: what a page says can be shown, what it could do is taken out."""

from __future__ import annotations

import re

#: C0 and C1 controls (a page could move the cursor or retitle the window), but for tab and newline.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
#: Explicit embeddings, overrides and isolates reach past the words that carry them and can show words in an order
#: nobody wrote; the marks LRM and RLM stay, they reach no further than their place.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]+")
#: Any of these, and broken halves of characters: hardly a text has one, and a look is cheaper than taking them out.
_UNCLEAN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` without terminal controls, direction overrides and broken halves of characters.

    >>> clean("\\x1b[31mنعم\\x07\\u202e")
    '[31mنعم'
    """
    if not _UNCLEAN.search(text):
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _OVERRIDES.sub("", _CONTROLS.sub("", whole))


def flat(text: str) -> str:
    """``text`` cleaned and on one line, white space at the ends kept as one space.

    >>> flat("قال\\n  نعم ")
    'قال نعم '
    """
    words = text.split()
    if not words:
        return " " if text else ""
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return clean(f"{before}{' '.join(words)}{after}")
