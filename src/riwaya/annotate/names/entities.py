"""Mentions into entities: one record a person, place or organisation, with its fullest name and its titles."""

from __future__ import annotations

import re

from riwaya.annotate.names.people import title_after
from riwaya.annotate.names.words import Found, Words
from riwaya.arabic.gazetteer import EntityType, name_forms, nationality
from riwaya.arabic.names import join_keys, name_key, person_id, person_key, same_person
from riwaya.model import Entity, Mention, Span


def entities(words: Words, found: list[Found]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and the records they point to, both in the order of the text."""
    people = _people(words, found)
    mentions: list[Mention] = []
    records: dict[str, _Record] = {}
    for name in found:
        span = name.span or words.span(name.first, name.last, cut=name.cut)
        surface = _surface(words, name)
        key, full = people[surface] if name.type == "PER" else _thing(name, surface)
        role = _role(words, name)
        mentions.append(Mention(span=span, type=name.type, entity=key, role=role, rule=name.rule))
        record = records.setdefault(key, _Record(name.type, full))
        record.add(surface, _role_text(words.text, role) if role else None)
    return tuple(mentions), tuple(record.entity(key) for key, record in records.items())


def _surface(words: Words, name: Found) -> str:
    """The name as it stands alone: the second mention in ``للحداد`` is read الحداد, as the article spells it."""
    span = name.span or words.span(name.first, name.last, cut=name.cut)
    surface = span.of(words.text)
    if name.rule == "echo" and words.text[span.start - 1 : span.start + 1] == "لل":
        form = name_forms("ا" + surface)[0]
        return "ا" + surface if form in words.forms else surface
    return surface


def _role_text(text: str, role: Span) -> str:
    """The title as it stands alone: ``للرئيس`` is read الرئيس, and line breaks and hashtags are spaces."""
    behind_lam = text[role.start - 1 : role.start + 1] == "لل"
    return _plain("ا" + role.of(text) if behind_lam else role.of(text))


class _Record:
    """An entity while its mentions are being read."""

    def __init__(self, kind: EntityType, name: str) -> None:
        self.kind, self.name = kind, name
        self.aliases: dict[str, None] = {}
        self.roles: dict[str, None] = {}

    def add(self, surface: str, role: str | None) -> None:
        self.aliases.setdefault(surface)
        if role:
            self.roles.setdefault(role)

    def entity(self, key: str) -> Entity:
        return Entity(id=key, type=self.kind, name=self.name, aliases=tuple(self.aliases), roles=self._own_roles())

    def _own_roles(self) -> tuple[str, ...]:
        """Without titles of people around the person: ``مستشار الرئيس …`` where the person is ``الرئيس …``."""
        heads = {role: role.split()[0] for role in self.roles}
        definite = {head for head in heads.values() if head.startswith("ال")}
        others = {role for role in self.roles if definite & set(role.split()[1:]) - {heads[role]}}
        return tuple(role for role in self.roles if role not in others)


def _role(words: Words, name: Found) -> Span | None:
    """The title before the name, or else the one in apposition after it."""
    if name.type != "PER":
        return None
    if name.role is not None:
        return _role_before(words, name, *name.role)
    after = title_after(words, name.last)
    return words.span(*after) if after else None


def _role_before(words: Words, name: Found, first: int, last: int) -> Span:
    """The title up to the name, without the rank or form of address (اللواء, السيد) that ends a longer one."""
    head = words.facts[first].title
    start = words.span(first, last, cut=head.cut if head else 0).start
    for at in range(max(first + 1, last - 2), last):
        title = words.facts[at].title
        if title is not None and title.kind == "honorific" and title.cut == 0:
            return Span(start, words.stops[at - 1])
    stop = words.span(name.first, name.last, cut=name.cut).start
    return Span(start, start + len(words.text[start:stop].rstrip(" \t\xa0،,#")))


def _thing(name: Found, surface: str) -> tuple[str, str]:
    """(id, name) of a place or organisation: fixed for known ones, made of the folded words for others.

    Ministries have one id with and without the word وزارة, and countries in names stand as their ids.
    """
    if name.id:
        return name.id, surface
    forms = name_forms(surface)
    forms = forms[1:] if forms[0] == "وزاره" and len(forms) > 1 else forms
    parts = [(nationality(form) or "").removeprefix("loc:") or name_key(form) for form in forms]
    return f"{name.type.lower()}:" + "-".join(parts), surface


def _people(words: Words, found: list[Found]) -> dict[str, tuple[str, str]]:
    """By the surface of a mention, (id, fullest name) of the person: long names first, short ones join them.

    A short name that fits several persons is taken for the one mentioned most so far (كيم, of two leaders).
    """
    surfaces: dict[str, list[Found]] = {}
    for name in found:
        if name.type == "PER":
            surfaces.setdefault(_surface(words, name), []).append(name)
    known = _Persons()
    answer: dict[str, tuple[str, str]] = {}
    for surface in sorted(surfaces, key=lambda surface: -len(person_key(surface))):
        answer[surface] = known.join(surface, surfaces[surface][0].name, len(surfaces[surface]))
    return answer


class _Persons:
    """The persons of an article so far, by the keys under which another name of theirs can be found."""

    def __init__(self) -> None:
        self.weights: dict[tuple[str, str], int] = {}
        self.by_id: dict[str, list[tuple[str, str]]] = {}
        self.by_key: dict[str, list[tuple[str, str]]] = {}

    def join(self, surface: str, figure: str, count: int) -> tuple[str, str]:
        """The person whom ``surface`` names, mentioned ``count`` times: one met before, or a new one."""
        own = person_id(figure or surface), _plain(surface)
        fitting = self.by_id.get(own[0], []) if figure else self._fitting(surface)
        person = max(fitting, key=self.weights.__getitem__, default=own)
        if person not in self.weights:
            self.by_id.setdefault(person[0], []).append(person)
            for key in dict.fromkeys(join_keys(person[1])):
                self.by_key.setdefault(key, []).append(person)
        self.weights[person] = self.weights.get(person, 0) + count
        return person

    def _fitting(self, surface: str) -> list[tuple[str, str]]:
        near = dict.fromkeys(person for key in join_keys(surface) for person in self.by_key.get(key, ()))
        key = person_key(surface)
        return [person for person in near if same_person(surface, person[1])] or [
            person for person in near if key == person_key(person[1])[:1]
        ]


def _plain(surface: str) -> str:
    """A name as it is read: hashtag signs and line breaks are spaces."""
    return " ".join(re.sub(r"[_#]", " ", surface).split())
