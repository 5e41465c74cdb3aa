"""The graph read back by networkx and pydot: who quotes whom through whom."""

from __future__ import annotations

import io

import networkx as nx
import pydot

from riwaya.model import Outlet, Via, replace
from riwaya.present.export import Form, Material, stream
from riwaya.present.export.network import graph
from tests.present.export.conftest import material_of


def graphml(material: Material) -> nx.DiGraph:
    return nx.read_graphml(io.BytesIO(b"".join(stream(Form.GRAPHML, material))))


def test_networkx_reads_the_same_graph(material: Material) -> None:
    found, read = graph(material), graphml(material)
    assert read.is_directed()
    assert len(read.nodes) == len(found.nodes) and len(read.edges) == len(found.edges)
    assert sorted(data["weight"] for *_, data in read.edges(data=True)) == sorted(map(len, found.edges.values()))


def test_pydot_reads_the_same_graph(material: Material) -> None:
    (read,) = pydot.graph_from_dot_data(b"".join(stream(Form.DOT, material)).decode())
    found = graph(material)
    assert len(read.get_edges()) == len(found.edges)
    assert len([node for node in read.get_nodes() if node.get("kind")]) == len(found.nodes)


def test_every_statement_leaves_its_outlet_and_reaches_its_speaker(demo: Material) -> None:
    read = graphml(demo)
    for article in demo.articles():
        for statement in article.statements:
            part = nx.DiGraph(
                (a, b) for a, b, data in read.edges(data=True) if statement.id in data["statements"].split()
            )
            hands = 1 + len({via.name for via in statement.via})
            assert nx.is_weakly_connected(part) and 1 <= len(part.edges) <= hands
            (end,) = [node for node in part if part.out_degree(node) == 0]
            assert read.nodes[end]["kind"] in ("speaker", "unnamed", "outlet")


def test_an_agency_that_is_an_outlet_is_one_node(left, right) -> None:
    agency = replace(right, outlet=Outlet(name="وكالة المنارة", id="manara"))
    read = graphml(material_of([left, agency], ()))
    assert {data["label"]: data["kind"] for _, data in read.nodes(data=True)} == {
        "صدى الوادي": "outlet",
        "وكالة المنارة": "outlet",
        "سالم الهدار": "speaker",
    }
    assert read.edges["outlet:sada", "outlet:manara"]["statements"] == "sada#1"
    assert read.edges["outlet:manara", "speaker:salem-haddar"]["weight"] == 2


def test_nobody_takes_words_from_himself(left) -> None:
    own = Via(span=left.credits[0].span, name="صدى الوادي", role="other-outlet")
    article = replace(left, statements=(replace(left.statements[0], via=(own,)),))
    read = graphml(material_of([article], ()))
    assert list(read.edges) == [("outlet:sada", "speaker:salem-haddar")]
