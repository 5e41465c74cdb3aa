"""Which characters belong to what was said, how much of it is quoted, and whose voice it has."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from riwaya import lexicon
from riwaya.annotate.statements.adverbials import NOT_CONTENT
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.frames import SHORT_WITH_B
from riwaya.annotate.statements.named import names_thing, type_name
from riwaya.annotate.statements.phrases import COMMAS, is_masdar_with_b
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import key, skip
from riwaya.arabic.words import proclitics
from riwaya.model import Mode, Span

#: Share of the content's letters inside quotation marks from which it counts as direct, and below which quotation
#: of a name or number does not make it mixed (guidelines: "nearly all", "one quoted word makes it mixed").
NEARLY_ALL = 0.9
_EDGE = " \n\t\r\u00a0.,،؛;:…-–—\"“”„«»'‘’"
FIRST_PERSON = words_of("first-person")
NEGATORS = frozenset({"لا", "لن", "لم", "ولا", "ولن", "ولم"})
#: The present of a verb has four letters at least.
LEAST_VERB = 4


def trimmed(text: str, start: int, stop: int) -> Span:
    """``[start, stop)`` without the marks and spaces at its edges; a bracket or mark that closes inside stays."""
    while start < stop and text[start] in _EDGE:
        start += 1
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    return Span(start, stop)


def quoted_pieces(scene: Scene, opener: int, stop: int) -> tuple[list[Span], int]:
    """A quotation and those that follow it over a comma or و; returns their insides and the token behind the last."""
    pieces: list[Span] = []
    at = opener
    while at in scene.opens and at < stop:
        quote, closer = scene.opens[at]
        pieces.append(trimmed(scene.reading.text, quote.inner_start, quote.inner_stop))
        at = max(closer, at + 1)
        following = at + 1 if scene.norm(at) in COMMAS or scene.norm(at) in ("و", "وَ", "...") else at
        if following not in scene.opens or scene.is_scare(following):
            break
        at = following
    return [piece for piece in pieces if piece.start < piece.stop], at


def mode_of(scene: Scene, content: tuple[Span, ...]) -> Mode:
    """``direct`` when nearly all letters are quoted, ``mixed`` when some are, else ``indirect``."""
    text = scene.reading.text
    total = quoted = 0
    for start, stop in content:
        total += _letters(text, start, stop)
        for quote in scene.quotes_over(start, stop):
            inside = max(start, quote.inner_start), min(stop, quote.inner_stop)
            if not type_name(text[inside[0] : inside[1]]) and not names_thing(
                scene, bisect_left(scene.reading.starts, quote.start)
            ):
                quoted += _letters(text, *inside)
    if total and quoted / total >= NEARLY_ALL:
        return "direct"
    return "mixed" if quoted else "indirect"


def _letters(text: str, start: int, stop: int) -> int:
    return sum(1 for char in text[start:stop] if char.isalnum())


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


def content_start(scene: Scene, at: int) -> int:
    """The character where content that opens with a preposition or glued ب starts."""
    token = scene.tokens[at]
    parts = proclitics(token.norm)
    text = scene.reading.text
    behind_b = parts.particles == "ب" or is_masdar_with_b(token.norm) or token.norm in SHORT_WITH_B
    role = token.norm.startswith("بدور") and scene.norm(at + 1) == "في"
    if behind_b and (token.norm not in NOT_CONTENT or role) and text[token.start] == "ب":
        return skip(text, token.start, 1)
    purpose = parts.particles == "ل" and not parts.article and at not in scene.mentions
    if purpose and text[token.start] == "ل":
        return skip(text, token.start, 1)  # دعاه لزيارة المدينة
    if token.norm in ("ب", "بـ"):
        return token.stop
    return token.start
