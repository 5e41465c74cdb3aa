"""How alike two spellings of one word of a name are: sounds that Arabic writers spell in several ways cost little."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from riwaya import lexicon
from riwaya.arabic.gazetteer import name_form, word_set
from riwaya.arabic.letters import light

__all__ = ["block", "is_native", "likeness", "plain"]

_VOWELS = frozenset("اوي")
#: Letters that foreign names are not spelt with: a word that holds one is Arabic and is spelt in one way.
_NATIVE = re.compile("[حعضظ]")
_DOUBLED = re.compile(r"(.)\1+")
#: What a letter costs that stands on one side only: inside a word a long vowel hardly anything (نتنياهو / نتانياهو), at
#: its end more, where it tells names apart (مارك / ماركو); a consonant as much as a word can bear.
_VOWEL, _FIRST_VOWEL, _LAST_VOWEL, _CONSONANT = 0.2, 0.35, 0.7, 1.0
#: Two letters that spell no one sound; and the least that a consonant costs without a counterpart of its sound (ف / و).
_UNLIKE, _LEAST_UNLIKE = 1.2, 0.35
#: How much a word can bear for each of its letters: tuned with the costs on the development half of the pairs.
_BEARABLE = 0.22
#: ه at the end of سيرجيه, غ or ج at that of أونغ, ت before ش, د before ج: they spell a sound with their neighbour.
_SILENT = 0.1
#: Two consonants of one sound are merged by ``block``; the list gives these at most this cost.
_MERGED = 0.4


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """A word of a name without the article, doubled letters, hamza and marks, as a list of spellings corrects it.

    >>> plain("الحريري") == plain("حريري"), plain("داوود") == plain("داود")
    (True, True)
    """
    form = name_form(light(word)).replace("ء", "")
    form = form[2:] if form.startswith("ال") and len(form) > 4 else form
    return _variants().get(form, _DOUBLED.sub(r"\1", form))


@cache
def _variants() -> dict[str, str]:
    return {row["word"]: row["usual"] for row in lexicon.load("name_variants").rows}


@lru_cache(maxsize=1 << 15)
def is_native(word: str) -> bool:
    """True for words (as ``plain`` gives them) of Arabic names, which differ in a long vowel alone (حسن / حسين)."""
    return _NATIVE.search(word) is not None or word in word_set("native_names")


@lru_cache(maxsize=1 << 16)
def likeness(left: str, right: str) -> float:
    """How alike two words (as ``plain`` gives them) are, in 0..1; from 0.5 on they may spell one name.

    >>> likeness("سيرغي", "سيرجي") > 0.8, likeness("حسن", "حسين"), likeness("بوتين", "لافروف")
    (True, 0.0, 0.0)
    """
    if left == right:
        return 1.0
    if len(left) == 1 or len(right) == 1:
        return 0.7 if left[:1] == right[:1] else 0.0  # an initial
    if is_native(left) or is_native(right):
        return 0.0
    most = _BEARABLE * max(len(left), len(right))
    if _LEAST_UNLIKE * _unlike(_frame(left), _frame(right)) > most / 2:
        return 0.0  # below 0.5 in any case: the letters need not be compared one by one
    return max(0.0, 1.0 - _distance(left, right) / most)


@lru_cache(maxsize=1 << 15)
def _frame(word: str) -> Counter[str]:
    """How often a word has each sound, without vowels, ه, and the letters that may be silent."""
    return Counter(_consonants(word).replace("ه", ""))


def _unlike(one: Counter[str], two: Counter[str]) -> int:
    """How many sounds at least have no counterpart in the other word."""
    return max((one - two).total(), (two - one).total())


def _consonants(word: str) -> str:
    bare = re.sub("ن[غج]$", "ن", word).replace("تش", "ش").replace("دج", "ج")
    return "".join(_sounds().get(letter, letter) for letter in bare if letter not in _VOWELS)


def _distance(left: str, right: str) -> float:
    """The cheapest way from one spelling to the other, letter by letter."""
    row = [0.0]
    for j in range(len(right)):
        row.append(row[-1] + _alone(right, j))
    for i in range(len(left)):
        before, row = row, [row[0] + _alone(left, i)]
        for j in range(len(right)):
            same = before[j] + _instead(left[i], right[j], last=i == len(left) - 1 and j == len(right) - 1)
            row.append(min(same, before[j + 1] + _alone(left, i), row[-1] + _alone(right, j)))
    return row[-1]


def _alone(word: str, at: int) -> float:
    """What it costs that the letter ``at`` of ``word`` has no counterpart."""
    letter, last = word[at], at == len(word) - 1
    if letter in _VOWELS:
        return _FIRST_VOWEL if at == 0 else _LAST_VOWEL if last else _VOWEL
    following, previous = word[at + 1 : at + 2], word[at - 1 : at] if at else ""
    if (letter, following) in (("ت", "ش"), ("د", "ج")) or (last and (letter == "ه" or previous + letter in _NASAL)):
        return _SILENT
    return _CONSONANT


_NASAL = frozenset({"نغ", "نج"})


def _instead(left: str, right: str, *, last: bool) -> float:
    if left == right:
        return 0.0
    cost = _costs().get((left, right), _UNLIKE)
    return max(cost, _LAST_VOWEL) if last and left in _VOWELS and right in _VOWELS else cost


@cache
def _costs() -> dict[tuple[str, str], float]:
    rows = [(row["left"], row["right"], float(row["cost"])) for row in lexicon.load("letter_costs").rows]
    return {(one, other): cost for left, right, cost in rows for one, other in ((left, right), (right, left))}


@lru_cache(maxsize=1 << 15)
def block(word: str, *, whole: bool = False) -> str:
    """What all spellings of a word (as ``plain`` gives it) have in common: its first consonants, one of each sound.

    ``whole``: all consonants, for names of several words that are written as one.

    Two words that ``likeness`` finds alike share it with few exceptions; words that share it need not be alike.

    >>> block("سيرغي") == block("سيرجيه"), block("اون") == block("اونغ")
    (True, True)
    """
    return (_DOUBLED.sub(r"\1", _consonants(word)).rstrip("ه") or word[:1])[: None if whole else 3]


@cache
def _sounds() -> dict[str, str]:
    """One letter for each sound: the first of those that cost little to take for one another."""
    sounds: dict[str, str] = {}
    for (left, right), cost in sorted(_costs().items()):
        if cost <= _MERGED and not _VOWELS & {left, right}:
            top = min(sounds.get(left, left), sounds.get(right, right))
            olds = {sounds.get(left, left), sounds.get(right, right)}
            sounds |= {letter: top for letter in {*sounds, left, right} if sounds.get(letter, letter) in olds}
    return sounds
