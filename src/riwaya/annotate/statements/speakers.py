"""From the phrase beside a cue to the speaker: a name, a title that names somebody met before, a dropped subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from riwaya.annotate.statements import pointing, turns
from riwaya.annotate.statements.antecedents import Antecedents
from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import ECHO, Draft
from riwaya.annotate.statements.phrases import (
    NounPhrase,
    is_adverb,
    is_preposition,
    noun_phrase,
)
from riwaya.annotate.statements.resolved import Resolved, agrees, spanless
from riwaya.annotate.statements.scene import HONOURED, Scene
from riwaya.annotate.statements.shapes import are_two, possessed, several
from riwaya.annotate.statements.sources import source_class
from riwaya.annotate.statements.subjects import INSIDE
from riwaya.arabic.letters import skip, with_article
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Entity, Mention, Span, Speaker

_MARKS = '"“”«»'
#: A dropped subject is looked for this many statements back.
MEMORY = 6
#: So many drafts tried are kept.
MOST_TRIED = 64
#: A subject right before a participle has at most so many tokens.
LONGEST_BESIDE = 6
#: Connectors whose pronoun is the verb's subject, and what a hidden source keeps back.
POINTING = words_of("pointing")
WITHHELD = words_of("withheld")
#: ``…، لكن رئيس الاتحاد قطع الشك وأكد``: behind these a clause has a subject of its own.
CONTRAST = words_of("contrast")


class Stand(NamedTuple):
    """What a speaker depends on beside the draft: who spoke before, and whose words were told so far."""

    turns: int
    sentence: int
    told: int
    last: Resolved | None
    previous: Draft | None

    def same(self, other: Stand) -> bool:
        """Equal numbers, and the very same records."""
        return self[:3] == other[:3] and self.last is other.last and self.previous is other.previous


class Tried(NamedTuple):
    """A draft whose speaker was looked for, and as things stood then."""

    draft: Draft
    stand: Stand
    found: Resolved | None


class Memory:
    """Speakers so far in reading order: what titles and dropped subjects are resolved against."""

    __slots__ = ("_tried", "antecedents", "last_sentence", "past", "scene")

    def __init__(self, scene: Scene, antecedents: type[Antecedents] = Antecedents) -> None:
        self.scene = scene
        self.antecedents = antecedents(scene, self._from_phrase)
        self.past: list[Resolved] = []
        self.last_sentence = -1
        self._tried: dict[int, Tried] = {}

    def resolve(self, draft: Draft, previous: Draft | None) -> Resolved | None:
        """The speaker of ``draft``, who is remembered; ``None`` when nobody can be named or described."""
        found = self._speaker(draft, previous)
        self.antecedents.tell(draft.content)
        self._remember(draft, found)
        return found

    def tried(self, drafts: Iterable[Draft], previous: Draft | None) -> list[Resolved | None]:
        """The speakers of drafts of one sentence, if those among them that rules found stood; nothing is remembered."""
        past, turn, out = len(self.past), self.last_sentence, []
        for draft in drafts:
            out.append(self._speaker(draft, previous))
            if draft.sure is None:
                self._remember(draft, out[-1])
                previous = previous if draft.silent else draft
        del self.past[past:]
        self.last_sentence = turn
        return out

    def _remember(self, draft: Draft, found: Resolved | None) -> None:
        self.last_sentence = draft.sentence
        if found is not None:
            self.past.append(found)

    def _speaker(self, draft: Draft, previous: Draft | None) -> Resolved | None:
        """The speaker as things stand: what was tried before and would come out the same is not tried again."""
        last = self.past[-1] if self.past else None
        stand = Stand(len(self.past), self.last_sentence, self.antecedents.told, last, previous)
        tried = self._tried.get(id(draft))
        if tried is None or tried.draft is not draft or not tried.stand.same(stand):
            if tried is None and len(self._tried) >= MOST_TRIED:
                self._tried.clear()
            tried = self._tried[id(draft)] = Tried(draft, stand, self._resolved(draft, previous))
        return tried.found

    def _resolved(self, draft: Draft, previous: Draft | None) -> Resolved | None:
        found: Resolved | None
        if draft.subject is not None:
            found = self._from_phrase(draft.subject, draft)
            if draft.rule == ECHO:
                found = found._replace(speaker=spanless(found.speaker))  # who is named further down
        elif draft.continues and previous is not None and previous.sentence == draft.sentence and self.past:
            beside = self._beside(draft)
            if beside is not None:
                return beside
            found = self.past[-1]._replace(rule="carries-on", speaker=spanless(self.past[-1].speaker))
        else:
            found = self._dropped(draft)
            if not draft.silent and self.scene.reading.naming != "rules":
                found = self.antecedents.weighed(draft, found, self.past, self.last_sentence)
        return found

    def _beside(self, draft: Draft) -> Resolved | None:
        """``وهو ما نفته السلطات قائلة``: who stands right before a participle that cannot be of who spoke last."""
        last, scene = self.past[-1], self.scene
        if draft.number != "s" or None in (draft.gender, last.gender) or last.gender == draft.gender:
            return None
        for at in range(draft.cue_at - 1, max(-1, draft.cue_at - LONGEST_BESIDE), -1):
            phrase = noun_phrase(scene, at, draft.cue_at)
            if phrase is None or phrase.stop != draft.cue_at or not (phrase.source or at in scene.mentions):
                continue
            if (draft.gender == "f") == proclitics(phrase.head).stem.endswith(("ة", "ات")):
                return self._from_phrase(phrase, draft)._replace(rule="subject-of-sentence")
        return None

    def _from_phrase(self, phrase: NounPhrase, draft: Draft) -> Resolved:
        scene = self.scene
        span = _bare(scene, phrase)
        gender, number = draft.gender, draft.number
        joint = _joint(scene, phrase)
        if joint is not None:
            return Resolved(
                Speaker(name=_described(scene, span), span=span, entity=joint), "joint", None, gender, number, many=True
            )
        named = _named(scene, phrase)
        if named is not None:
            mention, rule = named
            entity = scene.people.get(mention.entity)
            name = entity.name if entity is not None else mention.span.of(scene.article.text)
            return Resolved(Speaker(name=name, span=span, entity=mention.entity), rule, None, gender, number)
        honoured = self._nearest(span.start, ("PER",), 0) if scene.norm(phrase.first) in HONOURED else None
        if honoured is not None:
            speaker = Speaker(name=honoured.name, span=span, entity=honoured.id)
            return Resolved(speaker, "title", None, gender, number)
        return self._pointing(phrase, draft, span) or self._described(phrase, draft, span)

    def _pointing(self, phrase: NounPhrase, draft: Draft, span: Span) -> Resolved | None:
        """Who was named or described before, and is meant by the phrase."""
        scene, gender, number = self.scene, draft.gender, draft.number
        last = pointing.just_spoke(self.past, phrase)
        if last is not None:
            return Resolved(_at(last.speaker, span), "same-noun", None, gender, number)
        people = pointing.bearers(scene, phrase, span.start)
        if people and not _withheld(scene, phrase):
            runner_up = people[1].name if len(people) > 1 else None
            speaker = Speaker(name=people[0].name, span=span, entity=people[0].id)
            return Resolved(speaker, "title", runner_up, gender, number)
        earlier = pointing.spoke_before(scene, self.past, phrase, span)
        if earlier is not None:
            return Resolved(_at(earlier.speaker, span), "same-noun", None, gender, number)
        body = pointing.named_body(scene, phrase, span.start) or turns.medium(scene, phrase, span.start)
        if body is not None:
            return Resolved(Speaker(name=body.name, span=span, entity=body.id), "same-noun", None, gender, number)
        owner = pointing.whose_words(scene, phrase)
        if owner is not None:
            meant = self._from_phrase(owner, draft)
            return meant._replace(speaker=_at(meant.speaker, span))
        known = pointing.introduced(scene, phrase, lambda longer: self._from_phrase(longer, draft))
        known = known or turns.had_the_word(scene, self.past, phrase)
        return known._replace(speaker=_at(known.speaker, span), rule="same-noun") if known is not None else None

    def _described(self, phrase: NounPhrase, draft: Draft, span: Span) -> Resolved:
        plural = proclitics(phrase.head).stem.endswith(("ون", "ين", "وا"))
        many = phrase.source in ("group", "organisation") or plural or are_two(phrase.head)
        speaker = Speaker(name=_described(self.scene, span), span=span)
        return Resolved(speaker, "description", None, draft.gender, draft.number, many)

    def _dropped(self, draft: Draft) -> Resolved | None:
        """The last speaker that agrees with the verb; without one, whoever opens the sentence."""
        candidates = self.past[: -MEMORY - 1 : -1]
        agreeing = [known for known in candidates if agrees(known, draft)]
        chosen = agreeing[0] if agreeing else None
        if not self._spoke_in(draft.sentence) or not (candidates and agrees(candidates[0], draft)):
            pointed = self._pointed_at(draft)
            if pointed is not None:
                return pointed
        first, _stop = self.scene.reading.sentence_tokens[draft.sentence]
        joined = (
            draft.cue_at > first and self.scene.norm(draft.cue_at)[:1] == "و" and not self._spoke_in(draft.sentence)
        )
        inside = joined or self.scene.norm(draft.cue_at + 1) in INSIDE
        if draft.continues or chosen is None or inside:
            opener = self._opens_sentence(draft)
            if opener is not None:
                return opener
        if chosen is None and draft.number == "p":
            several = self._several(draft)
            if several is not None:
                return several
        if chosen is None and candidates:
            chosen = candidates[0]
        if chosen is None:
            return self._last_named(draft) if opens_by(draft.rule) not in ("object", "preposition") else None
        others = [known.speaker.name for known in candidates if known.speaker.name != chosen.speaker.name]
        return chosen._replace(
            speaker=spanless(chosen.speaker), rule="dropped-subject", runner_up=others[0] if others else None
        )

    def _nearest(self, before: int, types: tuple[str, ...], start: int) -> Entity | None:
        """The person, place or body named last between the characters ``start`` and ``before``."""
        mentions = self.scene.article.mentions
        at = bisect_left(mentions, before, key=lambda mention: mention.span.start)
        for mention in reversed(mentions[max(0, at - pointing.REMEMBERED) : at]):
            if mention.span.start < start:
                return None
            if mention.type in types:
                return self.scene.people.get(mention.entity)
        return None

    def _pointed_at(self, draft: Draft) -> Resolved | None:
        """``…، لكنه ينفي``: nobody agreeing spoke in the sentence, so that the pronoun means who was named last."""
        scene, at = self.scene, draft.cue_at - 1
        while is_adverb(scene.norm(at)) or scene.norm(at) in ("قد", "لا", "لم"):
            at -= 1
        if scene.norm(at) not in POINTING:
            return None
        types = ("PER",) if scene.norm(at).endswith("ه") else ("LOC", "ORG")
        first, _stop = scene.reading.sentence_tokens[draft.sentence]
        entity = self._nearest(scene.tokens[at].start, types, scene.tokens[first].start)
        if entity is None:
            return None
        return Resolved(
            Speaker(name=entity.name, entity=entity.id), "subject-of-sentence", None, draft.gender, draft.number
        )

    def _several(self, draft: Draft) -> Resolved | None:
        """``يعتقدون``: the plural of people named last before the verb, in its sentence or the one before."""
        scene = self.scene
        first, _stop = scene.reading.sentence_tokens[max(0, draft.sentence - 1)]
        for at in range(draft.cue_at - 1, first - 1, -1):
            if not several(scene.norm(at)):
                continue
            phrase = noun_phrase(scene, at, draft.cue_at)
            if phrase is not None:
                return self._from_phrase(phrase, draft)._replace(rule="plural-before", many=True)
        return None

    def _spoke_in(self, sentence: int) -> bool:
        return self.last_sentence == sentence

    def _opens_sentence(self, draft: Draft) -> Resolved | None:
        """A participle carries on the subject of its sentence's verb: the first phrase that can speak before it."""
        scene = self.scene
        first, _stop = scene.reading.sentence_tokens[draft.sentence]
        turns = [at + 1 for at in range(first, draft.cue_at) if scene.norm(at) in CONTRAST]
        first = turns[-1] if turns else first
        for at in range(first, min(draft.cue_at, first + 12)):
            if scene.tokens[at].kind != WORD or _governed(scene, at, first):
                continue
            nameable = at in scene.mentions and scene.mentions[at][0].span.start == scene.tokens[at].start
            if nameable or (source_class(scene.norm(at)) and not proclitics(scene.norm(at)).particles):
                phrase = noun_phrase(scene, at, draft.cue_at)
                behind_verb = at == first + 1 and not is_adverb(scene.norm(first))
                if phrase is not None and (nameable or phrase.definite or behind_verb):
                    return self._from_phrase(phrase, draft)._replace(rule="subject-of-sentence")
        return None

    def _last_named(self, draft: Draft) -> Resolved | None:
        """Nobody has spoken yet: the person named last before the cue."""
        scene = self.scene
        start = scene.tokens[draft.cue_at].start
        at = bisect_left(scene.article.mentions, start, key=lambda mention: mention.span.start)
        earlier = scene.article.mentions[max(0, at - pointing.REMEMBERED) : at]
        people = [m for m in earlier if m.type == "PER"] or earlier
        if not people:
            return None
        entity = scene.people.get(people[-1].entity)
        if entity is None:
            return None
        return Resolved(Speaker(name=entity.name, entity=entity.id), "last-named", None, draft.gender, draft.number)


