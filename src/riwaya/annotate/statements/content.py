"""Where content ends, which characters belong to it, and how much of it is quoted."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from riwaya import lexicon
from riwaya.annotate.statements.adverbials import CARRIED, NOT_CONTENT
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.frames import SHORT_WITH_B, opening
from riwaya.annotate.statements.media import VAGUE_HEADS, medium_at
from riwaya.annotate.statements.named import names_thing, type_name
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PREPOSITIONS,
    RELATIVES,
    TURNS,
    definite,
    is_masdar_with_b,
    noun_phrase,
    occasion_noun,
    possessed,
    source_class,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.walk import Opening
from riwaya.arabic.letters import key, skip
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import proclitics
from riwaya.model import Mode, Span

#: Words that, behind a comma, carry the reporter's own sentence on.
CONNECTORS = words_of("connector")
_SOFT = words_of("soft-connector")
_CONTRAST = words_of("contrast")
#: Nouns that open a reporter's comment behind a comma: ``، في إشارة إلى``, ``، في خطوة``.
_COMMENTS = words_of("comment-noun")
#: Share of the content's letters inside quotation marks from which it counts as direct, and below which quotation
#: of a name or number does not make it mixed (guidelines: "nearly all", "one quoted word makes it mixed").
NEARLY_ALL = 0.9
_EDGE = " \n\t\r\u00a0.,،؛;:…-–—\"“”„«»'‘’"
FIRST_PERSON = words_of("first-person")
#: Behind a comma these still say where, from whom or before what it is: ``مرساة، قبالة الساحل``.
GOES_ON = words_of("goes-on")
#: ``، وذلك في تعليق …``, ``، وذلك بعد …``: behind وذلك these open the reporter's own words.
AFTER_THAT = words_of("after-that")


#: Where something is said: ``في مقابلة مع``, ``في حديثه``.
SPEECH_PLACES = words_of("speech-place")
#: ``دون أن يوضح``: verbs of telling, without their first letter.
UNSAID = words_of("unsaid")
#: ``دون ذكر الأسباب``.
UNTOLD = words_of("untold")
NEGATORS = frozenset({"لا", "لن", "لم", "ولا", "ولن", "ولم"})
#: The present of a verb has four letters at least.
LEAST_VERB = 4
#: ``فيما يتعلق بكذا`` belongs to what was said.
CONCERNING = words_of("concerning")


def content_stop(scene: Scene, start: int, stop: int, *, nominal: bool = False) -> int:
    """The token index where content that starts at ``start`` gives way to the next cue or the reporter's own words.

    ``nominal`` content is a noun phrase (``أعلن انسحاب …``): a comma ends it unless the enumeration goes on.
    """
    index = start
    while index < stop:
        if index in scene.opens and scene.opens[index][1] > index:
            index = scene.opens[index][1]
            continue
        if index > start and _breaks(scene, start, index, stop):
            return index
        if nominal and scene.norm(index) in COMMAS and not _goes_on(scene, index + 1):
            return index
        if nominal and index > start and (_turns_aside(scene, index) or _verb_joined(scene.norm(index))):
            return index
        index += 1
    return stop


@cache
def _verb_joined(norm: str) -> bool:
    """``وقامت``, ``وتطرد``: و with a finite verb, told by its sisters among the frequent words (``قام``, ``يطرد``)."""
    word = norm[1:]
    if norm[:1] != "و" or len(word) < LEAST_VERB or word.endswith("ات"):
        return False
    common = lexicon.column("common_words", "word")
    if word[0] in "يت" and not is_verbal_noun(word):
        return key("ي" + word[1:]) in common and (word[0] == "ت" or key(word) in common)
    return word.endswith("ت") and key(word[:-1]) in common and key(word[:-1] + "ة") not in common


def _turns_aside(scene: Scene, index: int) -> bool:
    """``مما``, ``بعدما``, ``وسط تصاعد …``: the reporter's own circumstance, with no comma before it."""
    if scene.norm(index) == "وسط":
        return not proclitics(scene.norm(index + 1)).article and index + 1 not in scene.mentions
    if told_in(scene, index) or (scene.norm(index) in ("وهو", "وهي") and scene.norm(index + 1) == "ما"):
        return True
    if scene.norm(index) in RELATIVES and index + 1 in scene.cues:
        found = opening(scene, index + 1, scene.cues[index + 1], len(scene.tokens))
        return found is not None and found.marker == "an" and found.subject is not None  # الذي قالت مصادر إنه …
    return scene.norm(index) in ("مما", "بعدما")


def told_in(scene: Scene, at: int) -> bool:
    """``في حديثه مع صحيفة X``, ``في مقابلة مع``, ``خلال مؤتمر صحفي``: where it was said, not what."""
    if scene.norm(at) not in ("في", "خلال"):
        return False
    place, behind = scene.norm(at + 1), scene.norm(at + 2)
    if behind in ("صحفي", "صحافي", "متلفز", "متلفزة"):
        return occasion_noun(place)
    return place in SPEECH_PLACES and (possessed(place) or behind in ("مع", "له", "لها"))


