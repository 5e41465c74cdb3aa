"""Where what was said gives way to the next cue or to the reporter's own words: short named rules, tried in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from riwaya.annotate.statements.adverbials import CARRIED
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.frames import opening
from riwaya.annotate.statements.media import VAGUE_HEADS
from riwaya.annotate.statements.phrase_ends import (
    COMMENTS,
    begins_comment,
    goes_on,
    inserted,
    leaves_phrase,
    on_platform,
)
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PREPOSITIONS,
    RELATIVES,
    TURNS,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite
from riwaya.annotate.statements.sources import occasion_noun, source_class
from riwaya.annotate.statements.walk import Opening
from riwaya.arabic.words import proclitics

#: Words that, behind a comma, carry the reporter's own sentence on; the soft ones only when a cue follows.
CONNECTORS = words_of("connector")
SOFT = words_of("soft-connector")
CONTRAST = words_of("contrast")
NEGATIONS = words_of("negation")
#: Behind these a word is set off.
STOPS = COMMAS | {"؛", "."}
#: ``، وذلك في تعليق …``, ``، وذلك بعد …``: behind وذلك these open the reporter's own words.
AFTER_THAT = words_of("after-that")
#: ``دون أن يوضح``: verbs of telling, without their first letter; ``دون ذكر الأسباب``.
UNSAID = words_of("unsaid")
UNTOLD = words_of("untold")
#: ``فيما يتعلق بكذا`` belongs to what was said.
CONCERNING = words_of("concerning")
#: ``على حد قوله``, ``حسب تعبيره``: his own words, not a source.
HIS_WORDS = words_of("his-words")
#: Documents that speak: what a measure (``وفق القانون``) does not.
TELLING_DOCUMENTS = words_of("telling-document")
TANWEEN = "\u064b"
#: Without a comma before it, a verb's own content opens this near, or its speaker is known; قال says nothing else.
NEAR_TOLD, NEAR_SAID = 4, 8


class Place(NamedTuple):
    """A token inside content that started at ``start``; ``set_off`` when a comma, a stop or a mark stands before it."""

    scene: Scene
    start: int
    at: int
    stop: int
    norm: str
    set_off: bool

    def ahead(self, by: int = 1) -> str:
        """The light folding of a token further on."""
        return self.scene.norm(self.at + by)


Rule = Callable[[Place], bool | None]


def content_stop(scene: Scene, start: int, stop: int, *, nominal: bool = False) -> int:
    """The token index where content that starts at ``start`` gives way to the next cue or the reporter's own words.

    ``nominal`` content is a noun phrase (``أعلن انسحاب …``): a comma ends it unless the enumeration goes on.
    """
    index = start
    while index < stop:
        if index in scene.opens and scene.opens[index][1] > index:
            index = scene.opens[index][1]
            continue
        if index > start and (_ends(scene, start, index, stop) or (nominal and leaves_phrase(scene, index))):
            return index
        if nominal and scene.norm(index) in COMMAS and not goes_on(scene, index + 1):
            closed = inserted(scene, index + 1, stop)
            if closed is None:
                return index
            index = closed
        index += 1
    return stop


def _ends(scene: Scene, start: int, index: int, stop: int) -> bool:
    set_off = scene.norms[index - 1] in STOPS or scene.is_mark(index - 1)
    place = Place(scene, start, index, stop, scene.norms[index], set_off)
    return next((verdict for rule in _rules(place.norm) if (verdict := rule(place)) is not None), False)


@lru_cache(maxsize=1 << 14)
def _rules(norm: str) -> tuple[Rule, ...]:
    """The rules that may have a verdict where this word stands."""
    return tuple(rule for rule, words in ENDS if words is None or norm in words)


def source_named(place: Place) -> bool | None:
    """``بحسب X`` ends content when X is a source rather than a measure (``وفق القانون``)."""
    scene, index = place.scene, place.at
    if place.norm in ("نقلا", "حسبما") or place.ahead() in ("ما", "لما") or place.ahead() in HIS_WORDS:
        return True
    phrase = noun_phrase(scene, index + 1, place.stop)
    if phrase is None:
        return False
    head = proclitics(scene.norm(phrase.first)).stem
    if head in VAGUE_HEADS and not phrase.named:
        return False  # حسب موقع الضرر
    speaks = phrase.named or phrase.source in ("person", "group", "organisation")
    return speaks or (phrase.source == "document" and head in TELLING_DOCUMENTS)


def as_somebody_said(place: Place) -> bool | None:
    """``كما قال فلان``."""
    cue = place.scene.cues.get(place.at + 1)
    if cue is None or cue.form.kind != "past":
        return None
    source = noun_phrase(place.scene, place.at + 2, place.stop)
    return True if source is not None and (source.named or source.source is not None) else None


def in_his_words(place: Place) -> bool | None:
    """``على حد تعبيره``."""
    return True if place.ahead() == "حد" and place.ahead(2) in HIS_WORDS else None


def next_cue(place: Place) -> bool | None:
    """A verb or participle of saying that opens content of its own."""
    scene, index = place.scene, place.at
    if index not in scene.cues or index in scene.mentions:
        return None
    return _cue_ends(scene, index, place.stop, behind_comma=place.set_off)


def meanwhile(place: Place) -> bool | None:
    """``فيما قال فلان``, ``بينما يواجه``; not ``فيما يتعلق``, nor a second fact behind a comma."""
    scene, index = place.scene, place.at
    if index - place.start <= 2:
        return None
    if place.ahead() in CONCERNING:
        return False
    own = scene.norm(index - 1) not in COMMAS and (index + 1 in scene.cues or place.ahead()[:1] in ("ي", "ت"))
    return own or _cue_within(scene, index, place.stop, within=7)


def whereas(place: Place) -> bool | None:
    """``في حين أفاد فلان بأن``."""
    return True if place.ahead() == "حين" and place.at + 2 in place.scene.cues else None


def at_the_time(place: Place) -> bool | None:
    """``في الوقت الذي …``: what else was going on."""
    return True if place.ahead() == "الوقت" and place.ahead(2) in RELATIVES else None


def who_that_is(place: Place) -> bool | None:
    """``، وهي شركة متخصصة``: the reporter tells who somebody is."""
    if not place.set_off:
        return None
    kind = source_class(place.ahead()) if not place.ahead().endswith("ون") else None
    return True if kind is not None and not definite(place.ahead()) else None


def others_turn(place: Place) -> bool | None:
    """``من جانبه``: somebody else has the word."""
    return True if place.ahead() in TURNS else None


def left_unsaid(place: Place) -> bool | None:
    """``دون أن يوضح …``, ``، دون ذكر الأسباب``: what the speaker did not tell is the reporter's remark.

    Without a comma only أن with a verb of telling is clear enough.
    """
    if place.norm in ("ولم", "ولا"):
        return (place.set_off and place.ahead()[1:] in UNSAID) or None
    by = 1 if place.norm == "من" else 0
    if place.ahead(by) != "دون":
        return False if place.set_off else None
    if place.ahead(by + 1) == "ان":
        return place.ahead(by + 2)[1:] in UNSAID
    return place.set_off and proclitics(place.ahead(by + 1)).stem in UNTOLD


def but_did_not_tell(place: Place) -> bool | None:
    """``لكنه لم يوضح …``: what the speaker did not tell, again."""
    return (place.ahead() in NEGATIONS and place.ahead(2)[1:] in UNSAID) or None


def which_denies(place: Place) -> bool | None:
    """``إيران التي تنفي …``: somebody else's denial, told by the reporter."""
    cue = place.scene.cues.get(place.at + 1)
    return True if cue is not None and cue.act == "deny" and not cue.form.pronoun else None


