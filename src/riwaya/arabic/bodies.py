"""May two names mean one body or one place? By the lists where they know them, else word by word and by country."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.gazetteer import EntityType, known, name_forms, word_table
from riwaya.arabic.names import country_at, is_common, is_listed_common, name_key
from riwaya.arabic.persons import SAME, Likeness
from riwaya.arabic.spelling import likeness, plain

__all__ = ["alike_bodies", "alike_places", "body", "body_id", "country_of", "known_ids", "place_id"]

#: Words of bodies are words of the language: spellings of one differ by less than spellings of a foreign name.
_SPELT = 0.7
#: What remains when one name says the country and the other does not: it may be that body, and it may be another's.
_UNSAID = 0.45
#: Say of a body only that it is not a national one.
_WORLDLY = frozenset({"دولي", "دوليه", "عالمي", "عالميه"})
#: Place nouns for what lies around a town and is not the town.
_PARTS = frozenset({"ريف", "ضاحيه", "ضواحي", "استاد", "ستاد", "ملعب", "منتجع"})
#: Words for a state before its name.
_STATES = frozenset({"دوله", "جمهوريه", "مملكه", "سلطنه"})


class Body(NamedTuple):
    """A body's name taken apart: what kind it says it is, the words of its own, and the countries it belongs to."""

    kind: str
    words: tuple[str, ...]
    countries: frozenset[str]


@cache
def _kinds() -> dict[str, str]:
    """Nouns for kinds of bodies that may be left out of the name → the kind they say it is."""
    return {row["word"]: row["kind"] for row in lexicon.load("body_kinds").rows}


@lru_cache(maxsize=1 << 13)
def known_ids(name: str, type: EntityType) -> frozenset[str]:
    """The ids that the lists have for a name of this type, as it stands or without the noun for its kind.

    >>> known_ids("مدينة حلب", "LOC"), known_ids("حلف الناتو", "ORG") == known_ids("الناتو", "ORG")
    (frozenset({'loc:hlb'}), True)
    """
    forms = name_forms(name)
    found = _listed(forms, type)
    if found or len(forms) < 2 or not _goes_without(forms[0], type):
        return found
    return _listed(forms[1:], type)


def _goes_without(form: str, type: EntityType) -> bool:
    if type == "LOC":
        noun = word_table("place_heads").get(form, ("", ""))[0] == "outside" or form in _STATES
        return noun and form not in _PARTS
    return _bare(form) in _kinds() and form != "وزاره"


def _listed(forms: tuple[str, ...], type: EntityType) -> frozenset[str]:
    rows = known().get(forms[0], ()) if forms else ()
    return frozenset(entry.id for rest, entry in rows if rest == forms[1:] and entry.type == type)


def _bare(form: str) -> str:
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


@lru_cache(maxsize=1 << 13)
def body(name: str) -> Body:
    """The parts of a body's name by which it compares.

    >>> body("وزارة الخارجية الروسية") == body("وزارة خارجية روسيا")
    True
    """
    forms = list(name_forms(name))
    kind = _kinds().get(_bare(forms[0]), "") if len(forms) > 1 else ""
    words: list[str] = []
    countries: set[str] = set()
    at = 1 if kind else 0
    while at < len(forms):
        width, country = country_at(forms, at)
        if country and (words or kind):
            countries.add(country)
        elif plain(forms[at]) not in _WORLDLY and forms[at] != "في":
            words.append(_word(forms[at]))
        at += width
    return Body(kind, tuple(words), frozenset(countries))


def _word(form: str) -> str:
    """A word of a body's name without glued و and ل before the article, and without ب before a place."""
    for glued, rest in (("وال", 3), ("لل", 2)):
        if form.startswith(glued) and len(form) > 4:
            return plain(form[rest:])
    return plain(form[1:] if form.startswith("ب") and _listed((form[1:],), "LOC") else form)


def body_id(name: str) -> str:
    """The id of a body: that of the lists, else made of its words and countries; the same in every process.

    A ministry has one id with and without the word وزارة, and by its country in any wording.

    >>> body_id("الخارجية الليبية") == body_id("وزارة خارجية ليبيا"), body_id("حلف الناتو")
    (True, 'org:nato')
    """
    ids = known_ids(name, "ORG")
    if len(ids) == 1:
        return next(iter(ids))
    kind, words, countries = body(name)
    shown = [kind] if kind and kind != "ministry" else []
    states = sorted(country.removeprefix("loc:") for country in countries)
    return "org:" + "-".join([*shown, *map(name_key, words or name_forms(name)), *states])


