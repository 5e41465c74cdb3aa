"""Names of outlets made of a word of time: ``صحيفة المصري اليوم``, ``«نبأ اليوم»`` name no day."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.times.scene import Scene
from riwaya.arabic.letters import light
from riwaya.arabic.words import QUOTE

#: The longest run of words in quotation marks that is taken for a name.
LONGEST_QUOTED = 3
#: Words that an outlet's name may end in and that mean a day elsewhere.
_DAYS = frozenset({"اليوم", "الغد", "الان"})
#: After these a name that ends in such a word needs no noun for the medium before it.
_CARRIERS = frozenset({"مثل", "لـ", "ل", "وال", "لل", "نقلت", "ونقلت", "ذكرت", "وذكرت", "موقعي", "صحيفتي", "قناتي"})


class Place(NamedTuple):
    """Where in a name the word of time stands."""

    words: tuple[str, ...]
    at: int


@cache
def _listed() -> dict[str, tuple[Place, ...]]:
    """By their word of time, the names of outlets of two words and more (list ``outlets``)."""
    names: list[str] = []
    for row in lexicon.load("outlets").rows:
        names += [row["name"], *row["aliases"].split("|")]
    return _by_word(names)


def _by_word(names: list[str]) -> dict[str, tuple[Place, ...]]:
    places: dict[str, list[Place]] = {}
    for name in names:
        words = tuple(light(name).split())
        for index, word in enumerate(words):
            if len(words) > 1 and word in _DAYS:
                places.setdefault(word, []).append(Place(words, index))
    return {word: tuple(found) for word, found in places.items()}


@cache
def _own(name: str) -> tuple[Place, ...]:
    return tuple(place for places in _by_word([name]).values() for place in places)


@cache
def _heads() -> frozenset[str]:
    heads = lexicon.column("media_heads", "word")
    return heads | {f"ال{head}" for head in heads} | {f"{particle}{head}" for head in heads for particle in "وبل"}


def end_of_outlet(scene: Scene, at: int, outlet: str | None) -> int | None:
    """Where the outlet's name around the word at ``at`` ends; None when the word belongs to no such name.

    ``outlet`` is the name of the article's own outlet, which needs no word such as ``صحيفة`` before it.
    """
    norm = scene.norm(at)
    if norm not in _DAYS:
        return None
    if outlet is not None:
        for place in _own(outlet):
            if _stands(scene, at, place):
                return at + len(place.words) - place.at
    for place in _listed().get(norm, ()):
        if _stands(scene, at, place) and _is_led(scene, at - place.at):
            return at + len(place.words) - place.at
    return at + 1 if _is_quoted_name(scene, at) else None


def _stands(scene: Scene, at: int, place: Place) -> bool:
    """True when the words of ``place`` stand around ``at``; particles may be glued to the first one."""
    first = at - place.at
    if first < 0 or any(scene.norm(first + n) != word for n, word in enumerate(place.words) if n > 0):
        return False
    norm = scene.norm(first)
    return norm == place.words[0] or (norm.endswith(place.words[0]) and len(norm) - len(place.words[0]) == 1)


def _is_led(scene: Scene, first: int) -> bool:
    before = scene.norm(first - 1)
    return before in _heads() or before in _CARRIERS or (first > 0 and scene.tokens[first - 1].kind == QUOTE)


def _is_quoted_name(scene: Scene, at: int) -> bool:
    """True for a short run in quotation marks that ends in the word: ``«نبأ اليوم»``."""
    if at + 1 >= len(scene) or scene.tokens[at + 1].kind != QUOTE:
        return False
    first = at - 1
    while first >= 0 and scene.tokens[first].kind != QUOTE:
        first -= 1
    return first >= 0 and 1 < at - first <= LONGEST_QUOTED