def except_that(place: Place) -> bool | None:
    """``، إلا أن فلانا أعلن``: only when somebody else speaks behind it."""
    if not place.set_off or place.ahead() not in COMPLEMENTISERS:
        return None
    return _cue_within(place.scene, place.at + 1, place.stop, within=6)


def which_is_what(place: Place) -> bool | None:
    """``، وهو ما تنفيه فلانة``."""
    if not place.set_off or place.ahead() != "ما" or place.at + 2 not in place.scene.cues:
        return None
    return bool(place.scene.cues[place.at + 2].form.pronoun)


def and_which(place: Place) -> bool | None:
    """``، والذي …``."""
    return True if place.set_off else None


def contrast(place: Place) -> bool | None:
    """``لكن فلانا قال``: only when a cue follows at once."""
    return _cue_within(place.scene, place.at, place.stop, within=3)


def likewise(place: Place) -> bool | None:
    """``، كما أعلن``, ``، كما أن``: a new fact or more of the same speech."""
    if not place.set_off:
        return None
    if place.ahead() in NEGATIONS:
        return place.at + 2 in place.scene.cues  # كما لا أفهم: more of the same speech
    present = place.ahead()[:1] in ("ي", "ت", "س") and place.at + 1 not in place.scene.cues
    return place.ahead() not in ("ان", "انه", "انها", "لو", "هو", "هي") and not present


