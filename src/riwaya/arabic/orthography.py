"""The Egyptian way of writing, where final ي has no dots (``فى``, ``الذى``, ``المصرى``), read as it is meant."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.arabic.words import Token, proclitics
from riwaya.lexicon import column

#: Words that nobody writes so who dots his final ي.
SIGNS = frozenset({"فى", "الذى", "التى"})


def undotted(tokens: Sequence[Token]) -> bool:
    """Does the text write final ي without dots? One ``فى`` tells.

    >>> from riwaya.arabic.words import tokens
    >>> undotted(list(tokens("وصل إلى القاهرة فى يوليو")))
    True
    """
    return not SIGNS.isdisjoint([token.norm for token in tokens])


def dotted(token: Token) -> Token:
    """The token with its final ى read as ي, unless the word truly ends in ى (``على``, ``مستشفى``, ``نفى``).

    >>> from riwaya.arabic.words import tokens
    >>> [dotted(token).norm for token in tokens("نفى المصرى فى مستشفى")]
    ['نفى', 'المصري', 'في', 'مستشفى']
    """
    norm = token.norm
    if not norm.endswith("ى") or not column("alef_maqsura", "word").isdisjoint((norm, norm[1:], proclitics(norm).stem)):
        return token
    return msgspec.structs.replace(token, norm=norm[:-1] + "ي")
