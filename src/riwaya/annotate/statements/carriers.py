"""Words that came through other hands: ``نقلت وكالة X عن Y``, and documents in which words stand."""

from __future__ import annotations

from riwaya.annotate.statements.adverbials import glued
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import quoted_pieces, trimmed
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.ends import content_stop
from riwaya.annotate.statements.phrases import COMPLEMENTISERS, NounPhrase, is_adverb, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.sources import source_class
from riwaya.annotate.statements.subjects import issuer_before
from riwaya.model import Span

CARRY_VERBS = words_of("carrying-verb")
#: ``نسبت الوكالة إلى فلان قوله``: these want a noun of saying, or what is ascribed is a deed.
ASCRIBE_VERBS = words_of("ascribing-verb")
SAYING_NOUNS = words_of("saying-noun")
#: ``نقلت وكالة كذا في تقريرها أن``: where a medium told it takes so many tokens at most.
LONGEST_PLACE = 4


def carried(scene: Scene, sentence: int, at: int, stop: int, before: NounPhrase | None) -> Draft | None:
    """``نقلت وكالة X عن Y قوله: …``: Y speaks, X carries; ``before`` is a carrier in front of the verb."""
    if scene.norm(at) in ASCRIBE_VERBS:
        return _ascribed(scene, sentence, at, stop, before)
    about = next((index for index in range(at + 1, min(stop, at + 14)) if scene.norm(index) == "عن"), stop)
    carrier = before if about == at + 1 else noun_phrase(scene, at + 1, about)
    index = max(at + 1, carrier.stop) if carrier is not None else at + 1
    while index < min(stop, at + 14) and scene.norm(index) not in ("عن",):
        if scene.norm(index) in COMPLEMENTISERS:
            return _told_itself(scene, sentence, at, carrier, (index + 1, stop))
        if index in scene.opens or scene.norm(index) == ":":
            return None
        index += 1
    if scene.norm(index) != "عن":
        return None
    source = noun_phrase(scene, index + 1, stop)
    if source is None:
        return None
    return _carried_content(scene, sentence, at, carrier, source, stop)


def _told_itself(
    scene: Scene, sentence: int, at: int, carrier: NounPhrase | None, rest: tuple[int, int]
) -> Draft | None:
    """``نقلت وكالة X أن الأسواق فتحت``: nobody but the medium tells it; not ``نقلت وكالة X أن الوزير أعلن``."""
    begin, stop = rest
    if carrier is None or carrier.first != at + 1 or not (behind := begin - 1 - carrier.stop) <= LONGEST_PLACE:
        return None
    if behind and scene.norm(carrier.stop) not in ("في", "على", "عبر"):
        return None
    end = content_stop(scene, begin, stop)
    if any(index in scene.cues and index not in scene.mentions for index in range(begin, end)):
        return None
    return _carried_draft(scene, sentence, (at, at), (None, carrier), rest)


def _ascribed(scene: Scene, sentence: int, at: int, stop: int, before: NounPhrase | None) -> Draft | None:
    """``نسبت وكالة X إلى Y قوله إن …`` and ``للناطق باسم Y القول``."""
    ahead = range(at + 1, min(stop, at + 8))
    to = next((index for index in ahead if scene.norm(index) == "الى" or _given_to(scene, index)), None)
    if to is None:
        return None
    carrier = before if to == at + 1 else noun_phrase(scene, at + 1, to)
    source = noun_phrase(scene, to + 1 if scene.norm(to) == "الى" else to, stop)
    if source is None:
        return None
    behind = source.stop + is_adverb(scene.norm(source.stop))  # رئيس الاستخبارات حينئذ القول
    if scene.norm(behind) not in SAYING_NOUNS:
        return None
    return _carried_content(scene, sentence, at, carrier, source, stop)


def _given_to(scene: Scene, at: int) -> bool:
    """``للناطق``, ``لمسؤول``, ``لفلان``: ل glued to a noun or to a name (not ``لندن``)."""
    named = at in scene.mentions and scene.mentions[at][0].span.start == scene.tokens[at].start + 1
    return glued(scene.norm(at), "ل") or (named and scene.norm(at)[:1] == "ل")


def _carried_content(
    scene: Scene, sentence: int, at: int, carrier: NounPhrase | None, source: NounPhrase, stop: int
) -> Draft | None:
    cue_at = at
    for index in range(source.stop, min(stop, source.stop + 30)):
        norm = scene.norm(index)
        if norm in SAYING_NOUNS or (index in scene.cues and scene.cues[index].lemma == "قال"):
            cue_at = index
        elif norm in COMPLEMENTISERS or norm == ":" or (index in scene.opens and not scene.is_scare(index)):
            begin = index if index in scene.opens else index + 1
            if begin < stop and scene.norm(begin) == ":":
                begin += 1
            return _carried_draft(scene, sentence, (at, cue_at), (carrier, source), (begin, stop))
    return None


