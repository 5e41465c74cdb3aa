"""The naming layer: who and what the article names, by lists, titles and patterns; every mention says its rule."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from riwaya.annotate.names.entities import entities
from riwaya.annotate.names.learned import by_model
from riwaya.annotate.names.people import by_first_name, by_speech, without_complementiser
from riwaya.annotate.names.resolve import add, echoes, resolve
from riwaya.annotate.names.things import by_list, by_organisation_noun, by_place_noun
from riwaya.annotate.names.titles import by_title
from riwaya.annotate.names.words import Found, Words
from riwaya.annotate.text import Reading
from riwaya.arabic.words import Token, tokens
from riwaya.model import Article, replace
from riwaya.weights import tagger

__all__ = ["names"]


#: Furniture whose names belong to the article: the people in its pictures and the hands it came through.
_NAMED_FURNITURE = frozenset({"caption", "credit", "byline"})


def _tokens(article: Article, reading: Reading) -> list[Token]:
    """The tokens of the prose and of the captions and credit lines around it, by position."""
    marks = {mark.span for mark in article.furniture if mark.kind in _NAMED_FURNITURE}
    aside = [token for span in marks for token in tokens(article.text, *span)]
    return sorted({*reading.tokens, *aside}, key=attrgetter("start")) if aside else reading.tokens


def names(article: Article, reading: Reading) -> Article:
    """Needs: sentences. Gives: mentions (in the order of the text) and people (the records they point to)."""
    words = Words(reading.text, _tokens(article, reading))
    things = [*by_list(words), *by_organisation_noun(words), *by_place_noun(words)]
    words.things = {name.first: name.last for name in resolve(words, things) if name.type != "PER"}
    inside = {at for first, last in words.things.items() for at in range(first + 1, last)}
    people = [name for rule in (by_title, by_first_name, by_speech) for name in rule(words) if name.first not in inside]
    sure = [without_complementiser(words, name) for name in things + people if name.rule != "place-noun-outside"]
    found = resolve(words, sure)
    if reading.naming != "rules":
        found = _with_model(words, reading, add(found, echoes(words, found)))
    guesses = [name for name in things if name.rule == "place-noun-outside"]
    found = add(add(found, echoes(words, found)), guesses)
    mentions, records = entities(words, found)
    return replace(article, mentions=mentions, people=records)


def _with_model(words: Words, reading: Reading, found: list[Found]) -> list[Found]:
    """The names that the trained tagger sees where the rules found none, or only places inside organisations."""
    seen = list(by_model(words, reading, tagger(reading.naming), found=found))
    bodies = [name for name in add([name for name in found if name.type != "LOC"], seen) if name.rule == "model"]
    return add([name for name in found if not _place_inside(name, bodies)], seen)


def _place_inside(name: Found, bodies: Iterable[Found]) -> bool:
    """``… كييف`` in the name of a club: the whole is meant."""
    return name.type == "LOC" and any(
        body.type == "ORG"
        and body.first <= name.first
        and name.last <= body.last
        and body.last - body.first > name.last - name.first
        for body in bodies
    )