def place_id(name: str) -> str:
    """The id of a place: that of the lists, else made of its words.

    >>> place_id("مدينة حلب"), place_id("بلدة شوخوف") == place_id("بلدة شوخووف")
    ('loc:hlb', True)
    """
    ids = known_ids(name, "LOC")
    return next(iter(ids)) if len(ids) == 1 else "loc:" + "-".join(map(name_key, name_forms(name)))


def alike_bodies(left: str, right: str) -> Likeness:
    """How sure it is that two names of organisations mean one body.

    >>> alike_bodies("حلف شمال الأطلسي", "الناتو"), alike_bodies("وزارة النقل الليبية", "وزارة النقل التونسية").same
    (Likeness(score=1.0, why='list'), False)
    """
    ids, others = known_ids(left, "ORG"), known_ids(right, "ORG")
    if ids and others:
        return Likeness(float(bool(ids & others)), "list")
    return _alike(*sorted((body(left), body(right))))


def _alike(one: Body, two: Body) -> Likeness:
    if one.kind and two.kind and one.kind != two.kind:
        return Likeness(0.0, "another-kind")
    score = _each(one.words, two.words)
    if score < _SPELT:
        return Likeness(0.0, "other-words")
    if one.countries != two.countries:
        if one.countries and two.countries:
            return Likeness(0.0, "another-country")
        return Likeness(score * 0.8 if all(map(_proper, one.words)) else _UNSAID, "country-unsaid")
    return Likeness(score if one.kind == two.kind else score * 0.9, "words")


def _proper(word: str) -> bool:
    """A word that bodies of two countries hardly share: no word of the language (بيجو, not دفاع)."""
    return not (is_common(word) or is_common("ال" + word))


def _each(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """The least likeness of the words in order; the same words in another order are alike too."""
    if len(one) != len(two) or not one:
        return float(bool(one) and "".join(one) == "".join(two))
    inorder = min(map(_spelt, one, two))
    return max(inorder, 0.9 if sorted(one) == sorted(two) else 0.0)


def _spelt(one: str, two: str) -> float:
    """How alike two words are; words of the language are alike only when they are equal."""
    if one != two and any(is_listed_common(word) for each in (one, two) for word in (each, "ال" + each)):
        return 0.0
    return likeness(one, two)


def alike_places(left: str, right: str) -> Likeness:
    """How sure it is that two names of places mean one.

    >>> alike_places("بيونغ يانغ", "بيونج يانج").same, alike_places("السودان", "جنوب السودان").same
    (True, False)
    """
    ids, others = known_ids(left, "LOC"), known_ids(right, "LOC")
    if ids and others:
        return Likeness(float(bool(ids & others)), "list")
    score = max(_each(one, two) for one in _spellings(left) for two in _spellings(right))
    return Likeness(score if score >= SAME else 0.0, "spelling" if score >= SAME else "other-words")


@lru_cache(maxsize=1 << 13)
def _spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """The comparable words of a place's name, with and without a noun like مدينة."""
    forms = name_forms(name)
    whole = tuple(map(plain, forms))
    return (whole, whole[1:]) if len(forms) > 1 and _goes_without(forms[0], "LOC") else (whole,)


@lru_cache(maxsize=1 << 13)
def country_of(entity: str, name: str, type: EntityType) -> str | None:
    """The country that a place lies in or is, or that a body belongs to; None where nothing says.

    >>> country_of("loc:moscow", "موسكو", "LOC"), country_of("", "وزارة النقل الليبية", "ORG")
    ('loc:russia', 'loc:libya')
    """
    if type == "LOC":
        return _homes().get(entity)
    countries = body(name).countries
    return next(iter(countries)) if len(countries) == 1 else None


@cache
def _homes() -> dict[str, str]:
    rows = lexicon.load("places").rows
    return {row["id"]: row["id"] if row["kind"] == "country" else row["country"] for row in rows if row["id"]}