def on_platform(scene: Scene, at: int, stop: int) -> bool:
    """``على تويتر``, ``عبر قناة X``: the medium that a quotation came through, behind it."""
    return scene.norm(at) in ("على", "عبر") and medium_at(scene, at + 1, stop) is not None


def _goes_on(scene: Scene, index: int) -> bool:
    """Does an enumeration, an inserted name or an adverbial go on behind this comma?"""
    parts = proclitics(scene.norm(index))
    if index in scene.mentions and scene.mentions[index][0].type == "PER":
        return True
    if scene.norm(index) in GOES_ON:
        return scene.norm(index + 1) not in _COMMENTS and not occasion_noun(scene.norm(index + 1))
    if parts.particles == "و" and source_class(parts.stem) in ("person", "organisation") and index not in scene.cues:
        return True
    if parts.particles == "و" and not parts.article and (_verbal_noun(parts.stem) or parts.stem.endswith(("ة", "ات"))):
        return index not in scene.cues
    return parts.particles.startswith("و") and (parts.article or parts.particles != "و" or index in scene.mentions)


def _verbal_noun(stem: str) -> bool:
    """A verbal noun that cannot be a present form too, as ``تحاول`` and ``توقف`` can."""
    sure = not stem.startswith("ت") or stem.endswith("ة") or stem[-2:-1] == "ي"
    return sure and is_verbal_noun(stem)


def _breaks(scene: Scene, start: int, index: int, stop: int) -> bool:
    norm = scene.norm(index)
    behind_comma = scene.norm(index - 1) in COMMAS or scene.norm(index - 1) in ("؛", ".") or scene.is_mark(index - 1)
    if norm in CARRIED and norm != "كما":
        return _carried(scene, index, stop)
    if norm == "كما" and index + 1 in scene.cues and scene.cues[index + 1].form.kind == "past":
        source = noun_phrase(scene, index + 2, stop)
        if source is not None and (source.named or source.source is not None):
            return True
    if (
        norm == "على"
        and scene.norm(index + 1) in ("حد",)
        and scene.norm(index + 2) in ("قوله", "قولها", "تعبيره", "تعبيرها", "قولهم", "وصفه", "وصفها")
    ):
        return True
    if index in scene.cues and index not in scene.mentions:
        return _cue_breaks(scene, index, stop, behind_comma=behind_comma)
    if norm in ("فيما", "بينما") and index - start > 2:
        return scene.norm(index + 1) not in CONCERNING and (
            _cue_within(scene, index, stop, within=7)
            or (scene.norm(index - 1) not in COMMAS and _verb_follows(scene, index))
        )
    if norm == "في" and scene.norm(index + 1) == "الوقت" and scene.norm(index + 2) in RELATIVES:
        return True
    if behind_comma and norm in ("وهو", "وهي", "وهم", "وهما") and _explains(scene, index + 1):
        return True
    if norm == "من" and scene.norm(index + 1) in TURNS:
        return True
    if behind_comma and norm in ("من", "دون"):
        return _leaves_unsaid(scene, index + (norm == "من"))
    if behind_comma and norm == "الا" and scene.norm(index + 1) in COMPLEMENTISERS:
        return _cue_within(scene, index + 1, stop, within=6)
    if behind_comma and scene.norm(index + 1) == "ما" and index + 2 in scene.cues:
        return bool(scene.cues[index + 2].form.pronoun)
    if behind_comma and norm in ("والذي", "والتي", "والذين"):
        return True
    if norm in _CONTRAST:
        return _cue_within(scene, index, stop, within=3)
    if behind_comma and norm in CONNECTORS:
        if norm == "كما":
            following = scene.norm(index + 1)
            present = following[:1] in ("ي", "ت", "س") and index + 1 not in scene.cues
            return following not in ("ان", "انه", "انها", "لو", "هو", "هي") and not present
        if norm == "وذلك":
            within = scene.norm(index + 1) != "في" or occasion_noun(scene.norm(index + 2))
            return scene.norm(index + 1) in AFTER_THAT and within
        return norm not in _SOFT or _cue_within(scene, index, stop)
    return behind_comma and norm == "في" and scene.norm(index + 1) in _COMMENTS


def _explains(scene: Scene, at: int) -> bool:
    """``، وهي شركة متخصصة``: the reporter tells who somebody is."""
    return source_class(scene.norm(at)) is not None and not definite(scene.norm(at))


def _leaves_unsaid(scene: Scene, at: int) -> bool:
    """``، من دون أن يوضح …``: what the speaker did not tell is the reporter's remark."""
    if scene.norm(at) != "دون":
        return False
    if scene.norm(at + 1) == "ان":
        return scene.norm(at + 2)[1:] in UNSAID
    return proclitics(scene.norm(at + 1)).stem in UNTOLD