def _governed(scene: Scene, at: int, first: int) -> bool:
    """``على "المنصة"``, ``في المدينة``: where something was, and no subject; من may stand before its author's noun."""
    before = at - 2 if scene.is_mark(at - 1) else at - 1
    return before >= first and scene.norm(before) != "من" and is_preposition(scene.norm(before), scene.norm(before + 1))


def _at(speaker: Speaker, span: Span) -> Speaker:
    """The same speaker, told of by these words."""
    return Speaker(name=speaker.name, span=span, entity=speaker.entity)


def _withheld(scene: Scene, phrase: NounPhrase) -> bool:
    """``المحامي، الذي رفض ذكر اسمه``: somebody who is not to be known is nobody named before."""
    return any(scene.norm(at) in WITHHELD for at in range(phrase.first, phrase.stop + 8))


def _named(scene: Scene, phrase: NounPhrase) -> tuple[Mention, str] | None:
    """The mention that the phrase is about: a person in it, or the name it starts with."""
    head = scene.mentions.get(phrase.first)
    if head is not None and head[0].type == "PER":
        return head[0], "name"
    for at in range(phrase.first + 1, phrase.stop):
        found = scene.mentions.get(at)
        if found is None or found[0].type != "PER" or found[0].span.start != scene.tokens[at].start:
            continue
        if _apposed(scene, phrase, at, found[0]):
            return found[0], "title+name"
    if head is not None and head[0].span.stop >= scene.span(phrase.first, phrase.stop).stop - 2:
        return head[0], "name"
    if head is not None and phrase.source != "person":
        return head[0], "name"
    return None


