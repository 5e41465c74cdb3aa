"""Who a verb without a subject means: everybody named or described before it, with what speaks for and against each.

The rules of ``speakers`` choose somebody; here that choice is one clue among others (where each stands in its sentence,
who spoke last, gender and number, what the words themselves name), and learnt weights decide.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from riwaya.annotate.statements.behind import MASCULINE_STATES
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.phrases import (
    COMMAS,
    NounPhrase,
    is_preposition,
    noun_phrase,
)
from riwaya.annotate.statements.resolved import Resolved, agrees, spanless
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import several
from riwaya.annotate.statements.sources import source_class
from riwaya.annotate.statements.subjects import glued_before
from riwaya.arabic.letters import light
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Entity, Span
from riwaya.weights import antecedent_weights

#: So many of those who spoke last may go on.
RECENT = 6
#: Who stands farther from the head of a sentence, in tokens, stands deep in it; how far back turns are told apart.
HEAD, TURNS_BACK = 3, 3
#: Of a sentence's phrases so many from its head and so many before the verb are looked at.
FROM_HEAD, BEFORE_VERB = 6, 18
#: So much evidence settles somebody's gender.
SETTLED = 3
#: Somebody else than the rules choose must be twice as likely (a difference of logarithms).
MUCH_LIKELIER = math.log(2)
#: First names that end as women's do, and men's that do too.
_FEMININE_ENDS = ("ة", "اء")
MASCULINE_NAMES = words_of("masculine-name")

Clues = dict[str, float]
Resolve = Callable[[NounPhrase, Draft], Resolved]


class Candidate(NamedTuple):
    """Somebody who may be meant, and the clues: their names with 0..1, in the order they were found."""

    resolved: Resolved
    clues: Clues


class Place(NamedTuple):
    """A phrase that can speak: in the verb's sentence (``here``) or the one ``before``, and as which of those in it."""

    phrase: NounPhrase
    where: str
    first: int
    order: int
    last: bool


