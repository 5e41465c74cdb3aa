"""JSON-LD read by rdflib and held against SHACL shapes by pySHACL; the chain is walked from outlet to speaker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from riwaya.present.export import Form, Material, stream
from riwaya.present.export.common import urn

SCHEMA, PROV = Namespace("https://schema.org/"), Namespace("http://www.w3.org/ns/prov#")
SHAPES = Path(__file__).parents[3] / "docs" / "schema" / "jsonld-shapes.ttl"


def graph_of(material: Material) -> Graph:
    return Graph().parse(data=b"".join(stream(Form.JSONLD, material)), format="json-ld")


def verdict(graph: Graph) -> tuple[bool, str]:
    conforms, _, report = validate(graph, shacl_graph=str(SHAPES), advanced=True)
    return conforms, report


def test_the_graph_has_the_shape_that_is_promised(material: Material) -> None:
    conforms, report = verdict(graph_of(material))
    assert conforms, report


BROKEN = {
    "no speaker": ("DELETE WHERE {{ <{s}> prov:wasAttributedTo ?o }}", "wasAttributedTo"),
    "no words": ("DELETE WHERE {{ <{s}> schema:text ?o }}", "text"),
    "no chain": ("DELETE WHERE {{ <{s}> prov:wasQuotedFrom ?o }}", "wasQuotedFrom"),
    "no source": ("DELETE WHERE {{ <{s}> prov:hadPrimarySource ?o }}", "hadPrimarySource"),
    "no article": ("DELETE WHERE {{ <{s}> schema:isPartOf ?o }}", "isPartOf"),
    "negative": ("INSERT DATA {{ <{s}> <urn:riwaya:terms:start> -1 }}", "start"),
}


@pytest.mark.parametrize(("change", "named"), BROKEN.values(), ids=BROKEN)
def test_the_shapes_notice_what_is_missing(demo: Material, change: str, named: str) -> None:
    graph = graph_of(demo)
    graph.update(change.format(s=urn("statement", "lina-zurman#1")), initNs={"prov": PROV, "schema": SCHEMA})
    conforms, report = verdict(graph)
    assert not conforms
    assert named in report


def test_every_chain_ends_at_the_utterance_of_its_speaker(demo: Material) -> None:
    graph = graph_of(demo)
    for article in demo.articles():
        for statement in article.statements:
            at = URIRef(urn("statement", statement.id))
            hands = []
            while (before := graph.value(at, PROV.wasQuotedFrom)) is not None:
                at = before
                hands.append(at)
            carriers = [str(graph.value(graph.value(hand, PROV.wasAttributedTo), SCHEMA.name)) for hand in hands[:-1]]
            assert carriers == [via.name for via in statement.via]
            claim = hands[-1]
            assert (claim, RDF.type, SCHEMA.Claim) in graph
            assert graph.value(URIRef(urn("statement", statement.id)), PROV.hadPrimarySource) == claim
            assert graph.value(claim, PROV.wasAttributedTo) is not None


def test_tellings_of_one_utterance_share_one_claim(demo: Material) -> None:
    graph = graph_of(demo)
    group = max((group for story in demo.stories() for group in story.groups), key=lambda each: len(each.statements))
    assert len(group.statements) > 2
    claim = URIRef(urn("utterance", group.id))
    told = {URIRef(urn("statement", name)) for name in group.statements}
    assert set(graph.objects(claim, SCHEMA.appearance)) == told
    assert {subject for subject in graph.subjects(PROV.hadPrimarySource, claim) if "via" not in subject} == told
    assert graph.value(claim, SCHEMA.firstAppearance) == URIRef(urn("statement", group.earliest))


def test_only_words_in_quotation_marks_are_a_quotation(demo: Material) -> None:
    graph = graph_of(demo)
    for article in demo.articles():
        for statement in article.statements:
            kind = SCHEMA.Statement if statement.mode == "indirect" else SCHEMA.Quotation
            assert (URIRef(urn("statement", statement.id)), RDF.type, kind) in graph


def test_no_text_of_an_article_is_in_it(demo: Material) -> None:
    data = b"".join(stream(Form.JSONLD, demo)).decode()
    for article in demo.articles():
        said = [span for statement in article.statements for span in statement.content]
        for sentence in article.sentences:
            if not any(span.overlaps(sentence) for span in said) and sentence != article.title:
                assert sentence.of(article.text) not in data


def test_dates_keep_their_precision_and_each_node_stands_once(demo: Material) -> None:
    document = json.loads(b"".join(stream(Form.JSONLD, demo)))
    names = [node["@id"] for node in document["@graph"]]
    assert len(set(names)) == len(names)
    graph = graph_of(demo)
    literals = [value for value in graph.objects() if isinstance(value, Literal) and value.datatype]
    assert literals
    assert not [value for value in literals if value.ill_typed]