def _joint(scene: Scene, phrase: NounPhrase) -> str | None:
    """The entity ids, joined by ``+``, of names that speak together (``موسكو وبيونغ يانغ``)."""
    ids: list[str] = []
    at = phrase.first
    while at < phrase.stop and at in scene.mentions:
        mention, after = scene.mentions[at]
        if ids and mention.span.start == scene.tokens[at].start:
            break
        ids.append(mention.entity)
        at = after
    return "+".join(ids) if len(ids) > 1 else None


def _apposed(scene: Scene, phrase: NounPhrase, at: int, mention: Mention) -> bool:
    """Is the person the phrase itself (``الوزير فلان``), and not what it belongs to (``محامي فلان``)?"""
    previous = scene.norm(at - 1)
    parts = proclitics(previous)
    if any(_for_somebody(scene.norm(index)) for index in range(phrase.first + 1, at)):
        return False
    of_somebody = at - 1 == phrase.first and not parts.article and not possessed(previous)
    if mention.role is not None and mention.role.start <= scene.tokens[phrase.first].stop and not of_somebody:
        return True
    if previous in ("باسم", "من", "في", "لدى", "و") or (scene.norm(at)[:1] == "و" and parts.particles):
        return False
    if parts.article or scene.tokens[at - 1].kind != WORD:
        return True
    if at - 1 == phrase.first:
        return possessed(previous)
    return at in scene.name_ends or source_class(previous) is None


