"""FollowTheMoney's own model reads every entity, keeps every value and finds nothing invalid."""

from __future__ import annotations

import json
from collections import Counter

from followthemoney import model
from followthemoney.proxy import EntityProxy

from riwaya.present.export import Form, Material, stream


def proxies(material: Material) -> list[EntityProxy]:
    lines = b"".join(stream(Form.FTM, material)).splitlines()
    return [EntityProxy.from_dict(json.loads(line), cleaned=False) for line in lines]


def test_no_value_is_lost_in_cleaning(material: Material) -> None:
    """``cleaned=False`` lets the model clean every value by its property's type; invalid ones would be dropped."""
    for line in b"".join(stream(Form.FTM, material)).splitlines():
        entity = json.loads(line)
        proxy = EntityProxy.from_dict(entity, cleaned=False)
        for name, values in entity["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(values), (entity["schema"], name, values, kept)


def test_the_schema_validates_every_entity(material: Material) -> None:
    for proxy in proxies(material):
        assert model.get(proxy.schema.name) is not None
        proxy.schema.validate(proxy.to_dict())


def test_ids_are_unique_and_references_lead_somewhere(material: Material) -> None:
    found = proxies(material)
    ids = Counter(proxy.id for proxy in found)
    assert set(ids.values()) <= {1}
    for proxy in found:
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in ids, (proxy.schema.name, prop.name)


def test_references_are_to_what_the_schema_allows(demo: Material) -> None:
    found = {proxy.id: proxy for proxy in proxies(demo)}
    for proxy in found.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity" and prop.range is not None:
                assert found[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)


def test_articles_persons_mentions_and_events_are_there(demo: Material) -> None:
    kinds = Counter(proxy.schema.name for proxy in proxies(demo))
    articles = list(demo.articles())
    assert kinds["Article"] == len(articles)
    assert kinds["Person"] == len({each.id for article in articles for each in article.people if each.type == "PER"})
    assert kinds["Mention"] == sum(each.type != "LOC" for article in articles for each in article.people)
    stories = list(demo.stories())
    assert kinds["Event"] == len(stories) + sum(len(story.groups) for story in stories)


def test_an_utterance_involves_its_speaker_and_is_proved_by_its_articles(demo: Material) -> None:
    found = proxies(demo)
    shared = max((proxy for proxy in found if proxy.schema.name == "Event"), key=lambda each: len(each.get("summary")))
    assert len(shared.get("proof")) > 1
    people = {proxy.id for proxy in found if proxy.schema.name in ("Person", "Organization")}
    assert shared.get("involved")
    assert set(shared.get("involved")) <= people
