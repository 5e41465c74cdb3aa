"""Which characters belong to what was said, how much of it is quoted, and whose voice it has."""

from __future__ import annotations

from bisect import bisect_left

from riwaya.annotate.statements.adverbials import NOT_CONTENT
from riwaya.annotate.statements.frames import has_b
from riwaya.annotate.statements.named import names_thing, type_name
from riwaya.annotate.statements.phrases import COMMAS
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import skip
from riwaya.arabic.words import proclitics
from riwaya.model import Mode, Span

#: Share of the content's letters inside quotation marks from which it counts as direct, and below which quotation
#: of a name or number does not make it mixed (guidelines: "nearly all", "one quoted word makes it mixed").
NEARLY_ALL = 0.9
_EDGE = " \n\t\r\u00a0.,،؛;:…-–—\"“”„«»'‘’"


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
    return sum(map(str.isalnum, text[start:stop]))


def content_start(scene: Scene, at: int) -> int:
    """The character where content that opens with a preposition or glued ب starts."""
    token = scene.tokens[at]
    parts = proclitics(token.norm)
    text = scene.reading.text
    behind_b = has_b(token.norm)
    role = token.norm.startswith("بدور") and scene.norm(at + 1) == "في"
    if behind_b and (token.norm not in NOT_CONTENT or role) and text[token.start] == "ب":
        return skip(text, token.start, 1)
    purpose = parts.particles == "ل" and at not in scene.mentions
    if purpose and text[token.start] == "ل":
        return skip(text, token.start, 1)  # دعاه لزيارة المدينة, دعوا للتحقيق
    if token.norm in ("ب", "بـ"):
        return token.stop
    return token.start
