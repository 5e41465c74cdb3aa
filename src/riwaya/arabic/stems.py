"""Light stems: one key for the forms of one word, so that two tellings of one thing can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from riwaya.arabic.letters import key
from riwaya.arabic.words import proclitics

#: Enclitic pronouns, then the relative ending, then those of number, gender and tanween; longest first in each row.
#: The order makes فلسطيني, فلسطينيين and فلسطين meet; ان of the dual stays, since it ends too many names.
_ENDINGS = (
    ("كما", "هما", "ها", "هم", "هن", "كم", "كن", "نا", "ه"),
    ("يات", "يين", "يون", "ية", "يا", "ي"),
    ("تين", "ات", "ون", "ين", "وا", "ة", "ت", "ا"),
)
#: A stem keeps at least three letters, the length of an Arabic root.
LEAST = 3
_WEAK = re.compile("(?<=.)[اويى]")


@lru_cache(maxsize=1 << 17)
def stem(norm: str) -> str:
    """The light stem of a lightly folded word: proclitics and endings off, spelling variants merged.

    >>> stem("وبالعلاقات") == stem("علاقة") == stem("علاقاتهما")
    True
    """
    parts = proclitics(norm)
    word = parts.stem
    for row in _ENDINGS[1:] if parts.article else _ENDINGS:
        word = _without(word, row)
    return key(word)


@lru_cache(maxsize=1 << 17)
def skeleton(norm: str) -> str:
    """The stem without its inner long vowels where three letters are left, which merges ترامب and ترمب, دعم and داعم.

    >>> skeleton("اميركي") == skeleton("امريكا")
    True
    """
    found = stem(norm)
    bare = _WEAK.sub("", found)
    return bare if len(bare) >= LEAST else found


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            return word[: -len(ending)]
    return word


_VERBAL_NOUN = re.compile(
    "ت..ي.|ت...ة|ت.ا..|ت...|ا..ا.|ا.ا.ة|ا...ا.|است..ا.|است.ا.ة|م.ا..ة|..و.|..ا.|..ا.ة|..ا.ية|.{4,}ية"
)
_PRONOUN = re.compile("(?:ه|ها|هم|هما|نا)$")


def is_verbal_noun(stem: str) -> bool:
    """True for a lightly folded word of the shape of a verbal noun (تأجيل, انسحاب, مواجهة), or with a pronoun.

    >>> is_verbal_noun("انسحاب"), is_verbal_noun("تاجيل"), is_verbal_noun("عقد")
    (True, True, False)
    """
    bare = _PRONOUN.sub("", stem)
    forms = (stem, bare, bare[:-1] + "ة" if bare.endswith("ت") else bare)
    return any(_VERBAL_NOUN.fullmatch(form) is not None for form in forms)