class Antecedents:
    """The candidates of one article: what does not depend on the single verb is worked out once."""

    def __init__(self, scene: Scene, resolve: Resolve) -> None:
        self.scene = scene
        self.resolve = resolve
        #: For each token, is it among words told so far? Whoever is named in them does not speak.
        self._words = bytearray(len(scene.tokens))
        #: How often somebody's words were told.
        self.told = 0
        self._found: dict[int, list[NounPhrase]] = {}
        self._speakers: dict[NounPhrase, Resolved] = {}

    def tell(self, content: Sequence[Span]) -> None:
        """What somebody said: no speakers stand in it."""
        self.told += 1
        for start, stop in content:
            for at in self.scene.within(start, stop):
                self._words[at] = True

    def weighed(self, draft: Draft, chosen: Resolved | None, past: Sequence[Resolved], turn: int) -> Resolved | None:
        """Whom the clues speak for most: ``chosen`` by the rules, or another, with the rule ``weighed``.

        ``past`` are those who spoke before; ``turn`` is the sentence of the last draft.
        """
        if chosen is None:
            return None
        found = self.candidates(draft, chosen, past, turn)
        weights = antecedent_weights()
        sums = [weight(each.clues, weights) for each in found]
        at = likeliest(sums)
        if at == 0:
            return chosen
        best = found[at].resolved
        following = max((other for other in range(len(found)) if other != at), key=sums.__getitem__)
        return best._replace(
            speaker=spanless(best.speaker),
            rule="weighed",
            runner_up=found[following].resolved.speaker.name,
            gender=draft.gender,
            number=draft.number,
        )

    def candidates(self, draft: Draft, chosen: Resolved, past: Sequence[Resolved], turn: int) -> list[Candidate]:
        """Everybody who may be meant, the rules' choice first; the same person or body once."""
        found: dict[str, Candidate] = {}

        def clues(resolved: Resolved) -> Clues:
            return found.setdefault(key_of(resolved), Candidate(resolved, {})).clues

        clues(chosen)[f"rule:{chosen.rule}"] = 1.0
        self._of_turns(draft, past, turn, clues)
        for place in self._places(draft):
            self._of_place(place, draft, clues(self._speaker(place.phrase, draft)))
        for candidate in found.values():
            self._of_kind(candidate, draft)
        return list(found.values())

    def _of_turns(self, draft: Draft, past: Sequence[Resolved], turn: int, clues: Callable[[Resolved], Clues]) -> None:
        """Who spoke last, how often, and whether the verb agrees with them."""
        rank: dict[str, int] = {}
        for known in past[: -RECENT - 1 : -1]:
            own = clues(known)
            own["times"] = own.get("times", 0.0) + 1 / RECENT
            if key_of(known) in rank:
                continue
            rank[key_of(known)] = len(rank)
            own[f"turn:{min(rank[key_of(known)], TURNS_BACK)}"] = 1.0
            if draft.gender is not None and known.gender is not None:
                own["agrees" if agrees(known, draft) else "disagrees"] = 1.0
            if len(rank) == 1:
                own[{0: "last:here", 1: "last:before"}.get(draft.sentence - turn, "last:far")] = 1.0

    def _places(self, draft: Draft) -> Iterator[Place]:
        own = {at for start, stop in draft.content for at in self.scene.within(start, stop)}
        for back, where in enumerate(("here", "before")):
            if draft.sentence < back:
                return
            sentence = draft.sentence - back
            phrases = [phrase for phrase in self._before(sentence, draft.cue_at) if phrase.first not in own]
            for order, phrase in enumerate(phrases):
                if FROM_HEAD <= order < len(phrases) - BEFORE_VERB or self._words[phrase.first]:
                    continue
                first, _stop = self.scene.reading.sentence_tokens[sentence]
                yield Place(phrase, where, first, order, order == len(phrases) - 1)

    def _before(self, sentence: int, stop: int) -> list[NounPhrase]:
        """The phrases of the sentence that end before the token ``stop``."""
        phrases = self._phrases(sentence)
        return phrases[: bisect_right(phrases, stop, key=lambda phrase: phrase.stop)]

    def _phrases(self, sentence: int) -> list[NounPhrase]:
        """The phrases of the sentence that can speak, end to end."""
        if sentence not in self._found:
            found: list[NounPhrase] = []
            at, stop = self.scene.reading.sentence_tokens[sentence]
            while at < stop:
                phrase = noun_phrase(self.scene, at, stop) if self._may_speak(at) else None
                if phrase is not None:
                    found.append(phrase)
                at = max(at + 1, phrase.stop if phrase is not None else 0)
            self._found[sentence] = found
        return self._found[sentence]

    def _may_speak(self, at: int) -> bool:
        scene = self.scene
        if scene.tokens[at].kind != WORD:
            return False
        common = not scene.quoted[at] and at not in scene.cues and source_class(scene.norm(at)) is not None
        return at in scene.mentions or common

    def _speaker(self, phrase: NounPhrase, draft: Draft) -> Resolved:
        """Whom the phrase means: as it was first read."""
        known = self._speakers.get(phrase)
        if known is None:
            known = self._speakers[phrase] = self.resolve(phrase, draft)._replace(gender=None, number=None)
        return known

    def _of_place(self, place: Place, draft: Draft, clues: Clues) -> None:
        """Where the phrase stands in its sentence, and behind what."""
        scene, at, where = self.scene, place.phrase.first, place.where
        if where in clues:
            clues[f"{where}:again"] = 1.0
        far, before = at - place.first, scene.norm(at - 1) if at > place.first else ""
        seen = {
            f"at-{far}" if far <= HEAD else "deep": True,
            "first": place.order == 0,
            "last": place.last,
            "behind-comma": before in COMMAS,
            "governed": bool(before) and is_preposition(before, scene.norm(at)),
            "glued": glued_before(scene, at),
            "behind-cue": at - 1 in scene.cues and scene.cues[at - 1].form.kind != "participle",
            "second": far == 1 and at - 1 not in scene.cues,
            "before-comma": scene.norm(place.phrase.stop) in COMMAS,
        }
        clues[where] = 1.0
        clues.update((f"{where}:{clue}", 1.0) for clue, holds in seen.items() if holds)
        clues.update(self._of_phrase(place.phrase))
        if where == "here":
            clues["gap"] = min(math.log1p(draft.cue_at - place.phrase.stop) / 4, 1.0)  # of the nearest
            if place.phrase.stop == draft.cue_at:
                clues["touches"] = 1.0

    def _of_phrase(self, phrase: NounPhrase) -> Clues:
        clues = {"feminine": float(proclitics(phrase.head).stem.endswith(("ة", "ات", "ى")))}
        if phrase.definite:
            clues["definite"] = 1.0
        if phrase.source == "group" or several(self.scene.norm(phrase.first)):
            clues["many"] = 1.0
        return clues

    def _of_kind(self, candidate: Candidate, draft: Draft) -> None:
        """What sort of somebody it is, how much the article is about them, and what the words say of them."""
        clues, identity = candidate.clues, candidate.resolved.speaker.entity
        entity = self.scene.people.get(identity) if identity is not None else None
        clues[f"type:{entity.type if entity is not None else 'none'}"] = 1.0
        if entity is not None:
            clues["count"] = min(math.log1p(self._counts.get(entity.id, 0)) / 3, 1.0)
            clues["title"] = float(entity.id in self._titled)
            clues["named-in-words"] = float(entity.id in self._named_in(draft))
        if candidate.resolved.many or candidate.resolved.rule == "joint":
            clues["many"] = 1.0
        clues.update(self._agreement(clues, entity, draft))

    def _agreement(self, clues: Clues, entity: Entity | None, draft: Draft) -> Iterator[tuple[str, float]]:
        one, feminine = draft.number in (None, "s"), draft.gender == "f"
        if "many" in clues and draft.number == "s":
            yield "many:one", 1.0
        if "many" not in clues and not one:
            yield "one:many", 1.0
        if draft.gender not in ("m", "f"):
            return
        if entity is not None and entity.type == "PER":
            gender = self._genders.get(entity.id, 0)
            if gender:
                yield "person:" + ("agrees" if (gender < 0) == feminine else "clashes"), min(abs(gender) / SETTLED, 1.0)
        elif entity is not None and entity.type == "LOC":
            masculine = light(entity.name.split(" ")[0]).removeprefix("ال") in MASCULINE_STATES
            yield "noun:" + ("agrees" if feminine != masculine else "clashes"), 1.0
        elif entity is None and "feminine" in clues and one and "many" not in clues:
            yield "noun:" + ("agrees" if bool(clues["feminine"]) == feminine else "clashes"), 1.0

    @cached_property
    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for mention in self.scene.article.mentions:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
        return counts

    @cached_property
    def _titled(self) -> frozenset[str]:
        title = self.scene.article.title
        mentions = self.scene.article.mentions
        return frozenset(
            mention.entity
            for mention in mentions
            if title is not None and title.start <= mention.span.start < title.stop
        )

    def _named_in(self, draft: Draft) -> frozenset[str]:
        """Who is named in the words: nobody calls himself by name."""
        inside = (at for start, stop in draft.content for at in self.scene.within(start, stop))
        return frozenset(self.scene.mentions[at][0].entity for at in inside if at in self.scene.mentions)

    @cached_property
    def _genders(self) -> dict[str, int]:
        """For each person: more than nothing for a man, less for a woman, by verbs and titles before the name."""
        scene = self.scene
        genders: dict[str, int] = {}
        for at, (mention, _after) in scene.mentions.items():
            if mention.type == "PER":
                genders[mention.entity] = genders.get(mention.entity, 0) + self._gender_before(at)
        for identity in genders:
            entity = scene.people.get(identity)
            first = light(entity.name.split(" ")[0]) if entity is not None else ""
            if first.endswith(_FEMININE_ENDS) and first not in MASCULINE_NAMES:
                genders[identity] -= 1
        return genders

    def _gender_before(self, at: int) -> int:
        scene = self.scene
        mention, cue = scene.mentions[at][0], scene.cues.get(at - 1)
        total = 0
        if cue is not None and cue.form.kind != "participle" and not cue.form.pronoun:
            total += {"f": -2, "m": 2}.get(cue.form.gender or "", 0)
        title = mention.role.of(scene.reading.text).split()[:1] if mention.role is not None else []
        noun = light(title[0]) if title else scene.norm(at - 1)
        if title or source_class(noun) == "person":
            total += -2 if proclitics(noun).stem.endswith("ة") else 1
        return total


def weight(clues: Clues, weights: Mapping[str, float]) -> float:
    """The logarithm of the odds, up to a constant."""
    return sum(weights.get(clue, 0.0) * much for clue, much in clues.items())


def likeliest(sums: Sequence[float]) -> int:
    """Which candidate is taken: the first, whom the rules choose, unless another is much likelier."""
    best = max(range(len(sums)), key=sums.__getitem__)
    return best if sums[best] - sums[0] >= MUCH_LIKELIER else 0


def key_of(resolved: Resolved) -> str:
    """The same for the same person, body or description."""
    return resolved.speaker.entity or light(resolved.speaker.name)
