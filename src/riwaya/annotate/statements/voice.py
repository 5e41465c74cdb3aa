"""Whose voice words have: forms of أنا and نحن."""

from __future__ import annotations

import re
from functools import lru_cache

from riwaya import lexicon
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.phrases import COMPLEMENTISERS
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import key

FIRST_PERSON = words_of("first-person")
NEGATORS = words_of("negation")
#: The present of a verb has four letters at least.
LEAST_VERB = 4


def in_first_person(scene: Scene, first: int, stop: int) -> bool:
    """True when the words speak as نحن or أنا (a headline after a colon is then direct)."""
    return any(
        _first_person(scene.norm(index)) or (scene.norm(index - 1) in NEGATORS and _singular(scene, index))
        for index in range(first, stop)
    )


#: A future of نحن (``سنبحث``), or the pronoun نا behind a consonant (``فريقنا``).
_OURS = re.compile("سن[\u0621-\u064a]{3,}|[\u0621-\u064a]{3,}[^ايوى]نا")


@lru_cache(maxsize=1 << 14)
def _first_person(norm: str) -> bool:
    """A listed word or a form of نحن: ``سنبحث``, ``نشكر``, ``خططنا``, ``فريقنا``."""
    bare = norm.removeprefix("و")
    if norm in FIRST_PERSON or bare in FIRST_PERSON:
        return True
    return _OURS.fullmatch(bare) is not None or _our_past(bare) or _our_present(bare)


def _our_past(word: str) -> bool:
    """``خططنا``: three letters and نا; no participle in tanween (``ممكنا``), no weak letter before نا (``أحيانا``)."""
    return len(word) == 5 and word.endswith("نا") and word[0] not in "مو" and word[2] not in "ايوى"


def _our_present(word: str) -> bool:
    """``نشكر`` beside ``يشكر``, a frequent word; a noun with ن (``نتائج``) has no such sister."""
    return len(word) >= LEAST_VERB and word[0] == "ن" and key("ي" + word[1:]) in lexicon.column("common_words", "word")


def _singular(scene: Scene, index: int) -> bool:
    """``لن أغادر``: behind لا, لم and لن a word with hamza is a verb in the first person."""
    token = scene.tokens[index]
    return len(token.norm) >= LEAST_VERB and scene.reading.text[token.start] == "أ"


def opens_speech(scene: Scene, index: int) -> bool:
    """True for a verb of نحن (``نناشد الأطراف``), or one of أنا before أن (``أعلم أنها``), where words may open.

    Names and nouns that speak (``أمين``) are none, though they have a sister in ي too.
    """
    norm = scene.norm(index)
    if index in scene.mentions or source_class(norm) is not None:
        return False
    if norm in FIRST_PERSON or _our_present(norm):
        return True
    mine = scene.reading.text[scene.tokens[index].start] == "أ" and scene.norm(index + 1) in COMPLEMENTISERS
    return mine and len(norm) >= LEAST_VERB and key("ي" + norm[1:]) in lexicon.column("common_words", "word")
