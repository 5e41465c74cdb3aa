"""Media named in the text: agencies, channels, newspapers, sites, social platforms."""

from __future__ import annotations

from functools import cache

from riwaya import lexicon
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.phrases import CORRESPONDENTS, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import light, skip
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Span

#: Before a medium these say whose something is.
OWNED = words_of("owned")
#: Who works for the medium named behind them.
STAFF = words_of("staff")
ROLES = {"agency": "agency", "newspaper": "newspaper", "broadcaster": "broadcaster"}
#: Names of media have at most this many words in the list.
LONGEST_NAME = 3
#: ``موقع`` and its like head any place: only a name, a quotation or Latin letters behind them make a medium.
VAGUE_HEADS = words_of("vague-medium")


@cache
def _heads() -> dict[str, str]:
    return {row["word"]: row["role"] for row in lexicon.load("media_heads").rows}


@cache
def _names() -> dict[str, str]:
    names = {}
    for row in lexicon.load("outlets").rows:
        for name in (row["name"], *row["aliases"].split("|")):
            if " " in name or (name.isascii() and len(name) > 1):
                names[light(name)] = ROLES.get(row["kind"], "other-outlet")
    return names | {row["name"]: row["role"] for row in lexicon.load("media_names").rows}


def _own_name(scene: Scene, at: int, stop: int, first: str) -> tuple[str, int] | None:
    """Role and token behind the article's own outlet, when its name (``first`` is its first word) starts here."""
    words = scene.outlet
    if not words or first != words[0] or at + len(words) > stop:
        return None
    if len(words) == 1 and proclitics(scene.norm(at - 1)).stem not in CORRESPONDENTS:
        return None
    same = all(scene.norm(at + index) == word for index, word in enumerate(words) if index)
    return ("other-outlet", at + len(words)) if same else None


def medium_at(scene: Scene, at: int, stop: int) -> tuple[Span, str, int] | None:
    """The medium that starts at token ``at``: span without glued particles, role, and the token behind it."""
    norm = scene.norm(at)
    parts = proclitics(norm)
    head = parts.stem if parts.stem in _heads() else norm
    if head in _heads() and (head not in VAGUE_HEADS or _named(scene, at + 1)):
        return _headed(scene, at, stop, _heads()[head])
    for first, glued in _starts(norm):
        found = _own_name(scene, at, stop, first) or _listed_name(
            scene, at, stop, first, alone=glued == 0 or len(norm) > 4
        )
        if found is not None:
            role, after = found
            start = skip(scene.reading.text, scene.tokens[at].start, glued) if glued else scene.tokens[at].start
            return Span(start, scene.tokens[after - 1].stop), role, after
    return None


def _starts(norm: str) -> list[tuple[str, int]]:
    """What a name's first word may be, with the letters glued before it: as it stands, or behind ل, ب, و."""
    starts = [(norm, 0)]
    if norm[:1] in ("ل", "ب", "و") and len(norm) > 2:
        starts.append((norm[1:], 1))
        if norm.startswith("لل"):
            starts.append(("ال" + norm[2:], 1))
    return starts


def _listed_name(scene: Scene, at: int, stop: int, first: str, *, alone: bool) -> tuple[str, int] | None:
    """Role and token behind a listed name whose first word is ``first``; a single word only when ``alone``."""
    if first not in _first_words():
        return None
    for width in range(LONGEST_NAME, 0 if alone else 1, -1):
        if at + width <= stop:
            rest = [scene.norm(index) for index in range(at + 1, at + width)]
            role = _names().get(" ".join([first, *rest]))
            if role is not None:
                return role, at + width
    return None


def _named(scene: Scene, at: int) -> bool:
    """Does a name follow a vague head such as موقع: a quotation, a listed name, an organisation, Latin letters?"""
    token = scene.tokens[at] if at < len(scene.tokens) else None
    if token is None:
        return False
    if (
        at in scene.opens
        or token.norm in ("الالكتروني", "الكتروني", "اخباري", "اخبارية", "الاخبارية")
        or token.norm in _first_words()
    ):
        return True
    if at in scene.mentions:
        return scene.mentions[at][0].type == "ORG"
    return token.norm.isascii() and token.kind == WORD


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _names())


