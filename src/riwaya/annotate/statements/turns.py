"""Whom a noun with ال means that nobody was called by before: who had the word last, and can be called so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from riwaya import lexicon
from riwaya.annotate.statements.bodies import FARTHEST, noun_of
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.offices import alike
from riwaya.annotate.statements.phrases import CHIEFS, COMMAS, NounPhrase
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.letters import light
from riwaya.arabic.names import title_key
from riwaya.arabic.words import proclitics
from riwaya.model import Entity

#: So many turns back somebody is still meant.
TURNS = 6
#: What somebody said or wrote (``البيان``), and who is not named (``المصدر``).
GIVEN_OUT, UNNAMED = words_of("given-out"), words_of("unnamed")
#: What is given out was called so within so many tokens before.
NEAR = 150


def had_the_word(scene: Scene, past: Sequence[Resolved], phrase: NounPhrase) -> Resolved | None:
    """Who spoke before and may be called so; ``None`` where nobody fits, or the phrase is not definite."""
    if not phrase.definite or not definite(scene.norm(phrase.first)) or _goes_on(scene, phrase.stop):
        return None
    noun = proclitics(scene.norm(phrase.first)).stem
    turns = past[: -TURNS - 1 : -1]
    if noun in GIVEN_OUT:
        return turns[0] if turns and phrase.stop - phrase.first == 1 and _given_out(scene, phrase) else None
    if noun in UNNAMED:
        return next((known for known in turns if _is_unnamed(known, source_class(noun))), None)
    return _person(scene, turns, phrase) if phrase.source == "person" else None


def _goes_on(scene: Scene, at: int) -> bool:
    """``القيادي، المكلف بكذا، فلان``, ``المسؤول عن كذا فلان``: who it is may be told further on."""
    return scene.norm(at) in COMMAS or scene.norm(at) == "عن" or scene.norm(at).startswith("لل")


def _given_out(scene: Scene, phrase: NounPhrase) -> bool:
    """``قالت الشركة في بيان …، وأضاف البيان``."""
    noun = noun_of(scene.norm(phrase.first))
    return any(noun_of(scene.norm(at)) == noun for at in range(max(0, phrase.first - NEAR), phrase.first))


def _is_unnamed(known: Resolved, kind: str | None) -> bool:
    """``المصدر`` is one (``دبلوماسي غربي``), ``المصادر`` are several."""
    words = known.speaker.name.split()
    return known.speaker.entity is None and bool(words) and source_class(light(words[0])) == kind


def _person(scene: Scene, turns: Sequence[Resolved], phrase: NounPhrase) -> Resolved | None:
    """``الوزيرة``, ``المدرب الليماري``: a person with such a title, or the last one if none of theirs was told.

    Not ``الرئيس الليماري``: who has so high an office is known without a word of it.
    """
    wanted = title_key(scene.span(phrase.first, phrase.stop).of(scene.reading.text))
    high = scene.norm(phrase.first) in CHIEFS and any(word.startswith("loc:") for word in wanted)
    feminine = proclitics(phrase.head).stem.endswith("ة")
    for known in turns:
        person = scene.people.get(known.speaker.entity or "")
        if person is None or person.type != "PER" or not wanted or high:
            continue
        if (known.gender or "m") != ("f" if feminine else "m"):
            continue
        titles = [title_key(role) for role in person.roles]
        if not titles or any(title and alike(wanted[0], title[0]) for title in titles):
            return known
        return None
    return None


@cache
def _media() -> dict[str, str]:
    """By the light form of a medium's name, its role."""
    return {light(row["name"]): row["role"] for row in lexicon.load("media_names").rows}


@cache
def _kinds() -> dict[str, str]:
    """By a noun that heads a medium's name, the role of such a medium."""
    return {row["word"]: row["role"] for row in lexicon.load("media_heads").rows}


def medium(scene: Scene, phrase: NounPhrase, before: int) -> Entity | None:
    """``الصحيفة``: the newspaper named last before character ``before`` by its name alone."""
    role = _kinds().get(proclitics(scene.norm(phrase.first)).stem)
    if role is None or not phrase.definite or phrase.stop - phrase.first > 1:
        return None
    mentions = scene.article.mentions
    at = bisect_left(mentions, before, key=lambda mention: mention.span.start)
    for mention in reversed(mentions[max(0, at - FARTHEST) : at]):
        if mention.type == "ORG":
            entity = scene.people.get(mention.entity)
            name = light(mention.span.of(scene.reading.text))
            if role in (_media().get(name), _media().get(light(entity.name) if entity is not None else "")):
                return entity
    return None