def _carried_draft(
    scene: Scene,
    sentence: int,
    cues: tuple[int, int],
    phrases: tuple[NounPhrase | None, NounPhrase],
    rest: tuple[int, int],
) -> Draft | None:
    at, cue_at = cues
    carrier, source = phrases
    begin, stop = rest
    if begin >= stop:
        return None
    content: tuple[Span, ...] = ()
    end = begin
    if begin in scene.opens and not scene.is_scare(begin):
        pieces, end = quoted_pieces(scene, begin, stop)
        content = tuple(pieces)
    if not content:
        end = content_stop(scene, begin, stop)
        content = (trimmed(scene.reading.text, scene.tokens[begin].start, scene.tokens[max(begin, end - 1)].stop),)
    proclitic = "و" if cue_at == at and scene.norm(at)[0] == "و" else ""
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, cue_at, proclitic=proclitic),
        cue_at=cue_at,
        act="say" if cue_at != at else "report",
        content=content,
        rule="carried",
        stop=end,
        subject=source,
        inserts=((source.stop, begin),),
        carriers=(carrier,) if carrier is not None else (),
    )


def asked_about(scene: Scene, sentence: int, at: int, stop: int) -> Draft | None:
    """``وعن مستوى فريقه: "…"``: the one who spoke before goes on; the colon is the cue."""
    colon = next((index for index in range(at + 1, min(stop, at + 20)) if scene.norm(index) == ":"), None)
    if colon is None or colon + 1 not in scene.opens or any(index in scene.cues for index in range(at, colon)):
        return None
    pieces, end = quoted_pieces(scene, colon + 1, stop)
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, colon),
        cue_at=colon,
        act="say",
        content=tuple(pieces),
        rule="asked-about:quotation",
        stop=end,
    )


def stands_in(scene: Scene, sentence: int, at: int, stop: int) -> Draft | None:
    """``جاء في البيان أن …``, ``ورد في التقرير: …``: a document speaks."""
    if scene.norm(at + 1) in ("فيه", "فيها"):
        return _stands_in_it(scene, sentence, at, stop)
    if scene.norm(at + 1) in ("ذلك", "هذا") and scene.norm(at + 2) in ("في", "ضمن"):
        return _came_in_words(scene, sentence, at, stop)
    if scene.norm(at + 1) not in ("في", "ضمن"):
        return None
    source = noun_phrase(scene, at + 2, stop)
    if source is None or source.source != "document":
        return None
    for index in range(source.stop, min(stop, source.stop + 16)):
        named = index in scene.opens and scene.norm(scene.opens[index][1]) in COMPLEMENTISERS
        if named or scene.quoted[index]:
            continue  # جاء في البحث في دورية "كذا" أن
        if scene.norm(index) in COMPLEMENTISERS or scene.norm(index) == ":" or index in scene.opens:
            begin = index if index in scene.opens else index + 1
            proclitic = "و" if scene.norm(at) in ("وجاء", "وورد") else ""
            draft = _carried_draft(scene, sentence, (at, at), (None, source), (begin, stop))
            if draft is None:
                return None
            return draft._replace(rule="stands-in", act="report", cue=cue_span(scene, at, proclitic=proclitic))
    return None


def _came_in_words(scene: Scene, sentence: int, at: int, stop: int) -> Draft | None:
    """``جاء ذلك في تدوينة لفلان على صفحته: "…"``: a colon and a quotation give the words of whom it belongs to."""
    colon = next((index for index in range(at + 4, min(stop, at + 24)) if scene.norm(index) == ":"), None)
    if colon is None or colon + 1 not in scene.opens or scene.is_scare(colon + 1):
        return None
    if any(index in scene.cues for index in range(at + 2, colon)):
        return None
    owner = next((index for index in range(at + 4, colon) if _belongs(scene, index)), None)
    source = noun_phrase(scene, owner, colon) if owner is not None else None
    if source is None:
        return None
    draft = _carried_draft(scene, sentence, (at, colon), (None, source), (colon + 1, stop))
    return draft._replace(rule="stands-in", inserts=((at + 2, colon),)) if draft is not None else None


def _belongs(scene: Scene, at: int) -> bool:
    """ل glued to a name or to a noun that can speak."""
    person = at in scene.mentions or source_class(scene.norm(at)) == "person"
    return person and _given_to(scene, at)


def _stands_in_it(scene: Scene, sentence: int, at: int, stop: int) -> Draft | None:
    """``رسالة جاء فيها: …``: the document stands shortly before."""
    begin = next((index for index in range(at + 2, min(stop, at + 5)) if _opens_words(scene, index)), None)
    if begin is None:
        return None
    begin = begin if begin in scene.opens else begin + 1
    if begin < stop and scene.norm(begin) == ":":
        begin += 1
    start, _stop = scene.reading.sentence_tokens[sentence]
    issuer = issuer_before(scene, at, start)
    for first in range(at - 1, max(-1, at - 8), -1):
        if source_class(scene.norm(first)) == "document":
            source = issuer or noun_phrase(scene, first, at)
            if source is not None:
                draft = _carried_draft(scene, sentence, (at, at), (None, source), (begin, stop))
                return draft._replace(rule="stands-in") if draft is not None else None
    return None


def _opens_words(scene: Scene, index: int) -> bool:
    return scene.norm(index) in COMPLEMENTISERS or scene.norm(index) == ":" or index in scene.opens
