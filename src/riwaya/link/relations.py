"""How two tellings of one utterance relate: the same words, other words, less of it, or something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.numbers import number_at
from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import proclitics
from riwaya.link.entities import agreement
from riwaya.link.negation import ABSENT, bare, negated, negates
from riwaya.link.terms import Words, telling, weight, word_key
from riwaya.link.utterances import Telling
from riwaya.model import Relation

#: A telling that is held by the other to this share, and is no longer than that part of it, tells part of it. This
#: and the next two are judgements, checked on invented pairs (``tests/link/test_relations.py``); no gold names them.
HELD = 0.7
SHORTER = 0.67
#: From this share of common words on, counted by weight, the wording is the same with changes; below, it is another.
WORDED_ALIKE = 0.4
#: From this share of common words on two tellings are the same words, so that they can have but one speaker.
SAME_WORDS = 0.7
#: Years and larger ordinals date something; two different ones beside one noun contradict nothing.
YEARS = range(1900, 2100)
#: The share of common words from which two tellings speak so much of the same thing that one can contradict the other.
ALIKE = 0.5
#: How many words before a number may tell what it counts.
BEFORE = 6
#: How many words after a number may say that it is that of an earlier time, and how many before it that it is there
#: for comparison.
AFTER, COMPARING = 6, 2
_COMPARED = frozenset({"مقارنة", "بالمقارنة", "مقابل", "قياسا", "نزولا", "صعودا"})
_PERIODS = frozenset({"العام", "السنة", "الشهر", "الاسبوع", "الفصل", "الربع", "الموسم"})
_EARLIER = frozenset(
    {"الماضي", "الماضية", "السابق", "السابقة", "المنصرم", "المنصرمة", "الفايت", "الفائت", "الفائتة", "قبله", "قبلها"}
)
_PER_CENT = skeleton("المئة")
DENYING = frozenset({"deny", "refuse"})


class Count(NamedTuple):
    """A number and the telling words before it."""

    value: int | float
    told: frozenset[str]


class Side:
    """A telling as it is compared with others; what is read from it alone is read once, however many these are."""

    def __init__(self, telling: Telling) -> None:
        self.keys, self.words, self.source = telling.keys, telling.words, telling.source
        self.affirms = telling.statement.act not in DENYING

    @cached_property
    def spelled(self) -> list[str]:
        """Its words by their spelling."""
        return [word_key(token.norm) for token in self.words.tokens]

    @cached_property
    def mass(self) -> float:
        """The weight of its words."""
        return weight(self.keys)

    @cached_property
    def counted(self) -> dict[tuple[str, bool], list[Count]]:
        """What it counts."""
        return _counted(self.words)

    @cached_property
    def negates(self) -> bool:
        """True when something in it is denied or lacking."""
        return negates(self.words)

    @cached_property
    def negated(self) -> frozenset[str]:
        """What is denied or lacking."""
        return negated(self.words, ABSENT)

    @cached_property
    def bare(self) -> frozenset[str]:
        """Its keys without the prefixes of verbs."""
        return bare(self.keys)


def relations(group: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, Relation]]:
    """Each two tellings of a group, the earlier one first, and their relation."""
    for (one, left), (other, right) in combinations([(each, Side(each)) for each in group], 2):
        yield one, other, _relation(left, right)


def relation(left: Telling, right: Telling) -> Relation:
    """The relation between two tellings of one group; which of them stands left does not matter."""
    return _relation(Side(left), Side(right))


def _relation(left: Side, right: Side) -> Relation:
    if left.spelled == right.spelled:
        return "identical" if left.affirms == right.affirms and not _speakers_conflict(left, right) else "conflicting"
    shared, (lighter, heavier) = weight(left.keys & right.keys), sorted((left.mass, right.mass))
    if shared >= ALIKE * lighter and (_numbers_conflict(left, right) or _polarity_conflicts(left, right)):
        return "conflicting"
    either = weight(left.keys | right.keys)
    if either and shared >= SAME_WORDS * either and _speakers_conflict(left, right):
        return "conflicting"
    if lighter and shared / lighter >= HELD and lighter / heavier <= SHORTER:
        return "partial"
    return "reworded" if shared >= WORDED_ALIKE * (lighter + heavier - shared) else "paraphrase"


def _speakers_conflict(left: Side, right: Side) -> bool:
    """True when two named persons are said to have spoken the words; a body and its spokesman do not conflict."""
    return left.source.person and right.source.person and agreement(left.source, right.source) == "different"


def _numbers_conflict(left: Side, right: Side) -> bool:
    """True when both count one thing and the counts differ (``12 قتيلا`` against ``15 قتيلا``).

    A unit of measure (``دينار``) counts many things: two sums differ when words before them tell of the same one. A sum
    of last year does not differ from one of this year.
    """
    ours, theirs = left.counted, right.counted
    return any(
        not {c.value for c in ours[noun]} & {c.value for c in theirs[noun]}
        and (noun[0] not in _units() or any(a.told & b.told for a in ours[noun] for b in theirs[noun]))
        for noun in ours.keys() & theirs.keys()
    )


def _polarity_conflicts(left: Side, right: Side) -> bool:
    """True when one affirms what the other denies: by a negated word that both hold, or by the act reported.

    Where both negate something, the words alone do not tell what each negates, and nothing is claimed.
    """
    if left.affirms == right.affirms:
        return _turns(left, right) or _turns(right, left)
    return not (left if left.affirms else right).negates


def _turns(negating: Side, plain: Side) -> bool:
    """True when a word that one telling negates stands in the other, which negates nothing."""
    return not plain.negates and bool(negating.negated & plain.bare)


def _counted(words: Words) -> dict[tuple[str, bool], list[Count]]:
    """Counts by the counted noun, the first word of meaning after each number, and whether of an earlier time."""
    out: dict[tuple[str, bool], list[Count]] = defaultdict(list)
    position, toks = 0, list(words.tokens)
    while position < len(toks):
        number = number_at(toks, position)
        if number is None:
            position += 1
            continue
        position = number.stop
        noun = _noun(words, position)
        if noun is not None and not number.ordinal and number.value not in YEARS:
            before = range(max(0, number.start - BEFORE), number.start)
            told = frozenset(words.keys[i] for i in before if telling(toks[i]))
            out[noun, _earlier(words, number.start, position)].append(Count(number.value, told))
    return out


def _earlier(words: Words, start: int, stop: int) -> bool:
    """True when the number between two positions is that of last year, or stands there for comparison."""
    norms = [token.norm for token in words.tokens]
    after = norms[stop : stop + AFTER]
    later = next((i for i in range(len(after)) if number_at(list(words.tokens), stop + i)), len(after))
    dated = any(a in _PERIODS and b in _EARLIER for a, b in pairwise(after[:later]))
    return dated or not _COMPARED.isdisjoint(norms[max(0, start - COMPARING) : start])


def _noun(words: Words, at: int) -> str | None:
    """The key of the counted noun at a position, a per cent among them; none behind a preposition (اثنان بجراح)."""
    if words.keys[at + 1 : at + 2] == (_PER_CENT,) and words.tokens[at].norm == "في":
        return _PER_CENT
    if at >= len(words.tokens) or not telling(words.tokens[at]):
        return None
    counted = words.keys[at] == _PER_CENT or not set("بكل") & set(proclitics(words.tokens[at].norm).particles)
    return words.keys[at] if counted else None


@cache
def _units() -> frozenset[str]:
    return frozenset(skeleton(word) for word in lexicon.column("measure_units", "word"))
