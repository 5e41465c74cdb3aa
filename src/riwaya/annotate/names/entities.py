"""Mentions into entities: one record a person, place or organisation, with its fullest name and its titles."""

from __future__ import annotations

import re

from riwaya.annotate.names.titles import title_after
from riwaya.annotate.names.words import Found, Words
from riwaya.arabic.bodies import Body, body, body_id, country_of, place_id
from riwaya.arabic.gazetteer import EntityType, country_code, name_forms, word_table
from riwaya.arabic.letters import with_article
from riwaya.arabic.persons import GIVEN_NAME, alike_persons, parts, person_id, standing
from riwaya.arabic.spelling import block
from riwaya.model import Entity, Mention, Span


def entities(words: Words, found: list[Found]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and the records they point to, both in the order of the text."""
    surfaces = [_surface(words, name) for name in found]
    people = _people(found, surfaces)
    things = _things(found, surfaces)
    mentions: list[Mention] = []
    records: dict[str, _Record] = {}
    for name, surface in zip(found, surfaces, strict=True):
        span = name.span or words.span(name.first, name.last, cut=name.cut)
        key, full = people[surface] if name.type == "PER" else (things[name], surface)
        role = _role(words, name)
        mentions.append(Mention(span=span, type=name.type, entity=key, role=role, rule=name.rule))
        record = records.setdefault(key, _Record(name.type, full))
        record.add(surface, _role_text(words.text, role) if role else None)
    return tuple(mentions), tuple(record.entity(key) for key, record in records.items())


def _surface(words: Words, name: Found) -> str:
    """The name as it stands alone: ``للحداد`` is read الحداد where the article or the lists know it with ال."""
    span = name.span or words.span(name.first, name.last, cut=name.cut)
    whole = with_article(words.text, *span)
    if whole == span.of(words.text):
        return whole
    form = name_forms(whole)[0]
    listed = name_forms(name.name)[:1] == (form,) or form in word_table("org_heads")
    return whole if listed or form in words.forms else span.of(words.text)


def _role_text(text: str, role: Span) -> str:
    """The title as it stands alone: ``للرئيس`` is read الرئيس, and line breaks and hashtags are spaces."""
    return _plain(with_article(text, *role))


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
        country = country_of(key, self.name, self.kind) if self.kind != "PER" else None
        return Entity(
            id=key,
            type=self.kind,
            name=self._fullest(),
            aliases=tuple(self.aliases),
            roles=self._own_roles(),
            country=country_code(country) if country else None,
        )

    def _fullest(self) -> str:
        """Of a body the name with most words (``الاتحاد الدولي لكرة القدم``, not ``الفيفا``); a person's is known."""
        return max(self.aliases, key=lambda alias: len(alias.split())) if self.kind == "ORG" else self.name

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


def _things(found: list[Found], surfaces: list[str]) -> dict[Found, str]:
    """The ids of places and organisations: fixed for known ones, made of the folded words for others.

    ``وزارة النقل`` is the ministry of the one country for whose ministry of transport the article has another name.
    """
    ids: dict[Found, str] = {}
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[Found, Body]]] = {}
    for name, surface in zip(found, surfaces, strict=True):
        if name.type == "LOC":
            ids[name] = name.id or place_id(surface)
        elif name.type == "ORG":
            ids[name] = name.id or body_id(surface)
            parts = body(surface)
            alike.setdefault((parts.kind, parts.words), []).append((name, parts))
    for group in alike.values():
        national = {ids[name] for name, parts in group if parts.countries}
        if len(national) == 1:
            (one,) = national
            ids.update((name, one) for name, parts in group if _of_one_country(name, parts))
    return ids


def _of_one_country(name: Found, parts: Body) -> bool:
    """Could a body without a country be that of one? Not ``الاتحاد الدولي``, whose only word says of which."""
    return not parts.countries and not name.id and (bool(parts.words) or name.last - name.first == 1)


def _people(found: list[Found], surfaces: list[str]) -> dict[str, tuple[str, str]]:
    """By the surface of a mention, (id, fullest name) of the person: long names first, short ones join them.

    A short name that fits several persons is taken for the one mentioned most so far (كيم, of two leaders).
    """
    named: dict[str, list[Found]] = {}
    for name, surface in zip(found, surfaces, strict=True):
        if name.type == "PER":
            named.setdefault(surface, []).append(name)
    known = _Persons()
    answer: dict[str, tuple[str, str]] = {}
    for surface in sorted(named, key=lambda surface: -len(parts(surface))):
        answer[surface] = known.join(surface, named[surface][0].name, len(named[surface]))
    return answer


class _Persons:
    """The persons of an article so far, by the sounds under which another name of theirs can be found."""

    def __init__(self) -> None:
        self.weights: dict[tuple[str, str], int] = {}
        self.by_id: dict[str, list[tuple[str, str]]] = {}
        self.by_sound: dict[str, list[tuple[str, str]]] = {}

    def join(self, surface: str, figure: str, count: int) -> tuple[str, str]:
        """The person whom ``surface`` names, mentioned ``count`` times: one met before, or a new one."""
        fitting = self.by_id.get(person_id(figure), []) if figure else self._fitting(surface)
        person = max(fitting, key=self.weights.__getitem__, default=None)
        if person is None:
            person = person_id(figure or surface), _plain(surface)
        if person not in self.weights:
            self.by_id.setdefault(person[0], []).append(person)
            for sound in self._sounds(person[1]):
                self.by_sound.setdefault(sound, []).append(person)
        self.weights[person] = self.weights.get(person, 0) + count
        return person

    def _sounds(self, surface: str) -> set[str]:
        """How the first and the last part sound: any other name of the person shares one of the two."""
        key = standing(surface)
        return {block(key[0]), block(key[-1])} if key else set()

    def _fitting(self, surface: str) -> list[tuple[str, str]]:
        """The persons whom a surface may name; a given name alone names somebody only where no family name does."""
        near = dict.fromkeys(person for sound in self._sounds(surface) for person in self.by_sound.get(sound, ()))
        judged = [(person, alike_persons(surface, person[1])) for person in near]
        fitting = [(person, said.why) for person, said in judged if said.same]
        return [person for person, why in fitting if why != GIVEN_NAME] or [person for person, _ in fitting]


def _plain(surface: str) -> str:
    """A name as it is read: hashtag signs and line breaks are spaces."""
    return " ".join(re.sub(r"[_#]", " ", surface).split())
