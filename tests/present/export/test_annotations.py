"""Web Annotation read by rdflib; both selectors of every target find the same words in the untouched text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pyshacl import validate
from rdflib import RDF, Graph, Namespace

from riwaya.present.export import Form, Material, stream
from riwaya.present.export.common import urn

HERE = Path(__file__).parent
OA = Namespace("http://www.w3.org/ns/oa#")


def collection(material: Material) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(stream(Form.WEBANNO, material)))
    return found


def items(material: Material) -> list[dict[str, Any]]:
    """The annotations themselves."""
    found: list[dict[str, Any]] = collection(material)["first"]["items"]
    return found


def graph_of(material: Material) -> Graph:
    """The graph under a context of the terms used, written after the Web Annotation Vocabulary: W3C's own is online."""
    document = collection(material)
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    document["@context"] = json.loads((HERE / "annotation-context.json").read_text(encoding="utf-8"))
    return Graph().parse(data=json.dumps(document), format="json-ld")


def test_the_graph_has_the_shape_of_the_vocabulary(material: Material) -> None:
    conforms, _, report = validate(graph_of(material), shacl_graph=str(HERE / "annotation-shapes.ttl"))
    assert conforms, report


def test_the_shapes_notice_a_selector_without_its_end(demo: Material) -> None:
    graph = graph_of(demo)
    graph.remove((graph.value(predicate=RDF.type, object=OA.TextPositionSelector), OA.end, None))
    assert not validate(graph, shacl_graph=str(HERE / "annotation-shapes.ttl"))[0]


def test_every_key_is_a_term_of_the_vocabulary(demo: Material) -> None:
    terms = json.loads((HERE / "annotation-context.json").read_text(encoding="utf-8"))

    def keys(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value))
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set()

    assert keys(collection(demo)) - {"@context"} <= set(terms)


def test_both_selectors_find_the_words_in_the_original(material: Material) -> None:
    texts = {urn("text", article.document): article.text for article in material.articles()}
    for item in items(material):
        for target in item["target"]:
            text = texts[target["source"]["id"]]
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] != ""
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_every_span_of_the_articles_is_annotated_once(demo: Material) -> None:
    items_of = items(demo)
    found = {item["id"]: item for item in items_of}
    assert len(found) == len(items_of)
    for article in demo.articles():
        for statement in article.statements:
            told = found[urn("statement", statement.id)]
            spans = [(target["selector"][0]["start"], target["selector"][0]["end"]) for target in told["target"]]
            assert spans == list(statement.content)


def test_parts_point_to_their_statement(demo: Material) -> None:
    known = {item["id"] for item in items(demo) if item["motivation"] == "describing"}
    linked = [body["id"] for item in items(demo) if item["motivation"] == "linking" for body in item["body"][1:]]
    assert linked
    assert set(linked) <= known
