"""What a paragraph is about, and whether it goes on from the one before or opens a report of its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from riwaya import lexicon
from riwaya.arabic.letters import light
from riwaya.arabic.stems import skeleton
from riwaya.ingest.lines import SHORTEST_CONTENT, folded_words

#: A word found in more of the 25,822 counted articles than this (3%) says little about the subject. Chosen on ANT:
#: of leads appended to a foreign article two in three share no rarer word with it, of its own last lines one in 200.
COMMON = 800
#: «جاء ذلك», «أتت هذه التصريحات»: a demonstrative so early points back.
POINTS_BACK_WITHIN = 3
_POINTING_BACK = frozenset(folded_words("هذا هذه ذلك تلك هؤلاء بذلك لذلك كذلك بهذا لهذا بهذه لهذه"))
_WORD = re.compile(r"[^\W_]+")
_LIST_ITEM = re.compile(r"[\s]*(?:[-–—•*·▪●○◦+]|\(?\d+\s*[-–.):/]|\d)")


@cache
def _articles_with() -> dict[str, int]:
    return {row["skeleton"]: int(row["articles"]) for row in lexicon.load("document_frequency").rows}


@lru_cache(maxsize=1 << 14)
def _is_common(word: str) -> bool:
    return _articles_with().get(word, 0) > COMMON


def subject_words(text: str) -> frozenset[str]:
    """Skeletons of the words of ``text`` that are rare enough to tell its subject."""
    found = (skeleton(word) for word in _WORD.findall(light(text)) if len(word) >= SHORTEST_CONTENT)
    return frozenset(word for word in found if not _is_common(word))


@cache
def _openers() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(row["words"]) for row in lexicon.load("continuation_openers").rows)


def goes_on(text: str) -> bool:
    """True when a paragraph opens with a word that ties it to the one before (``وأضاف``, ``كما``, ``من جهته``).

    >>> goes_on("وأضاف الوزير أن السد جاهز"), goes_on("افتتح الوزير السد")
    (True, False)
    """
    words = _WORD.findall(light(text[:60]))
    if not words:
        return True
    folded = folded_words(text[:60])
    if (
        folded[:1] in _openers()
        or folded[:2] in _openers()
        or not _POINTING_BACK.isdisjoint(folded[:POINTS_BACK_WITHIN])
    ):
        return True
    return words[0][0] == "و" and len(words[0]) > 2 and words[0] not in _radical()


@cache
def _radical() -> frozenset[str]:
    return lexicon.column("radical_initials", "word")


def is_list_item(text: str) -> bool:
    """True when the line opens with a bullet or a number."""
    return _LIST_ITEM.match(text) is not None
