"""One pass over each sentence: which finder may start at this token, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from riwaya.annotate.statements.adverbials import insert_end
from riwaya.annotate.statements.attributions import STANDING, TRIGGERS, according_to, as_said, is_trigger
from riwaya.annotate.statements.backwards import quotation_first, which_is
from riwaya.annotate.statements.carriers import ASCRIBE_VERBS, CARRY_VERBS, asked_about, carried, stands_in
from riwaya.annotate.statements.clauses import clause
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import Draft, says_something
from riwaya.annotate.statements.headlines import headline, is_label, names_place
from riwaya.annotate.statements.nouns import lookup, verbal_noun
from riwaya.annotate.statements.phrases import COMMAS, noun_phrase
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.subjects import subject_before
from riwaya.arabic.letters import key
from riwaya.model import Span

#: ``وعن مستوى فريقه: "…"``: what the speaker was asked about.
ABOUT = words_of("about")
AS = frozenset({"كما", "وكما", "مثلما"})
#: Words that open a statement without being a cue.
OPENERS = frozenset({"نقلا", "ونقلا"}) | AS | TRIGGERS | CARRY_VERBS | ASCRIBE_VERBS | ABOUT | STANDING


def drafts(scene: Scene) -> Iterator[Draft]:
    """The statements of the article in reading order, their speakers still phrases."""
    article = scene.article
    tops = [span for span in (article.title, *article.headings) if span is not None]
    taken = 0
    last: Draft | None = None
    for index, (first, stop) in enumerate(scene.reading.sentence_tokens):
        if first < taken:
            continue
        sentence = scene.reading.sentences[index]
        if _repeats_title(scene, sentence):
            continue
        if any(top[0] <= sentence.start < top[1] for top in tops):
            draft = headline(scene, index, first, stop)
            if draft is not None and says_something(scene, draft) and not _only_label(scene, index, draft, stop):
                yield from in_sentence(scene, index, first, draft.cue_at, last)
                taken = max(taken, draft.stop)
                yield draft
                continue
        for draft in in_sentence(scene, index, first, stop, last):
            taken = max(taken, draft.stop)
            last = last if draft.silent else draft
            yield draft


def _relayed(scene: Scene, sentence: int, at: int, first: int, stop: int) -> Draft | None:
    """``وحسب وكالة X، نقل Y عن Z قوله …``: two hands, the agency nearest."""
    if at != first:
        return None
    source = noun_phrase(scene, at + 1, stop)
    if source is None or scene.norm(source.stop) not in COMMAS or scene.norm(source.stop + 1) not in CARRY_VERBS:
        return None
    draft = carried(scene, sentence, source.stop + 1, stop, None)
    return draft._replace(carriers=(source, *draft.carriers)) if draft is not None else None


def _only_label(scene: Scene, sentence: int, draft: Draft, stop: int) -> bool:
    """Does the place before a headline's colon only say where? Surely so when someone else speaks behind it."""
    if is_label(scene, draft):
        return True
    return names_place(scene, draft) and any(
        not said.silent for said in in_sentence(scene, sentence, draft.cue_at + 1, stop)
    )


def _repeats_title(scene: Scene, sentence: Span) -> bool:
    """A heading that says the title again tells nothing twice."""
    article = scene.article
    if article.title is None or not any(heading.contains(sentence) for heading in article.headings):
        return False
    return key(sentence.of(article.text)) == key(article.title.of(article.text))


def in_sentence(scene: Scene, sentence: int, first: int, stop: int, previous: Draft | None = None) -> Iterator[Draft]:
    """The statements of one sentence; what one statement has taken is not looked at again.

    ``previous`` is the last statement of an earlier sentence.
    """
    at = free = first
    while at < stop:
        if not (at in scene.cues or at in scene.opens or _may_open(scene.norms[at])):
            at += 1
            continue
        draft = _starting_at(scene, sentence, at, first, stop, previous, free)
        if draft is not None and draft.silent:
            yield draft
            at += 1
        elif draft is not None and says_something(scene, draft):
            yield draft
            previous = draft
            at = free = max(at + 1, draft.stop)
        elif at in scene.opens:
            at = at + 1 if at + 1 in scene.cues else max(at + 1, scene.opens[at][1])
        elif is_trigger(scene, at) and previous is not None and previous.stop >= at - 1:
            at = max(at + 1, insert_end(scene, at, stop))
        else:
            at += 1


@lru_cache(maxsize=1 << 14)
def _may_open(norm: str) -> bool:
    """May a statement start at this word where it is no cue?"""
    return norm in OPENERS or lookup(norm) is not None


def _starting_at(
    scene: Scene, sentence: int, at: int, first: int, stop: int, previous: Draft | None, free: int
) -> Draft | None:
    norm = scene.norm(at)
    if not (norm in OPENERS or at in scene.cues or at in scene.opens):
        return verbal_noun(scene, sentence, at, stop)
    if at in scene.opens:
        return None if scene.is_scare(at) else quotation_first(scene, sentence, at, stop)
    if is_trigger(scene, at):
        relayed = _relayed(scene, sentence, at, first, stop)
        if relayed is not None:
            return relayed
        return according_to(scene, sentence, at, first, stop, previous, free)
    if norm in AS:
        return as_said(scene, sentence, at, first, stop, free)
    if norm in CARRY_VERBS or norm in ASCRIBE_VERBS:
        found = carried(scene, sentence, at, stop, subject_before(scene, at, first))
        if found is not None:
            return found
    if at == first and norm in ABOUT and previous is not None:
        found = asked_about(scene, sentence, at, stop)
        if found is not None:
            return found
    if norm in STANDING:
        found = stands_in(scene, sentence, at, stop)
        if found is not None:
            return found
    if at in scene.cues and at not in scene.mentions:
        found = which_is(scene, sentence, at, first, stop) or clause(scene, sentence, at, first, stop)
        if found is not None:
            return found
    return verbal_noun(scene, sentence, at, stop)