def _verb_follows(scene: Scene, index: int) -> bool:
    return index + 1 in scene.cues or scene.norm(index + 1)[:1] in ("ي", "ت")


def _carried(scene: Scene, index: int, stop: int) -> bool:
    """``بحسب X`` ends content when X is a source rather than a measure (``وفق القانون``)."""
    norm = scene.norm(index)
    if norm == "نقلا":
        return True
    if norm == "حسبما" or scene.norm(index + 1) in ("ما", "تعبيره", "قوله", "تعبيرها", "قولها", "وصفه"):
        return True
    phrase = noun_phrase(scene, index + 1, stop)
    if phrase is None or (proclitics(scene.norm(phrase.first)).stem in VAGUE_HEADS and not phrase.named):
        return False  # حسب موقع الضرر
    return (
        phrase.named
        or phrase.source in ("person", "group", "organisation")
        or (
            phrase.source == "document"
            and proclitics(scene.norm(phrase.first)).stem in ("بيان", "تقرير", "تصريحات", "دراسة", "مصادر")
        )
    )


def _cue_breaks(scene: Scene, index: int, stop: int, *, behind_comma: bool) -> bool:
    cue = scene.cues[index]
    if cue.form.kind == "participle":
        if not cue.weak and not behind_comma:
            clear = cue.form.text.endswith("ا") or scene.norm(index + 1) in COMPLEMENTISERS
            return clear and _opens_soon(scene, index, stop, within=3)
        return behind_comma and _opens_soon(scene, index, stop, within=8)
    if cue.form.pronoun:
        return cue.proclitic == "و" and not cue.weak and _opens_soon(scene, index, stop, within=2)
    if not behind_comma and (cue.weak or cue.proclitic != "و"):
        return False
    found = opening(scene, index, cue, stop)
    if found is None:
        return False
    if not behind_comma:
        if found.marker == "preposition":
            return _names_speaker(scene, found)
        return found.marker in ("an", "quote", "colon") and (found.content - index <= 4 or _names_speaker(scene, found))
    if found.marker in ("object", "preposition"):
        if not cue.proclitic:
            return False
        if cue.weak:
            return found.marker == "preposition" and found.content - index <= 2
        return found.subject is not None or found.marker == "preposition"
    return True


def _names_speaker(scene: Scene, found: Opening) -> bool:
    return found.subject is not None and (found.subject.first in scene.mentions or found.subject.source is not None)


def _opens_soon(scene: Scene, index: int, stop: int, *, within: int) -> bool:
    found = opening(scene, index, scene.cues[index], stop)
    return found is not None and (found.content - index <= within or found.marker in ("an", "quote", "colon"))


def _cue_within(scene: Scene, index: int, stop: int, *, within: int = 8) -> bool:
    """A connector that may also stand inside speech ends it only when a cue of its own follows."""
    for at in range(index + 1, min(index + within, stop)):
        if at in scene.cues and at not in scene.mentions and scene.cues[at].form.kind != "participle":
            found = opening(scene, at, scene.cues[at], stop)
            if found is not None and (found.marker != "object" or within < 8):
                return True
    return False


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


def ends_sentence(scene: Scene, at: int, stop: int) -> bool:
    """True when nothing but a stop, a comma or the next reporting phrase follows a quotation."""
    if at >= stop:
        return True
    norm = scene.norm(at)
    if norm in COMMAS or norm in (".", "؛", "!", "؟", "…", ")", "-", "–", "—", ":") or scene.is_mark(at):
        return True
    speaks = at in scene.cues and at not in scene.mentions and "S" not in scene.cues[at].frames
    if norm in CARRIED or norm in CONNECTORS or norm in _CONTRAST or speaks:
        return True
    if on_platform(scene, at, stop):
        return True
    return (
        norm in PREPOSITIONS
        and norm not in ("من", "عن", "الى")
        and (occasion_noun(scene.norm(at + 1)) or at + 1 in scene.times or norm in ("خلال", "عقب", "ردا"))
    )


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


_WE = re.compile("و?(?:سن[\u0621-\u064a]{3,}|[^مو\\W][\u0621-\u064a][^ايوى]نا|[\u0621-\u064a]{3,}[^ايوى]نا)")


@cache
def _first_person(norm: str) -> bool:
    """A listed word, a form of نحن (``سنبحث``, ``نشكر``), or the pronoun نا behind a consonant (``فريقنا``)."""
    bare = norm.removeprefix("و")
    return norm in FIRST_PERSON or bare in FIRST_PERSON or _WE.fullmatch(norm) is not None or _our_present(bare)


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


__all__ = [
    "content_start",
    "content_stop",
    "ends_sentence",
    "in_first_person",
    "mode_of",
    "quoted_pieces",
    "trimmed",
]