def _for_somebody(norm: str) -> bool:
    """``الطبيب السابق | للرئيس | فلان``: the name belongs to whom ل introduces."""
    parts = proclitics(norm)
    return parts.article and parts.particles == "ل" and source_class(parts.stem) == "person"


def _bare(scene: Scene, phrase: NounPhrase) -> Span:
    """The phrase's characters without و ف ب ك ل glued to its first word (of لل one ل stays, as ال was swallowed)."""
    span = scene.span(phrase.first, phrase.stop)
    if phrase.first in scene.mentions:
        return Span(max(span.start, scene.mentions[phrase.first][0].span.start), span.stop)
    norm = scene.norm(phrase.first)
    with_l = scene.norm(phrase.first - 1) in ("وفقا", "طبقا") and norm.startswith("ل")
    glued = len(proclitics(norm).particles) or int(with_l)  # behind these it is always the preposition
    return Span(skip(scene.article.text, span.start, glued) if glued else span.start, span.stop)


def _described(scene: Scene, span: Span) -> str:
    """An unnamed source keeps its description; ل of لل reads ال again."""
    words = " ".join(with_article(scene.article.text, *span).split()).strip(" ،,")
    words = words.removeprefix("#").replace("_", " ")
    bare = words.strip(_MARKS)
    return words if any(mark in bare for mark in _MARKS) else bare
