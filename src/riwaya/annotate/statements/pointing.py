"""Whom a phrase without a name points back to: who bears the title, who was called so before, which body it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from riwaya.annotate.statements.adverbials import REFLEXIVES
from riwaya.annotate.statements.bodies import body_called, noun_of
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.offices import BY_COUNTRY, alike, fit
from riwaya.annotate.statements.phrases import CHIEFS, NounPhrase, noun_phrase
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import key, light
from riwaya.arabic.names import title_key
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Entity, Span, Speaker

#: A title may mean anybody named within so many mentions before it, or, failing that, shortly after.
REMEMBERED, FORESEEN = 200, 40
#: What a noun with ال points back to stands so many tokens before it at most.
FARTHEST = 400
#: ``بيان الوزارة``: whose words they are speaks; of some also behind ل (``تصريحات للوزير``).
UTTERANCES, SPOKEN = words_of("utterance"), words_of("spoken-utterance")
#: ``بيان أصدرته الوزارة``, ``أرقام أعلنها المركز``.
ISSUED_BY = words_of("issued-by")

Resolve = Callable[[NounPhrase], Resolved]


def bearers(scene: Scene, phrase: NounPhrase, before: int) -> list[Entity]:
    """People of the article whose titles fit the phrase: best fit first, then who was named last before it."""
    if phrase.source not in ("person", None) or not phrase.definite:
        return []
    wanted = title_key(scene.span(phrase.first, phrase.stop).of(scene.article.text))
    if not wanted:
        return []
    mentions = scene.article.mentions
    at = bisect_left(mentions, before, key=lambda mention: mention.span.start)
    window = [*mentions[max(0, at - REMEMBERED) : at][::-1], *mentions[at : at + FORESEEN]]
    scored = []
    for entity_id, rank in {m.entity: -i for i, m in reversed(list(enumerate(window)))}.items():
        entity = scene.people.get(entity_id)
        if entity is not None and entity.type == "PER" and entity.roles:
            best = max(fit(wanted, title_key(role)) for role in entity.roles)
            if best > 0:
                scored.append((best, rank, entity))
    scored.sort(key=lambda item: (-item[0], -item[1]))
    return [entity for _fit_, _at, entity in scored]


def spoke_before(scene: Scene, past: Sequence[Resolved], phrase: NounPhrase, span: Span) -> Resolved | None:
    """An earlier speaker whom the phrase means."""
    recent = past[-REMEMBERED:]
    return _same_head(scene, recent, phrase) or _same_description(scene, recent, phrase, span)


def just_spoke(past: Sequence[Resolved], phrase: NounPhrase) -> Resolved | None:
    """``وقالت متحدثة باسم كذا …، وأضافت المتحدثة``: who spoke last, when nobody's name was told."""
    last = past[-1] if past else None
    if last is None or last.speaker.entity is not None or phrase.stop - phrase.first > 1 or not phrase.definite:
        return None
    words = light(last.speaker.name).split()
    same = len(words) > 1 and not definite(words[0]) and noun_of(words[0]) == noun_of(phrase.head)
    return last if same and phrase.source == "person" else None


def _same_head(scene: Scene, past: Sequence[Resolved], phrase: NounPhrase) -> Resolved | None:
    """``الوزارة``, ``التقرير``, ``المصدر نفسه``: an earlier speaker whose phrase had the same head."""
    if phrase.stop - phrase.first > 2 or not phrase.definite:
        return None
    noun = noun_of(scene.norm(phrase.first))
    if _another_since(scene, past, phrase, noun):
        return None
    for earlier in reversed(past):
        words = earlier.speaker.name.split()
        if words and noun_of(words[0]) == noun and len(words) > 1 and _same(scene, phrase, words):
            return earlier
    return None


def _another_since(scene: Scene, past: Sequence[Resolved], phrase: NounPhrase, noun: str) -> bool:
    """``صحيفة الغد عنونت …، وقالت الصحيفة``: a sentence began with another such body since one of them spoke."""
    if phrase.source != "organisation" or phrase.stop - phrase.first > 1:
        return False
    names = {light(known.speaker.name) for known in past}
    for first, _stop in reversed(scene.reading.sentence_tokens):
        if first >= phrase.first or noun_of(scene.norm(first)) != noun or definite(scene.norm(first)):
            continue
        longer = noun_phrase(scene, first, phrase.first)
        if longer is None or longer.stop - longer.first < 2 or longer.first in scene.mentions:
            return False
        if any(_spoke_behind(known.speaker, noun, scene.tokens[first].start) for known in past):
            return False
        return light(scene.span(longer.first, longer.stop).of(scene.reading.text)) not in names
    return False


