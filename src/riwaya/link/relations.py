"""How two tellings of one utterance relate: the same words, other words, less of it, or something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from riwaya import lexicon
from riwaya.arabic.letters import key
from riwaya.arabic.numbers import number_at
from riwaya.arabic.stems import LEAST
from riwaya.link.terms import Words, telling, weight
from riwaya.link.utterances import Telling
from riwaya.model import Relation

#: A telling that is held by the other to this share, and is no longer than that part of it, tells part of it. This
#: and the next two are judgements, checked on invented pairs (``tests/link/test_relations.py``); no gold names them.
HELD = 0.7
SHORTER = 0.67
#: From this share of common words on, counted by weight, the wording is the same with changes; below, it is another.
WORDED_ALIKE = 0.4
#: Years and larger ordinals date something; two different ones beside one noun contradict nothing.
YEARS = range(1900, 2100)
#: Letters that a verb's own letters may stand behind: those of the imperfect, and the alef of derived stems.
_PREFIXES = frozenset("اتين")
_OR = frozenset({"ام", "او"})
#: Of two tellings of which one is a denial, the share of common words from which they speak of the same thing.
ALIKE = 0.5
DENYING = frozenset({"deny", "refuse"})


def relation(left: Telling, right: Telling) -> Relation:
    """The relation between two tellings of one group; which of them stands left does not matter."""
    if [key(t.norm) for t in left.words.tokens] == [key(t.norm) for t in right.words.tokens]:
        return "identical" if _affirms(left) == _affirms(right) else "conflicting"
    if numbers_conflict(left.words, right.words) or polarity_conflicts(left, right):
        return "conflicting"
    shared = weight(left.keys & right.keys)
    lighter, heavier = sorted((weight(left.keys), weight(right.keys)))
    if lighter and shared / lighter >= HELD and lighter / heavier <= SHORTER:
        return "partial"
    return "reworded" if shared >= WORDED_ALIKE * (lighter + heavier - shared) else "paraphrase"


def numbers_conflict(left: Words, right: Words) -> bool:
    """True when both count one thing and the counts differ (``12 قتيلا`` against ``15 قتيلا``)."""
    ours, theirs = _counted(left), _counted(right)
    return any(not ours[noun] & theirs[noun] for noun in ours.keys() & theirs.keys())


def polarity_conflicts(left: Telling, right: Telling) -> bool:
    """True when one affirms what the other denies: by a negated word that both hold, or by the act reported.

    Where both negate something, the words alone do not tell what each negates, and nothing is claimed.
    """
    turned = _turns(left, right) or _turns(right, left)
    if _affirms(left) == _affirms(right):
        return turned
    alike = weight(left.keys & right.keys) >= ALIKE * min(weight(left.keys), weight(right.keys))
    return alike and not turned


def _turns(negating: Telling, plain: Telling) -> bool:
    """True when a word that one telling negates stands in the other, which negates nothing."""
    return not negates(plain.words) and bool(negated(negating.words) & bare(plain.keys))


def negates(words: Words) -> bool:
    """True when something in ``words`` is denied, lacking, failed or refused."""
    return any(token.norm in _negations() for token in words.tokens)


def negated(words: Words, *, lacking: bool = False) -> frozenset[str]:
    """The keys of the words that follow a negation (لم يعلن, عدم الإعلان), without the prefix of a verb.

    ``lacking`` takes in what is missing, failed or refused (بلا اتفاق, فشل الاتفاق). The لا of "or not" (أم لا)
    negates nothing that follows.
    """
    strengths = ("full", "weak") if lacking else ("full",)
    norms = ["", *(token.norm for token in words.tokens)]
    followers = zip(norms, norms[1:], words.tokens[1:], words.keys[1:], strict=False)
    return bare(
        after
        for before, norm, follower, after in followers
        if _negations().get(norm) in strengths and before not in _OR and telling(follower)
    )


def bare(keys: Iterable[str]) -> frozenset[str]:
    """Keys without a first letter that may be a verb's prefix, so that أعلنت and لم تعلن meet."""
    return frozenset(word[1:] if word[0] in _PREFIXES and len(word) > LEAST else word for word in keys)


def _counted(words: Words) -> dict[str, set[int | float]]:
    """Numbers by the key of the counted noun: the first word of meaning after each."""
    out: dict[str, set[int | float]] = defaultdict(set)
    position, toks = 0, list(words.tokens)
    while position < len(toks):
        number = number_at(toks, position)
        if number is None:
            position += 1
            continue
        position = number.stop
        if position < len(toks) and not number.ordinal and number.value not in YEARS and telling(toks[position]):
            out[words.keys[position]].add(number.value)
    return out


def _affirms(telling_: Telling) -> bool:
    return telling_.statement.act not in DENYING


@cache
def _negations() -> dict[str, str]:
    return {row["word"]: row["strength"] for row in lexicon.load("negations").rows}
