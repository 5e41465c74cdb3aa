"""What a text denies, lacks or fails in, read from the words that stand before it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from riwaya import lexicon
from riwaya.arabic.stems import LEAST
from riwaya.arabic.words import proclitics
from riwaya.link.terms import Words, telling

#: Strengths of a negation: what is denied; also what is lacking; also what failed or was refused.
DENIED = frozenset({"full"})
ABSENT = DENIED | {"lack"}
MISSED = ABSENT | {"weak"}
#: Words between a negation and what it negates: there is no …, free of …, without any ….
_BETWEEN = frozenset("من اي ايه اية وجود يوجد توجد هناك هنالك ثمة ثمه".split())
_BEING = "وجود"
#: Letters that a verb's own letters may stand behind: those of the imperfect, and the alef of derived stems.
_PREFIXES = frozenset("اتين")
#: Before a word with the article these say "below", not "without": دون المعدل.
_BELOW = frozenset({"دون", "ودون"})
_OR = frozenset({"ام", "او"})


def negates(words: Words) -> bool:
    """True when something in ``words`` is denied, lacking, failed or refused."""
    return any(token.norm in _negations() for token in words.tokens)


def negated(words: Words, strengths: frozenset[str] = DENIED) -> frozenset[str]:
    """The keys of what the negations of ``strengths`` in ``words`` negate, without the prefix of a verb.

    That is the word that follows (لم يعلن, عدم الإعلان, بلا ملاحق), also behind لا توجد and خلو من. The لا of "or not"
    (أم لا) negates nothing that follows, nor do two negations (لا تخلو من) or "below" (دون المعدل).
    """
    norms = [token.norm for token in words.tokens]
    return bare(
        words.keys[at]
        for place, norm in enumerate(norms)
        if _negations().get(norm) in strengths
        and not (place and (norms[place - 1] in _OR or _negations().get(norms[place - 1]) in DENIED))
        and not (norm in _BELOW and proclitics("".join(norms[place + 1 : place + 2])).article)
        and (at := _next(norms, place + 1)) < len(norms)
        and telling(words.tokens[at])
    )


def missing(words: Words) -> str | None:
    """The key of what is not there, where ``words`` open with its being there: (نفى) وجود أي ملحق سري."""
    norms = [token.norm for token in words.tokens]
    at = _next(norms, 0)
    return words.keys[at] if norms[:1] == [_BEING] and at < len(norms) and telling(words.tokens[at]) else None


def bare(keys: Iterable[str]) -> frozenset[str]:
    """Keys without a first letter that may be a verb's prefix, so that أعلنت and لم تعلن meet."""
    return frozenset(word[1:] if word[0] in _PREFIXES and len(word) > LEAST else word for word in keys)


def _next(norms: list[str], at: int) -> int:
    while at < len(norms) and norms[at] in _BETWEEN:
        at += 1
    return at


@cache
def _negations() -> dict[str, str]:
    return {row["word"]: row["strength"] for row in lexicon.load("negations").rows}