def and_that(place: Place) -> bool | None:
    """``، وذلك بعد …``, ``، وذلك في تصريح …``."""
    if not place.set_off:
        return None
    told = place.ahead() != "في" or occasion_noun(place.ahead(2))
    return place.ahead() in AFTER_THAT and told


def connector(place: Place) -> bool | None:
    """A word that carries the reporter's own sentence on; a soft one only when a cue follows."""
    if not place.set_off:
        return None
    return place.norm not in SOFT or _cue_within(place.scene, place.at, place.stop)


def comment(place: Place) -> bool | None:
    """``، في خطوة …``."""
    if place.at - place.start > 2 and begins_comment(place.scene, place.at):
        return True
    return True if place.set_off and place.ahead() in COMMENTS else None


def _at(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: In order; the first that has a verdict decides. ``None`` says nothing, ``False`` that the content goes on.
#: Each with the words at which it is asked, ``None`` for any word.
ENDS: tuple[tuple[Rule, frozenset[str] | None], ...] = (
    (source_named, CARRIED - {"كما"}),
    (as_somebody_said, _at("كما")),
    (in_his_words, _at("على")),
    (next_cue, None),
    (meanwhile, _at("فيما بينما")),
    (whereas, _at("في وفي")),
    (at_the_time, _at("في")),
    (who_that_is, _at("وهو وهي وهم وهما")),
    (others_turn, _at("من")),
    (left_unsaid, _at("ولم ولا من دون")),
    (but_did_not_tell, CONTRAST),
    (which_denies, RELATIVES),
    (except_that, _at("الا")),
    (which_is_what, None),
    (and_which, _at("والذي والتي والذين")),
    (contrast, CONTRAST),
    (likewise, _at("كما")),
    (and_that, _at("وذلك")),
    (connector, CONNECTORS),
    (comment, _at("في")),
)


def ends_sentence(scene: Scene, at: int, stop: int) -> bool:
    """True when nothing but a stop, a comma or the next reporting phrase follows a quotation."""
    if at >= stop:
        return True
    norm = scene.norm(at)
    if norm in COMMAS or norm in (".", "؛", "!", "؟", "…", ")", "-", "–", "—", ":") or scene.is_mark(at):
        return True
    speaks = at in scene.cues and at not in scene.mentions and "S" not in scene.cues[at].frames
    if norm in CARRIED or norm in CONNECTORS or norm in CONTRAST or speaks:
        return True
    if on_platform(scene, at, stop):
        return True
    return (
        norm in PREPOSITIONS
        and norm not in ("من", "عن", "الى")
        and (occasion_noun(scene.norm(at + 1)) or at + 1 in scene.times or norm in ("خلال", "عقب", "ردا"))
    )


def _cue_ends(scene: Scene, index: int, stop: int, *, behind_comma: bool) -> bool:
    cue = scene.cues[index]
    if cue.form.kind == "participle":
        if not cue.weak and not behind_comma:
            return _clear_participle(scene, index) and _opens_soon(scene, index, stop, within=3)
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
        near = found.content - index <= (NEAR_SAID if cue.lemma == "قال" else NEAR_TOLD)
        return found.marker in ("an", "quote", "colon") and (near or _names_speaker(scene, found))
    if found.marker in ("object", "preposition"):
        if not cue.proclitic:
            return False
        if cue.weak:
            return found.marker == "preposition" and found.content - index <= 2
        return found.subject is not None or found.marker == "preposition"
    return True


def _clear_participle(scene: Scene, index: int) -> bool:
    """``مشيرا``, ``مشيرةً``, ``مشيرة إلى أن``: an accusative that carries the speech on, and no adjective."""
    if scene.cues[index].form.text.endswith("ا") or scene.reading.text[scene.tokens[index].stop - 1] == TANWEEN:
        return True
    return any(scene.norm(at) in COMPLEMENTISERS for at in (index + 1, index + 2))


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