def spoken_to(scene: Scene, at: int, stop: int) -> int | None:
    """``لبي بي سي``, ``لوكالة رويترز``: the token behind a medium glued to ل, ``None`` when there is none."""
    if scene.norm(at)[:1] != "ل":
        return None
    if proclitics(scene.norm(at)).stem in CORRESPONDENTS and at + 1 < stop:
        found = medium_at(scene, at + 1, stop)
        return found[2] if found is not None else None
    medium = medium_at(scene, at, stop)
    return medium[2] if medium is not None and medium[0].start > scene.tokens[at].start else None


def _headed(scene: Scene, at: int, stop: int, role: str) -> tuple[Span, str, int] | None:
    phrase = noun_phrase(scene, at, stop)
    parts = proclitics(scene.norm(at))
    start = scene.tokens[at].start
    if parts.particles:
        start = skip(scene.reading.text, start, len(parts.particles))
    end = phrase.stop if phrase is not None else at + 1
    if at + 1 in scene.opens and scene.is_scare(at + 1):
        end = max(end, scene.opens[at + 1][1])
    if scene.norm(at + 1) == "(":
        end = next((index + 1 for index in range(at + 1, min(at + 8, stop)) if scene.norm(index) == ")"), end)
    else:
        end = _without_tail(scene, at, end)
    bare = end == at + 1 and parts.stem in ("صحافة", "منصة", "بوابة", "تطبيق")
    if bare or {scene.norm(index) for index in range(at + 1, end)} == {"الاعلام"}:
        return None  # the media at large carried nothing
    if end == at + 1 and not parts.article and not _plural(scene.norm(at)):
        return None
    return Span(start, scene.tokens[end - 1].stop), role, end


def _without_tail(scene: Scene, at: int, end: int) -> int:
    for index in range(at + 1, end):
        if scene.norm(index) in ("،", ",", "("):
            return index
    return end


def _plural(norm: str) -> bool:
    return norm.endswith(("وكالات", "وسائل", "صحف"))


def media_in(scene: Scene, first: int, stop: int) -> list[tuple[Span, str]]:
    """The media named inside a token range, in order."""
    found: list[tuple[Span, str]] = []
    at = first
    while at < stop:
        medium = medium_at(scene, at, stop) or _of_correspondent(scene, at, stop)
        if medium is None:
            at += 1
            continue
        span, role, after = medium
        if not _owner(scene, at):
            if found and _page_of(scene, at, found[-1][0], span):
                found.pop()
            found.append((span, role))
        at = after
        if scene.norm(at) == "(":
            at = next((index + 1 for index in range(at, min(at + 8, stop)) if scene.norm(index) == ")"), at)
    return found


def _of_correspondent(scene: Scene, at: int, stop: int) -> tuple[Span, str, int] | None:
    """``قال لمراسل كذا``: whatever name follows is a medium's, on a list or not."""
    told = scene.norm(at - 1) if at else ""
    phrase = noun_phrase(scene, at, stop) if told[:1] == "ل" and told[1:] in CORRESPONDENTS else None
    if phrase is None or scene.tokens[at].kind != WORD:
        return None
    return scene.span(phrase.first, phrase.stop), "other-outlet", phrase.stop


def _owner(scene: Scene, at: int) -> bool:
    """``التطبيق التابع لفيسبوك``, ``مقدم برنامج كذا على شبكة X``: who owns or employs carried nothing."""
    if scene.norm(at - 1) in OWNED:
        return True
    for index in range(at - 1, max(-1, at - 7), -1):
        if scene.norm(index) in ("،", ",", ".", ":"):
            return False
        if proclitics(scene.norm(index)).stem in STAFF:
            return True
    return False


def _page_of(scene: Scene, at: int, page: Span, medium: Span) -> bool:
    """``الموقع الإلكتروني لصحيفة X``: one medium, named by the second half."""
    return medium.start > scene.tokens[at].start and page.stop == scene.tokens[at - 1].stop
