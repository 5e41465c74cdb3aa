"""FollowTheMoney entities, a JSON line each: for Aleph, OpenSanctions' tools and investigators' own.

Articles, the persons and bodies that they name with every mention, what is placed in time, and each utterance as an
event in which its speaker is involved. The text of an article stays out; a mention is proof of itself.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from riwaya.model import Article, Entity, Story, UtteranceGroup
from riwaya.present.contract import encode
from riwaya.present.export.common import Material, address, moment, outlet_key, published, said, title
from riwaya.present.queries import outlet_name
from riwaya.present.safe import flat

Properties = dict[str, list[str]]

#: Places are named in FollowTheMoney by properties of others; the model has no place of its own.
SCHEMATA = {"PER": "Person", "ORG": "Organization"}


def write(material: Material) -> Iterator[bytes]:
    """One entity a line."""
    return (encode(entity) + b"\n" for entity in entities(material))


def entities(material: Material) -> Iterator[dict[str, Any]]:
    """Each entity once, with all its properties: outlets and articles with their mentions, persons, events."""
    people: dict[str, Entity] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    outlets: set[str] = set()
    told: dict[str, tuple[Article, str, str | None]] = {}
    for article in material.articles():
        if article.outlet is not None and outlet_key(article) not in outlets:
            outlets.add(outlet_key(article))
            yield _entity(_id("outlet", outlet_key(article)), "Organization", {"name": [outlet_name(article)]})
        yield _article(article)
        yield from _mentions(article)
        for entity in article.people:
            people.setdefault(entity.id, entity)
            names[entity.id] |= dict.fromkeys((entity.name, *entity.aliases))
            roles[entity.id] |= dict.fromkeys(entity.roles)
        for statement in article.statements:
            told[statement.id] = (article, said(article, statement), statement.speaker.entity)
    yield from (_person(each, list(names[each.id]), list(roles[each.id])) for each in people.values() if _kept(each))
    kept = {name for name, each in people.items() if _kept(each)}
    for story in material.stories():
        yield _story(story, kept)
        yield from (_utterance(group, told, kept) for group in story.groups)


def _kept(entity: Entity) -> bool:
    return entity.type in SCHEMATA


def _id(kind: str, name: str) -> str:
    """An id of FollowTheMoney's kind: no spaces, the same in every export."""
    return f"riwaya-{kind}-{hashlib.sha1(name.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()}"


def _entity(id: str, schema: str, properties: Properties) -> dict[str, Any]:
    filled = {name: clean for name, values in properties.items() if (clean := _values(values))}
    return {"id": id, "schema": schema, "properties": filled}


def _values(values: list[str]) -> list[str]:
    return list(dict.fromkeys(flat(value).strip() for value in values if value and value.strip()))


def _day(value: str | None) -> list[str]:
    """A time as FollowTheMoney has it: without a zone, to the second at most."""
    return [value[:19]] if value else []


def _article(article: Article) -> dict[str, Any]:
    where = address(article)
    country = {each.country.lower() for each in article.people if each.type == "LOC" and each.country}
    properties: Properties = {
        "title": [title(article)],
        "publisher": [article.outlet.name] if article.outlet else [],
        "sourceUrl": [where] if where else [],
        "publishedAt": _day(published(article)),
        "author": [article.byline.name] if article.byline else [],
        "language": ["ara"],
        "peopleMentioned": [each.name for each in article.people if each.type == "PER"],
        "companiesMentioned": [each.name for each in article.people if each.type == "ORG"],
        "locationMentioned": [each.name for each in article.people if each.type == "LOC"],
        "detectedCountry": sorted(country),
    }
    return _entity(_id("article", article.id), "Article", properties)


def _mentions(article: Article) -> Iterator[dict[str, Any]]:
    for entity in article.people:
        if not _kept(entity):
            continue
        spoken = [mention.span.of(article.text) for mention in article.mentions if mention.entity == entity.id]
        properties: Properties = {
            "document": [_id("article", article.id)],
            "name": spoken or [entity.name],
            "resolved": [_id("entity", entity.id)],
            "detectedSchema": [SCHEMATA[entity.type]],
            "contextCountry": [entity.country.lower()] if entity.country else [],
        }
        yield _entity(_id("mention", f"{article.id} {entity.id}"), "Mention", properties)


def _person(entity: Entity, names: list[str], roles: list[str]) -> dict[str, Any]:
    first, *others = dict.fromkeys((entity.name, *names))
    properties: Properties = {
        "name": [first],
        "alias": others,
        "country": [entity.country.lower()] if entity.country else [],
    }
    if entity.type == "PER":
        properties["position"] = roles
    return _entity(_id("entity", entity.id), SCHEMATA[entity.type], properties)


def _story(story: Story, kept: set[str]) -> dict[str, Any]:
    properties: Properties = {
        "name": [story.title],
        "startDate": _day(moment(story.first)),
        "endDate": _day(moment(story.last)),
        "involved": [_id("entity", each.entity) for each in story.people if each.entity in kept],
        "location": [each.name for each in story.places],
        "proof": [_id("article", name) for name in story.articles],
    }
    return _entity(_id("story", story.id), "Event", properties)


def _utterance(
    group: UtteranceGroup, told: dict[str, tuple[Article, str, str | None]], kept: set[str]
) -> dict[str, Any]:
    tellings = [told[name] for name in group.statements if name in told]
    article, words, _ = told.get(group.earliest, tellings[0] if tellings else (None, "", None))
    speakers = [entity for _, _, entity in tellings if entity in kept]
    properties: Properties = {
        "name": [f"{group.speaker.name}: {words}"],
        "summary": [words for _, words, _ in tellings],
        "date": _day(published(article)) if article else [],
        "involved": [_id("entity", entity) for entity in speakers if entity],
        "proof": [_id("article", article.id) for article, _, _ in tellings],
    }
    return _entity(_id("utterance", group.id), "Event", properties)