def _spoke_behind(speaker: Speaker, noun: str, start: int) -> bool:
    """Is the speaker called by the noun, behind the character ``start``?"""
    words = light(speaker.name).split()
    return speaker.span is not None and speaker.span.start > start and bool(words) and noun_of(words[0]) == noun


def _same(scene: Scene, phrase: NounPhrase, earlier: list[str]) -> bool:
    """``الدراسة الجديدة`` is another than ``دراسة سابقة``; ``المصدر نفسه`` is the same."""
    if phrase.stop - phrase.first == 1 or scene.norm(phrase.stop - 1) in REFLEXIVES:
        return True
    adjective = key(proclitics(scene.norm(phrase.stop - 1)).stem)
    return any(alike(adjective, key(proclitics(key(word)).stem)) for word in earlier[1:])


def _same_description(scene: Scene, past: Sequence[Resolved], phrase: NounPhrase, span: Span) -> Resolved | None:
    """``المتحدث باسم الداخلية``: who was ``المتحدث باسم وزارة الداخلية``; there are many of ``مسؤول تركي``.

    A visitor's nationality alone (``الزائر التركي``) is not enough.
    """
    wanted = title_key(span.of(scene.article.text))
    if not phrase.definite or phrase.source != "person" or len(wanted) == 1:
        return None
    for earlier in reversed(past):
        if earlier.rule == "description" and fit(wanted, title_key(earlier.speaker.name)) > BY_COUNTRY:
            return earlier
    return None


def named_body(scene: Scene, phrase: NounPhrase, before: int) -> Entity | None:
    """``الوزارة`` alone, ``الوزارة المعنية``: the ministry that the article has named last before."""
    adjective = phrase.stop - phrase.first == 2 and definite(scene.norm(phrase.stop - 1))
    if not (phrase.stop - phrase.first == 1 or adjective) or phrase.source != "organisation" or not phrase.definite:
        return None
    return body_called(scene, noun_of(scene.norm(phrase.first)), before)


def introduced(scene: Scene, phrase: NounPhrase, resolve: Resolve) -> Resolved | None:
    """``الوكالة``, ``المتحدث``: a body called so with more words before (``وكالة كذا``), or a person.

    Of a person the name was told, or for whom he speaks (``متحدث باسم الوزارة``; not ``شابة ليمارية``).
    Not ``الرئيس``, of whom there are many.
    """
    norm = scene.norm(phrase.first)
    alone = phrase.stop - phrase.first == 1 and definite(norm) and phrase.source in ("person", "organisation")
    if not alone or norm in CHIEFS:
        return None
    noun = noun_of(norm)
    for at in range(phrase.first - 1, max(-1, phrase.first - FARTHEST), -1):
        within = source_class(scene.norm(at - 1)) is not None and not definite(scene.norm(at - 1))  # رجال شرطة مسلحون
        if noun_of(scene.norm(at)) == noun and scene.tokens[at].kind == WORD and not (scene.quoted[at] or within):
            longer = noun_phrase(scene, at, len(scene.tokens))
            if at in scene.mentions and phrase.source == "organisation":
                return None  # ``named_body`` knows of it, and of another
            if longer is not None and longer.stop - longer.first > 1 and longer.source == phrase.source:
                found = resolve(longer)
                told = "باسم" in scene.norms[longer.first : longer.stop] or phrase.source == "organisation"
                if told or found.speaker.entity is not None:
                    return found
    return None


def whose_words(scene: Scene, phrase: NounPhrase) -> NounPhrase | None:
    """``بيان الوزارة``, ``تصريحات لفلان``: who speaks in what the phrase names; nobody where it is not said."""
    head = scene.norm(phrase.first)
    noun = proclitics(head).stem
    if source_class(head) == "document" and scene.norm(phrase.stop - 1) in ISSUED_BY:
        return noun_phrase(scene, phrase.stop, len(scene.tokens))  # أرقام أعلنها مركز كذا
    if noun not in UTTERANCES or definite(head):
        return None
    behind = phrase.first + 1
    given = next((at for at in range(behind, phrase.stop + 1) if _with_l(scene, at)), None)
    if given is not None and noun in SPOKEN:
        behind = given
    elif behind == phrase.stop or proclitics(scene.norm(behind)).particles:
        return None
    owner = noun_phrase(scene, behind, len(scene.tokens))
    known = owner is not None and (owner.first in scene.mentions or owner.source in ("person", "organisation"))
    return owner if known else None


def _with_l(scene: Scene, at: int) -> bool:
    """``لفلان``, ``لمدير``: is ل glued to a name or to somebody who can speak?"""
    norm = scene.norm(at)
    if norm[:1] != "ل":
        return False
    glued = at in scene.mentions and scene.mentions[at][0].span.start > scene.tokens[at].start
    return glued or ("ل" in proclitics(norm).particles and source_class(norm) == "person")
